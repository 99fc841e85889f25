"""Runs the installed command as a user does: a process with arguments, streams and a code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORPORA = ROOT / "corpora"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def align(tmp_path: Path) -> Run:
    """``align(*arguments, stdin=…, cwd=…, **environment)`` → code, stdout, stderr."""

    def run(
        *arguments: str | Path,
        stdin: bytes = b"",
        cwd: Path | None = None,
        env: dict[str, str] | None = None,
    ) -> Ran:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("ALIGN_")}
        environment |= {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", **(env or {})}
        done = subprocess.run(
            [sys.executable, "-m", "align.cli.main", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=cwd or tmp_path,
            env=environment,
        )
        err = done.stderr.decode()
        assert "Traceback" not in err and done.returncode != 70, err
        return Ran(done.returncode, done.stdout.decode(), err)

    return run
