"""The entries of a large glossary that may occur in a bitext at all.

A company's termbase has a hundred thousand entries and more; a report has a few hundred of them.
The others are put aside before anything is looked for: an entry may occur if all pairs of
neighbouring characters of one of its Chinese terms, or the beginnings of all words of one of its
English terms, occur somewhere. The time is linear in both, and nothing that occurs is lost.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from align.model import LANGS, Alignment, Glossary, Term
from align.terms.occurrences import searchable
from align.text.words import words

# Fewer entries are looked for one by one: the report lists those that do not occur, too.
_LARGE: Final = 2000
# Inflections share so many letters, but for irregular ones, whose lemmas are compared as well.
_BEGINNING: Final = 3
_WORD: Final = re.compile(r"\w+")


def occurring(glossary: Glossary, alignment: Alignment) -> Glossary:
    """A glossary without the entries that cannot occur in a bitext; a small one as it is."""
    if len(glossary.entries) < _LARGE:
        return glossary
    pieces = {lang: _pieces_of(alignment, lang == "zh") for lang in LANGS}
    kept = tuple(
        entry
        for entry in glossary.entries
        if any(pieces[term.lang].issuperset(_pieces(term)) for term in entry.terms)
    )
    return replace(glossary, entries=kept)


def _pieces_of(alignment: Alignment, chinese: bool) -> set[str]:
    """What a term must be made of to occur on one side."""
    found: set[str] = set()
    if chinese:
        for sentence in alignment.zh_sentences:
            text = searchable(sentence.text)
            found.update(text)
            found.update(text[at : at + 2] for at in range(len(text) - 1))
        return found
    for sentence in alignment.en_sentences:
        found.update(word[:_BEGINNING] for word in _WORD.findall(sentence.text.lower()))
        found.update(word.key.lower()[:_BEGINNING] for word in words(sentence.text, "en"))
    return found


def _pieces(term: Term) -> set[str]:
    if term.lang == "en":
        return {word[:_BEGINNING] for word in _WORD.findall(term.text.lower())}
    text = searchable(term.text)
    return {text[at : at + 2] for at in range(max(len(text) - 1, 1))}
