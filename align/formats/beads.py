"""Beads without texts: ``.beads``, and ``.align`` as Vecalign and Bertalign write it.

One bead a line, ``[0,1]:[0]:0.93``: the positions of the Chinese and of the English sentences,
counted from 0, and the confidence. ``:confirmed`` or ``:rejected`` follows for a bead that a
person judged, ``:moved=2`` for one of the second moved section. A bead with an empty side is
one line for each of its sentences (the convention of Vecalign's scorer).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from align.errors import InputError, UsageError
from align.formats.atomic import write_whole
from align.formats.rows import parse_score, parse_status, short
from align.formats.sources import load
from align.model import Alignment, Bead, BeadStatus, Lang

_LINE = re.compile(r"\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*((?::[^:]*)*)", re.ASCII)
_EXTRA = re.compile(r"moved\s*=\s*(\d{1,9})", re.ASCII)


def write(alignment: Alignment, path: Path, *, lang: Lang = "en") -> None:
    """Write an alignment's beads. Raises OutputError."""
    lines = (line + "\n" for bead in alignment.beads for line in bead_lines(bead))
    write_whole(path, "".join(lines).encode())


def bead_lines(bead: Bead) -> list[str]:
    """A bead as lines: one, or for a bead with an empty side one a sentence.

    >>> bead_lines(Bead((0, 1), (0,), 0.93)), bead_lines(Bead((), (4, 5), 0.5, "confirmed"))
    (['[0,1]:[0]:0.93'], ['[]:[4]:0.5:confirmed', '[]:[5]:0.5:confirmed'])
    """
    rest = f":{round(bead.score, 4)}"
    if bead.status != "auto":
        rest += f":{bead.status}"
    if bead.moved:
        rest += f":moved={bead.moved}"
    if bead.zh and bead.en:
        return [_list(bead.zh) + ":" + _list(bead.en) + rest]
    return [f"[{p}]:[]{rest}" for p in bead.zh] + [f"[]:[{p}]{rest}" for p in bead.en]


def _list(positions: tuple[int, ...]) -> str:
    return "[" + ",".join(map(str, positions)) + "]"


def read_beads(path: Path | str) -> tuple[Bead, ...]:
    """The beads of a ``.beads`` or ``.align`` file.

    Spaces, empty lines, lines with ``#`` and a missing confidence are taken; ``[]:[]`` says
    nothing and is left out.

    Raises InputError, with the line, for anything else.
    """
    path = Path(path)
    try:
        text = load(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("format.not_beads", path=path, line=1, value="") from error
    beads = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            bead = parse_bead(line, path=path, line=number)
            if bead.zh or bead.en:
                beads.append(bead)
    return tuple(beads)


def parse_bead(text: str, *, path: Path, line: int) -> Bead:
    """The bead of one line, as :func:`bead_lines` writes it.

    Raises InputError for a line of another form.
    """
    found = _LINE.fullmatch(text.strip())
    if found is None:
        raise InputError("format.not_beads", path=path, line=line, value=short(text.strip()))
    score, status, moved = 1.0, "auto", 0
    for number, field in enumerate(found[3].split(":")[1:]):
        field = field.strip()
        extra = _EXTRA.fullmatch(field)
        if extra is not None:
            moved = int(extra[1])
        elif field in get_args(BeadStatus):
            status = field
        elif number == 0:
            score = parse_score(field, path=path, line=line)
        else:
            raise InputError("format.not_beads", path=path, line=line, value=short(text.strip()))
    return Bead(
        _positions(found[1], path, line),
        _positions(found[2], path, line),
        score,
        parse_status(status, path=path, line=line),
        moved,
    )


def _positions(text: str, path: Path, line: int) -> tuple[int, ...]:
    parts = text.replace(",", " ").split()
    if any(len(part) > 9 for part in parts):
        raise InputError("format.not_beads", path=path, line=line, value=short(text))
    return tuple(sorted(set(map(int, parts))))


def read(path: Path) -> Alignment:
    """Always raises UsageError: beads alone are no bitext, they need their documents."""
    raise UsageError("format.beads_no_text", path=path)
