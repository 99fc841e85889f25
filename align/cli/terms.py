"""``align terms BITEXT… -o FILE``: mine a scored glossary."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli import console
from align.cli.language import say, spoken
from align.cli.options import READABLE, WRITABLE, common, forcing, glossaries, settings_from
from align.cli.options import documents as documents_option
from align.cli.outputs import free_to_write
from align.cli.usage import Command
from align.errors import UsageError

if TYPE_CHECKING:
    from align.model import Alignment, ConceptType, Glossary, Lang
    from align.settings import Settings

_SHOWN = 15
_RENDERINGS = 5


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


def _explain(
    mined: Glossary, term: str, alignments: list[Alignment], settings: Settings, *, quiet: bool
) -> None:
    """Print what speaks for and against the entries of a term, and who else wants its words."""
    from align import api
    from align.terms.choice import around, with_term

    entries = with_term(mined, term)
    if not entries:
        every = dataclasses.replace(settings.terms, top=0, min_score=0.0)
        entries = with_term(
            api.mine_terms(alignments, dataclasses.replace(settings, terms=every)), term
        )
        said = "mining.below" if entries else "mining.not_mined"
        console.note(say(said, term=term, least=settings.terms.min_score), quiet=quiet)
    for entry in entries:
        score = f"{entry.evidence.score:.2f}" if entry.evidence else ""
        click.echo(" · ".join(console.cells(one.text) for one in entry.terms) + f"  {score}")
        console.table(
            ["", say("mining.evidence")],
            [
                [
                    say("evidence.supports" if one.supports else "evidence.opposes"),
                    console.in_words(one.note),
                ]
                for one in (entry.evidence.grounds if entry.evidence else ())
            ],
        )
        for pair in entry.evidence.contexts if entry.evidence else ():
            click.echo("\n" + "\n".join(map(console.cells, pair)))
    longer = around(mined, term)
    if longer:
        listed = [" · ".join(console.cells(one.text) for one in entry.terms) for entry in longer]
        click.echo("\n" + say("mining.around", entries="; ".join(listed[:_RENDERINGS])))
    counted = _renderings(term, alignments)
    if counted:
        told = [f"{text or say('lookup.left_out')} ({count})" for text, count in counted]
        click.echo("\n" + say("mining.rendered", term=term, renderings="; ".join(told)))


def _renderings(term: str, alignments: list[Alignment]) -> list[tuple[str, int]]:
    """The commonest renderings of a term, as `align lookup` counts them."""
    from align.cli.lookup import counted
    from align.model import other
    from align.terms.renderings import Renderer
    from align.text.script import is_han

    source: Lang = "zh" if any(map(is_han, term)) else "en"
    renderer = Renderer(alignments)
    found = [
        rendering
        for number in range(len(alignments))
        for rendering in renderer.all_of(term, source, alignment=number)
    ]
    return counted(found, other(source))[:_RENDERINGS]


@click.command("terms", cls=Command, help=say("terms.help"), epilog=say("terms.examples"))
@click.argument("bitexts", metavar="BITEXT...", type=READABLE, nargs=-1, required=True)
@click.option(
    "-o", "--output", metavar="FILE", type=WRITABLE, required=True, help=say("cli.output_file")
)
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
    output: Path,
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
    if mark_known and not known:
        raise UsageError("mining.mark_alone")
    settings = settings_from(
        settings_file,
        terms__min_frequency=min_frequency,
        terms__top=top,
        terms__min_score=min_score,
    )
    from align import api
    from align.cli.inputs import bitexts as read_bitexts
    from align.cli.inputs import known_glossary
    from align.formats.base import check_writable
    from align.terms.choice import choose
    from align.terms.shards import processors

    check_writable("glossary", output)
    free_to_write(output, force=force)
    trusted = known_glossary(glossaries)
    have, refused = known_glossary(known), known_glossary(reject)
    mark = say("mining.in_termbase", name=have.name) if have and mark_known else ""
    # What is left out must not use up the places of the best.
    every = dataclasses.replace(settings, terms=dataclasses.replace(settings.terms, top=0))
    with console.progress(quiet=quiet) as progress:
        progress("read", 0.0)
        alignments = read_bitexts(bitexts, documents, settings, quiet=quiet)
        mined = api.mine_terms(
            alignments, every, glossary=trusted, workers=processors(), progress=progress
        )
        glossary = choose(
            mined, types=types, known=have, rejected=refused, top=settings.terms.top, mark=mark
        )
        progress("write", 0.0)
        api.write(glossary, output, lang=spoken())
    if explain is not None:
        _explain(mined, explain, alignments, settings, quiet=quiet)
        return
    if as_json:
        console.result(
            [
                {
                    "id": entry.id,
                    "zh": [term.text for term in entry.in_lang("zh")],
                    "en": [term.text for term in entry.in_lang("en")],
                    "type": entry.type,
                    "note": entry.note,
                    "frequency": entry.evidence.frequency if entry.evidence else 0,
                    "score": round(entry.evidence.score, 4) if entry.evidence else 1.0,
                    "contexts": entry.evidence.contexts if entry.evidence else (),
                }
                for entry in glossary.entries
            ]
        )
        return
    if not glossary.entries:
        console.note(say("mining.nothing"), quiet=quiet)
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
    if mark:
        headings.append(say("mining.note"))
        rows = [[*row, e.note] for row, e in zip(rows, glossary.entries, strict=False)]
    if rows:
        console.table(headings, rows, right=(3, 4))
    if len(glossary.entries) > _SHOWN:
        click.echo(say("run.more", count=len(glossary.entries) - _SHOWN, path=str(output)))
    console.note(say("cli.wrote", path=str(output)), quiet=quiet)
