"""``align lookup TERM BITEXT…``: a concordance in the terminal."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli import console
from align.cli.language import say
from align.cli.options import READABLE, common, settings_from
from align.cli.options import documents as documents_option
from align.cli.usage import Command

if TYPE_CHECKING:
    from align.model import Alignment, Lang, Place, Rendering


@click.command("lookup", cls=Command, help=say("lookup.help"), epilog=say("lookup.examples"))
@click.argument("term", metavar="TERM")
@click.argument("bitexts", metavar="BITEXT...", type=READABLE, nargs=-1, required=True)
@documents_option
@click.option("--top", type=click.IntRange(1), default=20, help=say("lookup.top"))
@common
def command(
    term: str,
    bitexts: tuple[Path, ...],
    *,
    documents: tuple[Path, Path] | None,
    top: int,
    as_json: bool,
    quiet: bool,
    settings_file: Path | None,
) -> None:
    """Show where a term stands, and what stands for it."""
    if not term.strip():
        raise click.UsageError(say("lookup.empty"), click.get_current_context())
    settings = settings_from(settings_file)
    from align.cli.inputs import bitexts as read_bitexts
    from align.model import other
    from align.terms.renderings import Renderer
    from align.text.script import is_han

    alignments = read_bitexts(bitexts, documents, settings, quiet=quiet)
    source: Lang = "zh" if any(map(is_han, term)) else "en"
    target = other(source)
    renderer = Renderer(alignments)
    found: list[tuple[int, Rendering]] = [
        (number, rendering)
        for number in range(len(alignments))
        for rendering in renderer.all_of(term, source, alignment=number)
    ]
    if not found:
        console.note(say("lookup.nothing", term=term), quiet=quiet)
    forms = counted([rendering for _, rendering in found], target)
    if as_json:
        console.result(
            {
                "term": term,
                "lang": source,
                "renderings": [{"text": text, "count": count} for text, count in forms],
                "places": [
                    {
                        "file": str(bitexts[number]),
                        "bead": rendering.bead,
                        source: _sentence(alignments[number], source, rendering),
                        target: alignments[number].text(
                            alignments[number].beads[rendering.bead], target
                        ),
                        "rendering": rendering.text,
                        "score": rendering.score,
                    }
                    for number, rendering in found
                ],
            }
        )
        return
    if not found:
        return
    console.table(
        [say("lookup.rendering"), say("lookup.times")],
        [[text or say("lookup.left_out"), str(count)] for text, count in forms],
        right=(1,),
    )
    for number, rendering in found[:top]:
        alignment = alignments[number]
        click.echo(f"\n{bitexts[number].name}:{rendering.bead + 1}")
        click.echo("  " + _marked(alignment, source, (rendering.place,)))
        if rendering.targets:
            click.echo("  " + _marked(alignment, target, rendering.targets))
        else:
            there = alignment.text(alignment.beads[rendering.bead], target)
            click.echo("  " + console.cells(there))
    if len(found) > top:
        click.echo("\n" + say("lookup.more", count=len(found) - top))


def counted(found: Sequence[Rendering], target: Lang) -> list[tuple[str, int]]:
    """Renderings with how often each occurs, inflections counted as one, the commonest first.

    An empty text stands for places that the other side has no words for.
    """
    from align.text.words import comparable

    forms: dict[str, Counter[str]] = {}
    for rendering in found:
        key = comparable(rendering.text, target)
        forms.setdefault(key, Counter())[rendering.text] += 1
    return sorted(
        ((min(texts, key=lambda t: (-texts[t], t)), texts.total()) for texts in forms.values()),
        key=lambda item: (-item[1], item[0]),
    )


def _sentence(alignment: Alignment, lang: Lang, rendering: Rendering) -> str:
    return alignment.sentences(lang)[rendering.place.sentence].text


def _marked(alignment: Alignment, lang: Lang, places: Sequence[Place]) -> str:
    """The sentences of some places with these in bold; in brackets where there is no bold."""
    done = []
    for sentence in sorted({place.sentence for place in places}):
        text = alignment.sentences(lang)[sentence].text
        at, line = 0, ""
        inside = sorted((p for p in places if p.sentence == sentence), key=lambda p: p.start)
        for place in inside:
            line += console.cells(text[at : place.start])
            words = console.cells(text[place.start : place.end])
            line += click.style(words, bold=True) if sys.stdout.isatty() else f"[{words}]"
            at = place.end
        done.append(line + console.cells(text[at:]))
    return " … ".join(done)
