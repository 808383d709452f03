"""Words as the page readers take them, from what Tesseract saw: in points, on even base lines."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from extract.ocr.hocr import SeenLine, SeenWord
from extract.ocr.settling import CONTESTED
from extract.pdf.words import SIDEWAYS, Word

_ABOVE, _BELOW = 0.88, 0.22  # of the type size, as in `extract.pdf.words`
_NOISE = 60.0  # confidence under which marks without a letter or digit are specks of dirt
_BARS = "|¦│"  # what is left of a ruling; none is ever printed as text
_ALIKE = 0.25  # by which a line's size may differ from the page's usual one and be the same
_GHOST = 75.0  # confidence under which a word in the place of another is none
_INSIDE = 0.8  # share of its width that stands there
_LEVEL = 1.5  # points by which the tops of one line's words may differ
_DAY = re.compile(
    r"((?:ngày|từ|đến|và)?)([0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:19|20)[0-9]{2})([^\W\d_]{2,}[,;.]?|)"
)
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
        for word in _without_ghosts(_parted(line.words)):
            if _is_noise(word):
                continue
            x0, x1 = (word.x0 + left) * scale, (word.x1 + left) * scale
            base = (line.base_at((word.x0 + word.x1) / 2) + top) * scale
            y0, y1, style = base - _ABOVE * size, base + _BELOW * size, 0
            if _is_sideways(word):
                y0, y1, style = (word.y0 + top) * scale, (word.y1 + top) * scale, SIDEWAYS
            words.append(Word(word.text, x0, y0, x1, y1, style, size, confidence=word.confidence))
    return words


def mean_confidence(words: Iterable[Word]) -> float | None:
    """Return the mean confidence of the words, each by its length; None without words.

    Words that were made unsure are left out: their mark tells that looks differ or that ink is in
    doubt, not how sure Tesseract was of them.
    """
    weights = [(len(w.text), w.confidence) for w in words if w.confidence not in (None, CONTESTED)]
    total = sum(n for n, _ in weights)
    return round(sum(n * (c or 0.0) for n, c in weights) / total, 1) if total else None


def evened(words: list[Word]) -> list[Word]:
    """Return the words of a page, those of about its usual type size at just that size.

    Tesseract's sizes vary from line to line with the letters that happen to stand on it.
    """
    sizes = [w.size for w in words for _ in w.text if not w.style & SIDEWAYS]
    if not sizes:
        return words
    usual = median(sizes)
    return [
        _resized(w, usual)
        if abs(w.size - usual) <= _ALIKE * usual and not w.style & SIDEWAYS
        else w
        for w in words
    ]


def leveled(words: list[Word]) -> list[Word]:
    """Return the words of one cell at the size most of them have: a lone digit shows none."""
    if not words:
        return words
    size = median(w.size for w in words)
    return [w if w.style & SIDEWAYS else _resized(w, size) for w in words]


def lifted(word: Word, fall: float, x: float, y: float) -> Word:
    """Return the word of a page whose lines fall by so many degrees where it stands once straight.

    Args:
        word: as seen.
        fall: degrees.
        x: the middle of the page, in points, about which it is turned.
        y: the same, downwards.
    """
    sin, cos = math.sin(math.radians(fall)), math.cos(math.radians(fall))
    across, down = (word.x0 + word.x1) / 2 - x, (word.y0 + word.y1) / 2 - y
    right, under = across * cos + down * sin - across, down * cos - across * sin - down
    return word._replace(
        x0=word.x0 + right, y0=word.y0 + under, x1=word.x1 + right, y1=word.y1 + under
    )


def is_torn_end(word: Word, before: Word, was: str) -> bool:
    """Tell whether a word is the end of the one before, which only a closer look read whole.

    Tesseract parts words where it should not, "2635/T" and "B-", in boxes that lie over each other.
    """
    inside = min(word.x1, before.x1) - max(word.x0, before.x0)
    return (
        abs(word.y0 - before.y0) <= _LEVEL
        and inside >= _INSIDE * (word.x1 - word.x0)
        and before.text.endswith(word.text)
        and not was.endswith(word.text)
    )


def _resized(word: Word, size: float) -> Word:
    base = word.y0 + _ABOVE * word.size
    return word._replace(y0=base - _ABOVE * size, y1=base + _BELOW * size, size=size)


def _parted(words: Sequence[SeenWord]) -> list[SeenWord]:
    """Return a line's words, a day and the words about it apart where no blank was seen.

    What stands beside a day would take it from its citation: "ngày 12/5/2022của".
    """
    out: list[SeenWord] = []
    for word in words:
        match = _DAY.fullmatch(word.text)
        if match is None:
            out.append(word)
            continue
        wide = (word.x1 - word.x0) / len(word.text)
        for start, end in (match.span(n) for n in (1, 2, 3)):
            if end > start:
                x0, x1 = word.x0 + start * wide, word.x0 + end * wide
                out.append(replace(word, text=word.text[start:end], x0=x0, x1=x1))
    return out


def _without_ghosts(words: Sequence[SeenWord]) -> list[SeenWord]:
    """Return a line's words without those that Tesseract sees a second time inside of another.

    The letters that end a word come again as a word of their own, unsurely and in the place of the
    word: "1079/BC-SYT" and a "TT" in its last two letters. Where a digit comes again, either may
    be the right one.
    """
    kept: list[SeenWord] = []
    for n, word in enumerate(words):
        hosts = [h for h in (*words[max(n - 1, 0) : n], *words[n + 1 : n + 2]) if _haunts(word, h)]
        if not hosts:
            kept.append(word)
    if len(kept) == len(words):
        return kept
    ghosts = [w for w in words if w not in kept and any(c.isdigit() for c in w.text)]
    return [
        replace(w, confidence=min(w.confidence, CONTESTED))
        if any(_haunts(ghost, w) for ghost in ghosts)
        else w
        for w in kept
    ]


def _haunts(ghost: SeenWord, word: SeenWord) -> bool:
    """Tell whether a word stands inside of a surer, longer one."""
    inside = min(ghost.x1, word.x1) - max(ghost.x0, word.x0)
    return (
        ghost.confidence < min(word.confidence, _GHOST)
        and len(ghost.text) < len(word.text)
        and inside >= _INSIDE * (ghost.x1 - ghost.x0)
    )


def _is_sideways(word: SeenWord) -> bool:
    """Tell whether a word runs up or down: Tesseract reads columns of such words too."""
    return len(word.text) > 2 and word.y1 - word.y0 > 1.5 * (word.x1 - word.x0)


def _is_noise(word: SeenWord) -> bool:
    if not word.text.strip(_BARS):
        return True
    return word.confidence < _NOISE and not any(c.isalnum() for c in word.text)
