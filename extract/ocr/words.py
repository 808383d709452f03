"""Words as the page readers take them, from what Tesseract saw: in points, on even base lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import median

from extract.ocr.hocr import SeenLine, SeenWord
from extract.pdf.words import Word

_ABOVE, _BELOW = 0.88, 0.22  # of the type size, as in `extract.pdf.words`
_NOISE = 60.0  # confidence under which marks without a letter or digit are specks of dirt
_TYPE = 0.92  # type size as a share of Tesseract's height from descender to ascender


def words_of(
    lines: Iterable[SeenLine], dpi: float, left: float = 0.0, top: float = 0.0
) -> list[Word]:
    """Return the words of a picture's lines in points.

    Args:
        lines: what was seen, in pixels.
        dpi: pixels an inch.
        left: where the picture begins on the page, in pixels.
        top: the same, downwards.
    """
    scale = 72 / dpi
    words: list[Word] = []
    for line in lines:
        size = max(round(line.size * scale * _TYPE * 2) / 2, 1.0)
        for word in line.words:
            if _is_noise(word):
                continue
            base = (line.base_at((word.x0 + word.x1) / 2) + top) * scale
            words.append(
                Word(
                    word.text,
                    (word.x0 + left) * scale,
                    base - _ABOVE * size,
                    (word.x1 + left) * scale,
                    base + _BELOW * size,
                    size=size,
                    confidence=word.confidence,
                )
            )
    return words


def mean_confidence(words: Iterable[Word]) -> float | None:
    """Return the mean confidence of the words, each by its length; None without words."""
    weights = [(len(w.text), w.confidence) for w in words if w.confidence is not None]
    total = sum(n for n, _ in weights)
    return round(sum(n * c for n, c in weights) / total, 1) if total else None


def leveled(words: list[Word]) -> list[Word]:
    """Return the words of one cell at the size most of them have: a lone digit shows none."""
    if not words:
        return words
    size = median(w.size for w in words)
    return [_resized(word, size) for word in words]


def _resized(word: Word, size: float) -> Word:
    base = word.y0 + _ABOVE * word.size
    return word._replace(y0=base - _ABOVE * size, y1=base + _BELOW * size, size=size)


def _is_noise(word: SeenWord) -> bool:
    return word.confidence < _NOISE and not any(c.isalnum() for c in word.text)


def texts(lines: Iterable[SeenLine]) -> str:
    """Return the lines' words, a blank between."""
    return " ".join(_all_texts(lines))


def _all_texts(lines: Iterable[SeenLine]) -> Iterator[str]:
    for line in lines:
        for word in line.words:
            yield word.text
