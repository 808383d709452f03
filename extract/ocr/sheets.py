"""Two pages on one landscape sheet: where the sheet is to be cut, to read left before right.

Copiers put two pages on a sheet, and open books are scanned so. A form that is wider than high is
one page: its title, its rulings or its lines cross the middle.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.ocr.picture import scaled, skew, straight, threshold
from extract.ocr.tesseract import Picture

_COARSE = 75.0  # pixels an inch that show letters, lines and gaps
_WIDE = 1.2  # times as wide as high is a sheet of two pages at least
# Widths of pages as shares of the sheet's height: an upright page's (of ISO A: 0.71), a lying one's
# beside an upright one, which is as high as that is wide, and a lying one's beside another.
_SHAPES = ((0.62, 0.80), (0.90, 1.10), (1.30, 1.52))
_UPRIGHT, _BESIDE, _LYING = range(3)
_GAP = 0.025  # of the sheet's width that the white between two pages has at least
_SPECKED = 0.003  # share of a column's pixels that dirt may blacken
_FOLD = 0.5  # share of a column's pixels from which it is the shadow of a fold, no letters
_FLANK = 0.008  # of the sheet's width that is white on each side of a shadow
_ROWS = 5  # lines of text that a page has at least
_SPAN = 0.55  # of a page's width that its text takes up at least
_LONG = 0.45  # of a page's width from which a line is long
_LONG_ROWS = 8  # long lines that one of the two pages has at least
_RULING = 30  # coarse pixels from which ink that stands upright is no letter
_MARK = 0.004  # of the sheet's width: a gap between letters is smaller


def find_gutter(picture: Picture, dpi: float) -> float | None:
    """Return where an upright sheet of two pages is to be cut, as a share of its width.

    None when it is one page.

    Args:
        picture: the sheet, its text upright, its paper white.
        dpi: pixels an inch.
    """
    if picture.shape[1] < _WIDE * picture.shape[0]:
        return None
    small = scaled(picture, min(_COARSE / dpi, 1.0))
    ink = straight(small, skew(small)) < threshold(small)
    height, width = ink.shape
    for left, right in sorted(_gaps(ink), key=lambda gap: gap[0] - gap[1]):
        at = (left + right) / 2
        if not _are_pages(at / height, (width - at) / height):
            continue
        pages = (ink[:, :left], ink[:, right:])
        rows = [_long_rows(pages[0], at), _long_rows(pages[1], width - at)]
        if None not in rows and max(long or 0 for long in rows) >= _LONG_ROWS:
            return float(at / width)
    return None


def _are_pages(left: float, right: float) -> bool:
    """Tell whether both parts of a sheet are shaped like pages: widths as shares of its height."""
    shapes = [[least <= share <= most for least, most in _SHAPES] for share in (left, right)]
    pairs = ((_UPRIGHT, _UPRIGHT), (_UPRIGHT, _BESIDE), (_BESIDE, _UPRIGHT), (_LYING, _LYING))
    return any(shapes[0][a] and shapes[1][b] for a, b in pairs)


def _gaps(ink: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the bands from top to bottom that no text or ruling crosses, in pixels.

    A dark line of the sheet's height inside of the white is the shadow of a fold, and its edges
    are ragged.
    """
    shares = ink.mean(axis=0)
    width = len(shares)
    white = np.concatenate(([False], shares <= _SPECKED, [False]))
    edges = [int(x) for x in np.flatnonzero(np.diff(white.astype(np.int8)))]
    runs = [
        run for run in zip(edges[::2], edges[1::2], strict=True) if run[1] - run[0] > _FLANK * width
    ]
    gaps: list[tuple[int, int]] = []
    for start, end in runs:
        if gaps and _is_fold(shares[gaps[-1][1] : start]):
            gaps[-1] = (gaps[-1][0], end)
        else:
            gaps.append((start, end))
    return [(a, b) for a, b in gaps if b - a >= _GAP * width and a > 0 and b < width]


def _is_fold(shares: NDArray[np.float64]) -> bool:
    return len(shares) <= 1 or float(shares[1:-1].min(initial=1.0)) >= _FOLD


def _long_rows(ink: NDArray[np.bool_], page: float) -> int | None:
    """Return how many long lines a page shows, of so many pixels' width; None for no page of text.

    A signature and a list of receivers beside each other are the end of one page, not two pages.
    """
    columns = np.flatnonzero(ink.any(axis=0))
    if not columns.size or columns[-1] - columns[0] < _SPAN * page:
        return None
    letters = ink & ~_standing(ink)
    inked = np.concatenate(([False], letters.sum(axis=1) > _MARK * page, [False]))
    edges = np.flatnonzero(np.diff(inked.astype(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    if len(starts) < _ROWS:
        return None
    long = 0
    for start, end in zip(starts, ends, strict=True):
        across = np.flatnonzero(letters[start:end].any(axis=0))
        long += int(across[-1] - across[0] >= _LONG * page)
    return long


def _standing(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the ink of vertical rulings, which would join all rows of a table to one."""
    if ink.shape[0] <= _RULING:
        return np.zeros_like(ink)
    sums = np.cumsum(np.pad(ink, ((1, 0), (0, 0))), axis=0, dtype=np.int32)
    begins = sums[_RULING:] - sums[:-_RULING] == _RULING
    counts = np.cumsum(np.pad(begins, ((_RULING, _RULING - 1), (0, 0))), axis=0, dtype=np.int32)
    return np.asarray(counts[_RULING:] > counts[:-_RULING])
