"""Glossaries as tables: ``.csv``, ``.tsv``, ``.xlsx``, one row a pair of terms.

The columns are those of :func:`align.formats.frames.glossary_frame`; rows with the same
``concept`` are one entry, and a cell left empty in a row says nothing. Files of other tools
are read too: any with a Chinese and an English column, and OmegaT's, which have no header and
a comment in the third column.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from align.errors import InputError
from align.formats.columns import Columns, find_columns
from align.formats.entries import Entries, form_of, part_of_speech_of, status_of, type_of
from align.formats.frames import GLOSSARY_BASE, ScoredGlossary, glossary_frame
from align.formats.tables import Line, read_table, write_table
from align.model import LANGS, Evidence, Glossary, Lang, Term, TermStatus, other

if TYPE_CHECKING:
    import pandas as pd

#: Other names of the columns.
_ALIASES = {
    "concept": ("concept_id", "entry", "entry_id", "id", "概念"),
    "part_of_speech": ("pos", "词性"),
    "type": ("concept_type",),
    "subject": ("subject_field", "domain", "field", "领域"),
    "definition": ("定义",),
    "note": ("notes", "comment", "comments", "description", "备注", "说明"),
    "zh_reading": ("reading", "pinyin", "拼音"),
    "context_zh": ("zh_context",),
    "context_en": ("en_context",),
    "source_zh": ("zh_source",),
    "source_en": ("en_source",),
    "status": ("状态",),
}

# The columns that a row is asked for, besides its terms.
_ASKED = frozenset(
    (
        *("concept", "type", "subject", "definition", "note", "part_of_speech", "status"),
        *("frequency", "documents", "score"),
        *(
            f"{lang}_{what}"
            for lang in LANGS
            for what in ("status", "form", "reading", "frequency")
        ),
        *(f"{what}_{lang}" for lang in LANGS for what in ("context", "source")),
    )
)


def write(glossary: Glossary, path: Path, *, lang: Lang = "en") -> None:
    """Write a glossary as CSV, TSV or XLSX, by the suffix. Raises OutputError.

    A column beyond the ten that every glossary has is left out where it has nothing to say.
    """
    write_table(_telling(glossary_frame(glossary, lang)), path, "glossary")


def write_scored(scored: ScoredGlossary, path: Path, *, lang: Lang = "en") -> None:
    """Write a glossary with its consistency as CSV, TSV or XLSX. Raises OutputError.

    :func:`read` takes it as a glossary.
    """
    write_table(_telling(scored.to_pandas(lang)), path, "glossary")


def _telling(frame: pd.DataFrame) -> pd.DataFrame:
    """The columns that every glossary has, and of the others those with any value."""
    kept = [
        name
        for name in map(str, frame.columns)
        if name in GLOSSARY_BASE or not (frame[name].isna() | (frame[name] == "")).all()
    ]
    return frame[kept]


def read(path: Path) -> Glossary:
    """The glossary of a table, align's own or any with a Chinese and an English column.

    Without a ``concept`` column, rows with the same Chinese term (and type, subject and
    definition) are one entry. A ``status`` column is that of the second of the two terms.

    Raises InputError, with the row, for a file without such columns, a status, type or part of
    speech that does not exist, and rows that contradict each other.
    """
    table = read_table(path, "glossary")
    lines = list(table.lines)
    while lines and lines[0].cell(0).lstrip().startswith("#"):
        del lines[0]
    columns = find_columns(lines)
    if columns is None:
        raise InputError("format.no_columns", path=path)
    reader = _Rows(columns, path)
    for line in columns.lines:
        # OmegaT's comments; in a file with a header, a term may begin so.
        if columns.names or not line.cell(0).lstrip().startswith("#"):
            reader.add(line)
    entries = reader.entries.finished()
    if not entries:
        raise InputError("format.no_rows", path=path)
    return Glossary(entries, name=path.stem)


class _Rows:
    """Turns rows into entries."""

    def __init__(self, columns: Columns, path: Path) -> None:
        self.columns = columns
        self.path = path
        self.entries = Entries(path)
        self._ids: dict[tuple[str, ...], str] = {}
        # Found once: a table of a hundred thousand rows is asked for each of them.
        names = columns.names
        self._at: dict[str, int] = {**names} if names else {"note": max(columns.zh, columns.en) + 1}
        for name, aliases in _ALIASES.items():
            known = next((names[one] for one in (name, *aliases) if one in names), None)
            if known is not None:
                self._at[name] = known
        self._at = {name: at for name, at in self._at.items() if name in _ASKED}

    def _cell(self, line: Line, name: str) -> str:
        column = self._at.get(name)
        return "" if column is None else line.cell(column).strip()

    def add(self, line: Line) -> None:
        """Take in one row."""
        texts: dict[Lang, str] = {
            "zh": " ".join(line.cell(self.columns.zh).split()),
            "en": " ".join(line.cell(self.columns.en).split()),
        }
        if not any(texts.values()):
            return
        id = self._concept(line, texts)
        new = id not in self.entries
        self.entries.entry(id)
        if not self._at:
            # Two columns of terms, as many a large termbase is exported.
            for lang, text in texts.items():
                if text:
                    self.entries.term(id, Term(lang, text), None, line.number)
            return
        kind = type_of(self._cell(line, "type"), path=self.path, line=line.number)
        self.entries.fact(id, "type", kind or "", line.number)
        for name in ("subject", "definition"):
            self.entries.fact(id, name, self._cell(line, name), line.number)
        statuses = self._statuses(line)
        parts = self._parts_of_speech(line)
        added = []
        contexts = {lang: self._cell(line, f"context_{lang}") for lang in LANGS}
        for lang in LANGS:
            if not texts[lang]:
                continue
            part = part_of_speech_of(parts[lang], path=self.path, line=line.number)
            term = Term(
                lang,
                texts[lang],
                part_of_speech=part or "noun",
                form=form_of(self._cell(line, f"{lang}_form")),
                reading=self._cell(line, f"{lang}_reading"),
                context=contexts[lang],
                source=self._cell(line, f"source_{lang}"),
                counterpart=self._counterpart(id, lang, texts, contexts),
                frequency=self._count(line, lang),
            )
            if self.entries.term(id, term, statuses[lang], line.number):
                added.append(term.text)
        note = self._cell(line, "note")
        if note and not new and added:
            # A later row's note speaks of the term that this row adds.
            note = f"{' / '.join(added)}: {note}"
        self.entries.note(id, note)
        evidence = self._evidence(line)
        if evidence is not None:
            self.entries.evidence(id, evidence)

    def _concept(self, line: Line, texts: dict[Lang, str]) -> str:
        if not self._at:
            return self._ids.setdefault(
                (texts["zh"] or f"\0{texts['en']}",), self.entries.fresh_id()
            )
        given = self._cell(line, "concept")
        if given:
            return given
        facts = (self._cell(line, name) for name in ("type", "subject", "definition"))
        key = (texts["zh"] or f"\0{texts['en']}", *facts)
        return self._ids.setdefault(key, self.entries.fresh_id())

    def _statuses(self, line: Line) -> dict[Lang, TermStatus | None]:
        target: Lang = "en" if self.columns.en > self.columns.zh else "zh"
        cells = {lang: self._cell(line, f"{lang}_status") for lang in LANGS}
        cells[target] = cells[target] or self._cell(line, "status")
        return {
            lang: status_of(cell, path=self.path, line=line.number) for lang, cell in cells.items()
        }

    def _parts_of_speech(self, line: Line) -> dict[Lang, str]:
        """``noun`` for both terms, ``noun/verb`` for the Chinese and the English one."""
        parts = self._cell(line, "part_of_speech").split("/")
        return {"zh": parts[0], "en": parts[-1]}

    def _counterpart(
        self, id: str, lang: Lang, texts: dict[Lang, str], contexts: dict[Lang, str]
    ) -> str:
        """What the other side says in the place of a term's context.

        Nothing where it is the context of the term beside it. That term has one already if it
        stood in a row before; another one in this row goes with the context of the new term.
        """
        mate = other(lang)
        before = self.entries.context(id, mate, texts[mate])
        return contexts[mate] if before and contexts[lang] and before != contexts[mate] else ""

    def _count(self, line: Line, lang: Lang) -> int:
        cell = self._cell(line, f"{lang}_frequency")
        return int(cell) if cell.isdecimal() and len(cell) < 10 else 0

    def _evidence(self, line: Line) -> Evidence | None:
        if "frequency" not in self._at:
            return None
        try:
            frequency = int(float(self._cell(line, "frequency")))
            documents = int(float(self._cell(line, "documents") or 1))
            score = float(self._cell(line, "score") or 1)
        except (ValueError, OverflowError):
            # Columns of the same names that another tool fills with something else.
            return None
        return Evidence(frequency, documents, score) if 0 <= score <= 1 else None
