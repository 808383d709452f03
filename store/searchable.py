"""A searchable copy of a scan: the pages as they are, with what OCR read laid under them unseen.

The picture is not touched or compressed again; the original file stays what it was.

Source: ISO 32000-1, 9.3.6 (text rendering mode 3, neither filled nor stroked), 9.10.3 (ToUnicode).
"""

from __future__ import annotations

import io
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import ExifTags, Image

from extract.document import Box, Document
from extract.errors import MissingToolError, ReadError, UnsupportedFileError
from extract.ocr.tesseract import find_tool
from extract.options import ReadOptions
from extract.pdf.frame import Frame, frame_of
from extract.readers.image import upright_colors
from extract.reading import read_document
from store.confinement import MIB, Limits, confine
from store.isolation import result_of, start_task

ORIENTATION = ExifTags.Base.Orientation
FONT = "/TrichlucHidden"
_MEMORY = 1024 * MIB  # a child holds the original and its copy beside the page it reads
_WIDTH = 0.5  # of the type size: every glyph of the font nobody sees
_DROP = 0.2  # of a word's height, by which its base line lies above its bottom
# Codes are UTF-16 units and mean themselves. A range may not cross a change of the high byte.
_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /TrichlucUnicode def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{ranges}
endcmap CMapName currentdict /CMap defineresource pop end end"""


@dataclass(frozen=True, slots=True)
class Searchable:
    """The copy's bytes, and the numbers of the pages that got text."""

    data: bytes
    pages: tuple[int, ...]
    signed: bool  # the original bears a digital signature, which no copy can


def make_searchable_alone(path: Path, options: ReadOptions) -> Searchable:
    """Return a file's searchable PDF, made in a limited child of its own as a batch reads it.

    Raises:
        MissingToolError: when Tesseract is not installed.
        ReadError: when the file cannot be read within the limits.
    """
    _need_tool(path.name)
    try:
        return result_of(start_task(_make_in_child, path, options, timeout=options.timeout))
    except ReadError as error:
        error.file = error.file or path.name
        raise


def _make_in_child(path: Path, options: ReadOptions) -> Searchable:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    confine(Limits(memory=_MEMORY, cpu=options.timeout + 2))
    return make_searchable(path.read_bytes(), path.name, options)


def _need_tool(name: str) -> None:
    try:
        find_tool()
    except MissingToolError as error:
        error.file = name
        raise


def make_searchable(data: bytes, name: str, options: ReadOptions) -> Searchable:
    """Return a PDF whose scanned pages can be searched; other pages stay as they are.

    Args:
        data: a PDF, or a scan as PNG, JPEG or TIFF.
        name: the file's name, for messages.
        options: which pages to recognize, passwords, limits.

    Raises:
        MissingToolError: when Tesseract is not installed.
        ReadError: when the file cannot be read.
        UnsupportedFileError: when it is neither a PDF nor a picture.
    """
    _need_tool(name)
    document = read_document(data, name, options)
    if document.media_type == "image":
        data, options = _as_pdf(data, document), replace(options, passwords=())
    elif document.media_type != "pdf":
        raise UnsupportedFileError(
            f"Chỉ PDF và ảnh quét mới có bản tìm kiếm được; tệp này là {document.media_type}.",
            f"Only a PDF or a scan has a searchable copy; this file is {document.media_type}.",
            remedy="Tệp này đã có chữ để tìm; cần bản PDF thì hãy xuất từ phần mềm soạn thảo.",
            remedy_en="It has text already; export it from its program if a PDF is needed.",
            file=name,
        )
    scanned = tuple(page.number for page in document.pages if page.route == "ocr")
    if scanned:
        data = _written(data, document, frozenset(scanned), options.passwords)
    return Searchable(data, scanned, bool(document.signatures))


@dataclass(frozen=True, slots=True)
class _HiddenWord:
    page: int
    text: str
    box: Box


def _words(document: Document, scanned: frozenset[int]) -> Iterator[_HiddenWord]:
    for block in document.blocks:
        for span in block.spans:
            page, box = span.place.page, span.place.box
            if page in scanned and page is not None and box is not None:
                yield _HiddenWord(page, block.text[span.start : span.end], box)


def _as_pdf(data: bytes, document: Document) -> bytes:
    """Return a picture file as a PDF of pages of the size they were read at."""
    out = pikepdf.new()
    with Image.open(io.BytesIO(data)) as image:
        for number, page in enumerate(document.pages):
            image.seek(number)
            plain = image.mode in ("1", "L") and image.getexif().get(ORIENTATION, 1) == 1
            frame = image.copy() if plain else upright_colors(image)
            buffer = io.BytesIO()
            how = {} if frame.mode == "1" else {"quality": 90}  # a fax's two colors are no JPEG
            frame.save(buffer, "PDF", resolution=frame.width * 72 / page.width, **how)
            with pikepdf.open(buffer) as single:
                out.pages.extend(single.pages)
    return _saved(out)


def _written(
    data: bytes, document: Document, scanned: frozenset[int], passwords: Iterable[str]
) -> bytes:
    password = _password(data, passwords)
    frames = _frames(data, scanned, password)
    turns = {page.number: page.rotation for page in document.pages}
    with pikepdf.open(io.BytesIO(data), password=password) as pdf:
        font = _font(pdf)
        words = sorted(_words(document, scanned), key=lambda w: w.page)
        for number, group in groupby(words, key=lambda w: w.page):
            lines = [_shown(word, frames[number], turns[number]) for word in group]
            content = f"q BT 3 Tr {FONT} 1 Tf\n" + "\n".join(lines) + "\nET Q"
            page = pdf.pages[number - 1]
            page.add_resource(font, pikepdf.Name.Font, name=pikepdf.Name(FONT))
            page.contents_add(pikepdf.Stream(pdf, b"q"), prepend=True)
            page.contents_add(pikepdf.Stream(pdf, b"Q " + content.encode("ascii")))
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=not pdf.is_encrypted)
    return buffer.getvalue()


def _password(data: bytes, passwords: Iterable[str]) -> str:
    for password in ("", *passwords):
        try:
            with pikepdf.open(io.BytesIO(data), password=password):
                return password
        except pikepdf.PasswordError:
            continue
    return ""


def _frames(data: bytes, numbers: Iterable[int], password: str) -> dict[int, Frame]:
    with pypdfium2.PdfDocument(data, password=password or None) as document:
        return {number: frame_of(document[number - 1]) for number in numbers}


def _shown(word: _HiddenWord, frame: Frame, turn: int) -> str:
    """Return the operators that set a word where it is seen, along its own direction."""
    x0, y0, x1, y1 = word.box
    wide, high = x1 - x0, y1 - y0
    start, ahead, length, size = {
        0: ((x0, y1 - _DROP * high), (1, 0), wide, high),
        90: ((x0 + _DROP * wide, y0), (0, 1), high, wide),
        180: ((x1, y0 + _DROP * high), (-1, 0), wide, high),
        270: ((x1 - _DROP * wide, y1), (0, -1), high, wide),
    }[turn]
    up = (ahead[1], -ahead[0])
    origin = _user_space(frame, *start)
    tip, top = (_user_space(frame, start[0] + dx, start[1] + dy) for dx, dy in (ahead, up))
    size = max(size, 1.0)
    codes = word.text.encode("utf-16-be")
    stretch = 100 * length / (len(codes) / 2 * _WIDTH * size)
    matrix = [size * (tip[n] - origin[n]) for n in (0, 1)]
    matrix += [size * (top[n] - origin[n]) for n in (0, 1)]
    numbers = " ".join(f"{value:.3f}" for value in (*matrix, *origin))
    return f"{stretch:.2f} Tz {numbers} Tm <{codes.hex()}0020> Tj"


def _user_space(frame: Frame, x: float, y: float) -> tuple[float, float]:
    """Return a point of the seen page in the page's own space."""
    a, b, c, d, e, f = frame.matrix
    det = a * d - b * c
    return (d * (x - e) - c * (y - f)) / det, (a * (y - f) - b * (x - e)) / det


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return a font without glyphs, whose codes are the letters themselves."""
    starts = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
    blocks = [starts[n : n + 100] for n in range(0, len(starts), 100)]
    ranges = "\n".join(
        f"{len(some)} beginbfrange\n" + "\n".join(some) + "\nendbfrange" for some in blocks
    )
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=pikepdf.Name(FONT),
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=pikepdf.Name(FONT),
            Flags=4,
            FontBBox=[0, -200, 500, 800],
            ItalicAngle=0,
            Ascent=800,
            Descent=-200,
            CapHeight=700,
            StemV=80,
        ),
        DW=round(1000 * _WIDTH),
        CIDToGIDMap=pikepdf.Name.Identity,
    )
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=pikepdf.Name(FONT),
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=[descendant],
            ToUnicode=pikepdf.Stream(pdf, _CMAP.format(ranges=ranges).encode("ascii")),
        )
    )
