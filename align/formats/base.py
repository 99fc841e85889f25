"""One protocol for readers, one for writers, and one registry of both.

The registry is keyed by the kind of value and the file's suffix. :func:`write` takes any
result to any format that there is for it; :func:`read_bitext` and :func:`read_glossary` read
back what was written, and the same formats from other tools.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

from align.errors import UsageError
from align.formats.frames import ScoredGlossary
from align.model import (
    Alignment,
    Brief,
    ConsistencyReport,
    Findings,
    Glossary,
    Lang,
    Report,
)

Kind = Literal[
    "bitext", "glossary", "scored glossary", "findings", "consistency", "report", "brief"
]
#: What can be written.
Value = Alignment | Glossary | ScoredGlossary | Findings | ConsistencyReport | Report | Brief

T_contra = TypeVar("T_contra", contravariant=True)
T_co = TypeVar("T_co", covariant=True)


class Writer(Protocol[T_contra]):
    """Writes a value to a file, whole or not at all.

    ``lang`` is the language of what the file says to a person, where it says anything. Raises
    OutputError.
    """

    def __call__(self, value: T_contra, path: Path, /, *, lang: Lang = "en") -> None:
        """Write it."""


class Reader(Protocol[T_co]):
    """Reads a value from a file. Raises InputError."""

    def __call__(self, path: Path, /) -> T_co:
        """Read it."""


@dataclass(frozen=True, slots=True)
class Format:
    """What can be done with one kind of value in files of one suffix."""

    write: Writer[Any] | None = None
    read: Reader[Any] | None = None


@cache
def formats() -> Mapping[tuple[Kind, str], Format]:
    """Every format that align writes or reads, by kind of value and suffix.

    >>> formats()["bitext", ".tmx"].read is not None
    True
    """
    from align.formats import (
        beads,
        bitext_jsonl,
        bitext_table,
        brief_files,
        findings_files,
        glossary_table,
        sarif,
        tbx,
        tbx_reader,
        tmx,
    )

    bitext = Format(bitext_table.write, bitext_table.read)
    glossary = Format(glossary_table.write, glossary_table.read)
    scored = Format(glossary_table.write_scored)
    findings = Format(findings_files.write_table_of_findings)
    consistency = Format(findings_files.write_consistency)
    return {
        ("bitext", ".tmx"): Format(tmx.write, tmx.read),
        ("bitext", ".csv"): bitext,
        ("bitext", ".tsv"): bitext,
        ("bitext", ".xlsx"): bitext,
        ("bitext", ".jsonl"): Format(bitext_jsonl.write, bitext_jsonl.read),
        ("bitext", ".beads"): Format(beads.write, beads.read),
        ("bitext", ".tab"): Format(None, bitext_table.read),
        ("bitext", ".txt"): Format(None, bitext_table.read),
        ("glossary", ".tbx"): Format(tbx.write, tbx_reader.read),
        ("glossary", ".csv"): glossary,
        ("glossary", ".tsv"): glossary,
        ("glossary", ".xlsx"): glossary,
        ("glossary", ".tab"): Format(None, glossary_table.read),
        ("glossary", ".txt"): Format(None, glossary_table.read),
        ("glossary", ".utf8"): Format(None, glossary_table.read),
        ("scored glossary", ".csv"): scored,
        ("scored glossary", ".tsv"): scored,
        ("scored glossary", ".xlsx"): scored,
        ("findings", ".csv"): findings,
        ("findings", ".tsv"): findings,
        ("findings", ".xlsx"): findings,
        ("findings", ".jsonl"): Format(findings_files.write_jsonl),
        ("findings", ".json"): Format(findings_files.write_json),
        ("findings", ".sarif"): Format(sarif.write),
        ("consistency", ".csv"): consistency,
        ("consistency", ".tsv"): consistency,
        ("consistency", ".xlsx"): consistency,
        ("report", ".html"): Format(_write_report),
        ("brief", ".html"): Format(_write_brief),
        ("brief", ".json"): Format(brief_files.write_json),
        ("brief", ".md"): Format(brief_files.write_markdown),
    }


def _write_report(value: Report, path: Path, /, *, lang: Lang = "en") -> None:
    from align.formats.report_page import write_report

    write_report(value, path, lang)


def _write_brief(value: Brief, path: Path, /, *, lang: Lang = "en") -> None:
    from align.formats.brief_page import write_brief

    write_brief(value, path, lang=lang)


def kind_of(value: Value) -> Kind:
    """The kind of a value that can be written. Raises TypeError for any other."""
    kinds: tuple[tuple[type, Kind], ...] = (
        (Alignment, "bitext"),
        (Glossary, "glossary"),
        (ScoredGlossary, "scored glossary"),
        (Findings, "findings"),
        (ConsistencyReport, "consistency"),
        (Report, "report"),
        (Brief, "brief"),
    )
    for type_, kind in kinds:
        if isinstance(value, type_):
            return kind
    raise TypeError(f"align does not write a {type(value).__name__}")


def suffixes(kind: Kind, *, reading: bool = False) -> tuple[str, ...]:
    """The suffixes that a kind of value can be written with, or read from.

    >>> suffixes("bitext")
    ('.tmx', '.csv', '.tsv', '.xlsx', '.jsonl', '.beads')
    """
    return tuple(
        suffix
        for (found, suffix), format in formats().items()
        if found == kind and (format.read if reading else format.write) is not None
    )


def write(value: Value, path: Path | str, *, lang: Lang = "en") -> None:
    """Write a result in the format that the file's suffix names, whole or not at all.

    ``lang`` is the language of the messages in a table of findings or in a report.

    Raises UsageError for a suffix that there is no format for, and OutputError where the file
    cannot be written. ::

        write(alignment, "report.tmx")
        write(glossary, "terms.tbx")
    """
    path = Path(path)
    _writer(kind_of(value), path)(value, path, lang=lang)


def check_writable(kind: Kind, path: Path | str, *others: Kind) -> None:
    """Raise UsageError if there is no format of that suffix: before the work, not after it.

    Takes the kind of what is to be written, the path, and other kinds that may be written there
    instead.
    """
    path = Path(path)
    known = [name for one in (kind, *others) for name in suffixes(one)]
    if path.suffix.lower() not in known:
        raise _unknown(path, known, reading=False)


def read_bitext(path: Path | str) -> Alignment:
    """The bitext of a ``.tmx``, ``.csv``, ``.tsv``, ``.xlsx`` or ``.jsonl`` file.

    Files of other tools are taken too: see the module of each format. Raises UsageError for
    another suffix and InputError, with file and line, for a file that makes no sense.
    """
    alignment: Alignment = _reader("bitext", Path(path))(Path(path))
    return alignment


def read_glossary(path: Path | str) -> Glossary:
    """The glossary of a ``.tbx``, ``.csv``, ``.tsv`` or ``.xlsx`` file.

    Raises UsageError for another suffix and InputError, with file and line, for a file that
    makes no sense.
    """
    glossary: Glossary = _reader("glossary", Path(path))(Path(path))
    return glossary


def _reader(kind: Kind, path: Path) -> Reader[Any]:
    format = formats().get((kind, path.suffix.lower()))
    if format is None or format.read is None:
        raise _unknown(path, suffixes(kind, reading=True), reading=True)
    return format.read


def _writer(kind: Kind, path: Path) -> Writer[Any]:
    format = formats().get((kind, path.suffix.lower()))
    if format is None or format.write is None:
        raise _unknown(path, suffixes(kind), reading=False)
    return format.write


def _unknown(path: Path, known: Iterable[str], *, reading: bool) -> UsageError:
    return UsageError(
        f"format.unknown_{'read' if reading else 'write'}",
        path=path,
        suffix=path.suffix or "–",
        known=" ".join(known),
    )
