"""From a letterhead as printed to the canonical document record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from extract.attachments import AttachedHeading
from extract.document import Document
from extract.folding import skeleton
from extract.letterhead import RawLetterhead
from extract.pieces import plain
from extract.titles import kind_words
from normalize.agencies import Agency, find_agencies, is_local
from normalize.casing import name_case
from normalize.communes import split_name
from normalize.periods import Period, choose_period, parse_period
from normalize.provinces import find_place
from normalize.schema import DocumentRecord, TextSource

_OFFICE_OF = re.compile(
    r"^(?:Phó\s+)?(?:Chủ tịch|Giám đốc|Bộ trưởng|Chánh Văn phòng|Thủ trưởng)\s+"
    r"(?=UBND|Ủy ban|Uỷ ban|HĐND|Hội đồng|Sở|Bộ|Văn phòng)",
    re.IGNORECASE,
)
_OFFICES = ("Văn phòng",)
_SOURCES: dict[str, TextSource] = {"native": "native", "ocr": "ocr", "mixed": "mixed"}


def normalize_letterhead(raw: RawLetterhead, document: Document) -> DocumentRecord:
    """Return the document's record; identity, name and size are the pipeline's to fill in."""
    own = own_headings(raw)
    issued_on = _date(raw.day, raw.month, raw.year)
    number, issued_on = _from_headings(raw, own, issued_on)
    symbol = _symbol(raw.symbol) or _agreed(_symbol(h.symbol) for h in own)
    parent, agency_name, agency = _agency(raw, own, issued_on or _heading_date(raw.headings))
    period = find_period(raw)
    attached = raw.is_attached
    return DocumentRecord(
        doc_id="",
        file_name="",
        media_type=document.media_type,
        byte_size=0,
        page_count=len(document.pages) or None,
        text_source=_SOURCES.get(document.text_source, "native"),
        agency_id=agency.agency_id if agency else None,
        agency_name=agency_name,
        parent_name=parent,
        kind=None if attached else _kind(raw, symbol),
        kind_word=None if attached else raw.kind_word,
        number=None if attached else number,
        symbol=None if attached else symbol,
        issued_on=None if attached else issued_on,
        date_text=None if attached else raw.date_text,
        issued_place=None if attached else raw.place,
        title=raw.title or raw.subject,
        recipient="; ".join(raw.recipients) or None,
        signer_name=raw.closing.signer_name,
        signer_title=raw.closing.signer_title,
        receivers=raw.closing.receivers,
        attachments=raw.attachments,
        attached_to=_attached_to(raw) if attached else None,
        period_kind=period.kind if period else None,
        period_from=period.start if period else None,
        period_to=period.end if period else None,
    )


def own_headings(raw: RawLetterhead) -> tuple[AttachedHeading, ...]:
    """Return the "(kèm theo …)" that name this very document: same kind, same symbol if printed."""
    if raw.is_attached:
        return tuple(h for h in raw.headings if h.alone)
    kind = plain(raw.kind_word or "")
    return tuple(
        h
        for h in raw.headings
        if h.alone
        and h.kind_word
        and plain(h.kind_word) == kind
        and (raw.symbol is None or h.symbol is None or _symbol(h.symbol) == _symbol(raw.symbol))
    )


def _from_headings(
    raw: RawLetterhead, own: Sequence[AttachedHeading], issued_on: date | None
) -> tuple[str | None, date | None]:
    """Return number and date; without any letterhead what all headings agree on.

    A blank in a letterhead stays blank: the annexes do not fill it.
    """
    if raw.has_head or raw.is_attached or raw.kind_word is None:
        return _number(raw.number), issued_on
    number = _agreed(_number(h.number) for h in own)
    blank = any(h.number is None and h.symbol for h in own)
    day = _agreed(_date(h.day, h.month, h.year) for h in own if h.date_text)
    incomplete = any(h.date_text and h.day is None for h in own)
    return (None if blank else number), (None if incomplete else day)


T = TypeVar("T")


def _agreed(values: Iterable[T | None]) -> T | None:
    """Return the value that all non-empty ones share."""
    found = {v for v in values if v is not None}
    return found.pop() if len(found) == 1 else None


def _number(text: str | None) -> str | None:
    if text is None:
        return None
    return text.lstrip("0") or "0"


def _symbol(text: str | None) -> str | None:
    return re.sub(r"\s+", "", text).strip("-/.") if text else None


def _date(day: str | None, month: str | None, year: str | None) -> date | None:
    if not (day and month and year):
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _heading_date(headings: Sequence[AttachedHeading]) -> date | None:
    return next((d for h in headings if (d := _date(h.day, h.month, h.year))), None)


def _kind(raw: RawLetterhead, symbol: str | None) -> str | None:
    """Return the kind's abbreviation: by its heading, else by the symbol."""
    if raw.kind_word:
        return kind_words().get(" ".join(plain(raw.kind_word).split()))
    if symbol:
        first = re.split(r"[-/]", symbol)[0]
        known = {plain(k): k for k in kind_words().values()}
        return known.get(plain(first), "CV")
    return "CV" if raw.subject and raw.has_head else None


def _agency(
    raw: RawLetterhead, own: Sequence[AttachedHeading], on: date | None
) -> tuple[str | None, str | None, Agency | None]:
    """Return parent's name, issuer's name and the register's entry for it."""
    names = [name_case(n) for n in raw.organs]
    if not names:
        names = _speaker(raw, own)
    if not names:
        return None, None, None
    parent = names[-2] if len(names) > 1 else None
    place = next(_places(raw, own, names), None)
    # "VĂN PHÒNG" below "TỈNH ỦY SƠN LA" is the office of that committee.
    name = f"{names[-1]} {parent}" if parent and names[-1] in _OFFICES else names[-1]
    found = find_agencies(_with_unit(name, parent), place_id=place, on=on)
    agency = found[0] if len(found) == 1 else None
    if agency and skeleton(agency.name) == skeleton(name):
        return parent, agency.name, agency
    return parent, name, agency


def _with_unit(name: str, parent: str | None) -> str:
    """Return the name with its commune: the centre below "UBND XÃ …" is not the province's."""
    if parent is None or not is_local(parent) or is_local(name):
        return name
    unit = next((unit for _, unit in split_name(parent)), "")
    return f"{name} {unit}"


def _speaker(raw: RawLetterhead, own: Sequence[AttachedHeading]) -> list[str]:
    """Return the one body that a text without letterhead lets speak; empty when there are more."""
    named = [_OFFICE_OF.sub("", h.organ) for h in own if h.organ]
    for names in (named, [*named, *raw.body_organs], raw.body_organs):
        distinct = {skeleton(n): n for n in names}
        if len(distinct) == 1:
            return [next(iter(distinct.values()))]
    common = Counter(skeleton(n) for n in [*named, *raw.body_organs]).most_common(2)
    if len(common) == 2 and common[0][1] >= 2 and common[0][1] > 2 * common[1][1]:
        return [n for n in [*named, *raw.body_organs] if skeleton(n) == common[0][0]][:1]
    return []


def _places(
    raw: RawLetterhead, own: Sequence[AttachedHeading], names: Sequence[str]
) -> Iterator[str]:
    """Yield the provinces that the document is set in, the surest first."""
    organs = [h.organ for h in own if h.organ]
    for text in [
        *reversed(names),
        *organs,
        *raw.recipients,
        raw.place or "",
        *raw.closing.receivers,
    ]:
        if found := find_place(text):
            yield found[0]


def _attached_to(raw: RawLetterhead) -> str | None:
    named = [h.text for h in raw.headings if h.alone and (h.kind_word or h.symbol)]
    return named[0].strip("()").strip() if named else None


def find_period(raw: RawLetterhead) -> Period | None:
    """Return the period the report speaks for: its title's, else what its captions agree on.

    A title weighs three, the opening sentence two, each caption one, but captions that close on
    another day than the title no more than two together: forms are copied from the last report,
    and only with the opening sentence they outweigh the title. A range printed right behind a
    caption gives that caption its bounds.
    """
    titled = parse_period(raw.title or raw.subject or "")
    return choose_period(_votes(raw, titled))


def _votes(raw: RawLetterhead, titled: Period | None) -> Iterator[tuple[Period, int]]:
    if titled:
        yield titled, 3
    others = 2
    caption: Period | None = None
    caption_block = -9
    for line in raw.period_lines:
        period = parse_period(line.text)
        if period is None:
            continue
        if line.role == "opening":
            yield period, 2
        elif line.role == "caption":
            caption, caption_block = period, line.block
            agrees = titled is None or period.end == titled.end
            yield period, 1 if agrees or others > 0 else 0
            others -= not agrees
        elif caption and line.block - caption_block <= 2:
            # The range explains its caption: its kind, the printed bounds.
            yield Period(caption.kind, period.start, period.end, explicit=True), 0
            caption = None
