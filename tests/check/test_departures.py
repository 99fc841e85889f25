"""Which departures of a mined term are told."""

from __future__ import annotations

import re

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
from align.terms.support import Support


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


def told(
    zh: str, term: str, usual: str, en: str, found: str, support: Support | None = None
) -> bool:
    """Whether a departure is told, by default where all its words are linked to the term."""
    every = dict.fromkeys(re.findall(r"\w+", en.lower()), (0.9, 0.0))
    here, there = zh.index(term), en.index(found)
    rendering = Rendering(
        0,
        "zh",
        Place(0, here, here + len(term)),
        (Place(0, there, there + len(found)),),
        found,
        0.9,
    )
    return is_other_name(
        Pair(bitext(zh, en), 0),
        line("zh", term, (usual, 3)),
        rendering,
        support or Support(links=every),
    )


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
        (
            "流感大流行期间。",
            "流感大流行",
            "flu pandemic",
            "In an influenza pandemic.",
            "influenza pandemic",
        ),
        # A verb and its object; a half of a word with hyphens; a quantity.
        (
            "将病毒传播给人类。",
            "病毒传播",
            "spread of the virus",
            "They transmit viruses.",
            "transmit viruses",
        ),
        (
            "公私营机构合作。",
            "私营机构",
            "private sector",
            "A public-private collaboration.",
            "private collaboration",
        ),
        (
            "第三季及第四季上升。",
            "四季",
            "fourth quarter",
            "It rose in the third quarter.",
            "third quarter",
        ),
        # An abbreviation of its words; the same words in another order; a word that is one of two
        # names; too long.
        (
            "总理萨克到访。",
            "总理萨克",
            "Prime Minister Zack",
            "PM Zack came.",
            "PM Zack",
        ),
        (
            "一种新型冠状病毒。",
            "新型冠状病毒",
            "novel coronavirus",
            "A novel strain of coronavirus.",
            "novel strain",
        ),
        (
            "有一个特殊标记。",
            "特殊标记",
            "special token",
            "There is a special/control token.",
            "control token",
        ),
        (
            "金管局网站已更新。",
            "金管局网站",
            "HKMA website",
            "The HKMA service line team did.",
            "HKMA service line team",
        ),
        # Unwashed hands are the opposite; another word class; who does it; the end of an adjective.
        ("避免未洗手进食。", "洗手", "hand washing", "No unwashed hands.", "unwashed hands"),
        ("境外监管机构。", "监管", "supervision", "Overseas regulators.", "regulators"),
        ("国务院国资委。", "国务院", "State Council", "China State-owned assets.", "China State"),
        # The dictionary has the term, and not what is its usual rendering here.
        ("专业能力计划。", "能力", "resilience", "An empowerment programme.", "empowerment"),
        # Another person; what stands behind a name.
        ("像是照顾吴佩珍。", "吴佩珍", "Wu Peizhen", "A favour to Wang Qiyao.", "Wang Qiyao"),
        ("汪淼想到了。", "汪淼", "Wang Miao", "Wang thought of it.", "Wang thought"),
    ],
)
def test_no_other_name(zh: str, term: str, usual: str, en: str, found: str) -> None:
    assert not told(zh, term, usual, en, found)


def test_chinese_that_shares_a_part() -> None:
    def told(usual: str, found: str) -> bool:
        zh, en = f"关于{found}。", "Of the target range."
        rendering = Rendering(0, "en", Place(0, 7, 19), (Place(0, 2, 2 + len(found)),), found, 0.9)
        here = line("en", "target range", (usual, 3))
        return is_other_name(Pair(bitext(zh, en), 0), here, rendering, Support())

    assert told("目标范围", "目标区间")
    assert not told("学校关闭", "关闭学校")
    assert not told("种间传播", "物种传播")
    assert not told("游轮", "号邮轮")


def test_a_term_that_is_rendered_freely_has_no_usual_name() -> None:
    assert steady(line("zh", "可用区", ("availability zone", 3), ("available area", 1)))
    assert not steady(line("zh", "可用区", ("availability zone", 3), ("a", 1), ("b", 1)))
    assert not steady(line("zh", "协议", ("deal", 13), ("agreement", 2)))
    assert not steady(line("zh", "国名", ("country's name", 10), ("name change", 1)))


def test_what_the_links_hold_to_the_term() -> None:
    def rate(support: Support) -> bool:
        return told(
            "最优惠利率上升。", "利率", "interest rate", "Prime rates rise.", "Prime rates", support
        )

    def links(
        new: tuple[float, float], last: tuple[float, float]
    ) -> dict[str, tuple[float, float]]:
        return {"prime": new, "rates": last}

    held, loose = (0.9, 0.0), (0.0, 0.1)
    assert rate(Support(links=links(held, held)))
    # What says of which kind it is stands for another word.
    assert not rate(Support(links=links(loose, held)))
    assert not rate(Support(links=links((0.7, 0.8), held)))
    # A part of the term has no other counterpart.
    assert rate(Support(idle=True, links=links(loose, held)))
    assert not rate(Support(idle=True, links=links((0.0, 0.6), held)))
    assert not rate(Support(idle=True, links=links(loose, loose)))
    # The term is part of a longer word.
    assert not rate(Support(whole=False, links=links(held, held)))


def test_another_head_may_be_linked_to_nothing_but_not_elsewhere() -> None:
    def period(*last: float) -> bool:
        links = {"incubation": (0.5, 0.0), "time": (last[0], last[1])}
        zh, en = "病毒的潜伏期少于一周。", "Its incubation time is short."
        return told(zh, "潜伏期", "incubation period", en, "incubation time", Support(links=links))

    assert period(0.0, 0.0) and period(0.0, 0.5)
    assert not period(0.0, 0.95)


def test_what_shares_no_word_must_be_linked_for_certain() -> None:
    def loan(of_term: float) -> bool:
        links = {"bad": (of_term, 0.0), "debt": (of_term, 0.0)}
        zh, en = "特定分类贷款增加。", "More bad debt."
        return told(zh, "特定分类贷款", "classified loan", en, "bad debt", Support(links=links))

    assert loan(0.6) and not loan(0.3)


def test_a_clause_or_a_name_in_latin_letters_has_no_usual_name() -> None:
    assert not steady(line("zh", "Clario-Chat", ("Clario-Chat", 6), ("Clario models", 1)))
    assert not steady(line("en", "action cannot", ("操作无法", 6), ("操作不可", 1)))
    assert steady(line("en", "target range", ("目标范围", 3), ("目标区间", 1)))


def test_what_the_miner_took_for_a_synonym_is_not_the_term() -> None:
    zh, en = "猪流感疫情与大流行。", "The swine flu epidemic."
    links = dict.fromkeys(("swine", "flu", "epidemic"), (0.9, 0.0))

    def told_of(term: str) -> bool:
        here, there = Place(0, 0, 5), Place(0, 4, 22)
        rendering = Rendering(0, "zh", here, (there,), "swine flu epidemic", 0.9)
        usual = line("zh", term, ("swine flu pandemic", 2))
        return is_other_name(Pair(bitext(zh, en), 0), usual, rendering, Support(links=links))

    assert told_of("猪流感疫情")
    assert not told_of("猪流感大流行")
