"""`kill -9` at any moment, then the same command again: the store of an undisturbed run."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from store.archive import archive_path
from store.database import open_store
from store.ingest import ingest
from store.integrity import verify
from store.rebuilding import rebuild
from tests.store.filling import dump
from tests.store.homes import LIMITED, OPTIONS, change_files, differing, write_files

# Kills its whole process group when its main thread has entered or left so many calls that write:
# of the engine, of files, of the system. 0 never does; the last line tells how many there are.
KILLED = """
import os, signal, sys
WATCHED = {"execute", "fsync", "write", "replace", "unlink", "rename", "open", "mkdir", "register"}
count, at = 0, int(sys.argv[1])
def watch(frame, event, argument):
    global count
    if event in ("c_call", "c_return") and getattr(argument, "__name__", "") in WATCHED:
        count += 1
        if count == at:
            os.killpg(0, signal.SIGKILL)
from extract.options import ReadOptions
from store.ingest import ingest
from store.rebuilding import rebuild
options = ReadOptions(ocr="never", max_bytes=3000)
sys.setprofile(watch)
if sys.argv[4:] == ["rebuild"]:
    rebuild(sys.argv[3], jobs=2, options=options)
else:
    ingest([sys.argv[2]], sys.argv[3], jobs=2, options=options)
sys.setprofile(None)
print(count)
"""
MOMENTS = int(os.environ.get("TRICHLUC_KILLS", "3"))


def run_killed(at: int, folder: Path, db: Path, *words: str) -> int:
    """Run a batch that kills itself at that call; return how many calls it came to, if it lived."""
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, str(at), str(folder), str(db), *words],
        start_new_session=True,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode == -signal.SIGKILL:
        return 0
    assert ran.returncode == 0, ran.stderr
    return int(ran.stdout)


def dumped(db: Path) -> dict[str, list[str]]:
    with open_store(db) as store:
        return dump(store)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_files(tmp_path / "in")
    (tmp_path / "in" / "cam.txt").unlink()  # of the process's own: its stamp changes by itself
    return tmp_path / "in"


def moments(calls: int, count: int) -> list[int]:
    """Return as many moments as asked for, spread over the calls, each by chance in its part."""
    dice = random.Random()
    part = calls / count
    return [int(part * number + dice.random() * part) + 1 for number in range(count)]


def test_killed_anywhere_and_run_again(folder: Path, tmp_path: Path) -> None:
    calm = tmp_path / "calm.duckdb"
    calls = run_killed(0, folder, calm)
    expected = dumped(calm)
    assert calls > 100 and len(expected["documents"]) == 8
    for at in moments(calls, MOMENTS):
        db = tmp_path / f"killed-{at}.duckdb"
        assert run_killed(at, folder, db) == 0
        ingest([folder], db, jobs=2, options=LIMITED)
        assert differing(expected, dumped(db)) == {}, at
        assert [each for each in verify(db).problems if each.level == "error"] == [], at


def test_killed_again_and_again(folder: Path, tmp_path: Path) -> None:
    calm, db = tmp_path / "calm.duckdb", tmp_path / "killed.duckdb"
    calls = run_killed(0, folder, calm)
    dice = random.Random()
    for _ in range(MOMENTS):
        run_killed(dice.randint(1, calls), folder, db)
    ingest([folder], db, jobs=2, options=LIMITED)
    assert differing(dumped(calm), dumped(db)) == {}


def test_killed_while_files_change(folder: Path, tmp_path: Path) -> None:
    calm, db = tmp_path / "calm.duckdb", tmp_path / "killed.duckdb"
    for each in (calm, db):
        ingest([folder], each, jobs=2, options=LIMITED)
    change_files(folder)
    calls = run_killed(0, folder, calm)
    for at in moments(calls, (MOMENTS + 1) // 2):
        run_killed(at, folder, db)
    ingest([folder], db, jobs=2, options=LIMITED)
    assert differing(dumped(calm), dumped(db)) == {}


def test_a_killed_rebuilding_leaves_the_store_or_has_made_it(folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.duckdb"
    ingest([folder], db, jobs=2, options=LIMITED)
    expected = dumped(db)
    calls = run_killed(0, folder, db, "rebuild")
    assert differing(expected, dumped(db)) == {}
    for at in moments(calls, (MOMENTS + 1) // 2):
        run_killed(at, folder, db, "rebuild")
        assert differing(expected, dumped(db)) == {}, at
    rebuild(db, jobs=2, options=OPTIONS)
    assert differing(expected, dumped(db)) == {}
    assert list(tmp_path.glob("*.rebuilding*")) == []


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from extract.errors import StoreError
from extract.options import ReadOptions
from store.ingest import ingest
from store.rebuilding import rebuild
options = ReadOptions(ocr="never", max_bytes=3000)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
try:
    if sys.argv[4:] == ["rebuild"]:
        rebuild(sys.argv[3], jobs=2, options=options)
    else:
        ingest([sys.argv[2]], sys.argv[3], jobs=2, options=options)
except StoreError as error:
    print(error.exit_code, error.message)
"""


@pytest.mark.parametrize("limit", [20, 200, 20_000, 300_000, 1_000_000, 1_500_000], ids=str)
def test_a_full_disk_is_a_message_and_the_next_run_completes(
    folder: Path, tmp_path: Path, limit: int
) -> None:
    calm, db = tmp_path / "calm.duckdb", tmp_path / "full.duckdb"
    ingest([folder], calm, jobs=2, options=LIMITED)
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(limit), str(folder), str(db)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("5 "), ran.stderr
    ingest([folder], db, jobs=2, options=LIMITED)
    assert differing(dumped(calm), dumped(db)) == {}


def test_a_disk_too_full_to_rebuild_leaves_the_old_store(folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.duckdb"
    ingest([folder], db, jobs=2, options=LIMITED)
    expected = dumped(db)
    ran = subprocess.run(
        [sys.executable, "-c", FULL, "300000", str(folder), str(db), "rebuild"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.startswith("5 "), ran.stderr
    assert differing(expected, dumped(db)) == {}
    assert archive_path(db).is_dir() and list(tmp_path.glob("*.rebuilding*")) == []
