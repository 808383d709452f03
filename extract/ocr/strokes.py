"""Ruling lines in a picture: long runs of ink along rows and columns.

A run counts when nearly all of it is ink, so that a line broken by noise or stepping down by a
pixel, as one slightly askew does, stays one; letters are too short, shaded areas too thick.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from extract.ocr.components import Mask, Runs, components
from extract.ocr.picture import threshold
from extract.ocr.tesseract import Picture
from extract.pdf.rulings import Edge, Edges

_ACROSS = 22.0  # points; the least length of a horizontal ruling
_DOWN = 14.0  # points; rows are low, but letters are lower still
_LONG = 150.0  # points; strokes that tell the picture's skew
_FREE = 100.0  # points from which a stroke needs no other to be a ruling
_NEAR = 4.0  # points by which strokes that hold each other may miss
_GAP = 6  # pixels that may part two runs of one line
_FULL = 0.94  # share of a run that must be ink
_THICK = 3.2  # points; thicker strokes are areas or the scan's black margins


class Strokes(NamedTuple):
    """A picture's rulings in points, where their ink is, and how far they fall to the right.

    `fall` is in degrees, of the long horizontal ones; None when there are none.
    """

    edges: Edges
    ink: Mask
    fall: float | None


class Stroke(NamedTuple):
    """A stroke along the rows, in pixels; `slope` is rows a column."""

    at: float
    start: float
    end: float
    slope: float
    runs: Runs


def find_strokes(picture: Picture, dpi: float) -> Strokes:
    """Return the rulings of a straight picture."""
    scale = 72 / dpi
    dark = picture < min(threshold(picture) + 25, 215)
    horizontal = _strokes(dark, int(_ACROSS / scale), _THICK / scale)
    vertical = _strokes(np.ascontiguousarray(dark.T), int(_DOWN / scale), _THICK / scale)
    near = _NEAR / scale
    vertical = [s for s in vertical if _holds(s, horizontal, near, _FREE / scale)]
    horizontal = [s for s in horizontal if _holds(s, vertical, near, _FREE / scale)]
    edges = Edges(
        [Edge(s.at * scale, s.start * scale, s.end * scale) for s in vertical],
        [Edge(s.at * scale, s.start * scale, s.end * scale) for s in horizontal],
    )
    long = [s.slope for s in horizontal if (s.end - s.start) * scale >= _LONG]
    fall = float(np.degrees(np.arctan(np.median(long)))) if long else None
    ink = np.zeros_like(dark)
    _draw(horizontal, ink)
    _draw(vertical, ink.T)
    return Strokes(edges, ink, fall)


def level_lines(dark: Mask, length: int, dpi: float) -> list[Stroke]:
    """Return the thin lines along the rows of a mask, of so many pixels' length at least."""
    return _strokes(dark, length, _THICK * dpi / 72)


def _holds(stroke: Stroke, crossing: list[Stroke], near: float, free: float) -> bool:
    """Tell whether a stroke is a ruling: long, or held at both ends by strokes that cross it.

    The serifs of bold capitals, "TTHC", touch and look like a short ruling.
    """
    if stroke.end - stroke.start >= free:
        return True
    held = [c.at for c in crossing if c.start - near <= stroke.at <= c.end + near]
    return all(any(abs(at - end) <= near for at in held) for end in (stroke.start, stroke.end))


def _draw(strokes: list[Stroke], ink: Mask) -> None:
    for stroke in strokes:
        for row, start, end in zip(*stroke.runs, strict=True):
            ink[row, start:end] = True


def _strokes(dark: Mask, length: int, thick: float) -> list[Stroke]:
    """Return the strokes along the rows of a mask."""
    wide = dark.copy()
    wide[1:] |= dark[:-1]
    wide[:-1] |= dark[1:]
    runs = _opened(wide, length)
    strokes: list[Stroke] = []
    for rows, starts, ends in components(runs, gap=_GAP):
        height = int(rows.max() - rows.min()) + 1
        span = int(ends.max() - starts.min())
        # How thick it is where it is: a line askew is high as a whole, and thin all the same.
        if np.sum(ends - starts) / span > thick + 2 or height > 4 * thick:
            continue
        weights = (ends - starts).astype(np.float64)
        at = float(np.average(rows, weights=weights))
        middles = (starts + ends) / 2
        apart = middles - np.average(middles, weights=weights)
        # Runs spread over their own length too: a twelfth of its square is a line's variance.
        spread = float(np.sum(weights * (apart**2 + weights**2 / 12)))
        slope = float(np.sum(weights * apart * (rows - at))) / spread
        where = (rows, starts, ends)
        strokes.append(Stroke(at + 0.5, float(starts.min()), float(ends.max()), slope, where))
    return strokes


def _opened(mask: Mask, length: int) -> Mask:
    """Return the pixels of stretches of `length` in a row that are nearly all set."""
    height, width = mask.shape
    if width <= length:
        return np.zeros_like(mask)
    sums = np.zeros((height, width + 1), np.int16)  # no picture is 32,767 pixels wide
    np.cumsum(mask, axis=1, dtype=np.int16, out=sums[:, 1:])
    full = sums[:, length:] - sums[:, :-length] >= _FULL * length
    changes = np.zeros((height, width + 1), np.int16)
    changes[:, : full.shape[1]] += full
    changes[:, length : length + full.shape[1]] -= full
    return (np.cumsum(changes, axis=1, dtype=np.int16)[:, :width] > 0) & mask
