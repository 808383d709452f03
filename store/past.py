"""The store as it stood at a moment: a passing copy of what had been stored by then.

Which report a document is, what contradicts what, which decisions there are: all of it is told
again from the documents of that time alone, so every question and every form answers as it did
then. Documents that were read again since answer with their newest reading.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from store.database import Store, default_path, open_store
from store.keepsakes import human_tables
from store.settling import mark_unsettled, settle
from store.snapshots import readable
from store.tables import PARTS

# Which rows of a table were there at a moment; all rows of tables that are not named.
_THEN = {
    **dict.fromkeys(
        ("documents", *PARTS, "files", "former_files"), "doc_id IN (SELECT * FROM old)"
    ),
    "reviews": "reviewed_at <= $moment",
    "corrections": "corrected_at <= $moment",
    "runs": "started_at <= $moment",
    "timings": "run_id IN (SELECT run_id FROM present.runs WHERE started_at <= $moment)",
}


@contextmanager
def past(db: Path | None, moment: datetime) -> Iterator[Path]:
    """Yield a database file that holds what the store held at a moment, to be read from only.

    Args:
        db: the store; the default one when None.
        moment: UTC, without zone.

    Raises:
        StoreError: when there is no store.
    """
    file = db or default_path()
    open_store(file).close()  # says what is wrong with it
    with tempfile.TemporaryDirectory(prefix="trichluc-") as folder:
        copy = Path(folder) / file.name
        with open_store(copy, read_only=False) as store:
            _fill(store, readable(file), moment)
            mark_unsettled(store)
            settle(store)
        yield copy


def _fill(store: Store, present: Path, moment: datetime) -> None:
    quoted = str(present).replace("'", "''")
    store.run(f"ATTACH '{quoted}' AS present (READ_ONLY)")
    known = {
        name
        for (name,) in store.rows(
            "SELECT table_name FROM duckdb_tables() GROUP BY 1 HAVING count(*) > 1"  # in both
        )
    }
    store.run(
        "CREATE TEMP TABLE old AS SELECT doc_id FROM present.documents WHERE ingested_at <= ?",
        [moment],
    )
    for table in dict.fromkeys((*_THEN, *human_tables(store))):
        if table not in known:
            continue
        condition = _THEN.get(table, "true")
        parameters = {"moment": moment} if "$moment" in condition else ()
        store.run(
            f'INSERT INTO "{table}" BY NAME SELECT * FROM present."{table}" WHERE {condition}',
            parameters,
        )
    store.run("DETACH present")
