"""What speaks for and against a mined pair, in words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from align.messages import text
from align.model import Lang
from align.terms.grounds import grounds
from align.terms.standing import Seen


def told(
    zh: str,
    en: str,
    features: Mapping[str, float],
    count: int = 1,
    documents: int = 1,
    apart: Seen | None = None,
) -> dict[str, bool]:
    seen = apart or Seen(count, count, count, documents)
    found = grounds(zh, en, seen, features)
    assert [one.supports for one in found] == sorted((g.supports for g in found), reverse=True)
    return {one.note.key.removeprefix("evidence."): one.supports for one in found}


def test_how_often_both_stand_together_and_apart() -> None:
    assert told("云", "cloud", {})["once"] is False
    assert (
        told("云", "cloud", {}, 3)["together"] is told("云", "cloud", {}, 3)["never_apart"] is True
    )
    assert told("云", "cloud", {}, 3, 2)["together_in"] is True
    found = told("云", "cloud", {}, apart=Seen(6, 3, 3))
    assert found["apart_zh"] is False and not {"apart_en", "never_apart"} & found.keys()
    assert "never_apart" not in told("云", "cloud", {}, apart=Seen(20, 20, 19))


def test_what_the_dictionary_and_the_sound_say() -> None:
    assert told("数据中心", "data center", {})["composed"]
    assert told("云计算", "cloud computing", {"in_dictionary": 1.0})["dictionary"]
    assert told("吴泳铭", "Wu Yongming", {"en_capital": 1.0})["pinyin"]
    assert told("英伟达", "Nvidia", {"en_capital": 1.0})["sound"]
    assert told("可用区", "haze", {})["no_dictionary"] is False


def test_rivals_and_neighbours_speak_against() -> None:
    found = told("云", "cloud", {"instead": 0.8, "rival_en": 0.5, "both_left_noun": 1.0})
    assert not any(found[name] for name in ("instead", "overtaken", "part"))
    assert "part" not in told("吴泳铭", "Wu", {"en_capital": 1.0, "both_left_noun": 1.0})


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_ground_is_said_in_both_languages(lang: Lang) -> None:
    names = ("instead", "around_often", "across", "meaning_short_zh", "zh_number", "zh_short",
             "verb_object", "both_modifiers_first", "en_general", "in_glossary", "in_brackets",
             "one_left_noun", "same")  # fmt: skip
    for value in (0.2, 0.9, 2.0):
        for ground in grounds(
            "数据中心", "data center", Seen(9, 8, 4, 2), dict.fromkeys(names, value)
        ):
            assert "{" not in text(ground.note.key, lang, **dict(ground.note.values))
