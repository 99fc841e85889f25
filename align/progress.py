"""How long work tells what it is doing: a function that is called with a stage and its share.

The library calls it and knows nothing of terminals; the command line draws a bar.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Stage = Literal["read", "split", "encode", "search", "terms", "check", "write"]

#: Called with the stage at hand and how much of it is done, 0 to 1.
Progress = Callable[[Stage, float], None]


def silent(stage: Stage, done: float) -> None:
    """Take note of nothing."""
