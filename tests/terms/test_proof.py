"""What a mined entry says of itself is true of the text."""

from __future__ import annotations

from collections.abc import Callable

from align.formats.frames import glossary_frame
from align.model import Alignment, Glossary, TermEntry
from align.settings import TermSettings
from align.terms.mine import mine

Make = Callable[..., Alignment]

BANK = (
    ("中国人民银行（央行）下调存款准备金率。",
     "The People's Bank of China (PBOC) cut the reserve requirement ratio."),
    ("央行行长潘功胜说，货币政策保持适度宽松。",
     "PBOC Governor Pan Gongsheng said monetary policy would remain moderately loose."),
    ("央行下调逆回购操作利率。", "The central bank lowered the reverse repo rate."),
    ("中国人民银行宣布新的工具。", "The People's Bank of China announced new tools."),
    ("市场上涨。", "The market rose."),
)  # fmt: skip


def entry_of(glossary: Glossary, term: str) -> TermEntry:
    return next(e for e in glossary.entries if term in {t.text for t in e.terms})


def test_every_row_shows_a_sentence_pair_of_the_bitext(make: Make) -> None:
    glossary = mine([make(*BANK)], TermSettings(min_score=0.1))
    for row in glossary_frame(glossary).to_dict("records"):
        for number in ("", "_2", "_3"):
            shown = (row[f"context_zh{number}"], row[f"context_en{number}"])
            assert shown in {*BANK, ("", "")}
        assert (row["context_zh"], row["context_en"]) in BANK


def test_a_sentence_pair_of_several_sentences_is_shown_whole(make: Make) -> None:
    from dataclasses import replace

    from align.model import Bead

    two = replace(make(*BANK[:2]), beads=(Bead((0, 1), (0, 1)),))
    whole = (BANK[0][0] + BANK[1][0], f"{BANK[0][1]} {BANK[1][1]}")
    for entry in mine([two], TermSettings(min_score=0.1)).entries:
        assert entry.evidence is not None
        assert entry.evidence.contexts == (whole,)


def test_what_is_counted_is_what_a_reader_counts(make: Make) -> None:
    beads = [
        ("公司在新竹建晶圆厂。", "The company is building a fab in Hsinchu."),
        ("晶圆厂需要电力。", "Fabs need electricity."),
        ("两座晶圆厂停工。", "Two fabs stand idle."),
        ("国家网信办约谈平台。", "The CAC summoned the platforms."),
        ("网信办发布规定。", "The CAC's rules are out."),
        ("网信办没有回应。", "The CAC did not respond."),
    ]
    glossary = mine([make(*beads)], TermSettings(min_score=0.02))
    checked = 0
    for entry in glossary.entries:
        assert entry.evidence is not None
        for pair in entry.evidence.pairs:
            if (pair.zh, pair.en.lower()) in {("晶圆厂", "fab"), ("网信办", "cac")}:
                checked += 1
                assert pair.frequency == 3
                told = {ground.note.key for ground in pair.grounds}
                assert "evidence.never_apart" in told
                assert not {"evidence.apart_zh", "evidence.apart_en"} & told
    assert checked


def test_each_term_has_its_count_and_each_pair_its_evidence(make: Make) -> None:
    entry = entry_of(mine([make(*BANK)], TermSettings(min_score=0.1)), "中国人民银行")
    assert entry.evidence is not None
    for pair in entry.evidence.pairs:
        assert pair.frequency == sum(pair.zh in zh and pair.en in en for zh, en in BANK)
        assert pair.grounds
    every = {lang: [t.text for t in entry.in_lang(lang)] for lang in ("zh", "en")}
    for term in entry.terms:
        own, mates = (0, every["en"]) if term.lang == "zh" else (1, every["zh"])
        assert term.frequency == sum(
            term.text in pair[own] and any(mate in pair[1 - own] for mate in mates) for pair in BANK
        )
    assert entry.evidence.frequency == sum(
        any(zh in pair[0] for zh in every["zh"]) and any(en in pair[1] for en in every["en"])
        for pair in BANK
    )
