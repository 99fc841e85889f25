"""What is left of mined entries."""

from align.model import Evidence, Glossary, Term, TermEntry
from align.terms.choice import around, choose, pairs_of, with_term


def entry(zh: str, en: str, kind: str = "concept") -> TermEntry:
    terms = (Term("zh", zh), Term("en", en))
    return TermEntry(
        f"c-{zh}", terms, "person" if kind == "person" else "concept", evidence=Evidence(1)
    )


MINED = Glossary((entry("数据中心", "data center"), entry("吴泳铭", "Wu Yongming", "person")))


def test_types_known_and_rejected() -> None:
    center, person = MINED.entries
    assert choose(MINED).entries == MINED.entries
    assert choose(MINED, types=("person",)).entries == (person,)
    known = Glossary((entry("數據中心", "Data Centers"),))
    assert choose(MINED, known=known).entries == (person,)
    marked = choose(MINED, known=known, mark="in the termbase").entries
    assert [one.note for one in marked] == ["in the termbase", ""]
    assert choose(MINED, known=known, rejected=known, mark="there").entries == (person,)
    assert choose(MINED, rejected=known, top=1).entries == (person,)
    assert choose(MINED, top=1).entries == (center,)
    assert ("数据中心", "data center") in pairs_of(center)


def test_entries_of_a_term_and_those_around_it() -> None:
    assert with_term(MINED, "Data Centers") == MINED.entries[:1]
    assert with_term(MINED, "cloud") == ()
    assert around(MINED, "數據") == around(MINED, "center") == MINED.entries[:1]
    assert around(MINED, "数据中心") == around(MINED, "cent") == ()
