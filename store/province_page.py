"""The province's picture: one page that holds everything, needs no network and no script."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from store.aggregate import Aggregate, Line, aggregate, totals
from store.aggregate_rows import Cell
from store.charts import Bar, bars, lines
from store.database import Store
from store.form_layout import period_text
from store.queries import ask

TEMPLATES = Path(__file__).parent / "templates"
FORM = "II.06a"
MOST_FINDINGS, MOST_CITED = 40, 20  # rows shown
# What the tables show, by the form's columns; several are added.
COLUMNS = {
    "received": (3,),
    "online": (4,),
    "direct": (5,),
    "carried": (6,),
    "resolved": (7,),
    "in_time": (8, 9),
    "overdue": (10,),
    "pending": (11,),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """One line of a table: what it counts, None where nothing is printed, and where from."""

    label: str
    values: dict[str, Decimal | None]
    sources: tuple[str, ...]
    marked: bool = False

    @property
    def online_rate(self) -> Decimal | None:
        """Return online among what came in the period, percent."""
        came = _add(self.values[name] for name in ("online", "direct"))
        return _share(self.values["online"], came)

    @property
    def on_time_rate(self) -> Decimal | None:
        """Return resolved early and on time among resolved, percent."""
        return _share(self.values["in_time"], self.values["resolved"])


def province_page(store: Store, period: str, lang: str = "vi") -> str:
    """Return the page of a period as HTML.

    Args:
        store: an open store.
        period: as `store.queries.period_prefix` understands it.
        lang: "vi" or "en".
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    words = _words(lang)
    by_department = aggregate(store, FORM, period)
    by_field = aggregate(store, FORM, period, "field")
    departments = [_figures(by_department, [line], line.label) for line in by_department.lines]
    fields = [_figures(by_field, [line], line.label) for line in by_field.lines]
    whole = _figures(by_department, by_department.lines, words["total"])
    name = by_department.period
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda value: number(value, lang)
    environment.filters["rate"] = lambda value: rate(value, lang)
    return environment.get_template("province.html").render(
        lang=lang,
        w=words,
        place=by_department.reporter,
        period=period_text(name) if lang == "vi" else name,
        columns=list(COLUMNS),
        departments=departments,
        fields=fields,
        whole=whole,
        made=words["made"].format(
            reports=len(_reports(by_department)), departments=len(departments)
        ),
        charts={key: Markup(svg) for key, svg in _charts(departments, fields, words, lang).items()},
        trend=Markup(_trend(store, name, words)),
        findings=ask(store, "findings-by-rule", MOST_FINDINGS, period=name).to_pylist(),
        cited=ask(store, "most-cited", MOST_CITED, period=name).to_pylist(),
        sources=_sources(by_department),
        remarks=by_department.remarks,
        faulty=by_department.faulty,
    )


def number(value: Decimal | None, lang: str) -> str:
    """Return a number as the language writes it; blank for none."""
    if value is None:
        return ""
    text = f"{value:,f}" if value % 1 else f"{value:,.0f}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "vi" else text


def rate(value: Decimal | None, lang: str) -> str:
    """Return a percentage with two decimals; blank for none."""
    if value is None:
        return ""
    text = f"{value:,.2f}%"
    return text.translate(str.maketrans(",.", ".,")) if lang == "vi" else text


def _words(lang: str) -> dict[str, str]:
    told = tomllib.loads((TEMPLATES / "province.toml").read_text(encoding="utf-8"))
    return {key: words[lang] for key, words in told.items()}


def _figures(result: Aggregate, members: Sequence[Line], label: str) -> Figures:
    sums = totals(result.form, members)
    return Figures(
        label=label,
        values={
            key: _add(sums.get((None, column)) for column in columns)
            for key, columns in COLUMNS.items()
        },
        sources=tuple(sorted({file for line in members for file in line.files})),
        marked=any(line.marked for line in members),
    )


def _add(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return 100 * part / whole if part is not None and whole else None


def _reports(result: Aggregate) -> set[str]:
    return {c.report_id for line in result.lines for a in line.amounts.values() for c in a.cells}


def _charts(
    departments: Sequence[Figures], fields: Sequence[Figures], words: dict[str, str], lang: str
) -> dict[str, str]:
    def volume(rows: Sequence[Figures], title: str) -> str:
        drawn = [
            Bar(
                row.label,
                (float(row.values["online"] or 0), float(row.values["direct"] or 0)),
                number(_add((row.values["online"], row.values["direct"])), lang),
            )
            for row in rows
        ]
        return bars(drawn, title)

    def shares(kind: str) -> str:
        told = [(row, getattr(row, kind)) for row in departments]
        drawn = [
            Bar(row.label, (float(value),), rate(value, lang))
            for row, value in told
            if value is not None
        ]
        return bars(drawn, words[kind], most=100)

    return {
        "departments": volume(departments, f"{words['received']}: {words['by_department']}"),
        "fields": volume(fields, f"{words['received']}: {words['by_field']}"),
        "online_rate": shares("online_rate"),
        "on_time_rate": shares("on_time_rate"),
    }


def _trend(store: Store, period: str, words: dict[str, str]) -> str:
    """Return the rates over the periods of the same kind, all departments together.

    Of a single year its quarters are drawn: one point is no line.
    """
    told = [row for row in ask(store, "on-time").to_pylist() if row["period"]]
    alike = _by_period(row for row in told if _kind(row["period"]) == _kind(period))
    if len(alike) < 2 and not _kind(period):
        quarters = (row for row in told if row["period"].startswith(f"{period}Q"))
        alike = _by_period(quarters)
    names = sorted(alike)[-12:]
    return _drawn(names, [alike[name] for name in names], words)


def _kind(period: str) -> str:
    return period[4:5]


def _by_period(rows: Iterable[dict[str, Any]]) -> dict[str, dict[str, Decimal]]:
    sums: dict[str, dict[str, Decimal]] = {}
    for row in rows:
        mine = sums.setdefault(row["period"], {})
        for key in ("received", "online", "resolved", "in_time"):
            mine[key] = mine.get(key, Decimal(0)) + (row[key] or Decimal(0))
    return sums


def _drawn(names: Sequence[str], told: Sequence[dict[str, Decimal]], words: dict[str, str]) -> str:
    def share(row: dict[str, Decimal], part: str, whole: str) -> float | None:
        found = _share(row.get(part), row.get(whole))
        return None if found is None else float(found)

    return lines(
        names,
        [
            (words["on_time_rate"], [share(row, "in_time", "resolved") for row in told]),
            (words["online_rate"], [share(row, "online", "received") for row in told]),
        ],
        words["trend"],
    )


def _sources(result: Aggregate) -> list[dict[str, Any]]:
    """Return one row a printed row: department, label, file, place, and its numbers by column."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    cells: list[Cell] = [
        cell for line in result.lines for amount in line.amounts.values() for cell in amount.cells
    ]
    for cell in sorted(cells, key=lambda c: (c.department, c.file_name, c.table_id, c.row)):
        row = found.setdefault(
            (cell.table_id, cell.row),
            {
                "department": cell.department,
                "label": cell.label,
                "period": cell.period,
                "file": cell.file_name,
                "place": cell.place.rpartition(", ")[0] or cell.place,
                "numbers": {},
            },
        )
        row["numbers"][cell.column] = cell.raw_text
    return list(found.values())
