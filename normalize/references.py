"""Raw citations to mentions and decisions: what each means, which of them are one document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from extract.citations.marred import unmarred
from extract.citations.model import new
from extract.citations.patterns import words
from extract.collecting import collection_paused
from extract.document import Document
from extract.references import RawReference, Slot
from normalize.citations.clusters import Dated, decide, give_years
from normalize.citations.issuers import home_of, resolve_issuer
from normalize.citations.kinds import kind_of_mention
from normalize.citations.misreadings import repair_scanned, tokens_of
from normalize.citations.numbers import is_misread, read_number, read_year
from normalize.citations.records import unchecked
from normalize.citations.spots import Places
from normalize.citations.symbols import SymbolReading, read_symbol
from normalize.dates import DateReading, read_date
from normalize.identity import Identity
from normalize.schema import Decision, DocumentRecord, Mention, Repair

_REPAIRED = 60.0  # confidence at most of a number or day in which OCR's letters are read as digits
_DAY_BEHIND = re.compile(r"[\s,.]{0,2}\(?\wg[àáảâ]y\s+\S?[0-9]")
_NO_DATE = DateReading(None, None)
# Every field of a mention in the model's order, as it is when nothing is printed.
_BLANK = {name: field.get_default() for name, field in Mention.model_fields.items()}
_GIVEN = set(Mention.model_fields) - {"well_formed", "candidates"}


class _Reading(NamedTuple):
    """One citation understood by itself."""

    raw: RawReference
    number: str | None
    year_part: str | None
    symbol: SymbolReading
    date: DateReading
    kind: str | None
    mended: tuple[Repair, ...] = ()  # what OCR marred, read as what it can only have been


@collection_paused()
def normalize_references(
    raw: Sequence[RawReference], document: Document, ids: Identity, record: DocumentRecord
) -> tuple[tuple[Mention, ...], tuple[Decision, ...]]:
    """Return the mentions in reading order and the distinct documents they point to."""
    places = Places(document, ids)
    readings = [_read(reference) for reference in raw]
    if document.text_source != "native":
        readings = _repaired(readings, places)
    keys = give_years([_dated(reading) for reading in readings])
    home = home_of(record.agency_id)
    names: dict[str, str] = {}
    mentions = tuple(
        [
            _mention(reading, ordinal, key, ids, record, places, home, names)
            for ordinal, (reading, key) in enumerate(zip(readings, keys, strict=True))
        ]
    )
    return mentions, decide(mentions, names)


def _read(raw: RawReference) -> _Reading:
    kind, grammar, number, year, day = raw.kind, raw.grammar, raw.number, raw.year, raw.date
    symbol = read_symbol(raw.symbol.text, kind, grammar)
    return new(
        _Reading,
        (
            raw,
            _number(raw) if number else None,
            read_year(year.text) if year else None,
            symbol,
            read_date(day.text) if day else _NO_DATE,
            symbol.kind if kind == symbol.kind else kind_of_mention(kind, symbol.kind, grammar),
            (),
        ),
    )


def _number(raw: RawReference) -> str | None:
    """Return the number; "77IBC-SYT" is 77/BC-SYT: what looks like a last 1 is the slash."""
    if raw.number is None:
        return None
    text = raw.number.text
    return read_number(text[:-1] if _is_slash(raw) else text)


def _is_slash(raw: RawReference) -> bool:
    text = raw.number.text if raw.number else ""
    return len(text) > 1 and text[-1] in "Il" and _lacks_slash(raw)


def _lacks_slash(raw: RawReference) -> bool:
    """Tell whether number, year and symbol of an act of the state lack a slash between them."""
    number, year, symbol, start = raw.number, raw.year, raw.symbol, raw.start
    if raw.grammar not in ("administrative", "normative") or number is None or symbol.end > raw.end:
        return False
    lacks = False
    for one, other in ((number, year), (year, symbol)) if year else ((number, symbol),):
        if not start <= one.start <= one.end <= other.start:
            return False
        lacks = lacks or not raw.text[one.end - start : other.start - start].strip()
    return lacks


def _mended(reading: _Reading, context: str) -> _Reading:
    """Return the reading of a scanned citation, its marred signs read as they were printed."""
    raw = reading.raw
    at = context.find(raw.text)
    text = unmarred(context)[at : at + len(raw.text)] if at >= 0 else raw.text
    if text == raw.text:
        return reading
    repairs: list[Repair] = []
    joints = [i for i, (a, b) in enumerate(zip(raw.text, text, strict=True)) if a != b]
    slots: list[Slot | None] = []
    figures = ((slot, "ocr-digit") for slot in (raw.number, raw.year, raw.date))
    for slot, why in (*figures, (raw.symbol, "look-alike")):
        slots.append(slot)
        if slot is None or slot.start < raw.start or slot.end > raw.end:
            continue
        start, end = slot.start - raw.start, slot.end - raw.start
        joints = [at for at in joints if not start <= at < end]
        if slot.text != text[start:end]:
            slots[-1] = slot._replace(text=text[start:end])
            if "".join(slot.text.split()) == "".join(text[start:end].split()):
                continue  # a blank alone has moved
            repairs += _repair(raw, slot, " ".join(text[start:end].split()), why)
    for at in joints:
        if text[at] in "/-":
            joint = Slot(raw.text[at], raw.start + at, raw.start + at + 1)
            repairs += _repair(raw, joint, text[at], "lost-separator")
    number, year, day, symbol = slots
    again = _read(raw._replace(number=number, year=year, date=day, symbol=symbol or raw.symbol))
    return again._replace(raw=raw, mended=tuple(repairs))


def _repaired(readings: Sequence[_Reading], places: Places) -> list[_Reading]:
    """Return the readings, symbols that OCR misread as what they can only have been."""
    elsewhere = tokens_of({reading.symbol.canonical for reading in readings})
    repaired: list[_Reading] = []
    for reading in readings:
        if places.spot(reading.raw)[2] is not None:  # what a text layer prints stays as printed
            reading = _mended(reading, places.context(reading.raw))
            raw, kind = reading.raw, reading.kind
            symbol = repair_scanned(reading.symbol, raw.kind, raw.grammar, elsewhere)
            if symbol is not reading.symbol:
                kind = kind_of_mention(raw.kind, symbol.kind, raw.grammar)
                reading = reading._replace(symbol=symbol, kind=kind)
        repaired.append(reading)
    return repaired


def _dated(reading: _Reading) -> Dated:
    raw, number, year_part, symbol, day, _, _ = reading
    return new(Dated, (raw.grammar, number, symbol.canonical, year_part, day.year))


def _mention(
    reading: _Reading,
    ordinal: int,
    key: str,
    ids: Identity,
    record: DocumentRecord,
    places: Places,
    home: str | None,
    names: dict[str, str],
) -> Mention:
    raw, number, year_part, symbol, day, kind, _ = reading
    start, end, text, grammar, _, _, printed, word, _, dated, named, subject, scope = raw[:13]
    _, relation, related, _, _, cell = raw[13:]
    issuer_text = named.text if named else None
    issuer = None
    if symbol.issuer:
        issuer = resolve_issuer(symbol.issuer, issuer_text, home, _about(reading, record))
        if issuer:
            names[issuer[0]] = issuer[1]
    values = _BLANK.copy()
    values["block_id"] = places.block_of(raw)
    values["mention_id"] = ids.mention(ordinal)
    values["ordinal"] = ordinal
    values["raw_text"] = text
    values["kind_word"] = word.text if word else None
    values["kind"] = kind
    values["symbol_kind"] = symbol.kind
    values["number"] = number
    values["year_part"] = year_part
    values["symbol"] = symbol.canonical
    values["symbol_text"] = printed.text
    values["grammar"] = grammar
    values["issued_on"] = day.value
    values["date_text"] = dated.text if dated else None
    values["issuer_id"] = issuer[0] if issuer else None
    values["issuer_text"] = issuer_text
    values["subject"] = subject.text if subject else None
    values["scope"] = scope.text if scope else None
    values["relation"] = relation
    values["related_mention_id"] = None if related is None else ids.mention(related)
    values["citation_key"] = key
    values["char_start"] = start
    values["char_end"] = end
    values["context"] = places.context(raw)
    misread = _misread_number(raw)
    values["traits"] = _traits(reading, misread)
    values["repairs"] = _repairs(reading, misread)
    values["is_own"] = _is_own(reading, record)
    if cell is not None:
        values["row"], values["col"] = cell
        values["table_id"] = places.table_of(raw)
    page, box, sure = places.spot(raw)
    if sure is not None and _is_doubtful(reading, values["traits"], values["context"]):
        sure = min(sure, _REPAIRED)
    values["page"], values["bbox"], values["confidence"] = page, box, sure
    return unchecked(Mention, values, _GIVEN)


def _is_doubtful(reading: _Reading, traits: tuple[str, ...], context: str) -> bool:
    """Tell whether a scanned citation is unsure, however sure its letters are.

    Its digits are read otherwise than seen, its symbol ends with a letter that is no unit
    (QĐ-UBND-N), or a day stands behind it that could not be read (ngày 1?/2023).
    """
    last = re.split("[-/.]", reading.symbol.canonical)[-1]
    cut = len(last) == 1 and last not in words().units and last not in words().organs
    behind = context.partition(reading.raw.text)[2]
    unread = reading.raw.date is None and _DAY_BEHIND.match(behind) is not None
    return "ocr-digit" in traits or cut or unread


def _about(reading: _Reading, record: DocumentRecord) -> date | None:
    """Return the day by which the issuer is looked up, to the month: bodies change by months."""
    if day := reading.date.value:
        return date(day.year, day.month, 1)
    year = reading.year_part if reading.year_part and len(reading.year_part) == 4 else None
    if year:
        return date(int(year), 7, 1) if 1945 <= int(year) <= 2099 else None
    other = record.issued_on or record.period_to
    return other.replace(day=1) if other else None


def _traits(reading: _Reading, misread: Slot | None) -> tuple[str, ...]:
    raw, more = reading.raw, reading.symbol.traits
    traits = raw.traits
    if more:
        traits += tuple(t for t in more if t not in traits)
    if _lacks_slash(raw) and "lost-separator" not in traits:
        traits += ("lost-separator",)
    if misread is not None or reading.date.repairs:
        traits += ("ocr-digit",)
    more = tuple(dict.fromkeys(repair.why for repair in reading.mended))
    return (*traits, *(why for why in more if why not in traits)) if more else traits


def _misread_number(raw: RawReference) -> Slot | None:
    number = raw.number
    if number is None or number.text.isdigit() or not is_misread(number.text):
        return None
    return number


def _repairs(reading: _Reading, misread: Slot | None) -> tuple[Repair, ...]:
    raw = reading.raw
    if not (misread or reading.symbol.read or reading.date.repairs or reading.mended):
        return ()
    found: list[Repair] = list(reading.mended)
    if misread is not None:
        why = "lost-separator" if _is_slash(raw) else "ocr-digit"
        found += _repair(raw, misread, reading.number or "", why)
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
    """Tell whether the citation names the report: its own number, or a blank after "kèm theo".

    A blank is anybody's: beside a full day other than the report's own it is another document's.
    """
    symbol = record.symbol
    if reading.number is None:
        its = reading.raw.attached or (symbol is not None and symbol == reading.symbol.canonical)
        return its and _may_be_of_its_day(reading, record)
    if symbol is None or symbol != reading.symbol.canonical:
        return False
    if record.number is None:
        return reading.raw.attached and reading.kind == record.kind
    if read_number(record.number) != reading.number:
        return False
    return _may_be_of_its_day(reading, record)


def _may_be_of_its_day(reading: _Reading, record: DocumentRecord) -> bool:
    day = reading.date.value
    return day is None or record.issued_on is None or day == record.issued_on
