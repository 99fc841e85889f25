"""The entries of a large glossary that may occur in a bitext at all.

A company's termbase has a hundred thousand entries and more; a report has a few hundred of them.
The others are put aside before anything is looked for: an entry may occur if all pairs of
neighbouring characters of one of its Chinese terms, or the beginnings of all words of one of its
English terms, occur somewhere. The time is linear in both. Of what occurs only an English term is
lost that is itself an irregular form and stands in another (mice, where the text has mouse).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from align.model import LANGS, Alignment, Glossary, Lang
from align.terms.occurrences import searchable
from align.text.words import words

# Fewer entries are looked for one by one: the report lists those that do not occur, too.
_LARGE: Final = 2000
# Inflections share so many letters, but for irregular ones, whose lemmas are compared as well.
_BEGINNING: Final = 3
_WORD: Final = re.compile(r"\w+")
# What words are written with or without: U.S. and US.
_INSIDE: Final = re.compile(r"[.'’]")


def occurring(
    glossary: Glossary, alignments: Sequence[Alignment], langs: Collection[Lang] = LANGS
) -> Glossary:
    """A glossary without the entries that cannot occur in some bitexts; a small one as it is.

    Takes the languages in which an entry must occur: one of them will do.
    """
    if len(glossary.entries) < _LARGE:
        return glossary
    pieces = {lang: _pieces_of(alignments, lang) for lang in langs}
    kept = tuple(
        entry
        for entry in glossary.entries
        if any(
            term.lang in pieces and pieces[term.lang].issuperset(_pieces(term.text, term.lang))
            for term in entry.terms
        )
    )
    return replace(glossary, entries=kept)


def _pieces_of(alignments: Sequence[Alignment], lang: Lang) -> set[str]:
    """What a term must be made of to occur on one side."""
    found: set[str] = set()
    for sentence in chain.from_iterable(one.sentences(lang) for one in alignments):
        found |= _pieces(sentence.text, lang)
        if lang == "zh":
            found.update(searchable(sentence.text))
        else:
            found.update(word.key.lower()[:_BEGINNING] for word in words(sentence.text, "en"))
    return found


def _pieces(text: str, lang: Lang) -> set[str]:
    """The beginnings of the words of an English text; the pairs of characters of a Chinese one."""
    if lang == "en":
        plain = _INSIDE.sub("", text.lower())
        return {word[:_BEGINNING] for word in _WORD.findall(plain)}
    plain = searchable(text)
    return {plain[at : at + 2] for at in range(max(len(plain) - 1, 1))}
