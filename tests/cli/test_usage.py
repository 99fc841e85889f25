"""Help, usage errors, settings: in both languages, with the right exit codes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from align.cli.main import COMMANDS

Run = Callable[..., Any]
HAN = re.compile("[一-鿿]")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_command_has_help_with_examples(align: Run, command: str, lang: str) -> None:
    ran = align(command, "--help", "--lang", lang)
    assert ran.code == 0
    assert bool(HAN.search(ran.out)) == (lang == "zh")
    if command != "config":
        assert f"align {command} " in ran.out.split("Examples:" if lang == "en" else "示例：")[1]


def test_the_list_of_commands_is_in_the_language_of_the_locale(align: Run) -> None:
    ran = align("--help", env={"LC_ALL": "zh_CN.UTF-8"})
    assert ran.code == 0
    assert "命令" in ran.out and "对齐" in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sentence"], "did you mean “sentences”"),
        (["xyzzy"], "no command “xyzzy”"),
        (["run", "a.txt"], "EN is missing"),
        (["run", "a.txt", "b.txt"], "--output is missing"),
        (["run", "--outptu", "x"], "no option --outptu"),
        (["terms", "x.tmx", "-o", "y.tbx", "--top", "0"], "--top"),
        (["check", "x.tmx", "-o", "y.csv", "--fail-on", "all"], "--fail-on"),
        (["evaluate", "a"], "GOLD is missing"),
    ],
)
def test_wrong_usage_is_said_and_ends_with_2(align: Run, arguments: list[str], said: str) -> None:
    ran = align(*arguments)
    assert ran.code == 2
    assert said in ran.err and "--help" in ran.err
    assert not ran.out


def test_wrong_usage_is_said_in_chinese(align: Run) -> None:
    ran = align("run", "a.txt", "--lang", "zh")
    assert ran.code == 2
    assert "缺少 EN" in ran.err


def test_settings_come_from_flag_environment_file_default(align: Run, tmp_path: Path) -> None:
    (tmp_path / "align.toml").write_text("[terms]\ntop = 5\nmin_frequency = 3\n")
    ran = align("config", "show", "--json", env={"ALIGN_TERMS_TOP": "7"})
    shown = json.loads(ran.out)
    assert shown["terms.top"] == {"value": 7, "origin": "environment"}
    assert shown["terms.min_frequency"] == {"value": 3, "origin": "file"}
    assert shown["bitext.encoder"] == {"value": "use", "origin": "default"}


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[terms]\ntpo = 5\n", "did you mean “terms.top”"),
        ("[terms]\ntop = 'five'\n", "whole number"),
        ("[terms\n", "align.toml"),
        ("top = 5\n", "no setting “top”"),
    ],
)
def test_a_wrong_settings_file_is_an_error(
    align: Run, tmp_path: Path, toml: str, said: str
) -> None:
    (tmp_path / "align.toml").write_text(toml)
    ran = align("config", "show")
    assert ran.code == 2
    assert said in ran.err and "align.toml" in ran.err


def test_a_table_is_readable_when_it_is_piped(align: Run) -> None:
    ran = align("config", "show")
    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert "bitext.max_span" in ran.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_name_the_command(align: Run, shell: str) -> None:
    ran = align("completion", shell)
    assert ran.code == 0
    assert "_ALIGN_COMPLETE" in ran.out


def test_completion_completes_commands(align: Run) -> None:
    ran = align(
        env={"_ALIGN_COMPLETE": "bash_complete", "COMP_WORDS": "align ev", "COMP_CWORD": "1"}
    )
    assert "evaluate" in ran.out


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "align", "--version"], capture_output=True, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("align")
