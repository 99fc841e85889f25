"""Output folders and files of commands: asked for before the work, not found wanting after it."""

from __future__ import annotations

from pathlib import Path

from align.errors import OutputError, UsageError


def free_to_write(path: Path, *, force: bool) -> None:
    """Raise UsageError where a file would be replaced that the user did not say may be."""
    if not force and path.is_file():
        raise UsageError("cli.exists", path=path)


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
