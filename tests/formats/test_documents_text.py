from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.formats.documents import document_from_bytes, read_document
from align.formats.lines import clean
from align.formats.markdown import read_markdown
from align.formats.plain_text import read_text
from align.settings import ReadSettings

EN = [
    "Alibaba Cloud is taking the technology it honed on its home market abroad, rolling out one "
    "cloud architecture worldwide so that Chinese companies going global get the same service.",
    "The sum exceeds what the company spent in the whole of the past decade, according to Wu.",
    "Since the start of the year it has opened new data centers in Thailand and Mexico. Projects "
    "in Malaysia, the Philippines and South Korea are due on stream within 12 months.",
    "Customer data is kept in a local available area, customers hold their own encryption keys, "
    "and operations staff are hired locally. The company says so.",
]
ZH = [
    "阿里云正在把国内市场打磨出来的技术搬到海外。公司计划在全球部署同一套云架构，"
    "让走出国门的中国企业和海外本地客户用上同样的服务。",
    "今年以来，公司先后在泰国和墨西哥启用新的数据中心，马来西亚、菲律宾和韩国的项目也"
    "将在未来十二个月内投产，总额超过过去十年的总和。",
    "财报显示，收入同比增长百分之十八，达到三百零一亿元，人工智能相关产品收入连续第七个"
    "季度保持三位数增长，开支则低于上一季度。",
]


def texts(text: str) -> list[str]:
    return [block.text for block in read_text(text)]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_text(text)]


def chop(text: str, size: int) -> str:
    return "\n".join(text[i : i + size] for i in range(0, len(text), size))


@pytest.mark.parametrize("width", [60, 72, 79, 100])
def test_wrapped_english_is_put_together(width: int) -> None:
    assert texts("\n\n".join(textwrap.fill(p, width) for p in EN)) == EN


@pytest.mark.parametrize("width", [60, 72, 79])
def test_wrapped_english_with_indents_for_blank_lines(width: int) -> None:
    assert texts("\n".join(textwrap.fill(p, width, initial_indent="    ") for p in EN)) == EN


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "\n \n", "\n\n\n\n"])
@pytest.mark.parametrize("paragraphs", [EN, ZH])
def test_a_paragraph_a_line(paragraphs: list[str], end: str) -> None:
    assert texts(end.join(paragraphs)) == paragraphs


def test_indented_chinese_paragraphs() -> None:
    assert texts("\n".join("　　" + p for p in ZH)) == ZH


@pytest.mark.parametrize("size", [32, 36, 40])
def test_wrapped_chinese_joins_without_spaces(size: int) -> None:
    assert texts("\n\n".join(chop(p, size) for p in ZH)) == ZH
    assert texts("\n".join(chop("　　" + p, size) for p in ZH)) == ZH


def test_a_sentence_a_line_stays_a_sentence_a_line() -> None:
    lines = [
        "Shares rose 4%.",
        "The company did not respond to several requests for comment on Monday evening.",
        "Analysts were cautious about it.",
        "“Supply chains rarely scale in a straight line,” said Mary Major of Example Research.",
        "She expects margins to fall.",
    ]
    assert texts("\n".join(lines)) == lines


def test_short_lines_of_an_address_are_not_joined() -> None:
    lines = ["Harbour Research Institute", "12 Quay Street", "Singapore 049213"]
    assert texts("\n".join(lines)) == lines


def test_headings_lists_and_rules() -> None:
    text = """\
        Annual Report
        =============

        1. Introduction
        The company reported a profit of 5 million dollars in the first half of the year,
        which is more than in the previous year according to the head of the board.

        - first item that is rather long and therefore wraps over to the next line, as
          one would expect it to do
        - second item

        * * *

        1) one
        2) two
        """
    assert kinds(textwrap.dedent(text)) == [
        ("heading", "Annual Report"),
        ("heading", "1. Introduction"),
        (
            "paragraph",
            "The company reported a profit of 5 million dollars in the first half of the year, "
            "which is more than in the previous year according to the head of the board.",
        ),
        (
            "list",
            "first item that is rather long and therefore wraps over to the next line, as one "
            "would expect it to do",
        ),
        ("list", "second item"),
        ("list", "1) one"),
        ("list", "2) two"),
    ]


def test_chinese_headings() -> None:
    assert kinds(f"第一章　总则\n　　{ZH[0]}\n二、市场\n　　{ZH[1]}\n（一）范围\n（二）对象") == [
        ("heading", "第一章　总则"),
        ("paragraph", ZH[0]),
        ("heading", "二、市场"),
        ("paragraph", ZH[1]),
        ("list", "（一）范围"),
        ("list", "（二）对象"),
    ]


def test_a_number_at_the_start_of_a_line_is_no_list() -> None:
    assert kinds("3.5 million people took part in it.") == [
        ("paragraph", "3.5 million people took part in it.")
    ]


def test_origins_are_lines_of_the_file() -> None:
    assert [b.origin for b in read_text("标题\n\n第一段。\r\n\r\n第二段。")] == [
        "line 1",
        "line 3",
        "line 5",
    ]


def test_lines_are_taken_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("# One and\ntwo of  it,\n\n- three the\n", encoding="utf-8")
    for name in ("a.txt", "a.md"):
        document = read_document(path.rename(tmp_path / name), ReadSettings(lines=True))
        assert [b.text for b in document.blocks] == ["# One and", "two of it,", "- three the"]
        path = tmp_path / name


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf"])))
def test_no_character_but_white_space_is_lost_or_made(text: str) -> None:
    kept = "".join("".join(texts(text)).split())
    for line in text.splitlines():
        if any(char.isalpha() for char in line):
            found = clean(line).lstrip("-*+•·▪■●◆○◦‣–— ").replace(" ", "")
            assert "".join(found.split()) in kept


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("中国\n人民", "中国人民"),
        ("中国 \n  人民", "中国人民"),
        ("中国，\nQwen", "中国，Qwen"),
        ("中国\nQwen", "中国 Qwen"),
        ("他说\n“好”", "他说“好”"),
        ("cloud\nvendors", "cloud vendors"),
        ("long-\nterm", "long-term"),
        ("medium-\nand long-term", "medium- and long-term"),
        ("a \xa0 b", "a b"),
        ("表1　指标", "表1　指标"),
        ("co\xadop\u200beration\ufeff\x07", "cooperation"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("中国 人民", "中国 人民"),
    ],
)
def test_clean(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


MARKDOWN = """\
---
title: 卷首语
tags: [a]
---
<!-- a comment

over lines -->
# Qwen（**通义千问**） &amp; more

See the [report](https://example.com/a_b) and `pip install`,
*really*. ![alt text](logo.png)

> [!Important]
> Read ~~not~~ this.

- one
  1. two<br>
     Three
- [ ] three

```python
print("no")
```

| 模型 | Date |
|:--|--|
| **Qwen** | ✅ |
| | `1.8B` |

<p align="center">
  🤗 <a href="x">Hugging Face</a>
</p>
<script>no()</script>

::: tip
Inside.
:::

First[^1] line\\
Second &lt;line&gt;

[^1]: The note.
"""


def test_markdown() -> None:
    blocks, notes = read_markdown(MARKDOWN)
    assert [(b.kind, b.text, b.origin) for b in blocks] == [
        ("heading", "Qwen（通义千问） & more", "line 8"),
        ("paragraph", "See the report and pip install, really.", "line 10"),
        ("paragraph", "Read not this.", "line 13"),
        ("list", "one", "line 16"),
        ("list", "two", "line 17"),
        ("list", "Three", "line 17"),
        ("list", "three", "line 19"),
        ("cell", "模型", "table 1, row 1, cell 1"),
        ("cell", "Date", "table 1, row 1, cell 2"),
        ("cell", "Qwen", "table 1, row 2, cell 1"),
        ("cell", "✅", "table 1, row 2, cell 2"),
        ("cell", "1.8B", "table 1, row 3, cell 2"),
        ("paragraph", "🤗 Hugging Face", "line 30"),
        ("paragraph", "Inside.", "line 36"),
        ("paragraph", "First line", "line 39"),
        ("paragraph", "Second <line>", "line 39"),
        ("list", "The note.", "line 42"),
    ]
    assert [(note.key, dict(note.values)) for note in notes] == [("markdown.code", {"count": 1})]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    blocks, _ = read_markdown("---\n\nThe text of it, and: more.\n\n---\n\nMore.")
    assert [b.text for b in blocks] == ["The text of it, and: more.", "More."]


def test_html_tables_in_markdown_are_cells() -> None:
    blocks, _ = read_markdown("<table>\n<tr><td>甲</td><td>乙</td></tr>\n</table>\n")
    assert [(b.kind, b.text) for b in blocks] == [("cell", "甲"), ("cell", "乙")]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("-", b"# Title of it\n\nThe text.", "heading"),
        ("-", b"#1 of the list - and more.", "paragraph"),
        ("-", b"<!DOCTYPE html><p>a<h1>The title of it</h1>", "paragraph"),
        ("report", b"\n<html><body><h1>The title of it</h1></body>", "heading"),
    ],
)
def test_what_has_no_suffix_is_read_as_what_it_looks_like(
    name: str, data: bytes, kind: str
) -> None:
    document = document_from_bytes(data, "stdin" if name == "-" else name, path=name)
    assert document.blocks[0].kind == kind


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    class Stdin:
        buffer = io.BytesIO("# 标题\n\n正文在这里。".encode("gbk"))

    monkeypatch.setattr(sys, "stdin", Stdin())
    document = read_document("-")
    assert (document.id, document.lang) == ("stdin", "zh")
    assert [b.text for b in document.blocks] == ["标题", "正文在这里。"]


def test_the_id_is_the_stem_and_the_language_may_be_given(tmp_path: Path) -> None:
    path = tmp_path / "report.2024.TXT"
    path.write_text("42 %", encoding="utf-8")
    document = read_document(str(path), lang="en")
    assert (document.id, document.lang, document.blocks[0].text) == ("report.2024", "en", "42 %")
