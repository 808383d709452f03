"""Figures in prose as printed: a number and the noun it counts, with their place in the block."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extract.document import BlockKind, Document

_UNITS = (
    r"thủ tục hành chính|TTHC|thủ tục|hồ sơ|văn bản|quyết định|phiếu|cuộc|lượt|ý kiến|kiến nghị"
    r"|phản ánh|quy trình|dịch vụ công|DVC|đơn vị|cơ quan|buổi|tin bài|bản tin|lớp|người|triệu đồng"
    r"|tỷ đồng|đồng"
)
_FIGURE = regex.compile(
    rf"(?<![\w./,-])(?P<number>\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?)"
    rf"(?:(?P<percent>\s?%)|\s+(?P<unit>{_UNITS})\b)",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RawFigure:
    """A number in prose; offsets index the text of the block with ordinal `block`."""

    block: int
    start: int
    end: int
    number: str
    unit: str | None = None
    of: str | None = None  # the base of a ratio, as printed
    noun: str | None = None  # what is counted, as printed


def find_figures(document: Document) -> tuple[RawFigure, ...]:
    """Return the numbers with a unit or percent sign in the document's prose, in reading order."""
    found: list[RawFigure] = []
    for block in document.blocks:
        if block.kind in (BlockKind.TABLE, BlockKind.HEADER, BlockKind.FOOTER):
            continue
        for match in _FIGURE.finditer(block.text):
            unit = "%" if match["percent"] else match["unit"]
            found.append(
                RawFigure(block.ordinal, match.start(), match.end(), match["number"], unit)
            )
    return tuple(found)
