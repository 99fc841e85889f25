"""From the name that a person gives to the encoder that she means."""

from __future__ import annotations

import difflib
import re
from functools import cache
from pathlib import Path

from align.encode.base import Encoder
from align.errors import UsageError

BUILT_IN = ("use", "none")


def choose(name: str, *, cache: Path | None = None) -> Encoder | None:
    """The encoder that ``name`` means; None for ``none``.

    - ``use``: the built-in one;
    - ``none``: no vectors, only dictionary, numbers, names and length;
    - ``http://localhost:8000/v1``, ``https://host/v1#model``: an embeddings server
      (:mod:`align.encode.server`, also for its key);
    - anything else: a sentence-transformers model, by name or folder.

    The built-in one is the same object every time. Vectors of the last two kinds are kept in the
    file ``cache``; None means the one in the user's cache folder. Nothing is loaded, opened or
    sent before the first use.

    Raises UsageError for a name that can be none of these, with a suggestion, and MissingExtra
    if sentence-transformers is not installed.

    >>> choose("none") is None, choose("use").name.partition("/")[0]
    (True, 'use-multilingual-3')
    """
    name = name.strip()
    if not name:
        raise UsageError("encode.name_empty")
    if name.lower() == "none":
        return None
    if name.lower() == "use":
        return _built_in()
    from align.encode.cache import CachedEncoder

    if name.startswith(("http://", "https://")):
        from align.encode.server import ServerEncoder

        return CachedEncoder(ServerEncoder(name), cache)
    _refuse_mistakes(name)
    from align.encode.local_model import SentenceTransformerEncoder

    return CachedEncoder(SentenceTransformerEncoder(name), cache)


@cache
def _built_in() -> Encoder:
    """The one built-in encoder of the process: its model is read once."""
    from align.encode.use import UniversalSentenceEncoder

    return UniversalSentenceEncoder()


def _refuse_mistakes(name: str) -> None:
    """Raise UsageError for what is meant as an address or a built-in name, but is not."""
    if Path(name).exists():
        return
    if re.match(r"\w+:/", name) or re.match(r"[\w.-]+:\d+(/|$)", name):
        raise UsageError("encode.address_wrong", name=name)
    near = difflib.get_close_matches(name.lower(), BUILT_IN, n=1, cutoff=0.6)
    if near and "/" not in name:
        raise UsageError("encode.unknown_near", name=name, near=near[0])
