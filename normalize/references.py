"""Raw citations to mentions and decisions: what each means, which of them are one document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, cast

from extract.collecting import collection_paused
from extract.document import Block, Document, TextSpan
from extract.references import RawReference, Slot
from normalize.citations.clusters import Dated, decide, give_years
from normalize.citations.issuers import place_of, resolve_issuer
from normalize.citations.kinds import kind_of_mention
from normalize.citations.numbers import is_misread, read_number, read_year
from normalize.citations.symbols import SymbolReading, read_symbol
from normalize.dates import DateReading, read_date
from normalize.identity import Identity, locate, surety
from normalize.schema import Box, Decision, DocumentRecord, Grammar, Mention, Repair

_CONTEXT = 80  # characters kept on each side for a reader
_NO_DATE = DateReading(None, None)


class _Reading(NamedTuple):
    """One citation understood by itself."""

    raw: RawReference
    number: str | None
    year_part: str | None
    symbol: SymbolReading
    date: DateReading
    kind: str | None


@collection_paused()
def normalize_references(
    raw: Sequence[RawReference], document: Document, ids: Identity, record: DocumentRecord
) -> tuple[tuple[Mention, ...], tuple[Decision, ...]]:
    """Return the mentions in reading order and the distinct documents they point to."""
    readings = [_read(reference) for reference in raw]
    keys = give_years([_dated(reading) for reading in readings])
    places = _Places(document, ids)
    home = place_of(record.agency_id)
    names: dict[str, str] = {}
    mentions = tuple(
        _mention(reading, ordinal, key, ids, record, places, home, names)
        for ordinal, (reading, key) in enumerate(zip(readings, keys, strict=True))
    )
    return mentions, decide(mentions, names)


def _read(raw: RawReference) -> _Reading:
    symbol = read_symbol(raw.symbol.text, raw.kind, raw.grammar)
    return _Reading(
        raw=raw,
        number=read_number(raw.number.text) if raw.number else None,
        year_part=read_year(raw.year.text) if raw.year else None,
        symbol=symbol,
        date=read_date(raw.date.text) if raw.date else _NO_DATE,
        kind=kind_of_mention(raw.kind, symbol.kind, raw.grammar),
    )


def _dated(reading: _Reading) -> Dated:
    return Dated(
        cast(Grammar, reading.raw.grammar),
        reading.number,
        reading.symbol.canonical,
        reading.year_part,
        reading.date.year,
    )


class _Places:
    """Finds identifiers, page, box and surroundings of a citation."""

    def __init__(self, document: Document, ids: Identity) -> None:
        self._blocks = document.blocks
        self._ids = ids
        self._tables: dict[int, str] = {}
        self._cells: dict[
            int,
            tuple[
                dict[tuple[int, int], int], dict[tuple[int, int], tuple[str, tuple[TextSpan, ...]]]
            ],
        ] = {}
        for block in document.blocks:
            if block.table is not None:
                self._tables[block.ordinal] = ids.table(len(self._tables))

    def table_of(self, raw: RawReference) -> str | None:
        return self._tables.get(raw.block)

    def block_of(self, raw: RawReference) -> str:
        return self._ids.block(raw.block)

    def spot(self, raw: RawReference) -> tuple[int | None, Box | None, float | None]:
        """Return page, box and the confidence of OCR; all None for a source without pages."""
        spans, start, end = self._run(raw)
        if not spans:
            return None, None, None
        return *locate(spans, start, end), surety(spans, start, end)

    def _run(self, raw: RawReference) -> tuple[tuple[TextSpan, ...], int, int]:
        """Return the spans that a citation stands in, and where in their text."""
        block = self._blocks[raw.block]
        if raw.cell is None:
            return block.spans, raw.start, raw.end
        offsets, cells = self._grid(block)
        offset = offsets[raw.cell]
        return cells[raw.cell][1], raw.start - offset, raw.end - offset

    def context(self, raw: RawReference) -> str:
        block = self._blocks[raw.block]
        if raw.cell is None:
            return block.text[max(0, raw.start - _CONTEXT) : raw.end + _CONTEXT]
        offsets, cells = self._grid(block)
        offset = offsets[raw.cell]
        text, _ = cells[raw.cell]
        return text[max(0, raw.start - offset - _CONTEXT) : raw.end - offset + _CONTEXT]

    def _grid(
        self, block: Block
    ) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], tuple[str, tuple[TextSpan, ...]]]]:
        made = self._cells.get(block.ordinal)
        if made is None:
            assert block.table is not None
            cells = {(c.row, c.col): (c.text, c.spans) for c in block.table.cells}
            made = self._cells[block.ordinal] = (block.table.layout()[1], cells)
        return made


def _mention(
    reading: _Reading,
    ordinal: int,
    key: str,
    ids: Identity,
    record: DocumentRecord,
    places: _Places,
    home: str | None,
    names: dict[str, str],
) -> Mention:
    raw = reading.raw
    page, box, sure = places.spot(raw)
    issuer_text = raw.issuer.text if raw.issuer else None
    issuer = None
    if reading.symbol.issuer:
        issuer = resolve_issuer(reading.symbol.issuer, issuer_text, home, _about(reading, record))
        if issuer:
            names[issuer[0]] = issuer[1]
    return Mention(
        mention_id=ids.mention(ordinal),
        ordinal=ordinal,
        raw_text=raw.text,
        kind_word=_text(raw.kind_word),
        kind=reading.kind,
        symbol_kind=reading.symbol.kind,
        number=reading.number,
        year_part=reading.year_part,
        symbol=reading.symbol.canonical,
        symbol_text=raw.symbol.text,
        grammar=cast(Grammar, raw.grammar),
        issued_on=reading.date.value,
        date_text=_text(raw.date),
        issuer_id=issuer[0] if issuer else None,
        issuer_text=issuer_text,
        subject=_text(raw.subject),
        scope=_text(raw.scope),
        relation=raw.relation,
        related_mention_id=None if raw.related is None else ids.mention(raw.related),
        citation_key=key,
        char_start=raw.start,
        char_end=raw.end,
        table_id=places.table_of(raw),
        row=raw.cell[0] if raw.cell else None,
        col=raw.cell[1] if raw.cell else None,
        context=places.context(raw),
        traits=_traits(reading),
        repairs=_repairs(reading),
        is_own=_is_own(reading, record),
        block_id=places.block_of(raw),
        page=page,
        bbox=box,
        confidence=sure,
    )


def _text(slot: Slot | None) -> str | None:
    return slot.text if slot else None


def _about(reading: _Reading, record: DocumentRecord) -> date | None:
    """Return the day by which the issuer is looked up, to the month: bodies change by months."""
    if reading.date.value:
        return reading.date.value.replace(day=1)
    year = reading.year_part if reading.year_part and len(reading.year_part) == 4 else None
    if year:
        return date(int(year), 7, 1) if 1945 <= int(year) <= 2099 else None
    day = record.issued_on or record.period_to
    return day.replace(day=1) if day else None


def _traits(reading: _Reading) -> tuple[str, ...]:
    raw, more = reading.raw, reading.symbol.traits
    traits = (*raw.traits, *(t for t in more if t not in raw.traits)) if more else raw.traits
    if (raw.number and is_misread(raw.number.text)) or reading.date.repairs:
        traits += ("ocr-digit",)
    return traits


def _repairs(reading: _Reading) -> tuple[Repair, ...]:
    raw = reading.raw
    found: list[Repair] = []
    if raw.number and is_misread(raw.number.text):
        found += _repair(raw, raw.number, reading.number or "", "ocr-digit")
    for _, _, why in reading.symbol.read[:1]:
        found += _repair(raw, raw.symbol, reading.symbol.canonical, why)
    if raw.date:
        shift = raw.date.start - raw.start
        found += [
            r.model_copy(update={"start": r.start + shift, "end": r.end + shift})
            for r in reading.date.repairs
            if raw.start <= raw.date.start < raw.end
        ]
    return tuple(found)


def _repair(raw: RawReference, slot: Slot, read: str, why: str) -> list[Repair]:
    if not raw.start <= slot.start or slot.end > raw.end:
        return []  # the part stands elsewhere: nothing in this mention's text was repaired
    start, end = slot.start - raw.start, slot.end - raw.start
    return [Repair(start=start, end=end, written=slot.text, read=read, why=why)]


def _is_own(reading: _Reading, record: DocumentRecord) -> bool:
    """Tell whether the citation names the report: its own number, or a blank after "kèm theo"."""
    symbol = record.symbol
    if reading.number is None:
        return reading.raw.attached or (symbol is not None and symbol == reading.symbol.canonical)
    if symbol is None or symbol != reading.symbol.canonical:
        return False
    if record.number is None:
        return reading.raw.attached and reading.kind == record.kind
    if read_number(record.number) != reading.number:
        return False
    day = reading.date.value
    return day is None or record.issued_on is None or day == record.issued_on
