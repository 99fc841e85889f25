"""Of a large glossary only what may occur is looked for, and nothing that occurs is lost."""

from __future__ import annotations

from align.check.occurring import occurring
from align.model import Glossary, Term, TermEntry

from ..conftest import alignment_of


def entry(number: int, zh: str, en: str) -> TermEntry:
    return TermEntry(f"e{number}", (Term("zh", zh), Term("en", en)))


# Made of characters and letters that stand in no text below.
FILLER = [entry(n, f"甲乙{chr(0x4E00 + n % 900)}丙", f"qzx{n} wvk") for n in range(2500)]


def kept(zh: str, en: str, *entries: TermEntry) -> set[str]:
    found = occurring(Glossary((*FILLER, *entries)), (alignment_of((zh, en)),))
    return {one.preferred("zh").text for one in found.entries if one.preferred("zh")}  # type: ignore[union-attr]


def test_what_may_occur_is_kept() -> None:
    found = kept(
        "阿里雲在泰國新建數據中心。",
        "The mice ran past the Data Centres of Alibaba Cloud.",
        entry(1, "数据中心", "xx"),
        entry(2, "云", "yy"),
        entry(3, "老鼠", "mouse"),
        entry(4, "丙丁", "data centre"),
        entry(5, "可用区", "availability zone"),
    )
    assert found == {"数据中心", "云", "老鼠", "丙丁"}


def test_an_abbreviation_is_one_with_and_without_points() -> None:
    assert kept("美国", "The US grew.", entry(1, "丁戊", "U.S.")) == {"丁戊"}
    assert kept("美国", "The U.S. grew.", entry(1, "丁戊", "US")) == {"丁戊"}


def test_a_small_glossary_stays_as_it_is() -> None:
    glossary = Glossary((entry(1, "可用区", "availability zone"),))
    assert occurring(glossary, (alignment_of(("数据中心", "data centre")),)) is glossary
