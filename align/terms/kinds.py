"""What kind of thing a pair of terms names: a person, a body, a place, a law, a product, a measure.

Told by the words of the name and their endings, by what the dictionary says of it, and, for
names that tell nothing of themselves (华为, 特朗普), by the words beside it in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from align.model import ConceptType, Lang
from align.terms.aliases import is_abbreviation
from align.terms.index import CLASSES, Index
from align.terms.ranking import Ranked
from align.text.lexicon import lexicon
from align.text.romanisation import is_transliteration, romanises
from align.text.script import is_han, to_simplified
from align.text.surnames import surname_of
from align.text.words import comparable

_PERSON = CLASSES.index("person")
_PLACE = CLASSES.index("place")

_LAW = re.compile(
    r"(?:法|法案|条例|规定|办法|规则|公约|细则|守则)$|\b(?:Act|Law|Ordinance|Regulations?|Directive|Bill)$"
)
_LAW_EN = re.compile(
    r"^(?:\w+ )?(?:Regulations?|Measures|Provisions|Rules|Act|Law|Statute) (?:on|for|of)\b"
)
_ORGANISATION = re.compile(
    r"(?:公司|集团|银行|大学|学院|研究院|研究所|委员会|协会|管理局|局|部|署|会|所|厂|基金|机构|实验室|组织|联盟|科技|汽车"
    r"|医院|法院|高院|检察院|国务院|立法院|行政院|办公室|理事会|速运|物流|航空|证券|保险|控股|投控|出版社|博物馆|博物院|电视台)$"
)
_ORGANISATION_EN = re.compile(
    r"\w\W+(?:Inc|Ltd|Corp|Corporation|Company|Group|Bank|University|Institute|Commission|Committee|"
    r"Association|Authority|Administration|Ministry|Bureau|Agency|Council|Board|Fund|Lab|Labs|"
    r"Union|Reserve|Motors?|Technolog(?:y|ies)|Cloud|Services|Organi[sz]ation|Department|Office|"
    r"Court|Hospital|College|Academy|Congress|Parliament|Party|Holdings?|Securities|Airlines|"
    r"Pharmaceuticals?|Federation|Foundation|Museum|Stock Exchange|Procuratorate|Yuan)$"
)
_BODY_OF = re.compile(
    r"^(?:\w+ ){0,3}(?:Ministry|Department|Bureau|Bank|University|Academy|Institute|Court|Office|"
    r"Association|Federation|Council|Committee|Stock Exchange|Administration) (?:of|for)\b"
)
_MEASURE = re.compile(
    r"(?:百分点|基点|同比|环比|按年|按月|按季|纳米|英寸|千瓦时?|公里|吨|亩|点数|季度|上半年|下半年|毫克|微克|毫升|毫米|"
    r"[欧美港日澳加韩]元|新台币|人民币|英镑)$"
)
# Capitals inside a word, or a number after one: LiveCodeBench, Qwen3; ACE2 may be anything.
_BRAND = re.compile(r"^\w*[a-z]{2,}[A-Z]\w+$|^[A-Z]\w*[a-z]\w*-?\d[\w.-]*$")
_PLACE_ZH = re.compile(r"(?:[省市县州岛]|园区|机场)$")
_PLACE_EN = re.compile(
    r"\b(?:Province|City|County|State|Island|Bay|River|Region|District|Airport|\w+ Park)$"
)
# What names of bodies and products do not end in.
_CONCEPT = re.compile(
    r"(?:制度|机制|利率|拆息|指数|原则|战略|政策|演讲|报告|保证|结余|定律|证明书|总裁|主席|董事长|长官|执行官|财务官|技术官)$"
)
_LINKS = frozenset({"of", "on", "for", "the", "and", "in", "to", "de", "&"})

# What the dictionary says of a name.
_SAID_PERSON = re.compile(r"\((?:c\. )?\d{3,4}(?: BC)?\s*-\s*\d{0,4}(?: BC)?\)")
_SAID_NAME = re.compile(r"\(name\)")
_SAID_PLACE = re.compile(
    r"\b(?:city|province|country|capital|state(?! council)|county|island|municipality|prefecture)\b"
)
_SAID_BODY = re.compile(
    r"\b(?:company|[Cc]orporation|brand|bank|agency|manufacturer|maker|airline|newspaper|"
    r"search engine|political party)\b"
)

# What stands beside names of each kind: before and after, in Chinese and in English.
_BESIDE: dict[ConceptType, dict[Lang, tuple[re.Pattern[str], re.Pattern[str]]]] = {
    "person": {
        "zh": (
            re.compile(
                r"(?:总统|总理|主席|部长|外长|首相|教授|博士|经理|总裁|董事长|主任|市长|省长|书记|行长|执行官|财务官|技术官|分析师|"
                r"经济学家|记者|律师|创始人|发言人|先生|女士|诗人|作家|导演)$"
            ),
            re.compile(r"(?:说|指出|强调|认为|透露|坦言|先生|女士|教授|博士|告诉|回应|否认|会见|出生)"),
        ),
        "en": (
            re.compile(
                r"\b(?:President|Premier|Minister|Chairman|Chairwoman|Chair|Professor|Dr\.|Mr\.|Ms\.|"
                r"Mrs\.|Governor|Mayor|Secretary|Officer|CEO|analyst|economist|founder|spokes\w+)\s$"
            ),
            re.compile(
                r",?\s(?:told|added|noted|stressed|warned|argued|explained|recalled|denied|met|who|he|"
                r"she)\b"
            ),
        ),
    },
    "place": {
        "zh": (
            re.compile(r"(?:在|位于|赴|抵达|前往|访问)$"),
            re.compile(r"(?:市|省|州|县|地区|当地|境内)"),
        ),
        "en": (
            re.compile(r"\b(?:in|near|across|throughout|visit\w*)\s$"),
            re.compile(r"\s(?:city|province)\b"),
        ),
    },
    "organisation": {
        "zh": (
            re.compile(r"(?:供应商|厂商|制造商|巨头|运营商|零售商|公司|企业|机构|与)$"),
            re.compile(r"(?:公司|集团|宣布|计划|推出|预计|旗下|董事|总裁|首席|创始人|股价|股票|财报|营收|上市|合作|签署|等公司)"),
        ),
        "en": (
            re.compile(
                r"\b(?:supplier|maker|giant|company|firm|startup|manufacturer|retailer|carmaker|"
                r"chipmaker|developer|at|partnership with|cooperation with)\s$"
            ),
            re.compile(
                r"(?:['’]s)?\s(?:announced|plans|planned|reported|unveiled|launched|shares|stock|CEO|"
                r"acquired|bought|signed|invested|employees|executives)\b"
            ),
        ),
    },
    "product": {
        "zh": (
            re.compile(r"(?:芯片|模型|系列|产品|软件|手机|车型|轿车)$"),
            re.compile(r"\s?(?:系列|模型|大模型|芯片|晶片|平台|系统|软件|手机|车型|轿车|\d|大语言模型)"),
        ),
        "en": (
            re.compile(r"\b(?:model|chip|phone|app|processor)\s$"),
            re.compile(
                r"\s(?:series|models?|chips?|platform|system|software|phones?|app|family|"
                r"processors?|\d)"
            ),
        ),
    },
}  # fmt: skip
# Both bodies and people say things.
_SAYS = re.compile(r"(?:表示|称|说)|,?\s(?:said|says)\b")
_SAMPLE = 6
_AROUND = 24
_DOTTED = re.compile(r"[·・‧•]")


@dataclass(frozen=True)
class Kinds:
    """Tells the kind of the pairs of a collection."""

    index: Index

    def kind(self, pair: Ranked, zh: str, en: str) -> ConceptType:
        """What kind of thing a pair names, whose preferred forms are given.

        The pair is the best of its entry, so that its places and its evidence speak for all.
        """
        plain = to_simplified(zh)
        if _MEASURE.search(plain):
            return "measure"
        glosses = lexicon().raw(plain)
        name = _is_name(plain, en, glosses)
        titled = pair.features.get("zh_whole_title", 0.0) > 0
        if len(plain) > 2 and (name or titled) and _LAW.search(plain):
            return "law"
        if name and (_LAW.search(en) or (titled and _LAW_EN.search(en))):
            return "law"
        return self._named(pair, zh, en, " ".join(glosses)) if name else "concept"

    def _named(self, pair: Ranked, zh: str, en: str, glosses: str) -> ConceptType:
        plain, words = to_simplified(zh), en.split()
        first, last = pair.counts.zh[0]
        classes = self.index.zh.classes[first:last].tolist()
        capitals = all(w[:1].isupper() or w[:1].isdigit() or w in _LINKS for w in words)
        person = romanises(plain, en) if len(words) > 1 else 0.0
        place = bool(_SAID_PLACE.search(glosses))
        if _DOTTED.search(zh) and capitals and len(words) > 1:
            return "person"
        if person >= 0.9 and not (place or _SAID_BODY.search(glosses)):
            return "person"
        body = _ORGANISATION_EN.search(en) or _BODY_OF.search(en)
        if body or (_ORGANISATION.search(plain) and len(plain) > 2):
            return "organisation"
        if _BRAND.search(en) or (
            capitals and len(words) > 1 and any(char.isdigit() for char in en)
        ):
            return "product"
        if _CONCEPT.search(plain) or not capitals:
            return "concept"
        if _SAID_PERSON.search(glosses) and (not place or len(words) > 1):
            return "person"
        if _PLACE_EN.search(en) or place or (_PLACE_ZH.search(plain) and len(plain) > 2):
            return "place"
        if _SAID_BODY.search(glosses):
            return "organisation"
        if person >= 0.5 and (_PERSON in classes or last - first == 1):
            return "person"
        called = bool(_SAID_NAME.search(glosses))
        if classes[-1] == _PLACE and not called and not is_transliteration(plain):
            return "place"
        known = pair.value("known_zh") == pair.value("known_en") == 1 and all(map(is_han, plain))
        explained = {w.lower() for w in words} & set(re.findall(r"[a-z]+", glosses))
        if is_abbreviation(en) or explained or (known and words[1:] and not glosses[:1].isupper()):
            # Ordinary words in capitals, each rendered by its own meaning, are no name.
            return "concept"
        return self._by_its_place(pair, plain, words, classes, called)

    def _by_its_place(
        self, pair: Ranked, plain: str, words: list[str], classes: list[int], called: bool
    ) -> ConceptType:
        """The kind of a name that tells nothing of itself: by the words beside it."""
        sounded = is_transliteration(plain)
        last_part = plain in self._last_parts
        chinese = classes == [_PERSON] and surname_of(plain) != ""
        human = called or last_part or sounded or chinese
        found = self._beside(pair, human)
        found["person"] += 3 * last_part + called + (_PERSON in classes)
        found["place"] += 2 * (classes[-1] == _PLACE and not called)
        if not human:
            found["person"] = 0
        if not sounded and classes[-1] != _PLACE:
            # In Hangzhou, but also in Azure and in research.
            found["place"] = 0
        best = max(found, key=lambda kind: found[kind])
        if found[best] > 0:
            return best
        if len(words) == 1:
            return "place" if sounded else "concept"
        return "person" if sounded else "product"

    def _beside(self, pair: Ranked, human: bool) -> Counter[ConceptType]:
        """How often the words beside a name are those of each kind."""
        found: Counter[ConceptType] = Counter()
        sides: tuple[tuple[Lang, list[tuple[int, int]]], ...] = (
            ("zh", list(pair.counts.zh)), ("en", list(pair.counts.en)),
        )  # fmt: skip
        for lang, places in sides:
            side = self.index.side(lang)
            for first, last in places[:_SAMPLE]:
                text = self.index.text(lang, first)
                text = to_simplified(text) if lang == "zh" else text
                start, end = int(side.starts[first]), int(side.ends[last - 1])
                left, right = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
                for kind, patterns in _BESIDE.items():
                    one, other = patterns[lang]
                    found[kind] += bool(one.search(left)) + bool(other.match(right))
                if _SAYS.match(right):
                    found["person" if human else "organisation"] += 1
        return found

    @cached_property
    def _last_parts(self) -> frozenset[str]:
        """The last parts of the names with dots in the collection: 马斯克 of 埃隆·马斯克."""
        dotted = re.compile(r"[·・‧•](\w{2,6})")
        return frozenset(
            part[:length]
            for alignment in self.index.alignments
            for sentence in alignment.zh_sentences
            if _DOTTED.search(sentence.text)
            for part in dotted.findall(to_simplified(sentence.text))
            for length in range(2, len(part) + 1)
            if length < 3 or is_transliteration(part[:length])
        )


def _is_name(zh: str, en: str, glosses: tuple[str, ...]) -> bool:
    """Whether a pair is a name: in capitals, and no ordinary words of a heading.

    >>> _is_name("云", "Cloud", ("cloud",)), _is_name("工信部", "Ministry of Industry", ())
    (False, True)
    """
    if not en[:1].isupper():
        return False
    lower = en.lower()
    # A heading writes ordinary words with capitals: Cloud, if the dictionary has cloud for 云.
    if any(re.search(rf"\b{re.escape(lower)}\b", gloss) for gloss in glosses):
        return False
    if comparable(en, "en").lower() in {comparable(g, "en") for g in glosses if g.islower()}:
        return False
    content = [word for word in en.split() if word not in _LINKS]
    return not (content[1:2] and content[1].islower())
