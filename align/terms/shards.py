"""Work on a collection in parts, each in a process of its own."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Part = TypeVar("Part")

# The number of that option of Linux (prctl(2), PR_SET_PDEATHSIG).
_ON_PARENTS_DEATH = 1
# Fewer beads a process are not worth starting it.
_LEAST = 4096


def in_parts(work: Callable[[range], Part], size: int, workers: int) -> list[Part]:
    """What ``work`` returns for runs of ``range(size)``, in order.

    With more than one worker, where processes can be forked and the size is worth it, all but
    the first run are computed in child processes, which see the parent's memory as it is. What
    ``work`` raises is raised here, wherever it ran. No child outlives this call, nor its parent.
    """
    count = max(1, min(workers, size // _LEAST))
    if count == 1 or not can_fork():
        return [work(range(size))]
    edges = [size * part // count for part in range(count + 1)]
    runs = [range(*pair) for pair in pairwise(edges)]
    # A child begins with all that its parent holds.
    give_back()
    context = get_context("fork")
    children = []
    try:
        for run in runs[1:]:
            receiver, sender = context.Pipe(duplex=False)
            process = context.Process(target=_send, args=(work, run, sender), daemon=True)
            children.append((process, receiver, run))
            process.start()
            sender.close()
        done = [work(runs[0])]
        for _, receiver, run in children:
            try:
                done.append(_receive(receiver))
            except EOFError:
                # The child died (out of memory, or killed) or failed: its part is done here.
                done.append(work(run))
    finally:
        for process, receiver, _ in children:
            receiver.close()
            if process.pid is not None:
                # One that has sent its part is about to end; of another one nobody wants it.
                process.terminate()
                process.join()
    return done


def can_fork() -> bool:
    """Whether processes may be forked: on other systems that is unsafe or not to be had."""
    return sys.platform == "linux"


def give_back() -> None:
    """Give memory that is free back to the system, where the C library can do it.

    Large arrays that come and go leave holes between what stays; hundreds of megabytes in a
    large collection. Nothing happens where the C library is another one than glibc.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """While this is entered, nobody looks for garbage in circles: there is none to speak of.

    The search goes through millions of objects that stay, again and again, and in a child it
    writes into what it would share with its parent.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _send(work: Callable[[range], Part], run: range, sender: Connection) -> None:
    # Not even a parent that was killed leaves its child at work.
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).prctl(_ON_PARENTS_DEATH, signal.SIGKILL)
    # Arrays go as they are: a pickle would be a copy of all of them.
    arrays: list[pickle.PickleBuffer] = []
    rest = pickle.dumps(work(run), protocol=5, buffer_callback=arrays.append)
    sender.send((rest, len(arrays)))
    for array in arrays:
        sender.send_bytes(array.raw())
    sender.close()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _receive(receiver: Connection) -> Any:
    rest, size = receiver.recv()
    return pickle.loads(rest, buffers=[receiver.recv_bytes() for _ in range(size)])
