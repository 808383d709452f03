import numpy as np
import pytest

from extract.ocr.picture import straight
from extract.ocr.strokes import find_strokes
from extract.pdf.lattice import find_tables, merge
from extract.pdf.rulings import Edges

DPI = 144.0  # two pixels a point


def ruled(thickness: int = 3, gap: int = 0) -> np.ndarray:
    """Return a picture of a table of 2 rows and 3 columns."""
    picture = np.full((400, 800), 255, np.uint8)
    for y in (100, 160, 220):
        picture[y : y + thickness, 100:703] = 30
    for x in (100, 300, 500, 700):
        picture[100:223, x : x + thickness] = 30
    if gap:
        picture[100:223, 400 : 400 + gap] = 255
    return picture


def cells(picture: np.ndarray) -> list[list[tuple[int, ...]]]:
    found = find_strokes(picture, DPI).edges
    edges = Edges(merge(found.vertical), merge(found.horizontal))
    return [[tuple(round(v) for v in box) for box in table] for table in find_tables(edges)]


@pytest.mark.parametrize("thickness", [1, 3, 6])
@pytest.mark.parametrize("gap", [0, 4])
def test_a_ruled_table_is_seen(thickness: int, gap: int) -> None:
    (table,) = cells(ruled(thickness, gap))
    assert len(table) == 6
    assert table[0][:2] == pytest.approx((51, 51), abs=2)


@pytest.mark.parametrize("angle", [-0.4, 0.25])
def test_its_fall_is_told(angle: float) -> None:
    fall = find_strokes(straight(ruled(), -angle), DPI).fall
    assert fall == pytest.approx(angle, abs=0.06)


def test_serifs_that_touch_are_no_ruling() -> None:
    picture = np.full((300, 600), 255, np.uint8)
    picture[100:104, 100:160] = 20  # the tops of "TTHC" at 15 points
    picture[104:124, 112:118] = 20
    picture[104:124, 142:148] = 20
    assert find_strokes(picture, DPI).edges == Edges([], [])


def test_a_black_margin_is_no_ruling() -> None:
    picture = np.full((600, 600), 255, np.uint8)
    picture[:, :40] = 0
    picture[570:, :] = 0
    assert cells(picture) == []


def test_a_blank_page_has_none() -> None:
    strokes = find_strokes(np.full((300, 300), 255, np.uint8), DPI)
    assert (strokes.edges, strokes.fall) == (Edges([], []), None)
    assert not strokes.ink.any()
