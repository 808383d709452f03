"""Word files: body order, lists, tables, notes, text boxes, heads and feet, tracked changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from extract.document import Block, BlockKind, Document, ReadNote, Style, Table, TextSpan
from extract.errors import EmptyFileError
from extract.office.formats import Styles, W, read_styles
from extract.office.grids import Grid, draws_lines, read_grid
from extract.office.inline import Inline, Reader, Revisions
from extract.office.numbering import Numbering, read_numbering
from extract.office.package import Package, damaged
from extract.options import ReadOptions

NAME = "docx"
MEDIA_TYPES = ("docx",)

Element = Any

# A table without lines between its columns sets a letterhead or a closing when it says one of these
# (NĐ 30/2020, Phụ lục I, ô số 1–4, 7, 9).
LAYOUT_WORDS = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN|^\s*Số\s*:|N[oơ]i nh[aâậ]n|"
    r"^\s*(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\b|GIÁM ĐỐC|CHỦ TỊCH|CHÁNH|TRƯỞNG|BỘ TRƯỞNG|BÍ THƯ",
    re.MULTILINE,
)
LAYOUT_COLUMNS = 3
LAYOUT_ROWS = 6
CONTAINERS = frozenset(
    W + t for t in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
FURNITURE = {"header": BlockKind.HEADER, "footer": BlockKind.FOOTER}


def read(data: bytes, name: str, options: ReadOptions) -> Document:
    """Return the document of a Word file.

    Raises:
        DamagedFileError: when the package or its main part cannot be read.
        LimitError: when it is larger or deeper than the limits.
        EmptyFileError: when nothing is printed in it.
    """
    package = Package(data, name, options)
    part = package.main_part("word/document.xml")
    if part not in package:
        raise damaged(name, part)
    root = package.tree(part)
    body = root.find(W + "body")
    if body is None:
        raise damaged(name, part)
    links = {link.kind: link.target for link in package.relationships(part)}
    walker = _Walker(package, links)
    walker.furniture(part, "header")
    walker.container(body)
    walker.furniture(part, "footer")
    if not any(block.text.strip() for block in walker.blocks):
        raise EmptyFileError(
            "Tệp Word không có nội dung nào.",
            "The Word file prints nothing.",
            remedy="Hãy kiểm tra lại tệp gốc.",
            remedy_en="Check the original file.",
            file=name,
        )
    return Document(
        media_type="docx",
        blocks=tuple(walker.blocks),
        notes=tuple(_notes(package, walker.revisions)),
        properties=package.properties(),
    )


@dataclass
class _Walker:
    package: Package
    links: dict[str, str]
    revisions: Revisions = field(default_factory=Revisions)
    blocks: list[Block] = field(default_factory=list)
    _pending_notes: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._styles: Styles = read_styles(self._tree("styles"))
        self._numbering: Numbering = read_numbering(self._tree("numbering"))
        self._reader = Reader(self._styles, self.revisions)
        self._note_elements = {
            kind: {note.get(W + "id", ""): note for note in notes}
            for kind in ("footnotes", "endnotes")
            if (notes := self._tree(kind)) is not None
        }

    def _tree(self, kind: str) -> Element | None:
        part = self.links.get(kind)
        return self.package.tree(part) if part and part in self.package else None

    def container(self, element: Element) -> None:
        """Add the blocks of everything in the element, in order."""
        for child in element:
            if child.tag == W + "p":
                self._paragraph(child)
                self._add_notes()
            elif child.tag == W + "tbl":
                self._table(child)
                self._add_notes()
            elif child.tag in CONTAINERS:
                self.container(child)

    def furniture(self, part: str, kind: str) -> None:
        """Add the text of the heads or feet, each distinct one once; bare page numbers are none."""
        seen: set[str] = set()
        for link in self.package.relationships(part):
            if link.kind != kind or link.target not in self.package:
                continue
            for paragraph in self.package.tree(link.target).iter(W + "p"):
                text = self._read(paragraph)[0]
                if text and not text.strip(" -–").isdigit() and text not in seen:
                    seen.add(text)
                    self._add(FURNITURE[kind], text, Style(), None)

    def _read(self, element: Element) -> tuple[str, Inline, str | None, Style]:
        form = self._styles.paragraph(element.find(W + "pPr"))
        inline = self._reader.read(element, form)
        text = inline.text
        marker = None
        if text:
            numbered = self._numbering.marker(form)
            if numbered:
                marker, gap = numbered
                text = f"{marker}{gap}{text}"
        return text, inline, marker, inline.style(form)

    def _paragraph(self, element: Element) -> None:
        text, inline, marker, style = self._read(element)
        self._pending_notes += inline.notes
        if text:
            self._add(BlockKind.PARAGRAPH, text, style, marker)
        for box in inline.boxes:
            self.container(box)

    def _add_notes(self) -> None:
        waiting, self._pending_notes = self._pending_notes, []
        for kind, key in waiting:
            note = self._note_elements.get(kind, {}).get(key)
            if note is not None:
                self.container(note)

    def _table(self, element: Element) -> None:
        grid = read_grid(element, self._cell)
        if _is_layout(grid.table) and not draws_lines(element, self._styles):
            for position in sorted(grid.elements, key=lambda p: (p[1], p[0])):
                # The cells were read for their text already: only their lists' counts moved on.
                self.container(grid.elements[position])
            return
        text, _ = grid.table.layout()
        if text.strip():
            spans = (TextSpan(0, len(text)),)
            self._append(Block(0, BlockKind.TABLE, text, spans, table=grid.table))

    def _cell(self, element: Element) -> tuple[str, tuple[Table, ...]]:
        parts: list[str] = []
        tables: list[Table] = []
        for child in _flat(element):
            if child.tag == W + "p":
                text, inline, _, _ = self._read(child)
                self._pending_notes += inline.notes
                parts.append(text)
                parts += [inner for box in inline.boxes for inner in [self._cell(box)[0]]]
            else:
                nested: Grid = read_grid(child, self._cell)
                tables.append(nested.table)
                parts.append(nested.table.layout()[0])
        return "\n".join(part for part in parts if part), tuple(tables)

    def _add(self, kind: BlockKind, text: str, style: Style, marker: str | None) -> None:
        spans = (TextSpan(0, len(text)),)
        self._append(Block(0, kind, text, spans, style=style, marker=marker))

    def _append(self, block: Block) -> None:
        self.blocks.append(replace(block, ordinal=len(self.blocks)))


def _flat(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in CONTAINERS:
            yield from _flat(child)


def _is_layout(table: Table) -> bool:
    if table.n_cols > LAYOUT_COLUMNS or table.n_rows > LAYOUT_ROWS:
        return False
    return any(LAYOUT_WORDS.search(cell.text) for cell in table.cells)


def _notes(package: Package, revisions: Revisions) -> Iterator[ReadNote]:
    if revisions.deleted:
        yield ReadNote(
            "deleted-text",
            f"Tệp còn {revisions.deleted} ký tự đánh dấu xóa; phần này không được tính.",
            f"{revisions.deleted} characters are marked as deleted; they were left out.",
        )
    if revisions.inserted:
        yield ReadNote(
            "inserted-text",
            f"Tệp còn {revisions.inserted} ký tự chèn thêm chưa được duyệt; phần này được tính.",
            f"{revisions.inserted} inserted characters are not accepted yet; they were read.",
        )
    if package.repaired:
        parts = ", ".join(package.repaired)
        yield ReadNote(
            "repaired", f"Đã đọc phần bị hỏng: {parts}.", f"Damaged parts were mended: {parts}."
        )
    if "word/vbaProject.bin" in package:
        yield ReadNote(
            "macro", "Tệp có macro; macro không được chạy.", "The file has macros; none was run."
        )
