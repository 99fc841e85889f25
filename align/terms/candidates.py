"""Candidates: runs of words that may be terms, in each bead, on both sides.

What bounds a candidate is punctuation, sentence ends and function words, not the segmenter's
cuts. Most candidates are no terms: whether one is, the other language and the reference word
lists decide (:mod:`align.terms.ranking`). The rules here are those of part-of-speech filters
for term extraction (Justeson & Katz 1995), with word classes that are guesses.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from typing import Final

import numpy as np

from align.model import Lang
from align.prepared import prepared
from align.terms.index import CLASSES, Index, Side
from align.text.lexicon import lexicon

_NUMBER = CLASSES.index("number")
# 第二座数据中心, 首个平台: which one of several, and no part of a term.
_ONE_OF_SEVERAL = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+|首)[座个家次位款艘条批台项名辆架部届间]"
)
_FUNCTION = CLASSES.index("function")
_ADVERB = CLASSES.index("adverb")
_VERB = CLASSES.index("verb")
_NAMES = frozenset(map(CLASSES.index, ("name", "person", "place")))
_NOUN = CLASSES.index("noun")
_ADJECTIVE = CLASSES.index("adjective")

# Most words of a candidate. English needs more words to say the same.
_MOST: Final[dict[Lang, int]] = {"zh": 6, "en": 7}
# Function words that may stand inside an English term: mixture of experts, year on year.
_INNER: Final = frozenset(
    """
    of for in on to the with as by at from de la le du von van al and per
    """.split()  # noqa: SIM905
)
_INNER_ZH: Final = frozenset({*"之间内外上中前后本年和与及", "之间", "相关"})
_DATES: Final = frozenset(
    """
    January February March April May June July August September October November December
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Jan Feb Mar Apr Jun Jul Aug
    Sep Sept Oct Nov Dec GMT GMT+ UTC a.m p.m a.m. p.m. am pm
    """.split()  # noqa: SIM905
)
# Words that single out rather than name.
_NOT_FIRST: Final = frozenset(
    """
    last next third new late recent other many own further current
    various certain different several good great big main week day
    """.split()  # noqa: SIM905
)
# Characters that are function words by themselves and parts of terms at their edges.
_PREFIXES_ZH: Final = frozenset("后前多双零年总大小新非反超右左上下中内外全半逆再预不未本")
# Of these those that are no words: what follows one is no term without it, nor what ends in one
# (执行董事 in 非执行董事, 周期缓冲资本 in 逆周期缓冲资本).
BOUND_ZH: Final = frozenset("逆非反超亚副准伪")
# Between a number and what it counts: 词元 is a term in 1.5万亿词元, 万亿词元 is none.
_SIZES: Final = frozenset(
    """
    十 百 千 万 亿 十万 百万 千万 十亿 百亿 千亿 万亿 多亿 多万 余万 余亿
    hundred thousand million billion trillion
    """.split()  # noqa: SIM905
)
# A year without its 年 begins a name: 2019新型冠状病毒, 2019 novel coronavirus.
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_COUNTERS: Final = frozenset("个名位项种次家年月日元万亿千百十多岁")
# The title of a law, a book or a paper.
TITLE: Final = re.compile("《([^《》]+)》")
# Units that are terms by themselves, and words for time that are not.
_UNITS_ZH: Final = frozenset("元层吨")
WHEN_ZH: Final = frozenset(
    """
    目前 当前 现在 近日 日前 当时 当天 当日 昨天 今天 明天 周一 周二 周三 周四 周五 周六 周日 星期一
    星期二 星期三 星期四 星期五
    过去 未来 将来 以前 以后 最近 近年 近期 同时 随后 此前 年初 年底 年末 月底
    月初 一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月
    春季 夏季 秋季 冬季 早上 晚上 上午 下午
    """.split()  # noqa: SIM905
)
# No word is longer, chemistry aside, and none has a letter so often in succession.
_LONGEST_WORD: Final = 50
# A name has so many words at most; what is longer is a heading, or a list.
_LONGEST_NAME: Final = 24
_STUTTER: Final = re.compile(r"([a-z])\1{4}", re.IGNORECASE | re.ASCII)
_SUFFIXES_ZH: Final = frozenset("项者率器机桩腔")


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of one side of a bead: words ``firsts[k]`` to ``lasts[k]`` (exclusive).

    ``texts`` are the words of the bead as they stand.
    """

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    texts: Sequence[str] = ()


def candidates(index: Index, lang: Lang, bead: int) -> Candidates:
    """The runs of words of one side of a bead that may be terms, in reading order."""
    side = index.side(lang)
    base, end = int(side.offsets[bead]), int(side.offsets[bead + 1])
    classes = side.classes[base:end].tolist()
    keys = [side.vocabulary[i] for i in side.ids[base:end].tolist()]
    texts = word_texts(index, side, bead)
    joined = joined_words(side, bead)
    # Words that a hyphen ties to the next: "after-sales", "knock-down".
    tied = side.tied[base:end].tolist()
    firsts: list[int] = []
    lasts: list[int] = []
    most = _MOST[lang]
    english = lang == "en"
    allowed = _INNER if english else _INNER_ZH
    # What is true of a word does not depend on where a run that has it begins.
    ends_alone = [_may_end(lang, keys, classes, at, at) for at in range(end - base)]
    ends_run = [_may_end(lang, keys, classes, at - 1, at) for at in range(end - base)]
    barred = [english and _no_end(texts[at], keys[at], classes[at]) for at in range(end - base)]
    parts = _partings(texts, classes, tied) if english else [False] * (end - base)
    words = [is_word(text) for text in texts]
    bound = [not english and key in BOUND_ZH for key in keys]
    for first in range(end - base):
        if not words[first]:
            continue
        counted = classes[first] == _NUMBER and _counts(lang, keys, classes, first, joined)
        if not counted and not _may_begin(lang, keys[first], classes[first]) and not tied[first]:
            continue
        if first and tied[first - 1] and classes[first - 1] != _NUMBER:
            # A hyphenated word is not cut: Ho Wing-lam, weak-side; 5-nanometer is.
            continue
        if first and bound[first - 1] and joined[first - 1] and classes[first] != _NUMBER:
            continue
        if english and keys[first] in _NOT_FIRST:
            continue
        inner = 0
        for at in range(first, min(first + most, end - base)):
            if at > first and (not joined[at - 1] or parts[at - 1] or not words[at]):
                break
            if english and texts[at] in _DATES:
                break
            if classes[at] == _FUNCTION and not (at == first and (not english or tied[at])):
                if not english and at > first and keys[at] in _SUFFIXES_ZH:
                    firsts.append(first)
                    lasts.append(at + 1)
                    continue
                if tied[at] or (at > first and tied[at - 1]):
                    continue
                inner += 1
                if keys[at] not in allowed or inner > (2 if english else 1):
                    break
                continue
            if tied[at] or barred[at] or bound[at]:
                continue
            if not (ends_run[at] if at > first else ends_alone[at]):
                continue
            if english and classes[first] == _ADVERB:
                # Newly published reports; newly published is no term, nor is very large bank.
                ends_ed = texts[min(first + 1, at)].endswith(("ed", "en"))
                if not ends_ed or at - first < 2:
                    continue
            firsts.append(first)
            lasts.append(at + 1)
    for first, last in _titles(index, side, bead, texts, joined, classes):
        if all(words[first:last]):
            firsts.append(first)
            lasts.append(last)
    return Candidates(tuple(firsts), tuple(lasts), texts)


def _titles(
    index: Index, side: Side, bead: int, texts: list[str], joined: list[bool], classes: list[int]
) -> list[tuple[int, int]]:
    """Long titles: what stands in 《》, and long runs of capitalised words."""
    found: list[tuple[int, int]] = []
    base, end = int(side.offsets[bead]), int(side.offsets[bead + 1])
    if side.lang == "zh":
        sentences = index.sentences("zh", bead)
        for sentence in sorted(set(side.sentences[base:end].tolist())):
            own = np.flatnonzero(side.sentences[base:end] == sentence)
            starts, ends = side.starts[base + own], side.ends[base + own]
            # Of a piece of a long sentence only its own titles are looked for.
            piece = bead > 0 and index.beads[bead - 1] == index.beads[bead]
            begin = max(int(starts[0]) - 1, 0) if piece else 0
            for title in TITLE.finditer(sentences[sentence].text, begin):
                if title.start(1) >= ends[-1]:
                    break
                first = int(np.searchsorted(starts, title.start(1)))
                last = int(np.searchsorted(ends, title.end(1), side="right"))
                if last - first > _MOST["zh"]:
                    found.append((int(own[first]), int(own[last - 1]) + 1))
        return found
    at = 0
    while at < len(texts):
        last = at
        if texts[at][:1].isupper() and classes[at] != _FUNCTION:
            step = at
            while joined[step] and (
                texts[step + 1][:1].isupper() or classes[step + 1] == _FUNCTION
            ):
                step += 1
                if texts[step][:1].isupper():
                    last = step
            if _MOST["en"] - 2 < last - at + 1 <= _LONGEST_NAME:
                found.append((at, last + 1))
        at = last + 1
    return found


def word_texts(index: Index, side: Side, bead: int) -> list[str]:
    """The words of a bead as they stand."""
    base, end = int(side.offsets[bead]), int(side.offsets[bead + 1])
    sentences = index.sentences(side.lang, bead)
    return [
        sentences[sentence].text[start:stop]
        for sentence, start, stop in zip(
            side.sentences[base:end].tolist(),
            side.starts[base:end].tolist(),
            side.ends[base:end].tolist(),
            strict=True,
        )
    ]


def is_word(text: str) -> bool:
    """Whether a run of letters can be a word or a name, and not a bar, a key or a scream.

    >>> is_word("internationalisation"), is_word("aaaaaaaa"), is_word("x1" * 40)
    (True, False, False)
    """
    return len(text) <= _LONGEST_WORD and not _STUTTER.search(text)


def _no_end(text: str, key: str, kind: int) -> bool:
    """Whether an English word ends a clause, not a term: Wu Yongming said."""
    if kind == _VERB:
        return text.islower() and not key.startswith(text.rstrip("s"))
    return kind == _ADJECTIVE and text.endswith("ed") and text.islower()


def _partings(texts: Sequence[str], classes: Sequence[int], tied: Sequence[bool]) -> list[bool]:
    """After which English words a name begins that they only describe: retailer | Siam Select."""
    found = [
        kind == _NOUN
        and text.islower()
        and after[:1].isupper()
        and not after.isupper()
        and not (at and tied[at - 1])
        for at, (text, after, kind) in enumerate(zip(texts, texts[1:], classes, strict=False))
    ]
    return [*found, False]


def joined_words(side: Side, bead: int) -> list[bool]:
    """For each word of a bead whether the next one follows it without punctuation."""
    found: list[bool] = side.joined[side.offsets[bead] : side.offsets[bead + 1]].tolist()
    return found


def _may_begin(lang: Lang, key: str, kind: int) -> bool:
    if lang == "zh" and key in _PREFIXES_ZH:
        return True
    if lang == "zh" and _ONE_OF_SEVERAL.fullmatch(key):
        return False
    if kind == _ADVERB:
        return lang == "en" or len(key) > 1
    return kind not in (_FUNCTION, _NUMBER)


def _counts(
    lang: Lang, keys: list[str], classes: list[int], first: int, joined: list[bool]
) -> bool:
    """Whether a number may begin a term: 12英寸晶圆厂, 第二季度, 4-bit quantization.

    A year does only before a longer word: 2019新型冠状病毒, but not 2019年.
    """
    key = keys[first]
    if lang == "zh" and key in _UNITS_ZH:
        return True
    if lang == "zh" and _ONE_OF_SEVERAL.fullmatch(key):
        return False
    if not joined[first] or classes[first + 1] in (_NUMBER, _FUNCTION, _VERB, _ADVERB):
        return False
    if key in _SIZES:
        return False
    if _YEAR.fullmatch(key):
        return len(keys[first + 1]) > 1
    if key.isdigit() and len(key) < 3:
        return True
    return not key[:1].isdigit() if lang == "zh" else key.isalpha()


def _may_end(lang: Lang, keys: list[str], classes: list[int], first: int, at: int) -> bool:
    kind = classes[at]
    if kind == _NUMBER:
        # A number ends a name with a version (Qwen 3); 桩 in 充电桩 counts other things elsewhere.
        if at == first or classes[at - 1] in (_NUMBER, _FUNCTION):
            return False
        if lang == "zh" and keys[at - 1] in lexicon() and keys[at][:1].isdigit():
            # 投入 3 is no name, 澄心 3 is one.
            return False
        return keys[at][:1].isdigit() or (len(keys[at]) == 1 and keys[at] not in _COUNTERS)
    if lang == "zh" and first == at and keys[at] in WHEN_ZH:
        return False
    if lang == "zh" and first == at and keys[at] in _UNITS_ZH:
        return True
    if at == first and (kind == _FUNCTION or (lang == "zh" and len(keys[at]) < 2)):
        return lang == "zh" and (kind == _NOUN or kind in _NAMES)
    if lang == "en":
        # The class is a guess, and inside a phrase a verb's form is mostly a noun (account).
        return kind != _ADVERB
    return kind != _ADVERB or (at > first and len(keys[at]) == 1)


# The share of all words of one that the list of general language lacks, below that of its rarest.
UNLISTED: Final = 3e-7


@cache
def _frequencies(lang: Lang) -> dict[str, float]:
    """The small list of wordfreq, kept unpacked: to import wordfreq takes longer than the rest."""
    kept = prepared(f"frequencies-{lang}", f"wordfreq {version('wordfreq')}", lambda: _listed(lang))
    shares = memoryview(kept["shares"]).cast("d")
    return dict(zip(str(kept["words"], "utf-8").split("\n"), shares, strict=True))


def _listed(lang: Lang) -> dict[str, bytes]:
    from wordfreq import get_frequency_dict

    listed = get_frequency_dict(lang, wordlist="small")
    return {
        "words": "\n".join(listed).encode(),
        "shares": array("d", listed.values()).tobytes(),
    }


@lru_cache(maxsize=65536)
def general_frequency(word: str, lang: Lang) -> float:
    """How often a word occurs in general language, as a share of all words (wordfreq).

    A word that the list lacks gets ``UNLISTED``.

    >>> general_frequency("the", "en") > general_frequency("bank", "en") > 1e-5
    True
    """
    found = _frequencies(lang).get(word.lower(), 0.0)
    return found or UNLISTED
