"""Tables torn by page breaks made whole again, under a rule of conservation.

Rows out = rows in − repeated header rows − continuation rows, counted per `Fragment`; no text is
altered, and a cell torn by a break keeps the places of all its pieces.
"""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise
from operator import attrgetter

from extract.columns import columns_meet
from extract.document import Box, Cell, Fragment, Table, TextSpan, united
from extract.folding import skeleton
from extract.grid import cover, own_rows
from extract.headers import find_header, is_index, is_numeric, is_row_number
from extract.syllables import is_syllable

_TOTAL = re.compile(r"\W*(?:tổng(?:\s+(?:cộng|số))?|cộng)\b", re.IGNORECASE)
_BULLET = re.compile(r"[-–+•*]\s|[a-zđ0-9]{1,2}[.)]\s", re.IGNORECASE)
_QUANTITY = re.compile(r"\d+(?:[.,/]\d+)?\s+[^\W\d]+(?:\s+[^\W\d]+)?")
_CODE_HEAD = re.compile(r"(?:^|\s)\d(?:\.\d+){1,5}\.$")
_CODE_TAIL = re.compile(r"\d{2,6}(?:\.|\s|$)")
_UNITS = frozenset({"m", "kg", "km", "cm", "mm", "g", "đ", "ha", "x"})
_OPEN_END = re.compile(
    r"(?:[-–/,(:“]|\b(?:số|ngày|tháng|năm|của|và|về|theo|tại|cho|với|các|để|là|bởi|từ|đến|hoặc"
    r"|Quyết định|Báo cáo|Công văn|Kế hoạch|Nghị định|Thông tư|Tờ trình))$",
    re.IGNORECASE,
)


def glue(before: str, after: str) -> str:
    """Return what joins two pieces of a torn cell: nothing, a space or a newline."""
    left, right = before.rstrip(), after.lstrip()
    if not left or not right:
        return ""
    if _BULLET.match(right):
        return "\n"
    last, first = left.split()[-1], right.split()[0]
    if right[0] in ".,;:)%”" or left[-1] in "/(“" or (right[0] == "/" and left[-1].isdigit()):
        return ""
    if left[-1] == "-" and len(last) > 1 and right[0].isalnum():
        return ""
    if _CODE_HEAD.search(left) and _CODE_TAIL.match(right):
        return ""
    return "" if _word_torn(last, first.rstrip(".,;:)")) else " "


def _word_torn(last: str, first: str) -> bool:
    """Tell whether a break goes through a word: "thà|nh", "ng|hị", one syllable only together."""
    if not (last.isalpha() and first.isalpha() and first.islower()) or last.isupper():
        return False
    if first in _UNITS or last in _UNITS or not is_syllable(last + first):
        return False
    return not (is_syllable(last) and is_syllable(first))


def join_cells(before: Cell, after: Cell) -> Cell:
    """Return the torn cell made whole; both pieces keep their text and places."""
    joint = glue(before.text, after.text)
    text = before.text + joint + after.text
    shift = len(before.text) + len(joint)
    moved = tuple(TextSpan(s.start + shift, s.end + shift, s.place, s.source) for s in after.spans)
    return replace(
        before, text=text, spans=before.spans + moved, tables=before.tables + after.tables
    )


def whole(table: Table, page: int | None = None) -> Table:
    """Return the table, and those in its cells, with header found and itself as only fragment."""
    header = find_header(table)
    cells = tuple(
        replace(
            cell,
            is_header=cell.is_header or cell.row < header.rows,
            tables=tuple(whole(inner) for inner in cell.tables),
        )
        if cell.row < header.rows or cell.tables
        else cell
        for cell in table.cells
    )
    return replace(
        table,
        cells=cells,
        header_rows=header.rows,
        index_row=header.index_row,
        fragments=fragments_of(table, page),
    )


def fragments_of(table: Table, page: int | None) -> tuple[Fragment, ...]:
    """Return the parts a table is of: as long as nothing is stitched, itself."""
    return table.fragments or (Fragment(_page(table, page), _box(table), table.n_rows),)


def repeated_rows(first: Table, second: Table) -> int:
    """Return how many leading rows of `second` repeat header rows of `first`, in their order."""
    heads = [_signature(row) for row in own_rows(first)[: first.header_rows]]
    count = position = 0
    for row in own_rows(second)[: len(heads)]:
        signature = _signature(row)
        match = next((i for i in range(position, len(heads)) if _alike(heads[i], signature)), None)
        if match is None and count and _named_there(signature, heads):
            match = position  # its columns were read otherwise, but it says nothing new
        if match is None:
            break
        count, position = count + 1, match + 1
    return count


def same_table(first: Table, second: Table, *, apart: bool = False) -> bool:
    """Tell whether `second`, which follows with nothing between, is the rest of `first`.

    `first` has its header found, `second` is as the reader gave it. With a footnote between them
    (`apart`) the row numbers must go on too, or the total be all that is left.
    """
    if apart and not (
        _numbers_go_on(first, second, rising=False) or _is_total(own_rows(second)[0])
    ):
        return False
    if first.sheet != second.sheet or not _pages_follow(first, second):
        return False
    if first.header_rows and repeated_rows(first, second):
        return abs(first.n_cols - second.n_cols) <= 1 or not _wide(first, second)
    if first.n_cols != second.n_cols or not columns_meet(first, second):
        return False
    if find_header(second).certain:
        return False
    return bool(first.header_rows) or _numbers_go_on(first, second)


def begins_anew(first: Table, second: Table) -> bool:
    """Tell whether the row numbers of `second` begin again: 38, 39 | 1, 2."""
    known = [n for n in map(_head_number, own_rows(first)) if n is not None]
    begin = next((n for n in map(_head_number, own_rows(second)) if n is not None), None)
    return bool(known) and begin == 1


def append(first: Table, second: Table) -> Table:
    """Return `first` with the rows of `second`: header copies dropped, a torn row made whole."""
    repeated = repeated_rows(first, second) if first.header_rows else 0
    rows = own_rows(second)
    merged = 0
    if repeated < second.n_rows:
        torn = (
            continues(first, rows[repeated])
            if first.n_rows > first.header_rows
            else _head_goes_on(first, rows[repeated])
        )
        merged = int(torn or _is_remainder(rows, repeated))
    cells = list(first.cells)
    if merged:
        cells = _merge(first, rows[repeated])
    taken = repeated + merged
    shift = first.n_rows - taken
    cells += [cell.lowered(shift) for cell in second.cells if cell.row >= taken]
    part = second.fragments[-1] if second.fragments else Fragment(None, None, second.n_rows)
    fragment = replace(part, repeated_header_rows=repeated, merged_rows=merged)
    return replace(
        first,
        n_rows=first.n_rows + second.n_rows - taken,
        n_cols=max(first.n_cols, second.n_cols),
        cells=tuple(sorted(cells, key=attrgetter("row", "col"))),
        fragments=(*first.fragments, fragment),
    )


def continues(table: Table, row: dict[int, Cell]) -> bool:
    """Tell whether a row, first after a page break, goes on with the cells of the last row."""
    last = _last_row(table)
    texts = {col: cell.text.strip() for col, cell in row.items()}
    if not texts or not last:
        return False
    if _is_total(row):
        return False
    pairs = [(last[c].text.strip(), t) for c, t in texts.items() if c in last]
    if any(_closed(a) and _closed(b) for a, b in pairs):
        return False
    if 0 in texts and not (texts[0][0].islower() and 0 in last and not is_row_number(texts[0])):
        return False
    if any(_goes_on(a, b) for a, b in pairs) or _shouted_on(last, texts):
        return True
    if 0 in texts or 1 in texts or _has_subrows(table):
        return False
    return bool(pairs) and len(pairs) == len(texts)


def _is_total(row: dict[int, Cell]) -> bool:
    """Tell whether a row is headed as a total, in its first or second cell."""
    return any(_TOTAL.match(cell.text.strip()) for cell in list(row.values())[:2])


def _head_goes_on(table: Table, row: dict[int, Cell]) -> bool:
    """Tell whether a row ends what the break tore in the last row of a header.

    That is words ("Số ký hiệu văn" | "bản") or formulas ("(3)=(4)" | "+(5)+(6)").
    """
    last = _last_row(table)
    if table.index_row is None:
        words = [cell.text.strip() for cell in row.values()]
        return (
            bool(words)
            and 0 not in row
            and row.keys() <= last.keys()
            and all(word[0].islower() for word in words)
        )
    return (
        table.index_row == table.n_rows - 1
        and bool(row)
        and row.keys() <= last.keys()
        and all(
            "=" in last[col].text and is_index(last[col].text + cell.text)
            for col, cell in row.items()
        )
    )


def _shouted_on(last: dict[int, Cell], texts: dict[int, str]) -> bool:
    """Tell whether a lone label in capitals goes on with that of a group that has numbers."""
    return (
        set(texts) == {1}
        and 0 in last
        and len(last) > 2
        and (texts[1].isupper() and 1 in last and last[1].text.isupper())
    )


def _is_remainder(rows: list[dict[int, Cell]], row: int) -> bool:
    """Tell whether a row is the blank strip that a row torn by the page leaves on the next one."""
    return not rows[row] and row + 1 < len(rows) and bool(rows[row + 1])


def _starts_inside(text: str) -> bool:
    return text[0] in ".,;:)%”/" or (text[0].islower() and not _BULLET.match(text))


def _goes_on(before: str, after: str) -> bool:
    """Tell whether the first text plainly lacks its end, or the second its beginning."""
    return bool(_OPEN_END.search(before)) or _starts_inside(after)


def _closed(text: str) -> bool:
    """Tell whether a cell is whole by itself: a number, a date, "03 ngày", a dash, a tick."""
    if _QUANTITY.fullmatch(text):
        return True
    return len(text) == 1 or (is_numeric(text) and text[-1] not in "/-.,")


def _has_subrows(table: Table) -> bool:
    """Tell whether the last row is one of several below one merged first cell."""
    cell = cover(table).get((table.n_rows - 1, 0))
    return cell is not None and cell.row_span > 1


def _last_row(table: Table) -> dict[int, Cell]:
    """Return the printed cells that reach into the last row, by column."""
    grid = cover(table)
    cells = {col: grid.get((table.n_rows - 1, col)) for col in range(table.n_cols)}
    return {c: cell for c, cell in cells.items() if cell and cell.col == c and cell.text.strip()}


def _merge(table: Table, row: dict[int, Cell]) -> list[Cell]:
    last = _last_row(table)
    joined = {
        id(last[col]): join_cells(last[col], cell) for col, cell in row.items() if col in last
    }
    empty = {(table.n_rows - 1, col) for col in row if col not in last}
    cells = [joined.get(id(c), c) for c in table.cells if (c.row, c.col) not in empty]
    added = [replace(row[col], row=table.n_rows - 1, is_header=False) for _, col in empty]
    return cells + added


def _signature(row: dict[int, Cell]) -> list[str]:
    return [skeleton(cell.text) for _, cell in sorted(row.items())]


def _named_there(signature: list[str], heads: list[list[str]]) -> bool:
    """Tell whether a row prints texts of the head alone, several of them."""
    known = {text for head in heads for text in head}
    return len(signature) > 1 and known.issuperset(signature)


def _alike(a: list[str], b: list[str]) -> bool:
    """Tell whether two header rows are copies, allowing a letter misread in one of them."""
    if a == b:
        return bool(a)
    if not a or len(a) != len(b):
        return False
    ratios = [SequenceMatcher(None, x, y).ratio() for x, y in zip(a, b, strict=True)]
    return min(ratios) >= 0.75 and sum(ratios) / len(ratios) >= 0.95


def _pages_follow(first: Table, second: Table) -> bool:
    before = first.fragments[-1].page if first.fragments else None
    after = second.fragments[0].page if second.fragments else None
    return before is None or after is None or 0 <= after - before <= 1


def _wide(first: Table, second: Table) -> bool:
    """Tell whether the second table prints beyond the first one's columns."""
    return max((c.col for c in second.cells if c.text.strip()), default=0) >= first.n_cols


def _numbers_go_on(first: Table, second: Table, *, rising: bool = True) -> bool:
    """Tell whether the row numbers go on in the second table: 7, 8 | 9; all rise by one if told."""
    heads = [_head_number(row) for row in own_rows(first)]
    known = [n for n in heads if n is not None]
    begin = next((n for n in map(_head_number, own_rows(second)) if n is not None), None)
    if rising and (len(known) < 2 or any(b != a + 1 for a, b in pairwise(known))):
        return False
    return bool(known) and begin == known[-1] + 1


def _head_number(row: dict[int, Cell]) -> int | None:
    text = row[0].text.strip().rstrip(".)") if 0 in row else ""
    return int(text) if text.isdecimal() and len(text) <= 4 else None


def _page(table: Table, page: int | None) -> int | None:
    pages = (s.place.page for c in table.cells for s in c.spans if s.place.page is not None)
    return page if page is not None else next(pages, None)


def _box(table: Table) -> Box | None:
    return united(s.place.box for c in table.cells for s in c.spans if s.place.box is not None)
