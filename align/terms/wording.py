"""The evidence that the words of a term give by themselves, whatever stands around them.

How many there are, of which classes, how frequent in general language; whether the term ends like
a name of an organisation, begins with a verb, is written in capitals.
"""

from __future__ import annotations

import math
from functools import lru_cache

from align.terms.candidates import UNLISTED, WHEN_ZH, general_frequency
from align.terms.index import CLASSES, Index
from align.terms.tally import PairCount
from align.terms.vocabulary import GENERAL_NOUNS, MODIFIERS, MODIFIERS_ZH, NATIONS
from align.text.lexicon import lexicon
from align.text.words import ENGLISH_FUNCTION, is_verb, read_english

_VERB = CLASSES.index("verb")
_NAMES = frozenset(map(CLASSES.index, ("name", "person", "place")))
_ADJECTIVE = CLASSES.index("adjective")
_ADVERB = CLASSES.index("adverb")
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


def chinese(index: Index, text: str, counts: PairCount, total: int) -> dict[str, float]:
    """The evidence of the Chinese side of a pair: its words and how often they occur.

    Takes the index, the comparable form of the term, its counts, and how many Chinese words the
    collection has.
    """
    first, last = counts.zh[0]
    side = index.zh
    words = tuple(side.vocabulary[i] for i in side.ids[first:last].tolist())
    found = _chinese_words(text, words, tuple(side.classes[first:last].tolist()))
    return {**found, "zh_key": _keyness(counts.count, total, general_frequency(text, "zh"))}


@lru_cache(maxsize=1024)
def _chinese_words(text: str, words: tuple[str, ...], classes: tuple[int, ...]) -> dict[str, float]:
    """The evidence of a Chinese term's words; how often it occurs is filled in by the caller."""
    classes = tuple(
        _ADJECTIVE if kind == _ADVERB and at < len(words) - 1 and _is_attribute(words[at]) else kind
        for at, kind in enumerate(classes)
    )
    whole = general_frequency(text, "zh")
    rarest = min(general_frequency(word, "zh") for word in words)
    return {
        "zh_words": float(min(len(words), 6)),
        "zh_one_word": float(len(words) == 1),
        "zh_short": float(len(text) == 1),
        "zh_key": 0.0,
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
        "zh_when_first": float(len(words) > 1 and words[0] in WHEN_ZH),
        "zh_compound": float(len(text) > 2 and text in lexicon()),
        "zh_adjective_first": float(classes[0] == _ADJECTIVE),
    }


@lru_cache(maxsize=8192)
def _is_attribute(word: str) -> bool:
    """Whether what the segmenter takes for an adverb stands before nouns too: 特定, 长期, 实时.

    Then the dictionary has an adjective or a noun for it: specific, long term, but not already.
    """
    glosses = (read_english(gloss) for gloss in lexicon().glosses(word) if len(word) > 1)
    return any(
        gloss and all(read[-1] in ("noun", "adjective") for read in gloss) for gloss in glosses
    )


def _is_idiom(text: str) -> bool:
    return len(text) == 4 and any("idiom" in gloss for gloss in lexicon().raw(text))


def _is_identifier(text: str) -> bool:
    return text.islower() and general_frequency(text, "en") < 1e-6


def _only_verb(word: str) -> float:
    """Which part of a word's glosses are verbs."""
    glosses = lexicon().raw(word)
    return sum(gloss.startswith("to ") for gloss in glosses) / max(len(glosses), 1)


def english(index: Index, text: str, counts: PairCount, total: int) -> dict[str, float]:
    """The evidence of the English side of a pair, as :func:`chinese` has that of the other."""
    first, last = counts.en[0]
    side = index.en
    sentence = index.text("en", first)
    starts, ends = side.starts[first:last].tolist(), side.ends[first:last].tolist()
    texts = tuple(sentence[one:two] for one, two in zip(starts, ends, strict=True))
    words = tuple(side.vocabulary[i] for i in side.ids[first:last].tolist())
    names = 0.0
    named = False
    for one, two in counts.en[:10]:
        kinds = side.classes[one:two].tolist()
        names += sum((kind in _NAMES or kind == _FUNCTION) for kind in kinds) / len(kinds)
        named |= kinds[0] in _NAMES
    whole = general_frequency(words[0], "en") if len(words) == 1 else UNLISTED
    tied = side.tied[first:last].tolist()
    hyphened = tuple(one or two for one, two in zip(tied, [False, *tied], strict=False))
    return {
        **_english_words(words, texts, tuple(side.classes[first:last].tolist()), hyphened),
        # What begins a sentence has a capital anyway: Users in Europe.
        "en_capital": float(all(t[:1].isupper() for t in texts) and (len(texts) > 1 or named)),
        "en_key": _keyness(counts.count, total, whole),
        "en_name": names / min(len(counts.en), 10),
    }


@lru_cache(maxsize=1024)
def _english_words(
    words: tuple[str, ...],
    texts: tuple[str, ...],
    classes: tuple[int, ...],
    hyphened: tuple[bool, ...],
) -> dict[str, float]:
    """The evidence of an English term's words; :func:`english` fills in what is counted.

    ``hyphened`` are the words that a hyphen ties to a neighbour: in "knock-down assembly" and
    "plug-in hybrid" neither a verb nor a function word is more than a part of an adjective.
    """
    classes = tuple(
        _ADJECTIVE if tied and kind in (_FUNCTION, _VERB, _ADVERB) else kind
        for kind, tied in zip(classes, hyphened, strict=True)
    )
    plain = [
        one.islower() and not one.endswith(("ing", "ed")) and not tied
        for one, tied in zip(texts, hyphened, strict=True)
    ]
    content = [word for word in words if word not in ENGLISH_FUNCTION] or words
    return {
        "en_words": float(min(len(words), 6)),
        "en_one_word": float(len(words) == 1),
        "en_key": 0.0,
        "en_rarity": -math.log10(min(general_frequency(word, "en") for word in content)),
        "en_common": -math.log10(max(general_frequency(word, "en") for word in content)),
        "en_name": 0.0,
        **{f"en_first_{CLASSES[k]}": float(classes[0] == k) for k in range(len(CLASSES))},
        **{f"en_last_{CLASSES[k]}": float(classes[-1] == k) for k in range(len(CLASSES))},
        "en_plain_verb_first": float(is_verb(words[0]) and plain[0]),
        "en_plain_verb_last": float(is_verb(words[-1]) and plain[-1]),
        "en_general": float(len(words) == 1 and words[0].lower() in GENERAL_NOUNS),
        "en_general_last": float(len(words) > 1 and words[-1] in GENERAL_NOUNS),
        "en_modifier": float(len(words) == 1 and words[0].lower() in MODIFIERS),
        "en_modifier_first": float(len(words) > 1 and words[0].lower() in MODIFIERS),
        "en_modifier_last": float(len(words) > 1 and words[-1].lower() in MODIFIERS),
        "en_identifier": float(any(map(_is_identifier, texts))),
        "en_capital": 0.0,
        "en_nation_first": float(len(words) > 1 and words[0].lower() in NATIONS),
        "en_inner_verb": float(any(kind == _VERB for kind in classes[1:-1])),
        # Before a noun a participle is an adjective: classified loans.
        "en_verb_lemma": float(
            len(words) > 1 and is_verb(words[0]) and not hyphened[0] and not texts[0].endswith("ed")
        ),
        "en_conjunction": float("and" in words),
        "en_lower": float(texts[0][:1].islower()),
        "en_first_ing": float(texts[0].endswith("ing")),
        "en_last_ing": float(texts[-1].endswith("ing")),
        "en_first_ed": float(texts[0].endswith("ed")),
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
