"""Which way is up: text turned on its side or upside down gives letters, but no syllables.

Angles are in degrees, clockwise: by how much the text is turned.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extract.ocr.picture import scaled, skew, straight, threshold, turned_upright
from extract.ocr.tesseract import BLOCK, PAGE, Picture, recognize
from extract.ocr.words import words_of
from extract.pdf.words import SIDEWAYS, Word
from extract.syllables import is_syllable

ENOUGH = 0.5  # sense from which a page is upright
_SURE = 60.0  # confidence of a word that makes sense
_COARSE = 130.0  # pixels an inch that show which way is up
_PUNCTUATION = ".,;:()“”\"'-–/"
_STRIP = 0.85  # inches of a strip: three to six lines of text
_SLABS = 8  # strips of the page beside each other, in each of which a crooked line is still level
_WORDS = 4  # that must make sense for a strip to tell


def sense(words: Sequence[Word]) -> float:
    """Return which share of the letters stands in words that can be Vietnamese, surely read, 0–1.

    Marks and figures tell nothing; words that run up or down tell that the page is turned.
    """
    upright = [w for w in words if not w.style & SIDEWAYS]
    if 2 * len(upright) < len(words):
        return 0.0
    spelled = [(w.text.strip(_PUNCTUATION), w.confidence or 0.0) for w in upright]
    spelled = [(text, sure) for text, sure in spelled if len(text) > 1 and text.isalpha()]
    good = sum(len(text) for text, sure in spelled if sure > _SURE and is_syllable(text))
    return good / sum(len(text) for text, _ in spelled) if spelled else 0.0


def strip_angle(picture: Picture, dpi: float, timeout: float) -> int | None:
    """Return at which angle the text runs, by a strip of it; None when the strip does not tell.

    A strip costs a tenth of what the page costs: a page is read whole only the right way up.
    """
    small = scaled(picture, min(_COARSE / dpi, 1.0))
    mask = small < threshold(small)
    lying = _unevenness(mask) >= _unevenness(mask.T)
    for angle in (0, 180, 90, 270) if lying else (90, 270, 0, 180):
        strip = _strip(turned_upright(small, angle), round(_STRIP * min(dpi, _COARSE)))
        seen = recognize([strip], min(dpi, _COARSE), BLOCK, timeout=timeout)[0]
        words = words_of(seen, _COARSE)
        if len(words) >= _WORDS and sense(words) >= ENOUGH:
            return angle
    return None


def page_angle(picture: Picture, dpi: float, timeout: float) -> int:
    """Return at which angle the text runs, by the sense of a coarse reading of the whole page."""
    small = scaled(picture, min(_COARSE / dpi, 1.0))
    senses = {}
    for angle in (0, 180, 90, 270):
        shown = turned_upright(small, angle)
        seen = recognize([straight(shown, skew(shown))], _COARSE, PAGE, timeout=timeout)[0]
        words = words_of(seen, _COARSE)
        senses[angle] = sense(words) * min(len(words), 20)
        if senses[angle] > ENOUGH * 20:
            break
    return max(senses, key=lambda angle: (senses[angle], angle == 0))


def _changes(mask: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how often each row changes between ink and paper: letters do, rulings do not."""
    return np.asarray(np.sum(mask[:, 1:] != mask[:, :-1], axis=1), np.float64)


def _unevenness(mask: NDArray[np.bool_]) -> float:
    """Return how much rows of letters stand apart from the gaps between them."""
    width = mask.shape[1] // _SLABS
    total = 0.0
    for n in range(_SLABS if width > 1 else 0):
        changes = _changes(mask[:, n * width : (n + 1) * width])
        total += float(np.square(np.diff(changes)).sum()) / max(float(changes.sum()), 1.0)
    return total


def _strip(picture: Picture, height: int) -> Picture:
    """Return the part of a picture, of its whole width, in which most letters stand."""
    if picture.shape[0] <= height:
        return picture
    sums = np.cumsum(np.concatenate(([0.0], _changes(picture < threshold(picture)))))
    top = int(np.argmax(sums[height:] - sums[:-height]))
    return np.ascontiguousarray(picture[top : top + height])
