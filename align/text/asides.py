"""What stands in brackets: a stop inside does not end the sentence around it."""

from __future__ import annotations

import re

_CLOSING = {
    ")": "(",
    "]": "[",
    "）": "（",
    "］": "［",
    "》": "《",
    "】": "【",
    "〉": "〈",
    "〕": "〔",
}
_BRACKET = re.compile(r"[()\[\]（）［］《》【】〈〉〔〕]")
_DEEPEST = 8


def asides(text: str, longest: int) -> list[tuple[int, int]]:
    """Outermost pairs of brackets, in order, none longer than ``longest`` characters.

    A bracket that never closes is forgotten after that many characters, so that it cannot hold
    the rest of a text together. Half-width and full-width brackets may close each other, as they
    do in Chinese text typed with two input methods.

    >>> asides("Apple (the (big) one) and (more", 100)
    [(6, 21)]
    """
    found: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(text):
        mark = match[0]
        at = match.start()
        opening = _CLOSING.get(mark)
        if opening is None:
            if stack and at - stack[0][1] > longest:
                stack.clear()
            if len(stack) < _DEEPEST:
                stack.append((_kind(mark), at))
        elif stack and stack[-1][0] == _kind(opening):
            _, opened = stack.pop()
            if at - opened <= longest:
                while found and found[-1][0] > opened:
                    found.pop()
                found.append((opened, at + 1))
    return found


def _kind(mark: str) -> str:
    return {"（": "(", "［": "["}.get(mark, mark)
