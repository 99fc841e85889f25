"""Scores of a translation: against a reference, and by its terminology.

*BLEU, chrF++, TER* are sacreBLEU's (Post 2018), each with its signature.

*Terminology success rate* (WMT25 terminology shared task): for each document and source term,
``min(sum of the counts of its targets in the hypothesis / count of the term in the source, 1)``
on lower-cased substrings; the mean of them. With a reference only terms count that have a target
there.

*Terminology consistency* (WMT25, after Semenov & Bojar 2022): every occurrence of a term has a
rendering; a term's pseudo-reference is its **first** rendering, its most **frequent** one, or the
one **predefined** by the glossary. Micro: the share of occurrences that are rendered by their
pseudo-reference. Macro: the mean of that share over the pseudo-references. An occurrence without
a rendering is a miss; and where a term began with none, or mostly has none, all its occurrences
are misses, as in the organisers' own pseudo-references.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from align.check.occurring import occurring
from align.model import Alignment, Glossary, Lang, Place, TermEntry, other
from align.terms.renderings import Renderer
from align.text.british import one_spelling
from align.text.script import stands_whole, to_simplified
from align.text.sought import Sought

Kind = Literal["first", "frequent", "predefined"]
KINDS: tuple[Kind, ...] = ("first", "frequent", "predefined")
# A rendering less sure than this counts as none.
_SURE = 0.5
# Of equally frequent renderings the task takes the first in the order of characters; it writes
# "none" like this, which stands between Latin and Han.
_NONE = "▔"


@dataclass(frozen=True, slots=True)
class Metric:
    """A score of sacreBLEU with its signature."""

    name: str
    score: float
    signature: str


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The share of occurrences that agree with their pseudo-reference, 0 to 1.

    ``micro`` is that of ``uses`` occurrences, ``macro`` the mean of ``references`` shares, one a
    pseudo-reference.
    """

    micro: float
    macro: float
    uses: int
    references: int


@dataclass(frozen=True, slots=True)
class TermUse:
    """One occurrence of a term: its rendering (empty: none) and the glossary's (empty: none)."""

    term: str
    rendering: str
    predefined: str = ""


def metrics(hypothesis: Sequence[str], reference: Sequence[str], lang: Lang) -> tuple[Metric, ...]:
    """BLEU, chrF++ and TER of segments against one reference each.

    Chinese is cut into characters as sacreBLEU's ``zh`` tokenizer does it. Raises ValueError for
    lists of different length or without segments.

    >>> [metric.score for metric in metrics(["a cat sat down"], ["a cat sat down"], "en")]
    [100.0, 100.0, 0.0]
    """
    if len(hypothesis) != len(reference) or not hypothesis:
        raise ValueError("as many segments as references, and at least one")
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    chinese = lang == "zh"
    found = []
    for metric in (
        BLEU(tokenize="zh" if chinese else "13a"),
        CHRF(word_order=2),
        TER(asian_support=chinese, normalized=chinese),
    ):
        result = metric.corpus_score(list(hypothesis), [list(reference)])
        found.append(
            Metric(result.name, round(float(result.score), 2), str(metric.get_signature()))
        )
    return tuple(found)


def success_rate(
    documents: Iterable[tuple[str, str, str | None]], terms: Mapping[str, Sequence[str]]
) -> float | None:
    """The terminology success rate; None where no term occurs.

    Takes documents as source, hypothesis and reference (or None), and each source term's targets.

    >>> success_rate([("云和云", "the cloud and a sky", None)], {"云": ["cloud"]})
    0.5
    """
    rates = success_rates(documents, terms)
    return sum(rates) / len(rates) if rates else None


def success_rates(
    documents: Iterable[tuple[str, str, str | None]], terms: Mapping[str, Sequence[str]]
) -> list[float]:
    """What :func:`success_rate` is the mean of: a rate for each document and term that counts."""
    small = [(term.lower(), targets) for term, targets in terms.items() if term]
    sought = Sought(term for term, _ in small)
    rates = []
    for source, hypothesis, reference in documents:
        text, said = source.lower(), hypothesis.lower()
        wanted = None if reference is None else reference.lower()
        present = {*text, *sought.within(text)}
        for term, targets in small:
            if term not in present:
                continue
            names = {target.lower() for target in targets if target}
            if wanted is not None and not any(name in wanted for name in names):
                continue
            found = sum(said.count(name) for name in names)
            rates.append(min(found / text.count(term), 1.0))
    return rates


def consistency(uses: Sequence[TermUse]) -> dict[Kind, Accuracy]:
    """Micro and macro consistency by each kind of pseudo-reference; empty without occurrences.

    >>> found = consistency([TermUse("云", "cloud"), TermUse("云", "cloud"), TermUse("云", "sky")])
    >>> round(found["frequent"].micro, 2)
    0.67
    """
    if not uses:
        return {}
    first: dict[str, str] = {}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for use in uses:
        first.setdefault(use.term, use.rendering)
        counts[use.term][use.rendering] += 1
    frequent = {
        term: min(found, key=lambda r: (-found[r], r or _NONE)) for term, found in counts.items()
    }
    wanted: dict[Kind, list[str]] = {
        "first": [first[use.term] for use in uses],
        "frequent": [frequent[use.term] for use in uses],
        "predefined": [use.predefined for use in uses],
    }
    return {
        kind: agreement(
            [use.rendering for use in uses],
            [w or f"▁{use.term}" for w, use in zip(ws, uses, strict=True)],
        )
        for kind, ws in wanted.items()
    }


def agreement(renderings: Sequence[str], references: Sequence[str]) -> Accuracy:
    """How often renderings equal their pseudo-references.

    >>> agreement(["cloud", "sky", "net"], ["cloud", "cloud", "net"])
    Accuracy(micro=0.6666666666666666, macro=0.75, uses=3, references=2)
    """
    groups: dict[str, list[bool]] = defaultdict(list)
    for rendering, reference in zip(renderings, references, strict=True):
        groups[reference].append(rendering == reference)
    shares = [sum(hits) / len(hits) for hits in groups.values()]
    total = sum(map(len, groups.values()))
    hits = sum(map(sum, groups.values()))
    return Accuracy(hits / total, sum(shares) / len(shares), total, len(shares))


def targets_of(glossary: Glossary, source: Lang) -> dict[str, list[str]]:
    """Each source term's approved targets, the preferred ones first."""
    found: dict[str, list[str]] = {}
    target = other(source)
    for entry in glossary.entries:
        targets = _approved(entry, target)
        for term in _approved(entry, source):
            known = found.setdefault(term, [])
            known += [one for one in targets if one not in known]
    return {term: targets for term, targets in found.items() if targets}


def term_uses(
    alignments: Sequence[Alignment], glossary: Glossary, source: Lang
) -> tuple[TermUse, ...]:
    """Every use of the glossary's terms in the source, with its rendering.

    As the shared task counts: a term is used once in a paragraph of the source, where it stands
    first, however often it stands there; and a term inside a longer one is used, too. Every place
    is judged for itself (the renderings of others and the glossary do not pull), so that
    steadiness is measured, not assumed; a rendering that is not surer than not is none. Renderings
    are compared without case, inflection and ways of spelling; the predefined one is the target of
    the glossary that was used, else its first; one that stands in the place of the rendering was
    used, wherever the rendering was taken to end.
    """
    renderer = Renderer(list(alignments), independent=True)
    targets = targets_of(occurring(glossary, alignments, (source,)), source)
    places = [
        (renderer.index.beads[occurrence.bead][0], occurrence, term)
        for term in targets
        for occurrence in renderer.occurrences(term, source)
    ]
    places.sort(key=lambda item: (item[0], _order(item[1].place), item[2]))
    lang = other(source)
    uses: list[TermUse] = []
    seen: set[tuple[int, int, str]] = set()
    for number, occurrence, term in places:
        sentence = alignments[number].sentences(source)[occurrence.place.sentence]
        name = to_simplified(term).lower()
        if (number, sentence.block, name) in seen:
            continue
        seen.add((number, sentence.block, name))
        wanted = [one_spelling(target, lang).lower() for target in targets[term]]
        found = renderer.render(occurrence, source)
        sure = bool(found.targets) and found.score >= _SURE
        rendering = one_spelling(found.text, lang).lower() if sure else ""
        heeded = rendering in wanted or (
            sure and _stands_there(found.targets, targets[term], alignments[number], lang)
        )
        uses.append(TermUse(name, rendering, rendering if heeded else wanted[0]))
    return tuple(uses)


def _stands_there(
    places: Sequence[Place], targets: Sequence[str], alignment: Alignment, lang: Lang
) -> bool:
    """Whether one of some terms stands where a rendering was found.

    購股權 in 購股權計劃, or 附屬公司 where no more than 附屬 was linked.
    """
    for place in places:
        text = to_simplified(alignment.sentences(lang)[place.sentence].text).lower()
        for target in targets:
            plain = to_simplified(target).lower()
            at = text.find(plain, max(0, place.start - len(plain) + 1), place.end + len(plain) - 1)
            if at >= 0 and stands_whole(text, at, at + len(plain)):
                return True
    return False


def _order(place: Place) -> tuple[int, int, int]:
    return place.sentence, place.start, -place.end


def _approved(entry: TermEntry, lang: Lang) -> list[str]:
    terms = [t for t in entry.in_lang(lang) if t.status in ("preferred", "admitted") and t.text]
    return [t.text for t in sorted(terms, key=lambda t: t.status != "preferred")]
