"""Known terms are not cut through, and a dictionary's own phrases are taken at their word."""

from collections.abc import Callable

import numpy as np
import pytest

from align.model import Alignment, Glossary, Term, TermEntry
from align.terms.glosses import glossed, insist, own_phrases
from align.terms.index import build_index
from align.terms.mine import mine
from align.terms.recut import cut_through, whole_terms
from align.text.words import chinese_words, words

Make = Callable[..., Alignment]


def entry(zh: str, en: str) -> TermEntry:
    return TermEntry("c-1", (Term("zh", zh), Term("en", en)))


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        # A guess of the segmenter's across the beginning of the term.
        ("设备靠泛林集团供应", "泛林集团", ["设备", "靠", "泛林", "集团", "供应"]),
        # Two known words, of which the term is no part.
        ("提高生产能力", "产能", ["提高", "生产能力"]),
        # A longer word that has the whole term in it.
        ("一位经济师", "经济", ["一位", "经济师"]),
    ],
)
def test_a_known_term_is_cut_through_no_more(text: str, term: str, expected: list[str]) -> None:
    found = chinese_words(text, terms=frozenset({term}))
    assert [word.text for word in found] == expected
    assert all(text[word.start : word.end] == word.text for word in found)


def test_what_was_cut_through_is_found_and_mined(make: Make) -> None:
    bitext = make(
        ("泛林集团供应设备。", "Lam Research supplies tools."),
        ("泛林集团的利润增长。", "The profit of Lam Research grew."),
        ("设备长期靠泛林集团供应。", "The tools have long been supplied by Lam Research."),
    )
    index = build_index([bitext])
    assert cut_through(index, frozenset({"泛林集团", "设备", "利润"})) == {"泛林集团"}
    again = build_index([bitext], terms=["泛林集团"])
    assert len(again.zh.find(["泛林", "集团"])) == 3
    found = {term.text: entry for entry in mine([bitext]).entries for term in entry.terms}
    evidence = found["泛林集团"].evidence
    assert evidence is not None
    assert evidence.frequency == 3


def test_a_glossary_tells_the_segmenter_its_terms(make: Make) -> None:
    bitext = make(("设备长期靠泛林集团供应。", "The tools have long come from Lam Research."))
    plain = mine([bitext])
    told = mine([bitext], glossary=Glossary((entry("泛林集團", "Lam Research"),)))
    assert "泛林集团" not in {term.text for one in plain.entries for term in one.terms}
    assert "泛林集团" in {term.text for one in told.entries for term in one.terms}
    assert whole_terms(["泛林集團", "Qwen 模型"]) == {"泛林集团"}


def test_headwords_are_linked_to_their_own_phrases(make: Make) -> None:
    bitext = make(
        (
            "欧洲中央银行（欧洲央行）降息。",
            "The European Central Bank (ECB) cut rates in Jakarta.",
        )
    )
    index = build_index([bitext])
    zh, en = index.zh.bead(0), index.en.bead(0)
    (block,) = glossed(index, 0)
    assert [index.zh.vocabulary[zh[at]] for at in range(*block[:2])] == ["欧洲中央银行"]
    assert [index.en.vocabulary[en[at]] for at in range(*block[2:])] == [
        "european", "central", "bank",
    ]  # fmt: skip
    even = np.full((len(zh), len(en)), 1 / len(en))
    links = insist(even, [block])
    inside = links[block[0] : block[1], block[2] : block[3]]
    assert (inside.sum(axis=0) >= 0.89).all()
    assert np.delete(links[block[0]], range(block[2], block[3])).max() < even.max() / 2
    assert insist(even, []) is even


def test_common_words_are_not_taken_at_their_word() -> None:
    assert own_phrases("银行") == ()
    assert ("jakarta",) in own_phrases("雅加达")


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("数据脱敏后入库", "脱敏", "verb"),
        ("没有许可证", "许可证", "noun"),
        ("他来自上海", "上海", "place"),
    ],
)
def test_a_noun_of_the_dictionary_is_nobodys_name(text: str, word: str, kind: str) -> None:
    assert {one.kind for one in words(text, "zh") if one.key == word} == {kind}


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("病历不再更新", "更新", "verb"),
        ("这影响预后", "预后", "noun"),
        ("通常每年两次", "通常", "adverb"),
    ],
)
def test_what_has_no_adverb_among_its_glosses_is_none(text: str, word: str, kind: str) -> None:
    assert {one.kind for one in words(text, "zh") if one.key == word} == {kind}
