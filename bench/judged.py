"""Texts of the gold data whose mined pairs were judged one by one, as further complete lists.

Chapters of HKMA reports, documents of TICO-19, news, a yearbook and READMEs, each mined alone: all
pairs that a miner gave a chance of .15 or more were shown with their sentences to a reader, who
said of each whether it belongs into a glossary of that text (``a``), is a right rendering and no
term (``g``), or wrong (``w``). ``judged.tsv`` has what was said, a pair a line by a digest of the
text's name and the pair, since nothing of the texts is kept here. What was not shown counts as
not accepted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import gold as sources
import terms as measures
from renderings import pairs_as_alignment, tico19

import align
from align.model import Alignment, Document
from align.terms.tally import PairName

JUDGED = Path(__file__).parent / "judged.tsv"
# Which chapters of which years, documents of TICO-19, groups of three news, and READMEs.
CHAPTERS = {"2015.enzh": (2, 3, 5, 7), "2016.zhen": (2, 4), "2017.enzh": (2, 5, 7),
            "2018.zhen": (4, 6), "2019.enzh": (5, 7, 9)}  # fmt: skip
DOCUMENTS = (1, 11, 14, 16, 19, 23, 26, 27)
NEWS = (*range(0, 72, 8), *range(3, 72, 8), *range(72, 120, 4))
READMES = ("qwen_faq", "qwen_tokenization", "qwen_swift", "paddle_fairmot", "paddle_started")


def judged_texts(gold: Path) -> Iterator[tuple[str, str, Alignment]]:
    """Each judged text: its name, the set that it is of, and its alignment."""
    for year, numbers in CHAPTERS.items():
        chapters, _ = measures.hkma_gold(gold, *year.split("."))
        for number in numbers:
            yield f"hkma-{year[:4]}-{number}", year, chapters[number]
    documents, _ = tico19(gold / "terms" / "tico19")
    for number in DOCUMENTS:
        yield f"tico-{number}", "tico19", documents[number]
    news = sources.news(gold)
    for number in NEWS:
        lines = [line for _, lines in news[number : number + 3] for line in lines]
        yield f"news-{number}", "news", pairs_as_alignment(lines, f"news-{number}")
    for name, zh, en in sources.yearbook(gold):
        lines = list(zip(zh, en, strict=True))
        yield f"yearbook-{name}", "yearbook", pairs_as_alignment(lines, name)
    for name in READMES:
        read = [align.read(gold / "documents" / "readmes" / f"{name}.{lang}.md")
                for lang in ("zh", "en")]  # fmt: skip
        assert isinstance(read[0], Document)
        assert isinstance(read[1], Document)
        yield name, "readmes", align.align_documents(read[0], read[1])


def digest(text: str, pair: PairName) -> str:
    """What stands for a pair of a text in ``judged.tsv``."""
    return hashlib.sha256("\t".join((text, *pair)).encode()).hexdigest()[:16]


def judgements() -> dict[str, str]:
    """What was said of each pair that was shown, by its digest."""
    lines = JUDGED.read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))
