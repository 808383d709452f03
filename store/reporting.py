"""Who has reported: expected departments, what came, late, failed, superseded, with errors."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from extract.errors import UsageError
from extract.folding import skeleton
from store.database import Store
from store.queries import period_prefix
from store.wording import say

ID_HEADS = frozenset({"agency id", "ma", "ma don vi", "id"})
NAME_HEADS = frozenset(
    {"name", "agency name", "department", "ten", "ten don vi", "don vi", "co quan"}
)


@dataclass(frozen=True, slots=True)
class Expected:
    """A department that has to report; either of both may be None."""

    agency_id: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a department stands: "received", "late", "missing", "unexpected" or "failed".

    `file_name` is the report that counts, `received` its date (its own, else the file's);
    `superseded` counts the versions it replaced, `errors` its open findings of level error.
    """

    department: str
    state: str
    file_name: str | None = None
    received: date | None = None
    errors: int = 0
    superseded: int = 0
    reason: str | None = None
    reason_en: str | None = None

    @property
    def is_well(self) -> bool:
        """Tell whether nothing is to be done about it."""
        return self.state in ("received", "unexpected") and not self.errors


@dataclass(frozen=True, slots=True)
class _Report:
    agency_id: str | None
    name: str | None
    file_name: str
    received: date | None
    errors: int
    superseded: int


def read_agencies(path: Path) -> list[Expected]:
    """Return the departments of a CSV file with a head row: `agency_id`, `name` (or `đơn vị`).

    Raises:
        UsageError: when it cannot be read, or has neither column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"Không đọc được danh sách đơn vị “{path}”.",
            f"The list of departments “{path}” cannot be read.",
            remedy="Cần tệp CSV mã hóa UTF-8 có cột agency_id hoặc name.",
            remedy_en="A CSV file in UTF-8 with a column agency_id or name is needed.",
        ) from error
    head = text.partition("\n")[0]
    rows = list(csv.reader(text.splitlines(), delimiter=max(",;\t", key=head.count)))
    heads = [skeleton(cell) for cell in rows[0]] if rows else []
    id_at = next((i for i, head in enumerate(heads) if head in ID_HEADS), None)
    name_at = next((i for i, head in enumerate(heads) if head in NAME_HEADS), None)
    if id_at is None and name_at is None:
        raise UsageError(
            f"Danh sách “{path.name}” không có cột agency_id hay name.",
            f"The list “{path.name}” has no column agency_id or name.",
            remedy="Ghi dòng đầu, chẳng hạn: agency_id,name",
            remedy_en="Write a first row like: agency_id,name",
        )

    def cell(row: list[str], at: int | None) -> str | None:
        return (row[at].strip() or None) if at is not None and at < len(row) else None

    found = (Expected(cell(row, id_at), cell(row, name_at)) for row in rows[1:])
    return [one for one in found if one.agency_id or one.name]


def known_departments(store: Store) -> list[Expected]:
    """Return every department of which the store has a report of any period."""
    rows = store.rows(
        "SELECT DISTINCT agency_id, agency_name FROM current_documents "
        "WHERE precedence = 0 AND coalesce(agency_id, agency_name) IS NOT NULL ORDER BY 2, 1"
    )
    unique: dict[str, Expected] = {}
    for agency_id, name in rows:
        unique.setdefault(agency_id or skeleton(name), Expected(agency_id, name))
    return list(unique.values())


def standings(
    store: Store,
    period: str,
    expected: Iterable[Expected] | None = None,
    due: date | None = None,
) -> list[Standing]:
    """Return the standing of each expected department, of others that reported, of failed files.

    Args:
        store: an open store.
        period: exactly this one counts, as `store.queries.period_prefix` understands it.
        expected: who has to report; every department of the store when None.
        due: last day; a report of a later date is late. Nobody is late when None.

    Raises:
        UsageError: when the period names none.
    """
    reports = _reports(store, period_prefix(period))
    wanted = list(expected) if expected is not None else known_departments(store)
    found = []
    taken: set[int] = set()
    for one in wanted:
        matching = [i for i, report in enumerate(reports) if _same(one, report)]
        taken |= set(matching)
        label = one.name or one.agency_id or "?"
        found += [_standing(label, reports[i], due) for i in matching]
        if not matching:
            found.append(Standing(label, "missing"))
    for i, report in enumerate(reports):
        if i not in taken:
            found.append(_standing(report.name or "?", report, due, expected=False))
    return found + _failed(store)


def is_well(found: Iterable[Standing]) -> bool:
    """Tell whether nothing is missing, late, unread or with errors."""
    return all(standing.is_well for standing in found)


def to_arrow(found: Iterable[Standing], lang: str) -> pa.Table:
    """Return the standings as a table, the states in words of the language."""
    rows = [
        {
            "department": one.department,
            "state": say(f"status.{one.state}", lang),
            "file_name": one.file_name,
            "received": one.received,
            "errors": one.errors,
            "superseded": one.superseded,
            "reason": one.reason_en if lang == "en" else one.reason,
        }
        for one in found
    ]
    kinds = [pa.string()] * 3 + [pa.date32(), pa.int64(), pa.int64(), pa.string()]
    names = ["department", "state", "file_name", "received", "errors", "superseded", "reason"]
    return pa.Table.from_pylist(rows, schema=pa.schema(list(zip(names, kinds, strict=True))))


def _standing(label: str, report: _Report, due: date | None, *, expected: bool = True) -> Standing:
    late = due is not None and report.received is not None and report.received > due
    return Standing(
        department=label,
        state="late" if late else "received" if expected else "unexpected",
        file_name=report.file_name,
        received=report.received,
        errors=report.errors,
        superseded=report.superseded,
    )


def _same(one: Expected, report: _Report) -> bool:
    if one.agency_id and report.agency_id:
        return one.agency_id.lower() == report.agency_id.lower()
    return bool(one.name and report.name and skeleton(one.name) == skeleton(report.name))


def _reports(store: Store, period: str) -> list[_Report]:
    rows = store.rows(
        """
        WITH errors AS (
            SELECT d.report_id, count(*) AS errors
            FROM findings f JOIN current_documents d USING (doc_id)
            WHERE f.status = 'open' AND f.level = 'error' GROUP BY ALL
        ), replaced AS (
            SELECT report_id, count(*) AS superseded
            FROM documents WHERE role = 'superseded' GROUP BY ALL
        )
        SELECT d.agency_id, d.agency_name, d.file_name,
               coalesce(d.issued_on, CAST(d.modified_at AS DATE)),
               coalesce(errors, 0), coalesce(superseded, 0)
        FROM current_documents d LEFT JOIN errors USING (report_id)
        LEFT JOIN replaced USING (report_id)
        WHERE d.precedence = 0 AND period_name(d.period_kind, d.period_to) = ?
        ORDER BY d.agency_name, d.file_name
        """,
        [period],
    )
    return [_Report(*row) for row in rows]


def _failed(store: Store) -> list[Standing]:
    """Return the files that could not be read: whose they are, and of which period, is not told."""
    rows = store.rows(
        "SELECT coalesce(agency_name, '?'), file_name, CAST(modified_at AS DATE), error, error_en "
        "FROM documents WHERE status = 'failed' ORDER BY file_name"
    )
    return [
        Standing(name, "failed", file, day, reason=reason, reason_en=reason_en)
        for name, file, day, reason, reason_en in rows
    ]
