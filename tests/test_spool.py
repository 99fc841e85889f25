"""What does not fit into a little memory: read back as it was written, and not held."""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
import tempfile
import tracemalloc
from pathlib import Path

import pytest

from align.spool import Rows, Spooled, few_or_spooled, in_order

ROWS = [bytes([65 + n % 26]) * (n * 37 % 211) for n in range(300)]


@pytest.mark.parametrize("in_memory", [0, 1, 500, 10**9])
def test_rows_are_read_back_wherever_they_stand(in_memory: int) -> None:
    rows = Rows(ROWS, in_memory=in_memory)
    assert len(rows) == len(ROWS)
    assert [rows[n] for n in range(300)] == ROWS
    assert [rows[n] for n in (299, 0, 150, 150, 1)] == [ROWS[n] for n in (299, 0, 150, 150, 1)]
    assert [pickle.loads(pickle.dumps(rows))[n] for n in range(300)] == ROWS


def test_rows_beyond_the_first_bytes_are_not_in_memory() -> None:
    gc.collect()
    tracemalloc.start()
    try:
        rows = Rows((bytes([n]) * 100_000 for n in range(100)), in_memory=300_000)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
    assert (rows[2][:1], rows[99][-1:]) == (bytes([2]), bytes([99]))


def test_a_forked_process_reads_the_same_rows() -> None:
    if not hasattr(os, "fork"):
        pytest.skip("processes are not forked here")
    rows = Rows(ROWS, in_memory=100)
    child = os.fork()
    if not child:
        os._exit(0 if all(rows[n] == ROWS[n] for n in range(299, -1, -1)) else 1)
    found = [rows[n] for n in range(300)]
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert found == ROWS


def test_where_no_file_can_be_made_all_stays_in_memory(tmp_path: Path) -> None:
    # A process of its own: the folder for temporary files is chosen once.
    code = (
        "from align.spool import Rows\n"
        "import tempfile\n"
        f"tempfile.tempdir = {str(tmp_path / 'none')!r}\n"
        "rows = Rows([b'a', b'bc', b'd'], in_memory=1)\n"
        "print(*[rows[n].decode() for n in range(3)])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "a bc d\n"


def test_a_disk_that_is_full_loses_nothing() -> None:
    # The system refuses to write beyond a size, as a full disk does.
    code = (
        "import resource, signal\n"
        "from align.spool import Rows\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2500, resource.RLIM_INFINITY))\n"
        "rows = Rows((bytes([65 + n]) * 1000 for n in range(5)), in_memory=0)\n"
        "print(len(rows), *[(rows[n][:1].decode(), len(set(rows[n])), len(rows[n]))\n"
        "  for n in range(5)])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "5 " + " ".join(f"('{c}', 1, 1000)" for c in "ABCDE") + "\n"


def test_nothing_is_left_in_the_folder_for_temporary_files(tmp_path: Path) -> None:
    before = tempfile.tempdir
    tempfile.tempdir = str(tmp_path)
    try:
        rows = Rows(ROWS, in_memory=0)
        assert rows[5] == ROWS[5]
        assert not list(tmp_path.iterdir())
    finally:
        tempfile.tempdir = before


@pytest.mark.parametrize("in_memory", [0, 10**9])
def test_spooled_values_are_as_a_tuple_has_them(in_memory: int) -> None:
    values = tuple((n, "见" * (n % 7)) for n in range(1000))
    spooled = Spooled(values, in_memory=in_memory)
    assert spooled == values
    assert values == spooled
    assert spooled != values[1:]
    assert spooled != (*values[:-1], (999, "else"))
    assert hash(spooled) == hash(values)
    assert (spooled[0], spooled[-1], spooled[300]) == (values[0], values[-1], values[300])
    assert spooled[120:140] == values[120:140]
    assert spooled[:-5:-1] == values[:-5:-1]
    assert pickle.loads(pickle.dumps(spooled)) == values
    with pytest.raises(IndexError):
        spooled[1000]


def test_values_in_order_are_stable_across_what_is_in_memory_at_once() -> None:
    values = [(n * 7 % 13, n) for n in range(500)]
    wanted = sorted(values, key=lambda value: value[0])
    for together in (1, 7, 500, 501):
        assert list(in_order(values, lambda value: value[0], together=together)) == wanted


def test_few_values_are_a_tuple() -> None:
    assert few_or_spooled(range(5), few=5) == (0, 1, 2, 3, 4)
    assert isinstance(few_or_spooled(range(5), few=5), tuple)
    many = few_or_spooled(range(6), few=5)
    assert isinstance(many, Spooled)
    assert many == (0, 1, 2, 3, 4, 5)
