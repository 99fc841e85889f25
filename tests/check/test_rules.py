"""What each rule reports, and what it must not: a table of pairs."""

from __future__ import annotations

import pytest

from align.check.rules import NAMES, OF_TERMS, RULES
from align.check.run import report
from align.messages import catalogue
from align.model import (
    Finding,
    Glossary,
    Term,
    TermEntry,
)
from align.settings import CheckSettings

from ..conftest import alignment_of


def check(
    rule: str, *pairs: tuple[str, str], glossary: Glossary | None = None, spacing: str = ""
) -> list[Finding]:
    settings = CheckSettings(rules=rule, han_latin_space=spacing)
    return list(report(alignment_of(*pairs), glossary or Glossary(()), settings).findings.items)


HITS = [
    ("quantity", "融资3800亿元。", "It raised 38 billion yuan."),
    ("quantity", "融资3800亿元。", "It raised $380 billion."),
    ("quantity", "毛利率上升2.3个百分点。", "The gross margin rose by 2.3%."),
    ("quantity", "公司设有120家工厂。", "The company has factories."),
    ("quantity", "公司设有工厂。", "The company has 120 factories."),
    ("quantity", "員工增至9,800人。", "The headcount rose to 8,900."),
    ("bound", "逾100家企业参加。", "Fewer than 100 companies took part."),
    ("bound", "企业不足100家。", "There are more than 100 companies."),
    ("quantity", "他以3分35秒获胜。", "He won in 3:45."),
    ("date", "5月22日开幕。", "It opens on May 12."),
    ("date", "第一季度收入增长。", "Revenue rose in the second quarter."),
    ("model-number", "客户改用Qwen3。", "The customer moved to Qwen2.5."),
    ("name", "周慕远表示欢迎。", "Zhou Muyan welcomed it."),
    ("name", "梁若衡指出这一点。", "Liang Ruohang pointed this out."),
    ("name", "公司进入新加坡市场。", "The company enters the market of Singapoer."),
    ("name", "双方签署谅解备忘录。", "The two sides signed a Memorandun of Understanding."),
    ("name", "周慕远的计划。", "Zhou Muyan's plan."),
    ("name", "公司计划在新加坡设厂。", "The company plans to build a plant in Malaysia."),
    ("name", "他在印度尼西亚出生。", "He was born in India."),
    ("name", "比亚迪公布了业绩。", "Geely announced its results."),
    ("name", "日本央行加息。", "The Bank of England raised interest rates."),
    ("product", "主打车型是埃安UT。", "Its main model is the Aion V."),
    ("product", "手机上用Clario-3-Mini就够了。", "On a phone Clario-3-Nano will do."),
    ("no-counterpart", "这句话没有译文。", ""),
    ("no-counterpart", "", "This one has no source."),
    ("untranslated", "公司认为 the growth of the market 将放缓。", "The growth will slow down."),
    ("chinese-in-english", "雅加达的可用区。", "The 可用区 in Jakarta."),
    ("punctuation-width", "增长,其中一半来自海外。", "It grew, half of it abroad."),
    ("punctuation-width", "二零二四年增长。", "In 2024， it grew."),
    ("punctuation-width", "共１２３人。", "123 people."),
    ("unpaired", "见《证券法第三条。", "See the Securities Law."),
    ("unpaired", "见表三。", "It grew (see table 3."),
    ("doubled", "这是我们的的计划。", "This is our plan."),
    ("doubled", "毅力在在比赛中。", "Their tenacity counts."),
    ("quantity", "完成百亿美元融资。", "It raised $100 billion."),
    ("quantity", "拘留不超过两个月。", "They are held for no more than 90 days."),
    ("date", "24年7月上线。", "It went live in July 2023."),
    ("doubled", "这是计划。", "This is the the plan."),
    ("doubled", "增长，，放缓。", "It grew more slowly."),
    ("doubled", "我们的产品很好。", "Our product is is good."),
    ("doubled", "他是一名教师。", "He is a a teacher."),
    ("doubled", "该公司公司成立多年。", "The company was founded years ago."),
    ("doubled", "董事会董事会已批准。", "The board has approved it."),
    ("doubled", "我们我们将公布。", "We will announce it."),
    ("doubled", "增长了了百分之五。", "It grew by five percent."),
    ("doubled", "该该公司成立多年。", "The company was founded years ago."),
    ("doubled", "系统升级到到新版本。", "The system is upgraded to a new version."),
    ("doubled", "任务已经完成了了。", "The task is done."),
    ("punctuation-width", "增速为5.3%,其中工业增长快。", "It was 5.3%, with industry ahead."),
    ("punctuation-width", "使用Python,然后运行。", "Use Python, then run it."),
    ("punctuation-width", "你好吗?", "How are you?"),
    ("punctuation-width", "他说“好”,然后走了。", "He said “fine” and left."),
    ("punctuation-width", "他说:“我们会赢。”", "“We will win,” he said."),
    ("punctuation-width", "苹果、梨, 香蕉。", "Apples, pears, bananas."),
    ("punctuation-width", "收入增长(未经审计)。", "Revenue grew (unaudited)."),
    (
        "punctuation-width",
        "该公司(即“卖方”）应当交付。",
        "The company (the “Seller”) shall deliver.",
    ),
    ("tag", "点击<a href='x'>这里</a>。", "Click here."),
    ("tag", "请选择<input disabled>。", "Choose."),
    ("tag", "你好，{name}！", "Hello, {nmae}!"),
    ("tag", "<b>重要</b>", "<b>Important"),
    ("tag", "共%s个文件", "files"),
    ("address", "写信到info@example.com。", "Write to info@exampel.com."),
    ("address", "见https://example.com/a。", "See our site."),
    ("address", "编辑config.yaml文件。", "Edit config.yml."),
]
MUST_NOT = [
    ("name", "我走进陈清扬的医务室。", "I walked into Chen Qingyang's clinic."),
    ("name", "余占鳌的头很光洁。", "Yu Zhan’ao’s head was shiny."),
    ("name", "美国参议员格雷厄姆说。", "U.S. Sen. Graham of South Carolina said."),
    ("name", "新加坡人很高兴。", "Singaporeans were happy."),
    ("name", "西班牙队获胜。", "The Spanish team won in Malaysia."),
    ("name", "京沪高铁客流增加。", "Traffic between Beijing and Shanghai rose."),
    ("name", "法国政府尚未回应。", "Paris has yet to respond."),
    ("name", "中美双方举行会谈。", "China and the United States held talks."),
    ("name", "英国央行加息。", "The Bank of England raised interest rates."),
    ("name", "亚洲基建项目。", "Projects in Hong Kong."),
    ("name", "公司在新加坡设厂。", "It builds a plant in the city, he said in May."),
    ("name", "顾问瓦兰斯估计。", "The adviser Vallance said in India."),
    ("name", "苹果与谷歌合作。", "Apple works with Google."),
    ("doubled", "这是一份计划。", "What it is is a plan."),
    ("doubled", "我们研究研究，再讨论讨论。", "We will look into it and talk."),
    ("doubled", "人人天天看看。", "Everyone looks every day."),
    ("doubled", "他知道这一点。", "He knew that that man had had it."),
    ("doubled", "上市公司公司治理。", "Corporate governance of listed companies."),
    ("doubled", "监狱监狱长说。", "Said the governor of the prison."),
    ("doubled", "为了了解情况，除了了解数字。", "To learn of it, and of the figures."),
    ("doubled", "二零二零年。", "In 2020."),
    ("punctuation-width", "共1,000人，10:30开始。", "1,000 people, from 10:30."),
    ("punctuation-width", "调用f(甲,x)，再用`g(a,乙)`。", "Call f(甲,x), then `g(a,乙)`."),
    ("punctuation-width", "见https://a.com/b?页=1,x。", "See https://a.com/b?页=1,x."),
    ("punctuation-width", "阿里巴巴(Alibaba)发布。", "Alibaba released it."),
    ("punctuation-width", "依据第二条(一)和(甲)类。", "By article 2 (1) and class A."),
    ("tag", "若a<b且c>d。", "If a<b and c>d."),
    ("quantity", "融资3800亿元。", "It raised 380 billion yuan ($52.7 billion)."),
    ("quantity", "占两成。", "It makes up 20%."),
    ("quantity", "约1.2万亿元。", "About 1.21 trillion yuan."),
    (
        "quantity",
        "一带一路，三番五次，千方百计。",
        "The Belt and Road, again and again, by all means.",
    ),
    ("quantity", "规模达一百亿港元。", "It amounts to HK$10 billion."),
    ("quantity", "訪客增加六成四。", "Visitors rose by 64%."),
    ("quantity", "收入同比增长1.4倍。", "Revenue rose by 140%."),
    ("quantity", "Mistral 8x7B 有1.8B参数。", "Mistral 8x7B has 1.8B parameters."),
    ("quantity", "完成百亿美元融资。", "It raised $10 billion."),
    ("quantity", "拘留不超过两个月。", "They are held for no more than 60 days."),
    ("quantity", "如何开始？", "2.3 How does one begin?"),
    ("quantity", "他以3分35秒获胜。", "He won in 3:35."),
    ("quantity", "公司生产零部件。", "The company makes parts."),
    ("date", "他以3分5秒获胜。", "He won in 3:05."),
    ("bound", "逾100家企业参加。", "More than 100 companies took part."),
    ("bound", "逾100家企业参加。", "About 100 companies took part."),
    ("bound", "企业不超过100家。", "There are fewer than 100 companies."),
    ("bound", "他打球不会超过 48 分钟。", "He will play for less than 48 minutes."),
    ("bound", "企业不足100家。", "There are no more than 100 companies."),
    ("date", "24年7月上线。", "It went live in July 2024."),
    ("date", "上半场领先。", "They led before the break."),
    ("date", "愤怒日复一日。", "The anger never stops."),
    ("date", "阿尔梅达首次拍到它。", "June Almeida was the first to see it."),
    ("doubled", "这是他们达到目的的方式，他现在在北京。", "That is how they get there."),
    ("tag", "安全与健康", "Safety &amp; health"),
    ("name", "吉林大学和桂林大学。", "Jilin University and Guilin University."),
    ("chinese-in-english", "中文 | English", "中文 | English"),
    ("mixed-script", "支持昇腾芯片，数据在本地，效率提升。", "It supports Ascend chips."),
    ("date", "低于上一季度。", "Less than in the previous quarter."),
    (
        "date",
        "第一季增长2%，第二季增长3%。",
        "It grew by 2% in the first quarter and 3% in the second.",
    ),
    ("date", "2025年5月22日开幕。", "It opens on 22 May 2025."),
    ("date", "2024年全年。", "The year 2024."),
    ("model-number", "支持GPT-4。", "It supports GPT 4."),
    ("name", "周慕远表示欢迎。", "Zhou Muyuan welcomed it."),
    ("name", "梁若衡说。", "He said so."),
    ("name", "新加坡人喜欢它。", "Singaporeans like it."),
    ("name", "公司总部位于新加坡。", "Zephyrine has its seat in Singapore."),
    ("name", "何詠琳說。", "Ho Wing-lam said so."),
    ("product", "GDP增长。", "Gross domestic product grew."),
    ("product", "使用AI技术。", "It uses artificial intelligence."),
    ("product", "埃安UT上市。", "The Aion UT is on sale."),
    ("no-counterpart", "", "* * *"),
    ("untranslated", "采用Amazon Web Services和Google Cloud。", "It uses both."),
    ("untranslated", "他引用“the growth of the market”一语。", "He quoted it."),
    ("chinese-in-english", "通义千问。", "Tongyi Qianwen (通义千问)."),
    ("mixed-script", "皇后大道的后面，这里有台子。", "Behind Queen's Road."),
    ("punctuation-width", "上午10:30，共1,000人。", "At 10:30, 1,000 people."),
    ("unpaired", "1）收入；2）成本。", "1) revenue; 2) cost."),
    ("unpaired", "他说：“好。", "He said: “Fine.”"),
    ("doubled", "看看，研究研究，谢谢。", "He had had enough... of it."),
    ("doubled", "他等等，仅仅如此，渐渐受不了了。", "He waits, just so, and loses patience."),
    ("doubled", "收到到期通知，等到到家再说。", "A notice; later."),
    ("tag", "a < b，增长5%以上", "a < b, more than 5% of it"),
    ("tag", "{a}和{b}", "{b} and {a}"),
    ("address", "见https://www.example.com/zh/a。", "See http://example.com/en/a."),
    ("address", "见b.csv与guide.zh.md。", "See guide.en.md and b.csv."),
    ("address", "编辑config.yaml。", "Edit the configuration file."),
    ("address", "用Node.js和Vue.js。", "With Vue.js and Node.js."),
    ("han-latin-space", "使用Qwen 和 Kimi。", "It uses Qwen and Kimi."),
]


@pytest.mark.parametrize(("rule", "zh", "en"), HITS)
def test_a_rule_hits(rule: str, zh: str, en: str) -> None:
    # A quotation must end somewhere; everything else is said by one pair.
    assert [item.rule for item in check(rule, (zh, en))] in ([rule], [rule] * 2)


@pytest.mark.parametrize(
    ("rule", "zh", "en"), [row for row in MUST_NOT if "他说：“好" not in row[1]]
)
def test_a_rule_does_not_hit(rule: str, zh: str, en: str) -> None:
    assert not check(rule, (zh, en))


def test_a_quotation_may_go_over_several_sentences() -> None:
    assert not check("unpaired", ("他说：“好。", "“Fine,” he said."), ("就这样吧。”", "So be it."))


def test_half_width_brackets_may_be_the_style_of_a_document() -> None:
    pairs = [(f"收入增长(第{n}项，未经审计)。", "Revenue grew (unaudited).") for n in "甲乙丙"]
    assert not check("punctuation-width", *pairs)
    wide = [("收入增长（未经审计）。", "Revenue grew (unaudited).")] * 4
    assert len(check("punctuation-width", *pairs, *wide)) == 3


def test_a_quantity_in_the_next_pair_is_not_missing() -> None:
    found = check(
        "quantity",
        ("公司有3000人。", "The company."),
        ("其中一半在海外。", "It has 3,000, half abroad."),
    )
    assert not found


def test_a_name_spelled_otherwise_than_elsewhere() -> None:
    pairs = [("何詠琳主持会议。", "Ho Wing-lam presided.")] * 2
    [found] = check("name", *pairs, ("何詠琳作结。", "Ho Wing-lan concluded."))
    assert (found.bead, found.expected, found.found) == (2, "Ho Wing-lam", "Ho Wing-lan")


def test_a_spelling_used_throughout_is_the_persons_own() -> None:
    assert not check("name", *[("王小明表示。", "Wang Siaoming said so.")] * 3)


def test_a_single_word_that_differs_by_a_letter_from_elsewhere() -> None:
    pairs = [
        ("云枢平台发布。", "Cloudpivot came out."),
        ("云枢平台升级。", "They improve Cloudpivot."),
        ("云枢平台扩容。", "It enlarges Cloudpivot."),
    ]
    [found] = check("name", *pairs, ("云枢平台获奖。", "A prize goes to Cloudpivor."))
    assert (found.expected, found.found) == ("Cloudpivot", "Cloudpivor")
    assert not check("name", *pairs, ("另一家公司参展。", "A fair showed Cloudpivor."))


@pytest.mark.parametrize(
    ("zh", "en", "meant"),
    [
        ("他出席了打擊詐騙的會議。", "He spoke about Fraydulent means.", "Fraudulent"),
        ("公布了調查結果。", "It published the Survep.", "Survey"),
        ("新的计划会在四月开始。", "It begins in Aprid.", "April"),
        ("培训署", "An office, the Department of Educasional Affairs", "Educational"),
        ("球赛", "It was at the Chamrionship in May.", "Championship"),
        ("位于55楼的中心", "The centre is on the 55th Fldor of it.", "Floor"),
        ("恒生指数上升。", "There was a rise of the Hang Seng Indeu.", "Index"),
        ("负债证明书", "They hold Certificates of Indebtednbss for it.", "Indebtedness"),
        ("专题讨论", "A talk on Task Mitijation was held.", "Mitigation"),
        ("发言人约翰内斯·西拉伊特表示", "So said Yohannes Sirait of it.", ""),
    ],
)
def test_a_single_word_that_is_no_word_of_the_language(zh: str, en: str, meant: str) -> None:
    others = [
        ("其他。", "They are fraudulent."),
        ("其他事。", "The harder task is new. It is April."),
    ]
    assert [item.expected for item in check("name", *others, (zh, en))] == (
        [meant] if meant else []
    )


def test_an_unknown_name_is_no_slip() -> None:
    others = [("其他。", "A harder task awaits the president and a garden.")]
    for zh, en in (
        ("政治学家西蒙说。", "That is so, said Simon Haeder, who knows."),
        ("总统说。", "That is what President Haeder said."),
        ("代表加乌登说。", "There spoke Gauden Galea of the office."),
        ("他的专辑叫Yandhi。", "He calls his album Yandhi."),
        ("他的专辑。", "Haeder is his album."),
    ):
        assert not check("name", *others, (zh, en))


def test_another_person_in_the_place_of_one() -> None:
    pairs = [("周慕远出席。", "Zhou Muyuan attended."), ("梁若衡发言。", "Liang Ruoheng spoke.")]
    [found] = check("name", *pairs, ("周慕远离任。", "Chen Guangming left."))
    assert (found.expected, found.found) == ("Zhou Muyuan", "Chen Guangming")
    assert not check("name", *pairs, ("周慕远离任。", "He left."))
    assert not check("name", *pairs, ("周慕远与陈光明离任。", "Chen Guangming and he left."))


def test_two_known_persons_exchanged() -> None:
    known = [
        ("周慕远表示欢迎。", "Zhou Muyuan welcomed it."),
        ("陈佳宁指出这一点。", "Chen Jianing pointed this out."),
    ]
    (finding,) = check("name", *known, ("周慕远认为很好。", "Chen Jianing finds it good."))
    assert (finding.bead, finding.found, finding.expected) == (2, "Chen Jianing", "Zhou Muyuan")
    assert not check("name", *known, ("周慕远和陈佳宁同意。", "Chen Jianing and he agreed."))


def test_what_a_translator_always_calls_a_place() -> None:
    pairs = [
        ("他在印度尼西亚出生。", "He was born in India."),
        ("印度尼西亚很大。", "India is large."),
    ]
    assert not check("name", *pairs)
    said = ("印度尼西亚的人口很多。", "Indonesia has many people.")
    assert [finding.bead for finding in check("name", *pairs, said)] == [0, 1]


def test_a_name_before_a_hyphen() -> None:
    pairs = [(f"港元利率{n}。", f"Hong Kong rates of kind {n} rose.") for n in "一二三四五"]
    [found] = check("name", *pairs, ("港元資金成本。", "The Hfng Kong-dollar costs."))
    assert (found.expected, found.found) == ("Hong Kong", "Hfng Kong")


def test_another_name_in_the_place_of_one() -> None:
    entry = TermEntry("c1", (Term("zh", "云枢"), Term("en", "CloudPivot")))
    pairs = [
        ("云枢管理平台。", "CloudPivot manages the platform."),
        ("云枢每小时核查一次。", "CloudPivot checks once an hour."),
        ("云枢将引入模型。", "CloudHub will use a model."),
    ]
    [found] = check("name-replaced", *pairs, glossary=Glossary((entry,)))
    assert (found.bead, found.term, found.found) == (2, "云枢", "CloudHub")
    assert not check("name-replaced", *pairs[:2], ("云枢将引入模型。", "It will use a model."),
                     glossary=Glossary((entry,)))  # fmt: skip


def test_a_known_name_in_the_place_of_another() -> None:
    entries = Glossary(
        (
            TermEntry("c1", (Term("zh", "云枢科技"), Term("en", "Yunshu Technology"))),
            TermEntry("c2", (Term("zh", "港湾研究院"), Term("en", "Harbour Qiyan Institute"))),
        )
    )
    known = [
        ("云枢科技扩大规模。", "Yunshu Technology is growing."),
        ("云枢科技设有工厂。", "Yunshu Technology has a plant."),
        ("港湾研究院发表报告。", "Harbour Qiyan Institute published a report."),
        ("港湾研究院预计增长。", "Harbour Qiyan Institute expects growth."),
    ]
    wrong = ("云枢科技公布了业绩。", "Harbour Qiyan Institute announced its results.")
    short = ("云枢科技与研究院合作。", "It works with Harbour Qiyan Institute.")
    [found] = check("name-replaced", *known, wrong, short, glossary=entries)
    assert (found.bead, found.term, found.found) == (4, "云枢科技", "Harbour Qiyan Institute")


def test_traditional_characters_in_a_simplified_text() -> None:
    plain = ("数据中心正在增长，收入与去年持平。" * 5, "Data centres grow.")
    [found] = check("mixed-script", plain, ("數據中心", "Data centres"))
    assert found.bead == 1
    [found] = check("mixed-script", plain, ("加徵关税", "Tariffs"), ("乾隆，宫商角徵羽", "Names"))
    assert (found.bead, found.found) == (1, "徵")
    traditional = ("數據中心正在增長，收入與去年持平。" * 5, "Data centres grow.")
    [found] = check("mixed-script", traditional, ("数据中心", "Data centres"))
    assert found.bead == 1
    assert not check("mixed-script", traditional)


def test_the_same_sentence_twice() -> None:
    zh = "本集团采用直接法编制现金流量表。"
    one, two = "The Group uses the direct method.", "Cash flows are stated by the direct method."
    [found] = check("same-source", (zh, one), (zh, two), (zh, one.upper()))
    assert found.bead == 1
    other = "本集团采用间接法编制现金流量表。"
    [found] = check("same-target", (zh, one), (other, one))
    assert found.bead == 1


def test_spaces_are_checked_as_configured() -> None:
    assert check("han-latin-space", ("使用Qwen。", "Qwen."), spacing="space")
    assert not check("han-latin-space", ("使用 Qwen。", "Qwen."), spacing="space")
    assert check("han-latin-space", ("使用 Qwen。", "Qwen."), spacing="none")


def test_a_part_that_is_left_out() -> None:
    pairs = [
        ("公司在香港设立研究中心。", "The company set up a research centre in Hong Kong."),
        ("银行去年发放了许多贷款。", "The bank granted many loans last year."),
        ("政府公布了新的住房政策。", "The government announced a new housing policy."),
    ]
    cut = ("公司去年在香港设立研究中心，并与当地大学签订了长期合作协议。",
           "The company set up a research centre in Hong Kong last year.")  # fmt: skip
    assert [item.bead for item in check("omission", *pairs, cut)] == [3]
    assert not check("omission", *pairs)
    # The second part is longer than all that the Chinese may have too much: it is said otherwise.
    free = ("没人相信周二发生的一切，毕竟当时离新品面世只剩寥寥数日。",
            "Nobody could believe what happened on Tuesday, so close to the launch.")  # fmt: skip
    assert not check("omission", *pairs, free)


def test_every_rule_has_a_name_in_both_languages_and_its_documentation() -> None:
    assert len(set(NAMES)) == len(NAMES)
    for rule in RULES:
        assert rule.doc and rule.severity in ("info", "warning", "error")
        assert "Hits" in (type(rule).__doc__ or "") or rule.name == "han-latin-space"
        for lang in ("en", "zh"):
            assert f"rule.{rule.name}" in catalogue(lang)


FARM = TermEntry(
    "1", (Term("zh", "数据中心"), Term("en", "data center"), Term("en", "server farm", "forbidden"))
)


def test_one_misuse_of_a_term_is_one_finding() -> None:
    glossary = Glossary((FARM,))
    both = "term-forbidden,term-not-used"
    pair = ("数据中心已建成。", "The server farm has been completed.")
    [found] = check(both, pair, glossary=glossary)
    assert (found.rule, found.severity) == ("term-forbidden", "error")
    assert found.message.key == "check.term_forbidden"
    assert [item.rule for item in check("term-not-used", pair, glossary=glossary)] == [
        "term-not-used"
    ]
    two = ("数据中心已建成，旧的数据中心关闭。", "The server farm is complete; the old hub closed.")
    rules = [item.rule for item in check(both, two, glossary=glossary)]
    assert rules == ["term-forbidden", "term-not-used"]


def test_a_term_that_is_only_deprecated_is_a_warning() -> None:
    terms = (Term("zh", "数据中心"), Term("en", "server farm", "deprecated"))
    pair = ("数据中心已建成。", "The server farm has been completed.")
    [found] = check("term-forbidden", pair, glossary=Glossary((TermEntry("1", terms),)))
    assert (found.severity, found.message.key) == ("warning", "check.term_deprecated_alone")


def test_nothing_that_stands_for_a_term_is_not_quoted() -> None:
    entry = TermEntry("1", (Term("zh", "普惠金融"), Term("en", "financial inclusion")))
    [found] = check("term-not-used", ("普惠金融。", "Yes."), glossary=Glossary((entry,)))
    assert found.found or found.message.key == "check.term_left_out"


def test_rules_that_are_not_of_terms_find_the_same_without_terms() -> None:
    assert OF_TERMS.issubset(NAMES)
    rest = CheckSettings(without=",".join(OF_TERMS))
    alignment = alignment_of(*((zh, en) for _, zh, en in HITS))
    terms = [("公司", "company"), ("新加坡", "Singapore"), ("百度", "Qwen2.5"), ("人", "people")]
    entries = [TermEntry(zh, (Term("zh", zh), Term("en", en))) for zh, en in terms]
    found = [
        report(alignment, Glossary(glossary), rest).findings for glossary in (tuple(entries), ())
    ]
    assert found[0] == found[1]
    assert {item.rule for item in found[0].items} >= {"quantity", "date", "name", "product"}


def test_ids_outlive_an_addition_before_them() -> None:
    pair = ("融资3800亿元。", "It raised 38 billion yuan.")
    [before] = check("quantity", pair)
    [after] = check("quantity", ("新的一句。", "A new one."), pair)
    assert before.id == after.id
    twice = check("quantity", pair, pair)
    assert twice[0].id == before.id
    assert twice[1].id != before.id


BAD = [
    ("", "Only English."),
    ("只有中文。", ""),
    ("9" * 400 + "元", "9" * 400 + " yuan"),
    ("（" * 5000 + "）" * 4000, "(" * 5000 + ")" * 4000),
    ("\u202e收入\u202c增长\u200f。", "\u202bRevenue\u202c grew\u200e."),
    ("<" * 3000 + "{" * 3000 + "%" * 3000, "&" * 3000 + "www." * 2000 + "a@" * 3000),
    ("的" * 5000, "the " * 5000),
    ("A" * 20000, "Ab-" * 10000),
]


@pytest.mark.parametrize(("zh", "en"), BAD, ids=range(len(BAD)))
def test_bad_input_is_checked_like_any_other(zh: str, en: str) -> None:
    alignment = alignment_of((zh, en), ("云计算。", "Cloud computing."))
    entry = TermEntry("c1", (Term("zh", "云(.*"), Term("en", "[a-z]+(")))
    short = TermEntry("c2", (Term("zh", "云"), Term("en", "I")))
    items = report(alignment, Glossary((entry, short))).findings.items
    assert all(item.rule in NAMES and item.id for item in items)


def test_four_hundred_digits_are_a_number() -> None:
    assert not check("quantity", ("9" * 400 + "元", "9" * 400 + " yuan"))
