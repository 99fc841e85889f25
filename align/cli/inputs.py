"""Inputs of commands: a pair of documents, bitexts, glossaries; what they note goes to stderr."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from align.cli import console
from align.settings import Settings

if TYPE_CHECKING:
    from align.model import Alignment, Document, Glossary


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


def known_glossary(paths: tuple[Path, ...]) -> Glossary | None:
    """The entries of all glossaries given, one after the other; None where there is none."""
    if not paths:
        return None
    from align.formats.base import read_glossary
    from align.model import Glossary

    glossaries = [read_glossary(path) for path in paths]
    if len(glossaries) == 1:
        return glossaries[0]
    return Glossary(
        tuple(entry for glossary in glossaries for entry in glossary.entries),
        name=" + ".join(glossary.name for glossary in glossaries),
    )
