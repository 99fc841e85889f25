"""A baseline for mined terms: statistical word alignment with phrase extraction.

Usage: python bench/terms_baseline.py EFLOMAL_ALIGN CORPORA GOLD

EFLOMAL_ALIGN is the program `eflomal-align`, installed apart (it is under the GPL, and never a
dependency of align): python3 -m venv VENV && VENV/bin/pip install eflomal.

The words are those of align's own index, so that the baseline does not suffer from another
segmenter. Both directions are aligned, joined by grow-diag-final-and (Koehn, Och & Marcu 2003);
phrases consistent with the links, of at most five Chinese and six English words, beginning and
ending with a content word, are counted (Och & Ney 2004). A pair stands if each side is the
other's most probable phrase; pairs are ranked by the logarithm of their count times both
probabilities. A report's list is cut where it is as long as the gold list: no threshold could
be kinder. The measures are those of bench/terms.py, whose figures for align are printed beside.
"""

from __future__ import annotations

import math
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import terms as measures
from renderings import tico19
from reports import read_reports

from align.model import Alignment
from align.settings import TermSettings
from align.terms.index import CLASSES, Index, build_index
from align.terms.mine import mine
from align.terms.pairs import run_key
from align.text.words import comparable

Pair = tuple[str, str]
Links = set[tuple[int, int]]

FUNCTION = CLASSES.index("function")
LONGEST = {"zh": 5, "en": 6}
NEIGHBOURS = [(-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)]


def links(program: Path, index: Index) -> list[Links]:
    """The word links of every bead, by eflomal in both directions, symmetrised."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder) / name for name in ("zh", "en", "forward", "backward")}
        for side in (index.zh, index.en):
            lines = [
                " ".join(
                    side.vocabulary[word].lower().replace(" ", "_") for word in side.bead(bead)
                ) or "_"
                for bead in range(len(index.beads))
            ]  # fmt: skip
            paths[side.lang].write_text("\n".join(lines) + "\n", "utf-8")
        subprocess.run(
            [program, "-s", paths["zh"], "-t", paths["en"], "-f", paths["forward"],
             "-r", paths["backward"], "--overwrite"],
            check=True, capture_output=True,
        )  # fmt: skip
        both = [
            [
                {(int(i), int(j)) for i, j in (link.split("-") for link in line.split())}
                for line in paths[name].read_text("utf-8").splitlines()
            ]
            for name in ("forward", "backward")
        ]
    return [symmetrised(one, two) for one, two in zip(*both, strict=True)]


def symmetrised(forward: Links, backward: Links) -> Links:
    """Grow-diag-final-and."""
    union, found = forward | backward, forward & backward
    grown = True
    while grown:
        grown = False
        for i, j in sorted(found):
            for down, right in NEIGHBOURS:
                link = (i + down, j + right)
                rows, columns = {i for i, _ in found}, {j for _, j in found}
                if link in union - found and (link[0] not in rows or link[1] not in columns):
                    found.add(link)
                    grown = True
    for link in sorted(union - found):
        if link[0] not in {i for i, _ in found} and link[1] not in {j for _, j in found}:
            found.add(link)
    return found


def phrases(index: Index, bead: int, found: Links) -> set[Pair]:
    """The phrase pairs of a bead that are consistent with its links."""
    zh_base, en_base = int(index.zh.offsets[bead]), int(index.en.offsets[bead])
    zh_kinds = index.zh.classes[zh_base : int(index.zh.offsets[bead + 1])].tolist()
    en_kinds = index.en.classes[en_base : int(index.en.offsets[bead + 1])].tolist()
    pairs: set[Pair] = set()
    for first in range(len(zh_kinds)):
        for last in range(first, min(first + LONGEST["zh"], len(zh_kinds))):
            columns = [j for i, j in found if first <= i <= last]
            if not columns or FUNCTION in (zh_kinds[first], zh_kinds[last]):
                continue
            low, high = min(columns), max(columns)
            if any(low <= j <= high and not first <= i <= last for i, j in found):
                continue
            linked = {j for _, j in found}
            for left in range(low, -1, -1):
                if left < low and left in linked:
                    break
                for right in range(high, len(en_kinds)):
                    if (right > high and right in linked) or right - left >= LONGEST["en"]:
                        break
                    if FUNCTION not in (en_kinds[left], en_kinds[right]):
                        pairs.add((
                            run_key(index.zh, zh_base + first, zh_base + last + 1),
                            run_key(index.en, en_base + left, en_base + right + 1),
                        ))  # fmt: skip
    return pairs


def mined(program: Path, alignments: Sequence[Alignment]) -> list[set[Pair]]:
    """The baseline's glossary, best pair first."""
    index = build_index(alignments)
    counts: Counter[Pair] = Counter()
    for bead, found in enumerate(links(program, index)):
        counts.update(phrases(index, bead, found))
    zh: Counter[str] = Counter()
    en: Counter[str] = Counter()
    by_zh: dict[str, list[Pair]] = defaultdict(list)
    by_en: dict[str, list[Pair]] = defaultdict(list)
    for pair, count in counts.items():
        zh[pair[0]] += count
        en[pair[1]] += count
        by_zh[pair[0]].append(pair)
        by_en[pair[1]].append(pair)

    def best(pairs: list[Pair]) -> Pair:
        return min(pairs, key=lambda pair: (-counts[pair], len(pair[0]) + len(pair[1]), pair))

    stand = [pair for pair in counts if best(by_zh[pair[0]]) == pair == best(by_en[pair[1]])]

    def worth(pair: Pair) -> float:
        count = counts[pair]
        return math.log2(1 + count) * count / zh[pair[0]] * count / en[pair[1]]

    stand.sort(key=lambda pair: (-worth(pair), -len(pair[0]), pair))
    return [{pair} for pair in stand]


def main(program: Path, corpora: Path, gold: Path) -> None:
    """Print the figures of the baseline, and of align on the same sets."""
    for report in read_reports(corpora):
        listed = {(comparable(zh, "zh"), comparable(en, "en")) for zh, en, _ in report.terms}
        key = {(comparable(zh, "zh"), comparable(en, "en")) for zh, en in report.key_terms}
        for name, entries in (
            ("baseline", mined(program, [report.alignment])[: len(listed)]),
            ("align", measures.pairs_of(mine([report.alignment]))),
        ):
            right = sum(bool(entry & listed) for entry in entries)
            proposed = set().union(*entries)
            print(
                f"{report.name:22} {name:9} precision {right / len(entries):.2f}"
                f"  recall {len(key & proposed) / len(key):.2f}",
                flush=True,
            )
    for path in sorted((gold / "terms" / "hkma" / "filtered").glob("*.jsonl")):
        year, direction, *_ = re.split(r"\.", path.name)
        chapters, _ = measures.hkma_gold(gold, year, direction)
        print("baseline ", end="")
        measures.judge_year(chapters, mined(program, chapters), year, direction, gold)
        print("align    ", end="")
        entries = measures.pairs_of(mine(chapters, TermSettings(min_score=0.1)))
        measures.judge_year(chapters, entries, year, direction, gold)
    documents, glossary = tico19(gold / "terms" / "tico19")
    listed = {
        (comparable(zh, "zh"), comparable(en, "en"))
        for en, targets in glossary.items()
        for zh in targets
    }
    print("baseline ", end="")
    measures.judge_covid(documents, mined(program, documents), listed)
    print("align    ", end="")
    entries = measures.pairs_of(mine(documents, TermSettings(min_score=0.1)))
    measures.judge_covid(documents, entries, listed)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
