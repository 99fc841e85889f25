"""Documents in: which reader a file goes to, and what is refused before any of them sees it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from align.errors import InputError
from align.formats.encoding import decode
from align.formats.markdown import looks_like_markdown, read_markdown
from align.formats.plain_text import read_text
from align.formats.web_page import declared_encoding, read_web_page
from align.formats.word import read_word
from align.model import Block, Document, Lang, Note
from align.settings import ReadSettings
from align.text.language import identify, is_prose

Content = tuple[tuple[Block, ...], tuple[Note, ...]]
#: A larger file is no report, and would not fit into the memory of a laptop once parsed.
LARGEST_FILE = 64 * 1024 * 1024
#: So much of a text is enough to tell its language, from the beginning and from the middle.
_LANGUAGE_SAMPLE = 100_000
_AUTONYMS = {
    "ja": "日本語",
    "ko": "한국어",
    "fr": "français",
    "de": "Deutsch",
    "es": "español",
    "it": "italiano",
    "pt": "português",
    "nl": "Nederlands",
    "sv": "svenska",
    "da": "dansk",
    "pl": "polski",
    "tr": "Türkçe",
    "id": "Bahasa Indonesia",
    "vi": "tiếng Việt",
    "fi": "suomi",
    "cs": "čeština",
}


def read_document(
    path: Path | str, settings: ReadSettings | None = None, *, lang: Lang | None = None
) -> Document:
    """A report from a file: ``.txt``, ``.md``, ``.html`` or ``.docx``; ``-`` is standard input.

    Standard input, and a file without a suffix, is read as what it looks like. The document's
    id is the name of the file without its suffix. ``lang`` says what language the text is in,
    else that is seen from the text. The document's notes say what a person should know:
    which encoding was detected, how much of a web page was left out.

    Raises InputError for a file that cannot be read, has no text, or is in another language
    than Chinese or English; UsageError for an encoding that does not exist.

    Example: ``read_document("report.zh.html").blocks[0].text``
    """
    if str(path) == "-":
        data = sys.stdin.buffer.read(LARGEST_FILE + 1)
        return document_from_bytes(data, "stdin", settings, lang=lang, path="-")
    file = Path(path)
    try:
        if file.is_dir():
            raise InputError("document.folder", path=file)
        _reader_for(file.suffix, str(file))
        with file.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise InputError("input.missing", path=file) from None
    except PermissionError:
        raise InputError("document.permission", path=file) from None
    except (OSError, ValueError) as error:
        # ValueError: a path with a NUL character.
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError("document.unreadable", path=str(path), reason=reason) from error
    return document_from_bytes(data, file.name, settings, lang=lang, path=str(file))


def document_from_bytes(
    data: bytes,
    name: str,
    settings: ReadSettings | None = None,
    *,
    lang: Lang | None = None,
    path: str = "",
) -> Document:
    """A report from the bytes of a file of the given name; see :func:`read_document`.

    ``path`` is what messages call the file; by default its name.

    >>> document_from_bytes("第一季度收入增长。".encode("gbk"), "q1.txt").lang
    'zh'
    """
    settings = settings or ReadSettings()
    path = path or name
    if len(data) > LARGEST_FILE:
        raise InputError("document.too_large", path=path, megabytes=LARGEST_FILE // 1024**2)
    if not data.strip():
        raise InputError("document.empty", path=path)
    suffix = "" if path == "-" else Path(name).suffix
    blocks, notes = _reader_for(suffix, path)(data, settings, path)
    if not blocks:
        raise InputError("document.no_text", path=path)
    if lang is None:
        lang, more = _language(blocks, path)
        notes += more
    return Document(Path(name).stem, lang, blocks, notes)


def _language(blocks: tuple[Block, ...], path: str) -> tuple[Lang, tuple[Note, ...]]:
    text = "\n".join(block.text for block in blocks)
    if len(text) > 2 * _LANGUAGE_SAMPLE:
        middle = len(text) // 2
        text = text[:_LANGUAGE_SAMPLE] + text[middle : middle + _LANGUAGE_SAMPLE]
    code = identify(text)
    if code == "zh":
        return "zh", ()
    if code == "en":
        return "en", () if is_prose(text) else (Note("language.not_prose"),)
    if code in _AUTONYMS:
        raise InputError("language.other", path=path, language=_AUTONYMS[code])
    raise InputError("language.none", path=path)


def _text(data: bytes, settings: ReadSettings, path: str) -> Content:
    _refuse_by_signature(data, path)
    decoded = decode(data, encoding=settings.encoding, path=path)
    return read_text(decoded.text, lines=settings.lines), decoded.notes


def _markdown(data: bytes, settings: ReadSettings, path: str) -> Content:
    _refuse_by_signature(data, path)
    decoded = decode(data, encoding=settings.encoding, path=path)
    if settings.lines:
        return read_text(decoded.text, lines=True), decoded.notes
    blocks, notes = read_markdown(decoded.text)
    return blocks, decoded.notes + notes


def _web_page(data: bytes, settings: ReadSettings, path: str) -> Content:
    _refuse_by_signature(data, path)
    declared = declared_encoding(data)
    decoded = decode(data, encoding=settings.encoding, declared=declared, path=path)
    blocks, notes = read_web_page(decoded.text, keep_all=settings.keep_all, path=path)
    return blocks, decoded.notes + notes


def _word(data: bytes, settings: ReadSettings, path: str) -> Content:
    return read_word(data, path)


def _anything(data: bytes, settings: ReadSettings, path: str) -> Content:
    """What has no suffix to go by is read as what it looks like."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _word(data, settings, path)
    _refuse_by_signature(data, path)
    decoded = decode(data, encoding=settings.encoding, path=path)
    start = decoded.text[:2000].lstrip().lower()
    if start.startswith(("<!doctype html", "<html", "<head", "<body")) or (
        start.startswith(("<?xml", "<!--")) and "<html" in start
    ):
        return _web_page(data, settings, path)
    if looks_like_markdown(decoded.text):
        return _markdown(data, settings, path)
    return _text(data, settings, path)


#: One reader for each suffix; this is the list that a person is shown.
READERS: dict[str, Callable[[bytes, ReadSettings, str], Content]] = {
    ".txt": _text,
    ".md": _markdown,
    ".html": _web_page,
    ".htm": _web_page,
    ".xhtml": _web_page,
    ".docx": _word,
}
_OTHER_NAMES = {".text": ".txt", ".markdown": ".md", ".docm": ".docx", ".shtml": ".html"}
_ADVICE = {
    ".pdf": "document.pdf",
    ".doc": "word.old",
    ".wps": "word.old",
    ".rtf": "word.old",
    ".odt": "word.old",
    ".pages": "word.old",
    ".mht": "document.mhtml",
    ".mhtml": "document.mhtml",
}


def _reader_for(suffix: str, path: str) -> Callable[[bytes, ReadSettings, str], Content]:
    """The reader for a suffix. Raises InputError where there is none, with what to do."""
    if not suffix:
        return _anything
    suffix = suffix.lower()
    reader = READERS.get(_OTHER_NAMES.get(suffix, suffix))
    if reader is not None:
        return reader
    if suffix in _ADVICE:
        raise InputError(_ADVICE[suffix], path=path)
    supported = " ".join(READERS)
    raise InputError("document.suffix", path=path, suffix=suffix, supported=supported)


def _refuse_by_signature(data: bytes, path: str) -> None:
    """Raise InputError for a file whose first bytes say that it is not text, whatever its name.

    Only for those of which there is something to say; other rubbish fails as not decodable.
    """
    if data.startswith(b"%PDF-"):
        raise InputError("document.pdf", path=path)
    if data.startswith(b"{\\rtf"):
        raise InputError("word.old", path=path)
    if data.startswith(b"PK\x03\x04"):
        raise InputError("document.zip", path=path)
