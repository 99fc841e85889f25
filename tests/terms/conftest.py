"""What tests of ratings share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from align.model import Alignment, Lang
from align.terms.association import Floats
from align.terms.index import Longs, Side, build_index
from align.text.words import words

Rate = Callable[[Side, Longs, Longs], Floats]
Told = Callable[[Lang, str], dict[str, float]]


@pytest.fixture
def rated(make: Callable[..., Alignment]) -> Callable[[tuple[str, str], Rate, Sequence[str]], Told]:
    """How the words of a sentence pair are rated: takes the pair, what rates, names of columns."""

    def of_pair(pair: tuple[str, str], rate: Rate, names: Sequence[str]) -> Told:
        index = build_index([make(pair)])

        def of(lang: Lang, text: str) -> dict[str, float]:
            side = index.side(lang)
            keys = [word.key for word in words(text, lang)]
            first = side.find(keys)[:1].astype(np.int64)
            return dict(zip(names, rate(side, first, first + len(keys))[0].tolist(), strict=True))

        return of

    return of_pair
