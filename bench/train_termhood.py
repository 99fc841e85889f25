"""Fit which words are like those of terms, from two lists, and say how well it is told.

Usage: python bench/train_termhood.py [--write]

termhood/terms.tsv has terms of many fields, termhood/general.tsv general words and free
combinations, both in Chinese and English, a pair a line; written for this purpose, without a look
at the reports or at any text that is used to measure. A ridge logistic regression on the vectors
of the built-in encoder, a language each. Printed is, of entries left out (every fifth in turn),
how likely a term scores above a general expression (AUC). With --write, weights fitted on
everything go to align/terms/termhood.toml.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from logistic import Floats, fit_logistic

from align.terms.meanings import word_encoder

LISTS = Path(__file__).parent / "termhood"
MODEL = Path(__file__).resolve().parents[1] / "align" / "terms" / "termhood.toml"
RIDGE = 1.0
FOLDS = 5


def entries(name: str) -> list[tuple[str, str]]:
    """The Chinese-English pairs of a list."""
    lines = (LISTS / name).read_text("utf-8").splitlines()
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines]


def fit(x: Floats, y: Floats) -> tuple[Floats, float]:
    """Weights and bias of a ridge logistic regression; the bias is free."""
    x = np.hstack([x, np.ones((len(x), 1))])
    penalty = np.full(x.shape[1], RIDGE)
    penalty[-1] = 1e-6
    beta = fit_logistic(x, y, penalty, enough=1e-9)
    return beta[:-1], float(beta[-1])


def area(scores: Floats, y: Floats) -> float:
    """How likely a positive example scores above a negative one (AUC), ties apart."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores, kind="stable")] = np.arange(1, len(scores) + 1)
    positive = float(y.sum())
    negative = len(y) - positive
    return float((ranks[y > 0].sum() - positive * (positive + 1) / 2) / (positive * negative))


def main(out: bool) -> None:
    """Print how well entries left out are told apart; write the model if wanted."""
    terms, general = entries("terms.tsv"), entries("general.tsv")
    y = np.array([1.0] * len(terms) + [0.0] * len(general))
    fold = np.arange(len(y)) % FOLDS
    encoder = word_encoder()
    assert encoder is not None
    lines = [
        "# How much a word is like the words of terms: weights of its vector by the built-in",
        "# encoder, fitted by bench/train_termhood.py.",
    ]
    for side, lang in ((0, "zh"), (1, "en")):
        x = encoder.encode([pair[side] for pair in terms + general]).astype(np.float64)
        scores = np.zeros(len(y))
        for left_out in range(FOLDS):
            weights, bias = fit(x[fold != left_out], y[fold != left_out])
            scores[fold == left_out] = x[fold == left_out] @ weights + bias
        print(f"{lang}  {len(terms)} terms, {len(general)} general  AUC {area(scores, y):.3f}")
        weights, bias = fit(x, y)
        values = ", ".join(f"{value:.3f}" for value in weights.tolist())
        lines += ["", f"[{lang}]", f"bias = {bias:.3f}", f"weights = [{values}]"]
    if out:
        MODEL.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main("--write" in sys.argv)
