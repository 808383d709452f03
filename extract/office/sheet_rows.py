"""A sheet by rows: what prints in each, what is ruled, how far merged cells reach.

Everything is indexed once, so that a sheet of many small tables costs no more than one of few.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.office.sheets import Range, Sheet, SheetCell

Row = dict[int, SheetCell]
NOTHING: Row = {}


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The cells that print, by row and column; those under a merged cell do not.

    `ruled` are the columns with lines in each row; `drawn` those of them that no merge covers;
    `reach` the merged ranges by their top left.
    """

    cells: dict[int, Row]
    ruled: dict[int, set[int]]
    drawn: dict[int, list[int]]
    reach: dict[tuple[int, int], Range]

    def printed(self, row: int) -> Row:
        """Return the cells that begin in a row and print, by column."""
        return self.cells.get(row, NOTHING)

    def right(self, row: int, col: int) -> int:
        """Return the last column that the cell at a position covers."""
        area = self.reach.get((row, col))
        return area.right if area else col

    def is_ruled(self, row: int) -> bool:
        """Tell whether lines draw the row: most of what it prints, or a frame around all of it."""
        ruled = self.ruled.get(row, set())
        cells = self.printed(row)
        end = max((self.right(row, col) for col in cells), default=0)
        if len(ruled) > 1 and cells and min(ruled) <= min(cells) and max(ruled) >= end:
            return True
        inside = sum(col in ruled or self.right(row, col) in ruled for col in cells)
        return len(ruled) > 1 and 2 * inside >= len(cells)

    def positions(self, area: Range) -> Iterator[tuple[int, int]]:
        """Yield the positions in an area where a cell begins: filled, ruled or merged."""
        for row in range(area.top, area.bottom + 1):
            found = {*self.printed(row), *self.drawn.get(row, ())}
            for col in sorted(found):
                if area.left <= col <= area.right:
                    yield row, col


def index_rows(sheet: Sheet) -> SheetRows:
    """Return the sheet's rows."""
    filled = _by_row(sheet.cells)
    ruled = _by_row((*sheet.ruled, *((m.top, m.left) for m in sheet.merges)))
    for row, col in (*_covered(sheet.merges, filled), *_covered(sheet.merges, ruled)):
        filled.get(row, set()).discard(col)
        ruled.get(row, set()).discard(col)
    return SheetRows(
        {
            row: {c: sheet.cells[row, c] for c in sorted(cols)}
            for row, cols in filled.items()
            if cols
        },
        _by_row(sheet.ruled),
        {row: sorted(cols) for row, cols in ruled.items()},
        {(m.top, m.left): m for m in sheet.merges},
    )


def _by_row(positions: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    rows: dict[int, set[int]] = {}
    for row, col in positions:
        rows.setdefault(row, set()).add(col)
    return rows


def _covered(merges: Iterable[Range], rows: dict[int, set[int]]) -> list[tuple[int, int]]:
    """Return the positions that lie under a merged cell and are not its top left."""
    ordered = {row: sorted(cols) for row, cols in rows.items()}
    numbers = sorted(ordered)
    found: list[tuple[int, int]] = []
    for merge in merges:
        first, last = bisect_left(numbers, merge.top), bisect_right(numbers, merge.bottom)
        for row in numbers[first:last]:
            cols = ordered[row]
            for col in cols[bisect_left(cols, merge.left) : bisect_right(cols, merge.right)]:
                if (row, col) != (merge.top, merge.left):
                    found.append((row, col))
    return found
