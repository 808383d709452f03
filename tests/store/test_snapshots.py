"""Readers go on while somebody writes: they get a snapshot, and never an unfinished one."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from extract.errors import StoreLockedError
from store.database import open_store
from store.lock import lock_path
from store.snapshots import EVERY_SECONDS, MARK, Publisher, newest, publish, readable, taken_at

# Holds the store open for writing, puts a row in, and waits for a line.
WRITER = """
import sys
from pathlib import Path
from store.database import open_store
from store.snapshots import publish
file = Path(sys.argv[1])
with open_store(file, read_only=False) as store:
    store.run("INSERT INTO store_state VALUES ('seen', ?)", [sys.argv[2]])
    if "publish" in sys.argv:
        store.checkpoint()
        publish(file)
    print("ready", flush=True)
    sys.stdin.readline()
"""


def writer(db: Path, *words: str) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(db), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def seen(file: Path) -> list[str]:
    with duckdb.connect(str(file), read_only=True) as connection:
        query = "SELECT value FROM store_state WHERE key = 'seen' ORDER BY 1"
        return [value for (value,) in connection.sql(query).fetchall()]


def write(db: Path, value: str) -> None:
    with open_store(db, read_only=False) as store:
        store.run("INSERT INTO store_state VALUES ('seen', ?)", [value])


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "a [1].duckdb"
    write(path, "one")
    return path


def test_a_snapshot_is_made_on_the_spot_when_nobody_writes(db: Path) -> None:
    first = readable(db)
    assert first != db
    assert seen(first) == ["one"]
    assert readable(db) == first
    write(db, "two")
    assert seen(readable(db)) == ["one", "two"]
    assert seen(first) == ["one"]


def test_only_the_last_two_are_kept(db: Path) -> None:
    for value in ("two", "three", "four"):
        readable(db)
        write(db, value)
    last = readable(db)
    assert len(list(db.parent.glob(f"*{MARK}*"))) == 2
    assert newest(db) == last


def test_a_reader_with_an_open_snapshot_does_not_hide_the_next_one(db: Path) -> None:
    with duckdb.connect(str(readable(db)), read_only=True):
        write(db, "two")
        assert seen(readable(db)) == ["one", "two"]


def test_a_reader_gets_the_last_snapshot_while_somebody_writes(
    db: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with writer(db, "two", "publish") as process:
        assert seen(readable(db)) == ["one", "two"]
        with open_store(db) as store:
            assert store.row("SELECT count(*) FROM store_state WHERE key = 'seen'") == (2,)
        process.communicate("\n")
    assert [record.message[:20] for record in caplog.records] == []
    with writer(db, "three") as process:
        with open_store(db) as store:
            assert store.row("SELECT count(*) FROM store_state WHERE key = 'seen'") == (2,)
        assert seen(readable(db)) == ["one", "two"]
        process.communicate("\n")
    assert [record.message[:20] for record in caplog.records] == ["đang đọc bản chụp lú"]
    assert seen(readable(db)) == ["one", "three", "two"]


def test_publishing_does_not_free_the_writers_lock(db: Path) -> None:
    with writer(db, "two", "publish") as process:
        with pytest.raises(duckdb.IOException, match="lock"):
            duckdb.connect(str(db))
        process.communicate("\n")


def test_without_a_snapshot_the_reader_is_told_who_writes(db: Path) -> None:
    with writer(db, "two") as process:
        with pytest.raises(StoreLockedError) as told:
            open_store(db)
        assert f"PID {process.pid}" in told.value.message
        assert "two" in told.value.message  # its command line
        process.communicate("\n")


def test_a_killed_writer_leaves_no_lock_and_loses_no_commit(db: Path) -> None:
    with writer(db, "two") as process:
        process.send_signal(signal.SIGKILL)
    assert json.loads(lock_path(db).read_text())["pid"] == process.pid
    assert seen(readable(db)) == ["one", "two"]
    assert lock_path(db).read_text() == ""
    write(db, "three")
    assert seen(readable(db)) == ["one", "three", "two"]


def test_a_writer_waits_for_a_reader_that_is_soon_done(db: Path) -> None:
    reader = (
        "import duckdb, sys, time; c = duckdb.connect(sys.argv[1], read_only=True); "
        "print('ready', flush=True); time.sleep(0.6)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", reader, str(db)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        write(db, "two")
    assert seen(db) == ["one", "two"]


def test_a_snapshot_bears_the_time_of_its_data(db: Path) -> None:
    os.utime(db, (1_700_000_000, 1_700_000_000))
    assert taken_at(publish(db)).timestamp() == 1_700_000_000


def test_where_none_can_be_made_the_database_is_read_itself(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A test may run as root, whom no permission stops; without an interpreter nothing is copied.
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert readable(db) == db


def test_a_missing_database_stays_missing(tmp_path: Path) -> None:
    assert readable(tmp_path / "none.duckdb") == tmp_path / "none.duckdb"
    assert list(tmp_path.iterdir()) == []


def test_snapshots_take_a_fiftieth_of_the_time_at_most(db: Path) -> None:
    publisher = Publisher(db)
    assert publisher.is_due()
    publisher.publish(cost=3.0)
    assert not publisher.is_due()
    assert publisher.due - time.monotonic() > 140
    publisher.publish()
    assert publisher.due - time.monotonic() > EVERY_SECONDS - 1
