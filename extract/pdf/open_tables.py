"""Strokes that a partly ruled table leaves out: open sides, and columns set apart by room alone.

Only rules of equal reach, three at least, make such a table; what is added are strokes, so that the
lattice stays the one way to cells. Prose between rules has no columns and stays prose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.pdf.lines import Line, set_lines
from extract.pdf.rulings import Edge, Edges
from extract.pdf.words import Word

_REACH = 5.0  # points by which the ends of a table's rules may differ
_LONG = 120.0  # points; shorter rules underline a heading
_APART = 260.0  # points between two rules of one table at most
_GUTTER = 7.0  # points of room between two columns at least
_NARROW = 2.0  # points of a gutter that the head leaves free at least
_FILLED = 0.6  # share of cells that must hold words where no stroke parts the columns


def complete(edges: Edges, words: Sequence[Word]) -> Edges:
    """Return the strokes that partly ruled tables lack; both lists empty when there are none.

    Args:
        edges: the page's merged strokes.
        words: the page's words, in the same frame.
    """
    added = Edges([], [])
    for rules in _runs(edges):
        x0, x1 = min(r.start for r in rules), max(r.end for r in rules)
        top, bottom = rules[0].at, rules[-1].at
        crossing = [v for v in edges.vertical if _crosses(v, x0, x1, top, bottom)]
        sides = [x for x in (x0, x1) if not _is_ruled(x, top, bottom, edges)]
        if not sides:
            continue
        inner = [v.at for v in crossing if x0 + _REACH < v.at < x1 - _REACH]
        columns = len(sides) == 2 and _add_columns(rules, inner, words, added)
        if not inner and not columns:
            continue
        added.vertical.extend(Edge(x, top, bottom) for x in sides)
    return added


def _runs(edges: Edges) -> Iterator[list[Edge]]:
    """Yield runs of rules, top to bottom, that reach equally far, with no ruled table between."""
    rest = sorted(h for h in edges.horizontal if h.end - h.start >= _LONG)
    while rest:
        run = [rest[0]]
        other: list[Edge] = []
        for rule in rest[1:]:
            alike = (
                abs(rule.start - run[0].start) <= _REACH and abs(rule.end - run[0].end) <= _REACH
            )
            near = alike and rule.at - run[-1].at <= _APART
            (run if near and not _frames(run[-1], rule, edges) else other).append(rule)
        rest = other
        if len(run) >= 3:
            yield run


def _frames(above: Edge, below: Edge, edges: Edges) -> bool:
    """Tell whether a ruled table stands between two rules: they underline headings, then."""
    within = [
        h
        for h in edges.horizontal
        if above.at + 1 < h.at < below.at - 1
        and (h.start > above.start + _REACH or h.end < above.end - _REACH)
    ]
    joined = sum(
        any(abs(v.start - h.at) <= 3 or abs(v.end - h.at) <= 3 for h in within)
        for v in edges.vertical
        if above.at + 1 < v.start and v.end < below.at - 1
    )
    return len(within) >= 2 and joined >= 2


def _crosses(v: Edge, x0: float, x1: float, top: float, bottom: float) -> bool:
    shared = min(v.end, bottom) - max(v.start, top)
    return x0 - _REACH <= v.at <= x1 + _REACH and shared > 0.3 * (bottom - top)


def _is_ruled(x: float, top: float, bottom: float, edges: Edges) -> bool:
    """Tell whether strokes stand at a side; two tables one below the other have one each."""
    shared = (
        max(min(v.end, bottom) - max(v.start, top), 0.0)
        for v in edges.vertical
        if abs(v.at - x) <= _REACH
    )
    return sum(shared) > 0.3 * (bottom - top)


def _add_columns(
    rules: list[Edge], inner: Sequence[float], words: Sequence[Word], added: Edges
) -> bool:
    """Add the strokes between columns and rows that room alone sets apart; tell whether it can.

    Where strokes part some columns, `inner`, most of the columns must lack theirs.
    """
    x0, x1 = min(r.start for r in rules), max(r.end for r in rules)
    bands = []
    for above, below in pairwise(rules):
        inside = [w for w in words if _within(w, x0, x1, above.at, below.at)]
        bands.append((above.at, below.at, set_lines(inside)))
    if not all(lines for _, _, lines in bands):
        return False
    parts = _column_parts([line for _, _, lines in bands[1:] for line in lines])
    gutters = [(a, b) for (_, a), (b, _) in pairwise(parts)]
    head = [word for line in bands[0][2] for word in line.words]
    walls = [
        next((x for x in inner if a - 1 <= x <= b + 1), _between(a, b, head)) for a, b in gutters
    ]
    if 2 * len(set(inner) & set(walls)) > len(walls):
        return False
    rows = [row for band in bands for row in _rows(band, walls, len(bands) <= 3)]
    cells = sum(
        len({_column(w, walls) for line in lines for w in line.words}) for *_, lines in rows
    )
    if not walls or len(rows) < 3 or cells < _FILLED * len(rows) * (len(walls) + 1):
        return False
    for top, bottom, lines in rows:
        added.horizontal.append(Edge(bottom, x0, x1))
        phrases = [part for line in lines for part in _column_parts([line])]
        for x in walls:
            if not any(a < x < b for a, b in phrases):
                added.vertical.append(Edge(x, top, bottom))
    return True


def _between(low: float, high: float, head: Sequence[Word]) -> float:
    """Return where a wall stands in a gutter of the body: beside the head's words, if it can."""
    middle = (low + high) / 2
    over = [w for w in head if w.x0 < high and w.x1 > low]
    left = max([low, *(w.x1 for w in over if (w.x0 + w.x1) / 2 < middle)])
    right = min([high, *(w.x0 for w in over if (w.x0 + w.x1) / 2 >= middle)])
    return (left + right) / 2 if right - left >= _NARROW else middle


def _within(word: Word, x0: float, x1: float, top: float, bottom: float) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return x0 - _REACH <= x <= x1 + _REACH and top < y < bottom


def _column_parts(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return the stretches of x that words cover, with gutters between them."""
    parts: list[tuple[float, float]] = []
    for x0, x1 in sorted((w.x0, w.x1) for line in lines for w in line.words):
        if parts and x0 - parts[-1][1] < _GUTTER:
            parts[-1] = (parts[-1][0], max(parts[-1][1], x1))
        else:
            parts.append((x0, x1))
    return parts


def _column(word: Word, walls: Sequence[float]) -> int:
    return sum((word.x0 + word.x1) / 2 >= x for x in walls)


def _rows(
    band: tuple[float, float, list[Line]], walls: Sequence[float], split: bool
) -> Iterator[tuple[float, float, list[Line]]]:
    """Yield a band's rows: one, or, between the few rules of an open table, one a full line."""
    top, bottom, lines = band
    full = [
        number
        for number, line in enumerate(lines)
        if len({_column(w, walls) for w in line.words}) > 0.6 * (len(walls) + 1)
    ]
    if not split or len(full) < 2:
        yield band
        return
    starts = [0, *full[1:]]
    for start, end in pairwise([*starts, len(lines)]):
        above = top if start == 0 else (lines[start - 1].y1 + lines[start].y0) / 2
        below = bottom if end == len(lines) else (lines[end - 1].y1 + lines[end].y0) / 2
        yield above, below, lines[start:end]
