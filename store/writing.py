"""A report into rows, and out again: what belongs to a document is written and deleted together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation

from pydantic import BaseModel

from extract.folding import skeleton
from normalize.schema import Report
from store.database import Store
from store.reviews import finding_keys
from store.tables import PARTS

SCALE = Decimal("1e-10")  # DECIMAL(38, 10) in the store
_encoded = json.JSONEncoder(ensure_ascii=False).encode
_BEFORE = "SELECT ingested_at, modified_at FROM documents WHERE doc_id = ?"
_WIDE = Context(prec=38, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document came from, which its bytes do not tell."""

    path: str
    modified_at: datetime  # UTC, without zone
    parent_doc: str | None = None
    read_options: str = ""
    ingested_at: datetime | None = None  # of a document stored before, else now


def save(store: Store, report: Report, origin: Origin, *, is_new: bool = False) -> None:
    """Write a document's rows in place of any it had; part of the caller's transaction.

    `is_new` spares the look for them: the caller knows that there are none.
    """
    doc_id = report.document.doc_id
    before = None if is_new else store.row(_BEFORE, [doc_id])
    since = origin.ingested_at
    if before:
        delete(store, doc_id)
        since, modified = before
        origin = replace(
            origin, modified_at=min(modified or origin.modified_at, origin.modified_at)
        )
    parts = rows_of(report)
    counts = json.dumps({table: len(rows) for table, rows in parts.items()})
    document = {**_document(report, origin, since), "part_counts": counts}
    store.append("documents", [document])
    for table, rows in parts.items():
        store.append(table, rows)


def delete(store: Store, doc_id: str) -> None:
    """Delete a document's rows, not its files' nor its reviews'."""
    for table in ("documents", *PARTS):
        store.run(f'DELETE FROM "{table}" WHERE doc_id = ?', [doc_id])


def rows_of(report: Report) -> dict[str, list[dict[str, object]]]:
    """Return a report's rows by table, without that of `documents`.

    A row has the record's own fields as they are; what the table lacks is left out with it.
    """
    doc = {"doc_id": report.document.doc_id}
    return {
        "pages": _plain(report.pages, doc),
        "blocks": _plain(report.blocks, doc),
        "mentions": [
            {**vars(m), **doc, "repairs": _json([vars(repair) for repair in m.repairs])}
            for m in report.mentions
        ],
        "indirect_mentions": _plain(report.indirect, doc),
        "document_decisions": _plain(report.decisions, doc),
        "tables": _plain(report.tables, doc),
        "cells": [
            {
                **vars(cell),
                **doc,
                "value": stored(cell.value),
                "places": _json(cell.places),
                "table_id": table.table_id,
            }
            for table in report.tables
            for cell in table.cells
        ],
        "figures": [{**vars(f), **doc, "value": stored(f.value)} for f in report.figures],
        "document_findings": [
            {
                **vars(finding),
                **doc,
                "finding_key": key.key,
                "finding_about": key.about,
                "evidence": _encoded([_without_none(each) for each in finding.evidence]),
                "origin": "document",
            }
            for finding, key in zip(report.findings, finding_keys(report), strict=True)
        ],
        "notes": _counted(_plain(report.notes, doc)),
        "signatures": _counted(_plain(report.signatures, doc)),
    }


def stored(value: object) -> Decimal | None:
    """Return a number as the store keeps it: ten decimals; None beyond 28 digits before them.

    The text as printed stands beside it unrounded.
    """
    if not isinstance(value, Decimal) or not value.is_finite():
        return None
    try:
        return value.quantize(SCALE, context=_WIDE)
    except InvalidOperation:
        return None


def content_key(report: Report) -> str:
    """Return a hash of the report's figures and references, the same for the same content."""
    mentions = [f"m|{m.citation_key}|{m.issued_on}" for m in report.mentions if not m.is_own]
    figures = [
        f"f|{f.form_code}|{f.part}|{f.column_no}|{skeleton(f.row_label or '')}|{stored(f.value)}"
        for f in report.figures
        if f.source == "form"
    ]
    return hashlib.sha256("\n".join(sorted(mentions + figures)).encode()).hexdigest()


def _document(report: Report, origin: Origin, ingested_at: datetime | None) -> dict[str, object]:
    record = report.document
    return {
        **record.model_dump(),
        "source_path": origin.path,
        "file_names": [record.file_name],
        "report_id": record.doc_id,
        "role": "report",
        "is_current": True,
        "precedence": 0,
        "version": 1,
        "rendition": 0,
        "parent_doc": origin.parent_doc,
        "content_key": content_key(report),
        "read_options": origin.read_options,
        "schema_version": report.schema_version,
        "modified_at": origin.modified_at,
        "ingested_at": ingested_at or datetime.now(UTC).replace(tzinfo=None),
    }


def _plain(records: Iterable[BaseModel], extra: Mapping[str, object]) -> list[dict[str, object]]:
    return [{**vars(record), **extra} for record in records]


def _without_none(record: BaseModel) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if value is not None}


def _counted(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{**row, "ordinal": ordinal} for ordinal, row in enumerate(rows)]


def _json(value: object) -> str | None:
    return _encoded(value) if value else None
