"""An entry without some of its pairs of terms: its other forms stay together as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from align.model import LANGS, Evidence, Term, TermEntry, other

Pair = tuple[Term, Term]


def pairs_found(entry: TermEntry) -> list[Pair]:
    """The pairs of terms for which an entry has evidence; all its pairs where it has none."""
    every = [(zh, en) for zh in entry.in_lang("zh") for en in entry.in_lang("en")]
    if entry.evidence is None or not entry.evidence.pairs:
        return every
    found = {(pair.zh, pair.en) for pair in entry.evidence.pairs}
    return [pair for pair in every if (pair[0].text, pair[1].text) in found]


def without(entry: TermEntry, barred: Callable[[Term, Term], bool]) -> tuple[TermEntry, ...]:
    """What is left of an entry when some pairs of terms may not stand in it.

    Takes whether a Chinese and an English term are such a pair. A term goes that is left without
    a counterpart. Where both terms of a barred pair have others, the one that is less preferred
    leaves the entry, and is an entry of its own with what it was found with. Returns the entry
    itself if nothing is barred, nothing if everything is.
    """
    zh, en = entry.in_lang("zh"), entry.in_lang("en")
    bars = {(one, two) for one in zh for two in en if barred(one, two)}
    if not bars:
        return (entry,)
    found = pairs_found(entry)
    left = [pair for pair in found if pair not in bars]
    # An abbreviation that only the text explains goes with what it abbreviates.
    unpaired = set(entry.terms) - {term for pair in found for term in pair}
    stay = {term for pair in left for term in pair}
    stay |= {
        term for term in unpaired
        if any(mate in stay and _in_order(term, mate) not in bars for mate in (*zh, *en)
               if mate.lang != term.lang)
    }  # fmt: skip
    rank = {term: at for terms in (zh, en) for at, term in enumerate(terms)}
    parted: list[Term] = []
    for one, two in sorted(bars, key=lambda pair: (rank[pair[0]], rank[pair[1]])):
        if one in stay and two in stay:
            weaker = one if rank[one] > rank[two] else two
            stay.discard(weaker)
            parted.append(weaker)
    pieces = [stay]
    for term in parted:
        mates = {mate for pair in left if term in pair for mate in pair if mate is not term}
        pieces.append({term} | mates if mates else set())
    whole = [piece for piece in pieces if {term.lang for term in piece} == set(LANGS)]
    return tuple(
        _piece(entry, piece, left, entry.id if at == 0 else f"{entry.id}-{at + 1}")
        for at, piece in enumerate(whole)
    )


def _in_order(one: Term, two: Term) -> Pair:
    return (one, two) if one.lang == "zh" else (two, one)


def _piece(entry: TermEntry, kept: set[Term], left: Sequence[Pair], id: str) -> TermEntry:
    """The entry with some of its terms, the first of each language preferred."""
    firsts = {lang: entry.in_lang(lang)[0] for lang in LANGS}
    terms = [term for term in entry.terms if term in kept]
    heads = {lang: next(term for term in terms if term.lang == lang) for lang in LANGS}
    done = []
    for term in terms:
        mate = other(term.lang)
        # What was left out because it is the context beside it must still be beside it.
        beside = term.counterpart or (firsts[mate].context if term.context else "")
        status = term.status
        if term is heads[term.lang] and status == "admitted":
            status = "preferred"
        same = beside == heads[mate].context
        done.append(replace(term, counterpart="" if same else beside, status=status))
    evidence = entry.evidence and _evidence(entry.evidence, done, left)
    return replace(entry, id=id, terms=tuple(done), evidence=evidence)


def _evidence(evidence: Evidence, terms: Sequence[Term], left: Sequence[Pair]) -> Evidence:
    """The evidence for the pairs that are left.

    Of several pairs nobody has counted how often any of them stands; it is not more often than
    all of them together, nor than the whole entry.
    """
    texts = {term.text for term in terms}
    wanted = {(zh.text, en.text) for zh, en in left if {zh.text, en.text} <= texts}
    pairs = tuple(pair for pair in evidence.pairs if (pair.zh, pair.en) in wanted)
    if not pairs:
        return evidence
    shown = tuple(
        (zh, en) for zh, en in evidence.contexts
        if any(one.text.lower() in zh.lower() for one in terms if one.lang == "zh")
        and any(one.text.lower() in en.lower() for one in terms if one.lang == "en")
    )  # fmt: skip
    return replace(
        evidence,
        frequency=min(evidence.frequency, sum(pair.frequency for pair in pairs)),
        score=max(pair.score for pair in pairs),
        pairs=pairs,
        contexts=shown or evidence.contexts,
    )
