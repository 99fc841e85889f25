"""Which departures from a mined term's usual rendering are worth a finding.

A translator may say "deal" here and "agreement" there; only a term wants one name. A mined entry
may be no term, and which words render it is not always certain. So of a mined entry only that is
told which looks like another *name* for the same thing: a name of several words, a proper name or
a rare word, nearly always used, and in its place here another name of the same make. Told are
"available area" for "availability zone", "cloud vendors" for "cloud service provider",
"illusions" for "hallucination". Not told are a general word (phone, cellphone), a paraphrase
("people with COVID-19"), a mention that points back ("The vessel"), another word class
("automatically"), the same words in another order, and words that the dictionary has for
something else of the Chinese (高风险 "high risk").

What a person has put into a glossary is a term, and none of this is asked of it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from align.check.names import distance
from align.check.pair import Pair
from align.model import Rendering, TermConsistency
from align.terms.dictionary import stem
from align.text.lexicon import lexicon
from align.text.script import is_han, to_simplified
from align.text.words import ENGLISH_FUNCTION, words

# Of so many uses of a term one may depart.
_USES_OF_ONE: Final = 3
# A single word that is commoner has more senses than one.
_GENERAL: Final = 3.6
# Nor is what stands instead of one so common.
_COMMON: Final = 4.2
_WORD: Final = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9]*(?:['’][a-z]+)?|\d+")
# What says of a thing that it was named before.
_BACK: Final = re.compile(r"\b(?:the|this|that|these|those|its|their)\s+\Z", re.IGNORECASE)
# What tells that a rendering is not cut out right: a bracket, the 's of another word.
_CUT: Final = re.compile(r"[()（）]|['’]s\b")
# Words that are left out between two of a rendering are a part of it.
_GAP: Final = 30
_JOINED: Final = re.compile(r"(?:-[A-Za-z]{1,30})+")
_NO_NOUN: Final = re.compile(r"[a-z]{3,}(?:ly|al|ous|ive|ed)")


def steady(line: TermConsistency) -> bool:
    """Whether a mined term has a usual rendering that says what it is called.

    Takes the term's consistency in the direction in question.
    """
    departing = line.count - line.variants[0].count
    return departing <= max(1, line.variants[0].count // _USES_OF_ONE) and (
        _is_name(line.dominant) if line.source == "zh" else len(line.dominant) > 2
    )


def is_other_name(pair: Pair, line: TermConsistency, rendering: Rendering) -> bool:
    """Whether a rendering is another name for what has a usual one.

    Takes the bead, the term's consistency and the rendering that departs from it.
    """
    if line.source == "en":
        return _is_other_chinese(line.dominant, rendering.text)
    written = _whole(pair, rendering)
    usual, found = _content(line.dominant), _content(written)
    new = [word for word in found if not any(_akin(word, other) for other in usual)]
    functions = ENGLISH_FUNCTION.intersection(_WORD.findall(written.lower()))
    if not new or functions - {*_WORD.findall(line.dominant.lower())} or _CUT.search(written):
        return False
    if all(any(_akin(word, other) for other in found) for word in usual):
        return False  # the same words, and more or in another order
    if _joined(found) == _joined(usual) or "".join(word[0] for word in new) in _letters(line):
        return False  # mid-term for midterm, United Nations for U.N.
    if _is_cut_out(usual, found) or (line.dominant[0].isupper() and _akin(found[-1], usual[0])):
        return False
    if all(any(word in other for other in usual) for word in new):
        return False  # flu for influenza
    if _inside_word(pair, rendering) or _is_of_others(pair, rendering, new):
        return False
    if any(word.endswith("ing") for word in new) or _is_other_sense(pair, rendering, written):
        return False
    if len(usual) > 1:
        return " " in written or len(new) < len(found)
    if " " in written or line.dominant[0].isupper() != written[0].isupper():
        return False
    if written[0].isupper():
        return frequency(written) <= _GENERAL and _resembles(line.dominant, written)
    return (
        _is_noun(line.term)
        and not _NO_NOUN.fullmatch(written)
        and frequency(written) <= _COMMON
        and not line.dominant.startswith(stem(written))
        and not _points_back(pair, rendering)
    )


def _whole(pair: Pair, rendering: Rendering) -> str:
    """A rendering with the words that stand inside it, and all of a word with hyphens; as it is
    where its parts stand far apart.
    """
    first, last = rendering.targets[0], rendering.targets[-1]
    gap = last.end - first.start - sum(place.end - place.start for place in rendering.targets)
    if first.sentence != last.sentence or gap > _GAP:
        return rendering.text
    text = pair.alignment.en_sentences[first.sentence].text
    start, end = first.start, last.end
    while start and (text[start - 1] == "-" or (text[start] == "-" and text[start - 1].isalnum())):
        start -= 1
        while start and text[start - 1].isalnum():
            start -= 1
    if (joined := _JOINED.match(text, end)) is not None:
        end = joined.end()
    return text[start:end]


def _is_name(text: str) -> bool:
    """Whether an English rendering has several words, or one that is no general word."""
    words = _content(text)
    if _CUT.search(text) or not words:
        return False
    return len(words) > 1 or frequency(words[0]) <= _GENERAL


def _is_other_chinese(usual: str, found: str) -> bool:
    """Whether Chinese words share a part with others of the same length and are not the same in
    another order.
    """
    one, two = to_simplified(usual), to_simplified(found)
    if len(one) != len(two) or not all(map(is_han, one + two)) or sorted(one) == sorted(two):
        return False
    apart = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    # What differs is another word, and not the same cut out otherwise: 种间传播, 物种传播.
    moved = {a for a, _ in apart} & {b for _, b in apart}
    return len(apart) * 2 <= len(one) and not moved


def _content(text: str) -> list[str]:
    """The words of an English text that are no function words, in small letters."""
    words = [word.lower() for word in _WORD.findall(text)]
    return [word for word in words if word not in ENGLISH_FUNCTION]


def _is_cut_out(usual: list[str], found: list[str]) -> bool:
    """Whether the last word of the usual rendering is in another one, and not the last there: then
    that is another part of the sentence ("performance attribution", of investment performance).
    """
    return not _akin(found[-1], usual[-1]) and any(_akin(word, usual[-1]) for word in found)


def _joined(words: list[str]) -> str:
    """Words written as one, without an ending."""
    return "".join(words[:-1]) + stem(words[-1]) if words else ""


def _letters(line: TermConsistency) -> set[str]:
    """The abbreviations in a usual rendering, without points and in small letters."""
    tokens = [token.replace(".", "") for token in line.dominant.split()]
    return {token.lower() for token in tokens if len(token) > 1 and token.isupper()}


def _resembles(usual: str, found: str) -> bool:
    """Whether two names begin alike, or have most letters in common: Rayong, Luoyong."""
    most = max(len(usual), len(found)) // 2
    return usual[:3] == found[:3] or distance(usual, found, most) <= most


def _is_noun(term: str) -> bool:
    """Whether a Chinese term is no verb: 缓解 is relief, and to relieve."""
    return not any(word.kind == "verb" for word in words(to_simplified(term), "zh"))


def _akin(one: str, other: str) -> bool:
    """Whether two words are of one stem, or begin alike: availability, available."""
    size = min(len(one), len(other))
    return stem(one) == stem(other) or (size >= 5 and one[: size - 1] == other[: size - 1])


def _is_of_others(pair: Pair, rendering: Rendering, new: list[str]) -> bool:
    """Whether the dictionary has all of some words for Chinese outside the term."""
    first, last = _span(pair, rendering)
    plain, known = pair.simplified, lexicon()
    term = plain[first:last]
    own = {stem(w) for start, end in known.matches(term) for w in known.words(term[start:end])}
    left = {stem(word) for word in new} - own
    if not left:
        return False
    for text in (plain[:first], plain[last:]):
        for start, end in known.matches(text):
            there = {stem(word) for word in known.words(text[start:end])}
            left = {word for word in left if not any(other.endswith(word) for other in there)}
    return not left


def _is_other_sense(pair: Pair, rendering: Rendering, written: str) -> bool:
    """Whether the dictionary has a name for the term: 国务院 is in China the State Council."""
    term = pair.simplified[slice(*_span(pair, rendering))]
    return written[0].isupper() and any(written in gloss for gloss in lexicon().glosses(term))


def _inside_word(pair: Pair, rendering: Rendering) -> bool:
    """Whether the term stands inside a longer word of the dictionary: 德里 in 马德里."""
    first, last = _span(pair, rendering)
    return any(
        start <= first and last <= end and end - start > last - first
        for start, end in lexicon().matches(pair.simplified)
    )


def _span(pair: Pair, rendering: Rendering) -> tuple[int, int]:
    """Where the term stands in the Chinese text of its bead."""
    place = rendering.place
    offset = pair.zh.starts[pair.zh.positions.index(place.sentence)]
    return offset + place.start, offset + place.end


def _points_back(pair: Pair, rendering: Rendering) -> bool:
    """Whether words before a rendering say that it names what was named before."""
    place = rendering.targets[0]
    offset = pair.en.starts[pair.en.positions.index(place.sentence)]
    before = pair.en.text[max(0, offset + place.start - 8) : offset + place.start]
    return _BACK.search(before) is not None


@lru_cache(maxsize=8192)
def frequency(word: str) -> float:
    """How common a word is in general English, on the scale of Zipf.

    >>> frequency("phone") > 5 > frequency("hallucination")
    True
    """
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word.lower(), "en"))
