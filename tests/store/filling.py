"""Puts hand-made reports into a passing store, the way a batch does."""

from datetime import datetime, timedelta

from normalize.schema import Report
from store.database import MEMORY, Store, open_store
from store.settling import mark_unsettled, settle
from store.writing import Origin, save

DAY_ONE = datetime(2024, 1, 2)


def keep(store: Store, report: Report, day: int = 0) -> None:
    path = f"/in/{report.document.file_name}"
    modified = DAY_ONE + timedelta(days=day)
    doc_id = report.document.doc_id
    stamp = int((modified - datetime(1970, 1, 1)).total_seconds() * 1e9)
    with store.transaction():
        save(store, report, Origin(path, modified))
        store.run("DELETE FROM files WHERE path = ?", [path])
        store.run("INSERT INTO files VALUES (?, ?, 100, ?, 1)", [path, doc_id, stamp])
        mark_unsettled(store)


def filled(*reports: Report) -> Store:
    """Return a settled store; each report's file is a day younger than the one before."""
    store = open_store(MEMORY)
    for day, report in enumerate(reports):
        keep(store, report, day)
    settle(store)
    return store


def roles(store: Store) -> dict[str, str]:
    """Return the role of each file; `!` marks the current ones."""
    return {
        name: role + "!" * current
        for name, role, current in store.rows("SELECT file_name, role, is_current FROM documents")
    }


def dump(store: Store) -> dict[str, list[str]]:
    """Return all rows of what a batch's outcome is, without clocks and run numbers."""
    tables = store.rows(
        "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' "
        "AND table_name NOT IN ('runs', 'timings', 'schema_version', 'store_state')"
    )
    contents = {}
    for (name,) in tables:
        left_out = " EXCLUDE (ingested_at)" if name == "documents" else ""
        contents[name] = sorted(map(repr, store.rows(f'SELECT *{left_out} FROM "{name}"')))
    return contents
