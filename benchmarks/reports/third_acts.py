"""Who reports in the third family of made-up reports, and the acts it can cite, with their numbers.

Numbers follow their dates within each register, so a clean report holds no two acts of one number
and none out of order.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

Key = tuple[str | None, str | None, str | None, str | None, str | None]


@dataclass(frozen=True)
class Act:
    """A document as it is cited; `dated` is false where the place prints no date."""

    word: str
    kind: str
    number: str
    year_part: str | None
    symbol: str
    issued_on: date
    issuer: str = ""
    dated: bool = True

    def key(self) -> Key:
        """Return kind, number, year part, symbol and ISO date: all must be right."""
        day = self.issued_on.isoformat() if self.dated else None
        return (self.kind, self.number, self.year_part, self.symbol, day)

    @property
    def code(self) -> str:
        """Return number and symbol as printed: below ten padded, Party with a hyphen."""
        number = self.number.zfill(2) if self.number.isdigit() else self.number
        if "/" in self.symbol:
            return f"{number}-{self.symbol}"
        return f"{number}/{self.year_part}/{self.symbol}" if self.year_part else self.full(number)

    def full(self, number: str) -> str:
        """Return the number before a symbol without a year."""
        return f"{number}/{self.symbol}"


@dataclass
class Body:
    """Who reports, when and about what; `cited` is filled while its report is written."""

    parent: str
    agency: str
    name: str
    code: str
    place: str
    issued: date
    title: str
    subject: str
    signer: str
    own: str = "BC-{}"
    local: tuple[tuple[str, str, str, str], ...] = ()  # word, kind, symbol, issuer
    cited: list[Act] = field(default_factory=list)


def _province(above: str = "tỉnh", unit: str = "NC") -> tuple[tuple[str, str, str, str], ...]:
    council = f"của Hội đồng nhân dân {above}"
    people = f"của Ủy ban nhân dân {above}"
    return (
        ("Quyết định", "QĐ", "QĐ-UBND", f"của Chủ tịch Ủy ban nhân dân {above}"),
        ("Kế hoạch", "KH", "KH-UBND", people),
        ("Công văn", "CV", f"UBND-{unit}", people),
        ("Nghị quyết", "NQ", "NQ-HĐND", council),
        ("Nghị quyết", "NQ", "/NQ-HĐND", council),
        ("Chỉ thị", "CT", "CT-UBND", f"của Chủ tịch UBND {above}"),
        ("Thông báo", "TB", "TB-UBND", people),
    )


_CENTRE = (
    ("Nghị định", "NĐ", "/NĐ-CP", "của Chính phủ"),
    ("Thông tư", "TT", "/TT-BTC", "của Bộ trưởng Bộ Tài chính"),
    ("Quyết định", "QĐ", "QĐ-TTg", "của Thủ tướng Chính phủ"),
    ("Chỉ thị", "CT", "CT-TTg", "của Thủ tướng Chính phủ"),
    ("Nghị quyết", "NQ", "NQ-CP", "của Chính phủ"),
    ("Công điện", "CĐ", "CĐ-TTg", "của Thủ tướng Chính phủ"),
    ("Thông báo", "TB", "TB-VPCP", "của Văn phòng Chính phủ"),
    ("Thông tư", "TT", "/TT-BNV", "của Bộ Nội vụ"),
    ("Công văn", "CV", "BNV-TL", "của Bộ Nội vụ"),
    ("Văn bản hợp nhất", "VBHN", "VBHN-BTC", "của Bộ Tài chính"),
)
_PARTY = (
    ("Nghị quyết", "NQ", "-NQ/TU", "của Ban Thường vụ Tỉnh ủy"),
    ("Chỉ thị", "CT", "-CT/TU", "của Ban Thường vụ Tỉnh ủy"),
    ("Kế hoạch", "KH", "-KH/TU", "của Tỉnh ủy"),
    ("Kết luận", "KL", "-KL/TU", "của Thường trực Tỉnh ủy"),
    ("Chương trình", "CTr", "-CTr/TU", "của Tỉnh ủy"),
    ("Nghị quyết", "NQ", "-NQ/TW", "của Bộ Chính trị"),
    ("Kết luận", "KL", "-KL/TW", "của Ban Bí thư"),
    ("Hướng dẫn", "HD", "-HD/BTCTW", "của Ban Tổ chức Trung ương"),
)
# parent, agency, name, code, place, date, period, subject, signer's title, own symbol, of whom
_BODIES = (
    ("TỈNH ỦY HÀ GIANG", "BAN NỘI CHÍNH", "Ban Nội chính Tỉnh ủy", "BNCTU", "Hà Giang",
     (2019, 7, 3), "6 tháng đầu năm 2019", "công tác phòng, chống tham nhũng", "K/T TRƯỞNG BAN",
     "BC/{}", "tỉnh"),
    ("HỘI ĐỒNG NHÂN DÂN TỈNH LÂM ĐỒNG", "BAN PHÁP CHẾ", "Ban Pháp chế", "BPC", "Lâm Đồng",
     (2022, 12, 20), "năm 2022", "hoạt động giám sát", "TRƯỞNG BAN", "BC-{}", "tỉnh"),
    ("ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG", "THANH TRA TỈNH", "Thanh tra tỉnh", "TTT", "Tuyên Quang",
     (2014, 12, 18), "năm 2014", "công tác thanh tra, tiếp công dân, giải quyết khiếu nại, tố cáo",
     "CHÁNH THANH TRA", "BC-{}", "tỉnh"),
    ("TÒA ÁN NHÂN DÂN TỐI CAO", "TÒA ÁN NHÂN DÂN TỈNH GIA LAI", "Tòa án nhân dân tỉnh", "TA",
     "Gia Lai", (2021, 9, 30), "9 tháng năm 2021", "công tác giải quyết, xét xử các loại vụ án",
     "CHÁNH ÁN", "BC-{}", "tỉnh"),
    ("VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO", "VIỆN KIỂM SÁT NHÂN DÂN TỈNH CÀ MAU",
     "Viện kiểm sát nhân dân tỉnh", "VKS", "Cà Mau", (2018, 12, 5), "năm 2018",
     "công tác kiểm sát hoạt động tư pháp", "VIỆN TRƯỞNG", "BC-{}", "tỉnh"),
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO HÀ TĨNH", "TRƯỜNG THPT CẨM XUYÊN", "Trường THPT Cẩm Xuyên", "THPTCX",
     "Hà Tĩnh", (2020, 6, 25), "6 tháng đầu năm 2020", "thực hiện nhiệm vụ giáo dục",
     "HIỆU TRƯỞNG", "BC-{}", "tỉnh"),
    ("SỞ Y TẾ SÓC TRĂNG", "BỆNH VIỆN ĐA KHOA TỈNH", "Bệnh viện đa khoa tỉnh", "BVĐK", "Sóc Trăng",
     (2022, 12, 16), "năm 2022", "công tác khám bệnh, chữa bệnh", "GIÁM ĐỐC", "BC-{}", "tỉnh"),
    ("TỈNH VĨNH LONG", "ỦY BAN NHÂN DÂN XÃ TÂN HẠNH", "Ủy ban nhân dân xã", "UBND", "Tân Hạnh",
     (2025, 12, 16), "năm 2025", "công tác chuyển đổi số, giải quyết thủ tục hành chính",
     "CHỦ TỊCH", "BC-{}", "tỉnh"),
    ("BỘ XÂY DỰNG", "CỤC KINH TẾ XÂY DỰNG", "Cục Kinh tế xây dựng", "KTXD", "Hà Nội",
     (2024, 6, 20), "6 tháng đầu năm 2024", "quản lý chi phí đầu tư xây dựng", "CỤC TRƯỞNG",
     "BC-{}", "tỉnh"),
    ("TỔNG CÔNG TY ĐIỆN LỰC MIỀN BẮC", "CÔNG TY ĐIỆN LỰC SƠN LA", "Công ty Điện lực Sơn La",
     "PCSL", "Sơn La", (2023, 12, 22), "năm 2023", "thực hiện kế hoạch sản xuất, kinh doanh",
     "GIÁM ĐỐC", "BC-{}", "tỉnh"),
    ("ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
     "Sở Nông nghiệp và Môi trường", "SNNMT", "Đắk Lắk", (2026, 6, 18), "6 tháng đầu năm 2026",
     "công tác quản lý đất đai, môi trường", "GIÁM ĐỐC", "BC-{}", "tỉnh"),
    ("ỦY BAN NHÂN DÂN TỈNH BẠC LIÊU", "BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG",
     "Ban Quản lý dự án", "BQLDA", "Bạc Liêu", (2020, 12, 10), "năm 2020",
     "giải ngân vốn đầu tư công", "GIÁM ĐỐC", "BC-{}", "tỉnh"),
    ("TỈNH BẮC GIANG", "ỦY BAN NHÂN DÂN HUYỆN YÊN THẾ", "Ủy ban nhân dân huyện", "UBND", "Yên Thế",
     (2012, 12, 17), "năm 2012", "phát triển kinh tế - xã hội", "CHỦ TỊCH", "BC-{}", "tỉnh"),
    ("ĐẢNG BỘ THÀNH PHỐ HUẾ", "ĐẢNG ỦY XÃ PHÚ LỘC", "Đảng ủy xã", "ĐU", "Phú Lộc", (2026, 6, 30),
     "6 tháng đầu năm 2026", "công tác xây dựng Đảng", "T/M BAN THƯỜNG VỤ", "BC/{}", "thành phố"),
)  # fmt: skip


def bodies(seed: int = 0) -> Iterator[Body]:
    """Yield the reporting bodies; another seed changes every act, number and habit."""
    for at, row in enumerate(_BODIES):
        parent, agency, name, code, place, when, period, subject, signer, own, above = row
        day = date(*when) + timedelta(days=random.Random(f"{seed}/{at}").randint(0, 6))
        acts = (*_province(above), *_CENTRE, *_PARTY) if above == "tỉnh" else (*_CENTRE, *_PARTY)
        yield Body(parent, agency, name, code, place, day, period, subject, signer, own, acts)


class Writer:
    """Draws acts whose numbers rise with their dates, and prints them as offices do."""

    def __init__(self, body: Body, seed: int) -> None:
        self.body, self.dice = body, random.Random(f"{seed}/{body.place}/{body.agency}")
        self.numbers: set[tuple[str, int, str]] = set()
        self.party = "/" in body.own
        own = () if self.party else (
            ("Báo cáo", "BC", f"BC-{body.code}", f"của {body.name}"),
            ("Kế hoạch", "KH", f"KH-{body.code}", f"của {body.name}"),
            ("Tờ trình", "TTr", f"TTr-{body.code}", ""),
            ("Công văn", "CV", f"{body.code}-VP", ""),
            ("Quyết định", "QĐ", f"QĐ-{body.code}", ""),
        )  # fmt: skip
        self.choices = (*body.local, *(own if body.code != "UBND" else ()))

    def act(self, symbol: str = "", *, on: date | None = None) -> Act:
        """Return a new act of a symbol, its number not yet used by that symbol."""
        rows = [row for row in self.choices if not symbol or row[2] == symbol]
        word, kind, sign, issuer = self.dice.choice(rows)
        newest = self.body.issued - timedelta(days=8)
        for _ in range(400):
            day = on or newest - timedelta(days=self.dice.randint(0, 330))
            number = self._number(sign, day)
            if day.weekday() < 5 and (sign, day.year, number) not in self.numbers:
                break
        self.numbers.add((sign, day.year, number))
        return Act(word, kind, number, *_parts(sign, day), day, issuer)

    def run(self, symbol: str, count: int) -> list[Act]:
        """Return so many acts of one day whose numbers follow one another."""
        while True:
            first = self.act(symbol)
            numbers = [str(int(first.number) + n) for n in range(count)]
            keys = {(symbol, first.issued_on.year, number) for number in numbers[1:]}
            if not keys & self.numbers:
                self.numbers |= keys
                return [replace(first, number=number) for number in numbers]

    def _number(self, sign: str, day: date) -> str:
        of_year = day.timetuple().tm_yday
        if sign.startswith("-"):  # runs through the term of the committee
            centre = "TW" in sign
            term = day.year - (day.year - (2021 if centre else 2020)) % 5
            opened = date(term, 1, 1) if centre else date(term, 10, 1)
            if opened > day:
                opened = date(term - 5, 10, 1)
            return str(1 + (day - opened).days // 3)
        rate = (
            0.3 if sign.startswith("/") or sign.startswith(("CT-", "VBHN")) else 1 + len(sign) % 5
        )
        return str(1 + int(of_year * rate))

    def day(self, day: date) -> str:
        """Return a date in one of the shapes of DOMAIN §9."""
        return self.dice.choice(
            (f"{day:%d}/{day.month}/{day.year}",) * 4
            + (f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day.year}", f"{day:%d.%m.%Y}")
            + (f"{day:%d} tháng {day:%m} năm {day.year}",) * 2
        )

    def cite(self, act: Act, word: str | None = None, tail: bool = True) -> str:
        """Return an act cited in full, and note it."""
        self.body.cited.append(act)
        comma = "," if "/" in act.symbol and self.dice.random() < 0.5 else ""
        head = f"{act.word if word is None else word} số {act.code}".strip()
        end = f" {act.issuer}" if tail and act.issuer else ""
        return f"{head}{comma} ngày {self.day(act.issued_on)}{end}"


def _parts(sign: str, day: date) -> tuple[str | None, str]:
    return (str(day.year) if sign.startswith("/") else None), sign.lstrip("/-")


def sign_of(act: Act) -> str:
    """Return the symbol by which an act of the same register is drawn."""
    if act.year_part:
        return f"/{act.symbol}"
    return f"-{act.symbol}" if "/" in act.symbol else act.symbol
