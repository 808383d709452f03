"""The return note (công văn đề nghị chỉnh sửa báo cáo): what a report must mend, as a Word file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from textwrap import shorten
from typing import Any

from extract.errors import UsageError
from store.database import Store
from store.form_layout import MOTTO, NATION
from store.overview import period_label
from store.word_layout import new_document, plain, shade, write_cell

BLANK = "……"
MOST = 6  # pieces of evidence told of one finding
LONGEST = 160  # characters of a piece
LEVELS = {
    "error": "Lỗi, đề nghị sửa",
    "warning": "Điểm cần xem lại",
    "note": "Lưu ý",
}
WIDTHS = (1.0, 3.4, 4.0, 4.6, 3.5)  # centimeters
HEADS = ("TT", "Vị trí", "Báo cáo ghi", "Nhận xét, yêu cầu", "Đề nghị")
_OFFICE = re.compile(r"(Văn phòng)\s+((?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân)\b.*)", re.I)
_PLACE = re.compile(r"\b(?:tỉnh|thành phố|TP\.?)\s+(.+)", re.I)


@dataclass(frozen=True, slots=True)
class Point:
    """One finding as the note tells it."""

    level: str
    rule: str
    where: str
    printed: str
    message: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class ReturnNote:
    """What a note says of one report; names as the report prints them, None where it does not."""

    doc_id: str
    file_name: str
    sender: str | None
    parent: str | None
    department: str
    report: str
    period: str
    points: tuple[Point, ...]


def find_document(store: Store, wanted: str) -> str:
    """Return the doc id that a prefix of it (six characters or more) or a file name means.

    Raises:
        UsageError: when none or several fit.
    """
    rows = store.rows(
        "SELECT doc_id, file_name FROM documents WHERE status <> 'failed' AND (file_name = ? "
        "OR list_contains(file_names, ?) OR (length(?) >= 6 AND starts_with(doc_id, lower(?)))) "
        "ORDER BY is_current DESC, file_name",
        [wanted] * 4,
    )
    if len(rows) == 1:
        return str(rows[0][0])
    listed = "; ".join(f"{doc_id[:12]} {name}" for doc_id, name in rows)
    raise UsageError(
        f"Có {len(rows)} văn bản ứng với “{wanted}”." if rows else f"Không có văn bản “{wanted}”.",
        f"{len(rows)} documents fit “{wanted}”." if rows else f"There is no document “{wanted}”.",
        remedy=listed or "Xem danh sách: trichluc documents",
        remedy_en=listed or "List them: trichluc documents",
    )


def faulty_documents(store: Store) -> list[str]:
    """Return the doc ids of the reports that have open errors or warnings, by department."""
    rows = store.rows(
        """
        SELECT arg_min(d.doc_id, d.precedence) AS doc_id, any_value(d.agency_name) AS name
        FROM current_documents d
        WHERE d.report_id IN (
            SELECT report_id FROM findings f JOIN current_documents USING (doc_id)
            WHERE f.status = 'open' AND f.level IN ('error', 'warning')
        )
        GROUP BY d.report_id ORDER BY name, doc_id
        """
    )
    return [row[0] for row in rows]


def return_note(store: Store, doc_id: str) -> ReturnNote:
    """Return what the note of a document says; of a report, its attachments' findings too."""
    head = store.row(
        "SELECT file_name, recipient, parent_name, agency_name, kind_word, number, symbol, "
        "issued_on, period_kind, period_from, period_to FROM documents WHERE doc_id = ?",
        [doc_id],
    )
    if head is None:
        raise UsageError(f"Không có văn bản “{doc_id}”.", f"There is no document “{doc_id}”.")
    file, recipient, parent, agency, word, number, symbol, issued, kind, start, end = head
    rows = store.rows(
        """
        SELECT f.level, f.rule, f.message, f.suggestion, CAST(f.evidence AS VARCHAR), f.page,
               b.section, CASE WHEN d.doc_id <> ? THEN d.file_name END
        FROM findings f JOIN documents d USING (doc_id)
        LEFT JOIN blocks b ON b.block_id = f.block_id
        WHERE f.status = 'open'
          AND (d.doc_id = ? OR (d.attached_to_doc = ? AND d.is_current))
        ORDER BY array_position(['error', 'warning', 'note'], f.level), d.precedence, f.page,
                 f.rule, f.finding_id
        """,
        [doc_id, doc_id, doc_id],
    )
    name = " ".join((word or "Báo cáo").lower().split()).capitalize()
    own = f"{name} số {number or BLANK}{f'/{symbol}' if symbol else ''}"
    dated = f" ngày {_day(issued)}" if issued else ""
    return ReturnNote(
        doc_id=doc_id,
        file_name=file,
        sender=recipient,
        parent=parent,
        department=agency or BLANK,
        report=f"{own}{dated}{f' của {agency}' if agency else ''}",
        period="" if end is None else period_label(kind, start, end, "vi"),
        points=tuple(_point(row) for row in rows),
    )


def _point(row: tuple[Any, ...]) -> Point:
    level, rule, message, suggestion, evidence, page, section, attachment = row
    pieces = json.loads(evidence) if evidence else []
    places = list(dict.fromkeys(p["where"] for p in pieces if p.get("where")))
    where = places[:1] or [p for p in (section and f"mục {section}", page and f"trang {page}") if p]
    if page and not any("trang" in place for place in where):
        where.append(f"trang {page}")
    if attachment:
        where.append(f"tệp kèm theo {attachment}")
    printed = [
        shorten(f"{p['label']}: {p['value']}", LONGEST, placeholder=" …") for p in pieces[:MOST]
    ]
    if len(pieces) > MOST:
        printed.append(f"… và {len(pieces) - MOST} chỗ khác")
    return Point(
        level=level,
        rule=rule,
        where=", ".join(where),
        printed="\n".join(printed),
        message=message,
        suggestion=suggestion or "Rà soát, sửa lại",
    )


def write_note(note: ReturnNote) -> bytes:
    """Return the note as a Word file in the layout of an official letter (công văn).

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.5.
    """
    document = new_document(size=13)
    parent, office = _sender(note)
    _letterhead(document, note, parent, office)
    _paragraph(document, f"Kính gửi: {note.department}", indent=False, center=True)
    counts = [
        f"{sum(p.level == level for p in note.points)} {words}"
        for level, words in (("error", "lỗi"), ("warning", "điểm cần xem lại"), ("note", "lưu ý"))
        if any(p.level == level for p in note.points)
    ]
    told = f" ({note.period})" if note.period else ""
    if note.points:
        _paragraph(
            document,
            f"Qua kiểm tra {note.report}{told}, {office or 'cơ quan tổng hợp'} thấy có "
            f"{', '.join(counts)}. Đề nghị {note.department} rà soát, chỉnh sửa các nội dung sau:",
        )
        _points(document, note)
        _paragraph(
            document,
            f"Đề nghị {note.department} chỉnh sửa, hoàn thiện báo cáo và gửi lại trước ngày "
            f"{BLANK}/{BLANK}/{BLANK}. Nội dung nào đã đúng, đề nghị nêu rõ căn cứ để "
            "thống nhất số liệu tổng hợp./.",
        )
    else:
        _paragraph(
            document,
            f"Qua kiểm tra {note.report}{told}, không có nội dung nào phải chỉnh sửa./.",
        )
    _closing(document, office)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def note_name(note: ReturnNote) -> str:
    """Return a file name for the note, safe on every system."""
    stem = re.sub(r"[^\w.-]+", "-", Path(note.file_name).stem).strip("-.") or "bao-cao"
    return f"tra-lai-{stem}-{note.doc_id[:8]}.docx"


def _day(day: date) -> str:
    """Return a date as official papers print it: days below 10 and months 1, 2 with a zero."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def _sender(note: ReturnNote) -> tuple[str, str]:
    """Return (superior, office) of the letterhead; the office is who the report was sent to."""
    match = _OFFICE.fullmatch(note.sender or "")
    if match is not None:
        return match[2], f"{match[1]} {match[2]}"
    return "", note.sender or note.parent or ""


def _letterhead(document: Any, note: ReturnNote, parent: str, office: str) -> None:
    from docx.shared import Cm, Pt

    short = "Văn phòng" if parent else office or BLANK
    place = _PLACE.search(note.parent or note.sender or "")
    table = document.add_table(rows=2, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    lines = [(parent.upper(), False)] * bool(parent) + [(short.upper(), True)]
    _lines(left, [*lines, ("_______", False)])
    _lines(right, [(NATION, True), (MOTTO, True), ("______________________", False)], size=12)
    below, day = table.rows[1].cells
    write_cell(below, f"Số: {BLANK}/{BLANK}", size=13, side="center")
    subject = below.add_paragraph()
    subject.alignment = below.paragraphs[0].alignment
    subject.add_run(
        "V/v đề nghị chỉnh sửa báo cáo " + note.period.replace(" ", "\u00a0")
    ).font.size = Pt(12)
    write_cell(
        day,
        f"{place[1] if place else BLANK}, ngày {BLANK} tháng {BLANK} năm {date.today().year}",
        italic=True,
        size=13,
        side="center",
    )
    for col, width in enumerate((6.7, 9.8)):
        table.columns[col].width = Cm(width)
        for cell in table.columns[col].cells:
            cell.width = Cm(width)


def _lines(cell: Any, lines: list[tuple[str, bool]], size: float = 13) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for position, (text, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if not position else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(plain(text))
        run.bold, run.font.size = bold, Pt(size)


def _paragraph(document: Any, text: str, *, indent: bool = True, center: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    paragraph = document.add_paragraph(plain(text))
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if center else WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        paragraph.paragraph_format.first_line_indent = Cm(1)


def _points(document: Any, note: ReturnNote) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(HEADS))
    table.style, table.autofit = "Table Grid", False
    for cell, text in zip(table.rows[0].cells, HEADS, strict=True):
        write_cell(cell, text, bold=True, size=11, side="center")
        shade(cell)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    level = ""
    for number, point in enumerate(note.points, 1):
        if point.level != level:
            level = point.level
            cells = table.add_row().cells
            write_cell(cells[0].merge(cells[-1]), LEVELS[level], bold=True, size=11)
        row = table.add_row()
        told = (str(number), point.where, point.printed, point.message, point.suggestion)
        for position, (cell, text) in enumerate(zip(row.cells, told, strict=True)):
            write_cell(cell, text, size=11, side="left" if position else "center")
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            if cell._tc.grid_span == 1:
                cell.width = Cm(width)


def _closing(document: Any, office: str) -> None:
    from docx.shared import Pt

    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    write_cell(left, "Nơi nhận:", bold=True, italic=True, size=12)
    left.vertical_alignment = right.vertical_alignment = None
    for text in ("- Như trên;", "- Lưu: VT."):
        run = left.add_paragraph().add_run(text)
        run.font.size = Pt(11)
    signer = "CHÁNH VĂN PHÒNG" if office.startswith("Văn phòng") else "THỦ TRƯỞNG CƠ QUAN"
    _lines(right, [(signer, True), ("", False), ("", False), ("", False), (BLANK * 3, False)])
