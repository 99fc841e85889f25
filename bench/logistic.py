"""Ridge logistic regression, for the benchmarks that fit weights."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_MOST_STEPS = 40


def fit_logistic(
    x: Floats,
    y: Floats,
    penalty: Floats,
    *,
    weights: Floats | None = None,
    offset: Floats | None = None,
    enough: float = 1e-3,
) -> Floats:
    """The coefficients that fit best, by Newton's method.

    Takes a row of ``x`` and a 0 or 1 of ``y`` an example, the ridge penalty of each column, what
    each example counts and what its log odds begin with, and how much loss a last step gains.
    """
    weights = np.ones(len(y)) if weights is None else weights
    offset = np.zeros(len(y)) if offset is None else offset
    beta = np.zeros(x.shape[1])

    def loss(beta: Floats) -> float:
        total = x @ beta + offset
        of_data = float((weights * (np.logaddexp(0.0, total) - y * total)).sum())
        return of_data + float(penalty @ beta**2 / 2)

    now = loss(beta)
    for _ in range(_MOST_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ beta + offset, -30, 30)))
        gradient = x.T @ (weights * (y - chance)) - penalty * beta
        curvature = (x * (weights * chance * (1 - chance))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        # Newton's step may go too far.
        while (then := loss(beta + step)) > now and float(np.abs(step).max()) > 1e-6:
            step = step / 2
        beta, gained, now = beta + step, now - then, then
        if gained < enough:
            break
    return beta
