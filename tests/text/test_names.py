"""Names that must stay whole in a Chinese text."""

from __future__ import annotations

import pytest

from align.text.names import names_in
from align.text.words import chinese_words


@pytest.mark.parametrize(
    ("zh", "en", "name"),
    [
        ("金管局副总裁何咏琳说", "Ho Wing Lam, deputy chief executive, said", "何咏琳"),
        ("行政長官李家超宣布", "Chief Executive John Lee Ka-chiu announced", "李家超"),
        ("首席科学家岑望舒表示", "Chief scientist Cen Wangshu said", "岑望舒"),
    ],
)
def test_a_romanised_name_stays_whole(zh: str, en: str, name: str) -> None:
    assert name in names_in(zh, en)


def test_another_persons_name_is_none() -> None:
    assert names_in("王毅会见来宾", "Ho Wing Lam met the guests") == frozenset()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("普哇加达工厂", ["普哇加达", "工厂"]),
        ("长期由泛林集团供应", ["长期", "由", "泛林", "集团", "供应"]),
        ("七天期逆回购利率", ["七天期", "逆", "回购", "利率"]),
        ("一个月期港元拆息", ["一个月期", "港元", "拆息"]),
        ("约翰和玛丽亚", ["约翰", "和", "玛丽亚"]),
        ("将由他宣布", ["将", "由", "他", "宣布"]),
    ],
)
def test_guesses_of_the_segmenter_are_mended(text: str, expected: list[str]) -> None:
    assert [word.text for word in chinese_words(text)] == expected
