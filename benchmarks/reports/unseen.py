"""Made-up reports that nothing was tuned to, each with every citation and number it prints."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from model import FormTable, SampleReport, form_06a, form_08

HOMES = (
    ("UBND TỈNH QUẢNG BÌNH", "SỞ XÂY DỰNG", "SXD", "Quảng Bình"),
    ("UBND TỈNH NGHỆ AN", "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "SKHCN", "Nghệ An"),
    ("UBND TỈNH ĐỒNG THÁP", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "SGDĐT", "Đồng Tháp"),
    ("UBND THÀNH PHỐ HẢI PHÒNG", "SỞ Y TẾ", "SYT", "Hải Phòng"),
    ("UBND TỈNH LÀO CAI", "SỞ TƯ PHÁP", "STP", "Lào Cai"),
    ("UBND TỈNH BÌNH THUẬN", "SỞ CÔNG THƯƠNG", "SCT", "Bình Thuận"),
)
PEOPLE = ("Nguyễn Thị Ngọc Ánh", "Trương Đình Quỳnh", "Lê Văn Hiếu", "Phan Thế Bảo", "Vũ Hồng Yến")
FIELDS = (
    "Quy hoạch - kiến trúc",
    "Hoạt động xây dựng",
    "Sở hữu trí tuệ",
    "Giáo dục thường xuyên",
    "Văn bằng, chứng chỉ",
    "An toàn thực phẩm",
    "Quốc tịch",
    "Bồi thường nhà nước",
    "Vật liệu nổ công nghiệp",
    "Đường thủy nội địa",
)
QUARTERS = (
    ("Quý I", date(2024, 3, 15), "15/12/2023", "14/3/2024"),
    ("Quý II", date(2024, 6, 15), "15/3/2024", "14/6/2024"),
    ("Quý III", date(2024, 9, 15), "15/6/2024", "14/9/2024"),
)
# Word, kind, symbol ("@" the department's own, "/" with the year in it), whose.
ACTS = (
    ("Quyết định", "QĐ", "QĐ-UBND", "của Chủ tịch UBND tỉnh"),
    ("Kế hoạch", "KH", "KH-UBND", "của UBND tỉnh"),
    ("Công văn", "CV", "UBND-KSTT", "của UBND tỉnh"),
    ("Công văn", "CV", "@-VP", ""),
    ("Báo cáo", "BC", "BC-@", ""),
    ("Tờ trình", "TTr", "TTr-@", ""),
    ("Nghị định", "NĐ", "/NĐ-CP", "của Chính phủ"),
    ("Thông tư", "TT", "/TT-VPCP", "của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"),
    ("Chỉ thị", "CT", "CT-UBND", "của Chủ tịch UBND tỉnh"),
    ("Nghị quyết", "NQ", "/NQ-HĐND", "của HĐND tỉnh"),
    ("Quyết định", "QĐ", "QĐ-TTg", "của Thủ tướng Chính phủ"),
    ("Thông báo", "TB", "TB-UBND", ""),
    ("Nghị quyết", "NQ", "-NQ/TU", "của Tỉnh ủy"),
)
SENTENCES = (
    "- Ban hành {} về kiểm soát thủ tục hành chính; {} về rà soát, đánh giá thủ tục hành chính.",
    "- Thực hiện {}, đơn vị đã tham mưu {} về công bố danh mục thủ tục hành chính.",
    "- Tổ chức triển khai {} về thực hiện cơ chế một cửa, một cửa liên thông; thường xuyên niêm "
    "yết công khai tại trụ sở và trên trang thông tin điện tử theo {}.",
    "- Tiếp nhận {a} phản ánh, kiến nghị; đã xử lý {b} phản ánh, kiến nghị theo {}.",
    "- Số hóa {c} hồ sơ, đạt tỷ lệ {d}%; cấp {e} tài khoản theo {}.",
    "- Kiểm tra {a} đơn vị trực thuộc theo {}, chấn chỉnh {b} trường hợp tại {}.",
)


@dataclass(frozen=True)
class Citation:
    """A document as a report cites it, and as a reader must give it."""

    word: str
    kind: str
    number: str
    year_part: str | None
    symbol: str
    issued_on: date
    issuer: str = ""

    @property
    def key(self) -> tuple[str | None, ...]:
        """Return what must be right for a mention to count."""
        return (self.kind, self.number, self.year_part, self.symbol, self.issued_on.isoformat())

    @property
    def text(self) -> str:
        """Return it as printed."""
        if self.symbol.startswith("NQ/"):
            whole = f"{self.number}-{self.symbol}"
        else:
            year = f"{self.year_part}/" if self.year_part else ""
            whole = f"{int(self.number):02}/{year}{self.symbol}"
        day = f"{self.issued_on.day:02}/{self.issued_on.month}/{self.issued_on.year}"
        return f"{self.word} số {whole} ngày {day}"


@dataclass(frozen=True)
class Unseen:
    """A report and its truth: every citation, in the order printed."""

    name: str
    report: SampleReport
    citations: tuple[Citation, ...]
    number: str
    symbol: str
    issued_on: date


def unseen_reports(count: int = len(HOMES)) -> list[Unseen]:
    """Return so many made-up reports, the same each time."""
    return [_report(n, random.Random(1000 + n)) for n in range(count)]


def _report(at: int, dice: random.Random) -> Unseen:
    parent, agency, code, place = HOMES[at % len(HOMES)]
    quarter, due, start, end = QUARTERS[at % len(QUARTERS)]
    issued = due + timedelta(days=dice.randint(0, 5))
    own = Citation("Báo cáo", "BC", str(dice.randint(101, 4999)), None, f"BC-{code}", issued)
    name = agency[0] + agency[1:].lower() if code == "SYT" else agency.title()
    cited: list[Citation] = []
    body = tuple(_body(dice, code, issued, name, quarter, cited))
    listed = [_cite(dice, code, issued) for _ in range(5)]
    attached = f"(kèm theo {own.text} của {name})"
    period = (f"Kỳ báo cáo: {quarter}/{due.year}", f"(từ {start} đến {end})")
    forms = (
        form_06a("Biểu số II.06a/VPCP/KSTT", period, attached, _dossiers(dice, dotted=at % 2 == 0)),
        form_08("Biểu số II.08/VPCP/KSTT", period, attached, _online(dice))
        if at % 3 == 1
        else _list(listed, attached, dice),
    )
    cited.append(own)
    cited += [own] if at % 3 == 1 else [own, *listed]
    report = SampleReport(
        parent,
        agency,
        f"Số: {own.number}/{own.symbol}",
        f"{place}, ngày {issued:%d} tháng {issued.month:02} năm {issued.year}",
        "BÁO CÁO",
        f"Tình hình, kết quả thực hiện công tác cải cách thủ tục hành chính {quarter} năm "
        f"{due.year}",
        f"Kính gửi: {parent.replace('UBND TỈNH', 'UBND tỉnh')}",
        body,
        ("- Như trên;", "- Văn phòng UBND tỉnh;", "- Lưu: VT, VP."),
        "GIÁM ĐỐC",
        PEOPLE[at % len(PEOPLE)],
        forms,
    )
    return Unseen(f"{code.lower()}-{at}", report, tuple(cited), own.number, own.symbol, issued)


def _body(
    dice: random.Random,
    code: str,
    issued: date,
    name: str,
    quarter: str,
    cited: list[Citation],
) -> Iterator[str]:
    """Yield the paragraphs; their citations are appended to `cited`."""

    def act() -> str:
        cited.append(_cite(dice, code, issued))
        return f"{cited[-1].text} {cited[-1].issuer}".strip()

    yield f"Thực hiện {act()}, {name} báo cáo kết quả {quarter} năm {issued.year} như sau:"
    yield "I. TÌNH HÌNH, KẾT QUẢ THỰC HIỆN"
    for number, title in enumerate(
        ("Công tác chỉ đạo, điều hành", "Công bố, công khai thủ tục hành chính"), 1
    ):
        yield f"{number}. {title}"
        for sentence in dice.sample(SENTENCES, 3):
            acts = [act() for _ in range(sentence.count("{}"))]
            yield sentence.format(
                *acts,
                a=f"{dice.randint(1, 30):02}",
                b=f"{dice.randint(1, 9):02}",
                c=f"{dice.randint(1000, 9999):,}".replace(",", "."),
                d=f"{dice.randint(6000, 9999) / 100:.2f}".replace(".", ","),
                e=dice.randint(10, 999),
            )
    yield "II. PHƯƠNG HƯỚNG, NHIỆM VỤ"
    yield f"- Tiếp tục thực hiện {act()} và {act()}."
    yield "Hồ sơ kèm theo: các biểu số liệu."


def _cite(dice: random.Random, code: str, before: date) -> Citation:
    word, kind, symbol, issuer = dice.choice(ACTS)
    issued = before - timedelta(days=dice.randint(20, 1500))
    with_year, party = symbol.startswith("/"), symbol.startswith("-")
    number = dice.randint(1, 98) if with_year or party or kind == "CT" else dice.randint(2, 6999)
    return Citation(
        word,
        kind,
        str(number),
        str(issued.year) if with_year else None,
        symbol.lstrip("/-").replace("@", code),
        issued,
        issuer,
    )


def _dossiers(dice: random.Random, *, dotted: bool) -> tuple[tuple[str, ...], ...]:
    rows, sums = [], [0] * 11
    for number, label in enumerate(dice.sample(FIELDS, 5), 1):
        online, direct, before = dice.randint(0, 2400), dice.randint(0, 380), dice.randint(0, 60)
        total = online + direct + before
        pending = dice.randint(0, min(total, 60))
        late, overdue = dice.randint(0, 3), dice.randint(0, min(pending, 2))
        done = max(total - pending, late)
        pending = total - done
        overdue = min(overdue, pending)
        early = dice.randint(0, done - late)
        row = [total, online, direct, before, done, early, done - late - early, late]
        row += [pending, pending - overdue, overdue]
        sums = [a + b for a, b in zip(sums, row, strict=True)]
        rows.append((str(number), label, *(_printed(v, dotted) for v in row)))
    return (*rows, ("", "Tổng cộng", *(_printed(v, dotted) for v in sums)))


def _printed(value: int, dotted: bool) -> str:
    return f"{value:,}".replace(",", ".") if dotted else str(value)


def _online(dice: random.Random) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = [("B", "DVCTT DO UBND TỈNH CHỦ ĐỘNG TRIỂN KHAI", *[""] * 7)]
    for number, label in enumerate(dice.sample(FIELDS, 4), 1):
        values = ["-"] * 3 if dice.random() < 0.4 else [f"{dice.randint(1, 19):02}"] * 2
        values += [str(dice.randint(0, 800))] if len(values) == 2 else []
        values += [f"{dice.randint(1, 60):02}"] * 2 + [str(dice.randint(0, 5000))]
        rows.append((f"2.{number}", label, *values, str(dice.randint(0, 40))))
    return tuple(rows)


def _list(listed: list[Citation], attached: str, dice: random.Random) -> FormTable:
    rows = tuple(
        (str(n), f"{c.text} {c.issuer}".strip(), "Công tác kiểm soát thủ tục hành chính", done)
        for n, c in enumerate(listed, 1)
        if (done := dice.choice(("Hoàn thành", "Đang thực hiện")))
    )
    return FormTable(
        "Phụ lục 1",
        "DANH MỤC VĂN BẢN ĐÃ TRIỂN KHAI",
        ("", ""),
        attached,
        "",
        ((("STT", 1, 1), ("Văn bản", 1, 1), ("Nội dung", 1, 1), ("Kết quả", 1, 1)),),
        ("(1)", "(2)", "(3)", "(4)"),
        rows,
    )
