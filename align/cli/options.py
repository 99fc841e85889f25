"""Options that several commands share, as decorators, and the settings that they make."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from align.cli.language import say
from align.settings import Settings, load

F = TypeVar("F", bound=Callable[..., Any])

#: A file to read: that it exists and can be read is found out, and said, by its reader.
READABLE = click.Path(path_type=Path)
WRITABLE = click.Path(path_type=Path)


def reading(function: F) -> F:
    """Options on how documents are read."""
    for option in (
        click.option("--lines", is_flag=True, default=None, help=say("cli.lines")),
        click.option("--keep-all", is_flag=True, default=None, help=say("cli.keep_all")),
        click.option("--encoding", metavar="NAME", help=say("cli.encoding")),
    ):
        function = option(function)
    return function


def aligning(function: F) -> F:
    """Options on how sentences are aligned."""
    for option in (
        click.option("--translation", type=READABLE, help=say("cli.translation")),
        click.option("--keep", type=READABLE, help=say("cli.keep")),
        click.option("--max-span", type=click.IntRange(1, 8), help=say("cli.max_span")),
        click.option("--encoder", metavar="NAME|URL", help=say("cli.encoder")),
    ):
        function = option(function)
    return function


def glossaries(function: F) -> F:
    """The option for glossaries of one's own."""
    return click.option(
        "--glossary", "glossaries", type=READABLE, multiple=True, help=say("cli.glossary")
    )(function)


def documents(function: F) -> F:
    """The option that names the documents of a file of beads."""
    return click.option(
        "--documents", type=READABLE, nargs=2, metavar="ZH EN", help=say("cli.documents")
    )(function)


def common(function: F) -> F:
    """Options that every working command has."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help=say("cli.json")),
        click.option("--settings", "settings_file", type=READABLE, help=say("cli.settings")),
        click.option("-q", "--quiet", is_flag=True, help=say("cli.quiet")),
    ):
        function = option(function)
    return function


def forcing(function: F) -> F:
    """The option to replace files that are there."""
    return click.option("--force", is_flag=True, help=say("cli.force"))(function)


def settings_from(settings_file: Path | None, **flags: str | int | float | bool | None) -> Settings:
    """Settings from the file, the environment and flags; flags as ``section__key``."""
    named = {name.replace("__", ".", 1): value for name, value in flags.items()}
    return load(settings_file, flags=named)[0]
