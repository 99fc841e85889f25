"""What is held of a long bitext: its text and what was found, and little for the rest."""

from __future__ import annotations

import gc
import pickle
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from align.check.profile import Profile
from align.check.run import report
from align.check.spots import Spots
from align.check.stretches import Stretches
from align.formats.base import read_bitext, write
from align.formats.rows import Row, Side, to_alignment
from align.model import Alignment, Bead, Finding, Findings, Glossary, Note, Place
from align.settings import CheckSettings
from align.spool import IN_MEMORY, Spooled

T = TypeVar("T")

PAIRS = [
    ("董事长周慕远和何咏琳出席会议。", "Chairman Zhou Muyuan and Ho Wing-lam came to the Meeting."),
    ("香港金融管理局公布数据。", "The Hong Kong Monetary Authority published data."),
    ("新加坡和吉隆坡分行开业。", "The branches in Singapore and Kuala Lumpur opened."),
]


def bitext(pairs: int) -> Alignment:
    """So many pairs, each with another number on both sides."""
    rows = [
        Row(Side(f"{zh}第{n}号报告说明了情况。"), Side(f"{en} See Report {n}."))
        for n, (zh, en) in enumerate(PAIRS * (pairs // len(PAIRS)))
    ]
    return to_alignment(lambda: rows, Path("many.tsv"))


def held(make: Callable[[], T]) -> tuple[int, T]:
    """How many bytes are held of what a call makes, and what it makes."""
    make()  # what is kept of words, once and for all
    gc.collect()
    tracemalloc.start()
    try:
        made = make()
        gc.collect()
        return tracemalloc.get_traced_memory()[0], made
    finally:
        tracemalloc.stop()


def test_a_bitext_is_held_as_its_text(tmp_path: Path) -> None:
    def written(pairs: int) -> Path:
        path = tmp_path / f"{pairs}.tsv"
        write(bitext(pairs), path)
        return path

    few, many = written(300), written(1500)
    less, _ = held(lambda: read_bitext(few))
    more, alignment = held(lambda: read_bitext(many))
    text = sum(
        len(s.text.encode()) for s in (*alignment.zh_sentences, *alignment.en_sentences)
    ) // len(alignment.beads)
    # A bead, its positions, and where its texts end.
    assert (more - less) / 1200 < text + 250


def test_the_text_of_a_long_bitext_is_not_held() -> None:
    def read(pairs: int) -> Alignment:
        return to_alignment(lambda: (long_row(n) for n in range(pairs)), Path("long.tsv"))

    gc.collect()
    tracemalloc.start()
    try:
        alignment = read(9000)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    size = sum(len(s.text.encode()) for s in (*alignment.zh_sentences, *alignment.en_sentences))
    assert size > 3 * IN_MEMORY
    # Of either side the first rows, and of each pair where its texts end.
    assert held < 2 * IN_MEMORY + 9000 * 100
    assert alignment.zh_sentences[8999].text.endswith("8999")
    assert alignment.beads[8999] == Bead((8999,), (8999,))


def long_row(number: int) -> Row:
    return Row(Side(f"{'数据中心' * 60}{number}"), Side(f"{'data center ' * 70}{number}"))


def test_many_findings_are_found_and_not_held(make: Callable[..., Alignment]) -> None:
    pairs = [(f"（数据{n}", f"(data {n}") for n in range(5200)]
    items = report(make(*pairs), Glossary(())).findings.items
    assert isinstance(items, Spooled)
    assert [(item.bead, item.rule) for item in items[::2]] == [
        (n, "unpaired") for n in range(len(pairs))
    ]
    assert len({item.id for item in items}) == len(items) == 2 * len(pairs)
    few = report(make(*pairs[:30]), Glossary(())).findings.items
    assert items[:60] == few


def test_what_rules_keep_of_a_pair_is_a_few_numbers() -> None:
    def read(alignment: Alignment) -> object:
        rules = Profile().chosen()
        items, kept = Stretches(alignment, rules, CheckSettings(), processes=1, stretch=100).read()
        assert not items
        return kept

    few, many = bitext(300), bitext(1500)
    less, _ = held(lambda: read(few))
    more, _ = held(lambda: read(many))
    # A digest of either side, and three numbers for each of three names.
    assert (more - less) / 1200 < 150


def test_findings_are_written_one_by_one(tmp_path: Path) -> None:
    alignment = bitext(30)
    zh, en = (Place(0, 0, 2),), (Place(0, 0, 4),)
    message = Note("finding.only_zh", (("words", "words " * 9),))
    items = tuple(
        Finding(f"{n:012x}", "name", "error", 0, zh, en, "", f"{n}", message=message)
        for n in range(1800)
    )

    def peak(path: Path, count: int) -> int:
        tracemalloc.start()
        try:
            write(Findings(alignment, items[:count]), path)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    for suffix in ("json", "jsonl", "sarif", "csv"):
        path = tmp_path / f"findings.{suffix}"
        write(Findings(alignment, items[:1]), path)
        assert peak(path, 1800) < 2 * peak(path, 600)


def test_spots_are_the_same_behind_a_pipe() -> None:
    spots, later = Spots(), Spots()
    spots.put("Hong Kong", 3, (0, 9))
    later.put("Hong Kong", 7, (4, 13))
    later.put("Kuala Lumpur", 8, (1, 13))
    spots.add(pickle.loads(pickle.dumps(later)))
    assert [list(spots.of(word)) for word in spots] == [
        [(3, (0, 9)), (7, (4, 13))],
        [(8, (1, 13))],
    ]
    assert (spots.count("Hong Kong"), spots.first("Hong Kong"), spots.count("Macao")) == (2, 3, 0)
    spots.add(later, most=2)
    assert spots.count("Hong Kong") == 2
