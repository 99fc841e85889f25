"""JSON Lines: a bitext with nothing lost, for programs.

The first line holds the two documents with their blocks, the sentences as block and span, and
the signature; each further line is a bead::

    {"format": "align bitext", "version": 1, "zh": {"id": …, "blocks": …, "sentences": …}, …}
    {"zh": [0, 1], "en": [0], "score": 0.93, "status": "auto", "moved": 0}

Lines of other tools with two texts, ``{"zh": "…", "en": "…"}`` or the same inside
``"translation"``, are read as one bead each.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import MISSING, asdict, fields
from pathlib import Path
from typing import Any, TypeVar, get_args

from align.errors import InputError
from align.formats.atomic import write_whole
from align.formats.encoding import decode_alone
from align.formats.rows import Row, Side, short, to_alignment
from align.formats.sources import load
from align.model import (
    LANGS,
    Alignment,
    Bead,
    BeadStatus,
    Block,
    BlockKind,
    Document,
    Lang,
    Note,
    Sentence,
    Signature,
)

FORMAT = "align bitext"
VERSION = 1


def write(alignment: Alignment, path: Path, *, lang: Lang = "en") -> None:
    """Write a bitext as JSON Lines. Raises OutputError."""
    lines: list[dict[str, Any]] = [_header(alignment)]
    lines += [
        {
            "zh": list(bead.zh),
            "en": list(bead.en),
            "score": bead.score,
            "status": bead.status,
            "moved": bead.moved,
        }
        for bead in alignment.beads
    ]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    # A lone surrogate, which no decoded file has, is written as JSON's escape for it.
    write_whole(path, text.encode("utf-8", "backslashreplace"))


def _header(alignment: Alignment) -> dict[str, Any]:
    header: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    for lang in LANGS:
        document = alignment.document(lang)
        header[lang] = {
            "id": document.id,
            "blocks": [[block.kind, block.text, block.origin] for block in document.blocks],
            "notes": _notes_out(document.notes),
            "sentences": [[s.block, *s.span] for s in alignment.sentences(lang)],
        }
    header["signature"] = asdict(alignment.signature)
    header["notes"] = _notes_out(alignment.notes)
    return header


def _notes_out(notes: tuple[Note, ...]) -> list[list[Any]]:
    return [[note.key, [list(pair) for pair in note.values]] for note in notes]


def read(path: Path) -> Alignment:
    """The bitext of a JSON Lines file.

    Raises InputError, with the line, for what is not JSON, not a bitext, or not consistent.
    """
    # Only \n separates lines here: JSON strings may hold the other line breaks as they are.
    lines = decode_alone(load(path), path=str(path)).text.split("\n")
    found = [(n, _object(line, path, n)) for n, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise InputError("format.no_rows", path=path)
    number, header = found[0]
    if header.get("format") != FORMAT:
        return to_alignment(lambda: (_pair(item, path, n) for n, item in found), path)
    read = _Fields(path, number)
    if header.get("version") != VERSION:
        raise read.wrong("version")
    zh, en = read.document(header, "zh"), read.document(header, "en")
    sides = {"zh": read.sentences(header, zh), "en": read.sentences(header, en)}
    counts = {lang: len(side) for lang, side in sides.items()}
    signature = read.of(header, "signature", dict)
    beads = tuple(_Fields(path, n).bead(item, counts) for n, item in found[1:])
    _check_whole(beads, counts, path)
    return Alignment(
        zh=zh,
        en=en,
        zh_sentences=sides["zh"],
        en_sentences=sides["en"],
        beads=beads,
        signature=Signature(
            **{
                field.name: read.of(signature, field.name, str)
                for field in fields(Signature)
                # What was not known yet when the file was written was not given either.
                if field.name in signature or field.default is MISSING
            }
        ),
        notes=read.notes(header),
    )


def _check_whole(beads: tuple[Bead, ...], counts: dict[str, int], path: Path) -> None:
    """Raise InputError unless every sentence stands in one bead: a line may be lost or doubled."""
    for lang in LANGS:
        times = Counter(p for bead in beads if bead.status != "rejected" for p in bead.side(lang))
        for position in range(counts[lang]):
            if times[position] != 1:
                raise InputError(
                    "format.not_whole",
                    path=path,
                    lang=lang,
                    sentence=position,
                    times=times[position],
                )


def _object(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "") or "JSON"
        raise InputError("format.not_jsonl", path=path, line=number, reason=reason) from error
    if not isinstance(value, dict):
        raise InputError("format.not_jsonl", path=path, line=number, reason=short(line))
    return value


def _pair(item: dict[str, Any], path: Path, number: int) -> Row:
    inner = item.get("translation", item)
    if isinstance(inner, dict):
        zh = next((inner[key] for key in ("zh", "zh-CN", "zh_CN", "zh-TW") if key in inner), None)
        en = next((inner[key] for key in ("en", "en-US", "en_US", "en-GB") if key in inner), None)
        if isinstance(zh, str) and isinstance(en, str):
            return Row(Side(zh), Side(en), line=number)
    raise InputError("format.not_jsonl", path=path, line=number, reason="zh, en")


_T = TypeVar("_T")


class _Fields:
    """Fields of one line, each checked for its type."""

    def __init__(self, path: Path, line: int) -> None:
        self.path = path
        self.line = line

    def wrong(self, name: str) -> InputError:
        return InputError("format.not_jsonl", path=self.path, line=self.line, reason=name)

    def of(self, item: dict[str, Any], name: str, kind: type[_T]) -> _T:
        value = item.get(name)
        # bool is an int to Python, not to a reader.
        if not isinstance(value, kind) or isinstance(value, bool):
            raise self.wrong(name)
        return value

    def document(self, header: dict[str, Any], lang: Lang) -> Document:
        item = self.of(header, lang, dict)
        blocks = []
        for block in self.of(item, "blocks", list):
            match block:
                case [str(kind), str(text), str(origin)]:
                    blocks.append(Block(self._kind(kind), text, origin))
                case _:
                    raise self.wrong("blocks")
        return Document(self.of(item, "id", str), lang, tuple(blocks), self.notes(item))

    def _kind(self, name: str) -> BlockKind:
        kind: BlockKind
        for kind in get_args(BlockKind):
            if kind == name:
                return kind
        raise self.wrong("blocks")

    def notes(self, item: dict[str, Any]) -> tuple[Note, ...]:
        notes = []
        for note in self.of(item, "notes", list):
            match note:
                case [str(key), list(pairs)]:
                    values = []
                    for pair in pairs:
                        match pair:
                            case [str(name), str() | int() | float() as value]:
                                values.append((name, value))
                            case _:
                                raise self.wrong("notes")
                    notes.append(Note(key, tuple(values)))
                case _:
                    raise self.wrong("notes")
        return tuple(notes)

    def sentences(self, header: dict[str, Any], document: Document) -> tuple[Sentence, ...]:
        found = []
        for sentence in self.of(self.of(header, document.lang, dict), "sentences", list):
            match sentence:
                case [int(block), int(start), int(end)] if 0 <= block < len(document.blocks):
                    text = document.blocks[block].text
                    if 0 <= start <= end <= len(text):
                        found.append(Sentence(text[start:end], block, (start, end)))
                        continue
            raise self.wrong("sentences")
        return tuple(found)

    def bead(self, item: dict[str, Any], counts: dict[str, int]) -> Bead:
        sides = []
        for lang in LANGS:
            positions = self.of(item, lang, list)
            whole = all(type(p) is int and 0 <= p < counts[lang] for p in positions)
            if not whole or positions != sorted(set(positions)):
                raise self.wrong(lang)
            sides.append(tuple(positions))
        score = item.get("score")
        if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
            raise self.wrong("score")
        status: BeadStatus
        for status in get_args(BeadStatus):
            if item.get("status") == status:
                return Bead(sides[0], sides[1], float(score), status, self._moved(item))
        raise self.wrong("status")

    def _moved(self, item: dict[str, Any]) -> int:
        moved = self.of(item, "moved", int)
        if moved < 0:
            raise self.wrong("moved")
        return moved
