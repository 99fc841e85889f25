"""Are these two documents translations of each other at all? A warning with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from align.bitext.gather import Material
from align.bitext.lexical import occurrences, tokens_of
from align.model import Bead, Note

# Below both of these, two documents are no translations of each other: the share of the shorter
# side's sentences that are anchors (without vectors there are fewer), and the share of sentences
# that have a counterpart of which the search is half sure at least. Chapters of reports of one
# institution that are no translations have up to .16 and .53; the loosest true pair has .41 and
# .98 (.14 and .92 without vectors), a pair of which half is translated .18 and .58.
_ANCHORS = {True: 0.2, False: 0.1}
_LINKED = 0.55
# Shorter documents than this show too little.
_LEAST = 6


def verdict(material: Material, beads: Sequence[Bead]) -> tuple[Note, ...]:
    """A note where the documents do not look like translations of each other."""
    n, m = material.evidence.sizes
    if min(n, m) < _LEAST:
        return ()
    moved = sum(len(b.zh) for b in beads if b.moved and b.zh and b.en)
    anchors = min(1.0, (len(material.anchors) + moved) / min(n, m))
    sure = [b for b in beads if b.zh and b.en and b.score >= 0.5]
    # Of the shorter side: the longer one may well hold more.
    linked = max(
        sum(len(b.zh) for b in sure) / n,
        sum(len(b.en) for b in sure) / m,
    )
    if anchors >= _ANCHORS[material.evidence.zh_vectors is not None] or linked >= _LINKED:
        return ()
    values: list[tuple[str, str | int | float]] = [
        ("linked", round(100 * linked)),
        ("anchors", round(100 * anchors)),
        ("covered", round(100 * _covered(material, sure))),
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
