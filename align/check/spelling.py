"""A single word in capitals that is a slip: by the dictionary, the document, or the language.

*By the dictionary*: a Chinese word of the pair is glossed "Singapore", the English has
"Singapoer" and no "Singapore"; or a part of one is glossed "survey", a common word, and the English
has "Survep". *By the document*: "Authorify" once where the same Chinese stands beside "Authority"
elsewhere. *By the language*: "Fraydulent" in a document that has "fraudulent", inside a sentence
and in no longer name, where the Chinese does not write it so. Only what no list of English words
has can be a slip. Near names are found by the letters that are left when one is taken out (after
Garbe's symmetric deletes), so the time is linear.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from math import log10
from string import ascii_lowercase
from typing import Final, NamedTuple

from align.check.pair import Pair, Span
from align.check.spots import Spots
from align.text.lexicon import lexicon
from align.text.names import is_pinyin
from align.text.script import HAN
from align.text.words import english_key

_WORD = re.compile(r"(?<![\w'’@/.])[A-Z][a-zà-ɏ]{3,30}+(?![\w@/]|[.][A-Za-z])")
_LATIN = re.compile(r"(?<![A-Za-z])[A-Za-z][a-z]{3,30}(?![A-Za-z])")
_HAN_RUN = re.compile(rf"[{HAN}]{{2,}}")
_SHORTEST: Final = 5
# A name that is written so often is what a word that differs by one letter was meant to be.
_OFTEN: Final = 3
_SAMPLE: Final = 5
# No name is so long and but one letter off a common English word.
_LONG: Final = 7
_COMMON: Final = 3.5
# What makes a word of the document one of the language, and so long a one is, wherever it stands.
# What is rarer is in the lists by chance: governmen.
_RARE: Final = 2.0
_OF_LANGUAGE: Final = 3.0
_VERY_LONG: Final = 9
_EIGHT: Final = 8
# The fewest letters of a word that says of another one in capitals that it is one of a title.
_TELLING: Final = 4
# The word before one inside a sentence: a small one, a number, or one in capitals.
_BEFORE: Final = re.compile(
    r"(?<![\w'’-])"
    r"(?:\d[\d.,%]*(?:st|nd|rd|th)?|[a-z][a-zà-ɏ'’-]{0,30}|([A-Z][a-z]{0,30})(?:['’]s)?),? "
    r"(?:[(“\"‘])?\Z"
)
_AFTER: Final = re.compile(r"(?:['’]s)?[ -]([A-Z][a-z]{0,30})")


class Slip(NamedTuple):
    """A word, its bead and place, and the name that it was meant to be."""

    number: int
    span: Span
    written: str
    expected: str


class Capitals:
    """The words in capitals of a document, or of a stretch of it."""

    def __init__(self) -> None:
        # Of each word how often it stands there, and its first places.
        self.times: dict[str, int] = defaultdict(int)
        self.places = Spots()
        self.by_dictionary: list[Slip] = []
        # Those for a common word that the dictionary has for a part of their Chinese.
        self.translated: list[Slip] = []
        # Words that no list has, inside a sentence or a title; each with those in capitals beside
        # it.
        self.inside: dict[str, tuple[str, ...]] = {}
        # The words of the language that the document has in small letters.
        self.said: set[str] = set()

    def add(self, later: Capitals) -> None:
        """Take up the words of the stretch that follows."""
        for word, times in later.times.items():
            self.times[word] += times
        self.places.add(later.places, most=_SAMPLE)
        self.by_dictionary += later.by_dictionary
        self.translated += later.translated
        for word, beside in later.inside.items():
            self.inside.setdefault(word, beside)
        self.said |= later.said

    def read(self, pair: Pair) -> None:
        """Take up the words of a pair."""
        strange: list[tuple[str, Span]] = []
        text = pair.en.text
        common = _of_language()
        self.said.update(common.keys() & _LATIN.findall(text))
        for match in _WORD.finditer(text):
            word = match[0]
            self.times[word] += 1
            if self.times[word] <= _SAMPLE:
                self.places.put(word, pair.number, match.span())
            if unknown(word):
                strange.append((word, match.span()))
        for word, (start, end) in strange:
            before = _BEFORE.search(text, max(0, start - 38), start)
            meant = _translated(_near(word.lower()), pair.simplified)
            if meant and word.lower() not in pair.zh.text.lower():
                slip = Slip(pair.number, (start, end), word, meant.capitalize())
                self.translated.append(slip)
            after = _AFTER.match(text, end)
            beside = tuple(found[1] for found in (before, after) if found and found[1])
            if before or beside:
                self.inside.setdefault(word, beside)
        if strange:
            there = {word.capitalize() for word in _LATIN.findall(text)}
            names = sorted(_meant(pair.simplified) - there)
            for word, span in strange:
                for name in names:
                    if _is_slip(word, name):
                        self.by_dictionary.append(Slip(pair.number, span, word, name))
                        break

    def slips(self, chinese: Callable[[int], str]) -> Iterator[Slip]:
        """The words that are slips; ``chinese`` gives the simplified Chinese of a bead."""
        for slip in self.by_dictionary:
            if self.times[slip.written] == 1 or self.times[slip.expected]:
                yield slip
        yield from (slip for slip in self.translated if self.times[slip.written] == 1)
        near: dict[str, list[str]] = defaultdict(list)
        for name, times in self.times.items():
            if times >= _OFTEN and len(name) >= _SHORTEST:
                for left in _deletes(name):
                    near[left].append(name)
        for word, times in self.times.items():
            if times != 1 or len(word) < _SHORTEST or not unknown(word):
                continue
            found = {name for left in _deletes(word) for name in near.get(left, ())}
            number, span = next(self.places.of(word))
            for name in sorted(found, key=lambda name: (-self.times[name], name)):
                if not _is_slip(word, name) or word.lower() in chinese(number).lower():
                    continue
                beside = [chinese(other) for other, _ in self.places.of(name)]
                if (len(word) >= _LONG and common(name)) or _same(chinese(number), beside):
                    yield Slip(number, span, word, name)
                    break
            else:
                meant = self._meant_in_language(word)
                if meant and word.lower() not in chinese(number).lower():
                    yield Slip(number, span, word, meant)

    def _meant_in_language(self, word: str) -> str:
        """The word of the language that a word was meant to be; "" for none.

        A very long word is no other name. A shorter one must be a word of the document, what is
        in capitals beside it no name ("Simon Haeder" is not harder), and a short one beside such
        a word must be in capitals elsewhere ("President Haeder" is not harder either).
        """
        beside = self.inside.get(word)
        if beside is None or is_pinyin(word, word):
            return ""
        named = any(other.lower() not in self.said for other in beside)
        short = beside and len(word) < _LONG
        for near in _near(word.lower()):
            if len(near) >= _VERY_LONG or (len(near) >= _EIGHT and not named and beside):
                return near.capitalize()
            if named:
                continue
            if near.capitalize() in self.times or (near in self.said and not short):
                return near.capitalize()
        return ""


@lru_cache(maxsize=1)
def _of_language() -> dict[str, float]:
    """The words of English that tell something of others, and how common each is: the common
    ones, and of the very long ones all that are no slips themselves.
    """
    from wordfreq import get_frequency_dict

    rare, common = 10 ** (_RARE - 9), 10 ** (_OF_LANGUAGE - 9)
    return {
        word: log10(part) + 9  # the scale of zipf_frequency
        for word, part in get_frequency_dict("en").items()
        if part > (common if len(word) < _VERY_LONG else rare)
        and len(word) >= _TELLING
        and word.isascii()
    }


@lru_cache(maxsize=65536)
def _near(word: str) -> tuple[str, ...]:
    """The common words of English that a word may be a slip for, the commonest first."""
    common = _of_language()
    found = [
        near
        for near in _edits(word)
        if near in common and _is_slip(word, near) and not word.endswith(near)
    ]
    return tuple(sorted(found, key=lambda near: (-common[near], near)))


def _translated(words: tuple[str, ...], zh: str) -> str:
    """The first of some English words by which the dictionary explains a part of a Chinese word
    or text; "" for none.
    """
    if not words:
        return ""
    meant = _explaining(zh)
    return next((word for word in words if english_key(word) in meant), "")


# Every strange word of a long text asks for the same.
@lru_cache(maxsize=16)
def _explaining(zh: str) -> frozenset[str]:
    """The English words by which the dictionary explains any part of a Chinese text."""
    known = lexicon()
    parts = {zh[at : at + size] for size in (2, 3, 4) for at in range(len(zh) - size + 1)}
    glosses = {
        english_key(word)
        for part in parts
        if part in known
        for gloss in known.glosses(part)
        for word in _LATIN.findall(gloss)
    }
    # A character has many senses; of one that stands alone only what it means by itself counts.
    alone = {english_key(gloss) for part in _alone(zh) for gloss in known.glosses(part)}
    return frozenset(glosses | alone)


def _alone(zh: str) -> set[str]:
    """The characters of a Chinese text that are in no longer word of the dictionary: 楼 in 55楼."""
    parts, last = [], 0
    for start, end in lexicon().matches(zh):
        parts.append(zh[last:start])
        last = end
    return set("".join([*parts, zh[last:]]))


def _edits(word: str) -> set[str]:
    """What becomes of a word by a letter put in, left out, changed, or changing places."""
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    found |= {a + b[1:] for a, b in halves if b}
    found |= {a + c + b for a, b in halves for c in ascii_lowercase}
    return found | {a + c + b[1:] for a, b in halves if b for c in ascii_lowercase}


@lru_cache(maxsize=65536)
def unknown(word: str) -> bool:
    """Whether no list of English words and names has a word, nor its singular.

    >>> unknown("Singapoer"), unknown("Singapore")
    (True, False)
    """
    from wordfreq import zipf_frequency

    lower = word.lower()
    return not zipf_frequency(lower, "en") and not (
        lower.endswith("s") and zipf_frequency(lower[:-1], "en") > _RARE
    )


@lru_cache(maxsize=8192)
def common(word: str) -> bool:
    """Whether a word is a common one of English."""
    from wordfreq import zipf_frequency

    return bool(zipf_frequency(word.lower(), "en") > _COMMON)


def _is_slip(word: str, name: str) -> bool:
    """Whether a word differs from a name by a letter, or by two that have changed places."""
    if word == name or len(name) < _SHORTEST or english_key(word) == english_key(name):
        return False
    if word.startswith(name) or name.startswith(word):
        return False  # Singaporeans, Macao and Macaoan
    if word.endswith("s") and not name.endswith("s") and _is_slip(word[:-1], name):
        return True  # Inveswors, of an investor
    if len(word) == len(name):
        apart = [at for at in range(len(word)) if word[at] != name[at]]
        swapped = len(apart) == 2 and apart[1] == apart[0] + 1
        return len(apart) == 1 or (
            swapped and word[apart[0]] == name[apart[1]] and word[apart[1]] == name[apart[0]]
        )
    short, long = sorted((word, name), key=len)
    return len(long) - len(short) == 1 and short in set(_deletes(long))


def _deletes(word: str) -> list[str]:
    """A word, and what is left of it without any one letter."""
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]


def _same(here: str, beside: list[str]) -> bool:
    """Whether Chinese that stands beside a name nearly always stands here as well."""
    pairs = {a + b for run in _HAN_RUN.findall(here) for a, b in pairwise(run)}
    return any(sum(gram in text for text in beside) * 5 >= 4 * len(beside) for gram in pairs)


def _meant(zh: str) -> set[str]:
    """The words by which the dictionary explains a Chinese text, and those that it has in Latin
    letters; each with a capital.
    """
    known = lexicon()
    found = {word.capitalize() for word in _LATIN.findall(zh)}
    for start, end in known.matches(zh):
        for gloss in known.glosses(zh[start:end]):
            found.update(word.capitalize() for word in _LATIN.findall(gloss))
    return found


def explained(zh: str, word: str) -> bool:
    """Whether a Chinese text has a word by which the dictionary means a name.

    >>> explained("香港经济", "Hong")
    True
    """
    known = lexicon()
    whole = re.compile(rf"\b{re.escape(word)}\b")
    return any(
        whole.search(gloss)
        for start, end in known.matches(zh)
        for gloss in known.glosses(zh[start:end])
    )
