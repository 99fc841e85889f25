"""How long all checks of a long bitext take, and how much memory.

    python bench/check_scale.py GOLD [--pairs 10000 100000] [--glossary]

Sentence pairs of annual reports, news and health texts under ``GOLD``, again and again until there
are as many as wanted, each round with other figures on both sides, so that no sentence recurs.
Each size is measured in a process of its own: seconds on the clock, seconds of processor time of
all its processes, and the greatest memory of the first process and of any of the others.
``--glossary`` checks the terms of the annual reports of 2018 as well.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from checks import NONE, hkma, terms
from quantities import ntrex, tico19
from renderings import pairs_as_alignment

from align.check.run import report


def main() -> None:
    """Print one line a size, and its ratio to the first."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--pairs", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--glossary", action="store_true")
    parser.add_argument("--here", action="store_true", help="measure in this process")
    options = parser.parse_args()
    if options.here:
        measure(options.gold, options.pairs[0], glossary=options.glossary)
        return
    first = 0.0
    for pairs in options.pairs:
        flags = ["--here", *(["--glossary"] if options.glossary else [])]
        command = [sys.executable, __file__, str(options.gold), "--pairs", str(pairs), *flags]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds = float(done.stdout.split()[3])
        first = first or seconds
        print(f"{done.stdout.strip()}   {seconds / first:.1f} times the first", flush=True)


def measure(gold: Path, pairs: int, *, glossary: bool) -> None:
    """Check so many pairs."""
    texts = sentences(gold)
    many = [numbered(*texts[i % len(texts)], i // len(texts)) for i in range(pairs)]
    alignment = pairs_as_alignment(many, "many")
    known = terms(gold, "2018") if glossary else NONE
    before = usage()
    started = time.perf_counter()
    items = report(alignment, known).findings.items
    seconds = time.perf_counter() - started
    spent = usage() - before
    own, others = (
        resource.getrusage(who).ru_maxrss // 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(
        f"{pairs:7} pairs in {seconds:6.1f} s, {spent:6.1f} s of processor time, "
        f"{own} MB and {others} MB, {len(items)} findings"
    )


def usage() -> float:
    """Seconds of processor time of this process and those that it has waited for."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def sentences(gold: Path) -> list[tuple[str, str]]:
    """Pairs of about a sentence."""
    found = [(zh, en) for _, zh, en in (*ntrex(gold), *tico19(gold))]
    for blocks in hkma(gold).values():
        for zh, en in blocks:
            one, two = re.findall("[^。]+。?", zh), re.findall(r".+?(?:\. |$)", en)
            if len(one) == len(two):
                found += zip(one, two, strict=True)
    return found


def numbered(zh: str, en: str, turn: int) -> tuple[str, str]:
    """A pair with the number of the round, on both sides."""
    return (zh, en) if not turn else (f"{zh}（{turn + 100}）", f"{en} ({turn + 100})")


if __name__ == "__main__":
    main()
