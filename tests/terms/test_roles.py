"""Words that make terms of phrases are told from those that only qualify or gather."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from align.model import Lang
from align.terms.roles import PARTS, roles

Told = Callable[[Lang, str], dict[str, float]]
TEXT = (
    "平均流动性比率高于集团计划与海外客户之存款准备金。",
    "The average liquidity ratio exceeds the group plan, the ratio of liquidity and Zyxwvut ratio.",
)


@pytest.fixture
def played(rated: Callable[..., Told]) -> Told:
    return rated(TEXT, roles, PARTS)


def test_a_ratio_is_a_better_head_than_a_plan(
    played: Told,
) -> None:
    assert played("en", "liquidity ratio")["head"] > 0 > played("en", "group plan")["head"]
    assert played("zh", "流动性比率")["head"] > played("zh", "集团计划")["head"]


def test_the_least_modifier_counts(played: Told) -> None:
    whole = played("en", "average liquidity ratio")
    assert whole["modifier"] < 0 < played("en", "liquidity ratio")["modifier"]
    assert whole["head"] == played("en", "liquidity ratio")["head"]


def test_the_head_stands_before_of(played: Told) -> None:
    assert played("en", "ratio of liquidity") == played("en", "liquidity ratio")


def test_one_word_plays_no_part(played: Told) -> None:
    assert set(played("en", "ratio").values()) == {0.0}
