"""How well sentences are split, on news whose sentence ends are known.

    python bench/sentence_splitting.py GOLD

``GOLD`` holds ``documents/ntrex``: news with one sentence a line (Federmann et al. 2022). Every
ten lines of a document are joined, English by a space and Chinese by nothing, and split again.
Precision and recall are of sentence ends, the last of each stretch left out because everybody
finds it (``--ends`` counts it too). The lines are not perfect gold: headlines have no stop, and
some lines hold two sentences or half of one.

Against syntok for English (https://github.com/fnl/syntok), and for both languages against a
naive rule: break after a stop, and after the quotes that follow it.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from align.model import Lang
from align.text.sentences import spans

FILES: dict[Lang, tuple[str, ...]] = {
    "en": ("newstest2019-src.eng.txt",),
    "zh": ("newstest2019-ref.zho-CN.txt", "newstest2019-ref.zho-TW.txt"),
}
NAIVE = {"en": re.compile(r"[.!?]+[\"'”’)]*(?=\s)"), "zh": re.compile(r"[。！？!?…]+[”’」』）]*")}

Splitter = Callable[[str], list[int]]


def main() -> None:
    """Print one line a file and splitter."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("gold", type=Path, help="the folder that holds documents/ntrex")
    parser.add_argument("--ends", action="store_true", help="count the end of each stretch too")
    options = parser.parse_args()
    folder = options.gold / "documents" / "ntrex"
    for lang, names in FILES.items():
        for name in names:
            texts = list(stretches(folder, name, " " if lang == "en" else ""))
            for label, splitter in splitters(lang):
                report(f"{name}  {label}", texts, splitter, options.ends)


def stretches(folder: Path, name: str, joiner: str) -> Iterator[tuple[str, set[int]]]:
    """Ten lines of a document at a time, joined, and where each line ends."""
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    documents = (folder / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").splitlines()
    groups: list[tuple[str, list[str]]] = []
    for line, document in zip(lines, documents, strict=True):
        if not groups or groups[-1][0] != document or len(groups[-1][1]) == 10:
            groups.append((document, []))
        groups[-1][1].append(line.strip())
    for _, group in groups:
        ends, at = set(), 0
        for line in group:
            ends.add(at + len(line))
            at += len(line) + len(joiner)
        yield joiner.join(group), ends


def splitters(lang: Lang) -> Iterator[tuple[str, Splitter]]:
    """What is compared for a language: a name, and a function that finds sentence ends."""
    yield "align", lambda text: [end for _, end in spans(text, lang)]
    yield "naive", lambda text: [match.end() for match in NAIVE[lang].finditer(text)]
    if lang == "en":
        from syntok import segmenter

        yield (
            "syntok",
            lambda text: [
                sentence[-1].offset + len(sentence[-1].value)
                for paragraph in segmenter.analyze(text)
                for sentence in paragraph
            ],
        )


def report(label: str, texts: list[tuple[str, set[int]]], splitter: Splitter, ends: bool) -> None:
    """Split the texts and print how many of their gold ends were found."""
    right = wrong = missed = 0
    started = time.perf_counter()
    found = [set(splitter(text)) | {len(text)} for text, _ in texts]
    seconds = time.perf_counter() - started
    for (text, gold), answer in zip(texts, found, strict=True):
        last = set() if ends else {len(text)}
        right += len((gold & answer) - last)
        wrong += len(answer - gold)
        missed += len(gold - answer)
    precision, recall = right / (right + wrong), right / (right + missed)
    speed = sum(map(len, found)) / seconds
    print(
        f"{label:44} P {precision:.3f}  R {recall:.3f}  "
        f"F1 {2 * precision * recall / (precision + recall):.3f}  {speed:9,.0f} sentences/s"
    )


if __name__ == "__main__":
    main()
