"""What is left of mined entries, and why they are there."""

from align.model import Evidence, Glossary, Term, TermEntry
from align.terms.choice import choose, pairs_of, reasons, with_term


def entry(zh: str, en: str, kind: str = "concept") -> TermEntry:
    terms = (Term("zh", zh), Term("en", en))
    evidence = Evidence(1, features=(("fit", 0.9), ("rival_en", 1.0), ("zh_number", 0.0)))
    return TermEntry(
        f"c-{zh}", terms, "person" if kind == "person" else "concept", evidence=evidence
    )


MINED = Glossary((entry("数据中心", "data center"), entry("吴泳铭", "Wu Yongming", "person")))


def test_types_known_and_rejected() -> None:
    center, person = MINED.entries
    assert choose(MINED).entries == MINED.entries
    assert choose(MINED, types=("person",)).entries == (person,)
    known = Glossary((entry("數據中心", "Data Centers"),))
    assert choose(MINED, known=known).entries == (person,)
    assert choose(MINED, rejected=known, top=1).entries == (person,)
    assert choose(MINED, top=1).entries == (center,)
    assert ("数据中心", "data center") in pairs_of(center)


def test_evidence_that_counts_is_told() -> None:
    (found,) = with_term(MINED, "Data Centers")
    told = {one.name for one in reasons(found)}
    assert "rival_en" in told and "zh_number" not in told
    assert with_term(MINED, "cloud") == ()
