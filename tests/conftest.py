"""What every test may ask for: the shared folder, and small bitexts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from align.model import Alignment, Bead, Block, Document, Lang, Sentence, Signature


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ``shared`` next to the repository: schemas and gold data, which have no licence
    to travel with it."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the folder ../shared with schemas and gold data is not here")
    return folder


def alignment_of(*pairs: tuple[str, str], name: str = "report", score: float = 1.0) -> Alignment:
    """Sentence pairs as an alignment; an empty side makes a bead without that side."""

    def side(lang: Lang, texts: list[str]) -> tuple[Document, tuple[Sentence, ...]]:
        blocks = tuple(Block("paragraph", text) for text in texts)
        sentences = tuple(Sentence(text, i, (0, len(text))) for i, text in enumerate(texts))
        return Document(name, lang, blocks), sentences

    zh_texts = [zh for zh, _ in pairs if zh]
    en_texts = [en for _, en in pairs if en]
    beads = []
    zh_at = en_at = 0
    for zh, en in pairs:
        beads.append(Bead((zh_at,) if zh else (), (en_at,) if en else (), score=score))
        zh_at, en_at = zh_at + bool(zh), en_at + bool(en)
    zh_document, zh_sentences = side("zh", zh_texts)
    en_document, en_sentences = side("en", en_texts)
    return Alignment(
        zh_document, en_document, zh_sentences, en_sentences, tuple(beads), Signature("test")
    )


CLOUD = alignment_of(
    ("阿里云在泰国启用新的数据中心。", "Alibaba Cloud opened a new data center in Thailand."),
    ("阿里云目前运营87个可用区。", "Alibaba Cloud now operates 87 availability zones."),
    ("每个可用区都有独立的电源。", "Each availability zone has its own power supply."),
    ("该数据中心设有三个可用区。", "The data center has three availability zones."),
    (
        "首席执行官吴泳铭表示，公司将继续投资人工智能。",
        "Chief executive Wu Yongming said the company would keep investing in artificial "
        "intelligence (AI).",
    ),
    ("人工智能推动了云计算的需求。", "AI has driven demand for cloud computing."),
    ("客户数据存放在本地可用区。", "Customer data is kept in a local available area."),
    ("吴泳铭说，数据中心是基础。", "Data centers are the foundation, Wu Yongming said."),
    ("公司没有透露更多细节。", ""),
)


Make = Callable[..., Alignment]


@pytest.fixture(scope="session")
def make() -> Make:
    """Sentence pairs as an alignment."""
    return alignment_of


@pytest.fixture(scope="session")
def cloud() -> Alignment:
    """A small report about a cloud provider, one term of which is rendered in two ways."""
    return CLOUD
