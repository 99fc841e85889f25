"""Output folders and files of commands: asked for before the work, not found wanting after it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from align.cli.options import READABLE
from align.errors import OutputError, UsageError


def free_to_write(*paths: Path, force: bool, reads: Sequence[Path] = ()) -> None:
    """Raise UsageError where writing would lose what the user did not say may be lost.

    Takes all files that the command will write, whether it may replace files, and the files that
    it reads besides those its arguments and options name.

    A file that the command reads is never replaced, nor one result by another: not even with
    ``force``, which is about results of earlier runs.
    """
    keep_apart(paths, reads)
    for path in paths:
        if not force and path.is_file():
            raise UsageError("cli.exists", path=path)


def keep_apart(paths: Sequence[Path], reads: Sequence[Path] = ()) -> None:
    """Raise UsageError where a file to write is one to read, or two to write are one.

    Takes the files to write and those that the command reads besides the ones named by its
    arguments and options, which are known. Two paths are one file also through symbolic and hard
    links.
    """
    named = [*_named(), *reads]
    for number, path in enumerate(paths):
        for other in named:
            if _same(path, other):
                raise UsageError("cli.output_is_input", path=path, other=str(other))
        for other in paths[:number]:
            if _same(path, other):
                raise UsageError("cli.outputs_are_one", path=path, other=str(other))


def _named() -> Iterator[Path]:
    """The files that the arguments and options of the running command name to be read."""
    context = click.get_current_context()
    for param in context.command.params:
        if param.type is READABLE:
            yield from _paths(context.params.get(param.name or ""))


def _paths(value: Any) -> Iterator[Path]:
    if isinstance(value, Path):
        yield value
    elif isinstance(value, Iterable):
        for item in value:
            yield from _paths(item)


def _same(one: Path, two: Path) -> bool:
    """Whether two paths are one file; a terminal or a pipe can be read and written."""
    try:
        if one.exists() and two.exists():
            return one.samefile(two) and one.is_file()
    except OSError:
        # What cannot be looked at is told by its name.
        pass
    return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(two))


def folder(path: Path) -> None:
    """Make the output folder, if need be.

    Raises UsageError where it is a file, OutputError where it cannot be made.
    """
    if path.exists() and not path.is_dir():
        raise UsageError("cli.not_a_folder", path=path)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            "cli.no_folder", path=path, reason=error.strerror or str(error)
        ) from error
