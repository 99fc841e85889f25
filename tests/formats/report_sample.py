"""Reports to draw pages of: a small one by hand, one of a gold corpus, one of any length.

Renderings are found by plain string search, in the order of the words: enough to draw by.
"""

from __future__ import annotations

import csv
import json
import math
from collections import defaultdict
from pathlib import Path

from align.model import (
    Alignment,
    Bead,
    Block,
    BlockKind,
    ConsistencyReport,
    Document,
    Evidence,
    Finding,
    Findings,
    Glossary,
    Lang,
    Note,
    Place,
    Rendering,
    Report,
    Sentence,
    Severity,
    Signature,
    Term,
    TermConsistency,
    TermEntry,
    Variant,
    other,
)

SIGNATURE = Signature("0.1.0", "use-m3", "3f9a2c", "5d01ee")

# kind, sentences of the block
SMALL_ZH: list[tuple[BlockKind, list[str]]] = [
    ("heading", ["海澜云出海：把算力送到湄公河边"]),
    ("paragraph", ["2025年3月18日，新加坡"]),
    (
        "paragraph",
        [
            "海澜云今天宣布，将在东南亚新建三座数据中心。",
            "首座数据中心位于胡志明市，预计2026年投入使用。",
            "公司说，算力的需求在两年里翻了两番。",
        ],
    ),
    ("heading", ["为什么是现在"]),
    (
        "paragraph",
        [
            "当地银行和电商都在试用大模型，但算力往往要从几千公里外租用。",
            "“延迟是客户的第一个问题，合规是第二个。”",
            "海澜云东南亚总经理陆闻笛说。",
            "她在当地生活了十一年。",
        ],
    ),
    ("heading", ["三步走"]),
    ("list", ["第一步：在每个可用区部署边缘节点。"]),
    ("list", ["第二步：与本地运营商共建数据中心。"]),
    ("list", ["第三步：开放大模型服务，按词元计费。"]),
    ("heading", ["合规先行"]),
    (
        "paragraph",
        [
            "客户数据留在本国，密钥由客户自己保管。",
            "每个数据中心都要通过第三方的合规审计。",
            "海澜云为此投入了1.2亿美元。",
        ],
    ),
    ("caption", ["图1：海澜云在东南亚的可用区"]),
    ("cell", ["可用区"]),
    ("cell", ["边缘节点（个）"]),
    ("cell", ["胡志明市"]),
    ("cell", ["14"]),
    ("heading", ["展望"]),
    (
        "paragraph",
        [
            "到2027年，海澜云计划把算力提高到目前的五倍。",
            "边缘节点将达到120个。",
            "大模型的价格还会继续下降。",
        ],
    ),
]
SMALL_EN: list[tuple[BlockKind, list[str]]] = [
    ("heading", ["Hailan Cloud Goes Abroad: Computing Power on the Banks of the Mekong"]),
    ("paragraph", ["Singapore, March 18, 2025"]),
    (
        "paragraph",
        [
            "Hailan Cloud announced today that it will build three data centers in Southeast Asia.",
            "The first data center, in Ho Chi Minh City, is due to open in 2026.",
            "Demand for computing power has quadrupled in two years, the company said.",
        ],
    ),
    ("heading", ["Compliance First"]),
    (
        "paragraph",
        [
            "Customer data stays in the country, and customers hold their own keys.",
            "Every data center must pass a third-party compliance audit.",
            "Hailan Cloud has spent $12 million on this.",
        ],
    ),
    ("heading", ["Why Now"]),
    (
        "paragraph",
        [
            "Banks and online shops in the region are trying out large models.",
            "But they often rent their compute from thousands of kilometers away.",
            '"Latency is the first thing customers ask about, and regulation is the second," '
            "said Lu Wendi, general manager of Hailan Cloud for Southeast Asia.",
        ],
    ),
    ("heading", ["Three Steps"]),
    ("list", ["First: put edge nodes into every availability zone."]),
    ("list", ["Second: build server farms together with local carriers."]),
    ("list", ["Third: open up LLM services, billed by the token."]),
    ("caption", ["Figure 1: Hailan Cloud's availability zones in Southeast Asia"]),
    ("cell", ["Availability zone"]),
    ("cell", ["Edge nodes"]),
    ("cell", ["Ho Chi Minh City"]),
    ("cell", ["14"]),
    ("heading", ["Outlook"]),
    (
        "paragraph",
        [
            "By 2027 Hailan Cloud plans to have five times the computing power of today.",
            "There will be 120 edge sites.",
            "Subscribe to our newsletter for more.",
        ],
    ),
]
SMALL_BEADS = [
    ([0], [0], 0.97, 0), ([1], [1], 0.99, 0), ([2], [2], 0.96, 0), ([3], [3], 0.93, 0),
    ([4], [4], 0.9, 0), ([5], [9], 0.88, 0), ([6], [10, 11], 0.74, 0), ([7, 8], [12], 0.86, 0),
    ([9], [], 0.61, 0), ([10], [13], 0.95, 0), ([11], [14], 0.91, 0), ([12], [15], 0.46, 0),
    ([13], [16], 0.83, 0), ([14], [5], 0.9, 1), ([15], [6], 0.87, 1), ([16], [7], 0.94, 1),
    ([17], [8], 0.79, 1), ([18], [17], 0.95, 0), ([19], [18], 0.9, 0), ([20], [19], 0.92, 0),
    ([21], [20], 0.98, 0), ([22], [21], 1.0, 0), ([23], [22], 0.93, 0), ([24], [23], 0.9, 0),
    ([25], [24], 0.68, 0), ([26], [], 0.55, 0), ([], [25], 0.58, 0),
]  # fmt: skip
SMALL_TERMS = [
    ("海澜云", ["Hailan Cloud"], "organisation"),
    ("东南亚", ["Southeast Asia"], "place"),
    ("东南亚总经理", ["general manager of Hailan Cloud for Southeast Asia"], "concept"),
    ("数据中心", ["data center", "server farm"], "concept"),
    ("算力", ["computing power", "compute"], "concept"),
    ("大模型", ["large model", "LLM"], "concept"),
    ("合规", ["compliance", "regulation"], "concept"),
    ("可用区", ["availability zone"], "concept"),
    ("边缘节点", ["edge node", "edge site"], "concept"),
    ("词元", ["token"], "measure"),
    ("胡志明市", ["Ho Chi Minh City"], "place"),
    ("陆闻笛", ["Lu Wendi"], "person"),
]


def small() -> Report:
    """A report of 27 beads with everything that a page has to show."""
    report = build(
        document("mekong.zh.txt", "zh", SMALL_ZH),
        document("mekong.en.txt", "en", SMALL_EN),
        tuple(Bead(tuple(z), tuple(e), s, moved=m) for z, e, s, m in SMALL_BEADS),
        SMALL_TERMS,
    )
    amount = Finding(
        "q1", "quantity", "error", 16, (Place(17, 8, 13),), (Place(8, 23, 34),),
        expected="$120 million", found="$12 million", message=Note("no.such.message"),
    )  # fmt: skip
    extra = (amount, Finding("o1", "omission", "info", 8, (Place(9, 0, 11),)))
    items = sorted((*report.findings.items, *extra), key=lambda item: (item.bead, item.id))
    return Report(
        report.alignment, report.glossary, report.renderings, report.consistency,
        Findings(report.alignment, tuple(items)),
    )  # fmt: skip


def document(name: str, lang: Lang, blocks: list[tuple[BlockKind, list[str]]]) -> Document:
    """A document of blocks that are lists of sentences."""
    glue = " " if lang == "en" else ""
    notes = (Note("input.missing"),) if lang == "en" else ()
    return Document(name, lang, tuple(Block(k, glue.join(s)) for k, s in blocks), notes)


def sentences(doc: Document, texts: list[list[str]]) -> tuple[Sentence, ...]:
    """The sentences of a document, block by block."""
    found = []
    for block, parts in enumerate(texts):
        at = 0
        for part in parts:
            at = doc.blocks[block].text.index(part, at)
            found.append(Sentence(part, block, (at, at + len(part))))
            at += len(part)
    return tuple(found)


def build(
    zh: Document,
    en: Document,
    beads: tuple[Bead, ...],
    terms: list[tuple[str, list[str], str]],
    texts: tuple[list[list[str]], list[list[str]]] | None = None,
) -> Report:
    """A whole report: renderings by string search, consistency and findings by counting."""
    zh_texts, en_texts = texts or ([s for _, s in SMALL_ZH], [s for _, s in SMALL_EN])
    alignment = Alignment(
        zh, en, sentences(zh, zh_texts), sentences(en, en_texts), beads, SIGNATURE
    )
    entries, renderings, scores, findings = [], [], [], []
    for number, (source, targets, kind) in enumerate(terms, 1):
        key = f"t{number}"
        found = search(alignment, "zh", [source], targets)
        found += search(alignment, "en", targets, [source])
        rendered = sum(1 for r in found if r.source == "zh" and r.targets)
        entries.append(
            TermEntry(
                key,
                (
                    Term("zh", source, reading="hǎi lán yún" if source == "海澜云" else ""),
                    *(
                        Term("en", text, "preferred" if i == 0 else "admitted")
                        for i, text in enumerate(targets)
                    ),
                ),
                kind,  # type: ignore[arg-type]
                definition="the company that this report is about" if number == 1 else "",
                evidence=Evidence(rendered, 1, max(0.5, 1 - number / 40)),
            )
        )
        renderings.append((key, tuple(found)))
        for lang, term in (("zh", source), ("en", targets[0])):
            score = measure(key, lang, term, [r for r in found if r.source == lang])
            if score.variants or score.unrendered:
                scores.append(score)
            for variant in score.variants[1:] if lang == "zh" else ():
                findings += [departure(r, score) for r in found if departs(r, variant)]
    overall = sum(s.hhi * s.count for s in scores) / (sum(s.count for s in scores) or 1)
    return Report(
        alignment,
        Glossary(tuple(entries), "mined", SIGNATURE),
        tuple(renderings),
        ConsistencyReport(tuple(scores), overall, SIGNATURE),
        Findings(alignment, tuple(findings)),
    )


def search(
    alignment: Alignment, source: Lang, words: list[str], targets: list[str]
) -> list[Rendering]:
    """Where words stand on one side, with the n-th of their counterparts on the other."""
    found = []
    for index, bead in enumerate(alignment.beads):
        there = places(alignment, bead, other(source), targets)
        for n, (place, _) in enumerate(places(alignment, bead, source, words)):
            target = there[min(n, len(there) - 1)] if there else None
            found.append(
                Rendering(
                    index, source, place,
                    (target[0],) if target else (),
                    target[1] if target else "", 0.9 if target else 0.0,
                )
            )  # fmt: skip
    return found


def places(
    alignment: Alignment, bead: Bead, lang: Lang, words: list[str]
) -> list[tuple[Place, str]]:
    """Every occurrence of some words on a bead's side, in order."""
    found = []
    for number in bead.side(lang):
        text = alignment.sentences(lang)[number].text
        for word in words:
            at = text.lower().find(word.lower())
            while at >= 0:
                found.append((Place(number, at, at + len(word)), word))
                at = text.lower().find(word.lower(), at + len(word))
    return sorted(found, key=lambda item: (item[0].sentence, item[0].start))


def measure(key: str, lang: Lang, term: str, found: list[Rendering]) -> TermConsistency:
    """The counts and indices of one term's renderings."""
    by_text: dict[str, list[int]] = defaultdict(list)
    for item in found:
        if item.targets:
            by_text[item.text].append(item.bead)
    variants = sorted(by_text.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    total = sum(len(beads) for _, beads in variants) or 1
    shares = [len(beads) / total for _, beads in variants]
    return TermConsistency(
        key,
        lang,
        term,
        tuple(Variant(text, tuple(beads)) for text, beads in variants),
        tuple(item.bead for item in found if not item.targets),
        shares[0] if shares else 0.0,
        sum(share**2 for share in shares),
        abs(sum(share * math.log2(share) for share in shares)),
    )


def departs(item: Rendering, variant: Variant) -> bool:
    """Whether an occurrence is rendered by this variant."""
    return item.source == "zh" and item.text == variant.text


def departure(item: Rendering, score: TermConsistency) -> Finding:
    """A finding for an occurrence that is not rendered as usual."""
    severity: Severity = "warning"
    return Finding(
        f"c{score.entry}-{item.bead}-{item.place.start}", "term-inconsistent", severity, item.bead,
        (item.place,), item.targets, score.term, score.dominant, item.text,
        message=Note("no.such.message"),
    )  # fmt: skip


def corpus(folder: Path) -> Report:
    """The gold files of a corpus as a report; short lines without a stop become headings."""
    zh = (folder / "gold" / "zh.txt").read_text(encoding="utf-8").splitlines()
    en = (folder / "gold" / "en.txt").read_text(encoding="utf-8").splitlines()
    beads = []
    for line in (folder / "gold" / "beads.beads").read_text(encoding="utf-8").splitlines():
        left, right, score = line.rsplit(":", 2)
        beads.append(Bead(tuple(json.loads(left)), tuple(json.loads(right)), float(score)))
    terms: dict[str, list[str]] = defaultdict(list)
    kinds: dict[str, str] = {}
    with (folder / "gold" / "terms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            terms[row["zh"]].append(row["en"])
            kinds[row["zh"]] = row["type"]
    with (folder / "gold" / "planted.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["rule"] == "term-inconsistent" and row["zh"] in terms:
                terms[row["zh"]].append(row["found"])
    return build(
        document(f"{folder.name}/zh.txt", "zh", [(kind_of(t), [t]) for t in zh]),
        document(f"{folder.name}/en.txt", "en", [(kind_of(t), [t]) for t in en]),
        tuple(beads),
        [(source, targets, kinds[source]) for source, targets in terms.items()],
        ([[t] for t in zh], [[t] for t in en]),
    )


def kind_of(line: str) -> BlockKind:
    """What a line of a gold file looks like."""
    return "paragraph" if line[-1] in '。！？.!?”"：:' else "heading"


def long(beads: int = 5000) -> Report:
    """The small report again and again, until there are so many beads."""
    rounds = -(-beads // len(SMALL_BEADS))
    zh, en = SMALL_ZH * rounds, SMALL_EN * rounds
    zh_step = sum(len(s) for _, s in SMALL_ZH)
    en_step = sum(len(s) for _, s in SMALL_EN)
    pairs = tuple(
        Bead(
            tuple(i + turn * zh_step for i in z),
            tuple(i + turn * en_step for i in e),
            (s * 100 - (turn * 7 + n) % 23) / 100,
            moved=m and turn + 1,
        )
        for turn in range(rounds)
        for n, (z, e, s, m) in enumerate(SMALL_BEADS)
    )
    return build(
        document("long.zh.txt", "zh", zh), document("long.en.txt", "en", en), pairs, SMALL_TERMS,
        ([s for _, s in zh], [s for _, s in en]),
    )  # fmt: skip
