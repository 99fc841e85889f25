"""align says everything in both languages, and never asks for a message that is not there."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from align.messages import catalogue, language, text

PACKAGE = Path(__file__).parents[1] / "align"
HAN = re.compile("[一-鿿]")


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


def test_both_languages_have_the_same_messages() -> None:
    assert set(catalogue("en")) == set(catalogue("zh"))


@pytest.mark.parametrize("key", sorted(catalogue("en")))
def test_a_message_names_the_same_values_in_both_languages(key: str) -> None:
    assert placeholders(catalogue("en")[key]) == placeholders(catalogue("zh")[key])


def test_chinese_messages_are_in_chinese() -> None:
    same = {key for key, message in catalogue("zh").items() if message == catalogue("en")[key]}
    words = {key for key in same if re.search("[A-Za-z]{4}", catalogue("zh")[key])}
    assert not words, "messages left in English"
    foreign = {key for key, message in catalogue("en").items() if HAN.search(message)}
    assert foreign <= {"report.language_switch", "report.other_language"} | {
        key for key in foreign if re.search("中文|（|「", catalogue("en")[key])
    }


def keys_in_code() -> set[tuple[str, str]]:
    """Every string in the code that has the form of a key and whose table there is."""
    tables = {key.split(".")[0] for key in catalogue("en")}
    found: set[tuple[str, str]] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            asks = name in {"say", "text", "Note"} or name.endswith(("Error", "Extra"))
            first = node.args[0] if node.args else None
            if asks and isinstance(first, ast.Constant) and isinstance(first.value, str):
                key = first.value
                if key.split(".")[0] in tables and re.fullmatch(r"[a-z_]+\.[a-z0-9_]+", key):
                    found.add((path.name, key))
    return found


def test_every_message_asked_for_exists() -> None:
    missing = {(name, key) for name, key in keys_in_code() if key not in catalogue("en")}
    assert not missing


def test_the_language_is_the_one_asked_for_then_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("ALIGN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert language() == "zh"
    assert language("en") == "en"
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert language() == "en"
    assert text("input.missing", "zh") == "文件不存在"


@pytest.mark.parametrize(
    ("errors", "said"),
    [
        (1, "1 finding: 1 error, 0 warnings, 0 to note"),
        (2, "2 findings: 2 errors, 0 warnings, 0 to note"),
    ],
)
def test_one_is_no_plural(errors: int, said: str) -> None:
    counts = {"count": errors, "errors": errors, "warnings": 0, "infos": 0}
    assert text("run.findings", "en", **counts) == said
    assert str(errors) in text("run.findings", "zh", **counts)


@pytest.mark.parametrize("key", sorted(catalogue("en")))
def test_what_is_counted_has_one_form_for_one(key: str) -> None:
    for _, name, spec, _ in string.Formatter().parse(catalogue("en")[key]):
        if spec and "|" in spec:
            one, more = spec.split("|")
            assert one and more and one != more, f"{key}: {name}"
    counted = {"count", "errors", "warnings", "entries", "beads", "findings", "files"}
    plain = re.findall(r"(?<!of )\{(\w+)\} [a-z]+s\b", catalogue("en")[key])
    assert not counted.intersection(plain), f"{key} says “1 things”"
