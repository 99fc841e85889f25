"""Settings: one frozen value, read from ``align.toml``, ``ALIGN_*`` variables and flags.

Precedence: flag > environment > ``align.toml`` > default. An unknown key is an error with a
suggestion. A setting's name is ``section.key`` in TOML and ``ALIGN_SECTION_KEY`` in the
environment.
"""

from __future__ import annotations

import dataclasses
import difflib
import hashlib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from align.errors import UsageError

Origin = Literal["default", "file", "environment", "flag"]

# The language of messages, and the key of an embeddings server: a secret is never a setting,
# which would be shown, stored and hashed.
_NOT_SETTINGS = ("ALIGN_LANG", "ALIGN_API_KEY")


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """How documents are read."""

    encoding: str = ""
    """The encoding of text files; empty: detected."""
    keep_all: bool = False
    """Keep the whole of a web page, not only its article."""
    lines: bool = False
    """Take one sentence a line, as it is."""


@dataclass(frozen=True, slots=True)
class BitextSettings:
    """How sentences are aligned."""

    encoder: str = "use"
    """``use`` (built in), ``none``, a sentence-transformers model, or ``http://…/v1``."""
    max_span: int = 5
    """The most sentences that a bead may have on one side."""


@dataclass(frozen=True, slots=True)
class TermSettings:
    """How terms are mined."""

    min_frequency: int = 1
    """Leave out entries that occur in fewer beads."""
    top: int = 0
    """Keep only the best so many entries; 0: all that are good enough."""
    min_score: float = 0.42
    """Leave out pairs that score lower."""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What is checked."""

    fail_on: str = ""
    """``info``, ``warning`` or ``error``: exit 1 where there is such a finding; empty: never."""
    profile: str = ""
    """A profile of rules: ``news``, ``finance``, ``technical``, ``legal``, or a TOML file."""
    rules: str = ""
    """The rules to run, separated by commas; empty: those of the profile."""
    without: str = ""
    """Rules to leave out, separated by commas."""
    han_latin_space: str = ""
    """``space`` or ``none`` between Chinese and Latin letters; empty: not checked."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a run."""

    read: ReadSettings = field(default_factory=ReadSettings)
    bitext: BitextSettings = field(default_factory=BitextSettings)
    terms: TermSettings = field(default_factory=TermSettings)
    check: CheckSettings = field(default_factory=CheckSettings)

    def digest(self) -> str:
        """Eight hexadecimal digits that differ where any setting differs."""
        pairs = sorted(flat(self).items())
        return hashlib.sha256(repr(pairs).encode()).hexdigest()[:8]


def flat(settings: Settings) -> dict[str, str | int | float | bool]:
    """The settings by their full names.

    >>> flat(Settings())["bitext.max_span"]
    5
    """
    return {
        f"{section.name}.{key.name}": getattr(getattr(settings, section.name), key.name)
        for section in dataclasses.fields(settings)
        for key in dataclasses.fields(getattr(settings, section.name))
    }


def load(
    path: Path | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    flags: Mapping[str, str | int | float | bool | None] | None = None,
) -> tuple[Settings, dict[str, Origin]]:
    """Settings from a TOML file, the environment and flags, and where each came from.

    ``path`` None means ``align.toml`` in the working folder, if there is one. ``flags`` holds
    full names (``bitext.max_span``); a value of None means "not given".

    Raises UsageError for a file that cannot be read, an unknown key or a value of the wrong
    type, with what is expected.
    """
    defaults = flat(Settings())
    values: dict[str, str | int | float | bool] = dict(defaults)
    origins: dict[str, Origin] = dict.fromkeys(defaults, "default")
    if path is None and Path("align.toml").is_file():
        path = Path("align.toml")
    if path is not None:
        for name, value in _from_file(path).items():
            _check_known(name, defaults, where=str(path))
            values[name] = _typed(name, value, defaults[name], where=str(path))
            origins[name] = "file"
    for variable, value in sorted((os.environ if environment is None else environment).items()):
        name = variable.removeprefix("ALIGN_").lower().replace("_", ".", 1)
        if not variable.startswith("ALIGN_") or variable in _NOT_SETTINGS:
            continue
        _check_known(name, defaults, where=variable)
        values[name] = _typed(name, value, defaults[name], where=variable)
        origins[name] = "environment"
    for name, given in (flags or {}).items():
        if given is not None:
            values[name] = given
            origins[name] = "flag"
    return _build(values), origins


_TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)")


def read_toml(data: bytes, path: Path | str) -> dict[str, Any]:
    """The tables of a TOML file, with or without a byte order mark.

    Raises UsageError with the line that is not UTF-8 or no TOML.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UsageError("settings.not_utf8", path=path, line=line) from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # Python says where in English words only: "(at line 2, column 12)", "(at end of document)".
        place = _TOML_PLACE.search(str(error))
        line = int(place[1]) if place else text.count("\n", 0, len(text.rstrip())) + 1
        raise UsageError("settings.not_toml", path=path, line=line) from error


def _from_file(path: Path) -> dict[str, Any]:
    try:
        tables = read_toml(path.read_bytes(), path)
    except FileNotFoundError:
        raise UsageError("settings.missing", path=path) from None
    except OSError as error:
        raise UsageError("settings.unreadable", path=path, reason=str(error)) from error
    found: dict[str, Any] = {}
    for section, entries in tables.items():
        if not isinstance(entries, dict):
            _check_known(section, flat(Settings()), where=str(path))
            continue
        found.update({f"{section}.{key}": value for key, value in entries.items()})
    return found


def _check_known(name: str, known: Mapping[str, object], *, where: str) -> None:
    if name in known:
        return
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        raise UsageError("settings.unknown_near", path=where, name=name, near=near[0])
    raise UsageError("settings.unknown", path=where, name=name)


def _typed(
    name: str, value: object, default: str | int | float | bool, *, where: str
) -> str | int | float | bool:
    """A value in the type of its default; text from the environment is read as TOML would be."""
    wanted = type(default)
    if isinstance(value, str) and wanted is not str:
        try:
            value = tomllib.loads(f"x = {value}")["x"]
        except tomllib.TOMLDecodeError:
            value = str(value)
    if wanted is float and type(value) is int:
        value = float(value)
    if type(value) is not wanted:
        kind = {str: "text", int: "whole number", float: "number", bool: "true/false"}[wanted]
        raise UsageError("settings.wrong_type", path=where, name=name, value=str(value), kind=kind)
    return value


def _build(values: Mapping[str, str | int | float | bool]) -> Settings:
    sections: dict[str, Any] = {}
    for section in dataclasses.fields(Settings):
        kind: Any = type(getattr(Settings(), section.name))
        prefix = section.name + "."
        sections[section.name] = kind(
            **{k.removeprefix(prefix): v for k, v in values.items() if k.startswith(prefix)}
        )
    return Settings(**sections)
