"""Pairs of candidates: which run of Chinese words is the counterpart of which English one.

For every pair of candidates of a bead the word links say how much of each is linked into the
other, and how much leaks out; the pairs that hold together are added up over the collection.
This is phrase extraction (Och & Ney 2004) with soft links instead of hard ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from align.terms.association import Association, Floats
from align.terms.candidates import Candidates, candidates, joined_words, word_texts
from align.terms.index import CLASSES, Index, Ints, Side
from align.terms.links import bead_posteriors
from align.text.words import comparable, joined, words

_FUNCTION = CLASSES.index("function")
_NAME_CLASSES = [CLASSES.index(name) for name in ("name", "person", "place", "noun")]
# A word with less linked to it than this is linked to nothing; what cutting it off costs.
_LINKED = 0.3
_CUT = 0.7
# A longer pair takes a shorter one's place only if it fits nearly as well.
_GROWS = 0.7
_ALWAYS = 0.8
_GIVEN_FIT = 0.9
# A pair of one bead is kept if it fits at least so well.
_LEAST_FIT = 0.25
# What a link by elimination is worth, and one without linked words near by.
_ELIMINATION = 0.7
_ANYWHERE = 0.1
_NEIGHBOURS = [
    (down, right, 0.5 if abs(down) == 2 or abs(right) == 2 else 1.0)
    for down in range(-2, 3)
    for right in range(-2, 3)
    if down or right
]
_PIECES = re.compile(r"[.&'’]+")
# Fits are added up in these units: whole numbers add up to the same in any order.
_UNIT = 1 << 16


@dataclass(slots=True)
class PairCount:
    """What the collection says of a pair: how often, how well it fits, where first.

    ``fit`` is the sum of the fits of ``count`` places, in units of 2**-16; so are ``zh_least``
    and ``en_least``, how much of its least linked content word is linked into the other side,
    and ``heads``, how surely the last word of the one is the last of the other. ``beads`` are
    the beads (the first few hundred), ``zh`` and ``en`` the word positions of each in the index.
    """

    count: int = 0
    fit: int = 0
    zh_least: int = 0
    en_least: int = 0
    heads: int = 0
    beads: list[int] = field(default_factory=list)
    zh: list[tuple[int, int]] = field(default_factory=list)
    en: list[tuple[int, int]] = field(default_factory=list)

    @property
    def mean_fit(self) -> float:
        """The mean fit of the pair where it occurs, 0 to 1."""
        return self.mean(self.fit)

    def mean(self, total: int) -> float:
        """The mean of a sum over the places."""
        return total / _UNIT / max(self.count, 1)


PairName = tuple[str, str]
_MOST_PLACES = 400


def collect(
    index: Index, association: Association, beads: Iterable[int] | None = None
) -> dict[PairName, PairCount]:
    """Count the pairs of candidates of all beads, or of some.

    Takes the index and the word associations. Returns the counts by the comparable forms of
    both sides; :func:`add_counts` adds those of two sets of beads.
    """
    found: dict[PairName, PairCount] = {}
    for bead in range(len(index.beads)) if beads is None else beads:
        zh, en = candidates(index, "zh", bead), candidates(index, "en", bead)
        if not zh.firsts or not en.firsts:
            continue
        matrix = _with_leftovers(index, bead, bead_posteriors(index, association, bead))
        _keep(index, found, bead, zh, en, fits(index, matrix, zh, en, bead), matrix)
    return found


def add_given(
    index: Index, pairs: dict[PairName, PairCount], given: Iterable[tuple[str, str]]
) -> None:
    """Add pairs that the texts themselves give, where both sides have them, in place.

    通义千问 in "Qwen（通义千问）" is linked to nothing: the English has Qwen once, for Qwen.
    """
    for zh, en in given:
        zh_words = [word.key for word in words(zh, "zh")]
        en_words = [word.key for word in words(en, "en")]
        if not zh_words or not en_words:
            continue
        en_at = {index.en.bead_at(at): int(at) for at in index.en.find(en_words)[::-1]}
        counts = PairCount()
        for at in index.zh.find(zh_words):
            bead = index.zh.bead_at(at)
            if bead in en_at and bead not in counts.beads:
                counts.count += 1
                given_fit = round(_GIVEN_FIT * _UNIT)
                counts.fit += given_fit
                counts.zh_least += given_fit
                counts.en_least += given_fit
                counts.heads += given_fit
                counts.beads.append(bead)
                counts.zh.append((int(at), int(at) + len(zh_words)))
                counts.en.append((en_at[bead], en_at[bead] + len(en_words)))
        if not counts.count:
            _add_apart(index, counts, index.zh.find(zh_words), len(zh_words), en_at, len(en_words))
        name = (comparable(zh, "zh"), comparable(en, "en"))
        if counts.count and (name not in pairs or pairs[name].fit < counts.fit):
            pairs[name] = counts


def _add_apart(
    index: Index, counts: PairCount, zh_at: Ints, zh_size: int, en_at: dict[int, int], en_size: int
) -> None:
    """Count once a given pair whose sides stand in one document, but never in one bead."""
    documents = {index.beads[bead][0]: at for bead, at in sorted(en_at.items(), reverse=True)}
    for at in map(int, zh_at):
        bead = index.zh.bead_at(at)
        there = documents.get(index.beads[bead][0])
        if there is not None:
            counts.count, counts.fit = 1, round(_GIVEN_FIT * _UNIT)
            counts.beads.append(bead)
            counts.zh.append((at, at + zh_size))
            counts.en.append((there, there + en_size))
            return


def absorb(pairs: dict[PairName, PairCount]) -> dict[PairName, PairCount]:
    """The pairs without those that hardly ever stand outside a longer one of the same term.

    Where 分类贷款 = classified loan always stands in 特定分类贷款, the longer is the term: the
    word that is linked to nothing belongs to it. Only recurring pairs show such a habit.
    """
    by_side: dict[str, list[PairName]] = {}
    for zh, en in pairs:
        by_side.setdefault("zh " + zh, []).append((zh, en))
        by_side.setdefault("en " + en, []).append((zh, en))
    dropped: set[PairName] = set()
    for names in by_side.values():
        for short in names:
            for long in names:
                if short != long and _always_in(pairs[short], pairs[long]):
                    dropped.add(short)
    return {name: counts for name, counts in pairs.items() if name not in dropped}


def _always_in(short: PairCount, long: PairCount) -> bool:
    if long.count < max(2.0, _ALWAYS * short.count) or (long.mean_fit < _GROWS * short.mean_fit):
        return False
    where = dict(zip(long.beads, zip(long.zh, long.en, strict=True), strict=True))
    grown = inside = 0
    for bead, zh, en in zip(short.beads, short.zh, short.en, strict=True):
        if bead not in where:
            continue
        (y1, y2), (d1, d2) = where[bead]
        if y1 <= zh[0] and zh[1] <= y2 and d1 <= en[0] and en[1] <= d2:
            inside += 1
            grown += (y1, y2, d1, d2) != (*zh, *en)
    return grown > 0 and inside >= _ALWAYS * len(short.beads)


def add_counts(one: dict[PairName, PairCount], two: dict[PairName, PairCount]) -> None:
    """Add the counts of other beads to ``one``, in place."""
    for name, counts in two.items():
        mine = one.setdefault(name, PairCount())
        mine.count += counts.count
        mine.fit += counts.fit
        mine.zh_least += counts.zh_least
        mine.en_least += counts.en_least
        mine.heads += counts.heads
        room = max(_MOST_PLACES - len(mine.beads), 0)
        mine.beads.extend(counts.beads[:room])
        mine.zh.extend(counts.zh[:room])
        mine.en.extend(counts.en[:room])


def _keep(
    index: Index,
    found: dict[PairName, PairCount],
    bead: int,
    zh: Candidates,
    en: Candidates,
    fit: Floats,
    matrix: Floats,
) -> None:
    # Only what is nearly the best for its row or column is worth remembering.
    best = np.maximum(fit.max(axis=1, keepdims=True) * 0.65, _LEAST_FIT)
    also = np.maximum(fit.max(axis=0, keepdims=True) * 0.65, _LEAST_FIT)
    rows, columns = np.nonzero((fit >= best) & (fit >= also))
    zh_base, en_base = int(index.zh.offsets[bead]), int(index.en.offsets[bead])
    once: dict[PairName, tuple[float, int, int]] = {}
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        name = (
            run_key(index.zh, zh_base + zh.firsts[row], zh_base + zh.lasts[row]),
            run_key(index.en, en_base + en.firsts[column], en_base + en.lasts[column]),
        )
        value = float(fit[row, column])
        if name not in once or value > once[name][0]:
            once[name] = (value, row, column)
    zh_light = (index.zh.classes[zh_base : zh_base + matrix.shape[0]] == _FUNCTION).tolist()
    en_light = (index.en.classes[en_base : en_base + matrix.shape[1]] == _FUNCTION).tolist()
    for name, (value, row, column) in once.items():
        counts = found.setdefault(name, PairCount())
        counts.count += 1
        counts.fit += round(value * _UNIT)
        zh_run, en_run = (zh.firsts[row], zh.lasts[row]), (en.firsts[column], en.lasts[column])
        cut = matrix[zh_run[0] : zh_run[1], en_run[0] : en_run[1]]
        counts.zh_least += round(_least(cut.sum(axis=1).tolist(), zh_light, zh_run) * _UNIT)
        counts.en_least += round(_least(cut.sum(axis=0).tolist(), en_light, en_run) * _UNIT)
        counts.heads += round(float(cut[-1, _head(en_light, en_run)]) * _UNIT)
        if len(counts.beads) < _MOST_PLACES:
            counts.beads.append(bead)
            counts.zh.append((zh_base + zh.firsts[row], zh_base + zh.lasts[row]))
            counts.en.append((en_base + en.firsts[column], en_base + en.lasts[column]))


def _with_leftovers(index: Index, bead: int, matrix: Floats) -> Floats:
    """Links with those that follow by elimination: what is left over beside linked words.

    Where 逆周期 and countercyclical are linked to nothing, and both stand beside words that are
    linked to each other (缓冲资本, capital buffer), they are each other's counterpart.
    """
    free_zh = np.clip(1 - matrix.sum(axis=1), 0.0, 1.0) * _content(index.zh, bead)
    free_en = np.clip(1 - matrix.sum(axis=0), 0.0, 1.0) * _content(index.en, bead)
    if not (free_zh > _LINKED).any() or not (free_en > _LINKED).any():
        return matrix
    near = np.zeros_like(matrix)
    for down, right, weight in _NEIGHBOURS:
        to = _shifted(matrix.shape[0], down), _shifted(matrix.shape[1], right)
        near[to[0][0], to[1][0]] += weight * matrix[to[0][1], to[1][1]]
    left = free_zh[:, None] * free_en[None, :] * (_ANYWHERE + np.minimum(near, 1.0))
    sums = np.maximum(left.sum(axis=1)[:, None], left.sum(axis=0)[None, :])
    found: Floats = matrix + _ELIMINATION * left * np.minimum(1.0, 1.0 / np.maximum(sums, 1e-9))
    return found


def _shifted(size: int, step: int) -> tuple[slice, slice]:
    return slice(max(step, 0), size + min(step, 0)), slice(max(-step, 0), size + min(-step, 0))


def _least(linked: list[float], light: list[bool], run: tuple[int, int]) -> float:
    values = [value for value, skip in zip(linked, light[run[0] : run[1]], strict=True) if not skip]
    return min(min(values, default=min(linked)), 1.0)


def _head(light: list[bool], run: tuple[int, int]) -> int:
    """The head of an English phrase: the last word before the first function word in it."""
    for at in range(run[0] + 1, run[1]):
        if light[at]:
            return at - 1 - run[0]
    return run[1] - run[0] - 1


def run_key(side: Side, first: int, last: int) -> str:
    """The comparable form of a run of words: joined in Chinese, spaced in English."""
    parts = [side.vocabulary[i] for i in side.ids[first:last].tolist()]
    if side.lang == "en":
        return " ".join(parts)
    return joined([piece for part in parts for piece in _PIECES.split(part.lower())])


def fits(index: Index, matrix: Floats, zh: Candidates, en: Candidates, bead: int) -> Floats:
    """How well each Chinese candidate of a bead fits each English one, 0 to 1.

    The geometric mean of the parts of both that the other covers, times the share of the links
    of both that stay between them.
    """
    zh_weights = _content(index.zh, bead)
    en_weights = _content(index.en, bead)
    zh_first, zh_last = np.array(zh.firsts), np.array(zh.lasts)
    en_first, en_last = np.array(en.firsts), np.array(en.lasts)
    # by_en[i, k]: how much of Chinese word i is linked into English candidate k.
    by_en = _runs(matrix.T, en_first, en_last).T
    by_zh = _runs(matrix, zh_first, zh_last)
    zh_cover = _runs(np.minimum(by_en, 1.0) * zh_weights[:, None], zh_first, zh_last)
    en_cover = _runs((np.minimum(by_zh, 1.0) * en_weights[None, :]).T, en_first, en_last).T
    zh_size = _runs(zh_weights[:, None], zh_first, zh_last)
    en_size = _runs(en_weights[:, None], en_first, en_last).T
    weighted = matrix * np.sqrt(zh_weights[:, None] * en_weights[None, :])
    inside = _runs(_runs(weighted, zh_first, zh_last).T, en_first, en_last).T
    row_all = _runs(weighted.sum(axis=1)[:, None], zh_first, zh_last)
    column_all = _runs(weighted.sum(axis=0)[:, None], en_first, en_last).T
    kept = 2 * inside / np.maximum(row_all + column_all, 1e-9)
    cover = np.sqrt(
        np.clip(zh_cover / np.maximum(zh_size, 1e-9), 0.0, 1.0)
        * np.clip(en_cover / np.maximum(en_size, 1e-9), 0.0, 1.0)
    )
    result: Floats = cover * np.clip(kept, 0.0, 1.0)
    result *= _whole(index, index.zh, bead, zh, matrix.sum(axis=1))[:, None]
    result *= _whole(index, index.en, bead, en, matrix.sum(axis=0))[None, :]
    return result


def _whole(index: Index, side: Side, bead: int, runs: Candidates, linked: Floats) -> Floats:
    """Less than 1 for runs that leave out a neighbour which belongs to nothing else.

    Amazon Web in Amazon Web Services, 千问 in 通义千问: a name's word that is linked to nothing
    belongs to the name.
    """
    base = int(side.offsets[bead])
    texts = word_texts(index, side, bead)
    beside = joined_words(side, bead)
    classes = side.classes[base : int(side.offsets[bead + 1])]
    named = (
        np.array([text[:1].isupper() for text in texts])
        if side.lang == "en"
        else np.isin(classes, _NAME_CLASSES)
    )
    lonely = (np.minimum(linked, 1.0) < _LINKED) & (classes != _FUNCTION) & named
    found = np.ones(len(runs.firsts))
    for k, (first, last) in enumerate(zip(runs.firsts, runs.lasts, strict=True)):
        before = first > 0 and beside[first - 1] and lonely[first - 1] and named[first]
        after = last < len(texts) and beside[last - 1] and lonely[last] and named[last - 1]
        if before or after:
            found[k] = _CUT
    return found


def _content(side: Side, bead: int) -> Floats:
    classes = side.classes[side.offsets[bead] : side.offsets[bead + 1]]
    return np.where(classes == _FUNCTION, 0.15, 1.0)


def _runs(values: Floats, firsts: Floats, lasts: Floats) -> Floats:
    """Sums of the rows ``firsts[k]:lasts[k]``."""
    sums = np.concatenate((np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)))
    found: Floats = sums[lasts] - sums[firsts]
    return found
