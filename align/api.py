"""The five verbs: read, align, mine, check, write. What ``import align`` offers.

Every verb takes values and returns values; only the first and the last touch a file. ::

    import align

    zh, en = align.read("zh.html"), align.read("en.html")
    bitext = align.align_documents(zh, en)
    glossary = align.mine_terms(bitext)
    report = align.check_terms(bitext, glossary)
    align.write(report, "report.html")
    report.findings.to_pandas()
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from align.model import (
    LANGS,
    Alignment,
    Bead,
    ConsistencyReport,
    Document,
    Findings,
    Glossary,
    Lang,
    Note,
    Report,
    Signature,
)
from align.progress import Progress, silent
from align.settings import Settings

if TYPE_CHECKING:
    from align.formats.kinds import Kind


def read(
    path: Path | str, settings: Settings | None = None, *, kind: Kind | None = None
) -> Document | Alignment | Glossary:
    """Read a document, a bitext or a glossary.

    What the file holds is told by its suffix, and for tables (``.csv .tsv .xlsx``) by their
    header; ``kind`` says it where that is not wanted.

    Raises InputError for a file that cannot be read, UsageError for a suffix that align does
    not know.
    """
    from align.formats.base import read_bitext, read_glossary
    from align.formats.documents import read_document
    from align.formats.kinds import kind_of_file

    settings = settings or Settings()
    found = kind or kind_of_file(Path(path))
    if found == "glossary":
        return read_glossary(path)
    if found == "bitext":
        return read_bitext(path)
    return read_document(path, settings.read)


def read_pair(
    first: Path | str, second: Path | str, settings: Settings | None = None
) -> tuple[Document, Document, tuple[Note, ...]]:
    """The Chinese and the English document of two files, in whichever order they are given.

    The notes say that the two were swapped, where they were. Raises InputError for two files of
    the same language.
    """
    from align.formats.documents import read_document
    from align.text.language import order_pair

    settings = settings or Settings()
    one, two = read_document(first, settings.read), read_document(second, settings.read)
    zh, en, note = order_pair(one, two)
    return zh, en, (note,) if note else ()


def align_documents(
    zh: Document,
    en: Document,
    settings: Settings | None = None,
    *,
    keep: Sequence[Bead] = (),
    glossary: Glossary | None = None,
    translation: Sequence[str] = (),
    translated: Lang = "zh",
    progress: Progress = silent,
) -> Alignment:
    """Split two documents into sentences and pair them.

    ``keep`` are beads of a former alignment of the same documents: confirmed ones stay, rejected
    ones do not come back. ``glossary`` holds terms that count as evidence; ``translation`` is a
    machine translation of side ``translated``, one line a sentence.

    Raises UsageError for an unknown encoder, for a translation that does not fit and for
    contradictions in ``keep``; EncoderError for an encoder that does not answer.
    """
    from align.bitext import align as bitext
    from align.encode.choose import choose

    settings = settings or Settings()
    progress("encode", 0.0)
    return bitext.align_documents(
        zh,
        en,
        settings.bitext,
        encoder=choose(settings.bitext.encoder),
        lines=settings.read.lines,
        keep=keep,
        glossary=glossary,
        translation=translation,
        translated=translated,
    )


def attach_beads(
    zh: Document, en: Document, path: Path | str, settings: Settings | None = None
) -> Alignment:
    """The bitext of two documents whose beads are in a file of beads, which has no text.

    Raises InputError where the beads do not hold every sentence of both documents once.
    """
    from align import __version__
    from align.errors import InputError
    from align.formats.beads import read_beads
    from align.text.sentences import split

    settings = settings or Settings()
    beads = read_beads(path)
    sides = {"zh": split(zh, lines=settings.read.lines), "en": split(en, lines=settings.read.lines)}
    for lang in LANGS:
        held = Counter(i for bead in beads if bead.status != "rejected" for i in bead.side(lang))
        for i in sorted(set(range(len(sides[lang]))) | set(held)):
            if i >= len(sides[lang]) or held[i] != 1:
                raise InputError(
                    "format.not_whole", path=path, sentence=i, lang=lang, times=held[i]
                )
    return Alignment(zh, en, sides["zh"], sides["en"], beads, Signature(__version__))


def mine_terms(
    bitexts: Alignment | Sequence[Alignment],
    settings: Settings | None = None,
    *,
    glossary: Glossary | None = None,
    workers: int = 1,
    progress: Progress = silent,
) -> Glossary:
    """Mine the terms that the two sides of one or more bitexts share, best first.

    ``glossary`` holds entries that are known: they are evidence, and keep their names.
    ``workers`` is how many processes may work on a large collection; neither it nor the order of
    the bitexts changes the result.
    """
    from align.terms.mine import mine

    settings = settings or Settings()
    many = (bitexts,) if isinstance(bitexts, Alignment) else tuple(bitexts)
    progress("terms", 0.0)
    return mine(many, settings.terms, glossary=glossary, workers=workers)


def check_terms(
    bitext: Alignment,
    glossary: Glossary,
    settings: Settings | None = None,
    *,
    progress: Progress = silent,
) -> Report:
    """Score how consistently a bitext renders the terms of a glossary, and find departures."""
    from align.check.run import report

    settings = settings or Settings()
    progress("check", 0.0)
    return report(bitext, glossary, settings.check)


def write(
    value: Alignment | Glossary | Findings | ConsistencyReport | Report,
    path: Path | str,
    *,
    lang: Lang = "en",
) -> None:
    """Write a result, whole or not at all, in the format that the file's suffix names.

    ``lang`` is the language of messages in it. Raises UsageError for an unknown suffix and
    OutputError where it cannot be written.
    """
    from align.formats.base import write as write_value

    write_value(value, path, lang=lang)
