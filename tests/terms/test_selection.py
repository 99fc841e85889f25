"""Terms that stand only inside longer ones, and texts that stand there twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from align.model import Alignment, TermEntry
from align.settings import TermSettings
from align.terms.association import associate
from align.terms.index import build_index
from align.terms.mine import finish, mine, prepare
from align.terms.ranking import Ranked, rank
from align.terms.selection import select
from align.terms.tally import UNIT, PairCount, Run

Make = Callable[..., Alignment]


def pairs_of(entries: tuple[TermEntry, ...]) -> set[tuple[str, str]]:
    return {
        (zh.text, en.text.lower())
        for entry in entries
        for zh in entry.in_lang("zh")
        for en in entry.in_lang("en")
    }


INSIDE = ("公司销售静电吸盘。", "The company sells electrostatic chucks.")


def test_a_part_of_a_term_is_no_term_beside_it(make: Make) -> None:
    index = build_index([make(INSIDE)])
    material = prepare(index, associate(index))
    ranked = rank(index, material.pairs)
    scores = {(pair.zh, pair.en): pair.score for pair in ranked}
    # The part is a pair, and would stand by its score.
    least = min(scores["吸盘", "chuck"], 0.3)
    found = pairs_of(finish(material, ranked, least))
    assert ("静电吸盘", "electrostatic chuck") in found
    assert ("吸盘", "chuck") not in found


def test_what_stands_by_itself_too_is_a_term(make: Make) -> None:
    found = pairs_of(
        mine(
            [make(INSIDE, ("吸盘由其他公司提供。", "Chucks are offered by others."))],
            TermSettings(min_score=0.2),
        ).entries
    )
    assert ("吸盘", "chuck") in found


def test_a_text_that_stands_there_twice_is_mined_as_once(make: Make) -> None:
    text = (
        ("阿里云将投资建设数据中心。", "Alibaba Cloud will invest in data centres."),
        ("人民银行维持利率不变。", "The central bank left its interest rate unchanged."),
        ("沈知微说，数据中心是关键。", "Data centres are the key, Shen Zhiwei said."),
    )  # fmt: skip
    once = mine([make(*text)]).entries
    twice = mine([make(*text, *text)]).entries
    assert pairs_of(twice) == pairs_of(once) != set()
    for one, two in zip(once, twice, strict=True):
        assert one.evidence and two.evidence
        assert two.evidence.score == one.evidence.score
        assert two.evidence.frequency == 2 * one.evidence.frequency


def test_names_of_any_romanisation_are_mined(make: Make) -> None:
    found = pairs_of(
        mine(
            [
                make(
                    (
                        "金管局副总裁何咏琳表示，市场运作正常。",
                        "The market works normally, said Ho Wing Lam, a deputy chief executive.",
                    ),
                    ("央行总裁杨金龙出席会议。", "Governor Yang Chin-long attended the meeting."),
                )
            ]
        ).entries
    )
    assert {("何咏琳", "ho wing lam"), ("杨金龙", "yang chin-long")} <= found


def scored(
    zh: str,
    en: str,
    score: float,
    places: Sequence[tuple[int, Run, Run]],
    **told: float,
) -> Ranked:
    """A scored pair: takes its places (bead, Chinese words, English words) and its evidence."""
    counts = PairCount(len(places), round(0.7 * len(places) * UNIT), times=len(places))
    for place in places:
        counts.add_place(*place)
    evidence = {**NOTHING_TOLD, **told}
    return Ranked(zh, en, counts, tuple(evidence), np.array(list(evidence.values())), score)


NOTHING_TOLD = dict.fromkeys(
    (
        "absorbed",
        "both_modifiers_first",
        "in_brackets",
        "in_glossary",
        "same",
        "share_en",
        "share_zh",
    ),
    0.0,
)


def standing(pairs: Sequence[Ranked]) -> set[tuple[str, str]]:
    return {
        (pair.zh, pair.en) for pair in select(pairs, least=0.1, same_concept=lambda one, two: False)
    }


def in_beads(beads: Iterable[int], zh: Run, en: Run) -> list[tuple[int, Run, Run]]:
    """The same words of some beads, each of which has a hundred."""
    return [
        (bead, (100 * bead + zh[0], 100 * bead + zh[1]), (100 * bead + en[0], 100 * bead + en[1]))
        for bead in beads
    ]


def masks(longer: int) -> set[tuple[str, str]]:
    """What stands of 口罩 in nine beads, which is "face mask" in some of them, else "mask"."""
    return standing(
        [
            scored("口罩", "mask", 0.9, in_beads(range(9), (0, 1), (5, 6))),
            scored("口罩", "face mask", 0.4, in_beads(range(longer), (0, 1), (4, 6))),
        ]
    )


def test_a_longer_rendering_that_recurs_stands_beside_the_shorter() -> None:
    assert ("口罩", "face mask") in masks(longer=3)
    assert ("口罩", "face mask") not in masks(longer=1)


def outbreaks(share: float) -> set[tuple[str, str]]:
    """What stands of "outbreak", which is in ten beads 爆发, of which four have 疫情爆发."""
    return standing(
        [
            scored("疫情爆发", "outbreak", 0.9, in_beads(range(4), (0, 2), (4, 5))),
            scored("爆发", "outbreak", 0.2, in_beads(range(10), (1, 2), (4, 5)), share_zh=share),
        ]
    )


def test_the_usual_rendering_need_not_be_as_likely() -> None:
    assert ("爆发", "outbreak") in outbreaks(share=0.9)
    assert ("爆发", "outbreak") not in outbreaks(share=0.3)


def ratios(described: float) -> set[tuple[str, str]]:
    """What stands of a ratio whose average is all that is spoken of."""
    average = scored(
        "平均覆盖比率",
        "average coverage ratio",
        0.7,
        in_beads([0], (0, 3), (4, 7)),
        both_modifiers_first=described,
    )
    return standing(
        [
            average,
            scored("覆盖比率", "coverage ratio", 0.6, in_beads([0], (1, 3), (5, 7))),
            scored("比率", "ratio", 0.5, in_beads([0], (2, 3), (6, 7))),
        ]
    )


def test_a_term_that_is_described_once_is_no_part_of_its_description() -> None:
    assert ("覆盖比率", "coverage ratio") in ratios(described=1.0)
    assert ("比率", "ratio") not in ratios(described=1.0)
    assert ("覆盖比率", "coverage ratio") not in ratios(described=0.0)
