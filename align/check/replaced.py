"""A name whose place another name has taken."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import islice
from typing import ClassVar

import numpy as np

from align.check.base import Context
from align.check.pair import Pair, Span, pairs
from align.model import Finding, Severity, TermEntry
from align.terms.aliases import abbreviates
from align.terms.index import CLASSES
from align.text.names import is_pinyin
from align.text.romanisation import romanisations, sounds_alike
from align.text.sought import Sought
from align.text.words import ENGLISH_FUNCTION, comparable

_TOKEN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9]*(?:['’-][A-Za-zÀ-ɏ0-9]+)*")
_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z]|[a-z]+[A-Z]")
_UNCOMMON = 2.6
_LINKED = 0.3
_NOMINAL = [CLASSES.index(name) for name in ("noun", "name", "person", "place", "other")]
_SOUNDS = 0.6


#: An entry, its Chinese in comparable form, and its English names.
_Known = tuple[TermEntry, str, list[str]]


class NameReplaced:
    """A name that stands elsewhere for what the Chinese names, and here another one in its place.

    Hits: 云枢 is "CloudPivot" three times and "CloudHub" once; 云枢 and here "Harbour Institute",
    which is 港湾研究院 elsewhere. Does not hit: "the company", "it", a short form or an
    abbreviation; a new name that the Chinese has as well.
    """

    name: ClassVar[str] = "name-replaced"
    severity: ClassVar[Severity] = "error"
    doc: ClassVar[str] = "Another name stands in the place of a name."

    def check(self, context: Context) -> Iterable[Finding]:
        """The names that are replaced, in reading order."""
        known = [
            (entry, zh, names)
            for entry in context.glossary.entries
            if (names := _proper(entry))
            for zh in (comparable(term.text, "zh") for term in entry.in_lang("zh"))
            if len(zh) > 1 and not zh.isascii()
        ]
        if not known:
            return
        often = Counter(
            token
            for pair in pairs(context.alignment)
            if pair.whole
            for token in {token for token, _ in _tokens(pair.en.text)}
        )
        places = _Places(context, known)
        for pair in pairs(context.alignment):
            if not pair.whole:
                continue
            news = [
                (token, span) for token, span in _tokens(pair.en.text)
                if often[token] == 1 and _is_name(token)
            ]  # fmt: skip
            strays = places.strangers_in(pair)
            if not news and len(strays) != 1:
                continue
            missing = [
                (entry, zh, names)
                for entry, zh, names in places.known_in(pair)
                if not _named(pair.en.text, names)
            ]
            if len({entry.id for entry, _, _ in missing}) != 1:
                continue
            entry, zh, names = missing[0]
            if not any(places.elsewhere(pair, zh, name) for name in names):
                continue
            for token, span in news or strays:
                if self._explained(context, pair, token, span, zh, entry):
                    continue
                at = pair.simplified.find(zh)
                yield pair.finding(
                    self.name,
                    self.severity,
                    "finding.name_replaced",
                    zh=[(at, at + len(zh))] if at >= 0 else (),
                    en=[span],
                    term=zh,
                    expected=names[0],
                    found=token,
                    zh_words=zh,
                    en_words=token,
                    expected_words=names[0],
                )
                break

    def _explained(
        self, context: Context, pair: Pair, token: str, span: Span, zh: str, entry: TermEntry
    ) -> bool:
        """Whether the Chinese has a name of its own for the new one."""
        if token.lower() in pair.zh.text.lower():
            return True
        letters = re.sub("[^a-z]", "", token.lower())
        plain = pair.simplified
        for start in range(len(plain)):
            for length in (2, 3, 4):
                word = plain[start : start + length]
                if len(word) < length or word in zh or zh in word:
                    continue
                if letters in romanisations(word) or sounds_alike(word, token) > _SOUNDS:
                    return True
        return _linked_elsewhere(context, pair, span, zh)


def _linked_elsewhere(context: Context, pair: Pair, span: Span, zh: str) -> bool:
    """Whether the new name's word is linked to a Chinese word outside the known name."""
    index = context.renderer.index
    bead = index.bead_number(context.number, pair.number)
    places = pair.en.places(*span)
    if bead < 0 or not places:
        return True
    side = index.en
    base, end = int(side.offsets[bead]), int(side.offsets[bead + 1])
    columns = [
        at - base
        for at in range(base, end)
        if side.sentences[at] == places[0].sentence
        and places[0].start <= side.starts[at] < places[0].end
    ]
    if not columns:
        return True
    links = context.renderer.matrix(bead, "zh")[:, columns]
    zh_base = int(index.zh.offsets[bead])
    keys = [index.zh.vocabulary[index.zh.ids[zh_base + row]] for row in range(links.shape[0])]
    nominal = np.isin(index.zh.classes[zh_base : zh_base + links.shape[0]], _NOMINAL)
    outside = nominal & np.array([key not in zh for key in keys], dtype=bool)
    return bool(outside.any() and links[outside].max() > _LINKED)


def _proper(entry: TermEntry) -> list[str]:
    """The English terms of an entry that are proper names, the preferred one first."""
    return [
        term.text
        for term in entry.in_lang("en")
        if term.status in ("preferred", "admitted")
        and any(_is_name(token) for token, _ in _tokens("x " + term.text))
    ]


def _tokens(text: str) -> list[tuple[str, Span]]:
    """The words of a text with a capital, without function words."""
    return [
        (match[0].removesuffix("'s").removesuffix("’s"), match.span())
        for match in _TOKEN.finditer(text)
        if any(map(str.isupper, match[0])) and match[0].lower() not in ENGLISH_FUNCTION
    ]


@lru_cache(maxsize=8192)
def _is_name(token: str) -> bool:
    """Whether a word is a name: rare in general English, or written as only names are."""
    if len(token) < 4 or token.isupper():
        return False
    if _CAMEL.search(token):
        return True
    from wordfreq import zipf_frequency

    parts = [part for part in re.split("['’-]", token.lower()) if part]
    return token[0].isupper() and any(zipf_frequency(part, "en") < _UNCOMMON for part in parts)


def _named(text: str, names: list[str]) -> bool:
    """Whether one of the names, a part of one or an abbreviation stands in a text."""
    words = comparable(text, "en").split()
    plain = " ".join(words)
    for name in names:
        parts = comparable(name, "en").split()
        if any(part in words for part in parts if len(part) > 2 and part not in ENGLISH_FUNCTION):
            return True
        if "".join(parts) in plain.replace(" ", ""):
            return True
        if any(abbreviates(word, name) for word in re.findall(r"[A-Z]{2,}", text)):
            return True
    return False


def _parts(zh: str) -> list[str]:
    """The pairs of characters of a Chinese name: a short form has one of them."""
    return [zh[at : at + 2] for at in range(len(zh) - 1)]


class _Places:
    """Where the Chinese of known names stands: looked for once, for all names together."""

    def __init__(self, context: Context, known: list[_Known]) -> None:
        self._context = context
        self._known = known
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for number, (_, zh, _) in enumerate(known):
            self._numbers[zh].append(number)
        self._names = Sought(self._numbers)
        # The first three beads that have a name and its Chinese: one may be that which is judged.
        self._first: dict[tuple[str, str], tuple[int, ...]] = {}
        self._of_name: dict[str, list[int]] = defaultdict(list)
        for number, (_, _, names) in enumerate(known):
            for name in names:
                self._of_name[name].append(number)
        self._english = Sought(self._of_name)

    def known_in(self, pair: Pair) -> list[_Known]:
        """The names whose Chinese stands in a bead, in the order of the glossary."""
        found = self._names.within(comparable(pair.zh.text, "zh"))
        return [self._known[n] for n in sorted(n for zh in found for n in self._numbers[zh])]

    def strangers_in(self, pair: Pair) -> list[tuple[str, Span]]:
        """The known English names in a bead whose Chinese is not there, nor a part of it.

        Only those that stand for their Chinese in two other beads.
        """
        text, zh = pair.en.text, comparable(pair.zh.text, "zh")
        found: list[tuple[str, Span]] = []
        for name in sorted(self._english.within(text)):
            tokens = name.split()
            if len(tokens) == 2 and is_pinyin(*tokens):
                continue  # the rule for spellings tells of exchanged persons
            match = re.search(rf"(?<![\w'’-]){re.escape(name)}(?![\w-])", text)
            own = [self._known[number][1] for number in self._of_name[name]]
            if match is None or any(part in zh for one in own for part in _parts(one)):
                continue
            if any(self.elsewhere(pair, one, name) for one in own):
                found.append((name, match.span()))
        return found

    def elsewhere(self, here: Pair, zh: str, name: str) -> bool:
        """Whether a name stands for the Chinese in two other beads."""
        if (zh, name) not in self._first:
            alignment = self._context.alignment
            with_it = (n for n in self._beads[zh] if name in Pair(alignment, n).en.text)
            self._first[zh, name] = tuple(islice(with_it, 3))
        return sum(number != here.number for number in self._first[zh, name]) > 1

    @cached_property
    def _beads(self) -> dict[str, list[int]]:
        """The beads in which each name's Chinese stands; few documents need them."""
        found: dict[str, list[int]] = defaultdict(list)
        for pair in pairs(self._context.alignment):
            if pair.whole:
                for zh in self._names.within(comparable(pair.zh.text, "zh")):
                    found[zh].append(pair.number)
        return found
