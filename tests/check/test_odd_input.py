"""Bitexts and glossaries that nobody should write: the checks say what is right of them."""

from __future__ import annotations

from collections.abc import Callable
from cProfile import Profile

import pytest

from align.check.base import Context
from align.check.names import NameSpelling
from align.check.run import report
from align.model import Alignment, Glossary, Term, TermEntry, TermStatus
from align.settings import CheckSettings

Make = Callable[..., Alignment]


def entry(number: int, zh: str, en: str, status: TermStatus = "preferred") -> TermEntry:
    return TermEntry(f"c{number}", (Term("zh", zh), Term("en", en, status=status)))


def test_signs_of_regular_expressions_in_terms_are_signs(make: Make) -> None:
    bitext = make(("云(.*)已上线。", "The cloud [a-z]+ is online."), ("云海。", "A sea of clouds."))
    glossary = Glossary((entry(1, "云(.*)", "cloud [a-z]+"),))
    assert report(bitext, glossary).findings.items == ()


def test_duplicates_contradictions_and_terms_of_one_character(make: Make) -> None:
    bitext = make(("云已上线。", "The cloud is online."), ("云很便宜。", "The sky is cheap."))
    glossary = Glossary(
        (entry(1, "云", "cloud"), entry(2, "云", "cloud"), entry(3, "云", "cloud", "forbidden"))
    )
    rules = {(item.rule, item.bead) for item in report(bitext, glossary).findings.items}
    assert ("term-not-used", 1) in rules


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("（" * 500 + "云" + "）" * 500, "(" * 500 + "cloud" + ")" * 500),
        ("\u202e\u200f云" * 300, "\u202ecloud " * 300),
        ("", "alone"),
        ("独自", ""),
    ],
)
def test_odd_texts_have_no_error(make: Make, zh: str, en: str) -> None:
    items = report(make((zh, en)), Glossary((entry(1, "云", "cloud"),))).findings.items
    assert all(item.severity == "info" for item in items)


def test_a_number_of_400_digits_is_read_as_it_stands(make: Make) -> None:
    number = "123456789" * 45
    assert not report(make((f"{number}元", f"{number} yuan")), Glossary(())).findings.items
    (found,) = report(make((f"{number}元", f"{number[:-1]}8 yuan")), Glossary(())).findings.items
    assert found.rule == "quantity"


def test_thousands_of_findings_in_one_pair_have_ids_of_their_own(make: Make) -> None:
    items = report(make(("<a " + "{x}" * 600, "云")), Glossary(())).findings.items
    assert len({item.id for item in items}) == len(items) >= 600


def test_a_latin_term_is_not_found_inside_a_longer_word(make: Make) -> None:
    bitext = make(("代码在GitHub上。", "The code is on a site."), ("用Git管理。", "It is managed."))
    items = report(bitext, Glossary((entry(1, "Git", "Git"),))).findings.items
    assert [item.bead for item in items if item.rule == "term-not-used"] == [1]


def test_a_name_that_a_pair_has_thousands_of_times_takes_linear_work(make: Make) -> None:
    def calls(times: int) -> int:
        pair = ("周慕远和" * times, "Zhou Muyan and " * times)
        context = Context(make(pair), Glossary(()), CheckSettings())
        profile = Profile()
        profile.runcall(lambda: list(NameSpelling().check(context)))
        return sum(entry.callcount for entry in profile.getstats())

    calls(2)  # loads the word lists
    assert calls(800) < 6 * calls(200)
