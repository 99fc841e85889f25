"""The house keeps its arrows: which room may import which, as docs/architecture.md draws it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "align"
FOUNDATIONS = {"model", "errors", "settings", "messages", "progress", "prepared", "spool"}

# A room may import the foundations and the rooms named here. ``formats`` and ``store`` stand at
# the ends: nothing between them and the model but what is known of text.
ARROWS: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "messages": set(),
    "settings": set(),
    "progress": set(),
    "prepared": set(),
    "spool": set(),
    "text": set(),
    "encode": {"text"},
    "bitext": {"text", "encode"},
    "terms": {"text", "encode", "bitext"},
    "check": {"text", "terms"},
    "brief": {"text", "terms", "check"},
    "formats": {"text"},
    "api": {"text", "encode", "bitext", "terms", "check", "brief", "formats"},
    "cli": {"text", "encode", "bitext", "terms", "check", "brief", "formats", "api"},
}
# Values know how to become frames: the one arrow that points up, and only when called.
EXCEPTIONS = {("model", "formats")}
FOUNDATION_ARROWS: dict[str, set[str]] = {
    "model": set(),
    "messages": {"model"},
    "errors": {"messages", "model"},
    "settings": {"errors"},
    "progress": set(),
    "prepared": set(),
    "spool": set(),
}


def room_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def imported_rooms(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level:
            pytest.fail(f"{path}: relative import; write the full name")
        found |= {name.split(".")[1] for name in names if re.match(r"align\.\w", name)}
    return found & (set(ARROWS) | {p.name for p in PACKAGE.iterdir() if p.is_dir()})


SOURCES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    room = room_of(path)
    if room in ("__init__", "__main__"):
        return
    assert room in ARROWS, f"align/{room} is not in the plan: add it to docs/architecture.md"
    allowed = FOUNDATION_ARROWS.get(room, FOUNDATIONS | ARROWS[room]) | {room}
    extra = {r for r in imported_rooms(path) - allowed if (room, r) not in EXCEPTIONS}
    assert not extra, f"{path.name} imports {sorted(extra)}, which align/{room} may not"


def test_every_room_is_in_the_architecture_page() -> None:
    page = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    for room in ARROWS:
        assert re.search(rf"`align/{room}(\.py|/)`", page), f"docs/architecture.md lacks {room}"


def test_every_dependency_has_its_reason() -> None:
    import tomllib

    page = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8").lower()
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    for requirement in project["project"]["dependencies"]:
        name = re.match(r"[A-Za-z0-9_.-]+", requirement)
        assert name is not None
        assert f"`{name[0].lower()}`" in page, f"docs/architecture.md gives {name[0]} no reason"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_file_is_too_long_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 600


def test_nothing_heavy_is_loaded_by_the_help() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from align.cli.main import cli\n"
        "try: cli(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'pandas', 'lxml', 'jieba', 'sentencepiece', 'openpyxl', 'jinja2',"
        " 'trafilatura', 'rich'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
