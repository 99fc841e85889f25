"""Pairs with known beads made from others: sentences merged, dropped, inserted, paragraphs.

What is inserted comes from other texts: sentences, and a few words of them that stand for the
menus and notices of web pages.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from gold import Pair, sentences

from align.model import Bead
from align.text.lexicon import lexicon

Pool = tuple[Sequence[str], Sequence[str]]


def disturbed(
    name: str,
    lines: Sequence[tuple[str, str]],
    rng: np.random.Generator,
    *,
    zh_merged: float = 0.15,
    en_merged: float = 0.07,
    dropped: float = 0.02,
    gone: float = 0.0,
) -> Pair:
    """Parallel lines split into sentences, neighbours merged into one sentence, lines dropped.

    ``dropped`` is the chance that one side of a bead is missing; ``gone`` that one side of a run
    of one to six beads is. The beads that are right are known.
    """
    groups = [group for zh, en in lines for group in _finest(zh, en)]
    zh: list[str] = []
    en: list[str] = []
    beads: list[Bead] = []
    at = 0
    missing, side = 0, 0
    while at < len(groups):
        draw = rng.random()
        count = 1
        mode = "z" if draw < zh_merged else "e" if draw < zh_merged + en_merged else ""
        if mode:
            count = 3 if rng.random() < 0.25 else 2
        group = groups[at : at + count]
        at += count
        zhs = [s for g in group for s in g[0]]
        ens = [s for g in group for s in g[1]]
        if mode == "z":
            zhs = ["".join(s.rstrip("。") + "，" for s in zhs[:-1]) + zhs[-1]]
        elif mode == "e":
            ens = [", ".join(s.rstrip(".") for s in ens)]
            ens[-1] += "."
        if not missing and rng.random() < gone / 3.5:
            missing, side = int(rng.integers(1, 7)), int(rng.integers(2))
        if missing:
            missing -= 1
            zhs, ens = ([], ens) if side else (zhs, [])
        elif rng.random() < dropped:
            zhs, ens = ([], ens) if rng.random() < 0.5 else (zhs, [])
        _add(beads, (zh, en), zhs, ens)
    return Pair(name, tuple(zh), tuple(en), tuple(beads))


def _add(
    beads: list[Bead], texts: tuple[list[str], list[str]], zhs: list[str], ens: list[str]
) -> None:
    """Add sentences to both texts as one bead; where one side has none, each as one by itself."""
    zh, en = texts
    new_zh = tuple(range(len(zh), len(zh) + len(zhs)))
    new_en = tuple(range(len(en), len(en) + len(ens)))
    if zhs and ens:
        beads.append(Bead(new_zh, new_en))
    else:
        beads += [Bead((i,), ()) for i in new_zh] + [Bead((), (j,)) for j in new_en]
    zh += zhs
    en += ens


def _finest(zh: str, en: str) -> list[tuple[list[str], list[str]]]:
    """A line's sentences as small beads: one to one where both sides have as many.

    Where both have several, and not as many, how they correspond is not known: one to one.
    """
    zhs, ens = sentences(zh, "zh"), sentences(en, "en")
    if len(zhs) == len(ens):
        return [([one], [other]) for one, other in zip(zhs, ens, strict=True)]
    return [(zhs, ens)] if min(len(zhs), len(ens)) == 1 else [([zh], [en])]


def thinned(pair: Pair, rng: np.random.Generator, gone: float) -> Pair:
    """A pair of which runs of one to five beads have lost one of their sides."""
    zh: list[str] = []
    en: list[str] = []
    beads: list[Bead] = []
    missing, side = 0, 0
    for bead in pair.beads:
        if not missing and rng.random() < gone / 3:
            missing, side = int(rng.integers(1, 6)), int(rng.integers(2))
        zhs = [pair.zh[i] for i in bead.zh]
        ens = [pair.en[j] for j in bead.en]
        if missing:
            missing -= 1
            zhs, ens = ([], ens) if side else (zhs, [])
        _add(beads, (zh, en), zhs, ens)
    return Pair(pair.name, tuple(zh), tuple(en), tuple(beads))


def paragraphs(pair: Pair, rng: np.random.Generator) -> Pair:
    """The pair in paragraphs of a few beads; one break in twenty is on one side only."""
    zh_breaks, en_breaks = [False] * len(pair.zh), [False] * len(pair.en)
    i = j = 0
    every = float(rng.uniform(0.3, 0.8))
    for bead in pair.beads:
        if bead.zh and bead.en and rng.random() < every:
            one_sided = rng.random()
            zh_breaks[i] = one_sided > 0.025
            en_breaks[j] = one_sided < 0.975
        i, j = i + len(bead.zh), j + len(bead.en)
    zh_breaks[0] = en_breaks[0] = True
    breaks = (*zh_breaks, True), (*en_breaks, True)
    return Pair(pair.name, pair.zh, pair.en, pair.beads, breaks)


def strewn(pair: Pair, rng: np.random.Generator, share: float, short: Pool, long: Pool) -> Pair:
    """The pair with what is nobody's put between its beads, on either side by itself.

    ``share`` is the chance of it before a bead: a short piece, or one to three sentences that
    stand together in another text. Where the pair has paragraphs it is one of its own, and
    mostly between two of them.
    """
    texts: tuple[list[str], list[str]] = ([], [])
    breaks: tuple[list[bool], list[bool]] = ([], [])
    beads: list[Bead] = []
    at = [0, 0]
    for bead in pair.beads:
        for side in (0, 1):
            inside = pair.breaks is not None and not pair.breaks[side][at[side]]
            if rng.random() >= share * (0.15 if inside else 1.0):
                continue
            if rng.random() < 0.65:
                pieces = [short[side][int(rng.integers(len(short[side])))]]
            else:
                first = int(rng.integers(len(long[side]) - 3))
                pieces = list(long[side][first : first + int(rng.integers(1, 4))])
            for piece in pieces:
                place = (len(texts[side]),)
                beads.append(Bead((), place) if side else Bead(place, ()))
                texts[side].append(piece)
                breaks[side].append(piece is pieces[0])
            if pair.breaks is not None:
                breaks[side].append(True)
        for side, own in enumerate((bead.zh, bead.en)):
            marks = pair.breaks[side][at[side] : at[side] + len(own)] if pair.breaks else ()
            _put(breaks[side], marks, len(texts[side]))
            at[side] += len(own)
        zh = tuple(range(len(texts[0]), len(texts[0]) + len(bead.zh)))
        en = tuple(range(len(texts[1]), len(texts[1]) + len(bead.en)))
        beads.append(Bead(zh, en))
        texts[0].extend(pair.zh[i] for i in bead.zh)
        texts[1].extend(pair.en[j] for j in bead.en)
    whole = None
    if pair.breaks is not None:
        zh_breaks, en_breaks = (
            (*(own + [False] * (len(side) - len(own)))[: len(side)], True)
            for own, side in zip(breaks, texts, strict=True)
        )
        whole = zh_breaks, en_breaks
    return Pair(pair.name, tuple(texts[0]), tuple(texts[1]), tuple(beads), whole)


def _put(breaks: list[bool], marks: Sequence[bool], size: int) -> None:
    """Note the breaks of sentences from ``size`` on; the first may have a mark already."""
    for offset, mark in enumerate(marks):
        if size + offset < len(breaks):
            breaks[size + offset] |= mark
        else:
            breaks.append(mark)


def fragments(long: Pool, rng: np.random.Generator, count: int) -> Pool:
    """Short pieces that stand for menus and notices: a few words out of sentences."""
    zh: list[str] = []
    en: list[str] = []
    while len(zh) < count:
        text = long[0][int(rng.integers(len(long[0])))]
        words = list(lexicon().matches(text))
        if len(words) > 3:
            first = int(rng.integers(len(words) - 2))
            last = min(first + int(rng.integers(3)), len(words) - 1)
            zh.append(text[words[first][0] : words[last][1]])
    while len(en) < count:
        tokens = long[1][int(rng.integers(len(long[1])))].split()
        if len(tokens) > 6:
            first = int(rng.integers(len(tokens) - 5))
            piece = " ".join(tokens[first : first + int(rng.integers(1, 6))])
            en.append(piece[:1].upper() + piece[1:].rstrip(",.;:"))
    return zh, en
