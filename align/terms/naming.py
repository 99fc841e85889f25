"""Mined terms that the texts themselves give other names: which forms are of one concept.

"国家药品监督管理局（国家药监局）", "eGFR" in brackets after "estimated glomerular filtration rate":
what stands before a bracket is a full form, even where no pair of it was mined; where both
languages have a bracket after the two sides of a mined pair, what is in the brackets is
short for that pair.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from align.model import LANGS, Lang
from align.terms.aliases import (
    before,
    brackets,
    chinese_full,
    english_full,
    is_abbreviation,
)
from align.terms.index import Index
from align.terms.ranking import Ranked
from align.text.romanisation import spells
from align.text.script import is_han, to_simplified
from align.text.words import comparable, words

_BRACKET = re.compile(r"[(（]|[简下]称")
_NAME_BEFORE = re.compile(r"[A-Z][\w’'-]*(?:\s(?:(?:of|for|and|the|on)\s)*[A-Z][\w’'-]*)+$")
# The longest full form, in characters.
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class FullForm:
    """A full form as it is written, and the sentence in which it is given a shorter name."""

    text: str
    context: str


@dataclass(frozen=True)
class Naming:
    """Which terms (comparable forms) are short for which, and what else has another name.

    ``short_zh`` and ``short_en`` lead from a short form to its full form; ``same`` are pairs of
    forms of one language that mean the same without one being short for the other; ``full`` are
    the full forms of short ones as they are written.
    """

    short_zh: dict[str, str]
    short_en: dict[str, str]
    same: list[tuple[Lang, str, str]] = field(default_factory=list)
    full: dict[tuple[Lang, str], FullForm] = field(default_factory=dict)

    def short(self, lang: Lang) -> dict[str, str]:
        """The short forms of one language with their full forms."""
        return self.short_zh if lang == "zh" else self.short_en

    def alike(self) -> Iterator[tuple[Lang, str, str]]:
        """All pairs of forms of one language that are one concept."""
        for lang in LANGS:
            for short, full in self.short(lang).items():
                yield lang, short, full
        yield from self.same

    def fuller(self, lang: Lang, keys: Collection[str]) -> list[FullForm]:
        """The full forms of some terms that are not among them, as they are written."""
        wanted = {self.short(lang).get(key, "") for key in keys}
        wanted |= {full for key in keys for full in self._same.get((lang, key), ())}
        return [
            self.full[lang, full]
            for full in sorted(wanted - set(keys))
            if (lang, full) in self.full
        ]

    def shorts(self, lang: Lang, keys: Collection[str]) -> list[str]:
        """The short forms of some terms that are not among them."""
        found = (short for key in keys for short in self._shorts[lang].get(key, ()))
        return [short for short in dict.fromkeys(found) if short not in keys]

    @cached_property
    def _same(self) -> dict[tuple[Lang, str], list[str]]:
        found: dict[tuple[Lang, str], list[str]] = {}
        for lang, one, other in self.same:
            found.setdefault((lang, one), []).append(other)
        return found

    @cached_property
    def _shorts(self) -> dict[Lang, dict[str, list[str]]]:
        found: dict[Lang, dict[str, list[str]]] = {"zh": {}, "en": {}}
        for lang in LANGS:
            for short, full in self.short(lang).items():
                found[lang].setdefault(full, []).append(short)
        return found


@dataclass(frozen=True, slots=True)
class _Given:
    """A bracket: its content, what stands before it, and both in comparable form."""

    lang: Lang
    name: str
    left: str
    sentence: str
    key: str
    left_key: str


def naming(
    index: Index, pairs: Sequence[Ranked], short_zh: Mapping[str, str], short_en: Mapping[str, str]
) -> Naming:
    """What the brackets of a collection say of its mined pairs.

    Takes the pairs that stand and the abbreviations that the texts explain with their full forms.
    """
    found = Naming(dict(short_zh), dict(short_en))
    zh_of: dict[str, set[str]] = {}
    en_of: dict[str, set[str]] = {}
    for pair in pairs:
        zh_of.setdefault(pair.en, set()).add(pair.zh)
        en_of.setdefault(pair.zh, set()).add(pair.en)
    _same_models(found, zh_of, en_of)
    seen: set[tuple[str, str]] = set()
    for zh_text, en_text in _sentences(index):
        if (zh_text, en_text) in seen:
            continue
        seen.add((zh_text, en_text))
        zh, en = _given(zh_text, "zh"), _given(en_text, "en")
        for one in (*zh, *en):
            _written(found, one)
        for one in zh:
            _transcribed(found, one, en_of)
            for other in en:
                if other.key in en_of.get(one.key, ()) or (
                    one.key == other.key and not any(map(is_han, one.key))
                ):
                    _parallel(found, one, other, en_of)
    return found


def _sentences(index: Index) -> Iterator[tuple[str, str]]:
    for bead in range(len(index.beads)):
        zh, en = index.said("zh", bead), index.said("en", bead)
        if _BRACKET.search(zh) or "(" in en:
            yield zh, en


def _given(text: str, lang: Lang) -> list[_Given]:
    found = []
    for end, inside in brackets(text):
        name = inside.strip("《》")
        left = before(text, end) if lang == "zh" else text[max(0, end - 160) : end]
        key, left_key = comparable(name, lang), comparable(left, lang)
        if name and left and key:
            found.append(_Given(lang, name, left, text, key, left_key))
    return found


def _written(found: Naming, one: _Given) -> None:
    """Note how the full form of a bracket is written."""
    full = found.short(one.lang).get(one.key)
    if full is None or (one.lang, full) in found.full:
        return
    # The same characters as they are written: traditional ones stay.
    english = one.lang == "en"
    text = english_full(one.left, one.name) if english else one.left[-len(full) :]
    if comparable(text, one.lang) == full and len(text) <= 2 * _LONGEST:
        found.full[one.lang, full] = FullForm(text, one.sentence)


def _parallel(found: Naming, zh: _Given, en: _Given, en_of: Mapping[str, set[str]]) -> None:
    """Brackets in both languages whose contents are each other's counterpart.

    What they stand behind is the full form of both, if it is a mined pair, and if at least one
    content shortens what is before it: a data center (Hangzhou) is none.
    """
    full_en = comparable(english_full(en.left, en.name), "en")
    full_zh = comparable(chinese_full(zh.left, zh.name), "zh")
    before_zh = [key for key in _ends(zh.left_key, en_of) if key != zh.key]
    for key in before_zh:
        for other in sorted(en_of[key], key=lambda item: (-len(item), item)):
            if other == en.key:
                continue
            ends = f" {en.left_key}".endswith(f" {other}")
            shortened = bool(full_en or full_zh) or _initial(en.name, other)
            if full_en and full_en != other:
                # type 2 diabetes (mellitus) is the whole; an estimated rate is another one.
                if full_en.startswith(f"{other} "):
                    found.short_zh.setdefault(zh.key, key)
                    return
                if full_en.endswith(f" {other}"):
                    more = len(full_en.split()) - len(other.split())
                    _longer(found, zh, key, more)
                    return
                continue
            if ends and shortened:
                found.short_zh.setdefault(zh.key, key)
                found.short_en.setdefault(en.key, other)
                found.full.setdefault(("zh", key), FullForm(zh.left[-len(key) :], zh.sentence))
                return
    if full_zh and not full_en and is_abbreviation(en.name):
        # Stock Exchange of Hong Kong (HKEX): letters of the name before it, in another order.
        run = _NAME_BEFORE.search(en.left)
        initials = re.findall(r"\b[A-Z]", run[0]) if run else []
        if run and 2 * sum(letter in initials for letter in en.name) >= len(en.name) > 1:
            full = comparable(run[0], "en")
            found.short_en.setdefault(en.key, full)
            found.full.setdefault(("en", full), FullForm(run[0], en.sentence))
            return
    # 美国联邦储备 in 美国联邦储备委员会: a mined term that is a part of the full form.
    if full_zh and (not full_en or is_abbreviation(en.name)):
        for key, others in en_of.items():
            if full_zh.startswith(key) and key != zh.key and 2 * len(key) >= len(full_zh):
                for other in others:
                    if f" {en.left_key}".endswith(f" {other}"):
                        found.same.append(("zh", key, full_zh))
                        found.same.append(("zh", zh.key, key))
                        found.short_en.setdefault(en.key, other)
                        return


def _longer(found: Naming, zh: _Given, key: str, more: int) -> None:
    """Take a full form from before the bracket with so many words more than a mined term."""
    pieces = words(zh.left[: -len(key)], "zh")[-more:]
    if len(pieces) == more:
        text = zh.left[pieces[0].start :]
        full = comparable(text, "zh")
        found.short_zh.setdefault(zh.key, full)
        found.full.setdefault(("zh", full), FullForm(text, zh.sentence))


def _ends(left: str, known: Mapping[str, set[str]]) -> list[str]:
    """The known terms with which a text ends, longest first."""
    starts = range(max(0, len(left) - _LONGEST), len(left) - 1)
    return [left[start:] for start in starts if left[start:] in known]


def _initial(short: str, full: str) -> bool:
    """Whether a Latin short form begins as one of the words of a full form: HbA1c, Fed."""
    return any(word.startswith(short[:1].lower()) for word in full.split())


def _transcribed(found: Naming, one: _Given, en_of: Mapping[str, set[str]]) -> None:
    """通义千问（Qwen）, if Qwen is rendered Tongyi Qianwen: the name as it is read."""
    if any(map(is_han, one.key)):
        return
    left = to_simplified(one.left)
    for english in en_of.get(one.key, ()):
        letters = re.sub("[^a-z]", "", english)
        for length in range(2, min(6, len(left)) + 1):
            name = left[-length:]
            if all(map(is_han, name)) and spells(name, letters):
                full = comparable(name, "zh")
                found.same.append(("zh", one.key, full))
                found.full.setdefault(("zh", full), FullForm(one.left[-length:], one.sentence))


def _same_models(
    found: Naming, zh_of: Mapping[str, set[str]], en_of: Mapping[str, set[str]]
) -> None:
    """Qwen3, Qwen 3 and Qwen-3 are one name."""
    of_lang: tuple[tuple[Lang, Mapping[str, set[str]]], ...] = (("zh", en_of), ("en", zh_of))
    for lang, keys in of_lang:
        first: dict[str, str] = {}
        for key in keys:
            if any(map(str.isdigit, key)) and re.search("[A-Za-z]", key):
                squeezed = re.sub(r"[\s\-‑–]", "", key)
                other = first.setdefault(squeezed, key)
                if other != key:
                    found.same.append((lang, key, other))
