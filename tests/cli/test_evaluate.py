"""``align evaluate``: the published scores of a published alignment."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_it_prints_the_published_scores(align: Run, shared: Path) -> None:
    gold = shared / "gold" / "sentences" / "mac_dev"
    ran = align("evaluate", gold / "auto", gold / "gold", "--json")
    assert ran.code == 0
    scores = json.loads(ran.out)
    strict, lax = scores["strict"], scores["lax"]
    assert [round(strict[k], 3) for k in ("precision", "recall", "f1")] == [0.909, 0.914, 0.911]
    assert [round(lax[k], 3) for k in ("precision", "recall", "f1")] == [0.996, 1.0, 0.998]


def test_deletions_count_one_by_one(align: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.beads").write_text("[0]:[0]:0.9\n[1,2]:[]:0.5\n[3]:[1]:1\n")
    (tmp_path / "gold.beads").write_text("[0]:[0]\n[1]:[]\n[2]:[1]\n[3]:[2]\n[]:[3]\n")
    scores = json.loads(align("evaluate", "mine.beads", "gold.beads", "--json").out)
    assert scores["strict"] == {"precision": 0.5, "recall": 0.3333, "f1": 0.4}


def test_what_cannot_be_compared_is_said(align: Run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "1.beads").write_text("[0]:[0]\n")
    ran = align("evaluate", "a", "b")
    assert ran.code == 3 and "1" in ran.err
    ran = align("evaluate", "a", "b/1.beads")
    assert ran.code == 2
    (tmp_path / "a" / "1.beads").write_text("[0]:[0\n")
    ran = align("evaluate", "a", "b")
    assert ran.code == 3 and "1.beads:1" in ran.err
