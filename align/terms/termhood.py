"""How much a word is like the words of terms, and unlike those of general vocabulary.

*Customer* is as frequent in a business report as *revenue*, and both are rendered alike all over
it; that the one is no term is knowledge about words. A linear model of the words' vectors has it
from two lists, one of terms of many fields and one of general expressions
(``bench/train_termhood.py``). Words of names say nothing here: only what the dictionary or the
list of general language knows is asked about.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import numpy as np

from align.model import Lang
from align.terms.association import Floats
from align.terms.candidates import general_frequency
from align.terms.index import Side
from align.terms.meanings import word_encoder
from align.text.lexicon import lexicon
from align.text.words import ENGLISH_FUNCTION

# A word that the list of general language lacks has at most this frequency.
_UNKNOWN = 3e-7


def likenesses(side: Side, numbers: Iterable[int]) -> Floats:
    """Log odds that a word is one of a term, by vocabulary number; 0 where nothing is known.

    Takes the numbers of the words that are asked about; the others are left at 0. Shape
    (vocabulary,).
    """
    found = np.zeros(len(side.vocabulary))
    asked = [
        number for number in sorted(set(numbers)) if is_known(side.vocabulary[number], side.lang)
    ]
    encoder = word_encoder()
    if encoder is None or not asked:
        return found
    weights, bias = _model(side.lang)
    vectors = encoder.encode([side.vocabulary[number] for number in asked])
    # Vectors differ in the seventh decimal with the words encoded beside them.
    found[asked] = np.round(vectors.astype(np.float64) @ weights + bias, 3)
    return found


def is_known(word: str, lang: Lang) -> bool:
    """Whether a word is one of the language, no name and no word of grammar.

    >>> is_known("客户", "zh"), is_known("customer", "en"), is_known("of", "en")
    (True, True, False)
    """
    if lang == "zh":
        return word in lexicon()
    return word not in ENGLISH_FUNCTION and general_frequency(word, "en") > _UNKNOWN


@cache
def _model(lang: Lang) -> tuple[Floats, float]:
    text = files("align.terms").joinpath("termhood.toml").read_text("utf-8")
    model = tomllib.loads(text)[lang]
    return np.array(model["weights"], dtype=np.float64), float(model["bias"])
