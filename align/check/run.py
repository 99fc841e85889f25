"""All checks of a bitext."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby

from align.check.base import Context, GatheredRule, PairRule
from align.check.consistency import measure, uses
from align.check.misuses import told_once
from align.check.occurring import occurring
from align.check.profile import Profile, profile_of
from align.check.stretches import Stretches
from align.model import (
    Alignment,
    ConsistencyReport,
    Finding,
    Findings,
    Glossary,
    Place,
    Rendering,
    Report,
)
from align.settings import CheckSettings
from align.spool import few_or_spooled, in_order
from align.terms.renderings import Renderer

#: Of two findings at one place the first of these tells more.
_TELLING = ("term-forbidden", "term-not-used", "model-number", "name", "name-replaced", "product")


def report(
    alignment: Alignment,
    glossary: Glossary,
    settings: CheckSettings | None = None,
    renderer: Renderer | None = None,
    *,
    number: int = 0,
) -> Report:
    """Check a bitext against a glossary, mined or supplied, and gather all there is to show.

    Takes the alignment, the glossary, the settings, and a renderer that holds the alignment as
    its ``number``; without one it is built here. The findings stand in reading order. Of a large
    glossary only the entries that may occur are in the report.

    Raises UsageError for settings that name no profile or rule that there is.
    """
    settings = CheckSettings() if settings is None else settings
    profile = profile_of(settings)
    settings = replace(settings, han_latin_space=profile.han_latin_space)
    glossary = occurring(glossary, (alignment,))
    context = Context(alignment, glossary, settings, renderer, number if renderer else 0)
    with Stretches(alignment, profile.chosen(), settings) as stretches:
        if glossary.entries:
            counted = uses(alignment, glossary, context.renderer, number=context.number)
            context = replace(context, known=context.renderer, counted=counted)
        items = found(context, profile, stretches)
    consistency = measure(alignment, glossary, context.counted)
    renderings: dict[str, list[Rendering]] = {entry.id: [] for entry in glossary.entries}
    for (entry, _), occurrences in context.counted.items():
        renderings[entry] += [use.rendering for use in occurrences]
    return Report(
        alignment,
        glossary,
        tuple((entry, tuple(places)) for entry, places in renderings.items()),
        consistency,
        Findings(alignment, items),
    )


def run(
    alignment: Alignment,
    glossary: Glossary,
    settings: CheckSettings | None = None,
    renderer: Renderer | None = None,
    *,
    number: int = 0,
) -> tuple[Findings, ConsistencyReport]:
    """The findings and the consistency of :func:`report`, alone."""
    whole = report(alignment, glossary, settings, renderer, number=number)
    return whole.findings, whole.consistency


def steadiness(alignment: Alignment, glossary: Glossary) -> ConsistencyReport:
    """The consistency of :func:`report` alone, without the findings."""
    glossary = occurring(glossary, (alignment,))
    counted = uses(alignment, glossary, Renderer([alignment], glossary))
    return measure(alignment, glossary, counted)


def found(context: Context, profile: Profile, stretches: Stretches) -> Sequence[Finding]:
    """What the rules of a profile find, in reading order, each with its id.

    Takes the stretches of the same alignment, read by the same rules. Of many findings only a few
    are in memory at once.
    """
    items = in_order(_told(context, profile, stretches), _order)
    once = chain.from_iterable(
        _once(told_once(list(here))) for _, here in groupby(items, key=lambda item: item.bead)
    )
    return few_or_spooled(map(profile.weighed, identified(context.alignment, once)))


def _told(context: Context, profile: Profile, stretches: Stretches) -> Iterator[Finding]:
    """The findings of one rule after the other; the same thing may be told twice."""
    for rule in profile.chosen():
        if not isinstance(rule, PairRule | GatheredRule):
            yield from rule.check(context)
    alone, kept = stretches.read()
    yield from alone
    for gathering, whole in kept:
        yield from gathering.conclude(context, whole)


def _order(item: Finding) -> tuple[object, ...]:
    places = [(p.sentence, p.start, p.end) for p in (*item.zh, *item.en)]
    return (item.bead, item.rule, item.term, places, item.found)


def identified(alignment: Alignment, items: Iterable[Finding]) -> Iterator[Finding]:
    """Findings with their ids: made of the rule, the Chinese sentences and the words.

    Not of positions: a finding that was ignored stays so when something is added before it. What
    is found twice with the same words is told apart by its order.
    """
    times: Counter[bytes] = Counter()
    # What a rule's findings in a bead begin with is read once: a long one may have thousands.
    last: tuple[str, int] | None = None
    begun = hashlib.sha256()
    for item in items:
        name = (item.rule, item.bead)
        if name != last:
            last = name
            here = alignment.beads[item.bead] if 0 <= item.bead < len(alignment.beads) else None
            text = "" if here is None else alignment.text(here, "zh") or alignment.text(here, "en")
            start = f"{item.rule}\x1f{' '.join(text.split())}"
            begun = hashlib.sha256(start.encode("utf-8", "replace"))
        parts = ["", item.term, item.expected, item.found]
        parts += [_words(alignment, item.zh, "zh"), _words(alignment, item.en, "en")]
        hashed = begun.copy()
        hashed.update("\x1f".join(parts).encode("utf-8", "replace"))
        key = hashed.hexdigest()
        # Half a digest: of a million findings the other half is memory for nothing.
        met = hashed.digest()[:16]
        times[met] += 1
        if times[met] > 1:
            key = hashlib.sha256(f"{key} {times[met]}".encode()).hexdigest()
        yield replace(item, id=key[:12])


def _words(alignment: Alignment, places: tuple[Place, ...], lang: str) -> str:
    sentences = alignment.zh_sentences if lang == "zh" else alignment.en_sentences
    return "\x1e".join(sentences[p.sentence].text[p.start : p.end] for p in places)


def _once(items: list[Finding]) -> list[Finding]:
    """Findings without those of a term at words that a rule of names speaks of already."""
    doubled = {item.bead for item in items if item.rule == "term-inconsistent"}
    told = {
        (item.bead, place)
        for item in items
        if item.bead in doubled and item.rule in _TELLING
        for place in _near(item.en)
    }
    return [
        item
        for item in items
        if item.rule != "term-inconsistent"
        or not any((item.bead, place) in told for place in _near(item.en))
    ]


def _near(places: tuple[Place, ...]) -> set[tuple[int, int]]:
    """The characters of places, as far as a name reaches."""
    return {
        (place.sentence, at)
        for place in places
        for at in range(place.start, min(place.end, place.start + 60))
    }
