"""A person's decisions are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from align.bitext.align import align_documents, align_sentences, realign
from align.encode.base import Vectors
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


def test_only_the_stretch_is_aligned_again(
    aligned: Alignment, encoder: UniversalSentenceEncoder
) -> None:
    beads = [b for b in aligned.beads if b.zh and b.en]
    frame = [replace(beads[k], status="confirmed") for k in (10, 20)]
    framed = realign(aligned, frame, encoder=encoder)
    assert whole(framed)
    assert [b for b in framed.beads if b.status == "confirmed"] == [
        replace(b, score=1.0) for b in frame
    ]
    wrong = replace(beads[15], status="rejected")
    counting = Counting(encoder)
    again = realign(framed, [wrong], encoder=counting)
    assert whole(again)
    assert (wrong.zh, wrong.en) not in {(b.zh, b.en) for b in live(again.beads)}
    assert 0 < counting.texts < len(aligned.zh_sentences) + len(aligned.en_sentences)
    outside = [b for b in framed.beads if b.zh and not beads[10].zh[0] < b.zh[0] < beads[20].zh[0]]
    assert set(outside) <= set(again.beads)


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
