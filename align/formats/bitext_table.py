"""Bitexts as tables: ``.csv``, ``.tsv``, ``.xlsx``, one row a bead.

The columns are those of :func:`align.formats.frames.bitext_frame`. Two columns of text are
enough for reading; the others, where they are there, give the beads exactly.
"""

from __future__ import annotations

from pathlib import Path

from align.errors import InputError
from align.formats.columns import Columns, find_columns
from align.formats.frames import bitext_frame
from align.formats.rows import (
    Row,
    Side,
    parse_moved,
    parse_numbers,
    parse_score,
    parse_status,
    short,
    to_alignment,
)
from align.formats.tables import Line, read_table, write_table
from align.model import LANGS, Alignment, Lang, Note

_OURS = frozenset({"zh_sentences", "en_sentences"})


def write(alignment: Alignment, path: Path, *, lang: Lang = "en") -> None:
    """Write a bitext as CSV, TSV or XLSX, by the suffix. Raises OutputError."""
    write_table(bitext_frame(alignment), path, "bitext")


def read(path: Path) -> Alignment:
    """The bitext of a table, align's own or any with a Chinese and an English column.

    Raises InputError, with the row, for a file without such columns or with a cell that makes
    no sense.
    """
    table = read_table(path, "bitext")
    columns = find_columns(table.lines)
    if columns is None:
        raise InputError("format.no_columns", path=path)
    own = columns.names.keys() >= _OURS
    make = _own_row if own else _foreign_row
    notes = table.notes
    count, first = table.empty
    if count:
        notes = (*notes, Note("format.empty_rows", (("count", count), ("line", first))))
    return to_alignment(
        lambda: (make(line, columns, path) for line in columns.lines), path, notes=notes
    )


def _foreign_row(line: Line, columns: Columns, path: Path) -> Row:
    return Row(Side(line.cell(columns.zh)), Side(line.cell(columns.en)), line=line.number)


def _own_row(line: Line, columns: Columns, path: Path) -> Row:
    def cell(name: str) -> str:
        return line.cell(columns.names.get(name))

    sides = []
    for lang, column in zip(LANGS, (columns.zh, columns.en), strict=True):
        positions = parse_numbers(cell(f"{lang}_sentences"))
        ends = parse_numbers(cell(f"{lang}_ends"))
        for found, name in ((positions, f"{lang}_sentences"), (ends, f"{lang}_ends")):
            if found is None:
                raise InputError(
                    "format.bad_positions",
                    path=path,
                    line=line.number,
                    column=name,
                    value=short(cell(name)),
                )
        sides.append(Side(line.cell(column), positions, ends))
    order = parse_numbers(cell("bead"))
    return Row(
        sides[0],
        sides[1],
        parse_score(cell("confidence"), path=path, line=line.number),
        parse_status(cell("status"), path=path, line=line.number),
        parse_moved(cell("moved"), path=path, line=line.number),
        line.number,
        order[0] if order else None,
    )
