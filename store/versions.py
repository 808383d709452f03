"""A document to be compared: a file on disk, or one of the store by identifier or name."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from extract.errors import UsageError
from extract.options import ReadOptions
from normalize.catalogue import selected
from normalize.schema import (
    BlockRecord,
    CellRecord,
    DocumentRecord,
    Figure,
    Finding,
    Mention,
    Report,
    TableRecord,
)
from store.database import Store, open_store
from store.linting import read_one

R = TypeVar("R", bound=BaseModel)

_PREFIX = re.compile(r"[0-9a-f]{4,64}")
_SHOWN = 10  # candidates of an ambiguous name


def load_version(name: str, db: Path | None, options: ReadOptions | None = None) -> Report:
    """Return a document's report as far as comparing needs it.

    Args:
        name: a file on disk; else the start of a document's identifier (four digits or more), its
            file name or path in the store.
        db: the store; the default one when None.
        options: how a file on disk is read.

    Raises:
        UsageError: when nothing, or more than one document, is named so.
        ReadError: when the file cannot be read.
    """
    path = Path(name)
    if path.is_file():
        report = read_one(path, options or ReadOptions())
        return report.model_copy(update={"findings": tuple(selected(report.findings))})
    with open_store(db) as store:
        return _load(store, _find(store, name))


def load_with_earlier(name: str, db: Path | None) -> tuple[Report, Report]:
    """Return the version that a document of the store supersedes, and the document.

    A file on disk is looked up in the store by its bytes.

    Raises:
        UsageError: when no or more than one document is named so, or when it supersedes none.
    """
    with open_store(db) as store:
        doc_id = _find(store, name, _hash_of(Path(name)))
        ((earlier,),) = store.rows("SELECT supersedes FROM documents WHERE doc_id = ?", [doc_id])
        if earlier is None:
            raise UsageError(
                f"Trong kho không có bản trước của “{name}”.",
                f"The store holds no earlier version of “{name}”.",
                remedy="Hãy ghi cả hai bản: `trichluc diff BẢN-CŨ BẢN-MỚI`.",
                remedy_en="Name both: `trichluc diff OLD NEW`.",
            )
        return _load(store, earlier), _load(store, doc_id)


def _hash_of(path: Path) -> str | None:
    """Return the hash of a file on disk, by which the store knows it; None when there is none."""
    try:
        return sha256(path.read_bytes()).hexdigest() if path.is_file() else None
    except OSError as error:
        raise UsageError(
            f"Không mở được tệp: {error.strerror}.",
            f"The file cannot be opened: {error.strerror}.",
            file=str(path),
        ) from error


def _find(store: Store, name: str, known: str | None = None) -> str:
    """Return the document of a name, or of the hash that is known of it."""
    found = store.rows(
        "SELECT doc_id, file_name, role, issued_on FROM documents WHERE source_path = $name "
        "OR file_name = $name OR list_contains(file_names, $name) ORDER BY ingested_at, doc_id",
        {"name": name},
    )
    if known is not None or (not found and _PREFIX.fullmatch(name.lower())):
        found = store.rows(
            "SELECT doc_id, file_name, role, issued_on FROM documents WHERE starts_with(doc_id, ?) "
            "ORDER BY doc_id",
            [known or name.lower()],
        )
    if len(found) == 1:
        return str(found[0][0])
    if not found:
        raise UsageError(
            f"Không có tệp hoặc văn bản “{name}”.",
            f"There is no file or document “{name}”.",
            remedy="Xem tên bằng `trichluc documents`.",
            remedy_en="See the names with `trichluc documents`.",
        )
    listed = "; ".join(f"{doc[:12]} ({file}, {role})" for doc, file, role, _ in found[:_SHOWN])
    raise UsageError(
        f"“{name}” là tên của {len(found)} văn bản: {listed}.",
        f"“{name}” names {len(found)} documents: {listed}.",
        remedy="Hãy dùng phần đầu của mã văn bản.",
        remedy_en="Use the start of the identifier.",
    )


def _load(store: Store, doc_id: str) -> Report:
    cells: dict[str, list[CellRecord]] = {}
    for table_id, cell in _records(store, "cells", CellRecord, doc_id, "table_id"):
        cells.setdefault(table_id, []).append(cell)
    return Report.model_construct(
        document=_records(store, "documents", DocumentRecord, doc_id)[0][1],
        blocks=tuple(b for _, b in _records(store, "blocks", BlockRecord, doc_id)),
        mentions=tuple(m for _, m in _records(store, "mentions", Mention, doc_id)),
        tables=tuple(
            t.model_copy(update={"cells": tuple(cells.get(t.table_id, ()))})
            for _, t in _records(store, "tables", TableRecord, doc_id)
        ),
        figures=tuple(f for _, f in _records(store, "figures", Figure, doc_id)),
        findings=tuple(
            f
            for origin, f in _records(store, "document_findings", Finding, doc_id, "origin")
            if origin == "document"  # what other reports give rise to is no change of this one
        ),
    )


def _records(
    store: Store, table: str, model: type[R], doc_id: str, beside: str = "doc_id"
) -> list[tuple[str, R]]:
    """Return a table's rows of a document as records, in their order, each with another column.

    The store keeps what was valid when it was written: nothing is checked again, and JSON stays
    text.
    """
    columns = [
        name
        for (name,) in store.rows(
            "SELECT column_name FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index",
            [table],
        )
    ]
    names = [name for name in columns if name in model.model_fields]
    chosen = ", ".join(f'"{name}"' for name in names)
    order = next((n for n in ("ordinal", "finding_id") if n in names), '"row", col')
    order = "doc_id" if table == "documents" else order
    rows = store.rows(
        f'SELECT "{beside}", {chosen} FROM "{table}" WHERE doc_id = ? ORDER BY {order}', [doc_id]
    )
    return [
        (row[0], model.model_construct(**dict(zip(names, row[1:], strict=True)))) for row in rows
    ]
