"""Which forms of one concept the texts themselves give, and which of them is preferred."""

from collections.abc import Callable

import pytest

from align.model import Alignment, TermEntry
from align.settings import TermSettings
from align.terms.aliases import chinese_aliases, english_aliases
from align.terms.mine import mine

Make = Callable[..., Alignment]


def entry_of(bitext: Alignment, text: str) -> TermEntry:
    entries = mine([bitext], TermSettings(min_score=0.2)).entries
    return next(e for e in entries if text in {term.text for term in e.terms})


def forms(entry: TermEntry) -> tuple[list[str], list[str]]:
    zh, en = ([term.text for term in entry.in_lang(lang)] for lang in ("zh", "en"))
    return zh, en


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("国家互联网信息办公室（网信办）上月公布。", "网信办", "国家互联网信息办公室"),
        ("另据国家发展和改革委员会（下称“国家发改委”）", "国家发改委", "国家发展和改革委员会"),
        ("世界卫生组织（WHO，简称世卫组织）", "世卫组织", "世界卫生组织"),
        ("中国证券监督管理委员会，以下简称证监会，", "证监会", "中国证券监督管理委员会"),
        ("《网络数据安全管理条例》（以下简称《条例》）", "条例", "网络数据安全管理条例"),
        ("在香港联合交易所（港交所）上市", "港交所", "香港联合交易所"),
    ],
)
def test_the_ways_in_which_chinese_gives_a_short_form(text: str, short: str, full: str) -> None:
    assert chinese_aliases([text]) == {short: full}


def test_a_bracket_that_shortens_nothing_gives_no_short_form() -> None:
    assert chinese_aliases(["数据中心（杭州）", "总裁（左）", "中国人民银行（央行）"]) == {}
    assert english_aliases(["a data center (AWS)", "in Hangzhou (China)"]) == {}


def test_english_gives_a_short_form_after_words_of_its_own() -> None:
    assert english_aliases(['the Energy Agency of Austria (hereinafter "EAA") said']) == {
        "EAA": "energy agency of austria"
    }
    assert english_aliases(["patients with type 2 diabetes mellitus (T2DM)"]) == {
        "T2DM": "type 2 diabetes mellitus"
    }


def test_a_full_form_in_brackets_is_preferred_though_it_stands_once(make: Make) -> None:
    bitext = make(
        ("中国证券监督管理委员会（证监会）发布公告。",
         "The China Securities Regulatory Commission (CSRC) issued a notice."),
        ("证监会表示，市场稳定。", "The CSRC said the market was stable."),
        ("证监会将加强监管。", "The CSRC will step up supervision."),
    )  # fmt: skip
    zh, en = forms(entry_of(bitext, "证监会"))
    assert zh == ["中国证券监督管理委员会", "证监会"]
    assert en == ["China Securities Regulatory Commission", "CSRC"]


def test_brackets_of_both_languages_are_read_together(make: Make) -> None:
    bitext = make(
        ("中国人民银行（央行）宣布降准。",
         "The People's Bank of China (PBOC) announced an RRR cut."),
        ("央行表示将继续支持实体经济。", "The PBOC said it would support the real economy."),
        ("央行公布了数据。", "The PBOC released the data."),
    )  # fmt: skip
    entry = entry_of(bitext, "央行")
    assert forms(entry)[0] == ["中国人民银行", "央行"]
    assert forms(entry)[1] == ["People's Bank of China", "PBOC"]
    assert entry.terms[1].form == "short form"


def test_what_is_only_beside_in_brackets_is_no_short_form(make: Make) -> None:
    bitext = make(
        ("公司的数据中心（杭州）投入使用。", "The company's data center (Hangzhou) is in use."),
        ("数据中心采用液冷。", "The data center uses liquid cooling."),
        ("杭州天气很热。", "It is hot in Hangzhou."),
    )
    assert "Hangzhou" not in forms(entry_of(bitext, "数据中心"))[1]


def test_a_model_is_one_however_its_number_is_joined(make: Make) -> None:
    bitext = make(
        ("阿里云发布了通义千问3模型。", "Alibaba Cloud released the Qwen 3 model."),
        ("通义千问3支持推理。", "Qwen 3 supports reasoning."),
        ("开发者可下载Qwen3。", "Developers can download Qwen3."),
    )
    zh, en = forms(entry_of(bitext, "Qwen3"))
    assert {"通义千问3", "Qwen3"} <= set(zh)
    assert {"Qwen 3", "Qwen3"} <= set(en)


def test_the_whole_term_is_preferred_to_its_last_word(make: Make) -> None:
    bitext = make(
        ("利率上升了。", "The interest rate rose."),
        ("利率是多少？", "What is the rate?"),
        ("利率下降。", "The rate fell."),
        ("利率不变。", "Interest rates are unchanged."),
    )
    assert forms(entry_of(bitext, "利率"))[1][0] == "interest rate"
