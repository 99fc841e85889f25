"""How much a word is like the words of terms, and unlike those of general vocabulary.

*Customer* is as frequent in a business report as *revenue*, and both are rendered alike all over
it; that the one is no term is knowledge about words. A linear model of the words' vectors has it
from two lists, one of terms of many fields and one of general expressions
(``bench/train_termhood.py``). Words of names say nothing here: only what the dictionary or the
list of general language knows is asked about.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import numpy as np

from align.model import Lang
from align.terms.association import Floats
from align.terms.candidates import UNLISTED, general_frequency
from align.terms.index import CLASSES, Longs, Side
from align.terms.meanings import word_encoder
from align.text.lexicon import lexicon
from align.text.words import ENGLISH_FUNCTION

_FUNCTION = CLASSES.index("function")
# Vectors differ in the seventh decimal with the words encoded beside them: log odds are told in
# whole thousandths, which add up to the same in any order.
_UNIT = 1000


def likenesses(side: Side, firsts: Longs, lasts: Longs) -> Floats:
    """How term-like the content words of each run are on average, in log odds.

    Takes runs by the positions of their words in an index, ``lasts`` exclusive. Words that nothing
    is known about count as 0; where a run has words of grammar only, these count. Shape (runs,).
    """
    # Which words stand in a run: more runs begin at or before them than end there.
    begun = np.bincount(firsts, minlength=len(side.ids) + 1)
    ended = np.bincount(lasts, minlength=len(side.ids) + 1)
    inside = np.cumsum(begun - ended)[:-1] > 0
    units = _units(side, np.unique(side.ids[inside]).tolist())[side.ids]
    content = side.classes != _FUNCTION
    found = np.zeros(len(firsts))
    for used in (np.ones(len(content), dtype=bool), content):
        sums = np.concatenate(([0], np.cumsum(units * used)))
        sizes = np.concatenate(([0], np.cumsum(used)))
        size = sizes[lasts] - sizes[firsts]
        means = (sums[lasts] - sums[firsts]) / (_UNIT * np.maximum(size, 1))
        found = np.where(size > 0, means, found)
    return found


def _units(side: Side, numbers: list[int]) -> Longs:
    """Thousandths of log odds that a word is one of a term, by vocabulary number.

    Takes the words that are asked about; the others are 0.
    """
    found = np.zeros(len(side.vocabulary), dtype=np.int64)
    asked = [number for number in numbers if is_known(side.vocabulary[number], side.lang)]
    encoder = word_encoder()
    if encoder is None or not asked:
        return found
    weights, bias = _model(side.lang)
    vectors = encoder.encode([side.vocabulary[number] for number in asked])
    found[asked] = np.rint((vectors.astype(np.float64) @ weights + bias) * _UNIT).astype(np.int64)
    return found


def is_known(word: str, lang: Lang) -> bool:
    """Whether a word is one of the language, no name and no word of grammar.

    >>> is_known("客户", "zh"), is_known("customer", "en"), is_known("of", "en")
    (True, True, False)
    """
    if lang == "zh":
        return word in lexicon()
    return word not in ENGLISH_FUNCTION and general_frequency(word, "en") > UNLISTED


@cache
def _model(lang: Lang) -> tuple[Floats, float]:
    text = files("align.terms").joinpath("termhood.toml").read_text("utf-8")
    model = tomllib.loads(text)[lang]
    return np.array(model["weights"], dtype=np.float64), float(model["bias"])
