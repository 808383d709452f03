"""A watch over folders: real processes, real files that arrive, grow, vanish."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.errors import StoreError
from store.database import open_store
from store.watching import Status, Watch, status_path, watch
from tests.store.test_ingest import OPTIONS, write

WORDS = ("--interval", "0.2", "--ocr", "never", "--jobs", "2", "--lang", "vi")
PATIENCE = 60.0  # seconds; a busy machine starts a process slowly


def until(fact: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "a.duckdb"


class Watcher:
    def __init__(self, db: Path, *folders: Path) -> None:
        self.file = status_path(db)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cli", "watch", *map(str, folders), "--db", str(db), *WORDS],
            stderr=subprocess.PIPE,
            text=True,
        )

    def status(self) -> dict[str, Any]:
        if not self.file.exists():
            return dict.fromkeys(("done", "polls"), 0) | {"failed": {}, "unreachable": {}}
        status: dict[str, Any] = json.loads(self.file.read_text())
        return status

    def stop(self) -> str:
        self.process.send_signal(signal.SIGTERM)
        _, told = self.process.communicate(timeout=PATIENCE)
        assert self.process.returncode == 0
        return told


@pytest.fixture
def watcher(folder: Path, db: Path) -> Iterator[Watcher]:
    made = Watcher(db, folder, folder.parent / "share")
    yield made
    if made.process.poll() is None:
        made.process.kill()
        made.process.communicate()


def stored(db: Path) -> list[str]:
    with open_store(db) as store:
        return [name for (name,) in store.rows("SELECT file_name FROM documents ORDER BY 1")]


def test_what_arrives_is_read_once_it_is_whole(folder: Path, db: Path, watcher: Watcher) -> None:
    before = write(folder, 1)
    (folder / "hong.pdf").write_bytes(b"")
    until(lambda: watcher.status()["done"] == 1 and len(watcher.status()["failed"]) == 1)
    assert list(watcher.status()["unreachable"]) == [str(folder.parent / "share")]
    # A file that grows is left alone for as long as it does.
    whole = write(folder.parent / "made", 2).read_text()
    for end in range(1, 8):
        (folder / "moi.txt").write_text(whole[: end * 20])
        time.sleep(0.1)
    polls = watcher.status()["polls"]
    until(lambda: watcher.status()["polls"] > polls)
    (folder / "moi.txt").write_text(whole)
    # The share comes back, with a file on it; the faulty file is mended.
    write(folder.parent / "share", 3)
    write(folder, 4, "hong.pdf")
    until(lambda: watcher.status()["done"] == 4 and not watcher.status()["failed"])
    assert watcher.status()["unreachable"] == {}
    told = watcher.stop()
    assert "hong.pdf: không đọc được" in told
    assert watcher.status()["state"] == "stopped"
    assert before.exists()
    assert sorted(path.name for path in folder.iterdir()) == [
        "bao-cao-1.txt",
        "hong.pdf",
        "moi.txt",
    ]
    assert stored(db) == ["bao-cao-1.txt", "bao-cao-3.txt", "hong.pdf", "hong.pdf", "moi.txt"]


def test_the_watch_waits_for_another_writer(folder: Path, db: Path, watcher: Watcher) -> None:
    until(lambda: bool(watcher.status()["polls"]))
    with open_store(db, read_only=False, wait=PATIENCE):
        write(folder, 1)
        until(lambda: "PID" in (watcher.status()["error"] or ""))
        assert watcher.status()["waiting"] == [str(folder / "bao-cao-1.txt")]
    until(lambda: watcher.status()["done"] == 1)
    assert watcher.status()["error"] is None
    watcher.stop()


def test_a_stop_finishes_the_commits_under_way(folder: Path, db: Path, watcher: Watcher) -> None:
    for number in range(30):
        write(folder, number)
    until(lambda: watcher.status().get("state") == "reading")
    told = watcher.stop()
    status = watcher.status()
    assert len(stored(db)) == status["done"]
    assert len(status["waiting"]) == 30 - status["done"]
    assert "chưa đọc" in told


def test_once_reads_what_is_there_and_ends(folder: Path, db: Path) -> None:
    write(folder, 1)
    (folder / "nua.txt.part").write_text("Một nửa")
    (folder / "~$a.docx").write_text("x")
    (folder / "nua.pdf.crdownload").write_bytes(b"%PDF-1.4")
    status = watch([folder], db, interval=0.1, once=True, options=OPTIONS)
    assert (status.done, status.failed, status.waiting, status.state) == (1, {}, [], "stopped")
    assert stored(db) == ["bao-cao-1.txt"]
    again = watch([folder], db, interval=0.1, once=True, options=OPTIONS)
    assert (again.done, again.failed) == (1, {})


def test_a_store_that_is_none_is_told_at_the_start(folder: Path, db: Path) -> None:
    db.write_bytes(b"no store, but long enough to be looked into" * 100)
    with pytest.raises(StoreError):
        watch([folder], db, interval=0.1, once=True, options=OPTIONS)


def made(folder: Path, db: Path) -> Watch:
    status = Status(os.getpid(), "here", [str(folder)], str(db), 0.1, "2024-01-01T00:00:00+07:00")
    return Watch([folder], status, status_path(db))


def test_a_file_that_vanishes_before_it_is_read_is_waited_for_again(folder: Path, db: Path) -> None:
    from store.ingest import ingest

    watching = made(folder, db)
    path = write(folder, 1)
    assert watching.poll() == []
    assert watching.poll() == [path]
    path.unlink()
    watching.read([path], lambda note: ingest([path], db, options=OPTIONS, progress=note))
    assert watching.poll() == []
    write(folder, 1)
    assert watching.poll() == []
    assert watching.poll() == [path]


def test_a_status_that_cannot_be_written_stops_nothing(folder: Path, db: Path) -> None:
    write(folder, 1)
    (folder.parent / "status").mkdir()
    status = watch(
        [folder],
        db,
        interval=0.1,
        once=True,
        options=OPTIONS,
        status_file=folder.parent / "status",
    )
    assert status.done == 1
