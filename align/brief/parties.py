"""Who's who: the people and the organisations of a report, what they are called, and where.

English shows names by their capitals, Chinese roles by their place right before the name; each
side tells what the other leaves open. Evidence adds up over the report: a post before or after
the name, what it says, a surname read as the English spells it, a word that names a body. What
has too little is left out rather than guessed at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from align.brief import chinese_names as chinese
from align.brief import english_names as english
from align.brief.english_names import Run
from align.brief.english_words import BODIES, THINGS
from align.check.pair import Pair
from align.model import Finding, Findings, Glossary, Party, Place, Role, TermEntry
from align.terms.candidates import general_frequency
from align.terms.renderings import Renderer
from align.text.names import names_in
from align.text.romanisation import romanises, sounds_alike, spells
from align.text.script import is_han, to_simplified
from align.text.surnames import surname_of
from align.text.words import chinese_words, comparable

# Evidence that makes a person, and a body.
_PERSON = 3.0
_BODY = 2.0
_SAYS_SOMETHING = 1.5
# A name that stands often is understood after so many places; more would add nothing but time.
_SAMPLE = 6
_ROLES = 4
_SURE = 0.4
# A bead of so many characters is no sentence, and a name in it is beside everything.
_LONGEST = 2000
_COMMON = 3e-6
_ROMANISED = 0.9
_STARTS = frozenset({". ", "? ", "! ", ": ", "” ", '" '})
_PREPOSITIONS = frozenset("由与及对向被把将从据")
_NAMING = frozenset({"name", "name-replaced", "term-inconsistent", "term-not-used"})
_DOT = re.compile("[·・‧•]")


@dataclass(slots=True)
class _Name:
    """All that is known of one English name."""

    text: str
    places: list[tuple[int, int, int]] = field(default_factory=list)
    person: float = 0.0
    body: float = 0.0
    zh: Counter[str] = field(default_factory=Counter)
    sure: bool = False
    initial: int = 0
    entry: TermEntry | None = None
    roles: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    zh_roles: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    kind: Literal["", "person", "organisation"] = ""

    @property
    def chinese(self) -> str:
        """The Chinese name that stands beside it most, in simplified characters."""
        return min(self.zh, key=lambda t: (-self.zh[t], -len(t), t)) if self.zh else ""


def parties(
    pairs: Sequence[Pair], glossary: Glossary, renderer: Renderer, findings: Findings
) -> tuple[Party, ...]:
    """The people of a report, then its organisations, the most mentioned first.

    Takes the report's pairs, the glossary mined from it, the renderer of its bitext (the first of
    its collection), and the findings, whose ids are linked where they concern a name.
    """
    return _Gathering(pairs, glossary, renderer).parties(findings)


class _Gathering:
    def __init__(self, pairs: Sequence[Pair], glossary: Glossary, renderer: Renderer) -> None:
        self._pairs = {pair.number: pair for pair in pairs}
        self._renderer = renderer
        # All Chinese as one text, so that a name is looked for once.
        self._numbers = list(self._pairs)
        texts = [pair.zh.text + "\n" for pair in pairs]
        self._starts = [0, *accumulate(map(len, texts))][: len(texts)]
        self._text = "".join(texts)
        self._entries: dict[str, TermEntry] = {}
        for entry in glossary.entries:
            for term in entry.in_lang("en"):
                self._entries.setdefault(comparable(term.text, "en"), entry)
        self.names: dict[str, _Name] = {}
        self._at: dict[int, list[_Name]] = defaultdict(list)
        self._findings: dict[int, list[Finding]] = defaultdict(list)
        self._listed: list[tuple[str, str]] = []
        self._also: dict[str, str] = {}
        for pair in pairs:
            self._read(pair)
        for name in list(self.names.values()):
            self._match(name)
        for name in list(self.names.values()):
            self._complete(name)
        for name in self.names.values():
            self._weigh(name)
        self._spread()
        for name in self.names.values():
            name.kind = _kind(name)
        self._shorten()

    def _read(self, pair: Pair) -> None:
        """Take up the names of the English side and what is said of them there."""
        text = pair.en.text
        if english.titled(text):
            return
        before: Run | None = None
        for run in english.runs(text):
            name = self.names.setdefault(run.text, _Name(run.text))
            name.places.append((pair.number, run.start, run.end))
            self._at[pair.number].append(name)
            if before is not None:
                gap = text[before.end : run.start]
                if gap in {", ", " and ", ", and ", " or "}:
                    self._listed.append((before.text, run.text))
                elif gap in {" (", "’s (", " (the "} and text[run.end : run.end + 1] == ")":
                    self._also.setdefault(run.text, before.text)
            before = run
            name.initial += run.start == 0 or text[run.start - 2 : run.start] in _STARTS
            if len(name.places) > _SAMPLE * 4:
                continue
            name.body += english.acts(text, run) + 1.5 * english.according(text, run)
            name.body += 2.0 * bool(english.sort_before(text, run))
            name.body += 1.25 * english.of_place(text, run)
            if not english.may_be_person(run.text):
                continue
            name.person += 1.5 * english.speaks(text, run) + 2 * english.signs(text, run)
            spans = english.role_spans(text, run)
            if spans:
                name.person += 2
                name.roles[pair.number] += spans
                for inner in spans:
                    self._belongs(text, inner)

    def _belongs(self, text: str, span: tuple[int, int]) -> None:
        """A post is one in a body: "an analyst at Harbour Research Institute"."""
        role = text[span[0] : span[1]]
        for run in english.runs(role):
            before = role[: run.start]
            place = re.search(r"\b(?:in|from)\s(?:the\s)?\Z", before)
            if not place and (
                not before or re.search(r"\b(?:of|at|for|the)\s\Z|[a-z]\s\Z", before)
            ):
                self.names.setdefault(run.text, _Name(run.text)).body += 1.5

    def _match(self, name: _Name) -> None:
        """Find the Chinese name: by the glossary, by its sound, by what stands for it."""
        name.entry = self._entries.get(comparable(name.text, "en"))
        for number, start, end in name.places[:_SAMPLE]:
            pair = self._pairs[number]
            zh = pair.simplified
            if not zh or len(zh) > _LONGEST:
                continue
            found = _spelt(zh, name.text)
            if found:
                name.zh[found] += 3
                name.sure = name.sure or len(name.text.split()) > 1
                name.person += 0 if _DOT.search(found) else 1.5
                continue
            if name.entry is not None:
                for term in name.entry.in_lang("zh"):
                    plain = to_simplified(term.text)
                    if plain in zh:
                        name.zh[_one_of(plain, name.text)] += 2
                        break
                else:
                    self._render(name, pair, start, end)
            elif name.person or name.body or english.is_body(name.text):
                self._render(name, pair, start, end)

    def _render(self, name: _Name, pair: Pair, start: int, end: int) -> None:
        for place in pair.en.places(start, end)[:1]:
            try:
                rendering = self._renderer.find(0, pair.number, "en", place)
            except ValueError:
                return
            words = _one_of(to_simplified(rendering.text), name.text)
            han = any(map(is_han, words))
            same = words.casefold() == name.text.casefold()
            if (han and rendering.score >= _SURE and " … " not in words) or (same and not han):
                name.zh[words] += 1

    def _complete(self, name: _Name) -> None:
        """Give a body its whole Chinese name: 国际结算银行 where 国际结算 was found, or nothing."""
        if not english.is_body(name.text) and name.body < 1.5:
            return
        zh = name.chinese
        whole: Counter[str] = Counter()
        also = {name.text, self._also.get(name.text, name.text)}
        for number, _, _ in name.places[:_SAMPLE]:
            text = self._pairs[number].simplified
            others = [
                other for other in self._at[number]
                if other.text not in also and self._also.get(other.text) not in also
            ]  # fmt: skip
            known = {other.chinese for other in others} - {""}
            if zh and name.entry is None and any(zh in o.chinese and o.entry for o in others):
                # The name of another that stands beside it: Bank of Thailand is not 人民银行.
                name.zh.clear()
                zh = ""
            spans = [text[a:b] for a, b in chinese.bodies(text)]
            if zh:
                found = [s for s in spans if zh in s and s not in known | {zh}]
                found = [s for s in found if len(s) <= 2 * len(zh) + 4]
                if not chinese.is_body(zh) or len(zh) < 3:
                    whole.update(found[:1])
            else:
                found = [s for s in spans if not any(k in s or s in k for k in known)]
                whole.update(found if len(found) == 1 else ())
        for words, count in whole.items():
            name.zh[words] += count + (name.zh[zh] if zh else 0)

    def _weigh(self, name: _Name) -> None:
        """Add what the Chinese side says, and what is known of the words themselves."""
        zh = name.chinese
        if name.entry is not None:
            name.person += 1.0 * (name.entry.type == "person")
            name.body += 1.5 * (name.entry.type == "organisation")
        name.body += english.body_weight(name.text)
        if " " not in name.text and name.text[1:].islower() and name.initial >= len(name.places):
            # A capital that every sentence begins with tells nothing of a common word.
            name.body -= 2.0 * (general_frequency(name.text, "en") > _COMMON)
        if not zh:
            return
        if chinese.is_body(zh):
            name.body += 1.5
        elif chinese.is_word(zh):
            # 墨西哥, 人工智能: what the dictionary explains otherwise is no body.
            name.body -= 3.0
        if chinese.like_person(zh):
            name.person += 1.0
            if _DOT.search(zh) and len(name.text.split()) > 1:
                name.person += 1.0
        elif not name.sure:
            name.person -= 1.5
        for number in dict.fromkeys(number for number, _, _ in name.places[:_SAMPLE]):
            text = self._pairs[number].simplified
            start = text.find(zh)
            if start < 0:
                continue
            end = start + len(zh)
            names = frozenset({zh})
            name.body += 0.75 * chinese.acts(text, end)
            if chinese.sort_before(text, start, names):
                name.body += 1.0
            if english.may_be_person(name.text) and not chinese.is_body(zh):
                name.person += 0.75 * chinese.speaks(text, end)
                spans = chinese.role_spans(text, start, end, names)
                if spans:
                    name.person += 1.5
                    name.zh_roles[number] += spans

    def _spread(self) -> None:
        """What stands in one row with bodies is one: Lam Research, Tokyo Electron and …"""
        bodies = {name.text for name in self.names.values() if name.body >= _BODY + 1}
        for one, other in self._listed:
            for near, name in ((one, self.names[other]), (other, self.names[one])):
                if near in bodies and name.person < _PERSON:
                    name.body += 1.5

    def _shorten(self) -> None:
        """Give a surname or a given name alone to the person who is called by it."""
        full: dict[str, list[_Name]] = defaultdict(list)
        given: dict[str, list[_Name]] = defaultdict(list)
        for name in self.names.values():
            words = name.text.split()
            if name.kind == "person" and len(words) > 1:
                first = bool(name.sure and not _DOT.search(name.chinese))
                full[words[0] if first else words[-1]].append(name)
                given[words[-1] if first else words[0]].append(name)
        for name in list(self.names.values()):
            owners = full.get(name.text, [])
            if not owners:
                owners = [one for one in given.get(name.text, ()) if _is_called(one, name)]
            if len(owners) == 1:
                name.kind = ""
                owners[0].places += name.places
                for number, spans in name.roles.items():
                    owners[0].roles[number] += spans

    def parties(self, findings: Findings) -> tuple[Party, ...]:
        """What was gathered, people first, each with its names of both sides."""
        for item in findings.items:
            if item.state == "open" and item.rule in _NAMING:
                self._findings[item.bead].append(item)
        groups: dict[tuple[str, str], list[_Name]] = defaultdict(list)
        for short, whole in self._also.items():
            # "(AWS)" after the full name: what the one is the other is.
            one, other = self.names[short], self.names[whole]
            one.kind, other.kind = one.kind or other.kind, other.kind or one.kind
        for name in self.names.values():
            if name.kind:
                groups[name.kind, self._group(name)].append(name)
        made = [self._party(names) for names in groups.values()]
        made.sort(key=lambda p: (p.type != "person", -len(p.beads), p.beads, p.en))
        return tuple(made)

    def _group(self, name: _Name) -> str:
        full = self.names.get(self._also.get(name.text, ""))
        if full is not None and full.kind == name.kind and full.text not in self._also:
            return self._group(full)
        known = name.entry.preferred("zh") if name.entry is not None else None
        if known is not None and name.chinese and name.kind == "organisation":
            return _trimmed(to_simplified(known.text))
        return name.chinese or name.text

    def _party(self, names: list[_Name]) -> Party:
        names.sort(key=lambda name: (-len(name.places), name.places))
        best = names[0]
        numbers = sorted({number for name in names for number, _, _ in name.places})
        zh_names = self._chinese_names(names, numbers)
        if names[0].kind == "person":
            # The name as the Chinese gives it also where the English has a pronoun.
            numbers = sorted({*numbers, *self._with(zh_names)})
        en_names = sorted(
            (name for name in names),
            key=lambda name: (-len(name.places), -len(name.text), name.places),
        )
        score = max(name.person if best.kind == "person" else name.body for name in names)
        least = _PERSON if best.kind == "person" else _BODY
        confidence = min(1.0, 0.5 + 0.15 * (score - least) + 0.1 * len(names))
        return Party(
            best.kind or "person",
            zh_names,
            tuple(name.text for name in en_names),
            self._roles(names),
            tuple(numbers),
            round(confidence if zh_names else confidence / 2, 2),
            self._concerned(names),
        )

    def _with(self, zh_names: Iterable[str]) -> set[int]:
        """The pairs whose Chinese has one of the names."""
        found = set()
        for name in zh_names:
            start = self._text.find(name) if len(name) > 1 else -1
            while start >= 0:
                found.add(self._numbers[bisect_right(self._starts, start) - 1])
                start = self._text.find(name, start + len(name))
        return found

    def _chinese_names(self, names: list[_Name], numbers: Iterable[int]) -> tuple[str, ...]:
        """The Chinese names as the text writes them, which may be in traditional characters."""
        found: Counter[str] = Counter()
        for name in names:
            known = name.entry.in_lang("zh") if name.entry and name.kind == "organisation" else ()
            words = dict.fromkeys([name.chinese, *(to_simplified(term.text) for term in known)])
            for number in dict.fromkeys(n for n, _, _ in name.places):
                pair = self._pairs[number]
                for zh in filter(None, words):
                    start = pair.simplified.find(zh)
                    if start >= 0:
                        end = start + len(zh)
                        if zh.endswith("有限") and pair.simplified.startswith("公司", end):
                            end += len("公司")
                        found[pair.zh.text[start:end]] += 1
        return tuple(sorted(found, key=lambda text: (-found[text], -len(text), text)))

    def _roles(self, names: list[_Name]) -> tuple[Role, ...]:
        """What the person is called, each once, English and Chinese of one pair together."""
        found: list[Role] = []
        said: set[tuple[str, str]] = set()
        numbers = sorted({n for name in names for n in (*name.roles, *name.zh_roles)})
        for number in numbers:
            pair = self._pairs[number]
            en = sorted({span for name in names for span in name.roles.get(number, ())})
            zh = sorted({span for name in names for span in name.zh_roles.get(number, ())})
            for at in range(max(len(en), len(zh))):
                one = zh[at] if at < len(zh) else None
                other = en[at] if at < len(en) else None
                key = (
                    comparable(pair.zh.text[slice(*one)], "zh") if one else "",
                    comparable(pair.en.text[slice(*other)], "en") if other else "",
                )
                if any(
                    (key[0] in zh_said or not key[0]) and (key[1] in en_said or not key[1])
                    for zh_said, en_said in said
                ):
                    continue
                said.add(key)
                found.append(
                    Role(
                        number,
                        pair.zh.places(*one) if one else (),
                        pair.en.places(*other) if other else (),
                    )
                )
        return tuple(found[:_ROLES])

    def _concerned(self, names: list[_Name]) -> tuple[str, ...]:
        """The findings that speak of one of the names where it stands."""
        places: dict[int, list[Place]] = defaultdict(list)
        for name in names:
            for number, start, end in name.places:
                places[number].extend(self._pairs[number].en.places(start, end))
        return tuple(
            item.id
            for number, there in sorted(places.items())
            for item in self._findings.get(number, ())
            if any(_overlap(a, b) for a in item.en for b in there)
        )


def _is_called(person: _Name, given: _Name) -> bool:
    """Whether a person's given name that stands alone means the person: it may be a place's or a
    body's, too, so that the Chinese or what is said of it must speak for it.
    """
    if given.chinese and person.chinese.endswith(given.chinese):
        return True
    return given.kind == "person" or (not given.kind and given.person >= _SAYS_SOMETHING)


def _kind(name: _Name) -> Literal["", "person", "organisation"]:
    zh = name.chinese
    if english.may_be_person(name.text) and name.person >= _PERSON and not chinese.is_body(zh):
        single = len(name.text.split()) == 1
        if not single or (zh and chinese.like_person(zh) and name.person >= _PERSON + 1):
            return "person"
    words = [word.lower() for word in name.text.split()]
    generic = all(word in BODIES for word in words) or words[-1] in THINGS
    if name.body >= _BODY and not any(map(str.isdigit, name.text)) and not generic:
        if name.entry is not None and name.entry.type in {"law", "measure"}:
            return ""
        return "organisation"
    return ""


def _spelt(zh: str, name: str) -> str:
    """The Chinese name in a text that an English one spells, or a dotted one that sounds so."""
    words = name.split()
    if not 1 < len(words) <= 4:
        return ""
    if len(words) == 2:
        for found in sorted(names_in(zh, name)):
            surname = chinese.is_surname(found[:1]) or chinese.is_surname(found[:2])
            if not _DOT.search(found) and surname and _reads(found, words):
                return found
    for start in range(len(zh) - 1):
        # Yang Chin-long, John Lee Ka-chiu: not every name is spelt in pinyin.
        for length in (3, 2, 4) if surname_of(zh[start : start + 2]) else ():
            if romanises(zh[start : start + length], name) >= _ROMANISED:
                return zh[start : start + length]
    best, closest = 0.0, ""
    for start, end in chinese.dotted(zh):
        parts = _DOT.split(zh[start:end])
        alike = sum(max(sounds_alike(part, word) for word in words) for part in parts) / len(parts)
        if alike > best:
            best, closest = alike, zh[start:end]
    return closest if best >= 0.5 else ""


def _one_of(zh: str, name: str) -> str:
    """A Chinese name without what is joined to it: 罗伊·罗杰斯和黛儿·伊万斯 are two."""
    if not _DOT.search(zh):
        return _trimmed(zh)
    words = name.split()
    spans = [zh[start:end] for start, end in chinese.dotted(zh)] or [zh]
    return max(spans, key=lambda span: max(sounds_alike(span, word) for word in words))


def _reads(zh: str, words: Sequence[str]) -> bool:
    letters = [re.sub("[^a-z]", "", word.lower()) for word in words]
    return spells(zh, "".join(letters)) or spells(zh, "".join(reversed(letters)))


def _trimmed(text: str) -> str:
    """A Chinese name without function words at its edges: 由泛林集团."""
    text = max(re.split("[，。；：、,;:]", text), key=len).strip()
    if len(text) > 3 and text[0] in _PREPOSITIONS:
        text = text[1:]
    words = list(chinese_words(text)) if any(map(is_han, text)) else []
    while len(words) > 1 and (words[0].kind == "function" or words[0].text in chinese.TAKE_BODIES):
        words.pop(0)
    while len(words) > 1 and words[-1].kind == "function":
        words.pop()
    return text[words[0].start : words[-1].end] if words else text


def _overlap(a: Place, b: Place) -> bool:
    return a.sentence == b.sentence and a.start < b.end and b.start < a.end
