"""What the pages that align writes have in common: one file each, for a person to look at.

A page needs no network and no server. Its style and its script are inside it and named by their
hashes in its content security policy, so that nothing in the texts can run even if an escape
were missing somewhere. Both languages of the page itself are inside, too.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from align.formats.report_view import visible
from align.messages import catalogue, filled
from align.model import Lang

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


class Words:
    """A page's own words, a table of the catalogue, in the language that it starts with.

    Whatever it gives carries its key, so that the script can say it in the other language.
    """

    def __init__(self, lang: Lang, table: str) -> None:
        self._words = words_of(lang, table)

    def __call__(self, key: str, **values: str | int) -> Markup:
        """A message as an element of its own."""
        from markupsafe import Markup

        return Markup("<span {}>{}</span>").format(
            self.key(key, **values), self.plain(key, **values)
        )

    def plain(self, key: str, **values: str | int) -> str:
        """A message as text only."""
        return filled(self._words[key], values)

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


def words_of(lang: Lang, table: str) -> dict[str, str]:
    """The messages of a table of the catalogue, by their names in it."""
    return {
        key.removeprefix(f"{table}."): message
        for key, message in catalogue(lang).items()
        if key.startswith(f"{table}.")
    }


def hash_of(text: str) -> str:
    """The hash of a style or script, as a content security policy names it."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def script_of(name: str) -> str:
    """The script of a page: what all pages do, and then its own. A script is no template."""
    from importlib.resources import files

    folder = files(__package__).joinpath("templates")
    return "".join(folder.joinpath(one).read_text(encoding="utf-8") for one in ("page.js", name))


@cache
def environment() -> Environment:
    """Where the templates are, with escaping on."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    filters: dict[str, Any] = {"visible": visible}
    found = Environment(
        loader=PackageLoader("align.formats"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    found.filters.update(filters)
    return found
