"""Clean reports of twenty-five made-up offices: other provinces, years, levels, ways of writing.

Each bears what it cites as labels. `plants.py` puts one fault into one of them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from model import FormTable, SampleReport, form_06a, form_08

# Parent, agency, token of its symbols, place, how it calls the office above, period.
_ROWS = """
UBND TỈNH NGHỆ AN|Sở Nội vụ|SNV|Nghệ An|UBND tỉnh|2024q1
UBND TỈNH THANH HÓA|Sở Y tế|SYT|Thanh Hóa|UBND tỉnh|2023q2
UBND TỈNH LÂM ĐỒNG|Sở Giáo dục và Đào tạo|SGDĐT|Lâm Đồng|UBND tỉnh|2022y
UBND THÀNH PHỐ ĐÀ NẴNG|Sở Xây dựng|SXD|Đà Nẵng|UBND thành phố|2024q3
UBND TỈNH QUẢNG TRỊ|Sở Nông nghiệp và Môi trường|SNNMT|Quảng Trị|UBND tỉnh|2025q2
UBND TỈNH SƠN LA|Sở Tư pháp|STP|Sơn La|UBND tỉnh|2023q3
UBND TỈNH BẮC GIANG|Sở Kế hoạch và Đầu tư|SKHĐT|Bắc Giang|UBND tỉnh|2023y
UBND TỈNH HÀ GIANG|Sở Thông tin và Truyền thông|STTTT|Hà Giang|UBND tỉnh|2024h1
UBND TỈNH AN GIANG|Sở Lao động - Thương binh và Xã hội|SLĐTBXH|An Giang|UBND tỉnh|2022q3
UBND TỈNH PHÚ THỌ|Sở Văn hóa, Thể thao và Du lịch|SVHTTDL|Phú Thọ|UBND tỉnh|2021y
UBND TỈNH CÀ MAU|Sở Tài nguyên và Môi trường|STNMT|Cà Mau|UBND tỉnh|2024q1
UBND TỈNH LÀO CAI|Sở Công Thương|SCT|Lào Cai|UBND tỉnh|2025q3
UBND TỈNH VĨNH LONG|Sở Khoa học và Công nghệ|SKHCN|Vĩnh Long|UBND tỉnh|2026q1
UBND TỈNH GIA LAI|Ban Quản lý Khu kinh tế|BQLKKT|Gia Lai|UBND tỉnh|2023q1
UBND TỈNH KIÊN GIANG|Thanh tra tỉnh|TTr|Kiên Giang|UBND tỉnh|2024h1
BỘ CÔNG AN|Công an tỉnh Hưng Yên|CAT|Hưng Yên|UBND tỉnh|2024q2
UBND TỈNH NGHỆ AN|UBND huyện Diễn Châu|UBND|Diễn Châu|UBND tỉnh|2023q3
UBND TỈNH TIỀN GIANG|UBND thị xã Cai Lậy|UBND|Cai Lậy|UBND tỉnh|2024y
UBND TỈNH BÌNH DƯƠNG|UBND thành phố Thuận An|UBND|Thuận An|UBND tỉnh|2022q2
UBND THÀNH PHỐ CẦN THƠ|UBND quận Ninh Kiều|UBND|Ninh Kiều|UBND thành phố|2023h1
UBND HUYỆN MƯỜNG LA|UBND xã Mường Bú|UBND|Mường Bú|UBND huyện|2024q3
UBND TỈNH ĐẮK LẮK|UBND xã Ea Kar|UBND|Ea Kar|UBND tỉnh|2025q4
UBND THÀNH PHỐ HÀ NỘI|UBND phường Hoàn Kiếm|UBND|Hoàn Kiếm|UBND thành phố|2026h1
UBND TỈNH TUYÊN QUANG|Sở Dân tộc và Tôn giáo|SDTTG|Tuyên Quang|UBND tỉnh|2025y
UBND TỈNH NINH BÌNH|Sở Tài chính|STC|Ninh Bình|UBND tỉnh|2026q3
"""
PERIODS = {
    "q1": ("Quý I", (12, 15, -1), (3, 14)),
    "q2": ("Quý II", (3, 15, 0), (6, 14)),
    "q3": ("Quý III", (6, 15, 0), (9, 14)),
    "q4": ("Quý IV", (9, 15, 0), (12, 14)),
    "h1": ("6 tháng đầu năm", (12, 15, -1), (6, 14)),
    "y": ("Năm", (12, 15, -1), (12, 14)),
}
FIELDS = (
    "Đất đai",
    "Hộ tịch",
    "Chứng thực",
    "Đăng ký kinh doanh",
    "Lưu thông hàng hóa trong nước",
    "Bảo trợ xã hội",
    "Giáo dục trung học",
    "Dược phẩm",
    "Quy hoạch, kiến trúc",
    "Tín ngưỡng, tôn giáo",
    "Xuất nhập cảnh",
    "Quản lý công sản",
)
# Acts that exist: word, kind, number, year part, symbol, date, whose.
REAL = (
    ("Nghị định", "NĐ", "63", "2010", "NĐ-CP", date(2010, 6, 8), "của Chính phủ"),
    ("Nghị định", "NĐ", "61", "2018", "NĐ-CP", date(2018, 4, 23), "của Chính phủ"),
    ("Nghị định", "NĐ", "45", "2020", "NĐ-CP", date(2020, 4, 8), "của Chính phủ"),
    ("Nghị định", "NĐ", "92", "2017", "NĐ-CP", date(2017, 8, 7), "của Chính phủ"),
    ("Nghị định", "NĐ", "30", "2020", "NĐ-CP", date(2020, 3, 5), "của Chính phủ"),
    ("Thông tư", "TT", "2", "2017", "TT-VPCP", date(2017, 10, 31), "của Văn phòng Chính phủ"),
    ("Thông tư", "TT", "1", "2020", "TT-VPCP", date(2020, 10, 21), "của Văn phòng Chính phủ"),
    ("Quyết định", "QĐ", "468", "", "QĐ-TTg", date(2021, 3, 27), "của Thủ tướng Chính phủ"),
    ("Nghị quyết", "NQ", "76", "", "NQ-CP", date(2021, 7, 15), "của Chính phủ"),
    ("Nghị quyết", "NQ", "18", "", "NQ/TW", date(2017, 10, 25), "của Trung ương"),
)
# Slots: word, kind, symbol ("@" the office's own token, "^" that of the office above), numbers a
# day, the register when numbers are shared.
SLOTS = {
    "QDU": ("Quyết định", "QĐ", "QĐ-UBND", 7.4, "UQ"),
    "KHU": ("Kế hoạch", "KH", "KH-UBND", 1.3, "UK"),
    "CVU": ("Công văn", "CV", "UBND-NC", 21.0, "UC"),
    "TBU": ("Thông báo", "TB", "TB-UBND", 1.2, "UT"),
    "CTU": ("Chỉ thị", "CT", "CT-UBND", 0.07, "UI"),
    "QDO": ("Quyết định", "QĐ", "QĐ-@", 1.6, "OQ"),
    "KHO": ("Kế hoạch", "KH", "KH-@", 9.0, "O"),
    "BCO": ("Báo cáo", "BC", "BC-@", 9.0, "O"),
    "TTO": ("Tờ trình", "TTr", "TTr-@", 9.0, "O"),
    "CVO": ("Công văn", "CV", "@-VP", 9.0, "O"),
    "NQT": ("Nghị quyết", "NQ", "NQ/TU", 0.06, "P"),
}
_OPENINGS = (
    "Thực hiện {KHU} của {above} về công tác kiểm soát thủ tục hành chính năm {year}, {name} báo "
    "cáo kết quả thực hiện {period} như sau:",
    "Căn cứ {TT01}; thực hiện {CVU} của {above} về việc báo cáo công tác kiểm soát thủ tục hành "
    "chính, {name} báo cáo {period} với các nội dung sau:",
    "{name} nhận được {CVU} của Văn phòng {above}. Sau khi tổng hợp, {name} báo cáo như sau:",
)
_DEEDS = (
    "- Ban hành {KHO} về kiểm soát thủ tục hành chính và {KHO} về truyền thông.",
    "- {above} đã ban hành {QDU} về việc công bố Danh mục thủ tục hành chính sửa đổi, bổ sung; "
    "{name} niêm yết công khai 100% thủ tục hành chính.",
    "- Trình {above} tại {TTO}, đã được phê duyệt quy trình nội bộ tại {QDU} của {above}.",
    "- Quán triệt {REAL} và {REAL} đến toàn thể công chức.",
    "- Thực hiện khoản 2 Điều 6 {REAL}, bố trí 05 công chức tại Bộ phận Một cửa.",
    "- Triển khai {NQT} của Tỉnh ủy về chuyển đổi số; {CTU} của {above} về kỷ luật, kỷ cương.",
    "- Tham mưu {above} ban hành {TBU}, {QDU} và {CVU}.",
    "- Kiểm tra 04 đơn vị theo {QDO}; kết quả đã thông báo tại {CVO} và {BCO}.",
    "- Gửi {CVO} đôn đốc; đến nay 12/12 phòng đã hoàn thành việc rà soát theo {KHO}.",
    "- Thực hiện {REAL}, {REAL} và {QDU} của {above} về cơ chế một cửa, một cửa liên thông.",
    "- Số hóa hồ sơ theo {REAL}; kinh phí 125.000.000 đồng; giai đoạn 2021-2025.",
    "- Tiếp nhận 03 phản ánh, kiến nghị; đã trả lời 03/03 trên Hệ thống (đạt 100%).",
)
_FIGURES = (
    "- Tổng số hồ sơ tiếp nhận: {r} hồ sơ (trực tuyến {o} hồ sơ; trực tiếp {d} hồ sơ; kỳ trước "
    "chuyển sang {c} hồ sơ). Đã giải quyết: {s} hồ sơ, trong đó trước hạn {e} hồ sơ, đúng hạn {t} "
    "hồ sơ, quá hạn {l} hồ sơ. Đang giải quyết: {p} hồ sơ.",
    "- Trong kỳ, đơn vị tiếp nhận {r} hồ sơ, gồm {o} hồ sơ trực tuyến, {d} hồ sơ trực tiếp và {c} "
    "hồ sơ từ kỳ trước chuyển sang; đã giải quyết {s} hồ sơ; còn {p} hồ sơ đang giải quyết.",
    "- Số hồ sơ đã giải quyết là {s} hồ sơ trên tổng số {r} hồ sơ đã tiếp nhận; số hồ sơ đang giải "
    "quyết là {p} hồ sơ (trong hạn {p} hồ sơ, quá hạn 0 hồ sơ).",
    "+ Tiếp nhận: {r} hồ sơ.\n+ Đã giải quyết: {s} hồ sơ.\n+ Đang giải quyết: {p} hồ sơ.",
)


@dataclass(frozen=True)
class Cited:
    """A citation as printed, and how it must be read."""

    raw_text: str
    kind: str
    number: str
    year_part: str | None
    symbol: str
    issued_on: str

    def key(self) -> tuple[str | None, ...]:
        """Return what must be right together."""
        return (self.kind, self.number, self.year_part, self.symbol, self.issued_on)


@dataclass
class Office:
    """One office and the registers it cites from; `cited` grows while its report is written."""

    parent: str
    name: str
    token: str
    place: str
    above: str
    year: int
    period: str
    chance: random.Random
    cited: list[Cited] = field(default_factory=list)
    taken: dict[str, dict[int, date]] = field(default_factory=dict)

    def span(self) -> tuple[date, date]:
        """Return the first and last day of the period."""
        _, (month, day, shift), last = PERIODS[self.period]
        return date(self.year + shift, month, day), date(self.year, *last)

    def own_day(self) -> date:
        """Return the report's own date, days after its period's end."""
        return self.span()[1] + timedelta(days=2 + self.chance.randrange(3))

    def write(self, day: date) -> str:
        """Return a date in the office's own habit."""
        habit = len(self.name) % 4
        if habit == 0:
            return f"ngày {day:%d/%m/%Y}"
        if habit == 1:
            return f"ngày {day.day:02d} tháng {day.month} năm {day.year}"
        if habit == 2:
            return f"ngày {day.day}/{day.month}/{day.year}"
        return f"ngày {day.day:02d}/{day.month:02d}/{day.year}".replace("/0", "/", 1)

    def draw(self, rate: float, register: str) -> tuple[int, date]:
        """Return a number of a register and its day: numbers grow with the days."""
        taken = self.taken.setdefault(register, {})
        last = self.span()[1]
        first = max(date(last.year, 1, 2), self.span()[0])
        if date(2025, 7, 1) <= last <= date(2025, 12, 31):
            first = max(first, date(2025, 7, 1))  # registers began anew with the merged provinces
        begin = date(2025, 7, 1) if first >= date(2025, 7, 1) and last.year == 2025 else None
        while True:
            day = first + timedelta(days=self.chance.randrange((last - first).days))
            since = (day - (begin or date(day.year, 1, 1))).days
            number = int(rate * since) + 1
            if number not in taken and day not in taken.values():
                taken[number] = day
                return number, day

    def next_number(self, day: date) -> int:
        """Return the number that the office's register of reports has reached on a day."""
        merged = date(2025, 7, 1)
        begin = merged if day >= merged and day.year == merged.year else date(day.year, 1, 1)
        return int(SLOTS["BCO"][3] * (day - begin).days) + 1

    def cite(self, slot: str) -> str:
        """Return a new citation for a slot, with its label kept."""
        if slot in ("REAL", "TT01"):
            word, kind, number, year, symbol, day, whose = (
                REAL[6] if slot == "TT01" else self.chance.choice(REAL)
            )
        else:
            word, kind, pattern, rate, register = SLOTS[slot]
            counted, day = self.draw(rate, register)
            number, year, whose = str(counted), "", ""
            symbol = pattern.replace("@", self.token)
            if symbol == "UBND-VP" and self.above != "UBND tỉnh" and slot == "CVU":
                symbol = "UBND-NC"
        shown = number.zfill(2)
        core = f"{shown}-{symbol}" if "/" in symbol else f"{shown}/{year}{'/' * bool(year)}{symbol}"
        raw = f"{word} số {core} {self.write(day)}"
        self.cited.append(Cited(raw, kind, number, year or None, symbol, day.isoformat()))
        return f"{raw} {whose}".rstrip()


class _Filler(dict[str, str]):
    """Fills each slot of a template anew."""

    def __init__(self, office: Office, words: dict[str, str]) -> None:
        super().__init__(words)
        self.office = office

    def __missing__(self, slot: str) -> str:
        return self.office.cite(slot)


def filler(office: Office, words: dict[str, str]) -> dict[str, str]:
    """Return what fills a template's slots: the words, and new citations for all others."""
    return _Filler(office, words)


def offices() -> Iterator[Office]:
    """Yield the offices, each with chance of its own: the same every time."""
    for line in _ROWS.strip().splitlines():
        parent, name, token, place, above, when = line.split("|")
        chance = random.Random(line)
        yield Office(parent, name, token, place, above, int(when[:4]), when[4:], chance)


def write_report(office: Office) -> SampleReport:
    """Return the office's clean report; what it cites is in `office.cited` afterwards."""
    chance, day = office.chance, office.own_day()
    first, last = office.span()
    label = f"{PERIODS[office.period][0]} năm {office.year}".replace("năm năm", "năm")
    label = label.replace("Năm năm", "Năm")
    own = f"{office.next_number(day)}/BC-{office.token}"
    caption = (f"Kỳ báo cáo: {label}", f"(từ {first:%d/%m/%Y} đến {last:%d/%m/%Y})")
    attached = f"(kèm theo Báo cáo số {own} {office.write(day)} của {office.name})"
    rows, totals = rows_06a(chance)
    forms = [form_06a("Biểu số II.06a/VPCP/KSTT", caption, attached, rows)]
    if chance.random() < 0.5:
        forms.append(_form_08(rows, caption, attached))
    fill = filler(office, _words(office, label, totals))
    deeds = chance.sample(_DEEDS, 8)
    codes = ", ".join(f"II.0{'68'[i]}{'a' * (i == 0)}/VPCP/KSTT" for i in range(len(forms)))
    body = [
        chance.choice(_OPENINGS),
        "I. TÌNH HÌNH, KẾT QUẢ THỰC HIỆN",
        "1. Chỉ đạo, điều hành",
        *deeds[:4],
        "2. Tình hình, kết quả giải quyết thủ tục hành chính",
        *chance.choice(_FIGURES).split("\n"),
        f"(Chi tiết theo biểu số {codes})",
        "3. Triển khai cơ chế một cửa, một cửa liên thông",
        *deeds[4:],
        "II. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM",
        "- Tiếp tục thực hiện {REAL}.",
        f"Trên đây là báo cáo {label[0].lower() + label[1:]} của {office.name}./.",
    ]
    return SampleReport(
        office.parent,
        office.name.upper(),
        f"Số: {own}",
        f"{office.place}, ngày {day.day:02d} tháng {day:%m} năm {day.year}",
        "BÁO CÁO",
        f"Công tác kiểm soát thủ tục hành chính, triển khai cơ chế một cửa, một cửa liên thông "
        f"{label}",
        f"Kính gửi: Văn phòng {office.above}",
        tuple(line.format_map(fill) for line in body),
        ("- Như trên;", "- Lưu: VT."),
        "CHỦ TỊCH" if office.token == "UBND" else "GIÁM ĐỐC",
        "Hoàng Văn Thái",
        tuple(forms),
    )


def _words(office: Office, label: str, totals: list[int]) -> dict[str, str]:
    dotted = len(office.place) % 2
    shown = [f"{n:,}".replace(",", "." if dotted else "") for n in totals]
    names = "r o d c s e t l p".split()
    words = dict(zip(names, [*shown[:8], shown[8]], strict=True))
    return words | {
        "above": office.above,
        "name": office.name,
        "period": label,
        "year": str(office.year),
    }


def rows_06a(chance: random.Random) -> tuple[tuple[tuple[str, ...], ...], list[int]]:
    """Return rows of form II.06a that agree, and the figures of its total row."""
    rows, totals = [], [0] * 11
    for place, name in enumerate(chance.sample(FIELDS, 4), 1):
        online, direct, before = (chance.randrange(n) + 5 for n in (900, 400, 40))
        pending = chance.randrange(20)
        resolved = online + direct + before - pending
        early, late = resolved // 3, chance.randrange(3)
        line = [online + direct + before, online, direct, before, resolved, early]
        line += [resolved - early - late, late, pending, pending, 0]
        totals = [a + b for a, b in zip(totals, line, strict=True)]
        rows.append((str(place), name, *map(str, line)))
    return (*rows, ("", "Tổng cộng", *map(str, totals))), totals


def _form_08(
    rows: tuple[tuple[str, ...], ...], caption: tuple[str, str], attached: str
) -> FormTable:
    """Return form II.08 that agrees with the rows of II.06a: all online dossiers, part by part."""
    lines = []
    for row in rows:
        online = int(row[3])
        partly = sum(int(r[3]) // 4 for r in rows[:-1]) if row is rows[-1] else online // 4
        count = 4 * (len(rows) - 1) if row is rows[-1] else 4
        counts = (count, count, partly, count, count, online - partly, count)
        lines.append((*row[:2], *map(str, counts)))
    return form_08("Biểu số II.08/VPCP/KSTT", caption, attached, tuple(lines))
