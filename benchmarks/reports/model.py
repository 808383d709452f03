"""A made-up report as data: what the writers print, and what a reader must find again."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class FormTable:
    """One statistical form as printed: header rows of (text, columns spanned, rows spanned)."""

    code_line: str
    title: str
    period: tuple[str, str]
    attached: str
    unit: str
    header: tuple[tuple[tuple[str, int, int], ...], ...]
    index: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    part: str = ""  # "I. …", printed last above the table


@dataclass(frozen=True)
class SampleReport:
    """A whole report, top to bottom."""

    parent: str
    agency: str
    number: str  # "Số: 2815/BC-SNV"
    place_date: str
    kind: str
    title: str
    recipient: str
    body: tuple[str, ...]
    receivers: tuple[str, ...]
    signer_title: str
    signer_name: str
    forms: tuple[FormTable, ...] = ()
    mark: str = "Văn bản giả định, lập để minh họa phần mềm trichluc; mọi số liệu là hư cấu."
    notes: tuple[str, ...] = field(default=())


def form_06a(
    code_line: str, period: tuple[str, str], attached: str, rows: tuple[tuple[str, ...], ...]
) -> FormTable:
    """Return form II.06a with its official header over the given rows of 13 cells."""
    return FormTable(
        code_line,
        "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT TTHC",
        period,
        attached,
        "Số hồ sơ TTHC",
        (
            (
                ("STT", 1, 3),
                ("Lĩnh vực, công việc giải quyết theo cấp", 1, 3),
                ("Số hồ sơ tiếp nhận", 4, 1),
                ("Số lượng hồ sơ đã giải quyết", 4, 1),
                ("Số lượng hồ sơ đang giải quyết", 3, 1),
            ),
            (
                ("Tổng số", 1, 2),
                ("Trong kỳ", 2, 1),
                ("Từ kỳ trước", 1, 2),
                ("Tổng số", 1, 2),
                ("Trước hạn", 1, 2),
                ("Đúng hạn", 1, 2),
                ("Quá hạn", 1, 2),
                ("Tổng số", 1, 2),
                ("Trong hạn", 1, 2),
                ("Quá hạn", 1, 2),
            ),
            (("Trực tuyến", 1, 1), ("Trực tiếp, dịch vụ bưu chính", 1, 1)),
        ),
        (
            "(1)",
            "(2)",
            "(3)=(4)+(5)+(6)",
            "(4)",
            "(5)",
            "(6)",
            "(7)=(8)+(9)+(10)",
            "(8)",
            "(9)",
            "(10)",
            "(11)=(12)+(13)",
            "(12)",
            "(13)",
        ),
        rows,
    )


def form_08(
    code_line: str, period: tuple[str, str], attached: str, rows: tuple[tuple[str, ...], ...]
) -> FormTable:
    """Return form II.08 with its official header over the given rows of 9 cells."""
    return FormTable(
        code_line,
        "TÌNH HÌNH TRIỂN KHAI TTHC TRÊN MÔI TRƯỜNG ĐIỆN TỬ CỦA BỘ, CƠ QUAN, ĐỊA PHƯƠNG",
        period,
        attached,
        "TTHC/hồ sơ",
        (
            (
                ("TT", 1, 2),
                ("Lĩnh vực", 1, 2),
                ("DVCTT mức độ 3", 3, 1),
                ("DVCTT mức độ 4", 3, 1),
                ("Tích hợp với Cổng dịch vụ công quốc gia", 1, 2),
            ),
            tuple(
                (text, 1, 1)
                for text in ("Được giao", "Đã triển khai", "Số lượng hồ sơ phát sinh") * 2
            ),
        ),
        tuple(f"({n})" for n in range(1, 10)),
        rows,
    )
