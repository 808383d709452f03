"""Outer strokes that a table leaves out, told from its rules and inner walls.

Many producers draw no stroke at a table's sides. Two rules that end at one place beyond a wall that
joins them have an open cell there; closed, its words stand in the table and not beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.pdf.rulings import Edge, Edges
from extract.pdf.words import Word

_REACH = 5.0  # points by which the ends of two rules may differ
_JOIN = 3.0  # points between a wall's end and the rule it stands on, the lattice's tolerance
_LOW = 5.0  # points of height of a row at least
_HIGH = 260.0  # points of height of a row at most
_WALLS = 3  # walls that must end together before they are torn by the page
_SINGLE = 40.0  # points of height at most where only two rules end at one place


@dataclass(frozen=True, slots=True)
class _Opening:
    """An open cell: where its stroke would stand, and how far inward the next wall does."""

    x: float
    top: float
    bottom: float
    wall: float


def find_sides(edges: Edges, words: Sequence[Word]) -> list[Edge]:
    """Return the upright strokes that close the open sides of ruled tables.

    Args:
        edges: the page's merged strokes.
        words: the page's words, in the same frame.
    """
    if len(edges.horizontal) < 2 or not edges.vertical:
        return []
    openings = [*_openings(edges, right=True), *_openings(edges, right=False)]
    sides: list[Edge] = []
    for group in _groups(openings):
        single = len(group) == 1 and group[0].bottom - group[0].top > _SINGLE
        if not single and any(_holds(opening, words) for opening in group):
            sides.extend(Edge(o.x, o.top, o.bottom) for o in group)
    return sides


def find_ends(edges: Edges, words: Sequence[Word]) -> list[Edge]:
    """Return the level strokes that close tables torn by the page: walls that end at no rule.

    Args:
        edges: the page's merged strokes.
        words: the page's words, in the same frame.
    """
    ends: list[Edge] = []
    for end in (1, 2):
        groups: list[list[Edge]] = []
        for wall in sorted(edges.vertical, key=lambda v: v[end]):
            if wall.end - wall.start < _LOW:
                continue
            if groups and wall[end] - groups[-1][0][end] <= _JOIN:
                groups[-1].append(wall)
            else:
                groups.append([wall])
        ends += [e for group in groups if (e := _end_of(group, end, edges, words)) is not None]
    return ends


def _end_of(group: list[Edge], end: int, edges: Edges, words: Sequence[Word]) -> Edge | None:
    """Return the rule that walls of one level end at, from the next wall to the next one."""
    y, x0, x1 = group[0][end], min(v.at for v in group), max(v.at for v in group)
    if any(
        abs(h.at - y) <= _LOW and min(h.end, x1) - max(h.start, x0) >= min(_LOW, x1 - x0)
        for h in edges.horizontal
    ):
        return None
    passing = [v.at for v in edges.vertical if v.start < y - _JOIN and v.end > y + _JOIN]
    left = max((x for x in passing if x < x0), default=x0)
    right = min((x for x in passing if x > x1), default=x1)
    top, bottom = max(v.start for v in group), min(v.end for v in group)
    framed = len(group) > 1 and any(
        top - _JOIN <= h.at <= bottom + _JOIN
        and abs(h.start - x0) <= _JOIN
        and abs(h.end - x1) <= _JOIN
        for h in edges.horizontal
    )
    if len(group) < _WALLS and not framed and (left == x0 or right == x1):
        return None
    held = any(top < (w.y0 + w.y1) / 2 < bottom and left < (w.x0 + w.x1) / 2 < right for w in words)
    return Edge(y, left, right) if held else None


def _openings(edges: Edges, *, right: bool) -> Iterator[_Opening]:
    """Yield the cells that are open at one side, between neighboring rules that end together."""
    end = 2 if right else 1
    by_end = sorted(edges.horizontal, key=lambda h: h[end])
    groups: list[list[Edge]] = []
    for rule in by_end:
        if groups and rule[end] - groups[-1][-1][end] <= _REACH:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    for group in groups:
        for above, below in pairwise(sorted(group)):
            if _LOW <= below.at - above.at <= _HIGH and abs(above[end] - below[end]) <= _REACH:
                opening = _opening(above, below, edges.vertical, right=right)
                if opening is not None:
                    yield opening


def _opening(above: Edge, below: Edge, walls: Iterable[Edge], *, right: bool) -> _Opening | None:
    start, stop = max(above.start, below.start), min(above.end, below.end)
    x = (above.end + below.end) / 2 if right else (above.start + below.start) / 2
    inner: list[float] = []
    for wall in walls:
        shared = min(wall.end, below.at) - max(wall.start, above.at)
        if abs(wall.at - x) <= _REACH and shared > _JOIN:
            return None
        joins = wall.start <= above.at + _JOIN and wall.end >= below.at - _JOIN
        if joins and start - _JOIN <= wall.at <= stop + _JOIN:
            inner.append(wall.at)
    if not inner:
        return None
    return _Opening(x, above.at, below.at, max(inner) if right else min(inner))


def _groups(openings: Iterable[_Opening]) -> Iterator[list[_Opening]]:
    """Yield the openings that one stroke would close."""
    group: list[_Opening] = []
    for opening in sorted(openings, key=lambda o: (round(o.x / _REACH), o.top)):
        last = group[-1] if group else None
        if last is not None and (
            abs(opening.x - last.x) > _REACH or opening.top - last.bottom > _JOIN
        ):
            yield group
            group = []
        group.append(opening)
    if group:
        yield group


def _holds(opening: _Opening, words: Iterable[Word]) -> bool:
    left, right = sorted((opening.x, opening.wall))
    return any(
        opening.top < (w.y0 + w.y1) / 2 < opening.bottom and left < (w.x0 + w.x1) / 2 < right
        for w in words
    )
