"""`datapackage.json` beside an export: which files there are, and what each column holds.

Source: Frictionless Data Package v1 and Table Schema v1 (https://specs.frictionlessdata.io).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from store.database import Store

FILE = "datapackage.json"
# What DuckDB's types are in Table Schema; lists and JSON are written as JSON text in CSV.
_TYPES = (
    ("VARCHAR", "string"),
    ("BOOLEAN", "boolean"),
    ("TIMESTAMP", "datetime"),
    ("DATE", "date"),
    ("DECIMAL", "number"),
    ("DOUBLE", "number"),
    ("FLOAT", "number"),
    ("JSON", "object"),
)
_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_KEYS = {
    "documents": "doc_id",
    "blocks": "block_id",
    "mentions": "mention_id",
    "tables": "table_id",
    "figures": "figure_id",
    "decisions": "citation_key",
    "findings": "finding_id",
}
# (table, column, table it leads to, column there)
_REFERENCES = (
    ("blocks", "doc_id", "documents", "doc_id"),
    ("mentions", "doc_id", "documents", "doc_id"),
    ("mentions", "block_id", "blocks", "block_id"),
    ("tables", "doc_id", "documents", "doc_id"),
    ("cells", "table_id", "tables", "table_id"),
    ("figures", "doc_id", "documents", "doc_id"),
    ("findings", "doc_id", "documents", "doc_id"),
)


@dataclass(frozen=True, slots=True)
class Exported:
    """A table or view written to a file."""

    name: str
    path: Path


def describe(store: Store, files: Sequence[Exported], form: str, made: datetime) -> str:
    """Return the description of an export as JSON text.

    Args:
        store: the store that was exported.
        files: what was written, each in the folder of the description.
        form: "parquet" or "csv".
        made: when it was exported, UTC.
    """
    names = {each.name for each in files}
    return (
        json.dumps(
            {
                "profile": "tabular-data-package" if form == "csv" else "data-package",
                "name": "trichluc-export",
                "title": "Báo cáo kiểm soát thủ tục hành chính: bảng biểu, viện dẫn, số liệu",
                "created": f"{made:%Y-%m-%dT%H:%M:%SZ}",
                "resources": [_resource(store, each, form, names) for each in files],
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def _resource(store: Store, each: Exported, form: str, names: set[str]) -> dict[str, object]:
    fields = [
        {"name": column, "type": _type(kind), "constraints": {"required": True}}
        if not nullable
        else {"name": column, "type": _type(kind)}
        for column, kind, nullable in store.rows(
            "SELECT column_name, data_type, is_nullable FROM duckdb_columns() "
            "WHERE table_name = ? AND schema_name = 'main' ORDER BY column_index",
            [each.name],
        )
    ]
    schema: dict[str, object] = {"fields": fields, "missingValues": [""]}
    if each.name in _KEYS:
        schema["primaryKey"] = _KEYS[each.name]
    leading = [
        {"fields": column, "reference": {"resource": there, "fields": to}}
        for table, column, there, to in _REFERENCES
        if table == each.name and there in names
    ]
    if leading:
        schema["foreignKeys"] = leading
    data = each.path.read_bytes()
    described: dict[str, object] = {
        "name": each.name,
        "path": each.path.name,
        "format": form,
        "mediatype": _MEDIA[form],
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema,
    }
    if form == "csv":
        described |= {
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        }
    return described


def _type(kind: str) -> str:
    """Return the Table Schema type of one of DuckDB's: `DECIMAL(38,10)` → `number`."""
    if kind.endswith("]"):
        return "array"
    return next((ours for theirs, ours in _TYPES if kind.startswith(theirs)), "integer")
