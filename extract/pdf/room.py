"""Columns that room alone sets apart, among lines that belong to one table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.pdf.lines import Line
from extract.pdf.words import Word

_PHRASE = 5.0  # points of room between two phrases of a line at least
_EM = 0.45  # the same in type sizes
_BLANK = 0.34  # type sizes of a blank between two words at most
_GUTTER = 3.0  # points between two columns at least
_APART = 1.0  # the same where lines laid one upon the other agree
_FULL = 0.6  # share of the most phrases from which a line shows the columns

Part = tuple[float, float]


def phrases(line: Line) -> list[Part]:
    """Return the stretches of a line that no wide blank parts."""
    least = max(_PHRASE, _EM * (line.size or line.height))
    parts = [(line.words[0].x0, line.words[0].x1)]
    for word in line.words[1:]:
        if word.x0 - parts[-1][1] >= least:
            parts.append((word.x0, word.x1))
        else:
            parts[-1] = (parts[-1][0], max(parts[-1][1], word.x1))
    return parts


def columns_of(lines: Sequence[Line]) -> list[Part]:
    """Return the columns, left to right, as the stretches that their words cover."""
    parted = sorted((phrases(line) for line in lines), key=len, reverse=True)
    most = len(parted[0]) if parted else 0
    if most < 2:
        return []
    full = [parts for parts in parted if len(parts) >= max(2, _FULL * most)]
    found = _aligned(full)
    if not found:
        found = _merged(part for parts in full for part in parts)
    for part in (part for parts in parted[len(full) :] for part in parts):
        over = [number for number, column in enumerate(found) if _overlap(part, column) > -_APART]
        if len(over) == 1:
            low, high = found[over[0]]
            found[over[0]] = (min(low, part[0]), max(high, part[1]))
    return found


def _aligned(full: Sequence[Sequence[Part]]) -> list[Part]:
    """Return the columns of lines laid one upon the other, phrase by phrase; empty when they clash.

    A number in the middle of its column need not stand over one at its left: the line that has most
    phrases gives the columns, and each other line's phrases take them in order.
    """
    columns = list(full[0])
    for parts in full[1:]:
        for part, number in zip(parts, _taken(parts, columns), strict=True):
            low, high = columns[number]
            columns[number] = (min(low, part[0]), max(high, part[1]))
    clash = any(b[0] - a[1] < _APART for a, b in pairwise(columns))
    return [] if clash else columns


def _taken(parts: Sequence[Part], columns: Sequence[Part]) -> list[int]:
    """Return the column of each phrase: in order, each its own, as near as can be."""
    best: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}  # by the last column taken
    for part in parts:
        following: dict[int, tuple[float, list[int]]] = {}
        for number, column in enumerate(columns):
            before = [found for last, found in best.items() if last < number]
            if before:
                cost, way = min(before)
                cost += max(0.0, -_overlap(part, column))
                following[number] = (cost, [*way, number])
        best = following
    return min(best.values())[1]


def _merged(parts: Iterable[Part]) -> list[Part]:
    out: list[Part] = []
    for x0, x1 in sorted(parts):
        if out and x0 - out[-1][1] < _GUTTER:
            out[-1] = (out[-1][0], max(out[-1][1], x1))
        else:
            out.append((x0, x1))
    return out


def _overlap(a: Part, b: Part) -> float:
    return min(a[1], b[1]) - max(a[0], b[0])


def gutters(columns: Sequence[Part]) -> list[Part]:
    """Return the room between the columns."""
    return [(a, b) for (_, a), (b, _) in pairwise(columns)]


def crosses(x: float, line: Line) -> bool:
    """Tell whether words of the line run through an upright line at `x`, with blanks or without."""
    left = max((w.x1 for w in line.words if w.x0 < x), default=None)
    right = min((w.x0 for w in line.words if w.x0 >= x), default=None)
    if left is None:
        return False
    if left > x + 0.5:
        return True
    return right is not None and right - left < _BLANK * (line.size or line.height)


def column_count(words: Iterable[Word], walls: Sequence[float]) -> int:
    """Return in how many columns words stand."""
    return len({sum((w.x0 + w.x1) / 2 >= x for x in walls) for w in words})
