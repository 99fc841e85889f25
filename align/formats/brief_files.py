"""The brief as Markdown, for people without a browser, and as JSON, for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from align import __version__
from align.formats.atomic import write_whole
from align.formats.brief_view import DOUBTS, LOW, Statement, View, When, Who, view
from align.formats.report_view import Excerpt, said
from align.messages import catalogue, filled
from align.model import Brief, Dated, Lang, Place

__all__ = ["DOUBTS", "data", "markdown", "write_json", "write_markdown"]

_SPACE = re.compile(r"\s+")
# What Markdown or HTML would act on.
_ACTS = re.compile(r"([\\`*_\[\]<>|~#&])")


def write_json(brief: Brief, path: Path, /, *, lang: Lang = "en") -> None:
    """Write a brief as one JSON object, as :func:`data` gives it. Raises OutputError."""
    content = json.dumps(data(brief, lang), ensure_ascii=False, indent=2) + "\n"
    write_whole(path, content.encode("utf-8", "backslashreplace"))


def write_markdown(brief: Brief, path: Path, /, *, lang: Lang = "en") -> None:
    """Write a brief as Markdown. Raises OutputError."""
    write_whole(path, markdown(brief, lang).encode("utf-8", "backslashreplace"))


def data(brief: Brief, lang: Lang = "en") -> dict[str, Any]:
    """A brief as plain values; the keys are documented in docs/brief.md.

    ``bead`` is the position of a pair in the bitext, from 0; ``pairs`` has the text of each pair
    that is spoken of, by that number. Messages of findings are in ``lang``.
    """
    alignment = brief.alignment
    beads = _cited(brief)
    return {
        "version": __version__,
        "signature": str(brief.report.consistency.signature),
        "zh": alignment.zh.id,
        "en": alignment.en.id,
        "date": _date(brief, brief.dateline) if brief.dateline is not None else None,
        "points": [{"bead": p.bead, "score": p.score} for p in brief.points],
        "who": [
            {
                "type": party.type,
                "zh": list(party.zh),
                "en": list(party.en),
                "roles": [
                    {
                        "bead": role.bead,
                        "zh": _words(brief, "zh", role.zh),
                        "en": _words(brief, "en", role.en),
                    }
                    for role in party.roles
                ],
                "beads": list(party.beads),
                "confidence": party.confidence,
                "low": party.confidence < LOW,
                "findings": list(party.findings),
            }
            for party in brief.parties
        ],
        "when": [_date(brief, item) for item in brief.dates],
        "numbers": [
            {
                "bead": item.bead,
                "kind": item.kind,
                "zh": _words(brief, "zh", item.zh),
                "en": _words(brief, "en", item.en),
                "places": {"zh": _places(item.zh), "en": _places(item.en)},
                "agreement": item.agreement,
                "findings": list(item.findings),
            }
            for item in brief.figures
        ],
        "terms": [
            {
                "entry": item.entry,
                "zh": item.zh,
                "en": item.en,
                "reasons": list(item.reasons),
                "target": item.target,
                "renderings": [
                    {"text": variant.text, "count": variant.count, "beads": list(variant.beads)}
                    for variant in item.variants
                ],
                "beads": list(item.beads),
                "findings": list(item.findings),
            }
            for item in brief.terms
        ],
        "pairs": {
            str(bead): {
                "zh": alignment.text(alignment.beads[bead], "zh"),
                "en": alignment.text(alignment.beads[bead], "en"),
                "confidence": round(alignment.beads[bead].score, 4),
                "low": alignment.beads[bead].score < LOW,
            }
            for bead in beads
        },
        "findings": [
            {
                "id": item.id,
                "rule": item.rule,
                "severity": item.severity,
                "bead": item.bead,
                "message": said(item.message, item.rule)[lang],
            }
            for item in brief.report.findings.items
            if item.state == "open"
        ],
    }


def _date(brief: Brief, item: Dated) -> dict[str, Any]:
    return {
        "bead": item.bead,
        "date": item.when,
        "basis": item.basis,
        "relative": item.relative,
        "zh": _words(brief, "zh", item.zh),
        "en": _words(brief, "en", item.en),
        "places": {"zh": _places(item.zh), "en": _places(item.en)},
        "agreement": item.agreement,
        "findings": list(item.findings),
    }


def _cited(brief: Brief) -> list[int]:
    found = {item.bead for item in brief.points}
    found.update(item.bead for item in brief.dates)
    found.update(item.bead for item in brief.figures)
    found.update(bead for party in brief.parties for bead in party.beads)
    found.update(role.bead for party in brief.parties for role in party.roles)
    found.update(bead for term in brief.terms for bead in term.beads)
    if brief.dateline is not None:
        found.add(brief.dateline.bead)
    return sorted(found)


def _words(brief: Brief, lang: Lang, places: Iterable[Place]) -> str:
    sentences = brief.alignment.sentences(lang)
    return " … ".join(sentences[p.sentence].text[p.start : p.end] for p in places)


def _places(places: Iterable[Place]) -> list[list[int]]:
    return [[place.sentence, place.start, place.end] for place in places]


def markdown(brief: Brief, lang: Lang = "en") -> str:
    """A brief as Markdown, its headings in one language, its sentences in both."""
    page = view(brief)
    return "\n".join(_Text(page, lang).lines()) + "\n"


class _Text:
    def __init__(self, page: View, lang: Lang) -> None:
        self.page = page
        self.lang = lang

    def say(self, name: str, **values: str | int) -> str:
        return filled(catalogue(self.lang)[f"brief.{name}"], values)

    def lines(self) -> Iterator[str]:
        page = self.page
        yield f"# {_plain(page.title['zh'])}"
        yield ""
        yield f"**{_plain(page.title['en'])}**"
        yield ""
        if page.dateline:
            yield f"{self.say('dateline')} {page.dateline[self.lang]}"
            yield ""
        yield from self._section("points", page.points, self._points())
        yield from self._section("people", page.people, self._who(page.people))
        yield from self._section("bodies", page.bodies, self._who(page.bodies))
        dates = [*page.dates, *page.undated, *page.relative]
        yield from self._section("when", dates, self._dates(dates))
        yield from self._section("figures", page.figures, self._figures())
        yield from self._section("terms", page.terms, self._terms())
        yield f"## {self.say('pairs')}"
        yield ""
        for pair in page.pairs:
            yield f'<a id="b{pair.number}"></a>**{self.say("pair_n", n=pair.number)}**'
            if pair.level < 3:
                yield f"*{self.say('low')} {pair.score}*"
            yield ""
            for text in (pair.zh, pair.en):
                if text:
                    yield f"> {_plain(text)}"
                    yield ">"
            for _, _, message in pair.findings:
                yield f"> ⚑ {_plain(message[self.lang])}"
            yield ""

    def _section(self, name: str, items: Sequence[Any], body: Iterable[str]) -> Iterator[str]:
        yield f"## {self.say(name)}"
        yield ""
        if items:
            yield from body
        else:
            yield self.say(f"none_{name}")
        for key in ("dates",) if name == "when" else (name,):
            if key in self.page.omitted:
                yield ""
                yield self.say("omitted", n=self.page.omitted[key])
        yield ""

    def _points(self) -> Iterator[str]:
        for number, item in enumerate(self.page.points, 1):
            yield f"{number}. {_both(item)} {_link(item.pair)}"

    def _who(self, items: Iterable[Who]) -> Iterator[str]:
        for item in items:
            names = " · ".join(map(_plain, (*item.zh, *item.en)))
            low = f" *({self.say('low')})*" if item.low else ""
            links = " ".join(map(_link, item.elsewhere))
            yield f"- **{names}**{low} {links}".rstrip()
            for pair, zh, en in item.roles:
                role = " · ".join(_plain(words) for words in (zh, en) if words)
                yield f"  - {role} {_link(pair)}"

    def _dates(self, items: Iterable[When]) -> Iterator[str]:
        for item in items:
            date = item.label[self.lang]
            if item.basis == "counted":
                date = f"\\[{date}\\]"
            head = f"**{date}** " if date else ""
            verdict = self.say(item.agreement)
            yield f"- {head}{_both(item.statement)} ({verdict}) {_link(item.statement.pair)}"

    def _figures(self) -> Iterator[str]:
        yield f"| {self.say('chinese')} | {self.say('english')} | {self.say('agreement')} | |"
        yield "|---|---|---|---|"
        for item in self.page.figures:
            zh, en = _marked(item.statement.zh), _marked(item.statement.en)
            verdict = self.say(item.agreement)
            yield f"| {zh} | {en} | {verdict} | {_link(item.statement.pair)} |"

    def _terms(self) -> Iterator[str]:
        for item in self.page.terms:
            why = ", ".join(self.say(f"reason_{reason}") for reason in item.reasons)
            yield f"- **{_plain(item.zh)}** · {_plain(item.en)} ({why})"
            for words, count, where in item.variants:
                yield f"  - {_plain(words)} ×{count} {' '.join(map(_link, where))}"


def _both(item: Statement) -> str:
    return " / ".join(text for text in (_marked(item.zh), _marked(item.en)) if text)


def _marked(excerpts: Iterable[Excerpt]) -> str:
    parts = [
        _plain(e.before) + (f"**{_plain(e.words)}**" if e.words else "") + _plain(e.after)
        for e in excerpts
    ]
    return " ".join(" ".join(parts).split())


def _plain(text: str) -> str:
    r"""A text that Markdown leaves as it is.

    >>> _plain("<b> *x* [y]")
    '\\<b\\> \\*x\\* \\[y\\]'
    """
    return _ACTS.sub(r"\\\1", _SPACE.sub(" ", text))


def _link(pair: int) -> str:
    return f"[{pair}](#b{pair})"
