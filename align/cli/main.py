"""The command ``align``: its commands, and what becomes of errors.

Each command is a module of its own, imported when it is called, so that ``align --help`` stays
quick.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from align import __version__
from align.cli.language import say, spoken
from align.cli.usage import Group, usage_message
from align.errors import AlignError

#: The commands in the order in which help lists them. Each is ``align.cli.NAME``.
COMMANDS = (
    *("run", "sentences", "terms", "lookup", "check", "score", "brief"),
    *("evaluate", "config", "completion"),
)

INTERRUPTED = 130
#: A mistake in align itself; not 1, which says that there are findings.
MISTAKE = 70


#: A place to write to that is full, or that breaks.
_CANNOT_WRITE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


class _ReaderGone(Exception):
    """Who read our output (head, less) went away."""


class Commands(Group):
    """The top command: loads a subcommand's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name; None for an unknown one."""
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"align.cli.{name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click would take a reader that went away for a failure."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _ReaderGone from error

    def line_of(self, name: str) -> str:
        """What the list of commands says of one, without loading it."""
        return say(f"{name}.short")


@click.group(cls=Commands, help=say("cli.help"), epilog=say("cli.epilog"))
@click.version_option(__version__, "-V", "--version", help=say("cli.version"))
@click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    metavar="en|zh",
    expose_value=False,
    help=say("cli.lang"),
)
def cli() -> None:
    """Hold the commands together."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0, 1 (findings), 2 (usage), 3 (input), 130 (interrupted)."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or a C locale may have no Chinese: show what it can, never crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = cli.main(args=_lang_first(arguments), prog_name="align", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except AlignError as error:
        _fail(error.render(spoken()), error.exit_code)
    except click.UsageError as error:
        _fail(usage_message(error), 2)
    except click.exceptions.Exit as exit_:
        sys.exit(exit_.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail(say("cli.interrupted"), INTERRUPTED)
    except (_ReaderGone, BrokenPipeError):
        # That is no error.
        _write_nowhere()
        sys.exit(0)
    except MemoryError:
        _fail(say("cli.memory"), 3)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _CANNOT_WRITE:
            _write_nowhere()
            _fail(say("cli.output_full", reason=error.strerror or str(error)), 3)
        _fail(say("cli.mistake", what=f"{type(error).__name__}: {error}", path=_kept()), MISTAKE)


def _lang_first(arguments: Sequence[str] | None) -> list[str]:
    """The arguments with ``--lang`` in front: it may stand anywhere, as people type it."""
    rest: list[str] = []
    found: list[str] = []
    given = list(sys.argv[1:] if arguments is None else arguments)
    while given:
        argument = given.pop(0)
        if argument == "--":
            rest += [argument, *given]
            break
        if argument.startswith("--lang="):
            found = ["--lang", argument.partition("=")[2]]
        elif argument == "--lang" and given:
            found = ["--lang", given.pop(0)]
        else:
            rest.append(argument)
    return found + rest


def _write_nowhere() -> None:
    """Point the standard output nowhere: Python would complain once more when it flushes it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _kept() -> str:
    """The file to which the traceback of the error at hand is written, for a report of it."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="align-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(traceback.format_exc())
    return file.name


def _fail(message: str, code: int) -> NoReturn:
    print(f"align: {message}", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()
