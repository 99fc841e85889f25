"""A long JSON text, written item by item: it never stands in memory as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final

#: Stands for the items in a value; no text of a person has it.
ITEMS: Final = "\0items\0"


def fill(file: BinaryIO, value: Any, items: Iterable[Any]) -> None:
    r"""Write a value, indented by two, in which some items stand where it has ``[ITEMS]``.

    The bytes are those of ``json.dumps`` of the whole; a lone surrogate is written as an escape.

    >>> from io import BytesIO
    >>> fill(file := BytesIO(), {"a": [ITEMS]}, [1, {"b": 2}])
    >>> file.getvalue().decode() == json.dumps({"a": [1, {"b": 2}]}, indent=2) + "\n"
    True
    """
    for piece in _pieces(value, items):
        file.write(piece.encode("utf-8", "backslashreplace"))


def _pieces(value: Any, items: Iterable[Any]) -> Iterator[str]:
    head, tail = _text(value).split(json.dumps(ITEMS))
    margin = head[head.rindex("\n") :]
    between = head
    for item in items:
        # A line break in a string is written as an escape: each in the text begins a line.
        yield between + _text(item).replace("\n", margin)
        between = "," + margin
    if between is head:
        yield head.rstrip()
        tail = tail.lstrip()
    yield tail + "\n"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
