"""The shared data sets with known answers, as sentences and gold beads.

Nothing here is part of align; the folder of the data is an argument of every script.
"""

from __future__ import annotations

import ast
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from align.model import Bead, Block, Document, Lang
from align.text.sentences import spans

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
# Chapters whose two versions are known to differ.
HKMA_LEFT_OUT = {"2015/10", "2018/07", "2018/14", "2018/17"}


@dataclass(frozen=True)
class Pair:
    """Two lists of sentences with the beads that are right.

    ``breaks`` mark the positions of either side (n+1) at which a paragraph begins, if it has any.
    """

    name: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    beads: tuple[Bead, ...]
    breaks: tuple[tuple[bool, ...], tuple[bool, ...]] | None = None


def read_beads(path: Path) -> tuple[Bead, ...]:
    """Beads of a file in the form ``[0,1]:[0]``."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            zh, en = line.split(":")[:2]
            found.append(Bead(tuple(ast.literal_eval(zh)), tuple(ast.literal_eval(en))))
    return tuple(found)


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").splitlines())


def fiction(gold: Path) -> list[Pair]:
    """Bertalign's development set: six hand-aligned pieces of fiction."""
    folder = gold / "sentences" / "mac_dev"
    return [
        Pair(f.stem, _lines(folder / "zh" / f.stem), _lines(folder / "en" / f.stem), read_beads(f))
        for f in sorted((folder / "gold").iterdir())
    ]


def translations(gold: Path) -> list[tuple[str, ...]]:
    """A machine translation of the Chinese side of each piece of fiction, line by line."""
    folder = gold / "sentences" / "mac_dev" / "zh"
    return [_lines(path) for path in sorted(folder.glob("*.trans"))]


def corpora() -> list[Pair]:
    """The bundled reports."""
    return [
        Pair(
            folder.parent.name,
            _lines(folder / "zh.txt"),
            _lines(folder / "en.txt"),
            read_beads(folder / "beads.beads"),
        )
        for folder in sorted(CORPORA.glob("*/gold"))
    ]


def hkma(gold: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Chapters of HKMA annual reports whose blocks correspond one to one: name, zh, en."""
    for english in sorted((gold / "blocks" / "hkma").glob("*/[0-9]*.md")):
        name = f"{english.parent.name}/{english.name[:2]}"
        if name not in HKMA_LEFT_OUT:
            chinese = english.with_name("C" + english.name)
            yield name, blocks(chinese), blocks(english)


def yearbook(gold: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Chapters of the Kaiyuanshe yearbook with equal numbers of blocks: name, zh, en."""
    folder = gold / "documents" / "kaiyuanshe_2024"
    for english in sorted((folder / "en").glob("*.md")):
        pair = blocks(folder / english.name), blocks(english)
        # The preface has as many blocks on both sides, but not the same ones.
        if len(pair[0]) == len(pair[1]) and english.stem != "preface":
            yield english.stem, *pair


def blocks(path: Path) -> list[str]:
    """The blocks of a Markdown file: what blank lines part."""
    parts = path.read_text(encoding="utf-8").split("\n\n")
    return [" ".join(part.split()) for part in parts if part.strip()]


def news(gold: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """NTREX: each document's lines, Chinese and English."""
    folder = gold / "documents" / "ntrex"
    names = [n.split("\t")[0] for n in _lines(folder / "DOCUMENT_IDS.tsv")]
    zh, en = (_lines(folder / f"newstest2019-{n}.txt") for n in ("ref.zho-CN", "src.eng"))
    return _by_document(zip(names, zh, en, strict=True))


def medical(gold: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """TICO-19: each document's segments, Chinese and English."""
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    rows = []
    for unit in ET.parse(gold / "terms" / "tico19" / "all.en-zh.tmx").getroot().iter("tu"):
        text = {
            v.get(lang, "")[:2]: "".join(v.find("seg").itertext()).strip()  # type: ignore[union-attr]
            for v in unit.iter("tuv")
        }
        if text["zh"] and text["en"]:
            rows.append((unit.get("tuid", "").rsplit(":", 1)[0], text["zh"], text["en"]))
    return _by_document(rows)


def _by_document(
    rows: Iterable[tuple[str, str, str]],
) -> list[tuple[str, list[tuple[str, str]]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for name, zh, en in rows:
        found.setdefault(name, []).append((zh, en))
    return list(found.items())


def joined(
    documents: Sequence[tuple[str, list[tuple[str, str]]]], least: int
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Documents put together until each has at least so many lines."""
    found: list[tuple[str, list[tuple[str, str]]]] = []
    lines: list[tuple[str, str]] = []
    for name, more in documents:
        lines = lines + more
        if len(lines) >= least:
            found.append((name, lines))
            lines = []
    return found


def sentences(text: str, lang: Lang) -> list[str]:
    """The sentences of a text; the text itself where there is none."""
    return [text[a:b] for a, b in spans(text, lang)] or [text]


def sentences_of(
    documents: Sequence[tuple[str, list[tuple[str, str]]]],
) -> tuple[list[str], list[str]]:
    """The sentences of all documents; the English ones in another order of documents."""
    return (
        [s for _, lines in documents for zh, _ in lines for s in sentences(zh, "zh")],
        [s for _, lines in documents[::-1] for _, en in lines for s in sentences(en, "en")],
    )


def document(name: str, lang: Lang, paragraphs: Sequence[str]) -> Document:
    """Paragraphs as a document."""
    return Document(name, lang, tuple(Block("paragraph", p) for p in paragraphs))
