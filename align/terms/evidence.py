"""The evidence for a pair: what the collection, the words and the dictionary say of it, by name.

Each piece is a number; what it is worth is learned (:mod:`align.terms.ranking`). What the other
pairs of the same words say comes later (:mod:`align.terms.surroundings`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from align.model import Glossary
from align.terms.candidates import general_frequency
from align.terms.dictionary import gloss_weights, stem, weights
from align.terms.index import CLASSES, Index, Side
from align.terms.pairs import PairCount, PairName
from align.terms.surroundings import surroundings
from align.terms.vocabulary import GENERAL_NOUNS, MODIFIERS, MODIFIERS_ZH
from align.text.lexicon import lexicon
from align.text.romanisation import is_transliteration, romanisations, spells
from align.text.script import is_han
from align.text.words import ENGLISH_FUNCTION, comparable, english_key, is_verb

_VERB = CLASSES.index("verb")
_NAMES = frozenset(map(CLASSES.index, ("name", "person", "place")))
_ADJECTIVE = CLASSES.index("adjective")
_ADVERB = CLASSES.index("adverb")
# Binary log frequencies above this say nothing more: 30 places are as good as 3,000.
_OFTEN = 5.0
_RIVAL = 0.2
_NOMINAL = _NAMES | {CLASSES.index("noun"), _ADJECTIVE}
_FUNCTION = CLASSES.index("function")
_NUMBER = CLASSES.index("number")

# Endings of names of organisations, laws, places and products.
_KINDS = (
    *(
        "公司",
        "集团",
        "银行",
        "大学",
        "学院",
        "研究院",
        "研究所",
        "委员会",
        "协会",
        "局",
        "部",
        "署",
    ),
    *(
        "会",
        "所",
        "厂",
        "法",
        "条例",
        "规定",
        "办法",
        "法案",
        "协议",
        "标准",
        "州",
        "省",
        "市",
        "国",
    ),
    *(
        "区",
        "县",
        "岛",
        "港",
        "计划",
        "机制",
        "制度",
        "体系",
        "平台",
        "系统",
        "模型",
        "指数",
        "比率",
    ),
    *("率", "工程", "战略"),
)


Evidence = dict[str, float]


def gather(
    index: Index,
    pairs: Mapping[PairName, PairCount],
    *,
    given: Mapping[PairName, int] | None = None,
    glossary: Glossary | None = None,
) -> dict[PairName, Evidence]:
    """The evidence for each pair by itself; pairs that cannot stand are left out.

    Takes the index, the counted pairs, pairs that the texts themselves give in brackets
    (surface forms), and a glossary whose pairs are trusted.
    """
    said = {
        (comparable(zh, "zh"), comparable(en, "en")): float(times)
        for (zh, en), times in (given or {}).items()
    }
    trusted = {
        (comparable(zh.text, "zh"), comparable(en.text, "en"))
        for entry in (glossary.entries if glossary else ())
        for zh in entry.in_lang("zh")
        for en in entry.in_lang("en")
    }
    total = {"zh": len(index.zh.ids), "en": len(index.en.ids)}
    best_zh: dict[str, int] = defaultdict(int)
    best_en: dict[str, int] = defaultdict(int)
    for (zh, en), counts in pairs.items():
        best_zh[zh] = max(best_zh[zh], counts.fit)
        best_en[en] = max(best_en[en], counts.fit)
    evidence: dict[PairName, dict[str, float]] = {}
    for name, counts in pairs.items():
        vouched = name in trusted or name in said
        # What is far from the best pair of its words need not be weighed.
        hopeless = counts.fit < _RIVAL * max(best_zh[name[0]], best_en[name[1]])
        if not vouched and (hopeless or not plausible(index, counts)):
            continue
        features = {
            **_linking(index, name, counts),
            **_chinese(index, name[0], counts, total["zh"]),
            **_english(index, name[1], counts, total["en"]),
            **surroundings(index, counts),
            "rival_zh": counts.fit / best_zh[name[0]],
            "rival_en": counts.fit / best_en[name[1]],
            "twice": float(counts.count > 1),
            "thrice": float(counts.count > 2),
            "in_brackets": min(said.get(name, 0.0), 3.0),
            "in_glossary": float(name in trusted),
        }
        features["verb_object"] = features["zh_verb_first"] * features["en_verb_lemma"]
        features["name_cut"] = features["en_capital"] * features["en_beside_capital"]
        features["name_of_one"] = features["en_capital"] * features["en_one_word"]
        features["place_first"] = features["zh_first_place"] * (features["zh_words"] > 1)
        features["known_noun"] = features["zh_single_noun"] * features["in_dictionary"]
        features["plain_noun"] = (
            features["en_single_noun"]
            * (1 - features["en_general"])
            * (1 - features["en_modifier"])
        )
        features["verbs_first"] = features["zh_verb_first"] * features["en_plain_verb_first"]
        features["verbs_last"] = features["zh_verb_last"] * features["en_plain_verb_last"]
        features["verb_alone"] = features["zh_single_verb"] * features["en_plain_verb_first"]
        features["both_nouns"] = features["zh_nouns"] * features["en_nouns"]
        features["long_nouns"] = features["both_nouns"] * (
            features["zh_words"] > 2 or features["en_words"] > 2
        )
        features["low_fit"] = float(features["fit"] < 0.5 and counts.count == 1)
        features["name_known"] = features["in_dictionary"] * features["en_name"]
        evidence[name] = features
    return evidence


def plausible(index: Index, counts: PairCount) -> bool:
    """Whether a pair can name one thing, by the words at its first place.

    A verb rendered by a verb makes a clause (估算 = estimates); a romanised person's name
    stands by itself and whole (not 首席执行官吴泳铭, not 梁若衡 = Liang).
    """
    zh_first, zh_last = counts.zh[0]
    en_first, en_last = counts.en[0]
    zh = [index.zh.vocabulary[i] for i in index.zh.ids[zh_first:zh_last]]
    en = [index.en.vocabulary[i] for i in index.en.ids[en_first:en_last]]
    texts = [surface(index, index.en, at) for at in range(en_first, en_last)]
    classes = index.zh.classes[zh_first:zh_last].tolist()
    if len(zh) == 1 and classes[0] == _ADJECTIVE and texts[0].islower():
        return False
    if any(word in ("和", "与", "及") for word in zh[1:-1]) != ("and" in en) and len(zh) > 1:
        return False
    for word in zh:
        romanised = 2 <= len(word) <= 4 and is_han(word[0]) and not is_transliteration(word)
        if not romanised or gloss_weights(word):
            continue
        parts = romanisations(word)
        spelt = [key for key in en if key in parts and len(key) > 1]
        if spelt and len(spelt) == len(en) - _extra(en, spelt):
            whole = "".join(spelt)
            complete = whole in parts and spells(word, whole)
            backwards = "".join([*spelt[1:], spelt[0]])
            if not complete and not spells(word, backwards):
                return False
        if len(spelt) >= 2 and (len(zh) > 1 or len(spelt) < len(en)):
            return False
    return True


def _extra(en: list[str], spelt: list[str]) -> int:
    return len([key for key in en if key not in spelt])


def surface(index: Index, side: Side, at: int) -> str:
    """A word as it stands in the text."""
    bead = int(side.beads_of(np.array([at]))[0])
    sentences = index.alignments[index.beads[bead][0]].sentences(side.lang)
    return sentences[int(side.sentences[at])].text[int(side.starts[at]) : int(side.ends[at])]


def _linking(index: Index, name: PairName, counts: PairCount) -> dict[str, float]:
    zh_first, zh_last = counts.zh[0]
    en_first, en_last = counts.en[0]
    zh_words = [index.zh.vocabulary[i] for i in index.zh.ids[zh_first:zh_last]]
    en_words = [index.en.vocabulary[i] for i in index.en.ids[en_first:en_last]]
    zh_all = _beads(index.zh, zh_words)
    en_all = _beads(index.en, en_words)
    both = len(counts.beads)
    scale = counts.count / max(both, 1)
    glosses = {
        " ".join(english_key(t) for t in gloss.replace("-", " ").split())
        for gloss in lexicon().glosses(name[0])
    }
    known_zh, known_en = _known(zh_words, en_words)
    return {
        "zh_least": counts.mean(counts.zh_least),
        "en_least": counts.mean(counts.en_least),
        "heads": counts.mean(counts.heads),
        "least": min(counts.mean(counts.zh_least), counts.mean(counts.en_least)),
        "zh_extra": min(math.log2(1 + zh_all), _OFTEN),
        "fit": counts.mean_fit,
        "count": min(math.log2(1 + counts.count), _OFTEN),
        "share_zh": min(both * scale / max(zh_all, 1), 1.0),
        "share_en": min(both * scale / max(en_all, 1), 1.0),
        "in_dictionary": float(name[1] in glosses),
        "known_zh": known_zh,
        "known_en": known_en,
        "same": float(name[0].replace(" ", "") == name[1].lower().replace(" ", "")),
    }


def _beads(side: Side, words: list[str]) -> int:
    return len(set(side.beads_of(side.find(words)).tolist()))


def _known(zh: list[str], en: list[str]) -> tuple[float, float]:
    """Which part of each side's words the dictionary links to the other side's."""
    content = [word for word in en if word not in ENGLISH_FUNCTION]
    stems = {stem(word) for word in content}
    linked_en: set[str] = set()
    linked_zh = 0
    for word in zh:
        found = {stem(key) for key, weight in weights(word) if weight > 0.25} & stems
        if word.lower() in {key.lower() for key in content}:
            found.add(stem(word))
        linked_zh += bool(found)
        linked_en |= found
    return linked_zh / max(len(zh), 1), len(linked_en & stems) / max(len(stems), 1)


def _chinese(index: Index, text: str, counts: PairCount, total: int) -> dict[str, float]:
    first, last = counts.zh[0]
    side = index.zh
    classes = side.classes[first:last].tolist()
    words = [side.vocabulary[i] for i in side.ids[first:last]]
    whole = general_frequency(text, "zh")
    rarest = min(general_frequency(word, "zh") for word in words)
    return {
        "zh_words": float(min(len(words), 6)),
        "zh_one_word": float(len(words) == 1),
        "zh_short": float(len(text) == 1),
        "zh_key": _keyness(counts.count, total, whole),
        "zh_rarity": -math.log10(rarest),
        "zh_name": sum(kind in _NAMES for kind in classes) / len(classes),
        **{f"zh_first_{CLASSES[k]}": float(classes[0] == k) for k in range(len(CLASSES))},
        **{f"zh_last_{CLASSES[k]}": float(classes[-1] == k) for k in range(len(CLASSES))},
        "zh_idiom": float(len(words) == 1 and _is_idiom(text)),
        "zh_modifier": float(len(words) == 1 and text in MODIFIERS_ZH),
        "zh_modifier_first": float(len(words) > 1 and words[0] in MODIFIERS_ZH),
        "zh_conjunction": float(any(word in ("和", "与", "及") for word in words)),
        "zh_to": float(len(words) == 1 and _only_verb(text)),
        "zh_first_to": float(len(words) > 1 and _only_verb(words[0])),
        "zh_last_to": float(len(words) > 1 and _only_verb(words[-1])),
        "zh_known": float(text in lexicon()),
        "zh_whole": -math.log10(whole),
        "zh_single_noun": float(len(words) == 1 and classes[0] == 0),
        "zh_single_verb": float(len(words) == 1 and classes[0] == _VERB),
        "zh_inner_verb": float(any(kind == _VERB for kind in classes[1:-1])),
        "zh_length": float(min(len(text), 8)),
        "zh_verb_first": float(classes[0] == _VERB),
        "zh_verb_last": float(classes[-1] == _VERB),
        "zh_function": float(_FUNCTION in classes or _ADVERB in classes),
        "zh_number": float(_NUMBER in classes),
        "zh_kind": float(text.endswith(_KINDS)),
        "zh_nouns": float(
            len(words) > 1 and all(kind in _NOMINAL or kind == _VERB for kind in classes)
        ),
        "zh_first_rarity": -math.log10(general_frequency(words[0], "zh")),
        "zh_last_rarity": -math.log10(general_frequency(words[-1], "zh")),
        "zh_compound": float(len(text) > 2 and text in lexicon()),
        "zh_adjective_first": float(classes[0] == _ADJECTIVE),
    }


def _is_idiom(text: str) -> bool:
    return len(text) == 4 and any("idiom" in gloss for gloss in lexicon().raw(text))


def _is_identifier(text: str) -> bool:
    return text.islower() and general_frequency(text, "en") < 1e-6


def _only_verb(word: str) -> float:
    """Which part of a word's glosses are verbs."""
    glosses = lexicon().raw(word)
    return sum(gloss.startswith("to ") for gloss in glosses) / max(len(glosses), 1)


def _english(index: Index, text: str, counts: PairCount, total: int) -> dict[str, float]:
    first, last = counts.en[0]
    side = index.en
    classes = side.classes[first:last].tolist()
    words = [side.vocabulary[i] for i in side.ids[first:last]]
    texts = [surface(index, side, at) for at in range(first, last)]
    plain = [one.islower() and not one.endswith(("ing", "ed")) for one in texts]
    content = [word for word in words if word not in ENGLISH_FUNCTION] or words
    names = 0.0
    for one, two in counts.en[:10]:
        kinds = side.classes[one:two].tolist()
        names += sum((kind in _NAMES or kind == _FUNCTION) for kind in kinds) / len(kinds)
    whole = general_frequency(words[0], "en") if len(words) == 1 else 3e-7
    return {
        "en_words": float(min(len(words), 6)),
        "en_one_word": float(len(words) == 1),
        "en_key": _keyness(counts.count, total, whole),
        "en_rarity": -math.log10(min(general_frequency(word, "en") for word in content)),
        "en_common": -math.log10(max(general_frequency(word, "en") for word in content)),
        "en_name": names / min(len(counts.en), 10),
        **{f"en_first_{CLASSES[k]}": float(classes[0] == k) for k in range(len(CLASSES))},
        **{f"en_last_{CLASSES[k]}": float(classes[-1] == k) for k in range(len(CLASSES))},
        "en_plain_verb_first": float(is_verb(words[0]) and plain[0]),
        "en_plain_verb_last": float(is_verb(words[-1]) and plain[-1]),
        "en_general": float(len(words) == 1 and texts[0].islower() and words[0] in GENERAL_NOUNS),
        "en_general_last": float(len(words) > 1 and words[-1] in GENERAL_NOUNS),
        "en_modifier": float(len(words) == 1 and words[0].lower() in MODIFIERS),
        "en_modifier_first": float(len(words) > 1 and words[0].lower() in MODIFIERS),
        "en_modifier_last": float(len(words) > 1 and words[-1].lower() in MODIFIERS),
        "en_identifier": float(any(map(_is_identifier, texts))),
        "en_capital": float(all(t[:1].isupper() for t in texts)),
        "en_verb_lemma": float(len(words) > 1 and is_verb(words[0])),
        "en_conjunction": float("and" in words),
        "en_lower": float(surface(index, side, first)[:1].islower()),
        "en_first_ing": float(surface(index, side, first).endswith("ing")),
        "en_last_ing": float(surface(index, side, last - 1).endswith("ing")),
        "en_first_ed": float(surface(index, side, first).endswith("ed")),
        "en_noun_ending": float(
            words[-1].endswith(
                (
                    "tion",
                    "ment",
                    "ity",
                    "ness",
                    "ance",
                    "ence",
                    "er",
                    "or",
                    "ship",
                    "ism",
                    "sis",
                    "ure",
                )
            )
        ),
        "en_single_noun": float(len(words) == 1 and classes[0] == 0),
        "en_verb_first": float(classes[0] == _VERB),
        "en_adverb_first": float(classes[0] == _ADVERB),
        "en_adjective_first": float(classes[0] == _ADJECTIVE),
        "en_adjective_last": float(classes[-1] == _ADJECTIVE),
        "en_nouns": float(len(words) > 1 and all(kind in _NOMINAL for kind in classes)),
        "en_first_rarity": -math.log10(general_frequency(words[0], "en")),
        "en_last_rarity": -math.log10(general_frequency(words[-1], "en")),
        "en_capitals": float(all(word.isupper() for word in content)),
        "en_function": float(_FUNCTION in classes),
        "en_number": float(_NUMBER in classes),
    }


def _keyness(count: int, total: int, general: float) -> float:
    """Kilgarriff's simple maths (2009): relative frequency here over that in general language."""
    smoothing = 1e-5
    return math.log10((count / max(total, 1) + smoothing) / (general + smoothing))
