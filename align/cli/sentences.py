"""``align sentences ZH EN -o FILE``: pair the sentences of two documents."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli import console
from align.cli.counts import count_lines, counts
from align.cli.language import say, spoken
from align.cli.options import (
    READABLE,
    WRITABLE,
    aligning,
    common,
    forcing,
    glossaries,
    reading,
    settings_from,
)
from align.cli.outputs import free_to_write
from align.cli.severity import unrelated
from align.cli.usage import Command


@click.command(
    "sentences", cls=Command, help=say("sentences.help"), epilog=say("sentences.examples")
)
@click.argument("zh", metavar="ZH", type=READABLE)
@click.argument("en", metavar="EN", type=READABLE)
@click.option(
    "-o", "--output", metavar="FILE", type=WRITABLE, required=True, help=say("cli.output_file")
)
@glossaries
@aligning
@reading
@forcing
@common
def command(
    zh: Path,
    en: Path,
    *,
    output: Path,
    glossaries: tuple[Path, ...],
    encoder: str | None,
    max_span: int | None,
    keep: Path | None,
    translation: Path | None,
    encoding: str | None,
    keep_all: bool | None,
    lines: bool | None,
    force: bool,
    as_json: bool,
    quiet: bool,
    settings_file: Path | None,
) -> int:
    """Align two documents and write the bitext."""
    settings = settings_from(
        settings_file,
        bitext__encoder=encoder,
        bitext__max_span=max_span,
        read__encoding=encoding,
        read__keep_all=keep_all,
        read__lines=lines,
    )
    from align import api
    from align.cli import inputs
    from align.formats.base import check_writable

    check_writable("bitext", output)
    free_to_write(output, force=force)
    api.prepare(settings)
    known = inputs.known_glossary(glossaries)
    with console.progress(quiet=quiet) as progress:
        progress("read", 0.0)
        documents = inputs.pair(zh, en, settings, quiet=quiet)
        translations, translated = inputs.translation(translation, settings)
        alignment = api.align_documents(
            *documents,
            settings,
            keep=inputs.kept(keep),
            glossary=known,
            translation=translations,
            translated=translated,
            progress=progress,
        )
        progress("write", 0.0)
        api.write(alignment, output, lang=spoken())
    console.notes(alignment.notes, quiet=quiet)
    if as_json:
        console.result({**counts(alignment), "file": str(output)})
    else:
        for line in count_lines(alignment):
            console.note(line, quiet=quiet)
        console.note(say("cli.wrote", path=str(output)), quiet=quiet)
    return unrelated(alignment)
