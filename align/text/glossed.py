"""The class of a Chinese word by its glosses, where the segmenter's guess cannot be trusted.

Its list tags many a noun and verb as somebody's name (脱敏, 许可证), and many as an adverb (更新,
对齐, 预后), which ends no phrase.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from align.text.lexicon import lexicon

# Pinyin, remarks; and what begins like a name, in a gloss.
_BRACKETS: Final = re.compile(r"\[[^\]]*\]|\([^()]*\)")
_CAPITALISED: Final = re.compile(r"\b[A-Z][a-z]")
# What tells of no meaning.
_POINTERS: Final = ("CL:", "see ", "variant of ", "old variant of ")
# A gloss that can be nothing but a noun: prognosis, rate of progress.
_NOUN: Final = re.compile(
    r"(?:.*(?:tion|ment|ity|ness|ance|ence|ship|ism|sis|ure)|\w+ of (?:\w+ )*\w+)"
)

GlossClass = Literal["noun", "verb"]


def class_of_name(word: str) -> GlossClass | None:
    """What the dictionary takes a word for that the segmenter takes for a name; None for a name.

    >>> class_of_name("脱敏"), class_of_name("许可证"), class_of_name("马云")
    ('verb', 'noun', None)
    """
    glosses = [_BRACKETS.sub("", gloss) for gloss in lexicon().raw(word)]
    glosses = [gloss for gloss in glosses if not gloss.startswith("CL:")]
    if len(word) < 2 or not glosses or any(_CAPITALISED.search(gloss) for gloss in glosses):
        return None
    return "verb" if all(gloss.startswith("to ") for gloss in glosses) else "noun"


def class_of_adverb(word: str) -> GlossClass | None:
    """What a word can only be that the segmenter takes for an adverb; None for an adverb.

    It is a verb or a noun only if all its glosses are: 持续 is "to continue", but sustainably too.

    >>> class_of_adverb("更新"), class_of_adverb("预后"), class_of_adverb("持续")
    ('verb', 'noun', None)
    """
    if len(word) < 2:
        return None
    glosses = [
        part.strip()
        for gloss in lexicon().raw(word)
        if not gloss.startswith(_POINTERS)
        for part in _BRACKETS.sub("", gloss).split(";")
        if part.strip()
    ]
    if not glosses:
        return None
    if all(gloss.startswith("to ") for gloss in glosses):
        return "verb"
    return "noun" if all(map(_NOUN.fullmatch, glosses)) else None
