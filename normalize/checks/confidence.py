"""Checks on what a scan leaves in doubt: numbers and citations that OCR read unsurely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from normalize.catalogue import finding
from normalize.index_labels import odd_labels
from normalize.schema import (
    CellRecord,
    Evidence,
    Figure,
    Finding,
    Mention,
    Report,
    Slot,
    TableRecord,
)

# Measured on a scan of 18 pages: every wrong figure and citation was under 71; of the right ones
# under 75 stood 3 in 200.
LEAST = 75.0  # confidence under which a number has to be compared with the original
_SLOTS = {"number": "số của văn bản", "issued_on": "ngày của văn bản"}
_ROW_NUMBER = re.compile(r"[0-9IVX]{1,4}(?:\.[0-9]{1,2}){0,2}[.,)]?")
_MARRED = re.compile(r"[0-9IVX]{1,3}[,:;'’*][0-9]{1,2}(?:[.,:;'’*][0-9]{1,2})?[.,)]?")
_FIGURE = re.compile(r"[-–]?[0-9][0-9.,]*%?|[-–]")
_FIGURES = re.compile(r"[0-9][0-9.,]*(?:\s+[0-9][0-9.,]*)+")
_GROUPS = re.compile(r"[0-9]{1,3}(?:\s[0-9]{3})+")  # "1 862" is one figure
_DASHES = "-–— "  # known by their shape, however unsurely they are read
_MOSTLY = 0.6  # share of a column's cells that are figures where it holds figures
_LEAST_ROWS = 3  # numbers that count on where a table's rows are counted
_NEARLY_ALL = 0.75  # share of its row numbers that do
_FILLED = 0.6  # share of a form's row and column that is filled where a blank is odd
_MOST_LOST = 6  # row numbers in a row that do not count on; after more the count begins anew
_DENIED = 40.0  # confidence at most of a number that the table's own counting denies
_STRANGE = 3  # letters at most that stand where a figure should
_ROMAN = {"I": 1, "V": 5, "X": 10}
_DIGIT = re.compile("[0-9\ufffd]")  # U+FFFD stands for ink that could not be read


def check(report: Report) -> Iterator[Finding]:
    """Yield a finding for each unsure number: letterhead, cells, citations, then prose.

    Header cells other than column numbers are left out, and row numbers that count on; a citation
    in a cell is told once.
    """
    for slot in report.slots:
        if is_unsure(slot):
            yield _found(slot, slot.text, _SLOTS[slot.name])
    cited = {(m.table_id, m.row, m.col) for m in report.mentions if is_unsure(m)}
    for table in report.tables:
        for cell in _unsure_numbers(table):
            if (table.table_id, cell.row, cell.col) not in cited:
                yield _in_cell(table, cell)
    for mention in report.mentions:
        if is_unsure(mention):
            yield _found(mention, mention.raw_text, "viện dẫn")
    for figure in report.figures:
        if figure.source == "prose" and is_unsure(figure):
            yield _found(figure, figure.raw_text, "số liệu")


def is_unsure(record: CellRecord | Mention | Figure | Slot) -> bool:
    """Tell whether OCR read something with low confidence; what is printed never is."""
    return record.confidence is not None and record.confidence < LEAST


def _unsure_numbers(table: TableRecord) -> Iterator[CellRecord]:
    """Yield the cells whose number, or what stands in its place, is read unsurely."""
    if all(cell.confidence is None for cell in table.cells):
        return
    counted, miscounted = _counted(table)
    figured = _figured(table)
    odd = _odd_labels(table) | {(row, 0) for row in miscounted} | _strangers(table, figured)
    odd |= _marred_row_numbers(table)
    denied = [_denied(c) if (c.row, c.col) in odd else c for c in table.cells]
    unsure = [cell for cell in denied if is_unsure(cell)]
    for cell in unsure:
        if cell.row == table.index_row:
            yield cell
        elif not cell.is_header and not (cell.col == 0 and cell.row in counted):
            in_place = cell.col in figured and cell.text.strip(_DASHES)
            if in_place or _DIGIT.search(cell.text):
                yield cell
    yield from _emptied(table, figured)


def _emptied(table: TableRecord, figured: set[int]) -> Iterator[CellRecord]:
    """Yield a form's blank cells on a scan whose row and column are filled.

    Forms print 0 or a dash there; a faint figure that OCR lost leaves such a blank.
    """
    if table.form_code is None:
        return
    counts = list(_counts(table, figured))
    by_row, by_column = _filled_share(counts, "row"), _filled_share(counts, "col")
    for cell in counts:
        filled = min(by_row[cell.row], by_column[cell.col]) >= _FILLED
        if filled and not cell.text.strip():
            yield cell.model_copy(update={"text": "ô trống", "confidence": 0.0})


def _filled_share(cells: list[CellRecord], line: Literal["row", "col"]) -> dict[int, float]:
    """Return which share of each row's or column's cells is not blank."""
    written: dict[int, list[bool]] = {}
    for cell in cells:
        written.setdefault(getattr(cell, line), []).append(bool(cell.text.strip()))
    return {at: sum(each) / len(each) for at, each in written.items()}


def _denied(cell: CellRecord) -> CellRecord:
    """Return a cell that the table's own counting denies, as unsure as if two looks differed."""
    if cell.confidence is None:
        return cell
    return cell.model_copy(update={"confidence": min(cell.confidence, _DENIED)})


def _odd_labels(table: TableRecord) -> set[tuple[int, int]]:
    """Return the places of column numbers that no form prints so, where a scan was read."""
    cells = [c for c in table.cells if c.row == table.index_row and c.text.strip()]
    cells.sort(key=lambda cell: cell.col)
    odd = odd_labels([cell.text for cell in cells])
    return {(cells[n].row, cells[n].col) for n in odd}


def _strangers(table: TableRecord, figured: set[int]) -> set[tuple[int, int]]:
    """Return the places of a letter or two, or of two figures in one cell, among figures.

    A 7 was read as t there, or the wall between two columns was not seen.
    """
    return {
        (cell.row, cell.col) for cell in _counts(table, figured) if _is_strange(cell.text.strip())
    }


def _counts(table: TableRecord, figured: set[int]) -> Iterator[CellRecord]:
    """Yield the cells below the head in columns of figures, those of row numbers left out."""
    for cell in table.cells:
        if cell.col in figured - {0} and not cell.is_header and cell.row != table.index_row:
            yield cell


def _marred_row_numbers(table: TableRecord) -> set[tuple[int, int]]:
    """Return the places of row numbers with a mark that none has, "2:2", among ones that are."""
    texts = {c.row: c.text.strip() for c in table.cells if c.col == 0 and not c.is_header}
    texts.pop(table.index_row if table.index_row is not None else -1, None)
    marred = {row for row, text in texts.items() if _MARRED.fullmatch(text)}
    numbers = sum(bool(_ROW_NUMBER.fullmatch(text)) for text in texts.values())
    return {(row, 0) for row in marred} if numbers >= max(_LEAST_ROWS, len(marred)) else set()


def _is_strange(text: str) -> bool:
    if _FIGURE.fullmatch(text):
        return False
    apart = _FIGURES.fullmatch(text) and not _GROUPS.fullmatch(text)
    return bool(apart) or 0 < len(text.strip(_DASHES)) <= _STRANGE


def _figured(table: TableRecord) -> set[int]:
    """Return the columns in which most of what is written is a figure."""
    texts: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.text and not cell.is_header and cell.row != table.index_row:
            texts.setdefault(cell.col, []).append(cell.text)
    return {
        col
        for col, seen in texts.items()
        if sum(bool(_FIGURE.fullmatch(text)) for text in seen) >= _MOSTLY * len(seen)
    }


def _counted(table: TableRecord) -> tuple[set[int], set[int]]:
    """Return the rows whose own number is the next one, and those of a counting table where not.

    The count vouches for the first ones, however unsurely they are read, and denies the others.
    """
    counting: set[int] = set()
    other: set[int] = set()
    part = lost = 0
    nexts = _next_ones(())
    for cell in sorted((c for c in table.cells if c.col == 0), key=lambda c: c.row):
        if cell.is_header or cell.row == table.index_row or not _ROW_NUMBER.fullmatch(cell.text):
            continue
        number = _row_number(cell.text)
        if cell.text[0] in _ROMAN:  # parts count among themselves, and their rows anew
            counts_on, part, nexts = number == (part + 1,), number[0], _next_ones(())
            lost = 0
        elif (counts_on := number in nexts) or lost == _MOST_LOST:
            nexts, lost = _next_ones(number), 0
        else:  # the one after it follows what it should have been, or itself if surely read
            follow = nexts if is_unsure(cell) else {*nexts, number}
            nexts, lost = set().union(*map(_next_ones, follow)), lost + 1
        # No row number is printed with a comma.
        (counting if counts_on and not cell.text.endswith(",") else other).add(cell.row)
    denies = counting and min(counting) < min(other, default=0)
    if not denies or len(counting) < max(_LEAST_ROWS, _NEARLY_ALL * len(counting | other)):
        other.clear()
    return counting, other


def _row_number(text: str) -> tuple[int, ...]:
    """Return the parts of a row's number, "2.3" as 2 and 3, "IV" as 4."""
    return tuple(_value(part) for part in text.rstrip(".,)").split("."))


def _value(part: str) -> int:
    if part.isdigit():
        return int(part)
    values = [_ROMAN.get(letter, 0) for letter in part]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def _next_ones(last: tuple[int, ...]) -> set[tuple[int, ...]]:
    """Return the numbers that may follow: a first one, a first one below, a next one above."""
    above = {(*last[:n], last[n] + 1) for n in range(len(last))}
    return {(1,), (*last, 1), *above}


def _in_cell(table: TableRecord, cell: CellRecord) -> Finding:
    where = f"{table.form_text or f'bảng {table.ordinal + 1}'}, hàng {cell.row + 1}"
    where += f", cột {cell.col + 1}"
    evidence = Evidence(
        label="ô bảng",
        value=cell.text,
        where=where,
        table_id=table.table_id,
        row=cell.row,
        col=cell.col,
        block_id=table.block_id,
        page=cell.page,
        bbox=cell.bbox,
    )
    return finding(
        "TXT703",
        evidence=(evidence,),
        table_id=table.table_id,
        text=" ".join(cell.text.split()),
        percent=f"{cell.confidence:.0f}",
    ).model_copy(update={"block_id": table.block_id, "page": cell.page, "bbox": cell.bbox})


def _found(record: Mention | Figure | Slot, text: str, label: str) -> Finding:
    where = f"trang {record.page}" if record.page else ""
    evidence = Evidence(
        label=label,
        value=text,
        where=where,
        mention_id=record.mention_id if isinstance(record, Mention) else None,
        block_id=record.block_id,
        page=record.page,
        bbox=record.bbox,
    )
    return finding(
        "TXT703",
        record,
        evidence=(evidence,),
        text=" ".join(text.split()),
        percent=f"{record.confidence:.0f}",
    )
