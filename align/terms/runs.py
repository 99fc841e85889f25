"""In how many beads runs of words stand, for many runs at once."""

from __future__ import annotations

import numpy as np

from align.terms.index import Longs, Side


def beads_with(side: Side, firsts: Longs, lasts: Longs) -> Longs:
    """In how many beads the words of each run stand one after the other, in one sentence.

    Takes runs by the positions of their words in an index, ``lasts`` exclusive. Returns for each
    what ``len(side.beads_with(its words))`` is. All runs are followed through the text together,
    a word at a time: what it costs hardly depends on how many there are.
    """
    found = np.zeros(len(firsts), dtype=np.int64)
    if not len(firsts):
        return found
    size = len(side.vocabulary)
    lengths = lasts - firsts
    # Runs with the same beginning have one number, and so has each place that begins like them.
    begins = np.zeros(len(firsts), dtype=np.int64)
    longer = np.arange(len(firsts))
    places = np.arange(len(side.ids), dtype=np.int32)
    numbers = np.zeros(len(places), dtype=np.int64)
    for step in range(int(lengths.max())):
        longer = longer[lengths[longer] > step]
        known, begins[longer] = np.unique(
            begins[longer] * size + side.ids[firsts[longer] + step], return_inverse=True
        )
        if step:
            inside = places + step < len(side.ids)
            places, numbers = places[inside], numbers[inside]
            inside = side.sentences[places] == side.sentences[places + step]
            inside &= side.beads_of(places) == side.beads_of(places + step)
            places, numbers = places[inside], numbers[inside]
        wanted = numbers * size + side.ids[places + step]
        numbers = np.searchsorted(known, wanted)
        numbers[numbers == len(known)] = 0
        same = known[numbers] == wanted
        places, numbers = places[same], numbers[same]
        ending = longer[lengths[longer] == step + 1]
        if len(ending):
            order = np.argsort(numbers, kind="stable")
            whole, beads = numbers[order], side.beads_of(places[order])
            new = (np.diff(whole, prepend=-1) != 0) | (np.diff(beads, prepend=-1) != 0)
            times = np.bincount(whole[new], minlength=len(known))
            found[ending] = times[begins[ending]]
    return found
