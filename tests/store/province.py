"""A made-up province whose totals are known: text reports, written the way `samples/` are."""

import random
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks" / "reports"))

from model import SampleReport, form_06a  # noqa: E402
from writers import write_text  # noqa: E402

PERIOD = ("Kỳ báo cáo: Quý III/2023", "(từ 15/6/2023 đến 14/9/2023)")
FIELDS = ("Đất đai", "Hộ tịch", "Chứng thực", "Thi đua, khen thưởng")
COLUMNS = range(3, 14)
PROVINCE_LEVEL = ("Sở Tài chính", "Sở Y tế", "Sở Nội vụ", "Sở Công Thương", "Sở Tư pháp")
DISTRICTS = ("UBND huyện Diên Khánh", "UBND huyện Vạn Ninh", "UBND thành phố Nha Trang")
COMMUNES = ("UBND xã Diên Điền", "UBND phường Vĩnh Hải")
SYMBOLS = dict(zip(PROVINCE_LEVEL, ("STC", "SYT", "SNV", "SCT", "STP"), strict=True))
FAULTY = "Sở Nội vụ"
BLANK = "Sở Y tế"  # prints a dash or nothing for what it has none of

Row = dict[int, int | None]


@dataclass(frozen=True)
class Province:
    """The files' folder, and what is true: department → field → column → number."""

    folder: Path
    truth: dict[str, dict[str, Row]]

    def total(self, departments: tuple[str, ...], column: int) -> int | None:
        return added(self.truth[d][f][column] for d in departments for f in self.truth[d])

    def of_field(self, field: str, column: int) -> int | None:
        return added(rows[field][column] for rows in self.truth.values() if field in rows)

    @property
    def departments(self) -> tuple[str, ...]:
        return tuple(self.truth)


def added(values) -> int | None:  # type: ignore[no-untyped-def]
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def write_province(folder: Path, seed: int = 7) -> Province:
    dice = random.Random(seed)
    truth = {}
    for number, department in enumerate((*PROVINCE_LEVEL, *DISTRICTS, *COMMUNES)):
        rows = {field: _row(dice, department) for field in dice.sample(FIELDS, 3)}
        report = sample(department, rows, day=10 + number)
        if department == FAULTY:
            first = rows[next(iter(rows))]
            assert first[3] is not None
            first[3] += 1  # what it prints, and so what is counted
            report = sample(department, rows, day=10 + number)
        write_text(report, folder / f"bao-cao-{number:02d}.txt")
        truth[department] = rows
    return Province(folder, truth)


def sample(
    department: str, rows: dict[str, Row], day: int, period: tuple[str, str] = PERIOD
) -> SampleReport:
    local = department.startswith("UBND")
    symbol = "BC-UBND" if local else f"BC-{SYMBOLS.get(department, 'SXD')}"
    total = {c: added(row[c] for row in rows.values()) for c in COLUMNS}
    printed = [
        (str(n), field, *map(_text, (row[c] for c in COLUMNS)))
        for n, (field, row) in enumerate(rows.items(), 1)
    ]
    printed.append(("", "Tổng cộng", *map(_text, total.values())))
    form = form_06a(
        "Biểu số II.06a/VPCP/KSTT",
        period,
        f"(kèm theo Báo cáo số {100 + day}/{symbol} ngày {day}/9/2023 của {department})",
        tuple(printed),
    )
    return SampleReport(
        "UBND TỈNH KHÁNH HÒA",
        department.upper(),
        f"Số: {100 + day}/{symbol}",
        f"Khánh Hòa, ngày {day} tháng 9 năm 2023",
        "BÁO CÁO",
        "Công tác kiểm soát thủ tục hành chính Quý III năm 2023",
        "Kính gửi: Văn phòng UBND tỉnh Khánh Hòa",
        (f"{department} báo cáo kết quả thực hiện Quý III năm 2023 như sau:",),
        ("- Như trên;", "- Lưu: VT."),
        "GIÁM ĐỐC",
        "Nguyễn Văn An",
        (form,),
    )


def _row(dice: random.Random, department: str) -> Row:
    online, direct, carried = (dice.randint(900, 4000) for _ in range(3))
    early, on_time, late = (dice.randint(1, 800) for _ in range(3))
    overdue = dice.randint(1, 90)
    if department == BLANK:
        late = overdue = 0
    received, resolved = online + direct + carried, early + on_time + late
    pending = received - resolved
    numbers = (received, online, direct, carried, resolved, early, on_time, late, pending)
    row: Row = dict(zip(COLUMNS, (*numbers, pending - overdue, overdue), strict=True))
    if department == BLANK:
        row[10] = row[13] = None
    return row


def _text(value: int | None) -> str:
    return "-" if value is None else f"{value:,}".replace(",", ".")
