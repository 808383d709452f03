import numpy as np
import pytest

from extract.document import Box
from extract.ocr.cells import crop, read_cells
from extract.ocr.route import largest_dpi
from extract.ocr.settling import CONTESTED, UNREAD

DPI = 300.0
CELL = Box(10, 10, 60, 30)


def page(*ink: tuple[float, float, float, float]) -> np.ndarray:
    """Return a white page of 80 × 50 points with black rectangles at the given places."""
    picture = np.full((208, 333), 255, np.uint8)
    for x0, y0, x1, y1 in ink:
        left, top, right, bottom = (round(v * DPI / 72) for v in (x0, y0, x1, y1))
        picture[top:bottom, left:right] = 0
    return picture


@pytest.mark.parametrize(
    "ink",
    [(), ((5, 5, 8, 8),), ((30, 20, 30.25, 20.25),)],
    ids=["nothing", "beside", "speck"],
)
def test_a_blank_cell_is_blank(ink: tuple) -> None:
    assert crop(page(*ink), CELL, DPI, 128) is None


def test_a_crop_knows_where_it_comes_from() -> None:
    piece = crop(page((20, 15, 30, 25)), CELL, DPI, 128)
    assert piece is not None
    rows, columns = np.nonzero(piece.picture < 128)
    assert (columns.min() + piece.left) * 72 / DPI == pytest.approx(20, abs=0.3)
    assert (rows.min() + piece.top) * 72 / DPI == pytest.approx(15, abs=0.3)


def test_a_dash_is_told_by_its_shape() -> None:
    (word,) = read_cells(page((33, 19.4, 37, 20.4)), [CELL], DPI, 60)
    assert word.text in ("-", "–", "—")
    assert (word.confidence or 0.0) >= CONTESTED
    assert word.x0 == pytest.approx(33, abs=1.5)


@pytest.mark.parametrize(
    "ink",
    [((25, 13, 45, 27),), ((30, 12, 31, 28), (34, 12, 35, 28), (26, 19, 40, 20))],
    ids=["blot", "scribble"],
)
def test_ink_never_makes_a_blank_cell(ink: tuple) -> None:
    words = read_cells(page(*ink), [CELL], DPI, 60)
    assert words
    assert all(w.text != UNREAD or w.confidence == 0 for w in words)


def test_a_table_without_ink_needs_no_tesseract(monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert read_cells(page(), [CELL], DPI, 60) == []


@pytest.mark.parametrize("size", [(595, 842), (14400, 14400), (20, 144000)])
def test_no_page_makes_too_large_a_picture(size: tuple[float, float]) -> None:
    dpi = largest_dpi(*size)
    sides = [side * dpi / 72 for side in size]
    assert sides[0] * sides[1] <= 25_100_000
    assert max(sides) <= 30_001
