"""General words are told from those of terms."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from align.model import Lang
from align.terms.termhood import LIKENESSES, likenesses, ratings

Told = Callable[[Lang, str], dict[str, float]]
TEXT = (
    "公司的客户关心通胀率与存款准备金率。",
    "The customers of the company follow inflation and the deposit reserve ratio of Zyxwvut.",
)


@pytest.fixture
def like(rated: Callable[..., Told]) -> Told:
    return rated(TEXT, likenesses, LIKENESSES)


def test_a_term_is_more_like_terms_than_a_general_word(
    like: Told,
) -> None:
    assert like("en", "inflation")["like"] > 0 > like("en", "customers")["like"]
    assert like("zh", "客户")["like"] < 0


def test_of_several_words_the_content_counts(
    like: Told,
) -> None:
    whole = like("en", "customers of the company")
    one, two = like("en", "customers")["like"], like("en", "company")["like"]
    assert whole == pytest.approx({"like": (one + two) / 2, "like_alone": 0.0})
    assert like("en", "the deposit")["like_alone"] == like("en", "deposit")["like"]


def test_nothing_is_said_of_what_nobody_knows(
    like: Told,
) -> None:
    assert set(like("en", "Zyxwvut").values()) == {0.0}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_word_is_rated_once(lang: Lang) -> None:
    found = ratings(lang)
    assert len(found) > 6000
    assert set(found.values()) == {"0", "1", "2", "3", "N"}
