"""What an alignment and its findings come to, as plain values and in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from align.cli.console import in_words
from align.cli.language import say
from align.model import Alignment, Severity


def counts(alignment: Alignment) -> dict[str, Any]:
    """Sentences, beads, those without counterpart or moved, mean confidence, notes, signature."""
    beads = alignment.beads
    return {
        "zh_sentences": len(alignment.zh_sentences),
        "en_sentences": len(alignment.en_sentences),
        "beads": len(beads),
        "without_counterpart": sum(not (bead.zh and bead.en) for bead in beads),
        "moved": sum(bead.moved > 0 for bead in beads),
        "mean_confidence": round(sum(bead.score for bead in beads) / max(1, len(beads)), 4),
        "notes": [in_words(note) for note in alignment.notes],
        "signature": str(alignment.signature),
    }


def count_lines(alignment: Alignment) -> list[str]:
    """The counts as a person reads them."""
    values = counts(alignment)
    lines = [
        say(
            "run.summary",
            zh=values["zh_sentences"],
            en=values["en_sentences"],
            beads=values["beads"],
            nulls=values["without_counterpart"],
            confidence=f"{values['mean_confidence']:.2f}",
        )
    ]
    if values["moved"]:
        lines.append(say("run.summary_moved", moved=values["moved"]))
    return lines


def finding_line(counts: Mapping[Severity, int], *, ignored: int = 0) -> str:
    """How many findings there are, by severity, and how many are ignored, as a person reads it."""
    line = say(
        "run.findings",
        count=sum(counts.values()),
        errors=counts["error"],
        warnings=counts["warning"],
        infos=counts["info"],
    )
    return line + (say("check.ignored", count=ignored) if ignored else "")
