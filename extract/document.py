"""The raw document model: what a file prints, where, and nothing else.

Every reader returns a `Document`; `extract.layout` and `extract.tables` return better ones of the
same type (paragraphs joined over page breaks, tables stitched). Values are immutable.

Units: `Box` is in PDF points (1/72 inch), origin at the page's top left. Pages count from 1; rows,
columns, ordinals and character offsets from 0. Offsets are Unicode code points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

# Media types whose tables stand on sheets, with their captions as rows above.
WORKBOOKS = frozenset({"xlsx", "xls", "xlsb", "ods", "excel-xml"})
COLUMN_BREAK = "\t"
ROW_BREAK = "\n"
_COLUMN = attrgetter("col")


class Box(NamedTuple):
    """A rectangle on a page in PDF points, origin top left."""

    x0: float
    y0: float
    x1: float
    y1: float

    def union(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )


def united(boxes: Iterable[Box]) -> Box | None:
    """Return the smallest box that holds all of them; None when there are none."""
    sides = tuple(zip(*boxes, strict=True))
    return Box(min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])) if sides else None


class Place(NamedTuple):
    """Where something stands: a page of a paged source, or a sheet of a workbook.

    `cell` is the address on the sheet, "C7"; None in other sources. `confidence` says how surely
    OCR read it there, 0–100; None where nothing had to be recognized.
    """

    page: int | None = None
    box: Box | None = None
    sheet: str | None = None
    confidence: float | None = None
    cell: str | None = None


NOWHERE = Place()


class TextSpan(NamedTuple):
    """A run of a text that comes from one place.

    `start`/`end` index the text of the owning block or cell; `source` is the offset of the run's
    first character in the decoded source (plain text only), `source_end` that behind its last
    (None: the run is as long in the source as here). Runs are ordered and do not overlap;
    characters between runs (joining spaces) were not printed.
    """

    start: int
    end: int
    place: Place = NOWHERE
    source: int | None = None
    source_end: int | None = None

    def moved(self, by: int) -> TextSpan:
        """Return the run of a text that `by` more characters stand before."""
        return TextSpan(self.start + by, self.end + by, self.place, self.source, self.source_end)


class BlockKind(StrEnum):
    """What a block is; the values are those of `blocks.type` in the store."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    CAPTION = "caption"
    HEADER = "header"
    FOOTER = "footer"


FURNITURE = (BlockKind.HEADER, BlockKind.FOOTER)  # of pages: no part of what the text says


@dataclass(frozen=True, slots=True)
class Style:
    """How a block is set, as far as the source says."""

    bold: bool = False
    italic: bool = False
    centered: bool = False
    size: float | None = None
    level: int | None = None  # the producer's own heading level, from 1


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; a merged cell stands once, at its top left, with its spans.

    `text` is as printed, paragraphs and list items separated by a newline. `value` is the number a
    workbook stores in the cell (None when the source has only text).
    """

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    is_header: bool = False
    spans: tuple[TextSpan, ...] = ()
    value: Decimal | None = None
    tables: tuple[Table, ...] = ()  # tables nested inside the cell, in order

    def lowered(self, by: int) -> Cell:
        """Return the cell as many rows further down; quick, for long tables are stitched by it."""
        row, col, text = self.row + by, self.col, self.text
        reach, header = (self.row_span, self.col_span), self.is_header
        return Cell(row, col, text, *reach, header, self.spans, self.value, self.tables)


@dataclass(frozen=True, slots=True)
class Fragment:
    """One page's part of a stitched table, for the conservation rule.

    `rows_in` counts the part's rows as printed, `repeated_header_rows` those dropped because they
    repeat the first part's header; `merged_rows` those whose cells continue the row before.
    """

    page: int | None
    box: Box | None
    rows_in: int
    repeated_header_rows: int = 0
    merged_rows: int = 0


@dataclass(frozen=True, slots=True)
class Caption:
    """What is printed around a table and tells what it is; each None when not printed."""

    form_text: str | None = None  # "Biểu số II.06a/VPCP/KSTT", as printed
    title: str | None = None
    period_text: str | None = None
    unit_text: str | None = None  # "Số hồ sơ TTHC", after "Đơn vị tính:"
    attached_text: str | None = None  # "(kèm theo Báo cáo số …)"
    part: str | None = None  # "I", "II" when the form is printed in parts
    annex: str | None = None  # "Phụ lục 1"
    blocks: tuple[int, ...] = ()  # ordinals of the blocks the above was read from


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells, header rows first.

    `cells` are in row-major order and may leave positions empty. `index_row` is the row
    `(1) (2) (3)=(4)+(5)+(6)` when printed; it belongs to the header.
    """

    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    header_rows: int = 0
    index_row: int | None = None
    caption: Caption = Caption()
    fragments: tuple[Fragment, ...] = ()
    sheet: str | None = None

    def layout(self) -> tuple[str, dict[tuple[int, int], int]]:
        """Return the table as tab-separated text and the offset of each cell's text in it."""
        by_row: dict[int, list[Cell]] = {}
        for cell in self.cells:
            by_row.setdefault(cell.row, []).append(cell)
        lines: list[str] = []
        offsets: dict[tuple[int, int], int] = {}
        at = 0
        for row in range(self.n_rows):
            cells = sorted(by_row.get(row, ()), key=_COLUMN)
            for cell in cells:
                offsets[row, cell.col] = at
                at += len(cell.text) + 1  # a break of either kind is one character
            at += not cells
            lines.append(COLUMN_BREAK.join([cell.text for cell in cells]))
        return ROW_BREAK.join(lines), offsets


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, table, caption or piece of page furniture, in reading order.

    A table's `text` is `Table.layout()[0]`. `marker` is the list number or bullet as printed or as
    the word processor generates it; it is also part of `text`. `section` is the outline path the
    block stands in (`I.3`), set by `extract.layout`.
    """

    ordinal: int
    kind: BlockKind
    text: str
    spans: tuple[TextSpan, ...] = ()
    table: Table | None = None
    style: Style = Style()
    marker: str | None = None
    section: str | None = None

    @property
    def page(self) -> int | None:
        """Return the page the block begins on."""
        return self.spans[0].place.page if self.spans else None


@dataclass(frozen=True, slots=True)
class Stamp:
    """Text that is not in the page's own content: a signature or number stamp laid over it."""

    page: int
    box: Box
    text: str
    annotation: str | None = None  # the annotation's subtype or field name


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paged source and how it was read."""

    number: int
    width: float
    height: float
    route: str  # "pdfium", "pdfplumber", "ocr", "none"
    confidence: float | None = None  # mean OCR confidence, 0–100
    unassigned: float = 0.0  # share of glyphs in no block, 0–1
    rotation: int = 0


@dataclass(frozen=True, slots=True)
class ReadNote:
    """Something a person should know about how the file was read; never a judgement on its content.

    `code` is one of: needs-ocr, garbage-text, hidden-sheet, deleted-text, inserted-text,
    repaired, signed, changed-after-signing, encrypted, legacy-encoding, macro, truncated,
    unassigned-text, empty-page, not-read.
    """

    code: str
    message: str
    message_en: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Signature:
    """A digital signature's own claims, kept as evidence beside the printed date."""

    signer: str | None
    office: str | None
    signed_at: str | None  # ISO 8601 as far as the signature gives it
    field: str | None = None
    covers_whole_file: bool | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as printed. `blocks` are in reading order and `blocks[i].ordinal == i`."""

    media_type: str  # "pdf", "docx", "xlsx", "text", "html", …
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    text_source: str = "native"  # "native", "ocr", "mixed"
    stamps: tuple[Stamp, ...] = ()
    signatures: tuple[Signature, ...] = ()
    notes: tuple[ReadNote, ...] = ()
    source: str | None = None  # the decoded text, for plain sources only
    properties: tuple[tuple[str, str], ...] = ()  # the producer's own: title, author, created…
