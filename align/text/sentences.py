"""Sentences of a document, with their place in the block.

The two languages end a sentence differently, so each has a module of rules
(:mod:`align.text.en_sentences`, :mod:`align.text.zh_sentences`) that says where; here the ends
become spans without white space around them.
"""

from __future__ import annotations

from align.model import Document, Lang, Sentence
from align.text import en_sentences, zh_sentences


def split(document: Document, *, lines: bool = False) -> tuple[Sentence, ...]:
    """The sentences of a document in reading order.

    A sentence never crosses a block. Its text is the block's text at its span, has no white
    space at either end and is never empty. With ``lines`` every block is one sentence, for text
    that was split before.

    >>> from align.model import Block
    >>> split(Document("a", "en", (Block("paragraph", "It rains. I stay."),)))[1].span
    (10, 17)
    """
    find = _whole if lines else spans
    return tuple(
        Sentence(block.text[start:end], position, (start, end))
        for position, block in enumerate(document.blocks)
        for start, end in find(block.text, document.lang)
    )


def spans(text: str, lang: Lang) -> list[tuple[int, int]]:
    """Where the sentences of a text stand: ascending spans that do not overlap.

    Together they hold every character that is not white space. A lone mark, such as a quotation
    mark that was turned the wrong way, is no sentence: it goes with the one before it, or, where
    a text begins with it, with the one behind.

    >>> spans("他说：“来了。”随后离开。", "zh")
    [(0, 8), (8, 13)]
    >>> spans("我们真走运。“", "zh")
    [(0, 7)]
    """
    rules = zh_sentences if lang == "zh" else en_sentences
    found: list[tuple[int, int]] = []
    start = 0
    for end in (*rules.ends(text), len(text)):
        piece = text[start:end]
        words = piece.strip()
        if words:
            first = start + len(piece) - len(piece.lstrip())
            last = first + len(words)
            begins = len(found) == 1 and _is_mark(text, *found[0])
            if begins or (found and _is_mark(text, first, last)):
                found[-1] = (found[-1][0], last)
            else:
                found.append((first, last))
        start = end
    return found


def _is_mark(text: str, first: int, last: int) -> bool:
    return last - first == 1 and not text[first].isalnum()


def _whole(text: str, lang: Lang) -> list[tuple[int, int]]:
    words = text.strip()
    first = len(text) - len(text.lstrip())
    return [(first, first + len(words))] if words else []
