from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.errors import InputError
from align.formats.documents import document_from_bytes, read_document
from align.formats.html_tree import parse, pieces
from align.formats.web_page import declared_encoding, read_web_page
from align.settings import ReadSettings

CORPUS = Path(__file__).parents[2] / "corpora" / "cloud-global"
PAGES = Path(__file__).parent / "pages"


def kept(name: str, **settings: bool) -> list[tuple[str, str]]:
    blocks, _ = read_web_page((PAGES / name).read_text(encoding="utf-8"), **settings)
    return [(block.kind, block.text) for block in blocks]


def visible(html: str) -> list[tuple[str, str]]:
    return [(piece.block.kind, piece.block.text) for piece in pieces(parse(html))]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_saved_page_of_the_corpus_gives_its_article_and_nothing_else(lang: str) -> None:
    document = read_document(CORPUS / f"{lang}.html")
    assert document.lang == lang
    text = "".join("".join(block.text for block in document.blocks).split())
    gold = (CORPUS / "gold" / f"{lang}.txt").read_text(encoding="utf-8").splitlines()
    sentences = ["".join(line.split()) for line in gold]
    assert [line for line in sentences if line not in text] == []
    for line in sorted(sentences, key=len, reverse=True):
        text = text.replace(line, "", 1)
    assert text == ""
    kinds = [block.kind for block in document.blocks]
    assert kinds[0] == "heading"
    assert (kinds.count("caption"), kinds.count("list"), kinds.count("cell")) == (2, 3, 12)
    assert [note.key for note in document.notes] == ["web.dropped"]


def test_an_english_news_page() -> None:
    assert kept("en_news.html") == [
        ("heading", "Chip supplier says demand for AI chips will outstrip supply through 2026"),
        ("paragraph", "The company raised its revenue forecast for the second time this year."),
        ("paragraph", "By Jane Doe and Li Wei"),
        ("paragraph", "August 4, 2025 at 9:30 AM EDT"),
        ("caption", "A clean room in Hsinchu. Photographer: A. Chen"),
        (
            "paragraph",
            "TAIPEI — Orchid said on Monday that demand would outstrip supply for a year.",
        ),
        ("paragraph", "“We are sold out,” the chief executive said."),
        ("paragraph", "Shares rose 4%."),
        ("heading", "Capacity doubles"),
        ("paragraph", "The company plans to double its capacity. Key points:"),
        ("list", "Two new plants"),
        ("list", "Capital spending of $12 billion"),
        ("list", "3,000 jobs"),
        ("caption", "Revenue by quarter"),
        ("cell", "Quarter"),
        ("cell", "Revenue"),
        ("cell", "Q1"),
        ("cell", "$1.2bn"),
        ("cell", "Q2"),
        ("cell", "$1.5bn"),
        ("paragraph", "We are sold out."),
        (
            "paragraph",
            "“Supply rarely grows in a straight line,” said Mary Major of Example Research.",
        ),
        ("paragraph", "The company did not respond."),
        ("paragraph", "With assistance from Tom Smith."),
    ]


def test_a_chinese_news_page_with_bold_headings_and_a_table() -> None:
    assert kept("zh_p.html") == [
        ("heading", "海湾储备银行：下半年维持利率不变"),
        ("paragraph", "金融观察网 记者 张华 2025-08-02 09:15"),
        ("paragraph", "摘要：工作会议明确七项任务。"),
        ("paragraph", "海湾储备银行8月1日召开工作会议，总结上半年工作，部署下半年任务。"),
        ("caption", "会议现场。（资料图）"),
        ("heading", "一、货币政策"),
        ("paragraph", "会议要求，继续用好各种工具，让流动性保持充裕。"),
        ("paragraph", "表1：主要指标"),
        ("cell", "指标"),
        ("cell", "6月末"),
        ("cell", "M2余额"),
        ("cell", "3.3万亿元"),
        ("heading", "二、金融市场"),
        ("paragraph", "会议指出，债券市场应当向小企业开放。"),
        ("paragraph", "利率走势如下。"),
        ("paragraph", "“汇率会保持稳定。”一位官员说。"),
        ("paragraph", "来源：海湾储备银行"),
    ]


def test_a_chinese_portal_with_breaks_for_paragraphs_in_a_layout_table() -> None:
    assert kept("zh_portal.html") == [
        ("heading", "上半年云帆汽车出口增长五成"),
        (
            "paragraph",
            "2025年07月15日 10:22\u3000来源：港湾财经\u3000作者：李明\u3000字号：大 中 小",
        ),
        ("paragraph", "图为工人在生产线上作业。李明 摄"),
        (
            "paragraph",
            "云帆汽车7月14日公布的数据显示，今年上半年出口汽车12万辆，同比增长51.3%。",
        ),
        (
            "paragraph",
            "公司副总裁周明表示，混合动力车型成为新的增长点。",
        ),
        ("paragraph", "加快海外建厂"),
        (
            "paragraph",
            "公司在海外建设工厂。云帆在匈牙利的工厂预计年底投产，与西班牙企业合资的工厂已经下线首批车辆。",
        ),
        ("paragraph", "分析人士认为，贸易壁垒仍是最大的不确定因素。（完）"),
    ]


def test_the_portal_in_the_encoding_that_it_declares() -> None:
    text = (PAGES / "zh_portal.html").read_text(encoding="utf-8")
    document = document_from_bytes(text.encode("gb2312"), "page.htm")
    assert [(b.kind, b.text) for b in document.blocks] == kept("zh_portal.html")
    assert [note.key for note in document.notes] == ["encoding.detected", "web.dropped"]


def test_what_was_dropped_is_counted() -> None:
    page = (PAGES / "en_news.html").read_text(encoding="utf-8")
    blocks, notes = read_web_page(page)
    every, none = read_web_page(page, keep_all=True)
    assert none == ()
    assert notes[0].key == "web.dropped"
    values = dict(notes[0].values)
    assert values["total"] == len(every)
    assert values["dropped"] == len(every) - len(blocks)
    assert 20 <= int(values["percent"]) <= 40
    assert "All rights reserved." in every[-1].text


def test_keep_all_is_a_setting() -> None:
    data = (PAGES / "en_news.html").read_bytes()
    texts = [
        b.text for b in document_from_bytes(data, "a.html", ReadSettings(keep_all=True)).blocks
    ]
    assert "Get the Tech newsletter" in texts
    assert "Get the Tech newsletter" not in [
        b.text for b in document_from_bytes(data, "a.html").blocks
    ]


def test_a_page_without_furniture_is_kept_whole() -> None:
    page = "<h1>Annual Report 2024</h1><p>In 2024 the bank grew.</p><h2>Outlook</h2><p>It will.</p>"
    blocks, notes = read_web_page(page)
    assert [b.text for b in blocks] == [
        "Annual Report 2024",
        "In 2024 the bank grew.",
        "Outlook",
        "It will.",
    ]
    assert notes == ()


def test_a_page_without_an_article_is_kept_whole_with_a_note() -> None:
    blocks, notes = read_web_page(
        "<ul><li><a href=1>新闻一</a></li><li><a href=2>新闻二</a></li></ul><div>关于我们</div>"
    )
    assert [b.text for b in blocks] == ["新闻一", "新闻二", "关于我们"]
    assert [note.key for note in notes] == ["web.no_article"]


@pytest.mark.parametrize(
    "page", ["<html></html>", "<p> </p>", "<script>x()</script>", "<!-- a -->"]
)
def test_a_page_without_text_is_an_error(page: str) -> None:
    with pytest.raises(InputError) as raised:
        document_from_bytes(page.encode(), "a.html")
    assert raised.value.key == "document.no_text"


def test_an_article_of_equal_paragraphs_keeps_each() -> None:
    page = "<article>" + "<p>The same sentence is here once more for all to read.</p>" * 5
    assert len(read_web_page(page)[0]) == 5


def test_a_body_class_does_not_make_furniture_of_the_article() -> None:
    page = (PAGES / "en_news.html").read_text(encoding="utf-8")
    named = page.replace('class="article__body"', 'class="article__body share related sidebar"')
    assert read_web_page(named)[0] == read_web_page(page)[0]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<p>阿里<b>云</b>的<a href=x>大模型</a>。", [("paragraph", "阿里云的大模型。")]),
        ("<p>阿里\n   云\nQwen", [("paragraph", "阿里云 Qwen")]),
        ("<div>one<p>two</p>three</div>", [("paragraph", t) for t in ("one", "two", "three")]),
        ("<p>a<br><br>b", [("paragraph", "a"), ("paragraph", "b")]),
        ("<h1>One<br>Two</h1>", [("heading", "One Two")]),
        ("<ul><li>一<ul><li>二</ul>三</ul>", [("list", "一"), ("list", "二"), ("list", "三")]),
        ("<dl><dt>甲<dd>乙</dl>", [("list", "甲"), ("list", "乙")]),
        ("<p>中<script>x</script>国<style>y</style>", [("paragraph", "中国")]),
        ("<p hidden>no<p style='display: none'>no<p>yes", [("paragraph", "yes")]),
        ("<p><ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字", [("paragraph", "漢字")]),
        ("<p>&lt;a&gt; &amp; &copy;", [("paragraph", "<a> & ©")]),
        ("<p><strong>一、政策</strong></p>", [("heading", "一、政策")]),
        ("<p><strong>这是一句话。</strong></p>", [("paragraph", "这是一句话。")]),
        ("<p class='img-desc'>会议现场</p>", [("caption", "会议现场")]),
        ("<table><caption>表</caption><tr><td>1", [("caption", "表"), ("paragraph", "1")]),
        ("<p>* * *</p><hr><p>—</p>", []),
    ],
)
def test_visible_text(html: str, blocks: list[tuple[str, str]]) -> None:
    assert visible(html) == blocks


def test_cells_are_counted() -> None:
    page = """<table><tr><td>a<td>b<tr><td><td>c<p>d</table>
        <table><tr><th>e<td><table><tr><td>f<td>g</table></table>"""
    found = [(p.block.kind, p.block.text, p.block.origin) for p in pieces(parse(page))]
    assert found == [
        ("cell", "a", "table 1, row 1, cell 1"),
        ("cell", "b", "table 1, row 1, cell 2"),
        ("cell", "c", "table 1, row 2, cell 2"),
        ("cell", "d", "table 1, row 2, cell 2"),
        ("paragraph", "e", "line 2"),  # a table around a table is there for the layout
        ("cell", "f", "table 2, row 1, cell 1"),
        ("cell", "g", "table 2, row 1, cell 2"),
    ]


def test_a_hundred_thousand_nested_elements_are_refused() -> None:
    with pytest.raises(InputError) as raised:
        document_from_bytes(b"<div>" * 100_000 + b"The text of it.", "deep.html")
    assert raised.value.key == "web.too_deep"


def test_a_few_hundred_nested_elements_are_read() -> None:
    page = b"<div>" * 500 + b"<p>The text of it is deep down in the page.</p>"
    assert document_from_bytes(page, "a.html").blocks[0].text.startswith("The text of it")


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />', "gb2312"),
        (b"<META CHARSET='Big5'>", "Big5"),
        (b'<?xml version="1.0" encoding="GBK"?><html>', "GBK"),
        (b"<title>charset=gbk</title>", ""),
    ],
)
def test_declared_encoding(head: bytes, encoding: str) -> None:
    assert declared_encoding(head) == encoding


def test_xhtml_with_a_declaration_is_read() -> None:
    page = (
        '<?xml version="1.0" encoding="GBK"?><html><body><p>银行发布了年度报告。</p></body></html>'
    )
    document = document_from_bytes(page.encode("gbk"), "a.xhtml")
    assert document.blocks[0].text == "银行发布了年度报告。"


def test_entities_of_a_dtd_are_not_expanded() -> None:
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><p>The text of &b; it</p>'
    )
    text = " ".join(b.text for b in document_from_bytes(bomb.encode(), "a.html").blocks)
    assert "aaaaaaaaaaaaaaa" not in text


TAGS = (
    "<p>", "</p>", "<div class=share>", "</div>", "<table>", "<tr>", "<td>", "</table>", "<br>",
    "<ul>", "<li>", "</ul>", "<h1>", "</h1>", "<article>", "</article>", "<figure>", "<figcaption>",
    "<a href=x>", "</a>", "<script>", "</script>", "<!--", "-->", "<b", "&#0;", "&nbsp;", "<nav>",
    "</body>", "<title>", "</title>", "<template>", "<svg>", "<select>", "<option>", "<frameset>",
)  # fmt: skip
WORDS = (
    "The bank published its report for the first half of the year. ",
    "银行发布了报告。",
    "x",
    " ",
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(TAGS + WORDS), max_size=40))
def test_any_tag_soup_is_read(soup: list[str]) -> None:
    page = "".join(soup)
    every, _ = read_web_page(page, keep_all=True)
    blocks, notes = read_web_page(page)
    assert set(blocks) <= set(every)
    assert len(every) == len(blocks) or notes[0].key == "web.dropped"


@pytest.mark.parametrize(
    ("name", "first", "last", "count", "gone"),
    [
        ("zh_account.html", "云计算出海观察", "合规是最大的难题。", 8, "扫一扫"),
        ("zh_hant.html", "新聞稿", "2025年8月1日", 13, "重要告示"),
        ("en_divs.html", "Carmaker opens plant in Hungary", "Details are open.", 8, "More from"),
    ],
)
def test_pages_of_other_makers(name: str, first: str, last: str, count: int, gone: str) -> None:
    texts = [text for _, text in kept(name)]
    assert (texts[0], texts[-1], len(texts)) == (first, last, count)
    assert not any(gone in text for text in texts)
    assert any(gone in text for _, text in kept(name, keep_all=True))


def test_wrappers_with_the_names_of_furniture_around_each_paragraph_are_seen_through() -> None:
    towns = ("Antwerp", "Busan", "Cork", "Dakar", "Essen", "Faro", "Graz", "Hue")
    page = "".join(
        f'<div class="rank-block"><p>In {town} the plant will open in the spring of next year, and '
        f"the mayor of {town} says that many people will find work there.</p></div>"
        for town in towns
    )
    blocks, notes = read_web_page(f"<body><main><h1>Eight plants</h1>{page}</main></body>")
    assert notes == ()
    assert [block.text.split()[1] for block in blocks[1:]] == list(towns)
