"""A person's decisions are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from align.bitext.align import align_documents, align_sentences
from align.bitext.realign import realign
from align.encode.base import Encoder, Vectors
from align.encode.use import UniversalSentenceEncoder
from align.errors import UsageError
from align.model import Alignment, Bead, Block, Document, Lang

from .conftest import Pair


class Counting:
    """The built-in encoder, which notes how many sentences it was given."""

    def __init__(self, inner: UniversalSentenceEncoder) -> None:
        self.inner, self.texts = inner, 0
        self.name = inner.name

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        return self.inner.encode(texts)

    def encode_spans(self, texts: Sequence[str], longest: int) -> tuple[Vectors, ...]:
        self.texts += len(texts)
        return self.inner.encode_spans(texts, longest)


def document(lang: Lang, lines: Sequence[str]) -> Document:
    return Document(lang, lang, tuple(Block("paragraph", text) for text in lines))


@pytest.fixture(scope="module")
def aligned(report: Pair, encoder: UniversalSentenceEncoder) -> Alignment:
    zh, en = document("zh", report.zh), document("en", report.en)
    return align_documents(zh, en, encoder=encoder, lines=True)


def live(beads: Sequence[Bead]) -> list[Bead]:
    return [bead for bead in beads if bead.status != "rejected"]


def whole(alignment: Alignment) -> bool:
    beads = live(alignment.beads)
    zh = sorted(i for b in beads for i in b.zh) == list(range(len(alignment.zh_sentences)))
    return zh and sorted(j for b in beads for j in b.en) == list(range(len(alignment.en_sentences)))


def test_forced_and_forbidden_beads(aligned: Alignment, encoder: UniversalSentenceEncoder) -> None:
    at = next(k for k, b in enumerate(aligned.beads) if len(b.zh) == len(b.en) == 1 and b.zh[0] > 9)
    one, two = aligned.beads[at], aligned.beads[at + 1]
    forced = Bead(one.zh + two.zh, one.en + two.en, status="confirmed")
    forbidden = replace(aligned.beads[at + 6], status="rejected")
    found = align_documents(
        aligned.zh, aligned.en, encoder=encoder, lines=True, keep=[forced, forbidden]
    )
    assert whole(found)
    assert (forced.zh, forced.en) in {(b.zh, b.en) for b in found.beads if b.status == "confirmed"}
    assert (forbidden.zh, forbidden.en) not in {(b.zh, b.en) for b in live(found.beads)}
    assert forbidden in found.beads


def again(former: Alignment, encoder: Encoder | None, *, changed: Sequence[Bead] = ()) -> Alignment:
    """The alignment after beads were confirmed, rejected or added in a former one."""
    new = {(b.zh, b.en): b for b in changed}
    beads = [new.pop((b.zh, b.en), b) for b in former.beads]
    return realign(former.zh, former.en, encoder=encoder, lines=True, keep=[*beads, *new.values()])


def test_what_is_confirmed_as_it_is_costs_nothing(
    aligned: Alignment, encoder: UniversalSentenceEncoder
) -> None:
    linked = [b for b in aligned.beads if b.zh and b.en]
    counting = Counting(encoder)
    found = again(
        aligned, counting, changed=[replace(linked[k], status="confirmed") for k in (10, 20)]
    )
    assert counting.texts == 0
    assert [(b.zh, b.en) for b in found.beads] == [(b.zh, b.en) for b in aligned.beads]
    assert [b.status for b in found.beads].count("confirmed") == 2
    assert found.signature.kept != aligned.signature.kept == "none"


def framed(aligned: Alignment, encoder: UniversalSentenceEncoder, at: int) -> Alignment:
    """The alignment with the beads around a rejected one confirmed."""
    linked = [b for b in aligned.beads if b.zh and b.en and not b.moved]
    return again(
        aligned,
        encoder,
        changed=[replace(linked[k], status="confirmed") for k in (at - 5, at + 5)],
    )


def test_only_the_stretch_is_aligned_again(
    aligned: Alignment, encoder: UniversalSentenceEncoder
) -> None:
    linked = [b for b in aligned.beads if b.zh and b.en]
    wrong = replace(linked[15], status="rejected")
    counting = Counting(encoder)
    found = again(framed(aligned, encoder, 15), counting, changed=[wrong])
    assert whole(found)
    assert (wrong.zh, wrong.en) not in {(b.zh, b.en) for b in live(found.beads)}
    assert wrong in found.beads
    assert 0 < counting.texts < len(aligned.zh_sentences) + len(aligned.en_sentences)
    outside = [*linked[:11], *linked[20:]]
    assert {(b.zh, b.en) for b in outside} <= {(b.zh, b.en) for b in live(found.beads)}


def test_the_work_grows_with_the_stretch_and_not_with_the_document(
    reports: list[Pair], encoder: UniversalSentenceEncoder
) -> None:
    work = []
    for pairs in (reports[:2], reports):
        zh = document("zh", [text for pair in pairs for text in pair.zh])
        en = document("en", [text for pair in pairs for text in pair.en])
        former = framed(align_documents(zh, en, encoder=encoder, lines=True), encoder, 60)
        counting = Counting(encoder)
        wrong = [b for b in former.beads if b.zh and b.en and not b.moved][60]
        found = again(former, counting, changed=[replace(wrong, status="rejected")])
        assert whole(found)
        work.append(counting.texts)
    assert 0 < work[0] == work[1]


def test_a_bead_of_ones_own_breaks_those_that_it_touches(
    aligned: Alignment, encoder: UniversalSentenceEncoder
) -> None:
    linked = [b for b in aligned.beads if b.zh and b.en]
    one, two = linked[15], linked[16]
    mine = Bead((*one.zh, *two.zh), (*one.en, *two.en), status="confirmed")
    found = again(aligned, encoder, changed=[mine])
    assert whole(found)
    assert mine in found.beads
    assert [(b.zh, b.en) for b in found.beads if b.zh and b.zh[-1] < one.zh[0]] == [
        (b.zh, b.en) for b in aligned.beads if b.zh and b.zh[-1] < one.zh[0]
    ]


def test_a_file_that_was_changed_by_hand_is_made_whole(aligned: Alignment) -> None:
    twice = replace(aligned.beads[4], en=(*aligned.beads[4].en, *aligned.beads[5].en))
    kept = [*aligned.beads[:4], twice, *aligned.beads[5:12], *aligned.beads[15:]]
    found = realign(aligned.zh, aligned.en, encoder=None, lines=True, keep=kept)
    assert whole(found)


def test_a_file_of_other_documents_is_an_error(aligned: Alignment) -> None:
    with pytest.raises(UsageError) as error:
        realign(document("zh", ["一。"]), aligned.en, encoder=None, lines=True, keep=aligned.beads)
    assert error.value.key == "bitext.keep_outside"


def test_a_confirmed_bead_may_cross_others(report: Pair, encoder: UniversalSentenceEncoder) -> None:
    crossing = Bead((3,), (40,), status="confirmed")
    beads, _ = align_sentences(
        report.zh, report.en, encoder=encoder, keep=[crossing, *confirmed(report, 20, 30)]
    )
    assert crossing in beads
    assert sorted(i for b in beads for i in b.zh) == list(range(len(report.zh)))
    assert sorted(j for b in beads for j in b.en) == list(range(len(report.en)))


def confirmed(pair: Pair, start: int, stop: int) -> list[Bead]:
    return [replace(b, status="confirmed") for b in pair.beads[start:stop] if 40 not in b.en]


@pytest.mark.parametrize(
    ("keep", "key"),
    [
        ([Bead((0,), (99,), status="confirmed")], "bitext.keep_outside"),
        ([Bead((), (), status="confirmed")], "bitext.keep_empty"),
        (
            [Bead((0,), (0,), status="confirmed"), Bead((0,), (1,), status="confirmed")],
            "bitext.keep_twice",
        ),
        (
            [Bead((0,), (0,), status="confirmed"), Bead((0,), (0,), status="rejected")],
            "bitext.keep_both",
        ),
    ],
)
def test_contradictions_are_errors(keep: list[Bead], key: str) -> None:
    with pytest.raises(UsageError) as error:
        align_sentences(["一。", "二。"], ["One.", "Two."], encoder=None, keep=keep)
    assert error.value.key == key


@pytest.mark.parametrize("every", [2, 3, 7])
def test_confirming_what_was_found_changes_nothing_else(report: Pair, every: int) -> None:
    free, _ = align_sentences(report.zh, report.en, encoder=None)
    linked = [bead for bead in free if bead.zh and bead.en]
    keep = [replace(bead, status="confirmed") for bead in linked[::every]]
    found, _ = align_sentences(report.zh, report.en, encoder=None, keep=keep)
    assert [(b.zh, b.en) for b in found] == [(b.zh, b.en) for b in free]
    confirmed = {(b.zh, b.en) for b in keep}
    assert all((b.status == "confirmed") == ((b.zh, b.en) in confirmed) for b in found)


def test_a_path_goes_through_a_forced_bead_however_unlikely(report: Pair) -> None:
    free, _ = align_sentences(report.zh, report.en, encoder=None)
    ones = [bead for bead in free if len(bead.zh) == len(bead.en) == 1]
    # Each English sentence goes to the Chinese one before its own, here and there.
    keep = [
        Bead(before.zh, own.en, status="confirmed")
        for before, own in zip(ones[3::8], ones[4::8], strict=False)
    ]
    found, _ = align_sentences(report.zh, report.en, encoder=None, keep=keep)
    assert {(b.zh, b.en) for b in found if b.status == "confirmed"} == {(b.zh, b.en) for b in keep}
    assert sorted(i for b in found for i in b.zh) == list(range(len(report.zh)))
    assert sorted(j for b in found for j in b.en) == list(range(len(report.en)))
    order = [(b.zh[0], b.en[0]) for b in found if b.zh and b.en and not b.moved]
    assert order == sorted(order)
    assert [j for _, j in order] == sorted(j for _, j in order)
