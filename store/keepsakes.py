"""What people decided, kept once more beside the originals: a lost database does not lose it.

Reports can be read again; a reviewer's decision or an imported register cannot. Each such table
stands in `<db>.files/kept/<table>.parquet`, replaced whole whenever it has changed.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from store.archive import archive_path
from store.database import Store
from store.tables import DERIVED

log = logging.getLogger(__name__)

# Tables whose rows come and go: what they held before is not kept.
_REPLACED = frozenset({"register"})


def human_tables(store: Store) -> list[str]:
    """Return the tables that hold what people said: all but those that are derived, sorted."""
    rows = store.rows("SELECT table_name FROM duckdb_tables() WHERE NOT temporary ORDER BY 1")
    return [name for (name,) in rows if name not in DERIVED and not name.startswith("_")]


def folder_of(db: Path) -> Path:
    """Return where a database's kept tables stand."""
    return archive_path(db) / "kept"


def keep_tables(store: Store) -> None:
    """Write the tables that people filled and that have changed; nothing without an archive.

    A row that stands there and not in the store stays: an empty new database takes nothing away.

    A folder that cannot be written costs the second copy, not the work: the store has the first.
    """
    if store.path is None or not archive_path(store.path).is_dir():
        return
    folder = folder_of(store.path)
    for name in human_tables(store):
        mine, kept = store.arrow(f'SELECT * FROM "{name}" ORDER BY ALL'), read_kept(folder, name)
        rows = mine if kept is None or name in _REPLACED else _united(mine, kept)
        if not mine.num_rows or (kept is not None and rows.equals(kept)):
            continue
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _replace(folder / f"{name}.parquet", rows)
        except OSError as error:
            log.warning("%s: %s", folder / name, error.strerror)


def kept_tables(db: Path) -> Iterator[tuple[str, pa.Table]]:
    """Yield the kept tables by name, sorted."""
    folder = folder_of(db)
    for path in sorted(folder.glob("*.parquet")):
        table = read_kept(folder, path.stem)
        if table is not None:
            yield path.stem, table


def read_kept(folder: Path, name: str) -> pa.Table | None:
    """Return a kept table; None when there is none, or it cannot be read."""
    path = folder / f"{name}.parquet"
    try:
        return pq.read_table(path)
    except FileNotFoundError:
        return None
    except (OSError, pa.ArrowInvalid) as error:
        log.warning("%s: %s", path, error)
        return None


def _united(mine: pa.Table, kept: pa.Table) -> pa.Table:
    """Return the store's rows, then those that are kept only; columns are the store's."""
    rows = mine.to_pylist()
    known = {repr(row) for row in rows}
    names = mine.column_names
    more = [{name: row.get(name) for name in names} for row in kept.to_pylist()]
    lost = [row for row in more if repr(row) not in known]
    return mine if not lost else pa.Table.from_pylist([*rows, *lost], schema=mine.schema)


def _replace(path: Path, table: pa.Table) -> None:
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            pq.write_table(table, file)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
