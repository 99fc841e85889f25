"""Pairs of candidates: which run of Chinese words is the counterpart of which English one.

For every pair of candidates of a bead the word links say how much of each is linked into the
other, and how much leaks out; the pairs that hold together are added up over the collection.
This is phrase extraction (Och & Ney 2004) with soft links instead of hard ones.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial, reduce
from operator import add
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from align.encode.base import Encoder
from align.terms.association import Association, Floats
from align.terms.candidates import BOUND_ZH, Candidates, candidates
from align.terms.glosses import glossed, insist
from align.terms.index import CLASSES, Index, Ints, Longs, Side, chunks
from align.terms.links import many_posteriors
from align.terms.meanings import encoder_of
from align.terms.shards import in_parts
from align.terms.tally import (
    FIELDS,
    PLACE,
    UNIT,
    Counter,
    PairCount,
    PairName,
    Tally,
    digest,
    pair_names,
)
from align.terms.unlinked import Linked, with_meant
from align.text.words import comparable, joined, words

_FUNCTION = CLASSES.index("function")
# Whether a word of each class may be a part of a name.
_IN_NAMES = np.array([name in ("name", "person", "place", "noun") for name in CLASSES])
# What a word weighs that says little by its links, others weighing 1.
_LIGHT_WEIGHT = 0.15
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
# Beads whose phrases are encoded at once.
_TOGETHER = 64
# Forms of runs that are remembered; more would only weigh.
_REMEMBERED = 1 << 16

Bools = NDArray[np.bool_]


def collect(
    index: Index, association: Association, *, least: int = 1, workers: int = 1
) -> dict[PairName, PairCount]:
    """Count the pairs of candidates of all beads.

    Takes the index, the word associations, the least frequency of a pair, and how many processes
    may count. Returns the counts by the comparable forms of both sides, the pair that stands
    first before others.
    """
    counted = reduce(add, in_parts(partial(tally, index, association), len(index.beads), workers))
    return named(index, counted, least)


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
    digests = Digests(index.zh), Digests(index.en)
    # Where what each different bead counts stands in the counter, and the bead; -1: nothing.
    counted: dict[bytes, tuple[int, int]] = {}
    encoder = encoder_of(index)
    for run in chunks(index, _CELLS, beads):
        read = [(bead, _as_read(index, bead)) for bead in run]
        fresh = {name: bead for bead, name in reversed(read) if name not in counted}
        first = sorted(fresh.values())
        matrices = dict(
            zip(
                first,
                many_posteriors(
                    association,
                    [index.zh.bead(bead) for bead in first],
                    [index.en.bead(bead) for bead in first],
                ),
                strict=True,
            )
        )
        fitted = _fitted(index, encoder, first, matrices)
        for bead, name in read:
            if name in counted:
                number, other = counted[name]
                if number >= 0:
                    steps = (int(side.offsets[bead] - side.offsets[other]) for side in index.sides)
                    counter.add_again(number, bead, *steps)
                continue
            number = counter.size
            for linked, fitting in next(fitted):
                _keep(index, counter, linked, fitting, digests)
            counted[name] = (number if counter.size > number else -1, bead)
    return counter.tally()


def _fitted(
    index: Index, encoder: Encoder | None, beads: Sequence[int], matrices: Mapping[int, Floats]
) -> Iterator[list[tuple[Linked, _Fitting]]]:
    """For each of some beads its candidates and how they fit; nothing where a side has none."""
    for start in range(0, len(beads), _TOGETHER):
        some = beads[start : start + _TOGETHER]
        read = [_read(index, bead, matrices[bead]) for bead in some]
        meant = iter(with_meant(index, encoder, [linked for one in read for linked, _ in one]))
        for one in read:
            yield [(linked, fitting._replace(fit=next(meant))) for linked, fitting in one]


def _read(index: Index, bead: int, links: Floats) -> list[tuple[Linked, _Fitting]]:
    zh, en = candidates(index, "zh", bead), candidates(index, "en", bead)
    if not (zh.firsts and en.firsts):
        return []
    matrix = _with_leftovers(index, bead, insist(links, glossed(index, bead)))
    fitting = fits(index, matrix, zh, en, bead)
    return [(Linked(bead, zh, en, matrix, fitting.fit), fitting)]


def _as_read(index: Index, bead: int) -> bytes:
    """What stands for a bead's texts and how they were cut: beads that share it count alike.

    A translation memory has many a segment again and again; the links of each are made once.
    """
    document, position = index.beads[bead]
    alignment = index.alignments[document]
    told = hashlib.blake2b(digest_size=16)
    # Pieces of one long bead have its texts in common, and its name tells them from others.
    piece = index.bead_number(document, position) < 0
    if piece:
        told.update(f"{document} {position}".encode())
    for side in index.sides:
        for text in () if piece else alignment.texts(alignment.beads[position], side.lang):
            told.update(text.encode("utf-8", "surrogatepass") + b"\n")
        told.update(b"\0")
        own = slice(*side.offsets[bead : bead + 2].tolist())
        for numbers in (side.ids, side.classes, side.starts, side.ends):
            told.update(numbers[own].tobytes())
    return told.digest()


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
                counts.times += int(index.times[bead])
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
            counts.count, counts.times, counts.fit = 1, 1, round(_GIVEN_FIT * UNIT)
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
        if len(names) < 2:
            continue
        # The frequent first: what is much rarer than a pair cannot always be around it.
        names.sort(key=lambda name: -pairs[name].count)
        counted = [pairs[name] for name in names]
        fit = [counts.mean_fit for counts in counted]
        beads: dict[int, Sequence[int]] = {}
        for at, short in enumerate(counted):
            if names[at] in absorbed:
                continue
            enough = max(2.0, _ALWAYS * short.count)
            for other, long in enumerate(counted):
                if long.count < enough:
                    break
                if other == at or fit[other] < _GROWS * fit[at]:
                    continue
                if other not in beads:
                    beads[other] = long.beads
                if _always_in(short.places, long.places, beads[other]):
                    absorbed.add(names[at])
                    break
    return absorbed


def is_around(short: PairCount, long: PairCount) -> bool:
    """Whether a pair is around another one wherever that stands, as good as always."""
    if long.count < max(2.0, _ALWAYS * short.count) or long.mean_fit < _GROWS * short.mean_fit:
        return False
    return _always_in(short.places, long.places, long.beads)


def _always_in(short: Sequence[int], long: Sequence[int], beads: Sequence[int]) -> bool:
    """Whether the places of a pair lie in those of another one, whose beads are given too."""
    grown = inside = 0
    size = len(short) // PLACE
    missed = (1 - _ALWAYS) * size
    for start in range(0, len(short), PLACE):
        bead = short[start]
        at = bisect_left(beads, bead)
        if at < len(beads) and beads[at] == bead:
            z1, z2, e1, e2 = short[start + 1 : start + PLACE]
            y1, y2, d1, d2 = long[PLACE * at + 1 : PLACE * (at + 1)]
            if y1 <= z1 and z2 <= y2 and d1 <= e1 and e2 <= d2:
                inside += 1
                grown += (y1, y2, d1, d2) != (z1, z2, e1, e2)
                continue
        missed -= 1
        if missed < -1e-9:
            # Most pairs of one term have nothing to do with each other, as the first places show.
            return False
    return grown > 0 and inside >= _ALWAYS * size


def _keep(
    index: Index,
    counter: Counter,
    linked: Linked,
    fitting: _Fitting,
    digests: tuple[Digests, Digests],
) -> None:
    bead, matrix = linked.bead, linked.links
    # Only what is nearly the best for its row or column is worth remembering.
    fit = fitting.fit
    best = np.maximum(fit.max(axis=1, keepdims=True) * 0.65, _LEAST_FIT)
    also = np.maximum(fit.max(axis=0, keepdims=True) * 0.65, _LEAST_FIT)
    rows, columns = np.nonzero((fit >= best) & (fit >= also))
    if not len(rows):
        return
    zh_base, en_base = int(index.zh.offsets[bead]), int(index.en.offsets[bead])
    zh_runs, en_runs = fitting.zh_runs[:, rows], fitting.en_runs[:, columns]
    zh_light, en_light = _light(index.zh, bead), _light(index.en, bead)
    records = np.empty((len(rows), FIELDS))
    records[:, 0] = bead
    records[:, 1:3] = zh_runs.T + zh_base
    records[:, 3:5] = en_runs.T + en_base
    records[:, 5] = fit[rows, columns]
    # Sums of each row up to each column, and of each column down to each row.
    records[:, 6] = _least(fitting.into_en.take(columns, axis=0), zh_light, *zh_runs)
    records[:, 7] = _least(fitting.into_zh.take(rows, axis=0), en_light, *en_runs)
    records[:, 8] = matrix[zh_runs[1] - 1, _heads(en_light, *en_runs)]
    names = pair_names(
        digests[0].of(bead, linked.zh, rows), digests[1].of(bead, linked.en, columns)
    )
    counter.add(names, records)


class Digests:
    """Numbers that stand for the comparable forms of runs of words of one side.

    Runs of the same words have the same form, which is made once.
    """

    def __init__(self, side: Side) -> None:
        self._side = side
        self._known: dict[bytes, int] = {}

    def of(self, bead: int, runs: Candidates, wanted: Ints | Longs) -> Longs:
        """The numbers of some candidates of a bead; a candidate may be wanted several times."""
        base = int(self._side.offsets[bead])
        words = self._side.bead(bead)
        width = words.itemsize
        data = words.tobytes()
        found = np.zeros(len(runs.firsts), dtype=np.int64)
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        for at in set(wanted.tolist()):
            first, last = runs.firsts[at], runs.lasts[at]
            name = data[width * first : width * last]
            number = self._known.get(name)
            if number is None:
                number = digest(run_key(self._side, base + first, base + last))
                self._known[name] = number
            found[at] = number
        numbers: Longs = found[wanted]
        return numbers


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


def _least(linked: Floats, light: Bools, firsts: Longs, lasts: Longs) -> Floats:
    """How much the least linked content word of each run is linked, 0 to 1.

    ``linked`` has a row a run, a column a word. Of a run of function words all are looked at.
    """
    at = np.arange(len(light))
    inside = (at >= firsts[:, None]) & (at < lasts[:, None])
    content = inside & ~light
    content[~content.any(axis=1)] = True
    found: Floats = np.where(inside & content, linked, np.inf).min(axis=1)
    return np.minimum(found, 1.0)


def _heads(light: Bools, firsts: Longs, lasts: Longs) -> Longs:
    """The heads of English phrases: the last word before the first function word in each."""
    at = np.where(light, np.arange(len(light)), len(light))
    following = np.full(len(light) + 1, len(light))
    np.minimum.accumulate(at[::-1], out=following[-2::-1])
    heads: Longs = np.minimum(following[firsts + 1], lasts) - 1
    return heads


def run_key(side: Side, first: int, last: int) -> str:
    """The comparable form of a run of words: joined in Chinese, spaced in English."""
    parts = [side.vocabulary[i] for i in side.ids[first:last].tolist()]
    if side.lang == "en":
        return " ".join(parts)
    return joined([piece for part in parts for piece in _pieces(part)])


@lru_cache(maxsize=65536)
def _pieces(word: str) -> list[str]:
    return _PIECES.split(word.lower())


class _Fitting(NamedTuple):
    """How the candidates of a bead fit each other, and what that was made of.

    ``fit`` has a row for each Chinese candidate, a column for each English one, values from 0 to
    1; ``zh_runs`` and ``en_runs`` are the firsts and the lasts of the candidates, as two rows;
    ``into_zh`` says how much of each English word is linked into each Chinese candidate (a row a
    candidate), ``into_en`` how much of each Chinese word into each English one.
    """

    fit: Floats
    zh_runs: Longs
    en_runs: Longs
    into_zh: Floats
    into_en: Floats


def fits(index: Index, matrix: Floats, zh: Candidates, en: Candidates, bead: int) -> _Fitting:
    """How well each Chinese candidate of a bead fits each English one.

    The geometric mean of the parts of both that the other covers, times the share of the links
    of both that stay between them.
    """
    zh_weights = _content(index.zh, bead)
    en_weights = _content(index.en, bead)
    zh_runs, en_runs = np.array((zh.firsts, zh.lasts)), np.array((en.firsts, en.lasts))
    rows, columns = matrix.shape
    weighted = matrix * np.sqrt(zh_weights[:, None] * en_weights[None, :])
    # All that is added up over the same runs goes side by side: numpy is slow to start.
    by_zh = np.empty((rows, 2 * columns + 2))
    by_zh[:, :columns], by_zh[:, columns:-2] = matrix, weighted
    by_zh[:, -2], by_zh[:, -1] = zh_weights, weighted.sum(axis=1)
    by_zh = _runs(by_zh, *zh_runs)
    into_zh = by_zh[:, :columns]
    by_en = np.empty((columns, rows + len(by_zh) + 2))
    by_en[:, :rows], by_en[:, rows:-2] = matrix.T, by_zh[:, columns:-2].T
    by_en[:, -2], by_en[:, -1] = en_weights, weighted.sum(axis=0)
    by_en = _runs(by_en, *en_runs)
    into_en = by_en[:, :rows]
    # Sums of what is never negative, such as links, are none either.
    inside = by_en[:, rows:-2].T
    zh_cover = _runs(np.minimum(into_en.T, 1.0) * zh_weights[:, None], *zh_runs)
    en_cover = _runs(np.minimum(into_zh.T, 1.0) * en_weights[:, None], *en_runs).T
    zh_cover /= np.maximum(by_zh[:, -2:-1], 1e-9)
    en_cover /= np.maximum(by_en[:, -2], 1e-9)
    fit: Floats = np.minimum(zh_cover, 1.0, out=zh_cover)
    fit *= np.minimum(en_cover, 1.0, out=en_cover)
    np.sqrt(fit, out=fit)
    links = by_zh[:, -1:] + by_en[:, -1]
    kept = 2 * inside
    kept /= np.maximum(links, 1e-9, out=links)
    fit *= np.minimum(kept, 1.0, out=kept)
    fit *= _whole(index.zh, bead, zh, zh_runs, matrix.sum(axis=1))[:, None]
    fit *= _whole(index.en, bead, en, en_runs, matrix.sum(axis=0))[None, :]
    return _Fitting(fit, zh_runs, en_runs, into_zh, into_en)


def _whole(side: Side, bead: int, runs: Candidates, places: Longs, linked: Floats) -> Floats:
    """Less than 1 for runs that leave out a neighbour which belongs to nothing else.

    Amazon Web in Amazon Web Services, 千问 in 通义千问: a name's word that is linked to nothing
    belongs to the name.
    """
    base = int(side.offsets[bead])
    beside = side.joined[base : int(side.offsets[bead + 1])]
    classes = side.classes[base : int(side.offsets[bead + 1])]
    named = (
        np.array([text[:1].isupper() for text in runs.texts])
        if side.lang == "en"
        else _IN_NAMES[classes]
    )
    lonely = (np.minimum(linked, 1.0) < _LINKED) & (classes != _FUNCTION) & named
    # Whether the word before, or the one after, belongs to this one.
    before, after = np.zeros((2, len(named) + 1), dtype=bool)
    before[1:-1] = beside[:-1] & lonely[:-1] & named[1:]
    after[1:-1] = beside[:-1] & lonely[1:] & named[:-1]
    return np.where(before[places[0]] | after[places[1]], _CUT, 1.0)


def _content(side: Side, bead: int) -> Floats:
    weights: Floats = np.where(_light(side, bead), _LIGHT_WEIGHT, 1.0)
    return weights


def _light(side: Side, bead: int) -> Bools:
    """Which words of a bead say little by their links: function words, and prefixes.

    What 逆 says in 逆周期 no word of "countercyclical" says alone.
    """
    own = slice(side.offsets[bead], side.offsets[bead + 1])
    light: Bools = side.classes[own] == _FUNCTION
    bound = [side.numbers[key] for key in sorted(BOUND_ZH) if key in side.numbers]
    return light | np.isin(side.ids[own], bound) if bound else light


def _runs(values: Floats, firsts: Longs, lasts: Longs) -> Floats:
    """Sums of the rows ``firsts[k]:lasts[k]``."""
    sums = np.zeros((values.shape[0] + 1, values.shape[1]))
    np.add.accumulate(values, axis=0, out=sums[1:])
    found: Floats = sums.take(lasts, axis=0)
    found -= sums.take(firsts, axis=0)
    return found
