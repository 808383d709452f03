"""Small canonical things with defaults: a test writes only what differs."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from normalize.schema import BlockRecord, DocumentRecord, Mention, Report

_PRINTED = re.compile(
    r"(?:(?P<word>[^\W\d_][^\d/]*?)\s+)??(?:số\s+)?"
    r"(?P<number>\d+)(?P<join>[/-])(?:(?P<year>\d{4})/)?(?P<symbol>[^\s,]+)"
    r"(?:,?\s+ngày\s+(?P<date>\S+))?(?:\s+của\s+(?P<issuer>.+?))?(?:\s+về\s+(?P<subject>.+))?"
)
KINDS = {
    "báo cáo": "BC",
    "chỉ thị": "CT",
    "công văn": "CV",
    "công điện": "CĐ",
    "hướng dẫn": "HD",
    "kế hoạch": "KH",
    "kết luận": "KL",
    "nghị quyết": "NQ",
    "nghị định": "NĐ",
    "phương án": "PA",
    "quy định": "QyĐ",
    "quyết định": "QĐ",
    "thông báo": "TB",
    "thông tư": "TT",
    "tờ trình": "TTr",
    "văn bản": "CV",
}


def cite(text: str, **changes: Any) -> Mention:
    """Return the mention that a well-printed citation gives; `changes` set what is odd about it."""
    found = _PRINTED.fullmatch(text)
    assert found, text
    word, number, symbol = found["word"], found["number"].lstrip("0"), found["symbol"]
    grammar = (
        "party" if found["join"] == "-" else "normative" if found["year"] else "administrative"
    )
    if grammar == "administrative" and symbol.startswith("QH"):
        grammar = "assembly"
    first = re.split(r"[-/]", symbol)[0]
    symbol_kind = (
        first if first in {*KINDS.values(), "ĐA", "TC"} else "CV" if "-" in symbol else None
    )
    issued_on = slashed(found["date"])
    kind = KINDS.get(word.lower()) if word else symbol_kind
    year = found["year"] or (issued_on.year if issued_on else "?")
    key = f"{number}-{symbol}/{year}" if grammar == "party" else f"{number}/{symbol}/{year}"
    if found["year"]:
        key = f"{number}/{year}/{symbol}"
    fields: dict[str, Any] = {
        "mention_id": "m00000",
        "ordinal": 0,
        "raw_text": text.partition(" của ")[0].partition(" về ")[0],
        "kind_word": word,
        "kind": kind,
        "symbol_kind": symbol_kind,
        "number": number,
        "year_part": found["year"],
        "symbol": symbol,
        "symbol_text": symbol,
        "grammar": grammar,
        "issued_on": issued_on,
        "date_text": found["date"],
        "issuer_text": found["issuer"],
        "subject": found["subject"],
        "citation_key": key,
        "block_id": "b00000",
    }
    return Mention(**(fields | changes))


def slashed(text: str | None) -> date | None:
    try:
        day, month, year = (int(part) for part in (text or "").split("/"))
        return date(year, month, day)
    except ValueError:
        return None


def report(*mentions: Mention, **changes: Any) -> Report:
    """Return a report with these mentions, numbered in order; `changes` go to its document."""
    document: dict[str, Any] = {
        "doc_id": "0" * 64,
        "file_name": "bao-cao.txt",
        "media_type": "text",
        "byte_size": 1,
        "agency_name": "Sở Tài chính",
        "symbol": "BC-STC",
    }
    numbered = tuple(
        m.model_copy(update={"mention_id": f"m{i:05d}", "ordinal": i})
        for i, m in enumerate(mentions)
    )
    return Report(document=DocumentRecord(**(document | changes)), mentions=numbered)


def with_blocks(base: Report, *texts: str, kind: str = "paragraph") -> Report:
    """Return the report with one block a text."""
    blocks = tuple(
        BlockRecord(block_id=f"b{i:05d}", ordinal=i, type=kind, text=text)  # type: ignore[arg-type]
        for i, text in enumerate(texts)
    )
    return base.model_copy(update={"blocks": blocks})


def cites(*texts: str, **changes: Any) -> Report:
    return report(*(cite(text) for text in texts), **changes)


def codes(findings: Iterable[Any]) -> list[str]:
    return sorted({found.rule for found in findings})
