"""Fit models of how term-like words are to those that were rated, and say how well they guess.

Usage: python bench/train_termhood.py [--write]

align/terms/termhood.tsv has the ratings: the words that are frequent in general language, or in
reports, medical texts and news (every word of the gold data that stands there twice), each rated
without a text by one of five readers, in a random order. align/terms/roles.tsv has those of words
as modifiers and as heads of phrases, by four readers. A ridge regression on the vectors of the
built-in encoder for each language and rating. Printed is, of words left out (every fifth in turn),
how well guess and rating go together (r), and how likely a word rated 2 or 3 is guessed above one
rated 0 or 1 (AUC). With --write, weights fitted on everything go to align/terms/termhood.toml and
roles.toml.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from align.encode.base import Encoder
from align.model import LANGS
from align.terms.association import Floats
from align.terms.meanings import word_encoder
from align.terms.roles import PARTS, rated_roles
from align.terms.termhood import ratings

HERE = Path(__file__).resolve().parents[1] / "align" / "terms"
RIDGE = 1.0
FOLDS = 5
# Words with this rating and above are entries by themselves.
ENTRY = 2


def fit(x: Floats, y: Floats) -> tuple[Floats, float]:
    """Weights and bias of a ridge regression; the bias is free."""
    middle, mean = x.mean(axis=0), float(y.mean())
    inner = (x - middle).T @ (x - middle) + RIDGE * np.eye(x.shape[1])
    weights = np.linalg.solve(inner, (x - middle).T @ (y - mean))
    return weights, mean - float(middle @ weights)


def area(scores: Floats, y: Floats) -> float:
    """How likely a positive example scores above a negative one (AUC), ties apart."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores, kind="stable")] = np.arange(1, len(scores) + 1)
    positive = float(y.sum())
    negative = len(y) - positive
    return float((ranks[y > 0].sum() - positive * (positive + 1) / 2) / (positive * negative))


def model(encoder: Encoder, name: str, rated: dict[str, int]) -> list[str]:
    """Print how well words left out are guessed; return the model of all as lines of TOML."""
    y = np.array(list(rated.values()), dtype=np.float64)
    x = encoder.encode(list(rated)).astype(np.float64)
    fold = np.random.default_rng(0).integers(0, FOLDS, len(y))
    guesses = np.zeros(len(y))
    for left_out in range(FOLDS):
        weights, bias = fit(x[fold != left_out], y[fold != left_out])
        guesses[fold == left_out] = x[fold == left_out] @ weights + bias
    together = float(np.corrcoef(guesses, y)[0, 1])
    right = area(guesses, (y >= ENTRY).astype(np.float64))
    print(f"{name}  {len(y)} words  r {together:.3f}  AUC {right:.3f}")
    weights, bias = fit(x, y)
    values = ", ".join(f"{value:.3f}" for value in weights.tolist())
    return [
        "",
        f"[{name}]",
        f"bias = {bias:.3f}",
        f"mean = {y.mean():.3f}",
        f"weights = [{values}]",
    ]


def digits(rated: dict[str, str]) -> dict[str, int]:
    """The words that are rated by a number."""
    return {word: int(rating) for word, rating in rated.items() if rating.isdigit()}


def main(out: bool) -> None:
    """Print how well words left out are guessed; write the models if wanted."""
    encoder = word_encoder()
    assert encoder is not None
    head = [
        "# How much a word is like the words of terms: weights of its vector by the built-in",
        "# encoder, fitted by bench/train_termhood.py.",
    ]
    likeness, playing = list(head), list(head)
    for lang in LANGS:
        likeness += model(encoder, lang, digits(ratings(lang)))
        for at, part in enumerate(PARTS):
            rated = {word: both[at] for word, both in rated_roles(lang).items()}
            playing += model(encoder, f"{lang}.{part}", digits(rated))
    if out:
        (HERE / "termhood.toml").write_text("\n".join(likeness) + "\n", "utf-8")
        (HERE / "roles.toml").write_text("\n".join(playing) + "\n", "utf-8")


if __name__ == "__main__":
    main("--write" in sys.argv)
