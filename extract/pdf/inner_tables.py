"""A table inside a cell whose strokes run into the cell's own, taken out of the outer grid.

Where the inner table fills its cell, its rules and the cell's are one, and the lattice sees a row
cut into several and columns that no other row has. Then the inner cells are a table of their own,
and the outer one keeps its rows and columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import reduce

from extract.document import Box
from extract.pdf.cells import Grid

_PADDING = 14.0  # points between a cell's side and a table inside it at most
_OTHERS = 2  # rows at least that do not have the inner columns


def parted(boxes: Sequence[Box]) -> list[Grid]:
    """Return the grid of a table's cells, then those of the tables that fill cells of it."""
    grid = Grid(boxes)
    inner: list[Grid] = []
    while (block := next(_blocks(grid), None)) is not None:
        inside = [grid.boxes[number] for number in sorted(block)]
        outer = [box for number, box in enumerate(grid.boxes) if number not in block]
        full = max(box.y1 - box.y0 for box in inside)
        inner.append(Grid([box for box in inside if box.y1 - box.y0 < full]))
        grid = Grid([*outer, reduce(Box.union, inside)])
    return [grid, *inner]


def _blocks(grid: Grid) -> Iterator[set[int]]:
    """Yield the cells of blocks that only a run of rows divides into columns."""
    rows, cols = len(grid.tops), len(grid.lefts)
    begins: dict[int, set[int]] = defaultdict(set)  # the rows that have a wall at a column
    for row, col, height, _ in grid.spans:
        begins[col].update(range(row, row + height))
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for col in range(1, cols):
        walled = sorted(begins[col])
        run = walled and walled[-1] - walled[0] + 1 == len(walled)
        if run and 2 <= len(walled) <= rows - _OTHERS and walled[0] > 0:
            groups[walled[0], walled[-1]].append(col)
    for (top, bottom), inner in groups.items():
        left = max((c for c in range(min(inner)) if c not in inner), default=0)
        right = next((c for c in range(max(inner) + 1, cols) if c not in inner), cols)
        block: set[int] = set()
        whole = True
        for number, (row, col, height, width) in enumerate(grid.spans):
            if row + height <= top or row > bottom:
                continue
            if left <= col and col + width <= right:
                block.add(number)
                whole = whole and top <= row and row + height - 1 <= bottom
            else:  # beside the block, one cell is as high as all of it
                apart = col + width <= left or col >= right
                whole = whole and apart and (row, height) == (top, bottom - top + 1)
        if whole and len(block) < len(grid.spans) and _is_divided(grid, block):
            yield block


def _is_divided(grid: Grid, block: set[int]) -> bool:
    """Tell whether a block has rows and columns, and room at its side as a cell's padding is."""
    spans = [grid.spans[number] for number in block]
    boxes = [grid.boxes[number] for number in block]
    full = max(box.y1 - box.y0 for box in boxes)
    padded = any(box.y1 - box.y0 == full and box.x1 - box.x0 < _PADDING for box in boxes)
    return padded and len({row for row, *_ in spans}) > 1 and len({col for _, col, *_ in spans}) > 1
