"""Versions as files bring them: corrected, sent again, copied, touched, under two names."""

import os
import shutil
from pathlib import Path

import pytest

from extract.options import ReadOptions
from store.database import open_store
from store.ingest import ingest
from store.rebuilding import rebuild
from tests.store.filling import dump
from tests.store.homes import differing

OPTIONS = ReadOptions(ocr="never")
BODY = """ỦY BAN NHÂN DÂN TỈNH AN HẢI
SỞ TÀI CHÍNH
Số: {number}/BC-STC

An Hải, {date} năm 2023

BÁO CÁO
Công tác kiểm soát thủ tục hành chính năm 2023

Thực hiện Quyết định số {cited}/QĐ-UBND ngày 05/01/2023 của UBND tỉnh.
"""


def write(path: Path, cited: int, second: int, number: str = "7", day: str = "20") -> Path:
    date = f"ngày {day} tháng 12" if day else "ngày   tháng 12"
    path.write_text(BODY.format(number=number, cited=cited, date=date), encoding="utf-8")
    os.utime(path, (1_700_000_000 + second, 1_700_000_000 + second))
    return path


def current(db: Path) -> dict[str, list[str]]:
    """Return the names of each report's current file, the versions before it beside."""
    with open_store(db) as store:
        rows = store.rows(
            "SELECT report_id, list(file_names ORDER BY version) FROM documents GROUP BY ALL"
        )
        now = dict(store.rows("SELECT report_id, file_name FROM documents WHERE is_current"))
    return {now[report]: ["|".join(names) for names in found] for report, found in rows}


def run(folder: Path, db: Path) -> None:
    assert ingest([folder], db, jobs=2, options=OPTIONS).failed == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "a.duckdb"


def test_an_old_version_that_is_sent_again_stays_old(folder: Path, db: Path) -> None:
    old = write(folder / "a.txt", 1, 0)
    run(folder, db)
    write(folder / "b.txt", 2, 10)
    run(folder, db)
    # Copied to another name, and the file itself touched: both look newer than the correction.
    shutil.copyfile(old, folder / "a (1).txt")
    os.utime(old, (1_750_000_000, 1_750_000_000))
    run(folder, db)
    assert current(db) == {"b.txt": ["a (1).txt|a.txt", "b.txt"]}


def test_a_correction_that_comes_before_the_original(folder: Path, db: Path) -> None:
    write(folder / "dinh-chinh.txt", 2, 10)
    run(folder, db)
    write(folder / "goc.txt", 1, 0)
    run(folder, db)
    assert current(db) == {"dinh-chinh.txt": ["goc.txt", "dinh-chinh.txt"]}


def test_three_versions_in_any_order_are_one_line(folder: Path, db: Path, tmp_path: Path) -> None:
    for name, cited, second, day in (("c", 3, 0, "28"), ("a", 1, 2, "20"), ("b", 2, 1, "22")):
        write(folder / f"{name}.txt", cited, second, day=day)
        run(folder, db)
    assert current(db) == {"c.txt": ["a.txt", "b.txt", "c.txt"]}
    together = tmp_path / "b.duckdb"
    run(folder, together)
    with open_store(db) as one, open_store(together) as other:
        assert differing(dump(one), dump(other)) == {}


def test_the_same_path_with_a_correction_then_the_old_bytes_again(folder: Path, db: Path) -> None:
    path = write(folder / "a.txt", 1, 0)
    run(folder, db)
    write(path, 2, 10)
    run(folder, db)
    write(path, 1, 20)
    run(folder, db)
    assert current(db) == {"a.txt": ["a.txt", "a.txt"]}
    with open_store(db) as store:
        assert store.rows("SELECT m.number FROM current_mentions m WHERE NOT is_own") == [("2",)]
        before = dump(store)
    rebuild(db, jobs=2, options=OPTIONS)
    with open_store(db) as store:
        assert differing(before, dump(store)) == {}


def test_one_document_has_both_its_names(folder: Path, db: Path) -> None:
    write(folder / "b.txt", 1, 0)
    shutil.copy(folder / "b.txt", folder / "a.txt")
    run(folder, db)
    with open_store(db) as store:
        assert store.rows("SELECT file_name, file_names FROM documents") == [
            ("a.txt", ["a.txt", "b.txt"])
        ]
