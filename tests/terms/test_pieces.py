"""Very long pairs are read in pieces: no table grows with the square of their length."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from align.check.run import report
from align.model import (
    Alignment,
    Bead,
    Block,
    Document,
    Glossary,
    Sentence,
    Signature,
    Term,
    TermEntry,
)
from align.terms.index import Index, build_index
from align.terms.mine import mine
from align.terms.pieces import LONGEST, PIECE, chain
from align.terms.renderings import Renderer

PAIRS = [
    ("数据中心在{n}年增长。", "The data center grew in {n}."),
    ("公司在泰国新建工厂，投资{n}元。", "The company builds a plant in Thailand for {n} yuan."),
    ("云计算属于未来，第{n}次会议说。", "Cloud computing is the future, said meeting {n}."),
]


def one_pair(zh: str, en: str) -> Alignment:
    texts = (zh, en)
    documents = [
        Document(lang, lang, (Block("paragraph", text),))
        for lang, text in zip(("zh", "en"), texts, strict=True)
    ]
    sides = [(Sentence(text, 0, (0, len(text))),) for text in texts]
    return Alignment(*documents, *sides, (Bead((0,), (0,)),), Signature("test"))


def long_pair(sentences: int) -> Alignment:
    numbers = [str(1000 + 7 * n) for n in range(sentences)]
    chosen = [PAIRS[n % len(PAIRS)] for n in range(sentences)]
    zh = "".join(pair[0].format(n=n) for pair, n in zip(chosen, numbers, strict=True))
    en = " ".join(pair[1].format(n=n) for pair, n in zip(chosen, numbers, strict=True))
    return one_pair(zh, en)


def cells(index: Index) -> int:
    """The pairs of words that are looked at: those of each piece."""
    return sum(len(index.zh.bead(b)) * len(index.en.bead(b)) for b in range(len(index.beads)))


def whole(index: Index) -> bool:
    """Whether the pieces together are the words of both sides, and none is too large."""
    for side in index.sides:
        sizes = [len(side.bead(bead)) for bead in range(len(index.beads))]
        if sum(sizes) != len(side.ids) or (len(sizes) > 1 and max(sizes) > PIECE):
            return False
    return True


ODD = {
    "a list": ("共" + "、".join(map(str, range(2500))), ", ".join(map(str, range(2500)))),
    "the same": ("1," * 3000, "1 " * 3000),
    "nothing to compare": ("一二三" * 1000, "one two three " * 1000),
    "one side only": ("，", "The plant grows. " * 1000),
    "short against long": ("工厂增长。", "The plant grows. " * 1000),
    "long against short": ("工厂增长，" * 1000, "The plant grows."),
    "titles": ("《一》" * 1500, "“One” " * 1500),
    "brackets": ("《规定" * 1500, "The (rules " * 1500),
}


@pytest.mark.parametrize("case", ODD)
def test_any_long_pair_is_cut_and_whole(case: str) -> None:
    index = build_index([one_pair(*ODD[case])])
    assert whole(index)
    assert len(index.beads) > 1
    assert set(index.beads) == {(0, 0)}
    assert len(index.times) == len(index.beads)


def test_the_links_grow_as_the_length_does() -> None:
    one, two = (build_index([long_pair(size)]) for size in (200, 800))
    words = [len(index.zh.ids) + len(index.en.ids) for index in (one, two)]
    assert whole(one) and whole(two)
    assert cells(two) / cells(one) < 1.2 * words[1] / words[0]


def test_pairs_of_usual_length_stay_whole() -> None:
    alignment = long_pair(LONGEST // 10)
    index = build_index([alignment])
    assert max(len(index.zh.ids), len(index.en.ids)) <= LONGEST
    assert index.beads == ((0, 0),)
    assert index.bead_number(0, 0) == 0


def test_the_sides_are_cut_where_they_belong_together() -> None:
    alignment = long_pair(300)
    index = build_index([alignment])
    assert len(index.beads) > 3
    apart = 0
    for bead in range(len(index.beads)):
        numbers = [
            {key for at in side.bead(bead) if (key := side.vocabulary[at]).isdigit()}
            for side in index.sides
        ]
        apart += len(numbers[0] ^ numbers[1])
    # A cut may part the words of one sentence pair.
    assert apart <= 2 * len(index.beads)


def test_a_side_that_lacks_a_part_does_not_shift_the_rest() -> None:
    alignment = long_pair(300)
    text = alignment.en_sentences[0].text
    shorter = text[: len(text) // 2] + text[len(text) // 2 + 4000 :]
    index = build_index([one_pair(alignment.zh_sentences[0].text, shorter)])
    en = [{index.en.vocabulary[at] for at in index.en.bead(b)} for b in range(len(index.beads))]
    last = [{index.zh.vocabulary[at] for at in index.zh.bead(b)} for b in range(len(index.beads))]
    assert len({key for key in en[-1] & last[-1] if key.isdigit()}) > 5


def test_terms_are_found_and_rendered_in_every_piece() -> None:
    alignment = long_pair(300)
    renderer = Renderer([alignment])
    found = renderer.all_of("数据中心", "zh")
    assert len(found) == 100
    assert len({rendering.bead for rendering in found}) == 1
    right = [rendering for rendering in found if rendering.text == "data center"]
    assert len(right) >= 95
    assert len(renderer.all_of("data center", "en")) >= 95
    last = found[-1]
    assert renderer.find(0, 0, "zh", last.place).text == "data center"
    assert renderer.word_links(0, 0)


def test_terms_of_a_long_pair_are_mined() -> None:
    glossary = mine([long_pair(300)])
    pairs = {(e.in_lang("zh")[0].text, e.in_lang("en")[0].text.lower()) for e in glossary.entries}
    assert ("数据中心", "data center") in pairs


def test_a_glossary_is_checked_in_a_long_pair() -> None:
    alignment = long_pair(300)
    entry = TermEntry("1", (Term("zh", "数据中心"), Term("en", "server farm")))
    found = report(alignment, Glossary((entry,))).findings.items
    assert sum(item.rule == "term-not-used" for item in found) == 100


def test_the_longest_chain_goes_forward_on_both_sides() -> None:
    random.seed(7)
    points = [(n, random.randrange(60)) for n in range(60)]
    best = [1] * len(points)
    for at, (_, right) in enumerate(points):
        best[at] += max((best[b] for b in range(at) if points[b][1] < right), default=0)
    found = chain(points)
    assert len(found) == max(best)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(found))
    assert set(found) <= set(points)
    assert chain([]) == []
