"""Sentence vectors from a model of the sentence-transformers library (``align[local]``).

A name from the model hub is downloaded once by that library; a folder is used as it is, without
the network. Code that comes with a model is never run. A prefix that a model wants (E5 wants
``query: ``) is taken from the model's own ``default_prompt_name``; where it has none, texts are
encoded as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from align.encode.base import Vectors
from align.encode.rows import unit_rows
from align.errors import EncoderError, MissingExtra

_BATCH = 32
# What is read of each end of a file to tell two versions of a model apart.
_END = 1 << 16


class SentenceTransformerEncoder:
    """A sentence-transformers model: its name on the hub, or the folder that holds it.

    Raises MissingExtra if the library is not installed. The model is loaded at the first use.
    """

    def __init__(self, model: str) -> None:
        if find_spec("sentence_transformers") is None:
            raise MissingExtra(
                "encode.extra_missing", name=model, command="pip install 'align[local]'"
            )
        self.model = model

    @property
    def name(self) -> str:
        """Model and version: the hub's revision, or a sum over the folder's files.

        Raises EncoderError if the model cannot be loaded.
        """
        return f"sentence-transformers:{self.model}@{self._version}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of ``texts``: shape (n, d), rows of length 1, zero for an empty text.

        Raises EncoderError if the model cannot be loaded, fails, or gives vectors that are not
        finite.
        """
        wanted = [i for i, text in enumerate(texts) if text.strip()]
        # Half of a surrogate pair has no UTF-8, and tokenizers fail on it.
        cleaned = [texts[i].encode("utf-8", "replace").decode() for i in wanted]
        try:
            # Without texts there would be no telling the dimension.
            rows = self._loaded.encode(
                cleaned or ["1"],
                batch_size=_BATCH,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        except EncoderError:
            raise
        except Exception as error:
            raise self._failed(error) from error
        rows = unit_rows(rows, self.model)
        vectors = np.zeros((len(texts), rows.shape[1]), dtype=np.float32)
        vectors[wanted] = rows[: len(wanted)]
        return vectors

    @cached_property
    def _loaded(self) -> Any:
        try:
            from sentence_transformers import SentenceTransformer
            from transformers.utils.logging import disable_progress_bar

            # A library does not draw on its user's terminal.
            disable_progress_bar()
            return SentenceTransformer(self.model, local_files_only=Path(self.model).is_dir())
        # The library raises anything from OSError to its own dependencies' classes.
        except Exception as error:
            raise self._failed(error) from error

    @cached_property
    def _version(self) -> str:
        folder = Path(self.model)
        if not folder.is_dir():
            config = getattr(getattr(self._loaded[0], "auto_model", None), "config", None)
            return str(getattr(config, "_commit_hash", None) or "unknown")[:8]
        total = hashlib.sha256()
        try:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                total.update(f"{path.relative_to(folder).as_posix()}\0".encode())
                total.update(f"{path.stat().st_size}\0".encode())
                with path.open("rb") as file:
                    total.update(file.read(_END))
                    file.seek(max(0, path.stat().st_size - _END))
                    total.update(file.read(_END))
        except OSError as error:
            raise self._failed(error) from error
        return total.hexdigest()[:8]

    def _failed(self, error: Exception) -> EncoderError:
        reason = " ".join(str(error).split())[:300] or type(error).__name__
        return EncoderError("encode.local_failed", name=self.model, reason=reason)
