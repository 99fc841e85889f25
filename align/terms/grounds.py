"""The evidence for and against a mined pair in the words of a terminologist.

The score is a sum over more than a hundred named numbers (:mod:`align.terms.ranking`). What a
person weighs is fewer things: how often the two stand together and apart, what the dictionary,
the sound, the text itself and the encoder say, what kind of words they are, what stands beside
them, and which other pair wants the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from align.model import LANGS, Ground, Note
from align.terms.dictionary import stem, weights
from align.terms.roles import PARTS
from align.terms.standing import Seen
from align.text.romanisation import reading, romanisations, sounds_alike
from align.text.script import is_han
from align.text.words import ENGLISH_FUNCTION, words

# From here on a number is worth telling: shares, cosines, scores of other pairs.
_APART = 0.8
_LINKED = 0.7
_LOOSE = 0.5
_NEAR = 0.55
_FAR = 0.25
_SHORT = 0.1
_BESIDE = 0.5
_RIVAL = 0.3
_OVERTAKEN = 0.8
_LIKE_A_NAME = 0.6
_ROMANISED = 0.5
# A gloss counts that is at least so much of what a Chinese word means.
_GLOSS = 0.25
# Logarithms of how much more frequent a term is here than in general language.
_KEY = 1.0
_GENERAL = 0.3
# By how much the words are rated above what is unknown (terms), or below it (general language).
_TERM_LIKE = 0.7


def grounds(zh: str, en: str, seen: Seen, features: Mapping[str, float]) -> tuple[Ground, ...]:
    """What speaks for a pair, then what speaks against it.

    Takes the terms as they are written, how often they stand together and apart, and the numbers
    behind the score of the pair by name (one that is missing counts as 0).
    """
    found = [
        *_occurring(zh, en, seen),
        *_meaning(zh, en, features),
        *_kind(zh, features),
        *_company(zh, en, features),
    ]
    if features.get("in_glossary"):
        found.insert(0, _for("glossary"))
    return tuple(sorted(found, key=lambda ground: not ground.supports))


def _for(name: str, **values: str | int) -> Ground:
    return Ground(Note(f"evidence.{name}", tuple(values.items())), True)


def _against(name: str, **values: str | int) -> Ground:
    return Ground(Note(f"evidence.{name}", tuple(values.items())), False)


def _occurring(zh: str, en: str, seen: Seen) -> Iterator[Ground]:
    count = seen.together
    if count == 1:
        yield _against("once")
    elif seen.documents > 1:
        yield _for("together_in", count=count, documents=seen.documents)
    else:
        yield _for("together", count=count)
    if count > 1 and count == seen.zh == seen.en:
        yield _for("never_apart")
    for name, total in (("apart_zh", seen.zh), ("apart_en", seen.en)):
        if count < _APART * total:
            yield _against(name, zh=zh, en=en, total=total, alone=total - count)


def _meaning(zh: str, en: str, features: Mapping[str, float]) -> Iterator[Ground]:
    value = {name: features.get(name, 0.0) for name in _MEANING}
    told = True
    parts = _by_dictionary(zh, en)
    if value["same"]:
        yield _for("same")
    elif value["in_dictionary"]:
        yield _for("dictionary")
    elif parts:
        yield _for("composed", parts=parts)
    else:
        told = False
    if value["in_brackets"]:
        told = True
        yield _for("brackets", count=round(value["in_brackets"]))
    if _spelt(zh, en):
        told = True
        yield _for("pinyin", reading=reading(zh))
    elif value["romanised"] >= _ROMANISED:
        told = True
        yield _for("romanised")
    elif value["en_capital"] and not value["in_dictionary"] and sounds_alike(
        "".join(filter(is_han, zh)), en.replace(" ", "")
    ) >= _LIKE_A_NAME:  # fmt: skip
        told = True
        yield _for("sound", reading=reading(zh))
    if not told:
        yield _against("no_dictionary")
    if value["fit"] >= _LINKED:
        yield _for("linked")
    elif value["fit"] < _LOOSE:
        yield _against("loose")
    if value["meaning"] >= _NEAR:
        yield _for("near", percent=round(100 * value["meaning"]))
    elif 0 < value["meaning"] < _FAR:
        yield _against("far", percent=round(100 * value["meaning"]))
    if max(value["meaning_short_zh"], value["meaning_short_en"]) > _SHORT:
        yield _against("nearer")


_MEANING = (
    *("same", "in_dictionary", "in_brackets", "en_capital", "fit", "romanised"),
    *("meaning", "meaning_short_zh", "meaning_short_en"),
)


def _kind(zh: str, features: Mapping[str, float]) -> Iterator[Ground]:
    def has(*names: str) -> bool:
        return any(features.get(name, 0.0) > 0 for name in names)

    if has("en_capital"):
        yield _for("name")
    keys = [features.get(name, 0.0) for name in ("zh_key", "en_key")]
    if min(keys) >= _KEY:
        yield _for("key", times=round(float(10 ** min(keys))))
    elif min(keys) < _GENERAL and not has("en_capital"):
        yield _against("common")
    if has("en_general", "zh_modifier", "en_modifier"):
        yield _against("general")
    like = [features.get(name, 0.0) for name in ("zh_like", "en_like")]
    if min(like) >= _TERM_LIKE:
        yield _for("term_words")
    elif max(like) <= -_TERM_LIKE:
        yield _against("general_words")
    parts = {part: [features.get(f"{lang}_{part}_rating", 0.0) for lang in LANGS] for part in PARTS}
    if min(map(max, parts.values())) >= _TERM_LIKE:
        yield _for("term_phrase")
    elif min(map(max, parts.values())) <= -_TERM_LIKE:
        yield _against("free_phrase")
    if has("both_modifiers_first", "zh_when_first"):
        yield _against("modifier")
    if has("verb_object", "verbs_first", "verbs_last", "verb_alone"):
        yield _against("verb")
    if has("zh_function", "zh_number", "en_number"):
        yield _against("phrase")
    if has("zh_short"):
        yield _against("one_character")


def _company(zh: str, en: str, features: Mapping[str, float]) -> Iterator[Ground]:
    def much(*names: str) -> bool:
        return any(features.get(name, 0.0) >= _BESIDE for name in names)

    # Beside a name stand titles (CEO Wu Yongming), which are no part of it.
    named = features.get("en_capital", 0.0) > 0
    if not named and much("both_left_noun", "both_right_noun"):
        yield _against("part")
    elif much("name_cut") or (not named and much("one_left_noun", "one_right_noun")):
        yield _against("cut")
    for name in ("around_often", "across", "instead"):
        score = features.get(name, 0.0)
        if score >= _RIVAL:
            yield _against(name, percent=round(100 * score))
    for name, term in (("rival_zh", zh), ("rival_en", en)):
        if 0 < features.get(name, 0.0) < _OVERTAKEN:
            yield _against("overtaken", term=term)


def _by_dictionary(zh: str, en: str) -> str:
    """The words that the dictionary links, as 数据 = data, 中心 = center; empty where none are."""
    wanted = {
        stem(word.key): word.text for word in words(en, "en") if word.key not in ENGLISH_FUNCTION
    }
    found = []
    for word in words(zh, "zh"):
        best = max(
            ((weight, stem(key)) for key, weight in weights(word.key) if stem(key) in wanted),
            default=(0.0, ""),
        )
        if best[0] > _GLOSS:
            found.append(f"{word.text} = {wanted[best[1]]}")
    return ", ".join(found)


def _spelt(zh: str, en: str) -> bool:
    """Whether words of the English are pinyin of the Chinese: Yongming of 吴泳铭."""
    return any(
        len(word.key) > 2 and word.key.lower() in romanisations(part.key)
        for word in words(en, "en")
        for part in words(zh, "zh")
        if is_han(part.key[:1])
    )
