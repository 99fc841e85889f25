"""Where runs of words begin and end that may be terms."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from align.model import Alignment, Lang
from align.terms.association import associate
from align.terms.candidates import candidates
from align.terms.index import build_index
from align.terms.mine import prepare
from align.terms.tally import UNIT

Make = Callable[..., Alignment]


def runs(alignment: Alignment, lang: Lang) -> set[str]:
    """The candidates of one side of the first bead, as they stand."""
    index = build_index([alignment])
    found = candidates(index, lang, 0)
    return {index.stretch(lang, *run) for run in zip(found.firsts, found.lasts, strict=True)}


@pytest.mark.parametrize(
    ("text", "whole", "cut"),
    [
        ("当局维持逆周期缓冲资本比率。", "逆周期缓冲资本", "周期缓冲资本"),
        ("当局征询非执行董事的意见。", "非执行董事", "执行董事"),
    ],
)
def test_a_prefix_is_not_cut_off(make: Make, text: str, whole: str, cut: str) -> None:
    found = runs(make((text, "It is so.")), "zh")
    assert whole in found
    assert cut not in found
    assert whole[0] not in found


def test_a_prefix_before_a_number_is_none(make: Make) -> None:
    assert "12英寸晶圆" in runs(make(("超12英寸晶圆。", "It is so.")), "zh")


def test_words_of_size_belong_to_their_number(make: Make) -> None:
    pair = make(("语料有1.5万亿词元。", "The corpus has 1.5 trillion tokens."))
    assert "词元" in runs(pair, "zh")
    assert "tokens" in runs(pair, "en")
    assert "万亿词元" not in runs(pair, "zh")
    assert "trillion tokens" not in runs(pair, "en")


def test_a_year_alone_begins_a_name(make: Make) -> None:
    pair = make(("这就是2019新型冠状病毒。", "This is the 2019 novel coronavirus."))
    assert "2019新型冠状病毒" in runs(pair, "zh")
    assert "2019 novel coronavirus" in runs(pair, "en")
    assert "2150新型冠状病毒" not in runs(make(("有2150新型冠状病毒。", "It is.")), "zh")


def test_what_a_prefix_says_need_not_be_linked(make: Make) -> None:
    index = build_index(
        [
            make(
                (
                    "逆周期缓冲资本比率维持在1%。",
                    "The countercyclical capital buffer (CCyB) ratio was left at 1%.",
                )
            )
        ]
    )
    pairs = prepare(index, associate(index)).pairs
    pair = pairs["逆周期缓冲资本", "countercyclical capital buffer"]
    assert pair.zh_least / UNIT > 0.35
