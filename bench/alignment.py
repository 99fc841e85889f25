"""Quality of sentence alignment on hand-aligned texts and on reports with known blocks.

Usage: python bench/alignment.py GOLD_FOLDER [--encoder use|none|…] [--json]

GOLD_FOLDER is the shared folder of data with answers. Strict and lax scores as Vecalign counts
them, by shape of bead, nulls, and whether confidence can be trusted. The weights were trained on
the fiction and the corpora: scores of each document by weights trained without it are printed by
bench/train_alignment.py. HKMA reports took no part in training.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import gold as data
import numpy as np
from errors import Log, places, show, show_bead

from align.bitext.align import align_sentences
from align.bitext.evaluate import Evaluation, evaluate
from align.encode.base import Encoder
from align.encode.choose import choose
from align.model import Bead

Outcome = tuple[float, bool]


def outcomes(found: tuple[Bead, ...], right: tuple[Bead, ...]) -> list[Outcome]:
    """Confidence of each bead, and whether it is right."""
    gold = {(bead.zh, bead.en) for bead in right}
    return [(bead.score, (bead.zh, bead.en) in gold) for bead in found]


def calibration(results: list[Outcome]) -> tuple[float, float]:
    """Expected calibration error over ten bins, share of errors in the least sure tenth.

    Bins of equal width (Guo et al. 2017).
    """
    scores = np.array([score for score, _ in results])
    right = np.array([ok for _, ok in results])
    bins = np.minimum((scores * 10).astype(int), 9)
    error = sum(
        abs(scores[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
        for b in range(10)
        if (bins == b).any()
    )
    order = scores.argsort(kind="stable")[: max(1, len(scores) // 10)]
    errors = (~right).sum()
    return float(error), float((~right[order]).sum() / errors) if errors else 1.0


def in_block(gold: Path, encoder: Encoder | None, log: Log) -> tuple[int, int, int]:
    """Beads of HKMA chapters, those without counterpart, those that cross a block."""
    beads = nulls = crossing = 0
    for _, zh_blocks, en_blocks in data.hkma(gold):
        zh = [(s, at) for at, block in enumerate(zh_blocks) for s in data.sentences(block, "zh")]
        en = [(s, at) for at, block in enumerate(en_blocks) for s in data.sentences(block, "en")]
        found, _ = align_sentences([s for s, _ in zh], [s for s, _ in en], encoder=encoder)
        for bead in found:
            beads += 1
            nulls += not (bead.zh and bead.en)
            own = [str(zh[i][1]) for i in bead.zh], [str(en[j][1]) for j in bead.en]
            if len({*own[0], *own[1]}) > 1:
                crossing += 1
                texts = [s for s, _ in zh], [s for s, _ in en]
                log.add("hkma", "crosses blocks", show_bead(bead, *texts, own))
    return beads, nulls, crossing


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--encoder", default="use")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", type=Path, help="write what is wrong, with its text, to read")
    options = parser.parse_args()
    encoder = choose(options.encoder)
    log = Log(options.errors)
    report: dict[str, dict[str, float]] = {}
    shapes: dict[str, Evaluation] = {}
    fiction, reports = data.fiction(options.gold), data.corpora()
    none: list[tuple[str, ...]] = [() for _ in (*fiction, *reports)]
    for name, pairs, translations in (
        ("fiction", fiction, none),
        ("fiction, with a machine translation", fiction, data.translations(options.gold)),
        ("corpora", reports, none),
    ):
        total: Evaluation | None = None
        results: list[Outcome] = []
        for pair, lines in zip(pairs, translations, strict=False):
            found, _ = align_sentences(pair.zh, pair.en, encoder=encoder, translation=lines)
            score = evaluate(found, pair.beads)
            total = score if total is None else total + score
            results += outcomes(found, pair.beads)
            for place in places(pair.beads, found):
                log.add(name, place.kind, show(place, pair.zh, pair.en))
        assert total is not None
        error, caught = calibration(results)
        shapes[name] = total
        report[name] = {
            "strict P": total.strict.precision,
            "strict R": total.strict.recall,
            "strict F1": total.strict.f1,
            "lax F1": total.lax.f1,
            "null P": total.nulls.precision,
            "null R": total.nulls.recall,
            "ECE": error,
            "errors in least sure 10 %": caught,
        }
    beads, nulls, crossing = in_block(options.gold, encoder, log)
    log.close()
    report["hkma"] = {"beads": beads, "nulls": nulls, "in block": 1 - crossing / beads}
    if options.json:
        print(json.dumps(report, indent=1))
        return
    for name, values in report.items():
        print(name)
        for key, value in values.items():
            print(f"  {key:28} {value:8.4f}" if value <= 1 else f"  {key:28} {value:8.0f}")
        if name in shapes:
            for shape, own in shapes[name].by_type:
                print(
                    f"    {shape:5} gold {own.gold:4}  predicted {own.predicted:4}  F1 {own.f1:.3f}"
                )


if __name__ == "__main__":
    main()
