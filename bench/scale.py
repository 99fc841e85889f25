"""Time and memory of sentence alignment, as ratios measured in one run.

Usage: python bench/scale.py GOLD_FOLDER [--sentences 5000] [--long 0] [--keep] [--profile]

The text: news and medical text of the shared data one after another, again and again with other
numbers in it and other sentences merged and split, until there are enough sentences. Prints the
bare time of encoding all sentences once, the time of the whole alignment, and their ratio (the
bar: 2.5), by the clock and by processor time (which other work on the machine disturbs less).

With ``--long N`` the command ``align sentences`` aligns 10,000 and N sentences a side, as a user
calls it, from two files to a TMX: the ratio of the times, the peak memory of the process, and the
quality, of the whole and of each tenth of the document (it should not fall with length).

With ``--keep`` one bead between two confirmed ones is rejected, in documents of 1,000 sentences
and of more: the time and the sentences encoded to align them again should not grow.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gold as data
import numpy as np
from disturbances import disturbed

from align.bitext.align import align_sentences
from align.bitext.evaluate import evaluate
from align.bitext.realign import realign
from align.encode.base import Vectors
from align.encode.use import UniversalSentenceEncoder
from align.formats.base import read_bitext
from align.model import Bead, BeadStatus


def text(gold: Path, size: int) -> data.Pair:
    """So many Chinese sentences and their English ones, with the beads that are right."""
    rng = np.random.default_rng(3)
    zh: list[str] = []
    en: list[str] = []
    beads: list[Bead] = []
    lines = [pair for _, own in [*data.news(gold), *data.medical(gold)] for pair in own]
    while len(zh) < size:
        pair = disturbed("long", lines, rng)
        mark = f"{rng.integers(10**6)}"
        for bead in pair.beads:
            beads.append(
                Bead(tuple(i + len(zh) for i in bead.zh), tuple(j + len(en) for j in bead.en))
            )
        # A few numbers of its own make each turn a text of its own.
        zh += [s if at % 7 else f"{mark}{at}，{s}" for at, s in enumerate(pair.zh)]
        en += [s if at % 7 else f"{mark}{at}, {s}" for at, s in enumerate(pair.en)]
    cut = next(at for at, bead in enumerate(beads) if bead.zh and bead.zh[-1] >= size - 1)
    kept = beads[: cut + 1]
    n = max(i for bead in kept for i in bead.zh) + 1
    m = max(j for bead in kept for j in bead.en) + 1
    return data.Pair("long", tuple(zh[:n]), tuple(en[:m]), tuple(kept))


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock and of the processors."""

    clock: float
    processor: float

    @classmethod
    def now(cls) -> Spent:
        """The time so far."""
        return cls(time.perf_counter(), time.process_time())

    def __sub__(self, other: Spent) -> Spent:
        return Spent(self.clock - other.clock, self.processor - other.processor)


def measure(gold: Path, size: int) -> dict[str, float]:
    """Times and quality for one size, and the peak memory of this process."""
    pair = text(gold, size)
    encoder = UniversalSentenceEncoder()
    encoder.encode(["warm", "热身"])
    start = Spent.now()
    encoder.encode(pair.zh)
    encoder.encode(pair.en)
    encoded = Spent.now()
    beads, _ = align_sentences(pair.zh, pair.en, encoder=encoder)
    aligned = Spent.now() - encoded
    encoded -= start
    score = evaluate(beads, pair.beads)
    return {
        "zh": len(pair.zh),
        "en": len(pair.en),
        "encode s": round(encoded.clock, 2),
        "align s": round(aligned.clock, 2),
        "ratio": round(aligned.clock / encoded.clock, 2),
        "processor encode s": round(encoded.processor, 2),
        "processor align s": round(aligned.processor, 2),
        "processor ratio": round(aligned.processor / encoded.processor, 2),
        "strict F1": round(score.strict.f1, 4),
        "lax F1": round(score.lax.f1, 4),
        "peak MB": round(peak_megabytes(resource.getrusage(resource.RUSAGE_SELF))),
    }


def command(gold: Path, size: int) -> dict[str, Any]:
    """Times, memory and quality of the command on two files of one sentence a line."""
    pair = text(gold, size)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for lang, lines in (("zh", pair.zh), ("en", pair.en)):
            (folder / f"{lang}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        files = [str(folder / f) for f in ("zh.txt", "en.txt")]
        target = folder / "bitext.tmx"
        call = [sys.executable, "-m", "align.cli.main", "sentences", *files, "--lines"]
        process = subprocess.Popen([*call, "-q", "-o", str(target)])
        start = time.perf_counter()
        _, code, usage = os.wait4(process.pid, 0)
        clock = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(code)
        if process.returncode:
            raise SystemExit(f"align ended with {process.returncode}")
        beads = read_bitext(target).beads
    score = evaluate(beads, pair.beads)
    tenths = []
    for first in range(0, len(pair.zh), -(-len(pair.zh) // 10)):
        part = range(first, first + -(-len(pair.zh) // 10))
        own, right = ([b for b in all_ if b.zh and b.zh[0] in part] for all_ in (beads, pair.beads))
        tenths.append(round(evaluate(own, right).strict.f1, 4))
    return {
        "zh": len(pair.zh),
        "en": len(pair.en),
        "clock s": round(clock, 1),
        "processor s": round(usage.ru_utime + usage.ru_stime, 1),
        "peak MB": round(peak_megabytes(usage)),
        "strict F1": round(score.strict.f1, 4),
        "lax F1": round(score.lax.f1, 4),
        "strict F1 by tenth": tenths,
    }


class Counting:
    """The built-in encoder, which notes how many sentences it was given."""

    def __init__(self) -> None:
        self.inner, self.texts = UniversalSentenceEncoder(), 0
        self.name = self.inner.name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts."""
        self.texts += len(texts)
        return self.inner.encode(texts)

    def encode_spans(self, texts: Sequence[str], longest: int) -> tuple[Vectors, ...]:
        """Vectors of runs of texts."""
        self.texts += len(texts)
        return self.inner.encode_spans(texts, longest)


def keep(gold: Path, size: int, encoder: Counting) -> dict[str, float]:
    """The time and work to align a document of so many sentences again after one decision."""
    pair = text(gold, size)
    zh, en = data.document("long", "zh", pair.zh), data.document("long", "en", pair.en)
    linked = [at for at, bead in enumerate(pair.beads) if bead.zh and bead.en]
    beads = list(pair.beads)
    decisions: dict[int, BeadStatus] = {480: "confirmed", 490: "rejected", 500: "confirmed"}
    for place, status in decisions.items():
        beads[linked[place]] = replace(beads[linked[place]], status=status)
    encoder.texts = 0
    start = Spent.now()
    realign(zh, en, keep=beads, encoder=encoder, lines=True)
    spent = Spent.now() - start
    return {
        "zh": len(pair.zh),
        "encoded": encoder.texts,
        "clock s": round(spent.clock, 2),
        "processor s": round(spent.processor, 2),
    }


def peak_megabytes(usage: resource.struct_rusage) -> float:
    """The most memory that a process held."""
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--sentences", type=int, default=5000)
    parser.add_argument("--long", type=int, default=0)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    if options.profile:
        import cProfile
        import pstats

        profile = cProfile.Profile()
        profile.runcall(measure, options.gold, options.sentences)
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)
    elif options.keep:
        encoder = Counting()
        encoder.encode(["warm", "热身"])
        for size in (1000, 1000, 10_000, 50_000):
            show(keep(options.gold, size, encoder))
    elif options.long:
        short, long = (show(command(options.gold, size)) for size in (10_000, options.long))
        for name in ("clock s", "processor s"):
            print(f"{name}: x{long[name] / short[name]:.1f}")
    else:
        show(measure(options.gold, options.sentences))


def show(found: dict[str, Any]) -> dict[str, Any]:
    """Print figures at once, for what follows may take long."""
    print(found, flush=True)
    return found


if __name__ == "__main__":
    main()
