"""A page's picture read: rulings, cells, lines and words, as `extract.pdf.pages` arranges them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw

from extract.document import Box
from extract.ocr.cells import read_cells
from extract.ocr.components import Mask
from extract.ocr.creases import doubt_creased, find_creases, healed
from extract.ocr.inks import Inks, doubt_colored
from extract.ocr.orientation import ENOUGH, page_angle, sense, strip_angle
from extract.ocr.picture import clean, scaled, skew, straight, turned_upright
from extract.ocr.second_looks import look_again
from extract.ocr.sheets import find_gutter
from extract.ocr.strokes import Strokes, find_strokes
from extract.ocr.tesseract import PAGE, Picture, recognize
from extract.ocr.words import evened, lifted, words_of
from extract.pdf.lattice import find_tables, merge
from extract.pdf.rulings import Edges
from extract.pdf.words import Word

DPI = 300.0  # the finest picture that is looked at; commas in a table's small type need it
TEXT_DPI = 200.0  # Tesseract reads letters of 30 to 40 pixels best: 11 to 14 points at 200
_LEAST_OWN, _MOST_OWN = 140.0, 450.0  # pixels an inch of pictures taken as they are
_ASKEW = 0.03  # degrees that rulings may fall before the picture is straightened again
_STEEP = 1.0  # degrees from which the text is turned before it is read
_MARGIN = 3  # pixels about a table that its own words may reach


@dataclass(frozen=True, slots=True)
class Reading:
    """What a picture shows, in points of the upright, straight picture.

    `angle` is how far its text is turned clockwise (0, 90, 180, 270), `skew` by how many degrees
    its lines fall to the right after that. Of a sheet of two pages it is the left one, up to
    `cut`, and `beside` the right one, as a picture of its own.
    """

    words: tuple[Word, ...]
    edges: Edges
    angle: int = 0
    skew: float = 0.0
    cut: float | None = None
    beside: Reading | None = None


class Shown(NamedTuple):
    """A page as two grey pictures: one at the size its text is read best, and a finer one.

    Both are the same when the page is itself a picture, at that picture's own resolution: specks
    are single pixels only there. Else each is drawn from the page: a picture scaled twice blurs
    the marks of Vietnamese letters.
    """

    text: Picture
    text_dpi: float
    fine: Picture
    fine_dpi: float
    colored: Picture | None = None  # where the ink of the page as drawn is colored
    colored_dpi: float = DPI  # pixels an inch of that drawing

    def turned(self, angle: int) -> Shown:
        """Return all pictures with text that runs at `angle` upright."""
        text, fine = turned_upright(self.text, angle), turned_upright(self.fine, angle)
        colored = None if self.colored is None else turned_upright(self.colored, angle)
        return self._replace(text=text, fine=fine, colored=colored)

    def part(self, start: float, end: float) -> Shown:
        """Return what stands between two shares of the width, from top to bottom."""
        text, fine = _between(self.text, start, end), _between(self.fine, start, end)
        colored = None if self.colored is None else _between(self.colored, start, end)
        return self._replace(text=text, fine=fine, colored=colored)


def shown_at(
    pictures: Callable[[float], Inks], largest: float = DPI, own: float | None = None
) -> Shown:
    """Return a page as `read_picture` takes it.

    Args:
        pictures: draws the page at so many pixels an inch.
        largest: pixels an inch at most, for pages the size of a poster.
        own: pixels an inch of the picture that the page consists of; None when it is none.
    """
    if own is not None and _LEAST_OWN <= own <= min(_MOST_OWN, largest):
        grey, colored = pictures(own)
        return Shown(grey, own, grey, own, colored, own)
    text_dpi, fine_dpi = min(TEXT_DPI, largest), min(DPI, largest)
    fine, colored = pictures(fine_dpi)
    return Shown(pictures(text_dpi).grey, text_dpi, fine, fine_dpi, colored, fine_dpi)


def read_picture(shown: Shown, timeout: float = 300.0) -> Reading:
    """Return what the pictures of a page show.

    Raises:
        LimitError: when it takes longer than `timeout` seconds.
        MissingToolError: when Tesseract is not installed.
    """
    tidy = _tidied(shown)
    told = strip_angle(tidy.text, tidy.text_dpi, timeout)
    angle = told or 0
    parts = [_looked_at(part, timeout) for part in _pages_of(tidy.turned(angle))]
    if told is None and sense([word for part in parts for word in part.words]) < ENOUGH:
        angle = page_angle(tidy.text, tidy.text_dpi, timeout)
        if angle:
            parts = [_looked_at(part, timeout) for part in _pages_of(tidy.turned(angle))]
    readings = [_read_whole(part, angle, timeout) for part in parts]
    first, *rest = readings
    if not rest:
        return first
    return replace(first, cut=parts[0].width, beside=rest[0])


class _Part(NamedTuple):
    """A page laid flat, and the words outside of its tables."""

    flat: _Flat
    words: list[Word]
    colored: Picture | None
    colored_dpi: float

    @property
    def width(self) -> float:
        """Return the width of the page, in points."""
        return float(self.flat.fine.shape[1] * 72 / self.flat.fine_dpi)


def _pages_of(shown: Shown) -> list[Shown]:
    """Return the pages on an upright sheet: one, or two that lie beside each other."""
    at = find_gutter(shown.text, shown.text_dpi)
    return [shown] if at is None else [shown.part(0.0, at), shown.part(at, 1.0)]


def _looked_at(shown: Shown, timeout: float) -> _Part:
    flat = _laid_flat(shown)
    return _Part(flat, _page_words(flat, timeout), shown.colored, shown.colored_dpi)


def _read_whole(part: _Part, angle: int, timeout: float) -> Reading:
    """Return the page with the words of its tables, those in colored ink as unsure."""
    flat = part.flat
    cells = [cell for table in flat.tables for cell in table]
    fine = _unruled(flat.fine, flat.strokes)
    words = part.words + read_cells(fine, cells, flat.fine_dpi, timeout)
    if flat.creases is not None:
        words = doubt_creased(words, flat.creases, flat.fine_dpi)
    colored = part.colored
    if colored is not None:
        colored = straight(colored, flat.fall, fill=0)
    doubted = doubt_colored(words, colored, part.colored_dpi)
    return Reading(tuple(doubted), flat.edges, angle, flat.fall)


def _between(picture: Picture, start: float, end: float) -> Picture:
    width = picture.shape[1]
    return np.ascontiguousarray(picture[:, round(start * width) : round(end * width)])


def _tidied(shown: Shown) -> Shown:
    """Return both pictures clean, each at its size."""
    if shown.text is not shown.fine:
        return shown._replace(text=clean(shown.text), fine=clean(shown.fine))
    own, dpi = clean(shown.fine), shown.fine_dpi
    text, fine = _at(own, dpi, TEXT_DPI), _at(own, dpi, DPI)
    return shown._replace(text=text, text_dpi=TEXT_DPI, fine=fine, fine_dpi=DPI)


def _at(picture: Picture, dpi: float, wanted: float) -> Picture:
    return picture if abs(wanted / dpi - 1) < 0.01 else scaled(picture, wanted / dpi)


class _Flat(NamedTuple):
    """An upright page with its rulings level: `text` as scanned, `fine` turned back by `fall`."""

    text: Picture
    text_dpi: float
    fine: Picture
    fine_dpi: float
    fall: float
    strokes: Strokes
    edges: Edges
    tables: list[list[Box]]
    creases: Mask | None  # of `fine`, which is without them


def _laid_flat(shown: Shown) -> _Flat:
    text, text_dpi, fine, dpi = shown[:4]
    fall = skew(fine)
    flat = straight(fine, fall)
    strokes = find_strokes(flat, dpi)
    if strokes.fall is not None and abs(strokes.fall) > _ASKEW:
        fall += strokes.fall  # rulings tell more exactly than lines of text
        flat = straight(fine, fall)
        strokes = find_strokes(flat, dpi)
    creases = find_creases(flat, dpi)
    if creases is not None:
        flat = healed(flat, creases)
        strokes = find_strokes(flat, dpi)
    edges = Edges(merge(strokes.edges.vertical), merge(strokes.edges.horizontal))
    tables = find_tables(edges)
    return _Flat(text, text_dpi, flat, dpi, fall, strokes, edges, tables, creases)


def _page_words(flat: _Flat, timeout: float) -> list[Word]:
    """Return the words outside of the tables."""
    # Tesseract follows lines that fall a little, and turning the picture blurs its marks.
    steep = abs(flat.fall) > _STEEP or flat.creases is not None
    page = straight(flat.text, flat.fall) if steep else flat.text
    creases = None if flat.creases is None else find_creases(page, flat.text_dpi)
    if creases is not None:
        page = healed(page, creases)
    page = _without(page, flat.tables, flat.text_dpi, 0.0 if steep else flat.fall)
    words = words_of(recognize([page], flat.text_dpi, PAGE, timeout=timeout)[0], flat.text_dpi)
    if not steep:
        height, width = (side * 72 / flat.text_dpi for side in flat.text.shape)
        words = [lifted(word, flat.fall, width / 2, height / 2) for word in words]
    return look_again(flat.fine, evened(words), flat.fine_dpi, timeout)


def _without(picture: Picture, tables: Sequence[Sequence[Box]], dpi: float, fall: float) -> Picture:
    """Return the page without its tables, whose boxes fall to the right by so many degrees."""
    page = Image.fromarray(picture)
    pen = ImageDraw.Draw(page)
    sin, cos = math.sin(math.radians(fall)), math.cos(math.radians(fall))
    for table in tables:
        whole = table[0]
        for cell in table:
            whole = whole.union(cell)
        x0, y0, x1, y1 = (v * dpi / 72 for v in whole)
        corners = [(x0 - _MARGIN, y0 - _MARGIN), (x1 + _MARGIN, y0 - _MARGIN)]
        corners += [(x1 + _MARGIN, y1 + _MARGIN), (x0 - _MARGIN, y1 + _MARGIN)]
        shifts = [(x - page.width / 2, y - page.height / 2) for x, y in corners]
        fallen = [(x * cos - y * sin, x * sin + y * cos) for x, y in shifts]
        pen.polygon([(x + page.width / 2, y + page.height / 2) for x, y in fallen], fill=255)
    return np.asarray(page)


def _unruled(picture: Picture, strokes: Strokes) -> Picture:
    """Return the page without its rulings and the blur beside them."""
    ink = strokes.ink.copy()
    ink[1:] |= strokes.ink[:-1]
    ink[:-1] |= strokes.ink[1:]
    ink[:, 1:] |= strokes.ink[:, :-1]
    ink[:, :-1] |= strokes.ink[:, 1:]
    plain = picture.copy()
    plain[ink] = 255
    return plain
