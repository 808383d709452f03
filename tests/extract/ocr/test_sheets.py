"""Two pages on one sheet are cut apart; one wide page never is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.document import Document
from extract.ocr.sheets import find_gutter
from extract.options import ReadOptions
from extract.pdf.frame import Frame
from extract.pdf.prose import Placer
from extract.readers.pdf import read

SAMPLE = Path(__file__).resolve().parents[3] / "samples" / "report.pdf"
DPI = 100
WIDTH, HEIGHT = 1654, 1169  # A3, lying
LINE = "Tiếp nhận và giải quyết hồ sơ thủ tục hành chính theo quy định của pháp luật"

Pen = ImageDraw.ImageDraw
_FONT = ImageFont.truetype("DejaVuSerif.ttf", 17)
LEFT, RIGHT = 70, 900  # where the text of two pages begins


def sheet(
    *drawings: Callable[[Pen], object], size: tuple[int, int] = (WIDTH, HEIGHT)
) -> Image.Image:
    image = Image.new("L", size, 255)
    for draw in drawings:
        draw(ImageDraw.Draw(image))
    return image


def lines(x: int, first: int = 90, count: int = 30, text: str = LINE) -> Callable[[Pen], object]:
    def draw(pen: Pen) -> None:
        for n in range(count):
            pen.text((x, first + 32 * n), text, 0, _FONT)

    return draw


def across(text: str, y: int) -> Callable[[Pen], object]:
    return lambda pen: pen.text((WIDTH / 2, y), text, 0, _FONT, anchor="mm")


def grid(left: int, top: int, columns: int, wide: int, rows: int = 20) -> Callable[[Pen], object]:
    def draw(pen: Pen) -> None:
        for row in range(rows + 1):
            pen.line((left, top + 40 * row, left + columns * wide, top + 40 * row), 0, 2)
        for column in range(columns + 1):
            x = left + column * wide
            pen.line((x, top, x, top + 40 * rows), 0, 2)
            if column < columns:
                for row in range(rows):
                    pen.text((x + 8, top + 40 * row + 8), f"{row + column}", 0, _FONT)

    return draw


def fold(pen: Pen) -> None:
    for x in range(-14, 15):
        shade = 40 + 14 * abs(x)
        pen.line((WIDTH // 2 + x, 0, WIDTH // 2 + x, HEIGHT), min(shade, 255))


SHEETS = {
    "prose": sheet(lines(LEFT), lines(RIGHT)),
    "short-last-page": sheet(lines(LEFT), lines(RIGHT, count=6)),
    "table-beside-prose": sheet(lines(LEFT), grid(RIGHT, 120, 5, 130)),
    "fold-of-a-book": sheet(fold, lines(LEFT), lines(RIGHT)),
    "crooked": sheet(lines(LEFT), lines(RIGHT)).rotate(-1.2, fillcolor=255),
    "page-numbers": sheet(
        lines(LEFT), lines(RIGHT), lambda pen: pen.text((400, 40), "2", 0, _FONT)
    ),
    "lying-pages": sheet(grid(60, 100, 8, 180), grid(1750, 100, 8, 180), size=(2 * WIDTH, HEIGHT)),
    "lying-beside-upright": sheet(lines(LEFT), grid(900, 60, 7, 150, 18), size=(1996, HEIGHT)),
}
PAGES = {
    "form": sheet(across("TÌNH HÌNH GIẢI QUYẾT HỒ SƠ", 60), grid(80, 120, 10, 148)),
    "form-without-a-title": sheet(grid(80, 120, 10, 149)),
    "form-with-a-ruling-in-the-middle": sheet(grid(77, 60, 2, 750, 26)),
    "letterhead-over-prose": sheet(
        lines(200, 60, 3, "ỦY BAN NHÂN DÂN TỈNH"),
        lines(1000, 60, 3, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        lines(80, 200, 25, f"{LINE}, {LINE}"),
    ),
    "letterhead-over-a-form": sheet(
        lines(120, 60, 4, "SỞ Y TẾ"), lines(1000, 60, 4, "Độc lập"), grid(80, 240, 10, 148)
    ),
    "receivers-and-signer": sheet(
        lines(120, 90, 12, "- Cục Kiểm soát thủ tục hành chính;"),
        lines(1100, 90, 3, "KT. GIÁM ĐỐC"),
        lines(1100, 400, 1, "Trần Thị Bình"),
    ),
    "one-line-across": sheet(lines(LEFT), lines(RIGHT), across(LINE, HEIGHT - 40)),
    "names-and-numbers": sheet(lines(LEFT), lines(1200, text="1.234")),
    "blank-right-half": sheet(lines(LEFT)),
    "three-columns": sheet(*(lines(x, text=LINE[:45]) for x in (60, 620, 1180))),
    "upright-page-in-columns": sheet(
        lines(60, text=LINE[:40]), lines(620, text=LINE[:40]), size=(HEIGHT, WIDTH)
    ),
    "blank": sheet(),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_of_two_pages_is_cut_between_them(name: str) -> None:
    image = SHEETS[name]
    at = find_gutter(np.asarray(image), DPI)
    wanted = WIDTH / 2 / image.width if "upright" in name else 0.5
    assert at == pytest.approx(wanted, abs=0.03)


@pytest.mark.parametrize("name", PAGES)
def test_one_page_is_not_cut(name: str) -> None:
    assert find_gutter(np.asarray(PAGES[name]), DPI) is None


@pytest.mark.parametrize("number", [12, 14, 16, 18, 30, 40])
def test_the_wide_pages_of_a_report_are_not_cut(scan, number: int) -> None:
    assert find_gutter(np.asarray(scan(number, dpi=DPI)), DPI) is None


@pytest.fixture(scope="module")
def document(scan, as_pdf) -> Document:
    """Return pages 1 and 2 of the sample on one sheet, turned by 90° in the scanner."""
    pages = [scan(1), scan(2)]
    both = Image.new("L", (pages[0].width * 2, pages[0].height), 255)
    for n, page in enumerate(pages):
        page.paste(255, (0, 1000, page.width, page.height))  # half of it tells as much
        both.paste(page, (n * page.width, 0))
    return read(as_pdf(both.rotate(-90, expand=True)), "scan.pdf", ReadOptions())


def test_the_left_page_is_read_before_the_right(document: Document) -> None:
    letters = [" ".join(block.text.split()) for block in document.blocks]
    printed = read(SAMPLE.read_bytes(), "report.pdf", ReadOptions())
    wanted = [" ".join(b.text.split()) for b in printed.blocks if b.page in (1, 2)]
    same = [text for text in wanted if text in letters]
    assert len(same) >= 0.3 * len(wanted)
    assert [text for text in letters if text in same] == same


def test_places_are_those_of_the_sheet(document: Document) -> None:
    (page,) = document.pages
    assert (page.number, page.rotation, page.route) == (1, 90, "ocr")
    boxes = [span.place.box for block in document.blocks for span in block.spans]
    assert all(box is not None and 0 <= box.x0 < box.x1 <= page.width for box in boxes)
    halves = [box.y0 > page.height / 2 for box in boxes if box is not None]
    assert halves == sorted(halves)  # turned clockwise, the left page lies above the right one
    assert 0.2 < sum(halves) / len(halves) < 0.8


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_word_of_the_right_page_stands_where_the_whole_sheet_has_it(angle: int) -> None:
    seen = Frame(800, 600, 0, (1, 0, 0, -1, 0, 600))
    wide = 800 if angle in (0, 180) else 600
    whole = Placer(3, seen, angle)
    right = Placer(3, seen, angle, left=wide / 2, width=wide / 2)
    assert right.box(10, 20, 30, 40) == whole.box(10 + wide / 2, 20, 30 + wide / 2, 40)
