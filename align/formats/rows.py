"""A bitext as rows, one a bead: the shape that TMX and the tables share.

A row has the text of both sides and, so that it can be read back exactly, which sentences
stand in it and where each of them ends. People edit such files: they correct a text, sort,
delete and add rows. :func:`to_alignment` takes all that, and rows of other tools, which have
nothing but the two texts.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import get_args

from align import __version__
from align.errors import InputError
from align.formats.packed import Packed, Texts
from align.model import (
    LANGS,
    Alignment,
    Bead,
    BeadStatus,
    Document,
    Lang,
    Note,
    Signature,
)

_STATUSES: tuple[BeadStatus, ...] = get_args(BeadStatus)
#: English sentences are joined by a space, Chinese ones by nothing (``Alignment.text``).
_GLUE: dict[Lang, str] = {"zh": "", "en": " "}
_BREAK = re.compile(r"[\r\n\x85\u2028\u2029]+")
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
    for status in _STATUSES:
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
    read: Callable[[], Iterable[Row]],
    path: Path,
    *,
    notes: tuple[Note, ...] = (),
) -> Alignment:
    """The alignment that rows spell out.

    Takes what reads the rows: it is called again where they are not in their order, and they are
    never all held but then.

    Sentences are numbered anew without gaps, in the order of the positions that the rows
    give; a row without positions stands after the row before it. Rows are taken in the order
    of their numbers where all have one, so that a sorted table reads as it was. Where a
    corrected text no longer fits its sentence ends, the ends are moved along, or the whole
    cell is taken as one sentence; a note counts such rows. A sentence that stands only in
    rejected rows gets a bead of its own, for every sentence has one.

    Raises InputError where there is no row with text, or two rows claim the same sentence.
    """
    taken = _Taken(read())
    if taken.numbered and not taken.ascends:
        rows = [row for row in read() if _has_content(row)]
        if len({row.order for row in rows}) == len(rows):
            taken = _Taken(sorted(rows, key=lambda row: row.order or 0))
    if not taken.has_texts:
        raise InputError("format.no_rows", path=path)
    sides = taken.sides
    for side in sides.values():
        side.settle(path)
    edited = {line for side in sides.values() for line in side.edited}
    if edited:
        notes = (*notes, Note("format.edited", (("count", len(edited)), ("line", min(edited)))))
    return Alignment(
        zh=Document(f"{path.stem}.zh", "zh", sides["zh"].texts.blocks()),
        en=Document(f"{path.stem}.en", "en", sides["en"].texts.blocks()),
        zh_sentences=sides["zh"].texts.sentences(),
        en_sentences=sides["en"].texts.sentences(),
        beads=taken.beads(),
        signature=Signature(__version__),
        notes=notes,
    )


def _has_content(row: Row) -> bool:
    return row.bare or _present(row.zh) or _present(row.en)


class _Taken:
    """What is kept of rows, while they are read."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.sides = {lang: _Side(lang) for lang in LANGS}
        #: Whether all rows have a number, each its greater one; and whether one is not bare.
        self.numbered = self.ascends = True
        self.has_texts = False
        self._judged = array("d"), bytearray(), array("i")
        last = -1
        for row in rows:
            if not _has_content(row):
                continue
            self.has_texts |= not row.bare
            if row.order is None:
                self.numbered = False
            else:
                self.ascends &= row.order > last
                last = row.order
            for side in self.sides.values():
                side.take(row)
            scores, statuses, moved = self._judged
            scores.append(row.score)
            statuses.append(_STATUSES.index(row.status))
            moved.append(row.moved)

    def beads(self) -> Sequence[Bead]:
        """The beads, when the sides are settled; where that can be, each made when asked for."""
        _, statuses, _ = self._judged
        sides = self.sides.values()
        # A rejected row gives beads to the sentences that are left without one.
        plain = _STATUSES.index("rejected") not in statuses
        if not (plain and all(side.in_order for side in sides)):
            return tuple(self._told())
        ends = [side.ends for side in sides]
        rows = zip(*map(pairwise, ends), strict=True)
        numbers = array("q", [n for n, row in enumerate(rows) if any(a < b for a, b in row)])
        return Packed(partial(_bead, self._judged, ends), numbers)

    def _told(self) -> Iterator[Bead]:
        # Most beads have the same few scores, and sentence n mostly belongs to sentence n: one
        # value serves all.
        known: dict[float, float] = {}
        for number, (score, status, moved) in enumerate(zip(*self._judged, strict=True)):
            zh, en = self.sides["zh"].bead(number), self.sides["en"].bead(number)
            if zh or en:
                score = known.setdefault(score, score)
                yield Bead(zh, zh if zh == en else en, score, _STATUSES[status], moved)
            if _STATUSES[status] == "rejected":
                rest = round(1.0 - score, 4)
                yield from (Bead((p,), (), rest) for p in zh if self.sides["zh"].adopt(p))
                yield from (Bead((), (p,), rest) for p in en if self.sides["en"].adopt(p))


def _bead(
    judged: tuple[array[float], bytearray, array[int]], ends: Sequence[array[int]], number: int
) -> Bead:
    """The bead of a row whose sentences stand behind those of the row before it."""
    zh_ends, en_ends = ends
    zh = tuple(range(zh_ends[number], zh_ends[number + 1]))
    en = tuple(range(en_ends[number], en_ends[number + 1]))
    scores, statuses, moved = judged
    return Bead(zh, en, scores[number], _STATUSES[statuses[number]], moved[number])


class _Side:
    """The sentences of one side, put together from all rows and numbered without gaps.

    A sentence's key is the number that the file gives it, and how many without one stand between
    the two. Few bitexts have rows whose keys do not ascend: then sentences are put in their order,
    and what stands twice is told apart.
    """

    def __init__(self, lang: Lang) -> None:
        self.edited: list[int] = []
        self.texts = Texts()
        # Where the sentences of each row end; a bare row names those of other rows.
        self.ends = array("q", [0])
        self._lang = lang
        self._last = (-1, 0)
        # Of each sentence in each row: its key, the row's line, and whether that is rejected.
        self._keys = array("q"), array("q")
        self._lines = array("q")
        self._rejected = bytearray()
        self._bare: dict[int, tuple[int, ...]] = {}
        # The place of each sentence of each row.
        self._places: Sequence[int] = ()
        self._owned = bytearray()

    def take(self, row: Row) -> None:
        """Take up the sentences of a row."""
        if row.bare:
            self._bare[len(self.ends) - 1] = row.side(self._lang).positions or ()
        else:
            numbers, after = self._keys
            for position, text in self._split(row.side(self._lang), self._lang, row.line):
                # A sentence that the file does not number follows the one before it.
                last = self._last
                self._last = (last[0], last[1] + 1) if position is None else (position, 0)
                numbers.append(self._last[0])
                after.append(self._last[1])
                self._lines.append(row.line)
                self._rejected.append(row.status == "rejected")
                self.texts.append(text)
        self.ends.append(len(self.texts))

    def settle(self, path: Path) -> None:
        """Number the sentences, once all rows are taken up.

        Raises InputError where two rows claim the same sentence.
        """
        keys = list(zip(*self._keys, strict=True)) if self._unsettled() else []
        if not keys:
            self._places = range(len(self.texts))
            self._owned = bytearray(not rejected for rejected in self._rejected)
        else:
            self._sort(keys, path)
        known = {position: place for place, position in self._numbered()} if self._bare else {}
        # A bare row's sentence may be gone, deleted by a person with the row it stood in.
        self._bare = {
            number: tuple(known[p] for p in positions if p in known)
            for number, positions in self._bare.items()
        }

    def bead(self, number: int) -> tuple[int, ...]:
        """The places of the sentences of a row."""
        places = self._bare.get(number)
        if places is None:
            places = tuple(self._places[self.ends[number] : self.ends[number + 1]])
        return places if len(places) < 2 else tuple(sorted(set(places)))

    @property
    def in_order(self) -> bool:
        """Whether each row's sentences stand behind those of the row before it, and are its own."""
        return isinstance(self._places, range) and not self._bare

    def adopt(self, place: int) -> bool:
        """Whether a sentence has no bead yet; from now on it has one."""
        if self._owned[place]:
            return False
        self._owned[place] = True
        return True

    def _unsettled(self) -> bool:
        """Whether a sentence does not stand behind the one before it."""
        return any(one >= two for one, two in pairwise(zip(*self._keys, strict=True)))

    def _numbered(self) -> Iterator[tuple[int, int]]:
        """The place and the number of each sentence that the file numbers."""
        for place, number, after in zip(self._places, *self._keys, strict=True):
            if not after:
                yield place, number

    def _sort(self, keys: list[tuple[int, int]], path: Path) -> None:
        chosen: dict[tuple[int, int], int] = {}
        for at, key in enumerate(keys):
            first = chosen.setdefault(key, at)
            if first == at or self._rejected[at]:
                continue
            if not self._rejected[first]:
                raise InputError(
                    "format.sentence_twice",
                    path=path,
                    line=self._lines[at],
                    sentence=key[0],
                    first=self._lines[first],
                )
            # What stands in a row that nobody rejected is the sentence.
            chosen[key] = at
        order = sorted(chosen)
        places = {key: place for place, key in enumerate(order)}
        self._places = array("q", map(places.__getitem__, keys))
        self.texts = Texts(self.texts[chosen[key]] for key in order)
        self._owned = bytearray(not self._rejected[chosen[key]] for key in order)

    def _split(self, side: Side, lang: Lang, line: int) -> list[tuple[int | None, str]]:
        if not side.positions:
            # Another tool's cell, or a person's: its lines are sentences.
            lines = (part.strip() for part in _BREAK.split(side.text))
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
