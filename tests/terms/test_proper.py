"""Names are known by how they are written."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from align.model import Alignment, Lang
from align.terms.index import Index, build_index
from align.terms.proper import Written, written
from align.text.words import words

Make = Callable[..., Alignment]

LAW = (
    "《促进和规范数据跨境流动规定》已经施行。",
    "The Provisions on Promoting and Regulating Cross-Border Data Flows took effect in spring "
    "and apply to all data that leave the country.",
)
BANK = (
    "国际结算银行与香港金管局合作。",
    "The project of the Bank for International Settlements and Hong Kong is well known.",
)
POSSESSIVE = (
    "欧盟的通用数据保护条例适用。",
    "There the European Union's General Data Protection Regulation is in force for all.",
)
HEADING = ("合规与展望报告概要", "Compliance and Outlook Report Summary Notes")
OPENING = ("用户可以查询。", "Users in Europe may ask.")


def standing(index: Index, names: Written, lang: Lang, text: str) -> set[str]:
    """Which kinds of standing the first place of a run of words has."""
    side = index.side(lang)
    keys = [word.key for word in words(text, lang)]
    first = side.find(keys)[:1].astype(np.int64)
    assert len(first), text
    none = np.zeros(1, dtype=np.int64)
    runs = {"zh": (none, none), "en": (none, none), lang: (first, first + len(keys))}
    return {kind for kind, is_so in names.standing(runs["zh"], runs["en"]).items() if is_so[0]}


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "Bank for International Settlements", {"en_whole_name"}),
        ("en", "International Settlements", {"en_part_name"}),
        ("en", "Bank", {"en_part_name"}),
        ("en", "Hong Kong", {"en_whole_name"}),
        ("en", "International Settlements and Hong Kong", {"en_part_name"}),
        ("en", "Provisions on Promoting and Regulating Cross-Border Data Flows", {"en_whole_name"}),
        ("en", "Data Flows took", {"en_cut_name"}),
        ("en", "project", set()),
        ("en", "European Union", {"en_whole_name"}),
        ("en", "General Data Protection Regulation", {"en_whole_name"}),
        ("en", "Outlook Report", set()),
        ("en", "Users", set()),
        ("zh", "促进和规范数据跨境流动规定", {"zh_whole_title"}),
        ("zh", "数据跨境", {"zh_part_title"}),
        ("zh", "通用数据", set()),
    ],
)
def test_what_a_run_is_to_the_names_around_it(
    make: Make, lang: Lang, text: str, expected: set[str]
) -> None:
    index = build_index([make(LAW, BANK, POSSESSIVE, HEADING, OPENING)])
    assert standing(index, written(index), lang, text) == expected


def test_the_names_of_an_empty_text(make: Make) -> None:
    index = build_index([make(("。", "."))])
    none = np.zeros(0, dtype=np.int64)
    found = written(index).standing((none, none), (none, none))
    assert all(len(kind) == 0 for kind in found.values())
