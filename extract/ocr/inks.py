"""Ink that is not the printer's: red stamps go, what was written or stamped in color is marked.

Pictures are arrays of rows × columns, 0 black and 255 white.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from extract.ocr.settling import contested
from extract.ocr.tesseract import Picture
from extract.pdf.words import Word

_RED = 14  # by which red outshines green and blue in the ink of a stamp and the blur about it
_PURE = 70  # the same where the ink is at its fullest
_COLORED = 60  # by which a pixel's colors differ where the ink is no print's, whatever JPEG does
_COARSE = 4  # pixels a side of the squares in which colored ink is counted
_OVER = 0.05  # share of a word's place that colored ink covers, from which its figures are unsure


class Inks(NamedTuple):
    """A page in grey, and where its ink is colored: a quarter as large, 255 where all of it is.

    `colored` is None for a page without colored ink.
    """

    grey: Picture
    colored: Picture | None = None


def inks_of(colors: NDArray[np.uint8]) -> Inks:
    """Return a picture's inks; `colors` are rows × columns, with or without channels."""
    if colors.ndim == 2:
        return Inks(colors)
    return Inks(grey_of(colors), _colored(colors))


def grey_of(colors: NDArray[np.uint8]) -> Picture:
    """Return a picture as grey; red over white becomes white, black under red stays black.

    A red stamp lies over the signature and often over the date. How bright a pixel is tells black
    from red there, not how red it is: JPEG keeps brightness sharp and smears colors.
    """
    red, green, blue = (colors[..., n] for n in range(3))
    grey = np.asarray(Image.fromarray(np.ascontiguousarray(colors[..., :3])).convert("L"))
    excess = red.astype(np.int16) - np.maximum(green, blue)
    inked = excess > _RED
    pure = grey[excess > _PURE]
    if not pure.size:
        return grey
    ink = max(float(np.percentile(pure, 35)), 40.0)  # how bright the stamp's own ink is
    out = grey.copy()
    out[inked] = np.minimum(grey[inked] * (250 / ink), 255).astype(np.uint8)
    return out


def doubt_colored(words: Iterable[Word], colored: Picture | None, dpi: float) -> list[Word]:
    """Return the words, figures in or under colored ink as unsure.

    Figures put in by hand are misread with confidence, and so is what a stamp's ring crosses.

    Args:
        words: in points.
        colored: where the ink of their page is colored.
        dpi: pixels an inch of the page's own picture, of which `colored` is a quarter.
    """
    if colored is None:
        return list(words)
    scale = dpi / 72 / _COARSE
    return [contested(word) if _is_covered(word, colored, scale) else word for word in words]


def _is_covered(word: Word, colored: Picture, scale: float) -> bool:
    if not any(c.isdigit() for c in word.text):
        return False
    x0, y0 = (max(int(v * scale), 0) for v in (word.x0, word.y0))
    place = colored[y0 : int(word.y1 * scale) + 1, x0 : int(word.x1 * scale) + 1]
    return bool(place.size) and float(place.mean()) >= 255 * _OVER


def _colored(colors: NDArray[np.uint8]) -> Picture | None:
    sample = colors[::8, ::8, :3]
    if not np.any(np.ptp(sample, axis=2) > _COLORED):
        return None
    red, green, blue = (colors[..., n] for n in range(3))
    most, least = np.maximum(np.maximum(red, green), blue), np.minimum(np.minimum(red, green), blue)
    rows, columns = (side // _COARSE for side in colors.shape[:2])
    if not rows or not columns:
        return None
    mask = (most - least > _COLORED)[: rows * _COARSE, : columns * _COARSE]
    counts = mask.reshape(rows, _COARSE, columns, _COARSE).sum(axis=(1, 3))
    return np.asarray(counts * 255 // _COARSE**2, np.uint8)
