"""Inputs of commands: a pair of documents, bitexts, glossaries; what they note goes to stderr."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from align.cli import console
from align.errors import UsageError
from align.model import Note
from align.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.model import Alignment, Bead, Document, Glossary, Lang

#: Where a folder holds its bitext: what keeps most of the documents first.
_IN_FOLDER = ("bitext.jsonl", "bitext.csv", "bitext.xlsx", "bitext.tmx")


def pair(
    first: Path, second: Path, settings: Settings, *, quiet: bool
) -> tuple[Document, Document]:
    """The Chinese and the English document of two files."""
    from align import api

    zh, en, swapped = api.read_pair(first, second, settings)
    console.notes(swapped, quiet=quiet)
    paths = (second, first) if swapped else (first, second)
    for path, document in zip(paths, (zh, en), strict=True):
        console.notes(document.notes, where=str(path), quiet=quiet)
    return zh, en


def bitext(path: Path, documents: tuple[Path, Path] | None, settings: Settings) -> Alignment:
    """A bitext from a file; a file of beads needs its documents beside it."""
    from align import api
    from align.formats.base import read_bitext

    if path.suffix.lower() == ".beads" and documents is not None:
        return api.attach_beads(*pair(*documents, settings, quiet=True), path, settings)
    return read_bitext(path)


def bitexts(
    paths: tuple[Path, ...],
    documents: tuple[Path, Path] | None,
    settings: Settings,
    *,
    quiet: bool,
    heard: list[tuple[str, Note]] | None = None,
) -> list[Alignment]:
    """Bitexts whose words are asked for; says what they note, and what speaks against them.

    What is said goes into ``heard`` too, with the file that it speaks of.
    """
    from align.terms.doubts import doubts, right_way_round

    found = []
    notes = [] if heard is None else heard
    for path in paths:
        alignment, exchanged = right_way_round(bitext(path, documents, settings))
        said = (*alignment.notes, *([Note("mining.swapped")] if exchanged else ()))
        console.notes(said, where=str(path), quiet=quiet)
        found.append(alignment)
        notes += [(str(path), note) for note in said]
    for number, note in doubts(found):
        console.notes((note,), where=str(paths[number]), quiet=quiet)
        notes.append((str(paths[number]), note))
    return found


def kept(path: Path | None) -> Alignment | tuple[Bead, ...]:
    """A former bitext with decisions in it; of a file that has only beads these; None: none."""
    if path is None:
        return ()
    return _bitext_or_beads(path)


def bitext_at(path: Path) -> Path:
    """The file of the bitext that a path names: the file itself, or one in a run's folder.

    Raises UsageError for a folder without one.
    """
    if not path.is_dir():
        return path
    for name in _IN_FOLDER:
        if (path / name).is_file():
            return path / name
    raise UsageError("brief.no_bitext", path=path)


def beads(path: Path) -> Sequence[Bead]:
    """The beads of any bitext, or of a file that has a bead a line under whatever suffix."""
    found = _bitext_or_beads(path)
    return found if isinstance(found, tuple) else found.beads


def _bitext_or_beads(path: Path) -> Alignment | tuple[Bead, ...]:
    from align.formats.base import read_bitext, suffixes
    from align.formats.beads import read_beads

    with_texts = set(suffixes("bitext", reading=True)) - {".beads"}
    if path.suffix.lower() in with_texts:
        return read_bitext(path)
    # Gold data has its beads under suffixes of its own (001.align).
    return read_beads(path)


def translation(path: Path | None, settings: Settings) -> tuple[tuple[str, ...], Lang]:
    """The lines of a machine translation, and the side that they translate."""
    if path is None:
        return (), "zh"
    from align.formats.documents import read_document
    from align.model import other

    by_line = dataclasses.replace(settings.read, lines=True)
    document = read_document(path, by_line)
    return tuple(block.text for block in document.blocks), other(document.lang)


def known_glossary(paths: tuple[Path, ...]) -> Glossary | None:
    """The entries of all glossaries given, one after the other; None where there is none."""
    if not paths:
        return None
    from align.formats.base import read_glossary
    from align.model import Glossary
    from align.terms.shards import uncollected

    # A termbase is a million values that all stay.
    with uncollected():
        glossaries = [read_glossary(path) for path in paths]
    if len(glossaries) == 1:
        return glossaries[0]
    return Glossary(
        tuple(entry for glossary in glossaries for entry in glossary.entries),
        name=" + ".join(glossary.name for glossary in glossaries),
    )
