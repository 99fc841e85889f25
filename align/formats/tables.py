"""Tables in files: what CSV, TSV and XLSX have in common.

Reading gives a :class:`Table` of strings, whatever the file; writing takes a frame. Which
format it is, the suffix says.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from align.formats.packed import Packed, Texts
from align.model import Note

if TYPE_CHECKING:
    import pandas as pd

#: Suffixes of tables that align writes; ``.tab``, ``.txt`` and ``.utf8`` are read as TSV too.
SUFFIXES = (".csv", ".tsv", ".xlsx")
TAB_SUFFIXES = frozenset({".tsv", ".tab", ".txt", ".utf8"})


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: the line or row of the file where it begins, and its cells."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int | None) -> str:
        """A cell, empty where the row is too short or there is no such column."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, those without any content left out; notes from reading it.

    ``empty`` are how many rows without content stand between the others, and the first of them.
    """

    lines: Sequence[Line]
    notes: tuple[Note, ...] = ()
    empty: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class Gaps:
    """Counts rows without content, of which those behind the last row with some tell nothing."""

    count: int = 0
    first: int = 0
    _open: int = 0
    _first: int = 0

    def add(self, number: int) -> None:
        """Take up an empty row, the line or row of the file."""
        self._first = self._first or number
        self._open += 1

    def close(self) -> None:
        """A row with content follows those that were taken up."""
        if self._open:
            self.first = self.first or self._first
            self.count += self._open
            self._open = 0


def packed(lines: Iterable[Line]) -> Packed[Line]:
    """Lines in little room: a long table is a few arrays."""
    numbers, ends, texts = array("q"), array("Q", [0]), Texts()
    for line in lines:
        numbers.append(line.number)
        for cell in line.cells:
            texts.append(cell)
        ends.append(len(texts))
    return Packed(partial(_line, numbers, ends, texts), range(len(numbers)))


def _line(numbers: array[int], ends: array[int], texts: Texts, at: int) -> Line:
    return Line(numbers[at], tuple(map(texts.__getitem__, range(ends[at], ends[at + 1]))))


def read_table(path: Path, sheet: str = "") -> Table:
    """The table in a CSV, TSV or XLSX file; of a workbook the named sheet, else the first.

    Raises InputError for a file that is no such table.
    """
    if path.suffix.lower() == ".xlsx":
        from align.formats.spreadsheet import read

        return read(path, sheet)
    from align.formats.delimited import read as read_text

    return read_text(path, tab=path.suffix.lower() in TAB_SUFFIXES)


def write_table(frame: pd.DataFrame, path: Path, sheet: str) -> None:
    """Write a frame as CSV, TSV or XLSX, by the suffix. Raises OutputError."""
    write_parts([frame], path, sheet)


def write_parts(frames: Iterable[pd.DataFrame], path: Path, sheet: str) -> None:
    """Write a table that comes in one frame or more, of the same columns: :func:`write_table`."""
    if path.suffix.lower() == ".xlsx":
        import pandas as pd

        from align.formats.spreadsheet import write

        write(pd.concat(frames, ignore_index=True), path, sheet)
    else:
        from align.formats.delimited import write as write_text

        write_text(frames, path, tab=path.suffix.lower() in TAB_SUFFIXES)


def cells(frame: pd.DataFrame) -> Iterator[list[str | int | float | None]]:
    """A frame's rows as plain Python values, None where there is none."""
    import pandas as pd

    columns = [
        [
            None if pd.isna(value) else getattr(value, "item", lambda value=value: value)()
            for value in frame[name]
        ]
        for name in frame.columns
    ]
    yield from map(list, zip(*columns, strict=True))
