"""A block that citations and figures stand in, its cells looked up by row and column."""

from __future__ import annotations

from extract.document import Block, Cell, TextSpan


class Grid:
    """A block, and when it is a table its cells, looked up many times."""

    def __init__(self, block: Block) -> None:
        self._block = block
        self._cells: dict[tuple[int, int], Cell] = {}
        self._offsets: dict[tuple[int, int], int] = {}
        if block.table is not None:
            self._cells = {(c.row, c.col): c for c in block.table.cells}
            self._offsets = block.table.layout()[1]

    def at(self, cell: tuple[int, int] | None) -> tuple[str, tuple[TextSpan, ...], int]:
        """Return text and spans of the block or of a cell, and where it begins in the block's.

        `cell` is (row, column) from 0, None for the whole block; the offset counts characters.
        """
        if cell is None or self._block.table is None:
            return self._block.text, self._block.spans, 0
        found = self._cells[cell]
        return found.text, found.spans, self._offsets[cell]

    def texts_before(self, cell: tuple[int, int], most: int) -> tuple[str, ...]:
        """Return the texts of the first cells of a row, up to `most`, that stand before one."""
        row, col = cell
        places = ((row, before) for before in range(min(most, col)))
        return tuple(self._cells[place].text for place in places if place in self._cells)
