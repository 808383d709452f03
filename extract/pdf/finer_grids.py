"""Cells that a table rules in its head alone, or only around several rows, divided.

Columns: rows without upright strokes take the walls of other rows, where their words leave room at
each of them. Rows: a band whose columns hold figures line by line is as many rows as lines.
Both need what only a table shows; a merged cell's sentence runs through the walls, and a cell's
wrapped lines hold no figures side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from extract.document import Box
from extract.pdf.cells import Grid
from extract.pdf.lines import set_lines
from extract.pdf.row_lines import FIGURE, ROWS, row_starts
from extract.pdf.words import SIDEWAYS, Word

_GUTTER = 4.5  # points of room at a wall at least
_AGREE = 0.8  # share of the rows with words
_FILLED = 0.6  # share of a figure column's words that are figures


def finer(grid: Grid, inside: Sequence[Sequence[Word]], least: int = ROWS) -> list[Box] | None:
    """Return the grid's cells, divided where its words show it; None when nothing is.

    Args:
        grid: the table's ruled cells.
        inside: the words of each cell.
        least: how many rows a band must show; fewer do where another band was divided.
    """
    cells = list(zip(grid.boxes, inside, grid.spans, strict=True))
    boxes = [*grid.boxes]
    split = _by_columns(grid, cells)
    if not split:
        bands = _bands(cells, len(grid.lefts))
        split = {}
        for band in bands:
            tops = _row_tops([cells[number] for number in band], least)
            for number in band if tops else ():
                box = boxes[number]
                ys = [box.y0, *tops, box.y1]
                split[number] = [Box(box.x0, a, box.x1, b) for a, b in pairwise(ys)]
    if not split:
        return None
    return [part for number, box in enumerate(boxes) for part in split.get(number, [box])]


_Cell = tuple[Box, Sequence[Word], tuple[int, int, int, int]]


def _by_columns(grid: Grid, cells: Sequence[_Cell]) -> dict[int, list[Box]]:
    """Return the parts of the wide cells whose words keep to the walls of other rows."""
    wide: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, (_, _, (_, col, _, span)) in enumerate(cells):
        if span > 1:
            wide[col, span].append(number)
    split: dict[int, list[Box]] = {}
    for (col, span), numbers in wide.items():
        if len(numbers) < ROWS:
            continue
        walls = grid.lefts[col + 1 : col + span]
        filled = [number for number in numbers if cells[number][1]]
        parted = [number for number in filled if _keeps_to(walls, cells[number][1])]
        if len(parted) < ROWS or len(parted) < _AGREE * len(filled):
            continue
        for number in parted:
            box = cells[number][0]
            xs = [box.x0, *walls, box.x1]
            split[number] = [Box(a, box.y0, b, box.y1) for a, b in pairwise(xs)]
    return split


def _keeps_to(walls: Sequence[float], words: Sequence[Word]) -> bool:
    """Tell whether words leave room at each wall, and stand in two of the parts at least."""
    for line in set_lines(words):
        for wall in walls:
            left = max((w.x1 for w in line.words if w.x0 < wall), default=wall - _GUTTER)
            right = min((w.x0 for w in line.words if w.x0 >= wall), default=wall + _GUTTER)
            if right - left < _GUTTER or left > wall + 0.5:
                return False
    return len({sum((w.x0 + w.x1) / 2 >= wall for wall in walls) for w in words}) > 1


def _bands(cells: Sequence[_Cell], width: int) -> list[list[int]]:
    """Return the cells that end together over the whole width, as rows of a table do."""
    ends: dict[int, list[int]] = defaultdict(list)
    for number, (_, _, (row, _, span, _)) in enumerate(cells):
        ends[row + span].append(number)
    return [
        numbers
        for numbers in ends.values()
        if len(numbers) > 1 and sum(cells[n][2][3] for n in numbers) == width
    ]


def _row_tops(band: Sequence[_Cell], least: int) -> list[float]:
    """Return where the rows of a band begin, without the first; empty when it is one row.

    Cells of a head that nothing parts from the body begin at different heights; only what all have
    beside them is divided.
    """
    top = max(box.y0 for box, _, _ in band)
    columns = [[w for w in words if (w.y0 + w.y1) / 2 > top] for _, words, _ in band]
    columns = [words for words in columns if words]
    if sum(len(words) >= least for words in columns) < 2:
        return []
    if sum(_has_figures(words, least) for words in columns) < 2:
        return []
    if any(word.style & SIDEWAYS for words in columns for word in words):
        return []
    lines = set_lines(word for words in columns for word in words)
    starts = row_starts(lines, sorted(box.x0 for box, _, _ in band)[1:], least)
    return [(lines[n - 1].y1 + lines[n].y0) / 2 for n in starts if n]


def _has_figures(words: Sequence[Word], least: int) -> bool:
    """Tell whether a cell holds several figures, as only a column of a table does."""
    figures = sum(bool(FIGURE.fullmatch(word.text)) for word in words)
    return len(words) >= least and figures >= max(least - 1, _FILLED * len(words))
