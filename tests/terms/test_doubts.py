"""What speaks against a bitext: sides exchanged, beads shifted, texts that are no translations."""

from collections.abc import Callable

import pytest

from align.model import Alignment
from align.terms.doubts import doubts, right_way_round
from align.terms.index import build_index
from align.terms.mine import mine

Make = Callable[..., Alignment]
PAIRS = [
    ("银行下调利率。", "The bank cut interest rates."),
    ("学校买了三台电脑。", "The school bought three computers."),
    ("医生在医院工作。", "The doctor works in a hospital."),
    ("火车早上出发。", "The train leaves in the morning."),
    ("农民种植水稻。", "Farmers plant rice."),
    ("政府公布新的法律。", "The government published a new law."),
    ("工厂生产汽车。", "The factory makes cars."),
    ("科学家研究病毒。", "Scientists study the virus."),
    ("记者采访总统。", "The journalist interviewed the president."),
    ("飞机降落在机场。", "The aircraft landed at the airport."),
]


def shifted(step: int) -> list[tuple[str, str]]:
    return [
        (PAIRS[at][0], PAIRS[at + step][1])
        for at in range(len(PAIRS))
        if 0 <= at + step < len(PAIRS)
    ]


def test_a_good_bitext_raises_none(make: Make, cloud: Alignment) -> None:
    assert doubts([make(*PAIRS), cloud]) == ()


@pytest.mark.parametrize(("step", "key"), [(1, "mining.shifted_back"), (-1, "mining.shifted_on")])
def test_beads_shifted_by_one(make: Make, step: int, key: str) -> None:
    ((number, note),) = doubts([make(*PAIRS), make(*shifted(step))])
    assert (number, note.key) == (1, key)


def test_texts_that_are_no_translations(make: Make) -> None:
    mixed = [(PAIRS[at][0], PAIRS[(at + 4) % len(PAIRS)][1]) for at in range(len(PAIRS))]
    assert [note.key for _, note in doubts([make(*mixed)])] == ["mining.strangers"]


def test_a_text_that_repeats_itself_is_no_stranger(make: Make) -> None:
    kinds = ("plan", "scheme", "proposal", "package", "approach", "project", "answer", "design")
    pairs = [(f"公司推出第{n}个方案。", f"The company launched {k}.") for n, k in enumerate(kinds)]
    assert doubts([make(*pairs)]) == ()


def test_exchanged_sides_are_put_right(make: Make) -> None:
    right = make(*PAIRS)
    wrong = make(*((en, zh) for zh, en in PAIRS))
    alignment, exchanged = right_way_round(wrong)
    assert exchanged
    assert alignment.zh.lang == "zh"
    assert alignment.zh_sentences == right.zh_sentences
    assert mine([alignment]).entries == mine([right]).entries
    assert right_way_round(right) == (right, False)


def test_copies_are_counted_and_not_kept(make: Make) -> None:
    pair = ("阿里云在泰国启用新的数据中心。", "Alibaba Cloud opened a new data center in Thailand.")
    many = make(*[pair] * 5000)
    index = build_index([many], collapsed=True)
    assert len(index.beads) == 1
    assert index.times.sum() == 5000
    frequencies = [e.evidence.frequency for e in mine([many]).entries if e.evidence]
    assert frequencies
    assert set(frequencies) == {5000}
