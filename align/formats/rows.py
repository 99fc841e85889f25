"""A bitext as rows, one a bead: the shape that TMX and the tables share.

A row has the text of both sides and, so that it can be read back exactly, which sentences
stand in it and where each of them ends. People edit such files: they correct a text, sort,
delete and add rows. :func:`to_alignment` takes all that, and rows of other tools, which have
nothing but the two texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from align import __version__
from align.errors import InputError
from align.model import (
    LANGS,
    Alignment,
    Bead,
    BeadStatus,
    Block,
    Document,
    Lang,
    Note,
    Sentence,
    Signature,
)

_STATUSES: tuple[str, ...] = get_args(BeadStatus)
#: English sentences are joined by a space, Chinese ones by nothing (``Alignment.text``).
_GLUE: dict[Lang, str] = {"zh": "", "en": " "}
_FINAL = re.compile(r"[.!?…:;。！？：；”’\"')）】」』]\s*$")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a row: the joined text, its sentences' positions and where each ends.

    ``positions`` is None where the file does not say: the row is another tool's or a person's.
    """

    text: str
    positions: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A bead with its texts; ``line`` is where it stands in the file, for messages.

    ``order`` is the bead's number where the file has one. A ``bare`` row has positions only:
    its sentences stand in other rows.
    """

    zh: Side
    en: Side
    score: float = 1.0
    status: BeadStatus = "auto"
    moved: int = 0
    line: int = 0
    order: int | None = None
    bare: bool = False

    def side(self, lang: Lang) -> Side:
        """One of the two sides."""
        return self.zh if lang == "zh" else self.en


def to_rows(alignment: Alignment) -> list[Row]:
    """The beads of an alignment as rows, their texts made fit for text files.

    See :func:`plain` for the characters that no text file takes.
    """
    sentences = {
        lang: [plain(sentence.text) for sentence in alignment.sentences(lang)] for lang in LANGS
    }
    return [
        Row(
            zh=_joined(bead.zh, sentences["zh"], _GLUE["zh"]),
            en=_joined(bead.en, sentences["en"], _GLUE["en"]),
            score=round(bead.score, 4),
            status=bead.status,
            moved=bead.moved,
            order=number,
        )
        for number, bead in enumerate(alignment.beads)
    ]


def _joined(positions: tuple[int, ...], texts: Sequence[str], glue: str) -> Side:
    ends: list[int] = []
    at = 0
    for position in positions:
        ends.append(at + len(texts[position]))
        at = ends[-1] + len(glue)
    return Side(glue.join(texts[p] for p in positions), positions, tuple(ends))


#: XML 1.0 has no place for these. White space becomes a space, the rest U+FFFD: one for one,
#: so that offsets hold.
_UNWRITABLE = {
    code: " " if chr(code).isspace() else "\N{REPLACEMENT CHARACTER}"
    for code in (
        *range(0x09),
        0x0B,
        0x0C,
        *range(0x0E, 0x20),
        *range(0xD800, 0xE000),
        0xFFFE,
        0xFFFF,
    )
}


def plain(text: str) -> str:
    r"""A text without the control characters that XML 1.0 and spreadsheets cannot hold.

    >>> plain("a\x0cb\x00")
    'a b�'
    """
    return text.translate(_UNWRITABLE)


def numbers(positions: Iterable[int]) -> str:
    """Positions as they stand in a cell.

    >>> numbers((3, 4))
    '3 4'
    """
    return " ".join(map(str, positions))


def parse_numbers(cell: str) -> tuple[int, ...] | None:
    """Positions from a cell, None where it is something else.

    >>> parse_numbers("3 4"), parse_numbers(""), parse_numbers("x")
    ((3, 4), (), None)
    """
    parts = cell.replace(",", " ").split()
    if all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        return tuple(map(int, parts))
    return None


def parse_score(cell: str, *, path: Path, line: int) -> float:
    """A confidence from a cell; an empty one is 1, for a person needs not know it.

    Raises InputError for what is not a number from 0 to 1.
    """
    if not cell.strip():
        return 1.0
    try:
        score = float(cell.strip().replace(",", "."))
    except ValueError:
        score = -1.0
    if not 0.0 <= score <= 1.0:
        raise InputError("format.bad_confidence", path=path, line=line, value=short(cell))
    return score


def parse_status(cell: str, *, path: Path, line: int) -> BeadStatus:
    """A bead's status from a cell; an empty one is ``auto``. Raises InputError for another."""
    cell = cell.strip().lower() or "auto"
    for status in get_args(BeadStatus):
        if cell == status:
            found: BeadStatus = status
            return found
    allowed = ", ".join(_STATUSES)
    raise InputError("format.bad_status", path=path, line=line, value=short(cell), allowed=allowed)


def parse_moved(cell: str, *, path: Path, line: int) -> int:
    """The number of a moved section from a cell, 0 where it is empty. Raises InputError."""
    found = parse_numbers(cell)
    if found is None or len(found) > 1:
        raise InputError("format.bad_moved", path=path, line=line, value=short(cell))
    return found[0] if found else 0


def short(value: str) -> str:
    """A value as it is quoted in a message: at most 40 characters.

    >>> short("x" * 50) == "x" * 39 + "…"
    True
    """
    return value if len(value) <= 40 else value[:39] + "…"


def to_alignment(
    rows: Sequence[Row],
    path: Path,
    *,
    ids: tuple[str, str] | None = None,
    signature: Signature | None = None,
    notes: tuple[Note, ...] = (),
) -> Alignment:
    """The alignment that rows spell out.

    Sentences are numbered anew without gaps, in the order of the positions that the rows
    give; a row without positions stands after the row before it. Rows are taken in the order
    of their numbers where all have one, so that a sorted table reads as it was. Where a
    corrected text no longer fits its sentence ends, the ends are moved along, or the whole
    cell is taken as one sentence; a note counts such rows. A sentence that stands only in
    rejected rows gets a bead of its own, for every sentence has one.

    Raises InputError where there is no row with text, or two rows claim the same sentence.
    """
    ordered = _ordered([row for row in rows if row.bare or _present(row.zh) or _present(row.en)])
    if all(row.bare for row in ordered):
        raise InputError("format.no_rows", path=path)
    sides = {lang: _Side(lang, ordered, path) for lang in LANGS}
    beads: list[Bead] = []
    for number, row in enumerate(ordered):
        zh, en = sides["zh"].beads[number], sides["en"].beads[number]
        if zh or en:
            beads.append(Bead(zh, en, row.score, row.status, row.moved))
        if row.status == "rejected":
            rest = round(1.0 - row.score, 4)
            beads += [Bead((p,), (), rest) for p in zh if sides["zh"].adopt(p)]
            beads += [Bead((), (p,), rest) for p in en if sides["en"].adopt(p)]
    zh_id, en_id = ids or (f"{path.stem}.zh", f"{path.stem}.en")
    edited = {line for side in sides.values() for line in side.edited}
    if edited:
        notes = (*notes, Note("format.edited", (("count", len(edited)), ("line", min(edited)))))
    return Alignment(
        zh=_document(zh_id, "zh", sides["zh"].texts),
        en=_document(en_id, "en", sides["en"].texts),
        zh_sentences=_sentences(sides["zh"].texts),
        en_sentences=_sentences(sides["en"].texts),
        beads=tuple(beads),
        signature=signature or Signature(__version__),
        notes=notes,
    )


def _document(id: str, lang: Lang, texts: Sequence[str]) -> Document:
    return Document(id, lang, tuple(Block("paragraph", text) for text in texts))


def _sentences(texts: Sequence[str]) -> tuple[Sentence, ...]:
    return tuple(Sentence(text, n, (0, len(text))) for n, text in enumerate(texts))


def _ordered(rows: list[Row]) -> list[Row]:
    orders = [row.order for row in rows if row.order is not None]
    if len(orders) == len(rows) == len(set(orders)):
        return sorted(rows, key=lambda row: row.order or 0)
    return rows


class _Side:
    """The sentences of one side, put together from all rows and numbered without gaps."""

    def __init__(self, lang: Lang, rows: Sequence[Row], path: Path) -> None:
        self.edited: list[int] = []
        self.texts: list[str] = []
        self.beads: list[tuple[int, ...]] = []
        owners: dict[tuple[int, int], int] = {}
        texts: dict[tuple[int, int], str] = {}
        keyed: list[list[tuple[int, int]]] = []
        last = (-1, 0)
        for row in rows:
            if row.bare:
                keyed.append([(position, 0) for position in row.side(lang).positions or ()])
                continue
            keys: list[tuple[int, int]] = []
            for position, text in self._split(row.side(lang), lang, row.line):
                # A sentence that the file does not number follows the one before it.
                key = (last[0], last[1] + 1) if position is None else (position, 0)
                last = key
                keys.append(key)
                if row.status == "rejected":
                    texts.setdefault(key, text)
                elif key in owners:
                    raise InputError(
                        "format.sentence_twice",
                        path=path,
                        line=row.line,
                        sentence=key[0],
                        first=owners[key],
                    )
                else:
                    owners[key] = row.line
                    texts[key] = text
            keyed.append(keys)
        places = {key: place for place, key in enumerate(sorted(texts))}
        self.texts = [texts[key] for key in sorted(texts)]
        # A bare row's sentence may be gone, deleted by a person with the row it stood in.
        self.beads = [
            tuple(sorted({places[key] for key in keys if key in places})) for keys in keyed
        ]
        self._owned = {places[key] for key in owners}

    def adopt(self, place: int) -> bool:
        """Whether a sentence has no bead yet; from now on it has one."""
        if place in self._owned:
            return False
        self._owned.add(place)
        return True

    def _split(self, side: Side, lang: Lang, line: int) -> list[tuple[int | None, str]]:
        if not side.positions:
            # Another tool's cell, or a person's: its lines are sentences.
            lines = (part.strip() for part in re.split(r"[\r\n\x85\u2028\u2029]+", side.text))
            return [(None, part) for part in lines if part]
        if not _present(side):
            return []
        positions = tuple(sorted(set(side.positions)))
        # A sentence has no line break; in a table a person may have added one.
        side = replace(side, text=re.sub(r"[\r\n]", " ", side.text))
        if len(positions) == 1:
            return [(positions[0], side.text)]
        ends = _fitting(side, len(positions), _GLUE[lang])
        if ends is None or ends != side.ends:
            self.edited.append(line)
        if ends is None:
            return [(positions[0], side.text)]
        starts = (0, *(end + len(_GLUE[lang]) for end in ends[:-1]))
        return [
            (position, side.text[start:end])
            for position, start, end in zip(positions, starts, ends, strict=True)
        ]


def _fitting(side: Side, count: int, glue: str) -> tuple[int, ...] | None:
    """Where the sentences of a cell end, also when a person corrected one of them."""
    text, ends = side.text, side.ends
    if ends is None or len(ends) != count or list(ends) != sorted(ends):
        return None
    shift = len(text) - ends[-1]
    if shift == 0 and _fits(text, ends, glue):
        return ends
    # One sentence grew or shrank: the ends before it stand, those after it moved.
    for changed in range(count):
        moved = tuple(end + (shift if n >= changed else 0) for n, end in enumerate(ends))
        if list(moved) == sorted(moved) and moved[0] > 0 and _fits(text, moved, glue):
            finals = (text[:end] for end in moved[:-1])
            if all(_FINAL.search(part[-3:]) for part in finals):
                return moved
    return None


def _fits(text: str, ends: tuple[int, ...], glue: str) -> bool:
    return all(text[end : end + len(glue)] == glue for end in ends[:-1])


def _present(side: Side) -> bool:
    """Whether a cell has a sentence, be it an empty one that was empty when it was written."""
    return bool(
        side.text.strip() or (side.positions and side.ends and side.ends[-1] == len(side.text))
    )
