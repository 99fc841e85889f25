"""``align check BITEXT --glossary FILE -o FILE``: find where a bitext disagrees with its terms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli import console
from align.cli.language import say, spoken
from align.cli.options import READABLE, WRITABLE, common, forcing, glossaries, settings_from
from align.cli.outputs import free_to_write
from align.cli.severity import FAIL_ON, exit_code
from align.cli.usage import Command
from align.errors import UsageError
from align.messages import text

if TYPE_CHECKING:
    from align.model import Finding

_SHOWN = 20


@click.command("check", cls=Command, help=say("check.help"), epilog=say("check.examples"))
@click.argument("bitext", metavar="BITEXT", type=READABLE)
@click.option(
    "-o", "--output", metavar="FILE", type=WRITABLE, required=True, help=say("cli.output_file")
)
@glossaries
@click.option("--fail-on", type=FAIL_ON, help=say("check.fail_on"))
@forcing
@common
def command(
    bitext: Path,
    *,
    output: Path,
    glossaries: tuple[Path, ...],
    fail_on: str | None,
    force: bool,
    as_json: bool,
    quiet: bool,
    settings_file: Path | None,
) -> int:
    """Check a bitext against glossaries."""
    settings = settings_from(settings_file, check__fail_on=fail_on)
    from align import api
    from align.cli.inputs import known_glossary
    from align.formats.base import check_writable, read_bitext

    page = output.suffix.lower() in (".html", ".htm")
    check_writable("report" if page else "findings", output)
    free_to_write(output, force=force)
    known = known_glossary(glossaries)
    if known is None:
        raise UsageError("check.no_glossary")
    with console.progress(quiet=quiet) as progress:
        progress("read", 0.0)
        alignment = read_bitext(bitext)
        console.notes(alignment.notes, where=str(bitext), quiet=quiet)
        report = api.check_terms(alignment, known, settings, progress=progress)
        progress("write", 0.0)
        api.write(report if page else report.findings, output, lang=spoken())
    items = report.findings.items
    if as_json:
        console.result(
            {
                "consistency": round(report.consistency.score, 4),
                "findings": [_plain(item) for item in items],
            }
        )
    else:
        counts = {s: sum(i.severity == s for i in items) for s in ("error", "warning", "info")}
        click.echo(
            say(
                "run.findings",
                count=len(items),
                errors=counts["error"],
                warnings=counts["warning"],
                infos=counts["info"],
            )
        )
        headings = [say(f"check.{name}") for name in ("severity", "rule", "place", "message")]
        rows = [[i.severity, i.rule, str(i.bead + 1), _message(i)] for i in items[:_SHOWN]]
        if rows:
            console.table(headings, rows)
        if len(items) > _SHOWN:
            click.echo(say("run.more", count=len(items) - _SHOWN, path=str(output)))
        console.note(say("cli.wrote", path=str(output)), quiet=quiet)
    return exit_code(report.findings, settings.check.fail_on)


def _message(item: Finding) -> str:
    return text(item.message.key, spoken(), **dict(item.message.values))


def _plain(item: Finding) -> dict[str, str | int]:
    return {
        "id": item.id,
        "rule": item.rule,
        "severity": item.severity,
        "bead": item.bead,
        "term": item.term,
        "expected": item.expected,
        "found": item.found,
        "state": item.state,
        "message": _message(item),
    }
