"""Numbers, dates and signatures that an e-office lays over a page as annotations.

They are in no page content: the annotations are drawn into the page in memory, and what the page
says then beyond what it said before is theirs. A short stamped number that fills a gap of a printed
line is also read in that line; everything stays listed as a stamp.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extract.document import Stamp
from extract.pdf.frame import Frame
from extract.pdf.lines import Line, line_of, set_lines
from extract.pdf.prose import Placer
from extract.pdf.words import STAMPED, Word, read_words

MAX_ANNOTATIONS = 2000  # per page
_SHORT = 12  # characters of a stamped number or date; "Số đến: 123 ngày …" is longer
_NEAR = 80.0  # points between a stamped number and the print it belongs to
_OVERLAP = 0.4  # share of a stamp's width that may cover print
_SUBTYPES = {
    pdfium.FPDF_ANNOT_WIDGET: "Widget",
    pdfium.FPDF_ANNOT_STAMP: "Stamp",
    pdfium.FPDF_ANNOT_FREETEXT: "FreeText",
}


@dataclass(frozen=True, slots=True)
class Overlay:
    """An annotation that shows text: its box in the frame, its words and its kind or field."""

    x0: float
    y0: float
    x1: float
    y1: float
    words: tuple[Word, ...]
    name: str


def read_overlays(
    document: Any, number: int, page: Any, frame: Frame, printed: Sequence[Word]
) -> list[Overlay]:
    """Return the annotations of a page that show text, in the page's coordinates.

    The page is drawn over in memory; whoever called must not read its content again.

    Args:
        document: an open pypdfium2 document whose forms are initialised.
        number: the page's number, from 1.
        page: the open page; it is closed here when it has such annotations.
        frame: the page's frame.
        printed: the words of its own content.
    """
    areas = _areas(page, frame)
    if not areas:
        return []
    drawn = pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    if drawn != pdfium.FLATTEN_SUCCESS:
        return []
    try:
        page = document[number - 1]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    try:
        added = _added(read_words(textpage, frame), printed)
    finally:
        textpage.close()
        page.close()
    overlays = []
    for name, x0, y0, x1, y1 in sorted(areas, key=lambda a: (a[3] - a[1]) * (a[4] - a[2])):
        own = [word for word in added if _inside(word, x0, y0, x1, y1)]
        added = [word for word in added if word not in own]
        if own:
            overlays.append(Overlay(x0, y0, x1, y1, tuple(own), name))
    return sorted(overlays, key=lambda o: (o.y0, o.x0))


def stamp_of(overlay: Overlay, placer: Placer) -> Stamp:
    """Return the annotation as evidence, its lines one below the other."""
    lines = set_lines(overlay.words)
    box = placer.box(
        min(line.x0 for line in lines),
        lines[0].y0,
        max(line.x1 for line in lines),
        lines[-1].y1,
    )
    return Stamp(placer.page, box, "\n".join(line.text for line in lines), overlay.name)


def fill_gaps(lines: Sequence[Line], overlays: Iterable[Overlay]) -> list[Line]:
    """Return the lines with the stamped numbers that stand in their gaps."""
    filled = list(lines)
    for overlay in overlays:
        stamped = set_lines(overlay.words)
        text = stamped[0].text
        if len(stamped) > 1 or len(text) > _SHORT or not any(c.isdigit() for c in text):
            continue
        # Day and month may be one stamp, with the printed "tháng" between them.
        places = [_line_for(filled, line_of([word])) for word in stamped[0].words]
        if None in places:
            continue
        for number, word in zip(places, stamped[0].words, strict=True):
            if number is not None:
                mark = word._replace(style=word.style | STAMPED)
                filled[number] = line_of([*filled[number].words, mark])
    return filled


def _line_for(lines: Sequence[Line], stamp: Line) -> int | None:
    """Return which printed line a stamped word stands on, None when on none."""
    fit, number = max(((_fit(line, stamp), n) for n, line in enumerate(lines)), default=(0.0, 0))
    return number if fit > 0 else None


def _fit(line: Line, stamp: Line) -> float:
    """Return how well a stamp stands on a printed line, 0 when it does not."""
    level = min(line.y1, stamp.y1) - max(line.y0, stamp.y0)
    if level < 0.3 * min(line.height, stamp.height):
        return 0.0
    covered = sum(max(0.0, min(w.x1, stamp.x1) - max(w.x0, stamp.x0)) for w in line.words)
    if covered > _OVERLAP * (stamp.x1 - stamp.x0):
        return 0.0
    distance = min(max(w.x0 - stamp.x1, stamp.x0 - w.x1, 0.0) for w in line.words)
    return level if distance <= _NEAR else 0.0


def _areas(page: Any, frame: Frame) -> list[tuple[str, float, float, float, float]]:
    """Return name and box of each annotation that can show text and is neither hidden nor empty."""
    areas = []
    rect = pdfium.FS_RECTF()
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = _SUBTYPES.get(pdfium.FPDFAnnot_GetSubtype(annotation))
        hidden = pdfium.FPDFAnnot_GetFlags(annotation) & pdfium.FPDF_ANNOT_FLAG_HIDDEN
        if kind and not hidden and pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)):
            box = frame.rectangle(rect.left, rect.bottom, rect.right, rect.top)
            if box[2] - box[0] > 1 and box[3] - box[1] > 1:
                areas.append((_field(annotation) or kind, *box))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return areas


def _field(annotation: Any) -> str:
    """Return the partial name of a form field, empty when there is none."""
    buffer = (ctypes.c_ushort * 128)()
    size = pdfium.FPDFAnnot_GetStringValue(annotation, b"T", buffer, ctypes.sizeof(buffer))
    return bytes(buffer)[: max(0, min(size, 256) - 2)].decode("utf-16-le", "replace").strip("\0 ")


def _added(now: Iterable[Word], before: Iterable[Word]) -> list[Word]:
    """Return the words that were not there before; positions may differ by a rounding."""
    known = Counter((w.text, round(w.x0), round(w.y0)) for w in before)
    added = []
    for word in now:
        key = (word.text, round(word.x0), round(word.y0))
        if known[key]:
            known[key] -= 1
        else:
            added.append(word)
    return added


def _inside(word: Word, x0: float, y0: float, x1: float, y1: float) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return x0 - 3 <= x <= x1 + 3 and y0 - 3 <= y <= y1 + 3
