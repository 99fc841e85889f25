"""Names of people, companies, products and places that the two sides give differently."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice, pairwise, product
from typing import ClassVar, NamedTuple

from align.check.base import Context, GatheredRule
from align.check.counterparts import Swapped, answered
from align.check.pair import Pair, Span
from align.check.spelling import Capitals, explained
from align.check.spots import Spots
from align.model import Alignment, Finding, Severity
from align.text.lexicon import lexicon
from align.text.names import is_pinyin
from align.text.romanisation import syllables
from align.text.script import HAN, is_han, to_simplified
from align.text.sought import Sought
from align.text.words import ENGLISH_FUNCTION, english_key

_TOKEN = r"[A-Z][a-zà-ɏ]{1,30}+(?:['’-][A-Za-zà-ɏ]{1,30}+){0,3}+"
# A lookahead, so that each of three words in capitals begins a name.
_TWO = re.compile(rf"\b(?=({_TOKEN})[ -]({_TOKEN})(?![\w'’-]{0, 30}[A-Z]))")
_RUN = re.compile(rf"{_TOKEN}(?: {_TOKEN})+")
# "Hong Kong-dollar rates" speak of Hong Kong; "Ho Wing-lam" is one name.
_TAIL = re.compile(
    r"-(?:dollar|based|denominated|led|listed|wide|owned|backed|related|style|funded|run|made|born|"
    r"bound|invested|registered|incorporated|specific|only)s?$"
)
_POSSESSIVE = re.compile(r"['’]s$")
_HAN_RUN = re.compile(rf"[{HAN}]{{2,}}")
# "zhuang" has so many letters.
_LONGEST_SYLLABLE = 6
# A name of fewer letters has too many near neighbours.
_SHORTEST = 6
_LONG = 9
_COMMON = 2.6
# A name that is there so often is no other name that differs by one letter.
_OFTEN = 4


class NameSpelling(GatheredRule["Mentions"]):
    """A person's, company's or place's English name that is spelled otherwise than its Chinese is
    read, or than elsewhere in the document.

    Hits: 周慕远 as "Zhou Muyan" (Zhou Muyuan); "Ho Wing-lan" once, "Ho Wing-lam" elsewhere. Does
    not hit: a spelling that is used throughout (Sun Yat-sen); two people with names alike.
    """

    name: ClassVar[str] = "name"
    severity: ClassVar[Severity] = "error"
    doc: ClassVar[str] = "A name is spelled otherwise than it is read, or than elsewhere."

    def gather(self, stretch: Iterable[Pair]) -> Mentions:
        """The names of a stretch of pairs."""
        mentions = Mentions()
        for pair in stretch:
            if pair.whole:
                mentions.read(pair)
        return mentions

    def add(self, kept: Mentions, later: Mentions) -> None:
        """Take up the names of the stretch that follows."""
        kept.add(later)

    def conclude(self, context: Context, kept: Mentions) -> Iterable[Finding]:
        """The misspelled names, in reading order."""
        found: dict[tuple[int, Span], Finding] = {}
        told: dict[int, list[Span]] = defaultdict(list)
        for item in kept.all_of(context.alignment):
            key = (item.number, item.span)
            start, end = item.span
            # What is told of two words need not be told of one of them.
            if not any(a <= start and end <= b for a, b in told[item.number]):
                told[item.number].append(item.span)
                pair = Pair(context.alignment, item.number)
                found[key] = pair.finding(
                    self.name,
                    self.severity,
                    "finding.name",
                    zh=[item.zh_span] if item.zh_span else (),
                    en=[item.span],
                    term=item.zh or item.expected,
                    expected=item.expected,
                    found=item.written,
                    zh_words=item.zh,
                    en_words=item.written,
                    expected_words=item.expected,
                )
        return [found[key] for key in sorted(found)]


@dataclass(frozen=True, slots=True)
class _Misspelling:
    number: int
    span: Span
    written: str
    expected: str
    zh: str = ""
    zh_span: Span | None = None


class _Stranger(NamedTuple):
    """A name in pinyin that nothing of its bead's Chinese is read as."""

    number: int
    span: Span


class Mentions:
    """The names of a document, or of a stretch of it, and where they stand."""

    def __init__(self) -> None:
        self.names = Spots()
        self.near: list[_Misspelling] = []
        self.persons: dict[str, str] = {}
        self.strangers: list[_Stranger] = []
        self.capitals = Capitals()
        self.swapped: list[Swapped] = []
        # The Chinese names of places and companies that the English has somewhere.
        self.said: set[str] = set()

    def add(self, later: Mentions) -> None:
        """Take up the names of the stretch that follows."""
        self.names.add(later.names)
        self.near += later.near
        for zh, name in later.persons.items():
            self.persons.setdefault(zh, name)
        self.strangers += later.strangers
        self.capitals.add(later.capitals)
        self.swapped += later.swapped
        self.said |= later.said

    def all_of(self, alignment: Alignment) -> Iterator[_Misspelling]:
        """Everything that is wrong with the names, the surest first."""
        yield from self.misread()
        yield from self.variants(alignment)
        yield from self.exchanged(alignment)
        for slip in self.capitals.slips(lambda number: Pair(alignment, number).simplified):
            yield _Misspelling(slip.number, slip.span, slip.written, slip.expected)
        # What is always so is what the translator calls it.
        times = Counter((item.zh, item.written) for item in self.swapped)
        for item in self.swapped:
            if times[item.zh, item.written] == 1 or to_simplified(item.zh) in self.said:
                yield _Misspelling(*item)

    def read(self, pair: Pair) -> None:
        """Take up the names of a pair."""
        text = pair.en.text
        self.capitals.read(pair)
        names = answered(pair)
        self.said |= names.said
        if names.swapped is not None:
            self.swapped.append(names.swapped)
        runs = list(_names(text))
        if not runs:
            return
        for name, span in runs:
            self.names.put(name, pair.number, span)
        said: set[str] = set()
        unread: list[tuple[str, str, Span, str]] = []
        for match in _TWO.finditer(text):
            one, two = match[1], _POSSESSIVE.sub("", match[2])
            span = (match.start(1), match.start(2) + len(two))
            letters = re.sub(r"['’-]", "", one + two).lower()
            back = re.sub(r"['’-]", "", two + one).lower()
            if not letters.isascii() or not _pinyin_like(one, two) or _POSSESSIVE.search(one):
                continue
            exact = _spelled(pair.simplified, letters) or _spelled(pair.simplified, back)
            if exact:
                said.add(exact)
                self.persons.setdefault(exact, text[slice(*span)])
            elif len(letters) >= _SHORTEST:
                unread.append((one, two, span, letters))
        for one, two, span, letters in unread:
            near = _nearly_spelled(pair.simplified, letters)
            if near is None:
                if is_pinyin(one, two):
                    self.strangers.append(_Stranger(pair.number, span))
                continue
            if near[0] in said:
                continue
            zh, start, reading = near
            place = (start, start + len(zh))
            self.near.append(
                _Misspelling(
                    pair.number,
                    span,
                    text[slice(*span)],
                    reading,
                    pair.zh.text[slice(*place)],
                    place,
                )
            )

    def misread(self) -> Iterator[_Misspelling]:
        """Names that are not what their Chinese reads, unless they are always written so."""
        times: dict[tuple[str, str], int] = defaultdict(int)
        for item in self.near:
            times[item.zh, item.written] += 1
        written = {_letters(name) for name in self.names} if self.near else ()
        for item in self.near:
            if times[item.zh, item.written] == 1 or _letters(item.expected) in written:
                yield item

    def exchanged(self, alignment: Alignment) -> Iterator[_Misspelling]:
        """Chinese people's names that stand for nobody of the Chinese, where one is missing."""
        known = Sought(zh for zh in self.persons if len(zh) > 2)
        called: dict[str, list[str]] = defaultdict(list)
        for zh, name in self.persons.items():
            called[name].append(zh)
        for number, here in groupby(self.strangers, key=lambda stranger: stranger.number):
            pair = Pair(alignment, number)
            words = set(re.findall(r"[A-Za-z]+", pair.en.text))
            missing = [
                zh
                for zh in known.within(pair.simplified)
                if words.isdisjoint(re.findall(r"[A-Za-z]+", self.persons[zh]))
            ]
            if len(missing) != 1:
                continue
            zh, name = missing[0], self.persons[missing[0]]
            at = pair.simplified.find(zh)
            place = (at, at + len(zh))
            for _, span in here:
                written = pair.en.text[slice(*span)]
                if not any(one in pair.simplified for one in called[written]):
                    yield _Misspelling(
                        number, span, written, name, pair.zh.text[slice(*place)], place
                    )

    def variants(self, alignment: Alignment) -> Iterator[_Misspelling]:
        """Names that are one letter or two off a more frequent one with the same Chinese."""
        shapes: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in self.names:
            tokens = tuple(name.split())
            for at in range(len(tokens)):
                shapes[(*tokens[:at], "", *tokens[at + 1 :])].append(name)
        for names in shapes.values():
            if not 1 < len(names) < 200:
                continue
            names.sort(key=lambda name: (-self.names.count(name), self.names.first(name), name))
            for at, rare in enumerate(names):
                usual = next((n for n in names[:at] if self._one_name(n, rare, alignment)), None)
                if usual is None or self.names.count(rare) * 2 > self.names.count(usual) + 1:
                    continue
                for number, span in self.names.of(rare):
                    yield _Misspelling(number, span, rare, usual)

    def _one_name(self, usual: str, rare: str, alignment: Alignment) -> bool:
        pairs_ = [(a, b) for a, b in zip(usual.split(), rare.split(), strict=True) if a != b]
        if len(pairs_) != 1:
            return False
        one, other = pairs_[0]
        size = max(len(one), len(other))
        far = distance(one.lower(), other.lower(), 2)
        if size < 4 or far > 2 or 3 * far > size or english_key(one) == english_key(other):
            return False
        often = self.names.count(usual) >= _OFTEN and self.names.count(rare) == 1
        certain = often and far == 1
        if (_common(other) and not (certain and len(one) == len(other))) or (
            _common(one) and far > 1
        ):
            return False
        zh = Pair(alignment, self.names.first(rare)).simplified
        if _spelled(zh, re.sub("[^a-z]", "", rare.lower())) or _spelled(zh, other.lower()):
            return False
        if certain and not _common(other):
            return True
        return explained(zh, one) or self._same_chinese(usual, rare, alignment)

    def _same_chinese(self, usual: str, rare: str, alignment: Alignment) -> bool:
        """Whether something Chinese that is no common word stands beside both names."""
        left = Pair(alignment, self.names.first(rare)).simplified
        shared: set[str] = set()
        for number, _ in islice(self.names.of(usual), 5):
            shared |= _shared(left, Pair(alignment, number).simplified)
        return any(len(gram) >= 2 and gram not in lexicon() for gram in shared)


def _names(text: str) -> Iterator[tuple[str, Span]]:
    """Each two words in capitals that stand together, but for a sentence's first function word."""
    for match in _RUN.finditer(text):
        start, words = match.start(), match[0].split()
        while len(words) > 1 and words[0].lower() in ENGLISH_FUNCTION:
            start += len(words[0]) + 1
            words = words[1:]
        if len(words) > 1:
            for one, two in pairwise(words):
                two = _TAIL.sub("", two)
                name = f"{one} {two}".replace("’", "'").removesuffix("'s")
                yield name, (start, start + len(name))
                start += len(one) + 1


def _shared(left: str, right: str) -> set[str]:
    """The longest Chinese strings of two to four characters that two texts share."""
    found: set[str] = set()
    for run in _HAN_RUN.findall(left):
        for start in range(len(run) - 1):
            for length in (4, 3):
                gram = run[start : start + length]
                if len(gram) == length and gram in right:
                    found.add(gram)
                    break
    return found


@lru_cache(maxsize=4096)
def _common(word: str) -> bool:
    """Whether a word is one of general English."""
    from wordfreq import zipf_frequency

    return "-" not in word and bool(zipf_frequency(word.lower(), "en") > _COMMON)


@lru_cache(maxsize=1)
def _all_syllables() -> frozenset[str]:
    return frozenset(
        reading
        for code in range(0x4E00, 0x9FA6)
        if chr(code) in lexicon()
        for reading in syllables(chr(code))
    )


def _pinyin_like(one: str, two: str) -> bool:
    """Whether one of the two parts of a name is a syllable of Mandarin."""
    known = _all_syllables()
    return one.lower() in known or two.lower() in known


# One name may stand in a long text thousands of times.
@lru_cache(maxsize=256)
def _spelled(text: str, letters: str) -> str:
    """The Chinese of two to four characters in a text that is read so."""
    first = {letters[:size] for size in range(1, _LONGEST_SYLLABLE + 1)}
    for start, char in enumerate(text):
        if first.isdisjoint(syllables(char)) or not is_han(char):
            continue
        for length in (3, 2, 4):
            word = text[start : start + length]
            if len(word) == length and letters in _readings(word):
                return word
    return ""


# One name may stand in a long text thousands of times.
@lru_cache(maxsize=256)
def _nearly_spelled(text: str, letters: str) -> tuple[str, int, str] | None:
    """The Chinese that is read almost so, where it stands, and how it is read."""
    most = 2 if len(letters) >= _LONG else 1
    best: tuple[int, int, str, int, str] | None = None
    for start, char in enumerate(text):
        first = [s for s in syllables(char) if letters.startswith(s)] if char > "㐀" else []
        if not first:
            continue
        for length in (3, 2):
            word = text[start : start + length]
            if len(word) < length or word in lexicon() or not all(map(is_han, word)):
                continue
            for reading in _readings(word):
                if not any(map(reading.startswith, first)):
                    continue
                far = distance(reading, letters, most)
                if 0 < far <= most and (length == 3 or len(letters) >= _SHORTEST + 1):
                    item = (far, -length, word, start, reading)
                    best = item if best is None or item < best else best
    if best is None:
        return None
    _, _, word, start, reading = best
    surname = next(s for s in syllables(word[0]) if reading.startswith(s))
    return word, start, f"{surname.title()} {reading[len(surname) :].title()}"


@lru_cache(maxsize=65536)
def _readings(word: str) -> frozenset[str]:
    options = [syllables(char)[:3] for char in word]
    return frozenset("".join(parts).replace("v", "u") for parts in product(*options))


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def distance(one: str, other: str, most: int) -> int:
    """The edit distance of two strings, or ``most + 1`` where it is greater.

    >>> distance("muyuan", "muyan", 2), distance("abc", "xyz", 2)
    (1, 3)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
