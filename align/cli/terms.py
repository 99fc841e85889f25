"""``align terms BITEXT… -o FILE``: mine a scored glossary."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli import console
from align.cli.language import say, spoken
from align.cli.options import READABLE, WRITABLE, common, forcing, glossaries, settings_from
from align.cli.options import documents as documents_option
from align.cli.outputs import free_to_write
from align.cli.usage import Command

_SHOWN = 15


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
    force: bool,
    as_json: bool,
    quiet: bool,
    settings_file: Path | None,
) -> None:
    """Mine the terms of bitexts."""
    settings = settings_from(
        settings_file,
        terms__min_frequency=min_frequency,
        terms__top=top,
        terms__min_score=min_score,
    )
    from align import api
    from align.cli.inputs import bitext, known_glossary
    from align.formats.base import check_writable

    check_writable("glossary", output)
    free_to_write(output, force=force)
    known = known_glossary(glossaries)
    with console.progress(quiet=quiet) as progress:
        progress("read", 0.0)
        alignments = [bitext(path, documents, settings) for path in bitexts]
        for path, alignment in zip(bitexts, alignments, strict=True):
            console.notes(alignment.notes, where=str(path), quiet=quiet)
        glossary = api.mine_terms(alignments, settings, glossary=known, progress=progress)
        progress("write", 0.0)
        api.write(glossary, output, lang=spoken())
    if as_json:
        console.result(
            [
                {
                    "id": entry.id,
                    "zh": [term.text for term in entry.in_lang("zh")],
                    "en": [term.text for term in entry.in_lang("en")],
                    "type": entry.type,
                    "frequency": entry.evidence.frequency if entry.evidence else 0,
                    "score": round(entry.evidence.score, 4) if entry.evidence else 1.0,
                }
                for entry in glossary.entries
            ]
        )
        return
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
    console.table(headings, rows, right=(3, 4))
    if len(glossary.entries) > _SHOWN:
        click.echo(say("run.more", count=len(glossary.entries) - _SHOWN, path=str(output)))
    console.note(say("cli.wrote", path=str(output)), quiet=quiet)
