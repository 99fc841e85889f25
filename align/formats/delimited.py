r"""CSV (RFC 4180) and tab-separated text.

CSV is UTF-8 with a byte order mark, without which Excel takes it for the local code page. TSV
has none, for it goes to programs. Both quote a cell only where it must be.

**The guard.** A spreadsheet runs a cell that begins with ``= + - @``, their full-width forms,
a tab or a line break as a formula, quoted or not (CWE-1236). Such a text is written with an
apostrophe in front. The apostrophe is taken away again on reading; a text that itself begins
with apostrophes before such a character gets one more, so nothing is lost::

    =1+1  →  '=1+1        '=1+1  →  ''=1+1        'tis  →  'tis
"""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from align.errors import InputError
from align.formats.atomic import write_whole
from align.formats.encoding import decode_alone
from align.formats.sources import MOST_BYTES, load
from align.formats.tables import Gaps, Line, Table, cells, packed

if TYPE_CHECKING:
    import pandas as pd

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_FORMULA = r"(?:[\t\r\n]| *[=+\-@＝＋－＠])"
_TO_GUARD = re.compile("'*" + _FORMULA)
_GUARDED = re.compile("'+" + _FORMULA)


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> guarded("-40 °C"), guarded("40 °C")
    ("'-40 °C", '40 °C')
    """
    return "'" + text if _TO_GUARD.match(text) else text


def unguarded(text: str) -> str:
    """The text that :func:`guarded` was given.

    >>> unguarded("'-40 °C"), unguarded("'tis")
    ('-40 °C', "'tis")
    """
    return text[1:] if _GUARDED.match(text) else text


def write(frames: Iterable[pd.DataFrame], path: Path, *, tab: bool) -> None:
    """Write frames of the same columns, one below the other, with one header row.

    Raises OutputError.
    """

    def fill(file: BinaryIO) -> None:
        if not tab:
            file.write(BOM_UTF8)
        writer = csv.writer(_Utf8(file), delimiter="\t" if tab else ",", lineterminator="\r\n")
        for number, frame in enumerate(frames):
            if not number:
                writer.writerow(frame.columns)
            for row in cells(frame):
                # Only texts are guarded: a negative number is a number.
                writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])

    write_whole(path, fill)


class _Utf8:
    """A file of bytes as the csv module writes to one of text."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write a row."""
        return self._file.write(text.encode())


def read(path: Path, *, tab: bool) -> Table:
    """The rows of a file, in any encoding that can be told, comma, semicolon or tab apart.

    Raises InputError for a file that is empty, binary or no table.
    """
    decoded = decode_alone(load(path), path=str(path))
    text = decoded.text
    delimiter = "\t" if tab else _delimiter(text)
    # Cells longer than the 128 KiB of the csv module exist: a document in one line.
    csv.field_size_limit(max(csv.field_size_limit(), MOST_BYTES))
    gaps = Gaps()
    try:
        lines = packed(_lines(text, delimiter, gaps, strict=delimiter == "\t"))
    except csv.Error as error:
        if delimiter != "\t":
            raise InputError("format.bad_table", path=path, reason=str(error)) from error
        # A tab file whose quotes are not paired does not quote at all: they are its text.
        try:
            gaps = Gaps()
            lines = packed(_lines(text, delimiter, gaps, quoting=csv.QUOTE_NONE))
        except csv.Error as second:
            raise InputError("format.bad_table", path=path, reason=str(second)) from second
    return Table(lines, decoded.notes, (gaps.count, gaps.first))


def _lines(
    text: str,
    delimiter: str,
    gaps: Gaps,
    *,
    strict: bool = False,
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL,
) -> Iterator[Line]:
    """The rows with content; those without are counted in ``gaps``."""
    # As io.StringIO gives the lines, without its copy of the text at four bytes a character.
    lines = (match[0] for match in _LINE.finditer(text))
    rows = csv.reader(lines, delimiter=delimiter, strict=strict, quoting=quoting)
    begin = 1
    for row in rows:
        if any(cell.strip() for cell in row):
            gaps.close()
            yield Line(begin, tuple(unguarded(cell) for cell in row))
        else:
            gaps.add(begin)
        begin = rows.line_num + 1


def _delimiter(text: str) -> str:
    """What separates the cells of the first line with content; a comma unless another is there."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub('"[^"]*"', "", first)
    return max(",;\t", key=lambda mark: (bare.count(mark), mark == ","))
