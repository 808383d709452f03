"""Points and commas of a figure that its ink shows and its reading lacks: "2.1" read as 21."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from extract.ocr.pieces import Piece

_MARKS = tuple(".,-")  # what is read after a digit
_LEAST = 0.09  # of the digits' height: smaller ink is a speck
_MOST = 0.45  # of the digits' height: higher ink is no point or comma
_ABOVE, _BELOW = 0.2, 0.15  # of the digits' height from the base line to a point's middle
_COVERED = 0.5  # share of its width that may lie under or over a digit
_BEHIND = 0.35  # of the digits' height from the last digit to a point that ends the figure


def lacks_point(text: str, pieces: Sequence[Piece], tall: Sequence[Piece]) -> bool:
    """Tell whether the ink shows a point or comma where the reading of a figure has none.

    The other way round says little: a point may hang together with the digit before it.

    Args:
        text: the figure as read: digits, brackets and marks.
        pieces: all its ink.
        tall: of it the digits and brackets, as many as are read, from left to right.
    """
    letters = [n for n, c in enumerate(text) if c.isdigit() or c in "()/"]
    digits = [p for n, p in zip(letters, tall, strict=True) if text[n].isdigit()]
    high = median(p.height for p in digits)
    base = median(p.bottom for p in digits)
    points = [p for p in pieces if _is_point(p, high, base) and not _is_covered(p, tall)]
    for place, letter in enumerate(letters):
        if text[letter + 1 : letter + 2] in _MARKS:
            continue
        last = place + 1 == len(tall)
        start = tall[place].left
        end = tall[place].right + _BEHIND * high if last else tall[place + 1].right
        if any(start < p.left and p.right <= end for p in points):
            return True
    return False


def _is_point(piece: Piece, high: float, base: float) -> bool:
    width, height = piece.width, piece.height
    if min(width, height) < _LEAST * high or max(width, height) > _MOST * high:
        return False
    middle = (piece.top + piece.bottom) / 2
    return base - _ABOVE * high <= middle <= base + _BELOW * high


def _is_covered(piece: Piece, tall: Sequence[Piece]) -> bool:
    return any(
        min(piece.right, t.right) - max(piece.left, t.left) > _COVERED * piece.width for t in tall
    )
