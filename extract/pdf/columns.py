"""Two columns side by side — a letterhead, a closing, a page in columns — told from plain lines.

A zone is a run of lines that all leave the same vertical gutter free. Its left column is read
before its right one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extract.pdf.lines import Line, line_of

_GUTTER = 8.0  # points that stay free on every line
_TIGHT = 4.0  # the same where both columns begin exactly as on the zone's first line
_EXACT = 0.3  # points
_CLEAR = 26.0  # a gap that needs no second line to be believed
_APART = 5.0  # heights between lines of one zone; a signature leaves room for the hand


@dataclass(frozen=True, slots=True)
class Zone:
    """Consecutive lines: of one column (`right` empty), or of two."""

    left: tuple[Line, ...]
    right: tuple[Line, ...] = ()


def split_zones(lines: Sequence[Line], width: float) -> list[Zone]:
    """Return the lines in zones, top to bottom; `width` is the page's, in points."""
    zones: list[Zone] = []
    plain: list[Line] = []
    number = 0
    while number < len(lines):
        found = _zone_from(lines, number, width)
        if found is None:
            plain.append(lines[number])
            number += 1
            continue
        first, end, middle = found
        plain = plain[: len(plain) - (number - first)]
        if plain:
            zones.append(Zone(tuple(plain)))
            plain = []
        zones.append(_cut(lines[first:end], middle))
        number = end
    if plain:
        zones.append(Zone(tuple(plain)))
    return zones


def _zone_from(lines: Sequence[Line], start: int, width: float) -> tuple[int, int, float] | None:
    """Return begin and end of the zone whose first two-sided line is `start`, and its middle."""
    best: tuple[int, int, int, float] | None = None
    for low, high in _gaps(lines[start]):
        clear = high - low >= _CLEAR
        both, end = 1, start + 1
        a, b = low, high
        last_both = start + 1
        for number in range(start + 1, len(lines)):
            line, above = lines[number], lines[number - 1]
            if line.y0 - above.y1 > _APART * max(line.height, above.height):
                break
            tight = _sets_in(line, lines[start].x0, b)
            shrunk = _shrink(line, a, b, _TIGHT if tight else _GUTTER)
            if shrunk is None:
                break
            one_sided = line.x1 <= shrunk[0] + 0.1 or line.x0 >= shrunk[1] - 0.1
            if not one_sided and not tight and not _open(line, shrunk):
                break
            a, b = shrunk
            end = number + 1
            if not one_sided:
                both += 1
                last_both = end
        end = _trim(lines, last_both, end, width, b)
        first = _head(lines, start, (a, b), width)
        enough = both >= 2 or (clear and end - first >= 2) or high - low >= 2 * _CLEAR
        if enough and (best is None or (both, end) > best[:2]):
            best = (both, end, first, (a + b) / 2)
    return None if best is None else (best[2], best[1], best[3])


def _gaps(line: Line) -> list[tuple[float, float]]:
    """Return the gaps of a line that are too wide for blanks between words."""
    pairs = [(a.x1, b.x0) for a, b in zip(line.words, line.words[1:], strict=False)]
    if not pairs:
        return []
    usual = median(b - a for a, b in pairs)
    least = max(0.75 * line.height, _GUTTER)
    if len(pairs) >= 4:
        least = max(least, 2.2 * usual)
    return [(a, b) for a, b in pairs if b - a >= least]


def _sets_in(line: Line, left: float, right: float) -> bool:
    """Tell whether a line begins both columns just where the first line of the zone did."""
    here = (word.x0 for word in line.words[1:])
    return abs(line.x0 - left) <= _EXACT and any(abs(x - right) <= _EXACT for x in here)


def _shrink(line: Line, low: float, high: float, least: float) -> tuple[float, float] | None:
    """Return what the line leaves free of the gutter; None when it runs through."""
    middle = (low + high) / 2
    for word in line.words:
        if word.x1 <= low or word.x0 >= high:
            continue
        if (word.x0 + word.x1) / 2 < middle:
            low = max(low, word.x1)
        else:
            high = min(high, word.x0)
    return (low, high) if high - low >= least else None


def _open(line: Line, gutter: tuple[float, float]) -> bool:
    """Tell whether the line's own gap at the gutter is wider than its blanks."""
    middle = (gutter[0] + gutter[1]) / 2
    return any(a <= middle <= b for a, b in _gaps(line))


def _trim(lines: Sequence[Line], least: int, end: int, width: float, right: float) -> int:
    """Return the zone's end without lines that belong to the page, not to a column."""
    for number in range(least, end):
        line, above = lines[number], lines[number - 1]
        middle = abs(line.x0 + line.x1 - width) / 2
        # "BÁO CÁO" below a letterhead stands in the middle of the page.
        if line.x0 >= right - 0.1 and middle <= 0.04 * width:
            return number
        if line.y0 - above.y1 > 2.5 * line.height and line.x0 < right:
            return number
    return end


def _head(lines: Sequence[Line], start: int, gutter: tuple[float, float], width: float) -> int:
    """Return where the zone begins: lines of the right column alone may stand above `start`.

    Left lines between them come along; those above the first right one stay with the page, since
    the end of a paragraph looks the same.
    """
    first = start
    for number in range(start - 1, max(-1, start - 8), -1):
        line = lines[number]
        if lines[number + 1].y0 - line.y1 > 1.6 * line.height:
            break
        if line.x0 >= gutter[1] - 0.1 and line.x0 > 0.4 * width:
            first = number
        elif line.x1 > gutter[0] + 0.1:
            break
    return first


def _cut(lines: Sequence[Line], middle: float) -> Zone:
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        for side, words in (
            (left, [w for w in line.words if (w.x0 + w.x1) / 2 < middle]),
            (right, [w for w in line.words if (w.x0 + w.x1) / 2 >= middle]),
        ):
            if words:
                side.append(line_of(words))
    return Zone(tuple(left), tuple(right))
