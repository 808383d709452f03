"""Word tables as grids: spans from `gridSpan` and `vMerge`, tables inside cells, borders.

Source: ECMA-376 part 1, §17.4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from extract.document import Cell, Table, TextSpan
from extract.office.formats import OFF, Styles, W, has_vertical_lines, number, value

Element = Any
CellReader = Callable[[Element], tuple[str, tuple[Table, ...]]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table and the elements of its cells, by row and column."""

    table: Table
    elements: dict[tuple[int, int], Element]


def read_grid(element: Element, read_cell: CellReader) -> Grid:
    """Return the table of a `w:tbl`; `read_cell` gives a cell's text and the tables in it."""
    cells: dict[tuple[int, int], Cell] = {}
    elements: dict[tuple[int, int], Element] = {}
    open_merges: dict[int, tuple[int, int]] = {}  # column → where its vertical merge began
    width = 0
    rows = list(table_rows(element))
    for row, line in enumerate(rows):
        properties = line.find(W + "trPr")
        col = number(value(properties, "gridBefore")) or 0
        heads = value(properties, "tblHeader")
        is_header = heads is not None and heads.lower() not in OFF
        for child in row_cells(line):
            settings = child.find(W + "tcPr")
            span = max(number(value(settings, "gridSpan")) or 1, 1)
            merge = value(settings, "vMerge")
            begun = open_merges.get(col)
            if merge is not None and merge != "restart" and begun is not None:
                above = cells[begun]
                cells[begun] = replace(above, row_span=row - above.row + 1)
            else:
                text, tables = read_cell(child)
                spans = (TextSpan(0, len(text)),) if text else ()
                cells[row, col] = Cell(
                    row, col, text, col_span=span, is_header=is_header, spans=spans, tables=tables
                )
                elements[row, col] = child
                if merge is None:
                    open_merges.pop(col, None)
                else:
                    open_merges[col] = (row, col)
            col += span
        width = max(width, col)
    ordered = tuple(cells[key] for key in sorted(cells))
    return Grid(Table(len(rows), width, ordered), elements)


def table_rows(element: Element) -> Iterator[Element]:
    """Yield a table's rows in order, those inside content controls too, deleted ones not."""
    for child in element:
        if child.tag == W + "tr":
            struck = child.find(f"{W}trPr/{W}del")
            if struck is None:
                yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
            yield from table_rows(child)


def row_cells(element: Element) -> Iterator[Element]:
    """Yield a row's cells in order, those inside content controls too."""
    for child in element:
        if child.tag == W + "tc":
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
            yield from row_cells(child)


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
        has_vertical_lines(own)
        for cell in element.iterfind(f"{W}tr/{W}tc/{W}tcPr/{W}tcBorders")
        if (own := cell) is not None
    )
