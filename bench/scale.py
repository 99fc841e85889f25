"""Time and memory of sentence alignment, as ratios measured in one run.

Usage: python bench/scale.py GOLD_FOLDER [--sentences 5000] [--long 0] [--profile]

The text: news, medical text and reports of the shared data one after another, again and again
with other numbers in it, until there are enough sentences. Prints the bare time of encoding all
sentences once, the time of the whole alignment, and their ratio (the bar: 2.5). With ``--long N``
each of 10,000 and N sentences a side is aligned in a process of its own: the ratio of the times,
the peak memory and the quality.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

import gold as data
import numpy as np

from align.bitext.align import align_sentences
from align.bitext.evaluate import evaluate
from align.encode.use import UniversalSentenceEncoder
from align.model import Bead


def text(gold: Path, size: int) -> data.Pair:
    """So many Chinese sentences and their English ones, with the beads that are right."""
    rng = np.random.default_rng(3)
    zh: list[str] = []
    en: list[str] = []
    beads: list[Bead] = []
    lines = [pair for _, own in [*data.news(gold), *data.medical(gold)] for pair in own]
    while len(zh) < size:
        pair = data.disturbed("long", lines, rng)
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


def measure(gold: Path, size: int) -> dict[str, float]:
    """Times and quality for one size, and the peak memory of this process."""
    pair = text(gold, size)
    encoder = UniversalSentenceEncoder()
    encoder.encode(["warm", "热身"])
    start = time.perf_counter()
    encoder.encode(pair.zh)
    encoder.encode(pair.en)
    encoded = time.perf_counter()
    beads, _ = align_sentences(pair.zh, pair.en, encoder=encoder)
    done = time.perf_counter()
    score = evaluate(beads, pair.beads)
    return {
        "zh": len(pair.zh),
        "en": len(pair.en),
        "encode s": encoded - start,
        "align s": done - encoded,
        "ratio": (done - encoded) / (encoded - start),
        "strict F1": score.strict.f1,
        "lax F1": score.lax.f1,
        "peak MB": _peak(),
    }


def _peak() -> float:
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--sentences", type=int, default=5000)
    parser.add_argument("--long", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    if options.profile:
        import cProfile
        import pstats

        profile = cProfile.Profile()
        found = profile.runcall(measure, options.gold, options.sentences)
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)
    elif options.long:
        runs = []
        for size in (10_000, options.long):
            command = [sys.executable, __file__, str(options.gold), "--json"]
            output = subprocess.run(
                [*command, "--sentences", str(size)], check=True, capture_output=True, text=True
            )
            runs.append(json.loads(output.stdout))
            print(runs[-1], flush=True)
        print(f"time x{runs[1]['align s'] / runs[0]['align s']:.1f} for {options.long} sentences")
        return
    else:
        found = measure(options.gold, options.sentences)
    print(json.dumps(found) if options.json else found)


if __name__ == "__main__":
    main()
