"""Small hand-made reports: each factory has defaults, a test writes only what differs."""

import hashlib
from datetime import date
from decimal import Decimal

from normalize.schema import (
    BlockRecord,
    CellRecord,
    Decision,
    DocumentRecord,
    Evidence,
    Figure,
    Finding,
    Mention,
    Report,
    TableRecord,
)

YEAR_2023 = {
    "period_kind": "year",
    "period_from": date(2022, 12, 15),
    "period_to": date(2023, 12, 14),
}


def doc_id(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def mention(
    doc: str, ordinal: int = 0, key: str = "1911/QĐ-UBND/2023", **changes: object
) -> Mention:
    number, symbol = key.split("/")[:2]
    fields: dict[str, object] = {
        "mention_id": f"{doc[:16]}-m{ordinal:05d}",
        "ordinal": ordinal,
        "raw_text": f"Quyết định số {number}/{symbol}",
        "kind": symbol.split("-")[0],
        "number": number,
        "symbol": symbol,
        "grammar": "administrative",
        "citation_key": key,
        "block_id": f"{doc[:16]}-b00000",
    }
    return Mention.model_validate({**fields, **changes})


def form(
    doc: str,
    rows: dict[str, list[int]],
    *,
    code: str = "II.06a",
    part: str | None = None,
    ordinal: int = 0,
    first_column: int = 3,
) -> tuple[TableRecord, tuple[Figure, ...]]:
    table_id = f"{doc[:16]}-t{ordinal:05d}"
    figures, cells = [], []
    for row, (label, values) in enumerate(rows.items()):
        cells.append(CellRecord(row=row, col=1, text=label))
        for offset, value in enumerate(values):
            column = first_column + offset
            number = len(figures) + 1000 * ordinal
            cells.append(CellRecord(row=row, col=column - 1, text=str(value), value=Decimal(value)))
            figures.append(
                Figure(
                    figure_id=f"{doc[:16]}-f{number:05d}",
                    ordinal=number,
                    source="form",
                    form_code=code,
                    part=part,
                    column_no=column,
                    row_label=label,
                    row=row,
                    col=column - 1,
                    is_total=label == "Tổng cộng",
                    value=Decimal(value),
                    unit="hồ sơ",
                    raw_text=str(value),
                    table_id=table_id,
                )
            )
    table = TableRecord(
        table_id=table_id,
        block_id=f"{doc[:16]}-b{ordinal + 1:05d}",
        ordinal=ordinal,
        form_code=code,
        part=part,
        row_count=len(rows),
        col_count=14,
        header_rows=0,
        cells=tuple(cells),
    )
    return table, tuple(figures)


def finding(doc: str, ordinal: int = 0, **changes: object) -> Finding:
    fields: dict[str, object] = {
        "finding_id": f"{doc[:16]}-n{ordinal:05d}",
        "rule": "REF101",
        "level": "error",
        "message": "Thiếu số văn bản.",
        "message_en": "The number is missing.",
        "evidence": (Evidence(label="số", value="", where="mục I.3"),),
    }
    return Finding.model_validate({**fields, **changes})


def report(
    name: str = "bao-cao.docx",
    *,
    keys: tuple[str, ...] = ("1911/QĐ-UBND/2023",),
    rows: dict[str, list[int]] | None = None,
    code: str = "II.06a",
    findings: tuple[Finding, ...] = (),
    **document: object,
) -> Report:
    """Return a yearly report of Sở Tài chính; `name` alone makes the identity."""
    doc = doc_id(name)
    record = DocumentRecord.model_validate(
        {
            "doc_id": doc,
            "file_name": name,
            "media_type": {"txt": "text"}.get(name.rpartition(".")[2], name.rpartition(".")[2]),
            "byte_size": 100,
            "agency_id": "stc-kh",
            "agency_name": "Sở Tài chính",
            "parent_name": "UBND tỉnh Khánh Hòa",
            "kind": "BC",
            "symbol": "BC-STC",
            "title": "Công tác kiểm soát thủ tục hành chính năm 2023",
            "extractor_version": "0.1.0",
            **YEAR_2023,
            **document,
        }
    )
    tables: tuple[TableRecord, ...] = ()
    figures: tuple[Figure, ...] = ()
    if rows is not None:
        table, figures = form(doc, rows, code=code)
        tables = (table,)
    mentions = tuple(mention(doc, i, key) for i, key in enumerate(keys))
    decisions = tuple(
        Decision(
            citation_key=key,
            kind="QĐ",
            number=key.split("/")[0],
            year=key.split("/")[-1],
            symbol=key.split("/")[1],
            grammar="administrative",
            issuer_name="UBND tỉnh Khánh Hòa",
            mention_ids=tuple(m.mention_id for m in mentions if m.citation_key == key),
        )
        for key in dict.fromkeys(keys)
    )
    return Report(
        document=record,
        blocks=(
            BlockRecord(block_id=f"{doc[:16]}-b00000", ordinal=0, type="paragraph", text=name),
        ),
        mentions=mentions,
        decisions=decisions,
        tables=tables,
        figures=figures,
        findings=findings,
    )
