"""Digits held against the page's own: a figure whose shapes deny its reading becomes unsure.

Tesseract misreads a digit now and then with full confidence, whatever it is asked. The same type
prints every digit of a table, though: a 3 read as 8 looks like the other 3s. Shapes only deny; no
digit is ever put in for another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from extract.ocr.pieces import Piece, ink_of
from extract.ocr.points import lacks_point
from extract.ocr.settling import contested
from extract.ocr.tesseract import Picture
from extract.pdf.words import Word

_SIDE = 16  # pixels a side of the square in which shapes are compared
_FIGURE = re.compile(r"[0-9.,()/-]*[0-9][0-9.,()/-]*")  # a slash may be a 7 that was misread
_MARRED = re.compile(  # "S7", "s42", "542-", "%3"
    r"(?=.*[0-9])(?=.*[^\W\d_]|.*[?-]$|.*%.|.*[|!'\"“”‘’„°*])[^\s()=/+]{2,5}"
)
_TALL = re.compile(r"[0-9()/]")
_SURE = 75.0  # confidence from which a reading may vouch for others
_NEAREST = 3  # shapes of a class that are looked at
_CLEARLY = 0.8  # of the distance to its own class: so near is the class a digit belongs to
_TRIED = 2  # greys at which points are looked for; at the darkest, digits break into such pieces
_WIDER = 1.4  # of the usual width of its class: as wide are two digits that touch
_ALIKE = 1.0  # of the usual distance in a class: what is nearer looks the same

_Shapes = NDArray[np.float32]  # shapes × pixels, 0 paper and 1 ink


def doubt_shapes(
    pictures: Sequence[Picture], looks: Sequence[list[Word]], dark: int
) -> list[list[Word]]:
    """Return the readings of cells, figures that their own ink denies as unsure.

    Denied is a figure with more or fewer digits than shapes, one without a point that its ink
    shows, one with a digit that looks like another digit of these cells rather than like its own
    kind, and one with a letter in it.

    Args:
        pictures: the ink of each cell, all of one page.
        looks: how each is read.
        dark: the grey below which a pixel is ink.
    """
    owners: list[int] = []
    labels: list[str] = []
    shapes: list[NDArray[np.float32]] = []
    widths: list[float] = []
    denied: set[int] = set()
    for number, (picture, words) in enumerate(zip(pictures, looks, strict=True)):
        text = "".join(w.text for w in words)
        if _MARRED.fullmatch(text):
            denied.add(number)
            continue
        if not _FIGURE.fullmatch(text):
            continue
        letters = _TALL.findall(text)
        inks = ink_of(picture, dark, len(letters))
        if not inks or any(lacks_point(text, *ink) for ink in inks[:_TRIED]):
            denied.add(number)
            continue
        for piece, letter in zip(inks[0].tall, letters, strict=True):
            owners.append(number)
            labels.append(letter)
            shapes.append(shape_of(picture, piece))
            widths.append(piece.width / piece.height)
    if shapes:
        denied |= {owners[n] for n in _wide_ones(labels, widths)}
        sure = [_least(looks[n]) >= _SURE for n in owners]
        odd = odd_shapes(np.stack(shapes), labels, owners, sure)
        denied |= {owners[n] for n in odd}
    return [list(map(contested, words)) if n in denied else words for n, words in enumerate(looks)]


def _wide_ones(labels: Sequence[str], widths: Sequence[float]) -> list[int]:
    """Return the positions of shapes much wider than others of their class: two digits as one."""
    by_label: dict[str, list[float]] = {}
    for label, width in zip(labels, widths, strict=True):
        by_label.setdefault(label, []).append(width)
    usual = {label: median(seen) for label, seen in by_label.items() if len(seen) >= _NEAREST}
    return [
        n
        for n, (label, width) in enumerate(zip(labels, widths, strict=True))
        if width > _WIDER * usual.get(label, width)
    ]


def odd_shapes(
    shapes: _Shapes, labels: Sequence[str], owners: Sequence[int], sure: Sequence[bool]
) -> list[int]:
    """Return the positions of shapes that look like another class rather than like their own.

    The oddest goes first and then vouches for nothing: a 2 read as 5 is no measure of 5s.

    Args:
        shapes: one a row.
        labels: the class of each.
        owners: the cell of each: shapes of one cell do not vouch for each other.
        sure: whether each may vouch for others.
    """
    squares = np.sum(shapes**2, axis=1)
    apart = np.maximum(squares[:, None] + squares[None, :] - 2 * shapes @ shapes.T, 0.0)
    owned = np.array(owners)
    apart[owned[:, None] == owned[None, :]] = np.inf
    apart[:, ~np.array(sure)] = np.inf
    kinds = np.unique(labels, return_inverse=True)[1]
    odd: list[int] = []
    while len(odd) < len(labels):
        doubt = _doubt(apart, kinds)
        doubt[odd] = 0.0
        worst = int(np.argmax(doubt))
        if doubt[worst] <= 1.0:
            break
        odd.append(worst)
        apart[:, worst] = np.inf
    return sorted(odd)


def _doubt(apart: NDArray[np.float32], kinds: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return how much nearer each shape is to another class than its own may be: over 1 is odd."""
    rows = np.arange(len(kinds))
    nearest = np.full((len(kinds), int(kinds.max()) + 1), np.inf)
    for kind in range(nearest.shape[1]):
        among = apart[:, kinds == kind]
        few = min(_NEAREST, among.shape[1])
        some = np.partition(among, few - 1, axis=1)[:, :few]
        seen = np.isfinite(some)
        counts = seen.sum(axis=1)
        sums = np.where(seen, some, 0.0).sum(axis=1)
        nearest[:, kind] = np.where(counts, sums / np.maximum(counts, 1), np.inf)
    own = nearest[rows, kinds]
    nearest[rows, kinds] = np.inf
    other = nearest.min(axis=1)
    known = np.isfinite(own)
    usual = float(np.median(own[known])) if known.any() else 0.0
    limit = np.where(known, own * _CLEARLY, usual * _ALIKE)
    return np.asarray(limit / np.maximum(other, 1e-6), np.float64)


def shape_of(picture: Picture, piece: Piece) -> NDArray[np.float32]:
    """Return a piece as ink in the middle of a square, as high as the square."""
    ink = picture[piece.top : piece.bottom, piece.left : piece.right]
    height, width = ink.shape
    across = min(max(round(width * _SIDE / height), 1), _SIDE)
    small = Image.fromarray(ink).resize((across, _SIDE), Image.Resampling.BOX)
    grey = np.asarray(small, np.float32)
    least, most = float(np.percentile(ink, 2)), 255.0
    drawn = np.clip((most - grey) / max(most - least, 1.0), 0.0, 1.0)
    square = np.zeros((_SIDE, _SIDE), np.float32)
    start = (_SIDE - across) // 2
    square[:, start : start + across] = drawn
    return square.ravel()


def _least(words: Sequence[Word]) -> float:
    return min((w.confidence or 0.0 for w in words), default=0.0)
