"""What can go wrong, as exceptions. The tree::

    AlignError
    ├── UsageError     a wrong option or configuration           exit code 2
    ├── InputError     a file that cannot be read or makes no sense   3
    ├── OutputError    a result that cannot be written                3
    ├── EncoderError   an encoder that fails or answers nonsense      3
    └── MissingExtra   an optional part is not installed              2

The library raises, only the command line prints and exits. An error carries a key of
:mod:`align.messages` and the values that the message names, so that it can be shown in English
or Chinese; ``str(error)`` is English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pathlib import Path

    from align.model import Lang


class AlignError(Exception):
    """The base of all errors that align raises on purpose.

    ``key`` names the message; ``path`` and ``line`` say where; other keywords are the values
    that the message names.
    """

    exit_code: ClassVar[int] = 3

    def __init__(
        self,
        key: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        **values: str | int | float,
    ) -> None:
        super().__init__(key)
        self.key = key
        self.path = None if path is None else str(path)
        self.line = line
        self.values = values

    def render(self, lang: Lang = "en") -> str:
        """The message in one language, with file and line in front where they are known."""
        from align.messages import text

        where = ""
        if self.path is not None:
            where = f"{self.path}:{self.line}: " if self.line is not None else f"{self.path}: "
        return where + text(self.key, lang, **self.values)

    def __str__(self) -> str:
        return self.render("en")


class UsageError(AlignError):
    """A wrong option, setting or combination of them."""

    exit_code = 2


class InputError(AlignError):
    """A file that cannot be read, or whose content makes no sense."""


class OutputError(AlignError):
    """A result that cannot be written."""


class EncoderError(AlignError):
    """An encoder that cannot be loaded or reached, or whose answer makes no sense.

    ``done`` of ``total`` different texts had their vectors before it failed; ``kept`` says
    that they are in the cache, so that a new run goes on from there.
    """

    def __init__(
        self,
        key: str,
        *,
        done: int = 0,
        total: int = 0,
        kept: bool = False,
        **values: str | int | float,
    ) -> None:
        super().__init__(key, path=None, line=None, **values)
        self.done = done
        self.total = total
        self.kept = kept

    def render(self, lang: Lang = "en") -> str:
        """The message, and how far the encoder had come, if it had."""
        from align.messages import text

        message = super().render(lang)
        if not self.done:
            return message
        progress = "encode.progress_kept" if self.kept else "encode.progress"
        return message + text(progress, lang, done=self.done, total=self.total)


class MissingExtra(AlignError):
    """An optional part of align is not installed; the message says how to install it."""

    exit_code = 2
