"""Bytes to characters: which encoding a Chinese or English file is written in.

No single test tells the encodings apart. UTF-8 tells itself, for other bytes are hardly ever
valid UTF-8; UTF-16 shows by its byte order mark or its zero bytes. GB18030, Big5 and
Windows-1252 accept nearly anything, so each is tried and the decoded text judged: read with the
wrong one of them, Chinese turns into rare ideographs and private-use characters. What a web
page or an XML file says of itself is a hint that is put to the same test.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from functools import cache

from align.errors import InputError, UsageError
from align.model import Note

#: The commonest ideographs of edited prose, simplified and traditional.
_FREQUENT = frozenset(
    "一是人了不在有大中国和为这上他个地年来我会以到时要出的生学说道民家子也成行下们于后就发自之对得主"
    "长可过天作分方用多你着部能市等业全里工公经本都而高政法面门动日进区事代那去心小同北定开产前其军还然"
    "起种所如现理机体表力好外与文当两实重新三么只山水关明从化平建又制南内西没此将员名手最东头者月间无安"
    "看见各城十相但已些正口通想度加第合院物性战由位常点海意场使次二向治因立数样身情入原问把路被并利老教"
    "万知级量任江及应省资委务元美特期世湖回系比气总展电科金先声提品设或义社很统处首共基领直计权少流至报"
    "給變並個來們備傳價兒內兩別則動務勢區參員問單國圖團報場學實將專對導幾廣張強後從復愛應據數斷於時書"
    "會東條業極構樣機權歷氣決沒況準濟無爭當產發種稱積約級組結統經網線總義聯職臺與舉萬處號術裏裡這說過"
)
_FREQUENT_HANGUL = frozenset(
    "이다는의에가을를하고은지서도로기사한자인대리시어해스부들일정나전과제수그라아장성만으있원상아보구조국주"
    "공동여했소비관오마면게적와계발세안미니유경물산생신선연회우실진화개방법"
)
_CJK_MARKS = frozenset("，。、；：？！“”‘’（）《》〈〉「」『』【】—…·‧～　")
_WESTERN_MARKS = frozenset("‘’“”–—…•™©®°·£€§\N{NO-BREAK SPACE}￡")
#: The encodings that are judged by their text, the likelier first.
_CANDIDATES = ("gb18030", "cp950", "big5hkscs", "cp1252", "shift_jis", "euc_kr")
_NAMES = {
    "utf_8": "UTF-8",
    "utf_16_le": "UTF-16LE",
    "utf_16_be": "UTF-16BE",
    "utf_32_le": "UTF-32LE",
    "utf_32_be": "UTF-32BE",
    "gb18030": "GB18030",
    "cp950": "Big5",
    "big5hkscs": "Big5-HKSCS",
    "cp1252": "Windows-1252",
    "shift_jis": "Shift_JIS",
    "euc_kr": "EUC-KR",
}
#: What a declaration calls them; the wider encoding of each family reads all of it.
_FAMILIES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "cp950",
    "cp950": "cp950",
    "big5hkscs": "big5hkscs",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "cp1252": "cp1252",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf_8"),
    (codecs.BOM_UTF32_LE, "utf_32_le"),  # before UTF-16LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf_32_be"),
    (codecs.BOM_UTF16_LE, "utf_16_le"),
    (codecs.BOM_UTF16_BE, "utf_16_be"),
)
#: A text that is judged worse than this is not taken for that encoding.
_GOOD_ENOUGH = 0.35
#: So many bytes around the first non-ASCII one are enough to judge.
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of its encoding, and what a person should know of it."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes, *, encoding: str = "", declared: str = "", path: str = "") -> Decoded:
    """The text of a file's bytes.

    ``encoding`` overrides detection; ``declared`` is what the file says of itself, which is
    believed only if the text bears it out. ``path`` is for messages.

    Raises UsageError for an encoding that does not exist, and InputError for bytes that cannot
    be decoded, with the encoding and the offset of the first such byte, and for binary data.

    >>> decode("云计算厂商加速出海。".encode("gbk")).encoding
    'GB18030'
    """
    if encoding:
        return _finish(_override(data, encoding, path), encoding, (), path)
    for mark, name in _BOMS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], name, path, offset=len(mark))
            return _finish(text, name, _detected(name), path)
    wide = _utf16_without_mark(data)
    if wide:
        return _finish(_strict(data, wide, path), wide, _detected(wide), path)
    _refuse_binary(data, path)
    try:
        return _finish(data.decode("utf-8"), "utf_8", (), path)
    except UnicodeDecodeError as error:
        broken_at = error.start
    name, score = _best(data, broken_at, _family(declared))
    if score < _GOOD_ENOUGH:
        _refuse(data, path, broken_at)
    return _finish(_strict(data, name, path), name, _detected(name), path)


def decode_alone(data: bytes, *, path: str = "") -> Decoded:
    """The text of a file whose encoding nobody can name: a table, a list of what is ignored.

    As :func:`decode`, but what is said advises no option.
    """
    try:
        decoded = decode(data, path=path)
    except InputError as error:
        if error.key not in _ADVISING:
            raise
        error.key += "_alone"
        raise
    notes = tuple(
        replace(note, key=f"{note.key}_alone") if note.key in _ADVISING else note
        for note in decoded.notes
    )
    return replace(decoded, notes=notes)


_ADVISING = frozenset(
    f"encoding.{name}" for name in ("detected", "undecodable", "unusable", "unknown_bytes")
)


def _detected(name: str) -> tuple[Note, ...]:
    if name == "utf_8":
        return ()
    return (Note("encoding.detected", (("encoding", _NAMES[name]),)),)


def _finish(text: str, name: str, notes: tuple[Note, ...], path: str) -> Decoded:
    """The decoded text, when it is text; with a note on losses that happened earlier."""
    text = text.removeprefix("\ufeff")
    if re.search("[\ud800-\udfff]", text):
        raise InputError("encoding.binary", path=path or None)
    where = text.find("\ufffd")
    if where >= 0:
        line = text.count("\n", 0, where) + 1
        count = text.count("\ufffd")
        notes = (*notes, Note("encoding.replacement", (("count", count), ("line", line))))
    return Decoded(text, _NAMES.get(name, name), notes)


def _override(data: bytes, encoding: str, path: str) -> str:
    try:
        # "gbk" on a file with a character of GB18030 is what a person means, not an error.
        name = _family(encoding) or codecs.lookup(encoding).name
        for mark, marked in _BOMS:
            if data.startswith(mark) and marked.startswith(name.replace("-", "_")):
                return _strict(data[len(mark) :], marked, path, offset=len(mark))
        return _strict(data, name, path, shown=encoding)
    except LookupError:
        # Also raised for codecs that are not of text, such as rot13.
        raise UsageError("encoding.unknown", path=path or None, encoding=encoding) from None


def _strict(data: bytes, name: str, path: str, *, offset: int = 0, shown: str = "") -> str:
    shown = shown or _NAMES.get(name, name)
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise InputError(
            "encoding.undecodable",
            path=path or None,
            encoding=shown,
            byte=f"0x{data[error.start]:02X}",
            offset=error.start + offset,
        ) from None
    except UnicodeError:
        raise InputError("encoding.unusable", path=path or None, encoding=shown) from None


def _family(declared: str) -> str:
    """The encoding to try for a declared name; empty if there is none of that name."""
    try:
        name = codecs.lookup(declared.strip()).name if declared.strip() else ""
    except (LookupError, ValueError):
        return ""
    return _FAMILIES.get(name, "")


def _utf16_without_mark(data: bytes) -> str:
    """The byte order, if the bytes are UTF-16 without its mark; else empty.

    English has a zero in every second byte. Chinese has none, but its line ends, spaces and
    full stops have, and the other order makes of them what no text contains.
    """
    if len(data) < 4 or len(data) % 2:
        return ""
    sample = data[: _SAMPLE * 2]
    low, high = sample[0::2], sample[1::2]
    for name, upper, lower in (("utf_16_le", high, low), ("utf_16_be", low, high)):
        zeros = upper.count(0)
        if zeros > 0.6 * len(upper) and lower.count(0) < 0.05 * len(lower):
            return name
    if sample.isascii() or _valid_utf8(sample):
        return ""
    score, name = max((_judge_wide(sample, name), name) for name in ("utf_16_le", "utf_16_be"))
    # No other text has zero bytes.
    return name if score >= (0.15 if b"\0" in sample else _GOOD_ENOUGH) else ""


def _judge_wide(sample: bytes, name: str) -> float:
    try:
        text = codecs.getincrementaldecoder(name)().decode(sample)
    except UnicodeDecodeError:
        return -1.0
    # Other encodings read as UTF-16 give Hangul, private use and rare ideographs.
    weights = [_weigh_ascii(char) if char <= "\x7f" else _weigh_asian(char) for char in text]
    return sum(weights) / len(weights) if weights else -1.0


def _weigh_ascii(char: str) -> float:
    return 0.5 if char in "\t\r\n" or " " <= char <= "~" else -2.0


def _valid_utf8(sample: bytes) -> bool:
    try:
        # A sample may end within a character; the decoder then waits for the rest.
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_binary(data: bytes, path: str) -> None:
    """Raise InputError for what is not text in any of the 8-bit encodings."""
    sample = data[:_SAMPLE]
    # Tab, line feed, vertical tab, form feed, carriage return and escape occur in text files.
    controls = sum(sample.count(code) for code in range(32) if code not in b"\t\n\x0b\x0c\r\x1b")
    if b"\0" in data or controls > max(2, len(sample) // 200):
        raise InputError("encoding.binary", path=path or None)


def _best(data: bytes, start: int, hint: str) -> tuple[str, float]:
    """The encoding whose reading looks most like a text, and how good it looks (at most 1)."""
    judged = []
    for name in _CANDIDATES:
        score = _judge(data, start, name)
        # What the file says of itself decides between readings that look about equal.
        judged.append((score + (0.1 if name == hint and score > 0 else 0.0), name))
    score, name = max(judged, key=lambda item: item[0])
    return name, score


def _judge(data: bytes, start: int, name: str) -> float:
    """How much the non-ASCII part of a text looks like prose, -1 to 1; -1 if undecodable."""
    decoder = codecs.getincrementaldecoder(name)()
    begin = max(0, data.rfind(b"\n", 0, start))
    sample = data[begin : begin + _SAMPLE]
    try:
        text = decoder.decode(sample, final=begin + _SAMPLE >= len(data))
    except UnicodeDecodeError:
        return -1.0
    if name == "cp1252" and sum(char > "\x7f" for char in text) > 0.3 * len(text):
        return 0.0  # Western text is mostly ASCII
    total = count = 0.0
    for index, char in enumerate(text):
        if char <= "\x7f":
            continue
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        western = _weigh_western(char, before, after)
        if name == "cp1252":
            total, count = total + western, count + 1
        else:
            total, count = total + 2 * max(western, _weigh_asian(char, name)), count + 2
    return total / count if count else 0.0


def _weigh_asian(char: str, name: str = "") -> float:
    if char in _FREQUENT:
        return 1.0
    if char in _CJK_MARKS:
        return 0.9
    if "０" <= char <= "ｚ":
        return 0.5
    # Only to know Japanese and Korean files for what they are.
    if name == "shift_jis":
        return 0.9 if "ぁ" <= char <= "ヶ" else -0.3
    if name == "euc_kr":
        return 1.0 if char in _FREQUENT_HANGUL else 0.2 if "가" <= char <= "힣" else -0.3
    if char in _common_han():
        return 0.5
    if "㐀" <= char <= "鿿" or char >= "\U00020000":
        return -0.3
    return -1.0


def _weigh_western(char: str, before: str, after: str) -> float:
    near = all(map(_is_western, before + after))
    if char in _WESTERN_MARKS:
        return 0.8 if near else 0.0
    if "À" <= char <= "ǿ" and char.isalpha() and near and (before.isalpha() or after.isalpha()):
        return 0.6
    return -1.0


def _is_western(char: str) -> bool:
    return char.isascii() or char in _WESTERN_MARKS or "À" <= char <= "ǿ"


@cache
def _common_han() -> frozenset[str]:
    """The first levels of GB 2312 and of Big5: ideographs chosen because they are common."""
    simplified = [
        bytes((lead, trail)).decode("gb2312", "ignore")
        for lead in range(0xB0, 0xD8)
        for trail in range(0xA1, 0xFF)
    ]
    traditional = [
        bytes((lead, trail)).decode("big5", "ignore")
        for lead in range(0xA4, 0xC7)
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    ]
    return frozenset(char for char in (*simplified, *traditional) if char)


def _refuse(data: bytes, path: str, broken_at: int) -> None:
    """Raise InputError that names the likeliest encoding and the byte it fails on.

    Where nearly all of a file is good in one encoding, that is the one it is meant to be in.
    """
    candidates = [("utf_8", broken_at)]
    for name in ("gb18030", "big5hkscs"):
        try:
            data.decode(name)
        except UnicodeDecodeError as error:
            candidates.append((name, error.start))
    score, name, offset = max((_nearly(data, at, name), name, at) for name, at in candidates)
    if score < _GOOD_ENOUGH:
        raise InputError("encoding.unknown_bytes", path=path or None, offset=broken_at)
    raise InputError(
        "encoding.undecodable",
        path=path or None,
        encoding=_NAMES[name],
        byte=f"0x{data[offset]:02X}",
        offset=offset,
    )


def _nearly(data: bytes, broken_at: int, name: str) -> float:
    """How much a text that breaks at an offset looks like prose all the same.

    GB18030 and Big5 do not find the way back after a wrong byte, so what comes before counts,
    if it is enough; UTF-8 does, so all around may count, each loss against it.
    """
    half = _SAMPLE // 4
    before = data[max(0, broken_at - half) : broken_at].decode(name, "ignore")
    around = data[max(0, broken_at - half) : broken_at + half].decode(name, "replace")
    scores = []
    for text, fewest in ((before, 8), (around, 1)):
        weights = [
            -2.0 if char == "\ufffd" else _weigh_asian(char) for char in text if char > "\x7f"
        ]
        if len(weights) >= fewest:
            scores.append(sum(weights) / len(weights))
    return max(scores, default=0.0)
