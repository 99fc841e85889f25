"""Alignment error rate of the word links on hand-aligned sentence pairs.

Usage: python bench/word_alignment.py DENERO_FOLDER [OPEN_TEXT_FOLDER]

DENERO_FOLDER holds train.zh, train.en (tokenised) and train.align (`zh-en`, `-P` = possible).
The links are learned from these pairs and the dictionary alone; with OPEN_TEXT_FOLDER (files
NAME.zh and NAME.en, a sentence a line) also from that text, never from its links.

Our words are not the set's tokens: a link is counted for every pair of tokens that its two
words cover; punctuation, which the words leave out, is linked in its order.
"""

from __future__ import annotations

import sys
from pathlib import Path

from align.model import Alignment, Bead, Block, Document, Lang, Sentence, Signature
from align.terms.renderings import Renderer

PUNCTUATION = {
    "，": ",", "。": ".", "、": ",", "“": "``", "”": "''", "（": "-LRB-", "(": "-LRB-",
    "）": "-RRB-", ")": "-RRB-", "；": ";", "：": ":", "？": "?", "！": "!", "《": "``", "》": "''",
}  # fmt: skip


def lines_as_alignment(zh: list[str], en: list[str], name: str = "bench") -> Alignment:
    """Parallel lines as an alignment of one bead a line."""

    def document(lang: Lang, lines: list[str]) -> tuple[Document, tuple[Sentence, ...]]:
        blocks = tuple(Block("paragraph", line) for line in lines)
        sentences = tuple(Sentence(line, i, (0, len(line))) for i, line in enumerate(lines))
        return Document(name, lang, blocks), sentences

    zh_document, zh_sentences = document("zh", zh)
    en_document, en_sentences = document("en", en)
    beads = tuple(Bead((i,), (i,)) for i in range(len(zh)))
    return Alignment(
        zh_document, en_document, zh_sentences, en_sentences, beads, Signature("bench")
    )


def joined(tokens: list[str], lang: Lang) -> tuple[str, list[tuple[int, int]]]:
    """A tokenised line as running text, and where each token stands in it."""
    text, spans = "", []
    for token in tokens:
        if (lang == "en" and text) or (
            text and text[-1].isascii() and text[-1].isalnum() and token[0].isascii()
        ):
            text += " "
        spans.append((len(text), len(text) + len(token)))
        text += token
    return text, spans


def punctuation_links(zh: list[str], en: list[str]) -> set[tuple[int, int]]:
    """Equal marks, paired in the order in which they stand, nearest relative place first."""
    links = set()
    taken: set[int] = set()
    for i, mark in enumerate(zh):
        wanted = PUNCTUATION.get(mark, mark)
        places = [j for j, token in enumerate(en) if token == wanted and j not in taken]
        if any(char.isalnum() for char in mark) or not places:
            continue
        best = min(places, key=lambda j: abs(i / len(zh) - j / len(en)))
        if abs(i / len(zh) - best / len(en)) < 0.25:
            links.add((i, best))
            taken.add(best)
    return links


def main(folder: Path, open_text: Path | None) -> None:
    """Print precision, recall and alignment error rate."""
    zh = [line.split() for line in (folder / "train.zh").read_text("utf-8").splitlines()]
    en = [line.split() for line in (folder / "train.en").read_text("utf-8").splitlines()]
    gold = (folder / "train.align").read_text("utf-8").splitlines()
    zh_texts = [joined(tokens, "zh") for tokens in zh]
    en_texts = [joined(tokens, "en") for tokens in en]
    alignments = [lines_as_alignment([t for t, _ in zh_texts], [t for t, _ in en_texts])]
    if open_text is not None:
        for path in sorted(open_text.glob("*.zh")):
            other = path.with_suffix(".en").read_text("utf-8").splitlines()
            alignments.append(lines_as_alignment(path.read_text("utf-8").splitlines(), other))
    renderer = Renderer(alignments)
    sure_hits = possible_hits = found = sure_total = 0
    for number in range(len(zh)):
        sure, possible = set(), set()
        for item in gold[number].split():
            zh_at, en_at, *maybe = item.split("-")
            possible.add((int(zh_at), int(en_at)))
            if not maybe:
                sure.add((int(zh_at), int(en_at)))
        links = punctuation_links(zh[number], en[number])
        for left, right, _score in renderer.word_links(0, number):
            for i, (start, end) in enumerate(zh_texts[number][1]):
                if start >= left.end or end <= left.start:
                    continue
                for j, (first, last) in enumerate(en_texts[number][1]):
                    if first < right.end and last > right.start:
                        links.add((i, j))
        sure_hits += len(links & sure)
        possible_hits += len(links & possible)
        found += len(links)
        sure_total += len(sure)
    precision, recall = possible_hits / found, sure_hits / sure_total
    rate = 1 - (sure_hits + possible_hits) / (found + sure_total)
    print(f"precision {precision:.3f}  recall {recall:.3f}  AER {rate:.3f}  links {found}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
