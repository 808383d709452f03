"""The text of one Word paragraph as it prints: runs, fields, tabs, symbols, tracked changes.

Source: ECMA-376 part 1, §17.3 (runs), §17.13.5 (revisions), §17.16 (fields).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extract.document import Style
from extract.office.formats import ParagraphFormat, RunFormat, Styles, W, value
from extract.office.legacy_fonts import decode, is_modern
from extract.office.symbols import symbol
from extract.text import clean

Element = Any

ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
TEXT_BOX = W + "txbxContent"
ADDED = frozenset({W + "ins", W + "moveTo"})
STRUCK = frozenset({W + "del", W + "moveFrom"})
# What holds runs without printing anything of its own, besides ADDED.
HOLDERS = frozenset(
    W + tag
    for tag in (
        "hyperlink",
        "smartTag",
        "sdt",
        "sdtContent",
        "fldSimple",
        "customXml",
        "dir",
        "bdo",
        "ruby",
        "rubyBase",
    )
)
# A soft hyphen prints only where a line happens to break at it: it is no text.
FIXED = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
PAGE_BREAKS = frozenset({"page", "column"})
NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
DRAWINGS = frozenset({W + "drawing", W + "pict", W + "object"})


@dataclass(slots=True)
class Revisions:
    """Counts what tracked changes and hidden runs hold, in characters."""

    inserted: int = 0
    deleted: int = 0
    hidden: int = 0
    converted: int = 0  # in fonts from before Unicode


@dataclass(slots=True)
class Inline:
    """What one paragraph prints, and what hangs on it."""

    parts: list[tuple[str, RunFormat]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)  # text boxes anchored here
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnotes", id)
    joins_next: bool = False  # the paragraph's end is struck out: the next one continues it

    @property
    def text(self) -> str:
        """Return the text: NFC, line breaks kept, spaces and tabs around lines dropped."""
        lines = clean("".join(text for text, _ in self.parts)).text.split("\n")
        return "\n".join(line.strip() for line in lines).strip("\n")

    def style(self, paragraph: ParagraphFormat) -> Style:
        """Return how the paragraph is set; bold or italic when all its letters are."""
        printed = [(text, form) for text, form in self.parts if text.strip()]
        sizes = [form.size for _, form in printed if form.size]
        return Style(
            bold=bool(printed) and all(form.bold for _, form in printed),
            italic=bool(printed) and all(form.italic for _, form in printed),
            centered=paragraph.alignment == "center",
            size=max(sizes, default=None),
            level=paragraph.level or None,
        )


@dataclass(slots=True)
class _Field:
    choice: str = ""  # what a drop-down list shows while it has no result
    shows: bool = False  # its result has begun


class Reader:
    """Reads paragraphs one after another; a field may begin in one and end in another."""

    def __init__(self, styles: Styles, revisions: Revisions) -> None:
        self._styles = styles
        self._revisions = revisions
        self._fields: list[_Field] = []
        self._element: Element = None  # the paragraph being read
        self._modern: bool | None = None  # whether it holds letters of Unicode, once asked

    def read(self, element: Element, paragraph: ParagraphFormat) -> Inline:
        """Return what a `w:p` prints."""
        inline = Inline()
        self._element, self._modern = element, None
        self._walk(element, paragraph, inline, inserted=False)
        # A code that a damaged field leaves open would swallow the rest of the document.
        self._fields = [entry for entry in self._fields if entry.shows]
        mark = element.find(f"{W}pPr/{W}rPr")
        inline.joins_next = mark is not None and any(mark.find(tag) is not None for tag in STRUCK)
        return inline

    def count_struck(self, element: Element) -> None:
        """Count the text of something that is struck out as a whole."""
        self._revisions.deleted += sum(
            len(text.text or "") for text in element.iter(W + "delText", W + "t")
        )

    def _walk(
        self, element: Element, paragraph: ParagraphFormat, into: Inline, *, inserted: bool
    ) -> None:
        for child in element:
            tag = child.tag
            if tag == W + "r":
                form = self._styles.run(child.find(W + "rPr"), paragraph)
                self._run(child, form, into, inserted=inserted)
            elif tag in HOLDERS or tag in ADDED:
                self._walk(child, paragraph, into, inserted=inserted or tag in ADDED)
            elif tag == ALTERNATE:
                for branch in chosen(child):
                    self._walk(branch, paragraph, into, inserted=inserted)
            elif tag in STRUCK:
                self.count_struck(child)
            elif isinstance(tag, str) and tag.startswith(MATH):
                text = "".join(part.text or "" for part in child.iter(MATH + "t", W + "t"))
                self._add(text, paragraph.run, into, inserted=inserted)

    def _run(self, run: Element, form: RunFormat, into: Inline, *, inserted: bool) -> None:
        for child in run:
            if child.tag == ALTERNATE:
                for branch in chosen(child):
                    self._run(branch, form, into, inserted=inserted)
            elif child.tag == W + "ruby":
                self._walk(child, ParagraphFormat(run=form), into, inserted=inserted)
            else:
                self._add(self._piece(child, form, into), form, into, inserted=inserted)

    def _add(self, text: str, form: RunFormat, into: Inline, *, inserted: bool) -> None:
        if not text or not all(entry.shows for entry in self._fields):
            return
        if form.hidden:
            self._revisions.hidden += len(text)
            return
        if inserted:
            self._revisions.inserted += len(text)
        into.parts.append((text.upper() if form.caps else text, form))

    def _piece(self, child: Element, form: RunFormat, into: Inline) -> str:
        tag = child.tag
        if tag == W + "t":
            return self._decoded((child.text or "").replace("\n", " "), form.font)
        if tag in FIXED:
            return "" if child.get(W + "type") in PAGE_BREAKS else FIXED[tag]
        if tag == W + "sym":
            return _symbol(child)
        if tag == W + "fldChar":
            return self._field(child)
        if tag in NOTES:
            into.notes.append((NOTES[tag], child.get(W + "id", "")))
        elif tag in DRAWINGS:
            into.boxes += outermost_boxes(child)
        return ""

    def _field(self, child: Element) -> str:
        kind = child.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(_Field(_choice(child)))
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = True
        elif kind == "end" and self._fields:
            entry = self._fields.pop()
            return "" if entry.shows else entry.choice
        return ""

    def _decoded(self, text: str, font: str | None) -> str:
        if font is None or text.isascii():
            return decode(text, font, modern=False)[0]
        if self._modern is None:
            self._modern = is_modern("".join(t.text or "" for t in self._element.iter(W + "t")))
        plain, converted = decode(text, font, self._modern)
        self._revisions.converted += len(text) if converted else 0
        return plain


def _symbol(child: Element) -> str:
    try:
        code = int(child.get(W + "char", ""), 16)
    except ValueError:
        return ""
    return symbol(chr(code), child.get(W + "font")) if 0x20 <= code <= 0xFFFF else ""


def _choice(begin: Element) -> str:
    choice = begin.find(f"{W}ffData/{W}ddList")
    if choice is None:
        return ""
    entries = [entry.get(W + "val", "") for entry in choice.findall(W + "listEntry")]
    index = value(choice, "result") or value(choice, "default") or "0"
    return entries[int(index)] if index.isdecimal() and int(index) < len(entries) else ""


def chosen(alternate: Element) -> Iterator[Element]:
    """Yield the one branch to read: both show the same thing to different programs."""
    branches = list(alternate)
    boxed = [b for b in branches if next(b.iter(TEXT_BOX), None) is not None]
    yield from (boxed or [b for b in branches if len(b)])[:1]


def outermost_boxes(element: Element) -> list[Element]:
    """Return the text boxes of a drawing, each once; those inside another come with it."""
    found: list[Element] = []
    stack = [element]
    while stack:
        current = stack.pop()
        if current.tag == TEXT_BOX:
            found.append(current)
        elif current.tag == ALTERNATE:
            stack.extend(chosen(current))
        else:
            stack.extend(reversed(list(current)))
    return found
