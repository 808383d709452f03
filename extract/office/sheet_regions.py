"""A sheet taken apart: its tables, and the lines of text above, between and below them.

A table is where cells have lines at their sides; a sheet without lines is told by how many cells
its rows fill. What stands outside is text: caption, letterhead, notes, signatures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extract.headers import clean, is_numeric
from extract.office.sheet_rows import Row, SheetRows
from extract.office.sheets import Range, SheetCell

_WIDE = 0.6  # share of a table's width from which a lone cell is a title, not a label
LOOK_BACK = 6  # rows between a second table's title and its row (1) (2) (3)
MIN_COLUMNS = 3  # of a table without lines
LIST_ROWS = 4  # least rows of a table with neither lines nor numbers; signatures have three

_INDEX = re.compile(r"\(\d{1,2}\)(?:=.+)?")
_SIGNED = re.compile(
    r"ng[uư][oờ]i l[aậ]p|l[aậ]p bi[eể]u|k[yý],|\bk[yý] t[eê]n|gi[aá]m đ[oố]c|ch[uủ] t[iị]ch"
    r"|th[uủ] tr[uư][oở]ng|tr[uư][oở]ng ph[oò]ng|ph[uụ] tr[aá]ch|c[oộ]ng h[oò]a x[aã] h[oộ]i"
    r"|đ[oộ]c l[aậ]p|n[oơ]i nh[aậ]n|^\s*(?:tm|kt|tl|tuq)\.|ng[aà]y .{0,8}th[aá]ng",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A cell outside of tables: one paragraph."""

    cell: SheetCell


@dataclass(frozen=True, slots=True)
class Area:
    """A table's place on its sheet."""

    bounds: Range


def take_apart(rows: SheetRows, boxes: Sequence[tuple[int, str]]) -> Iterator[Line | Area]:
    """Yield a sheet's lines and tables in reading order.

    Args:
        rows: the sheet.
        boxes: the texts of drawn shapes, each with the row it hangs on.
    """
    waiting = sorted(boxes, reverse=True)
    for first, last, in_lines in _bands(rows):
        while waiting and waiting[-1][0] <= first:
            yield Line(SheetCell(waiting.pop()[1]))
        yield from _ruled(rows, first, last) if in_lines else _unruled(rows, first, last)
    for _, text in reversed(waiting):
        yield Line(SheetCell(text))


def _bands(rows: SheetRows) -> Iterator[tuple[int, int, bool]]:
    """Yield first and last row of each stretch of rows inside lines, and outside of them.

    A stretch ends at a row that is neither filled nor ruled. Rows right below the lines that go on
    as the table does belong to it, and so do column heads right above.
    """
    live = sorted(set(rows.cells) | {row for row, cols in rows.ruled.items() if len(cols) > 1})
    marks = {row: rows.is_ruled(row) for row in live}
    width = 0
    for row in live:
        if marks[row]:
            width = max(width, len(rows.printed(row)))
        elif marks.get(row - 1) and _goes_on(rows.printed(row), width):
            marks[row] = True
        else:
            width = 0
    for row in reversed(live):
        if not marks[row] and marks.get(row + 1) and _heads(rows, row):
            marks[row] = True
    keyed = [(row - at, marks[row], row) for at, row in enumerate(live)]
    for (_, in_lines), group in groupby(keyed, key=lambda k: k[:2]):
        found = [row for _, _, row in group]
        filled = [row for row in found if rows.printed(row)]
        if filled:
            yield filled[0], filled[-1], in_lines


def _goes_on(cells: Row, width: int) -> bool:
    """Tell whether a row without lines, right below a ruled table, is a row of it."""
    if len(cells) < 2 or any(_SIGNED.search(cell.text) for cell in cells.values()):
        return False
    numbers = sum(is_numeric(cell.text) for cell in cells.values())
    return numbers >= 2 or (len(cells) >= MIN_COLUMNS and len(cells) >= _WIDE * width)


def _heads(rows: SheetRows, row: int) -> bool:
    """Tell whether a row without lines, right above a ruled table, heads its columns."""
    cells, below = rows.printed(row), rows.printed(row + 1)
    if len(cells) < MIN_COLUMNS or len(cells) < _WIDE * len(below):
        return False
    texts = [cell.text for cell in cells.values()]
    return not any(is_numeric(t) or _SIGNED.search(t) for t in texts)


def _ruled(rows: SheetRows, first: int, last: int) -> Iterator[Line | Area]:
    for left, right in _columns(rows, first, last):
        filled = [r for r in range(first, last + 1) if _within(rows.printed(r), left, right)]
        if not filled:
            continue
        if left == right and not any(left in rows.ruled.get(r, ()) for r in filled):
            for row in filled:
                yield Line(rows.printed(row)[left])
        else:
            yield from _titled(rows, Range(filled[0], left, filled[-1], right))


def _within(cells: Row, left: int, right: int) -> Row:
    return {col: cell for col, cell in cells.items() if left <= col <= right}


def _columns(rows: SheetRows, first: int, last: int) -> list[tuple[int, int]]:
    """Return the stretches of columns: a column neither filled nor ruled parts two tables."""
    used: set[int] = set()
    for row in range(first, last + 1):
        for col in rows.printed(row):
            used.update(range(col, min(rows.right(row, col), col + 1000) + 1))
        used |= rows.ruled.get(row, set())
    found: list[tuple[int, int]] = []
    for col in sorted(used):
        if found and found[-1][1] == col - 1:
            found[-1] = found[-1][0], col
        else:
            found.append((col, col))
    return found


def _titled(rows: SheetRows, area: Range) -> Iterator[Line | Area]:
    """Yield a table after the titles inside its lines; a second table below starts anew."""
    top = area.top
    while top < area.bottom and _is_title(rows, top, area):
        yield from map(Line, _within(rows.printed(top), area.left, area.right).values())
        top += 1
    indexes = [r for r in range(top, area.bottom + 1) if _is_index(rows, r, area)]
    for index in indexes[1:]:
        title = _title_above(rows, index, top, area)
        if title is not None:
            yield Area(Range(top, area.left, title - 1, area.right))
            yield from _titled(rows, Range(title, area.left, area.bottom, area.right))
            return
    yield Area(Range(top, area.left, area.bottom, area.right))


def _is_title(rows: SheetRows, row: int, area: Range) -> bool:
    """Tell whether the row holds one cell, set over most of the table's width."""
    cells = _within(rows.printed(row), area.left, area.right)
    if len(cells) != 1:
        return False
    col = next(iter(cells))
    reach = rows.reach.get((row, col))
    if reach is None or reach.bottom > row:
        return False
    return reach.right - col + 1 >= _WIDE * (area.right - area.left + 1)


def _is_index(rows: SheetRows, row: int, area: Range) -> bool:
    cells = _within(rows.printed(row), area.left, area.right)
    found = sum(bool(_INDEX.fullmatch(clean(cell.text))) for cell in cells.values())
    return len(cells) >= MIN_COLUMNS and found >= 0.6 * len(cells)


def _title_above(rows: SheetRows, index: int, top: int, area: Range) -> int | None:
    """Return the first of the title rows of the table that a later index row belongs to."""
    for row in range(index - 1, max(index - LOOK_BACK, top), -1):
        if _is_title(rows, row, area):
            while row - 1 > top and _is_title(rows, row - 1, area):
                row -= 1
            return row
        cells = _within(rows.printed(row), area.left, area.right)
        if any(is_numeric(cell.text) for cell in cells.values()):
            return None
    return None


def _unruled(rows: SheetRows, first: int, last: int) -> Iterator[Line | Area]:
    """Yield a stretch without lines: its lines, and a table where rows fill several columns."""
    stretch = [row for row in range(first, last + 1) if rows.printed(row)]
    bounds = _body(rows, stretch)
    if bounds is None:
        yield from _lines(rows, stretch)
        return
    yield from _lines(rows, [row for row in stretch if row < bounds[0]])
    body = [row for row in stretch if bounds[0] <= row <= bounds[1]]
    left = min(min(rows.printed(row)) for row in body)
    right = max(rows.right(row, col) for row in body for col in rows.printed(row))
    yield from _titled(rows, Range(body[0], left, body[-1], right))
    yield from _lines(rows, [row for row in stretch if row > bounds[1]])


def _body(rows: SheetRows, stretch: Sequence[int]) -> tuple[int, int] | None:
    """Return first and last row of the table in a stretch without lines, if there is one."""
    wide = [
        row
        for row in stretch
        if len(rows.printed(row)) >= MIN_COLUMNS
        and not any(_SIGNED.search(cell.text) for cell in rows.printed(row).values())
    ]
    counted = any(is_numeric(c.text) for row in wide for c in rows.printed(row).values())
    if len(wide) < (2 if counted else LIST_ROWS):
        return None
    last = wide[-1]
    for row in stretch:  # labels and totals of few cells right below
        cells = rows.printed(row)
        if row > last and len(cells) > 1 and any(is_numeric(c.text) for c in cells.values()):
            last = row
    return wide[0], last


def _lines(rows: SheetRows, stretch: Sequence[int]) -> Iterator[Line]:
    """Yield the cells of rows outside of tables; rows of two columns go column by column."""
    group: list[int] = []
    for row in stretch:
        if group and not _same_columns(rows, group[0], row):
            yield from _by_column(rows, group)
            group = []
        group.append(row)
    yield from _by_column(rows, group)


def _same_columns(rows: SheetRows, first: int, row: int) -> bool:
    """Tell whether each cell stands under one of the first row's several cells, and one only."""
    heads = rows.printed(first)
    if len(heads) < 2 or _is_labeled(heads):
        return False
    return all(len(_over(rows, first, row, col)) == 1 for col in rows.printed(row))


def _over(rows: SheetRows, first: int, row: int, col: int) -> list[int]:
    """Return the columns of the first row's cells that stand over a cell."""
    right = rows.right(row, col)
    return [
        head for head in rows.printed(first) if head <= right and col <= rows.right(first, head)
    ]


def _is_labeled(cells: Row) -> bool:
    """Tell a row such as `Kỳ báo cáo:` | `Quý I/2024`, which reads across."""
    return cells[min(cells)].text.rstrip().endswith(":")


def _by_column(rows: SheetRows, group: Sequence[int]) -> Iterator[Line]:
    if group and _is_labeled(rows.printed(group[0])):
        cells = [cell for _, cell in sorted(rows.printed(group[0]).items())]
        yield Line(replace(cells[0], text=" ".join(cell.text.strip() for cell in cells)))
        return
    columns: dict[int, list[SheetCell]] = {}
    for row in group:
        for col, cell in sorted(rows.printed(row).items()):
            head = col if row == group[0] else _over(rows, group[0], row, col)[0]
            columns.setdefault(head, []).append(cell)
    for head in sorted(columns):
        yield from map(Line, columns[head])
