"""The language that the command line speaks, known before any option is parsed.

Help texts are made when commands are, so ``--lang`` is looked for in the arguments as such.
"""

from __future__ import annotations

import sys
from functools import cache

from align.messages import language, text
from align.model import Lang


@cache
def spoken() -> Lang:
    """The language asked for by ``--lang``, else the environment's, else English."""
    wanted = None
    arguments = sys.argv[1:]
    for position, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            wanted = argument.partition("=")[2]
        elif argument == "--lang" and position + 1 < len(arguments):
            wanted = arguments[position + 1]
    return language(wanted)


def say(key: str, /, **values: str | int | float) -> str:
    """A message in the language that is spoken."""
    return text(key, spoken(), **values)
