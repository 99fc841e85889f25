"""Scores of machine translations, against what the WMT25 terminology task has published.

    python bench/score.py GOLD [--own]

``GOLD/terms/hkma``: from the organisers' renderings (``pseudorefs``) the published consistency;
the success rate of each system by the published definition; with ``--own`` the consistency that
``align score`` gives, from our own alignment and renderings of the systems' translations, beside
the published one, and how the two order the systems (Spearman's rank correlation).
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from align.api import align_documents
from align.check.score import (
    KINDS,
    TermUse,
    agreement,
    consistency,
    success_rate,
    term_uses,
)
from align.model import Alignment, Block, Document, Glossary, Lang, Term, TermEntry

# Chapters (from 0) that open with the system's notes to itself or tags of its own, and where the
# organisers find no rendering for whole runs of uses; their rows: 121 of 210, 21 of 132, 43 of 173.
NOTES = {
    ("2015", "stitch"): ((8, range(1484, 1694)),),
    ("2017", "stitch"): ((3, range(491, 623)), (8, range(1329, 1502))),
}
BREAK = re.compile(r"\n\s*\n")


def main() -> None:
    """Print one line a system and year."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--own", action="store_true", help="with our own renderings, too")
    parser.add_argument("--year", help="only this year")
    options = parser.parse_args()
    folder = options.gold / "terms" / "hkma"
    published = {
        direction: json.loads((folder / "published" / f"stats-{direction}.noterm.json").read_text())
        for direction in ("zhen", "enzh")
    }
    from_pseudorefs(folder, published)
    from_systems(folder, published, options)


def from_pseudorefs(folder: Path, published: dict[str, Any]) -> None:
    """The published figures from the organisers' renderings.

    Once with their pseudo-references, once with those that are ours for the same renderings.
    """
    most = {"given": 0.0, "own": 0.0}
    count = 0
    for year, direction, systems in organisers(folder):
        for system, rows in systems.items():
            if year not in published[direction].get(system, {}):
                continue
            own = consistency(rows_uses(systems, system))
            for column, kind in enumerate(KINDS):
                cells = [row[2 * column + 1 : 2 * column + 3] for row in rows]
                given = agreement([cell[0] for cell in cells], [cell[1] for cell in cells])
                theirs = published[direction][system][year][kind]
                for name, ours in (("given", given), ("own", own[kind])):
                    if (name, kind) == ("own", "predefined"):
                        continue  # what the glossary prescribes is not in the file
                    off = (abs(ours.micro - theirs["micro"]), abs(ours.macro - theirs["macro"]))
                    most[name] = max(most[name], *off)
                count += 2
    print(f"pseudo-references: {count} published figures, largest difference {most['given']:.6f}")
    print(f"first and frequent by our definition, largest difference {most['own']:.6f}")


def organisers(folder: Path) -> Iterator[tuple[str, str, dict[str, list[list[str]]]]]:
    """Each year's direction and rows by system, of the systems with the same uses."""
    found: dict[tuple[str, str], dict[str, list[list[str]]]] = {}
    for path in sorted((folder / "pseudorefs").iterdir()):
        system, year, direction = path.name.split(".")[:3]
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
        found.setdefault((year, direction), {})[system] = rows
    for (year, direction), systems in sorted(found.items()):
        size = max(map(len, systems.values()))
        yield year, direction, {name: rows for name, rows in systems.items() if len(rows) == size}


def rows_uses(
    systems: dict[str, list[list[str]]], system: str, left_out: Sequence[range] = ()
) -> list[TermUse]:
    """A system's rows as uses; those of a term have the same pseudo-references everywhere."""
    return [
        TermUse(
            repr([rows[at][2::2] for rows in systems.values()]), row[1] if row[1] != "▔" else ""
        )
        for at, row in enumerate(systems[system])
        if not any(at in rows for rows in left_out)
    ]


def from_systems(folder: Path, published: dict[str, Any], options: argparse.Namespace) -> None:
    """Success rates, and consistency by our own renderings."""
    for dictionary in sorted((folder / "dictionaries").glob("*.jsonl")):
        year = dictionary.stem
        if options.year not in (None, year):
            continue
        source: Lang = "zh" if int(year) % 2 == 0 else "en"
        target: Lang = "en" if source == "zh" else "zh"
        chapters = [json.loads(line) for line in dictionary.read_text("utf-8").splitlines()]
        terms = chapters[0]["proper"]
        direction = source + target
        human = success_rate(((c[source], c[target], None) for c in chapters), terms)
        print(f"{year} {direction} {'reference':26} success {human:.3f}")
        figures: list[tuple[float, float]] = []
        for system in sorted((folder / "systems").glob(f"*/*.{year}.*.jsonl")):
            name = system.parent.name
            hyps = [json.loads(line) for line in system.read_text("utf-8").splitlines()]
            texts = [(c[source], h[target], c[target]) for c, h in zip(chapters, hyps, strict=True)]
            line = f"{year} {direction} {name:26} success {success_rate(texts, terms) or 0:.3f}"
            theirs = published[direction].get(name, {}).get(year)
            if options.own and theirs:
                aligned = [bitext(s, h, source, name) for s, h, _ in texts]
                ours = consistency(term_uses(aligned, glossary(terms, source, target), source))
                for kind in KINDS:
                    line += (
                        f"  {kind} {ours[kind].micro:.3f}/{ours[kind].macro:.3f}"
                        f" ({theirs[kind]['micro']:.3f}/{theirs[kind]['macro']:.3f})"
                    )
                figures.append((ours["frequent"].macro, theirs["frequent"]["macro"]))
                lost = NOTES.get((year, name), ())
                if lost:
                    chosen = [a for n, a in enumerate(aligned) if n not in dict(lost)]
                    ours = consistency(term_uses(chosen, glossary(terms, source, target), source))
                    systems = next(rows for y, _, rows in organisers(folder) if y == year)
                    others = consistency(rows_uses(systems, name, [at for _, at in lost]))
                    line += (
                        f"\n     without chapter {' and '.join(str(n + 1) for n, _ in lost)}:"
                        f" frequent, macro {ours['frequent'].macro:.3f}"
                        f" ({others['frequent'].macro:.3f})"
                    )
            print(line, flush=True)
        if figures:
            ours_only, theirs_only = zip(*figures, strict=True)
            off = [one - other for one, other in figures]
            print(
                f"{year} frequent, macro: ours less published from {min(off):+.3f} to"
                f" {max(off):+.3f}; rank correlation {rank_correlation(ours_only, theirs_only):.2f}"
            )


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's rank correlation of figures without ties.

    >>> rank_correlation([0.9, 0.8, 0.7], [0.5, 0.4, 0.3])
    1.0
    """
    size = len(one)
    places = [[sorted(row).index(value) for value in row] for row in (one, other)]
    apart = sum((first - second) ** 2 for first, second in zip(*places, strict=True))
    return 1 - 6 * apart / (size * (size**2 - 1)) if size > 1 else 1.0


def bitext(source_text: str, hypothesis: str, source: Lang, name: str) -> Alignment:
    """A chapter and its translation, their sentences aligned."""

    def document(text: str, lang: Lang) -> Document:
        parts = (re.sub(r"\s+", " ", part).strip() for part in BREAK.split(text))
        return Document(name, lang, tuple(Block("paragraph", part) for part in parts if part))

    target: Lang = "en" if source == "zh" else "zh"
    pair = {source: document(source_text, source), target: document(hypothesis, target)}
    return align_documents(pair["zh"], pair["en"])


def glossary(terms: dict[str, list[str]], source: Lang, target: Lang) -> Glossary:
    """A dictionary as a glossary."""
    return Glossary(
        tuple(
            TermEntry(f"c{n}", (Term(source, term), *(Term(target, t) for t in targets)))
            for n, (term, targets) in enumerate(terms.items())
        )
    )


if __name__ == "__main__":
    main()
