"""Names inside a Chinese text that a segmenter cuts wrongly, found with the English beside it.

Two kinds are safe: a person's name whose romanisation stands in the English sentence (岑望舒, Cen
Wangshu; 何咏琳, Ho Wing Lam), and a foreign name written with a dot (里兹基·普拉塔马).
"""

from __future__ import annotations

import re

from align.text.romanisation import TRANSLITERATING, romanises, spellings, syllables
from align.text.script import HAN, is_han, to_simplified
from align.text.surnames import surname_of

_SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao"
    r"|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)"
)
_PINYIN = re.compile(rf"(?:{_SYLLABLE}){{1,3}}")
# A lookahead, since "By Shen" must not use up the Shen of "Shen Zhiwei".
_ENGLISH_NAME = re.compile(r"\b(?=([A-Z][a-z]+(?:['’][a-z]+)?)[ -]([A-Z][a-z]+(?:['’-][a-z]+)?)\b)")
# From the beginning of a run, and without going back in it: a text may be one run.
_DOTTED = re.compile(rf"(?<![{HAN}])([{HAN}]++)[·・‧•]([{HAN}]+)(?:[·・‧•]([{HAN}]+))?")
_LONGEST_PART = 6
_NAME_RUN = re.compile(r"\b[A-Z][a-z]+(?:[-'’][A-Za-z]+)?(?: [A-Z][a-z]+(?:[-'’][A-Za-z]+)?)+\b")
# A heading in capitals is no name.
_MOST_WORDS = 8
# Spelt in full, in one system of romanisation or in several.
_SPELT = 0.9


def names_in(zh: str, en: str) -> frozenset[str]:
    """The names of a sentence pair that must stay whole, in simplified characters.

    >>> sorted(names_in("首席科学家岑望舒表示", "Chief scientist Cen Wangshu said"))
    ['岑望舒']
    >>> sorted(names_in("副总裁里兹基·普拉塔马说", "said Rizky Pratama"))
    ['普拉塔马', '里兹基', '里兹基·普拉塔马']
    """
    plain = to_simplified(zh)
    found = set(_dotted(plain))
    pinyin: set[tuple[str, str]] = set()
    for match in _ENGLISH_NAME.finditer(en):
        if is_pinyin(*match.groups()):
            one, two = map(_letters, match.groups())
            pinyin |= {(one, two), (two, one)}
    if pinyin:
        found |= _spelt(plain, pinyin)
    found |= _romanised(plain, en)
    return frozenset(found)


def is_pinyin(one: str, two: str) -> bool:
    """Whether two words may be a surname and a given name in pinyin, in either order.

    >>> is_pinyin("Wu", "Yongming"), is_pinyin("Rizky", "Pratama")
    (True, False)
    """
    return all(_PINYIN.fullmatch(_letters(part)) for part in (one, two))


def _letters(part: str) -> str:
    return re.sub("['’-]", "", part).lower()


def _spelt(text: str, pinyin: set[tuple[str, str]]) -> set[str]:
    """The words of a text that spell one of many names, each given as surname and given name.

    The text is read once, whatever the number of names: a page may list thousands.
    """
    surnames: dict[str, list[str]] = {}
    for surname, given in pinyin:
        surnames.setdefault(surname + given, []).append(surname)
    openings = {surname[:end] for surname, _ in pinyin for end in range(1, len(surname) + 1)}
    found = set()
    for start in range(len(text) - 1):
        readings = [one for one in syllables(text[start]) if one in openings]
        if not readings:
            continue
        done: set[str] = set()
        for length in (3, 2, 4):
            name = text[start : start + length]
            if len(name) < length:
                continue
            for spelling in spellings(name) & surnames.keys() - done:
                if any(
                    one.startswith(reading) for one in surnames[spelling] for reading in readings
                ):
                    found.add(name)
                    done.add(spelling)
    return found


def _romanised(text: str, en: str) -> set[str]:
    """The words of a text that begin with a surname and are romanised in an English sentence."""
    names = [name for match in _NAME_RUN.finditer(en) for name in _stretches(match[0])]
    found: set[str] = set()
    if not names:
        return found
    for start in range(len(text) - 1):
        if not surname_of(text[start : start + 2]):
            continue
        for length in (3, 2, 4):
            name = text[start : start + length]
            if len(name) < length or not all(map(is_han, name)):
                continue
            if any(romanises(name, one) >= _SPELT for one in names):
                found.add(name)
                break
    return found


def _stretches(run: str) -> list[str]:
    """The names that a run of capitalised words may have in it: two to four words of it."""
    words = run.split(" ")[:_MOST_WORDS]
    return [
        " ".join(words[first:last])
        for first in range(len(words) - 1)
        for last in range(first + 2, min(first + 4, len(words)) + 1)
    ]


def _dotted(text: str) -> list[str]:
    found = []
    for match in _DOTTED.finditer(text):
        parts = [part for part in match.groups() if part]
        left = parts[0]
        start = len(left)
        while start and len(left) - start < _LONGEST_PART and left[start - 1] in TRANSLITERATING:
            start -= 1
        right = parts[-1]
        end = 0
        while end < min(len(right), _LONGEST_PART) and right[end] in TRANSLITERATING:
            end += 1
        if start == len(left) or end == 0:
            continue
        first = match.start(1) + start
        last = match.start(len(parts)) + end
        whole = text[first:last]
        found.append(whole)
        found.extend(part for part in re.split("[·・‧•]", whole) if len(part) > 1)
    return found
