"""Strokes that a partly ruled table leaves out: open sides, and columns set apart by room alone.

Only rules of equal reach, three at least, make such a table; what is added are strokes, so that the
lattice stays the one way to cells. Prose between rules has no columns and stays prose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.pdf.lines import Line, set_lines
from extract.pdf.room import Part, column_count, columns_of, crosses, gutters, phrases
from extract.pdf.row_lines import row_starts
from extract.pdf.rulings import Edge, Edges
from extract.pdf.words import Word

_REACH = 5.0  # points by which the ends of a table's rules may differ
_LONG = 120.0  # points; shorter rules underline a heading
_APART = 260.0  # points between two rules of one table at most
_PROSE = 3  # lines without columns from which what stands between two rules is no row
_LINE = 9.0  # points of height of a line at least
_FIRST = 60.0  # points of height at most of a page's first row whose upper rule is not drawn
_NARROW = 2.0  # points of a gutter that other lines leave free at least
_FILLED = 0.5  # share of cells that must hold words where no stroke parts the columns


def complete(edges: Edges, words: Sequence[Word]) -> Edges:
    """Return the strokes that partly ruled tables lack; both lists empty when there are none.

    Args:
        edges: the page's merged strokes.
        words: the page's words, in the same frame.
    """
    added = Edges([], [])
    for rules in _runs(edges, words):
        rules = [*_rule_above(rules, edges, words), *rules]
        x0, x1 = min(r.start for r in rules), max(r.end for r in rules)
        top, bottom = rules[0].at, rules[-1].at
        crossing = [v for v in edges.vertical if _crosses(v, x0, x1, top, bottom)]
        sides = [x for x in (x0, x1) if not any(abs(v.at - x) <= _REACH for v in crossing)]
        drawn = [
            v.at
            for v in edges.vertical
            if x0 + _REACH < v.at < x1 - _REACH
            and min(v.end, bottom) - max(v.start, top) > _REACH
            and not any(a.at + 2 < v.start and v.end < b.at - 2 for a, b in pairwise(rules))
        ]
        inner = [v.at for v in crossing if v.at in drawn]
        if drawn and not sides:
            continue
        apart = len(sides) != 1 and len(drawn) == len(inner)
        if not sides and _is_part(rules, edges):
            continue
        columns = apart and _add_columns(rules, inner, edges, words, added)
        if not columns and (not inner or not sides):
            continue
        added.vertical.extend(Edge(x, top, bottom) for x in sides)
    return added


def _rule_above(rules: Sequence[Edge], edges: Edges, words: Sequence[Word]) -> list[Edge]:
    """Return the rule that a page leaves out over its first row, where a table goes on there.

    A workbook's print draws a row's lower rule alone: the page before has the one above.
    """
    top, x0, x1 = rules[0].at, rules[0].start, rules[0].end
    over = [w for w in words if w.y0 < top - 1]
    if not over or any(h.at < top - 1 for h in edges.horizontal):
        return []
    first = min(w.y0 for w in over)
    lines = set_lines(over)
    inside = all(x0 - _REACH <= w.x0 and w.x1 <= x1 + _REACH for w in over)
    if not inside or top - first > _FIRST or max(len(phrases(line)) for line in lines) < 3:
        return []
    return [Edge(first - 1, x0, x1)]


def _runs(edges: Edges, words: Sequence[Word]) -> Iterator[list[Edge]]:
    """Yield runs of rules, top to bottom, that reach equally far, with no other matter between."""
    rest = sorted(h for h in edges.horizontal if h.end - h.start >= _LONG)
    while rest:
        run = [rest[0]]
        other: list[Edge] = []
        done = False
        for rule in rest[1:]:
            alike = (
                abs(rule.start - run[0].start) <= _REACH and abs(rule.end - run[0].end) <= _REACH
            )
            near = alike and rule.at - run[-1].at <= _APART
            done = done or (near and _is_prose(run[-1], rule, edges, words))
            near = near and not done
            (run if near and not _frames(run[-1], rule, edges) else other).append(rule)
        rest = other
        if len(run) >= 3:
            yield run


def _is_prose(above: Edge, below: Edge, edges: Edges, words: Sequence[Word]) -> bool:
    """Tell whether the lines between two rules are sentences and headings, not cells."""
    top, bottom = above.at, below.at
    if bottom - top < _PROSE * _LINE:
        return False
    x0, x1 = above.start, above.end
    if any(
        x0 + _REACH < v.at < x1 - _REACH and v.start < bottom - 3 and v.end > top + 3
        for v in edges.vertical
    ):
        return False
    lines = set_lines(
        w for w in words if top < w.y1 and w.y0 < bottom and _within(w, x0, x1, top, bottom)
    )
    wide = any(line.x1 - line.x0 > 0.6 * (x1 - x0) for line in lines)
    return wide and len(lines) >= _PROSE and all(len(phrases(line)) == 1 for line in lines)


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
    sides = [
        v for v in edges.vertical if v.start <= above.at + _REACH and v.end >= below.at - _REACH
    ]
    closed = all(any(abs(v.at - x) <= _REACH for v in sides) for x in above[1:])
    return len(within) >= 2 and joined >= 2 and not closed


def _is_part(rules: Sequence[Edge], edges: Edges) -> bool:
    """Tell whether the rules are those of one column of a wider ruled table."""
    x0, x1 = rules[0].start, rules[0].end
    top, bottom = rules[0].at - _REACH, rules[-1].at + _REACH
    longer = any(
        min(abs(v.at - x0), abs(v.at - x1)) <= _REACH
        and (v.start < top < v.end or v.start < bottom < v.end)
        for v in edges.vertical
    )
    return longer or any(
        top < h.at < bottom
        and (h.start < x0 - _REACH < h.end + _REACH or h.start - _REACH < x1 + _REACH < h.end)
        for h in edges.horizontal
    )


def _crosses(v: Edge, x0: float, x1: float, top: float, bottom: float) -> bool:
    shared = min(v.end, bottom) - max(v.start, top)
    return x0 - _REACH <= v.at <= x1 + _REACH and shared > 0.3 * (bottom - top)


def _add_columns(
    rules: list[Edge],
    inner: Sequence[float],
    edges: Edges,
    words: Sequence[Word],
    added: Edges,
) -> bool:
    """Add the strokes between columns and rows that room alone sets apart; tell whether it can.

    Where strokes part some columns, `inner`, most of the columns must lack theirs.
    """
    x0, x1 = min(r.start for r in rules), max(r.end for r in rules)
    inside = [w for w in words if _within(w, x0, x1, rules[0].at, rules[-1].at)]
    bands = [
        (a.at, b.at, set_lines(w for w in inside if a.at < (w.y0 + w.y1) / 2 < b.at))
        for a, b in pairwise(rules)
    ]
    filled = [band for band in bands if band[2]]
    if len(filled) < len(bands) - 1 or len(filled) < 2:
        return False
    ends = [x for h in edges.horizontal if rules[0].at < h.at < rules[-1].at for x in h[1:]]
    walls = _walls(filled, inner, ends)
    if not walls:
        return False
    rows = [row for band in filled for row in _rows(band, walls, split=len(bands) <= 3)]
    count = sum(column_count((w for line in row[2] for w in line.words), walls) for row in rows)
    few = len(rows) < 3 and (len(walls) < 3 or len(rows) < 2)
    if few or count < _FILLED * len(rows) * (len(walls) + 1):
        return False
    levels = sorted(h for h in edges.horizontal if rules[0].at - 1 <= h.at <= rules[-1].at + 1)
    added.horizontal.append(Edge(rules[0].at, x0, x1))
    for top, bottom, lines in rows:
        added.horizontal.append(Edge(bottom, x0, x1))
        for x in walls:
            cuts = [h.at for h in levels if h.start - 1 <= x <= h.end + 1 and top < h.at < bottom]
            for a, b in pairwise([top, *cuts, bottom]):
                between = (line for line in lines if a < (line.y0 + line.y1) / 2 < b)
                if not any(crosses(x, line) for line in between):
                    added.vertical.append(Edge(x, a, b))
    return True


def _walls(
    bands: Sequence[tuple[float, float, list[Line]]], inner: Sequence[float], ends: Sequence[float]
) -> list[float]:
    """Return where walls stand between columns; empty when strokes part most of them already.

    Args:
        bands: top, bottom and lines between two rules each.
        inner: where strokes part columns.
        ends: where rules between those of the run begin or end: at a column's side.
    """
    body = [line for _, _, lines in bands[1:] for line in lines]
    head = [part for line in bands[0][2] for part in phrases(line)]
    columns, every = columns_of(body), [*bands[0][2], *body]
    whole = columns_of(every)
    if len(columns) < len(whole) == max(len(phrases(line)) for line in every):
        columns = whole  # one of them prints nothing but its head
    walls: list[float] = []
    for a, b in gutters(columns):
        told = sorted(x for x in (*inner, *ends) if a - 1 <= x <= b + 1)
        apart = [x for x, y in pairwise([*told, b + 2 * _REACH]) if y - x > _REACH]
        walls += apart or [_between(a, b, head)]
    return [] if 2 * len(set(inner) & set(walls)) > len(walls) else walls


def _between(low: float, high: float, head: Sequence[Part]) -> float:
    """Return where a wall stands in a gutter of the body: beside the head's phrases, if it can."""
    middle = (low + high) / 2
    over = [(a, b) for a, b in head if a < high and b > low and not (a < low and b > high)]
    left = max([low, *(b for a, b in over if (a + b) / 2 < middle)])
    right = min([high, *(a for a, b in over if (a + b) / 2 >= middle)])
    return (left + right) / 2 if right - left >= _NARROW else middle


def _within(word: Word, x0: float, x1: float, top: float, bottom: float) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return x0 - _REACH <= x <= x1 + _REACH and top < y < bottom


def _rows(
    band: tuple[float, float, list[Line]], walls: Sequence[float], *, split: bool
) -> Iterator[tuple[float, float, list[Line]]]:
    """Yield a band's rows: one, or, between the few rules of an open table, several."""
    top, bottom, lines = band
    starts = _starts(lines, walls) if split and len(lines) > 1 else []
    if len(starts) < 2:
        yield band
        return
    for start, end in pairwise([*starts, len(lines)]):
        above = top if start == 0 else (lines[start - 1].y1 + lines[start].y0) / 2
        below = bottom if end == len(lines) else (lines[end - 1].y1 + lines[end].y0) / 2
        yield above, below, lines[start:end]


def _starts(lines: Sequence[Line], walls: Sequence[float]) -> list[int]:
    """Return the lines that begin rows: those told by numbers, else the full ones."""
    told = row_starts(lines, walls)
    if told:
        return told
    full = [
        number
        for number, line in enumerate(lines)
        if column_count(line.words, walls) > 0.6 * (len(walls) + 1)
    ]
    return [0, *full[1:]] if len(full) > 1 else []
