"""Sentences that recur: the same source rendered differently, different sources the same."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import ClassVar, NamedTuple

import numpy as np

from align.check.base import Context, GatheredRule
from align.check.pair import Pair, shortened
from align.model import Finding, Lang, Severity, other
from align.text.script import to_halfwidth
from align.text.words import comparable

# Shorter ones are headings and labels, which mean many things.
_LEAST: dict[Lang, int] = {"zh": 8, "en": 25}
_BETWEEN = re.compile(r"[^\w]+")


class _Keys(NamedTuple):
    """The pairs of a stretch that may recur, and a digest of what each says on one side."""

    numbers: array[int]
    keys: array[int]

    def add(self, later: _Keys) -> None:
        """Take up the pairs of the stretch that follows."""
        self.numbers.extend(later.numbers)
        self.keys.extend(later.keys)


class SameSource(GatheredRule[_Keys]):
    """A sentence that is there twice and is translated in two ways.

    Hits: 本集团采用直接法编制现金流量表。 twice, with two English versions. Does not hit: versions
    that differ in capitals, punctuation or inflection only; sentences of fewer than eight
    characters.
    """

    name: ClassVar[str] = "same-source"
    severity: ClassVar[Severity] = "info"
    doc: ClassVar[str] = "The same Chinese sentence is rendered in different ways."

    def gather(self, stretch: Iterable[Pair]) -> _Keys:
        """What the Chinese sides say."""
        return _keys(stretch, "zh")

    def add(self, kept: _Keys, later: _Keys) -> None:
        """Take up the pairs of the stretch that follows."""
        kept.add(later)

    def conclude(self, context: Context, kept: _Keys) -> Iterable[Finding]:
        """Each later rendering that differs from the first."""
        return _recurring(self.name, self.severity, context, "zh", kept)


class SameTarget(GatheredRule[_Keys]):
    """Two Chinese sentences that say different things and have one and the same translation.

    Hits: 本行净利润上升。 and 本行净利润下降。, both "Net profit of the Bank rose." Does not hit:
    sentences that differ in punctuation, script or width only.
    """

    name: ClassVar[str] = "same-target"
    severity: ClassVar[Severity] = "info"
    doc: ClassVar[str] = "Different Chinese sentences have one and the same English."

    def gather(self, stretch: Iterable[Pair]) -> _Keys:
        """What the English sides say."""
        return _keys(stretch, "en")

    def add(self, kept: _Keys, later: _Keys) -> None:
        """Take up the pairs of the stretch that follows."""
        kept.add(later)

    def conclude(self, context: Context, kept: _Keys) -> Iterable[Finding]:
        """Each later sentence that differs from the first."""
        return _recurring(self.name, self.severity, context, "en", kept)


def _keys(stretch: Iterable[Pair], lang: Lang) -> _Keys:
    numbers, keys = array("q"), array("Q")
    for pair in stretch:
        if len(pair.side(lang).text) >= _LEAST[lang] and pair.whole:
            plain = to_halfwidth(pair.simplified) if lang == "zh" else pair.en.text
            words = _BETWEEN.sub(" " if lang == "en" else "", plain.lower()).strip()
            digest = blake2b(words.encode("utf-8", "replace"), digest_size=8).digest()
            numbers.append(pair.number)
            keys.append(int.from_bytes(digest, "big"))
    return _Keys(numbers, keys)


def _recurring(
    rule: str, severity: Severity, context: Context, source: Lang, kept: _Keys
) -> Iterable[Finding]:
    first: dict[int, int] = {}
    told: dict[int, set[str]] = {}
    target = other(source)
    for number, key in _twice(kept):
        if first.setdefault(key, number) == number:
            continue
        pair, earlier = Pair(context.alignment, number), Pair(context.alignment, first[key])
        known = told.setdefault(key, {_said(earlier.side(target).text, target)})
        said = _said(pair.side(target).text, target)
        if said in known:
            continue
        known.add(said)
        yield pair.finding(
            rule,
            severity,
            "finding.same_source" if source == "zh" else "finding.same_target",
            zh=[(0, len(pair.zh.text))],
            en=[(0, len(pair.en.text))],
            term=shortened(pair.side(source).text),
            expected=shortened(earlier.side(target).text),
            found=shortened(pair.side(target).text),
            pair=earlier.number + 1,
            expected_words=shortened(earlier.side(target).text),
        )


def _twice(kept: _Keys) -> Iterator[tuple[int, int]]:
    """The pairs that recur, in order, each with its digest: most sentences stand once."""
    _, which, times = np.unique(np.array(kept.keys), return_inverse=True, return_counts=True)
    recurs = times[which] > 1
    return (
        one
        for one, twice in zip(zip(kept.numbers, kept.keys, strict=True), recurs, strict=True)
        if twice
    )


def _said(text: str, lang: Lang) -> str:
    """What a sentence says, whatever its inflections, capitals and marks."""
    return _BETWEEN.sub(" " if lang == "en" else "", comparable(text, lang)).strip()
