"""The page of a brief in a real browser: by mouse, by keyboard, on a phone, on paper."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from align.api import make_brief
from align.formats.brief_page import write_brief
from align.model import Alignment, Bead, Block, Document, Lang, Sentence, Signature

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

NAMES = ("chromium", "chromium-browser", "google-chrome", "msedge", "microsoft-edge")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FOCUSED = "document.activeElement.id || document.activeElement.dataset.pair"
WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 360, "height": 740}


def _bitext() -> Alignment:
    rows = [
        ("阿里云铺开全球网络", "Alibaba Cloud Widens Its Network"),
        ("2025年5月23日", "May 23, 2025"),
    ]
    rows += [
        (f"{2000 + n}年，公司投入{n}00亿元建设第{n}座数据中心，服务海外客户。",
         f"In {2000 + n} the company spent {n}0 billion yuan on its data center number {n} abroad.")
        for n in range(3, 23)
    ]  # fmt: skip
    rows += [
        (
            "2月13日，第二座数据中心投入运营。",
            "The second data center went into operation on Feb. 23.",
        ),
        ("分析师梁若衡说，成本降了两成。", "Costs fell by 20%, said Liang Ruoheng, an analyst."),
    ]

    def side(lang: Lang) -> tuple[Document, tuple[Sentence, ...]]:
        texts = [row[lang == "en"] for row in rows]
        blocks = tuple(Block("paragraph", text) for text in texts)
        return Document(lang, lang, blocks), tuple(
            Sentence(text, i, (0, len(text))) for i, text in enumerate(texts)
        )

    zh, zh_sentences = side("zh")
    en, en_sentences = side("en")
    beads = tuple(Bead((i,), (i,), 0.99) for i in range(len(rows)))
    return Alignment(zh, en, zh_sentences, en_sentences, beads, Signature("test"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        pytest.skip(f"no browser found: set CHROMIUM, or install one of {', '.join(NAMES)}")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=executable, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("pages") / "brief.html"
    write_brief(make_brief(_bitext()), path)
    return path.as_uri()


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Any]:
    contexts, fetched, complaints = [], [], []

    def opened(**options: Any) -> Any:
        context = browser.new_context(**({"viewport": WIDE} | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", lambda request: fetched.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield opened
    assert {url.split("#")[0] for url in fetched} == {address}
    assert not complaints
    for context in contexts:
        context.close()


def inside(page: Any, selector: str, frame: str) -> bool:
    """Whether an element is to be seen within another."""
    return bool(
        page.evaluate(
            """([selector, frame]) => {
                const box = document.querySelector(selector).getBoundingClientRect();
                const around = document.querySelector(frame).getBoundingClientRect();
                const top = Math.max(0, around.top), bottom = Math.min(innerHeight, around.bottom);
                return box.height > 0 && box.bottom > top + 1 && box.top < bottom - 1;
            }""",
            [selector, frame],
        )
    )


def test_a_number_leads_to_its_pair_beside_the_text(visit: Any) -> None:
    page = visit()
    before = page.evaluate("scrollY")
    assert not inside(page, "#b23", "#pairs")
    page.locator("#when .event.differs a.to").evaluate("link => link.click()")
    assert page.evaluate(FOCUSED) == "b23"
    assert inside(page, "#b23", "#pairs")
    assert page.evaluate("scrollY") == before
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('.event.differs') !== null")


def test_the_keyboard_walks_the_lines(visit: Any) -> None:
    page = visit()
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the sentence pairs"
    page.keyboard.press("j")
    first = page.evaluate(FOCUSED)
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) != first
    page.keyboard.press("k")
    assert page.evaluate(FOCUSED) == first
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == f"b{first}"
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == first
    for key, section in zip("12345", ("points", "who", "when", "figures", "terms"), strict=True):
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED) == section
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_the_page_changes_its_language_and_its_colours(visit: Any) -> None:
    page = visit(color_scheme="light")
    page.locator("#language").click()
    assert page.evaluate("document.documentElement.lang") == "zh"
    assert page.locator("#points-title").inner_text() == "三十秒读懂"
    assert page.locator("#when time").first.inner_text().endswith("年")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").click()
    page.locator("#theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_only_what_does_not_agree_can_be_shown(visit: Any) -> None:
    page = visit()
    if page.locator("#doubts").count():
        page.locator("#doubts").check()
        assert page.locator("#amounts tr.line.agrees").first.is_hidden()


@pytest.mark.parametrize("size", [PHONE, {"width": 820, "height": 1180}, WIDE])
def test_nothing_is_wider_than_the_screen(visit: Any, size: dict[str, int]) -> None:
    page = visit(viewport=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    for section in ("points", "who", "when", "figures", "terms"):
        box = page.locator(f"#{section}").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= size["width"] + 1


def test_it_is_whole_without_scripts_and_on_paper(visit: Any) -> None:
    page = visit(java_script_enabled=False)
    assert page.locator("#language").is_hidden()
    page.locator("#when .event.differs a.to").click()
    assert page.url.endswith("#b23")
    page.emulate_media(media="print")
    assert page.locator("#bar").is_hidden()
    assert page.locator("#b23").is_visible()
