"""Which of many known strings stand in a text: names, terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise


class Sought:
    """Strings that are looked for together, by how they begin: most texts have none of them.

    Takes strings of two characters or more.
    """

    def __init__(self, strings: Iterable[str]) -> None:
        self._by_beginning: dict[str, list[str]] = defaultdict(list)
        for string in strings:
            self._by_beginning[string[:2]].append(string)

    def __len__(self) -> int:
        return sum(map(len, self._by_beginning.values()))

    def within(self, text: str) -> list[str]:
        """Those that stand in a text, which is read once however many they are.

        >>> Sought(["岑望舒", "里兹基"]).within("首席科学家岑望舒表示")
        ['岑望舒']
        """
        known = self._by_beginning.keys()
        pairs = dict.fromkeys(map("".join, pairwise(text)))
        return [
            string for pair in pairs if pair in known
            for string in self._by_beginning[pair] if string in text
        ]  # fmt: skip
