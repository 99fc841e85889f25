"""``brief.html``: one self-contained page that a translator reads before she starts.

How a page is made of its templates is in :mod:`align.formats.page`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.formats.brief_view import view
from align.formats.page import Words, embedded, environment, hash_of, script_of, words_of
from align.formats.report_view import visible
from align.model import LANGS, Lang

if TYPE_CHECKING:
    from pathlib import Path

    from align.model import Brief

_TABLE = "brief"


def render_brief(brief: Brief, lang: Lang = "en") -> str:
    """The page of a brief as HTML, speaking English or Chinese at first.

    The same brief and language give the same characters.
    """
    from markupsafe import Markup

    page = view(brief)
    templates = environment()
    style = templates.get_template("brief.css").render()
    script = script_of("brief.js")
    data = embedded({"words": {own: words_of(own, _TABLE) for own in LANGS}})
    return templates.get_template("brief.html").render(
        view=page,
        signature=visible(str(brief.report.consistency.signature)),
        names={lang: visible(brief.alignment.document(lang).id) for lang in LANGS},
        tags=page.scripts,
        ui=lang,
        t=Words(lang, _TABLE),
        style=Markup(style),
        style_hash=hash_of(style),
        script=Markup(script),
        script_hash=hash_of(script),
        data=Markup(data),
    )


def write_brief(brief: Brief, path: Path, *, lang: Lang = "en") -> None:
    """Write the page of a brief, whole or not at all. Raises OutputError."""
    from align.formats.atomic import write_whole

    write_whole(path, render_brief(brief, lang).encode("utf-8"))
