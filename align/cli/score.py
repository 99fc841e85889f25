"""``align score HYP --source SRC``: judge a translation by its reference and its terms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.cli import console
from align.cli.language import say
from align.cli.options import READABLE, common, glossaries, reading, settings_from
from align.cli.usage import Command
from align.errors import InputError, UsageError

if TYPE_CHECKING:
    from align.model import Alignment, Document, Glossary
    from align.settings import Settings


@click.command("score", cls=Command, help=say("score.help"), epilog=say("score.examples"))
@click.argument("hypothesis", metavar="HYP", type=READABLE)
@click.option("--source", metavar="SRC", type=READABLE, required=True, help=say("score.source"))
@click.option("--reference", metavar="REF", type=READABLE, help=say("score.reference"))
@glossaries
@reading
@common
def command(
    hypothesis: Path,
    *,
    source: Path,
    reference: Path | None,
    glossaries: tuple[Path, ...],
    encoding: str | None,
    keep_all: bool | None,
    lines: bool | None,
    as_json: bool,
    quiet: bool,
    settings_file: Path | None,
) -> int:
    """Score a translation."""
    if reference is None and not glossaries:
        raise UsageError("score.nothing")
    settings = settings_from(
        settings_file,
        read__encoding=encoding,
        read__keep_all=keep_all,
        read__lines=lines,
    )
    from align.cli.inputs import known_glossary
    from align.formats.documents import read_document
    from align.terms.shards import uncollected

    known = known_glossary(glossaries)
    with uncollected(), console.progress(quiet=quiet) as progress:
        progress("read", 0.0)
        src = read_document(source, settings.read)
        hyp = read_document(hypothesis, settings.read)
        ref = None if reference is None else read_document(reference, settings.read)
        if src.lang == hyp.lang:
            raise InputError("score.same_language", path=hypothesis)
        if ref is not None and ref.lang != hyp.lang:
            raise InputError("score.other_language", path=reference)
        for path, document in ((hypothesis, hyp), (reference, ref)):
            # Without lines or a reference to compare, sentences find their counterparts.
            if (
                document is not None
                and path is not None
                and (settings.read.lines or ref is not None)
            ):
                _as_long(source, src, path, document)
        progress("check", 0.0)
        result = _scores(src, hyp, ref, known, settings)
    if as_json:
        console.result(result)
    else:
        _show(result)
    return 0


def _as_long(source: Path, src: Document, path: Path, document: Document) -> None:
    """Raise InputError where a translation has not as many paragraphs as its source."""
    if len(document.blocks) != len(src.blocks):
        raise InputError(
            "score.lengths",
            path=path,
            count=len(document.blocks),
            other=str(source),
            wanted=len(src.blocks),
        )


def _scores(
    src: Document,
    hyp: Document,
    ref: Document | None,
    known: Glossary | None,
    settings: Settings,
) -> dict[str, Any]:
    from align.check.score import consistency, metrics, success_rates, targets_of, term_uses
    from align.model import wilson

    result: dict[str, Any] = {}
    said = [block.text for block in hyp.blocks]
    if ref is not None:
        result["metrics"] = {
            metric.name: {"score": metric.score, "signature": metric.signature}
            for metric in metrics(said, [block.text for block in ref.blocks], hyp.lang)
        }
    if known is not None:
        text = ["\n".join(block.text for block in d.blocks) for d in (src, hyp)]
        wanted = None if ref is None else "\n".join(block.text for block in ref.blocks)
        uses = term_uses([_bitext(src, hyp, settings)], known, src.lang)
        rates = success_rates([(text[0], text[1], wanted)], targets_of(known, src.lang))
        rate = sum(rates) / len(rates) if rates else None
        result["terms"] = {
            "occurrences": len(uses),
            "success_rate": rate,
            "success_interval": wilson(rate or 0.0, len(rates)),
            "consistency": {
                kind: {
                    "micro": round(found.micro, 4),
                    "micro_interval": wilson(found.micro, found.uses),
                    "macro": round(found.macro, 4),
                    "macro_interval": wilson(found.macro, found.references),
                }
                for kind, found in consistency(uses).items()
            },
        }
    return result


def _bitext(src: Document, hyp: Document, settings: Settings) -> Alignment:
    """Source and translation: line by line where lines are asked for, else sentences aligned."""
    from align import __version__, api
    from align.model import Alignment, Bead, Sentence, Signature

    zh, en = (src, hyp) if src.lang == "zh" else (hyp, src)
    if not settings.read.lines:
        return api.align_documents(zh, en, settings)
    sides = [
        tuple(Sentence(block.text, n, (0, len(block.text))) for n, block in enumerate(d.blocks))
        for d in (zh, en)
    ]
    beads = tuple(Bead((n,), (n,)) for n in range(len(src.blocks)))
    return Alignment(zh, en, sides[0], sides[1], beads, Signature(__version__))


def _show(result: dict[str, Any]) -> None:
    rows = [
        [name, f"{metric['score']:.1f}", metric["signature"]]
        for name, metric in result.get("metrics", {}).items()
    ]
    terms = result.get("terms")
    if terms is not None:
        rate = terms["success_rate"]
        told = "" if rate is None else _interval(terms["success_interval"])
        rows.append([say("score.success"), "–" if rate is None else f"{rate:.3f}", told])
        for kind, found in terms["consistency"].items():
            for mean in ("micro", "macro"):
                name = f"{say(f'score.{kind}')}, {say(f'score.{mean}')}"
                interval = _interval(found[f"{mean}_interval"])
                rows.append([name, f"{found[mean]:.3f}", interval])
    headings = [say("score.measure"), say("score.value"), say("score.signature")]
    console.table(headings, rows, right=(1,))


def _interval(bounds: tuple[float, float]) -> str:
    return say("score.interval", low=f"{bounds[0]:.3f}", high=f"{bounds[1]:.3f}")
