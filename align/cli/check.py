"""``align check BITEXT -o FILE``: find where the two sides of a bitext disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.cli import console
from align.cli.counts import finding_line
from align.cli.language import say, spoken
from align.cli.options import READABLE, WRITABLE, common, forcing, glossaries, settings_from
from align.cli.outputs import free_to_write, keep_apart
from align.cli.severity import FAIL_ON, exit_code
from align.cli.usage import Command
from align.errors import UsageError
from align.messages import text
from align.model import STANDARDS, Glossary
from align.spool import few_or_spooled

if TYPE_CHECKING:
    from align.model import Alignment, ConsistencyReport, Finding, Findings, Report

_SHOWN = 20


@click.command("check", cls=Command, help=say("check.help"), epilog=say("check.examples"))
@click.argument("bitext", metavar="BITEXT", type=READABLE)
@click.option(
    "-o", "--output", metavar="FILE", type=WRITABLE, required=True, help=say("cli.output_file")
)
@glossaries
@click.option("--also", metavar="BITEXT", type=READABLE, multiple=True, help=say("check.also"))
@click.option("--consistency", metavar="FILE", type=WRITABLE, help=say("check.consistency"))
@click.option("--profile", metavar="NAME|FILE", help=say("check.profile"))
@click.option("--rules", metavar="RULE,…", help=say("check.rules"))
@click.option("--without", metavar="RULE,…", help=say("check.without"))
@click.option("--baseline", metavar="FILE", type=READABLE, help=say("check.baseline"))
@click.option("--ignore", "ignore", metavar="ID", multiple=True, help=say("check.ignore"))
@click.option("--reason", metavar="TEXT", help=say("check.reason"))
@click.option("--fail-on", type=FAIL_ON, help=say("check.fail_on"))
@forcing
@common
def command(
    bitext: Path,
    *,
    output: Path,
    glossaries: tuple[Path, ...],
    also: tuple[Path, ...],
    consistency: Path | None,
    profile: str | None,
    rules: str | None,
    without: str | None,
    baseline: Path | None,
    ignore: tuple[str, ...],
    reason: str | None,
    fail_on: str | None,
    force: bool,
    as_json: bool,
    quiet: bool,
    settings_file: Path | None,
) -> int:
    """Check a bitext, with glossaries or with the terms mined from it."""
    settings = settings_from(
        settings_file,
        check__fail_on=fail_on,
        check__profile=profile,
        check__rules=rules,
        check__without=without,
    )
    if reason is not None and not ignore:
        raise UsageError("check.reason_alone")
    if ignore and not (reason or "").strip():
        raise UsageError("check.ignore_alone")
    from align import api
    from align.check.profile import profile_of
    from align.check.rules import OF_TERMS
    from align.cli.inputs import bitext_at, known_glossary
    from align.formats.base import check_writable, read_bitext
    from align.formats.ignored import beside, read_baseline, read_ignored, write_ignored

    chosen = profile_of(settings.check).rules
    page = output.suffix.lower() in (".html", ".htm")
    check_writable("findings", output, "report")
    bitext = bitext_at(bitext)
    if consistency is not None:
        check_writable("consistency", consistency)
    kept = beside(bitext)
    own = Path(settings.check.profile)
    free_to_write(*filter(None, (output, consistency)), force=force, reads=(bitext, kept, own))
    if ignore:
        keep_apart((kept,), reads=(own,))
    # The page shows terms and the table of them is asked for; else the rules decide.
    of_terms = page or consistency is not None or also or not OF_TERMS.isdisjoint(chosen)
    known = known_glossary(glossaries)
    mined = known is None
    if not of_terms:
        known = Glossary(())
    earlier = frozenset[str]() if baseline is None else read_baseline(baseline)
    with console.progress(quiet=quiet) as progress:
        progress("read", 0.0)
        alignment = read_bitext(bitext)
        console.notes(alignment.notes, where=str(bitext), quiet=quiet)
        others = [read_bitext(path) for path in also]
        ignored = read_ignored(kept)
        if known is None:
            known = api.mine_terms([alignment, *others], settings, progress=progress)
        report = api.check_terms(alignment, known, settings, progress=progress)
        collection = _collection(report, others, known)
        if ignore:
            _know(ignore, report.findings)
            ignored |= dict.fromkeys(ignore, reason or "")
            write_ignored(ignored, kept)
        report = _judged(report, ignored, earlier)
        progress("write", 0.0)
        api.write(report if page else report.findings, output, lang=spoken())
        if consistency is not None:
            api.write(collection or report.consistency, consistency, lang=spoken())
    items = report.findings.items
    if as_json:
        whole = {} if collection is None else {"collection": _scores(collection)}
        scores = _scores(report.consistency) if of_terms else {}
        findings = [_plain(item) for item in items]
        console.result(scores | whole | {"findings": findings})
    else:
        counts = Counter(item.severity for item in items if item.state == "open")
        ignored_too = sum(item.state == "ignored" for item in items)
        click.echo(finding_line(counts, ignored=ignored_too))
        headings = [say(f"check.{name}") for name in ("severity", "rule", "place", "message")]
        shown = islice((item for item in items if item.state == "open"), _SHOWN)
        rows = [[i.severity, i.rule, str(i.bead + 1), _message(i, short=True)] for i in shown]
        if rows:
            console.table(headings, rows)
        if counts.total() > _SHOWN:
            click.echo(say("run.more", count=counts.total() - _SHOWN, path=str(output)))
        if report.consistency.terms:
            click.echo(_agreement(report.consistency, mined=mined))
        if collection is not None:
            _show_collection(collection, known, 1 + len(others), mined=mined)
        for path in filter(None, (output, consistency)):
            console.note(say("cli.wrote", path=str(path)), quiet=quiet)
    return exit_code(report.findings, settings.check.fail_on)


def _collection(
    report: Report, others: Sequence[Alignment], known: Glossary
) -> ConsistencyReport | None:
    """How steadily the terms are rendered over the bitext and the others; None without others."""
    if not others:
        return None
    from align.check.consistency import together
    from align.check.run import steadiness

    documents = [(report.consistency, len(report.alignment.beads))]
    documents += [(steadiness(other, known), len(other.beads)) for other in others]
    return together(documents)


def _scores(consistency: ConsistencyReport) -> dict[str, Any]:
    """The scores of a document or a collection for a program."""
    return {
        "consistency": round(consistency.score, 4),
        "agreement": {
            kind: dict(zip(("micro", "macro"), (round(x, 4) for x in means), strict=True))
            for kind, means in ((kind, consistency.agreement(kind)) for kind in STANDARDS)
        },
    }


def _agreement(consistency: ConsistencyReport, *, mined: bool) -> str:
    """How far renderings agree with three standards; ``mined``: no glossary was given."""
    means = {kind: consistency.agreement(kind) for kind in STANDARDS}
    return say(
        "check.agreement_mined" if mined else "check.agreement",
        **{kind: f"{micro:.2f} / {macro:.2f}" for kind, (micro, macro) in means.items()},
    )


def _show_collection(
    collection: ConsistencyReport, known: Glossary, count: int, *, mined: bool
) -> None:
    """The scores of a collection, and its terms that waver most."""
    click.echo(say("check.collection", count=count, score=f"{collection.score:.2f}"))
    if collection.terms:
        click.echo(_agreement(collection, mined=mined))
    wavering = [term for term in collection.terms if term.source == "zh" and term.share < 1]
    wavering.sort(key=lambda term: (term.share - 1) * term.count)
    names = {entry.id: entry.preferred("zh") for entry in known.entries}
    rows = [
        [
            name.text,
            " · ".join(f"{variant.text} ({variant.count})" for variant in term.variants),
            f"{term.share:.0%}",
        ]
        for term in wavering[:_SHOWN]
        if (name := names.get(term.entry)) is not None
    ]
    if rows:
        console.table([say(f"run.{name}") for name in ("term", "rendering", "consistency")], rows)


def _know(ids: tuple[str, ...], findings: Findings) -> None:
    """Raise UsageError for an id that no finding has: it would be ignored in vain."""
    known = {item.id for item in findings.items}
    for name in ids:
        if name not in known:
            raise UsageError("check.no_finding", name=name)


def _judged(report: Report, ignored: Mapping[str, str], earlier: frozenset[str]) -> Report:
    """The report with ignored findings marked, and without those of an earlier run."""
    if not ignored and not earlier:
        return report
    items = few_or_spooled(
        replace(item, state="ignored") if item.id in ignored else item
        for item in report.findings.items
        if item.id not in earlier
    )
    return replace(report, findings=replace(report.findings, items=items))


def _message(item: Finding, *, short: bool = False) -> str:
    """What a finding says; with ``short`` no words of it take several lines of the terminal."""
    from align.check.pair import shortened

    values = dict(item.message.values)
    if short:
        values = {k: shortened(v) if isinstance(v, str) else v for k, v in values.items()}
    return text(item.message.key, spoken(), **values)


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
