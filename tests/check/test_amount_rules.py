"""Bounds, signs, directions, relative times and local dollars: what is reported and what not."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.check.pair import Pair
from align.check.rules import RULES
from align.check.run import report
from align.model import Glossary
from align.settings import CheckSettings

from ..conftest import alignment_of

FILLER = ("天气晴朗。", "The weather was fine.")
HITS = [
    ("bound", "用时不超过10分钟。", "It takes more than 10 minutes."),
    ("bound", "年薪不低于30万元。", "The annual salary is at most 300,000 yuan."),
    ("bound", "至少有12人受伤。", "At most 12 people were injured."),
    ("bound", "最高可获20万元补贴。", "Subsidies of at least 200,000 yuan are available."),
    ("bound", "100多家企业参加。", "Fewer than 100 companies took part."),
    ("bound", "市值近300亿元。", "It is worth more than 30 billion yuan."),
    ("bound", "油价跌破每桶70美元。", "Oil rose above $70 a barrel."),
    ("quantity", "气温将至零下12摄氏度。", "It will be 12 degrees Celsius."),
    ("quantity", "增长率为-3.2%。", "The growth rate was 3.2%."),
    ("quantity", "净利润为-3亿元。", "Net profit was 300 million yuan."),
    ("quantity", "零售总额同比增长5.1%。", "Retail sales fell 5.1% year on year."),
    ("quantity", "准备金率为7.5%。", "The reserve ratio is 7.5 percentage points."),
    ("quantity", "每股派息人民币1.5分。", "A dividend of RMB1.5 per share was declared."),
    (
        "date",
        "公司于周三表示，将实现盈利。",
        "The company said on Thursday it would turn a profit.",
    ),
    ("date", "去年，公司扭亏。", "This year the company turned a profit."),
    ("date", "本月开业。", "It opened last month."),
    ("date", "昨日开业。", "It opens tomorrow."),
    ("date", "截至去年年底。", "As of the middle of last year."),
    ("date", "去年同期为3亿元。", "It was 300 million yuan two years earlier."),
]
SILENT = [
    ("bound", "用时不超过10分钟。", "It takes no more than 10 minutes."),
    ("bound", "近三年来投入很大。", "Over the past three years it has invested heavily."),
    ("bound", "这一比例不会低于30%。", "The ratio will not fall below 30%."),
    ("bound", "最高法院驳回12起上诉。", "The Supreme Court rejected at least 12 appeals."),
    ("bound", "五年内完成。", "It will be done over five years."),
    ("quantity", "净利润为-3亿元。", "The net loss was 300 million yuan."),
    ("quantity", "增长率为-3.2%。", "It fell by 3.2%."),
    ("quantity", "净亏损3亿元。", "Net profit was RMB(300) million."),
    ("quantity", "亏损增长50%。", "Earnings fell 50%."),
    ("quantity", "美元兑日元下跌1.5%。", "The yen rose 1.5% against the dollar."),
    ("quantity", "每股盈利人民币12.5分。", "Earnings per share were RMB12.5 cents."),
    ("quantity", "派息每股港币12.5仙。", "A dividend of HK12.5 cents per share."),
    ("date", "今年收入增长。", "Revenue rose from last year."),
    ("date", "每周一次。", "It takes place once a week, on Thursday."),
    ("date", "北京时间周四晚开赛。", "The game starts on Wednesday."),
    ("date", "去年同期为3亿元。", "It was 300 million yuan a year earlier."),
    ("date", "黑色星期五促销。", "A sale on Black Friday."),
]
HONG_KONG = [
    ("政府會撥款五億元支援中小企業。", "The Government will allocate $500 million to small firms."),
    ("每個單位售價為八百六十萬元。", "Each flat sells for $8.6 million."),
    ("政府盈餘為一百二十億元。", "The Government recorded a surplus of HK$12 billion."),
]


def found(rule: str, *pairs: tuple[str, str]) -> list[str]:
    chosen = next(one for one in RULES if one.name == rule)
    alignment = alignment_of(*(part for pair in pairs for part in (pair, FILLER, FILLER, FILLER)))
    numbers = range(0, 4 * len(pairs), 4)
    return [
        item.rule
        for number in numbers
        for item in chosen.check_pair(Pair(alignment, number), CheckSettings())  # type: ignore[union-attr]
    ]


@pytest.mark.parametrize(("rule", "zh", "en"), HITS)
def test_a_disagreement_is_reported(rule: str, zh: str, en: str) -> None:
    assert found(rule, (zh, en)) == [rule]


@pytest.mark.parametrize(("rule", "zh", "en"), SILENT)
def test_what_says_the_same_is_not(rule: str, zh: str, en: str) -> None:
    assert not found(rule, (zh, en))


def test_in_hong_kong_a_dollar_is_a_yuan_by_name() -> None:
    assert not found("quantity", *HONG_KONG)
    simplified = [
        ("政府会拨款五亿元。", "The Hong Kong Government will allocate $500 million."),
        ("每个单位售价为八百六十万元。", "Each flat sells for $8.6 million."),
        ("盈余为一百二十亿元。", "There is a surplus of $12 billion."),
    ]
    assert not found("quantity", *simplified)


def test_elsewhere_it_is_not() -> None:
    assert found("quantity", ("融资3800亿元。", "It raised $380 billion.")) == ["quantity"]
    assert found("quantity", ("融資三億元，增長一倍。", "It raised US$300 million.")) == [
        "quantity"
    ]
    # Where yuan stand for 元 as well, a dollar is a slip.
    mainland = [("投資五億元，擴建廠房。", "It invested 500 million yuan in a new plant.")]
    assert found("quantity", *mainland, ("融資三億元，擴建廠房。", "It raised $300 million."))


RULES_OF_AMOUNTS = ("quantity", "bound", "date", "model-number")


def lines(name: str) -> list[tuple[str, str]]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [(zh, en) for zh, en in (line.split("\t") for line in text.splitlines())]


@pytest.mark.parametrize(("zh", "en"), lines("amounts_right.tsv"))
def test_sentences_of_reports_are_silent(zh: str, en: str) -> None:
    """Made-up lines of financial news, annual reports, Hong Kong and Taiwan; tricky ones."""
    assert not [rule for rule in RULES_OF_AMOUNTS if found(rule, (zh, en))]


@pytest.mark.parametrize(("zh", "en"), lines("amounts_wrong.tsv"))
def test_their_slips_are_found(zh: str, en: str) -> None:
    assert [rule for rule in RULES_OF_AMOUNTS if found(rule, (zh, en))]


def test_a_report_has_them() -> None:
    items = report(
        alignment_of(("至少有12人受伤。", "At most 12 people were injured.")),
        Glossary(()),
        CheckSettings(rules="bound"),
    ).findings.items
    assert [item.rule for item in items] == ["bound"]
