"""Cells without end: what is no word becomes no term, and the rest of the bead is read."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from align.model import Alignment
from align.settings import TermSettings
from align.terms.candidates import candidates
from align.terms.index import build_index
from align.terms.links import _by_themselves, _directions
from align.terms.mine import mine

Make = Callable[..., Alignment]
SIZE = 100_000


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("数据中心。", "a" * SIZE),
        ("数据中心。", "A" * SIZE + "1 !!! (数据)"),
        ("数据中心。", "Aa-" * (SIZE // 3)),
        ("数据中心" + "a" * SIZE, "data center"),
        ("数据中心。", "1" * SIZE),
        ("数" * SIZE, "data center"),
        ("数据中心。", "Ab." * (SIZE // 3) + "!! !! (数据)"),
    ],
    ids=["small", "capitals", "hyphens", "latin in chinese", "digits", "han", "stops"],
)
def test_a_cell_without_end_gives_no_term_without_end(make: Make, zh: str, en: str) -> None:
    glossary = mine([make((zh, en))], TermSettings(min_score=0.01))
    assert all(len(term.text) < 100 for entry in glossary.entries for term in entry.terms)


def test_what_is_no_word_is_in_no_candidate(make: Make) -> None:
    index = build_index([make(("数据中心。", f"The data center {'x9' * 40} of Aaaaaaaargh Cloud"))])
    found = candidates(index, "en", 0)
    texts = {
        " ".join(found.texts[first:last])
        for first, last in zip(found.firsts, found.lasts, strict=True)
    }
    assert {"data center", "Cloud"} <= texts
    assert not any("x9" in text or "aaaa" in text for text in texts)


def test_a_bead_of_a_whole_document_is_linked_word_by_word() -> None:
    emission = np.full((5, 3), 1e-4)
    emission[1, 0] = emission[2, 1] = emission[4, 2] = 0.5
    alone, (together,) = _by_themselves(emission), _directions([emission])
    assert alone.argmax(axis=0).tolist() == together.argmax(axis=0).tolist() == [1, 2, 4]
    assert (alone.sum(axis=0) <= 1).all()
