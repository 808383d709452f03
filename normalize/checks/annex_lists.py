"""XRF404: the report's own list of procedures holds as many of each field as its form counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extract.folding import fold, skeleton
from normalize.catalogue import finding
from normalize.checks.forms import cell_evidence, form_name
from normalize.numbers import show
from normalize.rows import number_column
from normalize.schema import CellRecord, Evidence, Finding, Located, Report, TableRecord
from normalize.totals import Total, field_key, parse_operand, row_totals

_NAME = re.compile(r"^(?:ten )?(?:thu tuc hanh chinh|tthc|thu tuc)$|^ten (?:thu tuc|tthc)")
_FIELD = re.compile(r"^(?:ten )?linh vuc")
_NUMBER = re.compile(r"\d{1,3}[.)]?")
_LEVELS = (("cap tinh", "province"), ("cap huyen", "district"), ("cap xa", "commune"))
# A list of some procedures only: announced, repealed, reviewed, internal ones.
_SOME = re.compile(
    r"\bmoi\b|bai bo|sua doi|thay the|cong bo|ra soat|noi bo|don gian|cat giam|truc tuyen|tich hop"
    r"|khong thuc hien|dac thu|phi dia gioi|toan trinh"
)
_LIST = re.compile(r"danh muc (?:cac )?(?:thu tuc hanh chinh|tthc)")


@dataclass(frozen=True, slots=True)
class _List:
    """A list of procedures: how many there are of each level and field."""

    table: TableRecord
    counts: Counter[tuple[str | None, str]]
    names: dict[str, str]  # field as printed, by its key
    cells: dict[tuple[str | None, str], list[CellRecord]]


def check(report: Report) -> Iterator[Finding]:
    """Yield the lists of procedures that form II.07b contradicts, one finding a list and level."""
    lists = [found for table in report.tables if (found := _read_list(table, report)) is not None]
    for listed in lists:
        for level in dict.fromkeys(level for level, _ in listed.counts):
            form = row_totals(
                report.tables, parse_operand(f"II.07b I: procedures_{level or 'total'}")
            )
            yield from _compare(listed, level, form)


def _compare(listed: _List, level: str | None, form: dict[str, Total]) -> Iterator[Finding]:
    counts = {key: n for (of, key), n in listed.counts.items() if of == level}
    # Fields that the form calls otherwise leave it open which rows are meant.
    if not counts or not set(counts) <= set(form):
        return
    wrong = [key for key, total in form.items() if total.value != counts.get(key, 0)]
    if not wrong:
        return
    first = form[wrong[0]]
    annex = listed.table.annex or listed.table.title or "Danh mục TTHC"
    yield finding(
        "XRF404",
        Located(
            block_id=first.table.block_id,
            page=first.table.page_from,
        ),
        table_id=first.table.table_id,
        suggestion="Rà lại lĩnh vực của từng thủ tục trong danh mục và số ghi trong biểu.",
        evidence=[
            entry
            for key in wrong
            for entry in (_form_cell(form[key]), _list_rows(listed, level, key, annex))
        ],
        annex=annex,
        annex_en=f"the list ({annex})",
        listed=_told(((key, Decimal(counts.get(key, 0))) for key in wrong), listed, form),
        form=form_name(first.table),
        column=first.cells[0][1],
        printed=_told(((key, form[key].value) for key in wrong), listed, form),
    )


def _told(values: Iterator[tuple[str, Decimal]], listed: _List, form: dict[str, Total]) -> str:
    return ", ".join(
        f"{listed.names.get(key) or form[key].cells[0][0].label} {show(value)}"
        for key, value in values
    )


def _form_cell(total: Total) -> Evidence:
    row, number = total.cells[0]
    return cell_evidence(total.table, row, number)


def _list_rows(listed: _List, level: str | None, key: str, annex: str) -> Evidence:
    cells = listed.cells.get((level, key), [])
    place = cells[0] if cells else None
    return Evidence(
        label=f"số dòng của lĩnh vực trong {annex}",
        value=str(len(cells)),
        where=f"{annex}, dòng " + ", ".join(str(cell.row + 1) for cell in cells)
        if cells
        else annex,
        table_id=listed.table.table_id,
        row=place.row if place else None,
        col=place.col if place else None,
        block_id=listed.table.block_id,
        page=place.page if place else listed.table.page_from,
        bbox=place.bbox if place else None,
    )


def _read_list(table: TableRecord, report: Report) -> _List | None:
    """Return what a table lists, when it is the report's list of all its procedures."""
    if table.form_code is not None or not _is_whole(table, report):
        return None
    heads = [skeleton(path[-1]) if path else "" for path in table.header_paths]
    name = next((col for col, head in enumerate(heads) if _NAME.search(head)), None)
    field = next((col for col, head in enumerate(heads) if _FIELD.search(head)), None)
    number = number_column(table)
    if name is None or field is None or number is None:
        return None
    rows: dict[int, dict[int, CellRecord]] = {}
    for cell in table.cells:
        if cell.row >= table.header_rows:
            rows.setdefault(cell.row, {})[cell.col] = cell
    found = _List(table, Counter(), {}, {})
    level: str | None = None
    for _, cells in sorted(rows.items()):
        texts = {col: " ".join(cell.text.split()) for col, cell in cells.items()}
        level = _level(texts) or level
        if not _NUMBER.fullmatch(texts.get(number, "")) or not texts.get(name):
            continue
        if not texts.get(field):
            return None  # a field merged over several rows: the count would be a guess
        key = field_key(texts[field])
        found.counts[level, key] += 1
        found.names.setdefault(key, texts[field])
        found.cells.setdefault((level, key), []).append(cells[field])
    return found if found.counts else None


def _is_whole(table: TableRecord, report: Report) -> bool:
    """Tell whether a table's title names a list of procedures, and not of some alone."""
    title = fold(table.title or "")
    if not title:
        blocks = [b for b in report.blocks if b.block_id == table.block_id]
        before = blocks[0].ordinal if blocks else 0
        title = " ".join(fold(b.text) for b in report.blocks[max(0, before - 3) : before])
    return bool(_LIST.search(title)) and not _SOME.search(title)


def _level(texts: dict[int, str]) -> str | None:
    """Return the level that a group row names: "Cấp tỉnh", "I. Cấp huyện"."""
    printed = [text for text in texts.values() if text]
    if not printed or len(printed) > 2:
        return None
    folded = re.sub(r"^(?:[ivx]+|[a-d]|\d)[.)]? ", "", fold(printed[-1]))
    return next((level for words, level in _LEVELS if folded.startswith(words)), None)
