"""The ink of figures in pieces."""

from __future__ import annotations

import numpy as np
import pytest

from extract.ocr.pieces import ink_of
from extract.ocr.tesseract import Picture

DARK = 128


def drawn(*boxes: tuple[int, int, int, int]) -> Picture:
    """Return a picture with black boxes: left, top, width, height."""
    picture = np.full((40, 100), 255, np.uint8)
    for left, top, width, height in boxes:
        picture[top : top + height, left : left + width] = 0
    return picture


@pytest.mark.parametrize("count", [2, 3, 5])
@pytest.mark.parametrize(("width", "height"), [(60, 1), (40, 2), (33, 3), (7, 1)])
def test_a_dash_is_no_digits(width: int, height: int, count: int) -> None:
    assert ink_of(drawn((5, 20, width, height)), DARK, count) == []


def test_digits_apart() -> None:
    (ink, *_) = ink_of(drawn((5, 10, 10, 18), (20, 10, 10, 18)), DARK, 2)
    assert [piece.left for piece in ink.tall] == [5, 20]


def test_digits_that_touch_are_cut_where_they_are_thinnest() -> None:
    (ink,) = ink_of(drawn((5, 10, 12, 18), (17, 27, 2, 1), (19, 10, 12, 18)), DARK, 2)
    assert [(piece.left, piece.right) for piece in ink.tall] == [(5, 17), (17, 31)]


def test_another_number_of_digits_is_not_cut_from_it() -> None:
    assert ink_of(drawn((5, 10, 24, 18)), DARK, 4) == []
