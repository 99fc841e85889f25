"""``align sentences``: decisions that are kept, further evidence, documents that are unrelated."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CORPORA = Path(__file__).parents[2] / "corpora"


def gold(name: str) -> tuple[Path, Path]:
    return CORPORA / name / "gold" / "zh.txt", CORPORA / name / "gold" / "en.txt"


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def beads(path: Path) -> list[str]:
    """The beads of a file without their confidence and status."""
    return [":".join(line.split(":")[:2]) for line in lines(path)]


def strict_f1(align: Run, hypothesis: str, name: str) -> float:
    ran = align("evaluate", hypothesis, CORPORA / name / "gold" / "beads.beads", "--json")
    return float(json.loads(ran.out)["strict"]["f1"])


@pytest.mark.parametrize(
    "name",
    [
        "appliance-multicloud",
        "carmaker-abroad",
        "central-bank",
        "chip-supplier",
        "cloud-global",
        "model-release",
    ],
)
def test_a_bundled_report_is_aligned_as_a_person_would(align: Run, name: str) -> None:
    assert align("sentences", *gold(name), "--lines", "-o", "b.beads").code == 0
    assert strict_f1(align, "b.beads", name) >= 0.9


def test_every_sentence_is_in_one_bead_and_every_confidence_from_0_to_1(
    align: Run, tmp_path: Path
) -> None:
    zh, en = gold("model-release")
    assert align("sentences", zh, en, "--lines", "-o", "b.beads").code == 0
    held: dict[str, list[int]] = {"zh": [], "en": []}
    for line in lines(tmp_path / "b.beads"):
        left, right, score = line.split(":")[:3]
        held["zh"] += json.loads(left)
        held["en"] += json.loads(right)
        assert 0 <= float(score) <= 1
    assert sorted(held["zh"]) == list(range(len(lines(zh))))
    assert sorted(held["en"]) == list(range(len(lines(en))))


def test_what_a_person_decided_is_kept(align: Run, tmp_path: Path) -> None:
    pair = gold("chip-supplier")
    assert align("sentences", *pair, "--lines", "-o", "auto.beads").code == 0
    first = beads(tmp_path / "auto.beads")
    at = next(k for k, b in enumerate(first) if b == "[10]:[11]" or (k > 9 and "," not in b))
    zh, en = (json.loads(side) for side in first[at].split(":"))
    joined = f"{[zh[-1], zh[-1] + 1]}:{en}".replace(" ", "")
    (tmp_path / "keep.beads").write_text(f"{joined}:1:confirmed\n{first[0]}:1:rejected\n")
    ran = align("sentences", *pair, "--lines", "-o", "kept.beads", "--keep", "keep.beads")
    assert ran.code == 0, ran.err
    assert joined in beads(tmp_path / "kept.beads")
    used = [line for line in lines(tmp_path / "kept.beads") if ":rejected" not in line]
    assert first[0] not in [":".join(line.split(":")[:2]) for line in used]
    confirmed = [line for line in used if ":confirmed" in line]
    assert len(confirmed) == 1 and confirmed[0].startswith(joined)


def test_decisions_that_contradict_are_refused(align: Run, tmp_path: Path) -> None:
    (tmp_path / "keep.beads").write_text("[0]:[0]:1:confirmed\n[0]:[1]:1:confirmed\n")
    ran = align(
        "sentences", *gold("chip-supplier"), "--lines", "-o", "x.beads", "--keep", "keep.beads"
    )
    assert ran.code == 2
    assert not (tmp_path / "x.beads").exists()


def test_a_translation_and_a_glossary_are_taken_as_evidence(align: Run, tmp_path: Path) -> None:
    """English itself serves as the translation: what it says outweighs all else."""
    zh, en = gold("central-bank")
    pairs = [line.split(":")[:2] for line in lines(zh.parent / "beads.beads")]
    english = lines(en)
    translated = [""] * len(lines(zh))
    for left, right in pairs:
        for position in json.loads(left):
            translated[position] = " ".join(english[j] for j in json.loads(right)) or "Nothing."
    (tmp_path / "mt.txt").write_text("\n".join(translated) + "\n", encoding="utf-8")
    (tmp_path / "terms.csv").write_text("zh,en\n總結餘,Aggregate Balance\n", encoding="utf-8")
    ran = align(
        *("sentences", zh, en, "--lines", "-o", "b.beads"),
        *("--translation", "mt.txt", "--glossary", "terms.csv"),
    )
    assert ran.code == 0, ran.err
    assert strict_f1(align, "b.beads", "central-bank") >= 0.95


def test_a_translation_of_another_length_is_refused(align: Run, tmp_path: Path) -> None:
    (tmp_path / "mt.txt").write_text("One line of English, and no more than that.\n")
    ran = align(
        *("sentences", *gold("central-bank"), "--lines", "-o", "b.beads"),
        *("--translation", "mt.txt"),
    )
    assert ran.code == 2
    assert not (tmp_path / "b.beads").exists()


def test_documents_that_are_no_translations_of_each_other_are_told(align: Run) -> None:
    zh, en = gold("chip-supplier")[0], gold("central-bank")[1]
    ran = align("sentences", zh, en, "--lines", "-o", "b.beads")
    assert ran.code == 3
    assert "do not look like translations" in ran.err and "%" in ran.err


def test_no_encoder_still_aligns(align: Run) -> None:
    ran = align(
        "sentences", *gold("chip-supplier"), "--lines", "-o", "b.beads", "--encoder", "none"
    )
    assert ran.code == 0
    assert strict_f1(align, "b.beads", "chip-supplier") >= 0.8


def test_a_server_that_is_not_there_is_named(align: Run, tmp_path: Path) -> None:
    ran = align(
        *("sentences", *gold("chip-supplier"), "--lines", "-o", "b.beads"),
        *("--encoder", "http://127.0.0.1:9/v1"),
        env={"XDG_CACHE_HOME": str(tmp_path / "cache")},
    )
    assert ran.code == 3
    assert "127.0.0.1:9" in ran.err
    assert not (tmp_path / "b.beads").exists()
