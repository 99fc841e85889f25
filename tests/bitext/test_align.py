"""Alignment as a whole: quality bars, what always holds, and bad input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.bitext.align import align_documents, align_sentences
from align.bitext.evaluate import Evaluation, evaluate
from align.encode.use import UniversalSentenceEncoder
from align.errors import EncoderError
from align.model import Bead, Block, Document, Glossary, Lang, Term, TermEntry
from align.settings import BitextSettings

from .conftest import Broken, Flat, Pair, read_pair

EMPTY = Evaluation(*[evaluate((), ()).strict] * 3, ())
ZH = ["阿里云发布了新模型。", "它很快。", "价格是12元。", "客户很满意。"]
EN = ["Alibaba Cloud released a new model.", "It is fast.", "It costs 12 yuan.", "Users like it."]


def quality(pairs: Sequence[Pair], encoder: UniversalSentenceEncoder | None) -> Evaluation:
    total = EMPTY
    for pair in pairs:
        total += evaluate(align_sentences(pair.zh, pair.en, encoder=encoder)[0], pair.beads)
    return total


def check_whole(beads: Sequence[Bead], n: int, m: int) -> None:
    """Every sentence is in exactly one bead, and beads stand in the order of the Chinese."""
    assert sorted(i for b in beads for i in b.zh) == list(range(n))
    assert sorted(j for b in beads for j in b.en) == list(range(m))
    assert all(b.zh or b.en for b in beads)
    assert all(0 <= b.score <= 1 for b in beads)
    assert [i for b in beads for i in b.zh] == list(range(n))
    if not any(b.moved for b in beads):
        assert [j for b in beads for j in b.en] == list(range(m))


def test_bundled_reports(reports: list[Pair], encoder: UniversalSentenceEncoder) -> None:
    found = quality(reports, encoder)
    assert found.strict.f1 >= 0.95
    assert found.lax.f1 >= 0.995


def test_bundled_reports_without_encoder(reports: list[Pair]) -> None:
    assert quality(reports, None).strict.f1 >= 0.92


def test_fiction(shared: Path, encoder: UniversalSentenceEncoder) -> None:
    folder = shared / "gold" / "sentences" / "mac_dev"
    pairs = [
        read_pair(folder / "zh" / gold.stem, folder / "en" / gold.stem, gold)
        for gold in sorted((folder / "gold").iterdir())
    ]
    assert quality(pairs, encoder).strict.f1 >= 0.9
    assert quality(pairs, None).strict.f1 >= 0.8


def test_same_input_same_beads(report: Pair, encoder: UniversalSentenceEncoder) -> None:
    first = align_sentences(report.zh, report.en, encoder=encoder)
    again = align_sentences(report.zh, report.en, encoder=UniversalSentenceEncoder(threads=1))
    assert first == again


def test_beads_are_whole(report: Pair, encoder: UniversalSentenceEncoder) -> None:
    for zh, en in ((report.zh, report.en), (report.zh[:30], report.en[20:]), (report.zh, EN)):
        for one in (encoder, None):
            check_whole(align_sentences(zh, en, encoder=one)[0], len(zh), len(en))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from([*ZH, "", "12", "。", "Привет", "他"]), max_size=9),
    st.lists(st.sampled_from([*EN, "", "12", ".", "Привет", "he"]), max_size=9),
)
def test_beads_are_whole_for_any_sentences(zh: list[str], en: list[str]) -> None:
    check_whole(align_sentences(zh, en, encoder=None)[0], len(zh), len(en))


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ([], []),
        (ZH, []),
        ([], EN),
        (ZH[:1], EN[:1]),
        (ZH[:1], EN * 10),
        (ZH * 10, EN[:1]),
        (["他来了。"] * 40, ["He came."] * 45),
        ([""] * 3, ["", ""]),
        (["1", "2", "3"], ["1", "2", "2", "3"]),
        (["Привет, мир.", "Как дела?"] * 4, EN * 2),
        (["云" * 20_000, *ZH], ["cloud " * 4_000, *EN]),
    ],
)
def test_odd_input(zh: list[str], en: list[str], encoder: UniversalSentenceEncoder) -> None:
    for one in (encoder, None, Flat()):
        check_whole(align_sentences(zh, en, encoder=one)[0], len(zh), len(en))


def test_many_against_few(encoder: UniversalSentenceEncoder) -> None:
    many = [f"第{i}号文件说明了{i * 7}件事。" for i in range(2_000)]
    few = [f"Document No. {i} explains {i * 7} things." for i in range(0, 2_000, 400)]
    beads, _ = align_sentences(many, few, encoder=encoder)
    check_whole(beads, len(many), len(few))
    linked = {b.en[0]: b.zh for b in beads if b.zh and b.en}
    assert sum(400 * j in linked.get(j, ()) for j in range(5)) >= 4


def test_vectors_that_are_no_numbers_are_an_error() -> None:
    with pytest.raises(EncoderError):
        align_sentences(ZH, EN, encoder=Broken())


def document(lang: Lang, blocks: Sequence[str]) -> Document:
    return Document(lang, lang, tuple(Block("paragraph", text) for text in blocks))


def test_documents(encoder: UniversalSentenceEncoder) -> None:
    zh, en = document("zh", ["".join(ZH[:2]), "".join(ZH[2:])]), document("en", EN)
    found = align_documents(zh, en, encoder=encoder)
    assert [found.text(bead, "en") for bead in found.beads] == EN
    assert found.signature.encoder.startswith("use")
    assert found.notes == ()
    lines = align_documents(zh, en, encoder=encoder, lines=True)
    assert len(lines.zh_sentences) == 2


def test_translations_of_nothing_are_noted(
    reports: list[Pair], encoder: UniversalSentenceEncoder
) -> None:
    for one in (encoder, None):
        for at, pair in enumerate(reports):
            _, notes = align_sentences(pair.zh, reports[at - 1].en, encoder=one)
            assert [note.key.partition("_")[0] for note in notes] == ["bitext.unrelated"]
            assert align_sentences(pair.zh, pair.en, encoder=one)[1] == ()


def test_a_moved_section_is_found(report: Pair, encoder: UniversalSentenceEncoder) -> None:
    cuts = [0, 15, 35, 55, len(report.beads)]
    parts = [report.beads[a:b] for a, b in pairwise(cuts)]
    order = [j for at in (0, 2, 1, 3) for bead in parts[at] for j in bead.en]
    beads, _ = align_sentences(report.zh, [report.en[j] for j in order], encoder=encoder)
    check_whole(beads, len(report.zh), len(report.en))
    assert {bead.moved for bead in beads} == {0, 1}
    back = [Bead(b.zh, tuple(sorted(order[j] for j in b.en))) for b in beads]
    assert evaluate(back, report.beads).lax.f1 > 0.97


def test_a_glossary_is_evidence() -> None:
    zh = ["霁月是新品。", "飞燕是旧品。", "松涛是样品。"]
    en = ["Halcyon is new.", "Corvid is old.", "Tarn is a sample."]
    terms = [("霁月", "Halcyon"), ("飞燕", "Corvid"), ("松涛", "Tarn")]
    glossary = Glossary(
        tuple(
            TermEntry(str(at), (Term("zh", one), Term("en", two)))
            for at, (one, two) in enumerate(terms)
        )
    )
    a, b = document("zh", zh), document("en", en)
    bare = align_documents(a, b, encoder=None, lines=True)
    helped = align_documents(a, b, encoder=None, lines=True, glossary=glossary)
    assert [(x.zh, x.en) for x in helped.beads] == [((i,), (i,)) for i in range(3)]
    assert sum(x.score for x in helped.beads) > sum(x.score for x in bare.beads if x.zh and x.en)
    assert bare.signature.glossary == "none" != helped.signature.glossary


def test_all_that_a_result_depends_on_is_in_its_signature() -> None:
    a, b = document("zh", ZH), document("en", EN)
    entry = TermEntry("1", (Term("zh", "客户"), Term("en", "user")))
    other = TermEntry("1", (Term("zh", "客户"), Term("en", "client")))
    decided = Bead((0,), (0,), status="confirmed")
    found = [
        align_documents(a, b, encoder=None, lines=True),
        align_documents(a, b, encoder=None),
        align_documents(a, b, encoder=Flat(), lines=True),
        align_documents(a, b, BitextSettings(max_span=2), encoder=None, lines=True),
        align_documents(a, b, encoder=None, lines=True, glossary=Glossary((entry,))),
        align_documents(a, b, encoder=None, lines=True, glossary=Glossary((other,))),
        align_documents(a, b, encoder=None, lines=True, translation=EN),
        align_documents(a, b, encoder=None, lines=True, translation=ZH, translated="en"),
        align_documents(a, b, encoder=None, lines=True, keep=[decided]),
        align_documents(a, b, encoder=None, lines=True, keep=[replace(decided, en=(1,))]),
    ]
    signatures = [str(alignment.signature) for alignment in found]
    assert len(set(signatures)) == len(signatures)
    assert str(align_documents(a, b, encoder=None, lines=True).signature) == signatures[0]


def test_how_much_is_done_only_grows(report: Pair, encoder: UniversalSentenceEncoder) -> None:
    for one in (encoder, Flat(), None):
        told: list[tuple[str, float]] = []
        a, b = document("zh", report.zh), document("en", report.en)
        align_documents(
            a, b, encoder=one, lines=True, progress=lambda *step, told=told: told.append(step)
        )
        shares = [done for _, done in told]
        assert shares == sorted(shares) and shares[0] >= 0 and 0.99 < shares[-1] <= 1
        assert [stage for stage, _ in told] == sorted(stage for stage, _ in told)
        assert len(set(shares)) >= 3
