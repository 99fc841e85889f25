"""Texts with known beads, and encoders."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from align.encode.base import Vectors
from align.encode.use import UniversalSentenceEncoder
from align.model import Bead

CORPORA = sorted((Path(__file__).resolve().parents[2] / "corpora").glob("*/gold"))


@dataclass(frozen=True)
class Pair:
    """Sentences of both sides and the beads that are right."""

    zh: list[str]
    en: list[str]
    beads: tuple[Bead, ...]


def read_pair(zh: Path, en: Path, beads: Path) -> Pair:
    found = []
    for line in beads.read_text(encoding="utf-8").splitlines():
        if line.strip():
            left, right = line.split(":")[:2]
            found.append(Bead(tuple(ast.literal_eval(left)), tuple(ast.literal_eval(right))))
    return Pair(
        zh.read_text(encoding="utf-8").splitlines(),
        en.read_text(encoding="utf-8").splitlines(),
        tuple(found),
    )


class Broken:
    """An encoder that answers with something other than numbers."""

    name = "broken"

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.full((len(texts), 4), np.nan, dtype=np.float32)


class Flat:
    """An encoder for which all sentences are alike: it must do no harm."""

    name = "flat"

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.full((len(texts), 4), 0.5, dtype=np.float32)


@pytest.fixture(scope="session")
def encoder() -> UniversalSentenceEncoder:
    return UniversalSentenceEncoder()


@pytest.fixture(scope="session")
def report() -> Pair:
    """One bundled report."""
    return corpus(CORPORA[0])


@pytest.fixture(scope="session")
def reports() -> list[Pair]:
    """All bundled reports."""
    return [corpus(folder) for folder in CORPORA]


def corpus(folder: Path) -> Pair:
    return read_pair(folder / "zh.txt", folder / "en.txt", folder / "beads.beads")
