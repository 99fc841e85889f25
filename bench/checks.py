"""What the checks find and what they cry wolf about.

    python bench/checks.py GOLD [--corpora corpora] [--show 20] [--changes 1000] [--only KIND ...]

*Planted*: the bundled reports, on their gold beads and on the aligner's own; how many of the
planted inconsistencies have a finding in their bead, and how many findings (info left out) stand
in other beads.

*False alarms*: the annual reports of ``GOLD/blocks/hkma``, block by block; professional
translations, so nearly every finding is one, or a slip of the pages' text. ``--show`` prints some.

*Found*: one thing of a block is changed at random, one change a block and few blocks at a time:
a digit or a scale, a letter of a name that stands in the text twice or more, a term of the
glossary ``GOLD/terms/hkma/filtered`` (replaced by another term of it), a tag put into both sides.
A changed name counts as found by a finding that its block did not have before; a changed term by
a finding of that term, for which only the changed blocks are checked: the rule looks at one block
at a time, and the words of all blocks of a year need not be linked again for a few.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import string
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from quantities import DIFFERENT, PARAGRAPH, change
from renderings import pairs_as_alignment
from reports import Report, read_reports

from align.check.pair import Pair
from align.check.run import report
from align.model import Alignment, Finding, Glossary, Term, TermEntry
from align.settings import CheckSettings
from align.terms.mine import mine

Texts = list[tuple[str, str]]
NONE = Glossary(())
KINDS = ("quantity", "name", "word", "term", "tag")
NAME = re.compile(
    r"\b(?!(?:The|This|These|Our|For|With|While) )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,}){1,2}\b"
)
# One word in capitals inside a sentence, not a part of a longer name.
WORD = re.compile(r"(?<=[a-z,] )(?<!\bthe )[A-Z][a-z]{4,}(?=(?: [a-z]|[,.;)]|['’]s))")
TAGS = (
    "<b>",
    "</i>",
    "{0}",
    "{name}",
    "%s",
    "&nbsp;",
    "https://www.example.com/a1",
    "a@example.com",
)

RULES = {
    "quantity": "quantity,date,model-number,product",
    "name": "name,name-replaced,product",
    "word": "name,name-replaced,product",
    "term": "term-not-used,term-forbidden",
    "tag": "tag,address",
}


def main() -> None:
    """Print one line a report, a corpus, a kind of change."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--corpora", type=Path, default=Path(__file__).parents[1] / "corpora")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--changes", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", nargs="+", choices=["planted", "alarms", *KINDS], help="what to measure"
    )
    options = parser.parse_args()
    wanted = options.only or ["planted", "alarms", *KINDS]
    if "planted" in wanted:
        reports = read_reports(options.corpora)
        for label, own in (("gold beads", False), ("own beads", True)):
            planted(reports, label, own=own)
    years = hkma(options.gold)
    if "alarms" in wanted:
        false_alarms(years, options)
    for kind in KINDS:
        if kind in wanted:
            detection(kind, years, options)


def planted(reports: list[Report], label: str, *, own: bool) -> None:
    """The planted inconsistencies of the bundled reports."""
    from align.bitext.align import align_documents
    from align.encode.choose import choose
    from align.settings import BitextSettings

    for bundled in reports:
        alignment = bundled.alignment
        if own:
            alignment = align_documents(
                alignment.zh, alignment.en, BitextSettings(), encoder=choose("use"), lines=True
            )
        items = report(alignment, mine([alignment])).findings.items
        loud = [item for item in items if item.severity != "info"]
        beads = [
            {
                number
                for number, bead in enumerate(alignment.beads)
                if int(row["zh_line"]) in bead.zh or int(row["en_line"]) in bead.en
            }
            for row in bundled.planted
        ]
        hit = [any(item.bead in where for item in loud) for where in beads]
        false = [item for item in loud if not any(item.bead in where for where in beads)]
        print(
            f"planted, {label:10} {bundled.name:22} found {sum(hit)} of {len(hit)}"
            f"   false alarms {len(false)}"
        )
        for row, found in zip(bundled.planted, hit, strict=True):
            if not found:
                print("      missed:", row["rule"], row["zh"], "|", row["found"])
        for item in false:
            print("      false: ", item.rule, item.term, "|", item.expected, "|", item.found)


def hkma(gold: Path) -> dict[str, Texts]:
    """The blocks of the annual reports by year."""
    years: dict[str, Texts] = {}
    for year in sorted((gold / "blocks" / "hkma").iterdir()):
        for english in sorted(year.glob("[0-9]*.md")):
            if (year.name, english.name[:2]) in DIFFERENT:
                continue
            en = PARAGRAPH.split(english.read_text(encoding="utf-8").strip())
            zh = PARAGRAPH.split((year / f"C{english.name}").read_text(encoding="utf-8").strip())
            years.setdefault(year.name, []).extend(zip(zh, en, strict=True))
    return years


def false_alarms(years: dict[str, Texts], options: argparse.Namespace) -> None:
    """Findings a rule in texts that agree."""
    counts: Counter[str] = Counter()
    blocks = numbers = alarmed = 0
    shown: list[str] = []
    for year, texts in years.items():
        alignment = pairs_as_alignment(texts, year)
        blocks += len(texts)
        numbers += sum(bool(re.search(r"\d", zh + en)) for zh, en in texts)
        items = report(alignment, NONE).findings.items
        counts.update(item.rule for item in items)
        alarmed += len({item.bead for item in items if item.rule in ("quantity", "date")})
        shown += [line(alignment, item) for item in items]
    print(
        f"false alarms: {blocks} blocks, {numbers} with a number; quantities or dates reported in "
        f"{alarmed} ({alarmed / numbers:.1%})"
    )
    print("   findings a rule: ", ", ".join(f"{rule} {n}" for rule, n in counts.most_common()))
    random.Random(options.seed).shuffle(shown)
    for text in shown[: options.show]:
        print("  ", text)


def line(alignment: Alignment, item: Finding) -> str:
    """A finding with a little of what stands around it."""
    pair = Pair(alignment, item.bead)
    parts = [f"{alignment.zh.id} {item.bead + 1} {item.rule}: {dict(item.message.values)}"]
    for side, places in ((pair.zh, item.zh), (pair.en, item.en)):
        for place in places[:1]:
            around = side.text[max(0, place.start - 40) : place.end + 40]
            parts.append(around.replace("\n", " "))
    return " | ".join(parts)


def detection(kind: str, years: dict[str, Texts], options: argparse.Namespace) -> None:
    """Change one thing in some blocks, again and again: how often there is a new finding."""
    chance = random.Random(options.seed)
    changed = found = 0
    missed: list[str] = []
    unchanged: dict[str, set[int]] = {}
    while changed < options.changes:
        before = changed
        for year, texts in years.items():
            if kind == "term" and int(year) % 2:
                continue
            glossary = terms(options.gold, year) if kind == "term" else NONE
            settings = CheckSettings(rules=RULES[kind])
            base, now, what = list(texts), list(texts), {}
            for number in chance.sample(range(len(texts)), max(1, len(texts) // 24)):
                made = altered(kind, texts, number, glossary, chance)
                if made is not None:
                    base[number], now[number], what[number] = made
            if kind == "term":
                clean = set()
                order = list(what)
                told = findings([now[number] for number in order], year, glossary, settings)
                alarmed = {
                    order[item.bead]
                    for item in told
                    if what[order[item.bead]].startswith(f"{item.term}: ")
                }
            else:
                if base != texts or year not in unchanged:
                    unchanged[year] = {i.bead for i in findings(base, year, glossary, settings)}
                clean = unchanged[year]
                alarmed = {item.bead for item in findings(now, year, glossary, settings)}
            for number, words in what.items():
                if number in clean:
                    continue
                changed += 1
                found += number in alarmed
                if number not in alarmed:
                    missed.append(f"{year} {number}: {words}")
        if changed == before:
            break
    print(f"found: {kind:9} {found} of {changed} ({found / max(changed, 1):.1%})")
    for text in missed[: options.show]:
        print("   missed", text)


def findings(
    texts: Texts, year: str, glossary: Glossary, settings: CheckSettings
) -> Sequence[Finding]:
    """What the rules of the settings find."""
    return report(pairs_as_alignment(texts, year), glossary, settings).findings.items


def altered(
    kind: str, texts: Texts, number: int, glossary: Glossary, chance: random.Random
) -> tuple[tuple[str, str], tuple[str, str], str] | None:
    """A pair as it was, the pair with a change, and the change in words."""
    zh, en = texts[number]
    if kind == "quantity":
        side = chance.random() < 0.5
        made = change(zh if side else en, chance)
        if made is None:
            return None
        return (zh, en), (made[1], en) if side else (zh, made[1]), made[2]
    if kind == "tag":
        tag = chance.choice(TAGS)
        zh, en = f"{zh} {tag}", f"{tag} {en}"
        at = chance.randrange(1, len(tag) - 1) if len(tag) > 2 else 1
        other = tag[:at] + chance.choice(string.ascii_lowercase) + tag[at + 1 :]
        if chance.random() < 0.5 or other == tag or tag == "%s":
            other = ""
        return (zh, en), (zh, en.replace(tag, other, 1)), f"{tag} -> {other}"
    if kind in ("name", "word"):
        return renamed(kind, texts, number, chance)
    here = [
        (entry.terms[0].text, entry.terms[1].text)
        for entry in glossary.entries
        if entry.terms[0].text in zh and entry.terms[1].text in en
    ]
    if not here:
        return None
    source, target = chance.choice(here)
    # Not a term that stands in a longer one here, which would hide it.
    if any(source in one and source != one for one, _ in here):
        return None
    instead = chance.choice([e.terms[1].text for e in glossary.entries])
    if target.lower() in instead.lower() or instead.lower() in target.lower():
        return None
    new = re.sub(re.escape(target) + r"(?:e?s)?\b", instead, en, flags=re.IGNORECASE)
    approved = [
        term.text.lower()
        for entry in glossary.entries
        if entry.terms[0].text == source
        for term in entry.terms[1:]
    ]
    # Where another approved term is left, the change breaks no rule.
    if any(term in new.lower() for term in approved):
        return None
    return (zh, en), (zh, new), f"{source}: {target} -> {instead}"


def renamed(
    kind: str, texts: Texts, number: int, chance: random.Random
) -> tuple[tuple[str, str], tuple[str, str], str] | None:
    """One letter of a name changed: of two or three words that another block has as well, or a
    letter of a single word.
    """
    zh, en = texts[number]
    pattern = WORD if kind == "word" else NAME
    names = list(dict.fromkeys(m[0] for m in pattern.finditer(en)))
    if kind != "word":
        names = [name for name in names if sum(name in other for _, other in texts) > 2]
    if not names:
        return None
    name = chance.choice(names)
    words = name.split()
    at = chance.randrange(len(words))
    word = words[at]
    place = chance.randrange(1, len(word))
    words[at] = word[:place] + chance.choice(string.ascii_lowercase) + word[place + 1 :]
    new = " ".join(words)
    if new == name:
        return None
    return (zh, en), (zh, re.sub(rf"\b{name}\b", new, en, count=1)), f"{name} -> {new}"


def terms(gold: Path, year: str) -> Glossary:
    """The terms of a year's reports as a glossary, the first target as the preferred one."""
    path = gold / "terms" / "hkma" / "filtered" / f"{year}.zhen.proper.jsonl"
    targets: dict[str, list[str]] = {}
    for text in path.read_text(encoding="utf-8").splitlines():
        for source, found in json.loads(text)["terms"].items():
            targets.setdefault(source, []).extend(found)
    return Glossary(
        tuple(
            TermEntry(
                f"c{number}",
                (
                    Term("zh", source),
                    *(
                        Term("en", target, status="admitted" if n else "preferred")
                        for n, target in enumerate(dict.fromkeys(found))
                    ),
                ),
            )
            for number, (source, found) in enumerate(targets.items(), 1)
            if len(source) > 1
        ),
        name="hkma",
    )


if __name__ == "__main__":
    main()
