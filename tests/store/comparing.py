"""Stores made from real files by the real commands: reports ingested, registers imported."""

from pathlib import Path

from extract.options import ReadOptions
from store.database import open_store
from store.ingest import ingest
from store.register import import_register

OPTIONS = ReadOptions(ocr="never")


def unpack(text: str, folder: Path) -> dict[str, Path]:
    """Write the files of an example, each below `==== name`, and return them by name."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for part in text.split("==== ")[1:]:
        name, _, body = part.partition("\n")
        files[name.strip()] = folder / name.strip()
        files[name.strip()].write_text(body, encoding="utf-8")
    return files


def made(text: str, folder: Path) -> Path:
    """Return a store of an example's files: a .csv is a register, all else are reports."""
    db = folder / "a.duckdb"
    files = unpack(text, folder / "in")
    reports = [path for path in files.values() if path.suffix != ".csv"]
    summary = ingest(reports, db, jobs=1, options=OPTIONS)
    assert summary.failed == 0
    for path in files.values():
        if path.suffix == ".csv":
            import_register(path, db)
    return db


def found(db: Path, rule: str = "") -> list[tuple[str, str]]:
    """Return rule and message of the store's comparing findings, sorted."""
    with open_store(db) as store:
        return store.rows(
            "SELECT rule, message FROM findings WHERE origin = 'store' AND starts_with(rule, ?) "
            "ORDER BY ALL",
            [rule],
        )
