"""The documentation tells the truth: its examples are run, in order, as a reader would.

A fence ``console`` holds commands after ``$`` and what they print: a line ``…`` stands for any
lines, ``…`` within one for any text. A comment ``# exits with N`` names an exit code other than 0.
A fence ``python`` is run as a script; what it prints is compared with a fence ``text`` right
after it, if there is one. All fences of a page share one folder, which holds ``corpora`` and
``glossaries``.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands(block: str) -> Iterator[tuple[str, int, str]]:
    """Each command of a console fence, its exit code and what it is said to print."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, printed = part.partition("\n")
        while line.endswith("\\"):
            more, _, printed = printed.partition("\n")
            line = line[:-1] + more.strip()
        code = re.search(r"\s+# exits with (\d+)$", line)
        yield line[: code.start()] if code else line, int(code[1]) if code else 0, printed


def as_pattern(printed: str) -> str:
    lines = [
        r"(?:.*\n)*"
        if line.strip() == "…"
        else re.escape(line.rstrip()).replace("…", ".*") + r" *\n"
        for line in printed.strip("\n").splitlines()
    ]
    return "".join(lines)


def environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ALIGN_")}
    return kept | {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments,
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_the_examples_of_a_page_are_true(page: Path, tmp_path: Path) -> None:
    for name in ("corpora", "glossaries"):
        shutil.copytree(ROOT / name, tmp_path / name)
    fences = FENCE.findall(page.read_text(encoding="utf-8"))
    for position, (kind, block) in enumerate(fences):
        if kind == "console":
            for command, code, printed in commands(block):
                words = shlex.split(command)
                if words[0] != "align":
                    continue
                done = run([sys.executable, "-m", "align.cli.main", *words[1:]], tmp_path)
                assert done.returncode == code, f"{command}\n{done.stdout}"
                if printed.strip():
                    assert re.fullmatch(as_pattern(printed), done.stdout.rstrip("\n") + "\n"), (
                        f"{page.name}: {command} prints\n{done.stdout}"
                    )
        elif kind == "python":
            done = run([sys.executable, "-c", block], tmp_path)
            assert done.returncode == 0, f"{page.name}:\n{block}\n{done.stdout}"
            if position + 1 < len(fences) and fences[position + 1][0] == "text":
                pattern = as_pattern(fences[position + 1][1])
                assert re.fullmatch(pattern, done.stdout.rstrip("\n") + "\n"), (
                    f"{page.name}: the example prints\n{done.stdout}"
                )


def test_every_command_and_setting_is_documented() -> None:
    from align.cli.main import COMMANDS
    from align.settings import Settings, flat

    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"`align {name}" in page
    for name in flat(Settings()):
        assert f"`{name}`" in page


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
