"""Text as files break it into lines, as one clean line of text.

The author's characters stay. Only white space is collapsed, and what no reader sees is taken
out: control characters, soft hyphens, zero-width spaces, marks of writing direction.
"""

from __future__ import annotations

import re
import unicodedata

from align.text.script import HAN

#: A line break that the author wants, as HTML's ``<br>``: a control character no text contains.
BREAK = "\x1e"

# Zero-width joiner and non-joiner stay: emoji are built with the one, names with the other.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_WIDE = f"{HAN}\u3001-\u3003\u3005-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff65"
_AMBIGUOUS = "“”‘’…—·"
# A wrapped line of Chinese goes on without a space; so does one next to a full-width mark.
_JOINT = re.compile(
    rf"(?<=[{_WIDE}{_AMBIGUOUS}])[ \t]*[\r\n]\s*(?=[{_WIDE}])"
    rf"|(?<=[{_WIDE}])[ \t]*[\r\n]\s*(?=[{_AMBIGUOUS}])"
    r"|(?<=[，。、；：？！（《「『【])[ \t]*[\r\n]\s*"
    r"|[ \t]*[\r\n]\s*(?=[，。、；：？！）》」』】])"
)
# A compound broken at its hyphen; but "medium-\n and long-term" keeps its space.
_HYPHEN = re.compile(r"(?<=[A-Za-z]-)[ \t]*[\r\n]\s*(?=(?!(?:and|or|to)\b)[A-Za-z])")
# An ideographic space between words is the author's ("表1　指标"); a run of them is one. Single
# spaces are left alone: to replace each by itself takes much memory in a long line.
_SPACE = re.compile(r"\s{2,}|[^\S \u3000]")
_LETTER = re.compile(r"[^\W_]")
_WRAPPED = 50
_SENTENCE_END = tuple('。！？!?.;；:：…”’」』）)"')


def clean(text: str) -> str:
    r"""One line of text: line breaks joined as the script wants it, white space collapsed.

    >>> clean("云计算\n 厂商，\nQwen")
    '云计算厂商，Qwen'
    >>> clean("cloud\n  vendors")
    'cloud vendors'
    """
    text = _INVISIBLE.sub("", text)
    if "\n" in text or "\r" in text:
        text = _HYPHEN.sub("", _JOINT.sub("", text))
    return _SPACE.sub(_one_space, text).strip()


def _one_space(run: re.Match[str]) -> str:
    return "\u3000" if not run.group().strip("\u3000") else " "


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in a text, or a symbol that says something (an emoji).

    >>> has_words("* * *"), has_words("✅"), has_words("42")
    (False, True, True)
    """
    return _LETTER.search(text) is not None or any(
        unicodedata.category(char) == "So" for char in text
    )


def split_breaks(text: str) -> list[str]:
    r"""The paragraphs of a text whose line breaks are :data:`BREAK`, each one clean line.

    Chinese portals write a whole article as one element with breaks in it, and indent each
    paragraph by two ideographic spaces. A break separates paragraphs, unless the line before it
    is plainly unfinished: it ends in a comma, or is long and has no full stop, or the next one
    goes on in lower case.

    >>> split_breaks("　　第一段。\x1e　　第二段，\x1e还没完。")
    ['第一段。', '第二段，还没完。']
    """
    if BREAK not in text:
        return [line] if (line := clean(text)) else []
    paragraphs: list[list[str]] = []
    open_paragraph = False
    for line in text.split(BREAK):
        stripped = clean(line)
        if not stripped:
            open_paragraph = False
            continue
        indented = line.lstrip("\r\n\t ").startswith(("\u3000", "\xa0\xa0"))
        if open_paragraph and not indented and _goes_on(paragraphs[-1][-1], stripped):
            paragraphs[-1].append(stripped)
        else:
            paragraphs.append([stripped])
        open_paragraph = True
    return [clean("\n".join(lines)) for lines in paragraphs]


def _goes_on(line: str, after: str) -> bool:
    if line.endswith((",", "，", "、")) or (
        after[0].islower() and not line.endswith(_SENTENCE_END)
    ):
        return True
    return not line.endswith(_SENTENCE_END) and width(line) >= _WRAPPED


def width(text: str) -> int:
    """How many columns a text takes where ideographs and full-width marks take two.

    >>> width("AI模型")
    6
    """
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text)
