"""The entries of a large glossary that may occur in a bitext at all.

A company's termbase has a hundred thousand entries and more; a report has a few hundred of them.
The others are put aside before anything is looked for: an entry may occur if all pairs of
neighbouring characters of one of its Chinese terms, or the beginnings of all words of one of its
English terms, occur somewhere. The time is linear in both. Of what occurs only an English term is
lost that is itself an irregular form and stands in another (mice, where the text has mouse).
"""

from __future__ import annotations

import re
from dataclasses import replace
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


def occurring(glossary: Glossary, alignment: Alignment) -> Glossary:
    """A glossary without the entries that cannot occur in a bitext; a small one as it is."""
    if len(glossary.entries) < _LARGE:
        return glossary
    pieces = {lang: _pieces_of(alignment, lang) for lang in LANGS}
    kept = tuple(
        entry
        for entry in glossary.entries
        if any(pieces[term.lang].issuperset(_pieces(term.text, term.lang)) for term in entry.terms)
    )
    return replace(glossary, entries=kept)


def _pieces_of(alignment: Alignment, lang: Lang) -> set[str]:
    """What a term must be made of to occur on one side."""
    found: set[str] = set()
    for sentence in alignment.sentences(lang):
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
