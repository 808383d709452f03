"""The counts: a form of the whole province, every number with its sources, and as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from normalize.forms import Column, Part, find_form
from store.aggregate import Aggregate, Line, aggregate, sections, totals
from store.aggregate_docx import write_docx
from store.aggregate_rows import Cell
from store.aggregate_xlsx import write_xlsx
from store.database import Store
from store.pages.downloads import download
from store.pages.navigation import NavEntry
from store.pages.reading import Reader, reading
from store.pages.rendering import page
from store.pages.report_facts import cell_name

BARS = 12  # departments or fields drawn
TREND = 6  # periods drawn, the shown one the last
SOURCES = 12  # named under one number; the workbook names all
ROWS = 200  # lines shown; the workbook holds all
KEPT = 24  # forms kept ready of one snapshot
Asked = tuple[str, str, str, bool]
WRITERS = {"xlsx": write_xlsx, "docx": write_docx}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which form of which period is asked for, by department or by field."""

    form: str
    period: str
    by: str = "department"
    only_clean: bool = False
    column: int | None = None

    def query(self, **other: object) -> str:
        """Return the question as part of an address, some of it changed."""
        asked = {
            "form": self.form,
            "period": self.period,
            "by": self.by,
            "only_clean": "1" if self.only_clean else "",
            "column": self.column or "",
        } | other
        return urlencode({name: value for name, value in asked.items() if value != ""})


@dataclass(frozen=True, slots=True)
class Shown:
    """One number of the form: its value, what it was added up from, and how many were blank."""

    value: Decimal | None
    percent: bool = False
    blanks: int = 0
    sources: tuple[Cell, ...] = ()

    @property
    def corrected(self) -> bool:
        """Tell whether somebody put one of the numbers below it right."""
        return any(cell.correction for cell in self.sources)


@dataclass(frozen=True, slots=True)
class Row:
    """A line, subtotal or total of the form; `marked`: it rests on a report with open errors."""

    kind: str
    label: str
    marked: bool
    numbers: tuple[Shown, ...]


def counts(request: Request) -> Response:
    """Show a form of the whole province."""
    with reading(request) as store:
        choices = held(store)
        wanted = _wanted(request, choices)
        result = _ready(request, store, wanted) if wanted else None
    parts = [(p, columns(p), rows_of(result, p)) for p in result.form.parts] if result else []
    part, column = _charted(parts, wanted)
    return page(
        request,
        "counts.html",
        wanted=wanted,
        choices=choices,
        periods=[p for f, p in choices if wanted and f == wanted.form],
        forms=list(dict.fromkeys(f for f, _ in choices)),
        result=result,
        parts=[entry for entry in parts if entry[1]],
        part=part,
        column=column,
        bars=bars(result, part, column) if result and part and column else (),
        has_trend=wanted is not None and len(_alike(wanted, choices)) > 1,
        most=(SOURCES, ROWS),
        cell_url=cell_url,
        form_title=form_title,
    )


def counts_trend(request: Request) -> Response:
    """Show what the drawn column came to in this period and the ones before it.

    Apart from the page: each period is a form of its own to add up.
    """
    with reading(request) as store:
        choices = held(store)
        wanted = _wanted(request, choices)
        if wanted is None:
            raise HTTPException(404)
        trend = _trend(request, store, wanted, choices)
        result = _ready(request, store, wanted)
    _, column = _charted([(p, columns(p), None) for p in result.form.parts], wanted)
    return page(request, "counts_trend.html", wanted=wanted, column=column, trend=trend)


def counts_file(request: Request) -> Response:
    """Send the form as a workbook or a document."""
    suffix = request.path_params["suffix"]
    if suffix not in WRITERS:
        raise HTTPException(404)
    with reading(request) as store:
        wanted = _wanted(request, held(store))
        if wanted is None:
            raise HTTPException(404)
        result = _ready(request, store, wanted)
    name = f"{result.form.code} {result.period}.{suffix}"
    return download(WRITERS[suffix](result), name)


def held(store: Store) -> list[tuple[str, str]]:
    """Return the forms that the store holds and the catalogue knows, each with its periods.

    The most frequent form first, the newest period first.
    """
    found = store.rows(_HELD)
    known = {code for code, _ in found if (form := find_form(code)) and _has_columns(form.parts)}
    return [(code, period) for code, period in found if code in known]


def columns(part: Part) -> tuple[Column, ...]:
    """Return the columns of a part that hold numbers."""
    return tuple(c for c in part.columns if c.kind in ("count", "percent"))


def rows_of(result: Aggregate, part: Part) -> tuple[Row, ...]:
    """Return a part's lines with their subtotals and total."""
    shown = columns(part)
    made = []
    for kind, label, _, members in sections(result):
        sums = totals(result.form, members)
        numbers = tuple(_shown(part, column, members, sums, kind) for column in shown)
        made.append(Row(kind, label, any(m.marked for m in members), numbers))
    return tuple(made)


def _shown(
    part: Part, column: Column, members: Sequence[Line], sums: dict[Any, Any], kind: str
) -> Shown:
    key = (part.name, column.number)
    if column.kind == "percent":
        return Shown(sums.get(key), percent=True)
    amounts = [line.amounts[key] for line in members]
    blanks = sum(amount.blanks for amount in amounts)
    cells = tuple(c for amount in amounts for c in amount.cells) if kind == "line" else ()
    return Shown(sums.get(key), blanks=blanks, sources=cells)


def bars(result: Aggregate, part: Part, column: Column) -> tuple[tuple[str, Decimal, float], ...]:
    """Return the lines with the largest numbers of a column: label, number, share of the top."""
    key = (part.name, column.number)
    found = [(line.label, line.amounts[key].value) for line in result.lines]
    known = sorted(((v, label) for label, v in found if v), key=lambda one: (-one[0], one[1]))
    top = known[0][0] if known else Decimal(1)
    return tuple((label, value, float(value / top)) for value, label in known[:BARS])


def cell_url(cell: Cell) -> str:
    """Return the address of a number where it is printed."""
    return f"/reports/{cell.doc_id}#of-{cell_name(cell.table_id, cell.row, cell.col)}"


def form_title(code: str) -> str:
    """Return a form's title of the catalogue."""
    form = find_form(code)
    return form.title if form else ""


def _has_columns(parts: Sequence[Part]) -> bool:
    return any(columns(part) for part in parts)


def _wanted(request: Request, choices: Sequence[tuple[str, str]]) -> Wanted | None:
    """Return what is asked for; the first there is where nothing, or nothing known, is."""
    query = request.query_params
    form = query.get("form", "")
    periods = [p for f, p in choices if f == form]
    if not periods:
        if not choices:
            return None
        form, periods = choices[0][0], [p for f, p in choices if f == choices[0][0]]
    period = query.get("period", "")
    column = query.get("column", "")
    return Wanted(
        form=form,
        period=period if period in periods else periods[0],
        by="field" if query.get("by") == "field" else "department",
        only_clean=query.get("only_clean") == "1",
        column=int(column) if column.isascii() and column.isdecimal() else None,
    )


def _ready(request: Request, store: Store, wanted: Wanted) -> Aggregate:
    """Return the form, added up once for each snapshot."""
    reader: Reader = request.app.state.reader
    version = reader.version()
    kept: tuple[str, dict[Asked, Aggregate]] = getattr(request.app.state, "aggregates", ("", {}))
    known = kept[1]
    if kept[0] != version or len(known) >= KEPT:
        known = {}
        request.app.state.aggregates = (version, known)
    key = (wanted.form, wanted.period, wanted.by, wanted.only_clean)
    if key not in known:
        known[key] = aggregate(
            store, wanted.form, wanted.period, wanted.by, only_clean=wanted.only_clean
        )
    return known[key]


def _charted(
    parts: Sequence[tuple[Part, tuple[Column, ...], Any]], wanted: Wanted | None
) -> tuple[Part | None, Column | None]:
    """Return the column that is drawn: the one asked for, else the first that counts."""
    found = [(p, c) for p, shown, _ in parts for c in shown if c.kind == "count"]
    if wanted is None or not found:
        return None, None
    return next(((p, c) for p, c in found if c.number == wanted.column), found[0])


def _alike(wanted: Wanted, choices: Sequence[tuple[str, str]]) -> list[str]:
    """Return the period and the ones before it of the same kind: quarters before a quarter."""
    alike = [p for f, p in choices if f == wanted.form and p[4:5] == wanted.period[4:5]]
    return sorted(p for p in alike if p <= wanted.period)[-TREND:]


def _trend(
    request: Request, store: Store, wanted: Wanted, choices: Sequence[tuple[str, str]]
) -> tuple[tuple[str, Decimal | None], ...]:
    """Return the drawn column's total in this period and the ones before it of the same kind."""
    made = []
    for period in _alike(wanted, choices):
        result = _ready(request, store, Wanted(wanted.form, period, wanted.by, wanted.only_clean))
        parts = [(p, columns(p), None) for p in result.form.parts]
        part, column = _charted(parts, wanted)
        if part and column:
            made.append((period, totals(result.form, result.lines)[part.name, column.number]))
    return tuple(made)


_HELD = """
WITH held AS (
    SELECT form_code, period, count(*) AS numbers, max(period_to) AS last_day FROM counts
    WHERE source = 'form' AND form_code IS NOT NULL AND period IS NOT NULL GROUP BY ALL
)
SELECT form_code, period FROM held
ORDER BY sum(numbers) OVER (PARTITION BY form_code) DESC, form_code, last_day DESC, period
"""

NAV = NavEntry(2, "/counts", "counts.title", "c")
ROUTES: tuple[BaseRoute, ...] = (
    Route("/counts", counts),
    Route("/counts/trend", counts_trend),
    Route("/counts/file.{suffix}", counts_file),
)
