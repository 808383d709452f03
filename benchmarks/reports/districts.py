"""A second family of made-up clean reports, 2014 to 2026: districts, communes, other departments.

Unlike `departments.py`: sections in letters and Roman figures, bases first, lists that share kind,
symbol or day, days in turn, annexes that list documents in columns, a wide table without a form's
code, and sentences full of what only looks like a citation.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from departments import PERIODS, SLOTS, Cited, Office, filler, rows_06a
from model import FormTable, SampleReport, form_06a

_ROWS = """
UBND TỈNH QUẢNG NINH|UBND huyện Ba Chẽ|UBND|Ba Chẽ|UBND tỉnh|2014q3
UBND TỈNH BẾN TRE|Sở Tư pháp|STP|Bến Tre|UBND tỉnh|2015y
UBND TỈNH YÊN BÁI|UBND thị xã Nghĩa Lộ|UBND|Nghĩa Lộ|UBND tỉnh|2016h1
UBND TỈNH TRÀ VINH|Sở Giao thông vận tải|SGTVT|Trà Vinh|UBND tỉnh|2017q2
UBND TỈNH KON TUM|UBND huyện Đăk Hà|UBND|Đăk Hà|UBND tỉnh|2018y
UBND HUYỆN CẨM KHÊ|UBND xã Phú Khê|UBND|Phú Khê|UBND huyện|2018q3
UBND TỈNH HÒA BÌNH|Sở Nông nghiệp và Phát triển nông thôn|SNNPTNT|Hòa Bình|UBND tỉnh|2019h1
UBND TỈNH BẠC LIÊU|UBND thành phố Bạc Liêu|UBND|Bạc Liêu|UBND tỉnh|2019y
UBND TỈNH QUẢNG NGÃI|Ban Dân tộc|BDT|Quảng Ngãi|UBND tỉnh|2020q2
UBND TỈNH THÁI BÌNH|Sở Văn hóa, Thể thao và Du lịch|SVHTTDL|Thái Bình|UBND tỉnh|2020y
UBND QUẬN LÊ CHÂN|UBND phường An Biên|UBND|An Biên|UBND quận|2021q3
UBND TỈNH NINH THUẬN|Sở Công Thương|SCT|Ninh Thuận|UBND tỉnh|2021h1
UBND TỈNH LAI CHÂU|UBND huyện Tam Đường|UBND|Tam Đường|UBND tỉnh|2022q1
UBND TỈNH LONG AN|Ban Quản lý Khu kinh tế|BQLKKT|Long An|UBND tỉnh|2022y
UBND TỈNH TUYÊN QUANG|UBND thị trấn Sơn Dương|UBND|Sơn Dương|UBND huyện|2023q2
UBND TỈNH SÓC TRĂNG|Thanh tra tỉnh|TTr|Sóc Trăng|UBND tỉnh|2023y
UBND TỈNH CAO BẰNG|Sở Ngoại vụ|SNgV|Cao Bằng|UBND tỉnh|2024q2
UBND TỈNH HÀ NAM|UBND thị xã Duy Tiên|UBND|Duy Tiên|UBND tỉnh|2024q1
UBND TỈNH BẮC NINH|UBND phường Kinh Bắc|UBND|Kinh Bắc|UBND tỉnh|2025q4
UBND TỈNH QUẢNG TRỊ|UBND đặc khu Cồn Cỏ|UBND|Cồn Cỏ|UBND tỉnh|2025y
UBND THÀNH PHỐ HUẾ|Sở Nông nghiệp và Môi trường|SNNMT|Huế|UBND thành phố|2026q2
UBND TỈNH CÀ MAU|UBND xã Năm Căn|UBND|Năm Căn|UBND tỉnh|2026q1
UBND TỈNH ĐỒNG THÁP|Sở Xây dựng|SXD|Đồng Tháp|UBND tỉnh|2026h1
"""
# Acts that exist: word, kind, number, year part, symbol, date, whose.
_ACTS = (
    ("Nghị quyết", "NQ", "30c", "", "NQ-CP", date(2011, 11, 8), "của Chính phủ"),
    ("Nghị định", "NĐ", "63", "2010", "NĐ-CP", date(2010, 6, 8), "của Chính phủ"),
    ("Nghị định", "NĐ", "48", "2013", "NĐ-CP", date(2013, 5, 14), "của Chính phủ"),
    ("Thông tư", "TT", "5", "2014", "TT-BTP", date(2014, 2, 7), "của Bộ trưởng Bộ Tư pháp"),
    ("Quyết định", "QĐ", "9", "2015", "QĐ-TTg", date(2015, 3, 25), "của Thủ tướng Chính phủ"),
    ("Chỉ thị", "CT", "13", "", "CT-TTg", date(2015, 6, 10), "của Thủ tướng Chính phủ"),
    ("Quyết định", "QĐ", "45", "2016", "QĐ-TTg", date(2016, 10, 19), "của Thủ tướng Chính phủ"),
    ("Nghị định", "NĐ", "92", "2017", "NĐ-CP", date(2017, 8, 7), "của Chính phủ"),
    ("Nghị định", "NĐ", "61", "2018", "NĐ-CP", date(2018, 4, 23), "của Chính phủ"),
    ("Nghị quyết", "NQ", "17", "", "NQ-CP", date(2019, 3, 7), "của Chính phủ"),
    ("Nghị định", "NĐ", "45", "2020", "NĐ-CP", date(2020, 4, 8), "của Chính phủ"),
    ("Quyết định", "QĐ", "31", "2021", "QĐ-TTg", date(2021, 10, 11), "của Thủ tướng Chính phủ"),
    ("Quyết định", "QĐ", "6", "", "QĐ-TTg", date(2022, 1, 6), "của Thủ tướng Chính phủ"),
    ("Nghị định", "NĐ", "42", "2022", "NĐ-CP", date(2022, 6, 24), "của Chính phủ"),
    ("Nghị định", "NĐ", "118", "2025", "NĐ-CP", date(2025, 6, 9), "của Chính phủ"),
)
_DEEDS = (
    "Trên cơ sở {QDU} của {above}, bộ phận chuyên môn đã cập nhật 112 thủ tục lên trang điện tử.",
    "{above} giao nhiệm vụ tại {TBU}; đơn vị đã xây dựng {KHO} để tổ chức thực hiện.",
    "Lãnh đạo đơn vị chỉ đạo bằng văn bản ({CVO}; {CVO}) và kiểm tra trực tiếp 07/09 bộ phận.",
    "Căn cứ khoản 1 Điều 3 {ACT}, đã niêm yết công khai bằng bảng và mã QR.",
    "Quán triệt {PARTY} của cấp ủy và {ACT}; 45/45 công chức ký cam kết (đạt 100%).",
    "{SHARED_KIND} về đôn đốc, nhắc việc.",
    "{SHARED_SYMBOL} của {above} công bố thủ tục hành chính được sửa đổi, bổ sung.",
    "{IN_TURN} về truyền thông, tự kiểm tra và rà soát.",
    "{DATE_FIRST} về kiện toàn Bộ phận Tiếp nhận và Trả kết quả.",
    "{SAME_DAY} gửi các phòng, ban.",
    "{ISSUER_FIRST} đã được phổ biến đến từng công chức.",
    "Xây dựng {KHO} và {QDO} thành lập đoàn kiểm tra; kết quả nêu tại {BCO}.",
)
# What only looks like a citation; each stands once in every second report.
_DECOYS = (
    "Đầu tư 02 máy quét, 01 xe 36A-123.45; chuyển khoản số 3713.0.1058912 tại Kho bạc.",
    "Hồ sơ thửa số 125, tờ bản đồ số 34 được trả trước hạn 02/05 ngày; đường dây nóng "
    "0207.3851.234.",
    "Áp dụng TCVN ISO 9001:2015 và QCVN 01-1:2018/BYT; xếp hạng 12/63; 7h30/ngày.",
    "Tiếp dân tại số 12/5 đường Trần Phú; Tổ 5/KP3; mức độ 3/4; 1.250.000 đồng/người/tháng.",
)
_HABITS = ("ngày {0:%d/%m/%Y}", "ngày {0.day:02d} tháng {0.month:02d} năm {0.year}")
_HABITS += ("ngày {0.day:02d}-{0.month:02d}-{0.year}", "ngày {0.day}/{0.month}/{0.year}")


@dataclass
class Elsewhere(Office):
    """An office of the second family, with habits of its own in writing dates and lists."""

    def write(self, day: date) -> str:
        """Return a date in the office's own habit."""
        return _HABITS[len(self.place) % len(_HABITS)].format(day)

    def cite(self, slot: str) -> str:
        """Return what stands for a slot, every citation of it kept as a label."""
        make = getattr(self, f"_{slot.lower()}", None)
        return make() if make else super().cite(slot)

    def keep(self, kind: str, number: int | str, symbol: str, day: date, year: str = "") -> None:
        """Keep a label."""
        self.cited.append(Cited("", kind, str(number), year or None, symbol, day.isoformat()))

    def symbol(self, slot: str) -> str:
        """Return the symbol of a slot's documents."""
        return SLOTS[slot][2].replace("@", self.token)

    def drawn(self, slot: str, count: int) -> list[tuple[int, date]]:
        """Return so many numbers of a register with their days, in order."""
        _, _, _, rate, register = SLOTS[slot]
        return sorted(self.draw(rate, register) for _ in range(count))

    def _act(self) -> str:
        last = self.span()[1]
        known = [act for act in _ACTS if act[5] < last]
        word, kind, number, year, symbol, day, whose = self.chance.choice(known)
        self.keep(kind, number, symbol, day, year)
        shown = f"{number.zfill(2)}/{year}{'/' * bool(year)}{symbol}"
        return f"{word} số {shown} {self.write(day)} {whose}"

    def _party(self) -> str:
        organ = "HU" if "huyện" in self.name.lower() else "TU"
        day = date(self.year, 1, 3 + self.chance.randrange(9))
        number = self.chance.randrange(1, 40)
        self.keep("CT", number, f"CT/{organ}", day)
        return f"Chỉ thị số {number:02d}-CT/{organ}, {self.write(day)}"

    def _shared_kind(self) -> str:
        symbol = self.symbol("CVO")
        drawn = self.drawn("CVO", 3)
        for number, day in drawn:
            self.keep("CV", number, symbol, day)
        parts = [f"số {number:02d}/{symbol} {self.write(day)}" for number, day in drawn]
        return f"Đã gửi các Công văn {parts[0]}, {parts[1]} và {parts[2]}"

    def _shared_symbol(self) -> str:
        ((number, day),) = self.drawn("QDU", 1)
        for more in range(3):
            self.keep("QĐ", number + more, "QĐ-UBND", day)
        numbers = f"{number:02d}, {number + 1:02d} và {number + 2:02d}"
        return f"Thực hiện các Quyết định số {numbers}/QĐ-UBND {self.write(day)}"

    def _in_turn(self) -> str:
        symbol = f"KH-{self.token}"
        drawn = self.drawn("KHO", 3)
        for number, day in drawn:
            self.keep("KH", number, symbol, day)
        numbers = ", ".join(f"{number:02d}/{symbol}" for number, _ in drawn[:2])
        days = [f"{day.day:02d}/{day.month}/{day.year}" for _, day in drawn]
        return (
            f"Ban hành các Kế hoạch số {numbers} và {drawn[2][0]:02d}/{symbol} lần lượt ngày "
            f"{days[0]}, {days[1]} và {days[2]}"
        )

    def _date_first(self) -> str:
        ((number, day),) = self.drawn("QDO", 1)
        self.keep("QĐ", number, f"QĐ-{self.token}", day)
        when = self.write(day)
        return f"N{when[1:]}, {self.name} đã ban hành Quyết định số {number:02d}/QĐ-{self.token}"

    def _same_day(self) -> str:
        ((number, day),) = self.drawn("CVO", 1)
        symbol = self.symbol("CVO")
        for more in range(2):
            self.keep("CV", number + more, symbol, day)
        return (
            f"Công văn số {number:02d}/{symbol} và số {number + 1:02d}/{symbol} cùng "
            f"{self.write(day)}"
        )

    def _issuer_first(self) -> str:
        ((number, day),) = self.drawn("KHU", 1)
        self.keep("KH", number, "KH-UBND", day)
        return f"Kế hoạch số {number:02d}/KH-UBND của {self.above} {self.write(day)}"


def elsewhere() -> Iterator[Office]:
    """Yield the offices of the second family, each with chance of its own."""
    for line in _ROWS.strip().splitlines():
        parent, name, token, place, above, when = line.split("|")
        chance = random.Random(f"elsewhere {line}")
        yield Elsewhere(parent, name, token, place, above, int(when[:4]), when[4:], chance)


def write_elsewhere(office: Office) -> SampleReport:
    """Return the office's clean report; what it cites is in `office.cited` afterwards."""
    assert isinstance(office, Elsewhere)
    chance, day = office.chance, office.own_day()
    first, last = office.span()
    label = f"{PERIODS[office.period][0]} năm {office.year}".replace("Năm năm", "Năm")
    own = f"{office.next_number(day)}/BC-{office.token}"
    attached = f"(Kèm theo Báo cáo số {own} {office.write(day)} của {office.name})"
    caption = (f"Kỳ báo cáo: {label}", f"(Từ {first:%d/%m/%Y} đến {last:%d/%m/%Y})")
    rows, totals = rows_06a(chance)
    fill = filler(office, {"above": office.above, "name": office.name})
    deeds = chance.sample(_DEEDS, 8)
    decoys = chance.sample(_DECOYS, 2)
    body = [
        "Căn cứ {ACT};",
        "Thực hiện {CVU} của {above} về chế độ báo cáo; {name} báo cáo như sau:",
        "A. KẾT QUẢ ĐẠT ĐƯỢC",
        "I. Công tác chỉ đạo, điều hành",
        *(f"{number}. {deed}" for number, deed in enumerate(deeds[:4], 1)),
        "II. Kết quả tiếp nhận và giải quyết hồ sơ",
        f"a) Tiếp nhận {totals[0]} hồ sơ, trong đó trực tuyến {totals[1]} hồ sơ; đã giải quyết "
        f"{totals[4]} hồ sơ; đang giải quyết {totals[8]} hồ sơ.",
        f"b) {decoys[0]}",
        "III. Các nhiệm vụ khác",
        *(f"{number}. {deed}" for number, deed in enumerate(deeds[4:], 1)),
        f"5. {decoys[1]}",
        "B. TỒN TẠI, PHƯƠNG HƯỚNG",
        "1. Việc cập nhật dữ liệu có lúc còn chậm.",
        "2. Tiếp tục thực hiện {ACT}.",
        f"{office.name} trân trọng báo cáo./.",
    ]
    written = tuple(line.format_map(fill) for line in body)
    forms = []
    if office.year >= 2018:
        forms.append(form_06a("Biểu số II.06a/VPCP/KSTT", caption, attached, rows))
    forms.append(_wide(chance, attached))
    forms.append((_by_kind, _apart)[len(office.name) % 2](office, attached))
    return SampleReport(
        office.parent,
        office.name.upper(),
        f"Số: {own}",
        f"{office.place}, ngày {day.day:02d} tháng {day:%m} năm {day.year}",
        "BÁO CÁO",
        f"Kết quả công tác cải cách hành chính, kiểm soát thủ tục hành chính {label}",
        f"Kính gửi: {office.above}",
        written,
        ("- Như trên;", "- Lưu: VT."),
        "CHỦ TỊCH" if office.token == "UBND" else "GIÁM ĐỐC",
        "Lò Thị Mai Hương",
        tuple(forms),
    )


def _wide(chance: random.Random, attached: str) -> FormTable:
    """Return a wide table of counts without a form's code, its total the sum."""
    names = ("Văn phòng", "Bộ phận Một cửa", "Địa chính", "Tư pháp - Hộ tịch", "Văn hóa - Xã hội")
    counts = [[chance.randrange(90) for _ in range(9)] for _ in names]
    lines = [
        (str(n), name, *map(str, row))
        for n, (name, row) in enumerate(zip(names, counts, strict=True), 1)
    ]
    lines.append(("", "Tổng cộng", *(str(sum(column)) for column in zip(*counts, strict=True))))
    heads = ("Công chức", "Viên chức", "Hợp đồng", "Máy tính", "Máy quét", "Chữ ký số")
    heads += ("Lượt tập huấn", "Tin bài", "Tờ gấp")
    header = (("TT", "Bộ phận", *heads),)
    return _table("Phụ lục 1", "NGUỒN LỰC PHỤC VỤ CẢI CÁCH HÀNH CHÍNH", attached, header, lines)


def _by_kind(office: Elsewhere, attached: str) -> FormTable:
    """Return a list of documents whose kind has a column of its own, công văn numbered bare."""
    lines = []
    for row, (slot, number, day) in enumerate(_drawn(office, "KHO CVO QDU BCO CVO"), 1):
        word, kind, *_ = SLOTS[slot]
        symbol = office.token if slot == "CVO" else office.symbol(slot)
        if symbol == "UBND":
            symbol = "UBND-VP"
        office.keep(kind, number, symbol, day)
        shown = f"{day.day:02d}/{day.month:02d}/{day.year}"
        lines.append((str(row), word, f"{number:02d}/{symbol}", shown, "Về cải cách hành chính"))
    header = (("STT", "Loại văn bản", "Số, ký hiệu", "Ngày ban hành", "Trích yếu nội dung"),)
    return _table("Phụ lục 2", "DANH MỤC VĂN BẢN ĐÃ BAN HÀNH", attached, header, lines)


def _apart(office: Elsewhere, attached: str) -> FormTable:
    """Return a list of documents with number and symbol in two columns."""
    lines = []
    for row, (slot, number, day) in enumerate(_drawn(office, "KHO CVO QDU BCO TBU"), 1):
        symbol = office.symbol(slot)
        office.keep(SLOTS[slot][1], number, symbol, day)
        shown = f"{day.day:02d}/{day.month}/{day.year}"
        lines.append((str(row), f"{number:02d}", symbol, shown, "Về cải cách hành chính"))
    header = (("TT", "Số", "Ký hiệu", "Ngày, tháng, năm", "Nội dung"),)
    return _table("Phụ lục 2", "THỐNG KÊ VĂN BẢN CHỈ ĐẠO, ĐIỀU HÀNH", attached, header, lines)


def _drawn(office: Elsewhere, slots: str) -> list[tuple[str, int, date]]:
    """Return a document of each slot: its number and day."""
    return [(slot, *office.drawn(slot, 1)[0]) for slot in slots.split()]


def _table(
    code: str,
    title: str,
    attached: str,
    header: tuple[tuple[str, ...], ...],
    lines: list[tuple[str, ...]],
) -> FormTable:
    heads = tuple(tuple((text, 1, 1) for text in row) for row in header)
    index = tuple(f"({n})" for n in range(1, len(header[0]) + 1))
    return FormTable(code, title, ("", ""), attached, "", heads, index, tuple(lines))
