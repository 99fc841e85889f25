"""The brief as a page, as Markdown and as data: complete, escaped, the same in both languages."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from align.api import make_brief, write
from align.errors import UsageError
from align.formats.brief_files import data, markdown
from align.formats.brief_page import render_brief
from align.formats.brief_view import label
from align.messages import catalogue
from align.model import Alignment, Bead, Block, Brief, Document, Lang, Sentence, Signature

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"
ROWS = (
    ("阿里云铺开全球网络", "Alibaba Cloud Widens Its Network"),
    ("2025年5月23日", "May 23, 2025"),
    ("去年11月，公司投入3800亿元建设数据中心，服务海外客户。",
     "Last November the company spent 380 billion yuan ($52.7 billion) on data centers abroad."),
    ("2月13日，第二座数据中心投入运营。", "The second data center went into operation on Feb. 23."),
    (f"港湾研究院分析师梁若衡说，{EVIL}占两成。",
     f"It has 20%, {EVIL} said Liang Ruoheng, an analyst at Harbour Research Institute."),
    ("\u202e它比去年同期多。", "\u202eIt is more than in the same period of last year."),
    ("共有1234567家。", ""),
)  # fmt: skip


@cache
def sample() -> Brief:
    def side(lang: Lang) -> tuple[Document, tuple[Sentence, ...]]:
        texts = [row[lang == "en"] for row in ROWS]
        texts = [text for text in texts if text]
        blocks = tuple(
            Block("heading" if not i else "paragraph", text) for i, text in enumerate(texts)
        )
        sentences = tuple(Sentence(t, i, (0, len(t))) for i, t in enumerate(texts))
        return Document(f"{lang} <b>", lang, blocks), sentences

    zh, zh_sentences = side("zh")
    en, en_sentences = side("en")
    beads = tuple(
        Bead((i,), (i,) if row[1] else (), 0.4 if i == 5 else 0.99) for i, row in enumerate(ROWS)
    )
    return make_brief(Alignment(zh, en, zh_sentences, en_sentences, beads, Signature("test")))


class Page(HTMLParser):
    """The tags of a page, its ids, its links and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        assert not any(name.startswith("on") for name in values)
        assert not ({"src", "style", "action"} & set(values))
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "a":
            self.links.append(str(values["href"]))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_line_leads_to_its_pair(lang: Lang) -> None:
    page = Page(render_brief(sample(), lang))
    assert len(page.ids) == len(set(page.ids))
    assert all(link[0] == "#" and link[1:] in page.ids for link in page.links)
    cited = {link for link in page.links if re.fullmatch(r"#b\d+", link)}
    assert {"#b3", "#b4", "#b5", "#b6", "#b7"} <= cited


def test_nothing_of_the_text_acts_on_the_page() -> None:
    html = render_brief(sample())
    page = Page(html)
    assert "img" not in page.tags
    assert page.tags.count("script") == 2
    assert EVIL in page.text
    assert "\u202e" not in html
    assert "⟦U+202E⟧" in page.text
    assert "default-src 'none'" in html
    assert not re.search(r"(?:https?:)?//(?!www\.w3\.org)\w", html.split("<body>")[1])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_speaks_one_language_and_holds_the_other(lang: Lang) -> None:
    html = render_brief(sample(), lang)
    assert f'<html lang="{lang}">' in html
    for own in ("en", "zh"):
        words = catalogue(own)["brief.points_what"]  # type: ignore[arg-type]
        assert words in html
    shown = Page(html).text
    assert label("2024-11")[lang] in shown


def test_the_same_brief_gives_the_same_page() -> None:
    assert render_brief(sample()) == render_brief(sample())


def test_what_is_uncertain_and_what_disagrees_is_marked() -> None:
    html = render_brief(sample())
    timeline = html[html.index('<section id="when"') :]
    event = timeline[timeline.index('data-pair="4"') :]
    assert "verdict differs" in event[: event.index("</li>")]
    relative = html[html.index('class="line event', html.index(">Told by another time<")) :]
    assert "flag low" in relative[: relative.index("</li>")]
    numbers = html[html.index('id="amounts"') :]
    assert "verdict free" in numbers
    assert "verdict missing" in numbers


def test_the_data_says_what_the_page_says() -> None:
    value = data(sample())
    assert json.loads(json.dumps(value)) == value
    assert value["date"]["date"] == "2025-05-23"
    dates = {
        item["bead"]: (item["date"], item["basis"], item["agreement"]) for item in value["when"]
    }
    assert dates == {
        2: ("2024-11", "counted", "agrees"),
        3: ("2025-02-13", "counted", "differs"),
        5: ("", "open", "agrees"),
    }
    amounts = [(n["zh"], n["en"], n["agreement"]) for n in value["numbers"]]
    assert ("3800亿元", "380 billion yuan", "agrees") in amounts
    assert ("", "$52.7 billion", "free") in amounts
    assert ("1234567家", "", "missing") in amounts
    person = value["who"][0]
    assert (person["type"], person["zh"], person["en"]) == ("person", ["梁若衡"], ["Liang Ruoheng"])
    assert person["roles"][0]["zh"] == "港湾研究院分析师"
    assert {str(item["bead"]) for item in value["when"]} <= set(value["pairs"])
    assert value["pairs"]["5"]["low"] is True
    for section in ("when", "numbers"):
        for item in value[section]:
            for lang in ("zh", "en"):
                sentences = sample().alignment.sentences(lang)  # type: ignore[arg-type]
                there = [sentences[s].text[a:b] for s, a, b in item["places"][lang]]
                assert " … ".join(there) == item[lang]


def test_markdown_shows_the_text_and_does_not_run_it() -> None:
    text = markdown(sample(), "zh")
    assert "<script" not in text.replace("\\<script", "")
    assert text.startswith("# 阿里云铺开全球网络\n")
    links = set(re.findall(r"\]\(#(b\d+)\)", text))
    assert links <= set(re.findall(r'<a id="(b\d+)">', text))


def test_a_brief_is_written_by_its_suffix(tmp_path: Path) -> None:
    for suffix in (".html", ".md", ".json"):
        write(sample(), tmp_path / f"brief{suffix}", lang="zh")
        assert (tmp_path / f"brief{suffix}").stat().st_size > 500
    with pytest.raises(UsageError):
        write(sample(), tmp_path / "brief.pdf")


@pytest.mark.parametrize(
    ("when", "zh", "en"),
    [
        ("2025-02-24", "2025年2月24日", "24 Feb 2025"),
        ("2024-11", "2024年11月", "November 2024"),
        ("2009", "2009年", "2009"),
        ("2025-Q1", "2025年第一季度", "Q1 2025"),
        ("--H2", "下半年", "H2"),
        ("--03-14", "3月14日", "14 Mar"),
        ("--06", "6月", "June"),
        ("---23", "23日", "the 23rd"),
        ("1990s", "1990年代", "1990s"),
        ("2024-13-45", "2024年13月45日", "45 13 2024"),
        ("", "", ""),
    ],
)
def test_dates_are_written_as_people_write_them(when: str, zh: str, en: str) -> None:
    assert label(when) == {"zh": zh, "en": en}
