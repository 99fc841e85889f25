"""In 30 seconds: the sentence pairs that carry a report.

Extractive: a pair is worth more the nearer it is to what the whole report speaks of (the centroid
of tf-idf vectors; Radev et al. 2004), the earlier it stands (a lead says most; Edmundson 1969),
and the more names and figures it has. Pairs are taken one after the other, each for what it adds
to those that are taken (maximal marginal relevance; Carbonell & Goldstein 1998).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from align.check.pair import Pair
from align.model import KeyPair
from align.text.words import words

_CENTRE, _LEAD, _FACTS, _OPENS, _LIST = 0.45, 0.3, 0.15, 0.1, 0.1
# How much what is said already counts against a pair.
_AGAIN = 0.55
_NEAR = 0.3
# The best by their own worth are compared with each other; a report of any length has few.
_SHORTLIST = 200
_CONTENT: Final = frozenset({"noun", "name", "person", "place", "verb", "adjective"})
_NAMES: Final = frozenset({"name", "person", "place"})
# A statement is neither a heading nor a paragraph.
_SHORTEST, _LONGEST, _FULL = 12, 420, 50
_QUOTED = re.compile(r"^\s*[“\"「『]")
_ENDS = re.compile(r"[。！？.!?][”\"’」』）)]*\s*\Z")
_LISTED: Final = frozenset({"heading", "caption", "cell"})

Vector = dict[str, float]


def key_pairs(pairs: Sequence[Pair], count: int = 5) -> tuple[KeyPair, ...]:
    """The pairs that carry a report, in reading order; fewer where it has fewer statements.

    Takes the report's pairs and how many are wanted. Linear in the length of the report.
    """
    stated = [pair for pair in pairs if _states(pair)]
    stated = stated or [pair for pair in pairs if pair.whole]
    if not stated:
        return ()
    bags, names = zip(*map(_bag, stated), strict=True)
    vectors = _vectors(bags)
    centre = _centre(vectors)
    weight = _size(centre)
    worth = [
        _fullness(pair)
        * (
            _CENTRE * sum(v * centre[key] for key, v in vector.items()) / _size(vector) / weight
            + _LEAD / (1 + at / 3) ** 0.8
            + _FACTS * _facts(pair, named)
            + _OPENS * _opens(pair)
            - _LIST * _listed(pair)
        )
        for at, (pair, vector, named) in enumerate(zip(stated, vectors, names, strict=True))
    ]
    order = sorted(range(len(stated)), key=lambda at: (-worth[at], at))[:_SHORTLIST]
    chosen: list[int] = []
    while order and len(chosen) < count:
        best = max(order, key=lambda at: (_gain(at, chosen, worth, vectors, stated), -at))
        chosen.append(best)
        order.remove(best)
    return tuple(KeyPair(stated[at].number, round(worth[at], 4)) for at in sorted(chosen))


def _states(pair: Pair) -> bool:
    """Whether a pair is a statement of the report's own, on both sides, neither short nor long."""
    if not pair.whole:
        return False
    alignment = pair.alignment
    for side in (pair.zh, pair.en):
        blocks = alignment.document(side.lang).blocks
        sentences = alignment.sentences(side.lang)
        if any(blocks[sentences[i].block].kind in _LISTED for i in side.positions):
            return False
        if not _ENDS.search(side.text):
            return False
    length = len(pair.zh.text) + len(pair.en.text) / 3
    if not len(pair.zh.text) >= _SHORTEST or length > _LONGEST:
        return False
    # What somebody is quoted with needs its speaker, and all of it.
    quoted = _QUOTED.match(pair.zh.text) and _QUOTED.match(pair.en.text)
    return not quoted and all(_closed(side.text) for side in (pair.zh, pair.en))


def _closed(text: str) -> bool:
    return text.count("“") == text.count("”") and text.count("「") == text.count("」")


def _bag(pair: Pair) -> tuple[Counter[str], int]:
    """The content words of a pair, each side's apart, and how many names the English has."""
    en = words(pair.en.text, "en")
    bag = Counter(
        f"{lang} {word.key}"
        for lang, there in (("zh", words(pair.zh.text, "zh")), ("en", en))
        for word in there
        if word.kind in _CONTENT
    )
    return bag, len({word.key for word in en if word.kind in _NAMES})


def _vectors(bags: Sequence[Counter[str]]) -> list[Vector]:
    spread = Counter(key for bag in bags for key in bag)
    return [
        {
            key: (1 + math.log(times)) * math.log(1 + len(bags) / spread[key])
            for key, times in bag.items()
        }
        for bag in bags
    ]


def _centre(vectors: Sequence[Vector]) -> Vector:
    total: Vector = {}
    for vector in vectors:
        size = _size(vector)
        for key, value in vector.items():
            total[key] = total.get(key, 0.0) + value / size
    return total


def _size(vector: Vector) -> float:
    return math.sqrt(sum(value * value for value in vector.values())) or 1.0


def _cosine(one: Vector, other: Vector) -> float:
    shared = sum(value * other.get(key, 0.0) for key, value in one.items())
    return shared / (_size(one) * _size(other))


def _fullness(pair: Pair) -> float:
    """How much of a statement's usual length a pair has, at most 1: captions have less."""
    return min(1.0, _length(pair) / _FULL)


def _length(pair: Pair) -> float:
    """The length of a pair in Chinese characters, three of English being one."""
    return len(pair.zh.text) + len(pair.en.text) / 3


def _facts(pair: Pair, names: int) -> float:
    """Names and figures, 0 to 1: a pair without any says little that a report is read for."""
    zh, en = pair.quantities
    firm = min(sum(q.weight == "firm" for q in zh), sum(q.weight == "firm" for q in en))
    return min(1.0, firm / 4 + names / 8)


def _opens(pair: Pair) -> bool:
    """Whether a pair opens a paragraph on both sides."""
    return all(
        pair.alignment.sentences(side.lang)[side.positions[0]].span[0] == 0
        for side in (pair.zh, pair.en)
    )


def _listed(pair: Pair) -> bool:
    blocks, sentences = pair.alignment.zh.blocks, pair.alignment.zh_sentences
    return blocks[sentences[pair.zh.positions[0]].block].kind == "list"


def _gain(
    at: int,
    chosen: Sequence[int],
    worth: Sequence[float],
    vectors: Sequence[Vector],
    pairs: Sequence[Pair],
) -> float:
    again = max((_cosine(vectors[at], vectors[other]) for other in chosen), default=0.0)
    # A tenth of the report is one matter: what stands far apart covers more of it.
    reach = max(2.0, len(pairs) / 10)
    near = max((math.exp(-abs(at - other) / reach) for other in chosen), default=0.0)
    return worth[at] * (1 - _AGAIN * again - _NEAR * near)
