"""Checks against a supplied glossary: approved terms used, others not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from align.check.base import Context, finding_id
from align.check.pair import Span
from align.model import (
    LANGS,
    Finding,
    Glossary,
    Lang,
    Note,
    Rendering,
    Severity,
    Term,
    TermEntry,
    other,
)
from align.terms.aliases import english_aliases, shortens
from align.terms.occurrences import Occurrence
from align.text.british import one_spelling
from align.text.derivations import same_act
from align.text.script import is_han, stands_whole
from align.text.words import comparable, words

_APPROVED: Final = ("preferred", "admitted")
# How sure it must be which Chinese stands for an English term.
_SURE: Final = 0.5


def supplied(glossary: Glossary) -> Iterator[TermEntry]:
    """The entries that a person has made: mined ones carry evidence and bind nobody."""
    return (entry for entry in glossary.entries if entry.evidence is None)


class TermNotUsed:
    """An approved term of the glossary that the translation does not use.

    Hits: the glossary has 可用区 = availability zone, the text says "available area"; it has
    数据中心 = data center, the text says 资料枢纽 for it. Does not hit: any admitted synonym,
    inflection or capitals, a British spelling; "delivered" for 交付 = delivery; 数据 where 数据中心
    is a term as well (the longest match counts); "CEO" in a text that has "chief executive officer
    (CEO)"; a single English word in the glossary, which may stand for other Chinese.
    """

    name: ClassVar[str] = "term-not-used"
    severity: ClassVar[Severity] = "warning"
    doc: ClassVar[str] = "The glossary's approved term is not used."

    def check(self, context: Context) -> Iterable[Finding]:
        """A finding for each occurrence whose bead has none of the approved terms.

        From Chinese to English, and from English to Chinese where the Chinese has none of the
        entry's terms at all; only where the entry has approved terms for both.
        """
        if not any(supplied(context.glossary)):
            return
        texts = (sentence.text for sentence in context.alignment.en_sentences)
        aliases = english_aliases(texts)
        answered: dict[tuple[int, Lang, str], bool] = {}
        told: set[tuple[int, str]] = set()
        for source in LANGS:
            for use in _uses(context, source):
                position = context.renderer.index.beads[use.occurrence.bead][1]
                bead = context.alignment.beads[position]
                there = context.alignment.text(bead, other(source))
                # A long bead may have a term a thousand times.
                key = (position, source, use.term)
                if key not in answered:
                    answered[key] = any(_answered(e, source, there, aliases) for e in use.entries)
                if not there or answered[key]:
                    continue
                rendering = context.renderer.render(use.occurrence, source)
                if source == "en":
                    if (position, use.term) in told or not _is_other_term(use, rendering, there):
                        continue
                    told.add((position, use.term))
                yield self._finding(use, source, position, rendering)

    def _finding(self, use: _Use, source: Lang, bead: int, rendering: Rendering) -> Finding:
        place = use.occurrence.place
        preferred = use.entries[0].preferred(other(source))
        expected = preferred.text if preferred else ""
        return Finding(
            id=finding_id(self.name, (place,), use.term, expected),
            rule=self.name,
            severity=self.severity,
            bead=bead,
            zh=(place,) if source == "zh" else rendering.targets,
            en=(place,) if source == "en" else rendering.targets,
            term=use.term,
            expected=expected,
            found=rendering.text,
            message=Note(
                "check.term_not_used" if rendering.text else "check.term_left_out",
                (("term", use.term), ("expected", expected))
                + ((("found", rendering.text),) if rendering.text else ()),
            ),
        )


@dataclass(frozen=True, slots=True)
class _Use:
    """A term at a place, and all entries that have it: one of them must be answered."""

    term: str
    occurrence: Occurrence
    entries: tuple[TermEntry, ...]


def _uses(context: Context, source: Lang) -> Iterator[_Use]:
    """Where the glossary's terms stand, in reading order, without those inside longer ones.

    Of Chinese all terms, of English the approved ones: a forbidden one is told by its own rule.
    """
    entries: dict[str, list[TermEntry]] = defaultdict(list)
    for entry in supplied(context.glossary):
        if any(t.status in _APPROVED for t in entry.in_lang(other(source))):
            for term in entry.in_lang(source):
                if source == "zh" or term.status in _APPROVED:
                    entries[term.text].append(entry)
    places = [
        (occurrence, text)
        for text in entries
        for occurrence in context.renderer.occurrences(text, source, alignment=context.number)
        if len(text) > 1 or all(share == 1 for share in occurrence.shares)
    ]
    places.sort(
        key=lambda item: (
            item[0].bead,
            item[0].place.sentence,
            item[0].place.start - item[0].place.end,
            item[0].place.start,
        )
    )
    taken: dict[tuple[int, int], list[Span]] = {}
    found: dict[tuple[int, int, Span], tuple[str, Occurrence, list[TermEntry]]] = {}
    for occurrence, text in places:
        place = occurrence.place
        span = (place.start, place.end)
        claimed = taken.setdefault((occurrence.bead, place.sentence), [])
        if any(span != one and span[0] < one[1] and one[0] < span[1] for one in claimed):
            continue
        claimed.append(span)
        key = (occurrence.bead, place.sentence, span)
        found.setdefault(key, (text, occurrence, []))[2].extend(entries[text])
    for text, occurrence, here in found.values():
        yield _Use(text, occurrence, tuple(here))


def _answered(entry: TermEntry, source: Lang, text: str, aliases: Mapping[str, str]) -> bool:
    """Whether a text of the other language has a term of an entry, or what stands for one."""
    if source == "en":
        # A forbidden term is told by its own rule.
        return any(_stands_as(term.text, "zh", text) for term in entry.in_lang("zh"))
    return _stands(entry, "en", text) or _derived(entry, text) or _abbreviated(entry, text, aliases)


class TermForbidden:
    """A deprecated or forbidden term of the glossary that a text uses.

    Hits: the glossary forbids "cloud vendor" and the text says "cloud vendors". Does not hit: a
    forbidden term inside an approved longer one.
    """

    name: ClassVar[str] = "term-forbidden"
    severity: ClassVar[Severity] = "error"
    doc: ClassVar[str] = "A deprecated or forbidden term is used."

    def check(self, context: Context) -> Iterable[Finding]:
        """A finding for each occurrence in a bead that has the concept on the other side."""
        for entry in supplied(context.glossary):
            for lang in LANGS:
                for term in entry.in_lang(lang):
                    if term.status not in ("deprecated", "forbidden"):
                        continue
                    yield from self._of(context, entry, term)

    def _of(self, context: Context, entry: TermEntry, term: Term) -> Iterator[Finding]:
        lang, text, forbidden = term.lang, term.text, term.status == "forbidden"
        preferred = entry.preferred(lang)
        expected = preferred.text if preferred else ""
        for occurrence in context.renderer.occurrences(text, lang, alignment=context.number):
            position = context.renderer.index.beads[occurrence.bead][1]
            bead = context.alignment.beads[position]
            counterpart = context.alignment.text(bead, other(lang))
            # A word may mean something else: only where the other side names this concept.
            if entry.in_lang(other(lang)) and not _stands(entry, other(lang), counterpart):
                continue
            place = occurrence.place
            longer = [
                approved
                for approved in entry.in_lang(lang)
                if approved.status in _APPROVED
                and comparable(text, lang) in comparable(approved.text, lang)
                and _stands_as(approved.text, lang, context.alignment.text(bead, lang))
            ]
            if longer:
                continue
            there = context.renderer.render(occurrence, lang).targets
            said = "check.term_forbidden" if forbidden else "check.term_deprecated"
            values = (("found", text), *((("expected", expected),) if expected else ()))
            yield Finding(
                id=finding_id(self.name, (place,), text),
                rule=self.name,
                severity=self.severity if forbidden else "warning",
                bead=position,
                zh=(place,) if lang == "zh" else there,
                en=(place,) if lang == "en" else there,
                term=text,
                expected=expected,
                found=text,
                message=Note(said if expected else f"{said}_alone", values),
            )


def _stands(entry: TermEntry, lang: Lang, text: str) -> bool:
    """Whether an approved term of an entry stands in a text."""
    return any(
        _stands_as(term.text, lang, text)
        for term in entry.in_lang(lang)
        if term.status in _APPROVED
    )


def _derived(entry: TermEntry, text: str) -> bool:
    """Whether an English text has an approved term of one word as a verb, or as its noun.

    Of a term of several words the whole is a name, and another form of it a departure.
    """
    wanted = {
        key
        for term in entry.in_lang("en")
        if term.status in _APPROVED and " " not in (key := comparable(term.text, "en"))
    }
    return bool(wanted) and any(
        same_act(key, word) for word in comparable(text, "en").split() for key in wanted
    )


def _abbreviated(entry: TermEntry, text: str, aliases: Mapping[str, str]) -> bool:
    """Whether an English text has an abbreviation that the document gives an approved term."""
    if not aliases:
        return False
    full = {
        one_spelling(term.text, "en") for term in entry.in_lang("en") if term.status in _APPROVED
    }
    return any(
        one_spelling(aliases[word], "en") in full
        for word in comparable(text, "en").split()
        if word in aliases
    )


def _is_other_term(use: _Use, rendering: Rendering, text: str) -> bool:
    """Whether Chinese stands as a term of its own for an English one, in place of the approved.

    Only for a term of several words: a single one, an abbreviation too, has other senses, and a
    name is told by the rules of names. The Chinese must be sure, of the same make as the approved
    term and about as long, and the text must not have that in other words: 消费者保障 for
    保障消费者.
    """
    if len(use.term.split()) < 2 or rendering.score < _SURE or len(rendering.targets) != 1:
        return False
    found, whole = comparable(rendering.text, "zh"), comparable(text, "zh")
    approved = [
        comparable(term.text, "zh") for entry in use.entries for term in entry.in_lang("zh")
    ]
    if len(found) < 2 or not all(map(is_han, found)):
        return False
    return not any(
        found in term or shortens(found, term) or _scattered(term, whole) for term in approved
    ) and any(_alike(found, term) for term in approved)


def _scattered(term: str, text: str) -> bool:
    """Whether all characters of a Chinese term stand near each other in a text, in any order."""
    wanted, reach = Counter(term), 2 * len(term) + 2
    for start in range(len(text)):
        if text[start] in wanted and not wanted - Counter(text[start : start + reach]):
            return True
    return False


def _alike(found: str, term: str) -> bool:
    """Whether two Chinese phrases are about as long and made of the same kinds of words."""
    if not len(term) <= 2 * len(found) <= 4 * len(term):
        return False
    one, two = words(found, "zh"), words(term, "zh")
    kinds, wanted = [word.kind for word in one], [word.kind for word in two]
    if "function" in kinds and "function" not in wanted:
        return False
    return all(kinds[at] != "verb" or wanted[at] == "verb" for at in (0, -1))


def _stands_as(term: str, lang: Lang, text: str) -> bool:
    fold = one_spelling if lang == "en" else comparable
    wanted, whole = fold(term, lang), fold(text, lang)
    if wanted.islower():
        whole = whole.lower()  # N95 for n95; but US is not us
    if lang == "en":
        return f" {wanted} " in f" {whole} "
    at = whole.find(wanted)
    while at >= 0 and not stands_whole(whole, at, at + len(wanted)):
        at = whole.find(wanted, at + 1)
    return at >= 0
