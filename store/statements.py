"""Forms as periodic statements: whose, for which days, what each row says; to compare periods."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from extract.folding import skeleton
from normalize.schema import Box, Evidence, Located
from store.database import Store
from store.roles import squash

_FILE = Path(__file__).with_name("balances.toml")
_TOTALS = frozenset({"", "tong cong", "tong so", "tong", "cong", "cong chung", "toan tinh"})

_SQL = """
SELECT f.report_id, f.form_code, coalesce(f.part, ''), f.period_kind, f.period_from, f.period_to,
       f.agency_id, f.agency_name, f.parent_name, f.doc_id, f.file_name, f.row_path, f.row_label,
       f.is_total, f.indicator, f.column_no, CASE WHEN f.nil = 'dash' THEN 0 ELSE f.value END,
       f.table_id, f.block_id, f."row", f.col, f.page, f.bbox,
       f.report_id IN (SELECT report_id FROM documents WHERE role = 'superseded')
FROM current_figures f JOIN documents d USING (doc_id)
WHERE f.source = 'form' AND d.status = 'ok' AND list_contains(?, f.indicator)
  AND f.form_code IS NOT NULL AND f.period_from IS NOT NULL AND f.period_to IS NOT NULL
ORDER BY f.report_id, f.doc_id, f.ordinal
"""

RowKey = tuple[str, ...]
TOTAL: RowKey = ("", "total")


@cache
def _balances() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def openings() -> Mapping[str, str]:
    """Return the closing indicator by the opening one that must equal it."""
    return dict(_balances()["opening"])


@cache
def flows() -> tuple[str, ...]:
    """Return the indicators of which a year's is the sum of its quarters'."""
    return tuple(_balances()["flows"]["indicators"])


@cache
def roles() -> Mapping[str, Literal["flow", "opening", "stock"]]:
    """Return how a whole period's indicator comes from its parts': summed, first or last one's."""
    told = _balances()["parts"]
    return {
        **dict.fromkeys((*flows(), *told["sums"]), "flow"),
        **dict.fromkeys(openings(), "opening"),
        **dict.fromkeys(told["stocks"], "stock"),
    }


def tilings(period: str) -> tuple[tuple[str, ...], ...]:
    """Return the sets of periods that make up one: "2023H1" → (("2023Q1", "2023Q2"), …)."""
    found = _balances()["tilings"].get(period[4:] or "year", ())
    return tuple(tuple(period[:4] + part for part in parts) for parts in found)


@dataclass(frozen=True, slots=True)
class Amount:
    """One number of a statement; None where it prints nothing."""

    doc_id: str
    value: Decimal | None
    label: str
    column_no: int | None
    table_id: str | None
    block_id: str | None
    row: int | None
    col: int | None
    page: int | None
    bbox: Box | None

    def located(self) -> Located:
        """Return where it stands."""
        return Located(block_id=self.block_id, page=self.page, bbox=self.bbox)


@dataclass(slots=True)
class Statement:
    """One form of one report for one period; `amended` when the report has an older version."""

    report_id: str
    unit: str
    department: str
    file_name: str
    form_code: str
    part: str
    kind: str | None
    start: date
    end: date
    amended: bool
    amounts: dict[tuple[RowKey, str], Amount] = field(default_factory=dict)
    ambiguous: set[tuple[RowKey, str]] = field(default_factory=set)

    def add(self, key: tuple[RowKey, str], amount: Amount) -> None:
        """Take in a number; a row that stands twice tells nothing."""
        if key in self.amounts:
            self.ambiguous.add(key)
        self.amounts[key] = amount

    def value(self, row: RowKey, indicator: str) -> Decimal | None:
        """Return a row's number, None when it is not told exactly once."""
        key = (row, indicator)
        return None if key in self.ambiguous or key not in self.amounts else self.amounts[key].value

    def evidence(self, row: RowKey, indicator: str) -> Evidence:
        """Return a number of it as evidence, under the department and period."""
        amount = self.amounts[row, indicator]
        part = f" phần {self.part}" if self.part else ""
        return Evidence(
            label=f"{self.department}, {self.days()}",
            value="" if amount.value is None else f"{amount.value.normalize():f}",
            where=f"{self.file_name}, biểu {self.form_code}{part}, dòng “{amount.label}”, "
            f"cột ({amount.column_no})",
            table_id=amount.table_id,
            row=amount.row,
            col=amount.col,
            block_id=amount.block_id,
            page=amount.page,
            bbox=amount.bbox,
        )

    def days(self) -> str:
        """Return the period: "15/12/2022–14/3/2023"."""
        return "–".join(f"{d.day:02d}/{d.month:02d}/{d.year}" for d in (self.start, self.end))


_LOADED: dict[int, dict[frozenset[str], list[Statement]]] = {}


@contextmanager
def loaded_once(store: Store) -> Iterator[None]:
    """Keep the statements that are loaded inside, where nothing writes what they are made of."""
    _LOADED[id(store)] = {}
    try:
        yield
    finally:
        del _LOADED[id(store)]


def load_statements(store: Store, indicators: Iterable[str]) -> list[Statement]:
    """Return the current statements that tell some of the indicators, in a fixed order."""
    wanted = frozenset(indicators)
    kept = _LOADED.get(id(store))
    if kept is None:
        return _load(store, wanted)
    if wanted not in kept:
        kept[wanted] = _load(store, wanted)
    return kept[wanted]


def _load(store: Store, indicators: frozenset[str]) -> list[Statement]:
    found: dict[tuple[object, ...], Statement] = {}
    units: dict[tuple[object, ...], str | None] = {}
    for row in store.rows(_SQL, [sorted(indicators)]):
        report_id, form, part, kind, start, end, agency, name, parent, doc_id, file, *cell = row
        path, label, is_total, indicator, column, value, table, block, line, col = cell[:10]
        page, bbox, amended = cell[10:]
        who = agency, name, parent
        if who not in units:
            units[who] = agency or (f"{squash(name)}|{squash(parent)}" if name else None)
        unit = units[who]
        if unit is None:
            continue
        key = (report_id, form, part, start, end)
        if key not in found:
            found[key] = Statement(
                report_id, unit, name or file, file, form, part, kind, start, end, amended
            )
        box = tuple(bbox) if bbox else None
        amount = Amount(doc_id, value, label or "", column, table, block, line, col, page, box)
        found[key].add((_row_key(path, label, is_total), indicator), amount)
    return list(found.values())


def _row_key(path: list[str] | None, label: str | None, is_total: bool) -> RowKey:
    folded = skeleton(label or "")
    if is_total and folded in _TOTALS:
        return TOTAL
    return (*(skeleton(step) for step in path or ()), folded)
