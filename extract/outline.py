"""The outline: list markers and heading numbers, and the path a block stands under.

A path joins what is printed before the headings: `I.3`, `I.7.a`, `I.12.1` (the heading printed
`12.1` below `12.`). Attachments begin anew: `PL1` (Phụ lục 1), `II.06a` (the form's code).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum


class Level(IntEnum):
    """What numbers a heading, from the outermost inwards."""

    PART = 0  # Phần I, PHẦN THỨ NHẤT
    CHAPTER = 1  # Chương I
    UPPER = 2  # A.
    ROMAN = 3  # I.
    SECTION = 4  # Mục 1
    ARTICLE = 5  # Điều 1.
    NUMBER = 6  # 1.
    DECIMAL = 7  # 1.1, 1.1.1
    BRACKET = 8  # 1), (1)
    LETTER = 9  # a)
    BULLET = 10  # -, +, •


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a heading or list item: as printed, its level and its label in paths."""

    text: str
    level: Level
    label: str = ""


_NAMED = re.compile(
    r"(?P<word>Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Điều|ĐIỀU)\s+"
    r"(?P<label>[IVXLC]{1,7}|\d{1,3}[a-zđ]?|(?:thứ|THỨ)\s+\w+)"
    # Not `Điều 2 của Luật …`, `Điều 5 Nghị định …`: those cite.
    r"(?:[.:)]|(?=\s*$|\s*\n|\s+[^\W\d_a-zà-ỹđ](?!uật|ghị định|uyết định|hông tư|ộ luật|hương)))"
)
_NAMED_LEVELS = {
    "phần": Level.PART,
    "chương": Level.CHAPTER,
    "mục": Level.SECTION,
    "điều": Level.ARTICLE,
}
_BULLET = re.compile(r"[-–—+*•▪●○◦]\s*(?=\S)")
_ROMAN = re.compile(r"(?P<label>[IVX]{1,6})(?:[.)/]\s*|\s*[-–]\s*|\s+(?=[A-ZĐÀ-Ỹ]{2}))(?=\S)")
_ROMAN_FORM = re.compile(r"X{0,3}(?:I[XV]|V?I{0,3})")
_UPPER = re.compile(r"(?P<label>[A-HJ-UWYZĐ])[.)/]\s*(?=\S)")
# Not `1.510 hồ sơ`, `2.5 triệu`: parts of two digits, a capital after a bare number.
_DECIMAL = re.compile(
    r"(?P<label>(?:\d{1,3}|[IVX]{1,5})(?:\.\d{1,2}(?!\d)){1,4})"
    r"(?:[.):]\s*(?=[^\W\d_]|[“\"(*])|\s+(?=[A-ZĐÀ-Ỹ“\"(*]))"
)
_NUMBER = re.compile(r"(?P<label>\d{1,3}[a-zđ]?)\.\s*(?=[^\W\d_]|[“\"(])")
_BRACKET = re.compile(r"\(?(?P<label>\d{1,3})\)\s*(?=\S)")
_LETTER = re.compile(r"\(?(?P<label>[a-zđ])\)\s*(?=\S)|(?P<dotted>[a-zđ])\.\s+(?=\S)")

_ANNEX = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu)(?:\s+(?:số|SỐ)\b\s*:?)?"
    r"(?:\s*(?P<label>\d{1,3}[a-zA-Z]?(?:\.\d{1,2})?|[IVXLC]{1,6}|[A-ZĐ])(?![\w/]))?"
    r"\s*[:.–-]?\s*(?P<rest>.*)",
    re.DOTALL,
)
# A run of blanks is taken whole: shared out between the parts, it took its square.
_FORM = re.compile(
    r"\(?\s*+(?:BIỂU|Biểu|MẪU|Mẫu)(?:\s++(?:mẫu|MẪU|biểu|báo cáo))?(?:\s++(?:số|SỐ)\b)?"
    r"\s*+(?:[:.]\s*+)?"
    r"(?P<label>(?:[A-ZĐ]{1,4}\s?\.\s?)?\d{1,2}[a-zđA-Z]?(?:[-.]\d{1,2})?)"
    r"(?:\s?[/-]\s?[A-ZĐ&a-z/ -]{2,30}+)?\s*+(?:\)\s*+)?[.:]?"
)


def read_marker(text: str) -> Marker | None:
    """Return the marker a text begins with, or None."""
    if match := _NAMED.match(text):
        level = _NAMED_LEVELS[match["word"].lower()]
        label = " ".join(match["label"].split())
        return Marker(match[0].strip(), level, f"{match['word'].capitalize()} {label}")
    for pattern, level in _PATTERNS:
        if (match := pattern.match(text)) is None:
            continue
        if level is Level.BULLET:
            return Marker(match[0].strip(), level)
        label = match["label"] or match["dotted"] if level is Level.LETTER else match["label"]
        if level is Level.ROMAN and not _ROMAN_FORM.fullmatch(label):
            continue
        return Marker(match[0].strip(), level, label)
    return None


_PATTERNS = (
    (_BULLET, Level.BULLET),
    (_DECIMAL, Level.DECIMAL),
    (_ROMAN, Level.ROMAN),
    (_UPPER, Level.UPPER),
    (_NUMBER, Level.NUMBER),
    (_BRACKET, Level.BRACKET),
    (_LETTER, Level.LETTER),
)


def read_annex(text: str) -> str | None:
    """Return the path label of an annex's heading (`PL1`), None for a sentence that names one."""
    match = _ANNEX.match(text)
    if match is None or len(text) > 400:
        return None
    rest = match["rest"].strip()
    if rest and not (rest[0].isupper() or rest[0] in '(“"*'):
        return None
    if rest and rest[-1] in ".;," and not rest.isupper():
        return None
    return "PL" + (match["label"] or "")


def read_form(text: str) -> str | None:
    """Return the code of a form that a line of its own names (`II.06a`), or None."""
    match = _FORM.fullmatch(text.strip())
    return re.sub(r"\s", "", match["label"]) if match else None


@dataclass(slots=True)
class Outline:
    """The open headings while blocks go by; `path` is where the next block stands."""

    base: str | None = None
    used: dict[str, int] = field(default_factory=dict)
    open: list[Marker] = field(default_factory=list)

    def begin(self, label: str | None) -> None:
        """Begin an attachment; a label that came before gets a count: `PL4`, `PL4(2)`."""
        self.open.clear()
        self.base = label
        if label is not None:
            self.used[label] = self.used.get(label, 0) + 1
            if self.used[label] > 1:
                self.base = f"{label}({self.used[label]})"

    def enter(self, marker: Marker) -> None:
        """Enter the heading that a marker numbers; bullets are no headings."""
        if marker.level is Level.BULLET:
            return
        marker = self._decided(marker)
        same = [n for n, m in enumerate(self.open) if m.level is marker.level]
        if same and marker.level is not Level.DECIMAL:
            del self.open[same[0] :]
        else:
            while self.open and not self._holds(self.open[-1], marker):
                self.open.pop()
        self.open.append(marker)

    @property
    def path(self) -> str | None:
        """Return the path of the open headings, None outside of all."""
        parts = [self.base] if self.base else []
        above = ""
        for marker in self.open:
            label = marker.label
            if marker.level is Level.DECIMAL and above and label.startswith(above + "."):
                parts.append(label[len(above) + 1 :])
            else:
                parts.append(label)
            above = label
        return ".".join(parts) or None

    def _decided(self, marker: Marker) -> Marker:
        """Return `I.`, `V.` or `X.` after `H.`, `U.` or `W.` as the letter it is."""
        if marker.level is not Level.ROMAN or len(marker.label) > 1:
            return marker
        upper = next((m for m in self.open if m.level is Level.UPPER), None)
        follows = upper is not None and ord(marker.label) - ord(upper.label[0]) == 1
        return Marker(marker.text, Level.UPPER, marker.label) if follows else marker

    @staticmethod
    def _holds(above: Marker, marker: Marker) -> bool:
        """Tell whether a heading can stand below another."""
        if Level.DECIMAL is above.level is marker.level:
            return marker.label.startswith(above.label + ".")
        brackets = (Level.BRACKET, Level.LETTER)
        if above.level in brackets and marker.level in brackets:
            return above.level is not marker.level
        return above.level < marker.level
