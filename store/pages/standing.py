"""The inbox's grid: departments by periods, each with what came and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from extract.folding import skeleton
from store.database import Store
from store.reporting import Expected

PERIODS = 6  # columns shown at once
ROWS = 40  # departments shown at once


@dataclass(frozen=True, slots=True)
class Period:
    """A column: a period as it is named in the store, and its days."""

    name: str
    kind: str | None
    start: date | None
    end: date


@dataclass(frozen=True, slots=True)
class Received:
    """A report that counts; `errors` and `warnings` are its open findings."""

    period: str
    doc_id: str
    file_name: str
    errors: int
    warnings: int
    superseded: int


@dataclass(frozen=True, slots=True)
class Line:
    """A department and its reports; `expected`: it stands on the office's list."""

    department: str
    expected: bool
    reports: tuple[Received, ...] = ()

    def of(self, period: str) -> tuple[Received, ...]:
        """Return its reports of a period."""
        return tuple(report for report in self.reports if report.period == period)


@dataclass(frozen=True, slots=True)
class Grid:
    """Who has reported when: the newest period first."""

    periods: tuple[Period, ...]
    lines: tuple[Line, ...]
    listed: bool  # the office has given its list; else whoever ever reported is expected
    unplaced: tuple[Received, ...] = ()  # reports that do not tell their department or period

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of periods there are, the most frequent first."""
        kinds = [period.kind or "other" for period in self.periods]
        return tuple(sorted(set(kinds), key=lambda kind: (-kinds.count(kind), kind)))

    def of_kind(self, kind: str | None) -> tuple[Period, ...]:
        """Return the periods of a kind, of all kinds when None."""
        return tuple(p for p in self.periods if kind is None or (p.kind or "other") == kind)

    def named(self, words: str) -> tuple[Line, ...]:
        """Return the departments whose name holds the words, whatever case and tones."""
        wanted = skeleton(words)
        return tuple(line for line in self.lines if wanted in skeleton(line.department))

    def received(self, period: str) -> int:
        """Return how many of those expected have reported a period."""
        return sum(1 for line in self.lines if line.expected and line.of(period))

    @property
    def expected(self) -> int:
        """Return how many are expected."""
        return sum(1 for line in self.lines if line.expected)


def grid(store: Store, expected: Sequence[Expected] | None = None) -> Grid:
    """Return the grid of a store.

    Args:
        store: an open store.
        expected: who has to report; whoever ever reported when None.
    """
    rows = store.rows(_REPORTS)
    periods = {
        name: Period(name, kind, start, end) for _, _, name, kind, start, end, *_ in rows if name
    }
    lines = _lines(rows, expected)
    newest = sorted(periods.values(), key=lambda p: (p.end, p.start or p.end), reverse=True)
    unplaced = tuple(
        Received("", *report)
        for agency_id, name, period, _, _, _, *report in rows
        if not period or not (agency_id or name)
    )
    return Grid(tuple(newest), lines, expected is not None, unplaced)


def _lines(
    rows: Iterable[tuple[object, ...]], expected: Sequence[Expected] | None
) -> tuple[Line, ...]:
    names: dict[str, str] = {}
    came: dict[str, list[Received]] = {}
    keys: dict[str, str] = {}  # every way a department on the list is called → its key
    for one in expected or ():
        key = (one.agency_id or skeleton(one.name or "")).lower()
        names.setdefault(key, one.name or one.agency_id or "?")
        if one.agency_id:
            keys[one.agency_id.lower()] = key
        if one.name:
            keys[skeleton(one.name)] = key
    listed = set(names)
    called: dict[tuple[object, object], str] = {}  # each is looked up once: folding takes time
    for agency_id, name, period, _, _, _, *report in rows:
        if not (agency_id or name):
            continue
        if (agency_id, name) not in called:
            by_id, by_name = str(agency_id or "").lower(), skeleton(str(name or ""))
            called[agency_id, name] = keys.get(by_id) or keys.get(by_name) or by_id or by_name
        key = called[agency_id, name]
        names.setdefault(key, str(name or agency_id or "?"))
        if period:
            came.setdefault(key, []).append(Received(str(period), *report))  # type: ignore[arg-type]
    lines = [
        Line(name, expected is None or key in listed, tuple(came.get(key, ())))
        for key, name in names.items()
    ]
    return tuple(sorted(lines, key=lambda line: (not line.expected, skeleton(line.department))))


_REPORTS = """
WITH wrong AS (
    SELECT d.report_id,
           count(*) FILTER (f.level = 'error') AS errors,
           count(*) FILTER (f.level = 'warning') AS warnings
    FROM findings f JOIN current_documents d USING (doc_id)
    WHERE f.status = 'open' GROUP BY ALL
), replaced AS (
    SELECT report_id, count(*) AS superseded FROM documents WHERE role = 'superseded' GROUP BY ALL
)
SELECT d.agency_id, d.agency_name, period_name(d.period_kind, d.period_to), d.period_kind,
       d.period_from, d.period_to,
       d.doc_id, d.file_name, coalesce(errors, 0), coalesce(warnings, 0), coalesce(superseded, 0)
FROM current_documents d
LEFT JOIN wrong USING (report_id) LEFT JOIN replaced USING (report_id)
WHERE d.precedence = 0
ORDER BY d.agency_name, d.file_name
"""
