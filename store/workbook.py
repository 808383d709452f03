"""Rows into a workbook with real types: numbers, dates and texts as such, no formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import IO

from extract.errors import UsageError

MAX_ROWS = 1_048_576  # of a sheet, its header included; Source: Excel specifications and limits
MAX_TEXT = 32_767  # characters of a cell
SAMPLE = 200  # rows that decide a column's width
WIDEST = 60  # characters
# Source: XML 1.0, production 2 (Char).
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
DATE, MOMENT, WHOLE = "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "#,##0"


def write_workbook(
    names: Sequence[str], rows: Iterable[tuple[object, ...]], target: IO[bytes]
) -> None:
    """Write one sheet with a header row; texts stay texts whatever they begin with.

    Raises:
        UsageError: when there are more rows than a sheet can hold.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("trichluc")
    sheet.freeze_panes = "A2"
    iterator = iter(rows)
    sample = list(islice(iterator, SAMPLE))
    for position, name in enumerate(names):
        longest = max((len(_text(row[position])) for row in sample), default=0)
        width = min(max(longest, len(name)) + 2, WIDEST)
        sheet.column_dimensions[get_column_letter(position + 1)].width = width
    header = []
    for name in names:
        cell = WriteOnlyCell(sheet, name)
        cell.data_type = "s"
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)
    for number, row in enumerate(chain(sample, iterator), 2):
        if number > MAX_ROWS:
            raise UsageError(
                f"Kết quả nhiều hơn {MAX_ROWS - 1} dòng, một trang tính không chứa hết.",
                f"The result has more than {MAX_ROWS - 1} rows: a sheet cannot hold them.",
                remedy="Hãy thêm LIMIT hoặc xuất ra CSV, Parquet.",
                remedy_en="Add a LIMIT or write CSV or Parquet.",
            )
        sheet.append([_cell(sheet, value) for value in row])
    book.save(target)


def _cell(sheet: object, value: object) -> object:
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float | Decimal):
        cell = WriteOnlyCell(sheet, value)
        if not -1000 < value < 1000 and value == round(value):
            cell.number_format = WHOLE
        return cell
    if isinstance(value, date):
        # A datetime is a date, too.
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = MOMENT if isinstance(value, datetime) else DATE
        return cell
    cell = WriteOnlyCell(sheet, _text(value))
    cell.data_type = "s"  # else a text that begins with "=" becomes a formula
    cell.quotePrefix = True
    return cell


def printable(text: str) -> str:
    """Return the text without the control characters that XML refuses."""
    return _CONTROLS.sub(" ", text)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_text(item) for item in value)
    text = printable(str(value))
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"
