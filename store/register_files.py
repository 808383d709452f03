"""An office's list of documents as lines of cells, whatever file it comes in."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineWorkbook

from extract.encodings import decode
from extract.errors import DamagedFileError, LimitError, UnsupportedFileError, UsageError
from extract.office.package import open_archive
from extract.options import ReadOptions

Value = str | date

_ZIP, _OLE, _PARQUET, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1", b"%PDF"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list; `row` counts from 1 as the file's own program shows it."""

    row: int
    cells: tuple[Value, ...]

    @property
    def filled(self) -> int:
        """Return how many different things stand in the line; a merged heading is one."""
        return len({str(cell) for cell in self.cells if cell != ""})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of lines; `name` is None where a file has no sheets."""

    name: str | None
    lines: tuple[Line, ...]


def read_sheets(path: Path, options: ReadOptions) -> list[Sheet]:
    """Return the sheets of an XLSX, XLS, ODS, CSV or Parquet file.

    Raises:
        UsageError: when there is no such file.
        UnsupportedFileError: when it is of no such kind.
        DamagedFileError: when it cannot be opened as what it says it is.
        LimitError: when it is larger than the limits.
    """
    data = _read(path, options)
    if data.startswith(_PARQUET):
        return [_parquet(data, path)]
    if data.startswith((_ZIP, _OLE)):
        if data.startswith(_ZIP):
            open_archive(data, path.name, options).close()  # refuses what unpacks beyond the limits
        return _workbook(data, path)
    data = _marked(data)
    binary = b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if binary or data.startswith(_PDF):
        raise UnsupportedFileError(
            "Danh sách phải là tệp XLSX, CSV hoặc Parquet.",
            "The list must be an XLSX, CSV or Parquet file.",
            file=str(path),
        )
    return [_csv(decode(data).text, path)]


def _read(path: Path, options: ReadOptions) -> bytes:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise IsADirectoryError(21, "không phải tệp", str(path))
        if size > options.max_bytes:
            raise LimitError(
                f"Tệp lớn hơn giới hạn {options.max_bytes // 1024**2} MB.",
                f"The file is larger than the limit of {options.max_bytes // 1024**2} MB.",
                file=str(path),
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UsageError(
            "Không có tệp danh sách này.", "There is no such list.", file=str(path)
        ) from error
    except OSError as error:
        raise UsageError(
            f"Không mở được danh sách: {error.strerror}.",
            f"The list cannot be opened: {error.strerror}.",
            file=str(path),
        ) from error


def _marked(data: bytes) -> bytes:
    """Return text in UTF-16 with the mark that tells its byte order, where it was left out.

    Separators, digits and most letters have a zero for their high byte, and none for the low one.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    even, odd = data[:4096:2], data[1:4096:2]
    for mark, high, low in ((b"\xff\xfe", odd, even), (b"\xfe\xff", even, odd)):
        if low and not low.count(0) and 2 * high.count(0) > len(high):
            return mark + data
    return data


def _workbook(data: bytes, path: Path) -> list[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            Sheet(name, _lines(book.get_sheet_by_name(name).to_python(skip_empty_area=False)))
            for name in book.sheet_names
        ]
    except CalamineError as error:
        raise _damaged(path, str(error)) from error


def _parquet(data: bytes, path: Path) -> Sheet:
    try:
        table = pq.read_table(io.BytesIO(data))
    except pa.ArrowException as error:
        raise _damaged(path, str(error).splitlines()[0]) from error
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    head = Line(0, tuple(table.column_names))  # the names are no row: rows count from 1
    return Sheet(None, (head, *_lines(rows)))


def _csv(text: str, path: Path) -> Sheet:
    # The separator that most lines of the beginning agree on; titles above the head have none.
    start = text.splitlines()[:50]
    separator = max(",;\t|", key=lambda mark: sum(line.count(mark) for line in start))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    lines, before = [], 0
    try:
        for row in reader:
            lines.append(Line(before + 1, tuple(_values(row))))
            before = reader.line_num
    except csv.Error as error:
        raise _damaged(path, f"{error} ({before + 1})") from error
    return Sheet(None, tuple(lines))


def _lines(rows: Iterable[Iterable[object]]) -> tuple[Line, ...]:
    return tuple(Line(number, tuple(_values(row))) for number, row in enumerate(rows, 1))


def _values(row: Iterable[object]) -> Iterator[Value]:
    for cell in row:
        yield _value(cell)


def _value(cell: object) -> Value:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(unicodedata.normalize("NFC", str(cell)).split())


def _damaged(path: Path, detail: str) -> DamagedFileError:
    return DamagedFileError(
        f"Không mở được danh sách: {detail}",
        f"The list cannot be opened: {detail}",
        remedy="Hãy mở bằng phần mềm đã tạo ra tệp và lưu lại.",
        remedy_en="Open it in the program that made it and save it again.",
        file=str(path),
    )
