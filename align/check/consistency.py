"""Consistency: how steadily each term is rendered, and where it departs.

For every concept entry and in both directions the renderings of its terms are counted. Two
renderings count as one where the difference is legitimate: inflection, capitals, British and
American spelling, a full form and its abbreviation, an admitted synonym, a shortened second
mention, a longer term around it.

Of the shares s of a term's n renderings: the dominant share is max(s); the Herfindahl-Hirschman
index is sum(s**2), from 1/n to 1 (as Gašpar et al. 2022 use it for terminology); entropy is
-sum(s * log2(s)). The score of a document is the mean of the dominant shares weighted by the
number of occurrences, over the terms that occur rendered at least twice: the part of recurring
terms' occurrences that have their usual rendering. A document without recurring terms scores 1.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from align import __version__
from align.check.base import Context, finding_id
from align.check.departures import is_other_name, steady
from align.check.pair import Pair
from align.model import (
    LANGS,
    Alignment,
    ConsistencyReport,
    Finding,
    Glossary,
    Lang,
    Note,
    Place,
    Rendering,
    Severity,
    Signature,
    TermConsistency,
    TermEntry,
    Variant,
    other,
)
from align.terms.aliases import abbreviates, is_abbreviation, shortens
from align.terms.dictionary import stem
from align.terms.index import CLASSES
from align.terms.occurrences import Occurrence
from align.terms.renderings import Renderer
from align.terms.support import Support, support
from align.text.british import one_spelling
from align.text.words import ENGLISH_FUNCTION, comparable

# A rendering surer than this is a rendering; one less sure is not told from "left out".
_SURE = 0.4
# A departure is reported only where the usual rendering stands so often, and what stands
# instead is so sure.
_USUAL = 2
_DEPARTURE = 0.4
# From English to Chinese more is asked for: an English word has more senses.
_USUAL_BACK = 3
# How sure a name is that has nothing but its last word and its length for it.
_KINDRED = 0.5
_VERB = CLASSES.index("verb")
_SHARE_BACK = 0.7


@dataclass(frozen=True, slots=True)
class Use:
    """One occurrence of a term: the rendering found, and the variant it counts as.

    Where a rendering departs from a mined term's names, ``support`` says what holds it there.
    """

    rendering: Rendering
    variant: str
    support: Support | None = None


def uses(
    alignment: Alignment, glossary: Glossary, renderer: Renderer, *, number: int = 0
) -> dict[tuple[str, Lang], tuple[Use, ...]]:
    """Every occurrence of every entry's terms, by entry and source language.

    Takes an alignment, a glossary and a renderer whose alignment ``number`` it is. An
    occurrence inside that of a longer term of the glossary is that term's, not this one's.
    The variant is an empty string where the term is not rendered.
    """
    found: dict[tuple[str, Lang], tuple[Use, ...]] = {}
    every = {source: _own_places(glossary, renderer, source, number) for source in LANGS}
    renderer.expect(
        place.bead for places in every.values() for here in places.values() for place in here
    )
    for source, places in every.items():
        for entry in glossary.entries:
            named = _Names(entry, other(source))
            found[entry.id, source] = _as_written(
                [
                    _use(alignment, renderer, occurrence, source, named)
                    for occurrence in places.get(entry.id, ())
                ],
                named,
            )
    return found


def _as_written(found: list[Use], named: _Names) -> tuple[Use, ...]:
    """Uses whose variants are words as they stand: of each variant its most frequent form.

    The approved name stays as the glossary writes it.
    """
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for use in found:
        if use.variant in ("", named.text):
            continue
        if one_spelling(use.rendering.text, named.lang) == use.variant:
            forms[use.variant][use.rendering.text] += 1
    shown = {key: min(texts, key=lambda t: (-texts[t], t)) for key, texts in forms.items()}
    return tuple(replace(use, variant=shown.get(use.variant, use.variant)) for use in found)


def measure(
    alignment: Alignment,
    glossary: Glossary,
    counted: Mapping[tuple[str, Lang], Sequence[Use]],
) -> ConsistencyReport:
    """How steadily the glossary's terms are rendered in a document.

    Takes the occurrences as :func:`uses` gives them. Returns a line for each entry and direction
    in which the entry occurs; the formulas are the module's.
    """
    terms = []
    for entry in glossary.entries:
        for source in LANGS:
            preferred = entry.preferred(source)
            occurrences = counted.get((entry.id, source), ())
            if preferred is not None and occurrences:
                wanted = entry.preferred(other(source))
                terms.append(
                    consistency_of(
                        entry.id,
                        source,
                        preferred.text,
                        occurrences,
                        prescribed=wanted.text if wanted else "",
                    )
                )
    signature = Signature(
        __version__,
        alignment.signature.encoder,
        alignment.signature.settings,
        glossary.name or "given",
    )
    return ConsistencyReport(tuple(terms), _score(terms), signature)


def together(documents: Sequence[tuple[ConsistencyReport, int]]) -> ConsistencyReport:
    """How steadily the terms of one glossary are rendered over several documents.

    Takes each document's report, made with the same glossary, and how many beads it has: beads
    are counted on from document to document. The first rendering is that of the first document.

    Raises ValueError for no document at all.
    """
    if not documents:
        raise ValueError("no documents")
    beads: dict[tuple[str, Lang], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    left_out: dict[tuple[str, Lang], list[int]] = defaultdict(list)
    named: dict[tuple[str, Lang], TermConsistency] = {}
    start = 0
    for report, size in documents:
        for term in report.terms:
            name = (term.entry, term.source)
            known = named.setdefault(name, term)
            if not known.first:
                named[name] = term
            for variant in term.variants:
                beads[name][variant.text] += [start + bead for bead in variant.beads]
            left_out[name] += [start + bead for bead in term.unrendered]
        start += size
    terms = tuple(_measured(known, beads[name], left_out[name]) for name, known in named.items())
    return ConsistencyReport(terms, _score(terms), documents[0][0].signature)


def _score(terms: Iterable[TermConsistency]) -> float:
    recurring = [term for term in terms if term.count > 1]
    weight = sum(term.count for term in recurring)
    score = sum(term.share * term.count for term in recurring) / weight if weight else 1.0
    return round(score, 4)


def consistency_of(
    entry: str, source: Lang, term: str, occurrences: Iterable[Use], *, prescribed: str = ""
) -> TermConsistency:
    """The consistency of one term from its occurrences.

    >>> consistency_of("c1", "zh", "云", []).hhi
    1.0
    """
    beads: dict[str, list[int]] = defaultdict(list)
    unrendered = []
    first: tuple[int, int, str] | None = None
    for use in occurrences:
        if use.variant:
            beads[use.variant].append(use.rendering.bead)
            place = use.rendering.place
            here = (place.sentence, place.start, use.variant)
            first = here if first is None else min(first, here)
        else:
            unrendered.append(use.rendering.bead)
    none = TermConsistency(
        entry,
        source,
        term,
        (),
        (),
        share=1.0,
        hhi=1.0,
        entropy=0.0,
        first=first[2] if first else "",
        prescribed=prescribed,
    )
    return _measured(none, beads, unrendered)


def _measured(
    named: TermConsistency, beads: Mapping[str, Sequence[int]], unrendered: Sequence[int]
) -> TermConsistency:
    """A term with its shares, from the beads of each of its renderings."""
    variants = sorted(
        (Variant(text, tuple(places)) for text, places in beads.items()),
        key=lambda variant: (-variant.count, variant.beads, variant.text),
    )
    total = sum(variant.count for variant in variants)
    shares = [variant.count / total for variant in variants]
    return replace(
        named,
        variants=tuple(variants),
        unrendered=tuple(unrendered),
        share=shares[0] if shares else 1.0,
        hhi=sum(share**2 for share in shares) if shares else 1.0,
        entropy=-sum(share * math.log2(share) for share in shares) + 0.0,
    )


class TermInconsistent:
    """A term that is rendered otherwise than everywhere else.

    Hits: 可用区 is "availability zone" four times and "available area" once. Does not hit:
    "availability zones", "Availability Zone", "AZ" after "availability zone (AZ)", "zones".
    """

    name: ClassVar[str] = "term-inconsistent"
    severity: ClassVar[Severity] = "warning"
    doc: ClassVar[str] = "A term is rendered otherwise here than in the rest of the document."

    def check(self, context: Context) -> Iterable[Finding]:
        """The departures from each term's usual rendering."""
        return findings(context.alignment, context.glossary, context.counted)


def findings(
    alignment: Alignment,
    glossary: Glossary,
    counted: Mapping[tuple[str, Lang], Sequence[Use]],
) -> tuple[Finding, ...]:
    """A finding for each departure from a term's usual rendering, in reading order.

    Takes the occurrences as :func:`uses` gives them. A departure seen from both sides is
    reported once; of a mined entry only what :mod:`align.check.departures` lets pass.
    """
    found: list[Finding] = []
    seen: set[tuple[int, str]] = set()
    for entry in glossary.entries:
        for source in LANGS:
            occurrences = counted.get((entry.id, source), ())
            preferred = entry.preferred(source)
            if preferred is None:
                continue
            line = consistency_of(entry.id, source, preferred.text, occurrences)
            usual = _USUAL if source == "zh" else _USUAL_BACK
            if not line.variants or line.variants[0].count < usual:
                continue
            if source == "en" and (
                line.share < _SHARE_BACK
                or " " not in preferred.text
                or not preferred.text.islower()
            ):
                # One English word has many senses; Chinese tells them apart, and shortens names.
                continue
            if len(line.variants) > 1 and line.variants[0].count == line.variants[1].count:
                continue
            mined = entry.evidence is not None
            if mined and not steady(line):
                continue
            for use in occurrences:
                departs = use.variant and use.variant != line.dominant
                if not departs or use.rendering.score < _DEPARTURE:
                    continue
                if (use.rendering.bead, entry.id) in seen:
                    continue
                if mined and not is_other_name(
                    Pair(alignment, use.rendering.bead),
                    line,
                    use.rendering,
                    use.support or Support(),
                ):
                    continue
                seen.add((use.rendering.bead, entry.id))
                found.append(_finding(entry, source, preferred.text, line, use))
    found.sort(key=lambda item: (item.bead, item.term, item.id))
    return tuple(found)


def _finding(entry: TermEntry, source: Lang, term: str, line: TermConsistency, use: Use) -> Finding:
    here = (use.rendering.place,)
    there = use.rendering.targets
    return Finding(
        id=finding_id(TermInconsistent.name, here, term, use.variant),
        rule=TermInconsistent.name,
        severity=TermInconsistent.severity,
        bead=use.rendering.bead,
        zh=here if source == "zh" else there,
        en=here if source == "en" else there,
        term=term,
        expected=line.dominant,
        found=use.rendering.text,
        message=Note(
            "check.term_inconsistent",
            (
                ("term", term),
                ("expected", line.dominant),
                ("found", use.rendering.text),
                ("count", line.variants[0].count),
            ),
        ),
    )


def _own_places(
    glossary: Glossary, renderer: Renderer, source: Lang, number: int
) -> dict[str, list[Occurrence]]:
    """Each entry's occurrences that do not lie inside those of a longer term."""
    every: list[tuple[Occurrence, str]] = []
    for entry in glossary.entries:
        # A mined term of one place has no usual rendering and must not hide a shorter one that
        # has; but words of two characters combine freely (利率 in 基本利率).
        once = entry.evidence is not None and entry.evidence.frequency < 2
        for term in entry.in_lang(source):
            for occurrence in renderer.occurrences(term.text, source, alignment=number):
                every.append((occurrence, "" if once else entry.id))
    every.sort(
        key=lambda item: (
            item[0].bead,
            item[0].place.sentence,
            item[0].place.start,
            -item[0].place.end,
            item[1],
        )
    )
    found: dict[str, list[Occurrence]] = defaultdict(list)
    last: Occurrence | None = None
    last_name = ""
    for occurrence, name in every:
        inside = (
            last is not None
            and last.bead == occurrence.bead
            and last.place.sentence == occurrence.place.sentence
            and occurrence.place.end <= last.place.end
        )
        hidden = inside and (last_name or source == "en" or _length(occurrence) <= 2)
        if name and not hidden:
            found[name].append(occurrence)
        if not inside:
            last, last_name = occurrence, name
    return found


def _length(occurrence: Occurrence) -> int:
    return occurrence.place.end - occurrence.place.start


class _Names:
    """The approved names of an entry in one language, and what counts as one of them."""

    def __init__(self, entry: TermEntry, lang: Lang) -> None:
        preferred = entry.preferred(lang)
        # What the miner took for a synonym nobody has admitted: it may be the very slip.
        mined = entry.evidence is not None
        terms = [
            term
            for term in entry.in_lang(lang)
            if term == preferred or (term.status == "admitted" and (term.form or not mined))
        ]
        self.lang = lang
        self.mined = mined
        self.text = preferred.text if preferred else ""
        self.keys = [one_spelling(term.text, lang) for term in terms]
        self.texts = [term.text for term in terms]

    def stands_in(self, text: str) -> bool:
        """Whether an approved name stands in a text."""
        whole = f" {one_spelling(text, self.lang)} "
        return any((f" {key} " if self.lang == "en" else key) in whole for key in self.keys if key)

    def shortens(self, text: str) -> bool:
        """Whether a rendering has some words of an approved name and no other."""
        content = set(one_spelling(text, self.lang).split()) - ENGLISH_FUNCTION
        if self.lang == "zh":
            return any(comparable(text, "zh") in key for key in self.keys)
        return bool(content) and any(content < set(key.split()) for key in self.keys)

    def is_form_of(self, text: str) -> bool:
        """Whether a rendering is a legitimate form of an approved name."""
        if self.stands_in(text):
            return True
        if " … " in text:
            parts = text.split(" … ")
            return any(
                self.stands_in(p) or (is_abbreviation(p) and self.is_form_of(p)) for p in parts
            )
        same = _same_in_english if self.lang == "en" else _same_in_chinese
        return any(same(text, full) for full in self.texts)


def _same_in_english(text: str, full: str) -> bool:
    """Whether an English rendering is a short form, an abbreviation or a derivation of a name."""
    words, wanted = comparable(text, "en").split(), comparable(full, "en").split()
    content = [stem(word) for word in words if word not in ENGLISH_FUNCTION]
    known = [stem(word) for word in wanted]
    if content and all(any(_alike(one, two) for two in known) for one in content):
        return True
    # "RMB1.2 billion" is of RMB.
    text = text.rstrip("0123456789")
    for short, long in ((text, full), (full, text)):
        if abbreviates(short, long) or _contracts(short, long):
            return True
        if is_abbreviation(short) and _begins(short, long):
            return True
    return False


def _alike(one: str, two: str) -> bool:
    """Europe and European, Thailand and Thais, code and coding; interbank, of a bank."""
    if len(two) >= 4 and len(one) > len(two) + 2 and one.endswith(two):
        return True
    length = min(len(one), len(two))
    for verb, noun in ((one, two), (two, one)):
        if verb.endswith("ing") and len(verb) > 5 and noun.startswith(verb[:-3]):
            return True
    return one == two or (length >= 4 and one[: max(4, length - 2)] == two[: max(4, length - 2)])


def _contracts(short: str, full: str) -> bool:
    """Whether capitals are letters of one word in their order: RMB, renminbi."""
    if not (short.isupper() and short.isalpha() and len(short) > 2 and full.isalpha()):
        return False
    letters = iter(full.lower())
    return short[0].lower() == full[:1].lower() and all(c in letters for c in short.lower())


def _begins(short: str, full: str) -> bool:
    """Whether an abbreviation begins with the initials of a name: PBoC, People's Bank."""
    letters = [char.lower() for char in short if char.isalpha()]
    initials = [word[0].lower() for word in full.split() if word.lower() not in ENGLISH_FUNCTION]
    size = min(len(letters), len(initials))
    return size > 1 and letters[:size] == initials[:size]


def _same_in_chinese(text: str, full: str) -> bool:
    """Whether a Chinese rendering is a short form of a name, or the name cut a little off."""
    one, two = comparable(text, "zh"), comparable(full, "zh")
    if not one or not two:
        return False
    if one in two or two in one or shortens(one, two) or shortens(two, one):
        return True
    size = min(len(one), len(two))
    return size > 2 and (one[: size - 1] == two[: size - 1] or one[1 - size :] == two[1 - size :])


def _kindred(alignment: Alignment, rendering: Rendering, named: _Names) -> Rendering:
    """For a name without linked words: another name with the same last word and as many.

    "Total Balance" for what is the "Aggregate Balance" elsewhere.
    """
    words = named.text.split()
    if named.lang != "en" or len(words) < 2 or not all(word[0].isupper() for word in words):
        return rendering
    others = r"(?:[A-Z][\w’'-]{0,30} )" * (len(words) - 1)
    pattern = re.compile(rf"(?<![\w’'-]){others}{re.escape(words[-1])}(?![\w’'-])")
    for position in alignment.beads[rendering.bead].en:
        match = pattern.search(alignment.en_sentences[position].text)
        if match and match[0].split()[0].lower() not in ENGLISH_FUNCTION:
            place = Place(position, *match.span())
            return replace(rendering, targets=(place,), text=match[0], score=_KINDRED)
    return rendering


def _use(
    alignment: Alignment,
    renderer: Renderer,
    occurrence: Occurrence,
    source: Lang,
    named: _Names,
) -> Use:
    target = other(source)
    rendering = renderer.render(occurrence, source)
    counterpart = alignment.text(alignment.beads[rendering.bead], target)
    # The name is in the bead, whatever the links say: nothing departs.
    if named.stands_in(counterpart):
        return Use(rendering, named.text)
    if rendering.targets and named.shortens(rendering.text):
        # A short second mention is one thing ("zones"), another word beside a shared one is
        # another ("cloud vendors" for "cloud service provider").
        rendering = renderer.widened(occurrence, rendering)
    if not rendering.targets or rendering.score < _SURE:
        rendering = renderer.leftover(occurrence, rendering)
    if not rendering.targets or rendering.score < _SURE:
        rendering = _kindred(alignment, rendering, named)
    if not rendering.targets or rendering.score < _SURE:
        return Use(rendering, "")
    words = one_spelling(rendering.text, target)
    if named.is_form_of(rendering.text) or words == one_spelling(
        renderer.text_of(occurrence, source), target
    ):
        return Use(rendering, named.text)
    if source == "en" and _is_verb(renderer, occurrence.bead, rendering):
        # 减息 is what interest rates do, not another name for them.
        return Use(rendering, "")
    if named.mined:
        return Use(rendering, words, support(renderer, occurrence, rendering))
    return Use(rendering, words)


def _is_verb(renderer: Renderer, bead: int, rendering: Rendering) -> bool:
    """Whether a Chinese rendering is one word, and that a verb."""
    side = renderer.index.zh
    place = rendering.targets[0]
    own = [
        at
        for at in range(int(side.offsets[bead]), int(side.offsets[bead + 1]))
        if side.sentences[at] == place.sentence
        and side.starts[at] < place.end
        and side.ends[at] > place.start
    ]
    return len(rendering.targets) == len(own) == 1 and bool(side.classes[own[0]] == _VERB)
