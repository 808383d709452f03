"""The ink of a figure in pieces: one for each digit and bracket, where they touch or break too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extract.ocr.components import Mask, components
from extract.ocr.tesseract import Picture

_HIGH = 0.62  # of the tallest shape of a cell, from which a shape is a digit or a bracket
_DIRT = 0.25  # of the tallest shape, up to which a shape may be a point, a dash or dirt
_SAME = 0.5  # share of the narrower of two shapes that stands over the other: one broken digit
_DARKER = (1.0, 0.75, 0.55)  # of the grey of ink, tried in turn: blur joins digits that stand near
_WIDE = 0.95  # of its height: a wider shape is no single digit
_DIGIT = 0.68  # of its height: the usual width of a digit that touches the next
_ABOUT = 0.25  # of a digit's width about which it may end where digits touch
# Pixels of a digit that is cut off; a dash is too flat to tell where digits would end.
_NARROWEST = 3


class Piece(NamedTuple):
    """A stroke of ink that hangs together, in pixels of its picture; ends are exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Return its width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Return its height in pixels."""
        return self.bottom - self.top


class Ink(NamedTuple):
    """All pieces of a figure, and of them its digits and brackets, from left to right."""

    pieces: list[Piece]
    tall: list[Piece]


def ink_of(picture: Picture, dark: int, count: int) -> list[Ink]:
    """Return a figure's ink where it shows so many digits and brackets, at one grey or several.

    None of them shows a shape wider than a digit: two digits that touch are cut, if that gives as
    many as wanted, else the ink shows another number of them.

    Args:
        picture: the figure.
        dark: the grey below which a pixel is ink.
        count: how many digits and brackets are read.
    """
    found: list[Ink] = []
    for share in _DARKER:
        pieces = pieces_of(picture < dark * share)
        tall = tall_of(pieces)
        if len(tall) == count and not any(map(_is_wide, tall)):
            found.append(Ink(pieces, tall))
        elif share == 1.0 and len(tall) >= count:
            return []
    if found:
        return found
    mask = picture < dark
    pieces = pieces_of(mask)
    tall = _cut(mask, tall_of(pieces))
    return [Ink(pieces, tall)] if len(tall) == count else []


def tall_of(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces as high as digits and brackets, from left to right."""
    highest = max((p.height for p in pieces), default=0)
    joined: list[Piece] = []
    for piece in sorted(p for p in pieces if p.height > _DIRT * highest):
        last = joined[-1] if joined else None
        if last is not None:
            over = min(last.right, piece.right) - max(last.left, piece.left)
            if over >= _SAME * min(last.width, piece.width):
                joined[-1] = Piece(
                    min(last.left, piece.left),
                    min(last.top, piece.top),
                    max(last.right, piece.right),
                    max(last.bottom, piece.bottom),
                )
                continue
        joined.append(piece)
    return [p for p in joined if p.height >= _HIGH * highest]


def pieces_of(ink: Mask) -> list[Piece]:
    """Return the pieces of ink that hang together, corners included."""
    return [
        Piece(int(starts.min()), int(rows[0]), int(ends.max()), int(rows[-1]) + 1)
        for rows, starts, ends in components(ink)
    ]


def _is_wide(piece: Piece) -> bool:
    return piece.width > _WIDE * piece.height


def _cut(ink: Mask, tall: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, those too wide for a digit cut where they are thinnest."""
    out: list[Piece] = []
    for piece in tall:
        parts = round(piece.width / (piece.height * _DIGIT)) if _is_wide(piece) else 1
        if piece.width < parts * _NARROWEST:
            parts = 1
        columns = ink[piece.top : piece.bottom, piece.left : piece.right].sum(axis=0)
        step = piece.width / parts
        about = max(round(step * _ABOUT), 1)
        ends = [0]
        for n in range(1, parts):
            middle = round(n * step)
            window = columns[middle - about : middle + about + 1]
            ends.append(middle - about + int(np.argmin(window)))
        ends.append(piece.width)
        for start, end in pairwise(ends):
            rows = np.flatnonzero(
                ink[piece.top : piece.bottom, piece.left + start : piece.left + end].any(axis=1)
            )
            top, bottom = piece.top + int(rows[0]), piece.top + int(rows[-1]) + 1
            out.append(Piece(piece.left + start, top, piece.left + end, bottom))
    return out
