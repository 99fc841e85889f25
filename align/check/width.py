"""Punctuation of the other language's width.

A half-width mark is one of Chinese where Chinese stands on both sides of it, with a per cent sign,
a closing quotation mark or a space between; where a Latin word or a number ends before it and
Chinese goes on; where Chinese ends before it. It is not inside numbers, addresses and code, nor
in a text most of whose words are Latin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from align.check.base import Context, GatheredRule
from align.check.pair import Pair, Span
from align.model import LANGS, Finding, Severity
from align.text.script import HAN

_WIDE_IN_ENGLISH = re.compile(
    rf"(?<![{HAN}，。；：？！（）、「」『』《》【】])[，。；：？！（）、](?![{HAN}])"
)
_WIDE_LETTERS = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_STOP = re.compile(rf"(?<=[{HAN}])(?<!^[一二三四五六七八九十])\.(?=[{HAN}]|$)")
_MARK = re.compile(r"[,;:?!]+")
_HAN = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
# What closes a stretch of Chinese before a mark, and what opens one behind it.
_CLOSING: Final = "”’」』》）%％‰"
_BEHIND = re.compile(r" ?[“‘「『《（\"']?")
_ENDS = re.compile(r"\s*[”’」』\"']?\s*$")
# What is written without spaces and has such signs in it is an address or code.
_CODE_SIGN: Final = frozenset("/\\=_&<>{}()[]`#@$|*+")
_TOKEN_BEFORE = re.compile(r"[!-~]{1,60}\Z")
_TOKEN_BEHIND = re.compile(r"[!-~]{1,60}")
_CODE = re.compile(r"`[^`]*`|(?<=\w)(?<![^\x00-\x7f])\([^()]*\)|\{[^{}]*\}|<[^<>]*>")
_BRACKETS = re.compile(r"([(（])([^()（）]{1,80})([)）])")
_ITEM = re.compile(r"[一二三四五六七八九十百甲乙丙丁戊己庚辛壬癸\d]{1,3}|[A-Za-z]|[ivx]{1,5}")
# Who writes brackets so in so many beads, and more often than the others, does so on purpose.
_HABIT: Final = 3


@dataclass(slots=True)
class Widths:
    """What is of the wrong width in a stretch of pairs, and how its brackets are written."""

    findings: list[Finding]
    # Half-width brackets around Chinese, by bead; and how many full-width ones there are.
    narrow: dict[int, list[Span]]
    wide: int


class Width(GatheredRule[Widths]):
    """Full-width punctuation in English, half-width punctuation in Chinese.

    Hits: "in 2024， the Group"; 增长,其中; 5.3%,其中; 使用Python,然后; 你好吗?; 增长(未经审计).
    Does not hit: 1,000, 10:30, Chinese in an English sentence with its own punctuation, code;
    half-width brackets around Latin words, or in a document that writes most of them so.
    """

    name: ClassVar[str] = "punctuation-width"
    severity: ClassVar[Severity] = "warning"
    doc: ClassVar[str] = "Punctuation of the other language's width."

    def gather(self, stretch: Iterable[Pair]) -> Widths:
        """The marks of a stretch, and the half-width brackets around Chinese."""
        findings: list[Finding] = []
        narrow: dict[int, list[Span]] = {}
        wide = 0
        for pair in stretch:
            findings.extend(self._marks(pair))
            wide += pair.zh.text.count("（")
            if spans := list(_narrow_brackets(pair.zh.text)):
                narrow[pair.number] = spans
        return Widths(findings, narrow, wide)

    def add(self, kept: Widths, later: Widths) -> None:
        """Take up the marks of the stretch that follows."""
        kept.findings += later.findings
        kept.narrow.update(later.narrow)
        kept.wide += later.wide

    def conclude(self, context: Context, kept: Widths) -> Iterable[Finding]:
        """The findings of all stretches, with the brackets unless the document writes them so."""
        yield from kept.findings
        if len(kept.narrow) >= _HABIT and len(kept.narrow) > kept.wide:
            return
        for number, spans in kept.narrow.items():
            yield self._narrow(Pair(context.alignment, number), spans)

    def _marks(self, pair: Pair) -> Iterator[Finding]:
        """The marks of the wrong width in a pair, one finding a side."""
        en = [] if pair.en.text.isascii() else list(_WIDE_IN_ENGLISH.finditer(pair.en.text))
        if en:
            marks = " ".join(m[0] for m in en[:5])
            yield pair.finding(
                self.name, self.severity, "finding.wide_in_english",
                en=[m.span() for m in en], found=marks, marks=marks,
            )  # fmt: skip
        zh = list(narrow_marks(pair.zh.text))
        if zh:
            yield self._narrow(pair, zh)
        for lang in LANGS:
            text = pair.side(lang).text
            wide = [] if text.isascii() else list(_WIDE_LETTERS.finditer(text))
            if wide:
                words = " ".join(m[0] for m in wide[:5])
                yield pair.finding(
                    self.name, self.severity, "finding.wide_letters",
                    zh=[m.span() for m in wide] if lang == "zh" else (),
                    en=[m.span() for m in wide] if lang == "en" else (), found=words, words=words,
                )  # fmt: skip

    def _narrow(self, pair: Pair, spans: Sequence[Span]) -> Finding:
        marks = " ".join(pair.zh.text[start:end] for start, end in spans[:5])
        return pair.finding(
            self.name, self.severity, "finding.narrow_in_chinese",
            zh=spans, found=marks, marks=marks,
        )  # fmt: skip


def narrow_marks(text: str) -> Iterator[Span]:
    """The half-width marks of a Chinese text that are no part of a number, a name or code.

    >>> [*narrow_marks("增速为5.3%,其中")], [*narrow_marks("共1,000人, 10:30开始")]
    ([(7, 8)], [(7, 8)])
    >>> [*narrow_marks("见a.com/?页,x=1")], [*narrow_marks("你好吗?")]
    ([], [(3, 4)])
    """
    if text.isascii():
        return
    found = [match.span() for match in _STOP.finditer(text)]
    marks = list(_MARK.finditer(text))
    if marks:
        code = _Spans(match.span() for match in _CODE.finditer(text))
        chinese = len(_HAN.findall(text)) >= len(_LATIN_WORD.findall(text))
        found += [
            match.span()
            for match in marks
            if _is_chinese(text, match, chinese) and not code.has(match.start())
        ]
    yield from sorted(found)


def _is_chinese(text: str, mark: re.Match[str], chinese: bool) -> bool:
    """Whether a mark is one of Chinese; ``chinese`` says that most of the text is."""
    start, end = mark.span()
    before = text[start - 1 : start]
    if not before:
        return False
    behind = _BEHIND.match(text, end)
    at = behind.end() if behind else end
    after = text[at : at + 1]
    is_before, is_after = bool(_HAN.match(before)), bool(after and _HAN.match(after))
    if is_before and at == end and is_after:
        return True
    if not chinese:
        return False
    if is_before or before in _CLOSING:
        if is_after:
            return True
        if _ENDS.match(text, end):
            return is_before
        token = _TOKEN_BEHIND.match(text, at)
        latin = token is not None and token[0][0].isalnum() and not _CODE_SIGN & set(token[0])
        return latin and is_before and ":" not in mark[0]
    if is_after and before.isascii() and before.isalnum() and mark[0] != ":":
        token = _TOKEN_BEFORE.search(text, max(0, start - 60), start)
        return token is not None and not _CODE_SIGN & set(token[0])
    return False


def _narrow_brackets(text: str) -> Iterator[Span]:
    """The half-width brackets around Chinese behind Chinese, and those that a full-width one
    closes or opens.
    """
    if text.isascii() or ("(" not in text and ")" not in text):
        return
    code = _Spans(match.span() for match in _CODE.finditer(text))
    for match in _BRACKETS.finditer(text):
        opening, inside, closing = match.groups()
        if (opening, closing) == ("（", "）") or code.has(match.start()):
            continue
        if (opening, closing) == ("(", ")"):
            before = text[match.start() - 1 : match.start()]
            chinese = before and (_HAN.match(before) or before in _CLOSING)
            if not chinese or not (_HAN.match(inside[0]) and _HAN.match(inside[-1])):
                continue
            if _ITEM.fullmatch(inside):
                continue
        if opening == "(":
            yield match.start(), match.start() + 1
        if closing == ")":
            yield match.end() - 1, match.end()


class _Spans:
    """Spans in order, none inside another, asked for one position after the other."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = list(spans)
        self._at = 0

    def has(self, position: int) -> bool:
        """Whether a position, not before the last one asked for, is in one of the spans."""
        while self._at < len(self._spans) and self._spans[self._at][1] <= position:
            self._at += 1
        return self._at < len(self._spans) and self._spans[self._at][0] <= position
