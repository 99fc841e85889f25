"""Run every benchmark on the gold data, one after the other.

    python bench/all.py ../shared

Each is a script of its own, with ``--help``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
CORPORA = HERE.parent / "corpora"


def commands(gold: Path) -> list[list[str | Path]]:
    """What is run, quickest first. Training and the longest documents are not among it."""
    return [
        ["sentence_splitting.py", gold, "--ends"],
        ["encoder.py", gold / "documents" / "ntrex"],
        ["alignment.py", gold],
        ["quantities.py", gold],
        ["word_alignment.py", gold / "words" / "denero"],
        ["brief.py", CORPORA],
        ["terms.py", CORPORA, gold],
        ["renderings.py", gold / "terms", gold / "blocks"],
        ["checks.py", gold],
        ["score.py", gold],
        ["noise.py", gold, "--small"],
        ["scale.py", gold],
        ["mining_scale.py", gold],
    ]


def main() -> None:
    """Run the scripts that stand beside this one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder that holds gold/")
    gold = parser.parse_args().shared.resolve() / "gold"
    for script, *arguments in commands(gold):
        print(f"== {script}", flush=True)
        subprocess.run([sys.executable, HERE / script, *arguments], check=True)


if __name__ == "__main__":
    main()
