"""Pages read by pdfplumber: slower, but right where pdfium's words fall to pieces."""

from __future__ import annotations

import io
import logging
import struct
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from extract.pdf.rulings import Edge, Edges
from extract.pdf.words import BOLD, ITALIC, Word

_ABOVE, _BELOW = 0.88, 0.22
_RULE = 3.0  # points; a filled area thicker than this is no rule
# What pdfminer raises on files that break the standard; none of it says anything about our code.
_FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def read_slowly(
    data: bytes, numbers: Sequence[int], password: str | None
) -> Iterator[tuple[int, list[Word], Edges]]:
    """Yield number, words and strokes of the pages that pdfplumber can read.

    Args:
        data: the file.
        numbers: the pages, from 1.
        password: what opens it, if anything has to.
    """
    import pdfplumber  # a third of a second, and few files need it
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    failures = (*_FAILURES, PDFException, PSException, PdfminerException, MalformedPDFException)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        document = pdfplumber.open(io.BytesIO(data), pages=list(numbers), password=password)
        pages = document.pages
    except failures:
        return
    for page in pages:
        try:
            words, edges = _words(page), _edges(page)
        except failures:
            continue
        yield page.page_number, words, edges
        page.close()


def _words(page: Any) -> list[Word]:
    left, top = page.cropbox[0], page.cropbox[1]
    found = page.extract_words(extra_attrs=["fontname", "size"], x_tolerance_ratio=0.15)
    words = []
    for item in found:
        size = round(float(item["size"]), 1) or 1.0
        # pdfplumber's box hangs from the font's descent; the type size sets ours, as in `words`.
        bottom = item["bottom"] - top
        base = bottom - _BELOW * size
        name = str(item["fontname"]).lower()
        style = (BOLD if "bold" in name else 0) | (ITALIC if "italic" in name else 0)
        words.append(
            Word(
                unicodedata.normalize("NFC", item["text"]),
                item["x0"] - left,
                base - _ABOVE * size,
                item["x1"] - left,
                bottom,
                style,
                size,
            )
        )
    return words


def _edges(page: Any) -> Edges:
    left, top = page.cropbox[0], page.cropbox[1]
    edges = Edges([], [])
    for item in page.filter(_is_ruling).edges:
        if item["orientation"] == "h":
            if item["x1"] - item["x0"] >= 1:
                edges.horizontal.append(
                    Edge(item["top"] - top, item["x0"] - left, item["x1"] - left)
                )
        elif abs(item["x1"] - item["x0"]) <= 1 <= item["bottom"] - item["top"]:
            edges.vertical.append(Edge(item["x0"] - left, item["top"] - top, item["bottom"] - top))
    return edges


def _is_ruling(item: dict[str, Any]) -> bool:
    """Tell whether an object is no mere shade: as in `extract.pdf.rulings`."""
    shade = item.get("fill") and not item.get("stroke")
    path = item["object_type"] in ("rect", "curve")
    return not (path and shade and item["width"] > _RULE and item["height"] > _RULE)
