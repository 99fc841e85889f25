"""Where the words of a dictionary entry stand on both sides of a bead.

A link between two words is a guess that the neighbours may spoil: in "the European Central Bank
(ECB)" against 欧洲中央银行（欧洲央行）the words compete for each other. But 欧洲中央银行 is a
headword, and its gloss stands there word for word; that is no accident. Only glosses of several
words and names are taken at their word: of common words each side may have several for the same
thing.
"""

from __future__ import annotations

from functools import lru_cache

from align.terms.association import Floats
from align.terms.dictionary import gloss_tokens
from align.terms.index import CLASSES, Index
from align.text.lexicon import LONGEST, lexicon
from align.text.words import ENGLISH_FUNCTION, english_key

_FUNCTION = CLASSES.index("function")
# Most Chinese words that one headword is cut into.
_MOST = 4
# How sure such a link is; what stays with the words outside.
_SURE = 0.9
_ARTICLES = frozenset({"the", "a", "an"})

Block = tuple[int, int, int, int]


@lru_cache(maxsize=65536)
def own_phrases(headword: str) -> tuple[tuple[str, ...], ...]:
    """The glosses of a headword that are names or have several content words, as English keys.

    >>> own_phrases("欧洲中央银行"), own_phrases("雅加达"), own_phrases("银行")
    ((('european', 'central', 'bank'),), (('jakarta',),), ())
    """
    found: dict[tuple[str, ...], None] = {}
    for gloss in lexicon().glosses(headword):
        tokens = gloss_tokens(gloss)
        if tokens and tokens[0].lower() in _ARTICLES:
            tokens = tokens[1:]
        content = [token for token in tokens if token.lower() not in ENGLISH_FUNCTION]
        name = len(content) == 1 and content[0][:1].isupper() and len(headword) > 1
        if len(tokens) <= 6 and (name or len(content) > 1):
            found[tuple(map(english_key, tokens))] = None
    return tuple(found)


def glossed(index: Index, bead: int) -> list[Block]:
    """The places of a bead where a headword and one of its phrases stand: first and last words.

    Positions are those in the bead, the last exclusive; no two overlap on either side. Of several
    places the first goes with the first.
    """
    zh_base, zh_end = int(index.zh.offsets[bead]), int(index.zh.offsets[bead + 1])
    en_base, en_end = int(index.en.offsets[bead]), int(index.en.offsets[bead + 1])
    zh = [index.zh.vocabulary[i] for i in index.zh.ids[zh_base:zh_end].tolist()]
    en = [index.en.vocabulary[i] for i in index.en.ids[en_base:en_end].tolist()]
    light = (index.zh.classes[zh_base:zh_end] == _FUNCTION).tolist()
    joined = index.zh.joined[zh_base:zh_end].tolist()
    at: dict[str, list[int]] = {}
    for position, key in enumerate(en):
        at.setdefault(key, []).append(position)
    found: list[tuple[int, Block]] = []
    for first in range(len(zh)):
        text = ""
        for last in range(first, min(first + _MOST, len(zh))):
            text += zh[last]
            if light[last] or len(text) > LONGEST or (last > first and not joined[last - 1]):
                break
            for phrase in own_phrases(text):
                for start in at.get(phrase[0], ()):
                    end = start + len(phrase)
                    if tuple(en[start:end]) == phrase:
                        longest = -len(text) - len(phrase)
                        found.append((longest, (first, last + 1, start, end)))
    taken: list[Block] = []
    for _, block in sorted(found):
        if not any(_overlap(block, other) for other in taken):
            taken.append(block)
    return taken


def _overlap(one: Block, two: Block) -> bool:
    return (one[0] < two[1] and two[0] < one[1]) or (one[2] < two[3] and two[2] < one[3])


def insist(matrix: Floats, blocks: list[Block]) -> Floats:
    """Links of a bead in which the words of each block go with each other, and with no others.

    Takes links of shape (Chinese words, English words). Returns the links with what is linked out
    of a block taken back, and each word of a block linked into it as surely as the dictionary is.
    """
    if not blocks:
        return matrix
    found = matrix.copy()
    for zh_first, zh_last, en_first, en_last in blocks:
        inside = found[zh_first:zh_last, en_first:en_last].copy()
        found[zh_first:zh_last] *= 1 - _SURE
        found[:, en_first:en_last] *= 1 - _SURE
        rows, columns = inside.shape
        inside += ((_SURE - inside.sum(axis=0)).clip(min=0.0) / rows)[None, :]
        inside += ((_SURE - inside.sum(axis=1)).clip(min=0.0) / columns)[:, None]
        found[zh_first:zh_last, en_first:en_last] = inside
    return found
