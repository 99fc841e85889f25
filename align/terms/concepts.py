"""Concept entries from pairs: synonyms together, the preferred form chosen, the type told."""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from align.model import ConceptType, Lang, Term, TermEntry, TermForm
from align.terms.aliases import is_abbreviation
from align.terms.index import CLASSES, Index
from align.terms.kinds import Kinds
from align.terms.naming import FullForm, Naming, naming
from align.terms.proof import proof
from align.terms.ranking import Ranked
from align.terms.shards import in_parts
from align.text.lexicon import lexicon
from align.text.romanisation import is_transliteration, reading, reading_of_name, romanisations
from align.text.script import is_han, to_simplified
from align.text.words import comparable, english_key

_NAMES = [CLASSES.index(name) for name in ("name", "person", "place")]
_BODIES: tuple[ConceptType, ...] = ("organisation", "law", "person")
_SHORT: dict[Lang, TermForm] = {"zh": "short form", "en": "acronym"}


def entries(
    index: Index,
    pairs: Sequence[Ranked],
    short_zh: Mapping[str, str],
    short_en: Mapping[str, str],
    surfaces: Mapping[str, str],
    *,
    workers: int = 1,
) -> tuple[TermEntry, ...]:
    """Concept entries of the pairs, best first.

    Takes the pairs that stand, the abbreviations that the texts explain with their full forms,
    how each abbreviation is written, and how many processes may work. Pairs that share
    their Chinese or their English term are one concept; so are those of a full form and of its
    abbreviation.
    """
    names = naming(index, pairs, short_zh, short_en)
    kinds = Kinds(index)
    groups = _groups(pairs, names)

    def make(run: range) -> list[tuple[float, TermEntry]]:
        return [
            (worth(group), _entry(kinds, group, names, surfaces))
            for group in groups[run.start : run.stop]
        ]

    made = [one for part in in_parts(make, len(groups), workers) for one in part]
    made.sort(key=lambda one: (-one[0], one[1].terms[0].text, one[1].id))
    return tuple(entry for _, entry in made)


def chinese_of(
    index: Index,
    pairs: Sequence[Ranked],
    short_zh: Mapping[str, str],
    short_en: Mapping[str, str],
    surfaces: Mapping[str, str],
    least: float,
) -> list[str]:
    """The Chinese terms of those entries of the pairs that score at least so much.

    As :func:`entries` has them, without the rest of an entry, which takes ten times as long.
    """
    names = naming(index, pairs, short_zh, short_en)
    found: list[str] = []
    for group in _groups(pairs, names):
        if round(group[0].score, 4) >= least:
            terms = _chinese_terms(index, group, names)
            found += [term.text for term in terms.values()]
            found += [surfaces[s] for s in names.shorts("zh", list(terms)) if s in surfaces]
    return found


def worth(group: Sequence[Ranked]) -> float:
    """How early an entry should be read: the recurring, the specific, the likely first.

    Of two likely pairs the one that saves a translator more stands first: one that recurs, is
    longer and rare in general language, is a name, and is no part of a longer term. The
    weights are rounded from a logistic model of which mined entries the dictionaries of annual
    reports list, each year left out in turn.
    """
    best = group[0]
    odds = math.log(max(best.score, 1e-9) / max(1 - best.score, 1e-9))
    first, last = best.counts.zh[0]
    return (
        0.5 * min(odds, 3.0)
        + 3.0 * (best.counts.count > 1)
        + 0.25 * (best.counts.count > 2)
        + 0.2 * min(last - first - 1, 2)
        + 0.3 * min(len(best.zh), 8)
        + 0.7 * best.value("zh_whole")
        + 0.6 * best.value("en_capital")
        - 2.0 * best.value("en_general")
        - 3.0 * best.value("around_often")
    )


def _groups(pairs: Sequence[Ranked], names: Naming) -> list[list[Ranked]]:
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            name = leader[name]
        return name

    for pair in pairs:
        leader[find("en " + pair.en)] = find("zh " + pair.zh)
    for lang, one, full in names.alike():
        one, full = f"{lang} {one}", f"{lang} {full}"
        if one in leader or full in leader:
            leader[find(one)] = find(full)
    grouped: dict[str, list[Ranked]] = defaultdict(list)
    for pair in pairs:
        grouped[find("zh " + pair.zh)].append(pair)
    return list(grouped.values())


def _entry(
    kinds: Kinds, group: list[Ranked], names: Naming, surfaces: Mapping[str, str]
) -> TermEntry:
    index, best = kinds.index, group[0]
    zh = _chinese_terms(index, group, names)
    en = _english_terms(index, group, names)
    preferred = next(iter(zh.values())).text, next(iter(en.values())).text
    kind = kinds.kind(best, *preferred)
    if kind in ("concept", "product"):
        # 香港銀行公會 tells what 公會 leaves open.
        longest = (max(side.values(), key=lambda term: len(term.text)).text for side in (zh, en))
        whole = kinds.kind(best, *longest)
        kind = whole if whole in _BODIES else kind
    if kind in _BODIES:
        # Of what a body is called the whole name is preferred, the usual one where there is none.
        zh, en = _whole_first(zh), _whole_first(en)
    # Abbreviations that the texts explain and that found no counterpart by themselves.
    sides: tuple[tuple[Lang, dict[str, Term]], ...] = (("en", en), ("zh", zh))
    for lang, terms in sides:
        for short in names.shorts(lang, list(terms)):
            if short in surfaces:
                terms[short] = Term(lang, surfaces[short], form=_SHORT[lang])
    told, evidence = proof(index, group, zh, en)
    first_zh, first_en = told[0], told[len(zh)]
    made = tuple(
        replace(
            term,
            status="preferred" if term in (first_zh, first_en) else "admitted",
            reading=_reading(term, first_en.text, kind),
        )
        for term in told
    )
    digest = hashlib.sha256(f"{first_zh.text}\t{first_en.text}".encode()).hexdigest()[:10]
    return TermEntry(id=f"c-{digest}", terms=made, type=kind, evidence=evidence)


def _reading(term: Term, english: str, kind: ConceptType) -> str:
    if term.lang == "en":
        return ""
    return (kind == "person" and reading_of_name(term.text, english)) or reading(term.text)


def _chinese_terms(index: Index, group: Sequence[Ranked], names: Naming) -> dict[str, Term]:
    """The Chinese forms: Chinese before Latin, full before short, frequent before rare."""
    weights = _weights(group, "zh")
    full = names.fuller("zh", weights)
    found = {}
    for key in _ordered(weights, names.short_zh):
        places = [place for pair in group if pair.zh == key for place in pair.counts.zh]
        form: TermForm = "short form" if key in names.short_zh else ""
        if not form and any(_inside(index, places, key, one.text) for one in full):
            continue
        forms = Counter(index.stretch("zh", first, last) for first, last in places)
        text = min(forms, key=lambda item: (-forms[item], item))
        found[key] = Term("zh", text, form=form)
    return _with_full(found, full, "zh")


def _english_terms(index: Index, group: Sequence[Ranked], names: Naming) -> dict[str, Term]:
    """The English forms, as the Chinese ones; interest rate before rate for 利率."""
    weights = _weights(group, "en")
    known = {comparable(gloss, "en") for pair in group for gloss in lexicon().glosses(pair.zh)}
    keys = _ordered(weights, names.short_en)
    for key in keys[1:]:
        # The whole term, of which the other is the shorter way to say it again.
        likely = 2 * weights[key] >= weights[keys[0]] or key in known
        if (
            f" {keys[0]} " in f" {key} "
            and key not in names.short_en
            and keys[0] not in known
            and likely
        ):
            keys.remove(key)
            keys.insert(0, key)
            break
    found = {}
    for key in keys:
        places = [place for pair in group if pair.en == key for place in pair.counts.en]
        # 马斯克 is Musk and 杭州 is Hangzhou, at the beginning of every sentence, too.
        named = any(_is_name(index, pair) for pair in group if pair.en == key)
        forms: Counter[str] = Counter()
        for first, last in places:
            text = index.stretch("en", first, last) if named else _begun(index, first, last)
            text = _dictionary_form(text)
            # Lower case is the form of the dictionary; capitals may be those of a heading.
            forms[text] += 3 if text[:1].islower() else 2
        text = min(forms, key=lambda item: (-forms[item], item))
        found[key] = Term("en", text, form="acronym" if is_abbreviation(text) else "")
    return _with_full(found, names.fuller("en", weights), "en")


def _weights(group: Sequence[Ranked], lang: Lang) -> Counter[str]:
    weights: Counter[str] = Counter()
    for pair in group:
        weights[pair.zh if lang == "zh" else pair.en] += pair.counts.times
    return weights


def _ordered(weights: Counter[str], short: Mapping[str, str]) -> list[str]:
    """Chinese before Latin, full forms before abbreviations, frequent before rare."""
    chinese = any(any(map(is_han, key)) for key in weights)

    def order(key: str) -> tuple[bool, bool, int, int, str]:
        latin = chinese and not any(map(is_han, key))
        return latin, key in short, -weights[key], -len(key), key

    return sorted(weights, key=order)


def _with_full(terms: Mapping[str, Term], full: Sequence[FullForm], lang: Lang) -> dict[str, Term]:
    """Forms with the full forms that the text gives, before those that are short for them."""
    added = {comparable(one.text, lang): Term(lang, one.text, context=one.context) for one in full}
    shorts = [key for key, term in terms.items() if term.form or (added and _latin(term))]
    longer = {key: term for key, term in terms.items() if key not in shorts}
    return {**longer, **added, **{key: terms[key] for key in shorts}}


def _whole_first(terms: Mapping[str, Term]) -> dict[str, Term]:
    return dict(sorted(terms.items(), key=lambda item: _shortness(item[1])))


def _latin(term: Term) -> bool:
    return term.lang == "zh" and not any(map(is_han, term.text))


def _shortness(term: Term) -> tuple[bool, bool, int]:
    """Where a form of a name stands: whole ones first."""
    return _latin(term), bool(term.form), -len(term.text)


def _inside(index: Index, places: Sequence[tuple[int, int]], key: str, full: str) -> bool:
    """Whether a term is cut off a longer one wherever it stands: 美国联邦储备 of …委员会."""
    if len(full) <= len(key) or not to_simplified(full).startswith(key):
        return False
    return all(
        index.text("zh", first)[int(index.zh.starts[first]) :].startswith(full)
        for first, _ in places
    )


def _is_name(index: Index, pair: Ranked) -> bool:
    """Whether the Chinese of a pair begins like a name, or is written in English as it sounds."""
    first, _ = pair.counts.zh[0]
    begins = pair.en.split(" ")[0]
    return (
        int(index.zh.classes[first]) in _NAMES
        or is_transliteration(pair.zh[:3])
        or begins.lower() in romanisations(pair.zh)
        # 华为 is "Huawei" in the dictionary, with its capital.
        or _known_as(pair.zh, begins.capitalize())
    )


def _known_as(zh: str, begins: str) -> bool:
    """Whether the dictionary has the first word of a name with its capital, and never without."""
    heads = [zh[:end] for end in range(2, min(len(zh), 4) + 1)]
    glosses = [gloss for head in heads for gloss in lexicon().raw(head)]
    lower = any(gloss.startswith(begins.lower()) for gloss in glosses)
    return not lower and any(gloss.startswith(begins) for gloss in glosses)


def _begun(index: Index, first: int, last: int) -> str:
    """A run of English words without the capital that only the beginning of a sentence gives."""
    text = index.stretch("en", first, last)
    start = text.split(" ")[0]
    opens = not re.search(r"\w", index.text("en", first)[: int(index.en.starts[first])])
    plain = start[1:].islower() and int(index.en.classes[first]) not in _NAMES
    # The rest of a name has capitals as well; abbreviations always have them.
    if not opens or not plain or re.search(r"\b[A-Z][a-z]", text[len(start) :]):
        return text
    places = index.en.where(int(index.en.ids[first]))
    inside = index.en.capital[places[index.en.starts[places] > 0]]
    return text if len(inside) and inside.all() else text[:1].lower() + text[1:]


def _dictionary_form(text: str) -> str:
    """A phrase with its last word in the singular, unless it is a name.

    >>> _dictionary_form("availability zones"), _dictionary_form("Amazon Web Services")
    ('availability zone', 'Amazon Web Services')
    """
    head, space, last = text.rpartition(" ")
    if last.islower() and last.endswith("s"):
        key = english_key(last)
        if key != last and last.startswith(key[:-1]):
            last = key
    elif is_abbreviation(last) and last.endswith("s") and last[:-1].isupper():
        last = last[:-1]
    return head + space + last
