"""A header torn by a page break: its first rows end one page, the rest begins the next.

Only the next page tells the columns, by the row that numbers them; what was printed before is put
over those columns. Each cell on top of the next page either ends the text above it, or heads a
column of its own below a group.
"""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

from extract.columns import spread
from extract.document import Cell, Table
from extract.grid import cover
from extract.headers import find_header
from extract.stitching import join_cells, whole


def completed(first: Table, second: Table) -> Table | None:
    """Return the whole table of two parts, None when no header is torn between them.

    Args:
        first: the part that ends a page, its header found.
        second: the part that begins the next page, as the reader gave it.
    """
    if not _is_torn(first, second):
        return None
    reach = spread(first, second)
    if reach is None:
        return None
    above = _over(first, reach, second.n_cols)
    grid = cover(above)
    top = [cell for cell in second.cells if cell.row == 0]
    owners = [grid.get((above.n_rows - 1, cell.col)) for cell in top]
    whole_rows = find_header(second).index_row == 0  # the break went between two rows
    ends = [
        not whole_rows
        and owner is not None
        and (owner.col, owner.col_span) == (cell.col, cell.col_span)
        for owner, cell in zip(owners, top, strict=True)
    ]
    deeper = not all(ends)  # some head columns of their own
    kept = {(cell.row, cell.col): cell for cell in above.cells}
    for owner, cell, end in zip(owners, top, ends, strict=True):
        if end and owner is not None:
            tall = owner.row_span + cell.row_span - (0 if deeper else 1)
            joined = join_cells(owner, cell) if cell.text.strip() else owner
            kept[owner.row, owner.col] = replace(joined, row_span=tall)
        else:
            kept[above.n_rows, cell.col] = cell.lowered(above.n_rows)
    shift = above.n_rows - (0 if deeper else 1)
    rest = [cell.lowered(shift) for cell in second.cells if cell.row > 0]
    part = replace(second.fragments[-1], merged_rows=0 if deeper else 1)
    return whole(
        replace(
            above,
            n_rows=second.n_rows + shift,
            cells=tuple(sorted([*kept.values(), *rest], key=attrgetter("row", "col"))),
            header_rows=0,
            fragments=(*first.fragments, part),
        )
    )


def _is_torn(first: Table, second: Table) -> bool:
    """Tell whether the first part is nothing but the head that the second lacks the top of."""
    if not (first.fragments and second.fragments and first.sheet == second.sheet):
        return False
    before, after = first.fragments[-1].page, second.fragments[0].page
    if before is None or after is None or after - before != 1:
        return False
    if first.header_rows != first.n_rows or first.index_row is not None:
        return False
    index = find_header(second).index_row
    if index is None or first.n_cols > second.n_cols:
        return False
    return index == 0 or not any(
        cell.col == 0 and cell.row == 0 and cell.text.strip() for cell in second.cells
    )


def _over(first: Table, reach: list[tuple[int, int]], columns: int) -> Table:
    """Return the first part with each column over those of the second that it reaches over."""
    cells: list[Cell] = []
    for cell in first.cells:
        col = reach[cell.col][0]
        last = reach[min(cell.col + cell.col_span, len(reach)) - 1]
        cells.append(replace(cell, col=col, col_span=last[0] + last[1] - col))
    return replace(first, cells=tuple(cells), n_cols=columns)
