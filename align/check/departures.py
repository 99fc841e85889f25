"""Which departures from a mined term's usual rendering are worth a finding.

A translator may say "deal" here and "agreement" there; only a term wants one name. A mined entry
may be no term, and which words render it is not always certain. So of a mined entry only that is
told which looks like another *name* for the same thing: a name of several words, a proper name or
a rare word, nearly always used, and in its place here another name of the same make. Told are
"available area" for "availability zone", "cloud vendors" for "cloud service provider",
"illusions" for "hallucination". Not told are a general word (phone, cellphone), a paraphrase
("people with COVID-19"), a mention that points back ("The vessel"), another word class
("automatically"), the same words in another order, an abbreviation, and words that the dictionary
has for something else of the Chinese (高风险 "high risk").

Much of what departs is no rendering of the term at all, but of a longer word that it is cut out of
(警察局 in 警察局长 "police chief") or of the words beside it (匯率 beside 息差 "interest rate"). So
the links of the words are asked once more (:mod:`align.terms.support`): the term must be whole
words there, and account for what is new in the rendering.

What a person has put into a glossary is a term, and none of this is asked of it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from align.check.names import distance
from align.check.pair import Pair
from align.model import Rendering, TermConsistency
from align.terms.aliases import is_abbreviation
from align.terms.dictionary import stem
from align.terms.support import Support
from align.text.british import one_spelling
from align.text.lexicon import lexicon
from align.text.script import is_han, to_simplified
from align.text.words import ENGLISH_FUNCTION, english_words, words

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
# What makes the opposite of the Chinese word behind it.
_NOT: Final = ("未", "无", "非")
# How much a word of a rendering is linked to the term, and how much where nothing else speaks
# for the rendering.
_HELD: Final = 0.15
_CLEARLY: Final = 0.5
# How much a word is linked elsewhere that may be of others, that is, and that certainly is.
_OTHERS: Final = 0.5
_ASTRAY: Final = 0.7
_ELSEWHERE: Final = 0.9
# What goes on behind a rendering, and what stands before it for the same head.
_OF: Final = re.compile(r" of (?:the )?((?:[\w-]{1,30} ?){1,2})")
_OR: Final = re.compile(r"(?<![\w-])([\w-]{1,30})(?: ?/ ?| (?:and|or) )\Z")
# What Chinese ends in that was cut out of a clause, and no name of a thing.
_MODALS: Final = ("需要", "必须", "可以", "能够", "不能", "无法", "不可", "应该")
# Who does something is no other name for what is done.
_AGENT: Final = re.compile(r"[a-z]{3,}(?:[eo]r|ist)s?")
_NO_NOUN: Final = re.compile(r"[a-z]{3,}(?:ly|al|ous|ive|ed)")


class _Words(NamedTuple):
    """The words of a usual rendering and of one that departs, and which of these are new."""

    usual: list[str]
    found: list[str]
    new: list[str]


def steady(line: TermConsistency) -> bool:
    """Whether a mined term has a usual rendering that says what it is called.

    Takes the term's consistency in the direction in question.
    """
    departing = line.count - line.variants[0].count
    chinese = line.term if line.source == "zh" else line.dominant
    if departing > max(1, line.variants[0].count // _USES_OF_ONE):
        return False
    if to_simplified(chinese).endswith(_MODALS):
        return False
    if line.source == "en":
        return len(line.dominant) > 2
    return any(map(is_han, line.term)) and _is_name(line.dominant)


def is_other_name(
    pair: Pair, line: TermConsistency, rendering: Rendering, support: Support
) -> bool:
    """Whether a rendering is another name for what has a usual one.

    Takes the bead, the term's consistency, the rendering that departs from it, and what the links
    of its words say.
    """
    if not support.whole or not _is_term(pair, line, rendering):
        return False
    if line.source == "en":
        return _is_other_chinese(line.dominant, rendering.text)
    written = _whole(pair, rendering)
    usual, found = _content(line.dominant), _content(written)
    both = _Words(usual, found, [w for w in found if not any(_akin(w, other) for other in usual)])
    if not both.new or _is_same(line, written, both) or not _is_held(both, support):
        return False
    if _is_of_beside(pair, line, rendering, both):
        return False
    if _is_person(line.term) and not (written.istitle() and _resembles(line.dominant, written)):
        return False
    if len(usual) > 1:
        return " " in written or len(both.new) < len(found)
    return _is_other_word(pair, line, rendering, written)


def _is_same(line: TermConsistency, written: str, both: _Words) -> bool:
    """Whether a rendering is made otherwise than a name, or has the usual words in another form.

    Takes the rendering as it is written.
    """
    usual, found, new = both
    functions = ENGLISH_FUNCTION.intersection(_WORD.findall(written.lower()))
    if functions - {*_WORD.findall(line.dominant.lower())} or _CUT.search(written):
        return True
    if all(any(_akin(word, other) for other in found) for word in usual):
        return True  # the same words, and more or in another order
    if _size(written) > _size(line.dominant) + 1 or any(word.endswith("ing") for word in new):
        return True
    kinds = [word.kind for word in english_words(written)]
    # "transmit viruses"; "China State-owned"; "e.g."
    if kinds[-1] == "adjective" or min(map(len, new)) == 1:
        return True
    if kinds[0] == "verb" and found[0] in new:
        return True
    # mid-term for midterm; flu for influenza, and the other way round
    if _joined(usual) in _joined(found):
        return True
    if all(any(w in other or other in w for other in usual if len(other) > 2) for w in new):
        return True
    # United Nations for U.N.; PM for Prime Minister
    return "".join(word[0] for word in new) in _letters(line) or _shortens(written, new)


def _is_of_beside(pair: Pair, line: TermConsistency, rendering: Rendering, both: _Words) -> bool:
    """Whether the words of a rendering stand for what is beside the term, or go on there."""
    return (
        _goes_on(pair, rendering, both)
        or _is_cut_out(line, both)
        or _is_half(pair, rendering)
        or _is_quantity(pair, rendering, both.new)
        or _inside_word(pair, rendering)
        or _is_of_others(pair, rendering, both.new)
        or _is_other_sense(pair, rendering)
    )


def _is_other_word(pair: Pair, line: TermConsistency, rendering: Rendering, written: str) -> bool:
    """Whether one word is another name of what one word is the usual name of."""
    usual = line.dominant
    if " " in written or usual[0].isupper() != written[0].isupper() or not _is_meant(line):
        return False
    if written[0].isupper():
        return frequency(written) <= _GENERAL and _resembles(usual, written)
    return (
        _is_noun(line.term)
        and not _NO_NOUN.fullmatch(written)
        and (_AGENT.fullmatch(usual) is not None or _AGENT.fullmatch(written) is None)
        and frequency(written) <= _COMMON
        and not usual.startswith(stem(written))
        and not _points_back(pair, rendering)
    )


def _is_term(pair: Pair, line: TermConsistency, rendering: Rendering) -> bool:
    """Whether the term itself stands there, and not what was taken for its synonym, nor its
    opposite: 未洗手 is "unwashed hands".
    """
    place = rendering.place
    text = pair.alignment.sentences(line.source)[place.sentence].text
    own = one_spelling(text[place.start : place.end], line.source)
    return own == one_spelling(line.term, line.source) and (
        line.source == "en"
        or to_simplified(text[max(0, place.start - 1) : place.start]) not in _NOT
    )


def _is_held(both: _Words, support: Support) -> bool:
    """Whether the links hold a rendering's words to the term.

    What has a word of the usual rendering for its last one differs in what says of which kind it
    is: that must be linked to the term, or it is of the words beside it ("prime rate", of 最优惠
    利率), unless a word of the term has no other. What has another last word has some word that is
    linked to the term, and that last word is not another's. What has no word of the usual one must
    be linked for certain.
    """
    last, astray = both.found[-1], max(map(support.of_others, both.new))

    def held(words: list[str]) -> float:
        return max(map(support.of_term, words))

    if len(both.new) == len(both.found):
        least = _HELD if len(both.found) == 1 else _CLEARLY
        return held(both.found) >= least and astray < _ASTRAY
    if not any(_akin(last, word) for word in both.usual):
        others = support.of_others(last) >= _ELSEWHERE and support.of_term(last) < _HELD
        return held(both.found) >= _HELD and not others
    free = support.idle and astray < _OTHERS
    return held(both.found if free else both.new) >= _HELD and astray < _ASTRAY


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


def _is_half(pair: Pair, rendering: Rendering) -> bool:
    """Whether a rendering begins inside a word with hyphens: "-private collaboration"."""
    place = rendering.targets[0]
    text = pair.alignment.en_sentences[place.sentence].text
    return text[max(0, place.start - 1) : place.start] == "-"


def _is_quantity(pair: Pair, rendering: Rendering, new: list[str]) -> bool:
    """Whether a new word of a rendering is of a quantity or a date: another rule tells of these."""
    offset = pair.en.starts[pair.en.positions.index(rendering.targets[0].sentence)]
    start, end = offset + rendering.targets[0].start, offset + rendering.targets[-1].end
    return any(
        quantity.start < end and start < quantity.end and set(new) & set(_content(quantity.text))
        for quantity in pair.quantities[1]
    )


def _is_cut_out(line: TermConsistency, both: _Words) -> bool:
    """Whether a rendering has a part of the usual one and another part of the sentence: the last
    word, and not as its own last ("performance attribution", of investment performance), or the
    first word of a proper name as its last.
    """
    (first, *_, last), end = both.usual if len(both.usual) > 1 else both.usual * 2, both.found[-1]
    if not _akin(end, last) and any(_akin(word, last) for word in both.found):
        return True
    return line.dominant[0].isupper() and _akin(end, first)


def _size(text: str) -> int:
    """How many words a text has, without function words; one with hyphens is one."""
    return sum(word.lower() not in ENGLISH_FUNCTION for word in text.split())


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


def _is_meant(line: TermConsistency) -> bool:
    """Whether the dictionary has the one word that usually renders a term, or not the term.

    能力 is "resilience" in "operational resilience", and elsewhere ability.
    """
    glosses = lexicon().glosses(to_simplified(line.term))
    usual = _content(line.dominant)
    return not glosses or any(_akin(usual[0], word) for text in glosses for word in _content(text))


def _goes_on(pair: Pair, rendering: Rendering, both: _Words) -> bool:
    """Whether the words beside a rendering are those that it leaves out of the usual one: after
    "of", or before "or" ("special/control tokens").
    """
    first, last = rendering.targets[0], rendering.targets[-1]
    sentences = pair.alignment.en_sentences
    start = max(0, first.start - _GAP)
    before = _OR.search(sentences[first.sentence].text[start : first.start])
    after = _OF.match(sentences[last.sentence].text[last.end : last.end + _GAP])
    beside = [word for match in (before, after) if match for word in _content(match[1])]
    left = [word for word in both.usual if not any(_akin(word, other) for other in both.found)]
    return all(any(_akin(word, other) for other in beside) for word in left)


def _shortens(written: str, new: list[str]) -> bool:
    """Whether one of the new words of a rendering is an abbreviation: PM for Prime Minister."""
    return any(is_abbreviation(word) and word.lower() in new for word in _WORD.findall(written))


def _is_person(term: str) -> bool:
    """Whether a Chinese term is the name of a person, or of a place that is written like one."""
    return [word.kind for word in words(to_simplified(term), "zh")] == ["person"]


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


def _is_other_sense(pair: Pair, rendering: Rendering) -> bool:
    """Whether the dictionary has a name for the term: 国务院 is in China the State Council."""
    term = pair.simplified[slice(*_span(pair, rendering))]
    written = _whole(pair, rendering)
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
