"""The text of one Word paragraph as it prints: runs, fields, tabs, symbols, tracked changes.

Source: ECMA-376 part 1, §17.3 (runs), §17.13.5 (revisions), §17.16 (fields).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extract.document import Style
from extract.encodings import to_unicode
from extract.office.formats import ParagraphFormat, RunFormat, Styles, W
from extract.office.symbols import symbol
from extract.text import clean

Element = Any

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
TEXT_BOX = W + "txbxContent"
# What holds runs without printing anything of its own.
WRAPPERS = frozenset(
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
    )
) | {W + "ins", W + "moveTo"}
STRUCK = frozenset({W + "del", W + "moveFrom"})
FIXED = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
PAGE_BREAKS = frozenset({"page", "column"})


@dataclass(slots=True)
class Revisions:
    """Counts what tracked changes hold, in characters."""

    inserted: int = 0
    deleted: int = 0


@dataclass(slots=True)
class Inline:
    """What one paragraph prints, and what hangs on it."""

    parts: list[tuple[str, RunFormat]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)  # text boxes anchored here
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnotes", id)

    @property
    def text(self) -> str:
        """Return the text: NFC, line breaks kept, spaces at line ends dropped."""
        lines = clean("".join(text for text, _ in self.parts)).text.split("\n")
        return "\n".join(line.rstrip() for line in lines).strip("\n ")

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


class Reader:
    """Reads paragraphs one after another; a field may begin in one and end in another."""

    def __init__(self, styles: Styles, revisions: Revisions) -> None:
        self._styles = styles
        self._revisions = revisions
        self._fields: list[bool] = []  # for each open field: has its result begun?

    def read(self, element: Element, paragraph: ParagraphFormat) -> Inline:
        """Return what a `w:p` prints."""
        inline = Inline()
        self._walk(element, paragraph, inline, inserted=False)
        return inline

    def _walk(
        self, element: Element, paragraph: ParagraphFormat, into: Inline, *, inserted: bool
    ) -> None:
        for child in element:
            tag = child.tag
            if tag == W + "r":
                self._run(child, paragraph, into, inserted=inserted)
            elif tag in WRAPPERS:
                self._walk(child, paragraph, into, inserted=inserted or tag == W + "ins")
            elif tag in STRUCK:
                self._revisions.deleted += sum(
                    len(text.text or "") for text in child.iter(W + "delText", W + "t")
                )
            elif isinstance(tag, str) and tag.startswith(MATH_TEXT[:-1]):
                text = "".join(part.text or "" for part in child.iter(MATH_TEXT))
                into.parts.append((text, paragraph.run))

    def _run(
        self, run: Element, paragraph: ParagraphFormat, into: Inline, *, inserted: bool
    ) -> None:
        form = self._styles.run(run.find(W + "rPr"), paragraph)
        for child in run:
            text = self._piece(child, form, into)
            if not text or form.hidden or not all(self._fields):
                continue
            if inserted:
                self._revisions.inserted += len(text)
            into.parts.append((text.upper() if form.caps else text, form))

    def _piece(self, child: Element, form: RunFormat, into: Inline) -> str:
        tag = child.tag
        if tag == W + "t":
            return _decoded(child.text or "", form.font)
        if tag in FIXED:
            return "" if child.get(W + "type") in PAGE_BREAKS else FIXED[tag]
        if tag == W + "sym":
            code = int(child.get(W + "char", "0"), 16)
            return symbol(chr(code), child.get(W + "font"))
        if tag == W + "fldChar":
            self._field(child.get(W + "fldCharType"))
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            part = "footnotes" if tag == W + "footnoteReference" else "endnotes"
            into.notes.append((part, child.get(W + "id", "")))
        elif tag in (W + "drawing", W + "pict", W + "object"):
            into.boxes += child.iter(TEXT_BOX)
        elif tag == MC + "AlternateContent":
            # Both branches show the same thing to different programs.
            branch = child.find(MC + "Choice")
            branch = child.find(MC + "Fallback") if branch is None else branch
            if branch is not None:
                into.boxes += branch.iter(TEXT_BOX)
        return ""

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def _decoded(text: str, font: str | None) -> str:
    """Return a run's text as Unicode; fonts of the old encodings tell which one it is in."""
    name = (font or "").lower()
    if name.startswith(".vn"):
        plain = to_unicode(text, "tcvn3").text
        return plain.upper() if name.endswith("h") else plain
    if name.startswith("vni-"):
        return to_unicode(text, "vni").text
    return text
