"""Reviewers' decisions on findings: rows of their own that survive every new reading."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from extract.errors import UsageError
from normalize.schema import Finding, Report
from store.corrections import new_action, now, take_back
from store.database import Store
from store.keepsakes import keep_tables

ReviewStatus = Literal["open", "accepted", "dismissed"]


@dataclass(frozen=True, slots=True)
class FindingKey:
    """What names a finding again: in its document, and in any version of the same report."""

    key: str
    about: str


def named(doc_id: str, *parts: str) -> FindingKey:
    """Return the key of a finding that speaks of the parts, in their order."""
    whole, about = (
        hashlib.sha256("\0".join(words).encode()).hexdigest()[:24]
        for words in ((doc_id, *parts), parts)
    )
    return FindingKey(whole, about)


def finding_keys(report: Report) -> tuple[FindingKey, ...]:
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
        keys.append(named(report.document.doc_id, *about, str(seen[about])))
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
) -> str:
    """Record a reviewer's decision on a finding; the latest one holds.

    Returns the name of the act, to undo it by.

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
    act = new_action()
    with store.transaction():
        store.run(
            "INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            [*found, status, by, now(), note, act],
        )
    keep_tables(store)
    return act


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a reviewer did: a decision on a finding, or a correction.

    `rule` and `status` are a decision's; `place`, `printed`, `corrected` a correction's.
    """

    action_id: str | None  # None: kept before acts had names
    doc_id: str
    what: str  # review, correction
    by: str
    at: datetime
    note: str | None
    undoes: str | None
    undone: bool
    rule: str | None
    status: str | None
    slot: str | None
    place: str | None
    printed: str | None
    corrected: str | None
    file_name: str | None


def audit_log(
    store: Store, doc_id: str | None = None, most: int = 100, skip: int = 0
) -> tuple[Act, ...]:
    """Return what reviewers did, the latest first; of one document, or of all."""
    rows = store.rows(_ACTS, {"doc": doc_id, "most": most, "skip": skip})
    return tuple(Act(*row) for row in rows)


def last_act(store: Store, doc_id: str, by: str) -> Act | None:
    """Return a person's latest act on a document that can be undone, None when there is none."""
    found = store.row(
        f"SELECT * FROM ({_ACTS}) WHERE who = $by AND undoes IS NULL AND NOT undone "
        "AND action_id IS NOT NULL ORDER BY moment DESC LIMIT 1",
        {"doc": doc_id, "most": 1_000, "skip": 0, "by": by},
    )
    return None if found is None else Act(*found)


def undo(store: Store, doc_id: str, by: str) -> Act | None:
    """Take a person's latest act on a document back; return it, None when there is none.

    Nothing is deleted: what held before is said once more.
    """
    act = last_act(store, doc_id, by)
    if act is None or act.action_id is None:
        return None
    with store.transaction():
        if act.what == "correction":
            take_back(store, act.action_id, by)
        else:
            store.run(
                _TAKE_BACK, {"act": act.action_id, "by": by, "now": now(), "new": new_action()}
            )
    keep_tables(store)
    return act


_ACTS = """
WITH acts AS (
    SELECT action_id, doc_id, 'review' AS what, reviewed_by AS who, reviewed_at AS moment, note,
           undoes, rule, status, NULL AS slot, NULL AS place, NULL AS printed, NULL AS corrected
    FROM reviews WHERE $doc IS NULL OR doc_id = $doc
    UNION ALL
    SELECT action_id, doc_id, 'correction', corrected_by, corrected_at, note, undoes,
           NULL, NULL, slot, place, printed, corrected
    FROM corrections WHERE $doc IS NULL OR doc_id = $doc
), newest AS (
    SELECT * FROM acts ORDER BY moment DESC LIMIT $most OFFSET $skip
)
SELECT n.action_id, n.doc_id, n.what, n.who, n.moment, n.note, n.undoes,
       n.action_id IN (SELECT undoes FROM acts WHERE undoes IS NOT NULL) AS undone,
       n.rule, n.status, n.slot, n.place, n.printed, n.corrected, d.file_name
FROM newest n LEFT JOIN documents d ON d.doc_id = n.doc_id
ORDER BY n.moment DESC
"""
# What held before: the latest decision on the same finding that was not undone itself.
_TAKE_BACK = """
INSERT INTO reviews BY NAME
WITH act AS (SELECT * FROM reviews WHERE action_id = $act),
before AS (
    SELECT r.status, r.note FROM reviews r JOIN act a USING (finding_key)
    WHERE r.reviewed_at < a.reviewed_at AND r.undoes IS NULL
      AND (r.action_id IS NULL
           OR r.action_id NOT IN (SELECT undoes FROM reviews WHERE undoes IS NOT NULL))
    ORDER BY r.reviewed_at DESC LIMIT 1
)
SELECT a.finding_key, a.doc_id, a.rule, coalesce(b.status, 'open') AS status, $by AS reviewed_by,
       $now AS reviewed_at, b.note, $new AS action_id, a.action_id AS undoes
FROM act a LEFT JOIN before b ON true
"""
