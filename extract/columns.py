"""Where a table's columns stand on the page, and which columns of two parts are one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from extract.document import Box, Table
from extract.grid import own_rows

COLUMN_TOLERANCE = 6.0  # points; how far apart the texts of one column may stand on two pages
_MISSING = 3  # columns that a part may lack, since it prints nothing in them
_OFF_GROUP = 25.0  # points; how far a text may stand from the middle, or the left, of its group

Reach = tuple[float, float]


def fitted(first: Table, second: Table) -> Table:
    """Return `second` with its columns numbered as those of `first` that they stand under.

    Where room alone sets columns apart, one that is blank on a whole page is none there. The table
    is returned as it is unless each of its columns stands under another one, in order.
    """
    lacking = first.n_cols - second.n_cols
    if not 0 < lacking <= _MISSING:
        return second
    above, below = _reaches(first), _reaches(second)
    if len(below) < max(2, second.n_cols):
        return second
    taken: list[int] = []
    for col in sorted(below):
        under = [other for other, reach in above.items() if _gap(reach, below[col]) < 0]
        best = min(under, key=lambda other: _gap(above[other], below[col]), default=None)
        if best is None or (taken and best <= taken[-1]):
            return second
        taken.append(best)
    cells = tuple(
        replace(
            cell,
            col=taken[cell.col],
            col_span=taken[min(cell.col + cell.col_span, len(taken)) - 1] - taken[cell.col] + 1,
        )
        for cell in second.cells
    )
    return replace(second, n_cols=first.n_cols, cells=cells)


def columns_meet(first: Table, second: Table) -> bool:
    """Tell whether the columns of both stand over each other; also when nothing has a place."""
    above, below = _reaches(first), _reaches(second)
    both = above.keys() & below.keys()
    apart = sum(_gap(above[col], below[col]) > COLUMN_TOLERANCE for col in both)
    return apart <= 0.2 * len(both)


def spread(first: Table, second: Table) -> list[tuple[int, int]] | None:
    """Return for each column of `first` where it begins and how many columns of `second` it heads.

    A row of merged heads has fewer columns than what stands below. Each head stands over the left
    or the middle of its columns; None when they cannot be dealt out so.
    """
    if first.n_cols == second.n_cols:
        same = [(col, 1) for col in range(first.n_cols)]
        return same if columns_meet(first, second) else None
    above, below = _reaches(first), _reaches(second)
    if first.n_rows > 1 or len(above) < first.n_cols or len(below) < second.n_cols:
        return None
    best: dict[int, tuple[float, list[tuple[int, int]]]] = {0: (0.0, [])}  # by columns dealt out
    for head in range(first.n_cols):
        reached: dict[int, tuple[float, list[tuple[int, int]]]] = {}
        for start, (cost, groups) in best.items():
            for end in range(start + 1, second.n_cols + 1):
                group = (below[start][0], max(below[col][1] for col in range(start, end)))
                off = min(abs(above[head][0] - group[0]), abs(sum(above[head]) - sum(group)) / 2)
                if off <= _OFF_GROUP and cost + off < reached.get(end, (1e9, []))[0]:
                    reached[end] = (cost + off, [*groups, (start, end - start)])
        best = reached
    return best[second.n_cols][1] if second.n_cols in best else None


def _reaches(table: Table) -> dict[int, tuple[float, float]]:
    """Return where each column begins and ends to print, by single-column cells.

    On a page laid on its side the columns stand one below the other.
    """
    low, high = (1, 3) if _on_its_side(table) else (0, 2)
    boxes: dict[int, list[Box]] = {}
    for cell in table.cells:
        if cell.col_span == 1 and cell.text.strip():
            found = [span.place.box for span in cell.spans if span.place.box is not None]
            boxes.setdefault(cell.col, []).extend(found)
    return {
        col: (min([box[low] for box in column]), max([box[high] for box in column]))
        for col, column in boxes.items()
        if column
    }


def _on_its_side(table: Table) -> bool:
    """Tell whether the cells of one row stand over each other on the page, not side by side."""
    beside = over = 0
    for row in own_rows(table):
        boxes = [box for c in row.values() for s in c.spans[:1] if (box := s.place.box)]
        for a, b in pairwise(boxes):
            beside += min(a.x1, b.x1) <= max(a.x0, b.x0)
            over += min(a.y1, b.y1) <= max(a.y0, b.y0)
    return over > beside


def _gap(a: tuple[float, float], b: tuple[float, float]) -> float:
    return max(a[0], b[0]) - min(a[1], b[1])
