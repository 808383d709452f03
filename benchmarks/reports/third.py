"""A third family of made-up reports, written from the numbering rules, not from the program.

Party committees, councils, inspectorates, courts, schools, hospitals, communes after 1/7/2025,
departments of ministries and state companies, 2012-2026. Numbers follow their dates within each
register, so a clean report holds no two acts of one number and none out of order.
"""

from __future__ import annotations

from collections.abc import Iterator

from model import FormTable, SampleReport
from third_acts import Body, Key, Writer, bodies
from third_habits import HABITS, topic

__all__ = ["Body", "Key", "bodies", "write_third"]

_NAMES = ("Lò Văn Păn", "Nguyễn Hữu Phước", "Trần Thị Kim Chi", "Y Thịnh Niê", "Đặng Quốc Toản")


def write_third(body: Body, seed: int = 0) -> SampleReport:
    """Return the body's clean report; its citations are noted in `body.cited`."""
    body.cited.clear()
    w = Writer(body, seed)
    own = 5 * body.issued.timetuple().tm_yday + w.dice.randint(10, 40)
    symbol = body.own.format(body.code)
    number = f"Số {own}-{symbol}" if w.party else f"Số: {own}/{symbol}"
    printed = f"{own}-{symbol}" if w.party else f"{own}/{symbol}"
    rows = tuple(_counted(w))
    text = [
        f"Thực hiện {w.cite(w.act())}, {body.name} báo cáo {body.subject} {body.title} như sau:",
        "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI THỰC HIỆN",
    ]
    habits = list(HABITS)
    w.dice.shuffle(habits)
    text += [habit(w) for habit in habits[:12]]
    total, done = (int(rows[-1][n].replace(".", "")) for n in (2, 3))
    share = f"{100 * done / total:.2f}".replace(".", ",")
    text += [
        "II. KẾT QUẢ THỰC HIỆN",
        f"- Tổng số nhiệm vụ được giao là {rows[-1][2]} nhiệm vụ; đã hoàn thành {rows[-1][3]} "
        f"nhiệm vụ, đạt tỷ lệ {share}%; còn {rows[-1][4]} nhiệm vụ đang thực hiện.",
        *(habit(w) for habit in habits[12:]),
        "III. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI",
        f"- Tiếp tục thực hiện {w.cite(w.act())} về {topic(w)}.",
        f"Trên đây là báo cáo {body.title} của {body.name}./.",
    ]
    long_day = f"{body.issued:%d} tháng {body.issued.month:{'02' if body.issued.month < 3 else ''}}"
    attached = f"(Kèm theo Báo cáo số {printed} ngày {w.day(body.issued)} của {body.name})"
    return SampleReport(
        body.parent, body.agency, number,
        f"{body.place}, ngày {long_day} năm {body.issued.year}",
        "BÁO CÁO", f"{body.subject[0].upper()}{body.subject[1:]} {body.title}", "", tuple(text),
        ("- Cấp trên trực tiếp (để báo cáo);", "- Lưu: VT."),
        body.signer, w.dice.choice(_NAMES), (_statistics(rows, attached), _listed(w, attached)),
    )  # fmt: skip


def _counted(w: Writer) -> Iterator[tuple[str, ...]]:
    sums = [0, 0, 0]
    labels = ("Khối văn phòng", "Khối chuyên môn", "Đơn vị trực thuộc", "Cơ sở", "Đơn vị khác")
    for n, label in enumerate(labels, 1):
        done, rest = w.dice.randint(120, 1900), w.dice.randint(0, 90)
        sums = [a + b for a, b in zip(sums, (done + rest, done, rest), strict=True)]
        yield (str(n), label, *(_dotted(v) for v in (done + rest, done, rest)))
    yield ("", "Tổng cộng", *map(_dotted, sums))


def _dotted(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _statistics(rows: tuple[tuple[str, ...], ...], attached: str) -> FormTable:
    head = ("TT", "Đơn vị", "Nhiệm vụ được giao", "Đã hoàn thành", "Đang thực hiện")
    return FormTable(
        "Phụ lục I", "KẾT QUẢ THỰC HIỆN NHIỆM VỤ ĐƯỢC GIAO", ("", ""), attached, "Nhiệm vụ",
        (tuple((text, 1, 1) for text in head),), ("(1)", "(2)", "(3)=(4)+(5)", "(4)", "(5)"), rows,
    )  # fmt: skip


def _listed(w: Writer, attached: str) -> FormTable:
    rows = []
    apart = w.dice.random() < 0.5  # the day in a column of its own
    for n in range(1, 6):
        act = w.act()
        w.body.cited.append(act)
        day = f"{act.issued_on:%d/%m/%Y}"
        first = (act.code, day) if apart else (f"{act.word} số {act.code} ngày {day}", "")
        rows.append((str(n), *first, f"Về {topic(w)}"))
    head = ("TT", "Số, ký hiệu văn bản", "Ngày ban hành" if apart else "Ghi chú", "Trích yếu")
    return FormTable(
        "Phụ lục II", "DANH MỤC VĂN BẢN ĐÃ BAN HÀNH, TIẾP NHẬN", ("", ""), attached, "Văn bản",
        (tuple((text, 1, 1) for text in head),), ("(1)", "(2)", "(3)", "(4)"), tuple(rows),
    )  # fmt: skip
