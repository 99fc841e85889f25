"""Which rules a run has, and how severe each is: profiles, and what the settings say.

A profile is a TOML file. ``rules`` names those to run (without it: all), ``without`` those to
leave out, ``han_latin_space`` is the setting of that name, and the table ``[severity]`` gives
rules another severity. Four are bundled: news, finance, technical, legal.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from align.check.base import GatheredRule, PairRule, Rule
from align.check.rules import NAMES, RULES
from align.errors import UsageError
from align.model import Finding, Severity
from align.settings import CheckSettings, read_toml

BUNDLED = ("news", "finance", "technical", "legal")


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of a run by name, and the severities that differ from the rules' own."""

    rules: tuple[str, ...] = NAMES
    severities: Mapping[str, Severity] = field(default_factory=dict)
    han_latin_space: str = ""

    def chosen(self) -> list[Rule | PairRule | GatheredRule[Any]]:
        """The rules, in their order."""
        return [rule for rule in RULES if rule.name in self.rules]

    def weighed(self, finding: Finding) -> Finding:
        """A finding with the severity that the profile gives its rule."""
        severity = self.severities.get(finding.rule)
        return replace(finding, severity=severity) if severity else finding


def profile_of(settings: CheckSettings) -> Profile:
    """The profile that settings ask for, with the rules that they name or leave out.

    Raises UsageError for an unknown profile or rule, for a file that makes no sense, and where no
    rule is left.

    >>> [rule.name for rule in profile_of(CheckSettings(rules="date, quantity")).chosen()]
    ['quantity', 'date']
    """
    profile = read_profile(settings.profile) if settings.profile else Profile()
    rules = profile.rules
    if settings.rules:
        rules = _names(settings.rules.split(","), "--rules")
    without = _names(settings.without.split(","), "--without")
    rules = tuple(name for name in rules if name not in without)
    if not rules:
        # Nothing found because nothing was looked for would pass for a clean bitext.
        raise UsageError("check.rules_none")
    return replace(
        profile,
        rules=rules,
        han_latin_space=settings.han_latin_space or profile.han_latin_space,
    )


def read_profile(name: str) -> Profile:
    """A bundled profile by its name, or one's own by the path of its file.

    >>> read_profile("legal").severities["term-inconsistent"]
    'error'
    """
    if name in BUNDLED:
        data = files(__package__).joinpath("profiles", f"{name}.toml").read_bytes()
    else:
        try:
            data = Path(name).read_bytes()
        except OSError as error:
            if Path(name).suffix == ".toml":
                raise UsageError(
                    "check.profile_unreadable", path=name, reason=error.strerror or str(error)
                ) from error
            raise UsageError("check.no_profile", name=name, known=", ".join(BUNDLED)) from error
    return _profile(read_toml(data, name), name)


def _profile(table: dict[str, Any], path: str) -> Profile:
    for key in table:
        if key not in ("rules", "without", "severity", "han_latin_space"):
            raise UsageError("check.profile_key", path=path, name=key)
    severity = table.get("severity", {})
    spacing = table.get("han_latin_space", "")
    if not isinstance(severity, dict) or not isinstance(spacing, str):
        raise UsageError("check.profile_key", path=path, name="severity / han_latin_space")
    for value in severity.values():
        if value not in get_args(Severity):
            known = ", ".join(get_args(Severity))
            raise UsageError("check.bad_severity", path=path, name=str(value), known=known)
    _names(severity, path)
    # An empty list names none, which is told as an error where no others are asked for.
    rules = _names(_list(table, "rules", path), path) if "rules" in table else NAMES
    without = _names(_list(table, "without", path), path)
    return Profile(tuple(name for name in rules if name not in without), severity, spacing)


def _list(table: dict[str, Any], key: str, path: str) -> list[str]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UsageError("check.profile_list", path=path, name=key)
    return value


def _names(given: Iterable[str], where: str) -> tuple[str, ...]:
    """The names of rules, stripped. Raises UsageError for one that there is not."""
    names = tuple(name.strip() for name in given if name.strip())
    for name in names:
        if name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.5)
            if near:
                raise UsageError("check.no_rule_near", path=where, name=name, near=near[0])
            raise UsageError("check.no_rule", path=where, name=name, known=", ".join(NAMES))
    return names
