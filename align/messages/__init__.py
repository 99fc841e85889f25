"""Everything align says to a person, in English and Chinese.

The catalogues are the TOML files in ``en/`` and ``zh/``; a key is ``table.name``
(``input.empty``). A test keeps the two languages complete and their placeholders equal.
"""

from __future__ import annotations

import locale
import os
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter

from align.model import Lang


@cache
def catalogue(lang: Lang) -> dict[str, str]:
    """All messages of one language, by key."""
    messages: dict[str, str] = {}
    folder = files(__name__).joinpath(lang)
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if not file.name.endswith(".toml"):
            continue
        for table, entries in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for name, message in entries.items():
                messages[f"{table}.{name}"] = message
    return messages


def text(key: str, lang: Lang = "en", /, **values: str | int | float) -> str:
    """The message of a key in one language, its placeholders filled in.

    Raises KeyError for an unknown key: that is a mistake in align itself.

    >>> text("input.missing", "en")
    'there is no such file'
    """
    return filled(catalogue(lang)[key], values)


def filled(message: str, values: Mapping[str, str | int | float]) -> str:
    """A message of the catalogue with its placeholders filled in.

    A placeholder may say what is counted, for one and for more: ``{count:pair|pairs}``.

    >>> filled("{count:pair|pairs}, {words}", {"count": 1, "words": "done"})
    '1 pair, done'
    >>> filled("{count:pair|pairs}", {"count": 0})
    '0 pairs'
    """
    return _Counting().vformat(message, (), values)


class _Counting(Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        one, bar, more = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        return f"{value} {one if value in (1, '1') else more}"


def language(wanted: str | None = None) -> Lang:
    """The language to speak: the one asked for, else the environment's, else English.

    ``wanted`` may be a locale name (``zh_CN.UTF-8``).
    """
    name = wanted
    for variable in ("ALIGN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        name = name or os.environ.get(variable)
    if name is None:
        # Windows sets none of these variables.
        name = locale.getlocale()[0] or "en"
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"
