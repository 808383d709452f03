"""The cells of a ruled table on a picture, each read alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.document import Box
from extract.ocr.glyphs import doubt_shapes
from extract.ocr.index_rows import FIGURES, find_index_rows, settle_row
from extract.ocr.picture import scaled, stretched, threshold
from extract.ocr.settling import CONTESTED, UNREAD, settle, text_of
from extract.ocr.tesseract import BLOCK, LINE, Picture, recognize
from extract.ocr.words import leveled, words_of
from extract.pdf.words import Word

_INSET = 0.3  # points between a cell's edge and what is read of it
_FRAME = 12  # pixels of white about the ink
_SURE = 85.0  # confidence from which a first look at a long text is enough
_SHORT = 12  # letters; shorter cells are mostly figures, and each figure is looked at twice
_ONE_LINE = 17.0  # points; lower ink is one line of text
_FIGURES = "0123456789()=+-*/.,%"  # what figures and the formulas of an index row consist of
_MARK = 3.5  # points; smaller ink that nothing can be read in is dirt
_FLAT, _DASH = 2.4, 14.0  # points: a dash's greatest height and length
_STRETCH = 1.5  # times its width, at which a column's number is looked at
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


def read_cells(picture: Picture, boxes: Sequence[Box], dpi: float, timeout: float) -> list[Word]:
    """Return the words of the cells, in points.

    What a first look leaves in doubt, and every figure, is looked at again, smaller and as a single
    line; where the two looks differ, a third one decides or the reading stays uncertain.

    Args:
        picture: the page without its rulings.
        boxes: the cells in points.
        dpi: pixels an inch.
        timeout: seconds the program may take.
    """
    dark = threshold(picture)
    inked = [(b, c) for b in boxes if (c := crop(picture, b, dpi, dark)) is not None]
    crops = [piece for _, piece in inked]
    first = _look(crops, dpi, BLOCK, 1.0, timeout)
    doubtful = [n for n, look in enumerate(first) if _doubtful(look)]
    second = dict(zip(doubtful, _again(crops, doubtful, dpi, timeout), strict=True))
    differ = [n for n in doubtful if text_of(first[n]) != text_of(second[n])]
    third: dict[int, list[Word]] = {}
    for only in (_FIGURES, ""):
        some = [n for n in differ if _is_figure(first[n], second[n]) == bool(only)]
        looks = _look([crops[n] for n in some], dpi, LINE, 0.8, timeout, only)
        third.update(zip(some, looks, strict=True))
    looks_at = [
        [look, *(looks[number] for looks in (second, third) if number in looks)]
        for number, look in enumerate(first)
    ]
    labels = _labels([box for box, _ in inked], crops, looks_at, dpi, timeout)
    settled = [
        settle(looks) or _unread(crops[number], dpi) for number, looks in enumerate(looks_at)
    ]
    shaped = doubt_shapes([piece.picture for piece in crops], settled, dark)
    words: list[Word] = []
    for number, reading in enumerate(shaped):
        words += labels.get(number) or reading
    return words


def _labels(
    boxes: Sequence[Box],
    crops: Sequence[Crop],
    looks_at: Sequence[list[list[Word]]],
    dpi: float,
    timeout: float,
) -> dict[int, list[Word]]:
    """Return the readings of the cells that hold column numbers, by the cells' positions."""
    rows = find_index_rows(boxes, [looks[0] for looks in looks_at])
    numbers = [n for row in rows for n in row]
    pieces = [crops[n] for n in numbers]
    more = [_widely(pieces, dpi, factor, timeout) for factor in (1.0, 1.3)]
    looks = {n: [*looks_at[n], *seen] for n, *seen in zip(numbers, *more, strict=True)}
    settled = {
        n: words
        for row in rows
        for n, words in zip(row, settle_row([looks[n] for n in row]), strict=True)
    }
    return {n: words for n, words in settled.items() if words}


def _unread(piece: Crop, dpi: float) -> list[Word]:
    """Return what stands for ink that no look could read: a dash by its shape, else a mark.

    A blank cell says something else than a number nobody could read.
    """
    scale = 72 / dpi
    height, width = ((side - 2 * _FRAME) * scale for side in piece.picture.shape)
    if max(height, width) < _MARK:
        return []
    flat = height <= _FLAT and height < width <= _DASH
    x, y = (piece.left + _FRAME) * scale, (piece.top + _FRAME) * scale
    text, sure = ("-", CONTESTED) if flat else (UNREAD, 0.0)
    size = max(height, _MARK)
    return [Word(text, x, y, x + width, y + size, size=size, confidence=sure)]


def _look(
    crops: Sequence[Crop], dpi: float, mode: int, factor: float, timeout: float, only: str = ""
) -> list[list[Word]]:
    """Return the words of each crop, seen at `factor` of its size."""
    pictures = [c.picture if factor == 1 else scaled(c.picture, factor) for c in crops]
    seen = recognize(pictures, dpi * factor, mode, only=only, timeout=timeout)
    return [
        leveled(words_of(lines, dpi * factor, c.left * factor, c.top * factor))
        for c, lines in zip(crops, seen, strict=True)
    ]


def _widely(crops: Sequence[Crop], dpi: float, factor: float, timeout: float) -> list[list[Word]]:
    """Return what column numbers the crops show, seen at `factor` of their size and stretched.

    Brackets stand so close to their figure that together they look like other letters.
    """
    wide = [replace(c, picture=stretched(c.picture, _STRETCH)) for c in crops]
    looks = _look(wide, dpi, BLOCK, factor, timeout, FIGURES)
    out = []
    for piece, words in zip(crops, looks, strict=True):
        left = piece.left * 72 / dpi
        narrow = [[left + (x - left) / _STRETCH for x in (w.x0, w.x1)] for w in words]
        out.append([w._replace(x0=a, x1=b) for w, (a, b) in zip(words, narrow, strict=True)])
    return out


def _again(
    crops: Sequence[Crop], numbers: Sequence[int], dpi: float, timeout: float
) -> list[list[Word]]:
    """Return a second look at some crops: at two thirds of their size, single lines as such."""
    out: dict[int, list[Word]] = {}
    for mode in (LINE, BLOCK):
        some = [n for n in numbers if (_is_single(crops[n], dpi)) == (mode == LINE)]
        looks = _look([crops[n] for n in some], dpi, mode, 2 / 3, timeout)
        out.update(zip(some, looks, strict=True))
    return [out[n] for n in numbers]


def _is_figure(*looks: Sequence[Word]) -> bool:
    """Tell whether most of what was seen can stand in a figure or a formula."""
    text = "".join(map(text_of, looks))
    return sum(c in _FIGURES for c in text) >= 0.6 * len(text)


def _is_single(piece: Crop, dpi: float) -> bool:
    height: int = piece.picture.shape[0]
    return (height - 2 * _FRAME) * 72 / dpi < _ONE_LINE


def _doubtful(words: Sequence[Word]) -> bool:
    text = text_of(words)
    if not text or len(text) <= _SHORT:
        return True
    return min(w.confidence or 0.0 for w in words) < _SURE
