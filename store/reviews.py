"""Reviewers' decisions on findings: rows of their own that survive every new reading."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import UTC, datetime
from typing import Literal

from extract.errors import UsageError
from normalize.schema import Finding, Report
from store.database import Store
from store.keepsakes import keep_tables

ReviewStatus = Literal["open", "accepted", "dismissed"]


def finding_keys(report: Report) -> tuple[str, ...]:
    """Return one key for each of the report's findings, in their order.

    A finding's identifier counts findings and shifts when a rule is added; its key is made of the
    rule and of what it speaks of, so that a review finds its finding again after a new reading.
    """
    mentions = {m.mention_id: m.raw_text for m in report.mentions}
    tables = {t.table_id: f"{t.form_code}/{t.part}" for t in report.tables}
    seen: Counter[tuple[str, ...]] = Counter()
    keys = []
    for finding in report.findings:
        about = _about(finding, mentions, tables)
        seen[about] += 1
        parts = (report.document.doc_id, *about, str(seen[about]))
        keys.append(hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24])
    return tuple(keys)


def _about(finding: Finding, mentions: dict[str, str], tables: dict[str, str]) -> tuple[str, ...]:
    return (
        finding.rule,
        mentions.get(finding.mention_id or "", ""),
        tables.get(finding.table_id or "", ""),
        *(f"{e.value}@{e.row},{e.col}" for e in finding.evidence),
    )


def review(
    store: Store, finding_id: str, status: ReviewStatus, by: str, note: str | None = None
) -> None:
    """Record a reviewer's decision on a finding; the latest one holds.

    Raises:
        UsageError: when the store has no such finding.
    """
    found = store.row(
        "SELECT finding_key, doc_id, rule FROM document_findings WHERE finding_id = ?",
        [finding_id],
    )
    if found is None:
        raise UsageError(
            f"Không có phát hiện {finding_id}.",
            f"There is no finding {finding_id}.",
            remedy="Xem danh sách bằng `trichluc findings`.",
            remedy_en="List them with `trichluc findings`.",
        )
    with store.transaction():
        store.run(
            "INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?)",
            [*found, status, by, datetime.now(UTC).replace(tzinfo=None), note],
        )
    keep_tables(store)
