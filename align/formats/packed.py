"""Many small values in little room, made when they are asked for.

A sentence of a long bitext takes a hundred bytes of text and four hundred of objects around it.
Here the texts of a side stand in one row of bytes, UTF-8, and a sentence is made of its part of it
whenever somebody looks at it. Looking costs a microsecond; nobody holds all sentences at once.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar, overload

from align.model import Block, Sentence
from align.spool import Rows

# So many texts are one row of bytes.
_TOGETHER = 64

T_co = TypeVar("T_co", covariant=True)


class Packed(Sequence[T_co]):
    """A sequence of values that are made when they are asked for, as tuples have them ready.

    Takes what makes the value of a number, and the numbers. It equals a tuple of the same values;
    a part of it is one, too, and holds nothing of its own.

    >>> Packed(str, range(5))[1:3] == ("1", "2")
    True
    """

    def __init__(self, make: Callable[[int], T_co], numbers: Sequence[int]) -> None:
        self._make = make
        self._numbers = numbers

    @overload
    def __getitem__(self, at: int) -> T_co: ...
    @overload
    def __getitem__(self, at: slice) -> Packed[T_co]: ...
    def __getitem__(self, at: int | slice) -> T_co | Packed[T_co]:
        if isinstance(at, slice):
            return Packed(self._make, self._numbers[at])
        return self._make(self._numbers[at])

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[T_co]:
        return map(self._make, self._numbers)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, tuple | Packed):
            return NotImplemented
        return len(self) == len(other) and all(
            one == two for one, two in zip(self, other, strict=True)
        )

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class Texts:
    """Texts, one after the other in rows of bytes."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        # Rows of so many texts: one is read whenever somebody looks at one of them.
        self._rows = Rows()
        # The texts before this one stand in rows, the others wait for the next.
        self._whole = 0
        self._last: list[bytes] = []
        self._ends = array("I")
        for text in texts:
            self.append(text)

    def append(self, text: str) -> None:
        """Put a text behind the others."""
        last, part = self._last, text.encode("utf-8", "surrogatepass")
        self._ends.append(len(part) + (self._ends[-1] if last else 0))
        last.append(part)
        if len(last) == _TOGETHER:
            self._rows.append(b"".join(last))
            self._whole += len(last)
            last.clear()

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> str:
        if number >= self._whole:
            part = self._last[number - self._whole]
        else:
            row, at = divmod(number, _TOGETHER)
            part = self._rows[row][self._ends[number - 1] if at else 0 : self._ends[number]]
        return part.decode("utf-8", "surrogatepass")

    def sentences(self) -> Packed[Sentence]:
        """Each text as a sentence that is the whole of a block."""
        return Packed(partial(_sentence, self), range(len(self)))

    def blocks(self) -> Packed[Block]:
        """Each text as a paragraph."""
        return Packed(partial(_block, self), range(len(self)))


def _sentence(texts: Texts, number: int) -> Sentence:
    text = texts[number]
    return Sentence(text, number, (0, len(text)))


def _block(texts: Texts, number: int) -> Block:
    return Block("paragraph", texts[number])
