"""Which part the words of a phrase play: do they make a term, or a free combination?

*Liquidity ratio* names one concept, *average ratio* and *group plan* are put together on the spot.
That *average* before a noun hardly ever makes a kind of its own, that a *plan* behind one is
hardly ever a term, and a *ratio* mostly, is knowledge about words. ``roles.tsv`` has it for the
words of phrases in reports, each rated without a text; for other words a linear model of their
vectors guesses (``bench/train_termhood.py``).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np

from align.model import Lang
from align.terms.association import Floats
from align.terms.index import CLASSES, Longs, Side
from align.terms.termhood import NAME, UNIT, guesses, looked_up, ratings, words_of

_FUNCTION = CLASSES.index("function")
# What parts a phrase from what says more of it: ratio | of liquidity.
_LINKS: Final = ("of", "for", "on", "in", "to")
_MOST = 3.0
# More than any rating: a word that does not play the part.
_NONE = 1 << 20

PARTS: Final = ("modifier", "head")


def roles(side: Side, firsts: Longs, lasts: Longs) -> Floats:
    """How term-like the words of each run are in the parts that they play there.

    Takes runs by the positions of their words in an index, ``lasts`` exclusive. Returns a row a
    run, a column for each of ``PARTS``, as ratings above the mean: the least of its modifiers,
    and its head, which is the last word, in English the one before *of* and the like. Runs of one
    word have 0.
    """
    found = np.zeros((len(firsts), len(PARTS)))
    several = np.flatnonzero(lasts - firsts > 1)
    if not several.size:
        return found
    firsts, lasts = firsts[several], lasts[several]
    modifiers, at_head = (
        np.where(side.classes == _FUNCTION, _NONE, values[side.ids])
        for values in _values(side, words_of(side, firsts, lasts))
    )
    heads = _heads(side, firsts, lasts)
    before = _least(modifiers, firsts, heads)
    behind = _least(modifiers, heads + 1, np.maximum(lasts, heads + 1))
    for column, least in enumerate((np.minimum(before, behind), at_head[heads])):
        found[several, column] = np.where(least == _NONE, 0, least) / UNIT
    return found


def _heads(side: Side, firsts: Longs, lasts: Longs) -> Longs:
    """Where the head of each run stands."""
    last: Longs = lasts - 1
    links = [side.numbers[word] for word in _LINKS if word in side.numbers]
    if side.lang == "zh" or not links:
        return last
    places = np.flatnonzero(np.isin(side.ids, links))
    following = np.searchsorted(places, firsts + 1)
    link = np.append(places, len(side.ids))[following]
    found: Longs = np.where(link < last, link - 1, last)
    return found


def _least(values: Longs, firsts: Longs, lasts: Longs) -> Longs:
    """The least value of each stretch, ``lasts`` exclusive; of an empty one ``_NONE``."""
    bounds = np.stack((firsts, lasts), axis=1).ravel()
    least = np.minimum.reduceat(np.append(values, _NONE), np.minimum(bounds, len(values)))[::2]
    found: Longs = np.where(firsts < lasts, least, _NONE)
    return found


def _values(side: Side, numbers: list[int]) -> list[Longs]:
    """The ratings in each part above the mean, in thousandths, by vocabulary number.

    Takes the words that are asked about.
    """
    models = [_model(side.lang, part) for part in PARTS]
    every = [np.full(len(side.vocabulary), _NONE, dtype=np.int64) for _ in PARTS]
    rated, others = looked_up(side, numbers, rated_roles(side.lang))
    for at, (found, (_, _, mean)) in enumerate(zip(every, models, strict=True)):
        for number, both in rated.items():
            if both[at].isdigit():
                found[number] = round((int(both[at]) - mean) * UNIT)
    names, asked = looked_up(side, others, ratings(side.lang))
    asked = sorted([*asked, *(number for number, rating in names.items() if rating != NAME)])
    guessed = guesses(side, asked, [(weights, bias) for weights, bias, _ in models])
    for found, (_, _, mean), guess in zip(every, models, guessed, strict=False):
        found[asked] = np.rint((np.clip(guess, 0.0, _MOST) - mean) * UNIT).astype(np.int64)
    return every


@cache
def rated_roles(lang: Lang) -> dict[str, str]:
    """The rated words of one language: a character for each of ``PARTS``.

    0 (nearly always a free combination) to 3 (nearly always a term); - for words that hardly ever
    play the part.

    >>> rated_roles("en")["average"], rated_roles("en")["ratio"]
    ('01', '23')
    """
    lines = files("align.terms").joinpath("roles.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {word: both for of, both, word in rows if of == lang}


@cache
def _models() -> dict[str, Any]:
    text = files("align.terms").joinpath("roles.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _model(lang: Lang, part: str) -> tuple[Floats, float, float]:
    model = _models()[lang][part]
    return np.array(model["weights"], dtype=np.float64), float(model["bias"]), float(model["mean"])
