"""The evidence for a pair: what the collection, the words and the dictionary say of it, by name.

Each piece is a number; what it is worth is learned (:mod:`align.terms.ranking`). What the other
pairs of the same words say comes later (:mod:`align.terms.surroundings`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from align.model import LANGS, Glossary, Lang
from align.terms.association import Floats
from align.terms.dictionary import gloss_tokens, gloss_weights, stem, weights
from align.terms.index import CLASSES, Index, Longs, Side
from align.terms.pairs import absorbed_pairs
from align.terms.proper import Written, written
from align.terms.roles import PARTS, roles
from align.terms.runs import beads_with
from align.terms.shards import in_parts
from align.terms.surroundings import surroundings
from align.terms.tally import UNIT, PairCount, PairName
from align.terms.termhood import LIKENESSES, likenesses
from align.terms.wording import chinese, english
from align.text.lexicon import lexicon
from align.text.romanisation import (
    TITLES,
    is_transliteration,
    romanisations,
    romanises,
    sounds_alike,
    spells,
)
from align.text.script import is_han
from align.text.words import ENGLISH_FUNCTION, comparable, english_key

_ADJECTIVE = CLASSES.index("adjective")
# Binary log frequencies above this say nothing more: 30 places are as good as 3,000.
_OFTEN = 5.0
_RIVAL = 0.12
_FITS = 0.5
_LONGEST_NAME = 6
# A name that is spelt in full, in one system of romanisation or in several.
_SPELT = 0.9
# Pairs that are weighed at once.
_AT_ONCE = 1024


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence for some pairs: a row of ``values`` a pair, a column a piece of evidence.

    As dictionaries the evidence of a large collection would weigh gigabytes.
    """

    pairs: tuple[PairName, ...]
    names: tuple[str, ...]
    values: Floats

    def rows(self) -> Iterator[tuple[PairName, Floats]]:
        """Each pair with its values."""
        return zip(self.pairs, self.values, strict=True)

    def of(self, kept: NDArray[np.bool_]) -> Evidence:
        """The evidence for some of the pairs."""
        pairs = tuple(name for name, keep in zip(self.pairs, kept.tolist(), strict=True) if keep)
        return Evidence(pairs, self.names, self.values[kept])

    def beside(self, names: Sequence[str], values: Floats) -> Evidence:
        """The evidence with further columns."""
        return Evidence(self.pairs, (*self.names, *names), np.hstack((self.values, values)))


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a collection's pairs and words before each pair is weighed.

    ``best`` are the sums of fits of the best pairs with the same Chinese and with the same
    English, ``said`` the pairs that the texts give, ``trusted`` those of a glossary, ``absorbed``
    those that hardly ever stand outside a longer one; by the number of a pair, ``beads`` is in how
    many beads each of its sides stands, ``like`` how term-like the words of each are, ``roles`` in
    the parts that they play there; ``names`` are those of the collection as they are written.
    """

    best: Mapping[PairName, tuple[int, int]]
    said: Mapping[PairName, float]
    trusted: Set[PairName]
    absorbed: Set[PairName]
    beads: Mapping[Lang, Longs]
    like: Mapping[Lang, Floats]
    roles: Mapping[Lang, Floats]
    names: Written


def gather(
    index: Index,
    pairs: Mapping[PairName, PairCount],
    *,
    given: Mapping[PairName, int] | None = None,
    glossary: Glossary | None = None,
    workers: int = 1,
) -> Evidence:
    """The evidence for each pair by itself; pairs that cannot stand are left out.

    Takes the index, the counted pairs, pairs that the texts themselves give in brackets
    (surface forms), a glossary whose pairs are trusted, and how many processes may work.
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
    best_zh: dict[str, int] = defaultdict(int)
    best_en: dict[str, int] = defaultdict(int)
    for (zh, en), counts in pairs.items():
        best_zh[zh] = max(best_zh[zh], counts.fit)
        best_en[en] = max(best_en[en], counts.fit)
    best = {name: (best_zh[name[0]], best_en[name[1]]) for name in pairs}
    absorbed = absorbed_pairs(pairs)
    runs: dict[Lang, Longs] = {
        "zh": _first_runs(counts.zh[0] for counts in pairs.values()),
        "en": _first_runs(counts.en[0] for counts in pairs.values()),
    }
    beads = {lang: beads_with(index.side(lang), *runs[lang]) for lang in LANGS}
    like = {lang: likenesses(index.side(lang), *runs[lang]) for lang in LANGS}
    playing = {lang: roles(index.side(lang), *runs[lang]) for lang in LANGS}
    known = _Known(best, said, trusted, absorbed, beads, like, playing, written(index))
    weigh = partial(_weighed, index, list(pairs.items()), known)
    parts = in_parts(weigh, len(pairs), workers)
    names: tuple[str, ...] = next((part[0] for part in parts if part[0]), ())
    weighed = tuple(name for part in parts for name in part[1])
    values = [part[2] for part in parts if len(part[2])]
    return Evidence(weighed, names, np.concatenate(values) if values else np.zeros((0, 0)))


def _first_runs(runs: Iterable[tuple[int, int]]) -> Longs:
    """The firsts and the lasts of some runs, as two rows."""
    return np.array(list(runs), dtype=np.int64).reshape(-1, 2).T


def _weighed(
    index: Index,
    pairs: Sequence[tuple[PairName, PairCount]],
    known: _Known,
    run: range,
) -> tuple[tuple[str, ...], list[PairName], Floats]:
    """The evidence of a run of pairs, each by itself: its names, the pairs, and rows of values."""
    weighed: list[PairName] = []
    names: tuple[str, ...] = ()
    values: list[Floats] = [np.zeros((0, 0))]
    for start in range(run.start, run.stop, _AT_ONCE):
        kept = []
        for number in range(start, min(start + _AT_ONCE, run.stop)):
            name, counts = pairs[number]
            vouched = name in known.trusted or name in known.said
            # What is far from the best pair of its words need not be weighed.
            # A rare synonym of a frequent word recurs, and fits well where it does.
            rare = counts.count > 1 and counts.mean_fit >= _FITS
            hopeless = counts.fit < _RIVAL * max(known.best[name]) and not rare
            if vouched or (not hopeless and plausible(index, counts)):
                kept.append(number)
        if not kept:
            continue
        own = [pairs[number] for number in kept]
        features = _columns(index, own, kept, known)
        weighed.extend(name for name, _ in own)
        names = tuple(features)
        values.append(np.stack(list(features.values()), axis=1))
    return names, weighed, np.concatenate(values[1:] or values)


def _columns(
    index: Index,
    pairs: Sequence[tuple[PairName, PairCount]],
    numbers: Sequence[int],
    known: _Known,
) -> dict[str, Floats]:
    """The evidence for some pairs, each by itself: a column a piece of evidence.

    Takes the pairs, and their numbers among all that are weighed.
    """
    total = {"zh": len(index.zh.ids), "en": len(index.en.ids)}
    pieces = [
        {
            **chinese(index, name[0], counts, total["zh"]),
            **english(index, name[1], counts, total["en"]),
        }
        for name, counts in pairs
    ]
    words = np.array([list(piece.values()) for piece in pieces]).T
    fits = np.array([counts.fit for _, counts in pairs])
    often = np.array([counts.count for _, counts in pairs])
    features = {
        **_linking(index, pairs, {lang: known.beads[lang][numbers] for lang in LANGS}),
        **dict(zip(pieces[0], words, strict=True)),
        **surroundings(index, [counts for _, counts in pairs], known.names),
        **{
            f"{lang}_{name}": known.like[lang][numbers, column]
            for lang in LANGS
            for column, name in enumerate(LIKENESSES)
        },
        **{
            f"{lang}_{part}_rating": known.roles[lang][numbers, column]
            for lang in LANGS
            for column, part in enumerate(PARTS)
        },
        "rival_zh": fits / np.array([known.best[name][0] for name, _ in pairs]),
        "rival_en": fits / np.array([known.best[name][1] for name, _ in pairs]),
        "twice": often > 1,
        "thrice": often > 2,
        "absorbed": np.array([name in known.absorbed for name, _ in pairs]),
        "in_brackets": np.array([min(known.said.get(name, 0.0), 3.0) for name, _ in pairs]),
        "in_glossary": np.array([name in known.trusted for name, _ in pairs]),
    }
    features["verb_object"] = features["zh_verb_first"] * features["en_verb_lemma"]
    features["name_cut"] = features["en_capital"] * features["en_beside_capital"]
    features["name_of_one"] = features["en_capital"] * features["en_one_word"]
    features["place_first"] = features["zh_first_place"] * (features["zh_words"] > 1)
    features["numbers_left"] = features["zh_left_number"] * features["en_left_number"]
    features["place_of"] = features["place_first"] * features["en_nation_first"]
    features["known_noun"] = features["zh_single_noun"] * features["in_dictionary"]
    features["plain_noun"] = (
        features["en_single_noun"] * (1 - features["en_general"]) * (1 - features["en_modifier"])
    )
    features["verbs_first"] = features["zh_verb_first"] * features["en_plain_verb_first"]
    features["verbs_last"] = features["zh_verb_last"] * features["en_plain_verb_last"]
    features["verb_alone"] = features["zh_single_verb"] * features["en_plain_verb_first"]
    features["both_nouns"] = features["zh_nouns"] * features["en_nouns"]
    long = (features["zh_words"] > 2) | (features["en_words"] > 2)
    features["long_nouns"] = long * features["both_nouns"]
    features["long_linked"] = long * features["least"]
    features["one_linked"] = features["en_one_word"] * features["least"]
    features["long_known"] = long * np.minimum(features["known_zh"], features["known_en"])
    features["both_modifiers_first"] = features["zh_modifier_first"] * features["en_modifier_first"]
    features["both_conjunctions"] = features["zh_conjunction"] * features["en_conjunction"]
    features["two_joined"] = features["both_conjunctions"] * (features["zh_words"] == 3)
    features["same_capitals"] = features["same"] * features["en_capitals"]
    features["single_general"] = features["en_general"] * features["zh_one_word"]
    features["low_fit"] = (features["fit"] < 0.5) & (often == 1)
    features["like_alone"] = np.minimum(features["zh_like_alone"], features["en_like_alone"])
    features["kind_name"] = features["en_whole_name"] * features["zh_kind"]
    features["word_name"] = features["en_whole_name"] * features["zh_one_word"]
    features["name_known"] = features["in_dictionary"] * features["en_name"]
    spelt = [
        _spelt(index, *pair, bool(name), bool(known))
        for pair, name, known in zip(
            pairs, features["en_capital"] > 0, features["in_dictionary"] > 0, strict=True
        )
    ]
    features["romanised"], features["sounds"] = np.array(spelt).T
    return features


def _spelt(
    index: Index, name: PairName, counts: PairCount, capital: bool, known: bool
) -> tuple[float, float]:
    """How well the English is the romanisation of a Chinese person's name, or sounds like it."""
    zh = name[0]
    if not 2 <= len(zh) <= _LONGEST_NAME or not all(map(is_han, zh)):
        return 0.0, 0.0
    if not index.en.capital[counts.en[0][0]]:
        return 0.0, 0.0
    en = index.stretch("en", *counts.en[0])
    # A person's title is no part of the name.
    spelt = 0.0 if TITLES.match(en) else romanises(zh, en)
    if known or not capital or spelt >= _FITS or name[1].count(" ") > 1:
        return spelt, 0.0
    return spelt, sounds_alike(zh, name[1].replace(" ", ""))


def plausible(index: Index, counts: PairCount) -> bool:
    """Whether a pair can name one thing, by the words at its first place.

    A verb rendered by a verb makes a clause (估算 = estimates); a romanised person's name
    stands by itself and whole (not 首席执行官吴泳铭, not 梁若衡 = Liang); what both sides write in
    small Latin letters is an identifier (config.json).
    """
    zh_first, zh_last = counts.zh[0]
    en_first, en_last = counts.en[0]
    zh = [index.zh.vocabulary[i] for i in index.zh.ids[zh_first:zh_last]]
    en = [index.en.vocabulary[i] for i in index.en.ids[en_first:en_last]]
    texts = [index.stretch("en", at, at + 1) for at in range(en_first, en_last)]
    classes = index.zh.classes[zh_first:zh_last].tolist()
    if all(word.isascii() for word in zh) and not any(map(str.isupper, "".join(texts))):
        return False
    if len(zh) == 1 and classes[0] == _ADJECTIVE and texts[0].islower():
        return False
    if any(word in ("和", "与", "及") for word in zh[1:-1]) != ("and" in en) and len(zh) > 1:
        return False
    for word in zh:
        romanised = 2 <= len(word) <= 4 and is_han(word[0]) and not is_transliteration(word)
        if not romanised or gloss_weights(word):
            continue
        whole = index.stretch("en", en_first, en_last) if index.en.capital[en_first] else ""
        if romanises(word, whole) >= _SPELT:
            if len(zh) > 1 or TITLES.match(whole):
                return False
            continue
        parts = romanisations(word)
        spelt = [key for key in en if key in parts and len(key) > 1]
        if spelt and len(spelt) == len(en) - _extra(en, spelt):
            joined = "".join(spelt)
            complete = joined in parts and spells(word, joined)
            backwards = "".join([*spelt[1:], spelt[0]])
            if not complete and not spells(word, backwards):
                return False
        if len(spelt) >= 2 and (len(zh) > 1 or len(spelt) < len(en)):
            return False
    return True


def _extra(en: list[str], spelt: list[str]) -> int:
    return len([key for key in en if key not in spelt])


def _linking(
    index: Index, pairs: Sequence[tuple[PairName, PairCount]], beads: Mapping[Lang, Longs]
) -> dict[str, Floats]:
    """What the places of pairs and the dictionary say of their being linked, as columns."""
    every = [counts for _, counts in pairs]
    often = np.array([counts.count for counts in every])
    both = np.array([len(counts.zh) for counts in every])
    scale = often / np.maximum(both, 1)
    known = [_known(_words(index.zh, c.zh[0]), _words(index.en, c.en[0])) for c in every]
    fit, zh_least, en_least, heads = (
        np.array(totals) / UNIT / np.maximum(often, 1)
        for totals in zip(*((c.fit, c.zh_least, c.en_least, c.heads) for c in every), strict=True)
    )
    return {
        "zh_least": zh_least,
        "en_least": en_least,
        "heads": heads,
        "least": np.minimum(zh_least, en_least),
        "zh_extra": _logs(beads["zh"]),
        "fit": fit,
        "count": _logs(often),
        "share_zh": np.minimum(both * scale / np.maximum(beads["zh"], 1), 1.0),
        "share_en": np.minimum(both * scale / np.maximum(beads["en"], 1), 1.0),
        "in_dictionary": np.array([float(en in _glossed(zh)) for (zh, en), _ in pairs]),
        "known_zh": np.array([one for one, _ in known]),
        "known_en": np.array([two for _, two in known]),
        "same": np.array(
            [float(zh.replace(" ", "") == en.lower().replace(" ", "")) for (zh, en), _ in pairs]
        ),
    }


def _words(side: Side, run: tuple[int, int]) -> tuple[str, ...]:
    return tuple(side.vocabulary[i] for i in side.ids[run[0] : run[1]].tolist())


def _logs(times: Longs) -> Floats:
    # Logarithms of whole arrays may differ from these in the last bit.
    return np.array([min(math.log2(1 + one), _OFTEN) for one in times.tolist()])


@lru_cache(maxsize=65536)
def _glossed(text: str) -> frozenset[str]:
    """The glosses of a headword, as English terms are compared."""
    return frozenset(
        " ".join(map(english_key, gloss_tokens(gloss))) for gloss in lexicon().glosses(text)
    )


def _known(zh: tuple[str, ...], en: tuple[str, ...]) -> tuple[float, float]:
    """Which part of each side's words the dictionary links to the other side's."""
    stems, keys = _content(en)
    linked_en: set[str] = set()
    linked_zh = 0
    for word in zh:
        found = _stems(word) & stems
        if word.lower() in keys:
            found |= {stem(word)}
        linked_zh += bool(found)
        linked_en |= found
    return linked_zh / max(len(zh), 1), len(linked_en & stems) / max(len(stems), 1)


@lru_cache(maxsize=65536)
def _content(words: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of the content words of an English term, and the words in lower case."""
    content = [word for word in words if word not in ENGLISH_FUNCTION]
    return frozenset(map(stem, content)), frozenset(word.lower() for word in content)


@lru_cache(maxsize=65536)
def _stems(word: str) -> frozenset[str]:
    """The stems of what a Chinese word mostly means."""
    return frozenset(stem(key) for key, weight in weights(word) if weight > 0.25)
