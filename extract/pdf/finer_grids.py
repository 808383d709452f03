"""Cells that a table rules in its head alone, or only around several rows, divided.

Columns: rows without upright strokes take the walls of other rows, where their words leave room at
each of them. Rows: a band whose columns hold figures line by line is as many rows as lines.
Both need what only a table shows; a merged cell's sentence runs through the walls, and a cell's
wrapped lines hold no figures side by side.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from extract.document import Box
from extract.pdf.cells import Grid
from extract.pdf.lines import Line, set_lines
from extract.pdf.words import SIDEWAYS, Word

_GUTTER = 4.5  # points of room at a wall at least
_ROWS = 3  # rows that must agree before one is divided
_AGREE = 0.8  # share of the rows with words
_FILLED = 0.6  # share of a figure column's lines that hold a figure
_FIGURE = re.compile(
    r"[(<>≤≥+–-]?[\d.,/%]*\d[\d.,/%]*[)*%]{0,2}|[-–—x:]|không|n/a|n\.a\.", re.IGNORECASE
)


def finer(grid: Grid, inside: Sequence[Sequence[Word]]) -> list[Box] | None:
    """Return the grid's cells, divided where its words show it; None when nothing is.

    Args:
        grid: the table's ruled cells.
        inside: the words of each cell.
    """
    cells = list(zip(grid.boxes, inside, grid.spans, strict=True))
    boxes = [*grid.boxes]
    split = _by_columns(grid, cells)
    if not split:
        bands = _bands(cells)
        split = {}
        for band in bands:
            tops = _row_tops([cells[number] for number in band])
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
        if len(numbers) < _ROWS:
            continue
        walls = grid.lefts[col + 1 : col + span]
        filled = [number for number in numbers if cells[number][1]]
        parted = [number for number in filled if _keeps_to(walls, cells[number][1])]
        if len(parted) < _ROWS or len(parted) < _AGREE * len(filled):
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


def _bands(cells: Sequence[_Cell]) -> list[list[int]]:
    """Return the rows of cells none of which reaches into another row."""
    rows: dict[int, list[int]] = defaultdict(list)
    torn: set[int] = set()
    for number, (_, _, (row, _, span, _)) in enumerate(cells):
        rows[row].append(number)
        if span > 1:
            torn.update(range(row, row + span))
    return [numbers for row, numbers in rows.items() if row not in torn and len(numbers) > 1]


def _row_tops(band: Sequence[_Cell]) -> list[float]:
    """Return where the rows of a band begin, without the first; empty when it is one row."""
    columns = [words for _, words, _ in band if words]
    many = [words for words in columns if len(words) >= _ROWS]
    if len(many) < 2 or sum(_all_figures(words) for words in many) < 2:
        return []
    if any(word.style & SIDEWAYS for words in columns for word in words):
        return []
    lines = set_lines(word for words in columns for word in words)
    if len(lines) < _ROWS or not _are_rows(band, columns, lines):
        return []
    return [(above.y1 + below.y0) / 2 for above, below in pairwise(lines)]


def _all_figures(words: Sequence[Word]) -> bool:
    return all(_FIGURE.fullmatch(word.text) for word in words)


def _are_rows(
    band: Sequence[_Cell], columns: Sequence[Sequence[Word]], lines: Sequence[Line]
) -> bool:
    """Tell whether each line of a band is a row: figures beside each other, a name before them."""
    at = {word: number for number, line in enumerate(lines) for word in line.words}
    figures: list[set[int]] = []
    named: set[int] = set()
    for words in columns:
        by_line: dict[int, list[Word]] = defaultdict(list)
        for word in words:
            if word not in at:
                return False
            by_line[at[word]].append(word)
        plain = sum(
            bool(_FIGURE.fullmatch("".join(w.text for w in row))) for row in by_line.values()
        )
        if plain == len(by_line) and plain >= _FILLED * len(lines):
            figures.append(set(by_line))
        else:
            named |= set(by_line)
    if len(figures) < 2 or 2 * len(figures) < len(columns):
        return False
    # A line without a figure may be a label's second line: then the band is not lines alone.
    whole = set(range(len(lines)))
    return set.union(*figures) == whole and (not named or named == whole)
