"""A page's picture read: rulings, cells, lines and words, as `extract.pdf.pages` arranges them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extract.document import Box
from extract.ocr.cells import read_cells, reread_words
from extract.ocr.picture import crisp, even, scaled, skew, smooth, straight, turned_upright
from extract.ocr.strokes import Strokes, find_strokes
from extract.ocr.tesseract import PAGE, Picture, recognize
from extract.ocr.words import words_of
from extract.pdf.lattice import find_tables, merge
from extract.pdf.rulings import Edges
from extract.pdf.words import SIDEWAYS, Word
from extract.syllables import is_syllable

DPI = 300.0  # the finest picture that is looked at; commas in a table's small type need it
TEXT_DPI = 200.0  # Tesseract reads letters of 30 to 40 pixels best: 11 to 14 points at 200
_ASKEW = 0.03  # degrees that rulings may fall before the picture is straightened again
_ENOUGH = 0.5  # sense from which a page is upright
_SURE = 60.0  # confidence of a word that makes sense
_COARSE = 120.0  # pixels an inch that show which way is up
_PUNCTUATION = ".,;:()“”\"'-–/"
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
    clean = crisp(smooth(even(picture)))
    reading = _read_upright(clean, dpi, 0, timeout)
    if _sense(reading.words) >= _ENOUGH:
        return reading
    angle = _upright_angle(clean, dpi, timeout)
    return _read_upright(clean, dpi, angle, timeout) if angle else reading


def _sense(words: Sequence[Word]) -> float:
    """Return which share of the letters stands in words that can be Vietnamese, surely read, 0–1.

    A page turned on its side or upside down gives letters, but no syllables.
    """
    upright = [w for w in words if not w.style & SIDEWAYS]
    if 2 * len(upright) < len(words):
        return 0.0
    spelled = [(w.text.strip(_PUNCTUATION), w.confidence or 0.0) for w in upright]
    spelled = [(text, sure) for text, sure in spelled if len(text) > 1 and text.isalpha()]
    good = sum(len(text) for text, sure in spelled if sure > _SURE and is_syllable(text))
    return good / sum(len(text) for text, _ in spelled) if spelled else 0.0


def _upright_angle(picture: Picture, dpi: float, timeout: float) -> int:
    """Return at which angle the picture's text runs, by the sense of a coarse reading of each."""
    small = scaled(picture, _COARSE / dpi)
    senses = {}
    for angle in (0, 180, 90, 270):
        shown = turned_upright(small, angle)
        seen = recognize([straight(shown, skew(shown))], _COARSE, PAGE, timeout=timeout)[0]
        words = words_of(seen, _COARSE)
        senses[angle] = _sense(words) * min(len(words), 20)
        if senses[angle] > _ENOUGH * 20:
            break
    return max(senses, key=lambda angle: (senses[angle], angle == 0))


def _read_upright(picture: Picture, dpi: float, angle: int, timeout: float) -> Reading:
    picture = turned_upright(picture, angle)
    fall = skew(picture)
    flat = straight(picture, fall)
    strokes = find_strokes(flat, dpi)
    if strokes.fall is not None and abs(strokes.fall) > _ASKEW:
        fall += strokes.fall  # rulings tell more exactly than lines of text
        flat = straight(picture, fall)
        strokes = find_strokes(flat, dpi)
    edges = Edges(merge(strokes.edges.vertical), merge(strokes.edges.horizontal))
    tables = find_tables(edges)
    page, plain = _parted(flat, strokes, tables, dpi)
    if dpi > TEXT_DPI:
        page, coarse = scaled(page, TEXT_DPI / dpi), TEXT_DPI
    else:
        coarse = dpi
    words = words_of(recognize([page], coarse, PAGE, timeout=timeout)[0], coarse)
    words = reread_words(flat, words, dpi, timeout)
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
        x0, y0 = (
            int(min(v) * scale) - _MARGIN for v in ([b.x0 for b in table], [b.y0 for b in table])
        )
        x1, y1 = (
            int(max(v) * scale) + _MARGIN for v in ([b.x1 for b in table], [b.y1 for b in table])
        )
        page[max(y0, 0) : y1, max(x0, 0) : x1] = 255
    return page, np.ascontiguousarray(plain)
