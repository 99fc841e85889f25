"""The report page in a real browser, as a person uses it: by mouse, by keyboard, on a phone."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from align.formats.report_page import write_report

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

NAMES = ("chromium", "chromium-browser", "google-chrome", "msedge", "microsoft-edge")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
FOCUSED = "document.activeElement.id"
WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 360, "height": 740}


def _sample() -> Any:
    path = Path(__file__).parents[1] / "formats" / "report_sample.py"
    spec = importlib.util.spec_from_file_location("report_sample", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    sample = _sample()
    write_report(sample.small(), folder / "en.html")
    write_report(sample.small(), folder / "zh.html", "zh")
    return folder


class Visit:
    """An open page, with what it fetched and what it complained about."""

    def __init__(self, browser: Any, url: str, **options: Any) -> None:
        self.context = browser.new_context(**({"viewport": WIDE} | options))
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.fetched: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.fetched.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(url)

    def focus(self) -> str:
        return str(self.page.evaluate(FOCUSED))

    def seen(self, selector: str) -> bool:
        """Whether an element is on the screen, below the bar that stays."""
        script = """(element) => {
            const box = element.getBoundingClientRect();
            const bar = document.getElementById("bar").getBoundingClientRect();
            return box.width > 0 && box.top >= bar.bottom - 1 && box.bottom <= innerHeight + 1;
        }"""
        return bool(self.page.locator(selector).evaluate(script))

    def wait_seen(self, selector: str) -> None:
        self.page.wait_for_function(
            """(selector) => {
                const box = document.querySelector(selector).getBoundingClientRect();
                const bar = document.getElementById("bar").getBoundingClientRect();
                return box.width > 0 && box.top >= bar.bottom - 1 && box.bottom <= innerHeight + 1;
            }""",
            arg=selector,
        )


@pytest.fixture
def visit(browser: Any, pages: Path) -> Iterator[Any]:
    visits: list[Visit] = []

    def open_page(name: str = "en.html", **options: Any) -> Visit:
        visits.append(Visit(browser, (pages / name).as_uri(), **options))
        return visits[-1]

    yield open_page
    for each in visits:
        assert all(url.startswith("file://") for url in each.fetched), each.fetched
        assert len({url.split("#")[0] for url in each.fetched}) == 1
        assert not each.complaints
        each.context.close()


def test_keyboard_from_the_top_to_a_term_and_back(visit: Any) -> None:
    here = visit()
    keys = here.page.keyboard
    keys.press("Tab")
    assert here.page.locator(":focus").inner_text() == "Skip to the text"
    keys.press("Enter")
    assert here.focus() == "text"
    keys.press("Tab")
    assert here.focus() == "b1"
    for key, row in (("j", "b2"), ("ArrowDown", "b3"), ("k", "b2"), ("End", "b27"), ("Home", "b1")):
        keys.press(key)
        assert here.focus() == row
    for row in ("b7", "b8", "b9"):
        keys.press("n")
        assert here.focus() == row
    keys.press("p")
    keys.press("ArrowRight")
    assert here.page.locator(":focus").inner_text() == "合规"
    lit = here.page.locator("#b8 .t.on")
    assert lit.all_inner_texts() == ["合规", "regulation"]
    assert here.page.locator("#b16 .t.kin").count() == 2
    keys.press("Enter")
    assert here.focus() == "e7"
    here.wait_seen("#e7 h3")
    keys.press("Escape")
    assert here.focus() == "b8"


def test_only_one_row_is_in_the_tab_order(visit: Any) -> None:
    here = visit()
    assert here.page.locator("tr.r[tabindex='0']").count() == 1
    assert here.page.locator("#beads tr.r:not(#b1) a[tabindex='0']").count() == 0
    here.page.locator("#b5").focus()
    assert here.page.locator("tr.r[tabindex='0']").get_attribute("id") == "b5"


def test_letters_do_nothing_outside_a_row_or_when_switched_off(visit: Any) -> None:
    here = visit()
    keys = here.page.keyboard
    here.page.locator("#language").focus()
    keys.press("j")
    assert here.focus() == "language"
    keys.press("?")
    assert here.page.locator("#help").is_visible()
    here.page.get_by_label("Single-key shortcuts").uncheck()
    here.page.get_by_role("button", name="Close").click()
    here.page.locator("#b3").focus()
    keys.press("j")
    keys.press("/")
    keys.press("?")
    assert here.focus() == "b3" and not here.page.locator("#help").is_visible()
    keys.press("ArrowDown")
    assert here.focus() == "b4"


def test_search_sifts_rows_and_marks_what_was_found(visit: Any) -> None:
    here = visit()
    here.page.locator("#b3").focus()
    here.page.keyboard.press("/")
    assert here.focus() == "search"
    here.page.keyboard.insert_text("数据中心")
    assert here.page.locator("tr.r:visible").count() == 4
    assert here.page.locator("#shown").inner_text() == "4 of 27 pairs"
    assert here.page.evaluate("CSS.highlights.get('search').size") == 4
    here.page.keyboard.press("Enter")
    assert here.focus() == "b3"
    here.page.keyboard.press("j")
    assert here.focus() == "b4"
    here.page.locator("#search").fill("no such words")
    assert here.page.locator("#nothing").is_visible()
    here.page.locator("#search").press("Escape")
    assert here.page.locator("tr.r:visible").count() == 27


def test_rows_by_kind(visit: Any) -> None:
    here = visit()
    for kind, count in (("null", 3), ("moved", 4), ("low", 5), ("findings", 6), ("all", 27)):
        here.page.locator("#show").select_option(kind)
        assert here.page.locator("tr.r:visible").count() == count, kind


def test_keys_belong_to_the_input_method_while_it_composes(visit: Any) -> None:
    here = visit()
    here.page.locator("#search").focus()
    for options in ("isComposing: true", "keyCode: 229"):
        here.page.evaluate(
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
            f" {{key: 'Enter', bubbles: true, {options}}}))"
        )
        assert here.focus() == "search"
    here.page.keyboard.press("Enter")
    assert here.focus() == "b1"


def test_from_a_finding_to_its_place_and_back(visit: Any) -> None:
    here = visit()
    here.page.get_by_role("navigation").get_by_role("link", name="Findings").click()
    here.page.locator("#severity").select_option("error")
    assert here.page.locator(".item:visible").count() == 1
    assert here.page.locator("#found").inner_text() == "1 of 7 findings"
    here.page.locator("#search").fill("Singapore")  # hides the place
    here.page.get_by_role("link", name="Pair 17").click()
    assert here.focus() == "b17"
    here.wait_seen("#b17")
    assert here.page.locator("#search").input_value() == ""
    here.page.go_back()
    here.page.wait_for_function("document.activeElement.matches('.item')")
    here.page.locator("#rule").select_option("quantity")
    assert here.page.locator(".item:visible").count() == 1


def test_the_glossary_is_sorted_and_filtered(visit: Any) -> None:
    here = visit()
    titles = here.page.locator(".card:visible h3 .en")
    here.page.locator("#sort").select_option("en")
    assert titles.first.text_content() == "availability zone"
    here.page.locator("#sort").select_option("count")
    assert titles.first.text_content() == "Hailan Cloud"
    here.page.locator("#wavering").check()
    assert titles.count() == 5
    here.page.locator("#filter").fill("server")
    assert titles.all_text_contents() == ["data center"]
    assert here.page.locator("#entries").inner_text() == "1 of 12 entries"
    here.page.locator("#b3").get_by_role("link", name="东南亚").click()  # not among those shown
    assert here.focus() == "e2"
    here.page.locator("#e4 .places a", has_text="12").first.click()
    assert here.focus() == "b12"


def test_hovering_over_a_term_lights_its_counterpart(visit: Any) -> None:
    here = visit()
    here.page.locator("#b3").get_by_text("Southeast Asia").hover()
    lit = here.page.locator("#beads .t.on")
    playwright.expect(lit).to_have_text(["东南亚", "Southeast Asia"])
    here.page.locator("#search").hover()
    playwright.expect(lit).to_have_count(0)


def test_the_map_is_a_slider_and_a_picture_to_click(visit: Any) -> None:
    here = visit()
    slider = here.page.get_by_role("slider", name="Alignment map")
    slider.focus()
    for key in ("End", "ArrowUp", "PageUp"):
        here.page.keyboard.press(key)
    assert slider.get_attribute("aria-valuetext") == "Pair 16 of 27, moved, confidence 0.94"
    assert here.page.locator("#tip").inner_text().startswith("Pair 16 of 27")
    here.page.keyboard.press("Enter")
    assert here.focus() == "b16"
    here.wait_seen("#b16")
    box = here.page.locator("#drawing").bounding_box()
    here.page.mouse.click(box["x"] + 4, box["y"] + box["height"] - 3)
    assert here.focus() == "b26"
    box = here.page.locator("#drawing").bounding_box()
    here.page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] - 3)
    assert here.focus() == "b27"
    here.page.get_by_role("button", name="Enlarge the map").click()
    larger = here.page.locator("#drawing").bounding_box()
    assert larger["height"] > 1.9 * box["height"]


def test_the_map_shows_what_is_on_the_screen(visit: Any) -> None:
    here = visit()
    here.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    here.page.wait_for_function(
        "document.getElementById('here').getAttribute('d').includes('V10000') ||"
        " document.getElementById('here').getBBox().y > 4000"
    )


def test_the_language_changes_in_the_page(visit: Any) -> None:
    here = visit()
    here.page.locator("#language").click()
    assert here.page.locator("html").get_attribute("lang") == "zh"
    english = here.page.evaluate(
        """() => {
            const words = JSON.parse(document.getElementById("data").textContent).words;
            return [...document.querySelectorAll("[data-t]")]
                .filter((e) => words.en[e.dataset.t] !== words.zh[e.dataset.t])
                .filter((e) => e.textContent === words.en[e.dataset.t]).length;
        }"""
    )
    assert english == 0
    assert here.page.locator("#b9 td.en").inner_text() == "无对应句"
    assert here.page.locator("#search").get_attribute("placeholder") == "搜索中文或英文"
    assert "英文中位于句对 5 之后" in here.page.locator("#b14").inner_text()
    here.page.locator("#language").click()
    assert here.page.locator("#b9 td.en").inner_text() == "no counterpart"


@pytest.mark.parametrize("name", ["en.html", "zh.html"])
@pytest.mark.parametrize("width", [320, 360, 820, 1200, 1366])
def test_nothing_sticks_out_to_the_side(visit: Any, name: str, width: int) -> None:
    here = visit(name, viewport={"width": width, "height": 740})
    for view in ("text", "glossary", "findings"):
        link = here.page.locator(f"#bar a[data-view='{view}']")
        if link.is_visible():
            link.click()
        inside = here.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert inside, (width, view)


def test_a_phone_shows_one_section_at_a_time(visit: Any) -> None:
    here = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    sections = here.page.locator("main > section:visible")
    assert sections.evaluate_all("all => all.map((each) => each.id)") == ["map", "text"]
    zh = here.page.locator("#b3 td.zh").bounding_box()
    en = here.page.locator("#b3 td.en").bounding_box()
    assert zh["y"] + zh["height"] <= en["y"] + 1  # stacked
    here.page.locator("#b8").get_by_role("link", name="regulation").tap()
    assert sections.evaluate_all("all => all.map((each) => each.id)") == ["glossary"]
    assert here.focus() == "e7"
    here.page.go_back()
    here.page.wait_for_function(f"{FOCUSED} === 'b8'")
    here.wait_seen("#b8")


def test_dark_mode_follows_the_system_and_the_button(visit: Any) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = visit(color_scheme="light"), visit(color_scheme="dark")
    white, black = light.page.evaluate(ground), dark.page.evaluate(ground)
    assert white != black
    button = dark.page.locator("#theme")
    button.click()
    assert dark.page.evaluate(ground) == white
    assert button.get_attribute("aria-label") == "Theme: light"
    button.click()
    assert dark.page.evaluate(ground) == black
    dark.page.reload()
    assert dark.page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_print_has_everything(visit: Any) -> None:
    here = visit()
    here.page.emulate_media(media="print")
    for section in ("map", "text", "glossary", "findings"):
        assert here.page.locator(f"#{section}").is_visible()
    assert not here.page.locator("#bar").is_visible()


def test_motion_is_spared_to_those_who_ask(visit: Any) -> None:
    name = "getComputedStyle(document.getElementById('b5')).animationName"
    for motion, expected in (("reduce", "none"), ("no-preference", "arrive")):
        here = visit(reduced_motion=motion)
        here.page.locator("#b5 th a").first.click()
        assert here.page.evaluate(name) == expected


@pytest.mark.parametrize("name", ["en.html", "zh.html"])
def test_every_control_has_a_name_and_the_table_is_one(visit: Any, name: str) -> None:
    here = visit(name)
    nameless = here.page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, a, [role], dialog")]
            .filter((e) => !["row", "rowgroup", "cell", "status", "search"]
                .includes(e.getAttribute("role")))
            .filter((e) => !(e.getAttribute("aria-label") || e.textContent.trim()
                || (e.labels && e.labels.length) || e.getAttribute("aria-labelledby")))
            .map((e) => e.outerHTML)"""
    )
    assert nameless == []
    table = here.page.get_by_role("table").first
    assert table.get_by_role("row").count() == 28
    assert table.get_by_role("columnheader").count() == 4
    assert here.page.get_by_role("heading", level=1).count() == 1


def test_without_script_everything_is_still_there(browser: Any, pages: Path) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)
    page = context.new_page()
    page.goto((pages / "en.html").as_uri())
    for selector in ("#b27", "#e12", "#f7"):
        assert page.locator(selector).is_visible()
    assert not page.locator("#bar").is_visible()
    context.close()


def test_markup_in_texts_does_not_run(browser: Any, tmp_path: Path) -> None:
    sample = _sample()
    evil = (
        "<img src=x onerror=\"document.title='ran'\"></script><script>document.title='ran'</script>"
    )
    zh = [("paragraph", ["中" + evil])]
    en = [("paragraph", ["en" + evil])]
    report = sample.build(
        sample.document(evil, "zh", zh),
        sample.document(evil, "en", en),
        (sample.Bead((0,), (0,), 0.9),),
        [("中" + evil, ["en" + evil], "concept")],
        ([["中" + evil]], [["en" + evil]]),
    )
    write_report(report, tmp_path / "page.html")
    here = Visit(browser, (tmp_path / "page.html").as_uri())
    here.page.locator("#language").click()
    here.page.locator("#drawing").hover()
    assert here.page.title() != "ran" and here.page.locator("img").count() == 0
    assert evil in here.page.locator("#b1 td.en").inner_text()
    assert not here.complaints and len(here.fetched) == 1
    here.context.close()


def test_five_thousand_pairs_stay_usable(browser: Any, tmp_path: Path) -> None:
    write_report(_sample().long(5000), tmp_path / "long.html")
    here = Visit(browser, (tmp_path / "long.html").as_uri())
    here.page.locator("#slider").focus()
    here.page.keyboard.press("End")
    here.page.keyboard.press("Enter")
    assert here.focus() == "b5022"
    here.wait_seen("#b5022")
    here.page.keyboard.press("Home")
    assert here.focus() == "b1"
    here.page.locator("#search").fill("湄公河")
    assert here.page.locator("#shown").inner_text() == "186 of 5022 pairs"
    here.page.locator("#search").fill("")
    here.page.locator("#e1 .more").first.click()
    here.page.locator("#e1 .places a", has_text="4998").first.click()
    row = here.focus()
    here.wait_seen(f"#{row}")
    assert not here.complaints
    here.context.close()


if __name__ == "__main__":
    sys.exit(pytest.main([__file__]))
