"""Why a term is an entry, and why another one is none: what became of it on the way.

A string of the text becomes a candidate, or does not; a candidate is paired with words of the
other side, or is not; a pair is scored, and its score is enough, or is not; and of those that are
good enough, another one may have its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align.model import LANGS, Lang, Note
from align.terms.candidates import candidates
from align.terms.evidence import plausible
from align.terms.index import Index
from align.terms.mine import Survey, chosen
from align.terms.pairs import run_key
from align.terms.ranking import Ranked
from align.terms.selection import bar
from align.terms.tally import PairCount, PairName, Run
from align.text.british import one_spelling
from align.text.script import is_han, stands_whole
from align.text.words import comparable, words

# So many beads are looked at for how a term is read, and so many pairs that are none are told.
_MOST_BEADS = 50
_MOST_PAIRS = 5


@dataclass(frozen=True, slots=True)
class Weighed:
    """A pair of terms that is no entry: how it is written, its score if it has one, and why."""

    zh: str
    en: str
    score: float | None
    why: Note


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of a term.

    ``times`` is the number of sentence pairs whose text has it on side ``lang``, ``notes`` say what
    became of it before it was paired, ``refused`` are its pairs that are in no entry, the
    likeliest first.
    """

    term: str
    lang: Lang
    times: int
    notes: tuple[Note, ...]
    refused: tuple[Weighed, ...]


def explain(survey: Survey, term: str, min_score: float) -> Explanation:
    """What became of a term of either language in a survey, and which of its pairs were refused.

    Takes what :func:`align.terms.mine.survey` found with that least score.
    """
    material = survey.material
    if material is None:
        return Explanation(term, _language(term), 0, (_note("absent", term=term),), ())
    index = material.index
    sides: tuple[Lang, ...] = ("zh",) if any(map(is_han, term)) else ("en", "zh")
    beads, lang = max(
        ((_beads(index, term, side), side) for side in sides), key=lambda one: len(one[0])
    )
    times = int(index.times[beads].sum()) if beads else 0
    if not beads:
        return Explanation(term, lang, 0, (_note("absent", term=term),), ())
    keys = {side: one_spelling(term, side) for side in sides}
    mine = [
        name for name in material.pairs
        if any(one_spelling(name[LANGS.index(side)], side) == keys[side] for side in sides)
    ]  # fmt: skip
    notes = [_note("stands", term=term, count=times)]
    if not mine:
        notes += _unpaired(index, term, lang, beads)
    refused = _refused(survey, mine, min_score)
    return Explanation(term, lang, times, tuple(notes), tuple(refused))


def _language(term: str) -> Lang:
    return "zh" if any(map(is_han, term)) else "en"


def _note(name: str, **values: str | int | float) -> Note:
    return Note(f"mining.why_{name}", tuple(values.items()))


def _beads(index: Index, term: str, lang: Lang) -> list[int]:
    """The beads whose text has a term on one side, inflected or not."""
    wanted = comparable(term, lang)
    found = []
    for bead in range(len(index.beads)):
        text = index.said(lang, bead)
        if term.lower() in text.lower() and _whole(text.lower(), term.lower()):
            found.append(bead)
        elif lang == "zh" and wanted and not wanted.isascii():
            if wanted in comparable(text, lang):
                found.append(bead)
        elif lang == "en" and wanted and f" {wanted} " in f" {comparable(text, lang)} ":
            found.append(bead)
    return found


def _whole(text: str, term: str) -> bool:
    at = text.find(term)
    while at >= 0:
        if stands_whole(text, at, at + len(term)):
            return True
        at = text.find(term, at + 1)
    return False


def _unpaired(index: Index, term: str, lang: Lang, beads: Sequence[int]) -> list[Note]:
    """Why a term that stands in some beads has no pair."""
    side = index.side(lang)
    wanted = comparable(term, lang)
    read: dict[str, int] = {}
    whole = False
    for bead in beads[:_MOST_BEADS]:
        base = int(side.offsets[bead])
        runs = candidates(index, lang, bead)
        for first, last in zip(runs.firsts, runs.lasts, strict=True):
            if run_key(side, base + first, base + last) == wanted:
                return [_note("unpaired")]
        shown, fits = _reading(index, term, lang, bead)
        whole |= fits
        if shown:
            read[shown] = read.get(shown, 0) + 1
    cut = min(read, key=lambda text: (-read[text], text), default="")
    if not whole and cut:
        return [_note("cut", cut=cut)]
    return [_note("no_candidate", cut=cut or " | ".join(w.text for w in words(term, lang)))]


def _reading(index: Index, term: str, lang: Lang, bead: int) -> tuple[str, bool]:
    """The words of a bead in which a term lies, and whether it begins and ends with words."""
    side = index.side(lang)
    own = range(int(side.offsets[bead]), int(side.offsets[bead + 1]))
    for at in own:
        text = index.text(lang, at)
        start = text.lower().find(term.lower())
        if start < 0:
            continue
        end = start + len(term)
        inside = [
            one for one in own
            if side.sentences[one] == side.sentences[at]
            and side.starts[one] < end and side.ends[one] > start
        ]  # fmt: skip
        if inside:
            fits = side.starts[inside[0]] == start and side.ends[inside[-1]] >= end
            fits &= lang == "en" or side.ends[inside[-1]] == end
            return " | ".join(index.stretch(lang, one, one + 1) for one in inside), bool(fits)
    return "", False


def _refused(survey: Survey, names: Sequence[PairName], min_score: float) -> list[Weighed]:
    """The pairs of some names that do not stand, the likeliest first, and why."""
    material = survey.material
    assert material is not None
    index = material.index
    stand = chosen(material, survey.ranked, min_score)
    standing = {(pair.zh, pair.en) for pair in stand}
    wanted = set(names) - standing
    scored = {(pair.zh, pair.en): pair for pair in survey.ranked if (pair.zh, pair.en) in wanted}
    zh_stands, en_stands = {pair.zh for pair in stand}, {pair.en for pair in stand}
    found = []
    for pair in sorted(scored.values(), key=lambda one: -one.score)[:_MOST_PAIRS]:
        least = bar(pair, min_score, pair.zh in zh_stands or pair.en in en_stands)
        if pair.score < least:
            why = _note("score", score=f"{pair.score:.2f}", least=f"{least:.2f}")
        else:
            taker = _taker(pair, stand)
            why = _note("beaten") if taker is None else _note(
                "taken", zh=_written(index, "zh", taker.counts.zh[0]),
                en=_written(index, "en", taker.counts.en[0]), score=f"{taker.score:.2f}",
            )  # fmt: skip
        found.append(_weighed(index, pair.counts, pair.score, why))
    rest = sorted(wanted - scored.keys(), key=lambda name: (-material.pairs[name].fit, name))
    for name in rest[: _MOST_PAIRS - len(found)]:
        counts = material.pairs[name]
        why = _note("chance" if plausible(index, counts) else "form")
        found.append(_weighed(index, counts, None, why))
    return found


def _weighed(index: Index, counts: PairCount, score: float | None, why: Note) -> Weighed:
    zh, en = _written(index, "zh", counts.zh[0]), _written(index, "en", counts.en[0])
    return Weighed(zh, en, None if score is None else round(score, 4), why)


def _written(index: Index, lang: Lang, run: Run) -> str:
    return index.stretch(lang, *run)


def _taker(pair: Ranked, stand: Sequence[Ranked]) -> Ranked | None:
    """The pair that stands and has most of the places of another one."""
    own = {
        bead: (zh, en)
        for bead, zh, en in zip(pair.counts.beads, pair.counts.zh, pair.counts.en, strict=True)
    }
    best, most = None, 0
    for other in stand:
        places = zip(other.counts.beads, other.counts.zh, other.counts.en, strict=True)
        shared = sum(
            bead in own and (_overlap(own[bead][0], zh) or _overlap(own[bead][1], en))
            for bead, zh, en in places
        )
        shared += 2 * len(own) * ((pair.zh == other.zh) + (pair.en == other.en)) if shared else 0
        if shared > most:
            best, most = other, shared
    return best


def _overlap(one: Run, two: Run) -> bool:
    return one[0] < two[1] and two[0] < one[1]
