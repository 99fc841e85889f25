"""Words and punctuation marks that stand twice in a row by mistake.

Chinese doubles words on purpose: verbs (研究研究), adjectives, measures (个个). A little word is
never doubled, nor is what can be nothing but a noun or a pronoun. What looks doubled may also be
the end of one word and the beginning of another: 目的|的, 上市公司|公司治理.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import ClassVar, Final

from align.check.base import PairRule
from align.check.pair import Pair
from align.model import Finding, Lang, Severity
from align.settings import CheckSettings
from align.text.lexicon import LONGEST, lexicon
from align.text.script import HAN
from align.text.words import words

_MARK = re.compile(r"([，。、；：,;:])[ ]?\1|(?<!\.)\.\.(?!\.)|[，、；：][。，、；]|。[，、；]")
_WORD = re.compile(r"(?<![\w'’-])([A-Za-z]{2,}|a)\s+\1(?![\w'’-])", re.IGNORECASE)
_LITTLE = re.compile(
    rf"([的和与及或在是为由对把被将从了该已也并且到而但向给使就至于])\1(?![{HAN}]?[{HAN}]?来)"
)
_BEFORE_LE: Final = frozenset("不得为除罢")
_LONG = re.compile(rf"([{HAN}]{{2,8}}?)\1")
_TWICE: Final = frozenset(
    ["that", "had", "very", "ha", "no", "so", "bye", "blah", "knock", "win", "pong", "do"]
)
# "What it is is simple": a clause with its own "is" is the subject.
_CLAUSE = re.compile(r"\b(?:what|who|where|how|why|when|which|that|all|it|there)\b", re.IGNORECASE)
_NUMERAL = re.compile("[〇零一二三四五六七八九十百千万亿两几半]")
# What makes a longer word of a noun: 监狱|监狱长, 公司|公司法.
_SUFFIX: Final = frozenset("长员者业家法部界化学会局所室厅院权股")
# Pronouns and other little words that nobody says twice.
_NEVER_TWICE: Final = frozenset(
    """
    我们 你们 他们 她们 它们 自己 这些 那些 可以 应该 必须 能够 以及 但是 然而 因此
    所以 因为 由于 如果 虽然 没有 或者 并且 而且 对于 关于 根据 按照 通过 随着 其中
    其他 已经 正在 此外 另外 同时 以来 之间
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


class Doubled(PairRule):
    """A word or a punctuation mark that stands twice in a row.

    Hits: "the the", "is is", 的的, 升级到到, 公司公司, 数据中心数据中心, "，，", "。，". Does not
    hit: "had had", "what it is is", 看看, 研究研究, 上市公司公司治理, "...", ……, a word that is
    doubled on both sides.
    """

    name: ClassVar[str] = "doubled"
    severity: ClassVar[Severity] = "warning"
    doc: ClassVar[str] = "A word or punctuation mark stands twice in a row."

    def check_pair(self, pair: Pair, settings: CheckSettings) -> Iterable[Finding]:
        """What is doubled in a pair."""
        zh_words = [m for m in _LITTLE.finditer(pair.zh.text) if not _two_words(pair, m)]
        zh_words += [m for m in _LONG.finditer(pair.zh.text) if _is_slip(pair, m)]
        en_words = [
            m
            for m in _WORD.finditer(pair.en.text)
            if m[1].lower() not in _TWICE
            and not (m[1][0].isupper() and m[0].split()[1][0].isupper())
            and not (m[1].lower() == "is" and _CLAUSE.search(pair.en.text, 0, m.start()))
        ]
        if zh_words and en_words:
            zh_words, en_words = [], []
        found: list[tuple[Lang, re.Match[str]]] = [("zh", m) for m in zh_words]
        found += [("zh", m) for m in _MARK.finditer(pair.zh.text)]
        found += [("en", m) for m in en_words]
        found += [("en", m) for m in _MARK.finditer(pair.en.text)]
        for lang, match in found:
            yield pair.finding(
                self.name, self.severity, "finding.doubled",
                zh=[match.span()] if lang == "zh" else (),
                en=[match.span()] if lang == "en" else (), found=match[0], words=match[0],
            )  # fmt: skip


def _is_slip(pair: Pair, match: re.Match[str]) -> bool:
    """Whether a stretch of Chinese stands twice by mistake."""
    start, end = match.span()
    plain = pair.simplified[start : (start + end) // 2]
    if end - start >= 8:
        return len(set(plain)) > 1
    longer = pair.simplified[end : end + 1] in _SUFFIX and plain not in _NEVER_TWICE
    return _never_twice(plain) and not longer and not _two_words(pair, match)


@lru_cache(maxsize=8192)
def _never_twice(word: str) -> bool:
    """Whether a word of two or three characters is a noun or pronoun that is nothing else.

    >>> _never_twice("公司"), _never_twice("研究"), _never_twice("我们"), _never_twice("二零")
    (True, False, True, False)
    """
    if word in _NEVER_TWICE:
        return True
    known = lexicon()
    if word not in known or word * 2 in known or _NUMERAL.search(word) or len(set(word)) == 1:
        return False
    cut = words(word, "zh")
    if len(cut) != 1 or cut[0].kind not in ("noun", "name", "place"):
        return False
    glosses = known.raw(word)
    return not any(re.match(r"(?:\([^()]*\) ?)?to ", gloss) for gloss in glosses)


def _two_words(pair: Pair, match: re.Match[str]) -> bool:
    """Whether what stands twice ends one word and begins another: 目的的, 现在在, 为了了解."""
    start, end = match.span()
    middle = (start + end) // 2
    text, known = pair.simplified, lexicon()
    if match[0] == "了了":
        # 完了, 成了 are no words before another 了; 受不了了 and 为了了解 are.
        return text[start - 1 : start] in _BEFORE_LE or any(
            text[middle:last] in known for last in range(end + 1, middle + LONGEST + 1)
        )
    return any(
        text[first:middle] in known for first in range(max(0, middle - LONGEST), start)
    ) or any(text[middle:last] in known for last in range(end + 1, middle + LONGEST + 1))
