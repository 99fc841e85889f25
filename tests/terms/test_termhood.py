"""General words are told from those of terms."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from align.model import Alignment, Lang
from align.terms.index import build_index
from align.terms.termhood import LIKENESSES, likenesses, ratings
from align.text.words import words

Make = Callable[..., Alignment]
TEXT = (
    "公司的客户关心通胀率与存款准备金率。",
    "The customers of the company follow inflation and the deposit reserve ratio of Zyxwvut.",
)


@pytest.fixture
def like(make: Make) -> Callable[[Lang, str], dict[str, float]]:
    index = build_index([make(TEXT)])

    def of(lang: Lang, text: str) -> dict[str, float]:
        side = index.side(lang)
        keys = [word.key for word in words(text, lang)]
        first = side.find(keys)[:1].astype(np.int64)
        row = likenesses(side, first, first + len(keys))[0]
        return dict(zip(LIKENESSES, row.tolist(), strict=True))

    return of


def test_a_term_is_more_like_terms_than_a_general_word(
    like: Callable[[Lang, str], dict[str, float]],
) -> None:
    assert like("en", "inflation")["like"] > 0 > like("en", "customers")["like"]
    assert like("zh", "客户")["like"] < 0


def test_of_several_words_the_content_counts(
    like: Callable[[Lang, str], dict[str, float]],
) -> None:
    whole = like("en", "customers of the company")
    one, two = like("en", "customers")["like"], like("en", "company")["like"]
    assert whole == pytest.approx({"like": (one + two) / 2, "like_alone": 0.0})
    assert like("en", "the deposit")["like_alone"] == like("en", "deposit")["like"]


def test_nothing_is_said_of_what_nobody_knows(
    like: Callable[[Lang, str], dict[str, float]],
) -> None:
    assert set(like("en", "Zyxwvut").values()) == {0.0}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_word_is_rated_once(lang: Lang) -> None:
    found = ratings(lang)
    assert len(found) > 6000
    assert set(found.values()) == {"0", "1", "2", "3", "N"}
