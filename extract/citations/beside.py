"""Dates in a column of their own: "Số, ký hiệu | Ngày ban hành" of a list of documents."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.citations.model import RawReference, Slot
from extract.document import Document, Table
from extract.folding import skeleton

_DATE_HEAD = regex.compile(
    r"ngay(?: thang)?(?: nam)?(?: (?:ban hanh|ky|ky ban hanh|van ban|vb|cong van))?"
    r"|thoi gian ban hanh"
)
_NUMBER_HEAD = regex.compile(r"\b(?:so|ky hieu|van ban|cong van|quyet dinh|to trinh|ke hoach)\b")
_DATE = regex.compile(
    r"\s*(?:ngày\s+)?(?P<date>[0-9]{1,2}\s?[/.-]\s?[0-9]{1,3}\s?[/.-]\s?[0-9]{4,5}"
    r"|[0-9]{1,2}\s+tháng\s+[0-9]{1,2}\s+năm\s+[0-9]{4})\s*",
    regex.IGNORECASE,
)


def take_dates_beside(document: Document, found: list[RawReference]) -> Iterator[RawReference]:
    """Yield the citations, those alone in a cell with the date of their row's date column."""
    columns: dict[int, _Columns] = {}
    for reference in found:
        block = document.blocks[reference.block]
        if reference.cell is None or reference.date is not None or block.table is None:
            yield reference
            continue
        if reference.block not in columns:
            columns[reference.block] = _Columns(block.table)
        date = columns[reference.block].date_beside(*reference.cell)
        if date is None:
            yield reference
        else:
            yield reference._replace(date=date, traits=(*reference.traits, "date-beside"))


def column_heads(table: Table) -> dict[int, str]:
    """Return the folded words that head each column, the numbers below them left out."""
    heads: dict[int, str] = {}
    for cell in table.cells:
        if cell.row >= max(table.header_rows, 1):
            break
        if len(cell.text) < 60 and (words := skeleton(cell.text)) and not words.isdigit():
            heads[cell.col] = f"{heads.get(cell.col, '')} {words}".strip()
    return heads


def dates_head(head: str) -> bool:
    """Tell whether a column's folded head says that the days of issue stand below."""
    return _DATE_HEAD.fullmatch(head) is not None


class _Columns:
    """The date columns of one table, and the cells in them, looked up for many citations."""

    def __init__(self, table: Table) -> None:
        self._beside = _date_columns(table)
        columns = set(self._beside.values())
        self._cells = {(c.row, c.col): c for c in reversed(table.cells) if c.col in columns}
        self._offsets = table.layout()[1] if columns else {}

    def date_beside(self, row: int, col: int) -> Slot | None:
        """Return the date that belongs to a number's cell, placed in the text of the block."""
        cell = self._cells.get((row, self._beside.get(col, -1)))
        match = _DATE.fullmatch(cell.text) if cell is not None else None
        if cell is None or match is None:
            return None
        shift = self._offsets[cell.row, cell.col]
        return Slot(match["date"], match.start("date") + shift, match.end("date") + shift)


def _date_columns(table: Table) -> dict[int, int]:
    """Return the date column that belongs to each column of numbers: the next one to its right.

    The only one of the table may stand on the left.
    """
    heads = column_heads(table)
    dates = [col for col, text in heads.items() if dates_head(text)]
    numbers = [col for col, text in heads.items() if _NUMBER_HEAD.search(text)]
    return {
        col: min((d for d in dates if d > col), default=dates[0])
        for col in numbers
        if col not in dates and (any(d > col for d in dates) or len(dates) == 1)
    }
