"""How often the rendering that is found is one that a dictionary lists.

Usage: python bench/renderings.py [--errors] GOLD_TERMS_FOLDER GOLD_BLOCKS_FOLDER

For `hkma`: block k of a chapter is aligned with block k of its other version, each year is one
collection, nothing else is known. Every place of a source term with a listed target in the
aligned block counts once; a place inside a longer listed term does not count. The rendering
equals a listed target (case and inflection aside), overlaps it, or misses it.
For `tico19`: the same for its glossaries, English to Chinese, on its segments.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from align.model import Alignment, Bead, Block, Document, Lang, Rendering, Sentence, Signature
from align.terms.occurrences import Occurrence
from align.terms.renderings import Renderer
from align.text.words import comparable

LEFT_OUT = {("2015", "10"), ("2018", "07"), ("2018", "14"), ("2018", "17")}


def pairs_as_alignment(pairs: list[tuple[str, str]], name: str) -> Alignment:
    """Text pairs as an alignment of one bead a pair."""

    def side(lang: Lang, texts: list[str]) -> tuple[Document, tuple[Sentence, ...]]:
        blocks = tuple(Block("paragraph", text) for text in texts)
        sentences = tuple(Sentence(text, i, (0, len(text))) for i, text in enumerate(texts))
        return Document(name, lang, blocks), sentences

    zh, zh_sentences = side("zh", [zh for zh, _ in pairs])
    en, en_sentences = side("en", [en for _, en in pairs])
    beads = tuple(Bead((i,), (i,)) for i in range(len(pairs)))
    return Alignment(zh, en, zh_sentences, en_sentences, beads, Signature("bench"))


def blocks(path: Path) -> list[str]:
    """The blocks of a chapter, each on one line without its heading marks."""
    text = path.read_text("utf-8")
    parts = [re.sub(r"\s+", " ", part).strip("# ") for part in re.split(r"\n\s*\n", text)]
    return [part for part in parts if part]


def hkma_year(folder: Path, year: str) -> list[tuple[int, str, Alignment]]:
    """A year's chapters: their number among the year's files, name, and alignment."""
    found = []
    names = sorted(path for path in (folder / year).glob("*.md") if path.name[0] != "C")
    for number, path in enumerate(names):
        if (year, path.name[:2]) in LEFT_OUT:
            continue
        en, zh = blocks(path), blocks(path.with_name("C" + path.name))
        if len(en) != len(zh):
            print(f"left out: {path} has {len(zh)} and {len(en)} blocks", file=sys.stderr)
            continue
        found.append(
            (number, path.name, pairs_as_alignment(list(zip(zh, en, strict=True)), path.name))
        )
    return found


def tico19(folder: Path) -> tuple[list[Alignment], dict[str, list[str]]]:
    """The documents of the COVID texts, and the glossaries, English to Chinese."""
    documents: dict[str, list[tuple[str, str]]] = {}
    for unit in ElementTree.parse(folder / "all.en-zh.tmx").iter("tu"):
        texts = [("".join(seg.itertext())).strip() for seg in unit.iter("seg")]
        documents.setdefault(unit.attrib["tuid"].split(":")[0], []).append((texts[1], texts[0]))
    terms: dict[str, list[str]] = {}
    for name in ("f_en-zh_CN.csv", "g_en_zh-CN.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                targets = [re.sub(r"（.*?）|\(.*?\)", "", t).strip()
                           for t in row["targetString"].split(" : ")]  # fmt: skip
                terms.setdefault(row["sourceString"].strip(), []).extend(t for t in targets if t)
    return [pairs_as_alignment(pairs, name) for name, pairs in documents.items()], terms


def outermost(found: dict[str, list[Occurrence]]) -> Iterator[tuple[str, Occurrence]]:
    """The places of all terms that do not lie inside the place of a longer one."""
    every = [(o, term) for term, places in found.items() for o in places]
    every.sort(key=lambda p: (p[0].bead, p[0].place.sentence, p[0].place.start, -p[0].place.end))
    last: Occurrence | None = None
    for place, term in every:
        inside = (
            last is not None
            and last.bead == place.bead
            and last.place.sentence == place.place.sentence
            and place.place.end <= last.place.end
        )
        if not inside:
            yield term, place
            last = place


def judge(
    renderer: Renderer, numbers: Mapping[int, Mapping[str, list[str]]], source: Lang, errors: bool
) -> Counter[str]:
    """Count what becomes of every place; ``numbers`` has the terms of each alignment."""
    target: Lang = "en" if source == "zh" else "zh"
    counts: Counter[str] = Counter()
    for number, terms in numbers.items():
        alignment = renderer.index.alignments[number]
        found = {t: renderer.occurrences(t, source, alignment=number) for t in terms}
        for term, place in outermost(found):
            bead = alignment.beads[renderer.index.beads[place.bead][1]]
            text = alignment.text(bead, target)
            listed = [comparable(t, target) for t in terms[term]]
            whole = f" {comparable(text, target)} " if target == "en" else comparable(text, target)
            if not any((f" {t} " if target == "en" else t) in whole for t in listed):
                continue
            rendering: Rendering = renderer.render(place, source)
            words = comparable(rendering.text, target)
            if words in listed:
                verdict = "equal"
            elif not words:
                verdict = "none"
            elif any(t in words or words in t for t in listed):
                verdict = "partial"
            else:
                verdict = "wrong"
            counts[verdict] += 1
            if errors and verdict != "equal":
                print(f"{verdict}\t{term}\t{rendering.text}\t{rendering.score}\t{terms[term][:3]}")
    return counts


def show(name: str, counts: Counter[str]) -> None:
    """Print one line of figures."""
    total = sum(counts.values()) or 1
    parts = "  ".join(f"{k} {counts[k] / total:.3f}" for k in ("equal", "partial", "wrong", "none"))
    print(f"{name:18}{parts}  of {total}", flush=True)


def main(terms: Path, blocks_folder: Path, errors: bool) -> None:
    """Print the shares for every year and for the COVID texts."""
    every: Counter[str] = Counter()
    for path in sorted((terms / "hkma" / "filtered").glob("*.jsonl")):
        year, direction, *_ = path.name.split(".")
        source: Lang = "zh" if direction == "zhen" else "en"
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        chapters = hkma_year(blocks_folder / "hkma", year)
        renderer = Renderer([alignment for _, _, alignment in chapters])
        numbers = {i: rows[number]["terms"] for i, (number, _, _) in enumerate(chapters)}
        counts = judge(renderer, numbers, source, errors)
        show(f"hkma {year} {direction}", counts)
        every += counts
    show("hkma all", every)
    documents, glossary = tico19(terms / "tico19")
    renderer = Renderer(documents)
    counts = judge(renderer, dict.fromkeys(range(len(documents)), glossary), "en", errors)
    show("tico19 en to zh", counts)


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if a != "--errors"]
    main(Path(arguments[0]), Path(arguments[1]), "--errors" in sys.argv)
