"""What an entry shows of itself: sentence pairs, counts, and what speaks for each of its pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from align.model import LANGS, Evidence, PairEvidence, Term
from align.terms.contexts import SentencePair, contexts, typical
from align.terms.grounds import grounds
from align.terms.index import Index
from align.terms.ranking import Ranked
from align.terms.standing import Standing

Forms = Mapping[str, Term]


def proof(
    index: Index, group: Sequence[Ranked], zh: Forms, en: Forms
) -> tuple[tuple[Term, ...], Evidence]:
    """The terms of a concept with their counts and contexts, and the evidence for it.

    Takes its pairs, best first, and its terms as they are written by the forms under which they
    were counted, the preferred one of each language first. The context of the preferred terms is
    one sentence pair; every other term brings both sides of its own.
    """
    standing = Standing(
        index, group, {"zh": _unpaired(zh, {one.zh for one in group}),
                       "en": _unpaired(en, {one.en for one in group})}
    )  # fmt: skip
    first_zh, first_en = next(iter(zh)), next(iter(en))
    shown = _beads(group, standing, first_zh, first_en)
    found = contexts(index, shown, [bead for pair in group for bead in pair.counts.beads])
    told = partial(_told, index, group, standing, shown=found[0])
    terms = [
        told(term, key, (key, first_en), preferred=key == first_zh) for key, term in zh.items()
    ]
    terms += [
        told(term, key, (first_zh, key), preferred=key == first_en) for key, term in en.items()
    ]
    return tuple(terms), Evidence(
        standing.together.together,
        standing.together.documents,
        round(group[0].score, 4),
        tuple(
            # A form that is cut off a longer one is told by that.
            _pair(
                standing,
                pair,
                zh.get(pair.zh, zh[first_zh]).text,
                en.get(pair.en, en[first_en]).text,
            )
            for pair in group
        ),
        found,
    )


def _unpaired(forms: Forms, paired: set[str]) -> dict[str, str]:
    return {key: term.text for key, term in forms.items() if key not in paired}


def _beads(group: Sequence[Ranked], standing: Standing, zh: str, en: str) -> Sequence[int]:
    """The beads that show two terms: where they are linked, else where both stand, else either."""
    for pair in group:
        if (pair.zh, pair.en) == (zh, en):
            return pair.counts.beads
    return standing.both(zh, en) or [
        bead for pair in group if zh == pair.zh or en == pair.en for bead in pair.counts.beads
    ]


def _told(
    index: Index,
    group: Sequence[Ranked],
    standing: Standing,
    term: Term,
    key: str,
    row: tuple[str, str],
    *,
    shown: SentencePair,
    preferred: bool,
) -> Term:
    """A term with its count, and the sentence pair that shows it in the row where it stands.

    Takes the forms of that row, and the sentence pair of the preferred terms.
    """
    lang = term.lang
    term = replace(term, frequency=standing.times(lang, key))
    at = LANGS.index(lang)
    if preferred:
        return replace(term, context=shown[at])
    linked = [pair for pair in group if key == (pair.zh, pair.en)[at]]
    beads = _beads(linked, standing, *row) or standing.of(lang, key)
    if not beads:
        return term
    pair = typical(index, beads)
    mate = "" if pair[1 - at] == shown[1 - at] else pair[1 - at]
    return replace(term, context=pair[at], counterpart=mate)


def _pair(standing: Standing, pair: Ranked, zh: str, en: str) -> PairEvidence:
    seen = standing.seen(pair.zh, pair.en)
    return PairEvidence(
        zh, en, seen.together, round(pair.score, 4), grounds(zh, en, seen, pair.features)
    )
