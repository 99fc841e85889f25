"""What a brief says of a text, and what it must not say: small tables of pairs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from align.brief.build import brief
from align.brief.chinese_names import bodies
from align.brief.english_names import role_spans, runs
from align.brief.points import key_pairs
from align.check.pair import pairs
from align.model import (
    Alignment,
    Brief,
    Dated,
    Glossary,
    Lang,
    Place,
    Term,
    TermEntry,
)
from align.terms.mine import mine

from ..conftest import alignment_of

DAY = ("2025年5月23日", "May 23, 2025")


def bitext(*rows: tuple[str, str]) -> Alignment:
    """One bead a pair, each of them nearly sure."""
    return alignment_of(*rows, score=0.99)


def made(*rows: tuple[str, str], known: Glossary | None = None) -> Brief:
    alignment = bitext(*rows)
    return brief(alignment, mine([alignment], glossary=known), known)


def words(result: Brief, lang: Lang, places: Sequence[Place]) -> str:
    sentences = result.alignment.sentences(lang)
    return " … ".join(sentences[p.sentence].text[p.start : p.end] for p in places)


def dates(*rows: tuple[str, str]) -> list[tuple[str, str, str]]:
    return [(d.when, d.basis, d.agreement) for d in made(*rows).dates]


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("公司成立于2009年。", "It was founded in 2009.", ("2009", "said", "agrees")),
        ("它2024年11月8日完工。", "It was done on 8 November 2024.",
         ("2024-11-08", "said", "agrees")),
        ("它2024年11月8日完工。", "It was done on 18 November 2024.",
         ("2024-11-08", "said", "differs")),
        ("2025年上半年启用。", "Open in the first half of 2025.", ("2025-H1", "said", "agrees")),
        ("它3月14日开始。", "It began on 14 March.", ("--03-14", "open", "agrees")),
        ("去年11月完成。", "It was finished last November.", ("--11", "open", "agrees")),
        ("比去年同期多。", "More than in the same period of last year.",
         ("", "open", "agrees")),
    ],
)  # fmt: skip
def test_a_date_says_what_the_text_says(zh: str, en: str, expected: tuple[str, str, str]) -> None:
    assert dates((zh, en)) == [expected]


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("它3月14日开始。", "It began on 14 March.", ("2025-03-14", "counted", "agrees")),
        ("去年11月完成。", "It was finished last November.", ("2024-11", "counted", "agrees")),
        ("去年3月上市。", "It listed last March.", ("2024-03", "counted", "agrees")),
        ("明年3月交付。", "It is due next March.", ("2026-03", "counted", "agrees")),
        ("明年第一季度推出。", "Due in the first quarter of next year.",
         ("2026-Q1", "counted", "agrees")),
        ("去年增长。", "It grew last year.", ("2024", "counted", "agrees")),
        ("去年增长。", "It grew in 2024.", ("2024", "said", "agrees")),
        ("去年增长。", "It grew in 2023.", ("2024", "counted", "differs")),
        ("比去年同期多。", "More than in the same period of last year.",
         ("", "open", "agrees")),
        ("比上年多。", "It is more than a year earlier.", ("", "open", "agrees")),
        ("12月20日公布。", "It was published on December 20.", ("--12-20", "open", "agrees")),
        ("第一季度增长。", "It grew in the first quarter.", ("--Q1", "open", "agrees")),
    ],
)  # fmt: skip
def test_a_year_is_counted_from_the_day_of_the_report(
    zh: str, en: str, expected: tuple[str, str, str]
) -> None:
    assert dates(DAY, (zh, en)) == [expected]


def test_the_day_of_a_report_is_no_event() -> None:
    result = made(DAY, ("它很好。", "It is good."))
    assert result.dateline is not None
    assert (result.dateline.when, result.dateline.bead) == ("2025-05-23", 0)
    assert result.dates == ()


def test_a_part_of_a_year_is_that_of_the_only_year_spoken_of() -> None:
    first = ("2024年上半年经济增长。", "The economy grew in the first half of 2024.")
    second = ("第二季出口上升。", "Exports rose in the second quarter.")
    assert ("2024-H1", "said", "agrees") in dates(first, second)
    assert ("2024-Q2", "counted", "agrees") in dates(first, second)
    third = ("2025年第一季下跌。", "They fell in the first quarter of 2025.")
    assert ("--Q2", "open", "agrees") in dates(third, first, second)
    plan = ("公司计划明年上半年动工。", "It will break ground in the first half of 2026.")
    assert ("--Q2", "open", "agrees") in dates(DAY, plan, second)


def test_a_sentence_without_counterpart_leaves_its_date_on_one_side() -> None:
    assert dates(DAY, ("", "A sandbox opened in August 2024.")) == [("2024-08", "said", "missing")]


def test_the_timeline_stands_in_the_order_of_time() -> None:
    result = made(
        ("2030年达到目标。", "The goal is reached in 2030."),
        ("2024年5月1日开工。", "Work began on 1 May 2024."),
        ("2024年很好。", "The year 2024 was good."),
        ("2024年上半年增长。", "It grew in the first half of 2024."),
    )
    assert [d.when for d in result.dates] == ["2024", "2024-05-01", "2024-H1", "2030"]


def numbers(*rows: tuple[str, str]) -> list[tuple[str, str, str]]:
    result = made(*rows)
    return [
        (words(result, "zh", f.zh), words(result, "en", f.en), f.agreement) for f in result.figures
    ]


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("投入3800亿元。", "It spends 380 billion yuan ($52.7 billion).",
         [("3800亿元", "380 billion yuan", "agrees"), ("", "$52.7 billion", "free")]),
        ("投入3800亿元。", "It spends $380 billion.", [("3800亿元", "$380 billion", "differs")]),
        ("占两成。", "It has 20%.", [("两成", "20%", "agrees")]),
        ("用了六周。", "It took six weeks.", [("六周", "six weeks", "agrees")]),
        ("Lanting 300已用于封装。", "Lanting 300 is used in packaging.", []),
        ("通过ISO/IEC 27001审核。", "It passed an ISO/IEC 27001 audit.", []),
        ("一带一路。", "The Belt and Road.", []),
        ("2024年5月1日开工。", "Work began on 1 May 2024.", []),
        ("共有26家。", "", [("26家", "", "missing")]),
    ],
)  # fmt: skip
def test_an_amount_stands_with_its_counterpart(
    zh: str, en: str, expected: list[tuple[str, str, str]]
) -> None:
    assert numbers((zh, en)) == expected


def test_a_finding_is_linked_to_the_amount_that_it_speaks_of() -> None:
    result = made(("投入3800亿元。", "It spends $380 billion."))
    [figure] = result.figures
    [finding] = [f for f in result.report.findings.items if f.rule == "quantity"]
    assert figure.findings == (finding.id,)


def test_people_have_both_names_and_what_the_text_calls_them() -> None:
    result = made(
        ("港湾研究院分析师梁若衡说，价格会上涨。",
         "Prices will rise, said Liang Ruoheng, an analyst at Harbour Research Institute."),
        ("公司创始人里兹基·普拉塔马很高兴。",
         "The company's founder, Rizky Pratama, was pleased."),
    )  # fmt: skip
    found = {
        (p.zh[0], p.en[0]): [
            (words(result, "zh", r.zh), words(result, "en", r.en)) for r in p.roles
        ]
        for p in result.parties
        if p.type == "person"
    }
    assert found == {
        ("梁若衡", "Liang Ruoheng"): [
            ("港湾研究院分析师", "an analyst at Harbour Research Institute")
        ],
        ("里兹基·普拉塔马", "Rizky Pratama"): [("公司创始人", "The company's founder")],
    }
    assert [p.zh for p in result.parties if p.type == "organisation"] == [("港湾研究院",)]


def test_people_of_taiwan_and_hong_kong_are_known_by_their_own_spelling() -> None:
    result = made(
        ("央行总裁杨金龙说，关税将上升。",
         "Central bank Governor Yang Chin-long said tariffs would rise."),
        ("行政长官李家超发表施政报告。",
         "Chief Executive John Lee Ka-chiu delivered the Policy Address."),
    )  # fmt: skip
    people = {(p.zh[0], p.en[0]) for p in result.parties if p.type == "person"}
    assert people == {("杨金龙", "Yang Chin-long"), ("李家超", "John Lee Ka-chiu")}


def test_a_name_spelled_two_ways_is_one_person_with_a_finding() -> None:
    result = made(
        ("首席科学家许南乔说，模型很好。", "The model is good, said chief scientist Xu Nanqiao."),
        ("许南乔指出，还有问题。", "Xu Nanqiao pointed out that problems remain."),
        ("许南乔说，最难的是第三步。", "The third step is the hardest, said Xu Nanqiu."),
    )
    [person] = [p for p in result.parties if p.type == "person"]
    assert person.zh == ("许南乔",)
    assert person.en == ("Xu Nanqiao", "Xu Nanqiu")
    assert person.findings


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("泰国的个人数据保护法很严。", "Thailand's Personal Data Protection Act is strict."),
        ("墨西哥很热。", "Mexico is hot."),
        ("竞争对手没有停步。", "Rivals are not standing still."),
        ("全球网络扩大了", "A Provider Widens Its Global Network"),
    ],
)
def test_what_is_neither_a_person_nor_a_body_is_not_listed(zh: str, en: str) -> None:
    assert made((zh, en)).parties == ()


def test_a_placeholder_is_no_amount() -> None:
    result = made(
        ("共有%1$d个文件，{0}页，%d项，用时%s。", "There are %1$d files, {0} pages, %d items: %s."),
        ("共有300个文件。", "There are 300 files."),
    )
    assert [words(result, "zh", figure.zh) for figure in result.figures] == ["300个"]


def test_the_names_of_bodies_are_whole() -> None:
    text = "决定送达香港中央证券登记有限公司、恒生银行（中国）有限公司和阿里巴巴集团（阿里）控股。"
    assert [text[a:b] for a, b in bodies(text)] == [
        "香港中央证券登记有限公司",
        "恒生银行（中国）有限公司",
        "阿里巴巴集团",
    ]


def test_a_given_name_alone_is_the_person_who_has_it() -> None:
    result = made(
        ("研究员周慕云说，市场在增长。", "“The market is growing,” said Zhou Muyun, a researcher."),
        ("分析师慕云说，价格上涨。", "Muyun, an analyst, said prices rose."),
        ("慕云表示，这是好事。", "“It is good,” Muyun said."),
    )
    assert [party.en for party in result.parties] == [("Zhou Muyun",)]
    assert len(result.parties[0].beads) == 3


def test_roles_are_cut_where_the_phrase_ends() -> None:
    text = "On May 3, GAC Chairman Feng Xingya, 55, who leads the team, met plant manager Liu Yan."
    found = {r.text: [text[a:b] for a, b in role_spans(text, r)] for r in runs(text)}
    assert found["Feng Xingya"] == ["GAC Chairman", "leads the team"]
    assert found["Liu Yan"] == ["plant manager"]
    assert found["GAC"] == []


@pytest.mark.parametrize("count", [1, 3, 5, 40])
def test_five_pairs_carry_a_report_of_any_length(count: int) -> None:
    rows = [
        (f"公司在第{n}座城市建成了面积为{n}00平方米的数据中心，服务当地客户。",
         f"The company has built a data center of {n}00 square metres in its city number {n}.")
        for n in range(1, count + 1)
    ]  # fmt: skip
    found = key_pairs(list(pairs(bitext(*rows))))
    assert len(found) == min(count, 5)
    assert [p.bead for p in found] == sorted(p.bead for p in found)


def test_a_caption_or_half_a_quotation_carries_nothing() -> None:
    rows = [
        ("董事长说：“多云不是赶时髦。", "“Multi-cloud is no fashion,” said the chairman."),
        ("数据中心一角", "A corner of the data center"),
        ("公司在2024年建成了三座数据中心，服务海外客户。",
         "In 2024 the company built three data centers to serve customers abroad."),
    ]  # fmt: skip
    assert [p.bead for p in key_pairs(list(pairs(bitext(*rows))))] == [2]


def test_terms_to_settle_are_those_that_vary_and_those_the_termbase_lacks() -> None:
    rows = [
        ("数据主权已成为前提。", "Data sovereignty has become a precondition."),
        ("合同写进了数据主权。", "The contract includes data sovereignty."),
        ("数据主权很重要。", "Data sovereignty is important."),
        ("“数据主权不等于关起门来。”", "“Data independence does not mean shutting the door.”"),
        ("可用区已经启用。", "The availability zone is open."),
        ("另一个可用区正在建设。", "Another availability zone is being built."),
    ]
    alone = {t.zh: t.reasons for t in made(*rows).terms}
    assert alone == {"数据主权": ("varies",)}
    known = Glossary(
        (TermEntry("k", (Term("zh", "可用区"), Term("en", "availability zone"))),), "k"
    )
    held = {t.zh: t.reasons for t in made(*rows, known=known).terms}
    assert held["数据主权"] == ("varies", "unlisted")
    assert "可用区" not in held


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (("你好。", "Hello."),),
        (("数字" + "9" * 400 + "元。", "The figure is " + "9" * 400 + " yuan."),),
        (("（" * 900 + "12" + "）" * 900, "(" * 900 + "12" + ")" * 900),),
        (("2024年13月45日。", "February 31, 2024 and 99:99."),),
        (("只有中文。", ""), ("", "English only.")),
        (("，" * 3000 + "2024年", "Bob, " * 2000 + "chief, " * 2000),),
    ],
)
def test_bad_input_makes_a_brief_or_an_empty_one(rows: tuple[tuple[str, str], ...]) -> None:
    result = made(*rows)
    assert all(isinstance(item, Dated) for item in result.dates)


def test_the_same_text_gives_the_same_brief() -> None:
    rows = (
        DAY,
        (
            "董事长陆承安说，投入3800亿元。",
            "It spends 380 billion yuan, said Lu Cheng'an, the chairman.",
        ),
    )
    assert made(*rows) == made(*rows)
