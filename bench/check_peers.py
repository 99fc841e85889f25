"""Checks beside those of other tools, on the same pairs: false alarms, and planted changes found.

    python bench/check_peers.py GOLD [--changes 1000] [--seed 1]

The peers are installed for this script alone: ``pip install cn2an translate-toolkit``.

*Quantities*: ``pofilter``'s check ``numbers`` (translate-toolkit, the target language zh), and what
can be built on ``cn2an``: Chinese numerals converted by it, English scales (million …) written out,
then both sides must hold the same numbers. *Punctuation*: ``pofilter``'s checks ``brackets``,
``doublequoting``, ``endpunc``, ``startpunc``, ``puncspacing``, ``endwhitespace`` against our rules
``punctuation-width``, ``unpaired`` and ``doubled``.

The pairs are the blocks of ``GOLD/blocks/hkma`` in simplified characters, which professionals have
translated: what is reported in them is nearly always a false alarm. *Found* counts changes in
blocks in which the check was silent before; a check that is hardly ever silent has few of them.
"""

from __future__ import annotations

import argparse
import random
import re
import time
import warnings
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import cn2an
from quantities import change, hkma
from renderings import pairs_as_alignment
from translate.filters import checks

from align.check.run import report
from align.model import Glossary
from align.settings import CheckSettings

Alarm = Callable[[str, str], bool]
Change = Callable[[str, str, random.Random], tuple[str, str] | None]

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
SCALED = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)(?:[\s-](thousand|million|billion|trillion)\b)?")
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
CHINESE_SCALED = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)(万亿|亿|万)?")
CHINESE_SCALES = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
PUNCTUATION = (
    "brackets",
    "doublequoting",
    "endpunc",
    "startpunc",
    "puncspacing",
    "endwhitespace",
)


def main() -> None:
    """Print a line a check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--changes", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    warnings.filterwarnings("ignore", module="cn2an")
    texts = [(zh, en) for _, zh, en in hkma(options.gold)]
    numbered = [pair for pair in texts if re.search(r"\d", pair[0] + pair[1])]
    print(f"{len(texts)} blocks, {len(numbered)} with a number")
    for name, alarm in (
        ("quantities: align", ours("quantity,date,model-number")),
        ("quantities: pofilter numbers", pofilter("numbers")),
        ("quantities: cn2an", by_cn2an),
    ):
        show(name, alarm, numbered, number_changed, options)
    for name, alarm in (
        ("punctuation: align", ours("punctuation-width,unpaired,doubled")),
        ("punctuation: pofilter", pofilter(*PUNCTUATION)),
        *((f"punctuation: pofilter {one}", pofilter(one)) for one in PUNCTUATION),
    ):
        show(name, alarm, texts, mark_changed, options)


def show(
    name: str,
    alarm: Alarm,
    texts: list[tuple[str, str]],
    changed: Change,
    options: argparse.Namespace,
) -> None:
    """False alarms, and how many of the changes a check sees."""
    chance = random.Random(options.seed)
    started = time.process_time()
    silent = [pair for pair in texts if not alarm(*pair)]
    seconds = time.process_time() - started
    tried = found = attempts = 0
    while silent and tried < options.changes and attempts < 20 * options.changes:
        attempts += 1
        made = changed(*chance.choice(silent), chance)
        if made is not None:
            tried += 1
            found += alarm(*made)
    alarms = len(texts) - len(silent)
    print(
        f"{name:38} alarms in {alarms:4} of {len(texts)} ({alarms / len(texts):6.1%})   "
        f"found {found:4} of {tried} ({found / max(tried, 1):6.1%})   {seconds:5.1f} s",
        flush=True,
    )


def ours(rules: str) -> Alarm:
    """The rules of align on one pair."""
    settings = CheckSettings(rules=rules)

    def alarm(zh: str, en: str) -> bool:
        return bool(
            report(pairs_as_alignment([(zh, en)], ""), Glossary(()), settings).findings.items
        )

    return alarm


def pofilter(*names: str) -> Alarm:
    """Checks of translate-toolkit by their names."""
    checker = checks.StandardChecker(checks.CheckerConfig(targetlanguage="zh"))

    def alarm(zh: str, en: str) -> bool:
        for name in names:
            try:
                if not getattr(checker, name)(en, zh):
                    return True
            except checks.FilterFailure:
                return True
        return False

    return alarm


def by_cn2an(zh: str, en: str) -> bool:
    """Whether the numbers of the two sides differ when cn2an has read the Chinese numerals."""
    try:
        plain = cn2an.transform(zh, "cn2an")
    except ValueError:
        plain = zh
    here = {
        Fraction(m[1].replace(",", "")) * CHINESE_SCALES.get(m[2], 1)
        for m in CHINESE_SCALED.finditer(plain)
    }
    there = {
        Fraction(m[1].replace(",", "")) * SCALES.get(m[2], 1) for m in SCALED.finditer(en.lower())
    }
    return here != there


def number_changed(zh: str, en: str, chance: random.Random) -> tuple[str, str] | None:
    """One digit or scale of a pair changed on one side."""
    side = chance.random() < 0.5
    made = change(zh if side else en, chance)
    if made is None:
        return None
    return (made[1], en) if side else (zh, made[1])


def mark_changed(zh: str, en: str, chance: random.Random) -> tuple[str, str] | None:
    """A mark of the Chinese doubled, narrowed or, of a bracket, left out."""
    places = list(re.finditer(r"(?<=[一-鿿])[，。；：？！、）（](?=[一-鿿])", zh))
    if not places:
        return None
    place = chance.choice(places)
    mark = place[0]
    if mark in "（）":
        new = ""
    elif mark in "，；：？！" and chance.random() < 0.5:
        new = {"，": ",", "；": ";", "：": ":", "？": "?", "！": "!"}[mark]
    else:
        new = mark + mark
    return zh[: place.start()] + new + zh[place.end() :], en


if __name__ == "__main__":
    main()
