"""A made-up province whose numbers are known: twenty departments, four quarters and their year.

`python benchmarks/reports/province.py FOLDER` writes the reports (DOCX, PDF printed by LibreOffice,
DOCX with an XLSX annex), reads them into FOLDER/tinh.duckdb and compares every number of every
aggregate with the truth; it prints what differs and how many numbers were compared.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from model import FormTable, SampleReport
from writers import write_docx, write_xlsx

from normalize.forms import Part, find_form

Row = dict[int, int | None]  # column → number; None where a dash or nothing is printed
Key = tuple[str, str, str | None]  # department, period, part
Rows = dict[str, Row]
Period = tuple[str, str, str, str, str, date]

SOO = (
    ("Sở Tài chính", "STC", ("Quản lý công sản", "Tài chính doanh nghiệp", "Quản lý giá")),
    ("Sở Y tế", "SYT", ("Dược phẩm", "Khám bệnh, chữa bệnh", "An toàn thực phẩm")),
    ("Sở Nội vụ", "SNV", ("Tổ chức phi chính phủ", "Thi đua, khen thưởng", "Công chức, viên chức")),
    ("Sở Công Thương", "SCT", ("Xúc tiến thương mại", "Hóa chất", "Điện")),
    ("Sở Tư pháp", "STP", ("Lý lịch tư pháp", "Công chứng", "Hộ tịch")),
    ("Sở Xây dựng", "SXD", ("Nhà ở", "Quy hoạch xây dựng", "Hoạt động xây dựng")),
    ("Sở Giao thông vận tải", "SGTVT", ("Đường bộ", "Đăng kiểm", "Đường thủy nội địa")),
    ("Sở Giáo dục và Đào tạo", "SGDĐT", ("Giáo dục trung học", "Văn bằng, chứng chỉ")),
    ("Sở Khoa học và Công nghệ", "SKHCN", ("Sở hữu trí tuệ", "An toàn bức xạ")),
    ("Sở Văn hóa và Thể thao", "SVHTT", ("Di sản văn hóa", "Thể dục thể thao", "Gia đình")),
)
LOCAL = ("Hộ tịch", "Chứng thực", "Đất đai", "Thi đua, khen thưởng", "Bảo trợ xã hội")
DISTRICTS = (
    "UBND thành phố Nha Trang",
    "UBND thành phố Cam Ranh",
    "UBND thị xã Ninh Hòa",
    "UBND huyện Diên Khánh",
    "UBND huyện Vạn Ninh",
    "UBND huyện Cam Lâm",
)
COMMUNES = (
    "UBND xã Diên Điền",
    "UBND xã Suối Hiệp",
    "UBND phường Vĩnh Hải",
    "UBND thị trấn Vạn Giã",
)
LEVELS = {"province": "Sở", "district": "UBND huyện", "commune": "UBND xã"}
QUARTERS = (
    ("2023Q1", "Quý I", "Quý I/2023", "15/12/2022", "14/3/2023", date(2023, 3, 15)),
    ("2023Q2", "Quý II", "Quý II/2023", "15/3/2023", "14/6/2023", date(2023, 6, 15)),
    ("2023Q3", "Quý III", "Quý III/2023", "15/6/2023", "14/9/2023", date(2023, 9, 15)),
    ("2023Q4", "Quý IV", "Quý IV/2023", "15/9/2023", "14/12/2023", date(2023, 12, 15)),
)
YEAR = ("2023", "Năm", "Năm 2023", "15/12/2022", "14/12/2023", date(2023, 12, 16))
FORMS = ("II.06a", "II.03b", "II.07b", "II.08")
FAULTY = ("Sở Nội vụ", "2023Q3", "II.06a")  # prints a total that its own row belies
DIFFERS = ("UBND huyện Vạn Ninh", "2023Q2")  # dates a decision otherwise than all others
CITED = (
    ("Quyết định số 94/QĐ-UBND ngày {}/01/2023 của UBND tỉnh Khánh Hòa", 11),
    ("Kế hoạch số 10562/KH-UBND ngày {}/10/2022 của UBND tỉnh Khánh Hòa", 31),
    ("Nghị định số 61/2018/NĐ-CP ngày {}/4/2018 của Chính phủ", 23),
)


@dataclass(frozen=True)
class Department:
    """Who reports: its level, what its symbols and rows are, and in which shape it prints."""

    name: str
    level: str
    symbol: str
    fields: tuple[str, ...]
    shape: str  # "docx", "pdf", "xlsx" (the forms as annex), "both" (DOCX and its PDF)
    dashes: bool
    dotted: bool


@dataclass
class Province:
    """Who reports when, and what is true: form → (department, period, part) → label → row."""

    departments: tuple[Department, ...]
    calendar: tuple[Period, ...]
    truth: dict[str, dict[Key, Rows]] = field(default_factory=dict)

    @property
    def periods(self) -> tuple[str, ...]:
        """Return the names of the periods."""
        return tuple(name for name, *_ in self.calendar)


def departments(count: int = 20) -> tuple[Department, ...]:
    """Return so many departments, every level and shape among them."""
    shapes = ("docx", "xlsx", "pdf", "both")
    listed = [(name, "province", f"BC-{symbol}", fields) for name, symbol, fields in SOO]
    listed += [(name, "district", "BC-UBND", LOCAL[:4]) for name in DISTRICTS]
    listed += [(name, "commune", "BC-UBND", LOCAL[:3] + LOCAL[4:]) for name in COMMUNES]
    step = max(len(listed) // count, 1)
    return tuple(
        Department(*facts, shapes[i % 4], dashes=i % 3 == 1, dotted=shapes[i % 4] != "xlsx")
        for i, facts in enumerate(listed[::step][:count])
    )


def invent(count: int = 20, quarters: int = 4, *, year: bool = True, seed: int = 7) -> Province:
    """Return a province of so many departments and periods with its truth; the same each time."""
    dice = random.Random(seed)
    made = Province(departments(count), (*QUARTERS[:quarters], *(YEAR,) * year))
    for who in made.departments:
        _invent(made, who, dice, [name for name, *_ in QUARTERS[:quarters]], year)
    return made


def write_province(made: Province, folder: Path) -> None:
    """Write the province's reports into a folder."""
    prints: list[Path] = []
    for number, who in enumerate(made.departments, 1):
        for period in made.calendar:
            prints += _write(_report(made, who, period, number), folder, who, period[0], number)
    _print(prints, folder)


def _invent(
    made: Province, who: Department, dice: random.Random, quarters: Sequence[str], year: bool
) -> None:
    for name in quarters:
        _dossiers(made, who, dice, name)
        key = (who.name, name, None)
        announced = [dice.randint(0, 9) for _ in range(3)]
        made.truth.setdefault("II.03b", {})[key] = {
            who.name: _row(
                who,
                (dice.randint(1, 6), dice.randint(0, 3), sum(announced), *announced),
                (announced[0] + announced[1], announced[2], 0),
            )
        }
        _stocks(made, who, dice, name)
    if year:
        for form in FORMS:
            _whole_year(made.truth[form], who, quarters, form)


def _dossiers(made: Province, who: Department, dice: random.Random, name: str) -> None:
    """Invent II.06a of a quarter: it opens with what the quarter before left."""
    forms = made.truth.setdefault("II.06a", {})
    before = next((forms[k] for k in reversed(forms) if k[0] == who.name), {})
    rows = {}
    for label in who.fields:
        carried = (before[label][11] or 0) if before else dice.randint(0, 30)
        online, direct = dice.randint(100, 1800), dice.randint(0, 400)
        received = online + direct + carried
        pending = dice.randint(0, min(90, received))
        resolved = received - pending
        late = dice.randint(0, 12)
        early = dice.randint(0, resolved - late)
        overdue = dice.randint(0, min(4, pending))
        rows[label] = _row(
            who,
            (received, online, direct, carried, resolved, early, resolved - late - early, late),
            (pending, pending - overdue, overdue),
        )
    forms[who.name, name, None] = rows
    if (who.name, name, "II.06a") == FAULTY:
        first = rows[who.fields[0]]
        first[3] = (first[3] or 0) + 1


def _stocks(made: Province, who: Department, dice: random.Random, name: str) -> None:
    parts: dict[str, Rows] = {"I": {}, "II": {}}
    online: Rows = {}
    for label in who.fields:
        counts = []
        for top in (40, 1, 30):
            levels = [dice.randint(1, top + 4), dice.randint(1, 6), dice.randint(0, 3)]
            if counts:
                levels = [min(a, b) for a, b in zip(levels, counts[1:4], strict=True)]
            counts += [sum(levels), *levels]
        parts["I"][label] = _row(who, counts[:4], counts[4:8], counts[8:])
        settled = dice.randint(0, counts[1]), dice.randint(0, counts[2])
        parts["II"][label] = {3: settled[0], 5: settled[1]}
        deployed = dice.randint(0, 9), dice.randint(0, 9)
        dossiers = made.truth["II.06a"][who.name, name, None][label][4] or 0
        partial = dice.randint(0, dossiers)  # both together are what came in online
        online[label] = _row(
            who,
            (deployed[0] + 1, deployed[0], partial),
            (deployed[1] + 2, deployed[1], dossiers - partial, dice.randint(0, 20)),
        )
    for part, rows in parts.items():
        made.truth.setdefault("II.07b", {})[who.name, name, part] = rows
    made.truth.setdefault("II.08", {})[who.name, name, None] = online
    held = added(row[3] for row in parts["I"].values())
    made.truth["II.03b"][who.name, name, None][who.name][11] = held


def _whole_year(
    forms: dict[Key, Rows], who: Department, quarters: Sequence[str], form: str
) -> None:
    """Add the year: flows summed, opening of the first and closing of the last quarter."""
    for part in {key[2] for key in forms}:
        rows: Rows = {}
        told = [forms[who.name, name, part] for name in quarters]
        for label in told[0]:
            if form in ("II.07b", "II.08"):
                rows[label] = dict(told[-1][label])
                if form == "II.08":
                    rows[label] |= {c: added(each[label][c] for each in told) for c in (5, 8)}
                continue
            row = {c: added(each[label][c] for each in told) for c in told[0][label]}
            if form == "II.06a":
                row[6] = told[0][label][6]
                row.update({c: told[-1][label][c] for c in (11, 12, 13)})
                row[3] = added(row[c] for c in (4, 5, 6))
            else:
                row[11] = told[-1][label][11]
            rows[label] = row
        forms[who.name, YEAR[0], part] = rows


def _row(who: Department, *groups: Iterable[int]) -> Row:
    values = [value for group in groups for value in group]
    return {
        column: None if who.dashes and not value else value
        for column, value in enumerate(values, 3)
    }


def added(values: Iterable[int | None]) -> int | None:
    """Return the sum of what is there; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _report(made: Province, who: Department, period: Period, number: int) -> SampleReport:
    name, word, text, start, end, due = period
    own = f"{100 * number + due.month + (word == 'Năm')}/{who.symbol}"
    day = f"{due:%d}/{due.month}/{due.year}"
    lines = (f"Kỳ báo cáo: {text}", f"(từ {start} đến {end})")
    attached = f"(kèm theo Báo cáo số {own} ngày {day} của {who.name})"
    title = f"{word} năm 2023" if word != "Năm" else "năm 2023"
    cited = []
    for position, (words, on) in enumerate(CITED):
        wrong = position == 0 and (who.name, name) == DIFFERS
        cited.append(words.format(on + 1 if wrong else on))
    return SampleReport(
        "UBND TỈNH KHÁNH HÒA",
        who.name.upper(),
        f"Số: {own}",
        f"Khánh Hòa, ngày {due:%d} tháng {due.month} năm {due.year}",
        "BÁO CÁO",
        f"Công tác kiểm soát thủ tục hành chính {title}",
        "Kính gửi: Văn phòng UBND tỉnh Khánh Hòa",
        (
            f"Thực hiện {cited[0]}, {cited[1]}, {who.name} báo cáo kết quả thực hiện {title} "
            "như sau:",
            "I. KẾT QUẢ THỰC HIỆN",
            f"- Đơn vị tiếp tục thực hiện {cited[2]}.",
        ),
        ("- Như trên;", "- Lưu: VT."),
        "THỦ TRƯỞNG",
        "Nguyễn Văn An",
        tuple(_tables(made, who, name, lines, attached)),
    )


def _tables(
    made: Province, who: Department, period: str, lines: tuple[str, str], attached: str
) -> Iterator[FormTable]:
    for code in FORMS:
        form = find_form(code)
        assert form is not None
        for part in form.parts:
            # The second part of a form stands under the first with nothing but its own title.
            second = part.name == "II" and who.shape != "xlsx"
            yield FormTable(
                "" if second else f"Biểu số {form.code}{form.suffix}",
                "" if second else form.title,
                ("", "") if second else lines,
                "" if second else attached,
                "" if second else form.unit or "TTHC/hồ sơ",
                _header([c.path for c in part.columns]),
                tuple(_index(code, part.name, c.number) for c in part.columns),
                tuple(_rows(made, who, period, code, part)),
                f"{part.name}. {part.title}" if part.name else "",
            )


def _rows(
    made: Province, who: Department, period: str, code: str, part: Part
) -> Iterator[tuple[str, ...]]:
    """Yield the rows as printed; II.08 below a group with its sum, others over a total."""
    rows = made.truth[code][who.name, period, part.name]
    total = {c: added(row[c] for row in rows.values()) for c in next(iter(rows.values()))}
    sums = [_text(who, total[c.number]) for c in part.columns if c.kind == "count"]
    if code == "II.08":
        yield ("A", "DVCTT DO UBND TỈNH CHỦ ĐỘNG TRIỂN KHAI", *sums)
    for number, (label, row) in enumerate(rows.items(), 1):
        cells = []
        for column in part.columns[2:]:
            rate = next((r for r in part.ratios if r.column == column.number), None)
            if rate is None:
                cells.append(_text(who, row[column.number]))
                continue
            below = made.truth[code][who.name, period, rate.base_part][label][rate.base]
            top = row[rate.numerator] or 0
            cells.append(f"{round(100 * top / below, 2):g}".replace(".", ",") if below else "0")
        yield (str(number), label, *cells)
    if len(rows) > 1 and code != "II.08" and part.name != "II":
        yield ("", "Tổng cộng", *sums)


def _index(code: str, part: str | None, number: int) -> str:
    sums = {
        ("II.06a", None): {3: "(3)=(4)+(5)+(6)", 7: "(7)=(8)+(9)+(10)", 11: "(11)=(12)+(13)"},
        ("II.07b", "I"): {3: "(3)=(4)+(5)+(6)", 7: "(7)=(8)+(9)+(10)"},
    }
    return sums.get((code, part), {}).get(number, f"({number})")


def _text(who: Department, value: int | None) -> str:
    if value is None:
        return "-"
    return f"{value:,}".replace(",", ".") if who.dotted else str(value)


def _header(paths: Sequence[tuple[str, ...]]) -> tuple[tuple[tuple[str, int, int], ...], ...]:
    """Return the header rows that these column paths print as."""
    depth = max(map(len, paths))
    rows: list[tuple[tuple[str, int, int], ...]] = []
    for level in range(depth):
        cells: list[tuple[str, int, int]] = []
        before: tuple[str, ...] | None = None
        for path in paths:
            if len(path) <= level:
                before = None
                continue
            last = len(path) == level + 1
            if not last and path[: level + 1] == before:
                text, width, height = cells[-1]
                cells[-1] = (text, width + 1, height)
            else:
                cells.append((path[level], 1, depth - level if last else 1))
            before = None if last else path[: level + 1]
        rows.append(tuple(cells))
    return tuple(rows)


def _write(
    report: SampleReport, folder: Path, who: Department, period: str, number: int
) -> list[Path]:
    """Write a report in its department's shape; return what LibreOffice is to print."""
    stem = f"{number:02d}-{who.symbol.lower()}-{period}"
    path = folder / f"{stem}.docx"
    if who.shape == "xlsx":
        write_docx(replace(report, forms=()), path)
        write_xlsx(report, folder / f"{stem}-bieu.xlsx")
        return []
    write_docx(report, path)
    if who.shape == "pdf":
        to_print = folder / "word" / path.name
        to_print.parent.mkdir(exist_ok=True)
        path.replace(to_print)
        return [to_print]
    return [path] if who.shape == "both" else []


def _print(paths: Sequence[Path], folder: Path) -> None:
    """Print the Word files as PDF, all in one run of LibreOffice."""
    if not paths:
        return
    profile = (folder / ".profile").resolve().as_uri()
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"),
            *("--outdir", str(folder), *map(str, paths)),
        ],
        check=True,
        capture_output=True,
        timeout=900,
        env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
    )


if __name__ == "__main__":
    from province_check import examine

    sys.exit(examine(Path(sys.argv[1])))
