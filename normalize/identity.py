"""Identifiers and places of a document's parts, the same for the same bytes."""

from __future__ import annotations

from dataclasses import dataclass

from extract.document import Place, TextSpan
from normalize.schema import Box


@dataclass(frozen=True, slots=True)
class Identity:
    """Makes the identifiers of one document's parts from its hash."""

    doc_id: str

    def _make(self, letter: str, ordinal: int) -> str:
        return f"{self.doc_id[:16]}-{letter}{ordinal:05d}"

    def block(self, ordinal: int) -> str:
        """Return the identifier of the block with this ordinal in the document."""
        return self._make("b", ordinal)

    def mention(self, ordinal: int) -> str:
        """Return the identifier of a mention."""
        return self._make("m", ordinal)

    def table(self, ordinal: int) -> str:
        """Return the identifier of a table; ordinals count the tables alone."""
        return self._make("t", ordinal)

    def figure(self, ordinal: int) -> str:
        """Return the identifier of a figure."""
        return self._make("f", ordinal)

    def finding(self, ordinal: int) -> str:
        """Return the identifier of a finding."""
        return self._make("n", ordinal)


def spread(spans: tuple[TextSpan, ...], start: int, end: int) -> tuple[Place, ...]:
    """Return the places of the runs that `start:end` touches, one a page, boxes united."""
    if len(spans) == 1:  # as of most cells and lines
        only = spans[0]
        return (only.place,) if only.end > start and only.start < end else ()
    by_page: dict[tuple[int | None, str | None], Place] = {}
    for span in spans:
        if span.end <= start or span.start >= end:
            continue
        place = span.place
        key = (place.page, place.sheet)
        before = by_page.get(key)
        if before is None:
            by_page[key] = place
        elif before.box and place.box:
            by_page[key] = Place(place.page, before.box.union(place.box), place.sheet)
    return tuple(by_page.values())


def locate(spans: tuple[TextSpan, ...], start: int, end: int) -> tuple[int | None, Box | None]:
    """Return the page and box where `start:end` begins; both None for a source without pages."""
    places = spread(spans, start, end)
    if not places:
        return None, None
    return places[0].page, rounded(places[0])


def surety(spans: tuple[TextSpan, ...], start: int, end: int) -> float | None:
    """Return the least confidence of OCR in `start:end`, 0–100; None for printed text."""
    sure = [
        span.place.confidence
        for span in spans
        if span.end > start and span.start < end and span.place.confidence is not None
    ]
    return min(sure, default=None)


def rounded(place: Place) -> Box | None:
    """Return the place's box to a hundredth of a point, which no eye can tell from exact."""
    if place.box is None:
        return None
    x0, y0, x1, y1 = (round(v, 2) for v in place.box)
    return x0, y0, x1, y1
