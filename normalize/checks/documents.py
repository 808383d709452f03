"""Checks on the document itself: its own number and date, its issuer.

They judge reports (BC, and công văn that report). A draft decision or an annex without a number is
none of a reviewer's business; a signed file whose stamp could not be read has its number still.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.attachments import AttachedHeading, find_all_headings
from extract.pieces import plain
from normalize.catalogue import finding
from normalize.checks.confidence import is_unsure
from normalize.schema import BlockRecord, Evidence, Finding, Located, Report

_NUMBER_LINE = re.compile(r"(?:^|[\n\t])[^\w\n\t]*+S[O0]\s*+:?+[\s.…_]*+[0-9 ]*+/")
_FIGURE = re.compile("[0-9]")
_DATE_LINE = re.compile(r"\bNGAY\b.*\bTHANG\b.*\bNAM\b")
_PLANS = re.compile(
    r"^\W*(?:KE HOACH|PHUONG HUONG|DU KIEN|DANG KY|CHUONG TRINH|NHIEM VU|DE XUAT)\b"
)


@dataclass(frozen=True, slots=True)
class _Printed:
    """A "(kèm theo …)" that names this document, and the block it stands in."""

    heading: AttachedHeading
    block: BlockRecord

    @property
    def date(self) -> tuple[str | None, str | None, str | None]:
        """Return day, month and year without leading zeros, blanks as None."""
        parts = (self.heading.day, self.heading.month, self.heading.year)
        return _bare(parts[0]), _bare(parts[1]), _bare(parts[2])


def check(report: Report) -> Iterator[Finding]:
    """Yield what is wrong with the document's own number, date and issuer."""
    own = tuple(_own_headings(report))
    if is_report(report):
        yield from _missing_number(report, own)
        yield from _missing_date(report, own)
        yield from _before_its_period(report)
    yield from _other_numbers(report, own)
    yield from _other_dates(report, own)
    if report.document.agency_name is None and _needs_issuer(report):
        yield finding("DOC503", _top(report))


def is_report(report: Report) -> bool:
    """Tell a report with a title page of its own from annexes, workbooks and other documents."""
    document = report.document
    if document.attached_to is not None:
        return False
    reports = "BAO CAO" in plain(document.title or "")[:60]
    return document.kind == "BC" or (document.kind == "CV" and reports)


def _needs_issuer(report: Report) -> bool:
    return is_report(report) or any(t.form_code for t in report.tables)


def _own_headings(report: Report) -> Iterator[_Printed]:
    """Yield the headings of this document's forms and annexes that name it, in reading order."""
    document = report.document
    for at, heading in find_all_headings([b.text for b in report.blocks]):
        block = report.blocks[at]
        if not heading.alone:
            continue
        if document.attached_to is not None:
            if heading.symbol or heading.date_text:
                yield _Printed(heading, block)
            continue
        kind = document.kind_word and heading.kind_word
        if not kind or plain(heading.kind_word or "") != plain(document.kind_word or ""):
            continue
        if heading.symbol is None or plain(heading.symbol) == plain(document.symbol or ""):
            yield _Printed(heading, block)


def _missing_number(report: Report, own: tuple[_Printed, ...]) -> Iterator[Finding]:
    document = report.document
    if document.number is not None or report.signatures:
        return
    if any(s.name == "number" and _FIGURE.search(s.text) for s in report.slots):
        return  # it is there, and OCR cannot read it: that is told by itself
    line = _first(report, _NUMBER_LINE)
    evidence = [_evidence("số, ký hiệu", _line(line, _NUMBER_LINE), line)] if line else []
    evidence += _heading_evidence(own)
    symbol = f" (số …/{document.symbol})" if document.symbol else ""
    yield finding(
        "DOC501",
        _at(line) or _top(report),
        evidence=evidence,
        problem=f"còn để trống{symbol}",
        problem_en=f"is left blank{symbol.replace('số', 'no.')}",
    )


def _other_numbers(report: Report, own: tuple[_Printed, ...]) -> Iterator[Finding]:
    """Yield one finding when the headings name the document by other numbers than its own."""
    numbers = {n for p in own if (n := _bare(p.heading.number))}
    if report.document.number:
        numbers.add(report.document.number.upper())
    if len(numbers) < 2:
        return
    printed = ", ".join(sorted(numbers))
    where = next(p for p in own if _bare(p.heading.number))
    yield finding(
        "DOC501",
        _at(where.block),
        evidence=_letterhead_evidence(report, report.document.number, "số ở đầu văn bản")
        + _heading_evidence(own),
        problem=f"ghi không thống nhất giữa các nơi: {printed}",
        problem_en=f"is not the same everywhere: {printed}",
    )


def _missing_date(report: Report, own: tuple[_Printed, ...]) -> Iterator[Finding]:
    document = report.document
    if document.issued_on is not None or report.signatures:
        return
    if any(s.name == "issued_on" and is_unsure(s) for s in report.slots):
        return  # "ngày 48 tháng 02 năm 2025" of a scan: what OCR may have misread is told as such
    printed = document.date_text
    line = _first(report, _DATE_LINE) if printed else None
    evidence = _letterhead_evidence(report, printed, "địa danh, ngày tháng")
    evidence += _heading_evidence(own)
    said = f" (“{printed}”)" if printed else ""
    yield finding(
        "DOC502",
        _at(line) or _top(report),
        evidence=evidence,
        problem=f"không ghi hoặc ghi không đủ{said}",
        problem_en=f"is missing, incomplete or impossible{said}",
    )


def _other_dates(report: Report, own: tuple[_Printed, ...]) -> Iterator[Finding]:
    """Yield one finding when the headings and the letterhead cannot all mean the same day."""
    dated = [p for p in own if any(p.date)]
    dates = [p.date for p in dated]
    letterhead = _letterhead_date(report)
    if letterhead:
        dates.append(letterhead)
    if not any(_conflict(a, b) for a in dates for b in dates):
        return
    values = list(dict.fromkeys(p.heading.date_text or "" for p in dated))
    if letterhead and report.document.date_text:
        values.insert(0, report.document.date_text)
    yield finding(
        "DOC502",
        _at(dated[0].block),
        evidence=_letterhead_evidence(report, report.document.date_text, "địa danh, ngày tháng")
        + [_evidence("tiêu đề biểu, phụ lục", p.heading.text, p.block) for p in dated],
        problem="ghi không thống nhất giữa các nơi: " + "; ".join(values),
        problem_en="is not the same everywhere: " + "; ".join(values),
    )


def _before_its_period(report: Report) -> Iterator[Finding]:
    """Yield a finding when the report is dated before the time it reports on has begun."""
    document = report.document
    if not (document.issued_on and document.period_from):
        return
    if document.issued_on >= document.period_from or _PLANS.match(plain(document.title or "")):
        return
    day = document.issued_on.strftime("%d/%m/%Y")
    start = document.period_from.strftime("%d/%m/%Y")
    yield finding(
        "DOC502",
        _at(_first(report, _DATE_LINE)) or _top(report),
        evidence=_letterhead_evidence(report, document.date_text, "địa danh, ngày tháng"),
        problem=f"{day} trước khi kỳ báo cáo bắt đầu ({start})",
        problem_en=f"{day} is before its period begins ({start})",
    )


def _letterhead_date(report: Report) -> tuple[str | None, str | None, str | None] | None:
    document = report.document
    if document.issued_on:
        day = document.issued_on
        return str(day.day), str(day.month), str(day.year)
    match = re.search(
        r"NGAY\s*(?P<d>[0-9]{0,2})[\s.…_]*THANG\s*(?P<m>[0-9]{0,2})[\s.…_]*NAM\s*(?P<y>[0-9]{0,4})",
        plain(document.date_text or ""),
    )
    if match is None:
        return None
    return _bare(match["d"]), _bare(match["m"]), _bare(match["y"])


def _conflict(
    one: tuple[str | None, str | None, str | None], other: tuple[str | None, str | None, str | None]
) -> bool:
    return any(a and b and a != b for a, b in zip(one, other, strict=True))


def _bare(text: str | None) -> str | None:
    return (text or "").strip().lstrip("0").upper() or None


def _first(report: Report, pattern: re.Pattern[str]) -> BlockRecord | None:
    """Return the block of the first page that holds the line."""
    return next((b for b in report.blocks[:25] if pattern.search(plain(b.text))), None)


def _line(block: BlockRecord, pattern: re.Pattern[str]) -> str:
    """Return the printed line that the pattern finds in the block."""
    cells = re.split(r"[\n\t]", block.text)
    line = next((c for c in cells if pattern.search("\n" + plain(c))), cells[0])
    return " ".join(line.split())


def _letterhead_evidence(report: Report, value: str | None, label: str) -> list[Evidence]:
    if value is None:
        return []
    block = _first(report, _DATE_LINE) if "ngày" in label else _first(report, _NUMBER_LINE)
    return [_evidence(label, value, block or report.blocks[0])] if report.blocks else []


def _heading_evidence(own: tuple[_Printed, ...]) -> list[Evidence]:
    return [
        _evidence("tiêu đề biểu, phụ lục", p.heading.text, p.block) for p in own if p.heading.symbol
    ]


def _evidence(label: str, value: str, block: BlockRecord) -> Evidence:
    where = f"mục {block.section}" if block.section else f"đoạn {block.ordinal + 1}"
    if block.page is not None:
        where = f"trang {block.page}"
    return Evidence(
        label=label,
        value=value,
        where=where,
        block_id=block.block_id,
        page=block.page,
        bbox=block.bbox,
    )


def _at(block: BlockRecord | None) -> Located | None:
    if block is None:
        return None
    return Located(block_id=block.block_id, page=block.page, bbox=block.bbox)


def _top(report: Report) -> Located | None:
    return _at(report.blocks[0]) if report.blocks else None
