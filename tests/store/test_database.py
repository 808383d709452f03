"""Opening, migrating, locking, and what a fault leaves behind."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from extract.errors import StoreError, StoreLockedError
from store.database import MEMORY, default_path, migrations, open_store
from store.lock import lock_path, write_lock

PUBLIC = {
    "documents": "doc_id file_name source_path media_type byte_size page_count text_source "
    "agency_id agency_name parent_name kind number symbol issued_on issued_place title recipient "
    "signer_name signer_title period_kind period_from period_to status error supersedes "
    "superseded_by extractor_version ingested_at",
    "blocks": "block_id doc_id ordinal type section text page bbox",
    "mentions": "mention_id doc_id ordinal raw_text kind_word kind number year_part symbol grammar "
    "issued_on date_text issuer_id citation_key well_formed block_id char_start char_end table_id "
    "row col page bbox context",
    "decisions": "citation_key kind number year symbol grammar issuer_id issuer_name issued_on "
    "mention_count document_count dates",
    "tables": "table_id doc_id ordinal form_code form_version part title unit page_from page_to "
    "row_count col_count header_rows",
    "cells": "table_id row col row_span col_span is_header text value page bbox",
    "figures": "figure_id doc_id source form_code part column_no indicator row_label row_path "
    "is_total value unit raw_text table_id block_id page bbox",
    "findings": "finding_id doc_id rule level message message_en suggestion evidence mention_id "
    "table_id block_id page bbox status reviewed_by reviewed_at note",
    "agencies": "agency_id name",
    "runs": "run_id started_at finished_at status",
    "schema_version": "version",
}
VIEWS = {"malformed_references", "decision_counts", "counts", "form_ii_03b", "form_ii_06a"} | {
    "form_ii_07b_1",
    "form_ii_07b_2",
    "form_ii_08",
}


@pytest.mark.parametrize("table", PUBLIC)
def test_the_public_columns_are_there(table: str) -> None:
    with open_store(MEMORY) as store:
        rows = store.rows(
            "SELECT column_name FROM information_schema.columns WHERE table_name = ?", [table]
        )
    columns = {name for (name,) in rows}
    assert set(PUBLIC[table].split()) <= columns


def test_the_public_views_are_there() -> None:
    with open_store(MEMORY) as store:
        names = store.rows(
            "SELECT table_name FROM information_schema.tables WHERE table_type = 'VIEW'"
        )
    assert {name for (name,) in names} >= VIEWS


def test_a_second_opening_changes_nothing(tmp_path: Path) -> None:
    db = tmp_path / "a.duckdb"
    open_store(db, read_only=False).close()
    with open_store(db, read_only=False) as store:
        applied = store.rows("SELECT version, name FROM schema_version")
    assert applied == [(number, path.stem) for number, path in migrations().items()]


def test_a_reader_wants_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store yet"):
        open_store(tmp_path / "none.duckdb")


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.duckdb"
    file.write_bytes(b"Kinh gui" * 1000)
    with pytest.raises(StoreError):
        open_store(file, read_only=False)
    assert file.read_bytes() == b"Kinh gui" * 1000


def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.duckdb"
    with duckdb.connect(str(file)) as other:
        other.execute("CREATE TABLE t (a INTEGER)")
    with pytest.raises(StoreError, match="no trichluc store"):
        open_store(file, read_only=False)


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "newer.duckdb"
    with open_store(file, read_only=False) as store:
        store.run("INSERT INTO schema_version VALUES (99, 'later', now()::TIMESTAMP)")
    with pytest.raises(StoreError, match="version 99"):
        open_store(file)


def with_older_views(folder: Path) -> Path:
    """Make a store as a version of the program with other views left it."""
    file = folder / "older.duckdb"
    open_store(file, read_only=False).close()
    with duckdb.connect(str(file)) as older:
        older.execute("UPDATE store_state SET value = 'before' WHERE key = 'views'")
        older.execute("DROP VIEW current_figures CASCADE")
    return file


def with_older_tables(folder: Path) -> Path:
    """Make a store as the first version of the program left it."""
    file, first = folder / "oldest.duckdb", migrations()[1]
    with duckdb.connect(str(file)) as older:
        older.execute(
            "CREATE TABLE schema_version (version INTEGER NOT NULL, name VARCHAR NOT NULL, "
            "applied_at TIMESTAMP NOT NULL)"
        )
        older.execute(first.read_text(encoding="utf-8"))
        older.execute("INSERT INTO schema_version VALUES (1, ?, now()::TIMESTAMP)", [first.stem])
    return file


@pytest.mark.parametrize("older", [with_older_views, with_older_tables])
def test_a_reader_has_an_older_store_brought_to_this_version(
    older: Callable[[Path], Path], tmp_path: Path
) -> None:
    with open_store(older(tmp_path)) as store:
        assert store.rows("SELECT count(*) FROM current_figures") == [(0,)]
        newest = store.row("SELECT max(version) FROM schema_version")
        with pytest.raises(duckdb.InvalidInputException):
            store.run("DELETE FROM documents")
    assert newest == (max(migrations()),)


def test_an_older_store_that_somebody_writes_is_named(tmp_path: Path) -> None:
    file = with_older_views(tmp_path)
    with write_lock(file, 0), pytest.raises(StoreLockedError):
        open_store(file)


def test_the_default_path_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRICHLUC_DB", "/data/tinh.duckdb")
    assert default_path() == Path("/data/tinh.duckdb")


HOLD = (
    "import sys, time; from store.database import open_store; "
    "store = open_store(sys.argv[1], read_only=False); print('held', flush=True); time.sleep(60)"
)


@pytest.fixture
def held(tmp_path: Path):  # type: ignore[no-untyped-def]
    db = tmp_path / "held.duckdb"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(db)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    yield db, holder
    holder.kill()
    holder.wait()
    holder.stdout.close()


@pytest.mark.parametrize("read_only", [True, False], ids=["reader", "writer"])
def test_who_holds_the_store_is_told(held, read_only: bool) -> None:  # type: ignore[no-untyped-def]
    db, holder = held
    with pytest.raises(StoreLockedError, match=f"PID {holder.pid}"):
        open_store(db, read_only=read_only)


def test_a_killed_writer_frees_the_store(held) -> None:  # type: ignore[no-untyped-def]
    db, holder = held
    holder.kill()
    holder.wait()
    with open_store(db, read_only=False) as store:
        assert store.rows("SELECT count(*) FROM documents") == [(0,)]
    assert lock_path(db).read_text(encoding="utf-8") == ""


def test_a_failed_transaction_leaves_nothing() -> None:
    store = open_store(MEMORY)
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.run("INSERT INTO store_state VALUES ('a', 'b')")
        _ = 1 / 0
    assert store.row("SELECT 1 FROM store_state WHERE key = 'a'") is None


FILL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from extract.errors import StoreError
from store.database import open_store
store = open_store(sys.argv[1], read_only=False)
with store.transaction():
    store.run("INSERT INTO store_state VALUES ('kept', 'yes')")
store.checkpoint()
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
try:
    with store.transaction():
        store.run("INSERT INTO store_state SELECT 'k' || range, repeat(md5(range::VARCHAR), 8) "
                  "FROM range(200000)")
except StoreError as error:
    print(error.exit_code)
"""


def test_a_full_disk_is_a_message_and_the_store_stays_readable(tmp_path: Path) -> None:
    db = tmp_path / "full.duckdb"
    ran = subprocess.run(
        [sys.executable, "-c", FILL, str(db)], capture_output=True, text=True, check=False
    )
    assert ran.stdout.strip() == "5", ran.stderr
    with open_store(db) as store:
        assert store.rows("SELECT value FROM store_state WHERE key = 'kept'") == [("yes",)]
        assert store.row("SELECT 1 FROM store_state WHERE key = 'k1'") is None
