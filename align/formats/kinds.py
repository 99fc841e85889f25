"""What a file holds: a document, a bitext or a glossary."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Kind = Literal["document", "bitext", "glossary"]

_BY_SUFFIX: dict[str, Kind] = {
    ".tbx": "glossary",
    ".tmx": "bitext",
    ".jsonl": "bitext",
    ".beads": "bitext",
    ".tab": "bitext",
}
# Columns that only a glossary has; any other table of two languages is read as a bitext.
_GLOSSARY_COLUMNS = frozenset({"concept", "zh_status", "en_status", "part_of_speech"})


def kind_of_file(path: Path) -> Kind:
    """Tell what a file holds by its suffix and, for a table, by the columns of its header.

    Raises InputError for a table that cannot be read. Other files are documents.

    >>> kind_of_file(Path("terms.tbx")), kind_of_file(Path("report.html"))
    ('glossary', 'document')
    """
    suffix = path.suffix.lower()
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if suffix in (".csv", ".tsv", ".xlsx"):
        from align.formats.tables import read_table

        header = {
            cell.strip().lower() for line in read_table(path).lines[:1] for cell in line.cells
        }
        return "glossary" if header & _GLOSSARY_COLUMNS else "bitext"
    return "document"
