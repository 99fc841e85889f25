"""From aligned documents to a glossary."""

import multiprocessing
import random
import sys
from collections.abc import Callable
from functools import reduce
from operator import add
from pathlib import Path

import numpy as np
import pytest

from align.model import Alignment, Glossary
from align.settings import TermSettings
from align.terms.association import associate, count
from align.terms.index import build_index
from align.terms.mine import mine
from align.terms.pairs import collect, named, tally
from align.terms.shards import can_fork, in_parts
from align.text.words import comparable

Make = Callable[..., Alignment]
BENCH = Path(__file__).parents[2] / "bench"
CORPORA = Path(__file__).parents[2] / "corpora"


def pairs(glossary: Glossary) -> set[tuple[str, str]]:
    return {
        (comparable(zh.text, "zh"), comparable(en.text, "en"))
        for entry in glossary.entries
        for zh in entry.in_lang("zh")
        for en in entry.in_lang("en")
    }


def test_terms_of_a_small_report(cloud: Alignment) -> None:
    found = pairs(mine([cloud], TermSettings(min_score=0.3)))
    assert {("数据中心", "data center"), ("可用区", "availability zone")} <= found
    assert ("吴泳铭", "wu yongming") in found


def test_entries_say_what_a_person_needs(cloud: Alignment) -> None:
    entries = {e.terms[0].text: e for e in mine([cloud], TermSettings(min_score=0.3)).entries}
    person = entries["吴泳铭"]
    assert person.type == "person"
    assert person.terms[0].reading == "Wú Yǒngmíng"
    assert person.evidence is not None
    assert person.evidence.frequency == 2
    told = {(ground.note.key, ground.supports) for ground in person.evidence.grounds}
    assert {("evidence.together", True), ("evidence.pinyin", True)} <= told
    zone = entries["可用区"]
    english = zone.preferred("en")
    assert english is not None
    assert english.text == "availability zone"
    assert "availability zone" in english.context.lower()


def test_the_same_input_gives_the_same_glossary(cloud: Alignment) -> None:
    assert mine([cloud]) == mine([cloud])


def test_a_synonym_with_places_of_its_own_stays(make: Make) -> None:
    # 免疫力 and 免疫 are both immunity, each in sentences of its own.
    beads = [(f"{who}有免疫力。", f"The {one} have immunity.") for who, one in
             (("老人", "elderly"), ("儿童", "children"), ("患者", "patients"))]  # fmt: skip
    beads += [(f"{what}产生免疫。", f"The {one} produces immunity.") for what, one in
              (("疫苗", "vaccine"), ("病毒", "virus"), ("感染", "infection"))]  # fmt: skip
    found = pairs(mine([make(*beads)], TermSettings(min_score=0.2)))
    assert {("免疫力", "immunity"), ("免疫", "immunity")} <= found


@pytest.mark.parametrize(
    ("beads", "kind"),
    [
        ([("云增长很快。", "Cloud grew fast."), ("云是基础。", "Cloud is the basis.")], "concept"),
        ([("央行提高基本利率。", "The bank raised the Base Rate."),
          ("基本利率是多少？", "What is the Base Rate?")], "concept"),
        ([("价格是十万欧元。", "The price is 100,000 euros."),
          ("欧元上涨。", "The euro rose.")], "measure"),
    ],
)  # fmt: skip
def test_words_in_capitals_are_not_all_names(
    make: Make, beads: list[tuple[str, str]], kind: str
) -> None:
    english = {"Cloud", "Base Rate", "euro"}
    entries = mine([make(*beads)], TermSettings(min_score=0.01)).entries
    told = {e.type for e in entries if english & {t.text for t in e.in_lang("en")}}
    assert told == {kind}


def test_nothing_comes_of_nothing(make: Make) -> None:
    assert mine([]).entries == ()
    assert mine([make(("", "Only English."))]).entries == ()
    assert mine([make(("只有中文。", ""))]).entries == ()


def test_a_term_that_is_everywhere_is_still_a_term(make: Make) -> None:
    once = ("阿里云运营数据中心。", "Alibaba Cloud operates data centers.")
    other = ("天气很好。", "The weather is fine.")
    assert ("阿里云", "alibaba cloud") in pairs(mine([make(*[once, other] * 200)]))


def test_one_sentence_is_enough(make: Make) -> None:
    found = pairs(mine([make(("曼谷有数据中心。", "Bangkok has a data center."))]))
    assert {("曼谷", "bangkok"), ("数据中心", "data center")} & found


def test_settings_limit_what_comes(cloud: Alignment) -> None:
    every = mine([cloud], TermSettings(min_score=0.1)).entries
    assert mine([cloud], TermSettings(min_score=0.1, top=2)).entries == every[:2]
    often = mine([cloud], TermSettings(min_score=0.1, min_frequency=2)).entries
    assert 0 < len(often) < len(every)
    assert often == tuple(e for e in every if e.evidence and e.evidence.frequency >= 2)


def test_what_a_text_puts_in_brackets_is_evidence(make: Make) -> None:
    bitext = make(
        ("我们开源了通义千问（Qwen）系列模型。", "We open-sourced Qwen, a series of models."),
        ("通义千问支持多种语言。", "Qwen supports many languages."),
        ("欢迎试用通义千问。", "You are welcome to try Qwen."),
    )
    assert ("通义千问", "qwen") in pairs(mine([bitext]))


def test_counts_of_shards_add_up_to_those_of_the_whole(cloud: Alignment) -> None:
    index = build_index([cloud, cloud])
    whole = count(index)
    cut = random.Random(0).randrange(1, len(index.beads))
    parts = count(index, range(cut)) + count(index, range(cut, len(index.beads)))
    assert parts.beads == whole.beads
    assert (parts.zh == whole.zh).all() and (parts.en == whole.en).all()
    assert (parts.pairs == whole.pairs).all() and (parts.together == whole.together).all()


def test_pairs_of_shards_add_up_to_those_of_the_whole(cloud: Alignment) -> None:
    index = build_index([cloud])
    association = associate(index)
    whole = collect(index, association)
    one, two, three = (
        tally(index, association, run)
        for run in (range(3), range(3, 5), range(5, len(index.beads)))
    )
    assert named(index, one + two + three) == whole
    # In any order, and however they are put together.
    assert list(named(index, three + (two + one)).items()) == list(whole.items())


def test_a_pair_that_comes_again_is_counted_as_if_it_were_new(cloud: Alignment) -> None:
    index = build_index([cloud, cloud])
    association = associate(index)
    size = len(index.beads) // 2
    whole = tally(index, association, range(2 * size))
    apart = [tally(index, association, range(at, at + 1)) for at in range(2 * size)]
    assert named(index, whole) == named(index, reduce(add, apart))
    once = build_index([cloud])
    for own, both in ((once.zh, index.zh), (once.en, index.en)):
        for one, two in ((own.ids, both.ids), (own.starts, both.starts), (own.marks, both.marks)):
            assert np.array_equal(np.concatenate((one, one)), two)


@pytest.mark.skipif(not can_fork(), reason="no processes are forked here")
def test_what_fails_in_a_part_of_the_work_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align.terms.shards._LEAST", 2)

    def fail(run: range) -> int:
        if run.start:
            raise ValueError("the last part")
        return 1

    with pytest.raises(ValueError, match="the last part"):
        in_parts(fail, 8, 2)
    assert not multiprocessing.active_children()


def test_documents_give_the_same_in_any_order_and_when_added_later(
    make: Make, cloud: Alignment
) -> None:
    bank = make(
        ("央行下调存款准备金率。", "The central bank cut the reserve requirement ratio."),
        ("存款准备金率降至五成。", "The reserve requirement ratio fell to 50 percent."),
    )
    settings = TermSettings(min_score=0.1)
    whole = mine([cloud, bank], settings)
    assert mine([bank, cloud], settings) == whole
    mined = [cloud]
    mine(mined, settings)
    assert mine([*mined, bank], settings) == whole


def test_parts_of_the_work_give_the_same_as_the_whole(
    cloud: Alignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("align.terms.shards._LEAST", 2)
    settings = TermSettings(min_score=0.1)
    assert mine([cloud, cloud], settings, workers=3) == mine([cloud, cloud], settings)


@pytest.mark.parametrize("folder", sorted(CORPORA.glob("*/gold")), ids=lambda p: p.parent.name)
def test_bundled_reports(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    from reports import read_report

    report = read_report(folder.parent)
    glossary = mine([report.alignment])
    found = pairs(glossary)
    gold = {(comparable(zh, "zh"), comparable(en, "en")) for zh, en, _ in report.terms}
    key = {(comparable(zh, "zh"), comparable(en, "en")) for zh, en in report.key_terms}
    assert len(key & found) / len(key) >= 0.6
    assert len(gold & found) / len(found) >= 0.68
    types = {(comparable(zh, "zh"), comparable(en, "en")): kind for zh, en, kind in report.terms}
    told = [
        types[min(known)] == entry.type
        for entry in glossary.entries
        if (known := pairs(Glossary((entry,))) & types.keys())
    ]
    assert sum(told) >= 0.85 * len(told)
    sys.modules.pop("reports", None)


def test_entries_carry_sentences_that_show_them(cloud: Alignment) -> None:
    (entry,) = (e for e in mine([cloud]).entries if e.terms[0].text == "数据中心")
    assert entry.evidence is not None
    assert 2 <= len(set(entry.evidence.contexts)) == len(entry.evidence.contexts) <= 3
    for zh, en in entry.evidence.contexts:
        assert "数据中心" in zh and "data center" in en.lower()
