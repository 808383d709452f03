"""Checks on the text itself: converted encodings, sentences and years that break off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from normalize.catalogue import finding
from normalize.schema import BlockRecord, Evidence, Finding, Located, Report

# "Trong năm 202 (…": three digits of a year, then no word that would make them a count. What is
# said of every year ("mỗi năm 200") counts too.
_SHORT_YEAR = re.compile(
    r"(?<!mỗi )(?<!một )(?<!hằng )(?<!hàng )(?<![0-9] )\bnăm\s+"
    r"(?P<year>(?:19|20)[0-9])(?=\s*(?:[(),;:]|\.(?![0-9])|$))",
    re.IGNORECASE,
)
_SHORT_RANGE = re.compile(
    r"(?<![0-9/.])(?:19|20)[0-9]{2}\s?[-–]\s?(?P<year>(?:19|20)[0-9])(?![0-9./])"
)
# Initial consonants of two letters and more that no Vietnamese word consists of.
# In capitals they are abbreviations of offices (Lưu: VT, KH), after a number of units.
_BROKEN_WORD = re.compile(r"\b[^\W\d_]+[,;]?\s+(?P<word>ngh|ng|nh|kh|th|ph|ch|gh|qu)$")
# A consonant alone, at the end of a sentence: "sửa đổi các quy đ"; "điểm đ", "hệ số k" are names.
_BROKEN_LETTER = re.compile(
    r"(?<!điểm)(?<!mục)(?<!khoản)(?<!nhóm)(?<!loại)(?<!lớp)(?<!hạng)(?<!hình)(?<!bảng)(?<!mẫu)"
    r"(?<!biểu)(?<!phần)(?<!đội)(?<!khu)(?<!số)(?<!trị)(?<!tổ)(?<!cấp)(?<!án)(?<!và)(?<!tiết)"
    r"(?<![\W\d_])\s(?P<word>[bcdđghklmnpqrstvx])$"
)
# Words that always want another after them; a sentence that ends with one lost its rest.
_OPEN_WORD = re.compile(
    r"\s(?P<word>và|của|các|những|tại|về|cho|với|theo|trong|bởi|để|hoặc|nhằm|thuộc|giữa|nhưng"
    r"|nếu|(?:về|trong|cho|của|với|vào|trọng|qua) việc)$"
)
_LONG = 60  # characters from which a block is a sentence, not a heading broken over lines
# A footnote's mark and its text, "[1] Nghị định số …", is no part of it either.
_NEW_ITEM = re.compile(
    r"(?:[-–+•*]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[IVX]{1,5}\.|\[\d{1,3}\])\s|Nơi nhận"
)
_PAGE_NUMBER = re.compile(r"\s*[-–]?\s*\d{1,3}\s*[-–]?\s*")
_SHOWN = 40  # characters shown on each side of the place
_ENOUGH = 20  # shorter blocks are labels, not sentences


def check(report: Report) -> Iterator[Finding]:
    """Yield the findings on the text, notes of the reading first, then block by block."""
    for note in report.notes:
        if note.code == "legacy-encoding":
            yield finding("TXT701", encoding=note.message, encoding_en=note.message_en)
    for position, block in enumerate(report.blocks):
        if block.type in ("header", "footer"):
            continue
        yield from _short_years(block)
        yield from _broken_off(block, _following(report.blocks, position))


def _following(blocks: Sequence[BlockRecord], position: int) -> BlockRecord | None:
    """Return the block behind a position, a page's number passed over."""
    at = position + 1
    if at < len(blocks) and _PAGE_NUMBER.fullmatch(blocks[at].text):
        at += 1
    return blocks[at] if at < len(blocks) else None


def _short_years(block: BlockRecord) -> Iterator[Finding]:
    for pattern in (_SHORT_YEAR, _SHORT_RANGE):
        for found in pattern.finditer(block.text):
            shown = _around(block.text, found.start("year"), found.end())
            yield _truncated(block, shown, found["year"])


def _around(text: str, start: int, end: int) -> str:
    """Return the words around `start:end`, whole ones of the same line and cell."""
    before = re.split(r"[\t\n]", text[:start])[-1]
    after = re.split(r"[\t\n]", text[end:])[0]
    if len(before) > _SHOWN:
        before = before[-_SHOWN:].partition(" ")[2]
    if len(after) > _SHOWN:
        after = after[:_SHOWN].rpartition(" ")[0]
    return " ".join((before + text[start:end] + after).split())


def _broken_off(block: BlockRecord, following: BlockRecord | None) -> Iterator[Finding]:
    """Yield a finding when the block's last word breaks off and no block continues it."""
    if block.type == "table" or len(block.text) < _ENOUGH:
        return
    text = block.text.rstrip()
    found = _BROKEN_WORD.search(text)
    if found is None and len(text) >= _LONG:
        found = _BROKEN_LETTER.search(text)
    if found is None and len(text) >= _LONG and _begins_anew(following):
        found = _OPEN_WORD.search(text)
    if found is None:
        return
    if following is not None and following.text[:1].islower():
        return  # torn by a page break, not cut off
    yield _truncated(block, _around(text, found.start("word"), len(text)), found["word"])


def _begins_anew(following: BlockRecord | None) -> bool:
    """Tell whether the next block is a heading or a new item, so no part of the one before."""
    if following is None:
        return False
    return following.type == "heading" or _NEW_ITEM.match(following.text) is not None


def _truncated(block: BlockRecord, shown: str, rest: str) -> Finding:
    where = f"mục {block.section}" if block.section else f"đoạn {block.ordinal + 1}"
    return finding(
        "TXT702",
        Located(block_id=block.block_id, page=block.page, bbox=block.bbox),
        suggestion="Bổ sung phần chữ bị mất theo bản gốc",
        evidence=(
            Evidence(
                label="chỗ bị cắt",
                value=shown,
                where=where,
                block_id=block.block_id,
                page=block.page,
                bbox=block.bbox,
            ),
        ),
        text=shown,
        rest=rest,
    )
