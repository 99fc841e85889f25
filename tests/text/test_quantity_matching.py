"""Which quantities agree, and how those of two sides are paired."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.text.quantities import agree, find, match

AGREE = [
    ("3800亿元", "380 billion yuan"),
    ("3800亿元", "RMB380bn"),
    ("1.2万亿港元", "HK$1,200 billion"),
    ("527亿美元", "$52.7 billion"),
    ("1.2万人", "12,000 people"),
    ("两成", "20 percent"),
    ("一半", "50%"),
    ("三分之二", "two thirds"),
    ("百分之十二点五", "12.5 per cent"),
    ("25个基点", "0.25 percentage points"),
    ("第三", "third"),
    ("第3", "three"),
    ("5月22日", "May 22, 2025"),
    ("2025年5月22日", "22 May"),
    ("上半年", "first half"),
    ("第一季度", "Q1"),
    ("90年代", "1990s"),
    ("十年", "a decade"),
    ("半年", "six months"),
    ("24个月", "two years"),
    ("10公里", "10,000 metres"),
    ("5公里", "3.1 miles"),
    ("550磅", "550 pounds"),
    ("80华氏度", "80 degrees"),
    ("增长两倍", "tripled"),
    ("是两倍", "doubled"),
    ("翻番", "doubled"),
    ("上午6时48分", "6:48 a.m. GMT+8"),
    ("6时48分", "6:48 p.m."),
    ("约1.2万亿元", "1.21 trillion yuan"),
    ("逾3800亿元", "381 billion yuan"),
    ("30多亿元", "3.4 billion yuan"),
    ("近300家", "297 banks"),
    ("十多家", "more than a dozen"),
    ("GPT4", "GPT-4"),
    ("摄氏25度", "25 degrees Celsius"),
    ("华氏80度", "80°F"),
    ("26摄氏度", "79°F"),
    ("80多度", "80s"),
    ("3分35秒", "3:35"),
    ("1小时3分35秒", "1:03:35"),
    ("1小时30分钟", "90 minutes"),
    ("两小时零五分", "2 hours and 5 minutes"),
    ("本世纪初", "2000s"),
    ("上世纪末", "1990s"),
    ("早上六点", "six o'clock in the morning"),
    ("9月", "midSeptember"),
    ("三分之一", "onethird"),
]
DISAGREE = [
    ("3800亿元", "38 billion yuan"),
    ("3800亿元", "$380 billion"),
    ("1.2万亿元", "1.21 trillion yuan"),
    ("约1.2万亿元", "1.4 trillion yuan"),
    ("超过5.9万人", "over 59,500"),
    ("30多亿元", "4.4 billion yuan"),
    ("12.5%", "12.6%"),
    ("12%", "12 yuan"),
    ("5月22日", "May 23, 2025"),
    ("2024年5月22日", "May 22, 2025"),
    ("上半年", "second half"),
    ("第一季度", "Q2"),
    ("2024年", "2025"),
    ("10公里", "10 miles"),
    ("3吨", "3 km"),
    ("上午6时48分", "6:49 a.m."),
    ("北京时间6时48分", "6:48 a.m. GMT+1"),
    ("GPT-4", "GPT-3"),
    ("几十亿元", "billions of yuan"),
    ("摄氏25度", "25 degrees Fahrenheit"),
    ("26摄氏度", "84°F"),
    ("80多度", "70s"),
    ("80年", "1980s"),
    ("3分35秒", "3:36"),
    ("3分钟35秒", "3 minutes and 36 seconds"),
    ("2小时2分", "2 hours"),
    ("早上六点", "seven o'clock in the morning"),
    ("三分之一", "twothirds"),
]
CLEAN = [
    ("投入3800亿元。", "It spends 380 billion yuan ($52.7 billion)."),
    ("去年3月成立", "set up in March 2016"),
    ("2016年增长1.9%，2015年为2.4%", "grew by 1.9% in 2016 (2015: 2.4%)"),
    ("2016年9月及2016年12月31日", "September and 31 December 2016"),
    ("一家公司", "a company, one of the largest"),
    ("两岸", "both sides"),
    ("第2、3及4季", "the second, third and fourth quarters"),
    ("纳斯达克100指数", "the NASDAQ-100"),
    ("几十亿元", "a lot of money"),
    ("13间公司、5个人", "13 companies and five people"),
    ("新冠病毒", "COVID-19"),
    ("4/7出现流产，2/5早产", "Four of seven had a miscarriage, two out of five a preterm birth"),
    ("七分之四的病例", "4 of the 7 cases"),
    ("约六分之一的患者", "about one person in six is ill"),
    ("基因组含2.6至3.2万个碱基", "a genome of 26 to 32 kilobases"),
    ("基因组最后三分之一", "the last third of the genome"),
    ("26亿美元（以2013年的美元计）", "$2.6 billion (in 2013 dollars)"),
    ("27分37秒射门得分", "a goal on 27:37"),
    ("50-60 岁的男性", "men in their 50s"),
    ("最高26摄氏度", "highs of 80F (26C)"),
    (
        "2019年上升，较2018年多19%；2019年底",
        "rose in 2019, 19% from a year earlier; at the end of 2019",
    ),
    ("2019年升9%，上一年升8%", "9% in 2019, 8% in 2018"),
    ("美国在1 2 月开始加息", "the lift-off in December"),
    ("表1.1列出比较", "Table1.1 compares them"),
    ("周日早上六点", "It is six in the morning on a Sunday"),
    ("", ""),
]
UNCLEAN = [
    ("投入3800亿元", "It spends 38 billion yuan"),
    ("投入3800亿元", "It spends a lot"),
    ("它投入很多", "It spends 380 billion yuan"),
    ("第2届会议", "the sixth conference"),
    ("第6届会议", "the second conference"),
    ("5个人", "six people"),
    ("2016年增长1.9%，2015年为2.4%", "grew by 1.9% in 2016 (2013: 2.4%)"),
    ("12月18日", "16 December"),
    ("18月18日", "18 December"),
    ("使用GPT-4", "using GPT-3"),
    ("附注2.6.2.1", "note 2.6.2.2"),
    ("4/7出现流产", "Three of seven had a miscarriage"),
    ("基因组含2.7万个碱基", "a genome of 26 kilobases"),
    ("支出2013美元", "it cost 2014 dollars"),
    ("27分37秒射门得分", "a goal on 27:38"),
    ("50-60 岁的男性", "men in their 40s"),
    ("最高26摄氏度", "highs of 90F (32C)"),
    ("周日早上六点", "It is eight in the morning on a Sunday"),
]


@pytest.mark.parametrize(("zh", "en"), AGREE)
def test_agree(zh: str, en: str) -> None:
    assert agree(find(zh, "zh")[0], find(en, "en")[0])
    assert agree(find(en, "en")[0], find(zh, "zh")[0])


@pytest.mark.parametrize(("zh", "en"), DISAGREE)
def test_disagree(zh: str, en: str) -> None:
    assert not agree(find(zh, "zh")[0], find(en, "en")[0])
    assert not agree(find(en, "en")[0], find(zh, "zh")[0])


@pytest.mark.parametrize(("zh", "en"), CLEAN)
def test_nothing_to_report(zh: str, en: str) -> None:
    assert match(find(zh, "zh"), find(en, "en")).clean


@pytest.mark.parametrize(("zh", "en"), UNCLEAN)
def test_something_to_report(zh: str, en: str) -> None:
    assert not match(find(zh, "zh"), find(en, "en")).clean


def test_what_takes_the_place_of_another_is_a_conflict() -> None:
    result = match(find("收入3800亿元，增长5%", "zh"), find("380 billion yuan, up 6%", "en"))
    assert [(a.text, b.text) for a, b in result.pairs] == [("3800亿元", "380 billion yuan")]
    assert [(a.text, b.text) for a, b in result.conflicts] == [("5%", "6%")]
    assert result.zh == result.en == ()


def test_what_has_no_counterpart_is_left_over() -> None:
    result = match(find("收入3800亿元，增长5%", "zh"), find("380 billion yuan", "en"))
    assert [q.text for q in result.zh] == ["5%"]
    assert not result.clean


def test_long_tables_are_paired() -> None:
    numbers = list(range(1000, 9000))
    zh = find(" ".join(f"{n}元" for n in numbers), "zh")
    en = find(" ".join(f"{n} yuan" for n in numbers), "en")
    result = match(zh, en)
    assert result.clean
    assert len(result.pairs) == len(numbers)


NUMBERS = st.lists(
    st.sampled_from(
        ["3亿元", "12%", "5月22日", "2025年", "第三", "几十家", "300家", "GPT-4", "两国"]
    ),
    max_size=6,
)


@given(NUMBERS)
def test_a_side_matches_itself(words: list[str]) -> None:
    quantities = find("，".join(words), "zh")
    assert match(quantities, quantities).clean


def test_annual_reports(shared: Path) -> None:
    """Translated by professionals: hardly anything may be left over."""
    from align.text.script import to_simplified

    folder = shared / "gold/blocks/hkma/2017"
    blocks = clean = 0
    for english in sorted(folder.glob("[0-9]*.md")):
        en = english.read_text(encoding="utf-8").strip().split("\n\n")
        zh = to_simplified((folder / f"C{english.name}").read_text(encoding="utf-8")).strip()
        for one, other in zip(zh.split("\n\n"), en, strict=True):
            if any(char.isdigit() for char in one + other):
                blocks += 1
                clean += match(find(one, "zh"), find(other, "en")).clean
    assert blocks > 150
    assert clean / blocks >= 0.98


def test_changed_numbers_are_seen(shared: Path) -> None:
    lines = {
        lang: (shared / "gold/documents/ntrex" / name).read_text(encoding="utf-8").splitlines()
        for lang, name in (
            ("zh", "newstest2019-ref.zho-CN.txt"),
            ("en", "newstest2019-src.eng.txt"),
        )
    }
    chance = random.Random(7)
    seen = changed = 0
    for zh, en in zip(lines["zh"], lines["en"], strict=True):
        places = [at for at, char in enumerate(zh) if char in "123456789"]
        if not places or not match(find(zh, "zh"), find(en, "en")).clean:
            continue
        at = chance.choice(places)
        digit = chance.choice([d for d in "123456789" if d != zh[at]])
        changed += 1
        seen += not match(find(zh[:at] + digit + zh[at + 1 :], "zh"), find(en, "en")).clean
    assert changed > 300
    assert seen / changed >= 0.95
