"""Latin names that both languages write: Qwen3, Aion V, GDP, iPhone 16 Pro."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from align.check.base import PairRule
from align.check.markup import addresses, tags
from align.check.pair import Pair, Span
from align.model import Finding, Severity
from align.settings import CheckSettings
from align.text.script import to_halfwidth
from align.text.words import ENGLISH_FUNCTION

_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_PART = re.compile(r"[A-Za-z]+|\d+")
_TOKEN = re.compile(r"[A-Za-zÀ-ɏ0-9]+(?:[-'’.+][A-Za-zÀ-ɏ0-9]+)*\+*")
# A part of a model's name: letters that are no word, or a word in capitals beside a number.
_CODE = re.compile(r"[A-Z]{1,6}$|[A-Z][a-z]*[A-Z]\w*$|[a-z]{1,2}[A-Z]\w*$")
_ORDINARY = frozenset(["I", "A", "OK", "O", "S", "T"])
_UNITS = frozenset(
    """
    km kg gb tb mb kw mw gw kwh mwh gwh mm cm nm hz mhz ghz am pm m g t k b w v x p c h
    rmb usd hkd cny eur us hk
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


class ProductNames(PairRule):
    """A Latin name in the Chinese text that is another one in the English.

    Hits: 埃安UT against "the Aion V"; Clario-3-Mini against "Clario-3-Nano". Does not hit: GDP
    against "gross domestic product"; a Latin name that the English leaves out or translates.
    """

    name: ClassVar[str] = "product"
    severity: ClassVar[Severity] = "error"
    doc: ClassVar[str] = "A Latin name in the Chinese text is another one in the English."

    def check_pair(self, pair: Pair, settings: CheckSettings) -> Iterable[Finding]:
        """The Latin names of a pair that contradict each other, in reading order."""
        if not pair.whole:
            return
        zh = list(_codes(pair.zh.text))
        if not zh:
            return
        there = _Latin(pair.en.text)
        missing = [item for item in zh if not there.has(item[0])]
        if not missing:
            return
        here = _Latin(pair.zh.text)
        extra = [item for item in _codes(pair.en.text) if not here.has(item[0])]
        for one, span in missing:
            for at, (other, en_span) in enumerate(extra):
                if _compete(pair, one, span, other, en_span, there, here):
                    yield pair.finding(
                        self.name,
                        self.severity,
                        "finding.product",
                        zh=[span],
                        en=[en_span],
                        term=one,
                        expected=one,
                        found=other,
                        zh_words=one,
                        en_words=other,
                    )
                    del extra[at]
                    break


class _Latin:
    """The Latin words of a text, as they are looked for."""

    def __init__(self, text: str) -> None:
        plain = to_halfwidth(text)
        self.parts = {part.lower() for part in _PART.findall(plain)}
        self.squeezed = re.sub(r"[^a-z0-9]+", "", plain.lower())
        self.words = re.findall(r"[A-Za-z]+", plain)

    def has(self, code: str) -> bool:
        """Whether a name stands here, or the words that it abbreviates, or a part of it."""
        key = code.lower()
        if key in self.parts or key.removesuffix("s") in self.parts or key + "s" in self.parts:
            return True
        return len(key) > 2 and key in self.squeezed


def _codes(text: str) -> Iterator[tuple[str, Span]]:
    """The parts of Latin names in a text that tell one product from another."""
    plain = to_halfwidth(text)
    if not _LATIN.search(plain):
        return
    taken = [span for _, span in (*addresses(plain), *tags(plain))]
    for token in _TOKEN.finditer(plain):
        if any(start <= token.start() < end for start, end in taken):
            continue
        parts = list(re.finditer(r"[A-Za-zÀ-ɏ]+", token[0]))
        compound = bool(re.search(r"\d", token[0])) and "-" in token[0]
        for part in parts:
            word = part[0]
            if word in _ORDINARY or word.lower() in _UNITS - {"v", "x", "p"}:
                continue
            if word.lower() in ENGLISH_FUNCTION:
                continue
            if _CODE.match(word) or (compound and word[0].isupper()):
                start = token.start() + part.start()
                yield word, (start, start + len(word))


def _compete(
    pair: Pair, one: str, span: Span, other: str, en_span: Span, there: _Latin, here: _Latin
) -> bool:
    """Whether two Latin names stand in each other's place: what is beside them is the same."""
    if _is_short_for(one, there.words) or _is_short_for(other, here.words):
        return False
    zh_before = _before(pair.zh.text, span[0])
    en_before = _before(pair.en.text, en_span[0])
    if zh_before and en_before:
        return zh_before.lower() == en_before.lower()
    # 埃安UT and "Aion V": a Chinese name before the letters, a capital before the others.
    han = pair.zh.text[max(0, span[0] - 2) : span[0]]
    named = bool(re.search(r"(?:^|[\s(“])[A-Z][a-z]+ $", pair.en.text[: en_span[0]]))
    short = len(one) <= 3 and len(other) <= 3 and one.isupper() and other.isupper()
    return short and named and len(han) == 2 and not any(c.isascii() for c in han)


def _before(text: str, start: int) -> str:
    """The Latin part of a name before a place."""
    found = re.search(r"([A-Za-z0-9]{1,30})[- .]?$", text[max(0, start - 32) : start])
    return found[1] if found else ""


def _is_short_for(code: str, words: list[str]) -> bool:
    """Whether the letters of a code are the initials of words that stand one after the other."""
    letters = code.lower()
    if len(letters) < 2:
        return False
    initials = "".join(word[0].lower() for word in words)
    content = "".join(word[0].lower() for word in words if word.lower() not in ENGLISH_FUNCTION)
    return letters in initials or letters in content
