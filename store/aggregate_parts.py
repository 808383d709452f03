"""A whole period from its parts: four quarters for a year, merged units with their successor.

A department's own form of the period always goes first; its parts are then told, not added. Who
sent only parts is added up from them when they are all there, never a year and its quarters both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from normalize.citing import write_date
from normalize.forms import Column, Form, Part
from store.aggregate_rows import Cell, row_formulas
from store.lineage import ancestry
from store.statements import roles, tilings

Held = dict[str, dict[str, list[Cell]]]  # department → period → cells


@dataclass(slots=True)
class _Choice:
    """What counts in the end, and what the reader must know of it."""

    cells: list[Cell] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def periods_of(period: str) -> list[str]:
    """Return the period and all that may be part of it."""
    return sorted({period, *(part for parts in tilings(period) for part in parts)})


def whole_or_parts(
    form: Form, period: str, cells: Iterable[Cell], known: Mapping[str, tuple[str, list[str]]]
) -> tuple[list[Cell], list[str]]:
    """Return the cells that make up the form of the period, and remarks.

    Args:
        form: the form.
        period: its name.
        cells: those of the period and of its parts, each report's rows or total once.
        known: each department's name and the periods of that year it has the form of.
    """
    held: Held = {}
    for cell in cells:
        held.setdefault(cell.department_key, {}).setdefault(cell.period, []).append(cell)
    heirs = _heirs(held)
    chosen = _Choice()
    for periods in held.values():
        chosen.cells += periods.get(period, [])
    for unit in sorted(held):
        if period not in held[unit] and unit not in heirs:
            merged = {old: on for old, (new, on) in heirs.items() if new == unit}
            _compose(form, period, unit, held, merged, chosen)
    for unit, (heir, on) in sorted(heirs.items()):
        if period not in held[unit] and period in held.get(heir, ()):
            chosen.remarks.append(
                f"{_name(held, unit)}: đã nhập vào {_name(held, heir)} từ ngày {write_date(on)}; "
                f"biểu kỳ {', '.join(sorted(held[unit]))} không cộng riêng."
            )
    told = {cell.department_key for cell in chosen.cells} | set(heirs)
    for unit, (name, others) in sorted(known.items(), key=lambda item: item[1]):
        inside = [other for other in others if other != period and _within(other, period)]
        if unit not in told and inside:
            chosen.remarks.append(
                f"{name}: chỉ có biểu của kỳ {', '.join(inside)}, không cộng vào kỳ {period}."
            )
    return chosen.cells, chosen.remarks


def _within(other: str, period: str) -> bool:
    return other in periods_of(period) or other.startswith(period)


def _heirs(held: Held) -> dict[str, tuple[str, date]]:
    """Return the units that were merged whole into another that reports: into which, and when."""
    found: dict[str, tuple[str, date]] = {}
    for unit, periods in held.items():
        every = [cell for cells in periods.values() for cell in cells]
        since, until = min(c.start for c in every), max(c.end for c in every)
        merged = ancestry(unit, since.replace(month=1, day=1), until)
        if merged.whole:
            found |= {old: (unit, on) for old, on in merged.units.items() if old in held}
    return found


def _compose(
    form: Form,
    period: str,
    unit: str,
    held: Held,
    merged: Mapping[str, date],
    chosen: _Choice,
) -> None:
    """Add the unit's form made of its parts, part of the form by part, where they are whole."""
    for part in form.parts:
        tiling = next((t for t in tilings(period) if _is_whole(part, t, unit, held, merged)), None)
        if tiling is None:
            continue
        mine = [
            replace(cell, department_key=unit, department=_name(held, unit))
            for one in (unit, *merged)
            for name in tiling
            for cell in held[one].get(name, ())
            if cell.part == part.name
        ]
        chosen.cells += _made_of(part, tiling, mine)
        label = f" phần {part.name}" if part.name else ""
        joined = [
            f"{_name(held, old)} (nhập vào từ ngày {write_date(on)})" for old, on in merged.items()
        ]
        chosen.remarks.append(
            f"{_name(held, unit)}{label}: không có biểu của kỳ {period}; cộng từ các kỳ "
            f"{', '.join(tiling)}{', cả số của ' + ', '.join(joined) if joined else ''}."
        )


def _is_whole(
    part: Part, tiling: Sequence[str], unit: str, held: Held, merged: Mapping[str, date]
) -> bool:
    """Tell whether the unit, and whom it took in until then, reported on every part."""

    def reported(one: str, name: str) -> bool:
        return any(cell.part == part.name for cell in held[one].get(name, ()))

    ends = {c.period: c.end for every in held.values() for cells in every.values() for c in cells}

    def stood_for(name: str) -> bool:
        return any(ends[name] < on and reported(old, name) for old, on in merged.items())

    return all(
        name in ends
        and (reported(unit, name) or stood_for(name))
        and all(reported(old, name) for old, on in merged.items() if ends[name] < on)
        for name in tiling
    )


def _made_of(part: Part, tiling: Sequence[str], cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells that make up the whole period, each under the column it counts in."""
    by_column: dict[int, list[Cell]] = {}
    for cell in cells:
        by_column.setdefault(cell.column, []).append(cell)
    made = {
        column.number: _of_column(column, tiling, by_column.get(column.number, ()))
        for column in part.columns
        if column.kind == "count" and column.indicator in roles()
    }
    for target, formula in row_formulas(part).items():
        terms = [n for sign, n in formula.terms if sign > 0]
        if target not in made and len(terms) == len(formula.terms) and made.keys() >= set(terms):
            made[target] = [replace(c, column=target) for n in terms for c in made[n]]
    return [cell for found in made.values() for cell in found]


def _of_column(column: Column, tiling: Sequence[str], cells: Iterable[Cell]) -> list[Cell]:
    role = roles()[column.indicator]
    if role == "flow":
        return list(cells)
    wanted = tiling[0] if role == "opening" else tiling[-1]
    return [cell for cell in cells if cell.period == wanted]


def _name(held: Held, unit: str) -> str:
    return next(cells[0].department for cells in held[unit].values() if cells)
