"""Which pages are read from their picture, and how they come back as printed pages."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from extract.document import Page
from extract.errors import MissingToolError
from extract.ocr.cache import cached_reading
from extract.ocr.picture import own_dpi, render
from extract.ocr.scan import Reading, read_picture, shown_at
from extract.ocr.tesseract import find_tool, is_installed
from extract.ocr.words import mean_confidence
from extract.options import ReadOptions
from extract.pdf.frame import Frame, turned
from extract.pdf.gate import Lack
from extract.pdf.pages import PrintedPage, arrange_page
from extract.pdf.prose import Placer

_SHARE = 0.85  # of the time a file may take, after which no further page is begun
_PIXELS = 25_000_000  # of a picture at most; a poster is read more coarsely
_SIDE = 30_000  # pixels of a side at most
_LACKING = (Lack.NEEDS_OCR, Lack.GARBAGE)


def recognize_pages(
    document: Any, pages: Sequence[PrintedPage], options: ReadOptions, name: str
) -> list[PrintedPage]:
    """Return the pages, those that need it read from their picture; a sheet of two gives two.

    With `options.ocr` "auto" those without a usable text layer, with "always" all, with "never"
    none. Pages for which no time is left stay as they are, with what they lack.

    Args:
        document: the open pypdfium2 document.
        pages: its pages as read from the text layer.
        options: which pages to read, where readings are kept, how long it may take.
        name: the file's name, for messages.

    Raises:
        MissingToolError: when Tesseract is missing and nothing could be read without it.
    """
    wanted = [page for page in pages if _wants(page, options.ocr)]
    if not wanted:
        return list(pages)
    if not is_installed():
        if options.ocr == "auto" and len(wanted) < sum(_has_content(page) for page in pages):
            return list(pages)
        _refuse(name)
    deadline = time.monotonic() + _SHARE * options.timeout
    numbers = {page.number for page in wanted}
    read: list[PrintedPage] = []
    for page in pages:
        read += _recognized(document, page, options, deadline) if page.number in numbers else [page]
    return read


def text_source(pages: Sequence[Page]) -> str:
    """Return "native", "ocr" or "mixed": where the pages' texts come from."""
    routes = {page.route == "ocr" for page in pages if page.route != "none"}
    if len(routes) == 2:
        return "mixed"
    return "ocr" if True in routes else "native"


def largest_dpi(width: float, height: float) -> float:
    """Return how many pixels an inch a page of so many points may be looked at with at most."""
    area = math.sqrt(_PIXELS / max(width * height, 1.0))
    return 72 * min(area, _SIDE / max(width, height, 1.0))


def printed_pages(number: int, seen: Frame, reading: Reading) -> list[PrintedPage]:
    """Return a reading as a printed page; as two of the same number where a sheet holds two.

    Args:
        number: the page's, from 1.
        seen: the page as it is seen.
        reading: what its picture shows.
    """
    upright, angle = turned(seen, reading.angle), reading.angle
    zones = [(reading, 0.0, upright.width)]
    if reading.cut is not None and reading.beside is not None:
        rest = upright.width - reading.cut
        zones = [(reading, 0.0, reading.cut), (reading.beside, reading.cut, rest)]
    sure = mean_confidence([word for zone, _, _ in zones for word in zone.words])
    pages = []
    for zone, left, width in zones:
        placer = Placer(number, seen, angle, zone.skew, left, width)
        frame = replace(upright, width=width)
        printed = arrange_page(placer, frame, zone.words, zone.edges, "ocr")
        pages.append(replace(printed, confidence=sure))
    return pages


def pages_seen(pages: Sequence[PrintedPage]) -> tuple[Page, ...]:
    """Return how each page was read; two pages on one sheet are one."""
    sheets = {page.number: page for page in pages}
    return tuple(
        Page(
            page.number,
            page.placer.seen.width,
            page.placer.seen.height,
            page.route,
            page.confidence,
            rotation=page.placer.angle,  # how far the text is turned, clockwise, as seen
        )
        for page in sheets.values()
    )


def _wants(page: PrintedPage, ocr: str) -> bool:
    if ocr == "never" or page.lack is Lack.DAMAGED:
        return False
    return page.lack in _LACKING or (ocr == "always" and page.lack is not Lack.EMPTY)


def _has_content(page: PrintedPage) -> bool:
    return page.lack not in (Lack.EMPTY, Lack.DAMAGED)


def _refuse(name: str) -> None:
    try:
        find_tool()
    except MissingToolError as error:
        error.file = name
        raise


def _recognized(
    document: Any, page: PrintedPage, options: ReadOptions, deadline: float
) -> list[PrintedPage]:
    left = deadline - time.monotonic()
    if left <= 0:
        return [page]
    seen = page.placer.seen
    largest = largest_dpi(seen.width, seen.height)
    open_page = document[page.number - 1]
    try:
        own = own_dpi(open_page, seen.width, seen.height)
        shown = shown_at(partial(render, open_page), largest, own)
    finally:
        open_page.close()
    read = partial(read_picture, timeout=max(left, 1.0))
    reading = cached_reading(shown, options.cache_dir, read)
    first, *rest = printed_pages(page.number, seen, reading)
    return [replace(first, stamps=page.stamps), *rest]
