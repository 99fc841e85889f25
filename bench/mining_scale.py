"""Time and memory of term mining, and how both grow.

Usage: python bench/mining_scale.py GOLD_FOLDER [--pairs 100000] [--workers 2]

The text: news, medical segments and blocks of reports (those of 400 characters or less) of the
shared data, drawn at random again and again. Drawn alone they would bring no new word after the
first round, and real text does: so every fourth pair gets made-up names on both sides, the
English in Latin letters, the Chinese in characters that write sounds, half of them new and half
used before, and every number is another one. Real text of this kind still repeats itself less;
what is measured is the work for so many words, not how good the terms are.

For 10,000 pairs and for so many as are wanted, each in a process of its own: the time of mining
(the bitext is in memory), processor time of all processes, peak memory (the peaks of the process
and of its largest child, what they share counted twice; and, looked at twice a second, what all
of them hold at once, what they share counted once; the text itself for comparison), different
words and terms mined; then the ratios.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import gold as data
from renderings import pairs_as_alignment

from align.model import Alignment
from align.settings import TermSettings
from align.terms.index import build_index
from align.terms.mine import mine

SOUNDS = dict(
    zip(
        "ba ka da fei ge ha ji ke lan ma nuo pu qi sa ta wei xi ya zhu luo sen te er".split(),  # noqa: SIM905
        "巴卡达菲格哈吉克兰马诺普奇萨塔维西亚朱罗森特尔",
        strict=True,
    )
)
LONGEST = 400
A_DOCUMENT = 100
# Seconds between two looks at the memory.
_LOOK = 0.5


def sources(gold: Path) -> list[tuple[str, str]]:
    """All real pairs."""
    found = [pair for _, own in [*data.news(gold), *data.medical(gold)] for pair in own]
    for _, zh, en in data.hkma(gold):
        found += [(a, b) for a, b in zip(zh, en, strict=True) if len(b) <= LONGEST]
    return found


def made_up(gold: Path, size: int) -> list[Alignment]:
    """So many pairs in documents of a hundred."""
    rng = random.Random(5)
    real = sources(gold)
    names: list[tuple[str, str]] = []
    pairs = []
    for at in range(size):
        zh, en = real[at] if at < len(real) else rng.choice(real)
        if at >= len(real):
            digits = str(rng.randrange(10, 10**6))
            zh, en = (re.sub(r"\d[\d,.]*\d", digits, text) for text in (zh, en))
        if at % 4 == 0:
            if not names or rng.random() < 0.5:
                parts = rng.choices(list(SOUNDS), k=rng.randint(3, 5))
                names.append(("".join(SOUNDS[part] for part in parts), "".join(parts).capitalize()))
            one = names[-1] if rng.random() < 0.5 else rng.choice(names)
            zh, en = f"{one[0]}表示，{zh}", f"{one[1]} said that {en}"
        pairs.append((zh, en))
    return [
        pairs_as_alignment(pairs[at : at + A_DOCUMENT], f"d{at}")
        for at in range(0, size, A_DOCUMENT)
    ]


def peak() -> float:
    """The most memory of this process and of its largest child so far, in MB."""
    return sum(
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )


def measure(gold: Path, size: int, workers: int) -> dict[str, float]:
    """What mining so many pairs takes."""
    bitexts = made_up(gold, size)
    text = peak()
    start, used = time.perf_counter(), _processor()
    glossary = mine(bitexts, TermSettings(), workers=workers)
    spent = time.perf_counter() - start, _processor() - used, peak()
    index = build_index(bitexts)
    return {
        "seconds": spent[0],
        "processor": spent[1],
        "peak": spent[2],
        "text": text,
        "terms": len(glossary.entries),
        "words": sum(len(side.vocabulary) for side in (index.zh, index.en)),
    }


def watched(command: list[str]) -> tuple[bytes, float]:
    """What a command prints, and the most memory that it and its children hold at once, in MB.

    What processes share is counted once (Linux: their proportional set size); 0 elsewhere.
    """
    most = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        while True:
            try:
                printed, _ = process.communicate(timeout=_LOOK)
                break
            except subprocess.TimeoutExpired:
                most = max(most, _held(process.pid))
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return printed, most


def _held(process: int) -> float:
    """What a process and its children hold, in MB; one that has just ended holds nothing."""
    folder = Path("/proc") / str(process)
    try:
        rollup = (folder / "smaps_rollup").read_text()
        children = (folder / "task" / str(process) / "children").read_text().split()
    except OSError:
        return 0.0
    own = re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)
    return (int(own[1]) / 1024 if own else 0.0) + sum(_held(int(child)) for child in children)


def _processor() -> float:
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main() -> None:
    """Print a line for each size, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--pairs", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--one", action="store_true", help="measure in this process")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.gold, options.pairs, options.workers)))
        return
    found = []
    for size in (10_000, options.pairs):
        command = [sys.executable, __file__, str(options.gold), "--one", "--pairs", str(size)]
        command += ["--workers", str(options.workers)]
        printed, at_once = watched(command)
        done = json.loads(printed)
        found.append(done)
        print(
            f"{size:8,} pairs  {done['seconds']:7.1f} s  processor {done['processor']:7.1f} s"
            f"  peak {done['peak']:6.0f} MB (at once {at_once:.0f}, the text {done['text']:.0f})"
            f"  {done['words']:.0f} different words  {done['terms']:.0f} terms",
            flush=True,
        )
    one, two = found
    print(
        f"{options.pairs / 10_000:.1f} times the pairs: {two['seconds'] / one['seconds']:.1f} times"
        f" the time, {two['processor'] / one['processor']:.1f} times the processor time,"
        f" {two['peak'] / one['peak']:.1f} times the memory"
    )


if __name__ == "__main__":
    main()
