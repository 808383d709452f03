"""Tables and documents written as text: rows by lines, columns by bars."""

from __future__ import annotations

from dataclasses import replace

from extract.document import Block, BlockKind, Box, Cell, Document, Place, Table, TextSpan
from extract.tables import stitch
from normalize.identity import Identity
from normalize.schema import BlockRecord, DocumentRecord, Report, TableRecord
from normalize.tables import normalize_tables

IDS = Identity("ab" * 32)
RECORD = DocumentRecord(doc_id=IDS.doc_id, file_name="x.txt", media_type="text", byte_size=1)

FORM_06A = """
STT|Lĩnh vực, công việc giải quyết theo cấp|Số hồ sơ tiếp nhận||||Số lượng hồ sơ đã giải quyết||||Số lượng hồ sơ đang giải quyết||
||Tổng số|Trong kỳ||Từ kỳ trước|Tổng số|Trước hạn|Đúng hạn|Quá hạn|Tổng số|Trong hạn|Quá hạn
|||Trực tuyến|Trực tiếp, dịch vụ bưu chính||||||||
(1)|(2)|(3)=(4)+(5)+(6)|(4)|(5)|(6)|(7)=(8)+(9)+(10)|(8)|(9)|(10)|(11)=(12)+(13)|(12)|(13)
"""  # noqa: E501 (a table is written as it stands)


def table(text: str, page: int | None = None, x: float = 50.0) -> Table:
    """Return a table without merged cells; with a page, each column is 40 points wide."""
    rows = [line.split("|") for line in text.strip("\n").split("\n")]
    width = max(len(row) for row in rows)
    cells = []
    for r, row in enumerate(rows):
        for c, printed in enumerate(row):
            content = printed.strip()
            box = Box(x + 40 * c, 20 * r, x + 40 * c + 30, 20 * r + 10)
            place = Place() if page is None else Place(page, box)
            cells.append(Cell(r, c, content, spans=(TextSpan(0, len(content), place),)))
    return Table(len(rows), width, tuple(cells))


def document(*parts: str | Table | Block) -> Document:
    """Return a document of paragraphs (texts), tables and blocks, in this order."""
    blocks = []
    for ordinal, part in enumerate(parts):
        if isinstance(part, Block):
            block = part
        elif isinstance(part, Table):
            spans = part.cells[0].spans if part.cells else ()
            block = Block(0, BlockKind.TABLE, part.layout()[0], spans=spans, table=part)
        else:
            block = Block(0, BlockKind.PARAGRAPH, part)
        blocks.append(replace(block, ordinal=ordinal))
    return Document("text", tuple(blocks))


def tables_of(doc: Document) -> list[Table]:
    """Return the tables of a document."""
    return [block.table for block in doc.blocks if block.table is not None]


def texts(given: Table) -> list[list[str]]:
    """Return the texts of a table's rows; positions without a cell are empty texts."""
    rows = [[""] * given.n_cols for _ in range(given.n_rows)]
    for cell in given.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


def records(*parts: str | Table | Block) -> tuple[TableRecord, ...]:
    """Return the canonical tables of a document."""
    return normalize_tables(stitch(document(*parts)), IDS, RECORD)


def form_report(*parts: str | Table | Block, attachments: tuple[str, ...] = ()) -> Report:
    """Return a report with the canonical blocks and tables of a document."""
    doc = stitch(document(*parts))
    blocks = tuple(
        BlockRecord(
            block_id=IDS.block(b.ordinal), ordinal=b.ordinal, type=b.kind.value, text=b.text
        )
        for b in doc.blocks
    )
    record = RECORD.model_copy(update={"attachments": attachments})
    return Report(document=record, blocks=blocks, tables=normalize_tables(doc, IDS, record))
