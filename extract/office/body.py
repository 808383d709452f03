"""The body of a Word file as blocks in reading order: paragraphs, tables, notes, boxes, heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from extract.document import Block, BlockKind, Style, Table, TextSpan
from extract.office.formats import OFF, ParagraphFormat, Styles, W, read_styles
from extract.office.grids import Grid, build_table, draws_lines, read_grid
from extract.office.inline import ADDED, ALTERNATE, Inline, Reader, Revisions, chosen
from extract.office.layout_tables import is_layout
from extract.office.numbering import Numbering, read_numbering
from extract.office.package import Package, Relationship

Element = Any

R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CONTAINERS = ADDED | {W + t for t in ("sdt", "sdtContent", "customXml", "smartTag")}
HEADS = {W + "headerReference": BlockKind.HEADER, W + "footerReference": BlockKind.FOOTER}
_PAGE_NUMBER = re.compile(r"[\W_]*(?:trang\s*)?\d*\s*(?:/\s*\d+)?[\W_]*", re.IGNORECASE)


@dataclass
class Walker:
    """Collects the blocks of a document; lists and fields count on from block to block."""

    package: Package
    part: str
    revisions: Revisions = field(default_factory=Revisions)
    blocks: list[Block] = field(default_factory=list)

    def __post_init__(self) -> None:
        links = self.package.relationships(self.part)
        self._links: dict[str, Relationship] = {link.identifier: link for link in links}
        self._by_kind = {link.kind: link.target for link in links}
        self._styles: Styles = read_styles(self._tree("styles"))
        self._numbering: Numbering = read_numbering(self._tree("numbering"))
        self._reader = Reader(self._styles, self.revisions)
        self._notes = {
            kind: {note.get(W + "id", ""): note for note in notes}
            for kind in ("footnotes", "endnotes")
            if (notes := self._tree(kind)) is not None
        }
        self._waiting: list[tuple[str, str]] = []  # notes called, not yet printed
        self._called = 0
        self._seen: set[tuple[BlockKind, str]] = set()
        self._struck_end: Inline | None = None  # a paragraph that goes on in the next

    def _tree(self, kind: str) -> Element | None:
        part = self._by_kind.get(kind)
        return self.package.tree(part) if part and part in self.package else None

    def body(self, body: Element) -> None:
        """Add everything in the body; each section's heads before it, its feet after it."""
        settings = self._tree("settings")
        flag = None if settings is None else settings.find(W + "evenAndOddHeaders")
        even = flag is not None and flag.get(W + "val", "1").lower() not in OFF
        sections: list[tuple[list[Element], Element]] = [([], None)]
        for child in body:
            sections[-1][0].append(child)
            ends = child if child.tag == W + "sectPr" else child.find(f"{W}pPr/{W}sectPr")
            if ends is not None:
                sections[-1] = (sections[-1][0], ends)
                sections.append(([], None))
        for children, properties in sections:
            self._heads(properties, BlockKind.HEADER, even)
            self.container(children)
            self._heads(properties, BlockKind.FOOTER, even)

    def container(self, elements: Element) -> None:
        """Add the blocks of all the elements, in order."""
        for child in _flat(elements):
            if child.tag == W + "p":
                self._paragraph(child)
            else:
                self._table(child)
            self._print_notes()

    def _heads(self, properties: Element | None, kind: BlockKind, even: bool) -> None:
        """Add a section's heads or feet, each distinct line once; bare page numbers are none."""
        if properties is None:
            return
        for reference in properties:
            if HEADS.get(reference.tag) is not kind:
                continue
            page = reference.get(W + "type")
            if (page == "first" and properties.find(W + "titlePg") is None) or (
                page == "even" and not even
            ):
                continue
            link = self._links.get(reference.get(R_ID, ""))
            if link is not None and link.target in self.package:
                self._head(self.package.tree(link.target), kind)

    def _head(self, root: Element, kind: BlockKind) -> None:
        for paragraph in root.iter(W + "p"):
            form = self._styles.paragraph(paragraph.find(W + "pPr"))
            inline = self._reader.read(paragraph, form)
            text = inline.text
            if _PAGE_NUMBER.fullmatch(text) or (kind, text) in self._seen:
                continue
            self._seen.add((kind, text))
            self._add(kind, text, inline.style(form), None)

    def _read(self, element: Element) -> tuple[str, Inline, str | None, ParagraphFormat]:
        form = self._styles.paragraph(element.find(W + "pPr"))
        inline = self._reader.read(element, form)
        if self._struck_end is not None:
            before, self._struck_end = self._struck_end, None
            inline.parts[:0] = before.parts
            inline.boxes[:0] = before.boxes
            inline.notes[:0] = before.notes
        if inline.joins_next:
            self._struck_end = inline
            return "", Inline(), None, form
        text, marker = self._numbered(inline.text, form)
        return text, inline, marker, form

    def _numbered(self, text: str, form: ParagraphFormat) -> tuple[str, str | None]:
        numbered = self._numbering.marker(form)
        if numbered is None:
            return text, None
        marker, gap = numbered
        return f"{marker}{gap}{text}".rstrip(), marker

    def _paragraph(self, element: Element) -> None:
        text, inline, marker, form = self._read(element)
        self._waiting += inline.notes
        if text:
            self._add(BlockKind.PARAGRAPH, text, inline.style(form), marker)
        for box in inline.boxes:
            self.container(box)

    def _print_notes(self) -> None:
        """Add the footnotes called so far, each after `[1]`: no number that a report counts."""
        waiting, self._waiting = self._waiting, []
        for kind, key in waiting:
            note = self._notes.get(kind, {}).pop(key, None)
            if note is None:
                continue
            self._called += 1
            first = len(self.blocks)
            self.container(note)
            if first < len(self.blocks) and self.blocks[first].table is None:
                block, marker = self.blocks[first], f"[{self._called}]"
                text = f"{marker} {block.text}"
                self.blocks[first] = replace(
                    block, text=text, marker=marker, spans=(TextSpan(0, len(text)),)
                )

    def _table(self, element: Element) -> None:
        grid = read_grid(element)
        for row in grid.deleted:
            self._reader.count_struck(row)
        if is_layout(grid, draws_lines(element, self._styles)):
            for cell in sorted(grid.cells, key=lambda cell: (cell.col, cell.row)):
                self.container(cell.element)
            return
        table = build_table(grid, self._cell)
        text, _ = table.layout()
        if text.strip():
            spans = (TextSpan(0, len(text)),)
            self._append(Block(0, BlockKind.TABLE, text, spans, table=table))

    def _cell(self, element: Element) -> tuple[str, tuple[Table, ...]]:
        parts: list[str] = []
        tables: list[Table] = []
        for child in _flat(element):
            if child.tag == W + "p":
                text, inline, _, _ = self._read(child)
                self._waiting += inline.notes
                parts.append(text)
                for box in inline.boxes:
                    inside, more = self._cell(box)
                    parts.append(inside)
                    tables += more
            else:
                nested: Grid = read_grid(child)
                table = build_table(nested, self._cell)
                tables.append(table)
                parts.append(table.layout()[0])
        return "\n".join(part for part in parts if part.strip()), tuple(tables)

    def _add(self, kind: BlockKind, text: str, style: Style, marker: str | None) -> None:
        spans = (TextSpan(0, len(text)),)
        self._append(Block(0, kind, text, spans, style=style, marker=marker))

    def _append(self, block: Block) -> None:
        self.blocks.append(replace(block, ordinal=len(self.blocks)))


def _flat(elements: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables in order, those inside content controls too."""
    for child in elements:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in CONTAINERS:
            yield from _flat(child)
        elif child.tag == ALTERNATE:
            for branch in chosen(child):
                yield from _flat(branch)
