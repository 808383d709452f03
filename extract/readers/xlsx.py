"""Workbooks: each sheet's tables as shown, the lines around them, what is hidden or missing."""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.document import (
    Block,
    BlockKind,
    Cell,
    Document,
    Place,
    ReadNote,
    Style,
    Table,
    TextSpan,
)
from extract.encodings import convert_line, detect_legacy
from extract.errors import EmptyFileError
from extract.office.package import Package, damaged
from extract.office.sheet_regions import Area, take_apart
from extract.office.sheet_rows import index_rows
from extract.office.sheets import Range, Sheet, SheetCell, read_sheets
from extract.options import ReadOptions

NAME = "xlsx"
MEDIA_TYPES = ("xlsx",)

BLANK = SheetCell("")
SHOWN = 5  # cell references named in a note


def read(data: bytes, name: str, options: ReadOptions) -> Document:
    """Return the document of a workbook, hidden sheets included.

    Raises:
        DamagedFileError: when the package, its workbook or every sheet cannot be read.
        EncryptedFileError: when it needs a password.
        LimitError: when it is larger or deeper than the limits.
        EmptyFileError: when no sheet shows anything.
    """
    package = Package(data, name, options)
    try:
        sheets = tuple(read_sheets(package, options.max_cells))
        properties = _properties(package)
    except zlib.error as error:  # zipfile lets it through when a part's bytes are spoiled
        raise damaged(name, "ZIP") from error
    if all(sheet.kind == "lost" for sheet in sheets):
        raise damaged(name, "xl/worksheets")
    legacy = detect_legacy("\n".join(c.text for sheet in sheets for c in sheet.cells.values()))
    blocks = [block for sheet in sheets for block in _Writer(sheet, legacy).blocks()]
    if not any(block.text.strip() for block in blocks):
        raise EmptyFileError(
            "Bảng tính không có nội dung nào.",
            "The workbook shows nothing.",
            remedy="Hãy kiểm tra lại tệp gốc.",
            remedy_en="Check the original file.",
            file=name,
        )
    return Document(
        media_type="xlsx",
        blocks=tuple(replace(block, ordinal=number) for number, block in enumerate(blocks)),
        notes=(*_file_notes(package, legacy), *(n for s in sheets for n in _sheet_notes(s))),
        properties=properties,
    )


def _properties(package: Package) -> tuple[tuple[str, str], ...]:
    try:
        return package.properties()
    except ValueError:  # a mended part may hold names that are none; the sheets read all the same
        return ()


class _Writer:
    """Writes one sheet as blocks."""

    def __init__(self, sheet: Sheet, legacy: str | None) -> None:
        self._sheet = sheet
        self._legacy = legacy
        self._rows = index_rows(sheet)
        self._place = Place(sheet=sheet.name)

    def blocks(self) -> Iterator[Block]:
        """Yield the print head, then lines and tables in order, then the print foot."""
        yield from self._line(BlockKind.HEADER, SheetCell(self._sheet.header))
        for part in take_apart(self._rows, self._sheet.boxes):
            if isinstance(part, Area):
                yield self._table(part.bounds)
            else:
                yield from self._line(BlockKind.PARAGRAPH, part.cell)
        yield from self._line(BlockKind.FOOTER, SheetCell(self._sheet.footer))

    def _line(self, kind: BlockKind, cell: SheetCell) -> Iterator[Block]:
        text = self._text(cell)
        if text:
            look = cell.look
            style = Style(look.bold, look.italic, look.centered)
            yield Block(0, kind, text, self._spans(text), style=style)

    def _table(self, area: Range) -> Block:
        cells = _without_empty(tuple(self._cells(area)))
        table = Table(
            max(cell.row + cell.row_span for cell in cells),
            max(cell.col + cell.col_span for cell in cells),
            cells,
            sheet=self._sheet.name,
        )
        text = table.layout()[0]
        return Block(0, BlockKind.TABLE, text, self._spans(text), table=table)

    def _cells(self, area: Range) -> Iterator[Cell]:
        """Yield the cells that begin in the area, blank ones too where lines draw them."""
        for row, col in self._rows.positions(area):
            cell = self._rows.printed(row).get(col, BLANK)
            merge = self._rows.reach.get((row, col), Range(row, col, row, col))
            text = self._text(cell)
            yield Cell(
                row - area.top,
                col - area.left,
                text,
                row_span=min(merge.bottom, area.bottom) - row + 1,
                col_span=min(merge.right, area.right) - col + 1,
                spans=self._spans(text, address(row, col)),
                value=cell.value,
            )

    def _text(self, cell: SheetCell) -> str:
        if cell.text.isascii() and cell.text.isprintable():
            return cell.text.strip()
        lines = cell.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        clean = (convert_line(line, self._legacy).strip() for line in lines)
        return "\n".join(line for line in clean if line)

    def _spans(self, text: str, cell: str | None = None) -> tuple[TextSpan, ...]:
        place = self._place._replace(cell=cell) if cell else self._place
        return (TextSpan(0, len(text), place),) if text else ()


def address(row: int, col: int) -> str:
    """Return a cell's address on its sheet; row and column from 0: (6, 2) → "C7"."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _without_empty(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the cells without the rows and columns in which none begins.

    Merges over the whole table make such columns; they are no columns to a reader.
    """
    rows = sorted({cell.row for cell in cells})
    cols = sorted({cell.col for cell in cells})

    def moved(cell: Cell) -> Cell:
        row, col = bisect_left(rows, cell.row), bisect_left(cols, cell.col)
        return replace(
            cell,
            row=row,
            col=col,
            row_span=bisect_left(rows, cell.row + cell.row_span) - row,
            col_span=bisect_left(cols, cell.col + cell.col_span) - col,
        )

    whole = len(rows) == rows[-1] + 1 and len(cols) == cols[-1] + 1
    return tuple(cells) if whole else tuple(map(moved, cells))


def _file_notes(package: Package, legacy: str | None) -> Iterator[ReadNote]:
    if package.repaired:
        parts = ", ".join(package.repaired)
        yield ReadNote(
            "repaired", f"Đã đọc phần bị hỏng: {parts}.", f"Damaged parts were mended: {parts}."
        )
    if "xl/vbaProject.bin" in package:
        yield ReadNote(
            "macro", "Tệp có macro; macro không được chạy.", "The file has macros; none was run."
        )
    if legacy:
        yield ReadNote(
            "legacy-encoding",
            f"Văn bản dùng bảng mã {legacy.upper()}, đã chuyển sang Unicode.",
            f"The text is in {legacy.upper()}; it was converted to Unicode.",
        )


def _sheet_notes(sheet: Sheet) -> Iterator[ReadNote]:
    place, name = Place(sheet=sheet.name), sheet.name
    if sheet.kind == "lost":
        yield ReadNote(
            "truncated",
            f"Tệp thiếu phần của trang tính “{name}”; trang này chưa được đọc.",
            f"The file lacks the part of sheet “{name}”; it was not read.",
            place,
        )
        return
    if sheet.kind != "worksheet":
        yield ReadNote(
            "empty-page",
            f"Trang “{name}” là biểu đồ hoặc hộp thoại, không có bảng; đã bỏ qua.",
            f"Sheet “{name}” is a chart or dialog without tables; it was skipped.",
            place,
        )
        return
    if not sheet.cells and not sheet.boxes:
        yield ReadNote(
            "empty-page", f"Trang tính “{name}” trống.", f"Sheet “{name}” is empty.", place
        )
    yield from _hidden_notes(sheet, place)
    if sheet.missing:
        cells = ", ".join(sheet.missing[:SHOWN]) + (" …" if len(sheet.missing) > SHOWN else "")
        count = len(sheet.missing)
        yield ReadNote(
            "truncated",
            f"Trang tính “{name}” có {count} ô công thức chưa có kết quả ({cells}); hãy mở bằng"
            " Excel, lưu lại rồi nộp lại.",
            f"Sheet “{name}” has {count} formula cells without a result ({cells}); open it in"
            " Excel, save it and submit it again.",
            place,
        )


def _hidden_notes(sheet: Sheet, place: Place) -> Iterator[ReadNote]:
    name = sheet.name
    if sheet.hidden:
        yield ReadNote(
            "hidden-sheet",
            f"Trang tính “{name}” bị ẩn; nội dung vẫn được đọc.",
            f"Sheet “{name}” is hidden; its content was read all the same.",
            place,
        )
    counts = (sheet.hidden_rows, "dòng", "rows"), (sheet.hidden_columns, "cột", "columns")
    if sheet.hidden_rows or sheet.hidden_columns:
        words = " và ".join(f"{count} {word}" for count, word, _ in counts if count)
        words_en = " and ".join(f"{word} ({count})" for count, _, word in counts if count)
        yield ReadNote(
            "hidden-sheet",
            f"Trang tính “{name}” có {words} bị ẩn; nội dung vẫn được đọc.",
            f"Sheet “{name}” has hidden {words_en}; their content was read all the same.",
            place,
        )
