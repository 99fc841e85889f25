"""Whether two sides can be what they are said to be: swapped, shifted, or no translation at all.

Evidence is the dictionary: in a bitext many Chinese words of a bead have one of their glosses in
its English. Where they have them in the English of the next bead instead, the beads are shifted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from align.model import Alignment, Document, Lang, Note
from align.terms.dictionary import stem, weights
from align.text.script import han_share
from align.text.words import ENGLISH_FUNCTION, chinese_words, english_words

# So many beads are looked at, evenly over the text; with fewer nothing can be said.
_SAMPLE = 400
_FEWEST = 8
# A shift is told where a neighbour explains so many times what the bead's own English explains,
# and a strange pair where the own English explains hardly more than the English of far beads.
_SHIFTED = 1.5
_STRANGE = 1.25
_LEAST = 0.1
# Text that says the same again and again explains itself everywhere: no reason to doubt.
_WELL = 0.35


def right_way_round(alignment: Alignment) -> tuple[Alignment, bool]:
    """An alignment with the Chinese on the Chinese side, and whether its sides were exchanged."""
    zh = "".join(sentence.text for sentence in alignment.zh_sentences[:_SAMPLE])
    en = "".join(sentence.text for sentence in alignment.en_sentences[:_SAMPLE])
    if not (han_share(zh) < 0.2 and han_share(en) > 0.5):
        return alignment, False
    return (
        replace(
            alignment,
            zh=_document(alignment.en, "zh"),
            en=_document(alignment.zh, "en"),
            zh_sentences=alignment.en_sentences,
            en_sentences=alignment.zh_sentences,
            beads=tuple(replace(bead, zh=bead.en, en=bead.zh) for bead in alignment.beads),
        ),
        True,
    )


def _document(document: Document, lang: Lang) -> Document:
    return replace(document, lang=lang)


def doubts(alignments: Sequence[Alignment]) -> tuple[tuple[int, Note], ...]:
    """What speaks against some alignments: the number of each, and what to tell a person."""
    found = []
    for number, alignment in enumerate(alignments):
        note = _doubt(alignment)
        if note is not None:
            found.append((number, note))
    return tuple(found)


def _doubt(alignment: Alignment) -> Note | None:
    texts = [
        (alignment.text(bead, "zh"), alignment.text(bead, "en"))
        for bead in alignment.beads
        if bead.status != "rejected" and bead.zh and bead.en
    ]
    # Copies of one pair say nothing about their neighbours.
    texts = list(dict.fromkeys(texts))
    if len(texts) < _FEWEST:
        return None
    step = max(len(texts) / _SAMPLE, 1.0)
    sample = sorted({int(at * step) for at in range(min(_SAMPLE, len(texts)))})
    explained = {
        shift: _mean([_explained(texts[at][0], texts[at + shift][1]) for at in sample
                      if 0 <= at + shift < len(texts)])
        for shift in (0, 1, -1)
    }  # fmt: skip
    far = len(texts) // 2
    chance = _mean([_explained(texts[at][0], texts[(at + far) % len(texts)][1]) for at in sample])
    shift = max((1, -1), key=lambda one: explained[one])
    own, beside = explained[0], explained[shift]
    if beside > _LEAST and beside > _SHIFTED * max(own, chance):
        key = "mining.shifted_on" if shift > 0 else "mining.shifted_back"
        return Note(key, (("beside", round(100 * beside)), ("own", round(100 * own))))
    if own < _LEAST or own < min(_WELL, _STRANGE * chance):
        return Note("mining.strangers", (("own", round(100 * own)),))
    return None


def _explained(zh: str, en: str) -> float:
    """Which part of the Chinese words that the dictionary knows have a gloss in the English."""
    there = {stem(word.key) for word in english_words(en) if word.key not in ENGLISH_FUNCTION}
    known = found = 0
    for word in chinese_words(zh):
        if word.kind in ("function", "number") or len(word.key) < 2:
            continue
        glosses = {stem(key) for key, weight in weights(word.key) if weight > 0.25}
        known += bool(glosses)
        found += bool(glosses & there)
    return found / known if known else 0.0


def _mean(values: list[float]) -> float:
    return sum(values) / max(len(values), 1)
