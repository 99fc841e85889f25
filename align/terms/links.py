"""Which word of a bead goes with which: posterior probabilities of word links.

A hidden Markov model (Vogel, Ney & Tillmann 1996) in both directions: emissions are the
translation probabilities of :mod:`align.terms.association`, jumps prefer the next word. The
product of both directions' posteriors is the link's probability (Liang, Taskar & Klein 2006).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from align.terms.association import Association, Floats
from align.terms.index import Index, Ints

# Emission of a pair that nothing is known about, and of a word that translates nothing.
_FLOOR = 1e-5
_NULL = 1e-2
# Share of the probability that stays with "no word" from one word to the next.
_STAY_NULL = 0.25
_JUMP_DECAY = 0.55
_JUMP_UNIFORM = 0.12


def posteriors(association: Association, zh: Ints, en: Ints) -> Floats:
    """The probability of each link between the words of a bead: shape (len(zh), len(en)).

    Takes word numbers in order, punctuation left out.
    """
    if not len(zh) or not len(en):
        return np.zeros((len(zh), len(en)))
    forward, backward, prior = association.look_up(zh, en)
    # A word's first bead has taught nothing yet: then the dictionary's own weight counts.
    there = _direction(forward + 0.02 * prior)
    back = _direction((backward + 0.02 * prior).T).T
    joint: Floats = np.sqrt(there * back)
    return joint


def bead_posteriors(index: Index, association: Association, bead: int) -> Floats:
    """:func:`posteriors` of a bead of an index."""
    return posteriors(association, index.zh.bead(bead), index.en.bead(bead))


def _direction(emission: Floats) -> Floats:
    """Posteriors of states (rows) that emit the columns, by the forward-backward algorithm."""
    states, steps = emission.shape
    jump = _jumps(states)
    emit = emission + _FLOOR
    stay = 1.0 - _STAY_NULL
    alpha = np.zeros((steps, states))
    alpha_null = np.zeros(steps)
    scale = np.zeros(steps)
    # The empty word remembers the state before it (Och & Ney 2003), as one vector of weights.
    memory = np.full(states, 1.0 / states)
    current, null = np.zeros(states), np.zeros(states)
    nulls = np.zeros((steps, states))
    for step in range(steps):
        source = memory if step == 0 else current + null
        moved = source if step == 0 else source @ jump
        current = stay * moved * emit[:, step]
        null = _STAY_NULL * source * _NULL
        total = float(current.sum() + null.sum())
        scale[step] = total
        current, null = current / total, null / total
        alpha[step], nulls[step] = current, null
        alpha_null[step] = null.sum()
    beta = np.ones(states)
    beta_null = np.ones(states)
    posterior = np.zeros((states, steps))
    for step in range(steps - 1, -1, -1):
        posterior[:, step] = alpha[step] * beta
        norm = float(posterior[:, step].sum() + (nulls[step] * beta_null).sum())
        posterior[:, step] /= max(norm, 1e-300)
        if step == 0:
            break
        onward = jump @ (stay * emit[:, step] * beta)
        idle = _STAY_NULL * _NULL * beta_null
        beta = beta_null = (onward + idle) / scale[step]
    return posterior


@lru_cache(maxsize=512)
def _jumps(states: int) -> Floats:
    distance = np.arange(states)[None, :] - np.arange(states)[:, None]
    weight = np.exp(-_JUMP_DECAY * np.abs(distance - 1.0))
    # To stay is common (one word rendered by two), to go back less so.
    weight[distance == 0] = np.exp(-_JUMP_DECAY * 0.8)
    weight[distance < 0] *= 0.6
    weight /= weight.sum(axis=1, keepdims=True)
    mixed: Floats = (1 - _JUMP_UNIFORM) * weight + _JUMP_UNIFORM / states
    return mixed
