"""How steadily terms are rendered, and where they depart."""

import math
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.check.consistency import Use, consistency_of, findings, measure, together, uses
from align.check.run import run
from align.messages import text
from align.model import (
    STANDARDS,
    Alignment,
    Finding,
    Glossary,
    Place,
    Rendering,
    Term,
    TermConsistency,
    TermEntry,
)
from align.terms.mine import mine
from align.terms.renderings import Renderer

Make = Callable[..., Alignment]
BENCH = Path(__file__).parents[2] / "bench"
CORPORA = Path(__file__).parents[2] / "corpora"


def entry(zh: str, *en: str) -> TermEntry:
    others = tuple(Term("en", other, "admitted") for other in en[1:])
    return TermEntry(f"c-{zh}", (Term("zh", zh), Term("en", en[0]), *others))


def departures(bitext: Alignment, *entries: TermEntry) -> list[Finding]:
    glossary = Glossary(entries)
    counted = uses(bitext, glossary, Renderer([bitext], glossary))
    return list(findings(bitext, glossary, counted))


def test_a_departure_is_found_with_its_place(cloud: Alignment) -> None:
    (finding,) = departures(cloud, entry("可用区", "availability zone"))
    assert (finding.term, finding.expected) == ("可用区", "availability zone")
    place = finding.zh[0]
    assert cloud.zh_sentences[place.sentence].text[place.start : place.end] == "可用区"
    assert "area" in finding.found
    assert "availability zone" in text(finding.message.key, **dict(finding.message.values))
    assert "可用区" in text(finding.message.key, "zh", **dict(finding.message.values))


def test_its_id_survives_the_next_run(cloud: Alignment) -> None:
    one = departures(cloud, entry("可用区", "availability zone"))
    two = departures(cloud, entry("数据中心", "data center"), entry("可用区", "availability zone"))
    assert [f.id for f in one] == [f.id for f in two]


def test_few_occurrences_say_little() -> None:
    def line(*variants: str) -> TermConsistency:
        uses_ = [
            Use(Rendering(n, "zh", Place(n, 0, 1), (Place(n, 0, 1),), text, 1.0), text)
            for n, text in enumerate(variants)
        ]
        return consistency_of("c1", "zh", "云", uses_)

    once, often = line("cloud"), line(*["cloud"] * 50)
    assert once.interval[0] == pytest.approx(0.2065, abs=1e-4)
    assert once.interval[1] == often.interval[1] == 1.0
    assert often.interval[0] > 0.92
    assert line().interval == (0.0, 1.0)
    assert line("a", "b").hhi_normalised == pytest.approx(0.0)
    assert once.hhi_normalised == 1.0
    assert line("a", "a", "a", "b").hhi_normalised == pytest.approx(0.25)


def test_legitimate_variation_is_not_punished(make: Make) -> None:
    bitext = make(
        ("香港金融管理局发表报告。", "The Hong Kong Monetary Authority (HKMA) issued a report."),
        ("香港金融管理局认为风险可控。", "The HKMA considers the risks manageable."),
        ("可用区分布在各地。", "Availability zones are spread across the region."),
        ("每个可用区独立运行。", "Each availability zone runs by itself."),
        ("可用区之间有专线。", "The zones are linked by leased lines."),
        ("人工智能发展迅速。", "Artificial intelligence is developing fast."),
        ("人工智能需要算力。", "AI needs computing power."),
        ("人工智能改变行业。", "Artificial intelligence is changing the industry."),
    )
    entries = (
        entry("香港金融管理局", "Hong Kong Monetary Authority"),
        entry("可用区", "availability zone"),
        entry("人工智能", "artificial intelligence", "AI"),
    )
    assert departures(bitext, *entries) == []
    _, report = run(bitext, Glossary(entries))
    assert report.score == 1.0


def test_british_and_american_spelling_is_one_rendering(make: Make) -> None:
    bitext = make(
        ("本公司的融资计划很大。", "Our financing programme is large."),
        ("融资计划已获批准。", "The financing program was approved."),
        ("融资计划将延长。", "The funding programme will be extended."),
        ("融资计划下月开始。", "The funding program starts next month."),
    )
    lines = run(bitext, Glossary((entry("融资计划", "loan scheme"),)))[1].terms
    (line,) = [line for line in lines if line.source == "zh"]
    assert [variant.count for variant in line.variants] == [2, 2]


def test_another_name_with_the_same_last_word_is_a_departure(make: Make) -> None:
    bitext = make(
        ("總結餘穩定。", "The Aggregate Balance was stable."),
        ("總結餘增加。", "The Aggregate Balance increased."),
        ("有人擔心總結餘一旦收縮，拆息便會急升。", "Rates would soar if the Total Balance shrank."),
        ("他們擔心總結餘。", "They fear for the balance."),
    )
    (found,) = departures(bitext, entry("總結餘", "Aggregate Balance"))
    assert (found.bead, found.found) == (2, "Total Balance")


def test_a_term_in_a_longer_term_is_not_its_own(make: Make) -> None:
    bitext = make(
        ("数据很重要。", "Data is important."),
        ("数据要保护。", "Data must be protected."),
        ("数据中心在杭州。", "The computing hub is in Hangzhou."),
    )
    lines = run(bitext, Glossary((entry("数据", "data"), entry("数据中心", "computing hub"))))[1]
    (data,) = [line for line in lines.terms if line.source == "zh" and line.term == "数据"]
    assert data.count + len(data.unrendered) == 2


@given(st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=30))
def test_indices_stay_in_their_ranges(variants: list[str]) -> None:
    uses = [
        Use(Rendering(i, "zh", Place(i, 0, 1), (), variant, 1.0), variant)
        for i, variant in enumerate(variants)
    ]
    line = consistency_of("c1", "zh", "x", uses)
    size = max(len(line.variants), 1)
    assert 1 / size - 1e-9 <= line.hhi <= 1 + 1e-9
    assert 1 / size - 1e-9 <= line.share <= 1
    assert -1e-9 <= line.entropy <= math.log2(size) + 1e-9
    assert line.count + len(line.unrendered) == len(variants)
    assert [v.count for v in line.variants] == sorted(v.count for v in line.variants)[::-1]


def test_an_approved_term_that_is_not_used(make: Make) -> None:
    bitext = make(
        ("可用区独立运行。", "The available areas run by themselves."),
        ("可用区很多。", "There are many Availability Zones."),
    )
    found, _ = run(bitext, Glossary((entry("可用区", "availability zone"),)))
    (finding,) = [item for item in found.items if item.rule == "term-not-used"]
    assert (finding.bead, finding.expected) == (0, "availability zone")


@pytest.mark.parametrize(
    ("term", "english", "found"),
    [
        ("delivery", "They delivered it.", 0),
        ("deliver", "The deliveries were late.", 0),
        ("integration", "It integrates both.", 0),
        ("delivery", "They shipped it.", 1),
        ("operator", "Operations began.", 1),
        ("cloud delivery", "They delivered it to the cloud.", 1),
    ],
)
def test_a_term_as_a_verb_or_its_noun(make: Make, term: str, english: str, found: int) -> None:
    items = run(make(("客户等待交付。", english)), Glossary((entry("交付", term),)))[0].items
    assert sum(item.rule == "term-not-used" for item in items) == found


def not_used(bitext: Alignment, *entries: TermEntry) -> list[tuple[int, str, str]]:
    items = run(bitext, Glossary(entries))[0].items
    return [(i.bead, i.term, i.found) for i in items if i.rule == "term-not-used"]


def test_an_abbreviation_that_the_text_introduces(make: Make) -> None:
    officer = entry("首席执行官", "chief executive officer")
    said = ("首席执行官说好。", "The CEO said so.")
    introduced = ("首席执行官张三来了。", "The chief executive officer (CEO), Zhang San, came.")
    assert not not_used(make(introduced, said), officer)
    assert not_used(make(said), officer) == [(0, "首席执行官", "CEO")]


def test_spellings_and_capitals_of_an_approved_term(make: Make) -> None:
    bitext = make(
        ("数据中心已建成。", "The data centres have been completed."),
        ("请佩戴N95口罩。", "Wear N95 masks."),
    )
    assert not not_used(bitext, entry("数据中心", "data center"), entry("n95", "n95"))


def test_a_term_of_one_character_inside_a_word(make: Make) -> None:
    bitext = make(
        ("数据中心已建成。", "The data center is finished."), ("数很大。", "It is large.")
    )
    assert [bead for bead, _, _ in not_used(bitext, entry("数", "number"))] == [1]


def test_one_of_several_entries_for_a_term_will_do(make: Make) -> None:
    bitext = make(("收入增长显著。", "The increase in revenue was marked."))
    entries = [
        TermEntry(f"c{n}", entry("增长", text).terms)
        for n, text in enumerate(("growth", "increase"))
    ]
    assert not not_used(bitext, *entries)


@pytest.mark.parametrize(
    ("zh", "en", "found"),
    [
        (
            "资料枢纽已建成。",
            "The data center has been completed.",
            [(0, "data center", "资料枢纽")],
        ),
        ("新数据中心采用液冷。", "The data center is cooled by liquid.", []),
        # Once, not from both sides; and not where the Chinese does not name it at all.
        ("数据中心已建成。", "The computing hub is finished.", [(0, "数据中心", "computing hub")]),
        ("该设施已建成。", "The data center has been completed.", []),
        ("该中心已建成。", "The data center has been completed.", []),
        ("中心的数据存放在此。", "The data center keeps it here.", []),
    ],
)
def test_a_term_is_looked_for_from_both_sides(
    make: Make, zh: str, en: str, found: list[tuple[int, str, str]]
) -> None:
    assert not_used(make((zh, en)), entry("数据中心", "data center")) == found


def test_a_general_english_word_may_stand_for_other_chinese(make: Make) -> None:
    bitext = make(("经济发展很快。", "Economic development is fast."))
    assert not not_used(bitext, entry("开发", "development"))


def test_a_forbidden_chinese_term_is_told_once(make: Make) -> None:
    bitext = make(("资料枢纽已建成。", "The data center has been completed."))
    terms = (Term("zh", "数据中心"), Term("zh", "资料枢纽", "forbidden"), Term("en", "data center"))
    items = run(bitext, Glossary((TermEntry("c1", terms),)))[0].items
    assert [item.rule for item in items] == ["term-forbidden"]


def test_a_forbidden_term_that_is_used(make: Make) -> None:
    bitext = make(("云服务商通过评估。", "All cloud vendors passed; each cloud provider did."))
    terms = (
        Term("zh", "云服务商"),
        Term("en", "cloud provider"),
        Term("en", "cloud vendor", "forbidden"),
    )
    found, _ = run(bitext, Glossary((TermEntry("c1", terms),)))
    (finding,) = [item for item in found.items if item.rule == "term-forbidden"]
    assert finding.severity == "error"
    place = finding.en[0]
    assert bitext.en_sentences[0].text[place.start : place.end] == "cloud vendors"


def test_mined_entries_bind_nobody(cloud: Alignment) -> None:
    found, _ = run(cloud, mine([cloud]))
    assert not {item.rule for item in found.items} & {"term-not-used", "term-forbidden"}


@pytest.mark.parametrize("folder", sorted(CORPORA.glob("*/gold")), ids=lambda p: p.parent.name)
def test_planted_inconsistencies(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    from reports import read_report

    report = read_report(folder.parent)
    bitext = report.alignment
    renderer = Renderer([bitext])
    mined = mine([bitext], index=renderer.index, association=renderer.association)
    items = run(bitext, mined, renderer=renderer)[0].items
    found = [item for item in items if item.rule == "term-inconsistent"]
    planted = [
        row for row in report.planted if row["rule"] in ("term-inconsistent", "name", "product")
    ]

    def at(finding: Finding, row: dict[str, str]) -> bool:
        bead = bitext.beads[finding.bead]
        return int(row["zh_line"]) in bead.zh and int(row["en_line"]) in bead.en

    terms = [row for row in planted if row["rule"] == "term-inconsistent"]
    hits = [row for row in terms if any(at(finding, row) for finding in found)]
    assert hits == terms
    assert sum(not any(at(finding, row) for row in planted) for finding in found) <= 1
    sys.modules.pop("reports", None)


CLOUD = Glossary((entry("云计算", "cloud computing", "the cloud"), entry("数据", "data")))


def test_renderings_agree_with_the_first_the_most_frequent_or_the_prescribed(make: Make) -> None:
    bitext = make(
        ("云计算很重要。", "Hosted computing matters."),
        ("云计算很便宜。", "Cloud computing is cheap."),
        ("他喜欢云计算。", "He likes cloud computing."),
        ("数据很重要。", "Data matters."),
    )
    report = measure(bitext, CLOUD, uses(bitext, CLOUD, Renderer([bitext], CLOUD)))
    (cloud,) = [term for term in report.terms if term.term == "云计算"]
    assert (cloud.first.lower(), cloud.prescribed) == ("hosted computing", "cloud computing")
    assert [cloud.agreement(kind) for kind in STANDARDS] == [1 / 3, 2 / 3, 2 / 3]
    chinese = replace(report, terms=tuple(t for t in report.terms if t.source == "zh"))
    assert chinese.agreement("first") == (2 / 4, (1 / 3 + 1) / 2)
    assert chinese.agreement("prescribed") == (3 / 4, (2 / 3 + 1) / 2)


def test_documents_are_scored_alone_and_together(make: Make) -> None:
    one = make(
        ("云计算很重要。", "Cloud computing matters."), ("云计算很快。", "Cloud computing is fast.")
    )
    two = make(("云计算很便宜。", "Hosted computing is cheap."))
    reports = [
        (measure(b, CLOUD, uses(b, CLOUD, Renderer([b], CLOUD))), len(b.beads)) for b in (one, two)
    ]
    both = together(reports)
    (cloud,) = [term for term in both.terms if term.term == "云计算"]
    assert reports[0][0].score == 1.0 and both.score < 1.0
    assert [variant.beads for variant in cloud.variants] == [(0, 1), (2,)]
    assert cloud.agreement("first") == cloud.agreement("prescribed") == 2 / 3
    assert together(reports[:1]) == reports[0][0]
    with pytest.raises(ValueError, match="no documents"):
        together([])


def test_where_nothing_is_rendered_nothing_disagrees(make: Make) -> None:
    bitext = make(("今天下雨。", "It rains."))
    report = measure(bitext, CLOUD, uses(bitext, CLOUD, Renderer([bitext], CLOUD)))
    assert [report.agreement(kind) for kind in STANDARDS] == [(1.0, 1.0)] * 3
