"""What the links say of a rendering that was chosen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from align.model import Alignment, Place, Rendering
from align.terms.renderings import Renderer
from align.terms.support import Support, support

Make = Callable[..., Alignment]


def found(bitext: Alignment, term: str) -> list[Support]:
    renderer = Renderer([bitext])
    return [
        support(renderer, occurrence, renderer.render(occurrence, "zh"))
        for occurrence in renderer.occurrences(term, "zh")
    ]


def test_words_are_linked_to_the_term_or_elsewhere(make: Make) -> None:
    bitext = make(
        ("数据中心很重要。", "The data center matters."),
        ("数据中心很便宜。", "The data center is cheap."),
        ("银行使用数据中心。", "The bank uses the data center."),
    )
    for here in found(bitext, "数据中心"):
        assert here.whole and not here.idle
        assert set(here.links) == {"data", "center"}
        assert min(map(here.of_term, here.links)) > 0.5
        assert max(map(here.of_others, here.links)) < 0.3
        assert here.of_term("bank") == here.of_others("bank") == 0.0


@pytest.mark.parametrize(
    ("text", "term", "whole"),
    [
        ("公共卫生很重要。", "公共卫生", True),
        # Words of the dictionary; a word with a word of the term in it.
        ("公共卫生间很干净。", "公共卫生", False),
        ("出现严重症状。", "重症", False),
        ("采集血清学样本。", "血清", False),
        # The segmenter has made up 动系统.
        ("插电混动系统很便宜。", "插电混动", True),
    ],
)
def test_a_term_is_whole_words_or_cut_out(make: Make, text: str, term: str, whole: bool) -> None:
    bitext = make((text, "Public health and plug-in serum symptoms matter."))
    renderer = Renderer([bitext])
    (occurrence,) = renderer.occurrences(term, "zh")
    rendering = Rendering(0, "zh", occurrence.place, (Place(0, 0, 6),), "Public", 0.5)
    assert support(renderer, occurrence, rendering).whole is whole
