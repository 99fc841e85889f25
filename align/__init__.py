"""align: pairs the Chinese and English versions of a report, mines their terms, checks them."""

from __future__ import annotations

__version__ = "0.1.0"
