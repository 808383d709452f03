"""Tables without any rule: columns that stay apart on line after line of figures.

Only what is plainly a table counts: three rows at least, of three columns at least, whose columns
after the first hold figures. A letterhead, a list of recipients or a page of prose never does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.pdf.lines import Line
from extract.pdf.room import Part, columns_of, crosses, gutters, phrases
from extract.pdf.row_lines import FIGURE, row_starts
from extract.pdf.rulings import Edge, Edges

_LEVEL = 3.0  # points by which a group's name may stand off the first column
_GROUP = re.compile(r"(?:[IVX]{1,4}|[A-H])[.)]?$")
_GUTTER = 8.0  # points of room between two columns at least
_ROWS = 3
_WRAPPED = 4  # lines between two rows at most
_COLUMNS = 3
_COUNTED = 2  # rows at least that are mostly figures
_FIGURES = 0.6  # share of a row's cells after the first that hold figures
_HEADED = 0.6  # share of the columns that a line over the figures must head, to be their head
_STEP = 2.6  # line heights between two lines of one table at most


def find_plain_tables(lines: Sequence[Line]) -> Edges:
    """Return the strokes that would rule the unruled tables among a page's lines.

    Args:
        lines: the page's lines outside of ruled tables, top to bottom.
    """
    edges = Edges([], [])
    floor = 0
    for start, end in _bodies(lines):
        rows = [line for line in lines[start:end] if _is_row(line)]
        columns = columns_of(rows)
        if len(columns) < _COLUMNS or sum(map(_is_counted, rows)) < _COUNTED:
            continue
        first = _head_start(lines, floor, start, columns)
        while end < len(lines) and _wraps(lines[end - 1], lines[end], columns):
            end += 1
        _rule(lines[first:start], lines[start:end], edges)
        floor = end
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
            and (row or number - last <= 2 or _are_cells(lines[last : number + 1]))
        )
        if start is not None and not goes_on:
            if rows >= _ROWS:
                yield start, last + 1
            start = None
        if row:
            start, rows = (number, 1) if start is None else (start, rows + 1)
            last = number


def _are_cells(lines: Sequence[Line]) -> bool:
    """Tell whether the lines after a row are the rest of its cells, or the name of a group."""
    row, *rest = lines
    width = row.x1 - row.x0
    return len(rest) <= _WRAPPED and all(line.x1 - line.x0 < 0.5 * width for line in rest)


def _is_row(line: Line) -> bool:
    parts = _texts(line)
    if len(parts) < _COLUMNS:
        return False
    told = parts[2:] if parts[0].isdigit() else parts[1:]  # behind a row number stands a name
    return sum(bool(FIGURE.fullmatch(part)) for part in told) >= _FIGURES * len(told)


def _is_counted(line: Line) -> bool:
    """Tell whether most of a row is figures, which a line of a table of contents is not."""
    parts = _texts(line)[1:]
    return sum(bool(FIGURE.fullmatch(part)) for part in parts) >= _FIGURES * len(parts)


def _texts(line: Line) -> list[str]:
    """Return the line's words in groups that room sets apart, without blanks."""
    groups = [line.words[0].text]
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 >= _GUTTER:
            groups.append(word.text)
        else:
            groups[-1] += word.text
    return groups


def _head_start(lines: Sequence[Line], floor: int, start: int, columns: Sequence[Part]) -> int:
    """Return where the head above the body begins: lines of several parts, close together."""
    left, right = columns[0][0] - _GUTTER, columns[-1][1] + 3 * _GUTTER
    first = start
    while first > floor:
        line, below = lines[first - 1], lines[first]
        near = below.y0 - line.y0 <= _STEP * line.height
        parts = len(phrases(line))
        inside = left <= line.x0 and line.x1 <= right
        grouped = near and first == start and parts == 1 and _is_group(line)
        if grouped and first == 1 and abs(line.x0 - columns[0][0]) <= _LEVEL:
            return 0  # a page that goes on with a group's name
        if grouped and first - 2 >= floor:
            above = lines[first - 2]
            close = line.y0 - above.y0 <= _STEP * line.height
            if close and len(phrases(above)) > _HEADED * len(columns):
                first -= 2  # a group's name stands between the head and the first row
                continue
        if not near or not ((parts >= 2 and inside) or parts > _HEADED * len(columns)):
            break
        first -= 1
    return first


def _is_group(line: Line) -> bool:
    return bool(_GROUP.match(line.words[0].text))


def _wraps(above: Line, line: Line, columns: Sequence[Part]) -> bool:
    """Tell whether a line after the last row is the next line of one of its cells."""
    near = line.y0 - above.y1 < 0.5 * line.height
    return near and any(
        abs(line.x0 - low) <= 2 and line.x1 <= high + _GUTTER for low, high in columns
    )


def _rule(head: Sequence[Line], body: Sequence[Line], edges: Edges) -> None:
    every = [*head, *body]
    columns = columns_of(every)
    x0 = min([columns[0][0], *(line.x0 for line in every)]) - 2
    x1 = max([columns[-1][1], *(line.x1 for line in every)]) + 2
    walls = [(a + b) / 2 for a, b in gutters(columns)]
    grouped = next((n for n, line in enumerate(head) if len(phrases(line)) < _COLUMNS), len(head))
    rows = [list(head[:grouped])] if grouped else []  # the rest of the head: group rows
    body = [*head[grouped:], *body]
    starts = row_starts(body, walls)
    if not starts:
        starts = [number for number, line in enumerate(body) if _is_row(line)]
        starts = sorted({0, *starts})
    rows += [list(body[a:b]) for a, b in pairwise([*starts, len(body)])]
    tops = [rows[0][0].y0 - 1]
    tops += [(above[-1].y1 + below[0].y0) / 2 for above, below in pairwise(rows)]
    tops.append(rows[-1][-1].y1 + 1)
    edges.horizontal.extend(Edge(y, x0, x1) for y in tops)
    for row, (top, bottom) in zip(rows, pairwise(tops), strict=True):
        edges.vertical.extend(
            Edge(x, top, bottom)
            for x in (x0, *walls, x1)
            if not any(crosses(x, line) for line in row)
        )
