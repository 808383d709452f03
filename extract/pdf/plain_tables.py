"""Tables without any rule: columns that stay apart on line after line of figures.

Only what is plainly a table counts: three rows at least, of three columns at least, whose columns
after the first hold figures. A letterhead, a list of recipients or a page of prose never does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.pdf.lines import Line
from extract.pdf.rulings import Edge, Edges
from extract.pdf.words import Word

_GUTTER = 10.0  # points of room between two columns at least
_ROWS = 3
_COLUMNS = 3
_FIGURES = 0.6  # share of a row's cells after the first that hold figures
_STEP = 2.6  # line heights between two lines of one table at most
_FIGURE = re.compile(
    r"\(?[-–+]?[\d.,/%]*\d[\d.,/%]*\)?|[-–x]|\(\d+\)=[\d()+\-*/.%=]+|không", re.IGNORECASE
)

_Part = tuple[float, float]


def find_plain_tables(lines: Sequence[Line]) -> Edges:
    """Return the strokes that would rule the unruled tables among a page's lines.

    Args:
        lines: the page's lines outside of ruled tables, top to bottom.
    """
    edges = Edges([], [])
    for start, end in _bodies(lines):
        columns = _covered(lines[start:end])
        if len(columns) >= _COLUMNS:
            first = _head_start(lines, start, columns)
            _rule(lines[first:start], lines[start:end], columns, edges)
    return edges


def _bodies(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield the runs of lines of figures, wrapped lines between them included."""
    start: int | None = None
    last = rows = 0
    for number, line in enumerate([*lines, None]):
        row = line is not None and _is_row(line)
        goes_on = (
            line is not None
            and start is not None
            and line.y0 - lines[number - 1].y0 <= _STEP * lines[number - 1].height
            and (row or number - last <= 2)
        )
        if start is not None and not goes_on:
            if rows >= _ROWS:
                yield start, last + 1
            start = None
        if row:
            start, rows = (number, 1) if start is None else (start, rows + 1)
            last = number


def _is_row(line: Line) -> bool:
    parts = _phrases(line)
    if len(parts) < _COLUMNS:
        return False
    figures = sum(bool(_FIGURE.fullmatch("".join(w.text for w in part))) for part in parts[1:])
    return figures >= _FIGURES * (len(parts) - 1)


def _phrases(line: Line) -> list[list[Word]]:
    """Return the line's words in groups that room sets apart."""
    groups = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 >= _GUTTER:
            groups.append([])
        groups[-1].append(word)
    return groups


def _covered(lines: Sequence[Line]) -> list[_Part]:
    """Return the columns: stretches of x covered on any line, with gutters between them."""
    spans = sorted((p[0].x0, p[-1].x1) for line in lines for p in _phrases(line))
    columns: list[_Part] = []
    for x0, x1 in spans:
        if columns and x0 - columns[-1][1] < 0.5 * _GUTTER:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _head_start(lines: Sequence[Line], start: int, columns: list[_Part]) -> int:
    """Return where the head above the body begins: lines of several parts, close together."""
    left, right = columns[0][0] - _GUTTER, columns[-1][1] + 3 * _GUTTER
    first = start
    while first > 0:
        line, below = lines[first - 1], lines[first]
        near = below.y0 - line.y0 <= _STEP * line.height
        inside = left <= line.x0 and line.x1 <= right
        if not (near and inside and len(_phrases(line)) >= 2):
            break
        first -= 1
    return first


def _rule(head: Sequence[Line], body: Sequence[Line], columns: list[_Part], edges: Edges) -> None:
    x0 = min([columns[0][0], *(line.x0 for line in head)]) - 2
    x1 = max([columns[-1][1], *(line.x1 for line in head)]) + 2
    walls = [x0, *((a + b) / 2 for (_, a), (b, _) in pairwise(columns)), x1]
    starts = [number for number, line in enumerate(body) if _is_row(line)]
    rows = [list(body[a:b]) for a, b in pairwise([*starts, len(body)])]
    if head:
        rows.insert(0, list(head))
    tops = [rows[0][0].y0 - 1]
    tops += [(above[-1].y1 + below[0].y0) / 2 for above, below in pairwise(rows)]
    tops.append(rows[-1][-1].y1 + 1)
    edges.horizontal.extend(Edge(y, x0, x1) for y in tops)
    for row, (top, bottom) in zip(rows, pairwise(tops), strict=True):
        spans = [(p[0].x0, p[-1].x1) for line in row for p in _phrases(line)]
        edges.vertical.extend(
            Edge(x, top, bottom) for x in walls if not any(a < x < b for a, b in spans)
        )
