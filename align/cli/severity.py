"""Severities on the command line, and the exit code that findings make."""

from __future__ import annotations

import click

from align.model import Alignment, Findings, Severity

#: From least to most severe.
SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")
FAIL_ON = click.Choice(list(SEVERITIES))


def exit_code(findings: Findings, fail_on: str) -> int:
    """1 where an open finding is as severe as ``fail_on`` or more, else 0; empty: always 0."""
    if not fail_on:
        return 0
    grave = SEVERITIES[SEVERITIES.index(_severity(fail_on)) :]
    return int(any(item.severity in grave and item.state == "open" for item in findings.items))


def unrelated(alignment: Alignment) -> int:
    """3 where the aligner doubts that the two documents are translations of each other, else 0."""
    return 3 if any(note.key.startswith("bitext.unrelated") for note in alignment.notes) else 0


def _severity(name: str) -> Severity:
    from align.errors import UsageError

    for severity in SEVERITIES:
        if severity == name:
            return severity
    raise UsageError("check.bad_severity", name=name, known=", ".join(SEVERITIES))
