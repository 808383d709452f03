"""Creases of a folded sheet, dark lines from edge to edge, taken out of the text they run through.

Tesseract leaves out a line of text that such a line strikes through.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from extract.ocr.components import Mask
from extract.ocr.picture import threshold
from extract.ocr.settling import contested
from extract.ocr.strokes import level_lines
from extract.ocr.tesseract import Picture
from extract.pdf.words import Word

_PALE = 215  # grey below which a pixel is no paper: a crease is paler than print
_EDGE = 0.01  # share of the width that a crease leaves free at most; no ruling reaches the edge
_MOST = 4  # creases of a sheet; more lines from edge to edge are rulings all the same
_PIECE = 8  # parts of the width, each of which a crease fills nearly
_DARKER = 40  # greys by which ink is darker than a crease
_REACH = 2  # pixels above and below in which ink makes a pixel of a crease ink
_INK = 40  # its grey


def find_creases(picture: Picture, dpi: float) -> Mask | None:
    """Return where creases cross a straight picture; None without any."""
    width = picture.shape[1]
    lines = [
        line
        for line in level_lines(picture < _PALE, width // _PIECE, dpi)
        if line.start <= _EDGE * width and line.end >= (1 - _EDGE) * width
    ]
    if not lines or len(lines) > _MOST:
        return None
    where = np.zeros(picture.shape, np.bool_)
    for line in lines:
        for row, start, end in zip(*line.runs, strict=True):
            where[max(row - 1, 0) : row + 2, start:end] = True
    return where


def healed(picture: Picture, creases: Mask) -> Picture:
    """Return a picture without its creases, and with the letters that stand across them.

    A crease is paler than ink, and paler still beside it where the paper broke: what is dark stays,
    and what has ink right above and right below is ink.
    """
    pale = max(int(np.median(picture[creases])) - _DARKER, 0)
    ink = picture < min(threshold(picture), pale)
    above, below = np.zeros_like(ink), np.zeros_like(ink)
    for n in range(1, _REACH + 1):
        above[n:] |= ink[:-n]
        below[:-n] |= ink[n:]
    plain = picture.copy()
    plain[creases & ~ink] = 255
    plain[creases & ~ink & above & below] = _INK
    return plain


def doubt_creased(words: Iterable[Word], creases: Mask, dpi: float) -> list[Word]:
    """Return the words, figures that a crease runs through as unsure.

    Args:
        words: in points.
        creases: where they are, in pixels.
        dpi: pixels an inch of `creases`.
    """
    return [contested(word) if _is_struck(word, creases, dpi / 72) else word for word in words]


def _is_struck(word: Word, creases: Mask, scale: float) -> bool:
    if not any(c.isdigit() for c in word.text):
        return False
    x0, y0, x1, y1 = (max(int(v * scale), 0) for v in (word.x0, word.y0, word.x1, word.y1))
    return bool(creases[y0 : y1 + 1, x0 : x1 + 1].any())
