"""XLSX workbooks (ECMA-376): tables as translators open, filter and correct them.

Every text is a string cell with the "quote prefix" style, so that nothing is ever run as a
formula, also after it was edited; numbers are number cells. The header row is frozen and
filters, long texts wrap, and shares and confidences are coloured by their size.

Reading is for workbooks that others made: an archive whose content would grow beyond reason
is refused before it is opened.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from align.errors import InputError, OutputError
from align.formats.atomic import write_whole
from align.formats.rows import plain
from align.formats.sources import load
from align.formats.tables import Gaps, Line, Table, cells

if TYPE_CHECKING:
    import pandas as pd

#: Excel's own limits.
MOST_CHARACTERS = 32_767
MOST_ROWS = 1_048_576
#: An archive that unpacks to more is refused, as is one of more members.
MOST_UNPACKED = 512 * 2**20
_MOST_MEMBERS = 2_000
_MOST_COLUMNS = 100

_WIDTHS = {"text": 60.0, "short": 16.0, "number": 11.0}
#: Columns that hold sentences or other long texts.
_LONG = frozenset(
    (
        *("zh", "en", "definition", "note", "message", "context_zh", "context_en"),
        *("en_renderings", "zh_renderings", "rendering", "expected", "found", "evidence"),
    )
)
_GLOSSARY_TERMS = frozenset({"zh", "en"})
#: Columns from 0 to 1 where more is better.
_COLOURED = frozenset({"confidence", "score", "share", "hhi", "en_share", "zh_share"})


def write(frame: pd.DataFrame, path: Path, sheet: str) -> None:
    """Write a frame as a workbook with one sheet.

    Raises OutputError, also where a text or the table is larger than a sheet may be.
    """
    if len(frame) + 1 > MOST_ROWS:
        raise OutputError("output.sheet_rows", path=path, rows=len(frame), limit=MOST_ROWS - 1)
    rows = list(cells(frame))
    for number, row in enumerate(rows, start=2):
        for cell in row:
            if isinstance(cell, str) and len(_escaped(cell)) > MOST_CHARACTERS:
                raise OutputError("output.sheet_cell", path=path, row=number, limit=MOST_CHARACTERS)
    content = _workbook(list(map(str, frame.columns)), rows, sheet)
    write_whole(path, lambda file: _repack(content, file))


def _workbook(names: list[str], rows: list[list[str | int | float | None]], sheet: str) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.formatting import rule
    from openpyxl.styles import Alignment as Layout
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    page.freeze_panes = "A2"
    last = len(rows) + 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(names))}{last}"
    for number, name in enumerate(names, start=1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = _width(name, rows, number - 1, sheet)
        if name in _COLOURED and rows:
            color_scale: Any = rule.ColorScaleRule  # openpyxl does not type it
            scale = color_scale(
                start_type="num",
                start_value=0,
                start_color="F8696B",
                mid_type="num",
                mid_value=0.5,
                mid_color="FFEB84",
                end_type="num",
                end_value=1,
                end_color="63BE7B",
            )
            page.conditional_formatting.add(f"{letter}2:{letter}{last}", scale)
    bold, top, wrapped = (
        Font(bold=True),
        Layout(vertical="top"),
        Layout(vertical="top", wrap_text=True),
    )

    def cell(value: str | int | float | None, *, wrap: bool = False) -> Any:
        made: Any = WriteOnlyCell(page)
        if isinstance(value, str):
            made.value = _escaped(value)
            made.data_type = "s"
            made.quotePrefix = True
        elif value is not None:
            made.value = value
            if isinstance(value, float):
                made.number_format = "0.00"
        made.alignment = wrapped if wrap else top
        return made

    header = []
    for name in names:
        made = cell(name)
        made.font = bold
        header.append(made)
    page.append(header)
    long = [name in _LONG for name in names]
    for row in rows:
        page.append([cell(value, wrap=wrap) for value, wrap in zip(row, long, strict=True)])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _width(name: str, rows: list[list[str | int | float | None]], column: int, sheet: str) -> float:
    if name in _GLOSSARY_TERMS and sheet == "glossary":
        return 28.0
    if name in _LONG:
        return _WIDTHS["text"]
    sample = next((row[column] for row in rows if row[column] is not None), "")
    return _WIDTHS["short" if isinstance(sample, str) else "number"]


def _repack(content: bytes, file: BinaryIO) -> None:
    """The same archive without the time at which it was made: same table, same bytes."""
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for member in made.infolist():
            data = made.read(member)
            if member.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", data)
            fixed = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = 0
            packed.writestr(fixed, data)


# ST_Xstring (ECMA-376 part 1, 22.9.2.19): _xHHHH_ is the character with that code. A text that
# has such a thing of its own gets its underscore escaped; a carriage return would be lost.
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPE = re.compile("_x(005[Ff]|00[01][0-9A-Fa-f])_")


def _escaped(text: str) -> str:
    return _LOOKS_ESCAPED.sub("_x005F_", plain(text)).replace("\r", "_x000D_")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def read(path: Path, sheet: str = "") -> Table:
    """The rows of a workbook's named sheet, else of its first one that has any.

    Of a formula the value that the spreadsheet program saved is read. Raises InputError for
    what is not a workbook, is damaged, has a password, or unpacks to too much.
    """
    data = load(path)
    _check_archive(data, path)
    # openpyxl raises whatever its parsing comes across, from KeyError to zlib.error: for an
    # untrusted file any of them means the same.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            lines, gaps = _sheet_lines(data, sheet, path)
    except InputError:
        raise
    except Exception as error:
        reason = str(error) or type(error).__name__
        raise InputError("format.xlsx_damaged", path=path, reason=reason[:200]) from error
    if not lines:
        raise InputError("format.no_rows", path=path)
    return Table(tuple(lines), empty=(gaps.count, gaps.first))


def _sheet_lines(data: bytes, wanted: str, path: Path) -> tuple[list[Line], Gaps]:
    """The rows with content of the wanted sheet or the first that has any; and those without."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        pages = sorted(book.worksheets, key=lambda page: page.title != wanted)
        seen = unpacked = 0
        for page in pages:
            # Some programs declare a size that is not the sheet's.
            page.reset_dimensions()
            lines, gaps = [], Gaps()
            rows = page.iter_rows(max_col=_MOST_COLUMNS, values_only=True)
            for number, row in enumerate(rows, start=1):
                values = tuple(_string(value) for value in _without_tail(row))
                seen += 1
                unpacked += sum(map(len, values))
                if seen > MOST_ROWS or unpacked > MOST_UNPACKED:
                    raise InputError("format.xlsx_bomb", path=path)
                if any(value.strip() for value in values):
                    gaps.close()
                    lines.append(Line(number, values))
                else:
                    gaps.add(number)
            if lines:
                return lines, gaps
    finally:
        book.close()
    return [], Gaps()


def _without_tail(row: tuple[object, ...]) -> tuple[object, ...]:
    """A row without the empty cells that openpyxl fills it up with."""
    last = len(row)
    while last and row[last - 1] is None:
        last -= 1
    return row[:last]


def _string(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _unescaped(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _check_archive(data: bytes, path: Path) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        # An OLE container: a workbook with a password, or one of Excel 97.
        raise InputError("format.xlsx_locked", path=path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS or sum(m.file_size for m in members) > MOST_UNPACKED:
                raise InputError("format.xlsx_bomb", path=path)
            if any(member.flag_bits & 1 for member in members):
                raise InputError("format.xlsx_locked", path=path)
            for member in members:
                # Office never writes a document type; entities could expand without end.
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as part:
                        if b"<!DOCTYPE" in part.read(2**16).replace(b"\0", b""):
                            raise InputError("format.xml_entities", path=path, line=1)
    except InputError:
        raise
    except Exception as error:
        raise InputError("format.not_xlsx", path=path) from error
