"""Scripts and widths: what is Han, and one form of Chinese for comparison.

Everything here keeps lengths: the result of :func:`to_simplified` and :func:`to_halfwidth` has
the length of its argument, so that an offset into the one is an offset into the other. They
serve comparison only; what a person sees keeps the original characters.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# Unified ideographs with their extensions and the compatibility block, and 〇; as escapes,
# because an editor that normalises text would turn a compatibility character into another.
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af\u3007"
_HAN = re.compile(f"[{HAN}]")
_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def is_han(char: str) -> bool:
    """Whether a character is a Chinese ideograph.

    >>> is_han("云"), is_han("“"), is_han("𠀀"), is_han("한")
    (True, False, True, False)
    """
    return _HAN.match(char) is not None


def han_share(text: str) -> float:
    """The part of a text's letters that are Chinese ideographs, 0 to 1; 0 without letters.

    >>> han_share("Qwen 通义千问")
    0.5
    """
    letters = sum(map(str.isalpha, text))
    return len(_HAN.findall(text)) / letters if letters else 0.0


def to_halfwidth(text: str) -> str:
    """Full-width ASCII as ASCII, of the same length.

    >>> to_halfwidth("Ｑｗｅｎ３（通义千问）")
    'Qwen3(通义千问)'
    """
    return text if text.isascii() else text.translate(_WIDTHS)


def stands_whole(text: str, start: int, end: int) -> bool:
    """Whether no Latin word and no number goes on beyond ``text[start:end]``.

    Chinese has no spaces at which a word would end; a Latin one in it has. An English plural is
    the same word.

    >>> stands_whole("在GitHub上", 1, 4), stands_whole("GPT4", 0, 3), stands_whole("99GB", 1, 4)
    (False, True, False)
    >>> stands_whole("用APIs访问", 1, 4), stands_whole("调用数据", 2, 4)
    (True, True)
    """
    if start and _goes_on(text[start - 1], text[start]):
        return False
    if text[end : end + 1] == "s" and text[end - 1].isalpha():
        end += 1
    return end >= len(text) or not _goes_on(text[end - 1], text[end])


def _goes_on(left: str, right: str) -> bool:
    """Whether two characters side by side are of one Latin word or of one number."""
    if not (left.isascii() and right.isascii()):
        return False
    return (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())


def to_simplified(text: str) -> str:
    """Traditional Chinese as simplified, of the same length.

    By OpenCC's ``t2s``, which looks at phrases (乾 in 乾燥 becomes 干, in 乾隆 it stays). Where a
    phrase would change the length, each character is converted by itself.

    >>> to_simplified("金融管理局發表年報")
    '金融管理局发表年报'
    """
    if text.isascii():
        return text
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(map(_simplified_char, text))


@cache
def _simplified_char(char: str) -> str:
    converted: str = _converter().convert(char)
    return converted if len(converted) == 1 else char


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def is_traditional(text: str) -> bool:
    """Whether a Chinese text is written in traditional characters.

    >>> is_traditional("聯繫匯率制度"), is_traditional("联系汇率制度")
    (True, False)
    """
    simplified = to_simplified(text)
    changed = sum(a != b for a, b in zip(text, simplified, strict=True))
    # One character in fifty: names in simplified text may keep a traditional character.
    return changed * 50 > len(_HAN.findall(text))
