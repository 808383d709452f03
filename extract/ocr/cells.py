"""The cells of a ruled table on a picture, each read alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from extract.document import Box
from extract.ocr.hocr import SeenLine
from extract.ocr.picture import threshold
from extract.ocr.tesseract import BLOCK, Picture, recognize
from extract.ocr.words import leveled, words_of
from extract.pdf.words import Word

_INSET = 1.2  # points between a cell's edge and what is read of it
_FRAME = 12  # pixels of white about the ink
_LEAST = 2  # pixels; smaller specks are no mark


@dataclass(frozen=True, slots=True)
class Crop:
    """A cell's ink: where it begins on the page's picture, in pixels, and the picture of it."""

    left: int
    top: int
    picture: Picture


def crop(picture: Picture, box: Box, dpi: float, dark: int) -> Crop | None:
    """Return the ink inside a cell with white about it; None when the cell is blank.

    Args:
        picture: the page without its rulings.
        box: the cell in points.
        dpi: pixels an inch.
        dark: the grey below which a pixel is ink.
    """
    scale = dpi / 72
    x0, y0 = (max(int((v + _INSET) * scale), 0) for v in (box.x0, box.y0))
    x1, y1 = (max(int((v - _INSET) * scale) + 1, 0) for v in (box.x1, box.y1))
    inner = picture[y0:y1, x0:x1]
    ink = inner < dark
    if min(ink.shape) <= _LEAST:
        return None
    solid = ink[1:, 1:] & ink[:-1, 1:] & ink[1:, :-1] & ink[:-1, :-1]
    rows, columns = np.nonzero(solid.any(axis=1))[0], np.nonzero(solid.any(axis=0))[0]
    if not len(rows):
        return None
    top, bottom = max(int(rows[0]) - 2, 0), int(rows[-1]) + 4
    left, right = max(int(columns[0]) - 2, 0), int(columns[-1]) + 4
    framed = np.pad(inner[top:bottom, left:right], _FRAME, constant_values=255)
    return Crop(x0 + left - _FRAME, y0 + top - _FRAME, framed)


def read_cells(
    picture: Picture, boxes: Sequence[Box], dpi: float, timeout: float
) -> list[Word]:
    """Return the words of the cells, in points.

    Args:
        picture: the page without its rulings.
        boxes: the cells in points.
        dpi: pixels an inch.
        timeout: seconds the program may take.
    """
    dark = threshold(picture)
    crops = [c for box in boxes if (c := crop(picture, box, dpi, dark)) is not None]
    seen = recognize([c.picture for c in crops], dpi, BLOCK, timeout=timeout)
    return [word for c, lines in zip(crops, seen, strict=True) for word in _words(c, lines, dpi)]


def _words(piece: Crop, lines: Sequence[SeenLine], dpi: float) -> list[Word]:
    return leveled(words_of(lines, dpi, piece.left, piece.top))
