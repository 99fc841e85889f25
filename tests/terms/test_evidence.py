"""The pieces of evidence behind pairs."""

from collections.abc import Callable

import numpy as np
import pytest

from align.model import Alignment
from align.terms.aliases import (
    abbreviates,
    bracketed_pairs,
    chinese_aliases,
    english_aliases,
    is_abbreviation,
)
from align.terms.association import count
from align.terms.index import build_index
from align.terms.meanings import meanings
from align.text.names import names_in
from align.text.romanisation import reading, romanisations, sounds_alike
from align.text.words import comparable, words


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("HKMA", "Hong Kong Monetary Authority"),
        ("PBoC", "People's Bank of China"),
        ("AIs", "authorized institutions"),
        ("MoE", "mixture of experts"),
        ("LLM", "large language model"),
        ("SMEs", "small and medium-sized enterprises"),
    ],
)
def test_abbreviations(short: str, full: str) -> None:
    assert is_abbreviation(short)
    assert abbreviates(short, full)
    assert not abbreviates(short, "something quite different")


def test_full_forms_in_the_text() -> None:
    english = english_aliases(["The Hong Kong Monetary Authority (HKMA) said so."])
    assert english == {"HKMA": "hong kong monetary authority"}
    chinese = chinese_aliases(["香港金融管理局（金管局）認為，體系穩健。"])
    assert chinese == {"金管局": "香港金融管理局"}
    chinese = chinese_aliases(["在內地，中國人民銀行（人民銀行）下調利率。"])
    assert chinese == {"人民银行": "中国人民银行"}


def test_names_in_brackets() -> None:
    found = bracketed_pairs(["“通义千问”（Qwen）"], ["Alibaba Cloud (阿里云) said"])
    assert found[("通义千问", "Qwen")] == 1
    assert found[("阿里云", "Alibaba Cloud")] == 1


def test_names_stay_whole() -> None:
    assert "梁若衡" in names_in("分析师梁若衡估算", "analyst Liang Ruoheng estimates")
    assert "颂猜·维拉蓬" in names_in("经理颂猜·维拉蓬说", "said Somchai Weerapong")
    assert names_in("公司发布报告", "The company issued a report") == frozenset()


def test_pinyin() -> None:
    assert reading("重庆银行") == "chóng qìng yín háng"
    assert "yongming" in romanisations("吴泳铭")
    assert sounds_alike("法兰克福", "Frankfurt") > sounds_alike("法兰克福", "Singapore")


def test_words_have_places_in_the_original_text() -> None:
    for text, lang in (("聯匯制度（LERS）運作３８００億元。", "zh"), ("The U.S. AIs’ 3,800", "en")):
        for word in words(text, "zh" if lang == "zh" else "en"):
            assert text[word.start : word.end] == word.text
            assert word.key


def test_what_compares_equal() -> None:
    assert comparable("Availability Zones", "en") == comparable("availability zone", "en")
    assert comparable("聯繫匯率", "zh") == comparable("联系汇率", "zh")
    assert comparable("ISO/IEC 27001", "en") == "ISO IEC 27001"


def test_words_are_paired_by_their_meaning(
    make: Callable[..., Alignment],
) -> None:
    index = build_index([make(("公司在欧洲扩产。", "The company raised output in Europe."))])
    pairs = count(index).pairs
    size = len(index.en.vocabulary)
    weights = meanings(index, pairs)
    of_europe = pairs // size == index.zh.numbers["欧洲"]
    best = index.en.vocabulary[int(pairs[np.argmax(weights * of_europe)] % size)]
    assert best == "europe"
