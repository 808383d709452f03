"""One open connection to the database: every statement of the program goes through here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa

from extract.errors import StoreError

JSON = {b"type": b"json"}  # the mark of a column of an Arrow table that holds JSON as text

Row = tuple[Any, ...]

# What disk, file and memory do to us; every other error of the engine is a bug of a statement.
OUTER_FAULTS = (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException)


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
