"""What counts as a quantity in either language, and what it is worth."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.model import Lang
from align.text.quantities import Quantity, find
from align.text.quantities.numerals import CARDINALS

# A text and its quantities: kind, value (or date) and unit, one a line of words.
CHINESE = {
    "投资3800亿元": "money 380000000000 CNY",
    "1.2万人": "number 12000",
    "3.5万亿元": "money 3500000000000 CNY",
    "三千八百亿元": "money 380000000000 CNY",
    "1,234万": "number 12340000",
    "3亿2000万人": "number 320000000",
    "约30多亿元": "money 3000000000 CNY",
    "几十亿元": "number vague CNY",
    "两成": "percent 20 %",
    "三成半": "percent 35 %",
    "12.5%": "percent 25/2 %",
    "百分之十二点五": "percent 25/2 %",
    "百分之百": "percent 100 %",
    "八折": "percent 20 %",
    "千分之三": "percent 3/10 %",
    "25个基点": "points 1/4 %",
    "0.5个百分点": "points 1/2 %",
    "1.25厘": "percent 5/4 %",
    "HK$100": "money 100 HKD",
    "5亿港元": "money 500000000 HKD",
    "人民币3亿元": "money 300000000 CNY",
    "527亿美元": "money 52700000000 USD",
    "1100 万英镑": "money 11000000 GBP",
    "8.5亿欧元": "money 850000000 EUR",
    "100日元": "money 100 JPY",
    "是3倍": "multiple 3",
    "翻番": "multiple 2",
    "翻两番": "multiple 4",
    "三分之一": "fraction 1/3",
    "一半": "fraction 1/2",
    "第三": "ordinal 3",
    "第66章": "ordinal 66",
    "2025年5月22日": "date 2025-5-22",
    "二〇二五年五月二十二日": "date 2025-5-22",
    "2025-05-22": "date 2025-5-22",
    "5月22日": "date ?-5-22",
    "23日至24日": "date ?-?-23; date ?-?-24",
    "5月22至25日": "date ?-5-22; date ?-?-25",
    "2025年5月": "month 2025-5-?",
    "1-5月": "month ?-1-?; month ?-5-?",
    "2025年": "year 2025-?-?",
    "2016及2017年": "year 2016-?-?; year 2017-?-?",
    "2020/21年度": "year 2020-?-?; year 2021-?-?",
    "2025年第一季度": "year 2025-?-?; quarter 1",
    "第2、3及4季": "quarter 2; quarter 3; quarter 4",
    "首3季": "measure 3 quarter",
    "上半年": "half 1",
    "90年代": "decade 1990",
    "20世纪90年代": "decade 1990",
    "21世纪": "century 21",
    "上午6时48分": "time 408",
    "晚上8点半": "time 1230",
    "北京时间19:30": "time 1170 480",
    "5亩": "measure 5 mu",
    "10公里": "measure 10 km",
    "3吨": "measure 3 tonne",
    "12平方米": "measure 12 m²",
    "5GB": "measure 5 GB",
    "两个半小时": "measure 5/2 hour",
    "两年半": "measure 5/2 year",
    "三个月": "measure 3 month",
    "半年": "measure 6 month",
    "十分钟": "measure 10 minute",
    "3至5%": "percent 3 %; percent 5 %",
    "3%至5%": "percent 3 %; percent 5 %",
    "3至5亿元": "money 300000000 CNY; money 500000000 CNY",
    "8000万至1亿元": "money 80000000 CNY; money 100000000 CNY",
    "两国": "number 2",
    "１２３％": "percent 123 %",
    "附注2.6.2.1": "label 2.6.2.1",
    "用Qwen3和GPT-4": "name QWEN3; name GPT4",
    "5G和COVID-19": "name 5G; name COVID19",
    "港幣三萬億元": "money 3000000000000 HKD",
    "百分百": "percent 100 %",
    "图1 人民币存款": "number 1",
}
ENGLISH = {
    "380 billion yuan ($52.7 billion)": "money 380000000000 CNY; money 52700000000 $",
    "RMB 5m": "money 5000000 CNY",
    "US$3-5 billion": "money 3000000000 USD; money 5000000000 USD",
    "HK$1,200 billion": "money 1200000000000 HKD",
    "5.5bn yuan": "money 5500000000 CNY",
    "3,000 Hong Kong dollars": "money 3000 HKD",
    "£11million": "money 11000000 GBP",
    "$300+ billion": "money 300000000000 $",
    "between 3 and 5 percent": "percent 3 %; percent 5 %",
    "between 14 and 22 million": "number 14000000; number 22000000",
    "3–5%": "percent 3 %; percent 5 %",
    "from 2.4% to 1.9%": "percent 12/5 %; percent 19/10 %",
    "forty-five per cent": "percent 45 %",
    "25 basis points": "points 1/4 %",
    "0.5 percentage points": "points 1/2 %",
    "twenty-nine men": "number 29",
    "one hundred and nineteen men": "number 119",
    "two thousand three hundred": "number 2300",
    "a dozen": "number 12",
    "half a million people": "number 500000",
    "two and a half years": "measure 5/2 year",
    "14½": "number 29/2",
    "two-thirds": "fraction 2/3",
    "one third of it": "fraction 1/3",
    "a quarter of it": "fraction 1/4",
    "one in five": "fraction 1/5",
    "doubled": "multiple 2",
    "fourfold": "multiple 4",
    "3 times": "multiple 3",
    "3rd": "ordinal 3",
    "twenty-first": "ordinal 21",
    "Article IV": "ordinal 4",
    "May 22, 2025": "date 2025-5-22",
    "22 May 2025": "date 2025-5-22",
    "2025-05-22": "date 2025-5-22",
    "23–24 March": "date ?-3-23; date ?-3-24",
    "March 23-24 in Rome": "date ?-3-23; date ?-3-24",
    "May 3 and 5 people": "date ?-5-3; number 5",
    "this 19th day of March 2020": "date 2020-3-19",
    "in May": "month ?-5-?",
    "September and December 2016": "month ?-9-?; month 2016-12-?",
    "since 19943": "year 1994-?-?; number vague",
    "in 2016 and 2017": "year 2016-?-?; year 2017-?-?",
    "2015/16": "year 2015-?-?; year 2016-?-?",
    "Q1 2025": "quarter 1; year 2025-?-?",
    "1H2025": "half 1",
    "first half of 2025": "half 1; year 2025-?-?",
    "second and third quarters": "quarter 2; quarter 3",
    "the 1990s": "decade 1990",
    "21st century": "century 21",
    "6:48 a.m. GMT+8": "time 408 480",
    "7.30pm": "time 1170",
    "10-year": "measure 10 year",
    "three decades": "measure 3 decade",
    "5 square kilometers": "measure 5 km²",
    "12 sq m": "measure 12 m²",
    "20GB": "measure 20 GB",
    "dozens of": "number vague",
    "hundreds of thousands": "number vague",
    "several hundred": "number vague",
    "a 7B parameters model": "number 7000000000",
    "mid-2016": "year 2016-?-?",
    "Qwen3, GPT-4 and COVID-19": "name QWEN3; name GPT4; name COVID19",
    "5G and B2B": "name 5G; name B2B",
    "note 2.6.2.1": "label 2.6.2.1",
    "Chart 3 Hong Kong dollar rates": "number 3",
    "Section 75": "number 75",
}
NOTHING = {
    "zh": """
        一带一路 三番五次 一些人 一个国家 一直 统一 第一时间 十分重要 万一 千万别走
        一方面 五台山 四川 三亚 百姓 千方百计 万科 周五 星期三 一下 不三不四 五花八门
        独一无二 去年同期 一家公司 https://a.example/2025 三星手机 百度 千岛湖 一日千里
        成千上万""",
    "en": """one of the banks|no one|another one|one by one
        |He may go|a march|the quarter|his other half
        |mail a1@b2.example|see www.a.example/2025/05|to and fro|the double-digit growth""",
}


def show(quantity: Quantity) -> str:
    if quantity.year or quantity.month or quantity.day:
        value = "-".join(str(part or "?") for part in (quantity.year, quantity.month, quantity.day))
        if quantity.kind not in {"date", "month", "year"}:
            value = str(quantity.value)
    elif quantity.kind in {"name", "label"}:
        return f"{quantity.kind} {quantity.unit}"
    else:
        value = "vague" if quantity.value is None else str(quantity.value)
    return " ".join(filter(None, (quantity.kind, value, quantity.unit)))


@pytest.mark.parametrize("text", CHINESE)
def test_chinese(text: str) -> None:
    assert "; ".join(map(show, find(text, "zh"))) == CHINESE[text]


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    assert "; ".join(map(show, find(text, "en"))) == ENGLISH[text]


@pytest.mark.parametrize("text", NOTHING["zh"].split())
def test_no_quantity_in_chinese(text: str) -> None:
    assert [q.text for q in find(text, "zh") if q.weight != "free"] == []


@pytest.mark.parametrize("text", NOTHING["en"].split("|"))
def test_no_quantity_in_english(text: str) -> None:
    assert [q.text for q in find(text.strip(), "en") if q.weight != "free"] == []


@pytest.mark.parametrize(
    ("text", "lang", "approximate"),
    [
        ("约1.2万亿", "zh", "about"),
        ("超过300家", "zh", "over"),
        ("逾300家", "zh", "over"),
        ("近300家", "zh", "about"),
        ("300多家", "zh", "over"),
        ("不足300家", "zh", "under"),
        ("300家左右", "zh", "about"),
        ("300家", "zh", ""),
        ("about 300 banks", "en", "about"),
        ("nearly 300 banks", "en", "about"),
        ("some 300 banks", "en", "about"),
        ("more than 300 banks", "en", "over"),
        ("fewer than 300 banks", "en", "under"),
        ("300 banks", "en", ""),
    ],
)
def test_approximations(text: str, lang: Lang, approximate: str) -> None:
    (quantity,) = find(text, lang)
    assert quantity.approximate == approximate


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "融資３８００億港元（約480億美元）。"
    first, second = find(text, "zh")
    assert text[first.start : first.end] == first.text == "３８００億港元"
    assert first.value == 380_000_000_000
    assert not first.aside
    assert second.aside


def test_bounds_of_a_range() -> None:
    low, high = find("grew 3-5 percent", "en")
    assert (low.bound, high.bound) == ("low", "high")


def test_numbers_of_many_digits() -> None:
    digits = "7" * 400
    for lang in ("zh", "en"):
        (quantity,) = find(digits, lang)
        assert quantity.value == int(digits)
        assert find("7" * 100_000, lang)


ODD = st.text(
    alphabet="0123456789.,:/-–%$¥£半第百千万亿一二三两几多年月日时点分之季个成倍元美港约至到周 "
    "abQqMmBbkone hundred million half third May to and 22May()（）İ０",
    max_size=60,
)


@given(ODD, st.sampled_from(["zh", "en"]))
def test_quantities_stand_in_order_where_they_say(text: str, lang: Lang) -> None:
    last = 0
    for quantity in find(text, lang):
        assert last <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.text
        last = quantity.end


@given(st.text(), st.sampled_from(["zh", "en"]))
def test_any_text_can_be_read(text: str, lang: Lang) -> None:
    find(text, lang)


def chinese_numeral(number: int) -> str:
    """A whole number below 10¹⁶ in Chinese numerals."""
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= scale:
            high, rest = divmod(number, scale)
            gap = "零" if 0 < rest < scale // 10 else ""
            return chinese_numeral(high) + name + gap + (chinese_numeral(rest) if rest else "")
    return "零一二三四五六七八九"[number]


def english_words(number: int) -> str:
    """A whole number below 10¹⁵ in English words."""
    small, tens = list(CARDINALS)[:20], list(CARDINALS)[20:]
    if number < 20:
        return small[number]
    if number < 100:
        high, rest = divmod(number, 10)
        return tens[high - 2] + (f"-{small[rest]}" if rest else "")
    for scale, name in (
        (10**12, "trillion"),
        (10**9, "billion"),
        (10**6, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ):
        if number >= scale:
            high, rest = divmod(number, scale)
            link = " and " if rest and scale == 100 else " " if rest else ""
            return f"{english_words(high)} {name}{link}" + (english_words(rest) if rest else "")
    raise AssertionError


@given(st.integers(min_value=2, max_value=10**15 - 1))
def test_a_number_in_words_keeps_its_value(number: int) -> None:
    (zh,) = find(chinese_numeral(number) + "元", "zh")
    (en,) = find(english_words(number) + " yuan", "en")
    assert zh.value == en.value == number
    assert zh.unit == en.unit == "CNY"


@given(
    st.integers(min_value=1, max_value=99_999),
    st.integers(min_value=0, max_value=2),
    st.sampled_from([("万", 10**4), ("亿", 10**8), ("万亿", 10**12), ("千万", 10**7), ("", 1)]),
    st.sampled_from([("thousand", 10**3), ("million", 10**6), ("bn", 10**9), ("trillion", 10**12)]),
)
def test_scales_keep_the_value(
    number: int, places: int, zh_scale: tuple[str, int], en_scale: tuple[str, int]
) -> None:
    value = Fraction(number, 10**places)
    digits = f"{number / 10**places:.{places}f}"
    (zh,) = find(f"{digits}{zh_scale[0]}元", "zh")
    (en,) = find(f"{digits} {en_scale[0]} yuan", "en")
    assert zh.value == value * zh_scale[1]
    assert en.value == value * en_scale[1]
