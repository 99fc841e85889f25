"""align: pairs the Chinese and English versions of a report, mines their terms, checks them."""

from __future__ import annotations

from align.api import (
    align_documents,
    check_terms,
    make_brief,
    mine_terms,
    read,
    read_pair,
    write,
)
from align.settings import Settings

__version__ = "0.1.0"

__all__ = [
    "Settings",
    "__version__",
    "align_documents",
    "check_terms",
    "make_brief",
    "mine_terms",
    "read",
    "read_pair",
    "write",
]
