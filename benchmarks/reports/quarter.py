"""A province's quarter as people drop it in a folder: thousands of reports whose content is known.

`python benchmarks/reports/quarter.py FOLDER [--reports 2000] [--seed 1] [--pages 4]` writes them:
Word, PDF, Excel and text files, a few of them inside ZIP archives and mails, two in a hundred
broken, some twice under two names. `write_quarter` returns what a reader must find again.
"""

from __future__ import annotations

import argparse
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from model import FormTable, SampleReport, form_06a
from quick import write_docx, write_pdf
from writers import write_text, write_xlsx

SYLLABLES = (
    "Diên Vĩnh Ninh Cam Khánh Suối Phước Hòa Xuân Thạnh Long Bình An Phú Tân Đại Lộc Sơn Hải "
    "Trung Đông Tây Nam Bắc Thượng Hạ Thành Mỹ Lương Quảng Điền Lâm Ngọc Hiệp Tiến Thọ Phong "
    "Giang Hà Vân Kim Bảo Lạc Nhơn Trường"
).split()
FIELDS = (
    "Hộ tịch|Chứng thực|Đất đai|Thi đua, khen thưởng|Bảo trợ xã hội|Người có công|Trẻ em|"
    "Giáo dục và Đào tạo|Lâm nghiệp|Trồng trọt|Chăn nuôi|Thú y|Thủy sản|Thủy lợi|Phòng, chống "
    "thiên tai|Môi trường|Tài nguyên nước|Quy hoạch|Nhà ở|Hoạt động xây dựng|Đường bộ|Đường thủy "
    "nội địa|Thể dục thể thao|Văn hóa cơ sở|Thư viện|Gia đình|Tín ngưỡng, tôn giáo|Tổ chức phi "
    "chính phủ|Lao động, tiền lương|Việc làm|An toàn thực phẩm|Dược phẩm|Khám bệnh, chữa bệnh|"
    "Giám định y khoa|Đăng ký hộ kinh doanh|Hợp tác xã|Quản lý giá|Lưu thông hàng hóa trong nước|"
    "Điện|Khí|Hóa chất|Hòa giải ở cơ sở|Nuôi con nuôi|Bồi thường nhà nước|Phổ biến, giáo dục "
    "pháp luật|Tiếp công dân|Xử lý đơn thư|Giải quyết khiếu nại|Giải quyết tố cáo|Phòng, chống "
    "tham nhũng"
).split("|")
PERIOD = ("Kỳ báo cáo: Quý III/2025", "(từ 15/6/2025 đến 14/9/2025)")
FORM = "Biểu số II.06a/VPCP/KSTT"
SYMBOLS = ("QĐ-UBND", "KH-UBND", "UBND-KSTT", "TB-UBND", "CT-UBND")
WORDS = {
    "QĐ": "Quyết định",
    "KH": "Kế hoạch",
    "UBND": "Công văn",
    "TB": "Thông báo",
    "CT": "Chỉ thị",
}
BROKEN = 50  # one in so many
COPIED = 100  # one in so many is there twice

Values = dict[tuple[str, int], Decimal]  # (field, column) → number


@dataclass(frozen=True)
class Truth:
    """What one report says: its file's path below the folder, and its content.

    `broken`: the file cannot be read, or not wholly. `path` of a member: `archive.zip!/name`.
    """

    path: str
    agency: str
    values: Values
    citations: frozenset[str]
    broken: bool = False
    has_prose: bool = True


@dataclass
class Quarter:
    """All that was written: reports, further names of the same bytes, containers."""

    reports: list[Truth] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    containers: list[str] = field(default_factory=list)

    @property
    def documents(self) -> int:
        """Return how many documents a store must hold."""
        return len(self.reports) + len(self.containers)


Writer = Callable[[SampleReport, Path], None]
WRITERS: tuple[tuple[str, Writer], ...] = (
    (".docx", write_docx),
    (".pdf", write_pdf),
    (".docx", write_docx),
    (".pdf", write_pdf),
    (".xlsx", write_xlsx),
    (".txt", write_text),
)


def made_up(number: int, seed: int, pages: int = 4) -> tuple[SampleReport, Values, frozenset[str]]:
    """Return a report of about so many pages, its form's numbers, the keys of what it cites."""
    chance = random.Random(f"{seed}/{number}")
    place = f"{SYLLABLES[number // len(SYLLABLES) % len(SYLLABLES)]} "
    place += SYLLABLES[number % len(SYLLABLES)]
    own, day = 100 + number % 900, date(2025, 9, 15) + timedelta(days=number % 5)
    forms, values = _forms(chance, pages, own, place, day)
    body, citations = _body(chance, place, pages, values)
    report = SampleReport(
        parent="UBND TỈNH KHÁNH HÒA",
        agency=f"UBND XÃ {place.upper()}",
        number=f"Số: {own}/BC-UBND",
        place_date=f"{place}, ngày {day.day} tháng {day.month} năm {day.year}",
        kind="BÁO CÁO",
        title="Công tác kiểm soát thủ tục hành chính, triển khai cơ chế một cửa, một cửa liên "
        "thông Quý III năm 2025",
        recipient="Kính gửi: Văn phòng UBND tỉnh Khánh Hòa",
        body=body,
        receivers=("- Như trên;", "- Lưu: VT."),
        signer_title="CHỦ TỊCH",
        signer_name="Nguyễn Văn An",
        forms=forms,
    )
    return report, values, citations


def _forms(
    chance: random.Random, pages: int, own: int, place: str, day: date
) -> tuple[tuple[FormTable, ...], Values]:
    values: Values = {}
    attached = (
        f"(kèm theo Báo cáo số {own}/BC-UBND ngày {day.day}/{day.month}/{day.year} của UBND xã "
        f"{place})"
    )
    fields = chance.sample(FIELDS, min(len(FIELDS), max(3, 9 * pages // 2)))
    rows, totals = [], [0] * 11
    for place_in, name in enumerate(fields, 1):
        online, direct, before = (
            chance.randint(0, 2000),
            chance.randint(0, 900),
            chance.randint(0, 60),
        )
        received = online + direct + before
        pending = chance.randint(0, min(90, received))
        late = chance.randint(0, pending // 4)
        resolved = received - pending
        early = chance.randint(0, resolved)
        overdue = chance.randint(0, (resolved - early) // 20)
        line = [received, online, direct, before, resolved, early, resolved - early - overdue]
        line += [overdue, pending, pending - late, late]
        totals = [a + b for a, b in zip(totals, line, strict=True)]
        rows.append((str(place_in), name, *map(str, line)))
        values |= {(name, col): Decimal(value) for col, value in enumerate(line, 3)}
    rows.append(("", "Tổng cộng", *map(str, totals)))
    values |= {("Tổng cộng", col): Decimal(value) for col, value in enumerate(totals, 3)}
    return (form_06a(FORM, PERIOD, attached, tuple(rows)),), values


def _body(
    chance: random.Random, place: str, pages: int, values: Values
) -> tuple[tuple[str, ...], frozenset[str]]:
    citations: set[str] = set()

    def cited() -> str:
        # One number, one date: a province's own documents, cited by many.
        number = chance.randint(1, 1500)
        symbol = SYMBOLS[number % len(SYMBOLS)]
        day = date(2025, 1, 2) + timedelta(days=number * 230 // 1500)
        citations.add(f"{number}/{symbol}/2025")
        word = WORDS[symbol.split("-")[0]]
        return f"{word} số {number}/{symbol} ngày {day.day:02}/{day.month:02}/2025 của UBND tỉnh"

    received, resolved = values["Tổng cộng", 3], values["Tổng cộng", 7]
    body = [
        f"Thực hiện {cited()}, UBND xã {place} báo cáo kết quả Quý III năm 2025 như sau:",
        "I. KẾT QUẢ THỰC HIỆN",
        "1. Giải quyết thủ tục hành chính",
        f"- Tổng số hồ sơ tiếp nhận trong kỳ là {received} hồ sơ; đã giải quyết {resolved} hồ sơ; "
        f"đang giải quyết {received - resolved} hồ sơ.",
        "(Chi tiết theo biểu số II.06a/VPCP/KSTT)",
        "2. Chỉ đạo, điều hành",
    ]
    for _ in range(4 * pages):
        body.append(
            f"- UBND xã đã triển khai {cited()} về chấn chỉnh kỷ luật, kỷ cương hành chính, nâng "
            f"cao chất lượng phục vụ người dân và doanh nghiệp; {cited()} về việc rà soát, đơn "
            "giản hóa thủ tục hành chính; công khai đầy đủ, kịp thời các thủ tục hành chính thuộc "
            "thẩm quyền giải quyết tại Trung tâm Phục vụ hành chính công và trên Cổng Dịch vụ "
            "công; phân công cán bộ hướng dẫn người dân nộp hồ sơ trực tuyến tại nhà."
        )
    body += ["II. PHƯƠNG HƯỚNG, NHIỆM VỤ", f"- Tiếp tục thực hiện {cited()}."]
    return tuple(body), frozenset(citations)


def write_quarter(folder: Path, reports: int, seed: int = 1, pages: int = 4) -> Quarter:
    """Write a quarter's files below the folder and return what is in them.

    Args:
        folder: an empty folder, made when missing.
        reports: how many reports; archives and copies come on top.
        seed: the same seed gives the same content.
        pages: about how many pages a report has.
    """
    quarter = Quarter()
    number = 0
    while number < reports:
        # People send reports singly; now and then several at once.
        together = {7: 3, 31: 2}.get(number % 50, 1)
        if together > 1 and number + together <= reports:
            kind = ".zip" if together == 3 else ".eml"
            numbers = range(number, number + together)
            truths = _container(folder, kind, numbers, seed, pages, quarter)
        else:
            together = 1
            home = folder / f"dot-{number // 200 + 1:02}"
            home.mkdir(parents=True, exist_ok=True)
            truths = [_file(home, home.name, number, seed, pages, quarter, folder)]
        quarter.reports += truths
        number += together
    return quarter


def _container(
    folder: Path, kind: str, numbers: range, seed: int, pages: int, quarter: Quarter
) -> list[Truth]:
    home = folder / "thu-den"
    home.mkdir(parents=True, exist_ok=True)
    name = f"thu-den/cong-van-{numbers[0]:05}{kind}"
    spool = folder / ".spool"
    spool.mkdir(exist_ok=True)
    truths = [_file(spool, f"{name}!", n, seed, pages, None, folder) for n in numbers]
    files = [spool / truth.path.rpartition("/")[2] for truth in truths]
    if kind == ".zip":
        with zipfile.ZipFile(folder / name, "w") as archive:
            for file in files:
                archive.writestr(zipfile.ZipInfo(file.name), file.read_bytes())
    else:
        mail = EmailMessage(policy=SMTP)
        mail["Subject"], mail["From"], mail["To"] = "Gửi báo cáo", "a@example.vn", "b@example.vn"
        mail.set_content("Kính gửi báo cáo.")
        for file in files:
            mail.add_attachment(
                file.read_bytes(),
                maintype="application",
                subtype="octet-stream",
                filename=file.name,
            )
        (folder / name).write_bytes(mail.as_bytes())
    for file in files:
        file.unlink()
    spool.rmdir()
    quarter.containers.append(name)
    return truths


def _file(
    home: Path,
    shown: str,
    number: int,
    seed: int,
    pages: int,
    quarter: Quarter | None,
    folder: Path,
) -> Truth:
    suffix, write = WRITERS[number % len(WRITERS)]
    report, values, citations = made_up(number, seed, pages)
    path = home / f"bao-cao-{number:05}{suffix}"
    write(report, path)
    broken = quarter is not None and number % BROKEN == 3
    if broken:
        path.write_bytes(_spoiled(path.read_bytes(), number))
    elif quarter is not None and number % COPIED == 11:
        again = folder / "gui-lai" / f"ban-sao-{path.name}"
        again.parent.mkdir(exist_ok=True)
        again.write_bytes(path.read_bytes())
        quarter.copies.append(f"gui-lai/{again.name}")
    prose = suffix != ".xlsx"
    cited = citations if prose else frozenset()
    return Truth(f"{shown}/{path.name}", report.agency, values, cited, broken, prose)


def _spoiled(data: bytes, number: int) -> bytes:
    """Return a file as accidents leave it; no two are the same."""
    mark = f"\n{number}".encode()
    kinds: tuple[Callable[[], bytes], ...] = (
        lambda: data[: len(data) // 3] + mark if data[:2] == b"PK" else b"%PDF-1.7\n" + mark,
        lambda: b"PK\x03\x04" + random.Random(number).randbytes(3000),
        lambda: b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<<" + mark,
        lambda: b"\x00" * 2000 + mark,
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(number).randbytes(900),
    )
    return kinds[number // BROKEN % len(kinds)]()


def listed(quarter: Quarter) -> Iterator[str]:
    """Yield a line for each thing written."""
    yield f"{len(quarter.reports)} reports, {len(quarter.containers)} archives and mails, "
    yield f"{len(quarter.copies)} copies, {sum(t.broken for t in quarter.reports)} broken"


def main() -> None:
    """Write a quarter into a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=4)
    words = parser.parse_args()
    quarter = write_quarter(words.folder, words.reports, words.seed, words.pages)
    print("".join(listed(quarter)))


if __name__ == "__main__":
    main()
