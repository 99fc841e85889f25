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


def main() -> None:
    """Run the scripts that stand beside this one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder that holds gold/")
    shared = parser.parse_args().shared.resolve()
    for script in sorted(HERE.glob("*.py")):
        if script.name == Path(__file__).name or script.name.startswith("train"):
            continue
        print(f"== {script.name}", flush=True)
        subprocess.run([sys.executable, str(script), str(shared / "gold")], check=True)


if __name__ == "__main__":
    main()
