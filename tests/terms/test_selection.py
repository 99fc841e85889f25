"""Terms that stand only inside longer ones, and texts that stand there twice."""

from __future__ import annotations

from collections.abc import Callable

from align.model import Alignment, TermEntry
from align.settings import TermSettings
from align.terms.association import associate
from align.terms.index import build_index
from align.terms.mine import finish, mine, prepare
from align.terms.ranking import rank

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
