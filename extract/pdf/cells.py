"""A ruled table's grid: its cells with their spans, and the words that stand in each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from extract.document import Box, Cell, Table, united
from extract.pdf.lines import Line, begins_item, ends_sentence, is_full, joint, set_lines, size_of
from extract.pdf.prose import Placer, write
from extract.pdf.words import SIDEWAYS, Word

_ON = 1.0  # points by which a table inside a cell may lie on the cell's side


class Grid:
    """The positions of a table's cells; rows and columns are where cells begin."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.boxes = boxes
        self.tops = sorted({b.y0 for b in boxes})
        self.lefts = sorted({b.x0 for b in boxes})
        self.box = united(boxes) or boxes[0]
        self.at: dict[tuple[int, int], int] = {}
        self.spans: list[tuple[int, int, int, int]] = []
        for number, b in enumerate(boxes):
            row, row_end = self._range(self.tops, b.y0, b.y1)
            col, col_end = self._range(self.lefts, b.x0, b.x1)
            self.spans.append((row, col, row_end - row, col_end - col))
            for r in range(row, row_end):
                for c in range(col, col_end):
                    self.at.setdefault((r, c), number)

    @staticmethod
    def _range(starts: list[float], low: float, high: float) -> tuple[int, int]:
        first = bisect_right(starts, low) - 1
        return first, max(first + 1, bisect_right(starts, high - 0.01))

    @property
    def area(self) -> float:
        """Return the area of its box in square points."""
        return (self.box.x1 - self.box.x0) * (self.box.y1 - self.box.y0)

    def holds(self, box: Box) -> int | None:
        """Return the cell that holds a whole box, whose sides may lie on the cell's own."""
        for number, b in enumerate(self.boxes):
            inside = min(box.x0 - b.x0, box.y0 - b.y0, b.x1 - box.x1, b.y1 - box.y1) >= -_ON
            if inside and b.y1 - b.y0 > box.y1 - box.y0 + _ON:
                return number
        return None

    def find(self, word: Word) -> int | None:
        """Return the cell that holds the word's middle."""
        return self.cell_at((word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2)

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the cell that holds a point."""
        b = self.box
        if not (b.x0 <= x < b.x1 and b.y0 <= y < b.y1):
            return None
        number = self.at.get((bisect_right(self.tops, y) - 1, bisect_right(self.lefts, x) - 1))
        if number is not None and y < self.boxes[number].y1 and x < self.boxes[number].x1:
            return number
        return None


def fill(grid: Grid, words: Iterable[Word]) -> tuple[list[list[Word]], list[Word]]:
    """Return the words of each cell, and those in none."""
    inside: list[list[Word]] = [[] for _ in grid.boxes]
    outside: list[Word] = []
    for word in words:
        number = grid.find(word)
        (outside if number is None else inside[number]).append(word)
    return inside, outside


def table_of(
    grid: Grid,
    inside: list[list[Word]],
    place: Placer,
    nested: Mapping[int, Sequence[Table]] = MappingProxyType({}),
) -> Table:
    """Return the table with the text and places of its cells.

    Args:
        grid: its cells' positions.
        inside: the words of each cell.
        place: gives the words their places.
        nested: the tables that stand in a cell, by the cell's number.
    """
    cells = []
    for number, (box, words, (row, col, rows, cols)) in enumerate(
        zip(grid.boxes, inside, grid.spans, strict=True)
    ):
        lines = [_running(words)] if _is_sideways(words) else set_lines(words)
        text, spans = write(list(_joints(lines, box)), place)
        cells.append(
            Cell(row, col, text, rows, cols, spans=spans, tables=tuple(nested.get(number, ())))
        )
    cells.sort(key=lambda c: (c.row, c.col))
    return Table(len(grid.tops), len(grid.lefts), tuple(cells))


def _is_sideways(words: list[Word]) -> bool:
    turned = sum([len(w.text) for w in words if w.style & SIDEWAYS])
    return turned > 0 and turned > 0.5 * sum([len(w.text) for w in words])


def _running(words: list[Word]) -> Line:
    """Return words that run up or down the cell as one line, in the order they were written."""
    row = tuple(sorted(words, key=lambda w: w.at))
    return Line(
        row,
        min(w.x0 for w in row),
        min(w.y0 for w in row),
        max(w.x1 for w in row),
        max(w.y1 for w in row),
        size_of(row),
    )


def _joints(lines: list[Line], box: Box) -> Iterator[tuple[str, Line]]:
    """Yield each line with what joins it to the one before: blank, nothing or a new line."""
    if len(lines) < 2:
        yield from (("", line) for line in lines)
        return
    # The margin inside the cell is taken from the side that shows it.
    margin = min(max(min(line.x0 for line in lines) - box.x0, 0.0), 6.0)
    right = max(max(line.x1 for line in lines), box.x1 - margin)
    begun = lines[0]
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        gap = "" if before is None else joint(before, line, right)
        if before is not None and gap and _new_paragraph(begun, before, line, right):
            gap, begun = "\n", line
        yield gap, line


def _new_paragraph(begun: Line, before: Line, line: Line, right: float) -> bool:
    full = is_full(before, line, right)
    if begins_item(line):
        # "Phòng Tài chính⏎- Kế hoạch": a dash after a full, open line is an item only in a list
        return not full or ends_sentence(before) or begins_item(begun)
    return not full and ends_sentence(before)
