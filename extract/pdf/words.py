"""Printed words of a page with their boxes, read from pdfium's text page.

A word's box comes from its first and last glyph, so that a page costs a few calls a word, not a
few calls a glyph; words that a ruling or a line break cuts are read glyph by glyph.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extract.pdf.calls import ADDRESS, address_of, bare
from extract.pdf.frame import Frame

BOLD = 1
ITALIC = 2
STAMPED = 4
SIDEWAYS = 8

# pdfium writes U+FFFE (or U+0002) for a hyphen that ends a line, and goes on without a break.
HYPHENS = "\ufffe\x02"
_TOKEN = re.compile(r"[^\s\x00-\x1f\ufffe\u200b\ufeff]+\ufffe?|\ufffe")
_SAMPLE = 16  # words that tell how a page is turned
_FORCE_BOLD = 1 << 18
_ABOVE, _BELOW = 0.88, 0.22  # of the type size: the height of a line of text about its base line
_LEVEL = 0.12  # of the type size, by which the glyphs of one word may leave its base line
_ITALIC_FLAG = 1 << 6


_text_object = bare(pdfium.FPDFText_GetTextObject, ADDRESS, ctypes.c_int, returns=ctypes.c_void_p)
_loose_box = bare(pdfium.FPDFText_GetLooseCharBox, ADDRESS, ctypes.c_int, ADDRESS)
_font_size = bare(pdfium.FPDFText_GetFontSize, ADDRESS, ctypes.c_int, returns=ctypes.c_double)
_matrix_of = bare(pdfium.FPDFText_GetMatrix, ADDRESS, ctypes.c_int, ADDRESS)
_char_origin = bare(pdfium.FPDFText_GetCharOrigin, ADDRESS, ctypes.c_int, ADDRESS, ADDRESS)
_font_of = bare(pdfium.FPDFTextObj_GetFont, ADDRESS, returns=ctypes.c_void_p)


class Word(NamedTuple):
    """A run of glyphs without a blank, in the reading frame.

    `style` is a sum of BOLD, ITALIC, STAMPED and SIDEWAYS.
    `at` is the index of the first glyph in the text page, -1 when it does not come from one.
    `confidence` is that of OCR, 0–100; None for printed glyphs.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    style: int = 0
    size: float = 0.0
    at: int = -1
    confidence: float | None = None


_word = partial(tuple.__new__, Word)  # quicker than calling it, and a page has five hundred


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


@lru_cache(maxsize=1)
def _tokens(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a page's text with where they begin and end."""
    return [(match[0], *match.span()) for match in _TOKEN.finditer(text)]


def text_angle(textpage: Any, frame: Frame, text: str) -> int:
    """Return the angle at which most of a page's text runs, clockwise as seen: 0, 90, 180, 270."""
    starts = [start for _, start, _ in _tokens(text)]
    matrix = pdfium.FS_MATRIX()
    angles: Counter[int] = Counter()
    for start in starts[:: max(1, len(starts) // _SAMPLE)]:
        if pdfium.FPDFText_GetMatrix(textpage, start, ctypes.byref(matrix)):
            x, y = frame.point(matrix.a, matrix.b)
            x0, y0 = frame.point(0.0, 0.0)
            angles[round(math.degrees(math.atan2(y - y0, x - x0)) / 90) * 90 % 360] += 1
    if not angles:
        return 0
    angle, count = angles.most_common(1)[0]
    return angle if count >= 0.7 * angles.total() else 0


def read_words(textpage: Any, frame: Frame, text: str | None = None) -> list[Word]:
    """Return the words in the order of the text page, NFC, hyphens restored."""
    text = page_text(textpage) if text is None else text
    whole = "\ufffe" not in text and unicodedata.is_normalized("NFC", text)
    return list(_Reader(textpage, frame, clean=whole).words(text))


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
        like.y0,
        max(g.x1 for g in glyphs),
        like.y1,
        like.style,
        like.size,
        glyphs[0].at,
    )


class _Reader:
    """The calls into one text page, with their buffers and the fonts seen so far.

    A word's height comes from its base line and type size, not from its glyphs: fonts that lend
    each other letters, or do not say how tall they are, would set a line's words at many heights.
    """

    def __init__(self, textpage: Any, frame: Frame, *, clean: bool = False) -> None:
        self.clean = clean  # whether the page's text needs no mending
        self.raw = textpage.raw
        self.address = address_of(self.raw)
        self.frame = frame
        self.plain = frame.matrix[:4] == (1, 0, 0, -1)
        self.right, self.down = frame.matrix[4:]  # what a plain frame adds
        self.rect = pdfium.FS_RECTF()
        self.rect_at = ctypes.addressof(self.rect)
        self.matrix = pdfium.FS_MATRIX()
        self.matrix_at = ctypes.addressof(self.matrix)
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.x_at, self.y_at = ctypes.addressof(self.x), ctypes.addressof(self.y)
        self.name = ctypes.create_string_buffer(256)
        self.flags = ctypes.c_int()
        self.flags_ref = ctypes.byref(self.flags)
        self.styles: dict[int, int] = {}  # by the font's address
        self.run: int | None = None  # the text object of the last glyph asked for
        self.run_font: tuple[int, float, float | None] = (0, 1.0, None)

    def box(self, index: int) -> tuple[float, float, float, float]:
        rect = self.rect
        _loose_box(self.address, index, self.rect_at)
        return self.frame.rectangle(rect.left, rect.bottom, rect.right, rect.top)

    def reach(self, index: int) -> tuple[float, float, float]:
        """Return a glyph's left, right and base line."""
        rect = self.rect
        _loose_box(self.address, index, self.rect_at)
        _char_origin(self.address, index, self.x_at, self.y_at)
        if self.plain:
            return rect.left + self.right, rect.right + self.right, self.down - self.y.value
        x0, _, x1, _ = self.frame.rectangle(rect.left, rect.bottom, rect.right, rect.top)
        return x0, x1, self.frame.point(self.x.value, self.y.value)[1]

    def words(self, text: str) -> Iterator[Word]:
        """Yield the words of the page's text, those that leave their base line in parts."""
        address, rect, rect_at, shift = self.address, self.rect, self.rect_at, self.right
        for token, start, end in _tokens(text):
            run = _text_object(address, start)
            if run is None or run != self.run:
                self.run, self.run_font = run, self.new_font(start, run)
            style, size, base = self.run_font
            if base is None or _text_object(address, end - 1) != run:
                yield from self.uneven(token, start)
                continue
            _loose_box(address, start, rect_at)
            x0, x1 = rect.left + shift, rect.right + shift
            if end > start + 1:
                _loose_box(address, end - 1, rect_at)
                left, right = rect.left + shift, rect.right + shift
                if right <= x0:
                    yield from self.parts(token, start)
                    continue
                if left < x0:
                    x0 = left
                if right > x1:
                    x1 = right
            top, bottom = base - _ABOVE * size, base + _BELOW * size
            shown = token if self.clean else _clean(token)
            yield _word((shown, x0, top, x1, bottom, style, size, start, None))

    def uneven(self, text: str, start: int) -> Iterator[Word]:
        """Yield a token whose glyphs have to be asked for their base line, whole if it is one."""
        style, size, known = self.run_font
        x0, x1, base = self.reach(start)
        base = base if known is None else known
        if len(text) > 1:
            left, right, other = self.reach(start + len(text) - 1)
            if right <= x0 or abs(other - base) > _LEVEL * size:
                yield from self.parts(text, start)
                return
            x0, x1 = min(x0, left), max(x1, right)
        top, bottom = base - _ABOVE * size, base + _BELOW * size
        yield Word(_clean(text), x0, top, x1, bottom, style, size, start)

    def parts(self, text: str, start: int) -> Iterator[Word]:
        """Yield the parts of a token that leaves its base line.

        pdfium runs words over a hyphen at a line's end, and a raised figure, as of a footnote, must
        not lengthen the number before it.
        """
        reaches = [self.reach(start + offset) for offset in range(len(text))]
        upright = self.sideways(text, start, reaches)
        if upright is not None:
            yield upright
            return
        begin = 0
        for offset in range(1, len(text) + 1):
            style, size, _ = self.font(start + begin)
            if offset < len(text):
                (before, _, above), (here, _, base) = reaches[offset - 1], reaches[offset]
                if abs(base - above) <= _LEVEL * size and here >= before - size:
                    continue
            part = reaches[begin:offset]
            yield Word(
                _clean(text[begin:offset]),
                min(x0 for x0, _, _ in part),
                part[0][2] - _ABOVE * size,
                max(x1 for _, x1, _ in part),
                part[0][2] + _BELOW * size,
                style,
                size,
                start + begin,
            )
            begin = offset

    def sideways(
        self, text: str, start: int, reaches: list[tuple[float, float, float]]
    ) -> Word | None:
        """Return a token that runs up or down the page, as in a narrow table head, as one word."""
        style, size, _ = self.font(start)
        steps = [b - a for (_, _, a), (_, _, b) in pairwise(reaches)]
        lefts = [x0 for x0, _, _ in reaches]
        apart = max(lefts) - min(lefts) > 0.6 * size
        if apart or not (all(s < 0 for s in steps) or all(s > 0 for s in steps)):
            return None
        if max(abs(s) for s in steps) > 1.2 * size:  # a line's end, one glyph a line
            return None
        boxes = [self.box(start + offset) for offset in range(len(text))]
        return Word(
            _clean(text),
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
            style | SIDEWAYS,
            size,
            start,
        )

    def glyphs(self, start: int, count: int) -> Iterator[Word]:
        for index in range(start, start + count):
            code = pdfium.FPDFText_GetUnicode(self.raw, index)
            yield Word(chr(code) if code > 0 else "\0", *self.box(index), at=index)

    def font(self, index: int) -> tuple[int, float, float | None]:
        """Return the style of a glyph, its size in points, and the base line of its run.

        The base line is None where glyphs have to be asked for theirs: in a turned frame, and where
        a run of text does not go straight to the right.
        """
        run = _text_object(self.address, index)
        if run is None or run != self.run:
            self.run, self.run_font = run, self.new_font(index, run)
        return self.run_font

    def new_font(self, index: int, run: int | None) -> tuple[int, float, float | None]:
        matrix = self.matrix
        font = _font_of(run) if run else None
        style = self.styles.get(font or 0)
        if style is None or font is None:
            pdfium.FPDFText_GetFontInfo(self.raw, index, self.name, 256, self.flags_ref)
            style = self.styles[font or 0] = _style(self.name.value, self.flags.value)
        size = _font_size(self.address, index)
        base = None
        if _matrix_of(self.address, index, self.matrix_at):
            c, d = matrix.c, matrix.d
            size *= abs(d) if c == 0 else (c * c + d * d) ** 0.5
            if run and self.plain and matrix.b == 0:
                base = self.down - matrix.f
        return style, round(size, 1) or 1.0, base


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
