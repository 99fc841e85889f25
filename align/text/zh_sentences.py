"""Chinese sentence ends by rule.

。！？ and …… end a sentence, with the quotes and brackets that close after them; the half-width
``!``, ``?`` and ``.`` do so where they are not part of a Latin word or a number. What speaks
against an end is what follows: a comma, the 的 of a quoted phrase, a tag such as 他说, or the rest
of a sentence in whose middle a bracket or a title 《》 stands.

One regular expression finds the candidates; every decision looks a bounded number of characters
to either side, so the time is linear in the text.
"""

from __future__ import annotations

import re

from align.text.asides import asides
from align.text.en_sentences import first_word, full_stop_ends, word_before

_END = re.compile(
    r"""
    (?<![。！？｡!?….．]) (?P<stop>[。！？｡!?….．]++) (?:(?<=[。！？｡…]) | (?![A-Za-z0-9=&/_-]))
    (?P<close>(?:\s?[”’」』）】〕］》〉]|["“)\]*_'])*+)
    """,
    re.VERBOSE,
)
_QUOTE = re.compile('[“”"]')
_AFTER = re.compile(r"\s*(\S?)")
_LATIN_AFTER = re.compile(r"\s+[\"'“‘(\[]{0,3}([\w'’]{1,30})", re.ASCII)
_GOES_ON = frozenset("，、；：,;:。．！？!?）)】〕］》〉」』”’～~·")
_DASHES = frozenset("—－-")
# What may follow a quotation that is part of a sentence.
_QUOTED_PHRASE = re.compile(r"[的等之]|这[一种个句样]|一[词语句说]|(?:[和与或及]|以及)[“‘「\"]")
# A tag after direct speech, as in “…？”他问。, with nothing more to say.
_TAG = re.compile(
    r"[^，。：；！？“”,:!?]{0,40}?"
    r"(?:[说說写寫问問称稱答喊叫]|表示|补充|補充|指出|解释|解釋|强调|強調|警告|报道|報道|宣布|坦言)"
    r"[说說道了着著]?(?:[。.；]|[，,]\s?[“\"「])"
)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LONGEST_ASIDE = 200
_HESITATION = 10
_LONGEST_QUOTATION = 500


def ends(text: str) -> list[int]:
    """Where Chinese sentences end: ascending offsets, without the end of the text.

    >>> ends("苹果公司（Apple Inc.）上涨3.5%。真的吗？！是的。")
    [23, 28, 31]
    """
    found: list[int] = []
    brackets = asides(text, _LONGEST_ASIDE)
    aside = 0
    start = 0
    first = first_word(text, 0)
    quotes = _Quotes(text)
    for match in _END.finditer(text):
        at = match.end()
        close = match["close"]
        if '"' in close or "“" in close:
            close = close[: quotes.closing(match.start("close"), close)]
            at = match.start("close") + len(close)
        while aside < len(brackets) and brackets[aside][1] <= at:
            aside += 1
        # The bracket or title that holds the stop, or that closes with it.
        holder = None
        if aside < len(brackets) and brackets[aside][0] < match.start():
            holder = brackets[aside][0]
        elif aside and brackets[aside - 1][0] >= start and brackets[aside - 1][1] > match.start():
            holder = brackets[aside - 1][0]
        if holder is not None and (first < holder or text[holder] in "《〈"):
            continue
        if _is_end(text, start, match.start(), match["stop"], close, at):
            found.append(at)
            start = at
            first = first_word(text, at)
    blank = [match.start() for match in _BLANK_LINE.finditer(text)]
    return sorted({*found, *blank}) if blank else found


class _Quotes:
    """Whether a quotation is open, for the marks that do not say whether they open or close.

    A straight quote does not, and in text typed in haste ``“`` closes too (她说：“来了。“). The
    marks are read once, from left to right.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._marks = _QUOTE.finditer(text)
        self._next = next(self._marks, None)
        self._opened = -1

    def closing(self, at: int, marks: str) -> int:
        """How many of the ``marks`` at ``at``, right after a stop, close what is open."""
        while self._next is not None and self._next.start() < at:
            self._read(self._next)
            self._next = next(self._marks, None)
        is_open = self._opened >= 0 and at - self._opened < _LONGEST_QUOTATION
        for position, mark in enumerate(marks):
            if mark not in '"“':
                is_open = is_open and mark != "”"
                continue
            if not is_open or (mark == "“" and self._pairs(at + position)):
                return position
            is_open = False
        return len(marks)

    def _pairs(self, at: int) -> bool:
        """Whether the next mark closes, so that the one at ``at`` must open."""
        following = _QUOTE.search(self._text, at + 1, at + _LONGEST_QUOTATION)
        return following is not None and following[0] == "”"

    def _read(self, match: re.Match[str]) -> None:
        closes = match[0] == "”" or self._opened >= 0
        self._opened = -1 if closes else match.start()


def _is_end(text: str, start: int, stop_at: int, stop: str, close: str, at: int) -> bool:
    after = _AFTER.match(text, at)
    following = after[1] if after else ""
    if not following:
        return True
    if following in _GOES_ON or (close and following in _DASHES):
        return False
    if stop in {".", "．"}:
        return _dot_ends(text, start, stop_at, following, close, at)
    if not close.strip(".…") and not stop.strip(".…．"):
        # In a short stretch, or before the same word again (怕……怕得很), it is a hesitation.
        return stop_at - start >= _HESITATION and following != text[stop_at - 1]
    if close and close[-1] in "”’」』\"'":
        return not (_QUOTED_PHRASE.match(text, at) or _TAG.match(text, at, at + 48))
    return True


def _dot_ends(text: str, start: int, stop_at: int, following: str, close: str, at: int) -> bool:
    """Whether a half-width full stop ends a sentence, in Chinese or in Latin words within it."""
    before = text[stop_at - 1] if stop_at else ""
    if not before or before.isspace():
        return False
    if not before.isascii():
        return True
    latin = _LATIN_AFTER.match(text, at)
    if latin is not None and latin[1][0].islower():
        return False
        return full_stop_ends(
            text, start, stop_at, word_before(text, start, stop_at), latin[1], close
        )
    word = word_before(text, start, stop_at)
    return full_stop_ends(text, start, stop_at, word, "", close)
