"""A table's positions: which cell covers which, and what stands in a row."""

from __future__ import annotations

from extract.document import Cell, Table

Grid = dict[tuple[int, int], Cell]


def cover(table: Table) -> Grid:
    """Return the cell that covers each position; positions without one are absent."""
    grid: Grid = {}
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.n_rows)):
            for col in range(cell.col, min(cell.col + cell.col_span, table.n_cols)):
                grid.setdefault((row, col), cell)
    return grid


def own_rows(table: Table) -> list[dict[int, Cell]]:
    """Return for each row the cells that begin in it and print something, by column."""
    rows: list[dict[int, Cell]] = [{} for _ in range(table.n_rows)]
    for cell in table.cells:
        if cell.row < table.n_rows and (cell.text.strip() or cell.tables):
            rows[cell.row][cell.col] = cell
    return rows
