"""Which departures of a mined term are told."""

from __future__ import annotations

import pytest

from align.check.departures import is_other_name, steady
from align.check.pair import Pair
from align.model import (
    Alignment,
    Bead,
    Block,
    Document,
    Lang,
    Place,
    Rendering,
    Sentence,
    Signature,
    TermConsistency,
    Variant,
)


def bitext(zh: str, en: str) -> Alignment:
    def document(lang: Lang, text: str) -> Document:
        return Document("d", lang, (Block("paragraph", text),))

    return Alignment(
        document("zh", zh),
        document("en", en),
        (Sentence(zh, 0, (0, len(zh))),),
        (Sentence(en, 0, (0, len(en))),),
        (Bead((0,), (0,), 1.0),),
        Signature("test", "none", "", "none"),
    )


def line(source: Lang, term: str, *counts: tuple[str, int]) -> TermConsistency:
    variants = tuple(Variant(text, tuple(range(count))) for text, count in counts)
    return TermConsistency("c1", source, term, variants, (), share=1.0, hhi=1.0, entropy=0.0)


def told(zh: str, term: str, usual: str, en: str, found: str) -> bool:
    here, there = zh.index(term), en.index(found)
    rendering = Rendering(
        0,
        "zh",
        Place(0, here, here + len(term)),
        (Place(0, there, there + len(found)),),
        found,
        0.9,
    )
    return is_other_name(Pair(bitext(zh, en), 0), line("zh", term, (usual, 3)), rendering)


@pytest.mark.parametrize(
    ("zh", "term", "usual", "en", "found"),
    [
        (
            "新的可用区已启用。",
            "可用区",
            "availability zone",
            "An available area opened.",
            "available area",
        ),
        (
            "云服务商很多。",
            "云服务商",
            "cloud service provider",
            "Cloud vendors abound.",
            "Cloud vendors",
        ),
        ("模型有幻觉。", "幻觉", "hallucination", "Models have illusions.", "illusions"),
        ("罗勇府的工厂。", "罗勇府", "Rayong", "A plant in Luoyong.", "Luoyong"),
    ],
)
def test_another_name(zh: str, term: str, usual: str, en: str, found: str) -> None:
    assert told(zh, term, usual, en, found)


@pytest.mark.parametrize(
    ("zh", "term", "usual", "en", "found"),
    [
        # Another word class; a paraphrase; the same words; what is written with a hyphen.
        (
            "大语言模型自动生成。",
            "大语言模型",
            "large language model",
            "It writes automatically.",
            "automatically",
        ),
        (
            "接触患者。",
            "患者",
            "COVID-19 patient",
            "Contact with people with COVID-19.",
            "people with COVID-19",
        ),
        (
            "社区传播严重。",
            "社区传播",
            "community transmission",
            "Transmission in the community.",
            "Transmission in the community",
        ),
        (
            "中期选举临近。",
            "中期选举",
            "midterm election",
            "The mid-term elections near.",
            "term elections",
        ),
        (
            "联合国大会开幕。",
            "联合国大会",
            "U.N. General Assembly",
            "The United Nations General Assembly opened.",
            "United Nations General Assembly",
        ),
        # The vessel is what was named before; a part of a longer word; the words of 高风险.
        ("该护卫舰延误。", "护卫舰", "frigate", "The vessel was late.", "vessel"),
        ("他在马德里。", "德里", "Londonderry", "He is in Madrid.", "Madrid"),
        (
            "公共卫生机构检测高风险者。",
            "公共卫生",
            "public health",
            "They test who is at high risk.",
            "high risk",
        ),
        # Another part of the sentence; a word cut short.
        (
            "投资表现因素分析。",
            "投资表现",
            "investment performance",
            "A performance attribution analysis.",
            "performance attribution",
        ),
        ("流感季节来了。", "流感季节", "influenza season", "It is flu season.", "flu season"),
        (
            "中国国务院发布。",
            "国务院",
            "State Department",
            "China's State Council said.",
            "State Council",
        ),
    ],
)
def test_no_other_name(zh: str, term: str, usual: str, en: str, found: str) -> None:
    assert not told(zh, term, usual, en, found)


def test_chinese_that_shares_a_part() -> None:
    def told(usual: str, found: str) -> bool:
        zh, en = f"关于{found}。", "Of the target range."
        rendering = Rendering(0, "en", Place(0, 7, 19), (Place(0, 2, 2 + len(found)),), found, 0.9)
        here = line("en", "target range", (usual, 3))
        return is_other_name(Pair(bitext(zh, en), 0), here, rendering)

    assert told("目标范围", "目标区间")
    assert not told("学校关闭", "关闭学校")
    assert not told("种间传播", "物种传播")
    assert not told("游轮", "号邮轮")


def test_a_term_that_is_rendered_freely_has_no_usual_name() -> None:
    assert steady(line("zh", "可用区", ("availability zone", 3), ("available area", 1)))
    assert not steady(line("zh", "可用区", ("availability zone", 3), ("a", 1), ("b", 1)))
    assert not steady(line("zh", "协议", ("deal", 13), ("agreement", 2)))
    assert not steady(line("zh", "国名", ("country's name", 10), ("name change", 1)))
