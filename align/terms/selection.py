"""The competition of pairs: one wrong pair does not survive beside the right one.

Pairs are taken best first. What a taken pair explains, the same words elsewhere in its places,
is no longer free for others; in the end a pair stands if enough of its places are its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from align.terms.pairs import is_around
from align.terms.ranking import Ranked
from align.terms.tally import PairName, Run

# A second rendering of a term needs so many places where the first is not.
_OWN_PLACES = 1
# A rendering of its own: so many places apart from its rival, most of all that it has, and so
# likely by all evidence, which has heard of the rival; or so likely that one place is enough.
_OWN_HABIT = 2
_HELD = 0.25
# What one of its terms mostly stands for may be half as likely, if it is found apart still more
# often: without it the usual rendering would be missing beside rarer ones.
_MOSTLY = 0.6
_HELD_MOSTLY = 0.125
_SURE = 0.8
# A pair that recurs may score so much less: whether its renderings waver is seen only of terms
# that are in the glossary, and what stands once cannot waver.
RECURRING = 0.18
# A pair that stands nowhere but in longer ones that stand is a part of these (*atomic* of *atomic
# layer deposition*), unless it is so likely, or the longer ones so unlikely.
_WHOLE = 0.8
_LIKELY = 0.3
# That a word is a term is known once a pair of it stands; a second rendering that recurs and fits
# so well need not show it again, and may score so little.
_RENDERING = 0.15
_FITS = 0.6


def select(
    ranked: Sequence[Ranked], *, least: float, same_concept: Callable[[str, str], bool]
) -> list[Ranked]:
    """The pairs that stand, best first.

    Takes scored pairs, the least score (of pairs in one bead; those in more may score .18 less,
    and a further rendering of a term that stands less still), and a function that says of two
    English terms whether the one is the other's abbreviation or spelling. Returns the survivors.
    """
    taken: list[Ranked] = []
    by_zh: dict[str, list[Ranked]] = defaultdict(list)
    by_en: dict[str, list[Ranked]] = defaultdict(list)
    # For each bead the runs that taken pairs explain, on each side.
    zh_runs: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    en_runs: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for pair in _grown(ranked, min(least - RECURRING, _RENDERING)):
        if pair.score < min(least - RECURRING, _RENDERING):
            break
        if pair.score < bar(pair, least, bool(by_zh[pair.zh] or by_en[pair.en])):
            continue
        if not _free(pair, zh_runs, en_runs):
            continue
        rivals = [other for other in by_zh[pair.zh] if not same_concept(other.en, pair.en)]
        rivals += [other for other in by_en[pair.en] if not same_concept(other.zh, pair.zh)]
        if any(_beaten(pair, rival) for rival in rivals):
            continue
        taken.append(pair)
        by_zh[pair.zh].append(pair)
        by_en[pair.en].append(pair)
        for bead, zh, en in zip(pair.counts.beads, pair.counts.zh, pair.counts.en, strict=True):
            zh_runs[bead].append((*zh, pair.zh))
            en_runs[bead].append((*en, pair.en))
    return _whole(taken)


def _whole(taken: Sequence[Ranked]) -> list[Ranked]:
    """The pairs without those that stand only inside longer ones.

    Such a part is no term of its own by the C-value (Frantzi, Ananiadou and Mima 2000), where one
    longer term has it.
    """
    places: dict[int, list[tuple[Run, Run, bool]]] = defaultdict(list)
    for pair in taken:
        if pair.score < _LIKELY:
            continue
        described = pair.value("both_modifiers_first") > 0
        for bead, zh, en in zip(pair.counts.beads, pair.counts.zh, pair.counts.en, strict=True):
            places[bead].append((zh, en, described))

    def is_part(bead: int, zh: Run, en: Run) -> bool:
        return any(
            _within(zh, one)
            and _within(en, two)
            # 平均 of 平均流动性覆盖比率 describes a term, which is not less of one for it.
            and not (described and zh == (one[0] + 1, one[1]) and en == (two[0] + 1, two[1]))
            for one, two, described in places[bead]
        )

    return [
        pair
        for pair in taken
        if pair.score >= _WHOLE
        or pair.value("in_brackets")
        or pair.value("in_glossary")
        or not all(map(is_part, pair.counts.beads, pair.counts.zh, pair.counts.en))
    ]


def _within(place: Run, run: Run) -> bool:
    return run[0] <= place[0] and place[1] <= run[1] and place != run


def _grown(ranked: Sequence[Ranked], least: float) -> list[Ranked]:
    """Scored pairs, best first, those that hardly stand by themselves replaced by the longer ones.

    Where 分类贷款 = classified loan always stands in 特定分类贷款, what speaks for the shorter pair
    speaks for the longer, which is the term. Pairs that score less than ``least`` are left as they
    are.
    """
    short = [pair for pair in ranked if pair.score >= least and pair.value("absorbed")]
    if not short:
        return list(ranked)
    wanted = {text for pair in short for text in ((0, pair.zh), (1, pair.en))}
    having: dict[tuple[int, str], list[Ranked]] = defaultdict(list)
    for pair in ranked:
        for text in ((0, pair.zh), (1, pair.en)):
            if text in wanted:
                having[text].append(pair)
    instead: dict[PairName, float] = {}
    gone: set[PairName] = set()
    for pair in short:
        longer = [
            other
            for text in ((0, pair.zh), (1, pair.en))
            for other in having[text]
            if not other.value("absorbed") and is_around(pair.counts, other.counts)
        ]
        if longer:
            best = max(longer, key=lambda other: other.score)
            name = best.zh, best.en
            instead[name] = max(instead.get(name, best.score), pair.score)
            gone.add((pair.zh, pair.en))
    grown = [
        replace(pair, score=instead.get((pair.zh, pair.en), pair.score))
        for pair in ranked
        if (pair.zh, pair.en) not in gone
    ]
    grown.sort(key=lambda pair: -pair.score)
    return grown


def bar(pair: Ranked, least: float, is_term: bool) -> float:
    """The least score of a pair; ``is_term``: one of its sides is in a pair that stands."""
    if pair.counts.count < 2:
        return least
    if is_term and pair.counts.mean_fit >= _FITS:
        return min(least - RECURRING, _RENDERING)
    return least - RECURRING


def _free(
    pair: Ranked,
    zh_runs: dict[int, list[tuple[int, int, str]]],
    en_runs: dict[int, list[tuple[int, int, str]]],
) -> bool:
    """Whether some place of a pair is not cut across by a better pair."""
    for bead, zh, en in zip(pair.counts.beads, pair.counts.zh, pair.counts.en, strict=True):
        crossed = any(_crosses(zh, run) for run in zh_runs[bead]) or any(
            _crosses(en, run) for run in en_runs[bead]
        )
        if not crossed:
            return True
    return False


def _crosses(place: tuple[int, int], run: tuple[int, int, str]) -> bool:
    first, last = place
    overlap = first < run[1] and run[0] < last
    nested = (run[0] <= first and last <= run[1]) or (first <= run[0] and run[1] <= last)
    return overlap and not nested


def _beaten(pair: Ranked, rival: Ranked) -> bool:
    """Whether a better pair of the same term leaves this one too little."""
    if pair.value("in_brackets") or rival.value("same"):
        # The text says so itself; and a name that both sides write in Latin letters does not
        # speak against its Chinese form: Qwen is Qwen, and 通义千问 as well.
        return False
    longer, shorter = sorted((pair.en, rival.en), key=len, reverse=True)
    contained = f" {shorter} " in f" {longer} " or pair.zh in rival.zh or rival.zh in pair.zh
    own = len(set(pair.counts.beads) - set(rival.counts.beads))
    apart = own + _around(pair, rival)
    mostly = own > _OWN_HABIT and max(pair.value("share_zh"), pair.value("share_en")) >= _MOSTLY
    held = _HELD_MOSTLY if mostly else _HELD
    habit = apart >= _OWN_HABIT and 2 * apart >= len(pair.counts.beads) and pair.score >= held
    # The usual rendering, never where the rival is: the rival is the exception.
    usual = own == len(pair.counts.beads) and pair.counts.count > max(rival.counts.count, 1)
    if habit or usual or (own >= _OWN_PLACES and pair.score >= _SURE):
        # A synonym, found again and again where the better one is not: 免疫 and 免疫力 are both
        # immunity.
        return False
    if pair.zh == rival.zh and contained and pair.en != rival.en:
        return own <= max(2 * len(rival.counts.beads), 2)
    if pair.en == rival.en and contained and pair.zh != rival.zh:
        return own <= max(2 * len(rival.counts.beads), 2)
    return own < _OWN_PLACES or pair.counts.mean_fit < 0.5


def _around(pair: Ranked, rival: Ranked) -> int:
    """In how many beads a better pair of the same Chinese stands only inside this one.

    There it is no rendering of its own: where 口罩 is "face mask", "mask" does not stand for it.
    """
    if pair.zh != rival.zh or f" {rival.en} " not in f" {pair.en} ":
        return 0
    english = dict(zip(rival.counts.beads, rival.counts.en, strict=True))
    return sum(
        bead in english and _within(english[bead], en)
        for bead, en in zip(pair.counts.beads, pair.counts.en, strict=True)
    )
