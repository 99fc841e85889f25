"""What the texts say themselves about names: full forms, abbreviations, glosses in brackets.

"artificial intelligence (AI)", "香港金融管理局（金管局）", "通义千问（Qwen）",
"Alibaba Cloud (阿里云)": the format is evidence (Schwartz & Hearst 2003 for abbreviations).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from align.model import Lang
from align.text.script import is_han, to_halfwidth, to_simplified
from align.text.words import ENGLISH_FUNCTION, comparable, words

_BRACKETED = re.compile(r"\(([^()]{1,40})\)")
_ABBREVIATION = re.compile(r"[A-Za-z]*[A-Z][A-Za-z]*[A-Z][A-Za-z]*s?$|[A-Z]{2,8}s?$|e-[A-Z]+$")
_LATIN_NAME = re.compile(r"[A-Z][\w.\-]*(?: [A-Z\d][\w.\-]*){0,4}$")
_BRACKET = re.compile(r"[(（]|[简下]称|known as|hereinafter")
_PARTS = re.compile(r"[,，、;；]")
_INTRODUCED = re.compile(
    r"^(?:(?:以下)?(?:简称|下称|又称|全称)(?:为)?[::]?|(?:hereinafter|hereafter|also|known as|"
    r"referred to as|abbreviated as|called|or|the)\b[:\s]*)+\s*(?:the\s+)?(?=[^a-z]|$)"
)
_QUOTES = "\"“”'‘’「」『』 "
_CALLED = re.compile(
    r"[,，](?:以下)?(?:简称|下称)(?:为)?[::]?([\"“「]?[^\s,，。.;；()\"”」]{2,8}[\"”」]?)(?=[,，。.;；\s]|$)"
)
_QUOTED = re.compile(r"[《“「]([^《》“”「」]{2,40})[》”」]$")
_LATIN_BEFORE = re.compile(r"([A-Z][\w.\-]*(?: [A-Z\d][\w.\-]*){0,4})\W{0,2}$")
# So many characters before a bracket are looked at for a name of at most five words.
_LONGEST_NAME = 120
_LEFT_EDGE = re.compile(r"[\s，。、；：！？（）()“”‘’《》,.;:!?\"]")


def is_abbreviation(text: str) -> bool:
    """Whether an English string has the form of an abbreviation.

    >>> is_abbreviation("PBoC"), is_abbreviation("AIs"), is_abbreviation("Bank")
    (True, True, False)
    """
    return len(text) <= 10 and bool(_ABBREVIATION.match(text))


def abbreviates(short: str, full: str) -> bool:
    """Whether the letters of an abbreviation are initials of a full form, in order.

    >>> abbreviates("HKMA", "Hong Kong Monetary Authority")
    True
    >>> abbreviates("MoE", "mixture of experts")
    True
    >>> abbreviates("HKMA", "central bank")
    False
    """
    letters = [char.lower() for char in short.removesuffix("s") if char.isalnum()]
    tokens = [token for token in re.split(r"[\s\-–/]+", full) if token]
    content = [token for token in tokens if token.lower() not in ENGLISH_FUNCTION]
    joiners = ("and", "&", "of", "the", "for")
    most = [token for token in tokens if token.lower() not in joiners]
    # Medium-sized may give one letter or two.
    closed = [token for token in full.split() if token.lower() not in joiners]
    for initials in (tokens, content, most, closed):
        if [token[0].lower() for token in initials] == letters:
            return True
    if len(content) < 2 or len(letters) < 2:
        return False
    # Letters inside words count too (GMV, HTTP), if every word gives its first.
    position = 0
    for token in content:
        if position >= len(letters) or token[0].lower() != letters[position]:
            return False
        position += 1
        for char in token[1:].lower():
            if (
                position < len(letters)
                and char == letters[position]
                and _rest(letters, position, content, token)
            ):
                position += 1
    return position == len(letters)


def _rest(letters: list[str], position: int, content: list[str], token: str) -> bool:
    """Whether enough letters are left for the words that follow a word."""
    following = len(content) - 1 - content.index(token)
    return len(letters) - position > following


def shortens(short: str, full: str) -> bool:
    """Whether a Chinese short form takes its characters from a full form, in order.

    >>> shortens("金管局", "香港金融管理局"), shortens("央行", "中国人民银行")
    (True, False)
    """
    if not 2 <= len(short) < len(full):
        return False
    position = 0
    for char in full:
        if position < len(short) and char == short[position]:
            position += 1
    return position == len(short)


def brackets(text: str) -> Iterator[tuple[int, str]]:
    """What stands in brackets, or is said to be short for what stands before.

    Yields where the words before it end, and each name by itself without the words that
    introduce it ("简称", "hereinafter referred to as").

    >>> list(brackets("世界卫生组织（WHO，简称世卫组织）"))
    [(6, 'WHO'), (6, '世卫组织')]
    >>> list(brackets("国家发展和改革委员会，以下简称“国家发改委”，"))
    [(10, '国家发改委')]
    """
    plain = to_halfwidth(text)
    for bracket in _BRACKETED.finditer(plain):
        end = len(plain[: bracket.start()].rstrip())
        for part in _PARTS.split(text[bracket.start(1) : bracket.end(1)]):
            name = _INTRODUCED.sub("", part.strip()).strip(_QUOTES)
            if name:
                yield end, name
    for said in _CALLED.finditer(plain):
        yield said.start(), text[said.start(1) : said.end(1)].strip(_QUOTES)


def before(text: str, end: int) -> str:
    """The words before a bracket back to the last mark; a title in 《》 whole.

    >>> before("另外，美国联邦储备委员会（美联储）", 12), before("《网络安全法》（《网安法》）", 7)
    ('美国联邦储备委员会', '网络安全法')
    """
    left = text[:end]
    quoted = _QUOTED.search(left)
    if quoted:
        return quoted[1]
    return _LEFT_EDGE.split(to_halfwidth(left))[-1]


def english_aliases(texts: Iterable[str]) -> dict[str, str]:
    """Abbreviations and the full forms that the texts give them: "full form (ABBR)".

    Returns comparable forms, each abbreviation with the full form that stands first.
    """
    found: dict[str, str] = {}
    for text in texts:
        for end, short in brackets(text) if _BRACKET.search(text) else ():
            full = english_full(text[:end], short)
            if full:
                found.setdefault(comparable(short, "en"), comparable(full, "en"))
    return found


def english_full(left: str, short: str) -> str:
    """The words at the end of a text that an abbreviation stands for; empty if there are none.

    >>> english_full("a unit of the World Health Organization", "WHO")
    'World Health Organization'
    """
    # T2DM is one, too.
    if not is_abbreviation(re.sub(r"\d", "", short)):
        return ""
    words = left.split()[-(2 * len(short) + 2) :]
    for start, word in enumerate(words):
        full = " ".join(words[start:])
        if word.lower() not in ENGLISH_FUNCTION and abbreviates(short, full):
            return full
    return ""


def chinese_aliases(texts: Iterable[str]) -> dict[str, str]:
    """Short forms and the full forms that the texts give them: 香港金融管理局（金管局）."""
    found: dict[str, str] = {}
    for text in texts:
        for end, short in brackets(text) if _BRACKET.search(text) else ():
            short = short.strip("《》")
            left = to_simplified(before(text, end))
            # A title is the full form as it stands.
            title = text[:end].endswith("》") and shortens(to_simplified(short), left)
            full = left if title else chinese_full(left, short)
            if full:
                found.setdefault(comparable(short, "zh"), comparable(full, "zh"))
    return found


def chinese_full(left: str, short: str) -> str:
    """The words at the end of a text that a Chinese short form stands for; empty if there are none.

    >>> chinese_full("上月国家互联网信息办公室", "网信办"), chinese_full("杭州数据中心", "阿里")
    ('国家互联网信息办公室', '')
    """
    if not all(map(is_han, short)) or not 2 <= len(short) <= 8:
        return ""
    short = to_simplified(short)
    cut = list(words(left, "zh"))[-8:]
    pieces = [to_simplified(word.text) for word in cut]
    for start in range(len(pieces)):
        full = "".join(pieces[start:])
        if shortens(short, full) and (full[0] == short[0] or start == len(pieces) - 1):
            return full
    # 国家互联网信息办公室（网信办）: words before those that are shortened belong to the name.
    starts = range(len(pieces) - 1, -1, -1)
    fits = (start for start in starts if shortens(short, "".join(pieces[start:])))
    start = next(fits, -1)
    if start >= 0 and not "".join(pieces).endswith(short):
        while start and cut[start - 1].kind in ("noun", "name", "place"):
            start -= 1
        return "".join(pieces[start:])
    # 中国人民银行（人民银行）: the end of the full form, which has a word more.
    for start in range(len(pieces) - 1, -1, -1):
        full = "".join(pieces[start:])
        if full.endswith(short) and len(full) > len(short):
            return full
    return ""


def spellings(texts: Iterable[str], lang: Lang) -> dict[str, str]:
    """How what stands in brackets is written, by its comparable form: the first spelling.

    >>> spellings(["mixture of experts (MoE)"], "en")
    {'moe': 'MoE'}
    """
    found: dict[str, str] = {}
    for text in texts:
        for _, name in brackets(text) if _BRACKET.search(text) else ():
            if lang == "zh" or is_abbreviation(name):
                written = name.strip("《》")
                if lang == "en" and written.endswith("s") and written[:-1].isupper():
                    written = written[:-1]
                found.setdefault(comparable(written, lang), written)
    return found


def bracketed_pairs(
    zh_texts: Iterable[str], en_texts: Iterable[str], *, sure: bool = False
) -> Counter[tuple[str, str]]:
    """Pairs that a text itself gives: 通义千问（Qwen）, Alibaba Cloud (阿里云).

    Returns how often each pair (surface forms, Chinese first) is given. Where the Chinese stands
    before the bracket without quotation marks, its beginning is not known: every guess is
    given, or none with ``sure``.
    """
    found: Counter[tuple[str, str]] = Counter()
    for text in zh_texts:
        plain = to_halfwidth(text)
        for bracket in _BRACKETED.finditer(plain):
            inside = bracket[1].strip()
            if _LATIN_NAME.match(inside):
                guesses = _chinese_before(plain[: bracket.start()])
                for chinese in guesses if len(guesses) == 1 or not sure else ():
                    found[chinese, inside] += 1
            elif all(map(is_han, inside)) and len(inside) > 1:
                latin = _LATIN_BEFORE.search(plain[: bracket.start()][-_LONGEST_NAME:])
                if latin:
                    found[inside, latin[1]] += 1
    for text in en_texts:
        plain = to_halfwidth(text)
        for bracket in _BRACKETED.finditer(plain):
            inside = bracket[1].strip()
            latin = _LATIN_BEFORE.search(plain[: bracket.start()][-_LONGEST_NAME:])
            if latin and inside and all(map(is_han, inside)):
                found[inside, latin[1]] += 1
    return found


def _chinese_before(text: str) -> list[str]:
    """What may be named just before a bracket: what stands in quotes, else the last words."""
    quoted = re.search(r"[“「《]([^“”「」《》]{2,20})[”」》]$", text)
    if quoted:
        return [quoted[1]]
    left = _LEFT_EDGE.split(text)[-1]
    pieces = words(left, "zh")[-3:]
    return [left[piece.start :] for piece in pieces if len(left) - piece.start > 1]
