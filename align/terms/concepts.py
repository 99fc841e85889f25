"""Concept entries from pairs: synonyms together, the preferred form chosen, the type told."""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from align.model import ConceptType, Term, TermEntry, TermForm
from align.terms.aliases import is_abbreviation
from align.terms.index import CLASSES, Index
from align.terms.proof import proof
from align.terms.ranking import Ranked
from align.terms.shards import in_parts
from align.text.lexicon import lexicon
from align.text.romanisation import is_transliteration, reading, spells
from align.text.script import is_han, to_simplified
from align.text.words import english_key

_PERSON = CLASSES.index("person")
_PLACE = CLASSES.index("place")

_LAW = re.compile(
    r"(?:法|法案|条例|规定|办法|规则|公约|细则|守则)$|\b(?:Act|Law|Ordinance|Regulations?|Directive|Bill)$"
)
_ORGANISATION = re.compile(
    r"(?:公司|集团|银行|大学|学院|研究院|研究所|委员会|协会|管理局|局|部|署|会|所|厂|基金|机构|实验室|组织|联盟|科技|汽车)$"
)
_ORGANISATION_EN = re.compile(
    r"\w\W+(?:Inc|Ltd|Corp|Corporation|Company|Group|Bank|University|Institute|Commission|Committee|"
    r"Association|Authority|Administration|Ministry|Bureau|Agency|Council|Board|Fund|Lab|Labs|"
    r"Union|Reserve|Motors?|Technolog(?:y|ies)|Cloud|Services|Organi[sz]ation|Department|Office)$"
)
_MEASURE = re.compile(
    r"(?:百分点|基点|同比|环比|按年|按月|按季|纳米|英寸|千瓦时?|公里|吨|亩|点数|季度|上半年|下半年|"
    r"[欧美港日澳加韩]元|人民币|英镑)$"
)
# Capitals inside a word, or a number after one: LiveCodeBench, Qwen3; ACE2 may be anything.
_BRAND = re.compile(r"^\w*[a-z]{2,}[A-Z]\w+$|^[A-Z]\w*[a-z]\w*-?\d[\w.-]*$")
_PLACE_EN = re.compile(r"\b(?:Province|City|County|State|Island|Bay|River|Region|District)$")


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
    groups = _groups(pairs, short_zh, short_en)

    def make(run: range) -> list[tuple[float, TermEntry]]:
        return [
            (worth(group), _entry(index, group, short_zh, short_en, surfaces))
            for group in groups[run.start : run.stop]
        ]

    made = [one for part in in_parts(make, len(groups), workers) for one in part]
    made.sort(key=lambda one: (-one[0], one[1].terms[0].text, one[1].id))
    return tuple(entry for _, entry in made)


def worth(group: Sequence[Ranked]) -> float:
    """How early an entry should be read: the recurring, the specific, the likely first.

    Of two likely pairs the one that saves a translator more stands first: one that recurs, has
    more words, is a name, and is no part of a longer term nor a word of general language. The
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
        + 0.8 * min(last - first - 1, 2)
        + 0.3 * min(len(best.zh), 8)
        + 0.6 * best.value("en_capital")
        - 2.0 * best.value("en_general")
        - 2.0 * best.value("around_often")
    )


def _groups(
    pairs: Sequence[Ranked], short_zh: Mapping[str, str], short_en: Mapping[str, str]
) -> list[list[Ranked]]:
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            name = leader[name]
        return name

    for pair in pairs:
        leader[find("en " + pair.en)] = find("zh " + pair.zh)
    for lang, short in (("zh ", short_zh), ("en ", short_en)):
        for one, full in short.items():
            if lang + one in leader and lang + full in leader:
                leader[find(lang + one)] = find(lang + full)
    grouped: dict[str, list[Ranked]] = defaultdict(list)
    for pair in pairs:
        grouped[find("zh " + pair.zh)].append(pair)
    return list(grouped.values())


def _entry(
    index: Index,
    group: list[Ranked],
    short_zh: Mapping[str, str],
    short_en: Mapping[str, str],
    surfaces: Mapping[str, str],
) -> TermEntry:
    weight_zh: Counter[str] = Counter()
    weight_en: Counter[str] = Counter()
    for pair in group:
        weight_zh[pair.zh] += pair.counts.count
        weight_en[pair.en] += pair.counts.count
    zh = {k: _chinese_term(index, group, k, short_zh) for k in _ordered(weight_zh, short_zh)}
    en = {k: _english_term(index, group, k, short_en) for k in _ordered(weight_en, short_en)}
    # Abbreviations that the texts explain and that found no counterpart by themselves.
    for short, full in short_en.items():
        if full in weight_en and short not in weight_en and short in surfaces:
            en[short] = Term("en", surfaces[short], form="acronym")
    for short, full in short_zh.items():
        if full in weight_zh and short not in weight_zh and short in surfaces:
            zh[short] = Term("zh", surfaces[short], form="short form")
    told, evidence = proof(index, group, zh, en)
    first_zh, first_en = told[0], told[len(zh)]
    terms = tuple(
        replace(
            term,
            status="preferred" if term in (first_zh, first_en) else "admitted",
            reading=reading(term.text) if term.lang == "zh" else "",
        )
        for term in told
    )
    digest = hashlib.sha256(f"{first_zh.text}\t{first_en.text}".encode()).hexdigest()[:10]
    return TermEntry(
        id=f"c-{digest}",
        terms=terms,
        type=concept_type(index, group[0], first_zh.text, first_en.text),
        evidence=evidence,
    )


def _ordered(weights: Counter[str], short: Mapping[str, str]) -> list[str]:
    """Chinese before Latin, full forms before abbreviations, frequent before rare."""
    chinese = any(any(map(is_han, key)) for key in weights)

    def order(key: str) -> tuple[bool, bool, int, int, str]:
        latin = chinese and not any(map(is_han, key))
        return latin, key in short, -weights[key], -len(key), key

    return sorted(weights, key=order)


def _chinese_term(index: Index, group: list[Ranked], key: str, short: Mapping[str, str]) -> Term:
    forms: Counter[str] = Counter()
    for pair in group:
        if pair.zh != key:
            continue
        for first, last in pair.counts.zh:
            forms[index.stretch("zh", first, last)] += 1
    form: TermForm = "short form" if key in short else ""
    text = min(forms, key=lambda item: (-forms[item], item))
    return Term("zh", text, form=form)


def _english_term(index: Index, group: list[Ranked], key: str, short: Mapping[str, str]) -> Term:
    forms: Counter[str] = Counter()
    for pair in group:
        if pair.en != key:
            continue
        for first, last in pair.counts.en:
            text = index.stretch("en", first, last)
            # Lower case is the form of the dictionary; capitals may be those of a heading.
            forms[_dictionary_form(text)] += 3 if text[:1].islower() else 2
    text = min(forms, key=lambda item: (-forms[item], item))
    form: TermForm = "acronym" if is_abbreviation(text) else ""
    return Term("en", text, form=form)


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


def concept_type(index: Index, pair: Ranked, zh: str, en: str) -> ConceptType:
    """What kind of thing a pair names, by its words and their endings."""
    plain = to_simplified(zh)
    glosses = " ".join(lexicon().raw(plain))
    words = en.split()
    # A heading writes ordinary words with capitals: Cloud, if the dictionary has cloud for 云.
    lower = en.lower()
    ordinary = lower in glosses and bool(re.search(rf"\b{re.escape(lower)}\b", glosses))
    name = en[:1].isupper() and not ordinary and not (words[1:2] and words[1].islower())
    first, last = pair.counts.zh[0]
    classes = index.zh.classes[first:last].tolist()
    if _MEASURE.search(plain):
        return "measure"
    if (name and _LAW.search(plain) and len(plain) > 2) or (name and _LAW.search(en)):
        return "law"
    capitals = all(word[:1].isupper() or word[:1].isdigit() for word in words)
    if name and (_ORGANISATION_EN.search(en) or (_ORGANISATION.search(plain) and len(plain) > 2)):
        return "organisation"
    if _BRAND.search(en) or (
        name and capitals and len(words) > 1 and any(char.isdigit() for char in en)
    ):
        return "product"
    if (
        name
        and capitals
        and (
            _PLACE_EN.search(en)
            or classes[-1] == _PLACE
            or re.search(r"\b(?:city|province|country|capital|state|county|island)\b", glosses)
        )
    ):
        return "place"
    dotted = bool(re.search(r"[·・‧•]", zh))
    short = is_abbreviation(en)
    # A person is one word of the Chinese, or spelt out: 北辰认证 has a person's name in it.
    person = dotted or (_PERSON in classes and (last - first == 1 or _spelt(plain, words)))
    if name and capitals and not short and len(words) > 1:
        if person or is_transliteration(plain):
            return "person"
        known = pair.value("known_zh") == pair.value("known_en") == 1 and all(map(is_han, plain))
        # Ordinary words in capitals, each rendered by its own meaning, are no name.
        return "concept" if known else "product"
    if name and capitals and not short and is_transliteration(plain):
        return "person" if person and dotted else "place"
    return "concept"


def _spelt(zh: str, en: Sequence[str]) -> bool:
    """Whether English words spell a Chinese name, in either order.

    >>> _spelt("吴泳铭", ["Yongming", "Wu"]), _spelt("北辰", ["Polaris"])
    (True, False)
    """
    parts = [re.sub(r"[^a-z]", "", word.lower()) for word in en]
    return spells(zh, "".join(parts)) or spells(zh, "".join(parts[1:] + parts[:1]))
