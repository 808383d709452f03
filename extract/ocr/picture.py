"""A page's picture made ready for reading: grey, even, straight.

Pictures are arrays of rows × columns, 0 black and 255 white; angles are in degrees, clockwise.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from extract.ocr.inks import Inks, inks_of
from extract.ocr.tesseract import Picture

_WHOLE = 0.8  # share of a page that the picture it consists of covers at least
_TILE = 32  # pixels of the squares in which the paper's brightness is measured
_STEEPEST = 6.0  # degrees of skew looked for
_WORTH = 0.08  # degrees of skew not worth turning back
_SPECKS = 0.01  # share of dark pixels that stand alone from which the picture is smoothed
_FILLED = 7  # dark pixels of the eight about a light one that make it a hole in a stroke
_INKED = 0.0005  # share of pixels that must be ink for its grey to be told
_FAINT = 90  # the usual grey of ink from which it is made darker
_APART = 45  # greys between ink and paper; less is what shows through, or dirt
_DARK = 0.15  # of the paper's brightness: that of ink made dark


def own_dpi(page: Any, width: float, height: float) -> float | None:
    """Return how many pixels an inch the picture has that an open pypdfium2 page consists of.

    None when no picture covers the page.

    Args:
        page: an open pypdfium2 page.
        width: of the page as seen, in points.
        height: the same, downwards.
    """
    found: float | None = None
    for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=1):
        matrix = item.get_matrix()
        across, down = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
        if across * down < _WHOLE * width * height:
            continue
        columns, rows = item.get_px_size()
        dpi = min(columns / across, rows / down) * 72
        found = dpi if found is None else max(found, dpi)
    return found


def render(page: Any, dpi: float) -> Inks:
    """Return an open pypdfium2 page, with its stamps, in grey without red ink."""
    bitmap = page.render(scale=dpi / 72, may_draw_forms=True, rev_byteorder=True)
    try:
        return inks_of(np.asarray(bitmap.to_numpy()))
    finally:
        bitmap.close()


def even(picture: Picture) -> Picture:
    """Return the picture with white paper: shadows, tinted paper and grey scans made alike."""
    height, width = picture.shape
    rows, columns = height // _TILE, width // _TILE
    cut = picture[: rows * _TILE, : columns * _TILE]
    if rows < 3 or columns < 3:
        return picture
    tiles = cut.reshape(rows, _TILE, columns, _TILE)[:, ::4, :, ::4]
    paper = np.percentile(tiles, 85, axis=(1, 3)).astype(np.uint8)
    if paper.min() >= 235:
        return picture
    # A tile all of ink (a seal, a black margin) takes its paper from its neighbors.
    small = Image.fromarray(paper).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.BoxBlur(2))
    ground = np.asarray(small.resize((width, height), Image.Resampling.BILINEAR))
    lit = picture.astype(np.uint16) * 245 // np.maximum(ground, 60)
    return np.asarray(np.minimum(lit, 255), np.uint8)


def clean(picture: Picture) -> Picture:
    """Return the picture with white paper, dark ink and no specks."""
    return smooth(crisp(even(picture)))


def crisp(picture: Picture) -> Picture:
    """Return the picture with the paper's grain gone to white; faint ink made dark."""
    counts = np.bincount(picture[::3, ::3].ravel(), minlength=256)
    paper = int(np.argmax(counts[128:])) + 128
    top = max(paper - 16, 128)
    bottom = _blackest(counts, top)
    table = np.clip((np.arange(256) - bottom) * 255 // (top - bottom), 0, 255).astype(np.uint8)
    return np.asarray(table[picture])


def _blackest(counts: NDArray[np.intp], top: int) -> int:
    """Return which grey is to become black: 0, or more when the ink is faint as a whole."""
    ink = counts[: _between(counts.astype(np.float64))]
    if ink.sum() < _INKED * counts.sum():
        return 0
    usual = int(np.searchsorted(np.cumsum(ink), ink.sum() / 2))
    if usual <= _FAINT or top - usual < _APART:
        return 0
    return round((usual - _DARK * top) / (1 - _DARK))


def smooth(picture: Picture) -> Picture:
    """Return the picture without specks, black or white, when it has many.

    A speck is one or two pixels that touch no others: the dot of a letter is larger, and a filter
    over all pixels would thin the strokes.
    """
    dark = (picture < threshold(picture)).view(np.uint8)
    inner, around = dark[1:-1, 1:-1], _sums(dark)  # each pixel counts among its own nine
    alone = inner & (around <= 2)
    lone = np.zeros_like(dark)
    lone[1:-1, 1:-1] = alone
    specks = (alone == 1) & (_sums(lone) == around)
    if np.count_nonzero(specks) < _SPECKS * max(int(np.count_nonzero(inner)), 1):
        return picture
    out = np.full_like(picture, 255)
    out[1:-1, 1:-1] = picture[1:-1, 1:-1]
    within = out[1:-1, 1:-1]
    within[specks] = 255
    within[(inner == 0) & (around >= _FILLED)] = 0
    return out


def _sums(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return for each pixel but the outermost how many of the nine about it are set."""
    rows = mask[:-2] + mask[1:-1] + mask[2:]
    return np.asarray(rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:])


def threshold(picture: Picture) -> int:
    """Return the grey below which a pixel is ink, between the paper's and the ink's brightness.

    Source: N. Otsu, A threshold selection method from gray-level histograms, 1979.
    """
    counts = np.bincount(picture[::2, ::2].ravel(), minlength=256).astype(np.float64)
    return min(max(_between(counts), 100), 200)


def _between(counts: NDArray[np.float64]) -> int:
    """Return the grey that parts the two kinds of pixels of so many counts best."""
    weight = np.cumsum(counts)
    total = weight[-1]
    mean = np.cumsum(counts * np.arange(256))
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (mean[-1] * weight - mean * total) ** 2 / (weight * (total - weight))
    return int(np.argmax(np.nan_to_num(between, nan=0.0, posinf=0.0))) + 1


def skew(picture: Picture) -> float:
    """Return by how much the lines of a picture fall to the right, in degrees.

    The angle at which the rows of ink are most unequal: lines of text apart from what is between.
    """
    small = picture[::3, ::3]
    ys, xs = np.nonzero(small < threshold(picture))
    if len(ys) < 500:
        return 0.0
    if len(ys) > 60_000:
        step = len(ys) // 60_000 + 1
        ys, xs = ys[::step], xs[::step]
    best = 0.0
    for span, step_size in ((_STEEPEST, 0.5), (0.5, 0.1), (0.1, 0.025)):
        angles = best + np.arange(-span, span + step_size / 2, step_size)
        best = float(max(angles, key=lambda a: (_unevenness(xs, ys, float(a)), -abs(a))))
    return best if abs(best) >= _WORTH else 0.0


def _unevenness(xs: NDArray[np.intp], ys: NDArray[np.intp], angle: float) -> float:
    rows = (ys - xs * np.tan(np.radians(angle))).astype(np.int64)
    counts = np.bincount(rows - rows.min()).astype(np.float64)
    return float(np.square(np.diff(counts)).sum())


def straight(picture: Picture, angle: float, fill: int = 255) -> Picture:
    """Return the picture turned back by its skew, of the same size, `fill` where nothing was."""
    if not angle:
        return picture
    image = Image.fromarray(picture)
    return np.asarray(image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=fill))


def scaled(picture: Picture, factor: float) -> Picture:
    """Return the picture made larger or smaller."""
    height, width = (max(round(side * factor), 1) for side in picture.shape)
    image = Image.fromarray(picture)
    if factor > 1:
        # The sharper filter draws shadows beside strokes, which are then read: STC as S5TC.
        return np.asarray(image.resize((width, height), Image.Resampling.BICUBIC))
    return np.asarray(image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0))


def stretched(picture: Picture, factor: float) -> Picture:
    """Return the picture made so many times as wide, of the same height."""
    height, width = picture.shape
    size = (max(round(width * factor), 1), height)
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BICUBIC))


def turned_upright(picture: Picture, angle: int) -> Picture:
    """Return the picture of text that runs at `angle` (0, 90, 180, 270, clockwise) upright."""
    return np.ascontiguousarray(np.rot90(picture, angle // 90))
