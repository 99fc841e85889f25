"""British and American spellings of an English word: centre and center are one word.

The differences are regular (Webster's reforms of 1828 and what follows from them), so that no
list of words is needed but for a few. A form is folded to one that need be no word (exercize):
it is only compared.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from align.model import Lang
from align.text.words import comparable

_RULES: Final = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # organise, organisation; analyse
        (r"(?<=[a-z]{2}[a-z])is(?=(?:e|ed|er|ing|ation|ational|able)$)", "iz"),
        (r"(?<=[a-z]l)ys(?=(?:e|ed|er|ing)$)", "yz"),
        # labour, favourable; but not four, hour
        (r"(?<=[a-z]{2}[a-z])our", "or"),
        # centre, fibre
        (r"(?<=[a-z]{2}[bt])re(?=d?$)", "er"),
        (r"(?<=[a-z])ogue$", "og"),
        (r"^(def|off|lic|pret)ence", r"\1ense"),
        (r"(?<=gram)me$", ""),
        # travelling, travell (as it is left of it), instalment, fulfil; but not filling, tell
        (r"([aeiou][a-z]{0,6}[aeiou])ll(?=(?:ed|er|or|ing|ment)?$)", r"\1l"),
        # paediatric, haemoglobin, manoeuvre; not Michael, shoe
        (r"^(p|h|an|gyn|arch|encyclop|orthop)ae(?=[a-z])", r"\1e"),
        (r"^(f|diarrh|hom|am|)oe(?=[a-z])", r"\1e"),
        (r"(?<=dg)e(?=ment)", ""),
    )
)
_WORDS: Final = {
    "aluminium": "aluminum",
    "cheque": "check",
    "grey": "gray",
    "jewellery": "jewelry",
    "manoeuvre": "maneuver",
    "mould": "mold",
    "plough": "plow",
    "sceptical": "skeptical",
    "tyre": "tire",
}


@lru_cache(maxsize=4096)
def one_spelling(text: str, lang: Lang) -> str:
    """A term as its renderings are compared: also its British and American spellings are equal.

    Takes a text and its language; returns its comparable form (:func:`.words.comparable`), in
    English with all words in one spelling, and "co-operation" in one word. It is not to be shown.

    >>> one_spelling("Data Centres", "en") == one_spelling("data center", "en")
    True
    >>> one_spelling("Co-operation programme", "en") == one_spelling("cooperation program", "en")
    True
    >>> one_spelling("filling", "en") == one_spelling("filing", "en")
    False
    """
    plain = comparable(text, lang)
    if lang == "zh":
        return plain
    return _JOINED.sub(r"\1", " ".join(map(_folded, plain.split(" "))))


_JOINED: Final = re.compile(r"(?<![^ ])(co|e|pre|re) (?=[a-z]{3})")


@lru_cache(maxsize=8192)
def _folded(word: str) -> str:
    if word in _WORDS:
        return _WORDS[word]
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word
