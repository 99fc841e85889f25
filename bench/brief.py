"""How good a brief is: the bundled reports against what a reader finds in them.

Usage: python bench/brief.py CORPORA

CORPORA/*/gold/brief.csv (section, zh, en, value, agreement) was made by reading each report without
its brief. Each report is aligned as its gold says.

who: a person or organisation counts as found if one of its names on each side is listed for it;
precision counts parties of the brief, recall parties of the list (names of one party share rows).
role: the words on both sides as they stand. date: the words on both sides, read as the same date;
number: the words on both sides. Both also by agreement: how many of the disagreements are marked
(found), and how many of those marked are none (false). Seconds are processor time of the brief
after the terms were mined, all models loaded.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from reports import read_reports

from align.brief.build import brief
from align.formats.brief_files import DOUBTS, data
from align.terms.mine import mine
from align.text.words import comparable

Row = tuple[str, str, str, str]


def squeezed(text: str) -> str:
    """A text as it is compared: spaces and points at its edges do not matter."""
    return " ".join(text.split()).strip(" .,")


def read(path: Path) -> dict[str, list[Row]]:
    """The rows of a gold file by section: Chinese, English, value, agreement."""
    found: dict[str, list[Row]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words = squeezed(row["zh"]), squeezed(row["en"])
            found.setdefault(row["section"], []).append((*words, row["value"], row["agreement"]))
    return found


class Score:
    """Right, proposed and expected, added up."""

    def __init__(self) -> None:
        self.right = self.proposed = self.expected = 0

    def add(self, found: Counter[Row], gold: Counter[Row]) -> tuple[Counter[Row], Counter[Row]]:
        """Count one report; what was proposed and is wrong, and what was not proposed."""
        both = found & gold
        self.right += both.total()
        self.proposed += found.total()
        self.expected += gold.total()
        return found - gold, gold - found

    def __str__(self) -> str:
        precision = self.right / self.proposed if self.proposed else 1.0
        recall = self.right / self.expected if self.expected else 1.0
        return f"P {precision:.3f}  R {recall:.3f}  ({self.right}/{self.proposed}/{self.expected})"


def parties(value: dict, rows: list[Row], kind: str, score: Parties) -> tuple[list[str], list[str]]:  # type: ignore[type-arg]
    """Count the parties of one kind; names of the proposed that are wrong, and of the missed."""
    gold: dict[str, set[str]] = {}
    for zh, en, type_, _ in rows:
        if type_ == kind:
            gold.setdefault(comparable(zh, "zh"), set()).add(comparable(en, "en"))
    hit: set[str] = set()
    wrong = []
    for party in value["who"]:
        if party["type"] != kind:
            continue
        names = {comparable(name, "en") for name in party["en"]}
        right = {comparable(zh, "zh") for zh in party["zh"]} & set(gold)
        right = {zh for zh in right if gold[zh] & names}
        score.proposed += 1
        score.right += bool(right)
        hit |= right
        if not right:
            wrong.append(" · ".join((*party["zh"], *party["en"])))
    # Names that one party of the brief joins are one: HKMA, 金管局.
    score.expected += len(gold)
    score.found += len(hit)
    return wrong, sorted(set(gold) - hit)


class Parties(Score):
    """Recall counts listed names, precision parties."""

    def __init__(self) -> None:
        super().__init__()
        self.found = 0

    def __str__(self) -> str:
        precision = self.right / self.proposed if self.proposed else 1.0
        recall = self.found / self.expected if self.expected else 1.0
        return (
            f"P {precision:.3f} ({self.right}/{self.proposed})"
            f"  R {recall:.3f} ({self.found}/{self.expected})"
        )


def main(folder: Path) -> None:
    """Measure every report of a folder."""
    sections = {name: Score() for name in ("role", "date", "number")}
    who = {kind: Parties() for kind in ("person", "organisation")}
    doubts = Counter[str]()
    seconds = pairs = 0.0
    for report in read_reports(folder):
        path = folder / report.name / "gold" / "brief.csv"
        if not path.is_file():
            continue
        gold = read(path)
        mined = mine([report.alignment])
        brief(report.alignment, mined)
        start = time.process_time()
        made = brief(report.alignment, mined)
        seconds += time.process_time() - start
        pairs += len(report.alignment.beads)
        value = data(made)
        for kind, score in who.items():
            wrong, missed = parties(value, gold["who"], kind, score)
            for sign, names in (("+", wrong), ("-", missed)):
                for name in names:
                    print(f"{report.name}: {kind} {sign} {name}")
        dates = [*value["when"], *([value["date"]] if value["date"] else [])]
        found = {
            "role": [
                (squeezed(role["zh"]), squeezed(role["en"]), "".join(party["zh"][:1]), "")
                for party in value["who"]
                for role in party["roles"]
            ],
            "date": [
                (squeezed(d["zh"]), squeezed(d["en"]), d["date"], _said(d["agreement"]))
                for d in dates
            ],
            "number": [
                (squeezed(n["zh"]), squeezed(n["en"]), "", _said(n["agreement"]))
                for n in value["numbers"]
            ],
        }
        for name, own in sections.items():
            listed = Counter((*row[:3], _said(row[3])) for row in gold[name])
            have = Counter(found[name])
            more, less = own.add(have, listed)
            for sign, rows in (("+", more), ("-", less)):
                for row in rows:
                    print(f"{report.name}: {name} {sign} {' | '.join(row)}")
            if name != "role":
                marked = Counter({row: n for row, n in have.items() if row[3]})
                planted = Counter({row: n for row, n in listed.items() if row[3]})
                doubts["expected"] += planted.total()
                doubts["found"] += (marked & planted).total()
                doubts["false"] += (marked - planted).total()
    print()
    for kind, score in who.items():
        print(f"{kind:14} {score}")
    for name, own in sections.items():
        print(f"{name:14} {own}")
    print(
        f"disagreements  {doubts['found']} of {doubts['expected']} marked, {doubts['false']} false"
    )
    print(f"{seconds:.2f} s for {pairs:.0f} pairs")


def _said(agreement: str) -> str:
    """The agreement, as far as it is marked for a person to look at."""
    return agreement if agreement in DOUBTS else ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
