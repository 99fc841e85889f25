"""Sentence alignment beside the peers on PyPI, in one run: quality and time.

Usage: python bench/peers.py GOLD_FOLDER [--sentences 2000]

The peers are installed for this script alone: pip install sentweave galechurch. sentweave
(Vecalign's algorithm) is given the same encoder; its time holds the encoding, as ours does.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import galechurch
import gold as data
import scale
import sentweave

from align.bitext.align import align_sentences
from align.bitext.evaluate import Evaluation, evaluate
from align.encode.use import UniversalSentenceEncoder
from align.model import Bead
from align.text.script import to_simplified

Aligner = Callable[[Sequence[str], Sequence[str]], list[Bead]]


def main() -> None:
    """Print a line an aligner and a text."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--sentences", type=int, default=2000)
    options = parser.parse_args()
    encoder = UniversalSentenceEncoder()
    encoder.encode(["warm", "热身"])

    def ours(zh: Sequence[str], en: Sequence[str]) -> list[Bead]:
        return list(align_sentences(zh, en, encoder=encoder)[0])

    def words(zh: Sequence[str], en: Sequence[str]) -> list[Bead]:
        return list(align_sentences(zh, en, encoder=None)[0])

    def weave(zh: Sequence[str], en: Sequence[str]) -> list[Bead]:
        found = sentweave.align([to_simplified(t) for t in zh], list(en), encoder.encode)
        return [Bead(tuple(a.src_indices), tuple(a.tgt_indices)) for a in found.alignments]

    def lengths(zh: Sequence[str], en: Sequence[str]) -> list[Bead]:
        ratio = sum(map(len, zh)) / max(1, sum(map(len, en)))
        found = galechurch.align(list(zh), list(en), mean_xy=ratio)
        return [_bead(bead) for bead in found.beads]

    aligners: dict[str, Aligner] = {
        "align": ours,
        "align --encoder none": words,
        "sentweave": weave,
        "galechurch": lengths,
    }
    long = scale.text(options.gold, options.sentences)
    for name, pairs in (("fiction", data.fiction(options.gold)), (f"{len(long.zh)}", [long])):
        for label, aligner in aligners.items():
            total: Evaluation | None = None
            start = time.perf_counter()
            for pair in pairs:
                score = evaluate(aligner(pair.zh, pair.en), pair.beads)
                total = score if total is None else total + score
            seconds = time.perf_counter() - start
            assert total is not None
            print(
                f"{name:8} {label:22} strict F1 {total.strict.f1:.3f}  lax {total.lax.f1:.3f}"
                f"  {seconds:7.2f} s",
                flush=True,
            )


def _bead(bead: galechurch.Bead) -> Bead:
    zh = tuple(range(bead.source_start, bead.source_end))
    return Bead(zh, tuple(range(bead.target_start, bead.target_end)))


if __name__ == "__main__":
    main()
