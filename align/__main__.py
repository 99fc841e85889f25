"""``python -m align``: the command line without its script on the path."""

from __future__ import annotations

from align.cli.main import main

main()
