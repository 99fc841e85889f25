"""Bitexts to write and read: one by hand, and any that hypothesis thinks of."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import strategies as st

from align import __version__
from align.model import Alignment, Bead, Block, Document, Sentence, Signature

SNIPPETS = (
    "=1+1",
    "+86 10",
    "-40 °C",
    "@SUM(A1)",
    "'=1",
    "''-x",
    "'tis",
    '"quoted"',
    'say "hi", then',
    "a\tb",
    "\tx",
    " leading",
    "trailing ",
    "   ",
    "",
    "; semicolon, comma",
    "<b>&amp;</b> ]]>",
    "_x0041_ _x000D_ x005F_",
    "云计算厂商加速出海。",
    "（Apple Inc.）",
    "發表年報",
    "😀 👩‍🚀",
    "\ufeffBOM",
    "\u2028",
    "\x85",
    "\N{NO-BREAK SPACE}",
    "＝全角",
    "#comment",
    "[0]:[1]",
    "zh",
    "source",
    "1e5",
    "0012",
    "TRUE",
)
#: A sentence has no line break, and no character that the text formats cannot hold.
TEXTS = st.one_of(
    st.sampled_from(SNIPPETS),
    st.text(
        st.characters(
            exclude_categories=("Cs", "Cc"),
            exclude_characters="\ufffe\uffff",
            include_characters="\t",
        ),
        max_size=12,
    ),
    st.lists(st.sampled_from(SNIPPETS), max_size=3).map("".join),
)


@st.composite
def _alignments(draw: st.DrawFn) -> Alignment:
    """An alignment as the model has it: every sentence in one bead that is not rejected."""
    beads: list[Bead] = []
    zh_count = en_count = 0
    for _ in range(draw(st.integers(1, 5))):
        zh, en = draw(st.sampled_from([(1, 1), (1, 0), (0, 1), (2, 1), (1, 3), (2, 2), (0, 2)]))
        beads.append(
            Bead(
                tuple(range(zh_count, zh_count + zh)),
                tuple(range(en_count, en_count + en)),
                round(draw(st.floats(0, 1)), 4),
                draw(st.sampled_from(["auto", "confirmed"])),
                draw(st.sampled_from([0, 0, 1, 2])),
            )
        )
        zh_count, en_count = zh_count + zh, en_count + en
    if zh_count and en_count and draw(st.booleans()):
        rejected = Bead(
            tuple(sorted(draw(st.sets(st.integers(0, zh_count - 1), min_size=1, max_size=2)))),
            tuple(sorted(draw(st.sets(st.integers(0, en_count - 1), min_size=1, max_size=2)))),
            0.25,
            "rejected",
        )
        beads.insert(draw(st.integers(0, len(beads))), rejected)
    zh_texts = draw(st.lists(TEXTS, min_size=zh_count, max_size=zh_count))
    en_texts = draw(st.lists(TEXTS, min_size=en_count, max_size=en_count))
    return make(tuple(zh_texts), tuple(en_texts), tuple(beads))


def make(zh: tuple[str, ...], en: tuple[str, ...], beads: tuple[Bead, ...]) -> Alignment:
    return Alignment(
        Document("report.zh", "zh", tuple(Block("paragraph", text) for text in zh)),
        Document("report.en", "en", tuple(Block("paragraph", text) for text in en)),
        tuple(Sentence(text, n, (0, len(text))) for n, text in enumerate(zh)),
        tuple(Sentence(text, n, (0, len(text))) for n, text in enumerate(en)),
        beads,
        Signature(__version__),
    )


@pytest.fixture(scope="session")
def alignments() -> st.SearchStrategy[Alignment]:
    return _alignments()


@pytest.fixture(scope="session")
def texts() -> st.SearchStrategy[str]:
    return TEXTS


@pytest.fixture(scope="session")
def bitext() -> Alignment:
    """Beads of all kinds: 1-1, 2-1, 1-2, nulls, confirmed, rejected, moved."""
    return make(
        ("云计算", "厂商加速出海。", "=1+1。", "“他说：…”", "只有中文。"),
        ("Cloud vendors go abroad.", "-40 °C.", '"He said, ..."', "Only English."),
        (
            Bead((0, 1), (0,), 0.9312),
            Bead((2,), (1, 2), 0.8, "confirmed"),
            Bead((3,), (2,), 0.2, "rejected"),
            Bead((3,), (), 0.5),
            Bead((4,), (), 0.75, "auto", 1),
            Bead((), (3,), 1.0),
        ),
    )


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for files that each example of a property overwrites."""
    return tmp_path_factory.mktemp("formats")
