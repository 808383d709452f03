"""Faults that need more than a sentence or a cell: a list beside a form, letters of an old font."""

from __future__ import annotations

from dataclasses import replace

from departments import Office
from model import FormTable, SampleReport

from extract.text import characters, read_rows

_COUNTS = {"Đất đai": 3, "Hộ tịch": 2, "Chứng thực": 4}
_HEADS_07B = (
    (
        ("TT", 1, 2),
        ("Lĩnh vực", 1, 2),
        ("Tổng số TTHC thuộc thẩm quyền giải quyết của địa phương", 4, 1),
        ("TTHC được thực hiện theo CCMC, MCLT", 4, 1),
        ("Quy trình nội bộ giải quyết TTHC theo CCMC, MCLT", 4, 1),
    ),
    tuple(
        (text, 1, 1)
        for first in ("Tổng số TTHC", "Tổng số TTHC", "Tổng số quy trình")
        for text in (first, "Cấp tỉnh", "Cấp huyện", "Cấp xã")
    ),
)


def has_06a(report: SampleReport) -> bool:
    """Tell whether the report begins its forms with II.06a."""
    return bool(report.forms) and "II.06a" in report.forms[0].code_line


def listed_procedures(report: SampleReport, office: Office, wrong: int = 1) -> SampleReport | None:
    """Return the report with form II.07b and its list, which lacks so many of the first field."""
    if not has_06a(report):
        return None
    rows = [
        (str(n), name, *(str(k) for k in (count, count, 0, 0) * 3))
        for n, (name, count) in enumerate(_COUNTS.items(), 1)
    ]
    total = sum(_COUNTS.values())
    rows.append(("", "Tổng số", *(str(k) for k in (total, total, 0, 0) * 3)))
    form = FormTable(
        "Biểu số II.07b/VPCP/KSTT",
        "TỔNG HỢP SỐ LƯỢNG THỦ TỤC HÀNH CHÍNH TẠI BỘ PHẬN MỘT CỬA ĐỊA PHƯƠNG",
        report.forms[0].period,
        report.forms[0].attached,
        "TTHC",
        _HEADS_07B,
        tuple(f"({n})" for n in range(1, 15)),
        tuple(rows),
        "I. SỐ LƯỢNG TTHC TRIỂN KHAI TẠI BỘ PHẬN MỘT CỬA",
    )
    named = [name for name, count in _COUNTS.items() for _ in range(count)][wrong:]
    heads = ("STT", "Tên thủ tục hành chính", "Lĩnh vực", "Ghi chú")
    listed = FormTable(
        "Phụ lục 5",
        "DANH MỤC THỦ TỤC HÀNH CHÍNH THUỘC THẨM QUYỀN GIẢI QUYẾT",
        ("", ""),
        report.forms[0].attached,
        "",
        (tuple((head, 1, 1) for head in heads),),
        ("(1)", "(2)", "(3)", "(4)"),
        tuple(
            (str(n), f"Thủ tục thứ {n} về {name.lower()}", name, "")
            for n, name in enumerate(named, 1)
        ),
    )
    return replace(report, forms=(*report.forms, form, listed))


def old_letters(report: SampleReport, office: Office) -> SampleReport:
    """Return the report with some paragraphs as a font of 1993 shows them: ñy ban nh©n d©n."""
    letters = {characters(row[1]): characters(row[0]) for row in read_rows("tcvn3.csv")}
    old = tuple(
        "".join(letters.get(c) or letters.get(c.lower(), c) if c > "\x7f" else c for c in line)
        for line in report.body[3:8]
    )
    return replace(report, body=(*report.body[:3], *old, *report.body[8:]))
