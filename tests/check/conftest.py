"""Bitexts of a few pairs."""

from __future__ import annotations

from collections.abc import Sequence

from align.model import Alignment, Bead, Block, Document, Lang, Sentence
from align.model import Signature as Sig


def bitext(*pairs: tuple[str, str]) -> Alignment:
    """One bead a pair; an empty string is a side without a sentence."""

    def side(lang: Lang, texts: Sequence[str]) -> tuple[Document, tuple[Sentence, ...]]:
        blocks = tuple(Block("paragraph", text) for text in texts)
        sentences = tuple(Sentence(t, i, (0, len(t))) for i, t in enumerate(texts))
        return Document("report", lang, blocks), sentences

    zh, zh_sentences = side("zh", [zh for zh, _ in pairs if zh])
    en, en_sentences = side("en", [en for _, en in pairs if en])
    beads, at = [], [0, 0]
    for zh_text, en_text in pairs:
        beads.append(
            Bead((at[0],) if zh_text else (), (at[1],) if en_text else ()),
        )
        at = [at[0] + bool(zh_text), at[1] + bool(en_text)]
    return Alignment(zh, en, zh_sentences, en_sentences, tuple(beads), Sig("test"))
