"""What the dictionary knows about the words of a bitext: prior weights of word pairs.

Chinese words are looked up in CC-CEDICT; one that is not there is explained by its parts.
English words count as the same where their stems are (stability, stable; centre, center).
Words that look alike (Qwen, 2025) or whose pinyin is the English word are evidence as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from align.terms.index import CLASSES, Index, Longs, Side
from align.text.lexicon import english_words, lexicon
from align.text.romanisation import (
    TITLES,
    is_transliteration,
    romanisations,
    romanises,
    sounds_alike,
)
from align.text.script import is_han
from align.text.surnames import surname_of
from align.text.words import ENGLISH_FUNCTION, english_key

_ENDINGS = re.compile(
    r"(?<=\w{4})(?:isational|izational|isation|ization|ational|ation|ative|atory|ator|ating|ated|ates|ate"
    r"|ability|ibility|ility|able|ible|ities|ity|ies|ments?|mental|ness|ically|ical|ally|ial|al"
    r"|ivity|ive|ional|ions?|ances?|ancy|ences?|ency|ants?|ents?|ers?|ors?|ory|ing|ed|isms?"
    r"|ists?|ise|ize|yse|yze|ify|ous|ary|ery|ic|ly|le|es|e|s|y)$"
)
# What is left has four letters or more: shorter stems fall together by chance.
# Weight of a pair whose words share only a stem, and of a pair explained by a word's part.
_STEM_WEIGHT = 0.6
_PART_WEIGHT = 0.6
_CHARACTER_WEIGHT = 0.15
_REMARK_WEIGHT = 0.3
_SOUND_WEIGHT = 0.6
_PINYIN_WEIGHT = 0.9
# A name that may be another's too (one Huang of many) is no evidence.
_LEAST_SPELT = 0.6
_MOST_NAMES = 4
# A heading in capitals is no name.
_LONGEST_RUN = 8
_APART = re.compile(r"[\s-]+")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A rough stem: derivations and spellings of one English word mostly share it.

    >>> stem("stability") == stem("stable"), stem("organisation") == stem("organization")
    (True, True)
    >>> stem("centre") == stem("center"), stem("programme") == stem("program")
    (True, True)
    """
    lower = word.lower()
    if lower.endswith("tre"):
        lower = lower[:-2] + "er"
    if lower.endswith("mme"):
        lower = lower[:-2]
    if len(lower) > 4:
        lower = lower.replace("our", "or")
    for _ in range(2):
        lower = _ENDINGS.sub("", lower)
    return lower


@lru_cache(maxsize=65536)
def gloss_weights(word: str) -> tuple[tuple[str, float], ...]:
    """English keys that a Chinese word may be, each with a weight from 0 to 1.

    A gloss of one content word gives it weight 1, a gloss of k words 1/k each: whole words are
    better evidence than pieces of explanations.

    >>> dict(gloss_weights("银行"))
    {'bank': 1.0}
    """
    found: dict[str, float] = {}
    glosses = lexicon().glosses(word)
    # What follows a name in its entry explains it: Jakarta, capital of Indonesia.
    is_name = bool(glosses) and glosses[0][:1].isupper()
    for position, gloss in enumerate(glosses):
        tokens = english_words(gloss)
        content = [token for token in tokens if not _is_function(token)]
        if not content:
            # Function words: the dictionary says 和 is "and"; only one-word glosses are safe.
            content = tokens if len(tokens) == 1 else []
        if len(content) > 5:
            continue
        share = _REMARK_WEIGHT if is_name and position and not gloss[:1].isupper() else 1.0
        for token in content:
            for piece in token.split("-"):
                key = english_key(piece)
                found[key] = max(found.get(key, 0.0), share / len(content))
    return tuple(sorted(found.items()))


@lru_cache(maxsize=65536)
def verb_keys(word: str) -> frozenset[str]:
    """English verbs that a Chinese word may be: its glosses with "to".

    >>> sorted(verb_keys("宣布"))
    ['announce', 'declare', 'proclaim']
    """
    known = lexicon()
    return frozenset(
        english_key(gloss.split()[1])
        for entry in known.raw(word)
        for gloss in entry.split(";")
        if gloss.strip().startswith("to ") and len(gloss.split()) > 1
    )


def gloss_tokens(gloss: str) -> list[str]:
    """The words of a gloss, hyphenated ones in their parts.

    >>> gloss_tokens("two-way street")
    ['two', 'way', 'street']
    """
    return [token for token in _APART.split(gloss) if token]


def gloss_phrases(word: str) -> list[tuple[str, ...]]:
    """The glosses of a Chinese word as English keys, of five words at most.

    >>> gloss_phrases("云计算")
    [('cloud', 'computing')]
    """
    return [
        tuple(map(english_key, gloss_tokens(gloss)))
        for gloss in lexicon().glosses(word)
        if len(gloss.split()) <= 5
    ]


def _is_function(token: str) -> bool:
    return token.lower() in ENGLISH_FUNCTION and not (token.isupper() and len(token) > 1)


@lru_cache(maxsize=65536)
def weights(word: str) -> tuple[tuple[str, float], ...]:
    """As :func:`gloss_weights`; a word that the dictionary lacks is explained by its parts."""
    found = dict(gloss_weights(word))
    if found or not is_han(word[:1]) or len(word) < 2:
        return tuple(found.items())
    known = lexicon()
    position = 0
    foreign = is_transliteration(word)
    while position < len(word):
        for length in range(min(len(word) - (position == 0), len(word) - position), 0, -1):
            part = word[position : position + length]
            if part not in known:
                continue
            if length > 1 or not foreign:
                weight = _PART_WEIGHT if length > 1 else _CHARACTER_WEIGHT
                for key, value in gloss_weights(part):
                    found[key] = max(found.get(key, 0.0), weight * value)
            position += length
            break
        else:
            position += 1
    return tuple(sorted(found.items()))


def priors(index: Index) -> tuple[Longs, NDArray[np.float64]]:
    """The prior weights of all word pairs of a bitext that have one.

    Returns ascending pair numbers (Chinese number x size of the English vocabulary + English
    number) and their weights, 0 to 1.
    """
    zh, en = index.zh, index.en
    by_stem: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(en.vocabulary):
        if key not in ENGLISH_FUNCTION:
            by_stem[stem(key)].append(number)
    size = len(en.vocabulary)
    pairs: dict[int, float] = {}
    for number, word in enumerate(zh.vocabulary):
        base = number * size
        found: dict[int, float] = {}
        for key, weight in weights(word):
            exact = en.numbers.get(key)
            if exact is None and key[:1].islower():
                exact = en.numbers.get(key.upper())
            if exact is not None:
                found[exact] = max(found.get(exact, 0.0), weight)
            for near in by_stem.get(stem(key), ()):
                found[near] = max(found.get(near, 0.0), _STEM_WEIGHT * weight)
        if not is_han(word[:1]):
            for form in (word, word.upper(), english_key(word), english_key(word.upper())):
                same = en.numbers.get(form)
                if same is not None:
                    found[same] = 1.0
        if is_han(word[:1]):
            for spelt in romanisations(word):
                match = en.numbers.get(spelt)
                if match is not None and len(spelt) > 1 and spelt not in ENGLISH_FUNCTION:
                    part = len(spelt) >= 2 * len(word)
                    found[match] = max(found.get(match, 0.0), _PINYIN_WEIGHT if part else 0.3)
        for match, weight in found.items():
            pairs[base + match] = weight
    keys = np.fromiter(pairs.keys(), dtype=np.int64, count=len(pairs))
    values = np.fromiter(pairs.values(), dtype=np.float64, count=len(pairs))
    order = np.argsort(keys, kind="stable")
    return keys[order], values[order]


def romanised(index: Index) -> tuple[Longs, NDArray[np.float64]]:
    """Prior weights of persons' names and the words of their romanisations, by whole names.

    何咏琳 is Ho Wing Lam, of which no word by itself tells. Looked at are Chinese words that may be
    names, and the runs of capitalised English words in the same beads. Returns ascending pair
    numbers and their weights.
    """
    zh, en = index.zh, index.en
    size = max(len(en.vocabulary), 1)
    named = np.array(
        [2 <= len(w) <= 4 and surname_of(w) != "" and not gloss_weights(w) for w in zh.vocabulary],
        dtype=bool,
    )
    found: dict[int, float] = {}
    done: set[tuple[int, tuple[int, ...]]] = set()
    places = np.flatnonzero(named[zh.ids])
    beads = np.searchsorted(zh.offsets, places, side="right") - 1
    for at, bead in zip(places.tolist(), beads.tolist(), strict=True):
        for run in _capitalised(en, int(en.offsets[bead]), int(en.offsets[bead + 1])):
            for first, last in combinations(range(run.start, run.stop + 1), 2):
                if not 2 <= last - first <= _MOST_NAMES:
                    continue
                name = int(zh.ids[at]), tuple(en.ids[first:last].tolist())
                if name in done:
                    continue
                done.add(name)
                words = index.stretch("en", first, last)
                if TITLES.match(words):
                    continue
                weight = _PINYIN_WEIGHT * romanises(zh.vocabulary[name[0]], words)
                if weight >= _LEAST_SPELT:
                    for number in name[1]:
                        pair = name[0] * size + number
                        found[pair] = max(found.get(pair, 0.0), weight)
    order = sorted(found)
    return np.array(order, dtype=np.int64), np.array([found[pair] for pair in order])


def _capitalised(side: Side, first: int, last: int) -> Iterator[range]:
    """The runs of two or more capitalised words in a stretch of one side, none very long.

    What a hyphen ties to a name may be written small: Chin-long.
    """
    start = first
    for at in range(first, last):
        if not (side.capital[at] or (at > start and side.tied[at - 1])):
            start = at + 1
        elif at + 1 == last or not side.joined[at] or not (side.capital[at + 1] or side.tied[at]):
            if 2 <= at + 1 - start <= _LONGEST_RUN:
                yield range(start, at + 1)
            start = at + 1


def sounds(index: Index, pairs: Longs, known: Longs) -> tuple[Longs, NDArray[np.float64]]:
    """Prior weights of foreign names and their transliterations, by their consonants.

    Takes ascending numbers of pairs that occur together and of pairs that the dictionary knows.
    Only Chinese words that write sounds are looked at, and English words that are names.
    """
    size = max(len(index.en.vocabulary), 1)
    foreign = np.array(
        [is_transliteration(word) for word in index.zh.vocabulary],
        dtype=bool,
    )
    known_zh = np.zeros(len(index.zh.vocabulary), dtype=bool)
    known_zh[(known // size).astype(np.int64)] = True
    names = np.zeros(len(index.en.vocabulary), dtype=bool)
    names[index.en.ids[index.en.classes == CLASSES.index("name")]] = True
    wanted = pairs[
        (foreign & ~known_zh)[pairs // size] & names[pairs % size]
    ] if len(pairs) else pairs  # fmt: skip
    values = np.array(
        [
            sounds_alike(index.zh.vocabulary[pair // size], index.en.vocabulary[pair % size])
            for pair in wanted.tolist()
        ],
        dtype=np.float64,
    )
    kept = values > 0.6
    return wanted[kept], values[kept] * _SOUND_WEIGHT
