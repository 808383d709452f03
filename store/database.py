"""The store itself: open, create, migrate, lock; every statement goes through here."""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa

from extract.errors import StoreError, StoreLockedError
from store.lock import MOMENT, POLL_SECONDS, locked, write_lock
from store.snapshots import current, newest, taken_at

log = logging.getLogger(__name__)

HERE = Path(__file__).parent
MIGRATIONS = HERE / "migrations"
VIEWS = HERE / "views"
MEMORY = ":memory:"

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    # No extension is ever fetched: the offices' machines have no network.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "512MB",
    "preserve_insertion_order": "false",
}

JSON = {b"type": b"json"}  # the mark of a column of an Arrow table that holds JSON as text

Row = tuple[Any, ...]

# What disk, file and memory do to us; every other error of the engine is a bug of a statement.
OUTER_FAULTS = (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException)


def default_path() -> Path:
    """Return `$TRICHLUC_DB`, or `trichluc.duckdb` in the working directory."""
    return Path(os.environ.get("TRICHLUC_DB") or "trichluc.duckdb")


class Store:
    """An open database. Use it as a context manager; one transaction at a time."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, path: Path | None, held: ExitStack
    ) -> None:
        self.connection = connection
        self.path = path
        self._held = held
        self._schemas: dict[str, pa.Schema] = {}
        self._together: dict[str, list[dict[str, object]]] | None = None

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database and free its lock."""
        try:
            self.connection.close()
        finally:
            self._held.close()

    def rows(self, sql: str, parameters: object = ()) -> list[Row]:
        """Return all rows of a query; parameters are positional or a mapping by name."""
        return list(self._run(sql, parameters).fetchall())

    def row(self, sql: str, parameters: object = ()) -> Row | None:
        """Return the first row of a query, None when it has none."""
        # All rows are fetched: a result left unfinished blocks the connection.
        return next(iter(self.rows(sql, parameters)), None)

    def arrow(self, sql: str, parameters: object = ()) -> pa.Table:
        """Return a query's result as an Arrow table.

        Raises:
            StoreError: when the disk, the file or the memory fails.
        """
        try:
            relation = self.connection.sql(sql, params=parameters or None)
            table = relation.to_arrow_table()
            return table.cast(marked(table.schema, [str(kind) for kind in relation.types]))
        except OUTER_FAULTS as error:
            raise broken(error, self.path) from error

    def reader(self, sql: str, rows: int) -> pa.RecordBatchReader:
        """Return a query's result in batches of so many rows, for what does not fit in memory."""
        try:
            return self.connection.sql(sql).to_arrow_reader(rows)
        except OUTER_FAULTS as error:
            raise broken(error, self.path) from error

    def run(self, sql: str, parameters: object = ()) -> None:
        """Run a statement whose result is of no interest."""
        self._run(sql, parameters)

    def append(self, table: str, rows: Sequence[dict[str, object]]) -> None:
        """Append rows to a table as one Arrow batch; keys that are no column are left out."""
        if not rows:
            return
        if self._together is not None:
            self._together.setdefault(table, []).extend(rows)
            return
        batch = pa.Table.from_pylist(list(rows), schema=self._schema(table))
        self.connection.register("_batch", batch)
        try:
            self._run(f'INSERT INTO "{table}" BY NAME SELECT * FROM _batch')
        finally:
            self.connection.unregister("_batch")

    def revise(self, table: str, key: str, rows: Sequence[dict[str, object]]) -> None:
        """Set the other columns of the rows with the same key; all rows name the same columns."""
        if not rows:
            return
        schema = self._schema(table)
        columns = pa.schema([schema.field(name) for name in rows[0]])
        self.connection.register("_batch", pa.Table.from_pylist(list(rows), schema=columns))
        values = ", ".join(f'"{name}" = _batch."{name}"' for name in rows[0] if name != key)
        same = f'"{table}"."{key}" = _batch."{key}"'
        try:
            self._run(f'UPDATE "{table}" SET {values} FROM _batch WHERE {same}')
        finally:
            self.connection.unregister("_batch")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all or nothing of what stands inside.

        Raises:
            StoreError: when the disk or the file refuses the write; the store is as before.
        """
        if self._together is not None:
            yield
            return
        self._run("BEGIN TRANSACTION")
        try:
            yield
            self._run("COMMIT")
        except BaseException:
            self._rollback()
            raise

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one transaction of all that stand inside, at the cost of one.

        Rows appended inside go in at the end, one batch a table: nothing inside may read them.

        Raises:
            StoreError: when the disk or the file refuses the write; the store is as before.
        """
        with self.transaction():
            waiting: dict[str, list[dict[str, object]]] = {}
            self._together = waiting
            try:
                yield
            finally:
                self._together = None
            for table, rows in waiting.items():
                self.append(table, rows)

    def checkpoint(self) -> None:
        """Move what the write-ahead log holds into the database file."""
        self._run("CHECKPOINT")

    def _rollback(self) -> None:
        try:
            self.connection.execute("ROLLBACK")
        except duckdb.Error:
            # A failed commit has rolled back already, or closed the database; both leave the file
            # as the last commit left it.
            return

    def _run(self, sql: str, parameters: object = ()) -> duckdb.DuckDBPyConnection:
        try:
            return self.connection.execute(sql, parameters or None)
        except OUTER_FAULTS as error:
            raise broken(error, self.path) from error
        except duckdb.TransactionException as error:
            # The disk, too, when it fills up in the middle of a commit.
            if "Failed to commit" not in str(error):
                raise
            raise broken(error, self.path) from error

    def _schema(self, table: str) -> pa.Schema:
        if table not in self._schemas:
            empty = self.arrow(f'SELECT * FROM "{table}" LIMIT 0')
            self._schemas[table] = empty.schema.remove_metadata()
        return self._schemas[table]


def marked(schema: pa.Schema, types: Sequence[str]) -> pa.Schema:
    """Return the schema with the columns of JSON told apart from other text."""
    return pa.schema(
        [
            field.with_metadata(JSON) if kind == "JSON" else field
            for field, kind in zip(schema, types, strict=True)
        ]
    )


def broken(error: duckdb.Error | OSError, path: Path | None) -> StoreError:
    """Return our error for one of the database engine's about disk, file or memory."""
    detail = str(error).splitlines()[0]
    return StoreError(
        f"Không đọc hoặc ghi được cơ sở dữ liệu: {detail}",
        f"The database cannot be read or written: {detail}",
        remedy="Hãy kiểm tra dung lượng đĩa trống và quyền ghi; dữ liệu đã lưu vẫn nguyên vẹn.",
        remedy_en="Check free disk space and permissions; what was stored is intact.",
        file=None if path is None else str(path),
    )


def open_store(
    path: Path | str | None = None, *, read_only: bool = True, wait: float = 0.0
) -> Store:
    """Open the store; a writer creates or migrates it first, a reader gets its snapshot meanwhile.

    Args:
        path: the database file; the default one when None; `:memory:` for a passing one.
        read_only: when False, the store is locked for this process until it is closed.
        wait: seconds a writer waits for another one.

    Raises:
        StoreLockedError: when another process writes it, and a reader has no snapshot.
        StoreError: when it does not exist (to a reader), is no store, or is of a newer version.
    """
    if path == MEMORY:
        store = Store(duckdb.connect(MEMORY, config=CONFIG), None, ExitStack())
        _prepare(store)
        return store
    file = Path(path) if path is not None else default_path()
    with ExitStack() as held:
        if not read_only:
            held.enter_context(write_lock(file, wait))
        elif not file.exists():
            raise StoreError(
                "Chưa có cơ sở dữ liệu.",
                "There is no store yet.",
                remedy="Hãy chạy `trichluc ingest` trước, hoặc chỉ ra tệp bằng --db.",
                remedy_en="Run `trichluc ingest` first, or name the file with --db.",
                file=str(file),
            )
        if not read_only and not file.exists():
            _create(file)
        connection = _read(file) if read_only else _connect(file, read_only, max(wait, MOMENT))
        store = Store(connection, file, held.pop_all())
    try:
        if read_only:
            _refuse_foreign(store)
        else:
            _prepare(store)
    except BaseException:
        store.close()
        raise
    return store


def _create(file: Path) -> None:
    """Make a database whole before it gets its name: no kill and no full disk leaves half of one.

    Raises:
        StoreError: when it cannot be written.
    """
    new = file.with_name(f"{file.name}.new")
    new_log = new.with_name(f"{new.name}.wal")
    try:
        for left in (new, new_log):
            left.unlink(missing_ok=True)
        _connect(new, read_only=False).close()
        new.replace(file)
    except OSError as error:
        raise broken(error, file) from error
    finally:
        for left in (new, new_log):
            left.unlink(missing_ok=True)


def _read(file: Path) -> duckdb.DuckDBPyConnection:
    """Open a database for reading: a snapshot of it, so that no writer waits, else itself.

    While somebody writes it, the newest snapshot there is.
    """
    try:
        return _connect(current(file) or file, read_only=True)
    except StoreLockedError:
        snapshot = newest(file)
        if snapshot is None:
            raise
    time_of = taken_at(snapshot)
    log.warning(
        "đang đọc bản chụp lúc %s / reading a snapshot of %s", *[f"{time_of:%H:%M:%S %d/%m/%Y}"] * 2
    )
    return _connect(snapshot, read_only=True)


def _connect(file: Path, read_only: bool, patience: float = 0.0) -> duckdb.DuckDBPyConnection:
    """Connect; a writer that holds our lock waits some seconds for readers to end."""
    began = time.monotonic()
    while True:
        try:
            return duckdb.connect(str(file), read_only=read_only, config=CONFIG)
        except duckdb.Error as error:
            # "Could not set lock on file"; a damaged file's "checksum of block" is another matter.
            if " lock " not in str(error).lower():
                raise broken(error, file) from error
            if time.monotonic() >= began + patience:
                raise locked(file, str(error).splitlines()[0]) from error
        time.sleep(POLL_SECONDS)


def _version(store: Store) -> int:
    known = store.rows("SELECT table_name FROM information_schema.tables")
    if not known:
        return 0
    if ("schema_version",) not in known:
        raise StoreError(
            "Tệp này không phải cơ sở dữ liệu của trichluc.",
            "This file is no trichluc store.",
            remedy="Hãy chọn tệp khác bằng --db.",
            remedy_en="Choose another file with --db.",
            file=str(store.path),
        )
    found = store.row("SELECT coalesce(max(version), 0) FROM schema_version")
    return int(found[0]) if found else 0


def migrations() -> dict[int, Path]:
    """Return the migrations by number, in order."""
    return {int(path.name.split("_")[0]): path for path in sorted(MIGRATIONS.glob("*.sql"))}


def _refuse_foreign(store: Store) -> int:
    version, newest = _version(store), max(migrations())
    if version > newest:
        raise StoreError(
            f"Cơ sở dữ liệu thuộc phiên bản {version}, chương trình chỉ biết đến {newest}.",
            f"The store is of version {version}, newer than this program's {newest}.",
            remedy="Hãy cập nhật trichluc.",
            remedy_en="Update trichluc.",
            file=str(store.path),
        )
    return version


def _prepare(store: Store) -> None:
    """Bring tables and views to this program's version, all in one transaction."""
    version = _refuse_foreign(store)
    views = {path.stem: path.read_text(encoding="utf-8") for path in sorted(VIEWS.glob("*.sql"))}
    digest = hashlib.sha256("\0".join(views.values()).encode()).hexdigest()
    missing = [(number, path) for number, path in migrations().items() if number > version]
    if not missing and state(store, "views") == digest:
        return
    with store.transaction():
        if not version:
            store.run(
                "CREATE TABLE schema_version (version INTEGER NOT NULL, name VARCHAR NOT NULL, "
                "applied_at TIMESTAMP NOT NULL)"
            )
        for number, path in missing:
            store.run(path.read_text(encoding="utf-8"))
            store.run(
                "INSERT INTO schema_version VALUES (?, ?, now() AT TIME ZONE 'UTC')",
                [number, path.stem],
            )
        for sql in views.values():
            store.run(sql)
        set_state(store, "views", digest)


def state(store: Store, key: str) -> str | None:
    """Return what the store remembers under a key, None when nothing."""
    found = store.row("SELECT value FROM store_state WHERE key = ?", [key])
    return None if found is None else found[0]


def set_state(store: Store, key: str, value: str | None) -> None:
    """Remember a value under a key; part of the caller's transaction."""
    store.run("DELETE FROM store_state WHERE key = ?", [key])
    store.run("INSERT INTO store_state VALUES (?, ?)", [key, value])
