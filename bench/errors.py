"""Where an alignment differs from the answer, with the text, for reading.

``--errors FILE`` of bench/train_alignment.py, bench/alignment.py and bench/noise.py writes them.
The text is that of the data: it is for the reader and stays out of this project.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from align.model import Bead


@dataclass(frozen=True)
class Place:
    """Beads of the answer and beads found between two positions that both pass."""

    gold: tuple[Bead, ...]
    found: tuple[Bead, ...]

    @property
    def kind(self) -> str:
        """What is wrong, by the shapes alone."""
        gold, found = _ends(self.gold), _ends(self.found)
        lost = _nulls(self.gold) - _nulls(self.found)
        invented = _nulls(self.found) - _nulls(self.gold)
        if lost and invented:
            return "another sentence left alone"
        if lost:
            return "null taken into a bead"
        if invented:
            return "null invented"
        if gold < found:
            shapes = {(len(b.zh), len(b.en)) for b in self.gold if min(len(b.zh), len(b.en)) > 1}
            if not shapes:
                return "cut otherwise"
            return "2-2 cut" if shapes == {(2, 2)} else "larger bead cut"
        if found < gold:
            return "joined"
        if len(self.gold) == len(self.found):
            return "boundary shifted"
        return "several of these"


def _ends(beads: Iterable[Bead]) -> set[tuple[int, int]]:
    i = j = 0
    found = set()
    for bead in beads:
        i, j = i + len(bead.zh), j + len(bead.en)
        found.add((i, j))
    return found


def _nulls(beads: Iterable[Bead]) -> set[tuple[str, int]]:
    alone = [b for b in beads if not (b.zh and b.en)]
    return {("zh", i) for b in alone for i in b.zh} | {("en", j) for b in alone for j in b.en}


def places(gold: Sequence[Bead], found: Sequence[Bead]) -> list[Place]:
    """Where two alignments of the same sentences, both in order, differ."""
    result: list[Place] = []
    mine: list[Bead] = []
    theirs: list[Bead] = []
    at, ahead = [0, 0], [0, 0]
    rest = iter(found)
    for bead in gold:
        theirs.append(bead)
        at = [at[0] + len(bead.zh), at[1] + len(bead.en)]
        while sum(ahead) < sum(at):
            other = next(rest)
            mine.append(other)
            ahead = [ahead[0] + len(other.zh), ahead[1] + len(other.en)]
        if at == ahead:
            if {(b.zh, b.en) for b in mine} != {(b.zh, b.en) for b in theirs}:
                result.append(Place(tuple(theirs), tuple(mine)))
            mine, theirs = [], []
    return result


def show(place: Place, zh: Sequence[str], en: Sequence[str]) -> str:
    """A place with its text: the beads found; a letter says which bead of the answer it is in."""
    lines = [f"{place.kind}: gold {_shapes(place.gold)} | found {_shapes(place.found)}"]
    for bead in place.found:
        zh_marks = [_which(place.gold, i, 0) for i in bead.zh]
        en_marks = [_which(place.gold, j, 1) for j in bead.en]
        lines.append(show_bead(bead, zh, en, (zh_marks, en_marks)))
    return "\n".join(lines)


def show_bead(
    bead: Bead, zh: Sequence[str], en: Sequence[str], marks: tuple[Sequence[str], Sequence[str]]
) -> str:
    """A bead with its text, each sentence with a mark before it."""
    lines = [f"  -- {bead.score:.2f}"]
    lines += [f"   zh {i} [{mark}] {zh[i]}" for i, mark in zip(bead.zh, marks[0], strict=True)]
    lines += [f"   en {j} [{mark}] {en[j]}" for j, mark in zip(bead.en, marks[1], strict=True)]
    return "\n".join(lines)


def _shapes(beads: Iterable[Bead]) -> str:
    return " ".join(f"{len(b.zh)}-{len(b.en)}" for b in beads)


def _which(gold: Sequence[Bead], position: int, side: int) -> str:
    for letter, bead in zip("abcdefghijklmnopqrstuvwxyz" * 9, gold, strict=False):
        if position in (bead.en if side else bead.zh):
            return letter if bead.zh and bead.en else "-"
    return "?"


class Log:
    """What is wrong in many documents: counts by kind of text, and a file to read."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.counts: dict[str, Counter[str]] = {}
        self.texts: list[str] = []

    def add(self, kind: str, what: str, text: str) -> None:
        """Note what is wrong in a kind of text."""
        self.counts.setdefault(kind, Counter())[what] += 1
        self.texts.append(f"== {kind} {text}")

    def close(self) -> None:
        """Write the file, if there is one, and print the counts."""
        if self.path is None:
            return
        self.path.write_text("\n".join(self.texts) + "\n", encoding="utf-8")
        for kind, counts in self.counts.items():
            print(f"{kind}: " + ", ".join(f"{n} {what}" for what, n in counts.most_common()))
