"""What is left of mined entries."""

from dataclasses import replace

from align.model import Evidence, Glossary, PairEvidence, Term, TermEntry
from align.terms.choice import around, choose, with_term


def entry(zh: str, en: str, kind: str = "concept") -> TermEntry:
    terms = (Term("zh", zh), Term("en", en))
    return TermEntry(
        f"c-{zh}", terms, "person" if kind == "person" else "concept", evidence=Evidence(1)
    )


def listing(*rows: tuple[str, str]) -> Glossary:
    terms = [tuple(Term(lang, text) for lang, text in zip(("zh", "en"), row, strict=True)
                   if text)
             for row in rows]  # fmt: skip
    return Glossary(tuple(TermEntry(f"r{at}", row) for at, row in enumerate(terms)))


MINED = Glossary((entry("数据中心", "data center"), entry("吴泳铭", "Wu Yongming", "person")))
#: A concept as it is mined: each form with what it was found with.
BANK = TermEntry(
    "c-bank",
    (
        Term("zh", "央行", context="央行降准。"),
        Term("zh", "中国人民银行", "admitted", context="人民银行说。", counterpart="PBOC says."),
        Term("en", "People's Bank of China", context="The People's Bank of China cut it."),
        Term("en", "central bank", "admitted", context="A bank.", counterpart="有个央行。"),
        Term("en", "PBOC", "admitted", context="PBOC cut it."),
    ),
    evidence=Evidence(
        6, 1, 0.99,
        (
            PairEvidence("央行", "central bank", 1, 0.99),
            PairEvidence("央行", "PBOC", 4, 0.9),
            PairEvidence("中国人民银行", "People's Bank of China", 2, 0.8),
            PairEvidence("中国人民银行", "PBOC", 1, 0.5),
        ),
        (("央行降准。", "The People's Bank of China cut it."), ("有个央行。", "A central bank.")),
    ),
)  # fmt: skip


def left(*rows: tuple[str, str]) -> list[set[str]]:
    chosen = choose(Glossary((BANK,)), rejected=listing(*rows)).glossary
    return [{term.text for term in one.terms} for one in chosen.entries]


def test_types_known_and_rejected() -> None:
    center, person = MINED.entries
    assert choose(MINED).glossary == MINED
    assert choose(MINED, types=("person",)).glossary.entries == (person,)
    known = listing(("數據中心", "Data Centers"))
    chosen = choose(MINED, known=known)
    assert (chosen.glossary.entries, chosen.known, chosen.listed) == ((person,), (1, 1), 1)
    marked = choose(MINED, known=known, mark="in the termbase").glossary.entries
    assert [one.note for one in marked] == ["in the termbase", ""]
    both = choose(MINED, known=known, rejected=known, mark="there")
    assert both.glossary.entries == (person,)
    assert choose(MINED, rejected=known, top=1).glossary.entries == (person,)
    assert choose(MINED, top=1).glossary.entries == (center,)


def test_british_and_american_spellings_are_one() -> None:
    assert choose(MINED, rejected=listing(("数据中心", "data centre"))).listed == 1


def test_only_the_pair_that_is_rejected_goes() -> None:
    every = {term.text for term in BANK.terms}
    assert left(("央行", "central bank")) == [every - {"central bank"}]
    assert left(("央行", "the Fed")) == [every]
    assert left(("央行", "central bank"), ("央行", "PBOC")) == [every - {"central bank", "央行"}]
    # Both have other counterparts: each keeps them.
    assert left(("央行", "PBOC")) == [every - {"PBOC"}, {"中国人民银行", "PBOC"}]
    assert left(*((zh.text, en.text) for zh in BANK.in_lang("zh") for en in BANK.in_lang("en"))
                ) == []  # fmt: skip


def test_a_row_with_one_side_is_that_term_with_any_counterpart() -> None:
    every = {term.text for term in BANK.terms}
    assert left(("中国人民银行", "")) == [{"央行", "central bank", "PBOC"}]
    assert left(("", "PBOC")) == [every - {"PBOC"}]
    assert left(("央行", ""), ("中国人民银行", "")) == []


def test_what_is_left_is_true_by_itself() -> None:
    rejected = listing(("中国人民银行", "People's Bank of China"), ("央行", "central bank"))
    (one,) = choose(Glossary((BANK,)), rejected=rejected).glossary.entries
    assert {term.text: term.status for term in one.in_lang("en")} == {"PBOC": "preferred"}
    assert one.evidence is not None
    assert [(pair.zh, pair.en) for pair in one.evidence.pairs] == [
        ("央行", "PBOC"), ("中国人民银行", "PBOC")
    ]  # fmt: skip
    assert (one.evidence.frequency, one.evidence.score) == (5, 0.9)
    # The preferred English term has gone, and with it the sentence beside that of 央行.
    first = one.in_lang("zh")[0]
    assert (first.context, first.counterpart) == (
        "央行降准。", "The People's Bank of China cut it."
    )  # fmt: skip


def test_rows_are_counted() -> None:
    rejected = listing(("央行", "central bank"), ("央行", "the Fed"), ("汽车", "car"), ("芯片", ""))
    assert choose(Glossary((BANK,)), rejected=rejected).rejected == (1, 4)
    whole = Glossary((replace(BANK, evidence=None),))
    assert choose(Glossary((BANK,)), known=whole).known == (4, 4)


def test_a_mark_says_which_forms_are_known() -> None:
    chosen = choose(Glossary((BANK,)), known=listing(("央行", "PBOC")), mark="in base").glossary
    assert [one.note for one in chosen.entries] == ["in base: 央行 = PBOC"]


def test_entries_of_a_term_and_those_around_it() -> None:
    assert with_term(MINED, "Data Centres") == MINED.entries[:1]
    assert with_term(MINED, "cloud") == ()
    assert around(MINED, "數據") == around(MINED, "center") == MINED.entries[:1]
    assert around(MINED, "数据中心") == around(MINED, "cent") == ()
