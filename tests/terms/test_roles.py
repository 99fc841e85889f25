"""Words that make terms of phrases are told from those that only qualify or gather."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from align.model import Alignment, Lang
from align.terms.index import build_index
from align.terms.roles import PARTS, roles
from align.text.words import words

Make = Callable[..., Alignment]
TEXT = (
    "平均流动性比率高于集团计划与海外客户之存款准备金。",
    "The average liquidity ratio exceeds the group plan, the ratio of liquidity and Zyxwvut ratio.",
)


@pytest.fixture
def played(make: Make) -> Callable[[Lang, str], dict[str, float]]:
    index = build_index([make(TEXT)])

    def of(lang: Lang, text: str) -> dict[str, float]:
        side = index.side(lang)
        keys = [word.key for word in words(text, lang)]
        first = side.find(keys)[:1].astype(np.int64)
        row = roles(side, first, first + len(keys))[0]
        return dict(zip(PARTS, row.tolist(), strict=True))

    return of


def test_a_ratio_is_a_better_head_than_a_plan(
    played: Callable[[Lang, str], dict[str, float]],
) -> None:
    assert played("en", "liquidity ratio")["head"] > 0 > played("en", "group plan")["head"]
    assert played("zh", "流动性比率")["head"] > played("zh", "集团计划")["head"]


def test_the_least_modifier_counts(played: Callable[[Lang, str], dict[str, float]]) -> None:
    whole = played("en", "average liquidity ratio")
    assert whole["modifier"] < 0 < played("en", "liquidity ratio")["modifier"]
    assert whole["head"] == played("en", "liquidity ratio")["head"]


def test_the_head_stands_before_of(played: Callable[[Lang, str], dict[str, float]]) -> None:
    assert played("en", "ratio of liquidity") == played("en", "liquidity ratio")


def test_one_word_plays_no_part(played: Callable[[Lang, str], dict[str, float]]) -> None:
    assert set(played("en", "ratio").values()) == {0.0}
