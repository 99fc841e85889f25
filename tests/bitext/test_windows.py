"""Long documents are aligned window by window, as if they were one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from align.bitext import windows
from align.bitext.windows import in_windows
from align.model import Bead


def one_to_one(rows: slice, columns: slice) -> list[Bead]:
    n, m = rows.stop - rows.start, columns.stop - columns.start
    beads = [Bead((i,), (i,)) for i in range(min(n, m))]
    beads += [Bead((i,), ()) for i in range(m, n)]
    return beads + [Bead((), (j,)) for j in range(n, m)]


@pytest.mark.parametrize(
    ("n", "m"), [(5, 5), (40_000, 40_000), (25_000, 30), (30, 25_000), (30_000, 21_000)]
)
def test_windows_hold_every_sentence_once(n: int, m: int) -> None:
    beads = in_windows(n, m, one_to_one, [])
    assert [i for b in beads for i in b.zh] == list(range(n))
    assert [j for b in beads for j in b.en] == list(range(m))


def test_a_window_ends_before_a_bead_that_it_may_not_cut() -> None:
    asked: list[tuple[int, int]] = []

    def run(rows: slice, columns: slice) -> Sequence[Bead]:
        asked.append((rows.start, columns.start))
        return one_to_one(rows, columns)

    in_windows(12_000, 12_000, run, [])
    usual = asked[1]
    asked.clear()
    # A confirmed bead whose sides stand apart: between them no window may end.
    in_windows(12_000, 12_000, run, [(usual[0] - 50, usual[1] + 50)])
    assert asked[1] == (usual[0] - 50, usual[1] - 50)
    assert windows.LONGEST < 12_000
