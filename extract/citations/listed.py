"""Lists of documents in tables: a number that only its column, or the kind beside it, vouches for.

"Loại văn bản | Số, ký hiệu | Ngày": `1203/SYT`; "Số | Ký hiệu | Ngày": `12` and `QĐ-UBND` apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from extract.citations.acceptance import shape_of
from extract.citations.beside import column_heads, dates_head
from extract.citations.build import citations_in
from extract.citations.model import RawReference, Slot
from extract.citations.patterns import GENERIC, words
from extract.document import Block, BlockKind, Cell, Document
from extract.folding import skeleton

_WHOLE_HEAD = regex.compile(
    r"(?:so hieu|so(?: va)? ky hieu|so)(?: (?:va )?ngay(?: thang)?(?: nam)?)?"
    r"(?: (?:cua )?(?:van ban|vb))?(?: (?:den|di|ban hanh))?"
)
_SYMBOL_HEAD = regex.compile(r"ky hieu(?: (?:cua )?(?:van ban|vb))?")
_KIND_HEAD = regex.compile(
    r"(?:ten )?(?:the )?(?:loai|hinh thuc)(?: (?:van ban|vb))?|ten loai(?: van ban)?"
)
_NUMBER = regex.compile(
    r"\s*(?:số\s*:?\s*)?(?P<number>[0-9]{1,6}[a-eđ]?)\s*/?\s*", regex.IGNORECASE
)
_SYMBOL = regex.compile(
    r"\s*/?\s*(?P<symbol>[A-ZĐ][A-ZĐa-zđ0-9&]*(?:\s?[-/]\s?[A-ZĐ][\w&]*){0,5})\s*"
)
_LIST_OF = regex.compile(
    r"(?:danh mục|danh sách|thống kê|bảng kê|tổng hợp)\s+(?:các\s+|những\s+)?", regex.IGNORECASE
)
_ORDER = regex.compile(r"[\s\dIVXa-zđ]{0,6}[.)\-–]?\s*(?:các\s+)?", regex.IGNORECASE)
_TITLES = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.LIST_ITEM)


@dataclass(slots=True)
class _Columns:
    """Where a list of documents has its parts; `word` is the kind that its head or title names."""

    number: int
    symbol: int | None
    kind: int | None
    word: str | None


def find_listed(document: Document, found: list[RawReference]) -> list[RawReference]:
    """Return the citations of tables that stand on the evidence of their columns alone.

    None of them is in `found`; those in it that lack a kind are given it in place.
    """
    taken: dict[tuple[int, tuple[int, int] | None], int] = {}
    for index, reference in enumerate(found):
        if reference.cell is not None:
            taken.setdefault((reference.block, reference.cell), index)
    extra: list[RawReference] = []
    for at, block in enumerate(document.blocks):
        if block.table is None or (columns := _columns(document, at, block)) is None:
            continue
        offsets: dict[tuple[int, int], int] = {}
        for number, symbol, word in _rows(block, columns):
            index = taken.get((block.ordinal, (number.row, number.col)), -1)
            if index >= 0:
                found[index] = _named(found[index], word)
            elif made := _apart(number, symbol, word) if symbol else _whole(number, word):
                offsets = offsets or block.table.layout()[1]
                beside = None if symbol is None else offsets[symbol.row, symbol.col]
                place = offsets[number.row, number.col]
                extra.append(_placed(made, block, number, (place, beside)))
    return extra


def _named(reference: RawReference, word: str | None) -> RawReference:
    """Return the citation with the kind of its column when its symbol has none of its own."""
    kind = words().kind_of_word.get(word or "", GENERIC)
    if reference.kind is not None or kind == GENERIC or word is None:
        return reference
    if shape_of("".join(reference.symbol.text.split())).kind:
        return reference
    traits = (*reference.traits, "kind-beside")
    return reference._replace(kind=kind, kind_word=Slot(word, -1, -1), traits=traits)


def _columns(document: Document, at: int, block: Block) -> _Columns | None:
    assert block.table is not None
    heads = column_heads(block.table)
    whole = [col for col, head in heads.items() if _WHOLE_HEAD.fullmatch(head)]
    named = {col: word for col, head in heads.items() if (word := _named_kind(head))}
    numbers = whole or list(named)
    if len(numbers) != 1:
        return None
    col = numbers[0]
    symbol = col + 1 if _SYMBOL_HEAD.fullmatch(heads.get(col + 1, "")) else None
    kind = next((c for c, head in heads.items() if _KIND_HEAD.fullmatch(head)), None)
    word = named.get(col) or _title_kind(document, at)
    if word is None and _lists_documents(heads, col):
        word = "văn bản"
    return _Columns(col, symbol, kind, word)


def _lists_documents(heads: dict[int, str], col: int) -> bool:
    """Tell whether the numbers of a column are of documents, as it says or a date beside does."""
    head = heads[col]
    named = "van ban" in head or "vb" in head.split()
    return named or ("ky hieu" in head and any(map(dates_head, heads.values())))


@cache
def _kinds_folded() -> dict[str, str]:
    return {skeleton(word): word for word, kind in words().kind_of_word.items() if kind}


def _named_kind(head: str) -> str | None:
    """Return the kind of a column that is headed "Số công văn", "Quyết định số"."""
    if head.startswith("so "):
        return _kinds_folded().get(head[3:])
    return _kinds_folded().get(head[:-3]) if head.endswith(" so") else None


def _title_kind(document: Document, at: int) -> str | None:
    """Return the kind that the table's title lists: DANH MỤC CÔNG VĂN ĐÃ BAN HÀNH."""
    for block in reversed(document.blocks[max(0, at - 4) : at]):
        if block.table is not None:
            return None
        if block.kind in _TITLES and (found := _LIST_OF.search(block.text)):
            return _kind_word(block.text[found.end() :])
    return None


def _kind_word(text: str) -> str | None:
    """Return the kind word that the text begins with, the longest."""
    parts = text[:60].lower().split()
    for length in range(min(words().longest, len(parts)), 0, -1):
        word = " ".join(parts[:length]).rstrip(":;,.")
        if words().kind_of_word.get(word, GENERIC) != GENERIC:
            return word
    return None


def _rows(block: Block, columns: _Columns) -> Iterator[tuple[Cell, Cell | None, str | None]]:
    """Yield the cell of each row's number, that of its symbol when apart, and its kind's word."""
    assert block.table is not None
    table = block.table
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.text.strip():
            for row in range(cell.row, cell.row + cell.row_span):
                by_row.setdefault(row, []).append(cell)
    group: str | None = None
    for row in range(max(table.header_rows, 1), table.n_rows):
        cells = {cell.col: cell for cell in by_row.get(row, ())}
        number = cells.get(columns.number)
        if len(cells) <= 2 and (number is None or not any(c.isdigit() for c in number.text)):
            group = _group_kind(cells) or group
            continue
        if number is None or number.row != row:
            continue
        word = group or columns.word
        if columns.kind is not None and columns.kind in cells:
            word = _kind_word(cells[columns.kind].text) or word
        symbol = cells.get(columns.symbol) if columns.symbol is not None else None
        yield number, symbol, word


def _group_kind(cells: dict[int, Cell]) -> str | None:
    """Return the kind of a row that heads a group: "I. CÔNG VĂN"."""
    for cell in cells.values():
        found = _ORDER.match(cell.text)
        word = _kind_word(cell.text[found.end() :] if found else cell.text)
        if word is not None:
            return word
    return None


def _whole(cell: Cell, word: str | None) -> RawReference | None:
    """Read "1203/SYT" as if its kind word stood before it."""
    return _one(f"{word or ''} số ".lstrip(), cell.text)


def _apart(number: Cell, symbol: Cell, word: str | None) -> RawReference | None:
    """Read number and symbol of two cells as one; the symbol's place is its own cell."""
    left, right = _NUMBER.fullmatch(number.text), _SYMBOL.fullmatch(symbol.text)
    if left is None or right is None:
        return None
    shape = shape_of("".join(right["symbol"].split()))
    if word is None and not ((shape.kind and len(shape.tokens) > 1) or shape.organ):
        return None
    joined = f"{left['number']}/{right['symbol']}"
    made = _one(f"{word or ''} số ".lstrip(), joined)
    if made is None or made.number is None:
        return None
    return made._replace(
        start=left.start("number"),
        end=left.end("number"),
        text=left["number"],
        number=Slot(left["number"], left.start("number"), left.end("number")),
        symbol=Slot(right["symbol"], right.start("symbol"), right.end("symbol")),
        date=None,
    )


def _one(before: str, text: str) -> RawReference | None:
    """Return the citation that stands alone in a text, its places those in the text."""
    found = citations_in(before + text, shift=-len(before))
    made = found[0] if len(found) == 1 else None
    if made is None or made.number is None or made.number.start < 0:
        return None
    if text[: made.number.start].strip(" \n/:") or made.symbol.start < 0:
        return None
    start = made.number.start
    kind = made.kind_word and Slot(made.kind_word.text, -1, -1)
    traits = tuple(t for t in made.traits if t != "no-so")
    if made.kind is not None:
        traits = (*traits, "kind-beside")
    return made._replace(
        start=start, text=text[start : made.end], kind_word=kind, traits=traits, related=None
    )


def _placed(
    made: RawReference, block: Block, cell: Cell, places: tuple[int, int | None]
) -> RawReference:
    """Return the citation with its places in the table's text instead of its cells'."""
    number_at, symbol_at = places

    def moved(slot: Slot | None, by: int) -> Slot | None:
        if slot is None or slot.start < 0:
            return slot
        return Slot(slot.text, slot.start + by, slot.end + by)

    symbol = moved(made.symbol, number_at if symbol_at is None else symbol_at)
    return made._replace(
        start=made.start + number_at,
        end=made.end + number_at,
        number=moved(made.number, number_at),
        year=moved(made.year, number_at),
        symbol=symbol or made.symbol,
        date=moved(made.date, number_at),
        issuer=moved(made.issuer, number_at),
        subject=moved(made.subject, number_at),
        scope=None,
        block=block.ordinal,
        cell=(cell.row, cell.col),
    )
