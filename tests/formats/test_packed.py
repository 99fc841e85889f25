"""Sequences whose values are made when they are asked for."""

from __future__ import annotations

import pickle

import pytest

from align.formats.packed import Texts
from align.model import Block, Sentence

TEXTS = ["", "香港金融管理局", "a b", "\ud800", "𠮷野家", "é" * 200] * 30


def test_texts_are_what_was_put_in() -> None:
    texts = Texts(TEXTS)
    assert [texts[n] for n in range(len(texts))] == TEXTS
    one_more = Texts(TEXTS[:64])
    one_more.append("last")
    assert (len(one_more), one_more[63], one_more[64]) == (65, TEXTS[63], "last")


def test_sentences_are_like_a_tuple() -> None:
    sentences = Texts(TEXTS).sentences()
    wanted = tuple(Sentence(text, n, (0, len(text))) for n, text in enumerate(TEXTS))
    assert sentences == wanted
    assert wanted == sentences
    assert hash(sentences) == hash(wanted)
    assert (sentences[70:75], sentences[-1], len(sentences)) == (wanted[70:75], wanted[-1], 180)
    assert sentences[70:75][1] == wanted[71]
    assert sentences != wanted[:-1]
    assert sentences != list(wanted)
    assert Texts(TEXTS).blocks() == tuple(Block("paragraph", text) for text in TEXTS)
    assert pickle.loads(pickle.dumps(sentences)) == wanted
    assert repr(sentences[:1]) == repr(wanted[:1])
    with pytest.raises(IndexError):
        sentences[180]
