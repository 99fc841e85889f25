"""``report.html``: one self-contained page that a translator looks at.

The page needs no network and no server. Its style and its script are inside it and named by
their hashes in its content security policy, so that nothing in the texts can run even if an
escape were missing somewhere. Both languages of the page itself are inside, too.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from align.formats.report_map import HEIGHT, draw
from align.formats.report_view import SEVERITIES, View, view, visible
from align.messages import catalogue
from align.model import LANGS, Lang

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import Environment
    from markupsafe import Markup

    from align.formats.report_map import Map
    from align.model import Report

_PREFIX = "report."


def render_report(report: Report, lang: Lang = "en") -> str:
    """The page of a report as HTML, speaking English or Chinese at first.

    The same report and language give the same characters.
    """
    from markupsafe import Markup

    page = view(report)
    drawing = draw(report.alignment)
    environment = _environment()
    style = environment.get_template("report.css").render()
    script = _source("report.js")
    spots = [list(spot) for spot in drawing.spots]
    data = embedded({"words": {own: _words(own) for own in LANGS}, "spots": spots})
    alignment = report.alignment
    return environment.get_template("report.html").render(
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
        t=Words(lang),
        style=Markup(style),
        style_hash=_hash(style),
        script=Markup(script),
        script_hash=_hash(script),
        data=Markup(data),
    )


def write_report(report: Report, path: Path, lang: Lang = "en") -> None:
    """Write the page of a report, whole or not at all."""
    from align.formats.atomic import write_whole

    write_whole(path, render_report(report, lang).encode("utf-8"))


class Words:
    """The page's own words in the language that it starts with.

    Whatever it gives carries its key, so that the script can say it in the other language.
    """

    def __init__(self, lang: Lang) -> None:
        self._words = _words(lang)

    def __call__(self, key: str, **values: str | int) -> Markup:
        """A message as an element of its own."""
        from markupsafe import Markup

        return Markup("<span {}>{}</span>").format(
            self.key(key, **values), self.plain(key, **values)
        )

    def plain(self, key: str, **values: str | int) -> str:
        """A message as text only."""
        return self._words[key].format(**values)

    def key(self, key: str, **values: str | int) -> Markup:
        """The attributes that name the message which is an element's content."""
        from markupsafe import Markup

        return Markup('data-t="{}"').format(key) + self._values(values)

    def attrs(
        self, *, label: str = "", title: str = "", placeholder: str = "", **values: str | int
    ) -> Markup:
        """Attributes that hold messages: ``aria-label``, ``title``, ``placeholder``."""
        from markupsafe import Markup

        keys = {"aria-label": label, "title": title, "placeholder": placeholder}
        used = {name: key for name, key in keys.items() if key}
        said = Markup(" ").join(
            Markup('{}="{}"').format(name, self.plain(key, **values)) for name, key in used.items()
        )
        named = ";".join(f"{name}:{key}" for name, key in used.items())
        return said + Markup(' data-a="{}"').format(named) + self._values(values)

    def both(self, texts: dict[Lang, str]) -> Markup:
        """The attributes that hold a text in both languages."""
        from markupsafe import Markup

        return Markup('data-en="{en}" data-zh="{zh}"').format(**texts)

    @staticmethod
    def _values(values: dict[str, str | int]) -> Markup:
        from markupsafe import Markup

        if not values:
            return Markup("")
        if values.keys() == {"n"}:
            return Markup(' data-n="{}"').format(values["n"])
        return Markup(' data-v="{}"').format(json.dumps(values, ensure_ascii=False))


def embedded(value: object) -> str:
    r"""JSON that may stand in a script element: nothing in it can end the element.

    >>> embedded("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _words(lang: Lang) -> dict[str, str]:
    return {
        key.removeprefix(_PREFIX): message
        for key, message in catalogue(lang).items()
        if key.startswith(_PREFIX)
    }


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


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _source(name: str) -> str:
    """A file of the templates as it is: a script is no template."""
    from importlib.resources import files

    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    filters: dict[str, Any] = {"visible": visible}
    environment = Environment(
        loader=PackageLoader("align.formats"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters.update(filters)
    return environment
