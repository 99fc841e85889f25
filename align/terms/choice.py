"""What a person wants to see of mined entries: some types, without what is known or rejected."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass

from align.model import ConceptType, Glossary, TermEntry
from align.terms.ranking import weights_of
from align.text.words import comparable


@dataclass(frozen=True, slots=True)
class Reason:
    """A piece of evidence: its name, its value, and what it adds to the log odds of the score."""

    name: str
    value: float
    weight: float


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
) -> Glossary:
    """The entries of a glossary that are wanted, in their order.

    Takes the types to keep (none: all), entries that the termbase has and entries that were
    refused before (an entry goes if one of its pairs is there, inflection and script aside),
    and how many to keep at most (0: all).

    >>> choose(Glossary(()), types=("person",)).entries
    ()
    """
    refused: set[tuple[str, str]] = set()
    # A termbase may have many thousands of entries: its English is looked at only where the
    # Chinese was mined.
    mined = {comparable(t.text, "zh") for e in glossary.entries for t in e.in_lang("zh")}
    for other in (known, rejected):
        for entry in other.entries if other else ():
            if any(comparable(term.text, "zh") in mined for term in entry.in_lang("zh")):
                refused |= pairs_of(entry)
    kept = [
        entry
        for entry in glossary.entries
        if (not types or entry.type in types) and not pairs_of(entry) & refused
    ]
    return dataclasses.replace(glossary, entries=tuple(kept[:top] if top else kept))


def with_term(glossary: Glossary, term: str) -> tuple[TermEntry, ...]:
    """The entries that have a term, in either language, inflection and script aside."""
    return tuple(
        entry
        for entry in glossary.entries
        if any(comparable(one.text, one.lang) == comparable(term, one.lang) for one in entry.terms)
    )


def reasons(entry: TermEntry) -> tuple[Reason, ...]:
    """The evidence for and against a mined entry, the weightiest first.

    >>> reasons(TermEntry("c1", ()))
    ()
    """
    weights = weights_of("together")
    found = [
        Reason(name, value, weights.get(name, 0.0) * value)
        for name, value in (entry.evidence.features if entry.evidence else ())
        if value and weights.get(name)
    ]
    return tuple(sorted(found, key=lambda one: (-abs(one.weight), one.name)))
