"""How well the quantities of two languages are compared, on texts that say the same.

    python bench/quantities.py GOLD [--show 100] [--changes 1000] [--seed 1]

Corpora under ``GOLD``: the annual reports of the Hong Kong Monetary Authority
(``blocks/hkma``, blocks that correspond one to one; four chapters that are known to differ are
left out), news (``documents/ntrex``) and health texts (``terms/tico19``). For each:

- *agree*: the share of pairs with a number in which nothing is left over. Professional
  translations are nearly always right, so the rest is mostly false alarm; ``--show`` prints it.
- *found*: one number on one side of a pair that agrees is changed at random (a digit, or a scale
  such as 亿 or million), and the change must show. What is changed is found by a plain pattern
  and not by the code under test.

Against the check that other tools have: the strings of digits must be the same.
"""

from __future__ import annotations

import argparse
import random
import re
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from align.text.quantities import find, match
from align.text.script import to_simplified

DIFFERENT = {("2015", "10"), ("2018", "07"), ("2018", "14"), ("2018", "17")}
PARAGRAPH = re.compile(r"\n\s*\n")
NUMBER = re.compile(r"\d")
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
CHANGEABLE = re.compile(r"(?<![A-Za-z\d-])\d+(?:[.,]\d+)*(?![A-Za-z\d]|[.,]\d)")
SCALE = re.compile(r"(?<=[\d十百千])[万亿]|\b(?:million|billion|trillion)\b")
OTHER_SCALE = {"万": "亿", "亿": "万", "million": "billion", "billion": "million",
               "trillion": "billion"}  # fmt: skip

Pair = tuple[str, str, str]
Check = Callable[[str, str], bool]


def main() -> None:
    """Print one line a corpus and check."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print so many pairs with a left-over")
    parser.add_argument("--width", type=int, default=600, help="characters of a pair to print")
    parser.add_argument("--changes", type=int, default=1000, help="numbers to change")
    parser.add_argument("--missed", action="store_true", help="print the changes that do not show")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", choices=["hkma", "ntrex", "tico19"])
    options = parser.parse_args()
    corpora = {"hkma": hkma, "ntrex": ntrex, "tico19": tico19}
    for name, read in corpora.items():
        if options.corpus not in (None, name):
            continue
        pairs = [p for p in read(options.gold) if NUMBER.search(p[1]) or NUMBER.search(p[2])]
        started = time.perf_counter()
        clean = [pair for pair in pairs if compare(pair[1], pair[2])]
        seconds = time.perf_counter() - started
        size = sum(len(zh) + len(en) for _, zh, en in pairs)
        print(
            f"{name}: {len(pairs)} pairs with a number, {len(pairs) / seconds:,.0f} pairs/s, "
            f"{size / seconds / 1e6:.2f} million characters/s"
        )
        for label, check in (("align", compare), ("same digits", same_digits)):
            agreeing = [pair for pair in pairs if check(pair[1], pair[2])]
            seen, by_type = detection(agreeing, check, options)
            print(
                f"  {label:12} agree {len(agreeing) / len(pairs):6.1%}   found {seen:6.1%}   "
                + "  ".join(f"{kind} {a}/{b}" for kind, (a, b) in sorted(by_type.items()))
            )
        if options.show:
            agreed = set(clean)
            show([pair for pair in pairs if pair not in agreed], options)


def compare(zh: str, en: str) -> bool:
    """Whether the quantities of a pair agree."""
    return match(find(zh, "zh"), find(en, "en")).clean


def same_digits(zh: str, en: str) -> bool:
    """Whether a pair has the same strings of digits."""
    return Counter(DIGITS.findall(zh)) == Counter(DIGITS.findall(en))


def detection(
    pairs: list[Pair], check: Check, options: argparse.Namespace
) -> tuple[float, dict[str, tuple[int, int]]]:
    """Change one number of a pair, again and again: how often the check sees it."""
    chance = random.Random(options.seed)
    kinds: Counter[str] = Counter()
    found: Counter[str] = Counter()
    while pairs and sum(kinds.values()) < options.changes:
        name, zh, en = chance.choice(pairs)
        changed = change(zh if (side := chance.random() < 0.5) else en, chance)
        if changed is None:
            continue
        kind, text, what = changed
        kinds[kind] += 1
        if not check(*((text, en) if side else (zh, text))):
            found[kind] += 1
        elif options.missed and check is compare:
            print("missed", name, kind, what, "|", zh[: options.width], "|", en[: options.width])
    total = sum(kinds.values())
    return sum(found.values()) / max(total, 1), {k: (found[k], kinds[k]) for k in kinds}


def change(text: str, chance: random.Random) -> tuple[str, str, str] | None:
    """Change one digit or one scale: what was changed, the new text, and the change in words."""
    places = [("digit", m) for m in CHANGEABLE.finditer(text)]
    places += [("scale", m) for m in SCALE.finditer(text)]
    if not places:
        return None
    kind, place = chance.choice(places)
    old = place[0]
    if kind == "scale":
        new = OTHER_SCALE[old]
    else:
        at = chance.choice([i for i, char in enumerate(old) if char.isdigit()])
        new = old[:at] + chance.choice([d for d in "123456789" if d != old[at]]) + old[at + 1 :]
    return kind, text[: place.start()] + new + text[place.end() :], f"{old} -> {new}"


def hkma(gold: Path) -> Iterator[Pair]:
    """Blocks of annual reports; Chinese converted to simplified characters."""
    for year in sorted((gold / "blocks" / "hkma").iterdir()):
        for english in sorted(year.glob("[0-9]*.md")):
            if (year.name, english.name[:2]) in DIFFERENT:
                continue
            en = PARAGRAPH.split(english.read_text(encoding="utf-8").strip())
            chinese = (year / f"C{english.name}").read_text(encoding="utf-8")
            zh = PARAGRAPH.split(to_simplified(chinese).strip())
            for number, (one, other) in enumerate(zip(zh, en, strict=True)):
                yield f"{year.name}/{english.name[:2]} block {number}", one, other


def ntrex(gold: Path) -> Iterator[Pair]:
    """Lines of news."""
    folder = gold / "documents" / "ntrex"
    zh = (folder / "newstest2019-ref.zho-CN.txt").read_text(encoding="utf-8").splitlines()
    en = (folder / "newstest2019-src.eng.txt").read_text(encoding="utf-8").splitlines()
    for number, (one, other) in enumerate(zip(zh, en, strict=True), 1):
        yield f"line {number}", one, other


def tico19(gold: Path) -> Iterator[Pair]:
    """Segments of texts about COVID-19."""
    for unit in ET.parse(gold / "terms" / "tico19" / "all.en-zh.tmx").iter("tu"):
        texts = ["".join(seg.itertext()) for seg in unit.iter("seg")]
        yield unit.get("tuid", ""), texts[1], texts[0]


def show(pairs: list[Pair], options: argparse.Namespace) -> None:
    """Print pairs in which something is left over, and what."""
    random.Random(options.seed).shuffle(pairs)
    for name, zh, en in pairs[: options.show]:
        result = match(find(zh, "zh"), find(en, "en"))
        print(f"\n## {name}")
        print("   conflicts", [(a.text, b.text) for a, b in result.conflicts])
        print("   zh", [q.text for q in result.zh], "  en", [q.text for q in result.en])
        for text in (zh, en):
            print("  ", text[: options.width].replace("\n", " "))


if __name__ == "__main__":
    main()
