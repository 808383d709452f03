"""Identifiers and places of a document's parts, the same for the same bytes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import attrgetter

from extract.document import Place, TextSpan, united
from normalize.schema import Box

_START, _END = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True, slots=True)
class Identity:
    """Makes the identifiers of one document's parts from its hash."""

    doc_id: str

    def _make(self, letter: str, ordinal: int) -> str:
        return self.doc_id[:16] + letter + str(ordinal).zfill(5)

    def block(self, ordinal: int) -> str:
        """Return the identifier of the block with this ordinal in the document."""
        return self._make("-b", ordinal)

    def mention(self, ordinal: int) -> str:
        """Return the identifier of a mention."""
        return self._make("-m", ordinal)

    def indirect(self, ordinal: int) -> str:
        """Return the identifier of a citation without a number."""
        return self._make("-i", ordinal)

    def table(self, ordinal: int) -> str:
        """Return the identifier of a table; ordinals count the tables alone."""
        return self._make("-t", ordinal)

    def figure(self, ordinal: int) -> str:
        """Return the identifier of a figure."""
        return self._make("-f", ordinal)

    def finding(self, ordinal: int) -> str:
        """Return the identifier of a finding."""
        return self._make("-n", ordinal)


def spread(spans: tuple[TextSpan, ...], start: int, end: int) -> tuple[Place, ...]:
    """Return the places of the runs that `start:end` touches, one a page, boxes united."""
    touched = _touched(spans, start, end)
    if len(touched) == 1:
        return (touched[0].place,)
    by_page: dict[tuple[int | None, str | None], list[Place]] = {}
    for span in touched:
        place = span.place
        by_page.setdefault((place.page, place.sheet), []).append(place)
    return tuple(map(_joined, by_page.values()))


def _touched(spans: tuple[TextSpan, ...], start: int, end: int) -> tuple[TextSpan, ...]:
    if len(spans) <= 1:  # as of most cells and lines
        return spans if spans and spans[0].end > start and spans[0].start < end else ()
    first = bisect_right(spans, start, key=_END)
    return spans[first : bisect_left(spans, end, lo=first, key=_START)]


def _joined(places: list[Place]) -> Place:
    """Return the places of one page as one; the first's when it has no box."""
    first = places[0]
    boxes = [place.box for place in places if place.box is not None]
    if first.box is None or len(boxes) == 1:
        return first
    return Place(first.page, united(boxes), first.sheet)


def locate(spans: tuple[TextSpan, ...], start: int, end: int) -> tuple[int | None, Box | None]:
    """Return the page and box where `start:end` begins; both None for a source without pages."""
    places = spread(spans, start, end)
    if not places:
        return None, None
    return places[0].page, rounded(places[0])


def surety(spans: tuple[TextSpan, ...], start: int, end: int) -> float | None:
    """Return the least confidence of OCR in `start:end`, 0–100; None for printed text."""
    found = [span.place.confidence for span in _touched(spans, start, end)]
    return min((sure for sure in found if sure is not None), default=None) if found else None


def rounded(place: Place) -> Box | None:
    """Return the place's box to a hundredth of a point, which no eye can tell from exact."""
    if place.box is None:
        return None
    x0, y0, x1, y1 = place.box
    return round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)
