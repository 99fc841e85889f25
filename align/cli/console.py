"""What a person sees: notes and the progress bar on stderr, tables and JSON on stdout."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from align.cli.language import say, spoken
from align.messages import text
from align.model import Note
from align.progress import Progress, Stage, silent


def note(message: str, *, quiet: bool = False) -> None:
    """Say something on stderr."""
    if not quiet:
        print(f"align: {message}", file=sys.stderr)


def notes(found: Iterable[Note], *, where: str = "", quiet: bool = False) -> None:
    """Say the notes of a reader or of the aligner on stderr, with the file they speak of."""
    for item in found:
        note(f"{where}: {in_words(item)}" if where else in_words(item), quiet=quiet)


def in_words(item: Note) -> str:
    """A note in the chosen language."""
    return text(item.key, spoken(), **dict(item.values))


def result(values: Any) -> None:
    """Print a value as JSON on stdout."""
    print(json.dumps(values, ensure_ascii=False, indent=2))


def cells(text: str) -> str:
    """Text without what could steer a terminal (escape sequences, direction marks).

    Spaces of other widths, which some writers put between a number and its unit, are spaces.
    """
    return "".join(
        c if c.isprintable() else " " if unicodedata.category(c) == "Zs" else "�" for c in text
    )


def table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()
) -> None:
    """Print a table on stdout, in columns that allow for wide characters."""
    import io

    from rich import box
    from rich.console import Console
    from rich.table import Table

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for position, heading in enumerate(headings):
        drawn.add_column(
            heading,
            justify="right" if position in right else "left",
            no_wrap=position in right,
            overflow="fold",
        )
    for row in rows:
        drawn.add_row(*(_plain(cells(cell)) for cell in row))
    terminal = sys.stdout.isatty()
    # Drawn first and written then: rich has ways of its own with a reader that goes away.
    made = io.StringIO()
    Console(
        file=made, width=None if terminal else 100, highlight=False, force_terminal=terminal
    ).print(drawn)
    click.echo(made.getvalue(), nl=False)


def _plain(cell: str) -> Any:
    from rich.text import Text

    return Text(cell)


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress]:
    """A progress bar on stderr where that is a terminal; nothing elsewhere."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(file=sys.stderr),
        transient=True,
    )
    with bar:
        task = bar.add_task(say("stage.read"), total=1.0)

        def show(stage: Stage, done: float) -> None:
            # A stage that cannot tell its share shows that it is alive.
            total = 1.0 if done else None
            bar.update(task, description=say(f"stage.{stage}"), completed=done, total=total)

        yield show
