"""Ruling lines in a picture: long runs of ink along rows and columns.

A run counts when nearly all of it is ink, so that a line broken by noise or stepping down by a
pixel, as one slightly askew does, stays one; letters are too short, shaded areas too thick.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.ocr.picture import threshold
from extract.ocr.tesseract import Picture
from extract.pdf.rulings import Edge, Edges

_Mask = NDArray[np.bool_]

_ACROSS = 22.0  # points; the least length of a horizontal ruling
_DOWN = 14.0  # points; rows are low, but letters are lower still
_FULL = 0.94  # share of a run that must be ink
_THICK = 3.2  # points; thicker strokes are areas or the scan's black margins


class Strokes(NamedTuple):
    """A picture's rulings in points, and where their ink is."""

    edges: Edges
    ink: _Mask


def find_strokes(picture: Picture, dpi: float) -> Strokes:
    """Return the rulings of a straight picture."""
    scale = 72 / dpi
    dark = picture < min(threshold(picture) + 25, 215)
    horizontal, across = _strokes(dark, int(_ACROSS / scale), _THICK / scale)
    vertical, down = _strokes(dark.T, int(_DOWN / scale), _THICK / scale)
    edges = Edges(
        [Edge(at * scale, start * scale, end * scale) for at, start, end in vertical],
        [Edge(at * scale, start * scale, end * scale) for at, start, end in horizontal],
    )
    return Strokes(edges, across | down.T)


def _strokes(
    dark: _Mask, length: int, thick: float
) -> tuple[list[tuple[float, float, float]], _Mask]:
    """Return the strokes along the rows of a mask, and their pixels."""
    wide = dark.copy()
    wide[1:] |= dark[:-1]
    wide[:-1] |= dark[1:]
    runs = _opened(wide, length)
    strokes: list[tuple[float, float, float]] = []
    ink = np.zeros_like(dark)
    for rows, starts, ends in _components(runs):
        height = int(rows.max() - rows.min()) + 1
        span = int(ends.max() - starts.min())
        # How thick it is where it is: a line askew is high as a whole, and thin all the same.
        if np.sum(ends - starts) / span > thick + 2 or height > 4 * thick:
            continue
        weights = (ends - starts).astype(np.float64)
        at = float(np.average(rows, weights=weights)) + 0.5
        strokes.append((at, float(starts.min()), float(ends.max())))
        for row, start, end in zip(rows, starts, ends, strict=True):
            ink[row, start:end] = True
    return strokes, ink


def _opened(mask: _Mask, length: int) -> _Mask:
    """Return the pixels of stretches of `length` in a row that are nearly all set."""
    height, width = mask.shape
    if width <= length:
        return np.zeros_like(mask)
    sums = np.zeros((height, width + 1), np.int32)
    np.cumsum(mask, axis=1, out=sums[:, 1:])
    full = sums[:, length:] - sums[:, :-length] >= _FULL * length
    changes = np.zeros((height, width + 1), np.int32)
    changes[:, : full.shape[1]] += full
    changes[:, length : length + full.shape[1]] -= full
    return (np.cumsum(changes, axis=1)[:, :width] > 0) & mask


_Runs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def _components(mask: _Mask) -> list[_Runs]:
    """Return the connected sets of pixels as rows, starts and ends of their runs."""
    rows_used = np.nonzero(mask.any(axis=1))[0]
    padded = np.zeros((len(rows_used), mask.shape[1] + 2), np.int8)
    padded[:, 1:-1] = mask[rows_used]
    steps = np.diff(padded, axis=1)
    at, starts = np.nonzero(steps == 1)
    ends = np.nonzero(steps == -1)[1]
    rows = rows_used[at]
    parent = list(range(len(rows)))

    def find(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    by_row: dict[int, list[int]] = {}
    for number, row in enumerate(rows.tolist()):
        for other in by_row.get(row - 1, ()):
            if starts[other] <= ends[number] and starts[number] <= ends[other]:
                parent[find(other)] = find(number)
        # Two runs of one row that a small gap parts are one line.
        before = by_row.get(row, [])
        if before and starts[number] - ends[before[-1]] <= 6:
            parent[find(before[-1])] = find(number)
        by_row.setdefault(row, []).append(number)
    groups: dict[int, list[int]] = {}
    for number in range(len(rows)):
        groups.setdefault(find(number), []).append(number)
    return [(rows[g], starts[g], ends[g]) for g in map(np.array, groups.values())]
