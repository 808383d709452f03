"""Whether a page's text layer can be trusted, and what its page lacks when it cannot.

Measured on real files: a good layer has under 1 % of its words in pieces and no letters without
meaning; an OCR layer that lost its marks has under 5 % letters beyond ASCII, a good one 25–33 %.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from extract.pdf.words import Word
from extract.syllables import is_syllable

_PIECES = 0.03  # share of words in pieces from which another parser is asked
_MEANINGLESS = 0.02  # share of letters without meaning from which a layer is garbage
_MARKED = 0.05  # share of letters beyond ASCII under which a layer over a picture lost its marks
_SYLLABLES = 0.6  # share of words that can be Vietnamese, under which such a layer is garbage
_PICTURE = 0.5  # share of the page's area that a picture of the page covers at least
_FEW = 10  # words; a page number and a running head over a scan
_SOME = 100  # words from which shares are taken, over the whole page
_ENOUGH = 30  # words from which shares mean something
_CONSONANTS = frozenset(
    ["ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "qu", *"bcdđghklmnpqrstvx"]
)
# The replacement character, private use and controls.
_VOWEL = re.compile("[aeiouy]")
_ODD = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Lack(StrEnum):
    """What a page lacks; the values are codes of `ReadNote`."""

    NEEDS_OCR = "needs-ocr"
    GARBAGE = "garbage-text"
    EMPTY = "empty-page"
    DAMAGED = "truncated"


def broken_share(texts: Iterable[str]) -> float:
    """Return which share of the words stands in pieces, "b" "ệnh", or holds meaningless letters."""
    words = [word for text in texts for word in text.split()]
    if not words:
        return 0.0
    # A syllable in two: "b ệnh". A tick "x" or a unit "5.000 đ" stands before no vowel.
    pieces = sum(
        word in _CONSONANTS and bool(_VOWEL.match(unicodedata.normalize("NFD", after)))
        for word, after in pairwise(words)
    )
    odd = sum(map(_is_odd, words)) if _is_odd("\n".join(words)) else 0
    return (pieces + odd) / len(words) if pieces + odd >= 3 else 0.0


def _is_odd(text: str) -> bool:
    return bool(_ODD.search(text)) or "(cid:" in text


def is_broken(share: float) -> bool:
    """Tell whether another parser should be asked for the page."""
    return share > _PIECES


def find_lack(page: Any, words: Sequence[Word], area: float) -> Lack | None:
    """Return what the text layer of an open page lacks; None when it is whole.

    Args:
        page: an open pypdfium2 page.
        words: what its text layer holds.
        area: the page's area in square points.
    """
    if not words:
        return Lack.NEEDS_OCR if pdfium.FPDFPage_CountObjects(page) else Lack.EMPTY
    text = "".join(word.text for word in words)
    odd = len(_ODD.findall(text))
    if odd > _MEANINGLESS * len(text) and odd >= 3:
        return Lack.GARBAGE
    if len(words) < _FEW:
        return Lack.NEEDS_OCR if _picture_share(page, area) > _PICTURE else None
    some = words[:: max(1, len(words) // _SOME)]
    spelled = [w for w in (word.text.strip(".,;:()“”\"'") for word in some) if w.isalpha()]
    if len(spelled) < _ENOUGH:
        return None
    alphabetic = sum(map(len, spelled))
    marked = sum(not c.isascii() for word in spelled for c in word) / alphabetic
    possible = sum(map(is_syllable, spelled)) / len(spelled)
    if marked < _MARKED or possible < _SYLLABLES:
        scanned = _picture_share(page, area) > _PICTURE and not _is_printed_over(page)
        return Lack.GARBAGE if scanned else None
    return None


def _is_printed_over(page: Any) -> bool:
    """Tell whether the text is drawn to be seen, over the page's pictures: no OCR layer is."""
    seen = hidden = 0
    for item in page.get_objects(max_depth=1):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            seen, hidden = 0, hidden + seen  # what was drawn before may lie under it
        elif item.type == pdfium.FPDF_PAGEOBJ_TEXT:
            mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
            if mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
                hidden += 1
            else:
                seen += 1
    return seen > 4 * hidden


def _picture_share(page: Any, area: float) -> float:
    """Return which share of the page its pictures cover, 0–1."""
    covered = 0.0
    for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        share = 1.0
        while (
            item is not None
        ):  # a picture is a unit square, scaled by its own and its forms' matrices
            matrix = item.get_matrix()
            share *= abs(matrix.a * matrix.d - matrix.b * matrix.c)
            item = item.container
        covered += share
    return min(covered / area, 1.0) if area else 0.0
