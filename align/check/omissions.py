"""What one side says and the other does not: sentences alone, and parts of sentences."""

from __future__ import annotations

import re
import statistics
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import ClassVar, NamedTuple

import numpy as np

from align.check.base import Context, PairRule
from align.check.pair import Pair, Span, shortened
from align.model import LANGS, Alignment, Finding, Lang, Severity, other
from align.settings import CheckSettings
from align.terms.association import associate
from align.terms.index import CLASSES, build_index
from align.terms.renderings import Renderer
from align.text.lexicon import STOP_WORDS, english_lemma, english_words, lexicon
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
# Lengths differ by a third also where all is said; what is missing is no longer than the rest.
_GIVE = 0.3
_FITS = 0.9
_LEAST_CONTENT = 3
_LINKED = 0.22
_MOST_LINKED = 0.2
# A part of whose words the dictionary finds a third on the other side is not missing.
_ANSWERED = 0.33
# In a bitext of more beads only the doubtful ones are linked, so many together.
_FEW = 600
_TOGETHER = 3000


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
        doubts = list(_doubtful(context.alignment))
        # Words are linked only in pairs in which something may be missing: that costs most.
        for doubt, span in _missing(context, doubts):
            pair = Pair(context.alignment, doubt.bead)
            words = shortened(pair.side(doubt.lang).text[slice(*span)].strip())
            yield pair.finding(
                self.name,
                self.severity,
                f"finding.omitted_{doubt.lang}",
                zh=[span] if doubt.lang == "zh" else (),
                en=[span] if doubt.lang == "en" else (),
                term=words,
                words=words,
            )


class _Doubt(NamedTuple):
    """The parts of one side of a bead that may be missing on the other."""

    bead: int
    lang: Lang
    parts: tuple[Span, ...]


def _doubtful(alignment: Alignment) -> Iterator[_Doubt]:
    """The parts that may be missing, as far as lengths and the dictionary tell."""
    numbers, sizes = array("q"), {lang: array("q") for lang in LANGS}
    for number, bead in enumerate(alignment.beads):
        zh, en = (len(_LETTER[lang].findall(alignment.text(bead, lang))) for lang in LANGS)
        if zh and en and bead.status != "rejected":
            numbers.append(number)
            sizes["zh"].append(zh)
            sizes["en"].append(en)
    ratios = [en / max(zh, 1) for zh, en in zip(sizes["zh"], sizes["en"], strict=True)]
    usual = statistics.median(ratios) if ratios else 0.0
    if not usual:
        return  # hardly a Latin letter in the English: there is no usual length
    for number, zh, en in zip(numbers, sizes["zh"], sizes["en"], strict=True):
        own: dict[Lang, float] = {"zh": zh, "en": en}
        expected: dict[Lang, float] = {"zh": en / usual, "en": zh * usual}
        for lang in LANGS:
            more = own[lang] - expected[lang]
            if own[lang] >= _LONGER * expected[lang] and more >= _WORDS[lang]:
                most = (more + _GIVE * expected[lang]) / _FITS
                parts = tuple(_unanswered(Pair(alignment, number), lang, most))
                if parts:
                    yield _Doubt(number, lang, parts)


def _unanswered(pair: Pair, lang: Lang, most: float) -> Iterator[Span]:
    """The parts of a side of which the dictionary finds less than a third on the other.

    Only those of at most so many words or characters, what the side may have too much.
    """
    there = pair.side(other(lang)).text.lower()
    facing: frozenset[str] | None = None
    for match in _CLAUSE[lang].finditer(pair.side(lang).text):
        size = len(_LETTER[lang].findall(match[0]))
        if not _WORDS[lang] <= size <= most or _copied(match[0], there):
            continue
        if facing is None:
            facing = _english(pair) if lang == "zh" else _glossed(pair.simplified)
        part = slice(*match.span())
        answered = [not facing.isdisjoint(words) for words in _meanings(pair, lang, part) if words]
        if sum(answered) < _ANSWERED * max(len(answered), 1):
            yield match.span()


def _english(pair: Pair) -> frozenset[str]:
    return frozenset(map(english_lemma, english_words(pair.en.text)))


def _glossed(text: str) -> frozenset[str]:
    """The English words that the dictionary has for the words of a Chinese text."""
    known = lexicon()
    return frozenset().union(*[known.words(text[a:b]) for a, b in known.matches(text)])


def _meanings(pair: Pair, lang: Lang, part: slice) -> Iterator[frozenset[str]]:
    """For each word of a part what may stand for it, as English words."""
    if lang == "zh":
        text, known = pair.simplified[part], lexicon()
        yield from (known.words(text[a:b]) for a, b in known.matches(text))
    else:
        lemmas = map(english_lemma, english_words(pair.en.text[part]))
        yield from (frozenset({lemma}) for lemma in lemmas if lemma not in STOP_WORDS)


def _missing(context: Context, doubts: Sequence[_Doubt]) -> Iterator[tuple[_Doubt, Span]]:
    """The doubtful parts of which hardly a word is linked to the other side."""
    few = len(context.alignment.beads) <= _FEW
    if few or context.known is not None:
        renderer, number = context.renderer, context.number
        renderer.expect(renderer.index.bead_number(number, doubt.bead) for doubt in doubts)
        for doubt in doubts:
            for span in _unlinked(renderer, (number, doubt.bead), context.alignment, doubt):
                yield doubt, span
        return
    for start in range(0, len(doubts), _TOGETHER):
        # What is learned from some is gone before the next are read.
        yield from _missing_by_themselves(context.alignment, doubts[start : start + _TOGETHER])


def _missing_by_themselves(
    alignment: Alignment, doubts: Sequence[_Doubt]
) -> Iterator[tuple[_Doubt, Span]]:
    """:func:`_missing`, by the words of the doubtful beads alone."""
    beads = sorted({doubt.bead for doubt in doubts})
    places = {bead: place for place, bead in enumerate(beads)}
    part = replace(alignment, beads=tuple(alignment.beads[bead] for bead in beads))
    index = build_index([part])
    renderer = Renderer([part], index=index, association=associate(index, encoded=False))
    for doubt in doubts:
        for span in _unlinked(renderer, (0, places[doubt.bead]), alignment, doubt):
            yield doubt, span


def _unlinked(
    renderer: Renderer, where: tuple[int, int], alignment: Alignment, doubt: _Doubt
) -> Iterator[Span]:
    """The doubtful parts of a side of which hardly a content word is linked."""
    lang, index = doubt.lang, renderer.index
    bead = index.bead_number(*where)
    if bead < 0:
        # Nobody writes sentences that are read in pieces.
        return
    side = index.side(lang)
    base, end = int(side.offsets[bead]), int(side.offsets[bead + 1])
    facing = index.side(other(lang)).bead(bead)
    if not len(facing):
        return
    content = np.isin(side.classes[base:end], _CONTENT)
    text = Pair(alignment, doubt.bead).side(lang)
    starts = dict(zip(text.positions, text.starts, strict=True))
    at = np.array([starts[int(n)] for n in side.sentences[base:end]]) + side.starts[base:end]
    inside = [(span, (at >= span[0]) & (at < span[1]) & content) for span in doubt.parts]
    parts = [(span, own) for span, own in inside if own.sum() >= _LEAST_CONTENT]
    if not parts:
        return
    best = renderer.matrix(bead, lang).max(axis=1)
    for span, own in parts:
        linked = best[own] > _LINKED
        if linked.mean() <= _MOST_LINKED:
            yield span


def _copied(part: str, there: str) -> bool:
    """Whether a number or a Latin word of a part stands on the other side."""
    return any(word.lower() in there for word in re.findall(r"[A-Za-z]{2,}|\d+", part))
