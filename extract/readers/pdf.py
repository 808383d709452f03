"""PDF files: pages, paragraphs, ruled tables, page furniture; scans go through `extract.ocr`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from extract.document import Document
from extract.errors import LimitError
from extract.ocr.route import pages_seen, recognize_pages, text_source
from extract.options import ReadOptions
from extract.pdf.blocks import write_blocks
from extract.pdf.gate import Lack
from extract.pdf.notes import write_notes
from extract.pdf.opening import damaged, opened
from extract.pdf.pages import PrintedPage, read_again, read_page
from extract.pdf.signatures import read_signatures

NAME = "pdf"
MEDIA_TYPES = ("pdf",)


def read(data: bytes, name: str, options: ReadOptions) -> Document:
    """Return what the PDF prints, page by page.

    Raises:
        DamagedFileError: when it cannot be opened.
        EncryptedFileError: when it needs a password that the options do not hold.
        LimitError: when it has more pages or cells, or takes longer, than the options allow.
        MissingToolError: when all of it is a scan and Tesseract is not installed.
    """
    with opened(data, name, options) as (document, password):
        properties = _properties(document)
        signatures = read_signatures(document, len(data.rstrip()))
        pages = list(_pages(document, options, name))
        if all(page.lack is Lack.DAMAGED for page in pages):
            raise damaged(name)
        pages = list(read_again(data, pages, password))
        pages = recognize_pages(document, pages, options, name)
    read_as = pages_seen(pages)
    return Document(
        "pdf",
        write_blocks(pages),
        read_as,
        text_source=text_source(read_as),
        stamps=tuple(stamp for page in pages for stamp in page.stamps),
        signatures=signatures,
        properties=properties,
        notes=write_notes(
            pages, signatures, locked=password is not None, whole=b"%%EOF" in data[-2048:]
        ),
    )


def _pages(document: Any, options: ReadOptions, name: str) -> Iterator[PrintedPage]:
    """Yield the pages one by one, as long as the limits hold."""
    deadline, cells = time.monotonic() + options.timeout, 0
    for number in range(1, len(document) + 1):
        page = read_page(document, number)
        cells += sum(len(printed.table.cells) for printed in page.tables)
        if cells > options.max_cells:
            raise LimitError(
                f"Tệp PDF có hơn {options.max_cells} ô bảng, quá giới hạn.",
                f"The PDF has more than {options.max_cells} table cells, the limit.",
                remedy="Hãy chia nhỏ tệp.",
                remedy_en="Split the file.",
                file=name,
            )
        if time.monotonic() > deadline:
            raise LimitError(
                f"Đọc quá {options.timeout:g} giây mới đến trang {number}/{len(document)}.",
                f"After {options.timeout:g} seconds only page {number} of {len(document)} is read.",
                remedy="Hãy tăng --timeout hoặc chia nhỏ tệp.",
                remedy_en="Raise --timeout or split the file.",
                file=name,
            )
        yield page


def _properties(document: Any) -> tuple[tuple[str, str], ...]:
    """Return what the producer says about the file: title, author and the like."""
    given = []
    for key in document.METADATA_KEYS:
        with suppress(UnicodeDecodeError):  # a spoiled value costs itself
            given.append((key.lower(), str(document.get_metadata_value(key)).strip("\0 ")))
    return tuple((key, value) for key, value in given if value)
