"""Lexical evidence: which words of a sentence have a counterpart in sentences of the other side.

A Chinese word and an English lemma are linked if the dictionary glosses the one by the other, if
they are the same Latin string or number, if the English word is the romanisation of the Chinese
characters, or if the document itself shows them together (:func:`learned`). A word weighs its
inverse document frequency, so that 的 and *the* count for nothing and a name counts for much. As
in champollion (Ma 2006) rare links decide; unlike there, what counts for a run of sentences is
the exact union: a word is covered once, however many sentences of the run would cover it.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.encode.base import Vectors
from align.model import Glossary, Lang
from align.text.lexicon import STOP_WORDS, english_lemma, english_words, lexicon
from align.text.quantities import find as find_quantities
from align.text.script import to_halfwidth, to_simplified

Ints = NDArray[np.int64]
Links = Mapping[str, frozenset[str]]

# Characters that stand alone in any sentence and say nothing about which one it is.
_ZH_STOP = frozenset(
    "的了是在我你他她它们这那有和就不也都说要会着个上下来去到把被让给对与为之于而其所以及很又还没得地过吗呢吧啊呀么"
    "一两几什自己人里中"
)
_FOREIGN = re.compile(r"[A-Za-z][A-Za-z.&'-]*|\d+")
_DIGITS = re.compile(r"[\d,.]")
_NAME = re.compile(r"[A-Z][a-z]{2,}")
_SYLLABLE = r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv]+(?:ng?|r)?)"
_ROMAN = re.compile(f"{_SYLLABLE}+")
# Weight of a word that is in every sentence: little, but not nothing.
_FLOOR = 0.3


@dataclass(frozen=True, eq=False)
class Side:
    """The words of one side as arrays: token t is word ``word[t]`` of sentence ``sentence[t]``.

    Tokens ascend by sentence; each word counts once a sentence. ``weight`` is by word, ``mass``
    the sum by sentence.
    """

    sentence: Ints
    word: Ints
    weight: Vectors
    mass: Vectors


@dataclass(frozen=True, eq=False)
class Hits:
    """Where on the other side a word has counterparts: sorted keys ``word * stride + sentence``.

    ``place`` is the sentence of a key, ``before`` the one before it of the same word (-1: none).
    """

    keys: Ints
    place: Ints
    before: Ints
    stride: int


@dataclass(frozen=True, eq=False)
class Lexical:
    """Both sides' words, and where on the other side each is answered."""

    zh: Side
    en: Side
    zh_hits: Hits
    en_hits: Hits


def quantities(text: str, lang: Lang) -> tuple[list[str], str]:
    """The quantities of a sentence as numbers in plain digits, and the text without them.

    So that 3800亿 and "380 billion" are the same word, and 6月 and *June*.

    >>> quantities("6月融资3800亿元", "zh")
    (['#6', '380000000000'], ' 月融资    亿元')
    >>> quantities("raised 380 billion yuan in June", "en")[0]
    ['380000000000', '#6']
    """
    found: dict[str, None] = {}
    for quantity in find_quantities(text, lang):
        own = [str(part) for part in (quantity.year, quantity.day) if part is not None]
        if quantity.month is not None:
            own.append(f"#{quantity.month}")
        value = quantity.value
        if not own and value is not None and quantity.weight != "free":
            own = [str(value) if value.denominator == 1 else f"{float(value):g}"]
        if own:
            found.update(dict.fromkeys(own))
            start, end = quantity.start, quantity.end
            text = text[:start] + _DIGITS.sub(" ", text[start:end]) + text[end:]
    return list(found), text


def zh_words(text: str, glossary: Links | None = None) -> list[str]:
    """The words of a simplified Chinese sentence that may be evidence, each once.

    Headwords of the dictionary, characters that are in none, Latin strings and numbers (these
    with ``=`` before them), and the terms of a glossary.

    >>> zh_words("阿里云在2025年发布Qwen")
    ['阿里', '发布', '云', '年', '=qwen', '=2025']
    """
    values, half = quantities(to_halfwidth(text), "zh")
    spans = list(lexicon().matches(half))
    found = dict.fromkeys(half[a:b] for a, b in spans)
    rest = list(half)
    for a, b in spans:
        rest[a:b] = " " * (b - a)
    found.update(dict.fromkeys(c for c in rest if "一" <= c <= "鿿" and c not in _ZH_STOP))
    found.update(dict.fromkeys("=" + w.lower().strip(".'-&") for w in _FOREIGN.findall(half)))
    found.update(dict.fromkeys("=" + value for value in values))
    if glossary:
        found.update(dict.fromkeys(term for term in glossary if term in text))
    return list(found)


def en_words(text: str) -> list[str]:
    """The lemmas and quantities of an English sentence, each once.

    >>> en_words("Alibaba released it, and Alibaba's cloud grew.")
    ['alibaba', 'release', 'it', 'and', 'cloud', 'grow']
    """
    values, rest = quantities(text, "en")
    return list(dict.fromkeys([*map(english_lemma, english_words(rest)), *values]))


class Vocabulary:
    """The words of two lists of sentences, and where they stand.

    ``zh`` is simplified; the tokens are those of :func:`zh_words` and :func:`en_words`.
    """

    def __init__(
        self,
        zh: Sequence[str],
        en: Sequence[str],
        zh_tokens: Sequence[Sequence[str]],
        en_tokens: Sequence[Sequence[str]],
    ) -> None:
        self.zh_size, self.en_size = len(zh), len(en)
        self.zh_at, self.en_at = _positions(zh_tokens), _positions(en_tokens)
        known = lexicon()
        self.links: dict[str, set[str]] = {}
        content = set(self.en_at) - STOP_WORDS
        for word in self.zh_at:
            if word.startswith("="):
                self.links[word] = {word[1:], english_lemma(word[1:])} & content
            else:
                self.links[word] = content & known.words(word)
        for name, sentences in _romanised(zh, en).items():
            if name in self.en_at and len(sentences) <= len(zh) / 2 + 1:
                self.zh_at["~" + name] = sentences
                self.links["~" + name] = {name}
        silent = frozenset(word for word in self.en_at if word in STOP_WORDS)
        self.zh = _side(self.zh_at, len(zh), frozenset())
        self.en = _side(self.en_at, len(en), silent)

    def lexical(self, extra: Links | None = None) -> Lexical:
        """The lexical evidence; ``extra`` links words with lemmas beyond the dictionary."""
        links = dict(self.links)
        for word, lemmas in (extra or {}).items():
            if word in links:
                links[word] = links[word] | {lemma for lemma in lemmas if lemma in self.en_at}
        back: dict[str, set[str]] = defaultdict(set)
        for word, linked in links.items():
            for lemma in linked:
                back[lemma].add(word)
        return Lexical(
            self.zh,
            self.en,
            _hits(self.zh_at, links, self.en_at, self.en_size),
            _hits(self.en_at, back, self.zh_at, self.zh_size),
        )


def _positions(tokens: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for position, words in enumerate(tokens):
        for word in words:
            found.setdefault(word, []).append(position)
    return found


def _side(at: Mapping[str, list[int]], size: int, silent: frozenset[str]) -> Side:
    counts = np.array([len(sentences) for sentences in at.values()], dtype=np.int64)
    sentence = np.array([i for places in at.values() for i in places], dtype=np.int64)
    word = np.repeat(np.arange(len(at)), counts)
    weight = np.log((size + 1) / np.maximum(counts, 1)) + _FLOOR
    weight[[i for i, name in enumerate(at) if name in silent]] = 0.0
    order = sentence.argsort(kind="stable")
    sentence, word = sentence[order], word[order]
    mass = np.bincount(sentence, weight[word], minlength=size)
    return Side(sentence, word, weight.astype(np.float32), mass.astype(np.float32))


def _hits(
    at: Mapping[str, list[int]],
    links: Mapping[str, set[str]],
    other: Mapping[str, list[int]],
    size: int,
) -> Hits:
    stride = size + 1
    keys: list[int] = []
    for number, word in enumerate(at):
        lemmas = links.get(word)
        if not lemmas:
            continue
        if len(lemmas) == 1:
            places: Iterable[int] = other[next(iter(lemmas))]
        else:
            places = sorted({i for lemma in lemmas for i in other[lemma]})
        base = number * stride
        keys.extend(base + place for place in places)
    sorted_keys = np.array(keys, dtype=np.int64)
    words, places = np.divmod(sorted_keys, stride)
    before = np.full(len(places), -1, dtype=np.int64)
    if len(places):
        before[1:] = np.where(words[1:] == words[:-1], places[:-1], -1)
    return Hits(sorted_keys, places, before, stride)


def tokens_of(side: Side, start: int, stop: int) -> Ints:
    """The tokens of the sentences from ``start`` to ``stop`` (excluded)."""
    first, last = np.searchsorted(side.sentence, [start, stop])
    return np.arange(first, last)


def occurrences(
    side: Side, hits: Hits, tokens: Ints, low: Ints, high: Ints, most: int | None = None
) -> tuple[Ints, Ints, Ints, Vectors]:
    """All answers to some tokens within a window of the other side.

    For token ``tokens[t]`` the window is ``low[t]`` to ``high[t]`` (excluded); a token with more
    than ``most`` answers there is left out. Four arrays of one length: index into ``tokens``,
    sentence of the other side, the sentence before it that answers the same token too (-1: none;
    it may lie before the window), weight.
    """
    base = side.word[tokens] * hits.stride
    first = np.searchsorted(hits.keys, base + low)
    counts = np.searchsorted(hits.keys, base + np.maximum(high, low)) - first
    if most is not None:
        counts[counts > most] = 0
    which = np.repeat(np.arange(len(tokens)), counts)
    ends = np.cumsum(counts)
    at = np.arange(len(which)) + np.repeat(first - ends + counts, counts)
    return which, hits.place[at], hits.before[at], side.weight[side.word[tokens[which]]]


def _romanised(zh: Sequence[str], en: Sequence[str]) -> dict[str, list[int]]:
    """For names in English that may be pinyin the Chinese sentences that have those sounds."""
    names = {name.lower() for text in en for name in _NAME.findall(text)}
    wanted: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if _ROMAN.fullmatch(name) and name not in STOP_WORDS:
            for start in _starts(name):
                wanted[start].append(name)
    if not wanted:
        return {}
    # A name is found by its first two syllables; the rest is compared there.
    sounds: dict[str, tuple[str, ...]] = {}
    pairs: dict[str, bool] = {}
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for position, text in enumerate(zh):
        for at in range(len(text) - 1):
            pair = text[at : at + 2]
            useful = pairs.get(pair)
            if useful is None:
                useful = any(s in wanted for s in _spoken(pair, sounds))
                pairs[pair] = useful
            if not useful:
                continue
            for start in _spoken(pair, sounds):
                for name in wanted.get(start, ()):
                    if _continues(name, start, text, at + 2, sounds):
                        found[name][position] = None
    return {name: list(found[name]) for name in sorted(found)}


def _starts(name: str) -> set[str]:
    """What the first two syllables of a romanised name may be."""
    return {name[:k] for k in range(3, min(len(name), 12) + 1) if len(name) - k != 1}


def _spoken(pair: str, sounds: dict[str, tuple[str, ...]]) -> list[str]:
    return [a + b for a in _sounds(pair[0], sounds) for b in _sounds(pair[1], sounds)]


def _sounds(char: str, sounds: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    known = sounds.get(char)
    if known is None:
        known = ()
        if "一" <= char <= "鿿":
            plain = (
                re.sub(r"[^a-z]", "", r.lower().replace("u:", "v"))
                for r in lexicon().readings(char)
            )
            known = tuple(dict.fromkeys(filter(None, plain)))
        sounds[char] = known
    return known


def _continues(
    name: str, start: str, text: str, at: int, sounds: dict[str, tuple[str, ...]]
) -> bool:
    rest = name[len(start) :]
    while rest:
        if at >= len(text):
            return False
        for sound in _sounds(text[at], sounds):
            if rest.startswith(sound):
                rest, at = rest[len(sound) :], at + 1
                break
        else:
            return False
    return True


def learned(
    pairs: Sequence[tuple[int, int]],
    zh_tokens: Sequence[Sequence[str]],
    en_tokens: Sequence[Sequence[str]],
) -> dict[str, frozenset[str]]:
    """Links that a document shows itself: words that recur together in sure pairs of sentences.

    Names above all: a nickname is rendered as one translator chose, and no dictionary says so.
    By Dunning's (1993) log-likelihood ratio; words of one or two characters need more evidence.

    >>> zh = [["星舟"], ["走", "路"], ["来"], ["去"]] * 5
    >>> en = [["starship"], ["walk"], ["come"], ["go"]] * 5
    >>> learned([(i, i) for i in range(20)], zh, en)["星舟"]
    frozenset({'starship'})
    """
    total = len(pairs)
    zh_count = Counter(word for i, _ in pairs for word in zh_tokens[i])
    en_count = Counter(lemma for _, j in pairs for lemma in en_tokens[j])
    # A name recurs, but is not everywhere; a link needs both words to be about as frequent.
    zh_some = {w for w, count in zh_count.items() if 3 <= count <= total / 2}
    en_some = {e for e, count in en_count.items() if 3 <= count <= total / 2} - STOP_WORDS
    both: Counter[tuple[str, str]] = Counter()
    for i, j in pairs:
        lemmas = [(e, en_count[e]) for e in en_tokens[j] if e in en_some]
        for word in zh_tokens[i]:
            if word in zh_some:
                a = zh_count[word]
                both.update((word, e) for e, b in lemmas if b < 3 * a and a < 3 * b)
    found: dict[str, set[str]] = defaultdict(set)
    for (word, lemma), count in both.items():
        a, b = zh_count[word], en_count[lemma]
        if count < 3 or 2 * count < 0.9 * min(a, b) or count * total < 4 * a * b:
            continue
        if 2 * count / (a + b) > 0.5 and _likelihood_ratio(count, a, b, total) > 15:
            found[word].add(lemma)
    return {word: frozenset(lemmas) for word, lemmas in found.items()}


def _likelihood_ratio(both: int, a: int, b: int, total: int) -> float:
    def part(observed: float, expected: float) -> float:
        return observed * math.log(observed / expected) if observed > 0 else 0.0

    return 2 * (
        part(both, a * b / total)
        + part(a - both, a * (total - b) / total)
        + part(b - both, (total - a) * b / total)
        + part(total - a - b + both, (total - a) * (total - b) / total)
    )


def glossary_links(glossary: Glossary | None) -> dict[str, frozenset[str]] | None:
    """The terms of a glossary as links: each Chinese term with the words of its English ones."""
    if glossary is None:
        return None
    found: dict[str, frozenset[str]] = {}
    for entry in glossary.entries:
        lemmas = frozenset(
            lemma
            for term in entry.in_lang("en")
            for lemma in en_words(term.text)
            if lemma not in STOP_WORDS
        )
        for term in entry.in_lang("zh"):
            plain = to_halfwidth(to_simplified(term.text))
            found[plain] = found.get(plain, frozenset()) | lemmas
    return found
