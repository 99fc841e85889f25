"""Pinyin: how a Chinese word is read, and whether an English word is its romanisation.

Readings come from CC-CEDICT, word by word, so that 银行 is read yínháng and 行业 hángyè; nothing
else has to be loaded.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from align.text.lexicon import LONGEST, lexicon
from align.text.script import is_han, to_simplified

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

    >>> reading("通义千问3")
    'tōng yì qiān wèn 3'
    >>> reading("中国人民银行")
    'Zhōng guó Rén mín Yín háng'
    """
    plain = to_simplified(text)
    known = lexicon()
    done: list[str] = []
    start = 0
    while start < len(plain):
        for length in range(min(LONGEST, len(plain) - start), 0, -1):
            readings = known.readings(plain[start : start + length])
            if readings and is_han(plain[start]):
                # A name (in capitals) is rarely meant where a common word is spelt the same.
                best = min(readings, key=lambda item: (length == 1 and item[:1].isupper(),))
                done.extend(map(marked, best.split()))
                start += length
                break
        else:
            if done and not is_han(plain[start - 1]) and start:
                done[-1] += plain[start]
            else:
                done.append(plain[start])
            start += 1
    return " ".join(part.strip() for part in done if part.strip())


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
    "阿埃艾爱安奥巴白班邦保鲍贝本比彼毕宾波伯博布查达戴丹德登迪蒂丁杜顿多恩尔法菲费芬丰佛夫弗福冈戈格葛古瓜哈海汉豪赫亨胡"
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
