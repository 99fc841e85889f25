"""``align evaluate HYP GOLD``: how good an alignment is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from align.cli import console
from align.cli.language import say
from align.cli.options import READABLE, common
from align.cli.usage import Command
from align.errors import InputError, UsageError


@click.command("evaluate", cls=Command, help=say("evaluate.help"), epilog=say("evaluate.examples"))
@click.argument("hypothesis", metavar="HYP", type=READABLE)
@click.argument("gold", metavar="GOLD", type=READABLE)
@common
def command(
    hypothesis: Path, gold: Path, *, as_json: bool, quiet: bool, settings_file: Path | None
) -> None:
    """Compare beads with gold beads, file by file."""
    from align.bitext.evaluate import Evaluation, Score, evaluate
    from align.cli.inputs import beads

    total: Evaluation | None = None
    pairs = _pairs(hypothesis, gold)
    for mine, theirs in pairs:
        one = evaluate(beads(mine), beads(theirs))
        total = one if total is None else total + one
    assert total is not None

    def numbers(score: Score) -> dict[str, float | int]:
        return {
            "precision": round(score.precision, 4),
            "recall": round(score.recall, 4),
            "f1": round(score.f1, 4),
        }

    if as_json:
        values: dict[str, Any] = {"files": len(pairs)}
        values["strict"] = numbers(total.strict)
        values["lax"] = numbers(total.lax)
        values["nulls"] = numbers(total.nulls)
        values["by_type"] = {
            shape: {**numbers(score), "gold": score.gold, "predicted": score.predicted}
            for shape, score in total.by_type
        }
        console.result(values)
        return

    def row(name: str, score: Score) -> list[str]:
        shares = [f"{value:.3f}" for value in (score.precision, score.recall, score.f1)]
        return [name, *shares, str(score.predicted), str(score.gold)]

    rows = [row(say(f"evaluate.{name}"), getattr(total, name)) for name in ("strict", "lax")]
    rows.append(row(say("evaluate.nulls"), total.nulls))
    rows += [row(shape, score) for shape, score in total.by_type]
    headings = [
        say(f"evaluate.{name}", files=len(pairs))
        for name in ("measure", "precision", "recall", "f1", "predicted", "gold")
    ]
    console.table(headings, rows, right=range(1, 6))


def _pairs(hypothesis: Path, gold: Path) -> list[tuple[Path, Path]]:
    """The files to compare: the two themselves, or those of the two folders by their stems."""
    if hypothesis.is_dir() != gold.is_dir():
        raise UsageError("evaluate.file_and_folder", path=hypothesis)
    if not gold.is_dir():
        return [(hypothesis, gold)]
    mine = _by_stem(hypothesis)
    theirs = _by_stem(gold)
    missing = sorted(set(theirs) - set(mine))
    if missing:
        raise InputError("evaluate.missing", path=hypothesis, names=", ".join(missing))
    if not theirs:
        raise InputError("evaluate.empty", path=gold)
    return [(mine[stem], theirs[stem]) for stem in sorted(theirs)]


def _by_stem(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or not path.is_file():
            continue
        if path.stem in found:
            raise InputError("evaluate.twice", path=folder, name=path.stem)
        found[path.stem] = path
    return found
