"""Creases drawn over text, taken out again, and the figures they ran through."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.ocr.creases import doubt_creased, find_creases, healed
from extract.ocr.settling import CONTESTED
from extract.pdf.words import Word

DPI = 200.0
FONT = ImageFont.load_default(size=36)
WIDTH, HEIGHT = 1200, 600


def page(line: tuple[int, int] | None, tilt: int = 0, grey: int = 170) -> np.ndarray:
    """Return a page of text with a line from one x to another, through its second row."""
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(image)
    if line is not None:
        pen.line((line[0], 221 - tilt, line[1], 221 + tilt), fill=grey, width=2)
    for row in range(4):
        pen.text((120, 100 + 100 * row), "3370/BC-SCT 18/9/2024 1.862", 10, FONT)
    return np.asarray(image)


LINES = {
    "level": ((0, WIDTH), 0, True),
    "tilted": ((0, WIDTH), 3, True),
    "ruling": ((60, WIDTH - 60), 0, False),
    "none": (None, 0, False),
}


@pytest.mark.parametrize(("line", "tilt", "found"), LINES.values(), ids=LINES.keys())
def test_a_crease_reaches_from_edge_to_edge(
    line: tuple[int, int] | None, tilt: int, found: bool
) -> None:
    creases = find_creases(page(line, tilt), DPI)
    assert (creases is not None) is found
    if creases is not None:
        rows = np.flatnonzero(creases.any(axis=1))
        assert 213 <= rows.min() <= rows.max() <= 229


def test_the_text_comes_back() -> None:
    struck, plain = page((0, WIDTH)), page(None)
    creases = find_creases(struck, DPI)
    assert creases is not None
    back = healed(struck, creases)
    assert (back[:, :100] == 255).all()
    lost = (plain < 100) & (back > 150)
    assert lost.sum() <= 0.01 * (plain < 100).sum()


def test_figures_under_a_crease_are_unsure() -> None:
    creases = find_creases(page((0, WIDTH)), DPI)
    assert creases is not None
    words = [
        Word(text, 50, y * 72 / DPI, 100, (y + 36) * 72 / DPI, size=12, confidence=95.0)
        for text, y in (("3370", 100), ("3370", 205), ("của", 205))
    ]
    sure = [word.confidence for word in doubt_creased(words, creases, DPI)]
    assert sure == [95.0, CONTESTED, 95.0]
