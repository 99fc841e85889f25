"""A phrase whose words are linked to nothing finds its counterpart by what it means."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from align.encode.base import Encoder
from align.model import Alignment
from align.terms.association import Floats
from align.terms.candidates import Candidates
from align.terms.index import build_index
from align.terms.meanings import word_encoder
from align.terms.unlinked import Linked, with_meant

Make = Callable[..., Alignment]


def test_phrases_without_links_are_paired_by_their_meaning(make: Make) -> None:
    index = build_index([make(("滚装船很贵", "ro-ro ships are expensive"))])
    zh = [index.zh.vocabulary[i] for i in index.zh.ids]
    en = [index.en.vocabulary[i] for i in index.en.ids]
    ship, last = zh.index("滚装船"), en.index("ship") + 1
    runs = Candidates((ship,), (ship + 1,)), Candidates((0, last), (last, len(en)))
    links = np.zeros((len(zh), len(en)))
    fit = np.zeros((1, 2))

    def raised(encoder: Encoder | None, fit: Floats) -> Floats:
        [found] = with_meant(index, encoder, [Linked(0, *runs, links, fit)])
        return found

    found = raised(word_encoder(), fit)
    assert found[0, 0] > 0.25
    assert found[0, 1] == 0
    # What has a counterpart by its links already, is left alone.
    links[ship, :] = 1.0
    assert raised(word_encoder(), fit).tolist() == fit.tolist()
    links[ship, :] = 0.0
    assert raised(None, fit).tolist() == fit.tolist()
    taken = np.array([[0.9, 0.0]])
    assert raised(word_encoder(), taken).tolist() == taken.tolist()
