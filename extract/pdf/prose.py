"""Lines written out as one text, each word with its place."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial

from extract.document import Box, Place, TextSpan
from extract.pdf.frame import Frame, turned_back
from extract.pdf.lines import Line, gaps
from extract.pdf.words import Word

# Quicker than calling them, and a page has five hundred words.
_box = partial(tuple.__new__, Box)
_place = partial(tuple.__new__, Place)
_span = partial(tuple.__new__, TextSpan)


@lru_cache(maxsize=1024)
def _rounded(height: float) -> float:
    """Return hundredths; all words of a line share theirs, and rounding is slow."""
    return round(height, 2)


@dataclass(frozen=True, slots=True)
class Placer:
    """Gives words their place on the seen page.

    `angle` is how the page was turned for reading, `skew` how many degrees the lines of a scan fall
    to the right after that. `left` and `width` tell which part of the turned page is read, in
    points, where a sheet holds two pages; all of it by default.
    """

    page: int
    seen: Frame
    angle: int = 0
    skew: float = 0.0
    left: float = 0.0
    width: float | None = None

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return the box on the seen page, to hundredths of a point."""
        if self.skew:
            x0, y0, x1, y1 = self._fallen(x0, y0, x1, y1)
        x0, x1 = x0 + self.left, x1 + self.left
        if self.angle:
            x0, y0, x1, y1 = turned_back((x0, y0, x1, y1), self.seen, self.angle)
        return _box((round(x0, 2), _rounded(y0), round(x1, 2), _rounded(y1)))

    def _fallen(
        self, x0: float, y0: float, x1: float, y1: float
    ) -> tuple[float, float, float, float]:
        """Return a box of the straightened scan where it stands on the scan as it is.

        Its middle turns about the page's; its sides stay level.
        """
        width, height = self.seen.width, self.seen.height
        if self.angle in (90, 270):
            width, height = height, width
        if self.width is not None:
            width = self.width
        sin, cos = math.sin(math.radians(self.skew)), math.cos(math.radians(self.skew))
        x, y = (x0 + x1 - width) / 2, (y0 + y1 - height) / 2
        right, down = x * cos - y * sin - x, x * sin + y * cos - y
        return x0 + right, y0 + down, x1 + right, y1 + down

    def place(self, word: Word) -> Place:
        """Return the word's page and box."""
        _, x0, y0, x1, y1, _, _, _, confidence = word
        return _place((self.page, self.box(x0, y0, x1, y1), None, confidence, None))


def write(joined: Iterable[tuple[str, Line]], placer: Placer) -> tuple[str, tuple[TextSpan, ...]]:
    """Return the text of the lines, each after its joint, and one span a word."""
    parts: list[str] = []
    spans: list[TextSpan] = []
    length, place = 0, placer.place
    for between, line in joined:
        for gap, word in zip([between, *gaps(line.words)[1:]], line.words, strict=True):
            length += len(gap)
            end = length + len(word.text)
            parts += (gap, word.text)
            spans.append(_span((length, end, place(word), None, None)))
            length = end
    return "".join(parts), tuple(spans)
