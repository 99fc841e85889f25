"""``align run ZH EN -o DIR``: two versions of a report in, everything out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.cli import console
from align.cli.counts import count_lines, counts, finding_line
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
from align.cli.outputs import folder, free_to_write
from align.cli.severity import FAIL_ON, exit_code, unrelated
from align.cli.usage import Command

if TYPE_CHECKING:
    from align.model import Report

#: What a run writes, in this order.
OUTPUTS = (
    "bitext.tmx",
    "bitext.csv",
    "bitext.xlsx",
    "bitext.jsonl",
    "glossary.tbx",
    "glossary.csv",
    "findings.csv",
    "report.html",
)
_SHOWN = 10


@click.command("run", cls=Command, help=say("run.help"), epilog=say("run.examples"))
@click.argument("zh", metavar="ZH", type=READABLE)
@click.argument("en", metavar="EN", type=READABLE)
@click.option(
    "-o", "--output", metavar="DIR", type=WRITABLE, required=True, help=say("cli.output_folder")
)
@glossaries
@click.option("--fail-on", type=FAIL_ON, help=say("check.fail_on"))
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
    fail_on: str | None,
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
    """Run the whole way from two files to the report."""
    settings = settings_from(
        settings_file,
        bitext__encoder=encoder,
        bitext__max_span=max_span,
        read__encoding=encoding,
        read__keep_all=keep_all,
        read__lines=lines,
        check__fail_on=fail_on,
    )
    folder(output)
    free_to_write(*(output / name for name in OUTPUTS), force=force)
    from align import api
    from align.cli import inputs

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
        console.notes(alignment.notes, quiet=quiet)
        glossary = api.mine_terms(alignment, settings, glossary=known, progress=progress)
        report = api.check_terms(alignment, glossary, settings, progress=progress)
        progress("write", 0.0)
        _write(report, output)
    if as_json:
        console.result(summary(report, output))
    else:
        _show(report, output)
    return unrelated(alignment) or exit_code(report.findings, settings.check.fail_on)


def _write(report: Report, output: Path) -> None:
    from align.formats.base import write
    from align.formats.frames import ScoredGlossary

    scored = ScoredGlossary(report.glossary, report.consistency)
    values: dict[str, Any] = {
        "bitext.tmx": report.alignment,
        "bitext.csv": report.alignment,
        "bitext.xlsx": report.alignment,
        "bitext.jsonl": report.alignment,
        "glossary.tbx": report.glossary,
        "glossary.csv": scored,
        "findings.csv": report.findings,
        "report.html": report,
    }
    for name in OUTPUTS:
        write(values[name], output / name, lang=spoken())


def summary(report: Report, output: Path) -> dict[str, Any]:
    """What a run found, as plain values; the keys are documented in docs/command-line.md."""
    items = report.findings.items
    return {
        **counts(report.alignment),
        "terms": len(report.glossary.entries),
        "consistency": round(report.consistency.score, 4),
        "findings": {
            severity: sum(item.severity == severity for item in items)
            for severity in ("error", "warning", "info")
        },
        "files": [str(output / name) for name in OUTPUTS],
    }


def _show(report: Report, output: Path) -> None:
    values = summary(report, output)
    for line in count_lines(report.alignment):
        click.echo(line)
    click.echo(say("run.terms", entries=values["terms"], score=f"{report.consistency.score:.2f}"))
    click.echo(finding_line(values["findings"]))
    click.echo()
    _show_terms(report, output)
    click.echo(say("run.look", path=str(output / "report.html")))


def _show_terms(report: Report, output: Path) -> None:
    """The terms that recur most, with their renderings: those that waver are worth a look."""
    rows = []
    scored = [one for one in report.consistency.terms if one.source == "zh" and one.count]
    for one in sorted(scored, key=lambda t: -t.count)[:_SHOWN]:
        variants = " · ".join(f"{v.text} ({v.count})" for v in one.variants[:4])
        rows.append([one.term, variants, str(one.count), _bar(one.share)])
    headings = [say(f"run.{name}") for name in ("term", "rendering", "frequency", "consistency")]
    console.table(headings, rows, right=(2,))
    rest = len(report.glossary.entries) - len(rows)
    if rest > 0:
        click.echo(say("run.more", count=rest, path=str(output / "glossary.csv")))


def _bar(share: float) -> str:
    full, empty = ("█", "░") if _can_draw() else ("#", ".")
    filled = round(share * 8)
    return full * filled + empty * (8 - filled) + f" {share:4.0%}"


def _can_draw() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith(("utf", "gb"))
