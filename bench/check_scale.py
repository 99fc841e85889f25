"""How long all checks of a long bitext take, and how much memory.

    python bench/check_scale.py GOLD [--pairs 10000 100000] [--glossary]

Sentence pairs of annual reports, news and health texts under ``GOLD``, again and again until there
are as many as wanted, each round with other figures on both sides, so that no sentence recurs; in
a tab-separated file. Each size is measured in a process of its own that reads the file, checks it
and writes the findings as JSON: seconds of the check on the clock, seconds of processor time of all
processes for it, and for the whole; the greatest memory of the first process until the file is
read, until it is checked and until the findings are written, and of any of the others; and how much
more memory each pair takes beyond those of the first size, the findings included. ``--glossary``
checks the terms of the annual reports of 2018 as well.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))

from checks import NONE, hkma, terms
from quantities import ntrex, tico19

from align.check.run import report
from align.formats.base import read_bitext, write


def main() -> None:
    """Print one line a size, and what it takes beyond the first."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--pairs", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--glossary", action="store_true")
    parser.add_argument("--write", type=Path, help="write the pairs to a file, and no more")
    parser.add_argument("--read", type=Path, help="measure such a file in this process")
    options = parser.parse_args()
    if options.write:
        write_pairs(options.gold, options.pairs[0], options.write)
    elif options.read:
        measure(options.gold, options.read, glossary=options.glossary)
    else:
        compare(options.gold, options.pairs, glossary=options.glossary)


def compare(gold: Path, sizes: list[int], *, glossary: bool) -> None:
    """Measure each size in a process of its own, and tell how it differs from the first."""
    first: tuple[int, float, int] | None = None
    with TemporaryDirectory() as folder:
        for pairs in sizes:
            path = Path(folder) / f"{pairs}.tsv"
            command = [sys.executable, __file__, str(gold)]
            # Whoever starts a process must be small: its own memory counts as the other's.
            subprocess.run([*command, "--pairs", str(pairs), "--write", str(path)], check=True)
            command += ["--read", str(path), *(["--glossary"] if glossary else [])]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            figures = done.stdout.split()
            seconds, whole = float(figures[3]), int(figures[-2])
            print(done.stdout[: done.stdout.rindex(";")], flush=True)
            if first is None:
                first = pairs, seconds, whole
            elif pairs > first[0]:
                more = 1024 * (whole - first[2]) / (pairs - first[0])
                print(f"        {seconds / first[1]:.1f} times the first, {more:.0f} bytes a pair")


def write_pairs(gold: Path, pairs: int, path: Path) -> None:
    """Write so many pairs."""
    texts = sentences(gold)
    with path.open("w", encoding="utf-8") as file:
        file.write("zh\ten\n")
        for i in range(pairs):
            pair = numbered(*texts[i % len(texts)], i // len(texts))
            cells = (" ".join(text.split()).replace('"', '""') for text in pair)
            file.write("\t".join(f'"{cell}"' for cell in cells) + "\n")


def measure(gold: Path, path: Path, *, glossary: bool) -> None:
    """Read, check and write; the last line says how many KiB the first process had at most."""
    began = usage()
    alignment = read_bitext(path)
    known = terms(gold, "2018") if glossary else NONE
    memory = [peak(resource.RUSAGE_SELF)]
    before = usage()
    started = time.perf_counter()
    findings = report(alignment, known).findings
    seconds = time.perf_counter() - started
    spent = usage() - before
    memory.append(peak(resource.RUSAGE_SELF))
    write(findings, path.with_suffix(".json"))
    memory.append(peak(resource.RUSAGE_SELF))
    own = ", ".join(f"{size // 1024}" for size in memory)
    print(
        f"{len(alignment.beads):7} pairs in {seconds:6.1f} s, {spent:6.1f} s of processor time "
        f"({usage() - began:.1f} s with reading and writing), {own} MB and "
        f"{peak(resource.RUSAGE_CHILDREN) // 1024} MB, {len(findings.items)} findings; "
        f"{memory[-1]} KiB"
    )


def peak(who: int) -> int:
    """The greatest memory of this process, or of any that it has waited for, in KiB."""
    return resource.getrusage(who).ru_maxrss


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
