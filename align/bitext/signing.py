"""The signature of an alignment: everything that its beads depend on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from align import __version__
from align.bitext.lexical import Links, glossary_links
from align.encode.base import Encoder
from align.model import Bead, Glossary, Lang, Signature
from align.settings import BitextSettings, ReadSettings, Settings


def sign(
    settings: BitextSettings,
    encoder: Encoder | None,
    *,
    lines: bool = False,
    keep: Sequence[Bead] = (),
    glossary: Links | None = None,
    translation: Sequence[str] = (),
    translated: Lang = "zh",
) -> Signature:
    """The signature of an alignment that is made with these; see ``align_documents``.

    What is empty signs as ``none``: it is no evidence.

    >>> one = sign(BitextSettings(), None, glossary={"霁月": frozenset(["halcyon"])})
    >>> one.glossary, one.kept, one == sign(BitextSettings(), None)
    ('b03e5d97', 'none', False)
    """
    links = sorted((word, sorted(lemmas)) for word, lemmas in (glossary or {}).items())
    decisions = sorted((b.zh, b.en, b.status, b.moved) for b in keep if b.status != "auto")
    return Signature(
        __version__,
        encoder.name if encoder else "none",
        Settings(read=ReadSettings(lines=lines), bitext=settings).digest(),
        _digest(links),
        _digest([translated, *translation]) if translation else "none",
        _digest(decisions),
    )


def made_alike(
    signature: Signature,
    settings: Settings,
    encoder: Encoder | None,
    *,
    glossary: Glossary | None = None,
    translation: Sequence[str] = (),
    translated: Lang = "zh",
) -> bool:
    """Whether an alignment was made as it would be now, apart from a person's decisions.

    A signature without settings, of a file that holds none, says nothing against it.
    """
    now = sign(
        settings.bitext,
        encoder,
        lines=settings.read.lines,
        glossary=glossary_links(glossary),
        translation=translation,
        translated=translated,
    )
    return not signature.settings or replace(signature, kept="none") == now


def _digest(values: Sequence[object]) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()[:8] if values else "none"
