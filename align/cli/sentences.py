"""``align sentences ZH EN -o FILE``: pair the sentences of two documents."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli import console
from align.cli.language import say, spoken
from align.cli.options import (
    READABLE,
    WRITABLE,
    aligning,
    common,
    forcing,
    reading,
    settings_from,
)
from align.cli.outputs import free_to_write
from align.cli.usage import Command


@click.command(
    "sentences", cls=Command, help=say("sentences.help"), epilog=say("sentences.examples")
)
@click.argument("zh", metavar="ZH", type=READABLE)
@click.argument("en", metavar="EN", type=READABLE)
@click.option(
    "-o", "--output", metavar="FILE", type=WRITABLE, required=True, help=say("cli.output_file")
)
@aligning
@reading
@forcing
@common
def command(
    zh: Path,
    en: Path,
    *,
    output: Path,
    encoder: str | None,
    max_span: int | None,
    encoding: str | None,
    keep_all: bool | None,
    lines: bool | None,
    force: bool,
    as_json: bool,
    quiet: bool,
    settings_file: Path | None,
) -> None:
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
    from align.cli.inputs import pair
    from align.formats.base import check_writable

    check_writable("bitext", output)
    free_to_write(output, force=force)
    with console.progress(quiet=quiet) as progress:
        progress("read", 0.0)
        documents = pair(zh, en, settings, quiet=quiet)
        alignment = api.align_documents(*documents, settings, progress=progress)
        progress("write", 0.0)
        api.write(alignment, output, lang=spoken())
    console.notes(alignment.notes, quiet=quiet)
    beads = alignment.beads
    values = {
        "zh_sentences": len(alignment.zh_sentences),
        "en_sentences": len(alignment.en_sentences),
        "beads": len(beads),
        "without_counterpart": sum(not (bead.zh and bead.en) for bead in beads),
        "moved": sum(bead.moved > 0 for bead in beads),
        "mean_confidence": round(sum(bead.score for bead in beads) / max(1, len(beads)), 4),
        "signature": str(alignment.signature),
        "file": str(output),
    }
    if as_json:
        console.result(values)
        return
    console.note(
        say(
            "run.summary",
            zh=len(alignment.zh_sentences),
            en=len(alignment.en_sentences),
            beads=len(beads),
            nulls=sum(not (bead.zh and bead.en) for bead in beads),
            confidence=f"{values['mean_confidence']:.2f}",
        ),
        quiet=quiet,
    )
    console.note(say("cli.wrote", path=str(output)), quiet=quiet)
