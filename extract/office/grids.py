"""Word tables as grids: merged cells once, columns nobody sees left out, tables inside cells.

Source: ECMA-376 part 1, §17.4.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from extract.document import Cell, Table, TextSpan
from extract.office.formats import OFF, Styles, W, has_vertical_lines, number, value

Element = Any
CellReader = Callable[[Element], tuple[str, tuple[Table, ...]]]

# Word makes no table wider than 63 columns; a damaged file may say that a cell spans millions.
MOST_COLUMNS = 1000
SLIVER = 100  # twips (1/20 point): a grid column narrower than this holds no text
HOLDERS = frozenset(W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "smartTag"))


@dataclass(slots=True)
class GridCell:
    """A cell and the rows and columns it covers; a merged cell stands once."""

    row: int
    col: int
    element: Element
    row_span: int = 1
    col_span: int = 1
    is_header: bool = False


@dataclass(slots=True)
class Grid:
    """The rows of one `w:tbl`; `deleted` are the rows whose deletion is tracked."""

    n_rows: int = 0
    n_cols: int = 0
    cells: list[GridCell] = field(default_factory=list)
    deleted: list[Element] = field(default_factory=list)


def read_grid(table: Element) -> Grid:
    """Return a table's grid, its cells in row-major order."""
    grid = Grid()
    for row in members(table, W + "tr"):
        properties = row.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            grid.deleted.append(row)
        else:
            _add_row(grid, row, properties)
    _drop_hidden_columns(grid, _edges(table))
    return grid


def members(element: Element, tag: str) -> Iterator[Element]:
    """Yield the children of that name in order, also those inside content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in HOLDERS:
            yield from members(child, tag)


def build_table(grid: Grid, read_cell: CellReader) -> Table:
    """Return the grid as a table; `read_cell` gives a cell's text and the tables in it."""
    cells = []
    for cell in grid.cells:
        text, tables = read_cell(cell.element)
        cells.append(
            Cell(
                cell.row,
                cell.col,
                text,
                row_span=cell.row_span,
                col_span=cell.col_span,
                is_header=cell.is_header,
                spans=(TextSpan(0, len(text)),) if text else (),
                tables=tables,
            )
        )
    return Table(grid.n_rows, grid.n_cols, tuple(cells))


def _add_row(grid: Grid, row: Element, properties: Element) -> None:
    col = min(number(value(properties, "gridBefore")) or 0, MOST_COLUMNS)
    flag = value(properties, "tblHeader")
    is_header = flag is not None and flag.lower() not in OFF
    for element in members(row, W + "tc"):
        settings = element.find(W + "tcPr")
        span = min(max(number(value(settings, "gridSpan")) or 1, 1), MOST_COLUMNS)
        if _goes_on(settings, "hMerge") and _widen(grid, col, span):
            col += span
            continue
        cell = GridCell(grid.n_rows, col, element, col_span=span, is_header=is_header)
        above = _above(grid, cell) if _goes_on(settings, "vMerge") else None
        if above is None:
            grid.cells.append(cell)
        else:
            above.row_span += 1
        col += span
    grid.n_cols = max(grid.n_cols, col)
    grid.n_rows += 1


def _goes_on(settings: Element, tag: str) -> bool:
    merge = value(settings, tag)
    return merge is not None and merge != "restart"


def _above(grid: Grid, cell: GridCell) -> GridCell | None:
    for other in reversed(grid.cells):
        if other.row + other.row_span == cell.row and other.col == cell.col:
            return other
    return None


def _widen(grid: Grid, col: int, span: int) -> bool:
    """Let the cell to the left cover these columns too: the old horizontal merge."""
    last = grid.cells[-1] if grid.cells else None
    if last is None or last.row != grid.n_rows or last.col + last.col_span != col:
        return False
    last.col_span += span
    return True


def _edges(table: Element) -> list[int] | None:
    """Return where each grid column begins and the last one ends, in twips; None when not said."""
    columns = table.findall(f"{W}tblGrid/{W}gridCol")
    widths = [number(column.get(W + "w")) for column in columns]
    known = [width for width in widths if width is not None and width >= 0]
    return [0, *accumulate(known)] if any(known) and len(known) == len(widths) else None


def _drop_hidden_columns(grid: Grid, edges: list[int] | None) -> None:
    """Renumber columns so that only those remain at which some cell begins.

    Word keeps a grid column for each edge ever drawn: many begin no cell, others are slivers
    between edges that look like one.
    """
    joined = _joined_edges(grid, edges)
    starts = sorted({joined[cell.col] for cell in grid.cells})
    index = {start: position for position, start in enumerate(starts)}
    for cell in grid.cells:
        first, end = joined[cell.col], joined[cell.col + cell.col_span]
        cell.col_span = max(bisect_left(starts, end) - index[first], 1)
        cell.col = index[first]
    grid.n_cols = len(starts)


def _joined_edges(grid: Grid, edges: list[int] | None) -> list[int]:
    """Return for each grid edge the edge it stands for."""
    joined = list(range(grid.n_cols + 2))
    if edges is None or len(edges) < grid.n_cols + 1:
        return joined
    taken = {(cell.col, cell.col + cell.col_span) for cell in grid.cells}
    for edge in range(1, grid.n_cols):
        before = joined[edge - 1]
        # No cell may shrink to nothing.
        if edges[edge] - edges[before] < SLIVER and not any(
            (start, edge) in taken for start in range(before, edge)
        ):
            joined[edge] = before
    return joined


def draws_lines(element: Element, styles: Styles) -> bool:
    """Return whether a table draws lines between its columns."""
    settings = element.find(W + "tblPr")
    borders = None if settings is None else settings.find(W + "tblBorders")
    if borders is not None:
        if has_vertical_lines(borders):
            return True
    elif (value(settings, "tblStyle") or "") in styles.bordered:
        return True
    return any(
        has_vertical_lines(own) for own in element.iterfind(f"{W}tr/{W}tc/{W}tcPr/{W}tcBorders")
    )
