"""A sheet told apart: the lines above, between and below, and the tables.

A form's sheet holds its code, title, period and unit as lines, then the ruled grid, then
signatures. Ruled cells tell the grid; where nothing is ruled, rows of several cells do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.document import Cell, Place, Table, TextSpan
from extract.office.workbook import Merge, Sheet, SheetCell

WIDE = 3  # printed cells that make an unruled row part of a table
MIN_ROWS = 2  # rows of a table
MAX_GROUP = 3  # lines of one or two cells that may stand inside an unruled table

_INDEX = re.compile(r"\(?\d{1,2}\)?(?:\s*=[\d()+\-*/x×:%\s]+)?|\(?[A-Ea-e]\)?")


@dataclass(frozen=True, slots=True)
class Line:
    """The printed cells of a row outside tables, with their columns, left to right."""

    row: int
    cells: tuple[tuple[int, SheetCell], ...]
    last_col: int  # the last column its cells cover


@dataclass(frozen=True, slots=True)
class Region:
    """Rows `first` to `last` (both in it) of a sheet that are one table."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Row:
    printed: tuple[tuple[int, SheetCell], ...]
    ruled: int  # cells with lines at their sides
    numbers: int
    last_col: int

    @property
    def wide(self) -> int:
        return len(self.printed)


def split_sheet(sheet: Sheet) -> tuple[Line | Region, ...]:
    """Return a sheet's lines and tables, top to bottom."""
    rows = _rows(sheet)
    tables = [part for region in _regions(rows) for part in _parts(rows, region)]
    taken = {row for table in tables for row in range(table.first, table.last + 1)}
    found: list[Line | Region] = [
        Line(number, row.printed, row.last_col)
        for number, row in rows.items()
        if number not in taken and row.printed
    ]
    return tuple(sorted([*found, *tables], key=_top))


def _top(part: Line | Region) -> int:
    return part.row if isinstance(part, Line) else part.first


def _rows(sheet: Sheet) -> dict[int, _Row]:
    spans = {(m.row, m.col): m.last_col for m in sheet.merges}
    hidden = {p for m in sheet.merges for p in covered(m, sheet)}
    by_row: dict[int, list[tuple[int, SheetCell]]] = {}
    for (row, col), cell in sorted(sheet.cells.items()):
        by_row.setdefault(row, []).append((col, cell))
    rows = {}
    for row, cells in by_row.items():
        printed = tuple(
            (col, cell) for col, cell in cells if cell.text and (row, col) not in hidden
        )
        rows[row] = _Row(
            printed,
            sum(cell.ruled for _, cell in cells),
            sum(cell.value is not None or cell.uncached for _, cell in cells),
            max((spans.get((row, col), col) for col, _ in printed), default=-1),
        )
    return rows


def covered(merge: Merge, sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Yield the stored cells under a merged range, its own top left one left out."""
    rows, cols = merge.last_row - merge.row + 1, merge.last_col - merge.col + 1
    if rows * cols > len(sheet.cells):
        places = [
            (r, c)
            for r, c in sheet.cells
            if merge.row <= r <= merge.last_row and merge.col <= c <= merge.last_col
        ]
    else:
        places = [
            (r, c)
            for r in range(merge.row, merge.last_row + 1)
            for c in range(merge.col, merge.last_col + 1)
        ]
    return (place for place in places if place != (merge.row, merge.col))


def _regions(rows: dict[int, _Row]) -> list[Region]:
    ruled = [number for number, row in rows.items() if row.ruled >= 2]
    if len(ruled) >= MIN_ROWS:
        found = [_grown(rows, first, last) for first, last in _runs(ruled)]
        return [region for region in found if _prints(rows, region)]
    return _unruled(rows)


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield first, last
            first = number
        last = number
    yield first, last


def _grown(rows: dict[int, _Row], first: int, last: int) -> Region:
    """Return a ruled table with the unruled rows of numbers right below, without blank ends."""
    while (below := rows.get(last + 1)) and not below.ruled and _is_data(below):
        last += 1
    while first < last and not (rows[first].printed if first in rows else ()):
        first += 1
    while last > first and not (rows[last].printed if last in rows else ()):
        last -= 1
    return Region(first, last)


def _is_data(row: _Row) -> bool:
    return row.wide >= WIDE and row.numbers > 0


def _prints(rows: dict[int, _Row], region: Region) -> bool:
    """Tell whether a ruled run is a table: a box around one line is none."""
    lines = [rows[n] for n in range(region.first, region.last + 1) if n in rows]
    return sum(row.wide for row in lines) > 1 and max(row.wide for row in lines) > 1


def _unruled(rows: dict[int, _Row]) -> list[Region]:
    widest = max((row.wide for row in rows.values()), default=0)
    wide = min(WIDE, widest)
    if wide < 2:
        return []
    strong = [n for n, row in sorted(rows.items()) if row.wide >= wide]
    found: list[Region] = []
    for number in strong:
        if found and _joins(rows, found[-1].last, number):
            found[-1] = Region(found[-1].first, number)
        else:
            found.append(Region(number, number))
    return [
        region
        for region in found
        if region.last - region.first + 1 >= MIN_ROWS and _is_table(rows, region, wide)
    ]


def _joins(rows: dict[int, _Row], last: int, number: int) -> bool:
    """Tell whether only group titles stand between two rows of an unruled table."""
    between = range(last + 1, number)
    return len(between) <= MAX_GROUP and all(n in rows and rows[n].printed for n in between)


def _is_table(rows: dict[int, _Row], region: Region, wide: int) -> bool:
    """Tell a table from a letterhead or a list of settings, which are two columns wide."""
    if wide >= WIDE:
        return True
    lines = [rows[n] for n in range(region.first, region.last + 1) if n in rows]
    return len(lines) > MIN_ROWS and any(row.numbers for row in lines)


def _parts(rows: dict[int, _Row], region: Region) -> list[Region]:
    """Return the tables of a run: a second index row begins a second one."""
    indexes = [n for n in range(region.first, region.last + 1) if n in rows and _is_index(rows[n])]
    starts = [region.first]
    for index in indexes[1:]:
        start = index
        while start - 1 > starts[-1] and _may_head(rows.get(start - 1)):
            start -= 1
        starts.append(start)
    ends = [start - 1 for start in starts[1:]] + [region.last]
    parts = []
    for first, last in zip(starts, ends, strict=True):
        # "II. KẾT QUẢ …" across the whole grid is the second part's title, a line above it.
        while first > region.first and first < last and rows[first].wide <= 1:
            first += 1
        parts.append(Region(first, last))
    return parts


def _is_index(row: _Row) -> bool:
    texts = [cell.text for _, cell in row.printed]
    return (
        len(texts) > 2
        and row.numbers == 0
        and all(_INDEX.fullmatch(text) for text in texts)
        and sum("(" in text for text in texts) * 2 > len(texts)
    )


def _may_head(row: _Row | None) -> bool:
    return row is not None and row.numbers == 0 and bool(row.printed)


def build_table(sheet: Sheet, region: Region) -> Table:
    """Return the rows of a region as a table: blank ends and columns that print nothing left out.

    Rows count from the region's first; a blank cell stands with an empty text.
    """
    merges = {(m.row, m.col): m for m in sheet.merges if region.first <= m.row <= region.last}
    under = {place for merge in merges.values() for place in covered(merge, sheet)}
    stored = {
        place: cell
        for place, cell in sheet.cells.items()
        if region.first <= place[0] <= region.last and place not in under
    }
    columns = sorted({col for (_, col), cell in stored.items() if cell.text or cell.uncached})
    index = {col: position for position, col in enumerate(columns)}
    hidden = {
        (row, col)
        for merge in merges.values()
        for row in range(merge.row, min(merge.last_row, region.last) + 1)
        for col in columns
        if merge.col <= col <= merge.last_col and (row, col) != (merge.row, merge.col)
    }
    cells = []
    for row in range(region.first, region.last + 1):
        for col in columns:
            if (row, col) in hidden:
                continue
            merge = merges.get((row, col), Merge(row, col, row, col))
            cells.append(
                _cell(
                    stored.get((row, col), SheetCell()),
                    sheet.name,
                    row - region.first,
                    index[col],
                    min(merge.last_row, region.last) - row + 1,
                    sum(col <= c <= merge.last_col for c in columns),
                )
            )
    return Table(region.last - region.first + 1, len(columns), tuple(cells), sheet=sheet.name)


def _cell(source: SheetCell, sheet: str, row: int, col: int, row_span: int, col_span: int) -> Cell:
    length = len(source.text)
    return Cell(
        row,
        col,
        source.text,
        row_span=row_span,
        col_span=col_span,
        spans=(TextSpan(0, length, Place(sheet=sheet)),) if length else (),
        value=source.value,
    )
