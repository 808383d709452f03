"""What the page of one report shows: its letterhead, findings, forms, citations, other versions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from store.database import Store
from store.pages.reading import records
from store.pages.report_text import Mark

Record = dict[str, Any]
TABLES = 400  # listed of one document
_PLACE = dict.fromkeys(
    ("label", "value", "where", "mention_id", "table_id", "row", "col", "block_id", "page", "bbox")
)


@dataclass(frozen=True, slots=True)
class Facts:
    """One document as its page shows it."""

    document: Record
    pages: tuple[Record, ...]
    findings: tuple[Record, ...]
    tables: tuple[Record, ...]
    cited: tuple[tuple[str, tuple[Record, ...]], ...]  # citation key, its mentions
    laws: tuple[Record, ...]  # cited by name, without a number
    others: tuple[Record, ...]  # versions, renditions, attachments of the same report


def facts(store: Store, doc_id: str) -> Facts | None:
    """Return what is known of a document; None when the store has none such."""
    asked = {"doc_id": doc_id}
    found = records(store, _DOCUMENT, asked)
    if not found:
        return None
    document = found[0]
    cited: dict[str, list[Record]] = {}
    for mention in records(store, _MENTIONS, asked):
        cited.setdefault(mention["citation_key"], []).append(mention)
    return Facts(
        document=document,
        pages=tuple(records(store, _PAGES, asked)),
        findings=reviewed_findings(store, doc_id),
        tables=tuple(records(store, _TABLES, asked | {"most": TABLES})),
        cited=tuple((key, tuple(mentions)) for key, mentions in cited.items()),
        laws=tuple(records(store, _LAWS, asked)),
        others=tuple(records(store, _OTHERS, {"report": document["report_id"], "me": doc_id})),
    )


def reviewed_findings(store: Store, doc_id: str) -> tuple[Record, ...]:
    """Return the findings of a document as they stand: open ones first, errors first."""
    return tuple(with_target(f) for f in records(store, _FINDINGS, {"doc_id": doc_id}))


def with_target(finding: Record) -> Record:
    """Return a finding with `compared`, the values it rests on, and `target`.

    The target is what it speaks of, by the name that this has in the shown document.
    """
    return finding | {
        "target": _target(finding),
        "compared": [_PLACE | place for place in json.loads(finding["evidence"] or "[]")],
    }


def _target(finding: Record) -> str:
    if finding["mention_id"]:
        return str(finding["mention_id"])
    if finding["cell_table"] and finding["cell_row"] is not None:
        return cell_name(finding["cell_table"], finding["cell_row"], finding["cell_col"])
    return str(finding["table_id"] or finding["block_id"] or "")


def cell_name(table_id: str, row: int, col: int) -> str:
    """Return the name of a cell on the page."""
    return f"{table_id}-{row}-{col}"


def blocks(store: Store, doc_id: str) -> list[Record]:
    """Return the blocks of a document in reading order."""
    return records(store, _BLOCKS, {"doc_id": doc_id})


def marks(store: Store, doc_id: str) -> dict[str, list[Mark]]:
    """Return where citations stand in the text of each block, outside of tables."""
    found: dict[str, list[Mark]] = {}
    for mention_id, block_id, start, end, well_formed in store.rows(_MARKS, [doc_id]):
        found.setdefault(block_id, []).append(Mark(mention_id, start, end, not well_formed))
    return found


def table(store: Store, doc_id: str, table_id: str) -> tuple[Record, list[list[Record]]] | None:
    """Return a table and its cells by row; None when the document has none such."""
    asked = {"doc_id": doc_id, "table_id": table_id}
    known = records(store, _TABLE, asked)
    if not known:
        return None
    rows: list[list[Record]] = [[] for _ in range(known[0]["row_count"])]
    for cell in records(store, _CELLS, asked):
        rows[cell["row"]].append(cell)
    return known[0], rows


def outlines(store: Store, doc_id: str, page: int) -> dict[str, list[Record]]:
    """Return what stands on a page and where: cells, mentions and findings, boxes in points."""
    asked = {"doc_id": doc_id, "page": page}
    return {
        "cells": records(store, _CELL_BOXES, asked),
        "mentions": records(store, _MENTION_BOXES, asked),
        "findings": records(store, _FINDING_BOXES, asked),
    }


_DOCUMENT = "SELECT * FROM documents WHERE doc_id = $doc_id"
_PAGES = (
    "SELECT number, width, height, route, confidence FROM pages WHERE doc_id = $doc_id ORDER BY 1"
)
_FINDINGS = """
WITH shown AS (
    SELECT f.*, json_extract_string(evidence, '$[0].table_id') AS cell_table,
           CAST(json_extract_string(evidence, '$[0].row') AS INTEGER) AS cell_row,
           CAST(json_extract_string(evidence, '$[0].col') AS INTEGER) AS cell_col
    FROM findings f WHERE f.doc_id = $doc_id
)
SELECT s.* REPLACE (coalesce(s.page, m.page, c.page, b.page) AS page,
                    coalesce(s.bbox, m.bbox, c.bbox) AS bbox),
       m.raw_text, b.section
FROM shown s
LEFT JOIN (SELECT * FROM mentions WHERE doc_id = $doc_id) m ON m.mention_id = s.mention_id
LEFT JOIN (SELECT * FROM blocks WHERE doc_id = $doc_id) b ON b.block_id = s.block_id
LEFT JOIN (SELECT * FROM cells WHERE doc_id = $doc_id) c
    ON c.table_id = s.cell_table AND c."row" = s.cell_row AND c.col = s.cell_col
ORDER BY CASE s.status WHEN 'open' THEN 0 ELSE 1 END,
         CASE s.level WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
         page NULLS LAST, b.ordinal, s.finding_id
"""
_TABLES = """
SELECT table_id, ordinal, form_code, part, title, unit, page_from, page_to, row_count, sheet
FROM tables WHERE doc_id = $doc_id ORDER BY ordinal LIMIT $most
"""
_MENTIONS = """
SELECT m.mention_id, m.raw_text, m.citation_key, m.issued_on, m.well_formed, m.scope, m.subject,
       m.table_id, m."row", m.col, coalesce(m.page, b.page) AS page, m.bbox, b.section, m.block_id
FROM mentions m
LEFT JOIN (SELECT * FROM blocks WHERE doc_id = $doc_id) b ON b.block_id = m.block_id
WHERE m.doc_id = $doc_id AND NOT m.is_own ORDER BY m.ordinal
"""
_LAWS = """
SELECT name, year_part, issued_on, any_value(citation_key) AS citation_key, count(*) AS places,
       list_sort(list(DISTINCT page) FILTER (page IS NOT NULL)) AS pages
FROM indirect_mentions WHERE doc_id = $doc_id AND way = 'law'
GROUP BY name, year_part, issued_on ORDER BY min(ordinal)
"""
_OTHERS = """
SELECT doc_id, file_name, role, media_type, version, ingested_at, is_current
FROM documents WHERE report_id = $report AND doc_id <> $me
ORDER BY role, version DESC, file_name LIMIT 30
"""
_BLOCKS = """
SELECT b.block_id, b.type, b.text, b.section, b.page, t.table_id, t.row_count
FROM blocks b LEFT JOIN tables t ON t.doc_id = b.doc_id AND t.block_id = b.block_id
WHERE b.doc_id = $doc_id ORDER BY b.ordinal
"""
_MARKS = """
SELECT mention_id, block_id, char_start, char_end, well_formed FROM mentions
WHERE doc_id = ? AND table_id IS NULL AND NOT is_own AND char_start < char_end
ORDER BY block_id, char_start
"""
_TABLE = "SELECT * FROM tables WHERE doc_id = $doc_id AND table_id = $table_id"
_CELLS = """
SELECT c."row", c.col, c.row_span, c.col_span, c.is_header, c.text, c.page, c.bbox, c.confidence,
       f.figure_id, f.value, k.value AS corrected, k.corrected_by, k.note AS correction,
       f.column_no, f.indicator,
       list(m.mention_id ORDER BY m.ordinal) FILTER (m.mention_id IS NOT NULL) AS mentions,
       bool_or(NOT m.well_formed) AS malformed
FROM cells c
LEFT JOIN (
    SELECT * FROM figures WHERE doc_id = $doc_id AND table_id = $table_id AND source = 'form'
) f ON f."row" = c."row" AND f.col = c.col
LEFT JOIN corrected_figures k ON k.figure_id = f.figure_id
LEFT JOIN (
    SELECT * FROM mentions WHERE doc_id = $doc_id AND table_id = $table_id AND NOT is_own
) m ON m."row" = c."row" AND m.col = c.col
WHERE c.doc_id = $doc_id AND c.table_id = $table_id
GROUP BY ALL ORDER BY c."row", c.col
"""
_CELL_BOXES = """
SELECT table_id, "row", col, bbox, text FROM cells
WHERE doc_id = $doc_id AND page = $page AND bbox IS NOT NULL AND text <> ''
ORDER BY table_id, "row", col
"""
_MENTION_BOXES = """
SELECT mention_id, raw_text, well_formed, bbox FROM mentions
WHERE doc_id = $doc_id AND page = $page AND bbox IS NOT NULL AND NOT is_own ORDER BY ordinal
"""
_FINDING_BOXES = """
SELECT f.finding_id, f.rule, f.level, f.message, f.message_en, coalesce(f.bbox, m.bbox) AS bbox
FROM findings f LEFT JOIN mentions m ON m.doc_id = f.doc_id AND m.mention_id = f.mention_id
WHERE f.doc_id = $doc_id AND coalesce(f.page, m.page) = $page
  AND coalesce(f.bbox, m.bbox) IS NOT NULL AND f.status = 'open'
ORDER BY CASE f.level WHEN 'error' THEN 2 WHEN 'warning' THEN 1 ELSE 0 END, f.finding_id
"""
