"""A bitext that is read in stretches, in several processes: the same findings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from align.check.base import Context
from align.check.profile import Profile
from align.check.run import found, report
from align.check.stretches import Stretches
from align.model import Alignment, Glossary
from align.settings import CheckSettings

PAIRS = [
    ("投入3800亿元。", "It spends 380 billion yuan."),
    ("投入3800亿元。", "It spends 38 billion yuan."),
    ("董事长周慕远出席。", "Chairman Zhou Muyuan attended."),
    ("周慕远说，增长，其中两成来自海外。", "Zhou Muyan said 20% of growth came from abroad."),
    ("增长,其中", "The the growth"),
    ("见附表（三。", "See the table."),
    ("何咏琳离任。", "Ho Wing-lam left."),
    ("何咏琳到任。", "Ho Wing-lam came."),
    ("何咏琳发言。", "Ho Wing-lam spoke."),
    ("何咏琳致辞。", "Ho Wing-lan gave a speech."),
]


@pytest.mark.parametrize(("processes", "stretch"), [(1, 3), (2, 3), (3, 1), (2, 1000)])
def test_stretches_change_nothing(
    make: Callable[..., Alignment], processes: int, stretch: int
) -> None:
    alignment = make(*PAIRS * 2)
    settings = CheckSettings()
    profile = Profile()
    context = Context(alignment, Glossary(()), settings)
    with Stretches(
        alignment, profile.chosen(), settings, processes=processes, stretch=stretch
    ) as stretches:
        items = found(context, profile, stretches)
    assert items == report(alignment, Glossary(())).findings.items
    assert {"quantity", "name", "doubled", "punctuation-width", "unpaired"} <= {
        item.rule for item in items
    }
