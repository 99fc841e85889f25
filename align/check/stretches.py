"""A long bitext read stretch by stretch, in as many processes as there are processors.

What a rule finds in a pair, or keeps of it, depends on the pair and its neighbours only; so the
stretches may be read in any order and come together in theirs: the same findings, whatever the
number of processes. A short bitext is read in this one, and so is any bitext where processes
cannot be forked.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType
from typing import Any, NamedTuple

from align.check.base import GatheredRule, PairRule, Rule
from align.check.pair import pairs
from align.model import Alignment, Finding
from align.settings import CheckSettings
from align.terms.shards import can_fork, processors

AnyRule = Rule | PairRule | GatheredRule[Any]
# So many pairs are read at once; for fewer than some of these a process does not pay.
STRETCH = 2000
_FEWEST = 3
_MOST_PROCESSES = 8


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


def _read(first: int, last: int) -> _Read:
    assert _work is not None
    return _work.read(first, last)


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
        self._bounds = [(at, min(at + stretch, size)) for at in range(0, size, stretch)]
        self._processes = min(processors(), _MOST_PROCESSES) if processes is None else processes
        if len(self._bounds) < _FEWEST or not can_fork():
            self._processes = 1
        self._pool: ProcessPoolExecutor | None = None
        self._futures: list[Future[_Read]] = []
        self._first: list[_Read] = []

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

    def read(self) -> tuple[list[Finding], list[tuple[GatheredRule[Any], list[Any]]]]:
        """The findings in each pair, and what each gathering rule kept of every stretch."""
        done = self._first + [future.result() for future in self._futures]
        done += [self._work.read(*bounds) for bounds in self._bounds[len(done) :]]
        kept = [
            (rule, [part.kept[number] for part in done])
            for number, rule in enumerate(self._work.gathered)
        ]
        return [item for part in done for item in part.items], kept

    def _start(self) -> None:
        # The first stretch is read here: so the word lists are loaded once, not in each process.
        self._first = [self._work.read(*self._bounds[0])]
        # Forked processes have it from here: nothing is sent to them.
        global _work
        _work = self._work
        try:
            self._pool = ProcessPoolExecutor(
                self._processes, mp_context=multiprocessing.get_context("fork")
            )
            self._futures = [self._pool.submit(_read, *bounds) for bounds in self._bounds[1:]]
        finally:
            _work = None
