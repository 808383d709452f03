"""Results and the whole store as open files: Parquet, CSV, JSON, XLSX, or a table for the eye."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from extract.errors import StoreError, UsageError
from store.connection import JSON, Store
from store.database import open_store
from store.datapackage import FILE, Exported, describe
from store.drawing import draw, plain
from store.workbook import write_workbook

FORMATS = ("table", "json", "jsonl", "csv", "parquet", "xlsx")
BINARY = frozenset({"parquet", "xlsx"})
INTERNAL = frozenset({"store_state"})
BATCH = 10_000  # rows

# What a spreadsheet takes for a formula when it opens a CSV file; a plain number is none.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[\d.,]+%?|[-+]")


def write_result(table: pa.Table, form: str, output: Path | None = None) -> None:
    """Write a query's result in one of `FORMATS`, to a file or to standard output.

    Raises:
        UsageError: when the format is unknown.
        StoreError: when the file cannot be written.
    """
    if form not in FORMATS:
        raise UsageError(
            f"Không có định dạng “{form}”.",
            f"There is no format “{form}”.",
            remedy=f"Có: {', '.join(FORMATS)}.",
            remedy_en=f"There are: {', '.join(FORMATS)}.",
        )
    data = to_bytes(table, form) if form in BINARY else None
    text = to_text(table, form) if data is None else ""
    try:
        if output is None or str(output) == "-":
            if data is not None:
                sys.stdout.buffer.write(data)
            else:
                sys.stdout.write(text)
        else:
            replace_file(output, lambda partial: partial.write_bytes(data or text.encode("utf-8")))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(output or Path("-"), error) from error


def to_bytes(table: pa.Table, form: str) -> bytes:
    """Return a result as a Parquet or XLSX file."""
    target = BytesIO()
    if form == "parquet":
        pq.write_table(table.rename_columns(_distinct(table.schema.names)), target)
    else:
        write_workbook(table.schema.names, _rows(table.to_batches(BATCH)), target)
    return target.getvalue()


def to_text(table: pa.Table, form: str, width: int | None = None) -> str:
    """Return a result as JSON, JSON lines, CSV or a table that fits the width in columns."""
    names = _distinct(table.schema.names)
    rows = _rows(table.to_batches(BATCH))
    if form == "csv":
        target = StringIO(newline="")
        _write_csv(names, rows, target)
        return target.getvalue()
    if form in ("json", "jsonl"):
        nested = [field.metadata == JSON for field in table.schema]
        records = (_record(names, nested, row) for row in rows)
        return "".join(f"{r}\n" for r in records) if form == "jsonl" else _array(records)
    return draw(names, list(rows), width)


def export_store(db: Path | str | None, directory: Path, form: str = "parquet") -> list[Path]:
    """Write every table and view of the store to a file of its own; return the files.

    `datapackage.json` beside them tells what each file and column holds.

    Args:
        db: the database; the default one when None.
        directory: where to; made when missing, files of the same names are replaced.
        form: `parquet` or `csv`.

    Raises:
        UsageError: when the format is neither.
        StoreError: when the store cannot be read or a file not written.
    """
    if form not in ("parquet", "csv"):
        raise UsageError(
            f"Không xuất được cả kho ra “{form}”.",
            f"The whole store cannot be exported as “{form}”.",
            remedy="Dùng parquet hoặc csv.",
            remedy_en="Use parquet or csv.",
        )
    with open_store(db) as store:
        names = [
            name
            for (name,) in store.rows("SELECT table_name FROM information_schema.tables ORDER BY 1")
            if name not in INTERNAL
        ]
        try:
            directory.mkdir(parents=True, exist_ok=True)
            files = [_export(store, name, directory / f"{name}.{form}", form) for name in names]
            told = [Exported(name, path) for name, path in zip(names, files, strict=True)]
            made = datetime.now(UTC)
            described = describe(store, told, form, made).encode("utf-8")
            replace_file(directory / FILE, lambda partial: partial.write_bytes(described))
            return files
        except OSError as error:
            raise unwritable(directory, error) from error


def safe(text: str) -> str:
    """Return the text so that a spreadsheet does not run it: `=1+1` → `'=1+1`.

    Source: OWASP, CSV Injection.
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _export(store: Store, name: str, path: Path, form: str) -> Path:
    reader = store.reader(f'SELECT * FROM "{name}"', BATCH)

    def parquet(partial: Path) -> None:
        with pq.ParquetWriter(partial, reader.schema) as writer:
            for batch in reader:
                writer.write_batch(batch)

    def text(partial: Path) -> None:
        with partial.open("w", encoding="utf-8", newline="") as file:
            _write_csv(reader.schema.names, _rows(reader), file)

    replace_file(path, parquet if form == "parquet" else text)
    return path


def replace_file(path: Path, write: Callable[[Path], object]) -> None:
    """Write beside the file and put it in its place when whole."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        write(partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[object, ...]]:
    for batch in batches:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _distinct(names: list[str]) -> list[str]:
    """Return names of which each stands once: `SELECT a.x, b.x` has two columns `x`."""
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return unique


def _write_csv(names: list[str], rows: Iterable[tuple[object, ...]], file: TextIO) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_flat(value) for value in row])


def _record(names: list[str], nested: list[bool], row: tuple[object, ...]) -> str:
    values = zip(names, nested, row, strict=True)
    return json.dumps(
        {
            name: json.loads(value) if inner and isinstance(value, str) else _jsonable(value)
            for name, inner, value in values
        },
        ensure_ascii=False,
    )


def _flat(value: object) -> object:
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, list | dict):
        return safe(json.dumps(_jsonable(value), ensure_ascii=False))
    return value


def _jsonable(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_jsonable(item) for item in value]
    if isinstance(value, dict):
        return {key: _jsonable(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)


def _array(records: Iterable[str]) -> str:
    body = ",\n  ".join(records)
    return f"[\n  {body}\n]\n" if body else "[]\n"


def unwritable(path: Path, error: OSError) -> StoreError:
    """Return our error for a file that the system does not let us write."""
    return StoreError(
        f"Không ghi được tệp ({error.strerror}).",
        f"The file cannot be written ({error.strerror}).",
        remedy="Hãy kiểm tra đường dẫn, quyền ghi và dung lượng đĩa.",
        remedy_en="Check the path, the permissions and the disk space.",
        file=str(path),
    )
