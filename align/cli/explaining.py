"""What ``align terms --explain`` says of a term: as plain values, and in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from align.cli import console
from align.cli.language import say

if TYPE_CHECKING:
    from align.model import Alignment, Glossary, PairEvidence, TermEntry
    from align.settings import TermSettings
    from align.terms.mine import Survey

_RENDERINGS = 5


def explained(
    survey: Survey,
    glossary: Glossary,
    term: str,
    alignments: Sequence[Alignment],
    settings: TermSettings,
) -> dict[str, Any]:
    """What speaks for and against the entries of a term, and why its other pairs are none.

    Takes what was mined, what is left of it, the term, the bitexts and the settings.
    """
    from align.terms.choice import around, with_term
    from align.terms.explain import explain

    kept = {entry.id: entry for entry in with_term(glossary, term)}
    entries = list(kept.values())
    entries += [
        entry
        for entry in with_term(_found(survey), term)
        if not any(id == entry.id or id.startswith(f"{entry.id}-") for id in kept)
    ]
    found = explain(survey, term, settings.min_score)
    return {
        "term": term,
        "lang": found.lang,
        "times": found.times,
        "entries": [
            _entry(entry, term, "" if entry.id in kept else _left_out(entry, survey, settings))
            for entry in entries
        ],
        "refused": [
            {"zh": one.zh, "en": one.en, "score": one.score, "why": console.in_words(one.why)}
            for one in found.refused
        ],
        "notes": [] if entries else [console.in_words(note) for note in found.notes],
        "around": [_named(entry) for entry in around(glossary, term)],
        "renderings": _renderings(term, alignments),
    }


def _found(survey: Survey) -> Glossary:
    from align.model import Glossary

    return Glossary(survey.found)


def _left_out(entry: TermEntry, survey: Survey, settings: TermSettings) -> str:
    times = entry.evidence.frequency if entry.evidence else 0
    if times < settings.min_frequency:
        return say("mining.why_rare", times=times, least=settings.min_frequency)
    return say("mining.why_unwanted")


def _entry(entry: TermEntry, term: str, left_out: str) -> dict[str, Any]:
    from align.text.british import one_spelling

    evidence = entry.evidence
    pairs = evidence.pairs if evidence else ()
    own = [
        pair for pair in pairs
        if one_spelling(term, "zh") == one_spelling(pair.zh, "zh")
        or one_spelling(term, "en") == one_spelling(pair.en, "en")
    ]  # fmt: skip
    return {
        "id": entry.id,
        "terms": [one.text for one in entry.terms],
        "score": evidence.score if evidence else None,
        "left_out": left_out,
        # A form that only the text explains has no pair: those of the concept are its evidence.
        "evidence": [pair_values(pair) for pair in own or pairs],
        "contexts": context_values(entry),
    }


def pair_values(pair: PairEvidence) -> dict[str, Any]:
    """The evidence for a pair of terms as plain values."""
    told = {
        supports: [console.in_words(g.note) for g in pair.grounds if g.supports == supports]
        for supports in (True, False)
    }
    return {
        "zh": pair.zh,
        "en": pair.en,
        "frequency": pair.frequency,
        "score": pair.score,
        "for": told[True],
        "against": told[False],
    }


def context_values(entry: TermEntry) -> list[dict[str, str]]:
    """The sentence pairs that show an entry as plain values."""
    return [{"zh": zh, "en": en} for zh, en in (entry.evidence.contexts if entry.evidence else ())]


def _named(entry: TermEntry) -> str:
    return " · ".join(one.text for one in entry.terms)


def _renderings(term: str, alignments: Sequence[Alignment]) -> list[dict[str, Any]]:
    """The commonest renderings of a term, as `align lookup` counts them."""
    from align.cli.lookup import counted
    from align.model import Lang, other
    from align.terms.renderings import Renderer
    from align.text.script import is_han

    source: Lang = "zh" if any(map(is_han, term)) else "en"
    renderer = Renderer(alignments)
    found = [
        rendering
        for number in range(len(alignments))
        for rendering in renderer.all_of(term, source, alignment=number)
    ]
    commonest = counted(found, other(source))[:_RENDERINGS]
    return [{"text": text, "count": count} for text, count in commonest]


def show(values: dict[str, Any]) -> None:
    """Print what :func:`explained` found."""
    for note in values["notes"]:
        click.echo(console.cells(note))
    for entry in values["entries"]:
        _show_entry(entry)
    if values["refused"]:
        click.echo("\n" + say("mining.refused"))
        console.table(
            [say("mining.pair"), say("terms.score"), say("mining.why")],
            [
                [
                    f"{one['zh']} = {one['en']}",
                    "" if one["score"] is None else f"{one['score']:.2f}",
                    one["why"],
                ]
                for one in values["refused"]
            ],
            right=(1,),
        )
    if values["around"]:
        listed = "; ".join(map(console.cells, values["around"][:_RENDERINGS]))
        click.echo("\n" + say("mining.around", entries=listed))
    if values["renderings"]:
        told = [
            f"{console.cells(one['text']) or say('lookup.left_out')} ({one['count']})"
            for one in values["renderings"]
        ]
        term = console.cells(values["term"])
        click.echo("\n" + say("mining.rendered", term=term, renderings="; ".join(told)))


def _show_entry(entry: dict[str, Any]) -> None:
    score = "" if entry["score"] is None else f"  {entry['score']:.2f}"
    click.echo(" · ".join(map(console.cells, entry["terms"])) + score)
    if entry["left_out"]:
        click.echo(entry["left_out"])
    for pair in entry["evidence"]:
        if len(entry["terms"]) > 2:
            named = f"{console.cells(pair['zh'])} = {console.cells(pair['en'])}"
            click.echo(f"\n{named}  {pair['score']:.2f}")
        rows = [[say("evidence.supports"), reason] for reason in pair["for"]]
        rows += [[say("evidence.opposes"), reason] for reason in pair["against"]]
        console.table(["", say("mining.evidence")], rows)
    for shown in entry["contexts"]:
        click.echo("\n" + "\n".join(map(console.cells, (shown["zh"], shown["en"]))))
