"""Language codes and what shows that a text is Chinese, as far as file formats need it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from align.model import Lang
from align.text.script import HAN

_HAN = re.compile(f"[{HAN}]")
_LETTER = re.compile(r"[^\W\d_]")

#: Primary subtags (BCP 47, with the three-letter codes of ISO 639-2 and -3) and plain names.
_PRIMARY: dict[str, Lang] = {
    "zh": "zh",
    "zho": "zh",
    "chi": "zh",
    "cmn": "zh",
    "yue": "zh",
    "chinese": "zh",
    "mandarin": "zh",
    "en": "en",
    "eng": "en",
    "english": "en",
}


def language_of(code: str) -> Lang | None:
    """The language that a code or an English name stands for, None where it is neither.

    >>> language_of("zh-Hant-HK"), language_of("EN_us"), language_of("de")
    ('zh', 'en', None)
    """
    return _PRIMARY.get(re.split(r"[-_ (]", code.strip().lower(), maxsplit=1)[0])


def chinese_share(texts: Iterable[str]) -> float:
    """The part of the letters of some texts that are Chinese ideographs, 0 to 1.

    >>> chinese_share(["云", "ab"])
    0.3333333333333333
    """
    han = letters = 0
    for text in texts:
        han += len(_HAN.findall(text))
        letters += len(_LETTER.findall(text))
    return han / letters if letters else 0.0


def chinese_code(texts: Iterable[str]) -> str:
    """``zh-TW`` for traditional characters, else ``zh-CN``: the codes that CAT tools know.

    A character of Big5 that GB 2312 lacks is traditional, and the other way round. Hong Kong
    writes traditional characters too; the text alone does not tell the two apart.

    >>> chinese_code(["金融管理局發表年報"]), chinese_code(["通义千问"])
    ('zh-TW', 'zh-CN')
    """
    traditional = simplified = 0
    for char, count in Counter(char for text in texts for char in _HAN.findall(text)).items():
        in_big5, in_gb2312 = _encodes(char, "big5"), _encodes(char, "gb2312")
        traditional += count * (in_big5 and not in_gb2312)
        simplified += count * (in_gb2312 and not in_big5)
    return "zh-TW" if traditional > simplified else "zh-CN"


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
