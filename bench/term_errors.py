"""Where the miner loses the terms of the bundled reports, and lets others in: a listing to read.

Usage: python bench/term_errors.py CORPORA

For each listed pair that is in no entry, the first stage that lost it; then how many were lost at
each stage, and the pairs of entries that the lists have not, by which of their sides is listed.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from reports import read_reports
from terms import pairs_of_entries

from align.model import Lang
from align.settings import TermSettings
from align.terms.association import associate
from align.terms.candidates import candidates
from align.terms.index import Index, build_index
from align.terms.mine import finish, in_order, prepare
from align.terms.pairs import run_key
from align.terms.ranking import rank
from align.terms.selection import RECURRING
from align.terms.tally import PairName
from align.text.words import comparable


def keys(index: Index, lang: Lang) -> set[str]:
    """All candidates of one side of a collection, in the form that pairs have."""
    side = index.side(lang)
    found = set()
    for bead in range(len(index.beads)):
        base = int(side.offsets[bead])
        runs = candidates(index, lang, bead)
        for first, last in zip(runs.firsts, runs.lasts, strict=True):
            found.add(run_key(side, base + first, base + last))
    return found


def main(corpora: Path) -> None:
    """Print every loss with its stage, and the sums."""
    least = TermSettings().min_score
    lost: Counter[tuple[str, str]] = Counter()
    wrong: Counter[str] = Counter()
    for report in read_reports(corpora):
        index = build_index(in_order([report.alignment]), collapsed=True)
        material = prepare(index, associate(index))
        ranked = rank(index, material.pairs, given=material.given, full_forms=material.full_forms)
        scores = {(pair.zh, pair.en): pair.score for pair in ranked}
        entries = pairs_of_entries(finish(material, ranked, least))
        proposed: set[PairName] = set().union(*entries) if entries else set()
        zh_keys, en_keys = keys(index, "zh"), keys(index, "en")
        listed = {(comparable(zh, "zh"), comparable(en, "en")) for zh, en, _ in report.terms}
        important = {(comparable(zh, "zh"), comparable(en, "en")) for zh, en in report.key_terms}
        for pair in sorted(listed - proposed):
            if pair not in material.pairs:
                zh, en = pair[0] in zh_keys, pair[1] in en_keys
                stage = "never paired" if zh and en else (
                    "no candidate: Chinese" if en else
                    "no candidate: English" if zh else "no candidate: both"
                )  # fmt: skip
            elif scores.get(pair, 0.0) < least - RECURRING * (material.pairs[pair].count > 1):
                stage = "scored too low"
            else:
                stage = "beaten or crossed"
            kind = "key" if pair in important else "other"
            lost[stage, kind] += 1
            score = f"{scores[pair]:.2f}" if pair in scores else "-"
            print("lost", report.name, stage, kind, *pair, score, sep="\t")
        zh_listed, en_listed = {zh for zh, _ in listed}, {en for _, en in listed}
        for entry in entries:
            if entry & listed:
                continue
            zh, en = any(a in zh_listed for a, _ in entry), any(b in en_listed for _, b in entry)
            why = "both sides listed, apart" if zh and en else (
                "Chinese side listed" if zh else "English side listed" if en else "neither side"
            )  # fmt: skip
            wrong[why] += 1
            best = max(sorted(entry), key=lambda pair: scores.get(pair, 0.0))
            print("wrong", report.name, why, "", *best, f"{scores.get(best, 0.0):.2f}", sep="\t")
    for (stage, kind), times in sorted(lost.items()):
        print(f"{times:4} lost: {stage} ({kind})")
    for why, times in sorted(wrong.items()):
        print(f"{times:4} wrong: {why}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
