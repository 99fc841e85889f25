"""The bundled reports with their gold files, as values."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from align.model import Alignment, Bead, Block, Document, Lang, Sentence, Signature


@dataclass(frozen=True)
class Report:
    """A report aligned by hand, the term pairs of its gold list, what is planted in it.

    ``key_terms`` are the pairs that no glossary of the report may lack.
    """

    name: str
    alignment: Alignment
    terms: tuple[tuple[str, str, str], ...]
    key_terms: frozenset[tuple[str, str]]
    planted: tuple[dict[str, str], ...]


def read_report(folder: Path) -> Report:
    """Read ``folder/gold``."""
    gold = folder / "gold"

    def side(lang: Lang) -> tuple[Document, tuple[Sentence, ...]]:
        lines = (gold / f"{lang}.txt").read_text("utf-8").splitlines()
        blocks = tuple(Block("paragraph", line) for line in lines)
        sentences = tuple(Sentence(line, i, (0, len(line))) for i, line in enumerate(lines))
        return Document(folder.name, lang, blocks), sentences

    beads = []
    for line in (gold / "beads.beads").read_text("utf-8").split():
        zh, en = (tuple(map(int, re.findall(r"\d+", part))) for part in line.split(":")[:2])
        beads.append(Bead(zh, en))
    zh_document, zh_sentences = side("zh")
    en_document, en_sentences = side("en")
    alignment = Alignment(
        zh_document, en_document, zh_sentences, en_sentences, tuple(beads), Signature("bench")
    )
    with (gold / "terms.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    terms = tuple((row["zh"], row["en"], row["type"]) for row in rows)
    key_terms = frozenset((row["zh"], row["en"]) for row in rows if row["key"] == "yes")
    with (gold / "planted.csv").open(encoding="utf-8", newline="") as file:
        planted = tuple(csv.DictReader(file))
    return Report(folder.name, alignment, terms, key_terms, planted)


def read_reports(folder: Path) -> list[Report]:
    """All reports of ``corpora/``."""
    return [read_report(gold.parent) for gold in sorted(folder.glob("*/gold"))]
