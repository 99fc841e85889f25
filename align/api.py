"""The six verbs: read, align, mine, check, brief, write. What ``import align`` offers.

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

import dataclasses
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from align.model import (
    LANGS,
    Alignment,
    Bead,
    Brief,
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


def prepare(settings: Settings | None = None) -> None:
    """Begin to load the built-in encoder in the background, while documents are still read.

    Nothing has to wait for it, and nothing depends on it: it only saves time. Raises UsageError
    for an unknown encoder.
    """
    from align.encode.base import Preparing
    from align.encode.choose import choose

    encoder = choose((settings or Settings()).bitext.encoder)
    if isinstance(encoder, Preparing):
        encoder.prepare()


def align_documents(
    zh: Document,
    en: Document,
    settings: Settings | None = None,
    *,
    keep: Sequence[Bead] | Alignment = (),
    glossary: Glossary | None = None,
    translation: Sequence[str] = (),
    translated: Lang = "zh",
    progress: Progress = silent,
) -> Alignment:
    """Split two documents into sentences and pair them.

    ``keep`` are beads of a former alignment of the same documents: confirmed ones stay, rejected
    ones do not come back. Where others are among them, or ``keep`` is that alignment, these stay
    too, and only what the decisions changed is aligned again; unless the alignment was made with
    other settings or evidence, which a note then says. ``glossary`` holds terms that count as
    evidence; ``translation`` is a machine translation of side ``translated``, one line a
    sentence. ``progress`` hears how much is done.

    Raises UsageError for an unknown encoder, for a translation or ``keep`` that does not fit and
    for contradictions in ``keep``; EncoderError for an encoder that does not answer.
    """
    from align.encode.choose import choose

    settings = settings or Settings()
    encoder = choose(settings.bitext.encoder)
    prepare(settings)
    from align.bitext import align as bitext
    from align.bitext.realign import realign
    from align.bitext.signing import made_alike

    stale: tuple[Note, ...] = ()
    beads = tuple(keep) if not isinstance(keep, Alignment) else keep.beads
    if isinstance(keep, Alignment):
        _check_sentences(keep, zh, en, settings)
        alike = made_alike(
            keep.signature,
            settings,
            encoder,
            glossary=glossary,
            translation=translation,
            translated=translated,
        )
        if not alike:
            stale = (Note("bitext.keep_stale", (("signature", str(keep.signature)),)),)
    again = not stale and any(bead.status == "auto" for bead in beads)
    found = (realign if again else bitext.align_documents)(
        zh,
        en,
        settings.bitext,
        encoder=encoder,
        lines=settings.read.lines,
        keep=beads,
        glossary=glossary,
        translation=translation,
        translated=translated,
        progress=progress,
    )
    return dataclasses.replace(found, notes=(*stale, *found.notes))


def _check_sentences(keep: Alignment, zh: Document, en: Document, settings: Settings) -> None:
    """Raise UsageError where the documents have not as many sentences as the alignment to keep."""
    from align.errors import UsageError
    from align.text.sentences import split

    kept = len(keep.zh_sentences), len(keep.en_sentences)
    found = len(split(zh, lines=settings.read.lines)), len(split(en, lines=settings.read.lines))
    if kept != found:
        raise UsageError(
            "bitext.keep_sentences", zh_kept=kept[0], en_kept=kept[1], zh=found[0], en=found[1]
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


def make_brief(
    bitext: Alignment,
    glossary: Glossary | None = None,
    settings: Settings | None = None,
    *,
    progress: Progress = silent,
) -> Brief:
    """What a translator wants to know of a report before she starts.

    ``glossary`` is the termbase that the report's terms are held against. Everything in the brief
    points into the bitext: it is extractive, and invents nothing. ::

        align.write(align.make_brief(bitext), "brief.html")
    """
    from align.brief.build import brief

    settings = settings or Settings()
    mined = mine_terms(bitext, settings, glossary=glossary, progress=progress)
    progress("check", 0.0)
    return brief(bitext, mined, glossary, settings.check)


def write(
    value: Alignment | Glossary | Findings | ConsistencyReport | Report | Brief,
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
