"""How good mined terms are: bundled reports, a README, annual reports, COVID texts.

Usage: python bench/terms.py CORPORA [GOLD]

CORPORA: each report alone, aligned as its gold says, against its gold terms. Precision: entries
with a pair of terms that the list has; recall: key pairs that some entry has (and of all).
GOLD/terms/hkma with GOLD/blocks/hkma: each year; of the N dictionary entries that occur in the
text (and their target in the other) twice or more, how many are among the N best pairs; and of
the mined pairs whose source side is in the dictionary, how many have a listed target.
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

from align.model import Alignment, Glossary, Lang
from align.settings import TermSettings
from align.terms.mine import mine
from align.text.words import comparable

Pair = tuple[str, str]


def pairs_of(glossary: Glossary) -> list[set[Pair]]:
    """The comparable pairs of each entry, best entry first."""
    return [
        {
            (comparable(zh.text, "zh"), comparable(en.text, "en"))
            for zh in entry.in_lang("zh")
            for en in entry.in_lang("en")
        }
        for entry in glossary.entries
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


def hkma(gold: Path, year: str, direction: str) -> None:
    """One year of annual reports against its dictionary."""
    source: Lang = "zh" if direction == "zhen" else "en"
    target: Lang = "en" if source == "zh" else "zh"
    chapters = [alignment for _, _, alignment in hkma_year(gold / "blocks" / "hkma", year)]
    dictionary: dict[str, set[str]] = {}
    path = gold / "terms" / "hkma" / "filtered" / f"{year}.{direction}.proper.jsonl"
    for line in path.read_text("utf-8").splitlines():
        for term, targets in json.loads(line)["terms"].items():
            dictionary.setdefault(comparable(term, source), set()).update(
                comparable(t, target) for t in targets
            )
    texts = {
        lang: [
            comparable(chapter.text(bead, lang), lang)
            for chapter in chapters
            for bead in chapter.beads
        ]
        for lang in ("zh", "en")
    }

    def occurs(term: str, lang: Lang, text: str) -> bool:
        return f" {term} " in f" {text} " if lang == "en" else term in text

    often = {
        term
        for term, targets in dictionary.items()
        if sum(
            occurs(term, source, one) and any(occurs(t, target, two) for t in targets)
            for one, two in zip(texts[source], texts[target], strict=True)
        )
        > 1
    }
    start = time.perf_counter()
    entries = pairs_of(mine(chapters, TermSettings(min_score=0.1)))
    seconds = time.perf_counter() - start
    flat = [pair if source == "zh" else (pair[1], pair[0]) for e in entries for pair in sorted(e)]
    top = flat[: len(often)]
    got = {one for one, two in top if one in often and two in dictionary[one]}
    known = [(one, two) for one, two in flat if one in dictionary]
    right = sum(two in dictionary[one] for one, two in known)
    print(
        f"hkma {year} {direction}  found {len(got) / len(often):.3f} of {len(often)}"
        f"  listed target {right / max(len(known), 1):.3f} of {len(known)}"
        f"  mined {len(flat)}  {seconds:.1f} s",
        flush=True,
    )


def covid(gold: Path) -> None:
    """The COVID texts against their glossaries."""
    documents, glossary = tico19(gold / "terms" / "tico19")
    wanted = {
        (comparable(zh, "zh"), comparable(en, "en")) for en, all_zh in glossary.items()
        for zh in all_zh
    }  # fmt: skip
    wanted = {pair for pair in wanted if count_both(documents, pair) > 1}
    start = time.perf_counter()
    entries = pairs_of(mine(documents, TermSettings(min_score=0.1)))
    seconds = time.perf_counter() - start
    mined = set().union(*entries)
    print(f"tico19  found {len(wanted & mined) / len(wanted):.3f} of {len(wanted)}"
          f"  mined {len(entries)}  {seconds:.1f} s")  # fmt: skip


def readme(gold: Path) -> None:
    """Whether a README's own name is in its glossary; its blocks are paired by their order."""
    from align.api import align_documents, read

    folder = gold / "documents" / "readmes"
    alignment = align_documents(
        read(folder / "qwen_readme.zh.md"), read(folder / "qwen_readme.en.md")
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
