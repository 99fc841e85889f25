"""What a person wants to see of mined entries: some types, without what is known or rejected."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from align.model import ConceptType, Glossary, Term, TermEntry
from align.text.words import comparable


def pairs_of(entry: TermEntry) -> frozenset[tuple[str, str]]:
    """The comparable Chinese-English pairs of an entry."""
    return frozenset(
        (comparable(zh.text, "zh"), comparable(en.text, "en"))
        for zh in entry.in_lang("zh")
        for en in entry.in_lang("en")
    )


def choose(
    glossary: Glossary,
    *,
    types: Collection[ConceptType] = (),
    known: Glossary | None = None,
    rejected: Glossary | None = None,
    top: int = 0,
    mark: str = "",
) -> Glossary:
    """The entries of a glossary that are wanted, in their order.

    Takes the types to keep (none: all), entries that the termbase has and entries that were
    refused before (an entry goes if one of its pairs is there, inflection and script aside),
    and how many to keep at most (0: all). With ``mark`` what the termbase has stays, and its note
    says this.

    >>> choose(Glossary(()), types=("person",)).entries
    ()
    """
    listed: set[tuple[str, str]] = set()
    refused: set[tuple[str, str]] = set()
    # A termbase may have many thousands of entries: its English is looked at only where the
    # Chinese was mined.
    mined = {comparable(t.text, "zh") for e in glossary.entries for t in e.in_lang("zh")}
    for other, pairs in ((known, listed), (rejected, refused)):
        for entry in other.entries if other else ():
            if any(comparable(term.text, "zh") in mined for term in entry.in_lang("zh")):
                pairs |= pairs_of(entry)
    kept = []
    for entry in glossary.entries:
        own = pairs_of(entry)
        if (types and entry.type not in types) or own & refused:
            continue
        if own & listed:
            if not mark:
                continue
            entry = dataclasses.replace(entry, note="\n".join(filter(None, (mark, entry.note))))
        kept.append(entry)
    return dataclasses.replace(glossary, entries=tuple(kept[:top] if top else kept))


def with_term(glossary: Glossary, term: str) -> tuple[TermEntry, ...]:
    """The entries that have a term, in either language, inflection and script aside."""
    return tuple(
        entry
        for entry in glossary.entries
        if any(comparable(one.text, one.lang) == comparable(term, one.lang) for one in entry.terms)
    )


def around(glossary: Glossary, term: str) -> tuple[TermEntry, ...]:
    """The entries of longer terms that have a term in them.

    >>> longer = TermEntry("c1", (Term("zh", "数据中心"), Term("en", "data center")))
    >>> [entry.id for entry in around(Glossary((longer,)), "数据")]
    ['c1']
    """

    def inside(one: Term) -> bool:
        short, long = comparable(term, one.lang), comparable(one.text, one.lang)
        if not short or short == long:
            return False
        return f" {short} " in f" {long} " if one.lang == "en" else short in long

    return tuple(entry for entry in glossary.entries if any(map(inside, entry.terms)))
