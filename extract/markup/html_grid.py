"""HTML's rows of cells with spans to positions on a grid.

Source: HTML Living Standard, §4.9.12 (forming a table): a cell takes the first free position of its
row; a row span ends with the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Cell, Table, TextSpan
from extract.markup.cells import index_row

MAX_COL_SPAN = 1000
MAX_ROW_SPAN = 65534
MAX_COLUMNS = 4096  # spans do not stretch a table beyond it


@dataclass(frozen=True, slots=True)
class HtmlCell:
    """A cell as the source writes it; a row span of 0 reaches the table's end."""

    text: str
    row_span: int = 1
    col_span: int = 1
    heads: bool = False
    spans: tuple[TextSpan, ...] = ()
    tables: tuple[Table, ...] = ()


def read_span(value: str | None, limit: int) -> int:
    """Return a `rowspan` or `colspan` attribute as a number; 1 when it is none."""
    digits = (value or "").strip()
    return min(int(digits), limit) if digits.isascii() and digits.isdigit() else 1


def form_table(rows: Sequence[Sequence[HtmlCell]], head_rows: int = 0) -> Table:
    """Return the table of rows as written; `head_rows` are those inside `<thead>`."""
    taken: dict[int, int] = {}  # column → first row in which it is free again
    cells: list[Cell] = []
    width = 0
    for number, row in enumerate(rows):
        col = 0
        for cell in row:
            while taken.get(col, 0) > number:
                col += 1
            height = len(rows) - number if cell.row_span == 0 else cell.row_span
            height = max(1, min(height, len(rows) - number))
            wide = max(1, min(cell.col_span, MAX_COLUMNS - col))
            for c in range(col, col + wide):
                taken[c] = number + height
            width = max(width, col + wide)
            cells.append(
                Cell(
                    row=number,
                    col=col,
                    text=cell.text,
                    row_span=height,
                    col_span=wide,
                    is_header=cell.heads,
                    spans=cell.spans,
                    tables=cell.tables,
                )
            )
            col += wide
    return _headed(cells, len(rows), width, rows, head_rows)


def _headed(
    cells: list[Cell],
    height: int,
    width: int,
    rows: Sequence[Sequence[HtmlCell]],
    head_rows: int,
) -> Table:
    head = head_rows
    if not head:
        while head < height and rows[head] and all(cell.heads for cell in rows[head]):
            head += 1
    index = index_row([[cell.text for cell in row] for row in rows])
    if index is not None:
        head = max(head, index + 1)
    if head >= height > 1 and index is None and not head_rows:
        head = 0  # every cell is `<th>`: the mark says nothing
    return Table(
        n_rows=height,
        n_cols=width,
        cells=tuple(
            Cell(
                c.row,
                c.col,
                c.text,
                c.row_span,
                c.col_span,
                c.row < head,
                c.spans,
                c.value,
                c.tables,
            )
            for c in cells
        ),
        header_rows=head,
        index_row=index,
    )
