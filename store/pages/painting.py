"""One page of an original as a picture, painted in a limited process: parsers may die of a file."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image

from store.confinement import MIB, Limits, confine

LIMITS = Limits(memory=768 * MIB, cpu=600.0)
MOST = 4000  # pixels of a side: a giant page is painted smaller


def prepare() -> None:
    """Limit this process; to be called once in it."""
    confine(LIMITS)
    Image.MAX_IMAGE_PIXELS = 400_000_000


def paint(source: Path, media_type: str, number: int, wide: int) -> bytes:
    """Return a page as PNG.

    Args:
        source: the original's bytes.
        media_type: `pdf`, or `image` for a scan as a picture file of one or more frames.
        number: of the page, from 1.
        wide: pixels of the picture's width.

    Raises:
        IndexError: when there is no such page.
        OSError, RuntimeError: when the file cannot be painted.
    """
    picture = _of_pdf(source, number, wide) if media_type == "pdf" else _frame(source, number, wide)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=4)
    return buffer.getvalue()


def _of_pdf(source: Path, number: int, wide: int) -> Image.Image:
    with pypdfium2.PdfDocument(source) as document:
        document.init_forms()  # stamps of e-offices are annotations; they are painted as well
        page = document[number - 1]
        try:
            width, height = page.get_size()
            scale = min(wide / width, MOST / max(width, height))
            bitmap = page.render(scale=scale, may_draw_forms=True)
            picture: Image.Image = bitmap.to_pil().convert("RGB")
            return picture
        finally:
            page.close()


def _frame(source: Path, number: int, wide: int) -> Image.Image:
    with Image.open(source) as image:
        try:
            image.seek(number - 1)
        except EOFError as error:
            raise IndexError(number) from error
        frame = image.convert("RGB")
        frame.thumbnail((min(wide, MOST), MOST))
        return frame
