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
from dataclasses import asdict, dataclass, field
from pathlib import Path

import gold as data
import numpy as np
from alignment import calibration as calibration_of
from disturbances import disturbed, fragments, paragraphs, strewn, thinned
from errors import Log, places, show
from scipy.optimize import minimize

from align.bitext.band import stretch
from align.bitext.evaluate import Evaluation, evaluate
from align.bitext.features import FEATURES, Grid
from align.bitext.gather import gather
from align.bitext.search import Band, Lattice, Shape, shapes
from align.bitext.weights import Calibration, evidence
from align.encode.base import Encoder
from align.model import Bead

LONGEST = 5
KINDS = shapes(LONGEST)
N, K = len(FEATURES), len(KINDS)
FOLDS = 6
# Kinds of text to which nothing was done but splitting and merging.
AS_THEY_ARE = ("fiction", "corpora", "news", "medical")
PRIOR = 10.0
# Set by hand, with what each unit of looseness adds: the paragraphs of the training text are made,
# it has hardly any headings, and seldom two strangers at one place.
BY_HAND = {
    "crossz": (-4.0, 0.0),
    "crosse": (-4.0, 0.0),
    "breaks": (-1.2, 0.0),
    "nofin": (-1.2, 0.0),
    "alien": (-4.0, 2.0),
}
FIXED = [FEATURES.index(name) for name in BY_HAND]
HEAD = """\
# The weights of sentence alignment: [base, added for each unit of looseness].
# Written by `python bench/train_alignment.py GOLD_FOLDER`, which says on what and how; the
# weights of crossz, crosse, breaks (paragraphs), nofin (headings) and alien (strangers at one
# place) are set there by hand.
"""


@dataclass(eq=False)
class Sample:
    """A document to train on: the evidence of all its beads, and the gold path."""

    kind: str
    pair: data.Pair
    band: Band
    measured: np.ndarray
    loose: float
    path: list[tuple[int, int, int]]
    weight: float
    fold: int = 0
    found: list[tuple[float, Shape, bool]] = field(default_factory=list)


@dataclass(eq=False)
class Batch:
    """Samples of like size whose lattices are searched side by side."""

    samples: list[Sample]
    lattice: Lattice


def sample(kind: str, pair: data.Pair, encoder: Encoder | None, weight: float) -> Sample:
    """Measure the evidence of a pair in a band around its own anchors."""
    material = gather(pair.zh, pair.en, LONGEST, encoder, pair.breaks)
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
    return Sample(kind, pair, band, ordered, evidence.units.looseness, path, weight)


def collect(gold: Path, encoder: Encoder | None, without: str) -> list[Sample]:
    """All training documents; a document and its disturbed copies are in one fold."""
    rng = np.random.default_rng(1)
    found: list[Sample] = []

    def add(kind: str, pair: data.Pair, weight: float, at: int) -> None:
        found.append(sample(kind, pair, encoder, weight))
        found[-1].fold = at % FOLDS

    others = data.sentences_of(data.medical(gold)), data.sentences_of(data.news(gold))
    pieces = [fragments(long, rng, 3000) for long in others]
    hand = [("corpora", pair, 0.6) for pair in data.corpora()]
    if without != "fiction":
        hand += [("fiction", pair, 1.0) for pair in data.fiction(gold)]
    for at, (kind, pair, weight) in enumerate(hand):
        add(kind, pair, weight, at)
        add(kind + " thin", thinned(pair, rng, 0.4), 0.2, at)
        whole = paragraphs(pair, rng) if kind == "corpora" or at % 2 else pair
        share = float(rng.uniform(0.03, 0.15))
        add(kind + " strewn", strewn(whole, rng, share, pieces[at % 2], others[at % 2]), 0.2, at)
    for kind, documents in (("news", data.news(gold)), ("medical", data.medical(gold))):
        # What is put between the sentences of the one is taken from the other.
        strange, short = (others[0], pieces[0]) if kind == "news" else (others[1], pieces[1])
        for at, (name, lines) in enumerate(data.joined(documents, 100)):
            if at % 3 < 2:
                gone = (0.0, 0.5, 0.2)[at % 5 % 3]
                pair = disturbed(name, lines, rng, gone=gone)
                if at % 2:
                    pair = paragraphs(pair, rng)
                add(kind + " thin" * (gone > 0), pair, 0.3, at)
            else:
                pair = disturbed(name, lines, rng)
                if at % 2:
                    pair = paragraphs(pair, rng)
                share = float(rng.uniform(0.03, 0.15))
                add(kind + " strewn", strewn(pair, rng, share, short, strange), 0.3, at)
    return found


def batches(samples: list[Sample]) -> list[Batch]:
    """Samples grouped so that little of a common lattice is padding."""
    found: list[Batch] = []
    group: list[Sample] = []
    for one in [*sorted(samples, key=lambda s: (s.band.width // 8, s.band.rows)), None]:
        if group:
            rows = max(s.band.rows for s in [*group, *([one] if one else [])])
            width = max(s.band.width for s in [*group, *([one] if one else [])])
            own = sum(s.band.rows * s.band.width for s in group)
            if one is None or rows * width * len(group) > 1.4 * own or len(group) > 15:
                found.append(Batch(group, Lattice([s.band for s in group], KINDS)))
                group = []
        if one:
            group.append(one)
    return found


def scores(one: Sample, weights: np.ndarray) -> np.ndarray:
    """The scores of all beads of a document; ``weights`` hold base and looseness parts."""
    half = N + K
    own = (weights[:half] + one.loose * weights[half:]).astype(np.float32)
    own[FIXED] = [base + one.loose * loose for base, loose in BY_HAND.values()]
    return np.asarray(one.measured @ own[:N] + own[N:][None, :, None])


def objective(
    weights: np.ndarray, grouped: list[Batch], scale: np.ndarray
) -> tuple[float, np.ndarray]:
    """Negative log likelihood with the prior, and its gradient, in scaled weights."""
    loss = PRIOR * float(weights @ weights)
    gradient = 2 * PRIOR * weights
    for batch in grouped:
        own = [scores(one, weights / scale) for one in batch.samples]
        sure, total = batch.lattice.probabilities(batch.lattice.stack(own))
        for at, one in enumerate(batch.samples):
            rows, _, width = own[at].shape
            rest = sure[at, :rows, :, :width]
            value = float(total[at])
            for i, k, c in one.path:
                value -= float(own[at][i, k, c])
                rest[i, k, c] -= 1
            where = np.nonzero(np.abs(rest) > 1e-5)
            part = np.zeros(N + K)
            part[:N] = rest[where] @ one.measured[where]
            part[FIXED] = 0
            part[N:] = np.bincount(where[1], rest[where], minlength=K)
            loss += one.weight * value
            gradient += one.weight * np.concatenate([part, one.loose * part]) / scale
    return loss, gradient


def train(samples: list[Sample], start: np.ndarray, scale: np.ndarray, steps: int) -> np.ndarray:
    """The best scaled weights for some documents."""
    grouped = batches(samples)
    result = minimize(
        objective, start, (grouped, scale), jac=True, method="L-BFGS-B", options={"maxiter": steps}
    )
    return np.asarray(result.x)


def decode(one: Sample, weights: np.ndarray) -> tuple[list[Bead], list[float]]:
    """The best beads of a document, and their probabilities."""
    lattice = Lattice([one.band], KINDS)
    stacked = lattice.stack([scores(one, weights)])
    sure, _ = lattice.probabilities(stacked)
    low = one.band.low
    beads, chances = [], []
    for i, j, k in lattice.best(stacked)[0]:
        a, b = KINDS[k]
        chances.append(float(sure[0, i, k, j - low[i]]))
        beads.append(Bead(tuple(range(i - a, i)), tuple(range(j - b, j)), chances[-1]))
    return beads, chances


def calibrate(samples: list[Sample]) -> Calibration:
    """The calibration under which the outcomes of these documents are likeliest (Platt 1999)."""
    rows = np.concatenate([_evidence(one) for one in samples])
    right = np.array([ok for one in samples for _, _, ok in one.found])

    def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
        z = rows @ x
        value = np.logaddexp(0, np.where(right, -z, z)).sum() + 0.01 * (x @ x)
        return float(value), rows.T @ (1 / (1 + np.exp(-z)) - right) + 0.02 * x

    return Calibration.of(minimize(loss, np.zeros(rows.shape[1]), jac=True).x)


def _evidence(one: Sample) -> np.ndarray:
    chances = np.array([chance for chance, _, _ in one.found])
    return evidence(chances, [shape for _, shape, _ in one.found], one.loose)


def report_calibration(samples: list[Sample]) -> Calibration:
    """Fit the calibration; print how good it is on each fold when fitted on the others."""
    by_kind: dict[str, list[tuple[float, bool]]] = {}
    for fold in range(FOLDS):
        fitted = calibrate([one for one in samples if one.fold != fold])
        for one in samples:
            if one.fold == fold:
                chances = np.array([chance for chance, _, _ in one.found])
                shapes = [shape for _, shape, _ in one.found]
                sure = fitted.at(one.loose).confidence(chances, shapes)
                pairs = [(float(c), ok) for c, (_, _, ok) in zip(sure, one.found, strict=True)]
                by_kind.setdefault(one.kind, []).extend(pairs)
    by_kind["as they are"] = [p for kind in AS_THEY_ARE for p in by_kind.get(kind, [])]
    by_kind["all"] = [p for kind, pairs in by_kind.items() if kind != "as they are" for p in pairs]
    for kind, pairs in by_kind.items():
        error, caught = calibration_of(pairs)
        wrong = sum(not ok for _, ok in pairs)
        print(
            f"{kind:14} {len(pairs):5} beads, {wrong:3} wrong  ECE {error:.4f}"
            f"  errors in the least sure 10 %: {caught:.3f}"
        )
    return calibrate(samples)


def table(name: str, weights: np.ndarray, calibration: Calibration) -> str:
    """A table of weights.toml."""
    half = N + K
    base, loose = weights[:half], weights[half:]
    lines = [f"[{name}.calibration]"]
    for key, value in asdict(calibration).items():
        pair = f"[{value[0]:.4f}, {value[1]:.4f}]" if isinstance(value, tuple) else f"{value:.4f}"
        lines.append(f"{key} = {pair}")
    lines += ["", f"[{name}.features]"]
    for at, feature in enumerate(FEATURES):
        if feature in BY_HAND:
            lines.append(f"{feature} = {list(BY_HAND[feature])}")
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
    parser.add_argument("--steps", type=int, default=65)
    parser.add_argument("--errors", type=Path, help="write what is wrong, with its text, to read")
    options = parser.parse_args()
    encoder: Encoder | None = None
    if options.table == "vectors":
        from align.encode.use import UniversalSentenceEncoder

        encoder = UniversalSentenceEncoder()
    else:
        # Without vectors every pair of few known words would look like strangers.
        BY_HAND["alien"] = (0.0, 0.0)
    samples = collect(options.gold, encoder, options.without)
    some = np.concatenate([one.measured.reshape(-1, N)[::37] for one in samples])
    deviation = some.std(axis=0)
    deviation[deviation < 1e-6] = 1.0
    scale = np.tile(np.concatenate([deviation, np.ones(K)]), 2)
    start = np.zeros(2 * (N + K))
    start[0], start[N : N + K] = 3 * deviation[0], -2.0
    whole = train(samples, start, scale, options.steps)
    totals: dict[str, Evaluation] = {}
    log = Log(options.errors)
    for fold in range(FOLDS):
        rest = [one for one in samples if one.fold != fold]
        # From the beginning, not from weights that know the document.
        own = train(rest, start, scale, options.steps * 2 // 3) / scale
        for one in samples:
            if one.fold == fold:
                beads, chances = decode(one, own)
                gold = {(b.zh, b.en) for b in one.pair.beads}
                right = [(b.zh, b.en) in gold for b in beads]
                forms = [(len(b.zh), len(b.en)) for b in beads]
                one.found = list(zip(chances, forms, right, strict=True))
                for place in places(one.pair.beads, beads):
                    log.add(one.kind, place.kind, show(place, one.pair.zh, one.pair.en))
                score = evaluate(beads, one.pair.beads)
                totals[one.kind] = totals[one.kind] + score if one.kind in totals else score
    for kind, total in totals.items():
        strict, nulls = total.strict, total.nulls
        print(
            f"{kind:13} strict {strict.precision:.4f} {strict.recall:.4f} {strict.f1:.4f}"
            f"  lax {total.lax.f1:.4f}  nulls {nulls.precision:.3f} {nulls.recall:.3f}"
        )
    log.close()
    calibration = report_calibration(samples)
    text = table(options.table, whole / scale, calibration)
    if options.output:
        write(options.output, options.table, text)
    else:
        print(text)


if __name__ == "__main__":
    main()
