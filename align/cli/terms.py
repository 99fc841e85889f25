"""``align terms BITEXT… -o FILE``: mine a scored glossary."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.cli import console
from align.cli.language import say, spoken
from align.cli.options import READABLE, WRITABLE, common, forcing, glossaries, settings_from
from align.cli.options import documents as documents_option
from align.cli.outputs import free_to_write
from align.cli.usage import Command
from align.errors import UsageError
from align.model import LANGS, Note

if TYPE_CHECKING:
    from align.model import Alignment, ConceptType, Glossary, TermEntry
    from align.settings import Settings
    from align.terms.choice import Choice
    from align.terms.mine import Survey

_SHOWN = 15


def _types(
    context: click.Context, option: click.Parameter, value: str | None
) -> tuple[ConceptType, ...]:
    """The types of ``--types``, separated by commas."""
    from typing import get_args

    from align.model import ConceptType

    names = [name.strip() for name in (value or "").split(",") if name.strip()]
    for name in names:
        if name not in get_args(ConceptType):
            known = ", ".join(get_args(ConceptType))
            raise click.BadParameter(say("mining.no_type", name=name, known=known))
    return tuple(name for name in get_args(ConceptType) if name in names)


@click.command("terms", cls=Command, help=say("terms.help"), epilog=say("terms.examples"))
@click.argument("bitexts", metavar="BITEXT...", type=READABLE, nargs=-1, required=True)
@click.option("-o", "--output", metavar="FILE", type=WRITABLE, help=say("mining.output"))
@documents_option
@glossaries
@click.option("--min-frequency", type=click.IntRange(1), help=say("terms.min_frequency"))
@click.option("--top", type=click.IntRange(1), help=say("terms.top"))
@click.option("--min-score", type=click.FloatRange(0, 1), help=say("terms.min_score"))
@click.option("--types", metavar="TYPE,…", callback=_types, help=say("mining.types"))
@click.option("--known", type=READABLE, multiple=True, help=say("mining.known"))
@click.option("--mark-known", is_flag=True, help=say("mining.mark_known"))
@click.option("--reject", type=READABLE, multiple=True, help=say("mining.reject"))
@click.option("--explain", metavar="TERM", help=say("mining.explain"))
@forcing
@common
def command(
    bitexts: tuple[Path, ...],
    *,
    output: Path | None,
    documents: tuple[Path, Path] | None,
    glossaries: tuple[Path, ...],
    min_frequency: int | None,
    top: int | None,
    min_score: float | None,
    types: tuple[ConceptType, ...],
    known: tuple[Path, ...],
    mark_known: bool,
    reject: tuple[Path, ...],
    explain: str | None,
    force: bool,
    as_json: bool,
    quiet: bool,
    settings_file: Path | None,
) -> None:
    """Mine the terms of bitexts."""
    if output is None and explain is None:
        raise click.UsageError(say("cli.missing", name="--output"), click.get_current_context())
    if mark_known and not known:
        raise UsageError("mining.mark_alone")
    settings = settings_from(
        settings_file,
        terms__min_frequency=min_frequency,
        terms__top=top,
        terms__min_score=min_score,
    )
    from align import api
    from align.cli.explaining import explained, show
    from align.cli.inputs import bitexts as read_bitexts
    from align.cli.inputs import known_glossary
    from align.formats.base import check_writable
    from align.terms.choice import choose
    from align.terms.mine import survey
    from align.terms.shards import processors

    if output is not None:
        check_writable("glossary", output)
        free_to_write(output, force=force)
    trusted = known_glossary(glossaries)
    have, refused = known_glossary(known), known_glossary(reject)
    mark = say("mining.in_termbase", name=have.name) if have and mark_known else ""
    # What is left out must not use up the places of the best.
    every = dataclasses.replace(settings.terms, top=0)
    heard: list[tuple[str, Note]] = []
    with console.progress(quiet=quiet) as progress:
        progress("read", 0.0)
        alignments = read_bitexts(bitexts, documents, settings, quiet=quiet, heard=heard)
        progress("terms", 0.0)
        mined = survey(alignments, every, glossary=trusted, workers=processors())
        choice = choose(
            mined.glossary,
            types=types,
            known=have,
            rejected=refused,
            top=settings.terms.top,
            mark=mark,
        )
        progress("write", 0.0)
        if output is not None:
            api.write(choice.glossary, output, lang=spoken())
    glossary = choice.glossary
    notes = [
        Note(f"mining.rows_{name}", (("matched", matched), ("rows", rows)))
        for name, (matched, rows) in (("known", choice.known), ("reject", choice.rejected))
        if rows
    ]
    if not glossary.entries:
        notes.append(_nothing(alignments, mined, choice, settings, types))
    if output is not None:
        notes.append(Note("cli.wrote", (("path", str(output)),)))
    told = None
    if explain is not None:
        told = explained(mined, glossary, explain, alignments, settings.terms)
    if as_json:
        console.result(
            {
                "notes": [
                    *({"file": path, "message": console.in_words(note)} for path, note in heard),
                    *({"file": None, "message": console.in_words(note)} for note in notes),
                ],
                "entries": list(map(_values, glossary.entries)),
            }
            | ({} if told is None else {"explained": told})
        )
    elif told is not None:
        show(told)
    else:
        _show(glossary, output, marked=bool(mark))
    console.notes(notes, quiet=quiet)


def _values(entry: TermEntry) -> dict[str, Any]:
    """An entry as JSON has it."""
    from align.cli.explaining import context_values, pair_values

    evidence = entry.evidence
    return {
        "id": entry.id,
        "zh": [term.text for term in entry.in_lang("zh")],
        "en": [term.text for term in entry.in_lang("en")],
        "type": entry.type,
        "note": entry.note,
        "frequency": evidence.frequency if evidence else 0,
        "documents": evidence.documents if evidence else 0,
        "score": round(evidence.score, 4) if evidence else 1.0,
        "terms": [
            {
                "lang": term.lang,
                "text": term.text,
                "status": term.status,
                "form": term.form,
                "reading": term.reading,
                "frequency": term.frequency,
            }
            for term in entry.terms
        ],
        "evidence": [pair_values(pair) for pair in evidence.pairs] if evidence else [],
        "contexts": context_values(entry),
    }


def _nothing(
    alignments: Sequence[Alignment],
    mined: Survey,
    choice: Choice,
    settings: Settings,
    types: Sequence[ConceptType],
) -> Note:
    """Why there is no entry."""
    for lang in LANGS:
        if not any(
            one.text.strip() for alignment in alignments for one in alignment.sentences(lang)
        ):
            return Note(f"mining.no_{lang}")
    if not any(bead.zh and bead.en for alignment in alignments for bead in alignment.beads):
        return Note("mining.no_pairs")
    if not mined.found:
        return Note("mining.nothing")
    took = {
        "--min-frequency": len(mined.glossary.entries) < len(mined.found),
        "--types": bool(types),
        "--known": bool(choice.known[0]) and bool(choice.listed),
        "--reject": bool(choice.rejected[0]) and bool(choice.listed),
    }
    names = ", ".join(name for name, taken in took.items() if taken)
    return Note("mining.all_taken", (("count", len(mined.found)), ("options", names)))


def _show(glossary: Glossary, output: Path | None, *, marked: bool) -> None:
    """Print the first entries as a table."""
    rows = [
        [
            " · ".join(term.text for term in entry.in_lang("zh")),
            " · ".join(term.text for term in entry.in_lang("en")),
            entry.type,
            str(entry.evidence.frequency) if entry.evidence else "",
            f"{entry.evidence.score:.2f}" if entry.evidence else "",
        ]
        for entry in glossary.entries[:_SHOWN]
    ]
    headings = [say("terms.zh"), say("terms.en"), say("terms.type")]
    headings += [say("run.frequency"), say("terms.score")]
    if marked:
        headings.append(say("mining.note"))
        rows = [[*row, e.note] for row, e in zip(rows, glossary.entries, strict=False)]
    if rows:
        console.table(headings, rows, right=(3, 4))
    if len(glossary.entries) > _SHOWN:
        click.echo(say("run.more", count=len(glossary.entries) - _SHOWN, path=str(output)))
