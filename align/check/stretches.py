"""A long bitext read stretch by stretch, in as many processes as there are processors.

What a rule finds in a pair, or keeps of it, depends on the pair and its neighbours only; so the
stretches may be read in any order and come together in theirs: the same findings, whatever the
number of processes. A short bitext is read in this one, and so is any bitext where processes
cannot be forked.
"""

from __future__ import annotations

import copyreg
import dataclasses
import gc
import multiprocessing
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import pairwise
from operator import attrgetter
from types import TracebackType
from typing import Any, NamedTuple

from align.check.base import GatheredRule, PairRule, Rule
from align.check.pair import pairs
from align.model import Alignment, Finding, Note, Place
from align.settings import CheckSettings
from align.spool import few_or_spooled
from align.terms.shards import can_fork, processors

AnyRule = Rule | PairRule | GatheredRule[Any]
# So many pairs are read at once; for fewer than some of these a process does not pay.
STRETCH = 2000
_FEWEST = 4
# So many are enough to have the word lists loaded before the other processes begin.
_FIRST = 100
_MOST_PROCESSES = 8


def _by_fields(kind: type, values: Callable[[Any], Any], one: object) -> tuple[type, Any]:
    return kind, values(one)


# Findings go from process to process and to disk by the ten thousand: what dataclasses with slots
# do by themselves to be pickled takes five times as long.
for _kind in (Finding, Place, Note):
    _names = [one.name for one in dataclasses.fields(_kind)]
    copyreg.pickle(_kind, partial(_by_fields, _kind, attrgetter(*_names)))


class _Read(NamedTuple):
    """What the rules found in a stretch, and what each gathering rule kept of it."""

    items: list[Finding]
    kept: list[Any]


class _Work(NamedTuple):
    """What a process needs; it has it from its parent's memory, and nothing is sent."""

    alignment: Alignment
    rules: tuple[PairRule, ...]
    gathered: tuple[GatheredRule[Any], ...]
    settings: CheckSettings

    def read(self, first: int, last: int) -> _Read:
        """Read a stretch: each pair once, for all rules."""
        items: list[Finding] = []
        stretch = list(pairs(self.alignment, first, last))
        for pair in stretch:
            for rule in self.rules:
                items.extend(rule.check_pair(pair, self.settings))
        return _Read(items, [rule.gather(stretch) for rule in self.gathered])


_work: _Work | None = None


def _read(first: int, last: int) -> bytes:
    assert _work is not None
    # Packed until it is asked for: a fifth of the room that the values take.
    return pickle.dumps(_work.read(first, last), pickle.HIGHEST_PROTOCOL)


class Stretches:
    """The rules that look at one pair at a time, at work while the caller does something else.

    Takes an alignment, rules of any kind, and the settings. Within ``with`` the processes are at
    work; :meth:`read` waits for them. ``processes`` None: as many as there are processors.
    """

    def __init__(
        self,
        alignment: Alignment,
        rules: Iterable[AnyRule],
        settings: CheckSettings,
        *,
        processes: int | None = None,
        stretch: int = STRETCH,
    ) -> None:
        rules = list(rules)
        self._work = _Work(
            alignment,
            tuple(rule for rule in rules if isinstance(rule, PairRule)),
            tuple(rule for rule in rules if isinstance(rule, GatheredRule)),
            settings,
        )
        size = len(alignment.beads)
        ends = [*range(min(_FIRST, stretch), size, stretch), size] if size else []
        self._bounds = list(pairwise([0, *ends]))
        self._processes = min(processors(), _MOST_PROCESSES) if processes is None else processes
        if len(self._bounds) < _FEWEST or not can_fork():
            self._processes = 1
        self._pool: ProcessPoolExecutor | None = None
        self._futures: deque[Future[bytes]] = deque()
        self._first: _Read | None = None

    def __enter__(self) -> Stretches:
        if self._processes > 1 and (self._work.rules or self._work.gathered):
            self._start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def read(self) -> tuple[Sequence[Finding], list[tuple[GatheredRule[Any], Any]]]:
        """The findings in each pair, and what each gathering rule kept of all of them.

        To be called once: what was read is given up.
        """
        rules = self._work.gathered
        kept = [rule.gather(()) for rule in rules]
        items = few_or_spooled(self._items(kept))
        return items, list(zip(rules, kept, strict=True))

    def _items(self, kept: list[Any]) -> Iterator[Finding]:
        """The findings of one stretch after the other, what rules keep of it added to ``kept``."""
        for part in self._parts():
            yield from part.items
            for rule, before, later in zip(self._work.gathered, kept, part.kept, strict=True):
                rule.add(before, later)

    def _parts(self) -> Iterator[_Read]:
        """The stretches in their order, each gone when the next one is asked for."""
        done = 0
        if self._first is not None:
            first, self._first, done = self._first, None, 1
            yield first
            del first
        while self._futures:
            done += 1
            yield pickle.loads(self._futures.popleft().result())
        for bounds in self._bounds[done:]:
            yield self._work.read(*bounds)

    def _start(self) -> None:
        # The first one is read here: so the word lists are loaded once, not in each process.
        self._first = self._work.read(*self._bounds[0])
        # Forked processes have it from here: nothing is sent to them.
        global _work
        _work = self._work
        try:
            self._pool = ProcessPoolExecutor(
                self._processes,
                mp_context=multiprocessing.get_context("fork"),
                # What is there already stays: nothing of it need be looked through for garbage.
                initializer=gc.freeze,
            )
            self._futures.extend(self._pool.submit(_read, *bounds) for bounds in self._bounds[1:])
        finally:
            _work = None
