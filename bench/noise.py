"""Alignment of real pairs that are not clean: paragraphs missing, inserted, moved, resplit.

Usage: python bench/noise.py GOLD_FOLDER [--encoder use|none] [--small]

From pairs whose blocks correspond one to one (HKMA reports, NTREX lines, the Kaiyuanshe yearbook)
known disturbances make pairs whose answer is known by block. Lax scores: a bead is right if it
links sentences of corresponding blocks, a corresponding pair of blocks is found if a bead links
them; a null bead is right if its sentence has no counterpart.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import gold as data
import numpy as np
from errors import Log, show_bead

from align.bitext.align import align_documents
from align.bitext.evaluate import Score, evaluate
from align.encode.base import Encoder
from align.encode.choose import choose
from align.model import Bead, Block, Document, Lang

# What web pages put around and between paragraphs. The first pieces of both lists say the same:
# where chance puts such two at the same place, they are a pair.
FURNITURE = {
    "zh": [
        "登录后阅读全文", "订阅我们的电子报，每天早上送到您的邮箱。", "相关阅读",
        "版权所有，未经许可不得转载。", "广告", "返回顶部", "本网站使用Cookie以改善您的浏览体验。",
        "分享到微信", "点击下载手机客户端", "责任编辑：李明",
    ],
    "en": [
        "Log in to read the full story",
        "Sign up for our newsletter and get the day's news in your inbox every morning.",
        "Related stories", "All rights reserved. Reproduction without permission is prohibited.",
        "Advertisement", "Back to top", "We use cookies to improve your experience.",
        "Share this article", "Download our app", "By our staff reporter",
    ],
}  # fmt: skip
_ALIKE = 7
# Blocks of which one sentence is on one side only, as reading them showed: left alone, it is right.
_ONE_SIDED = {"yearbook": frozenset({111, 204})}
# A block with its number; the same number on both sides is a pair, -1 is nobody's.
Numbered = list[tuple[int, str]]


@dataclass(frozen=True)
class Case:
    """A disturbed pair of documents; ``moved`` are numbers of blocks that stand elsewhere."""

    zh: Numbered
    en: Numbered
    moved: frozenset[int] = frozenset()


def missing(share: float) -> Callable[[Numbered, Numbered, np.random.Generator], Case]:
    """Leave out a share of the paragraphs on either side, alone or in runs."""

    def disturb(zh: Numbered, en: Numbered, rng: np.random.Generator) -> Case:
        return Case(_without(zh, share, rng), _without(en, share, rng))

    return disturb


def _without(blocks: Numbered, share: float, rng: np.random.Generator) -> Numbered:
    gone: set[int] = set()
    while len(gone) < share * len(blocks):
        start = int(rng.integers(len(blocks)))
        gone |= set(range(start, start + int(rng.integers(1, 4))))
    return [block for at, block in enumerate(blocks) if at not in gone]


def furniture(zh: Numbered, en: Numbered, rng: np.random.Generator) -> Case:
    """Insert what web pages put around and between paragraphs."""
    sides: list[Numbered] = []
    put: list[dict[int, int]] = []
    for lang, blocks in (("zh", zh), ("en", en)):
        own: dict[int, int] = {}
        found: Numbered = []
        for at, block in enumerate(blocks):
            if rng.random() < 0.1:
                which = own[at] = int(rng.integers(len(FURNITURE[lang])))
                pair = put and put[0].get(at) == which < _ALIKE
                found.append((len(blocks) + at if pair else -1, FURNITURE[lang][which]))
                if pair:
                    before = sides[0].index(zh[at]) - 1
                    sides[0][before] = (len(blocks) + at, sides[0][before][1])
            found.append(block)
        sides.append(found)
        put.append(own)
    return Case(sides[0], sides[1])


def unrelated(others: tuple[Sequence[str], Sequence[str]]) -> Callable[..., Case]:
    """Insert paragraphs of other documents: one for ten, each side its own."""

    def disturb(zh: Numbered, en: Numbered, rng: np.random.Generator) -> Case:
        sides = []
        for blocks, pool in zip((zh, en), others, strict=True):
            found: Numbered = []
            for block in blocks:
                if rng.random() < 0.1:
                    found.append((-1, pool[int(rng.integers(len(pool)))]))
                found.append(block)
            sides.append(found)
        return Case(sides[0], sides[1])

    return disturb


def swapped(zh: Numbered, en: Numbered, rng: np.random.Generator) -> Case:
    """Swap two neighbouring sections of the English side."""
    n = len(en)
    a, b, c = n // 4, n // 4 + n // 5, n // 4 + 2 * (n // 5)
    moved = en[:a] + en[b:c] + en[a:b] + en[c:]
    return Case(zh, moved, frozenset(number for number, _ in en[a:c]))


def resplit(zh: Numbered, en: Numbered, rng: np.random.Generator) -> Case:
    """The same pair; :func:`sentences` splits and merges as another splitter would."""
    return Case(zh, en)


def sentences(
    blocks: Numbered, lang: str, rng: np.random.Generator | None
) -> tuple[list[str], list[int]]:
    """The sentences of blocks with their numbers, some split at commas or merged."""
    texts: list[str] = []
    numbers: list[int] = []
    for number, block in blocks:
        parts = data.sentences(block, "zh" if lang == "zh" else "en")
        if rng is not None:
            changed: list[str] = []
            for part in parts:
                cut = part.find("，" if lang == "zh" else ", ", len(part) // 3)
                if changed and rng.random() < 0.1:
                    changed[-1] += ("" if lang == "zh" else " ") + part
                elif rng.random() < 0.15 and 0 < cut < len(part) - 8:
                    changed += [part[: cut + 1], part[cut + 1 :].strip()]
                else:
                    changed.append(part)
            parts = changed
        texts += parts
        numbers += [number] * len(parts)
    return texts, numbers


def run(
    case: Case, encoder: Encoder | None, rng: np.random.Generator | None, log: Log, label: str
) -> list[Score]:
    """Lax scores, scores of null beads, and of the beads of moved sections.

    Nulls in a block that is known to have a one-sided sentence are not counted.
    """
    one_sided = _ONE_SIDED.get(label.split()[0], frozenset())
    zh, zh_numbers = sentences(case.zh, "zh", rng)
    en, en_numbers = sentences(case.en, "en", rng)
    found = align_documents(
        _document("zh", zh, zh_numbers, rng is not None),
        _document("en", en, en_numbers, rng is not None),
        encoder=encoder,
        lines=rng is not None,
    )
    zh_at = [found.zh.blocks[s.block].origin for s in found.zh_sentences]
    en_at = [found.en.blocks[s.block].origin for s in found.en_sentences]
    gold = _gold([int(x) for x in zh_at], [int(x) for x in en_at])
    score = evaluate(found.beads, gold)
    alone = [
        int((zh_at[bead.zh[0]] if bead.zh else en_at[bead.en[0]]) or -1)
        for bead in found.beads
        if not (bead.zh and bead.en)
    ]
    both = {int(x) for x in zh_at} & {int(x) for x in en_at}
    spared = sum(number in one_sided & both for number in alone)
    nulls = replace(score.nulls, predicted=score.nulls.predicted - spared)
    for bead in found.beads:
        what = _wrong(bead, zh_at, en_at)
        if what:
            marks = [str(zh_at[i]) for i in bead.zh], [str(en_at[j]) for j in bead.en]
            texts = [s.text for s in found.zh_sentences], [s.text for s in found.en_sentences]
            log.add(label, what, f"{what}\n{show_bead(bead, *texts, marks)}")
    right = hits = 0
    by_number = {b.zh[0]: b for b in gold if b.zh and b.en}
    pairs = {(i, j) for b in gold for i in b.zh for j in b.en}
    for bead in by_number.values():
        if int(zh_at[bead.zh[0]]) in case.moved:
            right += 1
            hits += any(
                (i, j) in pairs and i in bead.zh for b in found.beads for i in b.zh for j in b.en
            )
    shown = [b for b in found.beads if b.moved and b.zh and b.en]
    good = sum(any((i, j) in pairs for i in b.zh for j in b.en) for b in shown)
    return [score.lax, nulls, Score(good, len(shown), hits, right)]


def _wrong(bead: Bead, zh_at: Sequence[str], en_at: Sequence[str]) -> str:
    """What is wrong with a bead, if something is; sentences are known by their blocks."""
    zh, en = {zh_at[i] for i in bead.zh}, {en_at[j] for j in bead.en}
    if not (bead.zh and bead.en):
        alone = (zh | en) - (set(zh_at) & set(en_at)) or "-1" in zh | en
        return "" if alone else "null invented"
    if zh & en - {"-1"}:
        return "null taken into a bead" if (zh ^ en) and _alone(zh ^ en, zh_at, en_at) else ""
    return "strangers paired"


def _alone(numbers: set[str], zh_at: Sequence[str], en_at: Sequence[str]) -> bool:
    both = (set(zh_at) & set(en_at)) - {"-1"}
    return bool(numbers - both)


def _document(lang: Lang, texts: Sequence[str], numbers: Sequence[int], lines: bool) -> Document:
    """One block a run of sentences of one number, or one a line; its number is its origin."""
    blocks: list[Block] = []
    for text, number in zip(texts, numbers, strict=True):
        if not lines and blocks and blocks[-1].origin == str(number) and number >= 0:
            between = "" if lang == "zh" else " "
            blocks[-1] = Block("paragraph", blocks[-1].text + between + text, str(number))
        else:
            blocks.append(Block("paragraph", text, str(number)))
    return Document(lang, "zh" if lang == "zh" else "en", tuple(blocks))


def _gold(zh: Sequence[int], en: Sequence[int]) -> list[Bead]:
    zh_at: dict[int, list[int]] = {}
    en_at: dict[int, list[int]] = {}
    for numbers, at in ((zh, zh_at), (en, en_at)):
        for position, number in enumerate(numbers):
            at.setdefault(number, []).append(position)
    beads = [
        Bead(tuple(positions), tuple(en_at[number]))
        for number, positions in zh_at.items()
        if number >= 0 and number in en_at
    ]
    for numbers, own, other in ((zh, 0, en_at), (en, 1, zh_at)):
        for position, number in enumerate(numbers):
            if number < 0 or number not in other:
                beads.append(Bead((), (position,)) if own else Bead((position,), ()))
    return beads


def main() -> None:
    """Print one line a kind of text and disturbance."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--encoder", default="use")
    parser.add_argument("--small", action="store_true", help="every fourth document only")
    parser.add_argument("--only", default="", help="only rows whose name holds this")
    parser.add_argument("--errors", type=Path, help="write what is wrong, with its text, to read")
    options = parser.parse_args()
    encoder = choose(options.encoder)
    log = Log(options.errors)
    step = 4 if options.small else 1
    news = [
        (name, [zh for zh, _ in lines], [en for _, en in lines])
        for name, lines in data.joined(data.news(options.gold), 60)
    ]
    texts = {
        "hkma": list(data.hkma(options.gold))[::step],
        "ntrex": news[::step],
        "yearbook": list(data.yearbook(options.gold)),
    }
    pool = ([z for _, zs, _ in news for z in zs], [e for _, _, es in news for e in es[::-1]])
    reports = [(zh, en) for _, zh, en in data.hkma(options.gold)]
    strange = ([z for zs, _ in reports for z in zs], [e for _, es in reports for e in es[::-1]])
    print(f"{'':22} {'lax F1':>7} {'null P':>7} {'null R':>7} {'moved P':>8} {'moved R':>8}")
    for kind, pairs in texts.items():
        others = strange if kind == "ntrex" else pool
        disturbances: dict[str, Callable[..., Case]] = {
            "clean": resplit,
            "10 % missing": missing(0.1),
            "30 % missing": missing(0.3),
            "furniture": furniture,
            "unrelated": unrelated(others),
            "swapped": swapped,
            "resplit": resplit,
        }
        for label, disturb in disturbances.items():
            name = f"{kind} {label}"
            if options.only not in name:
                continue
            rng = np.random.default_rng(7)
            totals = [Score(0, 0, 0, 0)] * 3
            for _, zh, en in pairs:
                if len(zh) != len(en) or len(zh) < 10:
                    continue
                case = disturb(list(enumerate(zh)), list(enumerate(en)), rng)
                scores = run(case, encoder, rng if label == "resplit" else None, log, name)
                totals = [a + b for a, b in zip(totals, scores, strict=True)]
            lax, nulls, moved = totals
            print(
                f"{name:22} {lax.f1:7.4f} {nulls.precision:7.3f} {nulls.recall:7.3f}"
                f" {moved.precision:8.3f} {moved.recall:8.3f}",
                flush=True,
            )
    log.close()


if __name__ == "__main__":
    main()
