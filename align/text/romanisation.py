"""Pinyin: how a Chinese word is read, and whether an English word is its romanisation.

Readings come from CC-CEDICT, word by word, so that 银行 is read yínháng and 行业 hángyè; nothing
else has to be loaded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from align.text.lexicon import LONGEST, lexicon
from align.text.script import is_han, to_simplified
from align.text.surnames import (
    SINGLE,
    SYLLABLE,
    cantonese,
    family_spellings,
    surname_of,
    surname_reading,
    wade,
)

_TONES = {
    "a": "āáǎà",
    "e": "ēéěè",
    "i": "īíǐì",
    "o": "ōóǒò",
    "u": "ūúǔù",
    "ü": "ǖǘǚǜ",
}


def reading(text: str) -> str:
    """The pinyin of a Chinese text with tone marks; what is not Chinese stays as it is.

    In small letters: which words are names is not known here.

    >>> reading("通义千问3"), reading("上证综指")
    ('tōng yì qiān wèn 3', 'shàng zhèng zōng zhǐ')
    >>> reading("中国人民银行")
    'zhōng guó rén mín yín háng'
    """
    plain = to_simplified(text)
    known = lexicon()
    done: list[str] = []
    start = 0
    while start < len(plain):
        for length in range(min(LONGEST, len(plain) - start), 0, -1):
            readings = known.readings(plain[start : start + length])
            if readings and is_han(plain[start]):
                best = readings[0] if length > 1 else usual(plain[start])
                done.extend(marked(part.lower()) for part in best.split())
                start += length
                break
        else:
            if done and not is_han(plain[start - 1]) and start:
                done[-1] += plain[start]
            else:
                done.append(plain[start])
            start += 1
    return " ".join(part.strip() for part in done if part.strip())


@lru_cache(maxsize=8192)
def usual(char: str) -> str:
    """The usual reading of a character that stands alone, with its tone number; empty if unknown.

    >>> usual("强"), usual("杭")
    ('qiang2', 'hang2')
    """
    readings = lexicon().readings(char)
    small = [item for item in readings if not item[:1].isupper()]
    if len(set(small)) > 1:
        most = lexicon().usual_reading(char)
        return most if most in small else small[0]
    return (small or [item.lower() for item in readings] or [""])[0]


def reading_of_name(name: str, english: str = "") -> str:
    """The pinyin of a Chinese person's name with tone marks: surname, given name.

    Surnames have readings of their own (单 is Shàn); where the English beside it is pinyin,
    that one of the readings is taken which it spells. Returns nothing for what does not begin
    with a usual surname, or is no Chinese name by the English (鲍威尔, Powell).

    >>> reading_of_name("单霁翔"), reading_of_name("陆奇", "Qi Lu"), reading_of_name("李强")
    ('Shàn Jìxiáng', 'Lù Qí', 'Lǐ Qiáng')
    >>> reading_of_name("曾毓群", "Robin Zeng"), reading_of_name("埃隆·马斯克")
    ('Zēng Yùqún', '')
    """
    plain = to_simplified(name)
    surname = surname_of(plain)
    if not surname or not len(surname) < len(plain) <= 4 or not all(map(is_han, plain)):
        return ""
    if english and not romanises(plain, english):
        return ""
    given = plain[len(surname) :]
    words = [re.sub(r"[^a-z]", "", word.lower()) for word in _name_words(english)]
    spelt = {"".join(words[:1] + words[1:]), "".join(words[-1:] + words[:-1])}
    first = surname_reading(surname).lower().split()
    options = [
        *([one] for one in first or map(usual, surname)),
        *(_given_readings(given) if len(given) > 1 else [[usual(given)]]),
    ]
    every = [
        [*dict.fromkeys([*few, *(item.lower() for item in lexicon().readings(char))])][:6]
        for few, char in zip(options, plain, strict=True)
    ]
    best = tuple(few[0] for few in options)
    for parts in product(*every):
        if "".join(part.rstrip("12345").replace("u:", "v") for part in parts) in spelt:
            best = parts
            break
    return " ".join(
        _joined([marked(part) for part in run]).capitalize()
        for run in (best[: len(surname)], best[len(surname) :])
    )


def _given_readings(given: str) -> list[list[str]]:
    """The readings of a given name: as the word that it is, else character by character."""
    whole = lexicon().readings(given)
    if whole and len(whole[0].split()) == len(given):
        return [[part] for part in whole[0].lower().split()]
    return [[usual(char)] for char in given]


def _joined(parts: Sequence[str]) -> str:
    """Syllables as one word, with the apostrophe that keeps them apart: 长安 is cháng'ān."""
    return "".join(
        f"'{part}" if at and part[0] in "aāáǎàeēéěèoōóǒò" else part for at, part in enumerate(parts)
    )


def marked(syllable: str) -> str:
    """A syllable with a tone number as one with a tone mark.

    >>> marked("Lu:4"), marked("yun2"), marked("liu2"), marked("de5")
    ('Lǜ', 'yún', 'liú', 'de')
    """
    if not syllable[-1:].isdigit():
        return syllable
    tone = int(syllable[-1])
    body = syllable[:-1].replace("u:", "ü").replace("U:", "Ü")
    if not 1 <= tone <= 4:
        return body
    lower = body.lower()
    # The mark stands on a or e, on the o of ou, else on the last vowel.
    for vowel in "ae":
        if vowel in lower:
            place = lower.index(vowel)
            break
    else:
        place = lower.index("o") if "ou" in lower else max(map(lower.rfind, "iouü"))
    if place < 0:
        return body
    mark = _TONES[lower[place]][tone - 1]
    return body[:place] + (mark.upper() if body[place].isupper() else mark) + body[place + 1 :]


@lru_cache(maxsize=32768)
def syllables(char: str) -> tuple[str, ...]:
    """The readings of one character without tones, in lower case.

    >>> syllables("行")
    ('hang', 'xing')
    """
    found = {
        item[:-1].lower().replace("u:", "v") if item[-1:].isdigit() else item.lower()
        for item in lexicon().readings(char)
        if " " not in item
    }
    return tuple(sorted(found))


@lru_cache(maxsize=32768)
def romanisations(word: str) -> frozenset[str]:
    """The pinyin, joined and without tones, of a Chinese word and of its parts.

    Parts are there because an English name cuts the word (吴泳铭: Wu Yongming). Words of more
    than six characters have none: they are not names that anyone romanises.

    >>> sorted(romanisations("吴泳铭"))
    ['ming', 'wu', 'wuyong', 'wuyongming', 'yong', 'yongming']
    """
    plain = to_simplified(word)
    if not 1 <= len(plain) <= 6 or not all(map(is_han, plain)):
        return frozenset()
    options = [syllables(char)[:4] for char in plain]
    if not all(options):
        return frozenset()
    found: set[str] = set()
    for start in range(len(plain)):
        for end in range(start + 1, len(plain) + 1):
            found.update("".join(parts) for parts in product(*options[start:end]))
    return frozenset(found)


def spells(word: str, romanised: str) -> bool:
    """Whether joined pinyin without tones is that of the whole word.

    >>> spells("吴泳铭", "wuyongming"), spells("吴泳铭", "wu")
    (True, False)
    """
    return romanised in spellings(word)


def spellings(word: str) -> frozenset[str]:
    """Every joined pinyin without tones of a whole Chinese word; none where a character has none.

    >>> sorted(spellings("银行"))
    ['yinhang', 'yinxing']
    """
    options = [syllables(char)[:4] for char in to_simplified(word)]
    return frozenset("".join(parts) for parts in product(*options))


TITLES = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Madam|Miss|Professor|Doctor|President|Chairman|Minister|"
    r"Governor|General|Academician)\b\.?\s+)+"
)
_NAME_WORD = re.compile(r"(?:[^\W\d_]|[.'’‘ʼ`-])+")
_PINYIN = re.compile(rf"(?:{SYLLABLE}){{1,3}}")
# Given names of other languages that could be pinyin, too.
_WESTERN = frozenset(
    """
    alan ana ben dan dean dina gene hanna jane juan june ken lan lang lena lina lisa may mina nina
    pan rena sara sasha sean shane shawn sue susan tang tina wendi wayne
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_WHOLE, _MIXED, _GUESSED, _SURNAME, _OTHER = 1.0, 0.9, 0.7, 0.5, 0.1
# What the first sounds of pinyin may be in Cantonese spelling, and how each syllable may end.
_FIRST = {
    "b": "bp", "p": "p", "m": "mw", "f": "fp", "d": "dt", "t": "dt", "n": "nl", "l": "l", "g": "gk",
    "k": "khf", "h": "hwfk", "j": "ktcjg", "q": "kchty", "x": "hstcy", "z": "ctj", "c": "cts",
    "s": "stc", "r": "yj", "y": "ynwji", "w": "wmn", "": "ona",
}  # fmt: skip


@lru_cache(maxsize=32768)
def romanises(zh: str, english: str) -> float:
    """How well an English personal name may be the romanisation of a Chinese one, 0 to 1.

    Takes a Chinese name and an English one, which may have a title, a Western given name, and
    its surname first or last. Every usual system counts: pinyin, Wade-Giles, the Cantonese of
    Hong Kong, and the surnames of South-East Asia. Returns 1 if all is spelt in one system, .9
    if in several; .7 if a part is only like it in sound, or if initials fit; .5 if only the
    surname fits, beside a Western given name (one Huang of many); .1 if the given name is
    spelt otherwise.

    >>> romanises("王毅", "Wang Yi"), romanises("楊金龍", "Yang Chin-lung")
    (1.0, 1.0)
    >>> romanises("李家超", "John Lee Ka-chiu"), romanises("何詠琳", "Ho Wing Lam")
    (1.0, 1.0)
    >>> romanises("黄仁勋", "Jensen Huang"), romanises("魏哲家", "C.C. Wei")
    (0.5, 0.7)
    >>> romanises("王毅", "Wang Yong"), romanises("数据", "Shu Ju"), romanises("王毅", "Morgan")
    (0.1, 0.0, 0.0)
    """
    plain = to_simplified(zh)
    words = _name_words(english)
    if not words or not 2 <= len(plain) <= 4 or not all(map(is_han, plain)):
        return 0.0
    surname = surname_of(plain)
    if not surname:
        return 0.0
    best = 0.0
    for length in sorted({len(surname), 1}):
        if length < len(plain) and (length > 1 or plain[0] in SINGLE):
            best = max(best, _parsed(plain[:length], plain[length:], words))
    if best == _SURNAME and _is_common(plain):
        # 黄金 is gold before it is somebody.
        return _OTHER
    return best


def _is_common(word: str) -> bool:
    glosses = lexicon().raw(word)
    return bool(glosses) and not any(gloss[:1].isupper() for gloss in glosses)


def _name_words(english: str) -> list[str]:
    """The words of a personal name without titles and accents; none if it is no such name."""
    title = TITLES.match(english)
    text = unicodedata.normalize("NFKD", english[title.end() :] if title else english)
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = re.sub(r"['’]s$", "", text)
    # "C.C. Wei" has two initials.
    words = re.sub(r"\.(?=[A-Z])", ". ", text.replace(",", " ")).split()
    if len(words) > 5 or not all(_NAME_WORD.fullmatch(w) and w[0].isupper() for w in words):
        return []
    return words


def _parsed(surname: str, given: str, words: Sequence[str]) -> float:
    """The best reading of some words as a surname and a given name, in either order."""
    letters = [re.sub(r"[^a-z]", "", word.lower()) for word in words]
    whole = letters[0]
    if len(words) == 1:
        fits = any(
            whole.startswith(one) and _spelt_in(given, whole[len(one) :]) == _WHOLE
            for one in _families(surname)
        )
        return _WHOLE if fits else 0.0
    best = 0.0
    for first, last in _runs(len(words), len(surname)):
        systems = _families(surname).get("".join(letters[first:last]))
        if systems is None:
            continue
        others = [*range(first), *range(last, len(words))]
        if all(len(letters[at]) == 1 for at in others):
            initials = [letters[at] for at in others]
            fits = len(initials) == len(given) and all(map(_begins, given, initials))
            best = max(best, _GUESSED if fits else _OTHER)
            continue
        # The given name stands right beside the surname; what is left is a Western one.
        beside = [range(last, end) for end in range(last + 1, len(words) + 1)]
        beside += [range(start, first) for start in range(first)]
        for run in beside:
            found = _spelt_in(given, "".join(letters[at] for at in run), systems)
            if not found:
                pieces = [p.lower() for at in run for p in re.split("[-'’‘ʼ`]", words[at]) if p]
                found = _like(given, pieces)
            best = max(best, found)
        western = not any(_looks_chinese(words[at], letters[at]) for at in others)
        best = max(best, _SURNAME if western and len(others) < 3 else _OTHER)
    return best


def _runs(words: int, most: int) -> Iterator[tuple[int, int]]:
    """Where a surname may stand among some words: 司徒 may be one word or two."""
    for first in range(words):
        for last in range(first + 1, min(first + most, words) + 1):
            if last - first < words:
                yield first, last


_SYSTEMS = ("pinyin", "wade", "cantonese")


@lru_cache(maxsize=8192)
def _written(char: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """How a character is written in each of the systems."""
    sounds = syllables(char)
    # The ü of pinyin is u or yu without its dots.
    pinyin = {
        other for one in sounds for other in (one, one.replace("v", "u"), one.replace("v", "yu"))
    }
    return (
        frozenset(pinyin),
        frozenset(other for one in sounds for other in wade(one)),
        cantonese(char),
    )


@lru_cache(maxsize=1024)
def _families(surname: str) -> dict[str, frozenset[str]]:
    """The spellings of a surname, each with the systems that it fits."""
    found: dict[str, set[str]] = {one: set(_SYSTEMS) for one in family_spellings(surname)}
    for number, system in enumerate(_SYSTEMS):
        for parts in product(*(_written(char)[number] for char in surname)):
            found.setdefault("".join(parts), set()).add(system)
    return {one: frozenset(systems) for one, systems in found.items()}


def _spelt_in(given: str, letters: str, systems: frozenset[str] = frozenset(_SYSTEMS)) -> float:
    """How well letters spell the characters of a given name: in one system, in several, or not."""
    written = [_written(char) for char in given]
    for number, system in enumerate(_SYSTEMS):
        if system in systems and _covers(letters, [sets[number] for sets in written]):
            return _WHOLE
    return _MIXED if _covers(letters, [frozenset().union(*sets) for sets in written]) else 0.0


def _covers(letters: str, options: Sequence[frozenset[str]]) -> bool:
    if not options:
        return not letters
    return any(
        letters.startswith(one) and _covers(letters[len(one) :], options[1:]) for one in options[0]
    )


def _begins(char: str, initial: str) -> bool:
    return any(one.startswith(initial) for spellings in _written(char) for one in spellings)


def _like(given: str, pieces: Sequence[str]) -> float:
    """How well syllables sound like a given name, of which at least half are spelt in full."""
    if len(pieces) != len(given) or len(pieces) < 2:
        return 0.0
    spelt = [any(p in one for one in _written(char)) for char, p in zip(given, pieces, strict=True)]
    like = [_sounds(char, p) for char, p in zip(given, pieces, strict=True)]
    if 2 * sum(spelt) < len(spelt):
        return _OTHER
    return _GUESSED if all(map(max, spelt, like)) else _OTHER


def _sounds(char: str, piece: str) -> bool:
    """Whether a syllable may be a character in Cantonese, by its first and its last sound."""
    for one in syllables(char):
        start = one[:1] if one[:1] in _FIRST else ""
        nasal = one.endswith("ng")
        ends = piece.endswith("ng") if nasal else piece.endswith(("n", "m")) == one.endswith("n")
        if piece[0] in _FIRST[start] and ends and (nasal or not piece.endswith("ng")):
            return True
    return False


def _looks_chinese(word: str, letters: str) -> bool:
    """Whether a given name is pinyin, or hyphened as Chinese ones are: Ka-chiu."""
    if re.search("-[a-z]", word):
        return True
    return bool(_PINYIN.fullmatch(letters)) and letters not in _WESTERN


# Consonants that transliteration confuses, as one class each. Pinyin on the left of a pair is
# written differently from English (x, q, zh), so both are mapped to rough sounds.
_SOUNDS = str.maketrans(
    {
        **dict.fromkeys("bp", "p"),
        **dict.fromkeys("dt", "t"),
        **dict.fromkeys("gkhcq", "k"),
        **dict.fromkeys("lr", "l"),
        **dict.fromkeys("szxj", "s"),
        **dict.fromkeys("fvw", "f"),
        **dict.fromkeys("mn", "n"),
        **dict.fromkeys("aeiouy'", ""),
    }
)


def sounds_alike(word: str, english: str) -> float:
    """How well an English name may be the source of a Chinese transliteration, 0 to 1.

    Compares the consonants of the pinyin with those of the English, by the longest common
    subsequence; a rough measure (after Knight & Graehl 1998 without their trained costs),
    strong enough only to choose among the words of one sentence pair.

    >>> sounds_alike("英伟达", "Nvidia") > sounds_alike("英伟达", "Samsung")
    True
    """
    plain = to_simplified(word)
    if len(plain) < 2 or not all(map(is_han, plain)) or len(english) < 3:
        return 0.0
    options = [syllables(char)[:1] for char in plain]
    if not all(options):
        return 0.0
    left = "".join(item[0] for item in options).replace("ng", "n").translate(_SOUNDS)
    right = english.lower().translate(_SOUNDS)
    if len(left) < 2 or len(right) < 2:
        return 0.0
    common = _common(left, right)
    # One of the words of a name is heard in a part of the Chinese.
    part = 0.9 * common / len(right) if len(right) > 2 else 0.0
    return max(2 * common / (len(left) + len(right)), part)


def _common(left: str, right: str) -> int:
    row = [0] * (len(right) + 1)
    for one in left:
        before = 0
        for position, two in enumerate(right, 1):
            kept = row[position]
            row[position] = before + 1 if one == two else max(row[position], row[position - 1])
            before = kept
    return row[-1]


# The characters that write foreign names (after the tables of Xinhua's name translators).
TRANSLITERATING = frozenset(
    "哇阿埃艾爱安奥巴白班邦保鲍贝本比彼毕宾波伯博布查达戴丹德登迪蒂丁杜顿多恩尔法菲费芬丰佛夫弗福冈戈格葛古瓜哈海汉豪赫亨胡"
    "华惠霍基吉加贾杰金卡凯坎康考科克肯库昆拉莱兰朗劳勒雷黎里利莉林琳刘龙隆卢鲁伦罗洛马玛迈麦曼芒梅门蒙米密明摩莫姆穆纳娜"
    "奈南内尼妮涅纽农努诺欧帕潘佩彭皮平坡普齐奇恰乔切琴瑞萨塞赛桑瑟森沙莎山尚绍申圣施史舒斯丝苏索塔泰坦汤陶特腾廷图托瓦"
    "万旺威韦维魏温文沃乌武西希锡夏香谢辛欣休许雅亚延扬耶叶伊因英尤约泽扎詹张兆珍朱茨佐颂猜蓬差素坤披兹珀蔡贡甘洪察卓代钦朋楚娅朵茜迦捷姬"
)


def is_transliteration(word: str) -> bool:
    """Whether a Chinese word of three characters or more may write the sound of a foreign name.

    >>> is_transliteration("努桑塔拉"), is_transliteration("数据中心")
    (True, False)
    """
    return len(word) > 2 and all(char in TRANSLITERATING for char in to_simplified(word))
