"""The same store again from its archive: whole, damaged or missing, all or nothing."""

import os
import shutil
from pathlib import Path

import duckdb
import pytest

from extract.errors import StoreError, UsageError
from store.archive import MANIFEST, Archive, archive_path
from store.database import open_store
from store.ingest import ingest
from store.keepsakes import human_tables
from store.manifest import Original
from store.rebuilding import Rebuilt, rebuild
from tests.store.filling import dump
from tests.store.homes import LIMITED, OPTIONS, differing, fill
from tests.store.test_containers import report

CLOCKS = ("runs", "since")


def restore(db: Path, **options: object) -> Rebuilt:
    return rebuild(db, jobs=2, options=OPTIONS, **options)  # type: ignore[arg-type]


def dumped(db: Path) -> dict[str, list[str]]:
    with open_store(db) as store:
        tables = dump(store)
        tables["runs"] = list(map(repr, store.rows("SELECT * FROM runs ORDER BY ALL")))
        tables["since"] = sorted(
            map(repr, store.rows("SELECT doc_id, ingested_at FROM documents ORDER BY ALL"))
        )
        return tables


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a store that has everything a folder of people's files can give."""
    home = tmp_path_factory.mktemp("made")
    fill(home)
    return home


@pytest.fixture
def db(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made / "a.duckdb.files", tmp_path / "a.duckdb.files")
    shutil.copy(made / "a.duckdb", tmp_path / "a.duckdb")
    return tmp_path / "a.duckdb"


def test_the_same_store_again(db: Path) -> None:
    before = dumped(db)
    result = restore(db)
    assert differing(before, dumped(db)) == {}
    assert (result.worse, result.lost, result.source, result.replaced) == ([], [], "database", True)
    assert sorted(Path(name).name for name in result.failed) == [
        "cam.txt",
        "hong.zip",
        "rong.pdf",
        "to.txt",
    ]
    assert [path.name for path in db.parent.glob("*rebuilding*")] == []


def test_a_missing_database_comes_back_with_what_people_said(db: Path) -> None:
    before = dumped(db)
    db.unlink()
    assert restore(db).source == "archive"
    assert differing(before, dumped(db), *CLOCKS) == {}


@pytest.mark.parametrize("at", [0, 4096, 8192], ids=["head", "second-block", "third-block"])
def test_a_damaged_database_is_set_aside_and_made_again(db: Path, at: int) -> None:
    before = dumped(db)
    with db.open("r+b") as file:
        file.seek(at)
        file.write(os.urandom(4000))
    result = restore(db)
    assert differing(before, dumped(db), *CLOCKS) == {}
    assert result.set_aside is None or result.set_aside.exists()


def test_a_file_of_rubbish_is_a_damaged_database(db: Path) -> None:
    db.write_bytes(b"rubbish" * 5000)
    result = restore(db)
    assert result.set_aside is not None and result.set_aside.read_bytes()[:7] == b"rubbish"


def test_a_rebuilt_store_has_nothing_left_to_read(made: Path, db: Path) -> None:
    restore(db)
    summary = ingest([made / "in"], db, jobs=2, options=LIMITED)
    assert (summary.stored, summary.run_id) == (0, summary.run_id)
    assert all(failure.known for failure in summary.failures)


def test_lost_bytes_keep_the_rows_that_were_read_of_them(db: Path) -> None:
    before = dumped(db)
    for doc_id in list(Archive(archive_path(db)).documents())[:3]:
        Archive(archive_path(db)).path_of(doc_id).unlink()
    result = restore(db)
    assert differing(before, dumped(db)) == {}
    assert result.lost


def test_a_torn_list_of_names_is_completed_by_the_database(db: Path) -> None:
    before = dumped(db)
    manifest = archive_path(db) / MANIFEST
    lines = manifest.read_bytes().split(b"\n")
    manifest.write_bytes(b"\n".join([lines[0], lines[1][:20], *lines[2:-4], lines[-3][:9]]))
    restore(db)
    assert differing(before, dumped(db)) == {}
    db.unlink()
    restore(db)
    after = dumped(db)
    assert (after["files"], after["former_files"]) == (before["files"], before["former_files"])


def test_what_cannot_be_read_any_more_leaves_the_old_store(db: Path) -> None:
    with open_store(db, read_only=False) as store:
        store.run("UPDATE documents SET status = 'ok' WHERE file_name = 'rong.pdf'")
    before = dumped(db)
    result = restore(db)
    assert [Path(name).name for name in result.worse] == ["rong.pdf"]
    assert (result.replaced, differing(before, dumped(db))) == (False, {})
    assert restore(db, force=True).replaced
    assert list(differing(before, dumped(db))) == ["documents"]


def test_a_document_that_a_killed_batch_had_not_stored_is_left_to_the_next_one(db: Path) -> None:
    before = dumped(db)
    archive = Archive(archive_path(db))
    doc_id, size = archive.add(report(9))
    taken = next(archive.originals())
    archive.record(Original(doc_id, taken.path, size, 1, 2, read_options="ocr=never"))
    restore(db)
    assert differing(before, dumped(db)) == {}


def test_a_document_whose_rows_are_gone_is_read_again(db: Path) -> None:
    before = dumped(db)
    with open_store(db, read_only=False) as store:
        row = store.row("SELECT doc_id FROM documents WHERE status = 'ok' ORDER BY doc_id")
        assert row is not None
        store.run("DELETE FROM documents WHERE doc_id = ?", list(row))
        store.run("DELETE FROM mentions WHERE doc_id = ?", list(row))
    restore(db)
    assert differing(before, dumped(db), *CLOCKS) == {}


def test_what_people_said_is_known_by_its_tables(db: Path) -> None:
    # A new table must be named here or in `store.tables.DERIVED`.
    with open_store(db) as store:
        assert human_tables(store) == ["corrections", "register", "reviews"]


def test_without_an_archive_there_is_nothing_to_rebuild(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        restore(tmp_path / "a.duckdb")


def test_another_programs_file_is_left_alone(db: Path) -> None:
    db.unlink()
    with duckdb.connect(str(db)) as other:
        other.execute("CREATE TABLE mine (a INTEGER)")
    with pytest.raises(StoreError):
        restore(db)
    assert db.exists()
