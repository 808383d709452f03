"""Words set on lines, and whether a line goes on in the next one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from extract.pdf.words import BOLD, ITALIC, STAMPED, Word

# What begins an item: "-", "+", "•", "a)", "1.", "1.2.", "I." — followed by a blank.
_MARKER = re.compile(
    r"(?:[-–—+*•●▪■◦o]|[IVXLC]{1,6}[.)]|\(?[a-zđ0-9]{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){1,4}\.?|[A-ZĐ][.)])"
)
_TERMINAL = re.compile(r"[.;:!?…][”\"')]*$")
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}[.,;]?")
_PROCEDURE = re.compile(r"\d\.\d{5,6}(?:\.\d{2,3}){3}(?:\.[HG]\d{2})?[.,;]?")
_FORMULA = re.compile(r"\(?\d{1,2}\)?=[\d()+=*/x×:.,%-]*")  # the head of a column: "(3)=(4)+("
_FORMULA_REST = re.compile(r"[\d()+=*/x×:.,%-]+")
_PUNCTUATION = re.compile(r"[.,;:)]+")
_ADDRESS = re.compile(r"https?://|www\.|[\w.-]+@")
_CHUNK = re.compile(r"[^-/]*[-/]?")
_LEFT = attrgetter("x0")


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one line, left to right."""

    words: tuple[Word, ...]
    x0: float
    y0: float
    x1: float
    y1: float
    size: float  # of most of its letters

    @property
    def text(self) -> str:
        """Return the words joined as printed."""
        return "".join(
            gap + word.text for gap, word in zip(gaps(self.words), self.words, strict=True)
        )

    @property
    def height(self) -> float:
        """Return the line's height in points."""
        return self.y1 - self.y0

    @property
    def style(self) -> int:
        """Return BOLD and ITALIC where all words with letters are so."""
        style = BOLD | ITALIC
        for word in self.words:
            if style & ~word.style and any(c.isalnum() for c in word.text):
                style &= word.style
        return style


def line_of(words: Iterable[Word]) -> Line:
    """Return the line of the given words; at least one."""
    return _line(_whole(sorted(words, key=_LEFT)))


def _line(row: tuple[Word, ...]) -> Line:
    if len(row) == 1:
        word = row[0]
        return Line(row, word.x0, word.y0, word.x1, word.y1, word.size)
    _, lefts, tops, rights, bottoms, _, _, _, _ = zip(*row, strict=True)
    return Line(row, lefts[0], min(tops), max(rights), max(bottoms), size_of(row))


def size_of(words: tuple[Word, ...]) -> float:
    """Return the type size of most letters of the words, in points."""
    first = words[0].size
    if all(word.size == first for word in words):
        return first
    sizes: dict[float, int] = {}
    for word in words:
        sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
    return max(sizes, key=lambda s: sizes[s]) if len(sizes) > 1 else words[0].size


def _whole(row: list[Word]) -> tuple[Word, ...]:
    """Return the words of a line, those that no blank parts made one.

    Where a font lacks a letter another one lends it, and pdfium parts the word there: "b" "ệnh".
    A raised figure is smaller and stays apart.
    """
    out: list[Word] = []
    for word in row:
        last = out[-1] if out else None
        if last is not None and _touch(last, word):
            out[-1] = last._replace(
                text=last.text + word.text,
                x1=max(last.x1, word.x1),
                y0=min(last.y0, word.y0),
                y1=max(last.y1, word.y1),
                style=last.style & word.style,
            )
        else:
            out.append(word)
    return tuple(out)


def _touch(a: Word, b: Word) -> bool:
    size = a.size or a.y1 - a.y0
    same = abs(a.size - b.size) <= 0.15 * size and not (a.style ^ b.style) & STAMPED
    return same and -0.2 * size <= b.x0 - a.x1 <= 0.08 * size


def set_lines(words: Iterable[Word]) -> list[Line]:
    """Return the words as lines, top to bottom.

    Two words share a line when they overlap by half the smaller one's height: superscripts and
    stamps stand a little off.
    """
    order = sorted(words, key=_height)
    if len(order) < 2:
        return [_line((word,)) for word in order]
    rows: list[list[Word]] = []
    top = bottom = 0.0
    for word in order:
        overlap = min(bottom, word.y1) - max(top, word.y0)
        if rows and overlap >= 0.5 * min(bottom - top, word.y1 - word.y0):
            rows[-1].append(word)
            if word.y1 - word.y0 > bottom - top:
                top, bottom = word.y0, word.y1
        else:
            rows.append([word])
            top, bottom = word.y0, word.y1
    lines = []
    for row in rows:
        if len(row) > 1:
            row.sort(key=_LEFT)
            if not _stand_apart(row):
                clear, over = _overprinted(row)
                lines += [line_of([word]) for word in over]
                lines.append(line_of(clear))
                continue
        lines.append(_line(tuple(row)))
    return lines


def _height(word: Word) -> float:
    return word.y0 + word.y1


def _stand_apart(row: list[Word]) -> bool:
    """Tell whether blanks part all words of a line, as they mostly do: nothing to put right."""
    for a, b in pairwise(row):
        if b.x0 - a.x1 <= 0.08 * max(a.size or a.y1 - a.y0, b.size or b.y1 - b.y0):
            return False
    return True


def _overprinted(row: list[Word]) -> tuple[list[Word], list[Word]]:
    """Return a line's words, and those of another size printed over them: a stray page number.

    A word printed twice on one spot, to look bold, counts once.
    """
    clear: list[Word] = []
    over: list[Word] = []
    for word in sorted(row, key=lambda w: w.x0):
        last = clear[-1] if clear else None
        if last is None or min(last.x1, word.x1) - word.x0 <= 0.6 * _narrower(last, word):
            clear.append(word)
        elif word.text == last.text and word.x0 - last.x0 < 0.3 * word.size:
            continue
        elif word.size == last.size:
            clear.append(word)
        elif word.size < last.size:
            over.append(word)
        else:
            clear[-1] = word
            over.append(last)
    return clear, over


def _narrower(a: Word, b: Word) -> float:
    return min(a.x1 - a.x0, b.x1 - b.x0)


def gaps(words: tuple[Word, ...]) -> list[str]:
    """Return what stands before each word: nothing before the first, else a blank.

    A number stamped before a slash belongs to it: `Số: 221` + `/QĐ-UBND`.
    """
    if not any([word.style & STAMPED for word in words]):
        return ["", *[" "] * (len(words) - 1)]
    out: list[str] = []
    before: Word | None = None
    for word in words:
        stamped = before is not None and (before.style | word.style) & STAMPED
        glued = stamped and before is not None and before.text[-1].isdigit() and word.text[0] == "/"
        out.append("" if before is None or glued else " ")
        before = word
    return out


def begins_item(line: Line) -> bool:
    """Tell whether the line begins with a list number or bullet."""
    return len(line.words) > 1 and bool(_MARKER.fullmatch(line.words[0].text))


def ends_sentence(line: Line) -> bool:
    """Tell whether the line ends with a mark that can end a sentence or an item."""
    return bool(_TERMINAL.search(line.words[-1].text))


def is_full(line: Line, following: Line, right: float) -> bool:
    """Tell whether what the next line begins with would not have fitted before `right`."""
    word = following.words[0]
    chunk = _CHUNK.match(word.text)
    share = len(chunk.group() if chunk and chunk.group() else word.text) / len(word.text)
    blank = 0.0 if _torn(line.words[-1].text, word.text) else 0.25 * (line.size or line.height)
    return line.x1 + blank + share * (word.x1 - word.x0) > right - 1.0


def joint(line: Line, following: Line, right: float) -> str:
    """Return what joins two lines of one paragraph: a blank, or nothing inside a torn token.

    A line breaks after a hyphen or a slash, and a long address wherever the column ends.
    """
    before, after = line.words[-1].text, following.words[0].text
    if _PUNCTUATION.fullmatch(after):
        return ""
    if not is_full(line, following, right):
        return " "
    if _torn(before, after):
        return ""
    first = following.words[0]
    filled = line.x1 + (first.x1 - first.x0) / len(after) > right - 1.0
    return "" if filled and len(line.words) == 1 and _overlong(before, after) else " "


def _overlong(before: str, after: str) -> bool:
    """Tell whether two words can only be one that is too long for its column.

    An address, the formula at the head of a column, or two pieces that make a date or a procedure
    code and are none themselves.
    """
    if _ADDRESS.match(before):
        return after.isascii()
    if _FORMULA.fullmatch(before) and _FORMULA_REST.fullmatch(after):
        return True
    return any(
        whole.fullmatch(before + after) and not whole.fullmatch(before) and not whole.match(after)
        for whole in (_DATE, _PROCEDURE)
    )


def _torn(before: str, after: str) -> bool:
    """Tell whether a break between these two words falls inside a number, symbol or code."""
    if not before or not after:
        return False
    if before[-1] in "-/" and len(before) > 1:
        return before[-2].isalnum() and after[0].isalnum()
    if after[0] in "-/" and len(after) > 1 and after[1].isalnum():
        return before[-1].isalnum() and ("/" in before or before[-1].isdigit() or after[0] == "/")
    if after[0] == "." and len(after) > 1 and after[1].isdigit():
        return before[-1].isalnum()
    # "1.004⏎.00" and "3.000214.⏎000.00.00.H32", but not "… năm 2023.⏎1510 hồ sơ"
    if before[-1] == "." and after[0].isdigit():
        return bool(re.search(r"(?:^|\D)\d(?:\.\d+)+\.$", before)) or bool(
            re.fullmatch(r"\d\.", before) and re.match(r"\d{3,6}\.\d{2,3}\b", after)
        )
    return False
