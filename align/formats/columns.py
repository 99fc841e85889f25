"""Which columns of a table hold the Chinese and the English text, in files of many tools."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from align.formats.languages import chinese_share
from align.formats.tables import Line
from align.model import Lang

_CODE = re.compile(r"(zh|zho|chi|cmn|en|eng)([-_](hans|hant|[a-z]{2}))*")
_NAMES: dict[str, Lang] = {
    "chinese": "zh",
    "中文": "zh",
    "汉语": "zh",
    "漢語": "zh",
    "简体中文": "zh",
    "簡體中文": "zh",
    "繁体中文": "zh",
    "繁體中文": "zh",
    "中文术语": "zh",
    "中文術語": "zh",
    "english": "en",
    "英文": "en",
    "英语": "en",
    "英語": "en",
    "英文术语": "en",
    "英文術語": "en",
}
#: Headers that name a direction: which of the two is Chinese, only the text tells.
_DIRECTIONS = frozenset(
    (
        *("source", "src", "original", "term", "原文", "源文", "源语言"),
        *("target", "tgt", "trg", "translation"),
        *("译文", "譯文", "翻译", "目标语言"),
    )
)
_TAIL = re.compile(r"(?<=.)[ _-]*(text|term|segment|string|\([^)]*\))$")
#: So many rows are enough to see which column is Chinese.
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the two texts stand, the other columns by name, and the rows below the header."""

    zh: int
    en: int
    names: Mapping[str, int]
    lines: Sequence[Line]


def find_columns(lines: Sequence[Line]) -> Columns | None:
    """The columns of a bilingual table, None where no pair of them is Chinese and English.

    The header row may name languages (``zh``, ``en-GB``, ``Chinese (Simplified)``, ``英文``) or
    directions (``source``, ``译文``), or there is none; then the first two columns that have
    letters are taken, and the text says which of them is Chinese.
    """
    if not lines:
        return None
    header = [name_of(cell) for cell in lines[0].cells]
    names = {name: n for n, name in reversed(list(enumerate(header))) if name}
    zh, en = _column(header, "zh"), _column(header, "en")
    if zh is not None and en is not None:
        return Columns(zh, en, names, lines[1:])
    directed = [n for n, name in enumerate(header) if _TAIL.sub("", name) in _DIRECTIONS]
    if zh is not None or en is not None or len(directed) >= 2:
        known = [n for n in (zh, en) if n is not None]
        others = directed or [n for n in range(len(header)) if n not in known]
        pair = _by_text(lines[1:], [*known, *others])
        return Columns(*pair, names, lines[1:]) if pair else None
    pair = _by_text(lines, range(max(len(line.cells) for line in lines)))
    if pair is None:
        return None
    if _is_header(lines, *pair):
        return Columns(*pair, names, lines[1:])
    return Columns(*pair, {}, lines)


def _is_header(lines: Sequence[Line], zh: int, en: int) -> bool:
    """Whether the first row is a header in words unknown to us.

    It is if it alone has no Chinese in the Chinese column. A row with the same on both sides
    (``2024``) proves nothing, and is no header.
    """
    first, *others = lines[:_SAMPLE]
    telling = [line.cell(zh) for line in others if line.cell(zh) != line.cell(en)]
    return (
        len(telling) >= 2
        and first.cell(zh) != first.cell(en)
        and not chinese_share([first.cell(zh)])
        and all(chinese_share([cell]) for cell in telling)
    )


def name_of(cell: str) -> str:
    """A header cell as it is compared: ``"Source Text "`` is ``source_text``."""
    return re.sub(r"[\s-]+", "_", cell.strip().strip("\ufeff").lower())


def language_of_header(name: str) -> Lang | None:
    """The language that a header names.

    >>> language_of_header("zh_cn"), language_of_header("english_(us)"), language_of_header("note")
    ('zh', 'en', None)
    """
    bare = _TAIL.sub("", name)
    found = _CODE.fullmatch(bare)
    if found is not None:
        return "en" if found[1].startswith("en") else "zh"
    return _NAMES.get(bare)


def _column(header: Sequence[str], lang: Lang) -> int | None:
    if lang in header:
        return header.index(lang)
    return next((n for n, name in enumerate(header) if language_of_header(name) == lang), None)


def _by_text(lines: Sequence[Line], candidates: Sequence[int]) -> tuple[int, int] | None:
    """The Chinese and the English one of the first two candidates that have letters."""
    sample = lines[:_SAMPLE]
    worded = [n for n in dict.fromkeys(candidates) if _has_words([line.cell(n) for line in sample])]
    for pair in (worded[:2], worded):
        shares = {n: chinese_share(line.cell(n) for line in sample) for n in pair}
        if len(shares) >= 2:
            zh = max(shares, key=lambda n: shares[n])
            others = [n for n in pair if n != zh and shares[n] < 0.5 * shares[zh]]
            if shares[zh] > 0.1 and others:
                return zh, others[0]
    return None


def _has_words(cells: Sequence[str]) -> bool:
    """Whether a column is text: not numbers, and not the same language code in each row."""
    full = [cell for cell in cells if cell.strip()]
    worded = sum(re.search(r"[^\W\d_]", cell) is not None for cell in full)
    return worded > 0.5 * len(full) and (len(full) < 3 or len(set(full)) > 1)
