"""A folder of everything that people's files can give, and its store, made once a test module."""

import os
from pathlib import Path

from extract.options import ReadOptions
from store.database import open_store
from store.ingest import ingest
from store.register import import_register
from store.reviews import review
from tests.store.test_containers import report, zipped

OPTIONS = ReadOptions(ocr="never")
LIMITED = ReadOptions(ocr="never", max_bytes=3000)
REGISTER = "Số ký hiệu;Ngày;Trích yếu\n4/QĐ-UBND;06/01/2023;Về việc\n"


def write_files(folder: Path) -> None:
    """Write one file of every kind: good, faulty, doubled, empty, too large, unreadable, packed."""
    folder.mkdir()
    (folder / "một.txt").write_bytes(report(1))
    (folder / "twin.txt").write_bytes(report(1))
    faulty = report(2).replace("Thực hiện".encode(), "Theo Nghị định số 45/NĐ-CP;".encode())
    (folder / "a\u2028b.txt").write_bytes(faulty)
    (folder / "rong.pdf").write_bytes(b"")
    (folder / "to.txt").write_bytes(report(3) * 20)
    (folder / "cam.txt").symlink_to("/proc/self/mem")
    members = {"Sở A/bc.txt": report(4), "bc.txt": report(5), "hong.zip": b"PK\x03\x04"}
    (folder / "q4.zip").write_bytes(zipped(members))


def change_files(folder: Path) -> None:
    """Change what may change: a path's bytes, an archive's members, a file's stamp."""
    (folder / "một.txt").write_bytes(report(1).replace(b"05/01", b"06/01"))
    (folder / "q4.zip").write_bytes(zipped({"bc.txt": report(5)}))
    os.utime(folder / "twin.txt", (1_700_000_000, 1_700_000_000))


def fill(home: Path) -> Path:
    """Make files and a store of them below a folder; return the store."""
    folder, db = home / "in", home / "a.duckdb"
    write_files(folder)
    (home / "so.csv").write_text(REGISTER, encoding="utf-8")
    ingest([folder], db, jobs=2, options=LIMITED)
    import_register(home / "so.csv", db)
    change_files(folder)
    ingest([folder], db, jobs=2, options=LIMITED)
    with open_store(db, read_only=False) as store:
        found = store.row("SELECT finding_id FROM document_findings ORDER BY finding_key")
        assert found is not None
        review(store, found[0], "dismissed", "lan", "nhầm")
    return db


def differing(
    before: dict[str, list[str]], after: dict[str, list[str]], *ignored: str
) -> dict[str, tuple[list[str], list[str]]]:
    """Return by table the rows that went and those that came."""
    return {
        name: (
            [row for row in before[name] if row not in after[name]],
            [row for row in after[name] if row not in before[name]],
        )
        for name in before
        if name not in ignored and before[name] != after[name]
    }
