"""Checks against a supplied glossary: approved terms used, others not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from align.check.base import Context, finding_id
from align.model import LANGS, Finding, Glossary, Lang, Note, Severity, Term, TermEntry, other
from align.text.derivations import same_act
from align.text.script import stands_whole
from align.text.words import comparable


def supplied(glossary: Glossary) -> Iterator[TermEntry]:
    """The entries that a person has made: mined ones carry evidence and bind nobody."""
    return (entry for entry in glossary.entries if entry.evidence is None)


class TermNotUsed:
    """An approved term of the glossary that the translation does not use.

    Hits: the glossary has 可用区 = availability zone, the text says "available area". Does not
    hit: any admitted synonym, inflection or capitals; "delivered" for 交付 = delivery; 数据 where
    数据中心 is a term as well (the longest match counts).
    """

    name: ClassVar[str] = "term-not-used"
    severity: ClassVar[Severity] = "warning"
    doc: ClassVar[str] = "The glossary's approved term is not used."

    def check(self, context: Context) -> Iterable[Finding]:
        """A finding for each occurrence whose bead has none of the approved terms.

        Only from Chinese to English and only where the entry has approved terms for both.
        """
        claimed: dict[tuple[int, int], list[tuple[int, int]]] = {}
        places = []
        for entry in supplied(context.glossary):
            approved = [t for t in entry.in_lang("en") if t.status in ("preferred", "admitted")]
            for term in entry.in_lang("zh"):
                if not approved:
                    continue
                for occurrence in context.renderer.occurrences(
                    term.text, "zh", alignment=context.number
                ):
                    places.append((occurrence, entry, term.text))
        places.sort(
            key=lambda item: (
                item[0].bead,
                item[0].place.sentence,
                item[0].place.start - item[0].place.end,
                item[0].place.start,
            )
        )
        for occurrence, entry, text in places:
            place = occurrence.place
            taken = claimed.setdefault((occurrence.bead, place.sentence), [])
            if any(place.start < end and start < place.end for start, end in taken):
                continue
            taken.append((place.start, place.end))
            position = context.renderer.index.beads[occurrence.bead][1]
            bead = context.alignment.beads[position]
            english = context.alignment.text(bead, "en")
            if not bead.en or _stands(entry, "en", english) or _derived(entry, english):
                continue
            rendering = context.renderer.render(occurrence, "zh")
            preferred = entry.preferred("en")
            expected = preferred.text if preferred else ""
            yield Finding(
                id=finding_id(self.name, (place,), text, expected),
                rule=self.name,
                severity=self.severity,
                bead=position,
                zh=(place,),
                en=rendering.targets,
                term=text,
                expected=expected,
                found=rendering.text,
                message=Note(
                    "check.term_not_used" if rendering.text else "check.term_left_out",
                    (("term", text), ("expected", expected))
                    + ((("found", rendering.text),) if rendering.text else ()),
                ),
            )


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
                if approved.status in ("preferred", "admitted")
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
        if term.status in ("preferred", "admitted")
    )


def _derived(entry: TermEntry, text: str) -> bool:
    """Whether an English text has an approved term of one word as a verb, or as its noun.

    Of a term of several words the whole is a name, and another form of it a departure.
    """
    wanted = {
        key
        for term in entry.in_lang("en")
        if term.status in ("preferred", "admitted")
        and " " not in (key := comparable(term.text, "en"))
    }
    return bool(wanted) and any(
        same_act(key, word) for word in comparable(text, "en").split() for key in wanted
    )


def _stands_as(term: str, lang: Lang, text: str) -> bool:
    wanted, whole = comparable(term, lang), comparable(text, lang)
    if lang == "en":
        return f" {wanted} " in f" {whole} "
    at = whole.find(wanted)
    while at >= 0 and not stands_whole(whole, at, at + len(wanted)):
        at = whole.find(wanted, at + 1)
    return at >= 0
