"""Which word of a bead goes with which: posterior probabilities of word links.

A hidden Markov model (Vogel, Ney & Tillmann 1996) in both directions: emissions are the
translation probabilities of :mod:`align.terms.association`, jumps prefer the next word. The
product of both directions' posteriors is the link's probability (Liang, Taskar & Klein 2006).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from align.terms.association import Association, Floats
from align.terms.index import Index, Ints, Longs

# Emission of a pair that nothing is known about, and of a word that translates nothing.
_FLOOR = 1e-5
_NULL = 1e-2
# Share of the probability that stays with "no word" from one word to the next.
_STAY_NULL = 0.25
_JUMP_DECAY = 0.55
_JUMP_UNIFORM = 0.12
# A bead of more words is no sentence: what stands beside what in it says nothing, and would cost
# the square of its length.
_MOST_STATES = 2000


def posteriors(association: Association, zh: Ints, en: Ints) -> Floats:
    """The probability of each link between the words of a bead: shape (len(zh), len(en)).

    Takes word numbers in order, punctuation left out.
    """
    return many_posteriors(association, [zh], [en])[0]


def bead_posteriors(index: Index, association: Association, bead: int) -> Floats:
    """:func:`posteriors` of a bead of an index."""
    return posteriors(association, index.zh.bead(bead), index.en.bead(bead))


def many_posteriors(
    association: Association, zh: Sequence[Ints], en: Sequence[Ints]
) -> list[Floats]:
    """:func:`posteriors` of many beads: the same numbers for each, many times as fast."""
    shapes = [(len(one), len(two)) for one, two in zip(zh, en, strict=True)]
    if not shapes:
        return []
    forward, backward, prior = association.look_up(
        np.concatenate([np.repeat(one, len(two)) for one, two in zip(zh, en, strict=True)]),
        np.concatenate([np.tile(two, len(one)) for one, two in zip(zh, en, strict=True)]),
    )
    # A word's first bead has taught nothing yet: then the dictionary's own weight counts.
    there = _unpacked(forward + 0.02 * prior, shapes)
    back = _unpacked(backward + 0.02 * prior, shapes)
    there = _directions(there)
    back = _directions([emission.T for emission in back])
    return [np.sqrt(one * two.T) for one, two in zip(there, back, strict=True)]


def _unpacked(values: Floats, shapes: Sequence[tuple[int, int]]) -> list[Floats]:
    ends = np.cumsum([rows * columns for rows, columns in shapes]).tolist()
    return [
        values[end - shape[0] * shape[1] : end].reshape(shape)
        for end, shape in zip(ends, shapes, strict=True)
    ]


def _directions(emissions: Sequence[Floats]) -> list[Floats]:
    """Posteriors of states (rows) that emit the columns, by the forward-backward algorithm.

    Those with as many states go together step by step, the longest first. Each is computed as it
    would be by itself: what else is in the batch does not touch its last bit.
    """
    found: list[Floats] = [np.zeros(emission.shape) for emission in emissions]
    by_states: dict[int, list[int]] = defaultdict(list)
    for number, emission in enumerate(emissions):
        if emission.size:
            by_states[emission.shape[0]].append(number)
    for states, numbers in by_states.items():
        if states > _MOST_STATES:
            for number in numbers:
                found[number] = _by_themselves(emissions[number])
            continue
        numbers.sort(key=lambda number: -emissions[number].shape[1])
        steps = np.array([emissions[number].shape[1] for number in numbers])
        emit = np.zeros((int(steps[0]), len(numbers), states))
        for at, number in enumerate(numbers):
            emit[: steps[at], at] = emissions[number].T
        for at, posterior in enumerate(_batch(emit + _FLOOR, steps)):
            found[numbers[at]] = posterior
    return found


def _batch(emit: Floats, lengths: Longs) -> list[Floats]:
    """The posteriors of a batch: ``emit`` is (steps, sentences, states), the longest first."""
    steps, sentences, states = emit.shape
    jump = _jumps(states)
    stay = 1.0 - _STAY_NULL
    idle = _STAY_NULL * _NULL
    # Of each step the states that emit its word, and those that the empty word remembers.
    forward = np.zeros((steps, 2, sentences, states))
    scale = np.ones((steps, sentences))
    # How many of the sentences have a word at each step.
    active = (lengths[None, :] > np.arange(steps)[:, None]).sum(axis=1).tolist()
    # The empty word remembers the state before it (Och & Ney 2003), as one vector of weights.
    source = moved = np.full((sentences, states), 1.0 / states)
    for step in range(steps):
        size = active[step]
        here = forward[step, :, :size]
        if step:
            source = forward[step - 1, 0, :size] + forward[step - 1, 1, :size]
            moved = np.matmul(source[:, None, :], jump)[:, 0, :]
        np.multiply(moved, stay, out=here[0])
        here[0] *= emit[step, :size]
        np.multiply(source, idle, out=here[1])
        sums = here.sum(axis=2)
        total = sums[0] + sums[1]
        scale[step, :size] = total
        here /= total[:, None]
    backward = np.ones((steps, sentences, states))
    emit *= stay
    for step in range(steps - 1, 0, -1):
        size = active[step]
        beta = backward[step, :size]
        ahead = emit[step, :size] * beta
        onward = np.matmul(jump, ahead[:, :, None])[:, :, 0]
        onward += idle * beta
        np.divide(onward, scale[step, :size, None], out=backward[step - 1, :size])
    forward *= backward[:, None]
    sums = forward.sum(axis=3)
    posterior = forward[:, 0]
    posterior /= np.maximum(sums[:, 0] + sums[:, 1], 1e-300)[:, :, None]
    return [posterior[: lengths[at], at].T for at in range(sentences)]


def _by_themselves(emission: Floats) -> Floats:
    """The posteriors of states where each word is linked without regard to its neighbours."""
    weights = (1.0 - _STAY_NULL) / emission.shape[0] * (emission + _FLOOR)
    found: Floats = weights / (weights.sum(axis=0) + _STAY_NULL * _NULL)
    return found


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
