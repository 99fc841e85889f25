"""A place or company of the dictionary where the other side has another one.

新加坡 against "Malaysia": the dictionary has an English name for the one that the English has not,
and a Chinese one for the other that the Chinese has not. Every doubt speaks for the text: a name
counts as there where the dictionary mentions it for any word of the other side, where a word
begins like it (Singaporean), and where the two have to do with each other (Paris, capital of
France). So only a pair with one missing name and one that nothing stands for is told of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from align.check.pair import Pair, Span
from align.text.lexicon import lexicon
from align.text.names import is_pinyin
from align.text.romanisation import TRANSLITERATING, sounds_alike
from align.text.words import ENGLISH_FUNCTION, words

# "新加坡 新加坡 [Xin1 jia1 po1] /Singapore/": the pinyin of a name has capitals.
_ENTRY = re.compile(r"^\S+ (\S+) \[[A-Z][^\]]*\] /([A-Z][^/]*)/", re.MULTILINE)
_NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}(?=$|,| \(| Inc\b)")
_FIRST = re.compile(
    r"[A-Z][\w&]*(?: [A-Z][\w&]*){0,3}(?=$|,| \(| (?:subprovincial|prefecture|municipality|city))"
)
_LEGAL_FORM = re.compile(r" (?:Corporation|Company|Inc|Limited|Ltd|Group)\Z")
_CAPITAL = re.compile(r"[A-Z][A-Za-zà-ɏ]{2,30}")
_WORD = re.compile(r"[A-Za-zà-ɏ]{2,30}")
_REMARK = re.compile(r"\[[^\]]*\]")
_RUN = re.compile(r"[A-Z][a-zà-ɏ]{2,30}(?:[ -][A-Z][a-zà-ɏ]{2,30})*")
# Words of many names, which say of none that it is there.
_OF_MANY: Final = frozenset(
    """
    United Republic State States Island Islands City New South North East West Southern Northern
    Eastern Western County University Bank Company Corporation Group Province District Region
    River Lake Mountain Mount Saint San Los Santa The People Democratic Kingdom Central National
    Chinese American British Taiwan Japanese Limited Inc
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
# Dates are other rules', and a continent has the country in it.
_NEVER: Final = frozenset(
    """
    January February March April May June July August September October November December Monday
    Tuesday Wednesday Thursday Friday Saturday Sunday
    Asia Europe Africa America Oceania Antarctica Pacific Atlantic
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_COMPANY = re.compile(
    r"\b(?:company|brand|corporation|conglomerate|manufacturer|automaker|firm|Corporation|Company"
    r"|Inc|Ltd|car make)\b"
)
# Where the word for what comes from a place does not begin like its name.
_ALSO: Final = {
    "Britain": "English England London UK",
    "China": "PRC Sino Beijing Mainland RMB Renminbi",
    "Denmark": "Danish Dane Danes",
    "Greece": "Greek",
    "Holland": "Dutch",
    "Ireland": "Irish",
    "Kingdom": "British Britain English England London UK Scottish Scotland Welsh Wales",
    "Myanmar": "Burma Burmese",
    "Netherlands": "Dutch",
    "Philippines": "Filipino Filipinos Filipina",
    "States": "American Americans America Washington",
    "Switzerland": "Swiss",
    "USA": "American Americans America Washington",
    "Wales": "Welsh",
}
# What is made of a name begins with its first letters: Spain, Spanish.
_BEGINS: Final = 4
_DERIVED: Final = re.compile(r"(?:ish|ch|an|ans|ese|i|is|ns|er|ers|ss)\Z")
_COMMON: Final = 2.0
_SOUNDS: Final = 0.6
_INITIALS = re.compile(r"(?<![A-Za-z])(?:[A-Z]\.){2,}")


class Swapped(NamedTuple):
    """A name that nothing of its bead's Chinese stands for, and the one that is missing there."""

    number: int
    span: Span
    written: str
    expected: str
    zh: str
    zh_span: Span


class Answered(NamedTuple):
    """The Chinese names of a bead that its English has, and the one that another has replaced."""

    said: frozenset[str]
    swapped: Swapped | None


def answered(pair: Pair) -> Answered:
    """Which names of a pair's Chinese are there in English, and which has another in its place.

    Takes a pair with text on both sides; says nothing of a pair whose English has no name that the
    dictionary knows, nor of what is replaced where more than one name is in question.
    """
    text = pair.en.text
    known = list(_known(text))
    if not known:
        return _NOTHING
    plain = pair.simplified
    there = list(lexicon().matches(plain))
    named = [
        (span, names)
        for span in there
        if (names := _names_of(plain[slice(*span)])) and not _inside_name(plain, *span)
    ]
    if not named:
        return _NOTHING
    said = frozenset(word for span, _ in named if _is_said(word := plain[slice(*span)], text))
    missing = [(span, names) for span, names in named if plain[slice(*span)] not in said]
    return Answered(said, _swapped(pair, there, missing, known))


def _swapped(
    pair: Pair,
    there: list[Span],
    missing: list[tuple[Span, tuple[str, ...]]],
    known: list[tuple[str, Span]],
) -> Swapped | None:
    """What stands in the place of the one missing name."""
    plain = pair.simplified
    if len({plain[slice(*span)] for span, _ in missing}) != 1:
        return None
    mentioned = _mentioned(plain, there)
    common = {word for span in there for word in lexicon().words(plain[slice(*span)])}
    strays = [
        (name, span)
        for name, span in known
        if not _explained(name, mentioned)
        and name.lower() not in common
        and name.lower() not in plain.lower()
    ]
    if len({name for name, _ in strays}) != 1:
        return None
    (zh_span, names), (name, span) = missing[0], strays[0]
    zh, others = plain[slice(*zh_span)], _by_name()[name]
    if any(_words_of(zh) & _words_of(other) for other in others):
        return None
    if not any(_sort(zh) == _sort(other) for other in others):
        return None
    if _sounds(plain[: zh_span[0]], name) or _sounds(plain[zh_span[1] :], name):
        return None
    return Swapped(pair.number, span, name, names[0], pair.zh.text[slice(*zh_span)], zh_span)


def _sounds(plain: str, name: str) -> bool:
    """Whether something in a Chinese text sounds like a name: 南卡罗莱纳 is South Carolina."""
    parts = [part for part in name.split() if part not in _OF_MANY]
    return any(
        sounds_alike(plain[start : start + length], part) > _SOUNDS
        for start in range(len(plain) - 1)
        for length in (2, 3, 4, 5)
        if all(char in TRANSLITERATING for char in plain[start : start + length])
        for part in parts
    )


def _inside_name(plain: str, start: int, end: int) -> bool:
    """Whether a word of two characters may be a part of a name in their sounds: 兰斯 in 瓦兰斯."""
    before, behind = plain[max(0, start - 1) : start], plain[end : end + 1]
    if end - start > 2:
        return False
    sounds = all(char in TRANSLITERATING for char in plain[start:end])
    joined = any(char in TRANSLITERATING or char == "·" for char in before + behind)
    return behind in ("郡", "县") or (sounds and joined)


@lru_cache(maxsize=8192)
def _sort(word: str) -> str:
    """What a Chinese name is the name of: "company", "place", or "" for something else."""
    if any(_COMPANY.search(gloss) for gloss in lexicon().raw(word)):
        return "company"
    cut = words(word, "zh")
    # A country in it is no other place than a continent or an ocean.
    wide = word[-1] in "洲洋" or any("Sea" in gloss for gloss in lexicon().raw(word))
    return "place" if len(cut) == 1 and cut[0].kind == "place" and not wide else ""


_NOTHING: Final = Answered(frozenset(), None)


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    """The Chinese of each English name of the dictionary."""
    found: dict[str, list[str]] = {}
    for match in _ENTRY.finditer(lexicon().text):
        name = _NAME.match(match[2])
        if name is not None and _tells(bare := _LEGAL_FORM.sub("", name[0])):
            found.setdefault(bare, []).append(match[1])
    return {name: tuple(words) for name, words in found.items()}


def _tells(name: str) -> bool:
    """Whether an English name is one by itself: no word, no pinyin that few know."""
    from wordfreq import zipf_frequency

    parts = name.split()
    if len(name) < 4 or name in _NEVER or all(part in _OF_MANY for part in parts):
        return False
    return len(parts) > 1 or not is_pinyin(name, name) or zipf_frequency(name, "en") > _COMMON


@lru_cache(maxsize=32768)
def _names_of(word: str) -> tuple[str, ...]:
    """The English names of a Chinese word that is nothing but a name."""
    known = lexicon()
    raw = [gloss for gloss in known.raw(word) if not gloss.startswith("variant of")]
    named = all(reading[:1].isupper() for reading in known.readings(word))
    if len(word) < 2 or not raw or not named or not all(gloss[:1].isupper() for gloss in raw):
        return ()
    firsts = [_FIRST.match(gloss) for gloss in raw]
    names = [_LEGAL_FORM.sub("", first[0]) for first in firsts if first is not None]
    return tuple(names) if names and _sort(word) else ()


@lru_cache(maxsize=32768)
def _words_of(word: str) -> frozenset[str]:
    """The words in capitals by which the dictionary explains a Chinese word."""
    texts = [_REMARK.sub(" ", gloss) for gloss in lexicon().raw(word)]
    found = {token for text in texts for token in _CAPITAL.findall(text)}
    return frozenset(found - _OF_MANY)


def _is_said(word: str, text: str) -> bool:
    """Whether an English text has something of what the dictionary says of a Chinese name."""
    raw = " ".join(_REMARK.sub(" ", gloss) for gloss in lexicon().raw(word))
    names = set(_WORD.findall(raw)) - {"of", "in", "the", "and", "name", "for"}
    for name in list(names):
        names.update(_ALSO.get(name, "").split())
    capitals = {token for token in names if token[0].isupper()} - (_OF_MANY - {"Taiwan"})
    plain = _INITIALS.sub(lambda match: match[0].replace(".", "") + " ", text)
    said = [token for token in _WORD.findall(plain) if token[0].isupper()]
    return any(_akin(name, token) for name in capitals for token in said)


def _akin(name: str, token: str) -> bool:
    one, two = name.lower(), token.lower()
    if one[:_BEGINS] == two[:_BEGINS]:
        return True
    return one[:3] == two[:3] and _DERIVED.search(two) is not None


def _mentioned(plain: str, there: list[Span]) -> frozenset[str]:
    """The words in capitals by which the dictionary explains the words of a Chinese text, and
    the single characters of what is no name.
    """
    found: set[str] = set()
    names: list[Span] = []
    for start, end in there:
        word = plain[start:end]
        found |= _words_of(word)
        if _names_of(word):
            names.append((start, end))
    at = 0
    for start, end in [*names, (len(plain), len(plain))]:
        for char in plain[at:start]:
            if char > "㐀":
                found |= _words_of(char)
        at = end
    return frozenset(found)


def _explained(name: str, mentioned: frozenset[str]) -> bool:
    own = [part for part in name.split() if part not in _OF_MANY] or name.split()
    return any(_akin(word, part) or _akin(part, word) for part in own for word in mentioned)


def _known(text: str) -> Iterator[tuple[str, Span]]:
    """The names of an English text that the dictionary has, each standing for itself."""
    known = _by_name()
    for match in _RUN.finditer(text):
        start, name = match.start(), match[0]
        first, _, rest = name.partition(" ")
        if rest and first.lower() in ENGLISH_FUNCTION:
            start, name = start + len(first) + 1, rest
        if name in known:
            yield name, (start, start + len(name))
