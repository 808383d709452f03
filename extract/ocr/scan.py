"""A page's picture read: rulings, cells, lines and words, as `extract.pdf.pages` arranges them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extract.document import Box
from extract.ocr.cells import read_cells
from extract.ocr.picture import even, skew, smooth, straight
from extract.ocr.strokes import Strokes, find_strokes
from extract.ocr.tesseract import PAGE, Picture, recognize
from extract.ocr.words import words_of
from extract.pdf.lattice import find_tables, merge
from extract.pdf.rulings import Edges
from extract.pdf.words import Word

DPI = 200  # Tesseract reads letters of 30 to 40 pixels best: 11 to 14 points at 200
_MARGIN = 3  # pixels about a table that its own words may reach


@dataclass(frozen=True, slots=True)
class Reading:
    """What a picture shows, in points of the upright, straight picture.

    `angle` is how far its text is turned clockwise (0, 90, 180, 270), `skew` by how many degrees
    its lines fall to the right after that.
    """

    words: tuple[Word, ...]
    edges: Edges
    angle: int = 0
    skew: float = 0.0


def read_picture(picture: Picture, dpi: float = DPI, timeout: float = 300.0) -> Reading:
    """Return what a grey picture of a page shows.

    Raises:
        LimitError: when it takes longer than `timeout` seconds.
        MissingToolError: when Tesseract is not installed.
    """
    clean = smooth(even(picture))
    return _read_upright(clean, dpi, 0, timeout)


def _read_upright(picture: Picture, dpi: float, angle: int, timeout: float) -> Reading:
    fall = skew(picture)
    flat = straight(picture, fall)
    strokes = find_strokes(flat, dpi)
    edges = Edges(merge(strokes.edges.vertical), merge(strokes.edges.horizontal))
    tables = find_tables(edges)
    page, plain = _parted(flat, strokes, tables, dpi)
    words = words_of(recognize([page], dpi, PAGE, timeout=timeout)[0], dpi)
    cells = [cell for table in tables for cell in table]
    words += read_cells(plain, cells, dpi, timeout)
    return Reading(tuple(words), edges, angle, fall)


def _parted(
    picture: Picture, strokes: Strokes, tables: Sequence[Sequence[Box]], dpi: float
) -> tuple[Picture, Picture]:
    """Return the page without its tables, and the tables without their rulings."""
    page, plain = picture.copy(), picture.copy()
    ink = strokes.ink.copy()
    ink[1:] |= strokes.ink[:-1]
    ink[:-1] |= strokes.ink[1:]
    ink[:, 1:] |= strokes.ink[:, :-1]
    ink[:, :-1] |= strokes.ink[:, 1:]
    plain[ink] = 255
    scale = dpi / 72
    for table in tables:
        x0, y0 = (int(min(v) * scale) - _MARGIN for v in ([b.x0 for b in table], [b.y0 for b in table]))
        x1, y1 = (int(max(v) * scale) + _MARGIN for v in ([b.x1 for b in table], [b.y1 for b in table]))
        page[max(y0, 0) : y1, max(x0, 0) : x1] = 255
    return page, np.ascontiguousarray(plain)
