"""What kind of thing a pair of terms names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from align.model import ConceptType
from align.terms.aliases import is_abbreviation
from align.terms.index import CLASSES, Index
from align.terms.ranking import Ranked
from align.text.lexicon import lexicon
from align.text.romanisation import is_transliteration, spells
from align.text.script import is_han, to_simplified

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


@dataclass(frozen=True, slots=True)
class Kinds:
    """Tells the kind of the pairs of a collection."""

    index: Index

    def kind(self, pair: Ranked, zh: str, en: str) -> ConceptType:
        """What kind of thing a pair names, by its words and their endings."""
        return concept_type(self.index, pair, zh, en)


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
