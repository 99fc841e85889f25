"""Fit the weights of the term miner's score, and say how good they are on text left out.

Usage: python bench/train_terms.py CORPORA GOLD [--write]

Every counted pair of a set is an example: listed in the set's glossary, or not.

- the bundled reports (CORPORA), each alone: their lists are meant to be complete;
- the judged texts (bench/judged.py), each alone: what was accepted of each;
- HKMA annual reports by years and TICO-19 (GOLD): their lists leave much out, so that an unlisted
  pair says little. Only pairs of which one side is listed teach anything, at a smaller weight.

Ridge logistic regression, each kind of list with an intercept of its own, so that how much a list
leaves out does not move the weights. The intercept of the complete lists, which is the shipped
bias, makes the score the chance that the makers of such a list accept the pair. First the weights
of a pair by itself (``alone``); their scores of sets left out are evidence for the second fit
(``together``). Printed are figures of sets left out: of each fold nothing was seen in either fit.
With --write, weights fitted on everything go to align/terms/weights.toml.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import terms as measures
from judged import digest, judged_texts, judgements
from logistic import Floats, fit_logistic
from renderings import tico19
from reports import read_reports

from align.model import Alignment
from align.terms.association import associate
from align.terms.evidence import Evidence, gather
from align.terms.index import build_index
from align.terms.meanings import MEANINGS
from align.terms.mine import Material, finish, prepare
from align.terms.ranking import PRODUCTS, Ranked, best_first, compare, value_of
from align.terms.surroundings import NEIGHBOURS
from align.terms.tally import PairName
from align.text.words import comparable

WEIGHTS = Path(__file__).resolve().parents[1] / "align" / "terms" / "weights.toml"
# Evidence that is too rare to be learned from these sets, and what it is worth.
FIXED = {"in_brackets": 4.0, "in_glossary": 4.0}
RIDGE = {"alone": 3.0, "together": 15.0}
# What an example of each kind of list counts.
# Judged texts count less than the bundled reports, which are of the kind that matters most, and
# their reader is stricter or milder than those who made the reports' lists.
KINDS = {"complete": 1.0, "judged": 0.3, "years": 0.25, "covid": 0.25}
# The kinds whose lists leave much out, so that evidence is worth something else there.
PARTIAL = ("years", "covid")
FOLDS = 6
# Evidence that the first fit does not have.
BESIDE = {"alone", *NEIGHBOURS, *MEANINGS}
# How much dearer than a shared weight is what a kind has of its own (Daume 2007).
APART = 3.0


@dataclass
class Collection:
    """A set with its counted pairs, their evidence, and which of them are listed."""

    name: str
    kind: str
    fold: int
    alignments: list[Alignment]
    material: Material
    evidence: Evidence
    listed: set[PairName]
    key: set[PairName]
    compared: Evidence

    @property
    def list_kind(self) -> str:
        """Which kind of list the set has."""
        return "complete" if self.kind == "report" else self.kind

    def examples(self, section: str) -> Evidence:
        """The pairs that teach: all where the list is complete, else those with a listed side."""
        evidence = self.evidence if section == "alone" else self.compared
        if self.list_kind not in PARTIAL:
            return evidence
        zh = {one for one, _ in self.listed}
        en = {two for _, two in self.listed}
        return evidence.of(np.array([one in zh or two in en for one, two in evidence.pairs]))


def collection(
    name: str, kind: str, fold: int, alignments: list[Alignment], listed: set[PairName],
    key: set[PairName],
) -> Collection:  # fmt: skip
    """Count the pairs of a set and gather their evidence."""
    index = build_index(alignments, collapsed=True)
    material = prepare(index, associate(index))
    evidence = gather(index, material.pairs, given=material.given)
    return Collection(name, kind, fold, alignments, material, evidence, listed, key, evidence)


def collections(corpora: Path, gold: Path) -> list[Collection]:
    """All sets, each in its fold."""
    found = []
    for number, report in enumerate(read_reports(corpora)):
        listed = {(comparable(zh, "zh"), comparable(en, "en")) for zh, en, _ in report.terms}
        key = {(comparable(zh, "zh"), comparable(en, "en")) for zh, en in report.key_terms}
        found.append(
            collection(report.name, "report", number % FOLDS, [report.alignment], listed, key)
        )
    for number, path in enumerate(sorted((gold / "terms" / "hkma" / "filtered").glob("*.jsonl"))):
        year, direction, *_ = re.split(r"\.", path.name)
        chapters, pairs = measures.hkma_gold(gold, year, direction)
        found.append(collection(f"{year}.{direction}", "years", number % FOLDS, chapters, pairs,
                                pairs))  # fmt: skip
    folds = {one.name: one.fold for one in found}
    said = judgements()
    for number, (name, of, alignment) in enumerate(judged_texts(gold)):
        fold = folds.get(of, FOLDS - 1 if of == "tico19" else number % FOLDS)
        one = collection(name, "judged", fold, [alignment], set(), set())
        one.listed |= {pair for pair in one.material.pairs if said.get(digest(name, pair)) == "a"}
        found.append(one)
    documents, glossary = tico19(gold / "terms" / "tico19")
    pairs = {
        (comparable(zh, "zh"), comparable(en, "en"))
        for en, targets in glossary.items()
        for zh in targets
    }
    found.append(collection("tico19", "covid", FOLDS - 1, documents, pairs, pairs))
    return found


def fit(sets: Sequence[Collection], section: str, left_out: int = -1) -> dict[str, float]:
    """Weights by ridge logistic regression."""
    used = [(one, one.examples(section)) for one in sets if one.fold != left_out]
    # A pair's score by itself is made of the same evidence; only its neighbours' say more.
    names = [name for name in used[0][1].names if name not in FIXED and name != "alone"]
    if section == "together":
        names += PRODUCTS
    fixed = np.array([FIXED.get(name, 0.0) for name in used[0][1].names])
    kinds = list(KINDS)
    x = np.vstack(
        [np.stack([value_of(evidence, name) for name in names], axis=1) for _, evidence in used]
    )
    o = np.concatenate([evidence.values @ fixed for _, evidence in used])
    y = np.array([name in one.listed for one, evidence in used for name in evidence.pairs], float)
    kind = np.repeat(
        [kinds.index(one.list_kind) for one, _ in used], [len(e.pairs) for _, e in used]
    )
    w = np.array([KINDS[name] for name in kinds])[kind]
    scale = np.maximum(x.std(axis=0), 1e-6)
    # What all kinds share, what is special to a kind whose lists are not complete, intercepts.
    x = x / scale
    x = np.hstack(
        [
            x,
            *(x * (kind == kinds.index(name))[:, None] for name in PARTIAL),
            np.eye(len(kinds))[kind],
        ]
    )
    penalty = np.full(x.shape[1], float(RIDGE[section]))
    penalty[len(names) : -len(kinds)] *= APART
    penalty[-len(kinds) :] = 1e-3
    beta = fit_logistic(x, y, penalty, weights=w, offset=o)
    shared = dict(zip(names, (beta[: len(names)] / scale).tolist(), strict=True))
    shared = {name: value for name, value in shared.items() if abs(value) >= 5e-4}
    return {"bias": float(beta[-len(kinds)]), **shared, **FIXED}


def left_out(sets: Sequence[Collection]) -> list[list[Ranked]]:
    """Every set ranked by weights that have not seen it."""
    for fold in range(FOLDS):
        alone = fit(sets, "alone", fold)
        for one in sets:
            if one.fold == fold:
                one.compared = compare(
                    one.material.index, one.material.pairs, one.evidence, alone,
                    one.material.full_forms,
                )  # fmt: skip
    done: dict[str, list[Ranked]] = {}
    for fold in range(FOLDS):
        together = fit(sets, "together", fold)
        for one in sets:
            if one.fold == fold:
                done[one.name] = best_first(one.material.pairs, one.compared, together)
    return [done[one.name] for one in sets]


def calibration_error(scores: Floats, right: Floats, bins: int = 10) -> float:
    """Expected calibration error: how far the mean score is from the share that is right."""
    total = 0.0
    place = np.minimum((scores * bins).astype(int), bins - 1)
    for at in range(bins):
        inside = place == at
        if inside.any():
            total += inside.sum() * abs(float(scores[inside].mean() - right[inside].mean()))
    return total / max(len(scores), 1)


def report(sets: Sequence[Collection], found: Sequence[list[Ranked]]) -> None:
    """Print precision and recall of the reports at several thresholds, and calibration."""
    both = list(zip(sets, found, strict=True))
    reports = [(one, pairs) for one, pairs in both if one.kind == "report"]
    for least in (0.3, 0.35, 0.4, 0.42, 0.45, 0.5, 0.55):
        lines, sums = [], np.zeros(6)
        for one, pairs in reports:
            entries = measures.pairs_of_entries(finish(one.material, pairs, least))
            proposed = set().union(*entries) if entries else set()
            right = sum(bool(entry & one.listed) for entry in entries)
            row = np.array([right, len(entries), len(one.key & proposed), len(one.key),
                            len(one.listed & proposed), len(one.listed)])  # fmt: skip
            sums += row
            lines.append(f"{row[0] / max(row[1], 1):.2f}/{row[2] / row[3]:.2f}")
        print(
            f"least {least:.2f}  precision {sums[0] / sums[1]:.3f}  recall {sums[2] / sums[3]:.3f}"
            f" (all {sums[4] / sums[5]:.3f})  {' '.join(lines)}"
        )
    scores = np.array([pair.score for _, pairs in reports for pair in pairs])
    good = np.array(
        [(pair.zh, pair.en) in one.listed for one, pairs in reports for pair in pairs], dtype=float
    )
    print(f"calibration error {calibration_error(scores, good):.3f} of all pairs", end="")
    high = scores > 0.2
    print(f", {calibration_error(scores[high], good[high]):.3f} of those above .2")
    for one, pairs in both:
        if one.kind == "years":
            year, direction = one.name.split(".")
            entries = measures.pairs_of_entries(finish(one.material, pairs, 0.1))
            measures.judge_year(one.alignments, entries, year, direction, GOLD)
        elif one.kind == "covid":
            entries = measures.pairs_of_entries(finish(one.material, pairs, 0.1))
            measures.judge_covid(one.alignments, entries, one.listed)


GOLD = Path()


def write(alone: dict[str, float], together: dict[str, float]) -> None:
    """Write the weights to where the miner reads them."""
    lines = [
        "# The weights of the evidence for a pair, fitted by bench/train_terms.py: for a pair",
        "# by itself, and beside the other pairs of the same words.",
    ]
    for section, weights in (("alone", alone), ("together", together)):
        lines += ["", f"[{section}]"]
        lines += [
            f"{name!r} = {value:.3f}" if "*" in name else f"{name} = {value:.3f}"
            for name, value in sorted(weights.items())
        ]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


def main(sets: list[Collection], out: bool) -> None:
    """Print the figures of sets left out; write the weights if wanted."""
    found = left_out(sets)
    report(sets, found)
    if out:
        alone = fit(sets, "alone")
        write(alone, fit(sets, "together"))


if __name__ == "__main__":
    GOLD = Path(sys.argv[2])
    main(collections(Path(sys.argv[1]), GOLD), "--write" in sys.argv)
