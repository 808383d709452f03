"""What Tesseract says it saw, parsed from hOCR.

Source: the hOCR 1.2 specification, `bbox`, `baseline`, `x_size`, `x_wconf`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

_LINES = frozenset({"ocr_line", "ocr_header", "ocr_textfloat", "ocr_caption"})
_BBOX = re.compile(r"\bbbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_BASELINE = re.compile(r"\bbaseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = re.compile(r"\bx_size (-?[\d.]+)")
_PAGE = re.compile(r"\bppageno (\d+)")
# The Vietnamese data know Ð (eth) beside Đ and write both for one Đ: "QĐÐ-UBND". To forbid the eth
# would leave the word a confidence of 0.
_ETH = re.compile("ĐÐ|ÐĐ|Ð")
_CONFIDENCE = re.compile(r"\bx_wconf (\d+)")


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word in pixels of its picture; `confidence` is 0–100."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line of words; its base line is `base` at x = 0, rising by `slope` a pixel to the right.

    `size` is the height of its type from descenders to ascenders, in pixels.
    """

    words: tuple[SeenWord, ...]
    base: float
    slope: float
    size: float

    def base_at(self, x: float) -> float:
        """Return the y of the base line at x."""
        return self.base + self.slope * x


def parse_hocr(data: bytes) -> dict[int, list[SeenLine]]:
    """Return the lines of each page, numbered from 0."""
    parser = etree.XMLParser(recover=True, huge_tree=True, no_network=True)
    root = etree.fromstring(data, parser) if data.strip() else None
    if root is None:
        return {}
    pages: dict[int, list[SeenLine]] = {}
    for page in root.iter("{*}div"):
        if page.get("class") != "ocr_page":
            continue
        number = _PAGE.search(page.get("title", ""))
        pages[int(number[1]) if number else len(pages)] = list(_lines(page))
    return pages


def _lines(page: Any) -> Iterator[SeenLine]:
    for item in page.iter("{*}span"):
        if item.get("class") in _LINES:
            words = tuple(_words(item))
            if words:
                yield _line(item.get("title", ""), words)


def _words(line: Any) -> Iterator[SeenWord]:
    for item in line.iter("{*}span"):
        if item.get("class") != "ocrx_word":
            continue
        title = item.get("title", "")
        box, sure = _BBOX.search(title), _CONFIDENCE.search(title)
        text = unicodedata.normalize("NFC", "".join("".join(item.itertext()).split()))
        text = _ETH.sub("Đ", text).replace("\u2044", "/")
        if box and text:
            x0, y0, x1, y1 = map(float, box.groups())
            yield SeenWord(text, x0, y0, x1, y1, float(sure[1]) if sure else 0.0)


def _line(title: str, words: tuple[SeenWord, ...]) -> SeenLine:
    box, baseline, size = _BBOX.search(title), _BASELINE.search(title), _SIZE.search(title)
    left, bottom = (float(box[1]), float(box[4])) if box else (words[0].x0, words[0].y1)
    slope, offset = (float(baseline[1]), float(baseline[2])) if baseline else (0.0, 0.0)
    height = float(size[1]) if size else max(w.y1 - w.y0 for w in words)
    return SeenLine(words, bottom + offset - slope * left, slope, height)
