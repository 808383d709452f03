"""Checks on the codes of administrative procedures (mã TTHC): their form and their province.

A code is `G.NNNNNN`, and with its publisher `G.NNNNNN.000.00.00.H32`: the national procedure, then
the publisher's identity code in the layout of QCVN 102:2016/BTTTT. The zeros may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from normalize.catalogue import finding
from normalize.places import reporting_place
from normalize.provinces import hcodes, hcodes_of, province
from normalize.schema import BlockRecord, CellRecord, Evidence, Finding, Located, Report

# Liberal: what is meant as a whole code, also with a group too long or short, a blank or a line
# break inside, a letter for a digit. Dossier codes (`000.00.12.H62-201105-0004`) and identity codes
# (`H32.05`, `000.00.00.H41`) do not begin with a single digit and a dot.
_MEANT = re.compile(
    r"(?<![\w.\-])(?P<procedure>[0-9OoIl]\s?\.\s?[0-9OoIl]{3,9})"
    r"(?P<middle>(?:\s?\.?\s?[0-9OoIl]{2,6}){1,4}?)"
    r"(?:\s?\.\s?)?(?P<publisher>[HG]\s?[0-9]\s?[0-9]{1,2})(?P<unit>(?:\.[0-9]{2})*)(?![\w\-])"
)
# A code that lost its first figure, before the zeros that nothing else has.
_HEADLESS = re.compile(
    r"(?<![\w.\-/])[0-9]{6}\.[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[HG][0-9]{2}(?![\w\-])"
)
# The middle groups are zeros for a province itself; many decisions leave them out: `1.012289.H34`.
_WHOLE = re.compile(
    r"[0-9]\.[0-9]{6}(?:\.[0-9]{3}\.[0-9]{2}\.[0-9]{2})?\.[HG][0-9]{2}(?:\.[0-9]{2})*"
)
_MOST_EVIDENCE = 12
_LETTERS = str.maketrans("OoIl", "0011")


@dataclass(frozen=True, slots=True)
class Code:
    """A code as printed, where it stands, and what it is without its blanks."""

    printed: str
    bare: str
    at: Located
    where: str
    table_id: str | None = None
    row: int | None = None
    col: int | None = None

    @property
    def publisher(self) -> str | None:
        """Return the publisher's H- or G-code of a well-formed code."""
        found = re.search(r"\.([HG][0-9]{2})(?:\.[0-9]{2})*$", self.bare)
        return found[1] if found else None


def find_codes(report: Report) -> Iterator[Code]:
    """Yield the whole codes of the report, cell by cell in tables, block by block elsewhere."""
    for table in report.tables:
        for cell in table.cells:
            yield from _in_cell(cell, table.table_id, table.block_id, table.ordinal)
    for block in report.blocks:
        if block.type != "table":
            yield from _in_block(block)


def _in_cell(cell: CellRecord, table_id: str, block_id: str, ordinal: int) -> Iterator[Code]:
    for printed in _meant(cell.text):
        where = f"bảng {ordinal + 1}, dòng {cell.row + 1}, cột {cell.col + 1}"
        at = Located(block_id=block_id, page=cell.page, bbox=cell.bbox)
        yield Code(printed, _bare(printed), at, where, table_id, cell.row, cell.col)


def _in_block(block: BlockRecord) -> Iterator[Code]:
    for printed in _meant(block.text):
        where = f"mục {block.section}" if block.section else f"đoạn {block.ordinal + 1}"
        at = Located(block_id=block.block_id, page=block.page, bbox=block.bbox)
        yield Code(printed, _bare(printed), at, where)


def _meant(text: str) -> Iterator[str]:
    if "H" in text or "G" in text:  # every code has one of them; most cells have neither
        for pattern in (_MEANT, _HEADLESS):
            for found in pattern.finditer(text):
                yield found[0]


def _bare(printed: str) -> str:
    return "".join(printed.split())


def check(report: Report) -> Iterator[Finding]:
    """Yield the malformed codes in reading order, then those of other provinces."""
    codes = tuple(find_codes(report))
    whole = []
    for code in codes:
        if _WHOLE.fullmatch(code.bare):
            whole.append(code)
        else:
            yield _malformed(code)
    yield from _foreign(whole, report)


def _malformed(code: Code) -> Finding:
    return finding(
        "COD601",
        code.at,
        suggestion=_mended(code.bare),
        evidence=(_evidence(code),),
        table_id=code.table_id,
        procedure=" ".join(code.printed.split()),
    )


def _mended(bare: str) -> str | None:
    """Return the code with letters read as digits and dots restored, when that makes it whole."""
    text = bare[:-3].translate(_LETTERS) + bare[-3:]
    digits = re.sub(r"[^0-9HG]", "", text)
    found = re.fullmatch(r"([0-9])([0-9]{6})([0-9]{3})([0-9]{2})([0-9]{2})([HG][0-9]{2})", digits)
    return ".".join(found.groups()) if found else None


def _foreign(codes: Sequence[Code], report: Report) -> Iterator[Finding]:
    """Yield the codes that another province publishes, each once; ministries' are everyone's.

    When no code is the province's own, the report as a whole is said to use another's: one finding.
    """
    place = reporting_place(report)
    if place is None:
        return
    document = report.document
    # Without a date the province may be the merged one: its predecessors' codes are welcome.
    day = document.issued_on or document.period_to or date.max
    own = hcodes_of(place, day)
    local = [code for code in codes if code.publisher in hcodes()]
    foreign = [code for code in local if code.publisher not in own]
    if not own or not foreign:
        return
    first_of: dict[str, Code] = {}
    for code in foreign:
        first_of.setdefault(code.bare, code)
    if len(foreign) == len(local) and len(first_of) > 1:
        yield _other_province(tuple(first_of.values()), place, own)
        return
    for code in first_of.values():
        yield _other_province((code,), place, own)


def _other_province(codes: Sequence[Code], place: str, own: Sequence[str]) -> Finding:
    first = codes[0]
    publisher = first.publisher or ""
    other, here = province(hcodes()[publisher][0]), province(place)
    return finding(
        "COD602",
        first.at,
        suggestion=f"Đối chiếu mã với Cơ sở dữ liệu quốc gia về TTHC (mã của địa phương: "
        f"{', '.join(own)})",
        evidence=tuple(_evidence(code) for code in codes[:_MOST_EVIDENCE]),
        table_id=first.table_id,
        procedure=" ".join(first.printed.split()),
        publisher=publisher,
        other=other.name if other else publisher,
        here=here.name if here else place,
        count=len(codes),
    )


def _evidence(code: Code) -> Evidence:
    return Evidence(
        label="mã TTHC",
        value=" ".join(code.printed.split()),
        where=code.where,
        table_id=code.table_id,
        row=code.row,
        col=code.col,
        block_id=code.at.block_id,
        page=code.at.page,
        bbox=code.at.bbox,
    )
