"""How much a word is like the words of terms, and unlike those of general vocabulary.

*Customer* is as frequent in a business report as *revenue*, and both are rendered alike all over
it; that the one is no term is knowledge about words. ``termhood.tsv`` has it for the words that
are frequent in general language or in reports: each was rated, without a text, by how likely a
terminologist takes it up as an entry of its own. For all other words that the dictionary or the
list of general language knows, a linear model of the words' vectors guesses the rating
(``bench/train_termhood.py``). Words of names say nothing here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from align.model import Lang
from align.terms.association import Floats
from align.terms.candidates import UNLISTED, general_frequency
from align.terms.index import CLASSES, Longs, Side
from align.terms.meanings import vectors, word_encoder
from align.text.lexicon import lexicon
from align.text.words import ENGLISH_FUNCTION

_FUNCTION = CLASSES.index("function")
# Vectors differ in the seventh decimal with the words encoded beside them: ratings are told in
# whole thousandths, which add up to the same in any order.
UNIT: Final = 1000
# The rating of a word that nothing is known about, from which the others are told.
_UNKNOWN = 1.2
# A proper name among the rated words.
NAME: Final = "N"

LIKENESSES: Final = ("like", "like_alone")


def likenesses(side: Side, firsts: Longs, lasts: Longs) -> Floats:
    """How term-like the content words of each run are, as ratings above that of unknown words.

    Takes runs by the positions of their words in an index, ``lasts`` exclusive. Where a run has
    words of grammar only, these count. Returns a row a run, a column for each of ``LIKENESSES``:
    the mean of its words, and the word that stands alone (0 where several do).
    """
    units = _units(side, words_of(side, firsts, lasts))[side.ids]
    content = side.classes != _FUNCTION
    found = np.zeros((len(firsts), len(LIKENESSES)))
    for used in (np.ones(len(content), dtype=bool), content):
        sums = np.concatenate(([0], np.cumsum(units * used)))
        sizes = np.concatenate(([0], np.cumsum(used)))
        size = sizes[lasts] - sizes[firsts]
        some = size > 0
        mean = (sums[lasts[some]] - sums[firsts[some]]) / size[some] / UNIT
        found[some] = np.stack((mean, np.where(size[some] == 1, mean, 0.0)), axis=1)
    return found


def _units(side: Side, numbers: list[int]) -> Longs:
    """The ratings of words above that of unknown ones, in thousandths, by vocabulary number.

    Takes the words that are asked about; the others are 0.
    """
    found = np.zeros(len(side.vocabulary), dtype=np.int64)
    rated, others = looked_up(side, numbers, ratings(side.lang))
    for number, rating in rated.items():
        if rating != NAME:
            found[number] = round((int(rating) - _UNKNOWN) * UNIT)
    asked = [number for number in others if is_known(side.vocabulary[number], side.lang)]
    for guessed in guesses(side, asked, [_model(side.lang)]):
        found[asked] = np.rint((guessed - _UNKNOWN) * UNIT).astype(np.int64)
    return found


def words_of(side: Side, firsts: Longs, lasts: Longs) -> list[int]:
    """The vocabulary numbers of the words that stand in some runs, ascending.

    Takes runs by the positions of their words in an index, ``lasts`` exclusive.
    """
    # More runs begin at or before such a word than end there.
    begun = np.bincount(firsts, minlength=len(side.ids) + 1)
    ended = np.bincount(lasts, minlength=len(side.ids) + 1)
    inside = np.cumsum(begun - ended)[:-1] > 0
    numbers: list[int] = np.unique(side.ids[inside]).tolist()
    return numbers


def looked_up(
    side: Side, numbers: Iterable[int], rated: Mapping[str, str]
) -> tuple[dict[int, str], list[int]]:
    """What some words are rated, by their vocabulary numbers, and those that are not rated."""
    found: dict[int, str] = {}
    others = []
    for number in numbers:
        word = side.vocabulary[number]
        rating = rated.get(word) or rated.get(word.lower())
        if rating is None:
            others.append(number)
        else:
            found[number] = rating
    return found, others


def guesses(
    side: Side, numbers: Sequence[int], models: Iterable[tuple[Floats, float]]
) -> Iterator[Floats]:
    """What each of some linear models guesses from the vectors of words: an array a model.

    Takes vocabulary numbers, and the weights and the bias of each model. Nothing without an
    encoder, or without words.
    """
    encoder = word_encoder()
    if encoder is None or not numbers:
        return
    found = vectors(encoder, [side.vocabulary[number] for number in numbers]).astype(np.float64)
    for weights, bias in models:
        yield found @ weights + bias


def is_known(word: str, lang: Lang) -> bool:
    """Whether a word is one of the language, no name and no word of grammar.

    >>> is_known("客户", "zh"), is_known("customer", "en"), is_known("of", "en")
    (True, True, False)
    """
    if lang == "zh":
        return word in lexicon()
    return word not in ENGLISH_FUNCTION and general_frequency(word, "en") > UNLISTED


@cache
def ratings(lang: Lang) -> dict[str, str]:
    """The rated words of one language: 0 (never an entry by itself) to 3 (always), N for names.

    >>> ratings("en")["customer"], ratings("en")["inflation"]
    ('1', '3')
    """
    lines = files("align.terms").joinpath("termhood.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {word: rating for of, rating, word in rows if of == lang}


@cache
def _model(lang: Lang) -> tuple[Floats, float]:
    text = files("align.terms").joinpath("termhood.toml").read_text("utf-8")
    model = tomllib.loads(text)[lang]
    return np.array(model["weights"], dtype=np.float64), float(model["bias"])
