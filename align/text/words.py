"""Words of both languages with their places: the unit in which terms are looked for.

Chinese is cut by jieba's dictionary (through its Rust port), English by a pattern. Every word
has a *key*, under which its inflections and spellings count as one, and a coarse word class. A
segmenter's cut is a hint: long words that the dictionary explains by their parts are cut again
(数据中心 → 数据 + 中心, but 马来西亚 stays), so that the parts can be found in other terms.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Any, Final, Literal

from align.model import Lang
from align.text.glossed import class_of_adverb, class_of_name
from align.text.lexicon import LONGEST, english_lemma, lexicon
from align.text.romanisation import TRANSLITERATING
from align.text.script import HAN, is_han, to_halfwidth, to_simplified

WordClass = Literal[
    "noun", "name", "person", "place", "verb", "adjective", "adverb", "number", "function", "other"
]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: ``text`` is what stands at ``[start:end]``, ``key`` its comparable form."""

    text: str
    key: str
    start: int
    end: int
    kind: WordClass


# A word as it is read: text, key, start, end, class. And what a word makes likely behind it:
# a noun, a verb.
Read = tuple[str, str, int, int, WordClass]
_Before = tuple[bool, bool]

_PIECE = re.compile(
    rf"(?P<han>[{HAN}]+)"
    r"|(?P<number>\d+(?:[,，]\d{3})*(?:\.\d+)?(?![A-Za-z\d]))"
    r"|(?P<latin>(?:[A-Za-zÀ-ɏ]\.){2,}|[A-Za-zÀ-ɏ\d]+(?:['’&][A-Za-zÀ-ɏ]+|\.\d+)*\+*)"
)

# Words that neither begin nor end a term and that carry no evidence by themselves.
ENGLISH_FUNCTION: Final = frozenset(
    """
    a an the this that these those of to in on at for by with from as and or but nor so than
    into onto upon within without between among amid during since until through throughout
    across along around against toward towards under over above below per via about after
    before if while whereas although though because unless whether when where who whom whose
    which what why how it its itself they their them themselves he him his himself she her hers
    herself we us our ours ourselves you your yours i me my mine one ones is are was were be
    been being am do does did done doing have has had having will would shall should can could
    may might must not no yes also only just even still yet already again ever never always
    often very more most less least much many few several some any all both each every either
    neither other another such same own too then there here now hence thus therefore however
    moreover furthermore meanwhile nevertheless including include includes included etc eg ie
    up down out off s t mr mrs ms dr according due respectively well rather quite
    """.split()
)

_ENGLISH_NUMBERS: Final = frozenset(
    """
    two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty
    seventy eighty ninety hundred thousand million billion trillion dozen
    """.split()
)
# Nouns that the dictionary has mostly as verbs.
_ALSO_NOUNS: Final = frozenset(
    """
    release increase rise exchange attack control process help
    """.split()
)
_ENGLISH_LY_NOT_ADVERBS: Final = frozenset(
    """
    supply assembly family reply ally italy july anomaly monopoly daily weekly monthly
    yearly quarterly friendly costly timely orderly elderly early locally fully
    """.split()
)
_ENGLISH_PLAIN_ADVERBS: Final = frozenset(
    """
    ago further early late away back together abroad nearly almost about around
    """.split()
)

# Words of Chinese that stand in any text; the segmenter calls them verbs, nouns or adverbs.
CHINESE_FUNCTION: Final = frozenset(
    """
    的 了 在 是 和 与 及 或 以 而 对 为 从 由 向 于 将 把 被 让 使 给 比 等 等等 之 其 该 此 这 那 本
    各 每 某 也 都 还 又 就 才 则 并 且 并且 而且 但 但是 然而 因此 所以 因为 由于 如果 虽然 不 没 没有
    未 无 可 可以 能 能够 会 应 应该 须 必须 需 要 想 有 上 下 中 内 外 前 后 里 间 时 以及 以来 以上
    以下 以外 之间 之一 之后 之前 其中 其他 有关 相关 关于 根据 按照 通过 经过 随着 对于 至 到 自 已 已经
    曾 正 正在 再 更 最 很 较 约 近 逾 超 超过 达 达到 个 名 位 项 种 次 家 年 月 日 他 她 它 他们 她们
    它们 我 我们 你 你们 自己 大家 什么 如何 怎么 这些 那些 这个 那个 这样 那样 一 一个 一些 所 者 地 得
    着 过 吗 呢 吧 啊 进行 作出 表示 指出 认为 称 说 包括 例如 如 即 同时 此外 另外 不过 仍 仍然 继续
    进一步 一直 并不 不是 不仅 就是 还是 只是 只有 成为 作为 分别 期间 方面 情况 大部分 部分 大多数 全部
    任何 彼此 各种 哪些 其余 这种 那种 有些 某些 另 今 今年 去年 明年 此次 本次 那时 这里 那里 各个
    """.split()
)

# Words before a noun that the segmenter ties to its first character where it does not know it.
_COVERBS: Final = frozenset("由把被将与")
_SPAN = re.compile("[几数两〇零一二三四五六七八九十百半]*个?[天日周月季年]")

_HAN_NUMBER_START = re.compile("[第几数两多每半〇一二三四五六七八九十百千万亿]")

# Words that jieba calls pronouns or numbers and that stand in terms (自我隔离).
_CHINESE_CONTENT: Final = frozenset(
    {"自我", "自身", "双方", "多方", "各方", "百分点", "同比", "环比", "按年", "按季", "按月"}
)

_HAN_NUMBER = re.compile(r"[第几数两〇零一二三四五六七八九十百千万亿多余]+[个年月日号万亿元]*$")
_VERB_GLOSS = re.compile(r"[/;] ?to ([a-z]{3,})(?=[/;,]| \()")
_OTHER_GLOSS = re.compile(r"[/;,] ?(?:a |an |the )?(?:(?!to )[a-z]+ )?([a-z]{3,})(?=[/;,])")
_SPLIT = re.compile(r"[\s·・‧•/&\-–—.《》〈〉“”\"'「」]+")
_LONG_WORD = re.compile(r"[A-Z]{5,}")
_MONEY = re.compile(r"([百千万亿]+)(\w*元)$")
_ALL_CAPS = re.compile(r"([A-Z][A-Z&\d]+)s?$")


def words(text: str, lang: Lang) -> tuple[Word, ...]:
    """The words of a sentence, in order; punctuation is left out.

    Takes a text in its original characters; returns words whose places are places in it.

    >>> [word.key for word in words("投資數據中心3,800億元", "zh")]
    ['投资', '数据', '中心', '3800', '亿', '元']
    >>> [word.key for word in words("AIs' data centres cost $52.7 billion", "en")]
    ['AI', 'data', 'centre', 'cost', '52.7', 'billion']
    """
    return chinese_words(text) if lang == "zh" else english_words(text)


@lru_cache(maxsize=16384)
def comparable(text: str, lang: Lang) -> str:
    """A term as it is compared: two spellings or inflections of it are equal.

    Chinese: simplified, half-width, lower case, without dots and spaces but between Latin
    words. English: the keys of its words.

    >>> comparable("聯繫匯率", "zh"), comparable("安娜·凯勒", "zh"), comparable("GAC 国际", "zh")
    ('联系汇率', '安娜凯勒', 'gac国际')
    >>> comparable("Data Centres", "en"), comparable("ro-ro ships", "en")
    ('data centre', 'ro ro ship')
    """
    if lang == "en":
        return " ".join(word.key for word in english_words(text))
    return joined([part.lower() for part in _SPLIT.split(to_halfwidth(to_simplified(text)))])


def joined(parts: Sequence[str]) -> str:
    """Chinese words as one string; a space stands between Latin ones."""
    done = ""
    for part in parts:
        if part:
            done += " " + part if done and done[-1].isascii() and part[0].isascii() else part
    return done


@lru_cache(maxsize=1024)
def chinese_words(
    text: str, names: frozenset[str] = frozenset(), terms: frozenset[str] = frozenset()
) -> tuple[Word, ...]:
    """The words of a Chinese sentence; see :func:`words`.

    ``names`` (simplified) stay whole; their dots are left out of their keys. ``terms``
    (simplified) are known: no word that the dictionary lacks lies across one of their ends.

    >>> [word.text for word in chinese_words("由泛林集团供应", terms=frozenset({"泛林集团"}))]
    ['由', '泛林', '集团', '供应']
    """
    return tuple(Word(*word) for word in read_chinese(text, names, terms))


def read_chinese(text: str, names: Collection[str] = (), terms: Collection[str] = ()) -> list[Read]:
    """:func:`chinese_words` as bare tuples, for who reads a whole collection once."""
    plain = to_halfwidth(to_simplified(text))
    if terms:
        return _cut_at(plain, text, read_chinese(text, names), terms)
    if not names:
        return _cut(plain, text, 0, len(plain))
    found: list[Read] = []
    start = 0
    for match in re.finditer("|".join(map(re.escape, _longest_first(names))), plain):
        found.extend(_cut(plain, text, start, match.start()))
        key = comparable(match[0], "zh")
        found.append((text[slice(*match.span())], key, *match.span(), "person"))
        start = match.end()
    found.extend(_cut(plain, text, start, len(plain)))
    return found


def _cut_at(plain: str, text: str, found: list[Read], terms: Collection[str]) -> list[Read]:
    """The words of a sentence, cut again where a word lies across the end of a known term."""
    for place in re.finditer("|".join(map(re.escape, _longest_first(terms))), plain):
        if not cut_wrongly(found, *place.span()):
            continue
        first = bisect_right(found, place.start(), key=itemgetter(3))
        last = bisect_left(found, place.end(), key=itemgetter(2)) - 1
        bounds = (found[first][2], *place.span(), found[last][3])
        found[first : last + 1] = [
            word for one, two in pairwise(bounds) for word in _cut(plain, text, one, two)
        ]
    return found


def cut_wrongly(found: Sequence[Read], start: int, end: int) -> bool:
    """Whether the words of a sentence cut through a term that stands at ``[start:end]``.

    They do where a word lies across an end of it that the dictionary lacks: 由泛 of 由泛林集团.
    A known word lies there by right (产能 in 生产|能力), and so does one that has the whole term in
    it and more (经济 in 经济师), unless the rest is a function word.
    """
    # A long text has many words and many terms: of the former only those near the latter count.
    near = slice(
        max(bisect_right(found, start, key=itemgetter(2)) - 1, 0),
        bisect_left(found, end, key=itemgetter(2)),
    )
    across = [word for word in found[near] if word[2] < start < word[3] or word[2] < end < word[3]]
    for _, key, first, last, kind in across:
        rest = key[: max(start - first, 0)] + key[len(key) - max(last - end, 0) :]
        around = first <= start and end <= last
        if key in lexicon() or kind == "person" or (around and rest not in CHINESE_FUNCTION):
            return False
    return bool(across)


def _longest_first(texts: Collection[str]) -> list[str]:
    return sorted(texts, key=lambda one: (-len(one), one))


def _cut(plain: str, text: str, first: int, last: int) -> list[Read]:
    """The words of ``plain[first:last]``, which is ``text`` in its comparable form."""
    found: list[Read] = []
    for piece in _PIECE.finditer(plain, first, last):
        start = piece.start()
        if piece["han"] is None:
            found.append(_latin(piece, text))
            continue
        cuts = [
            cut
            for part, tag in _headwords(_tagged(piece["han"]))
            for cut in _parts_with_classes(part, tag)
        ]
        for cut, kind in _sounds_joined(cuts):
            end = start + len(cut)
            found.append((text[start:end], cut, start, end, kind))
            start = end
    return found


def _sounds_joined(cuts: list[tuple[str, WordClass]]) -> list[tuple[str, WordClass]]:
    """Words with the pieces of a foreign name that the segmenter guessed at made one: 普哇 + 加达.

    Such pieces are in no dictionary, but for one character, and write nothing but sounds.
    """
    done: list[tuple[str, WordClass]] = []
    for number, (cut, kind) in enumerate(cuts):
        if number and _is_sound(cut, kind) and _is_sound(*done[-1]):
            whole = done[-1][0] + cut
            before = done[-1]
            if len(whole) in _SOUND_LENGTHS and max(len(before[0]), len(cut)) > 1:
                done[-1] = whole, before[1] if before[1] in _NAMING else "place"
                continue
        done.append((cut, kind))
    return done


_SOUND_LENGTHS = range(3, 7)
_NAMING = ("person", "place", "name")


def _is_sound(word: str, kind: WordClass) -> bool:
    if kind in ("function", "number") or not TRANSLITERATING.issuperset(word):
        return False
    return len(word) == 1 or word not in lexicon()


@lru_cache(maxsize=1024)
def english_words(text: str) -> tuple[Word, ...]:
    """The words of an English sentence; hyphenated words are cut; see :func:`words`."""
    return tuple(Word(*word) for word in read_english(text))


def read_english(text: str) -> list[Read]:
    """:func:`english_words` as bare tuples, for who reads a whole collection once."""
    plain = to_halfwidth(text)
    # A heading in capitals says nothing about which of its words are abbreviations.
    shouted = not any(map(str.islower, plain)) and len(_LONG_WORD.findall(plain)) > 1
    found: list[Read] = []
    for piece in _PIECE.finditer(plain):
        start, end = piece.span()
        token = piece[0]
        if piece.lastgroup == "han":
            found.append((text[start:end], token, start, end, "name"))
        elif piece.lastgroup == "number":
            found.append((text[start:end], re.sub("[,，]", "", token), start, end, "number"))
        else:
            for possessive in ("'s", "’s"):
                if token.endswith(possessive):
                    token, end = token[:-2], end - 2
            key = english_key(token.lower() if shouted else token)
            found.append((text[start:end], key, start, end, "other"))
    return _classified(found, plain)


def _latin(piece: re.Match[str], text: str) -> Read:
    start, end = piece.span()
    if piece["number"] is not None:
        return text[start:end], re.sub("[,，]", "", piece[0]), start, end, "number"
    return text[start:end], piece[0].lower(), start, end, "name"


@lru_cache(maxsize=65536)
def english_key(token: str) -> str:
    """The comparable form of an English word: its lemma, or an abbreviation in capitals.

    >>> english_key("Companies"), english_key("AIs"), english_key("US")
    ('company', 'AI', 'US')
    """
    bare = token.replace(".", "") if re.fullmatch(r"(?:[A-Za-z]\.)+", token) else token
    capitals = _ALL_CAPS.match(bare)
    if capitals:
        return capitals[1]
    if any(char.isdigit() for char in token):
        return token.lower()
    if token.strip("'’.") in ("", "s"):
        # What is left of a possessive has no lemma.
        return token.lower()
    lemma = english_lemma(token)
    # Lu Cheng'an is Lu Chengan.
    return _IRREGULAR.get(lemma, lemma).replace("'", "").replace("’", "")


_IRREGULAR: Final = {"datum": "data", "medium": "media", "an": "a", "'s": "s"}


def _classified(found: list[Read], plain: str) -> list[Read]:
    done: list[Read] = []
    before: _Before = (False, False)
    last = 0
    for position, word in enumerate(found):
        text, key, start, end, kind = word
        if kind == "other":
            first = position == 0 or not _STOPS.isdisjoint(plain[last:start])
            if first and text[:1].isupper() and position + 1 < len(found):
                # "Hugging Face …": a capital after the first word makes the first a name too.
                after = found[position + 1]
                beside = plain[end : after[2]] in (" ", "-")
                first = not (beside and (after[0][:1].isupper() or after[4] == "number"))
            kind = _english_class(text, key, first, before)
            word = text, key, start, end, kind
        done.append(word)
        before = _before(text, kind)
        last = end
    return done


_STOPS: Final = frozenset(".!?:")


@lru_cache(maxsize=65536)
def _before(text: str, kind: WordClass) -> _Before:
    """Whether the word makes a noun (the, a new) or a verb (to, they) likely behind it."""
    lower = text.lower()
    nominal = kind == "adjective" or lower in _BEFORE_NOUN
    return nominal, lower in _BEFORE_VERB


@lru_cache(maxsize=65536)
def _english_class(text: str, key: str, first: bool, before: _Before) -> WordClass:
    """A guess from the word's form and the word before it; enough to bound noun phrases."""
    lower = text.lower()
    if lower in ENGLISH_FUNCTION and not (text.isupper() and len(text) > 1):
        return "function"
    if lower in _ENGLISH_NUMBERS:
        return "number"
    if any(char.isdigit() for char in text) or (text[:1].isupper() and not first):
        return "name"
    if text.isupper() and len(text) > 1:
        return "name"
    ends_so = lower.endswith("ly") and len(lower) > 4 and lower not in _ENGLISH_LY_NOT_ADVERBS
    if ends_so or lower in _ENGLISH_PLAIN_ADVERBS:
        return "adverb"
    nominal, after_subject = before
    finite = (after_subject or not nominal) and not lower.endswith(("ing", "ed"))
    if (finite and is_verb(key)) or _is_past(lower, key):
        return "verb"
    if lower.endswith(_ADJECTIVE_ENDINGS):
        return "adjective"
    if lower.endswith("ed") and len(lower) > 4 and key != lower:
        return "adjective"
    return "noun"


_ADJECTIVE_ENDINGS: Final = ("able", "ible", "ical", "ful", "ous", "ive", "less", "etary")
_BEFORE_NOUN: Final = frozenset({"the", "a", "an", "its", "their", "this", "of", "each", "any"})
_BEFORE_VERB: Final = frozenset(
    """
    to will would shall should can could may might must not they we he she it who which i
    you also has have had
    """.split()
)


@lru_cache(maxsize=65536)
def is_verb(lemma: str) -> bool:
    """Whether an English lemma is hardly ever anything but a verb.

    The dictionary's glosses know: verbs are glossed with "to".

    >>> is_verb("announce"), is_verb("account"), is_verb("release")
    (True, False, False)
    """
    if lemma in _ALSO_NOUNS:
        return False
    verbs, others = _gloss_uses()
    return verbs.get(lemma, 0) > 2 * others.get(lemma, 0) + 1


@cache
def _gloss_uses() -> tuple[dict[str, int], dict[str, int]]:
    """How often each word is a gloss with "to" and how often it ends one without."""
    # One pass over the dictionary's text: parsing its 118,617 entries would take a second.
    text = lexicon().text
    verbs = Counter(_VERB_GLOSS.findall(text))
    others = Counter(_OTHER_GLOSS.findall(text))
    return verbs, others


def _is_past(lower: str, key: str) -> bool:
    """Whether a form is that of a past: came, rose; "-ed" is left to its neighbours."""
    plain = lower == key or lower.endswith(("s", "ing", "ed", "er", "est"))
    return not plain and is_verb(key)


@cache
def _segmenter() -> Any:
    from rjieba import Jieba

    return Jieba()


def _tagged(text: str) -> list[tuple[str, str]]:
    """The words of a stretch of Chinese with their tags, as the segmenter cuts it.

    Where it tied 由 and the like to the first character of a word that it does not know (由泛 of
    长期由泛林集团供应), or the 期 of a term of time (期逆 of 七天期逆回购), the rest is cut once more.
    """
    tagged: list[tuple[str, str]] = _segmenter().tag(text)
    end = 0
    for number, (word, tag) in enumerate(tagged):
        end += len(word)
        before, first = tagged[:number], (word[0], "p")
        if word[0] == "期" and before and _SPAN.fullmatch(before[-1][0]):
            before, first = before[:-1], (before[-1][0] + "期", "m")
        elif word[0] not in _COVERBS:
            continue
        guessed = len(word) == 2 and tag[:2] != "nr"
        if word == "期" or (guessed and word not in lexicon() and not _segmenter().has_word(word)):
            return [*before, first, *_tagged(text[end - len(word) + 1 :])]
    return tagged


def _headwords(tagged: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Words that the dictionary has as one word are made one: 资产 + 负债表 → 资产负债表."""
    known = lexicon().headwords
    done: list[tuple[str, str]] = []
    position, size = 0, len(tagged)
    while position < size:
        longest, whole = 1, ""
        joined = tagged[position][0]
        for count in range(2, min(5, size - position + 1)):
            joined += tagged[position + count - 1][0]
            length = len(joined)
            if length > LONGEST:
                break
            # Two characters side by side are too often a word by chance (的 + 话).
            if length > 2 and joined in known:
                longest, whole = count, joined
        done.append((whole, "n") if whole else tagged[position])
        position += longest
    return done


@lru_cache(maxsize=65536)
def _parts_with_classes(word: str, tag: str) -> tuple[tuple[str, WordClass], ...]:
    return tuple((part, _chinese_class(part, tag)) for part in _parts(word, tag))


def _parts(word: str, tag: str) -> tuple[str, ...]:
    """A long word in the parts that explain it, or as it is.

    A cut is kept only where both parts are headwords whose glosses are both in a gloss of the
    whole, so that names (马来西亚) and idioms stay whole; a word that the dictionary lacks is
    cut into known words of two characters or more.
    """
    money = _MONEY.match(word)
    if money:
        return (money[1], money[2])
    known = lexicon()
    if len(word) < 4 or tag.startswith("nr"):
        return (word,)
    if word in known:
        whole = known.words(word)
        for middle in (2, len(word) - 2, 3, len(word) - 3):
            left, right = word[:middle], word[middle:]
            if len(left) < 2 or len(right) < 2 or left not in known or right not in known:
                continue
            if known.words(left) & whole and known.words(right) & whole:
                return (*_parts(left, tag), *_parts(right, tag))
        return (word,)
    covered = list(known.matches(word))
    if covered and sum(end - start for start, end in covered) == len(word):
        return tuple(word[start:end] for start, end in covered)
    return (word,)


def _chinese_class(word: str, tag: str) -> WordClass:
    if word in CHINESE_FUNCTION:
        return "function"
    if _HAN_NUMBER.match(word):
        return "number"
    if (
        tag in ("m", "mq")
        and len(word) > 1
        and is_han(word[0])
        and not _HAN_NUMBER_START.match(word)
    ):
        return "noun"
    if word in _CHINESE_CONTENT or (tag in ("f", "q", "r") and len(word) > 1):
        return "noun"
    for prefix, kind in _JIEBA_CLASSES:
        if tag.startswith(prefix):
            if kind in _NAMING:
                return class_of_name(word) or kind
            return (class_of_adverb(word) or kind) if kind == "adverb" else kind
    return "other"


# jieba's tag set (that of ICTCLAS); the longer prefix comes first.
_JIEBA_CLASSES: Final[tuple[tuple[str, WordClass], ...]] = (
    ("nr", "person"),
    ("ns", "place"),
    ("nt", "name"),
    ("nz", "name"),
    ("n", "noun"),
    ("vn", "noun"),
    ("vd", "adverb"),
    ("v", "verb"),
    ("an", "noun"),
    ("ad", "adjective"),
    ("a", "adjective"),
    ("b", "adjective"),
    ("d", "adverb"),
    ("m", "number"),
    ("q", "number"),
    ("eng", "name"),
    ("j", "noun"),
    ("l", "noun"),
    ("i", "noun"),
    ("s", "noun"),
    ("f", "function"),
    ("t", "other"),
    ("r", "function"),
    ("p", "function"),
    ("c", "function"),
    ("u", "function"),
    ("y", "function"),
    ("k", "noun"),
    ("h", "noun"),
    ("g", "noun"),
    ("z", "adjective"),
)
