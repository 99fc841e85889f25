"""Forms of amounts, times and parts of a year that say the same, and those that do not."""

import pytest

from align.text.quantities import find, match

SAME = [
    # money of Taiwan and Hong Kong, years of the Republic, formal numerals
    ("营收达新台币13.5兆元", "revenue of NT$13.5 trillion"),
    ("市值3.2兆美元", "a market value of $3.2 trillion"),
    ("预算为两兆五千亿元", "a budget of 2.5 trillion yuan"),
    ("民国113年5月20日就职", "took office on May 20, 2024"),
    ("民国一百一十三年", "in 2024"),
    ("港币三十二元五角", "HK$32.50"),
    ("人民币叁佰万元整", "RMB three million only"),
    ("壹仟贰佰叁拾肆万伍仟元整", "12,345,000 yuan"),
    # parts of a year
    ("上半年增长5%", "grew 5% in the first six months"),
    ("2024年上半年", "from January to June 2024"),
    ("1—5月份", "in the first five months"),
    ("前11个月", "in the January-November period"),
    ("一季度末", "at the end of March"),
    ("三季度", "in the three months to September"),
    ("前三季度", "in the first nine months"),
    ("下半年", "in the six months to December"),
    # growth
    ("规模翻了一番", "it doubled"),
    ("规模翻了两番", "it quadrupled"),
    ("利润增长两倍", "profit tripled"),
    ("利润增长了一倍", "profit doubled"),
    ("是去年的两倍", "double that of last year"),
    ("增长超过两倍", "more than doubled"),
    ("增长1.4倍", "rose by 140%"),
    ("降到原来的四分之一", "cut by 75%"),
    # times
    ("北京时间3月5日上午9时", "at 9 a.m. Beijing time (0100 GMT) on March 5"),
    ("北京时间23时（格林尼治时间15时）", "11 p.m. Beijing time (1500 GMT)"),
    ("定于15时（格林尼治时间7时）", "3 p.m. (0700 GMT)"),
    ("上午9时", "0100 GMT"),
    ("北京时间14日20时30分", "8:30 p.m. Beijing time (1230 GMT) on the 14th"),
    ("5月6日21时（美国东部时间9时）", "9 a.m. Eastern Time (9 p.m. Beijing time) on May 6"),
    ("周一下午3点", "Monday at 3 p.m."),
    ("从下午三点到五点", "from 3 p.m. to 5 p.m."),
    ("下午三点到五点半", "from 3 p.m. to 5:30 p.m."),
    ("早上八点一刻", "at 8:15 a.m."),
    ("中午12点", "at noon"),
    ("晚上12点", "at midnight"),
    ("凌晨12点半", "at 12:30 a.m."),
    ("9时30分", "at 9:30 p.m."),
    # units
    ("四十里", "20 kilometers"),
    ("8两", "400 grams"),
    ("二十两银子", "twenty taels of silver"),
    ("800微秒", "800 µs"),
    ("35微克", "35 micrograms"),
    ("每小时120公里", "75 mph"),
    # numbers
    ("上调四分之一个百分点", "raised by a quarter of a percentage point"),
    ("出生率为6.39‰", "a birth rate of 6.39 per 1,000"),
    ("身高一米八", "1.8 meters tall"),
    ("身高一米九二", "1.92 meters tall"),
    ("11秒32", "11.32 seconds"),
    ("九秒九八", "9.98 seconds"),
    ("2小时5分零3秒", "2:05:03"),
    ("五六百人", "500 to 600 people"),
    ("三四百公里外", "three to four hundred kilometers away"),
    ("她二十七八岁", "she is 27 or 28"),
    ("震级6.1级", "a magnitude-6.1 quake"),
    ("1.5小时车程", "a one-and-a-half-hour drive"),
    ("净额为人民币（1.2）亿元", "net cash of RMB120 million"),
    ("约287亿元人民币", "$4 billion (28.7 billion yuan)"),
    ("每日两次", "twice daily"),
    ("数万人", "thousands of people"),
    ("住在三里屯", "lives there"),
    # halves
    ("加息半个百分点", "raised by 50 basis points"),
    ("提高一个半百分点", "up 1.5 percentage points"),
    ("半个世纪", "fifty years"),
    ("半个多世纪", "more than 50 years"),
    ("两个世纪", "200 years"),
    ("18个月", "a year and a half"),
    ("18个月", "one year and a half"),
    ("90秒", "a minute and a half"),
    ("产量减半", "cut by 50%"),
    ("股价腰斩", "fell by 50%"),
    ("半个月", "2 weeks"),
    ("半吨", "500 kg"),
    ("15天", "half a month"),
    ("500毫秒", "half a second"),
    ("降低90%", "cut to a tenth"),
    ("上涨一倍半", "up 150%"),
    # decimals in numerals, letters that multiply
    ("三点五亿美元", "US$350 million"),
    ("一点五倍", "1.5 times"),
    ("三厘七五", "3.75%"),
    ("一百五十万辆", "1.5m vehicles"),
    ("7500万元", "75m yuan"),
    ("上下文长度为128K", "a context of 128,000 tokens"),
    # parts of a year
    ("截至6月底止的三个月", "the second quarter"),
    ("截至2024年6月30日止三个月", "the second quarter of 2024"),
    ("截至9月30日止九个月", "the first three quarters"),
    ("四季度", "in the last three months of the year"),
    ("头两个月", "in January and February"),
    ("三季报", "results for the first three quarters"),
    # growth and shares
    ("产能翻番", "a 100% increase"),
    ("产能翻了两番", "a 300% increase"),
    ("增长100%", "doubled"),
    ("每5人中有1人", "20%"),
]
OTHER = [
    ("营收达新台币13.5兆元", "revenue of NT$13.5 billion"),
    ("营收达新台币13.5兆元", "revenue of US$13.5 trillion"),
    ("民国113年5月20日就职", "took office on May 20, 2014"),
    ("港币三十二元五角", "HK$35.20"),
    ("人民币叁佰万元整", "RMB 30 million only"),
    ("2024年上半年", "from January to June 2023"),
    ("前11个月增长", "grew in the first 10 months"),
    ("前11个月增长", "grew in the January-October period"),
    ("前三季度下降", "fell in the first half"),
    ("一季度末", "at the end of June"),
    ("规模翻了一番", "it tripled"),
    ("规模翻了两番", "it doubled"),
    ("利润增长两倍", "profit doubled"),
    ("利润增长一倍", "profit tripled"),
    ("北京时间20时", "8 p.m. GMT"),
    ("北京时间20时", "8 p.m. New York time"),
    ("上午9时", "9 p.m."),
    ("凌晨2时17分", "2:17 p.m."),
    ("15时30分", "3:30 a.m."),
    ("晚上11时55分", "11:55 a.m."),
    ("中午12点", "at midnight"),
    ("期限为三年", "a term of three months"),
    ("五小时", "five minutes"),
    ("800微秒", "800 ms"),
    ("重试间隔为500毫秒", "an interval of 500 s"),
    ("35微克", "35 milligrams"),
    ("每小时120公里", "120 mph"),
    ("40里", "40 kilometers"),
    ("每日两次", "three times daily"),
    ("出生率为6.39‰", "a birth rate of 6.39 percent"),
    ("11秒32", "11.23 seconds"),
    ("五六百人", "5,000 to 6,000 people"),
    ("三四百公里外", "thirty to forty kilometers away"),
    ("数十亿元", "millions of yuan"),
    ("数以百万计", "thousands"),
    ("几十家银行", "hundreds of banks"),
    ("参见第三章", "see Chapter 4"),
    ("将第2步重复三次", "repeat step 3 three times"),
    ("加息半个百分点", "raised by 25 basis points"),
    ("半个世纪", "thirty years"),
    ("18个月", "two years and a half"),
    ("产量减半", "cut by 30%"),
    ("降低80%", "cut to a tenth"),
    ("三点五亿美元", "US$35 million"),
    ("一百五十万辆", "15m vehicles"),
    ("截至6月底止的三个月", "the third quarter"),
    ("截至9月30日止九个月", "the first half"),
    ("三季报", "the first-quarter report"),
    ("产能翻了两番", "doubled"),
    ("每5人中有1人", "25%"),
]


@pytest.mark.parametrize(("zh", "en"), SAME)
def test_the_same(zh: str, en: str) -> None:
    assert match(find(zh, "zh"), find(en, "en")).clean


@pytest.mark.parametrize(("zh", "en"), OTHER)
def test_not_the_same(zh: str, en: str) -> None:
    assert not match(find(zh, "zh"), find(en, "en")).clean


REPEATED = [
    ("（1.2", "RMB(1"), ("为-1%，", "was 1% "), ("壹", "half past "), ("1-6月，", "first half, "),
    ("前3个月，", "January to March, "), ("下午3点到5点，", "3 p.m. to 5 p.m. "),
    ("北京时间5月6日9时，", "9 a.m. GMT on May 5 "), ("五六百", "three to four hundred "),
    ("数以百万", "hundreds of millions "), ("两", "s "), ("民国", "cents "),
    ("半个", "a year and a half "), ("截至6月30日止三个月，", "January, February, "),
    ("每5人中有1人，", "20% "), ("一点", "half a "), ("三点五", "75m "),
    ("减半", "cut to a tenth "),
]  # fmt: skip


@pytest.mark.parametrize(("zh", "en"), REPEATED)
def test_long_repetitions_are_read(zh: str, en: str) -> None:
    match(find(zh * 3000, "zh"), find(en * 3000, "en"))
