"""Train the weights of sentence alignment and write align/bitext/weights.toml.

Usage: python bench/train_alignment.py GOLD_FOLDER [-o FILE] [--table vectors|words]
       [--without fiction]

A semi-Markov conditional random field (Sarawagi & Cohen 2004): the weights under which the gold
alignments are likeliest, with a Gaussian prior, by L-BFGS. Trained on the shared development
set of fiction, the bundled corpora, and news (NTREX) and medical text (TICO-19) whose lines are
split into sentences, merged and dropped at random. Every document is also aligned by weights
that were trained without it (six folds): those scores are printed, and the confidences are
calibrated on them. Needs scipy.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from pathlib import Path

import gold as data
import numpy as np
from alignment import calibration as calibration_of
from scipy.optimize import minimize

from align.bitext.align import gather
from align.bitext.band import stretch
from align.bitext.evaluate import Evaluation, evaluate
from align.bitext.features import FEATURES, Grid
from align.bitext.search import Lattice, shapes
from align.encode.base import Encoder
from align.model import Bead

LONGEST = 5
KINDS = shapes(LONGEST)
N, K = len(FEATURES), len(KINDS)
FOLDS = 6
PRIOR = 10.0
# Set by hand: the training text has no paragraphs, and hardly any headings.
BY_HAND = {"crossz": -4.0, "crosse": -4.0, "breaks": -1.2, "nofin": -1.2}
HEAD = """\
# The weights of sentence alignment: [base, added for each unit of looseness].
# Written by `python bench/train_alignment.py GOLD_FOLDER`, which says on what and how; the
# weights of crossz, crosse, breaks (paragraphs) and nofin (headings) are set there by hand.
"""


@dataclass(eq=False)
class Sample:
    """A document to train on: the evidence of all its beads, and the gold path."""

    kind: str
    pair: data.Pair
    lattice: Lattice
    measured: np.ndarray
    loose: float
    path: list[tuple[int, int, int]]
    weight: float
    fold: int = 0
    found: list[tuple[float, bool]] = field(default_factory=list)


def sample(kind: str, pair: data.Pair, encoder: Encoder | None, weight: float) -> Sample:
    """Measure the evidence of a pair in a band around its own anchors."""
    material = gather(pair.zh, pair.en, LONGEST, encoder)
    evidence = material.evidence
    n, m = len(pair.zh), len(pair.en)
    inner = [(i, j) for i, j in material.anchors if 0 < i < n and 0 < j < m]
    band = stretch([(0, 0), *inner, (n, m)]).band
    grid = Grid(evidence, band, 0, 0, LONGEST)
    measured = np.stack([grid.measure(shape) for shape in KINDS], axis=1)
    lattice = Lattice([band], KINDS)
    path = []
    i = j = 0
    for bead in pair.beads:
        i, j = i + len(bead.zh), j + len(bead.en)
        shape = (len(bead.zh), len(bead.en))
        column = j - int(band.low[i])
        if shape in KINDS and 0 <= column < band.width:
            k = KINDS.index(shape)
            if lattice.before[0, i, k, column] >= 0:
                path.append((i, k, column))
    ordered = np.ascontiguousarray(measured.transpose(2, 1, 3, 0))
    return Sample(kind, pair, lattice, ordered, evidence.units.looseness, path, weight)


def collect(gold: Path, encoder: Encoder | None, without: str) -> list[Sample]:
    """All training documents; a document and its disturbed copies are in one fold."""
    rng = np.random.default_rng(1)
    found = []
    hand = [("corpora", pair, 0.6) for pair in data.corpora()]
    if without != "fiction":
        hand += [("fiction", pair, 1.0) for pair in data.fiction(gold)]
    for at, (kind, pair, weight) in enumerate(hand):
        thin = data.thinned(pair, rng, 0.4)
        for name, one, counts in ((kind, pair, weight), (kind + " thin", thin, 0.2)):
            found.append(sample(name, one, encoder, counts))
            found[-1].fold = at % FOLDS
    lines = [pair for _, own in data.news(gold) for pair in own]
    # Short sentences of other texts stand for what web pages put between paragraphs.
    short = (
        [s for zh, _ in lines[::2] for s in data.sentences(zh, "zh") if len(s) < 16],
        [s for _, en in lines[1::2] for s in data.sentences(en, "en") if len(s) < 48],
    )
    for kind, documents in (("news", data.news(gold)), ("medical", data.medical(gold))):
        for at, (name, lines) in enumerate(data.joined(documents, 100)):
            if at % 3 < 2:
                gone = (0.0, 0.5, 0.2)[at % 5 % 3]
                strange = short if at % 4 == 1 else None
                pair = data.disturbed(name, lines, rng, gone=gone, strange=strange)
                found.append(
                    sample(kind + " thin" * (gone > 0 or strange is not None), pair, encoder, 0.3)
                )
                found[-1].fold = at % FOLDS
    return found


def scores(one: Sample, weights: np.ndarray) -> np.ndarray:
    """The scores of all beads of a document; ``weights`` hold base and looseness parts."""
    half = N + K
    own = (weights[:half] + one.loose * weights[half:]).astype(np.float32)
    return np.asarray(one.measured @ own[:N] + own[N:][None, :, None])


def objective(
    weights: np.ndarray, samples: list[Sample], scale: np.ndarray
) -> tuple[float, np.ndarray]:
    """Negative log likelihood with the prior, and its gradient, in scaled weights."""
    loss = PRIOR * float(weights @ weights)
    gradient = 2 * PRIOR * weights
    for one in samples:
        own = scores(one, weights / scale)
        sure, total = one.lattice.probabilities(one.lattice.stack([own]))
        rest = sure[0]
        value = float(total[0])
        for i, k, c in one.path:
            value -= float(own[i, k, c])
            rest[i, k, c] -= 1
        where = np.nonzero(np.abs(rest) > 1e-5)
        part = np.zeros(N + K)
        part[:N] = rest[where] @ one.measured[where]
        part[N:] = np.bincount(where[1], rest[where], minlength=K)
        loss += one.weight * value
        gradient += one.weight * np.concatenate([part, one.loose * part]) / scale
    return loss, gradient


def train(samples: list[Sample], start: np.ndarray, scale: np.ndarray, steps: int) -> np.ndarray:
    """The best scaled weights for some documents."""
    result = minimize(
        objective, start, (samples, scale), jac=True, method="L-BFGS-B", options={"maxiter": steps}
    )
    return np.asarray(result.x)


def decode(one: Sample, weights: np.ndarray) -> tuple[list[Bead], list[float]]:
    """The best beads of a document, and their probabilities."""
    stacked = one.lattice.stack([scores(one, weights)])
    sure, _ = one.lattice.probabilities(stacked)
    low = one.lattice.low[0]
    beads, chances = [], []
    for i, j, k in one.lattice.best(stacked)[0]:
        a, b = KINDS[k]
        beads.append(Bead(tuple(range(i - a, i)), tuple(range(j - b, j))))
        chances.append(float(sure[0, i, k, j - low[i]]))
    return beads, chances


def calibrate(chances: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Slope and offset on the log odds under which the outcomes are likeliest (Platt 1999)."""
    bounded = np.clip(chances, 1e-6, 1 - 1e-6)
    odds = np.log(bounded / (1 - bounded))

    def loss(x: np.ndarray) -> float:
        z = x[0] * odds + x[1]
        return float(np.logaddexp(0, np.where(right, -z, z)).sum())

    slope, offset = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(slope), float(offset)


def report_calibration(samples: list[Sample]) -> tuple[float, float]:
    """Fit the calibration; print how good it is on each fold when fitted on the others."""
    by_kind: dict[str, list[tuple[float, bool]]] = {}
    for fold in range(FOLDS):
        rest = np.array([p for one in samples if one.fold != fold for p in one.found])
        slope, offset = calibrate(rest[:, 0], rest[:, 1] > 0)
        for one in samples:
            if one.fold == fold:
                bounded = np.clip([c for c, _ in one.found], 1e-6, 1 - 1e-6)
                sure = 1 / (1 + np.exp(-(slope * np.log(bounded / (1 - bounded)) + offset)))
                found = zip(sure, (ok for _, ok in one.found), strict=True)
                by_kind.setdefault(one.kind, []).extend((float(c), ok) for c, ok in found)
    by_kind["all"] = [p for pairs in by_kind.values() for p in pairs]
    for kind, pairs in by_kind.items():
        error, caught = calibration_of(pairs)
        print(f"{kind:13} ECE {error:.4f}  errors in the least sure 10 %: {caught:.3f}")
    everything = np.array([p for one in samples for p in one.found])
    return calibrate(everything[:, 0], everything[:, 1] > 0)


def table(name: str, weights: np.ndarray, calibration: tuple[float, float]) -> str:
    """A table of weights.toml."""
    half = N + K
    base, loose = weights[:half], weights[half:]
    lines = [f"[{name}.calibration]", f"slope = {calibration[0]:.4f}"]
    lines += [f"offset = {calibration[1]:.4f}", "", f"[{name}.features]"]
    for at, feature in enumerate(FEATURES):
        if feature in BY_HAND:
            lines.append(f"{feature} = [{BY_HAND[feature]}, 0.0]")
        else:
            lines.append(f"{feature} = [{base[at]:.4f}, {loose[at]:.4f}]")
    lines += ["", f"[{name}.shapes]"]
    for at, (a, b) in enumerate(KINDS):
        lines.append(f'"{a}-{b}" = [{base[N + at]:.4f}, {loose[N + at]:.4f}]')
    return "\n".join(lines) + "\n"


def write(path: Path, name: str, text: str) -> None:
    """Put a table into the file, whose other table stays."""
    tables = {name: text}
    if path.exists():
        parts = path.read_text(encoding="utf-8").split("\n[")
        for other in ("vectors", "words"):
            own = ["[" + part for part in parts if part.startswith(other + ".")]
            if own:
                tables.setdefault(other, "\n".join(part.rstrip("\n") + "\n" for part in own))
    whole = HEAD + "\n" + "\n".join(tables[key] for key in sorted(tables))
    path.write_text(whole, encoding="utf-8")


def main() -> None:
    """Train, print the scores of documents by weights trained without them, write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--table", choices=["vectors", "words"], default="vectors")
    parser.add_argument("--without", choices=["fiction", ""], default="")
    parser.add_argument("--steps", type=int, default=90)
    options = parser.parse_args()
    encoder: Encoder | None = None
    if options.table == "vectors":
        from align.encode.use import UniversalSentenceEncoder

        encoder = UniversalSentenceEncoder()
    samples = collect(options.gold, encoder, options.without)
    some = np.concatenate([one.measured.reshape(-1, N)[::37] for one in samples])
    deviation = some.std(axis=0)
    deviation[deviation < 1e-6] = 1.0
    scale = np.tile(np.concatenate([deviation, np.ones(K)]), 2)
    start = np.zeros(2 * (N + K))
    start[0], start[N : N + K] = 3 * deviation[0], -2.0
    whole = train(samples, start, scale, options.steps)
    totals: dict[str, Evaluation] = {}
    for fold in range(FOLDS):
        rest = [one for one in samples if one.fold != fold]
        own = train(rest, whole, scale, options.steps // 3) / scale
        for one in samples:
            if one.fold == fold:
                beads, chances = decode(one, own)
                gold = {(b.zh, b.en) for b in one.pair.beads}
                right = [(b.zh, b.en) in gold for b in beads]
                one.found = list(zip(chances, right, strict=True))
                score = evaluate(beads, one.pair.beads)
                totals[one.kind] = totals[one.kind] + score if one.kind in totals else score
    for kind, total in totals.items():
        strict, nulls = total.strict, total.nulls
        print(
            f"{kind:13} strict {strict.precision:.4f} {strict.recall:.4f} {strict.f1:.4f}"
            f"  lax {total.lax.f1:.4f}  nulls {nulls.precision:.3f} {nulls.recall:.3f}"
        )
    calibration = report_calibration(samples)
    text = table(options.table, whole / scale, calibration)
    if options.output:
        write(options.output, options.table, text)
    else:
        print(text)


if __name__ == "__main__":
    main()
