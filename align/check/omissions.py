"""What one side says and the other does not: sentences alone, and parts of sentences."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Iterator
from typing import ClassVar

import numpy as np

from align.check.base import Context, PairRule
from align.check.pair import Pair, Span, pairs
from align.model import LANGS, Finding, Lang, Severity, other
from align.settings import CheckSettings
from align.terms.index import CLASSES
from align.text.script import HAN

_CLAUSE: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile(r"[^，。；！？：、（）()—]+"),
    "en": re.compile(r"(?:[^,.;!?:()—–]|(?<=\d)[.,](?=\d)|(?<=[A-Z])\.)+"),
}
_LETTER: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile(rf"[{HAN}]|[A-Za-z0-9]+"),
    "en": re.compile(r"[A-Za-z0-9]+"),
}
_CONTENT = [CLASSES.index(n) for n in ("noun", "name", "person", "place", "verb", "adjective")]
# A part is missing only where its side is longer than usual by a part, and by so many words.
_LONGER = 1.12
_WORDS: dict[Lang, int] = {"zh": 7, "en": 5}
_LEAST_CONTENT = 3
_LINKED = 0.22
_MOST_LINKED = 0.2
_MOST_WORDS = 1000


class Unmatched(PairRule):
    """A sentence that has no counterpart at all.

    Hits: a sentence that only one version has. Does not hit: a line of punctuation or a bare
    number.
    """

    name: ClassVar[str] = "no-counterpart"
    severity: ClassVar[Severity] = "info"
    doc: ClassVar[str] = "A sentence has no counterpart on the other side."

    def check_pair(self, pair: Pair, settings: CheckSettings) -> Iterable[Finding]:
        """The side that stands alone, as one finding."""
        if pair.zh.text and pair.en.text:
            return
        side = pair.zh if pair.zh.text else pair.en
        if not any(map(str.isalpha, side.text)):
            return
        words = side.text if len(side.text) <= 40 else side.text[:39] + "…"
        if side.lang == "zh":
            yield pair.finding(
                self.name, self.severity, "finding.only_zh", zh=[(0, len(side.text))], words=words
            )
        else:
            yield pair.finding(
                self.name, self.severity, "finding.only_en", en=[(0, len(side.text))], words=words
            )


class Omission:
    """A part of a sentence whose words are nowhere on the other side.

    Hits: 该项目投资额为八百万元，由三家银行共同出资。 against "The project costs RMB8 million."
    Does not hit: a part that is said in other words; a side that is not longer than usual.
    """

    name: ClassVar[str] = "omission"
    severity: ClassVar[Severity] = "info"
    doc: ClassVar[str] = "A part of a sentence has nothing that stands for it on the other side."

    def check(self, context: Context) -> Iterable[Finding]:
        """The parts that are left out or added, in reading order."""
        whole = [(pair, _sizes(pair)) for pair in pairs(context.alignment) if pair.whole]
        if not whole:
            return
        usual = statistics.median(sizes["en"] / max(sizes["zh"], 1) for _, sizes in whole)
        if not usual:
            return  # hardly a Latin letter in the English: there is no usual length
        for pair, sizes in whole:
            for lang in LANGS:
                expected = sizes["en"] / usual if lang == "zh" else sizes["zh"] * usual
                if sizes[lang] < _LONGER * expected or sizes[lang] - expected < _WORDS[lang]:
                    continue
                for span in _unlinked(context, pair, lang):
                    words = pair.side(lang).text[slice(*span)].strip()
                    yield pair.finding(
                        self.name,
                        self.severity,
                        f"finding.omitted_{lang}",
                        zh=[span] if lang == "zh" else (),
                        en=[span] if lang == "en" else (),
                        term=words if len(words) <= 80 else words[:79] + "…",
                        words=words if len(words) <= 80 else words[:79] + "…",
                    )


def _sizes(pair: Pair) -> dict[Lang, int]:
    return {lang: len(_LETTER[lang].findall(pair.side(lang).text)) for lang in LANGS}


def _unlinked(context: Context, pair: Pair, lang: Lang) -> Iterator[Span]:
    """The parts of a side of which hardly a content word is linked."""
    index = context.renderer.index
    bead = index.bead_number(context.number, pair.number)
    if bead < 0:
        return
    side = index.side(lang)
    base, end = int(side.offsets[bead]), int(side.offsets[bead + 1])
    facing = index.side(other(lang)).bead(bead)
    if not len(facing) or max(end - base, len(facing)) > _MOST_WORDS:
        # Nobody writes such sentences, and their links would take minutes.
        return
    content = np.isin(side.classes[base:end], _CONTENT)
    starts = dict(zip(pair.side(lang).positions, pair.side(lang).starts, strict=True))
    at = np.array([starts[int(n)] for n in side.sentences[base:end]]) + side.starts[base:end]
    there = pair.side(other(lang)).text.lower()
    parts = []
    for match in _CLAUSE[lang].finditer(pair.side(lang).text):
        if len(_LETTER[lang].findall(match[0])) < _WORDS[lang]:
            continue
        inside = (at >= match.start()) & (at < match.end()) & content
        if inside.sum() >= _LEAST_CONTENT and not _copied(match[0], there):
            parts.append((match.span(), inside))
    if not parts:
        return
    # Links cost more than all the rest: only where a part may be missing.
    best = context.renderer.matrix(bead, lang).max(axis=1)
    for span, inside in parts:
        linked = best[inside] > _LINKED
        if linked.mean() <= _MOST_LINKED:
            yield span


def _copied(part: str, there: str) -> bool:
    """Whether a number or a Latin word of a part stands on the other side."""
    return any(word.lower() in there for word in re.findall(r"[A-Za-z]{2,}|\d+", part))
