"""Where sentences end, in both languages."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.model import Block, Document, Lang
from align.text.sentences import spans, split

# Each case is a text with | where one sentence ends and the next begins.
ENGLISH = [
    "He lives in the U.S.| It is big.| The U.S. economy grew.| The U.S. Federal Reserve agreed.",
    "Apple Inc. said it spent $52.7 billion.| Alibaba Inc.| The firm rose 3.5%.",
    "May. 23, 2025 6:48 a.m. GMT+8",
    "It ended at 5 p.m.| He left.| It ended at 5 p.m. Tuesday.",
    "See No. 3 for it.| He said no.| Dr. Wang came.| Use a tool, e.g. Python.",
    "Art. 5 says so.| Sales (incl. VAT) rose vs. 2019.| That was 2019.| 3 people came.",
    "He met Gen. Smith, Sen. Warren and Rep. Waters.| J. K. Rowling wrote it.",
    "Johnson & Johnson Co. Ltd. announced it.| So did Plan B.| The end.",
    "Well...| I don't know.| He left... and came back.| “Really…”| She left.",
    'He wrote ("Qwen 3.5 is out.") on X.| Then he left.',
    '("Qwen 3.5 is out.")| Then he left.',
    "He asked why (he was tired. Very tired.) and slept.| (It was late.)| Then he woke.",
    '"Stop!" he cried.| "Why?" Mr Smith asked.| "Go!"| She went.',
    "“I will go,” he said.| “You stay.”",
    "He asked, “Why?” and left.| What?!| No way!!",
    "1. Introduction",
    "1. Introduction is here.| 2. Method is there.",
    "Do this: 1. Open the box.| 2. Close it.",
    "[1] The first.| [2] The second.| (a) The third.",
    "See https://a.example/b?c=d.e.| Write to a.b@c.example.| See file.txt, v1.2.3, 3.5.| Next.",
    "Node.js is fun.| We use asp.Net Core.",
    "He left.|She stayed.|“Why?”|“Because.”",
    "They won 3-2.| iPhone sales fell.| Yahoo! Inc. rose.",
    "Mr. Lee, Ph.D., came.| Lee has a Ph.D.| He teaches.",
    "It happened in Feb. 2020.| It ended in Feb.| The rest is history.| It may.| But not I.| So.",
    "**Bold.**| Next one.| St. Martin's fell.| It is in Washington, D.C.| The city sleeps.",
    "Results of the first half",
    "Hello.|  World.|\n\nNo stop here|\n\nNew paragraph",
    "He (b. 1950) died on level 27:37.| Cownie came.",
]
CHINESE = [
    "他说：“今天天气好。”|随后离开。",
    "他问：“真的吗？！”|她点头。|真的吗？！|是的。",
    "“你好。”他说。|“再见。”|「你好。」他說。|『好！』|走了。",
    "“真的吗？” Hammel 接着说。|他走了。",
    "他说：“来了。“|随后离开。",
    '他说:"今天好."|然后走了.|"真的?"|是的.',
    "他们喊“加油！”，然后走了。|“走吧！”的口号。|“好！”和“不好！”。",
    "苹果公司（Apple Inc.）上涨。|它用Qwen 3.5。|版本v1.2.3发布!|真的?",
    "AM 会议结束。|AM 再开会。|公司成立。|2025年开始。",
    "他那天一早就来到了公司……|然后走了。|“我想……算了。”他说。",
    "他道：“怕…… 怕得厉害。”",
    "他；你：我。|——好的——不。",
    "《你好！》是一本书。|他读《你好吗？》。",
    "他走了（真的吗？）然后回来。|（掌声。）|他坐下。",
    "见https://a.example/b?c=d。|邮箱a@b.example.|请联系",
    "1. 引言",
    "1. 引言。|2. 方法。",
    "一、概述",
    "价格为3.5元.|很便宜",
    "他说……",
    "……",
    "我们真走运。“",
    "！不要走。|快来。",
    "中国石化Co. Ltd. 成立了。|He said yes.|他说no.",
]


def texts(text: str, lang: Lang) -> list[str]:
    return [text[start:end] for start, end in spans(text, lang)]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english(marked: str) -> None:
    expected = [piece.strip() for piece in marked.split("|")]
    assert texts(marked.replace("|", ""), "en") == expected


@pytest.mark.parametrize("marked", CHINESE)
def test_chinese(marked: str) -> None:
    expected = [piece.strip() for piece in marked.split("|")]
    assert texts(marked.replace("|", ""), "zh") == expected


TEXT = st.text(alphabet="aA1中他说。！？….!?\"'“”‘’（）()《》[] \n、，,;；:：-—*Inc", max_size=120)


@given(TEXT, st.sampled_from(["zh", "en"]))
def test_spans_hold_every_character_that_is_not_white_space(text: str, lang: Lang) -> None:
    last = 0
    for start, end in spans(text, lang):
        assert last <= start < end
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000"])
def test_nothing_to_split(text: str, lang: Lang) -> None:
    assert spans(text, lang) == []


def test_sentences_point_into_their_block() -> None:
    blocks = (
        Block("heading", " Results "),
        Block("paragraph", ""),
        Block("paragraph", "It rains.  I stay."),
    )
    sentences = split(Document("a", "en", blocks))
    assert [s.text for s in sentences] == ["Results", "It rains.", "I stay."]
    assert [s.block for s in sentences] == [0, 2, 2]
    for sentence in sentences:
        assert blocks[sentence.block].text[slice(*sentence.span)] == sentence.text


def test_lines_are_taken_as_they_are() -> None:
    blocks = (Block("paragraph", " It rains. I stay. "), Block("paragraph", "  "))
    (sentence,) = split(Document("a", "en", blocks), lines=True)
    assert sentence.text == "It rains. I stay."
    assert sentence.span == (1, 18)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("piece", [".", "。”", '"', "(", "a. (b)", "……", "1.", "“"])
def test_a_long_line_of_marks(piece: str, lang: Lang) -> None:
    text = piece * 100_000
    found = spans(text, lang)
    assert found[0][0] == 0
    assert found[-1][1] == len(text)


@pytest.mark.parametrize(
    ("lang", "name", "joiner", "least"),
    [
        ("en", "newstest2019-src.eng.txt", " ", 0.95),
        ("zh", "newstest2019-ref.zho-CN.txt", "", 0.915),
    ],
)
def test_ends_of_news_sentences(
    shared: Path, lang: Lang, name: str, joiner: str, least: float
) -> None:
    """F1 of sentence ends in lines joined by tens, the last end of each ten left out."""
    lines = (shared / "gold/documents/ntrex" / name).read_text(encoding="utf-8").splitlines()
    right = wrong = missed = 0
    for first in range(0, len(lines), 10):
        group = [line.strip() for line in lines[first : first + 10]]
        text = joiner.join(group)
        gold = {len(joiner.join(group[:count])) for count in range(1, len(group))}
        found = {end for _, end in spans(text, lang)} - {len(text)}
        right += len(gold & found)
        wrong += len(found - gold)
        missed += len(gold - found)
    assert 2 * right / (2 * right + wrong + missed) > least
