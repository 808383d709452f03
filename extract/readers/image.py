"""Scans as pictures: PNG, JPEG and TIFF, a page a frame."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from functools import partial

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from extract.document import Document
from extract.errors import DamagedFileError, LimitError, MissingToolError
from extract.ocr.cache import cached_reading
from extract.ocr.inks import Inks, inks_of
from extract.ocr.picture import scaled
from extract.ocr.route import largest_dpi, pages_seen, printed_pages
from extract.ocr.scan import read_picture, shown_at
from extract.ocr.tesseract import find_tool
from extract.options import ReadOptions
from extract.pdf.blocks import write_blocks
from extract.pdf.frame import Frame
from extract.pdf.gate import Lack
from extract.pdf.notes import write_notes
from extract.pdf.pages import PrintedPage
from extract.pdf.prose import Placer

NAME = "image"
MEDIA_TYPES = ("png", "jpeg", "tiff")

_MOST = 80_000_000  # pixels of a picture; A4 at 400 dpi has 15 million, A0 at 200 dpi 62
_LEAST_DPI, _MOST_DPI = 90, 1200  # what a file may claim; outside of it the page's size is guessed
_A4 = 8.27  # inches, the short side of the page that is guessed


def read(data: bytes, name: str, options: ReadOptions) -> Document:
    """Return what the pictures print; with OCR "never" only that they have no text.

    Raises:
        DamagedFileError: when the picture cannot be opened.
        LimitError: when it has more pixels or pages than the options allow.
        MissingToolError: when Tesseract is not installed.
    """
    if options.ocr != "never":
        _need_tool(name)
    deadline = time.monotonic() + options.timeout
    pages: list[PrintedPage] = []
    for number, (picture, dpi) in enumerate(_pictures(data, name, options), start=1):
        pages += _pages(picture, dpi, number, options, deadline)
    return Document(
        "image",
        write_blocks(pages),
        pages_seen(pages),
        text_source="ocr",
        notes=write_notes(pages, (), locked=False, whole=True),
    )


def _need_tool(name: str) -> None:
    try:
        find_tool()
    except MissingToolError as error:
        error.file = name
        raise


def _pictures(data: bytes, name: str, options: ReadOptions) -> Iterator[tuple[Inks, float]]:
    """Yield the frames in grey with their pixels an inch."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            count = getattr(image, "n_frames", 1)
            if count > options.max_pages:
                raise _too_large(name, f"{count} trang", f"{count} pages")
            for frame in ImageSequence.Iterator(image):
                if frame.width * frame.height > _MOST:
                    size = f"{frame.width} × {frame.height}"
                    raise _too_large(name, f"{size} điểm ảnh", f"{size} pixels")
                claimed = float(frame.info.get("dpi", (0, 0))[0])
                upright = upright_colors(frame)
                yield inks_of(np.asarray(upright)), _dpi_of(upright, claimed)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise _damaged(name) from error


def upright_colors(frame: Image.Image) -> Image.Image:
    """Return a picture as it is looked at: upright, in colors of eight bits, on white paper."""
    image = ImageOps.exif_transpose(frame)
    if image.mode.startswith(("I", "F")):  # grey of sixteen bits and more, which Pillow would cut
        grey = np.asarray(image, np.float64)
        most = 255.0 if grey.max(initial=0) <= 255 else 65535.0
        return Image.fromarray(np.clip(grey * (255 / most), 0, 255).astype(np.uint8)).convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    above = image.convert("RGBA")
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, above).convert("RGB")


def _dpi_of(image: Image.Image, claimed: float) -> float:
    """Return the pixels an inch: as claimed, or so that the short side is that of A4."""
    if _LEAST_DPI <= claimed <= _MOST_DPI:
        return claimed
    return min(image.size) / _A4


def _pages(
    picture: Inks, dpi: float, number: int, options: ReadOptions, deadline: float
) -> list[PrintedPage]:
    height, width = (side * 72 / dpi for side in picture.grey.shape)
    seen = Frame(width, height, 0, (1, 0, 0, -1, 0, height))
    left = deadline - time.monotonic()
    if options.ocr == "never" or left <= 0:
        placer = Placer(number, seen)
        return [PrintedPage(placer, width, height, (), (), "none", lack=Lack.NEEDS_OCR)]

    def at(wanted: float) -> Inks:
        if abs(wanted / dpi - 1) < 0.01:
            return picture
        colored = picture.colored
        if colored is not None:
            colored = scaled(colored, wanted / dpi)
        return Inks(scaled(picture.grey, wanted / dpi), colored)

    read_in_time = partial(read_picture, timeout=left)
    reading = cached_reading(
        shown_at(at, largest_dpi(width, height), dpi), options.cache_dir, read_in_time
    )
    return printed_pages(number, seen, reading)


def _too_large(name: str, what: str, what_en: str) -> LimitError:
    return LimitError(
        f"Ảnh có {what}, vượt giới hạn.",
        f"The picture has {what_en}: more than the limit.",
        remedy="Hãy quét lại ở 200–300 dpi hoặc tách tệp.",
        remedy_en="Scan it again at 200–300 dpi, or split it.",
        file=name,
    )


def _damaged(name: str) -> DamagedFileError:
    return DamagedFileError(
        "Tệp ảnh bị hỏng hoặc bị cắt cụt, không mở được.",
        "The picture is damaged or cut off and cannot be opened.",
        remedy="Hãy quét hoặc sao chép lại tệp.",
        remedy_en="Scan it or copy it again.",
        file=name,
    )
