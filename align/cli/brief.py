"""``align brief BITEXT -o FILE``: what a translator wants to know before she starts."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli import console
from align.cli.language import say, spoken
from align.cli.options import READABLE, WRITABLE, common, forcing, glossaries, settings_from
from align.cli.outputs import free_to_write
from align.cli.usage import Command


@click.command("brief", cls=Command, help=say("brief.help"), epilog=say("brief.examples"))
@click.argument("bitext", metavar="BITEXT", type=READABLE)
@click.option("-o", "--output", metavar="FILE", type=WRITABLE, help=say("brief.output"))
@glossaries
@forcing
@common
def command(
    bitext: Path,
    *,
    output: Path | None,
    glossaries: tuple[Path, ...],
    force: bool,
    as_json: bool,
    quiet: bool,
    settings_file: Path | None,
) -> None:
    """Brief a translator on a bitext."""
    settings = settings_from(settings_file)
    from align import api
    from align.cli.inputs import bitext_at, known_glossary
    from align.formats.base import check_writable, read_bitext
    from align.formats.brief_files import DOUBTS, data, markdown

    path = bitext_at(bitext)
    if output is not None:
        check_writable("brief", output)
        free_to_write(output, force=force, reads=(path,))
    known = known_glossary(glossaries)
    with console.progress(quiet=quiet) as progress:
        progress("read", 0.0)
        alignment = read_bitext(path)
        console.notes(alignment.notes, where=str(path), quiet=quiet)
        brief = api.make_brief(alignment, known, settings, progress=progress)
        progress("write", 0.0)
        if output is not None:
            api.write(brief, output, lang=spoken())
    if as_json:
        console.result(data(brief, spoken()))
        return
    if output is None:
        click.echo(markdown(brief, spoken()), nl=False)
        return
    people = sum(party.type == "person" for party in brief.parties)
    click.echo(
        say(
            "brief.summary",
            points=len(brief.points),
            people=people,
            bodies=len(brief.parties) - people,
            dates=len(brief.dates),
            figures=len(brief.figures),
            terms=len(brief.terms),
        )
    )
    doubts = sum(item.agreement in DOUBTS for item in brief.dates)
    doubts += sum(item.agreement in DOUBTS for item in brief.figures)
    if doubts:
        click.echo(say("brief.doubts", n=doubts))
    console.note(say("cli.wrote", path=str(output)), quiet=quiet)
