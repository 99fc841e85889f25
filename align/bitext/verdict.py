"""Are these two documents translations of each other at all? A warning with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from align.bitext.gather import Material
from align.bitext.lexical import occurrences, tokens_of
from align.model import Bead, Note

# Two documents are no translations of each other if fewer sentences of the shorter side than
# this are anchors (without vectors there are fewer), and either too few sentences have a
# counterpart of which the search is half sure, or the dictionary answers too few of their words;
# and, whatever the anchors, if hardly any sentence has one.
# Unrelated chapters of reports of one institution have up to .16 anchors; the loosest true pair
# at hand .41 (.14 without vectors); a pair of which half is translated .18, .53 linked, .37.
_ANCHORS = {True: 0.2, False: 0.1}
_LINKED = 0.4
_HARDLY = 0.1
_COVERED = 0.2
# Shorter documents than this show too little.
_LEAST = 6


def verdict(material: Material, beads: Sequence[Bead]) -> tuple[Note, ...]:
    """A note where the documents do not look like translations of each other."""
    n, m = material.evidence.sizes
    if min(n, m) < _LEAST:
        return ()
    moved = sum(len(b.zh) for b in beads if b.moved and b.zh and b.en and b.score >= 0.5)
    anchors = min(1.0, (len(material.anchors) + moved) / min(n, m))
    sure = [b for b in beads if b.zh and b.en and b.score >= 0.5]
    # Of the shorter side: the longer one may well hold more.
    linked = max(
        sum(len(b.zh) for b in sure) / n,
        sum(len(b.en) for b in sure) / m,
    )
    covered = _covered(material, sure)
    few = anchors < _ANCHORS[material.evidence.zh_vectors is not None]
    if linked >= _LINKED and covered >= _COVERED:
        return ()
    if not few and linked >= _HARDLY:
        return ()
    values: list[tuple[str, str | int | float]] = [
        ("linked", round(100 * linked)),
        ("anchors", round(100 * anchors)),
        ("covered", round(100 * covered)),
    ]
    key = "bitext.unrelated"
    alike = _similarity(material, sure)
    if alike is not None:
        values.append(("similarity", round(alike, 2)))
        key = "bitext.unrelated_similarity"
    return (Note(key, tuple(values)),)


def _similarity(material: Material, beads: Sequence[Bead]) -> float | None:
    """The mean cosine of linked sentences; true pairs have about .6, unrelated ones .1."""
    zh, en = material.evidence.zh_vectors, material.evidence.en_vectors
    if zh is None or en is None:
        return None
    found = [
        float(zh[len(b.zh) - 1][b.zh[0]] @ en[len(b.en) - 1][b.en[0]])
        for b in beads
        if len(b.zh) <= len(zh) and len(b.en) <= len(en)
    ]
    return float(np.mean(found)) if found else 0.0


def _covered(material: Material, beads: Sequence[Bead]) -> float:
    """The share of the linked Chinese words that the dictionary finds in the English."""
    words = material.evidence.lexical
    answered = whole = 0.0
    en_of = {i: set(b.en) for b in beads for i in b.zh}

    for i, partners in en_of.items():
        tokens = tokens_of(words.zh, i, i + 1)
        low = np.full(len(tokens), min(partners))
        which, _, _, _ = occurrences(
            words.zh, words.zh_hits, tokens, low, np.full(len(tokens), max(partners) + 1)
        )
        weight = words.zh.weight[words.zh.word[tokens]]
        answered += float(weight[np.unique(which)].sum())
        whole += float(weight.sum())
    return answered / whole if whole else 0.0
