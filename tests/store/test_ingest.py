"""The batch: each file exactly once, broken ones named, whatever happens meanwhile."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extract.errors import StoreLockedError
from extract.options import ReadOptions
from store.database import Store, open_store
from store.events import Event, Failed, Found, Stored, Unchanged
from store.ingest import archive_path, ingest
from tests.store.filling import dump

OPTIONS = ReadOptions(ocr="never")
REPORT = """ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA
SỞ {department}
Số: {number}/BC-S{short}

Khánh Hòa, ngày 20 tháng 12 năm 2023

BÁO CÁO
Công tác kiểm soát thủ tục hành chính năm 2023

Thực hiện Quyết định số {number}/QĐ-UBND ngày 05/01/2023 của UBND tỉnh.
"""


def write(folder: Path, number: int, name: str | None = None) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / (name or f"bao-cao-{number}.txt")
    path.write_text(REPORT.format(department=f"THỨ {number}", short=f"T{number}", number=number))
    os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))
    return path


def run(folder: Path, db: Path, **options: object) -> tuple[list[Event], int]:
    events: list[Event] = []
    summary = ingest([folder], db, jobs=2, options=OPTIONS, progress=events.append, **options)  # type: ignore[arg-type]
    return events, summary.exit_code()


def statuses(db: Path) -> dict[str, str]:
    with open_store(db) as store:
        return dict(store.rows("SELECT file_name, status FROM documents"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "in"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "a.duckdb"


def test_good_is_stored_bad_is_named_and_the_second_run_changes_nothing(
    folder: Path, db: Path
) -> None:
    write(folder, 1)
    write(folder, 2)
    (folder / "rong.pdf").write_bytes(b"")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.4\n1 0 obj <<")
    (folder / "not.docx").write_bytes(b"PK\x03\x04 word/")
    events, code = run(folder, db)
    assert code == 3
    assert [type(e) for e in events].count(Stored) == 2
    assert {Path(e.path).name: e.code for e in events if isinstance(e, Failed)} == {
        "rong.pdf": "empty",
        "cut.pdf": "damaged",
        "not.docx": "damaged",
    }
    with open_store(db) as store:
        before = dump(store)
        reasons = store.rows("SELECT error, error_en FROM documents WHERE status = 'failed'")
        assert all(vi and en and vi != en for vi, en in reasons)
        assert store.row("SELECT status, stored, failed FROM runs") == ("done", 2, 3)
        assert store.row("SELECT count(*) FROM timings") == (5,)

    began = time.monotonic()
    events, code = run(folder, db)
    assert time.monotonic() - began < 1
    assert code == 3
    assert {type(e) for e in events} == {Found, Unchanged, Failed}
    assert all(e.known for e in events if isinstance(e, Failed))
    with open_store(db) as store:
        assert dump(store) == before
        assert store.row("SELECT count(*) FROM runs") == (1,)


def test_a_touched_file_is_looked_into_and_left(folder: Path, db: Path) -> None:
    path = write(folder, 1)
    run(folder, db)
    os.utime(path)
    events, _ = run(folder, db)
    assert [type(e) for e in events] == [Found, Unchanged]


def test_the_same_bytes_under_two_names_are_one_document(folder: Path, db: Path) -> None:
    write(folder, 1, "b.txt")
    write(folder, 1, "a.txt")
    run(folder, db)
    write(folder, 1, "c.txt")
    events, code = run(folder, db)
    assert code == 0
    assert [e.moved for e in events if isinstance(e, Unchanged)] == [False, False, True]
    with open_store(db) as store:
        assert store.rows("SELECT file_name, file_names FROM documents") == [
            ("a.txt", ["a.txt", "b.txt", "c.txt"])
        ]


@pytest.mark.parametrize("name", ["KHẨN!.txt", "b\\c.txt", "a.zip!.txt", "!.txt"], ids=ascii)
def test_a_file_keeps_its_whole_name(name: str, folder: Path, db: Path) -> None:
    write(folder, 1, name)
    run(folder, db)
    assert list(statuses(db)) == [name]


def test_a_file_with_new_content_is_a_new_version(folder: Path, db: Path) -> None:
    path = write(folder, 1)
    run(folder, db)
    path.write_text(path.read_text().replace("1/QĐ-UBND", "99/QĐ-UBND"))
    os.utime(path, (1_800_000_000, 1_800_000_000))
    run(folder, db)
    with open_store(db) as store:
        assert store.rows("SELECT role, is_current FROM documents ORDER BY modified_at") == [
            ("superseded", False),
            ("report", True),
        ]


@pytest.mark.parametrize(
    ("again", "reads"),
    [({}, 0), ({"retry": True}, 1)],
    ids=["not-tried-again", "tried-again-on-demand"],
)
def test_what_failed(folder: Path, db: Path, again: dict[str, bool], reads: int) -> None:
    folder.mkdir()
    (folder / "rong.pdf").write_bytes(b"")
    assert run(folder, db)[1] == 4
    events, _ = run(folder, db, **again)
    assert [e.known for e in events if isinstance(e, Failed)] == [not reads]


def test_what_failed_is_tried_again_with_other_options(folder: Path, db: Path) -> None:
    folder.mkdir()
    (folder / "rong.pdf").write_bytes(b"")
    run(folder, db)
    summary = ingest([folder], db, options=ReadOptions(ocr="never", passwords=("abc",)))
    assert not summary.failures[0].known


@pytest.mark.parametrize("name", ["missing.pdf", "empty"], ids=["missing", "empty-folder"])
def test_nothing_to_read_is_exit_code_four(folder: Path, db: Path, name: str) -> None:
    (folder / "empty").mkdir(parents=True)
    assert ingest([folder / name], db, options=OPTIONS).exit_code() == 4


def test_a_missing_path_does_not_stop_its_neighbours(folder: Path, db: Path) -> None:
    good = write(folder, 1)
    summary = ingest([folder / "none.pdf", good], db, options=OPTIONS)
    assert (summary.stored, summary.failed, summary.exit_code()) == (1, 1, 3)


def test_a_file_too_large_is_a_failed_document(folder: Path, db: Path) -> None:
    write(folder, 1)
    summary = ingest([folder], db, options=ReadOptions(max_bytes=10))
    assert [f.code for f in summary.failures] == ["limit"]
    assert statuses(db) == {"bao-cao-1.txt": "failed"}


def test_an_unreadable_file_is_named_and_read_when_it_can_be(folder: Path, db: Path) -> None:
    path = write(folder, 1)
    # A test may run as root, whom no permission stops; this file refuses everybody.
    path.rename(folder / "kept")
    path.symlink_to("/proc/self/mem")
    assert ingest([path], db, options=OPTIONS).exit_code() == 4
    path.unlink()
    (folder / "kept").rename(path)
    assert ingest([path], db, options=OPTIONS).exit_code() == 0
    assert statuses(db) == {"bao-cao-1.txt": "ok"}


def test_another_writer_is_waited_for_only_so_long(folder: Path, db: Path) -> None:
    write(folder, 1)
    with open_store(db, read_only=False), pytest.raises(StoreLockedError):
        ingest([folder], db, options=OPTIONS, lock_wait=0.2)


def test_the_originals_are_kept(folder: Path, db: Path) -> None:
    path = write(folder, 1)
    run(folder, db)
    kept = [p for p in archive_path(db).rglob("*") if p.is_file() and len(p.name) == 64]
    assert [p.read_bytes() for p in kept] == [path.read_bytes()]


BATCH = (
    "import sys; from store.ingest import ingest; from extract.options import ReadOptions; "
    "s = ingest([sys.argv[1]], sys.argv[2], jobs=2, options=ReadOptions(ocr='never'), "
    "progress=lambda e: print(type(e).__name__, flush=True)); "
    "print(len(s.left), s.stored); sys.exit(s.exit_code())"
)


def batch(folder: Path, db: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BATCH, str(folder), str(db)], stdout=subprocess.PIPE, text=True
    )


def stored_by(store: Store) -> int:
    row = store.row("SELECT count(*) FROM documents")
    return 0 if row is None else int(row[0])


def test_a_killed_batch_goes_on_where_it_stopped(folder: Path, tmp_path: Path) -> None:
    for number in range(12):
        write(folder, number)
    write(folder, 3, "twin.txt")
    run(folder, tmp_path / "calm.duckdb")
    killed = tmp_path / "killed.duckdb"
    chance = random.Random(7)
    for _ in range(3):
        with batch(folder, killed) as process:
            assert process.stdout is not None
            for _ in range(chance.randint(2, 4)):
                process.stdout.readline()
            time.sleep(chance.random() * 0.05)
            process.kill()
    assert run(folder, killed)[1] == 0
    with open_store(tmp_path / "calm.duckdb") as calm, open_store(killed) as store:
        assert stored_by(store) == 12
        assert dump(store) == dump(calm)


def test_an_interrupted_batch_says_what_is_left(folder: Path, db: Path) -> None:
    for number in range(40):
        write(folder, number)
    with batch(folder, db) as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)] == ["Found\n", "Stored\n"]
        process.send_signal(signal.SIGINT)
        *_, last = process.stdout.read().splitlines()
    left, stored = map(int, last.split())
    assert process.returncode == 130
    assert left + stored == 40 and left > 0
    with open_store(db) as store:
        assert stored_by(store) == stored
        assert store.row("SELECT status, remaining FROM runs") == ("interrupted", left)
