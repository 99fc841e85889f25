"""How good mined terms are: bundled reports, a README, annual reports, COVID texts.

Usage: python bench/terms.py CORPORA [GOLD]

CORPORA: each report alone, aligned as its gold says, against its gold terms. Precision: entries
with a pair of terms that the list has; recall: key pairs that some entry has (and of all).
GOLD/terms/hkma with GOLD/blocks/hkma: each year; of the N dictionary entries that occur in the
text (and their target in the other) twice or more, how many are among the N best entries; and of
the entries whose source side is in the dictionary, how many have a listed target; in brackets the
same where each pair of forms of an entry counts by itself. First with whatever scores .1, then as
mined without any option.
GOLD/terms/tico19: of the glossary pairs that co-occur twice or more, how many are found.
GOLD/documents/readmes: whether 通义千问 = Qwen is in the glossary of its README.
Inflection and case aside throughout.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from renderings import hkma_year, pairs_as_alignment, tico19
from reports import read_reports

from align.model import Alignment, Glossary, Lang, TermEntry
from align.settings import TermSettings
from align.terms.mine import mine
from align.text.words import comparable

Pair = tuple[str, str]


def pairs_of(glossary: Glossary) -> list[set[Pair]]:
    """The comparable pairs of each entry, best entry first."""
    return pairs_of_entries(glossary.entries)


def pairs_of_entries(entries: Sequence[TermEntry]) -> list[set[Pair]]:
    """As :func:`pairs_of`, of entries."""
    return [
        {
            (comparable(zh.text, "zh"), comparable(en.text, "en"))
            for zh in entry.in_lang("zh")
            for en in entry.in_lang("en")
        }
        for entry in entries
    ]


def reports(folder: Path) -> None:
    """The bundled reports, each alone."""
    hits = mined = found = listed = found_all = listed_all = 0
    for report in read_reports(folder):
        start = time.perf_counter()
        entries = pairs_of(mine([report.alignment]))
        seconds = time.perf_counter() - start
        gold = {(comparable(zh, "zh"), comparable(en, "en")) for zh, en, _ in report.terms}
        right = sum(bool(entry & gold) for entry in entries)
        key = {(comparable(zh, "zh"), comparable(en, "en")) for zh, en in report.key_terms}
        proposed: set[Pair] = set().union(*entries) if entries else set()
        have, have_all = len(key & proposed), len(gold & proposed)
        print(
            f"{report.name:22} precision {right / max(len(entries), 1):.2f}"
            f"  recall {have / len(key):.2f} (all {have_all / len(gold):.2f})"
            f"  entries {len(entries)}  {seconds:.2f} s"
        )
        hits, mined = hits + right, mined + len(entries)
        found, listed = found + have, listed + len(key)
        found_all, listed_all = found_all + have_all, listed_all + len(gold)
    print(
        f"{'all reports':22} precision {hits / mined:.3f}  recall {found / listed:.3f}"
        f" (all {found_all / listed_all:.3f})"
    )


def count_both(alignments: Sequence[Alignment], pair: Pair) -> int:
    """In how many beads both sides of a pair stand."""
    total = 0
    for alignment in alignments:
        for bead in alignment.beads:
            zh = comparable(alignment.text(bead, "zh"), "zh")
            if pair[0] in zh:
                total += f" {pair[1]} " in f" {comparable(alignment.text(bead, 'en'), 'en')} "
    return total


def hkma_gold(gold: Path, year: str, direction: str) -> tuple[list[Alignment], set[Pair]]:
    """The chapters of a year, and its dictionary as comparable pairs, Chinese first."""
    chapters = [alignment for _, _, alignment in hkma_year(gold / "blocks" / "hkma", year)]
    source: Lang = "zh" if direction == "zhen" else "en"
    pairs: set[Pair] = set()
    path = gold / "terms" / "hkma" / "filtered" / f"{year}.{direction}.proper.jsonl"
    for line in path.read_text("utf-8").splitlines():
        for term, targets in json.loads(line)["terms"].items():
            for target in targets:
                zh, en = (term, target) if source == "zh" else (target, term)
                pairs.add((comparable(zh, "zh"), comparable(en, "en")))
    return chapters, pairs


def recurring(alignments: Sequence[Alignment], pairs: set[Pair], source: Lang) -> set[str]:
    """The source terms that stand in two beads or more together with one of their targets."""
    texts = [
        (comparable(one.text(bead, "zh"), "zh"), comparable(one.text(bead, "en"), "en"))
        for one in alignments
        for bead in one.beads
    ]
    beads: dict[str, set[int]] = {}
    for zh, en in sorted(pairs):
        term = zh if source == "zh" else en
        for number, (one, two) in enumerate(texts):
            if zh in one and f" {en} " in f" {two} ":
                beads.setdefault(term, set()).add(number)
    return {term for term, found in beads.items() if len(found) > 1}


def judge_year(
    chapters: Sequence[Alignment], mined: Sequence[set[Pair]], year: str, direction: str, gold: Path
) -> None:
    """Print how much of a year's dictionary is among the best entries, and how many are listed.

    In brackets the same where each pair of forms of an entry counts by itself.
    """
    _, listed = hkma_gold(gold, year, direction)
    side = 0 if direction == "zhen" else 1
    often = recurring(chapters, listed, "zh" if direction == "zhen" else "en")
    sources = {pair[side] for pair in listed}

    def found(best: Sequence[set[Pair]]) -> float:
        return len({pair[side] for one in best for pair in one & listed} & often) / len(often)

    def right(some: Sequence[set[Pair]]) -> tuple[float, int]:
        known = [one for one in some if any(pair[side] in sources for pair in one)]
        return sum(bool(one & listed) for one in known) / max(len(known), 1), len(known)

    single = [{pair} for one in mined for pair in sorted(one)]
    first, pairs = mined[: len(often)], single[: len(often)]
    print(
        f"hkma {year} {direction}  found {found(first):.3f} of {len(often)} ({found(pairs):.3f})"
        f"  listed target {right(mined)[0]:.3f} of {right(mined)[1]} ({right(single)[0]:.3f})"
        f"  of the first N {right(first)[0]:.3f} ({right(pairs)[0]:.3f})  mined {len(mined)}",
        flush=True,
    )


def hkma(gold: Path, year: str, direction: str) -> None:
    """One year of annual reports against its dictionary."""
    chapters, _ = hkma_gold(gold, year, direction)
    for settings in (TermSettings(min_score=0.1), TermSettings()):
        judge_year(chapters, pairs_of(mine(chapters, settings)), year, direction, gold)


def judge_covid(
    documents: Sequence[Alignment], mined: Sequence[set[Pair]], listed: set[Pair]
) -> None:
    """Print how many of the glossary pairs that co-occur twice or more are found."""
    wanted = {pair for pair in listed if count_both(documents, pair) > 1}
    found = set().union(*mined) if mined else set()
    print(f"tico19  found {len(wanted & found) / len(wanted):.3f} of {len(wanted)}"
          f"  mined {len(mined)}", flush=True)  # fmt: skip


def covid(gold: Path) -> None:
    """The COVID texts against their glossaries."""
    documents, glossary = tico19(gold / "terms" / "tico19")
    listed = {
        (comparable(zh, "zh"), comparable(en, "en")) for en, all_zh in glossary.items()
        for zh in all_zh
    }  # fmt: skip
    judge_covid(documents, pairs_of(mine(documents, TermSettings(min_score=0.1))), listed)


def readme(gold: Path) -> None:
    """Whether a README's own name is in its glossary; its blocks are paired by their order."""
    from align.api import align_documents
    from align.formats.documents import read_document

    folder = gold / "documents" / "readmes"
    alignment = align_documents(
        read_document(folder / "qwen_readme.zh.md"), read_document(folder / "qwen_readme.en.md")
    )
    entries = pairs_of(mine([alignment]))
    names = [entry for entry in entries if ("通义千问", "qwen") in entry]
    print(f"qwen_readme  通义千问 = Qwen: {bool(names)}  mined {len(entries)}")


def main(corpora: Path, gold: Path | None) -> None:
    """Print all figures that the given folders allow."""
    reports(corpora)
    if gold is None:
        return
    for path in sorted((gold / "terms" / "hkma" / "filtered").glob("*.jsonl")):
        year, direction, *_ = re.split(r"\.", path.name)
        hkma(gold, year, direction)
    covid(gold)
    readme(gold)


__all__ = ["main", "pairs_as_alignment"]

if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
