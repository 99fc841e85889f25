"""Letters and characters that have no business in a text: leftovers of the other language."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from typing import ClassVar

from align.check.base import Context, GatheredRule, PairRule
from align.check.pair import Pair, Span, pairs
from align.model import Finding, Severity
from align.settings import CheckSettings
from align.text.asides import asides
from align.text.script import HAN, is_han, to_simplified
from align.text.words import ENGLISH_FUNCTION

_HAN_RUN = re.compile(rf"[{HAN}](?:[{HAN}，、。·\s]*[{HAN}])?")
_QUOTED = re.compile(r"“[^”]{1,60}”|\"[^\"]{1,60}\"|《[^》]{1,60}》|「[^」]{1,60}」|'[^']{1,40}'")
_OWN_NAMES = re.compile("日本語|简体中文|繁體中文|中文|[简繁簡]体?")
_LATIN_RUN = re.compile(
    r"(?<![A-Za-z'’-])[A-Za-z][A-Za-z'’-]*+(?:[ ,;:]{1,2}[A-Za-z][A-Za-z'’-]*+){3,}+"
)
# Variants that the table of general standard characters of 2013 has again, for names.
_GIVEN_BACK = frozenset("皙瞋噘蹚凓勠喆淼昇仝甦邨氾堃犇龢迺钜陞濛骦蛕髹")
# Old forms that GB 2312 has for names and a few words (乾隆, 宫商角徵羽): elsewhere traditional.
_BOTH = frozenset("後徵於夥摺菸乾")
_WORDS = 4
_LONGEST_ASIDE = 200


class Untranslated(PairRule):
    """A stretch of one side that stands untranslated on the other.

    Hits: four or more English words, one of them a function word ("the growth of the market"),
    that both sides have; a pair whose two sides are one and the same Chinese sentence. Does not
    hit: names of products and companies; the title of a book or a quotation in quotes.
    """

    name: ClassVar[str] = "untranslated"
    severity: ClassVar[Severity] = "warning"
    doc: ClassVar[str] = "A stretch of text was left in the other language."

    def check_pair(self, pair: Pair, settings: CheckSettings) -> Iterable[Finding]:
        """English left in the Chinese side of a pair."""
        free = _outside(pair.zh.text, brackets=True)
        for match in _LATIN_RUN.finditer(free):
            words = re.findall(r"[A-Za-z'’-]+", match[0])
            plain = [word for word in words if word in ENGLISH_FUNCTION]
            small = [word for word in words if word.islower()]
            if len(words) < _WORDS or not plain or 2 * len(small) < len(words):
                continue
            yield pair.finding(
                self.name,
                self.severity,
                "finding.untranslated",
                zh=[match.span()],
                found=match[0],
                words=match[0],
            )


class HanInEnglish(PairRule):
    """Chinese characters in the English text.

    Hits: "the 可用区 in Jakarta". Does not hit: Chinese in brackets or quotes, where the English
    gives an original name: "Tongyi Qianwen (通义千问)".
    """

    name: ClassVar[str] = "chinese-in-english"
    severity: ClassVar[Severity] = "warning"
    doc: ClassVar[str] = "Chinese characters stand in the English text."

    def check_pair(self, pair: Pair, settings: CheckSettings) -> Iterable[Finding]:
        """Chinese in the English of a pair."""
        if pair.en.text.isascii() or not any(map(is_han, pair.en.text)):
            return
        if _HAN_RUN.search(pair.en.text) is None:
            return
        for match in _HAN_RUN.finditer(_outside(pair.en.text, brackets=True)):
            if _OWN_NAMES.fullmatch(match[0]):
                continue  # a choice of languages calls each by its own name
            yield pair.finding(
                self.name,
                self.severity,
                "finding.chinese_in_english",
                en=[match.span()],
                found=match[0],
                words=match[0],
            )


class MixedScript(GatheredRule["array[int]"]):
    """Traditional characters in a simplified text, or simplified ones in a traditional text.

    Hits: 數據中心 in a document that has 数据中心 elsewhere, 加徵 in a simplified one. Does not
    hit: characters that both scripts have (后, 里, 台); a document that is traditional throughout;
    names in brackets.
    """

    name: ClassVar[str] = "mixed-script"
    severity: ClassVar[Severity] = "warning"
    doc: ClassVar[str] = "Traditional characters stand in a simplified text, or the reverse."

    def gather(self, stretch: Iterable[Pair]) -> array[int]:
        """The pairs with something that simplified Chinese writes otherwise."""
        return array("q", [p.number for p in stretch if p.simplified != p.zh.text])

    def add(self, kept: array[int], later: array[int]) -> None:
        """Take up the pairs of the stretch that follows."""
        kept.extend(later)

    def conclude(self, context: Context, kept: array[int]) -> Iterable[Finding]:
        """The words in the script that is not the document's, one finding a bead."""
        sample = "".join(s.text for s in context.alignment.zh_sentences[:2000])
        chars = Counter(sample)
        traditional = sum(n for c, n in chars.items() if _traditional_only(c)) > sum(
            n for c, n in chars.items() if _simplified_only(c)
        )
        foreign = _simplified_only if traditional else _traditional_only
        # Simplified words may stand in any pair of a traditional text.
        asked = (
            pairs(context.alignment)
            if traditional
            else (Pair(context.alignment, number) for number in kept)
        )
        met: set[str] = set()
        aliens: set[str] = set()
        for pair in asked:
            text = pair.zh.text
            here = set(text)
            aliens |= {char for char in here - met if foreign(char)}
            met |= here
            at: set[int] = set()
            if not aliens.isdisjoint(here):
                at = {i for i, char in enumerate(text) if char in aliens}
            if not traditional:
                at |= _changed(pair)
            if not at:
                continue
            free = _outside(text, brackets=True)
            spans = [
                match.span()
                for match in re.finditer(rf"[{HAN}]+", free)
                if not at.isdisjoint(range(*match.span())) and not _OWN_NAMES.fullmatch(match[0])
            ]
            narrow = [_narrowed(span, at) for span in spans]
            if narrow:
                words = "、".join(text[start:end] for start, end in narrow[:5])
                yield pair.finding(
                    self.name,
                    self.severity,
                    "finding.simplified_in_traditional"
                    if traditional
                    else "finding.traditional_in_simplified",
                    zh=narrow,
                    found=words,
                    words=words,
                )


def _narrowed(span: Span, foreign: Set[int]) -> Span:
    """The part of a run from its first to its last foreign character."""
    at = [i for i in range(*span) if i in foreign]
    return at[0], at[-1] + 1


def _changed(pair: Pair) -> set[int]:
    """Where characters stand that are traditional here, though simplified Chinese has them
    elsewhere: 加徵, not 宫商角徵羽.
    """
    text = pair.zh.text
    if _BOTH.isdisjoint(text):
        return set()
    plain = pair.simplified
    return {i for i, char in enumerate(text) if char in _BOTH and plain[i] != char}


@lru_cache(maxsize=8192)
def _traditional_only(char: str) -> bool:
    """Whether a character is written otherwise in simplified Chinese.

    GB 2312 holds what simplified Chinese writes; the table of 2013 has given back some old forms
    in names (昇腾).
    """
    return char not in _GIVEN_BACK and to_simplified(char) != char and not _encodes(char, "gb2312")


@lru_cache(maxsize=8192)
def _simplified_only(char: str) -> bool:
    """Whether a character is one that traditional Chinese does not have."""
    return _encodes(char, "gb2312") and not _encodes(char, "big5hkscs")


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _outside(text: str, *, brackets: bool) -> str:
    """A text with what stands in quotes, and in brackets, blanked out."""
    spans = list(_aside_spans(text, brackets))
    if not spans:
        return text
    out = list(text)
    for start, end in spans:
        out[start:end] = " " * (end - start)
    return "".join(out)


def _aside_spans(text: str, brackets: bool) -> Iterator[Span]:
    for match in _QUOTED.finditer(text):
        yield match.span()
    if brackets:
        yield from asides(text, _LONGEST_ASIDE)
