"""The report page as text: what stands in it, what must not, and the same bytes each time."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import re
import string
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml import html

from align.formats.page import embedded, script_of
from align.formats.report_page import render_report, write_report
from align.formats.report_view import longest, view, visible
from align.messages import catalogue
from align.model import (
    Alignment,
    Bead,
    Block,
    ConsistencyReport,
    Document,
    Finding,
    Findings,
    Glossary,
    Lang,
    Note,
    Place,
    Rendering,
    Report,
    Sentence,
    Signature,
    Term,
    TermConsistency,
    TermEntry,
    Variant,
)

TEMPLATES = Path(__file__).parents[2] / "align" / "formats" / "templates"
CORPORA = Path(__file__).parents[2] / "corpora"
EVIL = "<img src=x onerror=alert(1)></script><script>alert(2)</script>\"'&{{7*7}}"


def _sample() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "report_sample", Path(__file__).with_name("report_sample.py")
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sample = _sample()


@pytest.fixture(scope="module")
def report() -> Report:
    made: Report = sample.small()
    return made


@pytest.fixture(scope="module")
def page(report: Report) -> Any:
    return html.document_fromstring(render_report(report))


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def one(page: Any, path: str) -> Any:
    found = page.xpath(path)
    assert len(found) == 1, f"{len(found)} × {path}"
    return found[0]


# --- structure ---------------------------------------------------------------------------------


def test_every_pair_is_a_row_with_both_languages(report: Report, page: Any) -> None:
    rows = page.xpath("//table[@id='beads']/tbody/tr")
    assert [row.get("id") for row in rows] == [
        f"b{n}" for n in range(1, len(report.alignment.beads) + 1)
    ]
    for row, bead in zip(rows, report.alignment.beads, strict=True):
        for lang, tag in (("zh", "zh-Hans"), ("en", "en")):
            cell = one(row, f"./td[contains(@class, '{lang}')][@lang='{tag}']")
            for text in report.alignment.texts(bead, lang):
                assert text in words(cell)
        assert words(row.xpath("./td")[-1]) == f"{bead.score:.2f}"


def test_a_side_without_counterpart_says_so(page: Any) -> None:
    assert words(one(page, "//tr[@id='b9']/td[@class='en']")) == "no counterpart"
    assert words(one(page, "//tr[@id='b27']/td[@class='zh']")) == "no counterpart"


def test_moved_pairs_say_where_the_english_stands(page: Any) -> None:
    assert "follows pair 5" in words(one(page, "//tr[@id='b14']/td[@class='en']"))
    link = one(page, "//tr[@id='b14']//p[@class='tag']/a")
    assert link.get("href") == "#b5"
    assert "Moved" in words(one(page, "//tr[@id='b15']/td[@class='en']"))
    assert "moved" in one(page, "//tr[@id='b17']").get("class").split()


def test_blocks_look_like_what_they_are(page: Any) -> None:
    assert words(one(page, "//tr[@id='b6']/td[@class='en']/h3")) == "Why Now"
    assert page.xpath("//tr[@id='b11']//p[@class='list']")
    assert page.xpath("//tr[@id='b18']//p[@class='caption']")
    assert page.xpath("//tr[@id='b19']//p[@class='cell']")


def test_links_have_targets_and_ids_are_single(page: Any) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for href in page.xpath("//a/@href"):
        assert href.startswith("#") and href[1:] in ids


def test_terms_lead_to_their_entries_and_to_each_other(report: Report, page: Any) -> None:
    zh = one(page, "//tr[@id='b12']//td[@class='zh']//a[text()='数据中心'or .//text()='数据中心']")
    en = one(page, "//tr[@id='b12']//td[@class='en']//a")
    assert words(en) == "server farm"
    assert zh.get("data-g") == en.get("data-g")
    assert zh.get("href") == en.get("href") == "#e4"
    assert {"t", "w"} <= set(zh.get("class").split()) & set(en.get("class").split())
    entry = one(page, "//article[@id='e4']")
    assert words(entry.xpath(".//h3")[0]) == "数据中心 data center"


def test_the_longer_of_two_overlapping_terms_is_marked(page: Any) -> None:
    marked = [words(a) for a in page.xpath("//tr[@id='b8']//td[@class='zh']//a[@data-g]")]
    assert "东南亚总经理" in marked and "东南亚" not in marked
    assert longest([(2, 4, 1, 1, ""), (0, 3, 2, 2, ""), (4, 6, 3, 3, "")], 9) == [
        (0, 3, 2, 2, ""),
        (4, 6, 3, 3, ""),
    ]


def test_a_term_without_rendering_is_marked(page: Any) -> None:
    term = one(page, "//tr[@id='b26']//a[@data-g]")
    assert words(term) == "大模型" and "u" in term.get("class").split()


def test_findings_show_rule_words_and_place(report: Report, page: Any) -> None:
    items = page.xpath("//ol[@id='items']/li")
    assert len(items) == len(report.findings.items)
    amount = one(page, "//li[@data-rule='quantity']")
    assert "Expected $120 million" in words(amount) and "Found $12 million" in words(amount)
    assert [a.get("href") for a in amount.xpath(".//span[@class='go']/a")] == ["#b17"]
    assert words(amount.xpath(".//mark")[0]) == "1.2亿美"
    assert page.xpath("//tr[@id='b17']//span[@class='f error']")
    back = one(page, "//tr[@id='b17']/th/a[contains(@class, 'sev')]")
    assert back.get("href") == "#" + amount.get("id")
    assert back.get("aria-label") == "1 at pair 17: go to the findings"


def test_ignored_findings_stay_in_the_list_but_not_in_the_text(report: Report) -> None:
    items = tuple(dataclasses.replace(i, state="ignored") for i in report.findings.items)
    changed = dataclasses.replace(report, findings=Findings(report.alignment, items))
    page = html.document_fromstring(render_report(changed))
    assert not page.xpath("//table[@id='beads']//span[contains(@class, 'f ')]")
    assert len(page.xpath("//span[@class='state']")) == len(items)


def test_bars_fill_their_width_and_variants_lead_to_their_places(page: Any) -> None:
    for bar in page.xpath("//div[contains(@class, 'way')]/svg"):
        widths = [float(rect.get("width").rstrip("%")) for rect in bar]
        assert sum(widths) == pytest.approx(100, abs=0.1)
    way = page.xpath("//article[@id='e4']/div")[0]
    assert "HHI 0.62" in words(way) and "entropy 0.81 bit" in words(way)
    assert [words(li) for li in way.xpath(".//li")] == [
        "data center 3× · 75 % 3 4 16",
        "server farm 1× · 25 % 12",
    ]


def test_the_map_has_every_pair_in_its_place(report: Report, page: Any) -> None:
    spots = json.loads(one(page, "//script[@id='data']").text)["spots"]
    assert len(spots) == len(report.alignment.beads)
    assert spots[0][0] == 0 and spots[8][2:] == [-1, -1] and spots[26][:2] == [-1, -1]
    ends = [spot[1] for spot in spots if spot[1] >= 0]
    assert ends == sorted(ends) and ends[-1] == 10_000
    moved = one(page, "//*[@class='band moved']").get("d")
    assert moved.count("M") == 4
    assert one(page, "//*[@class='band null']").get("d").count("M") == 3


def test_rejected_pairs_are_not_shown_and_numbers_stay(report: Report) -> None:
    beads = report.alignment.beads
    rejected = Bead((0,), (1,), 0.1, "rejected")
    alignment = dataclasses.replace(report.alignment, beads=(*beads, rejected))
    lost = Finding("x", "quantity", "info", len(beads))
    changed = dataclasses.replace(
        report, alignment=alignment, findings=Findings(alignment, (lost,))
    )
    page = html.document_fromstring(render_report(changed))
    assert len(page.xpath("//tr[@id]")) == len(beads)
    assert not page.xpath("//li[@id='f1']//a")


def test_a_report_without_anything_but_text_is_a_page() -> None:
    page = html.document_fromstring(render_report(tiny("你好。", "Hello.", terms=False)))
    assert "No terms were found." in words(page)
    assert "Nothing was found" in words(page)
    assert "–" in words(one(page, "//*[@class='ring']"))


def test_traditional_chinese_is_tagged_as_such() -> None:
    page = html.document_fromstring(render_report(tiny("這個國家發展很快。", "Fast.", terms=False)))
    assert page.xpath("//td[@class='zh']/@lang") == ["zh-Hant"]


# --- untrusted text ----------------------------------------------------------------------------


def tiny(zh: str, en: str, *, terms: bool = True, name: str = "doc") -> Report:
    """A report of one pair in which every field that may hold foreign text holds it."""
    alignment = Alignment(
        Document(f"{name}.zh", "zh", (Block("paragraph", zh),)),
        Document(f"{name}.en", "en", (Block("paragraph", en),), (Note(name),)),
        (Sentence(zh, 0, (0, len(zh))),),
        (Sentence(en, 0, (0, len(en))),),
        (Bead((0,), (0,), 0.9),),
        Signature("1", name),
    )
    if not terms:
        empty = ConsistencyReport((), 1.0, alignment.signature)
        return Report(alignment, Glossary(()), (), empty, Findings(alignment, ()))
    entry = TermEntry(
        "<1>", (Term("zh", zh, reading=en), Term("en", en), Term("en", en, "forbidden")),
        subject=en, definition=en, note=zh,
    )  # fmt: skip
    rendering = Rendering(0, "zh", Place(0, 0, 3), (Place(0, 0, 3),), en, 1.0)
    unknown = TermConsistency("missing", "en", en, (Variant(zh, (0,)),), (), 1.0, 1.0, 0.0)
    score = TermConsistency("<1>", "zh", zh, (Variant(en, (0,)),), (0,), 1.0, 1.0, 0.0)
    finding = Finding(
        en, en, "error", 0, (Place(0, 1, 4),), (Place(0, 2, 5),), zh, en, zh, message=Note(en)
    )
    return Report(
        alignment,
        Glossary((entry,)),
        (("<1>", (rendering,)),),
        ConsistencyReport((score, unknown), 0.5, Signature("1", name)),
        Findings(alignment, (finding,)),
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_markup_in_the_texts_stays_text(lang: Lang) -> None:
    source = render_report(tiny("中" + EVIL, "en" + EVIL, name=EVIL), lang)
    page = html.document_fromstring(source)
    assert not page.xpath("//img")
    assert len(page.xpath("//script")) == 2
    assert not [name for name in page.xpath("//@*") if "alert" in getattr(name, "attrname", "")]
    for element in page.iter():
        assert not [name for name in element.attrib if name.startswith("on")]
    assert "alert(2)</script>" not in source
    assert "49" not in words(one(page, "//h1"))
    assert EVIL in words(one(page, "//td[@class='en']"))


def test_embedded_json_cannot_end_its_element() -> None:
    value = {"a": EVIL + "<!--\u2028\u2029"}
    text = embedded(value)
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == value


def test_control_characters_are_spelt_out() -> None:
    source = render_report(
        tiny("中\u202e文\u2066测\u200b试\ud800\x00", "abc\u200fdef", name="\u202e")
    )
    source.encode("utf-8")
    assert not set(source) & set("\u202e\u2066\u200b\u200f\x00")
    assert "中⟦U+202E⟧" in words(html.document_fromstring(source))
    assert visible("👩\u200d🚀 １２") == "👩\u200d🚀 １２"


def test_nothing_is_fetched_and_only_our_script_may_run(report: Report) -> None:
    source = render_report(report)
    page = html.document_fromstring(source)
    assert all(link.startswith("#") for link in page.xpath("//@href")) and not page.xpath("//@src")
    assert "@import" not in source and not re.findall(r"url\((?!#)", source)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', source)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'") and "unsafe" not in policy[1]
    assert not re.findall(r"<[a-z][^>]* style=", source)


# --- the same each time, in both languages, small enough ---------------------------------------


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.html", tmp_path / "b.html"
    write_report(sample.small(), first)
    write_report(sample.small(), second)
    assert first.read_bytes() == second.read_bytes() != b""
    assert first.read_bytes() == render_report(sample.small()).encode("utf-8")


def keys(lang: Lang) -> dict[str, str]:
    return {
        key.removeprefix("report."): text
        for key, text in catalogue(lang).items()
        if key.startswith("report.")
    }


def test_both_languages_say_everything_with_the_same_placeholders() -> None:
    en, zh = keys("en"), keys("zh")
    assert en.keys() == zh.keys()
    for key in en:
        fields = [
            sorted(name for _, name, spec, _ in string.Formatter().parse(text) if name)
            for text in (en[key], zh[key])
        ]
        assert fields[0] == fields[1], key


def test_the_page_starts_in_the_language_asked_for(report: Report) -> None:
    zh = html.document_fromstring(render_report(report, "zh"))
    assert zh.get("lang") == "zh"
    assert words(one(zh, "//h2[@id='glossary-title']")) == "术语表"
    data = json.loads(one(zh, "//script[@id='data']").text)
    assert data["words"] == {"zh": keys("zh"), "en": keys("en")}
    for element in zh.xpath("//*[@data-t]"):
        values = json.loads(element.get("data-v", "{}")) or {"n": element.get("data-n")}
        assert words(element) == " ".join(
            keys("zh")[element.get("data-t")].format(**values).split()
        )


def test_every_word_of_the_script_is_in_the_catalogue() -> None:
    script = script_of("report.js")
    for key in re.findall(r'say\("(\w+)"[,)]', script) + re.findall(r'"(map_value\w*)"', script):
        assert key in keys("en"), key
    for theme in ("auto", "light", "dark"):
        assert f"theme_{theme}" in keys("en")


def test_findings_and_notes_are_said_in_both_languages(report: Report) -> None:
    page = view(report)
    assert page.notes[0]["en"] != page.notes[0]["zh"]
    source = html.document_fromstring(render_report(report))
    assert source.xpath("//div[@class='notes']//li/@data-zh") == [page.notes[0]["zh"]]


@pytest.mark.parametrize(
    "folder", [f for f in sorted(CORPORA.glob("*")) if (f / "gold" / "terms.csv").is_file()],
    ids=lambda f: str(f.name),
)  # fmt: skip
def test_pages_of_bundled_reports_are_small(folder: Path) -> None:
    assert len(render_report(sample.corpus(folder)).encode()) < 300_000


def test_five_thousand_pairs_are_one_page_of_bearable_size() -> None:
    source = render_report(sample.long(5000))
    assert source.count("<tr id=") >= 5000
    assert len(source.encode()) < 6_000_000


# --- contrast ----------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    if len(colour) == 4:
        colour = "#" + "".join(c * 2 for c in colour[1:])
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_colours_are_far_enough_apart(theme: str) -> None:
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    block = re.search(rf"color-scheme: {theme};(.*?)(?:}}|{{%)", style, re.DOTALL)
    assert block is not None
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block[1]))
    on = [("ink", b) for b in ("bg", "paper", "here", *(f"h{n}" for n in range(6)))]
    on += [(c, b) for c in ("soft", "accent") for b in ("bg", "paper", "here")]
    on += [(s, f"{s}-bg") for s in ("error", "warning", "info")] + [("paper", "accent")]
    on += [("bg", "focus")]  # what was searched for
    for text, ground in on:
        assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    # WCAG 1.4.11: 3 to 1 for what is no text but must be seen.
    seen = [("focus", "bg"), ("focus", "paper"), ("gone", "paper"), ("rail", "paper")]
    seen += [(f"u{n}", f"h{n}") for n in range(6)]
    for mark, ground in seen:
        assert contrast(colours[mark], colours[ground]) >= 3, (mark, ground)
