"""What stands for a term on the other side."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.model import LANGS, Alignment, Glossary, Place, Term, TermEntry, other
from align.terms.renderings import Renderer

Make = Callable[..., Alignment]


@pytest.fixture(scope="module")
def renderer(cloud: Alignment) -> Renderer:
    return Renderer([cloud])


def test_a_recurring_term_is_found_in_both_directions(renderer: Renderer) -> None:
    there = [r.text.lower() for r in renderer.all_of("数据中心", "zh")]
    back = [r.text for r in renderer.all_of("data center", "en")]
    assert there == ["data center", "data center", "data centers"]
    assert back == ["数据中心"] * 3


def test_another_rendering_is_found_where_it_stands(renderer: Renderer) -> None:
    texts = [r.text for r in renderer.all_of("可用区", "zh")]
    assert texts[:3] == ["availability zones", "availability zone", "availability zones"]
    assert "area" in texts[3]


def test_a_name_is_found_by_its_pinyin(renderer: Renderer) -> None:
    assert [r.text for r in renderer.all_of("吴泳铭", "zh")] == ["Wu Yongming", "Wu Yongming"]
    assert [r.text for r in renderer.all_of("Wu Yongming", "en")] == ["吴泳铭", "吴泳铭"]


def test_without_another_side_nothing_is_rendered(renderer: Renderer, cloud: Alignment) -> None:
    (rendering,) = renderer.all_of("细节", "zh")
    assert (rendering.targets, rendering.text) == ((), "")
    assert cloud.beads[rendering.bead].en == ()


def test_a_place_that_a_person_marks(renderer: Renderer, cloud: Alignment) -> None:
    text = cloud.zh_sentences[0].text
    start = text.index("泰国")
    rendering = renderer.find(0, 0, "zh", Place(0, start, start + 2))
    assert rendering.text == "Thailand"
    with pytest.raises(ValueError):
        renderer.find(0, 0, "zh", Place(5, 0, 1))


def test_a_supplied_pair_is_trusted(make: Make) -> None:
    bitext = make(("客户喜欢青鸾。", "Customers like the Bluebird and the Redbird."))
    entry = TermEntry("c1", (Term("zh", "青鸾"), Term("en", "Redbird")))
    (rendering,) = Renderer([bitext], Glossary((entry,))).all_of("青鸾", "zh")
    assert rendering.text == "Redbird"


def test_traditional_characters_are_found_and_kept(make: Make) -> None:
    bitext = make(("聯繫匯率制度運作暢順。", "The Linked Exchange Rate System works well."))
    renderer = Renderer([bitext])
    (rendering,) = renderer.all_of("联系汇率制度", "zh")
    place = rendering.place
    assert bitext.zh_sentences[0].text[place.start : place.end] == "聯繫匯率制度"
    assert rendering.text == "Linked Exchange Rate System"


def test_a_place_inside_a_longer_one_of_the_entry_counts_once(make: Make) -> None:
    bitext = make(("人民银行即中国人民银行。", "The PBoC is the People's Bank of China."))
    entry = TermEntry("c1", (Term("zh", "中国人民银行"), Term("zh", "人民银行")))
    assert len(Renderer([bitext]).all_of(entry, "zh")) == 2


def test_word_links_of_a_bead(renderer: Renderer, cloud: Alignment) -> None:
    zh, en = cloud.zh_sentences[0].text, cloud.en_sentences[0].text
    links = {(zh[a.start : a.end], en[b.start : b.end]) for a, b, _ in renderer.word_links(0, 0)}
    assert {("泰国", "Thailand"), ("数据", "data"), ("中心", "center")} <= links


WORDS = {
    "zh": ["数据", "银行", "Qwen", "，", "的", "3800亿元", "吴泳铭", "聯繫", "（", "A/B"],
    "en": ["data", "Banks", "Qwen", ", ", "of the", "$52.7 billion", "Wu Yongming's", "(", "US"],
}


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(WORDS["zh"]), min_size=1, max_size=8),
            st.lists(st.sampled_from(WORDS["en"]), min_size=1, max_size=8),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_places_lie_in_the_sentences_of_the_bead(
    make: Make, texts: list[tuple[list[str], list[str]]]
) -> None:
    bitext = make(*(("".join(zh), " ".join(en)) for zh, en in texts))
    renderer = Renderer([bitext])
    for lang in LANGS:
        for term in WORDS[lang]:
            for rendering in renderer.all_of(term, lang):
                bead = bitext.beads[rendering.bead]
                assert rendering.place.sentence in bead.side(lang)
                assert 0.0 <= rendering.score <= 1.0
                for place in rendering.targets:
                    assert place.sentence in bead.side(other(lang))
                    text = bitext.sentences(other(lang))[place.sentence].text
                    assert 0 <= place.start < place.end <= len(text)
                assert bool(rendering.targets) == bool(rendering.text)
