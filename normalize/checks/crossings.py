"""XRF401–403: prose and forms, forms and forms, prose and prose tell the same numbers.

What must equal what is data: `crossings.toml`.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from normalize.catalogue import finding
from normalize.checks.forms import at_cell, cell_evidence, form_name
from normalize.numbers import show
from normalize.phrases import lexicon
from normalize.schema import BlockRecord, Evidence, Figure, Finding, Level, Report, TableRecord
from normalize.totals import Operand, Total, form_totals, parse_operand, row_totals, tables_of

_SURE = 70.0  # OCR confidence, 0–100, below which a number proves nothing


@dataclass(frozen=True, slots=True)
class _Prose:
    """What a figure in prose may equal."""

    any: tuple[Operand, ...]
    together: bool
    at_most: bool
    level: Level | None


@dataclass(frozen=True, slots=True)
class _Forms:
    """Two forms' columns that agree."""

    left: Operand
    right: Operand
    doubt: Operand | None
    at_most: bool
    by_row: bool


@dataclass(frozen=True, slots=True)
class Crossings:
    """The declarations of `crossings.toml`."""

    prose: dict[str, _Prose]
    forms: tuple[_Forms, ...]
    single: frozenset[str]


@cache
def crossings() -> Crossings:
    """Return the declarations, operands parsed."""
    path = Path(__file__).parent / "crossings.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Crossings(
        {
            entry["indicator"]: _Prose(
                tuple(map(parse_operand, entry["any"])),
                entry.get("together", False),
                entry.get("at_most", False),
                entry.get("level"),
            )
            for entry in data["prose"]
        },
        tuple(
            _Forms(
                parse_operand(entry["left"]),
                parse_operand(entry["right"]),
                parse_operand(entry["doubt"]) if "doubt" in entry else None,
                entry.get("at_most", False),
                entry.get("by_row", False),
            )
            for entry in data["forms"]
        ),
        frozenset(data["single"]["indicators"]),
    )


def check(report: Report) -> Iterator[Finding]:
    """Yield the contradictions between the report's prose and forms."""
    blocks = {block.block_id: block for block in report.blocks}
    told = [
        f for f in report.figures if f.source == "prose" and f.indicator and f.value is not None
    ]
    sure = [f for f in told if f.confidence is None or f.confidence >= _SURE]
    decided: set[str] = set()
    for found, judged in _prose_form(report, sure, blocks):
        decided |= judged
        if found is not None:
            yield found
    for declared in crossings().forms:
        yield from _form_form(report.tables, declared)
    yield from _prose_prose([f for f in sure if f.figure_id not in decided], blocks)


def _prose_form(
    report: Report, figures: list[Figure], blocks: dict[str, BlockRecord]
) -> Iterator[tuple[Finding | None, set[str]]]:
    """Yield what the forms say of the prose, and the figures they decide on, right or wrong."""
    wrong: dict[tuple[str, Decimal], list[tuple[Figure, tuple[Total, ...]]]] = defaultdict(list)
    forms = _FormTotals(report)
    for group in _groups(figures):
        indicator = group[0].indicator or ""
        declared = crossings().prose.get(indicator)
        if declared is None:
            continue
        totals = forms.allowed(declared, group[0])
        if not totals:
            continue
        yield None, {figure.figure_id for figure in group}
        for figure in _contradicted(group, {total.value for total in totals}, declared):
            wrong[indicator, figure.value or Decimal(0)].append((figure, totals))
    for (indicator, value), places in wrong.items():
        yield _told_wrong(indicator, value, places, blocks), set()


def _groups(figures: list[Figure]) -> Iterator[list[Figure]]:
    """Yield the figures that are judged together: of one indicator in one place of the report."""
    found: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        declared = crossings().prose.get(figure.indicator or "")
        if declared is not None and declared.together:
            place = (figure.table_id, figure.row) if figure.table_id else ()
            found[figure.indicator, place, figure.period_from, figure.period_to].append(figure)
        else:
            found[figure.figure_id,].append(figure)
    yield from found.values()


class _FormTotals:
    """What the forms of each period hold, added up once however often the prose tells it."""

    def __init__(self, report: Report) -> None:
        self._tables: dict[tuple[date | None, date | None], list[TableRecord]] = defaultdict(list)
        for table in report.tables:
            start = table.period_from or report.document.period_from
            end = table.period_to or report.document.period_to
            self._tables[start, end].append(table)
        self._known: dict[tuple[object, ...], tuple[Total, ...]] = {}

    def allowed(self, declared: _Prose, figure: Figure) -> tuple[Total, ...]:
        """Return the values that the forms of the figure's period hold for it."""
        field = None if declared.together else figure.row_label
        period = figure.period_from, figure.period_to
        found: list[Total] = []
        for operand in declared.any:
            level = figure.level if operand.form in ("II.06", "II.08") else None
            key = operand, period, field, level
            if key not in self._known:
                totals = form_totals(self._tables.get(period, ()), operand, field, level)
                self._known[key] = tuple(filter(_is_sure, totals))
            found += self._known[key]
        return tuple(found)


def _is_sure(total: Total) -> bool:
    marks = [row.cells[number].confidence for row, number in total.cells]
    return all(mark is None or mark >= _SURE for mark in marks)


def _contradicted(group: list[Figure], allowed: set[Decimal], declared: _Prose) -> list[Figure]:
    """Return the figures of a group that no allowed value bears out."""
    if declared.at_most:
        return [figure for figure in group if (figure.value or 0) > max(allowed)]
    if not declared.together:
        return [figure for figure in group if figure.value not in allowed]
    values = [figure.value or Decimal(0) for figure in group]
    if sum(values, Decimal(0)) in allowed or any(value in allowed for value in values):
        return []
    if any(f.row_label or f.level for f in group) and sum(values) < max(allowed):
        return []  # the share of one field or level in the form's number
    return group


def _told_wrong(
    indicator: str,
    value: Decimal,
    places: list[tuple[Figure, tuple[Total, ...]]],
    blocks: dict[str, BlockRecord],
) -> Finding:
    figure, totals = places[0]
    name, name_en = lexicon().names[indicator]
    printed = _distinct(totals)
    found = finding(
        "XRF401",
        figure,
        table_id=None,
        suggestion="Đối chiếu hồ sơ gốc rồi sửa phần lời hoặc biểu cho khớp.",
        evidence=[
            *(_said(place, blocks) for place, _ in places),
            *(entry for total in printed for entry in _shown(total)),
        ],
        where=_where(figure, blocks),
        what=name,
        what_en=name_en,
        told=show(value),
        form=" / ".join(dict.fromkeys(form_name(total.table) for total in printed)),
        printed=" / ".join(dict.fromkeys(show(total.value) for total in printed)),
    )
    level = crossings().prose[indicator].level
    return found.model_copy(update={"level": level}) if level else found


def _distinct(totals: Iterable[Total]) -> list[Total]:
    """Return the totals without those of the same form and value."""
    return list(
        {(total.table.table_id, total.value): total for total in reversed([*totals])}.values()
    )[::-1]


def _shown(total: Total) -> list[Evidence]:
    """Return the cells of a total that a reader wants to see: not the empty ones of many."""
    cells = [(row, n) for row, n in total.cells if len(total.cells) <= 4 or row.numbers[n]]
    return [cell_evidence(total.table, row, number) for row, number in cells[:8]]


def _said(figure: Figure, blocks: dict[str, BlockRecord]) -> Evidence:
    block = blocks.get(figure.block_id or "")
    start, end = figure.char_start or 0, figure.char_end or 0
    around = block.text[max(0, start - 60) : end + 60] if block else figure.raw_text
    return Evidence(
        label="phần lời: " + " ".join(around.split()),
        value=figure.raw_text,
        where=_where(figure, blocks),
        table_id=figure.table_id,
        row=figure.row,
        col=figure.col,
        block_id=figure.block_id,
        page=figure.page,
        bbox=figure.bbox,
    )


def _where(figure: Figure, blocks: dict[str, BlockRecord]) -> str:
    block = blocks.get(figure.block_id or "")
    section = block.section if block else None
    if section and section.startswith("PL"):
        return f"Phụ lục {section[2:]}"
    return f"Mục {section}" if section else "Phần lời"


def _form_form(tables: tuple[TableRecord, ...], declared: _Forms) -> Iterator[Finding]:
    if not _same_periods(tables, declared):
        return
    pairs: list[tuple[Total, Total, Decimal | None]] = []
    if declared.by_row:
        left, right = row_totals(tables, declared.left), row_totals(tables, declared.right)
        doubts = row_totals(tables, declared.doubt) if declared.doubt else {}
        pairs = [
            (total, right[key], doubts[key].value if key in doubts else None)
            for key, total in left.items()
            if key in right
        ]
    else:
        lefts, rights = form_totals(tables, declared.left), form_totals(tables, declared.right)
        if {total.value for total in lefts} & {total.value for total in rights}:
            return
        pairs = [(lefts[0], rights[0], None)] if lefts and rights else []
    wrong = [pair for pair in pairs if _contradict(pair[0].value, pair[1].value, declared)]
    wrong = [pair for pair in wrong if _is_sure(pair[0]) and _is_sure(pair[1])]
    if wrong:
        yield _forms_differ(wrong, declared)


def _same_periods(tables: tuple[TableRecord, ...], declared: _Forms) -> bool:
    """Tell whether each side stands in one table, both of one period."""
    left, right = tables_of(tables, declared.left), tables_of(tables, declared.right)
    if len(left) != 1 or len(right) != 1:
        return False
    periods = [(t.period_from, t.period_to) for t in (left[0], right[0]) if t.period_from]
    return len(set(periods)) <= 1


def _contradict(left: Decimal, right: Decimal, declared: _Forms) -> bool:
    return left > right if declared.at_most else left != right


def _forms_differ(wrong: list[tuple[Total, Total, Decimal | None]], declared: _Forms) -> Finding:
    left, right, _ = wrong[0]
    rows = [pair[0].cells[0][0].label for pair in wrong] if declared.by_row else []
    found = finding(
        "XRF402",
        at_cell(left.table, left.cells[0][0].cells[left.cells[0][1]]),
        table_id=left.table.table_id,
        suggestion="Đối chiếu hai biểu với sổ theo dõi hồ sơ rồi sửa biểu ghi sai.",
        evidence=[entry for pair in wrong for total in pair[:2] for entry in _shown(total)],
        left=f"Biểu {form_name(left.table)}{_columns(left)}",
        left_en=f"Form {form_name(left.table)}{_columns(left)}",
        right=f"Biểu {form_name(right.table)}{_columns(right)}",
        right_en=f"form {form_name(right.table)}{_columns(right)}",
        rows=" (" + "; ".join(f"“{row}”" for row in rows) + ")" if rows else "",
        values=", ".join(show(pair[0].value) for pair in wrong),
        others=", ".join(show(pair[1].value) for pair in wrong),
    )
    certain = any(_is_certain(*pair) for pair in wrong)
    return found if certain else found.model_copy(update={"level": "warning"})


def _is_certain(left: Total, right: Total, doubt: Decimal | None) -> bool:
    return doubt is None or not right.value < left.value < doubt


def _columns(total: Total) -> str:
    numbers = sorted({number for _, number in total.cells})
    return ", cột " + " + ".join(f"({number})" for number in numbers)


def _prose_prose(figures: list[Figure], blocks: dict[str, BlockRecord]) -> Iterator[Finding]:
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.indicator in crossings().single:
            key = (
                figure.indicator,
                figure.row_path,
                figure.row_label,
                figure.level,
                figure.period_from,
                figure.period_to,
            )
            groups[key].append(figure)
    for group in groups.values():
        first = list({figure.value: figure for figure in reversed(group)}.values())[::-1]
        if len(first) < 2:
            continue
        name, name_en = lexicon().names[group[0].indicator or ""]
        yield finding(
            "XRF403",
            first[0],
            table_id=None,
            suggestion="Thống nhất một số liệu, hoặc ghi rõ mỗi số thuộc phạm vi, kỳ nào.",
            evidence=[_said(figure, blocks) for figure in group],
            what=name,
            what_en=name_en,
            values=", ".join(f"{f.raw_text} ({_where(f, blocks)})" for f in first),
        )
