"""Everything align says to a person, in English and Chinese.

The catalogues are the TOML files in ``en/`` and ``zh/``; a key is ``table.name``
(``input.empty``). A test keeps the two languages complete and their placeholders equal.
"""

from __future__ import annotations

import locale
import os
import tomllib
from functools import cache
from importlib.resources import files

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
    return catalogue(lang)[key].format(**values)


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
