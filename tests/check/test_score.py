"""Scores of a translation: which uses of a term count, and what they agree with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest

from align.check.score import (
    TermUse,
    agreement,
    consistency,
    success_rate,
    targets_of,
    term_uses,
)
from align.model import (
    Alignment,
    Bead,
    Block,
    Document,
    Glossary,
    Lang,
    Sentence,
    Signature,
    Term,
    TermEntry,
)

PAIRS = (
    ("阿里云新建数据中心，数据中心使用清洁能源。", "Alibaba Cloud builds a data center."),
    ("数据中心的能源很重要。", "The energy of data centers matters."),
    ("数据中心在北京。", "The Data Center is in Beijing."),
    ("数据很重要。", "Data matters."),
    ("今年的数据中心很大。", "It is large this year."),
)


def _side(lang: Lang, texts: list[str]) -> tuple[Document, tuple[Sentence, ...]]:
    blocks = tuple(Block("paragraph", text) for text in texts)
    return Document(lang, lang, blocks), tuple(
        Sentence(text, n, (0, len(text))) for n, text in enumerate(texts)
    )


GLOSSARY = Glossary(
    (
        TermEntry("c1", (Term("zh", "数据中心"), Term("en", "data center"))),
        TermEntry("c2", (Term("zh", "数据"), Term("en", "data"))),
    )
)


def _paired(pairs: Sequence[tuple[str, str]]) -> Alignment:
    zh, zh_sentences = _side("zh", [pair[0] for pair in pairs])
    en, en_sentences = _side("en", [pair[1] for pair in pairs])
    beads = tuple(Bead((n,), (n,)) for n in range(len(pairs)))
    return Alignment(zh, en, zh_sentences, en_sentences, beads, Signature("test"))


@pytest.fixture(scope="module")
def uses() -> tuple[TermUse, ...]:
    return term_uses([_paired(PAIRS)], GLOSSARY, "zh")


def test_a_term_is_used_once_in_a_line_and_inside_a_longer_one(uses: tuple[TermUse, ...]) -> None:
    assert [use.term for use in uses] == ["数据中心", "数据"] * 3 + ["数据", "数据中心", "数据"]


def test_a_term_is_used_once_in_a_paragraph_of_several_sentences() -> None:
    texts = [pair[0] for pair in PAIRS[:3]]
    block = Block("paragraph", "".join(texts))
    starts = [sum(map(len, texts[:n])) for n in range(len(texts))]
    sentences = tuple(
        Sentence(text, 0, (start, start + len(text)))
        for text, start in zip(texts, starts, strict=True)
    )
    apart = _paired(PAIRS[:3])
    whole = replace(apart, zh=Document("zh", "zh", (block,)), zh_sentences=sentences)
    assert [use.term for use in term_uses([whole], GLOSSARY, "zh")] == ["数据中心", "数据"]
    assert len(term_uses([apart], GLOSSARY, "zh")) == 6
    assert len(term_uses([whole, apart], GLOSSARY, "zh")) == 8


def test_inflection_and_case_are_one_rendering(uses: tuple[TermUse, ...]) -> None:
    assert [use.rendering for use in uses if use.term == "数据中心"][:3] == ["data center"] * 3


def test_british_and_american_spellings_are_one_rendering() -> None:
    pairs = (
        ("数据中心很大。", "The data centre is large."),
        ("数据中心在北京。", "The data center is in Beijing."),
        ("数据中心很好。", "The data centres are good."),
    )
    found = term_uses([_paired(pairs)], GLOSSARY, "zh")
    centres = [use for use in found if use.term == "数据中心"]
    assert len({use.rendering for use in centres}) == 1
    assert all(use.rendering == use.predefined for use in centres)


def test_the_glossary_is_heeded_wherever_the_rendering_was_taken_to_end() -> None:
    option = TermEntry("c1", (Term("zh", "購股權"), Term("en", "share option")))
    pairs = (
        ("董事可獲授購股權計劃。", "Directors may join the share option scheme."),
        ("購股權計劃已獲採納。", "The share option scheme has been adopted."),
        ("公司已註銷有關認股證。", "The company has cancelled the share options concerned."),
    )
    first, second, third = term_uses([_paired(pairs)], Glossary((option,)), "en")
    assert first.rendering == first.predefined != ""
    assert second.rendering == second.predefined != ""
    assert third.predefined == "购股权" != third.rendering


def test_what_is_left_out_is_a_miss(uses: tuple[TermUse, ...]) -> None:
    left_out = [use for use in uses if use.term == "数据中心"][-1]
    assert left_out == TermUse("数据中心", "", "data center")
    assert consistency([use for use in uses if use.term == "数据中心"])["first"].micro == 0.75


def test_what_is_mostly_left_out_has_no_usual_rendering() -> None:
    missing, said = TermUse("云", ""), TermUse("云", "cloud")
    found = consistency([said, missing, missing])
    assert found["frequent"].micro == 0.0
    assert found["first"].micro == pytest.approx(1 / 3)
    assert consistency([missing, said, said])["first"].micro == 0.0
    assert consistency([missing, said, said])["frequent"].micro == pytest.approx(2 / 3)


def test_a_translation_without_its_terms_scores_nothing() -> None:
    assert consistency([]) == {}
    assert success_rate([("云", "a sky", "a cloud")], {"云": ["cloud"]}) == 0.0
    assert success_rate([("云", "a sky", "a haze")], {"云": ["cloud"]}) is None
    assert agreement(["a", "", "b"], ["a", "a", "c"]).macro == 0.25


def test_a_large_glossary_gives_what_its_occurring_entries_give() -> None:
    """Terms of the texts' own characters and words, of one character, of marks of patterns."""
    source = " ".join(pair[0] for pair in PAIRS)
    letters = sorted(set(source) | set("甲乙丙丁戊己庚辛*[(+?\\"))
    names = ("data", "center", "cloud", "the energy", "large", "zebra", "(a+)+$")
    terms = {*letters, *map("".join, product(letters, repeat=2))}
    terms |= {pair[0][at : at + size] for pair in PAIRS for at in range(20) for size in (3, 4, 9)}
    terms |= {f"{one}{two}{number}" for number, (one, two) in enumerate(product(letters, repeat=2))}
    terms |= {f"{one}数据{two}" for one, two in product(letters, repeat=2)}
    terms -= {"", " "}
    entries = tuple(
        TermEntry(f"e{n}", (Term("zh", term), Term("en", names[n % len(names)])))
        for n, term in enumerate(sorted(terms))
    )
    few = tuple(entry for entry in entries if entry.terms[0].text in source)
    assert len(few) < 1000 < 5000 < len(entries)
    bitext = _paired(PAIRS)
    large = Glossary((*entries, *GLOSSARY.entries))
    small = Glossary((*few, *GLOSSARY.entries))
    assert term_uses([bitext], large, "zh") == term_uses([bitext], small, "zh")
    documents = [(zh, en, None) for zh, en in PAIRS]
    rate = success_rate(documents, targets_of(large, "zh"))
    assert rate == success_rate(documents, targets_of(small, "zh")) == _by_the_book(small)


def _by_the_book(glossary: Glossary) -> float:
    """The success rate, every term counted in every text."""
    rates = [
        min(sum(en.lower().count(target.lower()) for target in targets) / zh.count(term), 1.0)
        for zh, en in PAIRS
        for term, targets in targets_of(glossary, "zh").items()
        if term in zh
    ]
    return sum(rates) / len(rates)
