"""The two lines that give a document its identity: "Số: 12/BC-STC" and "Nha Trang, ngày …".

Number and day of a signed PDF are stamps laid over the gaps of these lines. A reader that has put
them into the line needs nothing more; else the gap is filled from `Document.stamps` by its box,
and only when exactly as many stamped figures stand on the row as there are gaps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.attachments import digits
from extract.document import Document, Stamp
from extract.pieces import Piece, plain

ROW_TOLERANCE = 7.0  # points; a stamp's baseline is rarely the line's

NUMBER = re.compile(
    # A run of blanks belongs to one part only: else a long one is shared out in every way.
    r"^\W*S[O0]\s*+[:.;]?\s*+"
    r"(?P<number>[0-9](?:[0-9 ]*[0-9])?(?:\.[0-9]+)?(?: {0,3}[A-Z](?![A-Z]))?)?[\s.…_]*+"
    r"(?:/\s*(?P<year>(?:19|20)[0-9]{2}))?\s*+"
    # OCR may lose the slash: "Số: 812 BC-SYT"; then a number must stand before, a hyphen behind.
    r"(?:(?P<slash>[/|-])\s*|(?(number)(?=[A-Z&]{1,6}\s?-\s?[A-Z])|(?!)))"
    r"(?P<symbol>[A-Z][A-Z0-9&]*(?:(?:\s?[-/.]\s?|\.)[A-Z][A-Z0-9&]*)*)"
)
# The same of a scan, whose figures were put in by hand and are no number as read: "4/10/QĐ-UBND".
_BY_HAND = re.compile(
    r"^\W*S[O0]\s*[:.;]\s*(?=[^-]*[0-9])\S{1,8}?(?:\s\S{1,4}){0,2}?(?:\s*[/|]\s*|(?<=[0-9]))"
    r"(?P<symbol>[A-Z]{1,5}\s?-\s?[A-Z][A-Z0-9&]*(?:-[A-Z][A-Z0-9&]*)*)\s*$"
)
_FIGURED = re.compile(r"[ILO]{0,2}[0-9]")
DATE = re.compile(
    r"^\W*(?:(?P<place>[A-Z](?:[A-Z .'-]*?[A-Z.'-])?)\s*+[,.;]?\s*+)?\bNGAY\s*+"
    r"(?P<day>[0-9OILJ|](?:[0-9OILJ| ]*[0-9OILJ|])?)?[\s.…_]*+"
    r"(?:THANG\s*+(?P<month>[0-9OIL|](?:[0-9OIL| ]*[0-9OIL|])?)?[\s.…_]*+"
    r"NAM\s*+(?P<year>[0-9](?:[0-9 ]*[0-9])?)?"
    r"|/\s*(?P<month2>[0-9]{1,2})\s*/\s*(?P<year2>[0-9]{4}))\W*+$"
)
_LOOK_ALIKE = str.maketrans("OILJ|", "01111")  # an OCR's letters between figures: "ngày l8"
_FIGURE = re.compile(r"^[0-9]{1,5}(?:\.[0-9]{1,2})?[A-Za-z]?$")


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The own number and symbol as printed; a blank number is None."""

    text: str
    number: str | None
    year: str | None
    symbol: str


@dataclass(frozen=True, slots=True)
class DateLine:
    """Place and date as printed; what is left blank is None."""

    text: str
    place: str | None
    day: str | None
    month: str | None
    year: str | None


def read_number(piece: Piece) -> NumberLine | None:
    """Return the number line, None when the piece is none.

    A number that was put in by hand and that OCR could not read is None.
    """
    text = piece.bare
    match = NUMBER.match(plain(text))
    if piece.is_scanned and (match is None or _FIGURED.match(match["symbol"])):
        match = None  # "3/I0QĐ-UBND": the figures go on behind what was taken for a slash
        if unread := _BY_HAND.match(plain(text)):
            symbol = "".join(text[unread.start("symbol") : unread.end("symbol")].split())
            return NumberLine(text=text, number=None, year=None, symbol=symbol)
    if match is None:
        return None
    return NumberLine(
        text=text,
        number=digits(match["number"]),
        year=match["year"],
        symbol="".join(text[match.start("symbol") : match.end("symbol")].split()),
    )


def read_date(piece: Piece) -> DateLine | None:
    """Return the place-and-date line, None when the piece is none."""
    text = piece.bare
    match = DATE.match(plain(text))
    if match is None:
        return None
    place = text[match.start("place") : match.end("place")].strip(" ,.") if match["place"] else None
    return DateLine(
        text=text,
        place=place or None,
        day=_figure(match["day"]),
        month=_figure(match["month"] or match["month2"]),
        year=digits(match["year"] or match["year2"]),
    )


def _figure(text: str | None) -> str | None:
    """Return the figures, letters that look like them repaired; letters alone are no figure."""
    if text is None or not any(c.isdigit() for c in text):
        return None
    return digits(text.translate(_LOOK_ALIKE))


def fill_gaps(
    number: tuple[Piece, NumberLine] | None,
    date: tuple[Piece, DateLine] | None,
    document: Document,
) -> tuple[NumberLine | None, DateLine | None]:
    """Return both lines with their gaps filled from stamps on their rows."""
    lines = (number[1] if number else None, date[1] if date else None)
    if not document.stamps:
        return lines
    if number and date and number[0].place == date[0].place:
        return _fill_together(number, date, document)
    filled_number = _fill_number(number, document) if number else None
    filled_date = _fill_date(date, document) if date else None
    return filled_number, filled_date


def _on_row(piece: Piece, document: Document) -> list[str]:
    """Return the stamped figures that stand in the piece's box, from left to right."""
    box = piece.place.box
    if box is None:
        return []
    found: list[Stamp] = []
    for stamp in document.stamps:
        middle = (stamp.box.y0 + stamp.box.y1) / 2
        inside = box.x0 - 2 <= (stamp.box.x0 + stamp.box.x1) / 2 <= box.x1 + 2
        on_row = box.y0 - ROW_TOLERANCE <= middle <= box.y1 + ROW_TOLERANCE
        if stamp.page == piece.place.page and inside and on_row and _figures(stamp):
            found.append(stamp)
    found.sort(key=lambda s: s.box.x0)
    return [figure for stamp in found for figure in _figures(stamp)]


def _figures(stamp: Stamp) -> list[str]:
    words = stamp.text.split()
    return words if words and all(_FIGURE.match(w) for w in words) else []


def _fill_number(found: tuple[Piece, NumberLine], document: Document) -> NumberLine:
    piece, line = found
    figures = _on_row(piece, document)
    if line.number is None and len(figures) == 1:
        return replace(line, number=figures[0])
    return line


def _gaps(line: DateLine) -> list[str]:
    return [name for name in ("day", "month", "year") if getattr(line, name) is None]


def _fill_date(found: tuple[Piece, DateLine], document: Document) -> DateLine:
    piece, line = found
    return _filled(line, _on_row(piece, document))


def _filled(line: DateLine, figures: list[str]) -> DateLine:
    gaps = _gaps(line)
    if not gaps or len(figures) != len(gaps):
        return line
    values = dict(zip(gaps, figures, strict=True))
    return replace(
        line,
        day=values.get("day", line.day),
        month=values.get("month", line.month),
        year=values.get("year", line.year),
    )


def _fill_together(
    number: tuple[Piece, NumberLine], date: tuple[Piece, DateLine], document: Document
) -> tuple[NumberLine, DateLine]:
    """Fill both lines of one row, whose boxes are the same because the reader joined them."""
    figures = _on_row(number[0], document)
    line, gaps = number[1], _gaps(date[1])
    blank = line.number is None
    if not figures or len(figures) != len(gaps) + blank:
        return line, date[1]
    if blank:
        line = replace(line, number=figures[0])
    return line, _filled(date[1], figures[int(blank) :])
