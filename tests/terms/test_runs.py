"""Runs of words that are looked for together are found where each is found by itself."""

from __future__ import annotations

import gc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.model import Alignment
from align.terms.index import Side, build_index
from align.terms.mine import mine
from align.terms.runs import beads_with
from align.terms.tally import Counter, pair_names


def by_itself(side: Side, first: int, last: int) -> int:
    return len(side.beads_with([side.vocabulary[i] for i in side.ids[first:last].tolist()]))


@pytest.mark.parametrize("copies", [1, 3])
def test_each_run_is_counted_as_by_itself(cloud: Alignment, copies: int) -> None:
    index = build_index([cloud] * copies)
    for side in (index.zh, index.en):
        firsts, lasts = np.array(
            [
                (first, last)
                for first in range(len(side.ids))
                for last in range(first + 1, min(first + 9, len(side.ids)) + 1)
            ]
        ).T
        expected = [by_itself(side, *run) for run in zip(firsts, lasts, strict=True)]
        assert beads_with(side, firsts, lasts).tolist() == expected
        assert beads_with(side, firsts[:0], lasts[:0]).tolist() == []


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=12))
def test_of_several_places_of_a_pair_in_a_bead_the_best_counts(
    places: list[tuple[int, int]],
) -> None:
    counter = Counter()
    once: dict[int, tuple[int, int]] = {}
    records = np.zeros((len(places), 9))
    for at, (name, fit) in enumerate(places):
        records[at, 1], records[at, 5] = at, fit / 8
        if name not in once or fit > once[name][0]:
            once[name] = (fit, at)
    counter.add(np.array([name for name, _ in places], dtype=np.int64), records)
    counted = counter.tally()
    assert counted.names.tolist() == list(once)
    assert counted.records[:, 1].tolist() == [at for _, at in once.values()]


def test_a_pair_is_not_the_pair_the_other_way_round() -> None:
    one, two = np.array([5]), np.array([7])
    assert pair_names(one, two) != pair_names(two, one)


def test_garbage_is_collected_again_when_mining_is_done(cloud: Alignment) -> None:
    for enabled in (False, True):
        (gc.enable if enabled else gc.disable)()
        mine([cloud])
        assert gc.isenabled() is enabled
