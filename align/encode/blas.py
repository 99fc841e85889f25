"""Matrix products in one thread each: for small ones, and under threads of our own."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import Any


def one_thread() -> AbstractContextManager[Any]:
    """While this is entered, BLAS uses no threads of its own: they would wait for each other."""
    limit: AbstractContextManager[Any] = _controller().limit(limits=1, user_api="blas")
    return limit


@cache
def _controller() -> Any:
    # Looking through all loaded libraries takes milliseconds: once is enough.
    import numpy  # noqa: F401 - loads the BLAS that is to be found
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
