"""``report.html``: one self-contained page that a translator looks at.

How a page is made of its templates is in :mod:`align.formats.page`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.formats.page import Words, embedded, environment, hash_of, script_of, words_of
from align.formats.report_map import HEIGHT, draw
from align.formats.report_view import SEVERITIES, View, view, visible
from align.model import LANGS, Lang

if TYPE_CHECKING:
    from pathlib import Path

    from align.formats.report_map import Map
    from align.model import Report

_TABLE = "report"


def render_report(report: Report, lang: Lang = "en") -> str:
    """The page of a report as HTML, speaking English or Chinese at first.

    The same report and language give the same characters.
    """
    from markupsafe import Markup

    page = view(report)
    drawing = draw(report.alignment)
    templates = environment()
    style = templates.get_template("report.css").render()
    script = script_of("report.js")
    spots = [list(spot) for spot in drawing.spots]
    data = embedded({"words": {own: words_of(own, _TABLE) for own in LANGS}, "spots": spots})
    alignment = report.alignment
    return templates.get_template("report.html").render(
        view=page,
        alignment=alignment,
        map=drawing,
        map_height=HEIGHT,
        counts=drawing.counts,
        level_bar=_level_bar(drawing),
        score=round(100 * report.consistency.score) if report.consistency.terms else None,
        severities=SEVERITIES,
        rules=_rules(page),
        signature=visible(str(report.consistency.signature)),
        zh_name=visible(alignment.zh.id),
        en_name=visible(alignment.en.id),
        tags=page.scripts,
        ui=lang,
        t=Words(lang, _TABLE),
        style=Markup(style),
        style_hash=hash_of(style),
        script=Markup(script),
        script_hash=hash_of(script),
        data=Markup(data),
    )


def write_report(report: Report, path: Path, lang: Lang = "en") -> None:
    """Write the page of a report, whole or not at all."""
    from align.formats.atomic import write_whole

    write_whole(path, render_report(report, lang).encode("utf-8"))


def _rules(page: View) -> list[tuple[str, dict[Lang, str]]]:
    return sorted({item.finding.rule: item.rule for item in page.items}.items())


def _level_bar(drawing: Map) -> list[dict[str, str]]:
    """The pairs by confidence as parts of a bar, in percent."""
    counts = drawing.counts
    parts = [(f"q{n}", counts[f"level{n}"]) for n in (4, 3, 2, 1)]
    parts.append(("null", counts["null_zh"] + counts["null_en"]))
    total = sum(count for _, count in parts) or 1
    bar = []
    before = 0
    for look, count in parts:
        if count:
            bar.append(
                {
                    "look": look,
                    "x": f"{100 * before / total:.2f}",
                    "width": f"{100 * count / total:.2f}",
                }
            )
        before += count
    return bar
