"""Tables from rulings: an exact port of pdfplumber's `TableFinder` with its default settings.

Edges closer than three points are snapped to their mean, then joined; where a vertical and a
horizontal one meet is a corner; the smallest rectangle whose corners are joined by edges is a cell;
cells that share a corner are a table. Rewritten because pdfplumber keeps each edge as a dictionary.

Source: pdfplumber 0.11 (MIT), `pdfplumber/table.py`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable

from extract.document import Box
from extract.pdf.rulings import Edge, Edges

TOLERANCE = 3.0  # points: snap, join, intersection and least length, pdfplumber's defaults

_Point = tuple[float, float]


def merge(edges: Iterable[Edge]) -> list[Edge]:
    """Return the edges of one direction, snapped to common lines and joined along them."""
    joined: list[Edge] = []
    for line in _lines(sorted(edges)):
        start, end = line[0].start, line[0].end
        for edge in line[1:]:
            if edge.start <= end + TOLERANCE:
                end = max(end, edge.end)
            else:
                joined.append(Edge(edge.at, start, end))
                start, end = edge.start, edge.end
        joined.append(Edge(line[0].at, start, end))
    return [edge for edge in joined if edge.end - edge.start >= TOLERANCE]


def _lines(edges: list[Edge]) -> Iterable[list[Edge]]:
    """Yield the edges that lie on one line, at their mean, by where they start."""
    group: list[Edge] = []
    for edge in [*edges, None]:
        if group and (edge is None or edge.at > group[-1].at + TOLERANCE):
            mean = sum(e.at for e in group) / len(group)
            yield sorted(Edge(mean, e.start, e.end) for e in group)
            group = []
        if edge is not None:
            group.append(edge)


def find_tables(edges: Edges) -> list[list[Box]]:
    """Return the tables as lists of cells, top to bottom; `edges` are merged ones."""
    return _tables(_cells(*_corners(edges)))


def _corners(edges: Edges) -> tuple[dict[_Point, set[int]], dict[_Point, set[int]]]:
    """Return for each corner the vertical and the horizontal edges that meet there."""
    ups: dict[_Point, set[int]] = defaultdict(set)
    acrosses: dict[_Point, set[int]] = defaultdict(set)
    levels = sorted((h.at, h.start, h.end, number) for number, h in enumerate(edges.horizontal))
    heights = [level[0] for level in levels]
    for number, v in enumerate(edges.vertical):
        first = bisect_left(heights, v.start - TOLERANCE)
        last = bisect_right(heights, v.end + TOLERANCE)
        for y, x0, x1, other in levels[first:last]:
            if x0 - TOLERANCE <= v.at <= x1 + TOLERANCE:
                ups[v.at, y].add(number)
                acrosses[v.at, y].add(other)
    return ups, acrosses


def _cells(ups: dict[_Point, set[int]], acrosses: dict[_Point, set[int]]) -> list[Box]:
    """Return the smallest cell to the lower right of each corner."""
    columns: dict[float, list[float]] = defaultdict(list)
    rows: dict[float, list[float]] = defaultdict(list)
    points = sorted(ups)
    for x, y in points:
        columns[x].append(y)
        rows[y].append(x)
    cells = []
    for x, y in points:
        up, across = ups[x, y], acrosses[x, y]
        below = columns[x]
        right = rows[y]
        xs = [r for r in right[bisect_right(right, x) :] if across & acrosses[r, y]]
        cell = next(
            (
                Box(x, y, r, b)
                for b in below[bisect_right(below, y) :]
                if up & ups[x, b]
                for r in xs
                if (r, b) in ups and ups[r, b] & ups[r, y] and acrosses[r, b] & acrosses[x, b]
            ),
            None,
        )
        if cell is not None:
            cells.append(cell)
    return cells


def _tables(cells: list[Box]) -> list[list[Box]]:
    """Return the groups of cells that hang together by a corner; a lone cell is no table."""
    at: dict[_Point, list[int]] = defaultdict(list)
    for number, (x0, y0, x1, y1) in enumerate(cells):
        for corner in ((x0, y0), (x0, y1), (x1, y0), (x1, y1)):
            at[corner].append(number)
    seen = [False] * len(cells)
    tables = []
    for first in range(len(cells)):
        if seen[first]:
            continue
        seen[first] = True
        group = [first]
        for number in group:
            x0, y0, x1, y1 = cells[number]
            for corner in ((x0, y0), (x0, y1), (x1, y0), (x1, y1)):
                for other in at[corner]:
                    if not seen[other]:
                        seen[other] = True
                        group.append(other)
        if len(group) > 1:
            tables.append([cells[number] for number in group])
    return sorted(tables, key=lambda table: min((c.y0, c.x0) for c in table))
