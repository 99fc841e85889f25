"""Pairs of candidates: which run of Chinese words is the counterpart of which English one.

For every pair of candidates of a bead the word links say how much of each is linked into the
other, and how much leaks out; the pairs that hold together are added up over the collection.
This is phrase extraction (Och & Ney 2004) with soft links instead of hard ones.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial, reduce
from itertools import accumulate
from operator import add

import numpy as np

from align.terms.association import Association, Floats
from align.terms.candidates import Candidates, candidates, joined_words, word_texts
from align.terms.glosses import glossed, insist
from align.terms.index import CLASSES, Index, Ints, Side, chunks
from align.terms.links import many_posteriors
from align.terms.shards import in_parts
from align.terms.tally import UNIT, Counter, PairCount, PairName, Tally
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
# Steps to the words round about, and whether they are two words away: these count half.
_NEIGHBOURS = [
    (down, right, abs(down) == 2 or abs(right) == 2)
    for down in range(-2, 3)
    for right in range(-2, 3)
    if down or right
]
_PIECES = re.compile(r"[.&'’]+")
# Word pairs (Chinese x English) whose links are computed at once.
_CELLS = 1_000_000


def collect(
    index: Index, association: Association, *, least: int = 1, workers: int = 1
) -> dict[PairName, PairCount]:
    """Count the pairs of candidates of all beads.

    Takes the index, the word associations, the least frequency of a pair, and how many processes
    may count. Returns the counts by the comparable forms of both sides, the pair that stands
    first before others.
    """
    parts = in_parts(partial(tally, index, association), len(index.beads), workers)
    return named(index, reduce(add, parts), least)


def named(index: Index, counted: Tally, least: int = 1) -> dict[PairName, PairCount]:
    """The pairs of a tally that occur ``least`` times or more, by their comparable forms."""
    return {
        (run_key(index.zh, *counts.zh[0]), run_key(index.en, *counts.en[0])): counts
        for counts in counted.counts(index.times, least)
    }


def tally(index: Index, association: Association, beads: range) -> Tally:
    """The places of the pairs of candidates of some beads: a partial count.

    The tallies of two runs of beads added with ``+`` give the counts of both together.
    """
    counter = Counter()
    for run in chunks(index, _CELLS, beads):
        matrices = many_posteriors(
            association,
            [index.zh.bead(bead) for bead in run],
            [index.en.bead(bead) for bead in run],
        )
        for bead, links in zip(run, matrices, strict=True):
            zh, en = candidates(index, "zh", bead), candidates(index, "en", bead)
            if zh.firsts and en.firsts:
                matrix = _with_leftovers(index, bead, insist(links, glossed(index, bead)))
                _keep(index, counter, bead, zh, en, fits(index, matrix, zh, en, bead), matrix)
    return counter.tally()


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
                given_fit = round(_GIVEN_FIT * UNIT)
                counts.fit += given_fit
                counts.zh_least += given_fit
                counts.en_least += given_fit
                counts.heads += given_fit
                there = en_at[bead]
                counts.add_place(
                    bead, (int(at), int(at) + len(zh_words)), (there, there + len(en_words))
                )
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
            counts.count, counts.fit = 1, round(_GIVEN_FIT * UNIT)
            counts.add_place(bead, (at, at + zh_size), (there, there + en_size))
            return


def absorbed_pairs(pairs: Mapping[PairName, PairCount]) -> set[PairName]:
    """The pairs that hardly ever stand outside a longer one of the same term.

    Where 分类贷款 = classified loan always stands in 特定分类贷款, the longer is the term: the
    word that is linked to nothing belongs to it. Only recurring pairs show such a habit.
    """
    by_zh: dict[str, list[PairName]] = defaultdict(list)
    by_en: dict[str, list[PairName]] = defaultdict(list)
    for zh, en in pairs:
        by_zh[zh].append((zh, en))
        by_en[en].append((zh, en))
    absorbed: set[PairName] = set()
    for names in (*by_zh.values(), *by_en.values()):
        # The frequent first: what is much rarer than a pair cannot always be around it.
        names.sort(key=lambda name: -pairs[name].count)
        for short in names:
            if short in absorbed:
                continue
            enough = max(2.0, _ALWAYS * pairs[short].count)
            for long in names:
                if pairs[long].count < enough:
                    break
                if short != long and _always_in(pairs[short], pairs[long]):
                    absorbed.add(short)
                    break
    return absorbed


def _always_in(short: PairCount, long: PairCount) -> bool:
    if long.mean_fit < _GROWS * short.mean_fit:
        return False
    beads = long.beads
    grown = inside = 0
    missed = (1 - _ALWAYS) * len(short.beads)
    for bead, zh, en in zip(short.beads, short.zh, short.en, strict=True):
        at = bisect_left(beads, bead)
        if at < len(beads) and beads[at] == bead:
            (y1, y2), (d1, d2) = long.zh[at], long.en[at]
            if y1 <= zh[0] and zh[1] <= y2 and d1 <= en[0] and en[1] <= d2:
                inside += 1
                grown += (y1, y2, d1, d2) != (*zh, *en)
                continue
        missed -= 1
        if missed < -1e-9:
            # Most pairs of one term have nothing to do with each other, as the first places show.
            return False
    return grown > 0 and inside >= _ALWAYS * len(short.beads)


def _keep(
    index: Index,
    counter: Counter,
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
    zh_keys = {
        row: run_key(index.zh, zh_base + zh.firsts[row], zh_base + zh.lasts[row])
        for row in set(rows.tolist())
    }
    en_keys = {
        column: run_key(index.en, en_base + en.firsts[column], en_base + en.lasts[column])
        for column in set(columns.tolist())
    }
    once: dict[PairName, tuple[float, int, int]] = {}
    values = fit[rows, columns].tolist()
    for value, row, column in zip(values, rows.tolist(), columns.tolist(), strict=True):
        name = (zh_keys[row], en_keys[column])
        if name not in once or value > once[name][0]:
            once[name] = (value, row, column)
    zh_light = (index.zh.classes[zh_base : zh_base + matrix.shape[0]] == _FUNCTION).tolist()
    en_light = (index.en.classes[en_base : en_base + matrix.shape[1]] == _FUNCTION).tolist()
    links = matrix.tolist()
    # Sums of each row up to each column, and of each column down to each row.
    across = [[0.0, *accumulate(row)] for row in links]
    down = [[0.0, *accumulate(column)] for column in matrix.T.tolist()]
    for name, (value, row, column) in once.items():
        zh_run, en_run = (zh.firsts[row], zh.lasts[row]), (en.firsts[column], en.lasts[column])
        by_zh = [across[at][en_run[1]] - across[at][en_run[0]] for at in range(*zh_run)]
        by_en = [down[at][zh_run[1]] - down[at][zh_run[0]] for at in range(*en_run)]
        counter.add(
            name,
            bead,
            (zh_base + zh_run[0], zh_base + zh_run[1]),
            (en_base + en_run[0], en_base + en_run[1]),
            value,
            _least(by_zh, zh_light, zh_run),
            _least(by_en, en_light, en_run),
            links[zh_run[1] - 1][en_run[0] + _head(en_light, en_run)],
        )


def _with_leftovers(index: Index, bead: int, matrix: Floats) -> Floats:
    """Links with those that follow by elimination: what is left over beside linked words.

    Where 逆周期 and countercyclical are linked to nothing, and both stand beside words that are
    linked to each other (缓冲资本, capital buffer), they are each other's counterpart.
    """
    free_zh = np.clip(1 - matrix.sum(axis=1), 0.0, 1.0) * _content(index.zh, bead)
    free_en = np.clip(1 - matrix.sum(axis=0), 0.0, 1.0) * _content(index.en, bead)
    if not (free_zh > _LINKED).any() or not (free_en > _LINKED).any():
        return matrix
    rows, columns = matrix.shape
    whole = np.zeros((rows + 4, columns + 4))
    whole[2:-2, 2:-2] = matrix
    half = 0.5 * whole
    near = np.zeros_like(matrix)
    for down, right, far in _NEIGHBOURS:
        near += (half if far else whole)[
            2 - down : 2 - down + rows, 2 - right : 2 - right + columns
        ]
    left = free_zh[:, None] * free_en[None, :] * (_ANYWHERE + np.minimum(near, 1.0))
    sums = np.maximum(left.sum(axis=1)[:, None], left.sum(axis=0)[None, :])
    found: Floats = matrix + _ELIMINATION * left * np.minimum(1.0, 1.0 / np.maximum(sums, 1e-9))
    return found


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
    return joined([piece for part in parts for piece in _pieces(part)])


@lru_cache(maxsize=65536)
def _pieces(word: str) -> list[str]:
    return _PIECES.split(word.lower())


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
    sums = np.zeros((values.shape[0] + 1, values.shape[1]))
    np.cumsum(values, axis=0, out=sums[1:])
    found: Floats = sums[lasts] - sums[firsts]
    return found
