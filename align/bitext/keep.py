"""A person's decisions as constraints: confirmed beads stay, rejected beads do not come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align.bitext.anchors import heaviest
from align.bitext.search import Shape
from align.errors import UsageError
from align.model import Bead


@dataclass(frozen=True)
class Constraints:
    """What a search must respect.

    ``fixed`` are confirmed beads in ascending order on both sides; ``apart`` are confirmed ones
    that cross these: moved sentences; ``forbidden`` are the ends and shapes of rejected ones.
    """

    fixed: tuple[Bead, ...] = ()
    apart: tuple[Bead, ...] = ()
    forbidden: frozenset[tuple[int, int, Shape]] = frozenset()
    rejected: tuple[Bead, ...] = ()


def constraints(keep: Sequence[Bead], n: int, m: int) -> Constraints:
    """Beads that were confirmed or rejected, as constraints; those with status ``auto`` are none.

    Raises UsageError for a bead that names a sentence which is not there, and for confirmed
    beads that share a sentence or are rejected too.
    """
    confirmed = [bead for bead in keep if bead.status == "confirmed"]
    rejected = [bead for bead in keep if bead.status == "rejected"]
    for bead in (*confirmed, *rejected):
        for positions, size in ((bead.zh, n), (bead.en, m)):
            if any(not 0 <= position < size for position in positions):
                raise UsageError("bitext.keep_outside", bead=shown(bead), zh=n, en=m)
        if not bead.zh and not bead.en:
            raise UsageError("bitext.keep_empty")
    seen: dict[tuple[str, int], Bead] = {}
    for bead in confirmed:
        for place in [("zh", i) for i in bead.zh] + [("en", j) for j in bead.en]:
            other = seen.setdefault(place, bead)
            if other is not bead and (other.zh, other.en) != (bead.zh, bead.en):
                raise UsageError("bitext.keep_twice", bead=shown(bead), other=shown(other))
    unique = list({(bead.zh, bead.en): bead for bead in confirmed}.values())
    for bead in rejected:
        if any((bead.zh, bead.en) == (other.zh, other.en) for other in unique):
            raise UsageError("bitext.keep_both", bead=shown(bead))
    linked = [b for b in unique if b.zh and b.en and _is_run(b.zh) and _is_run(b.en)]
    starts = {(b.zh[0], b.en[0]): b for b in linked}
    order = heaviest([(*node, float(len(b.zh) + len(b.en))) for node, b in sorted(starts.items())])
    fixed = [starts[node] for node in order]
    fixed = [b for b in fixed if b.moved == 0]
    in_order = {(b.zh, b.en) for b in fixed}
    apart = [b for b in unique if (b.zh, b.en) not in in_order]
    forbidden = set()
    for bead in rejected:
        if _is_run(bead.zh) and _is_run(bead.en):
            i = bead.zh[-1] + 1 if bead.zh else -1
            j = bead.en[-1] + 1 if bead.en else -1
            forbidden.add((i, j, (len(bead.zh), len(bead.en))))
    return Constraints(tuple(fixed), tuple(apart), frozenset(forbidden), tuple(rejected))


def shown(bead: Bead) -> str:
    """A bead as the file of beads has it.

    >>> shown(Bead((0, 1), (0,)))
    '[0,1]:[0]'
    """
    return ":".join("[" + ",".join(map(str, side)) + "]" for side in (bead.zh, bead.en))


def _is_run(positions: Sequence[int]) -> bool:
    return tuple(positions) == tuple(range(positions[0], positions[-1] + 1)) if positions else True
