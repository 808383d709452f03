"""Checks on the reporting period: missing, contradictory, or left over from an old template."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from extract.attachments import find_headings
from extract.period_lines import PeriodLine, find_period_lines, is_opening
from extract.pieces import plain
from normalize.catalogue import finding
from normalize.checks.documents import is_report
from normalize.periods import Period, parse_period, parse_range
from normalize.schema import BlockRecord, Evidence, Finding, Located, Report

BEFORE = 90  # characters before a range that say what it is
_Line = tuple[BlockRecord, PeriodLine]

_OF_PERIOD = re.compile(r"\b(?:KY BAO CAO|THOI DIEM BAO CAO|KY SO LIEU)\b(?! TRUOC)")
_SUM = re.compile(
    r"\b(?:LUY KE|TRONG KY|TRONG NAM|TINH TU|SO LIEU|NAM [0-9]{4}|QUY [IVX0-9]+)\b|\($"
)
_COMPARED = re.compile(r"\b(?:CUNG KY|KY TRUOC|NAM TRUOC|QUY TRUOC|SO VOI)\b")
_OUTLOOK = re.compile(r"^\W*(?:[IVX]+|[0-9]+|[A-Z])?\s*[.)/-]?\s*PHUONG HUONG\b")
_BLANK_QUARTER = re.compile(
    r"(?<!THEO )(?<!TUNG )(?<!HANG )(?<!CAC )(?<!MOI )\bQUY[\s.…_]*(?:NAM|/)"
    r"\s*(?:19|20)[0-9]{2}(?![0-9])"
)
_PERIODIC = re.compile(
    r"\b(?:KIEM SOAT (?:THU TUC|TTHC)|CAI CACH HANH CHINH|MOT CUA|DINH KY|CCHC)\b"
)


def check(report: Report) -> Iterator[Finding]:
    """Yield what is wrong with the period the report says it speaks for."""
    period = _period(report)
    if period is None:
        if _needs_period(report):
            yield _found(
                report.blocks[0] if report.blocks else None,
                "không ghi kỳ báo cáo",
                "no period is printed",
            )
    else:
        lines = tuple(_lines(report))
        yield from _captions(lines, period)
        yield from _opening(report, period)
        yield from _ranges(lines, period)
        yield from _outlook(report, period)
    yield from _blanks(report)


def _period(report: Report) -> Period | None:
    document = report.document
    if not (document.period_kind and document.period_from and document.period_to):
        return None
    return Period(document.period_kind, document.period_from, document.period_to)


def _needs_period(report: Report) -> bool:
    if is_report(report) and _PERIODIC.search(plain(report.document.title or "")):
        return True
    return any(t.form_code and t.form_code.startswith("II.") for t in report.tables)


def _lines(report: Report) -> Iterator[_Line]:
    for block in report.blocks:
        for line in find_period_lines(block.text, block.ordinal):
            yield block, line


def _captions(lines: Sequence[_Line], period: Period) -> Iterator[Finding]:
    """Yield the forms' captions that name another period, or bounds that are not their own."""
    caption: Period | None = None
    caption_block = -9
    for block, line in lines:
        named = parse_period(line.text)
        if line.role == "caption":
            caption, caption_block = named, block.ordinal
            if named and not _agrees(named, period):
                yield _conflict(block, line.text, period)
        elif named and caption and block.ordinal - caption_block <= 2:
            bounds = (named.start, named.end)
            if bounds not in ((period.start, period.end), (caption.start, caption.end)):
                yield _conflict(block, line.text, period)
            caption = None


def _agrees(named: Period, period: Period) -> bool:
    """Tell whether both may stand in one report: they close together (quarter III, nine months)."""
    if named.explicit:
        return named.end == period.end
    return (named.end.year, named.end.month) == (period.end.year, period.end.month)


def _opening(report: Report, period: Period) -> Iterator[Finding]:
    block = next((b for b in report.blocks[:40] if b.type != "table" and is_opening(b.text)), None)
    if block is None:
        return
    said = block.text[plain(block.text).rfind("BAO CAO") :]
    named = parse_period(said)
    if named and named.kind != "other" and not _agrees(named, period):
        if named.kind == "year" and period.kind != "year":
            return  # "theo Kế hoạch năm 2023" of a quarter's report
        yield _conflict(block, " ".join(said.split()), period)


def _ranges(lines: Sequence[_Line], period: Period) -> Iterator[Finding]:
    """Yield "(từ … đến …)" of the prose that should be the report's own period and is not."""
    captions = {b.ordinal for b, line in lines if line.role == "caption"}
    ranges = Counter(b.ordinal for b, line in lines if line.role == "range")
    for block, line in lines:
        bounds = parse_range(line.text)
        if line.role != "range" or bounds is None or block.type == "table":
            continue
        if any(block.ordinal - near in captions for near in range(3)):
            continue
        if ranges[block.ordinal] > 1 and bounds[0] <= period.end and bounds[1] < period.end:
            continue  # the period told in stretches, or several periods side by side
        before = plain(block.text[max(0, line.start - BEFORE) : line.start]).rstrip()
        if _is_stale(bounds, period, before):
            yield _conflict(block, line.text, period)


def _is_stale(bounds: tuple[date, date], period: Period, before: str) -> bool:
    start, end = bounds
    if end == period.end or _COMPARED.search(before):
        return False
    label = parse_period(before[-45:])
    if label and (label.end.year, label.end.month) == (end.year, end.month):
        return False  # "9 tháng đầu năm 2023 (từ 15/12/2022 đến 14/9/2023)" is what it says
    if start == period.start:
        return bool(_OF_PERIOD.search(before) or _SUM.search(before + "("))
    return bool(_OF_PERIOD.search(before[-40:]))


def _outlook(report: Report, period: Period) -> Iterator[Finding]:
    """Yield an outlook ("Phương hướng, nhiệm vụ …") on a time that is already over."""
    for block in report.blocks:
        folded = plain(block.text)
        if len(folded) > 200 or block.type == "table" or not _OUTLOOK.match(folded):
            continue
        ahead = parse_period(block.text)
        if ahead and ahead.end <= period.end and "KET QUA" not in folded:
            yield _conflict(block, " ".join(block.text.split()), period)


def _blanks(report: Report) -> Iterator[Finding]:
    """Yield headings and captions whose quarter nobody filled in: "NHIỆM VỤ QUÝ NĂM 2024"."""
    for block in report.blocks:
        folded = plain(block.text)
        match = _BLANK_QUARTER.search(folded)
        if match is None or len(folded) > 200 or block.type == "table":
            continue
        if block.text[match.start() : match.start() + 3].lower() not in ("quý", "quí"):
            continue  # "quỹ năm 2024" is a fund's
        if find_headings(block.text):
            continue
        text = " ".join(block.text.split())
        yield _found(
            block,
            f"“{text}” bỏ trống số quý hoặc còn sót từ mẫu báo cáo quý",
            f"“{text}” leaves the quarter blank or is left over from a quarter's template",
            text,
        )


def _conflict(block: BlockRecord, printed: str, period: Period) -> Finding:
    span = f"{_short(period.start)}–{_short(period.end)}"
    return _found(
        block,
        f"“{printed}” không khớp kỳ của báo cáo ({span})",
        f"“{printed}” is not the report's period ({span})",
        printed,
        Evidence(label="kỳ của báo cáo", value=span, where="tiêu đề và các biểu"),
    )


def _found(
    block: BlockRecord | None,
    problem: str,
    problem_en: str,
    printed: str | None = None,
    *more: Evidence,
) -> Finding:
    at = None
    evidence = list(more)
    if block is not None:
        at = Located(block_id=block.block_id, page=block.page, bbox=block.bbox)
    if block is not None and printed is not None:
        where = f"mục {block.section}" if block.section else f"đoạn {block.ordinal + 1}"
        evidence.insert(
            0,
            Evidence(
                label="ghi trong báo cáo",
                value=printed,
                where=f"trang {block.page}" if block.page is not None else where,
                block_id=block.block_id,
                page=block.page,
                bbox=block.bbox,
            ),
        )
    return finding("DOC504", at, evidence=evidence, problem=problem, problem_en=problem_en)


def _short(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
