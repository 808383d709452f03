"""Excel workbooks: each sheet's lines and tables, with the numbers as stored and as shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.document import Block, BlockKind, Document, Place, ReadNote, Style, Table, TextSpan
from extract.errors import EmptyFileError
from extract.office.package import Package
from extract.office.regions import Line, build_table, split_sheet
from extract.office.workbook import Sheet, SheetCell, read_workbook
from extract.options import ReadOptions

NAME = "xlsx"
MEDIA_TYPES = ("xlsx",)


def read(data: bytes, name: str, options: ReadOptions) -> Document:
    """Return the document of a workbook, its sheets in order, hidden ones too.

    Raises:
        DamagedFileError: when the package or its workbook part cannot be read.
        LimitError: when it is larger or deeper than the limits.
        EmptyFileError: when no sheet prints anything.
    """
    package = Package(data, name, options)
    sheets = read_workbook(package, options.max_cells)
    blocks = [block for sheet in sheets for block in _blocks(sheet)]
    if not blocks:
        raise EmptyFileError(
            "Tệp Excel không có nội dung nào.",
            "The workbook prints nothing.",
            remedy="Hãy kiểm tra lại tệp gốc.",
            remedy_en="Check the original file.",
            file=name,
        )
    return Document(
        media_type="xlsx",
        blocks=tuple(replace(block, ordinal=number) for number, block in enumerate(blocks)),
        notes=tuple(_notes(package, sheets)),
        properties=package.properties(),
    )


def _blocks(sheet: Sheet) -> Iterator[Block]:
    for text in sheet.heads:
        yield _text_block(sheet, text, Style(), BlockKind.HEADER)
    lines: list[Line] = []
    for part in split_sheet(sheet):
        if isinstance(part, Line):
            lines.append(part)
            continue
        yield from _line_blocks(sheet, lines)
        lines = []
        yield _table_block(build_table(sheet, part))
    yield from _line_blocks(sheet, lines)
    for text in sheet.drawn:
        yield _text_block(sheet, text, Style())
    for text in sheet.feet:
        yield _text_block(sheet, text, Style(), BlockKind.FOOTER)


def _line_blocks(sheet: Sheet, lines: list[Line]) -> Iterator[Block]:
    """Yield the lines; where two columns stand side by side, the left one first."""
    right: list[tuple[str, Style]] = []
    edge: int | None = None  # where the right column begins
    for line in map(_with_labels, lines):
        cells = line.cells
        if len(cells) == 1 and edge is not None and cells[0][0] < edge <= line.last_col:
            # A title across both columns ends them.
            yield from (_text_block(sheet, text, style) for text, style in right)
            right, edge = [], None
        if len(cells) > 1:
            edge = cells[1][0] if edge is None else min(edge, cells[1][0])
        for col, cell in cells:
            if edge is not None and col >= edge:
                right.append((cell.text, cell.style))
            else:
                yield _text_block(sheet, cell.text, cell.style)
    yield from (_text_block(sheet, text, style) for text, style in right)


def _with_labels(line: Line) -> Line:
    """Return the line with each label and its value as one cell: "Kỳ báo cáo:" "Quý I/2024"."""
    cells: list[tuple[int, SheetCell]] = []
    for col, cell in line.cells:
        if cells and cells[-1][1].text.rstrip().endswith(":"):
            start, label = cells[-1]
            cells[-1] = (start, replace(label, text=f"{label.text} {cell.text}"))
        else:
            cells.append((col, cell))
    return replace(line, cells=tuple(cells))


def _text_block(
    sheet: Sheet, text: str, style: Style, kind: BlockKind = BlockKind.PARAGRAPH
) -> Block:
    return Block(0, kind, text, (TextSpan(0, len(text), Place(sheet=sheet.name)),), style=style)


def _table_block(table: Table) -> Block:
    text, offsets = table.layout()
    spans = tuple(
        TextSpan(start, start + len(cell.text), Place(sheet=table.sheet))
        for cell in table.cells
        if cell.text
        for start in [offsets[cell.row, cell.col]]
    )
    return Block(0, BlockKind.TABLE, text, spans, table=table)


def _notes(package: Package, sheets: tuple[Sheet, ...]) -> Iterator[ReadNote]:
    for sheet in sheets:
        place = Place(sheet=sheet.name)
        if sheet.hidden and sheet.cells:
            yield ReadNote(
                "hidden-sheet",
                f"Trang tính “{sheet.name}” bị ẩn; vẫn được đọc.",
                f"The sheet “{sheet.name}” is hidden; it was read all the same.",
                place,
            )
        if sheet.hidden_rows and not sheet.hidden:
            yield ReadNote(
                "hidden-sheet",
                f"Trang tính “{sheet.name}” có {sheet.hidden_rows} dòng ẩn; vẫn được đọc.",
                f"The sheet “{sheet.name}” has {sheet.hidden_rows} hidden rows; they were read.",
                place,
            )
        uncached = sum(cell.uncached for cell in sheet.cells.values())
        if uncached:
            yield ReadNote(
                "uncached-formula",
                f"Trang tính “{sheet.name}” có {uncached} ô công thức chưa lưu kết quả; các ô này "
                "để trống. Hãy mở tệp bằng Excel rồi lưu lại.",
                f"The sheet “{sheet.name}” has {uncached} formulas without a stored result; they "
                "were left blank. Open the file in Excel and save it again.",
                place,
            )
    if package.repaired:
        parts = ", ".join(package.repaired)
        yield ReadNote(
            "repaired", f"Đã đọc phần bị hỏng: {parts}.", f"Damaged parts were mended: {parts}."
        )
    if "xl/vbaProject.bin" in package:
        yield ReadNote(
            "macro", "Tệp có macro; macro không được chạy.", "The file has macros; none was run."
        )
