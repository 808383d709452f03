"""Printed words of a page with their boxes, read from pdfium's text page.

A word's box comes from its first and last glyph, so that a page costs a few calls a word, not a
few calls a glyph; words that a ruling or a line break cuts are read glyph by glyph.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extract.pdf.frame import Frame

BOLD = 1
ITALIC = 2
STAMPED = 4

# pdfium writes U+FFFE (or U+0002) for a hyphen that ends a line, and goes on without a break.
HYPHENS = "\ufffe\x02"
_TOKEN = re.compile(r"[^\s\x00-\x1f\ufffe\u200b\ufeff]+\ufffe?|\ufffe")
_FORCE_BOLD = 1 << 18
_ALIKE = 0.2  # share of the height by which glyphs of one word may differ
_ITALIC_FLAG = 1 << 6


class Word(NamedTuple):
    """A run of glyphs without a blank, in the reading frame; `style` adds BOLD, ITALIC, STAMPED.

    `at` is the index of the first glyph in the text page, -1 when it does not come from one.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    style: int = 0
    size: float = 0.0
    at: int = -1


def page_text(textpage: Any) -> str:
    """Return the text page's characters, one for each glyph index."""
    count = pdfium.FPDFText_CountChars(textpage)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) != count:  # letters beyond the basic plane, or glyphs without text
        codes = (pdfium.FPDFText_GetUnicode(textpage, index) for index in range(count))
        text = "".join(chr(c) if 0 < c < 0xD800 or 0xDFFF < c < 0x110000 else "\0" for c in codes)
    return text.replace("\x02", "\ufffe")


def read_words(textpage: Any, frame: Frame, text: str | None = None) -> list[Word]:
    """Return the words in the order of the text page, NFC, hyphens restored."""
    reader = _Reader(textpage, frame)
    text = page_text(textpage) if text is None else text
    words: list[Word] = []
    for match in _TOKEN.finditer(text):
        words += reader.token(match.group(), match.start())
    return words


def split_at(word: Word, xs: list[float], textpage: Any, frame: Frame) -> list[Word]:
    """Return the word cut where a vertical line of `xs` runs through it, by glyph middles."""
    reader = _Reader(textpage, frame)
    glyphs = list(reader.glyphs(word.at, len(word.text)))
    if len(glyphs) != len(word.text):
        return [word]
    parts: list[list[Word]] = []
    last = None
    for glyph in glyphs:
        side = sum((glyph.x0 + glyph.x1) / 2 >= x for x in xs)
        if side != last:
            parts.append([])
            last = side
        parts[-1].append(glyph)
    return [_joined(part, word) for part in parts]


def _joined(glyphs: list[Word], like: Word) -> Word:
    return Word(
        unicodedata.normalize("NFC", "".join(g.text for g in glyphs)),
        min(g.x0 for g in glyphs),
        min(g.y0 for g in glyphs),
        max(g.x1 for g in glyphs),
        max(g.y1 for g in glyphs),
        like.style,
        like.size,
        glyphs[0].at,
    )


class _Reader:
    """The calls into one text page, with their buffers and the fonts seen so far."""

    def __init__(self, textpage: Any, frame: Frame) -> None:
        self.raw = textpage.raw
        self.frame = frame
        self.rect = pdfium.FS_RECTF()
        self.rect_ref = ctypes.byref(self.rect)
        self.name = ctypes.create_string_buffer(256)
        self.flags = ctypes.c_int()
        self.flags_ref = ctypes.byref(self.flags)
        self.fonts: dict[tuple[bytes, int], int] = {}
        self.sizes: dict[tuple[bytes, float], float] = {}

    def box(self, index: int) -> tuple[float, float, float, float]:
        rect = self.rect
        pdfium.FPDFText_GetLooseCharBox(self.raw, index, self.rect_ref)
        return self.frame.rectangle(rect.left, rect.bottom, rect.right, rect.top)

    def token(self, text: str, start: int) -> Iterator[Word]:
        end = start + len(text) - 1
        x0, y0, x1, y1 = self.box(start)
        if end > start:
            left, top, right, bottom = self.box(end)
            height = max(y1 - y0, bottom - top)
            level = abs(top + bottom - y0 - y1) <= 1.2 * height
            # A raised figure, as of a footnote, must not lengthen the number before it.
            alike = abs((bottom - top) - (y1 - y0)) <= _ALIKE * height
            if right <= x0 or not level or not alike:
                yield from self.lines(text, start)
                return
            x0, y0, x1, y1 = min(x0, left), min(y0, top), max(x1, right), max(y1, bottom)
        style, size = self.font(start, y1 - y0)
        yield Word(_clean(text), x0, y0, x1, y1, style, size, start)

    def lines(self, text: str, start: int) -> Iterator[Word]:
        """Yield the parts of a token that pdfium runs over a line break (or a turn of the text)."""
        glyphs = list(self.glyphs(start, len(text)))
        begin = 0
        for index in range(1, len(glyphs) + 1):
            if index < len(glyphs):
                before, here = glyphs[index - 1], glyphs[index]
                height = max(before.y1 - before.y0, here.y1 - here.y0)
                level = abs(here.y0 + here.y1 - before.y0 - before.y1) <= 1.2 * height
                alike = abs((here.y1 - here.y0) - (before.y1 - before.y0)) <= _ALIKE * height
                if level and alike and here.x0 >= before.x0 - height:
                    continue
            part = glyphs[begin:index]
            style, size = self.font(start + begin, part[0].y1 - part[0].y0)
            word = _joined(part, part[0])
            yield word._replace(text=_clean(word.text), style=style, size=size)
            begin = index

    def glyphs(self, start: int, count: int) -> Iterator[Word]:
        for index in range(start, start + count):
            code = pdfium.FPDFText_GetUnicode(self.raw, index)
            yield Word(chr(code) if code > 0 else "\0", *self.box(index), at=index)

    def font(self, index: int, height: float) -> tuple[int, float]:
        """Return the style of a glyph and its size in points."""
        pdfium.FPDFText_GetFontInfo(self.raw, index, self.name, 256, self.flags_ref)
        name, flags = self.name.value, self.flags.value
        style = self.fonts.get((name, flags))
        if style is None:
            style = self.fonts[name, flags] = _style(name, flags)
        key = (name, round(height, 1))
        size = self.sizes.get(key)
        if size is None:
            size = self.sizes[key] = self.size(index, height)
        return style, size

    def size(self, index: int, height: float) -> float:
        matrix = pdfium.FS_MATRIX()
        if not pdfium.FPDFText_GetMatrix(self.raw, index, ctypes.byref(matrix)):
            return round(height / 1.1, 1)
        scale = float((matrix.c**2 + matrix.d**2) ** 0.5)
        return round(float(pdfium.FPDFText_GetFontSize(self.raw, index)) * scale, 1)


def _clean(text: str) -> str:
    for hyphen in HYPHENS:
        text = text.replace(hyphen, "-")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _style(name: bytes, flags: int) -> int:
    """Tell bold and italic from a font's name; its flags say so only sometimes."""
    lower = name.decode("utf-8", "replace").lower().rpartition("+")[2]
    bold = "bold" in lower or "black" in lower or ",b" in lower or flags & _FORCE_BOLD
    italic = "italic" in lower or "oblique" in lower or flags & _ITALIC_FLAG
    return (BOLD if bold else 0) | (ITALIC if italic else 0)
