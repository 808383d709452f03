"""A letterhead says the same however a reader lays out its two columns."""

from typing import Any

import pytest

from extract.document import (
    Block,
    BlockKind,
    Box,
    Caption,
    Cell,
    Document,
    Place,
    Stamp,
    Table,
    TextSpan,
)
from extract.letterhead import RawLetterhead, find_letterhead


def document(*texts: str, media_type: str = "text", **changes: Any) -> Document:
    blocks = tuple(Block(i, BlockKind.PARAGRAPH, text) for i, text in enumerate(texts))
    return Document(media_type, blocks, **changes)


def table_document(rows: list[list[str]], *texts: str, media_type: str = "docx") -> Document:
    cells = tuple(Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    table = Table(len(rows), max(map(len, rows)), cells)
    first = Block(0, BlockKind.TABLE, table.layout()[0], table=table)
    rest = (Block(i + 1, BlockKind.PARAGRAPH, text) for i, text in enumerate(texts))
    return Document(media_type, (first, *rest))


def identity(found: RawLetterhead) -> tuple[Any, ...]:
    return (
        found.organs,
        found.number,
        found.symbol,
        found.place,
        (found.day, found.month, found.year),
        found.kind_word,
    )


NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
BODY = ("BÁO CÁO", "Kết quả công tác quý III năm 2024", "Kính gửi: UBND tỉnh Long An.")
EXPECTED = (
    ("UBND TỈNH LONG AN", "SỞ Y TẾ"),
    "812",
    "BC-SYT",
    "Long An",
    ("18", "9", "2024"),
    "BÁO CÁO",
)
LAYOUTS = {
    "left-block-then-right-block": document(
        "UBND TỈNH LONG AN\nSỞ Y TẾ\nSố: 812/BC-SYT",
        f"{NATION}\n{MOTTO}\nLong An, ngày 18 tháng 9 năm 2024",
        *BODY,
    ),
    "right-block-first": document(
        f"{NATION}\n{MOTTO}\nLong An, ngày 18 tháng 9 năm 2024",
        "UBND TỈNH LONG AN\nSỞ Y TẾ\nSố: 812/BC-SYT",
        *BODY,
    ),
    "tabs": document(
        f"UBND TỈNH LONG AN\t{NATION}",
        f"SỞ Y TẾ\t{MOTTO}",
        "Số: 812/BC-SYT\tLong An, ngày 18 tháng 9 năm 2024",
        *BODY,
    ),
    "single-blanks": document(
        f"UBND TỈNH LONG AN {NATION}\nSỞ Y TẾ {MOTTO}",
        "Số: 812/BC-SYT Long An, ngày 18 tháng 9 năm 2024",
        *BODY,
    ),
    "wide-gaps": document(
        f"UBND TỈNH LONG AN          {NATION}\n     SỞ Y TẾ               {MOTTO}\n"
        "Số: 812/BC-SYT          Long An, ngày 18 tháng 9 năm 2024",
        *BODY,
    ),
    "line-by-line": document(
        "UBND TỈNH LONG AN",
        "SỞ Y TẾ",
        NATION,
        MOTTO,
        "Số: 812/BC-SYT",
        "Long An, ngày 18 tháng 9 năm 2024",
        *BODY,
    ),
    "table": table_document(
        [
            ["UBND TỈNH LONG AN\nSỞ Y TẾ", f"{NATION}\n{MOTTO}"],
            ["Số: 812/BC-SYT", "Long An, ngày 18 tháng 9 năm 2024"],
        ],
        *BODY,
    ),
    "markdown": document(
        "**UBND TỈNH LONG AN**",
        "**SỞ Y TẾ**",
        f"**{NATION}**",
        f"**{MOTTO}**",
        "Số: 812/BC-SYT",
        "*Long An, ngày 18 tháng 9 năm 2024*",
        "# BÁO CÁO",
        *BODY[1:],
    ),
    "scanned": document(
        "UBND TỈNH LONG AN CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ Y TẾ Độc lập — Tự do — Hạnh phúc",
        "S0: 812/BC-SYT Long An, ngày 18 tháng 9 năm 2024",
        *BODY,
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_reads_alike(name: str) -> None:
    assert identity(find_letterhead(LAYOUTS[name])) == EXPECTED


HEADS = {
    "body-over-two-lines": (
        ["ỦY BAN NHÂN DÂN\nTỈNH HẬU GIANG", NATION, "Số: 30/QĐ-UBND", "QUYẾT ĐỊNH"],
        ("ỦY BAN NHÂN DÂN TỈNH HẬU GIANG",),
    ),
    "body-parted-by-the-right-column": (
        [f"UỶ BAN NHÂN DÂN {NATION}\nTỈNH ĐẮK LẮK {MOTTO}", "Số: 30/QĐ-UBND", "QUYẾT ĐỊNH"],
        ("UỶ BAN NHÂN DÂN TỈNH ĐẮK LẮK",),
    ),
    "four-lines": (
        [
            "UBND TỈNH SÓC TRĂNG\nSỞ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI",
            NATION,
            "Số: 5/BC-SLĐTBXH",
            "BÁO CÁO",
        ],
        ("UBND TỈNH SÓC TRĂNG", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"),
    ),
    "public-service-centre": (
        [
            "UBND THÀNH PHỐ HÀ NỘI\nTRUNG TÂM PHỤC VỤ\nHÀNH CHÍNH CÔNG",
            NATION,
            "Số: 1811/QĐ-TTPVHCC",
            "QUYẾT ĐỊNH",
        ],
        ("UBND THÀNH PHỐ HÀ NỘI", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"),
    ),
    "office-of-a-committee": (
        ["VĂN PHÒNG\nỦY BAN NHÂN DÂN\nTỈNH CAO BẰNG", NATION, "Số: 9/BC-VP", "BÁO CÁO"],
        ("VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH CAO BẰNG",),
    ),
    "ministry": (["BỘ TƯ PHÁP", "Số: 86/QĐ-BTP", NATION, "QUYẾT ĐỊNH"], ("BỘ TƯ PHÁP",)),
    "commune": (
        ["UBND TỈNH LÀO CAI\nUBND XÃ TẢ VAN", NATION, "Số: 7/BC-UBND", "BÁO CÁO"],
        ("UBND TỈNH LÀO CAI", "UBND XÃ TẢ VAN"),
    ),
    "party": (
        ["TỈNH ỦY SƠN LA\n*\nSố 12-BC/TU", "ĐẢNG CỘNG SẢN VIỆT NAM", "BÁO CÁO"],
        ("TỈNH ỦY SƠN LA",),
    ),
    "secret-and-urgent": (
        ["UBND TỈNH LÀO CAI\nSỞ NỘI VỤ", "HỎA TỐC", NATION, "Số: 7/BC-SNV", "BÁO CÁO"],
        ("UBND TỈNH LÀO CAI", "SỞ NỘI VỤ"),
    ),
    "town-that-looks-like-a-body": (
        ["UBND TỈNH QUẢNG NAM\nUBND THÀNH PHỐ\nHỘI AN", NATION, "Số: 7/BC-UBND", "BÁO CÁO"],
        ("UBND TỈNH QUẢNG NAM", "UBND THÀNH PHỐ HỘI AN"),
    ),
    "zone-that-looks-like-an-office": (
        ["BAN QUẢN LÝ KHU KINH TẾ\nVÂN PHONG", NATION, "Số: 7/BC-KKTVP", "BÁO CÁO"],
        ("BAN QUẢN LÝ KHU KINH TẾ VÂN PHONG",),
    ),
    "label": (["Đơn vị: Sở Xây dựng", "BÁO CÁO", "Quý II/2024"], ("Sở Xây dựng",)),
    "unit-of-measure": (["Đơn vị tính: hồ sơ", "BÁO CÁO", "Quý II/2024"], ()),
    "unknown-body": (
        ["VƯỜN QUỐC GIA PHONG NHA", "Số: 7/BC-VQG", NATION, "BÁO CÁO"],
        ("VƯỜN QUỐC GIA PHONG NHA",),
    ),
    "both-on-one-line": (
        ["UBND TỈNH LONG AN SỞ Y TẾ", "Số: 7/BC-SYT", NATION, "BÁO CÁO"],
        ("UBND TỈNH LONG AN", "SỞ Y TẾ"),
    ),
    "gazette": (
        ["CÔNG BÁO/Số 312/Ngày 07-06-2026 37", "CHÍNH PHỦ\n_____\nSố: 182/2026/NĐ-CP", NATION],
        ("CHÍNH PHỦ",),
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_bodies_over_several_lines(name: str) -> None:
    texts, organs = HEADS[name]
    assert find_letterhead(document(*texts)).organs == organs


NUMBERS = {
    "blank": ("Số:      /BC-STC", (None, "BC-STC")),
    "dotted-blank": ("Số: ……/BC-STC", (None, "BC-STC")),
    "spaces": ("Số: 59    /QĐ - SCT", ("59", "QĐ-SCT")),
    "official-letter": ("Số: 30/STC-VP", ("30", "STC-VP")),
    "ampersand": ("Số: 2231/SNV-CCHC&PC", ("2231", "SNV-CCHC&PC")),
    "normative": ("Số: 182/2026/NĐ-CP", ("182", "NĐ-CP")),
    "dotted-number": ("Số: 66.7/2025/NQ-CP", ("66.7", "NQ-CP")),
    "party": ("Số 12-QĐ/TU", ("12", "QĐ/TU")),
    "slash-lost-in-a-scan": ("Số: 812 BC-SYT", ("812", "BC-SYT")),
    "an-address": ("Số: 12 Lê Lợi - Huế", (None, None)),
    "case-kept": ("Số: 284/TTr-STP", ("284", "TTr-STP")),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_number_lines(name: str) -> None:
    line, expected = NUMBERS[name]
    found = find_letterhead(document("BỘ TƯ PHÁP", line, NATION, "BÁO CÁO", "Kết quả"))
    assert (found.number, found.symbol) == expected


DATES = {
    "blank-day": ("Khánh Hòa, ngày     tháng 12 năm 2023", ("Khánh Hòa", None, "12", "2023")),
    "all-blank": ("Sơn La, ngày     tháng     năm", ("Sơn La", None, None, None)),
    "dots": ("Hà Nội, ngày … tháng … năm 2025", ("Hà Nội", None, None, "2025")),
    "torn-figures": ("Hà Nội, ngày 1 8 tháng 0 2 năm 2025", ("Hà Nội", "18", "02", "2025")),
    "tp": ("TP. Hồ Chí Minh, ngày 3 tháng 7 năm 2025", ("TP. Hồ Chí Minh", "3", "7", "2025")),
    "city": (
        "Thành phố Hồ Chí Minh, ngày 3 tháng 7 năm 2025",
        ("Thành phố Hồ Chí Minh", "3", "7", "2025"),
    ),
    "no-place": ("ngày 18 tháng 02 năm 2025", (None, "18", "02", "2025")),
    "look-alikes": ("Huế, ngày l8 tháng I0 năm 2025", ("Huế", "18", "10", "2025")),
    "glued": ("Huế, ngày18tháng02năm2025", ("Huế", "18", "02", "2025")),
}


@pytest.mark.parametrize("name", DATES)
def test_date_lines(name: str) -> None:
    line, expected = DATES[name]
    found = find_letterhead(document("BỘ TƯ PHÁP", "Số: 1/BC-BTP", NATION, line, "BÁO CÁO"))
    assert (found.place, found.day, found.month, found.year) == expected


def test_the_number_of_an_incoming_stamp_is_not_the_own() -> None:
    found = find_letterhead(
        document("SỞ Y TẾ", "ĐẾN Số: 4471\nNgày: 20/9/2024", "Số:     /BC-SYT", NATION, "BÁO CÁO")
    )
    assert (found.number, found.symbol) == (None, "BC-SYT")


def test_a_report_without_letterhead_takes_nothing_from_its_first_citation() -> None:
    found = find_letterhead(
        document(
            "BÁO CÁO",
            "Công tác năm 2023",
            "Kính gửi: Văn phòng UBND tỉnh Hà Nam",
            "Thực hiện Quyết định số 94/QĐ-UBND ngày 11/01/2023 của UBND tỉnh Hà Nam;",
            "Sở Nội vụ báo cáo kết quả như sau:",
        )
    )
    assert identity(found) == ((), None, None, None, (None, None, None), "BÁO CÁO")
    assert (found.has_head, found.body_organs) == (False, ("Sở Nội vụ",))


def test_an_annex_has_no_letterhead_of_its_own() -> None:
    found = find_letterhead(
        document(
            "Phụ lục II",
            "DANH MỤC THỦ TỤC HÀNH CHÍNH CỦA SỞ TƯ PHÁP",
            "(Kèm theo Quyết định số      /QĐ-UBND ngày     tháng 02 năm 2025",
            "của Chủ tịch Ủy ban nhân dân tỉnh Nam Định)",
            "QUYẾT ĐỊNH",
        )
    )
    assert found.is_attached
    assert identity(found) == ((), None, None, None, (None, None, None), None)
    assert [h.organ for h in found.headings] == ["Chủ tịch Ủy ban nhân dân tỉnh Nam Định"]


def test_a_signing_stamp_on_an_annex_is_no_letterhead() -> None:
    found = find_letterhead(
        document(
            "Số: 250/QĐ-UBND",
            "Thời gian ký: 2025-02-19T16:21:30+07:00",
            "QUY TRÌNH NỘI BỘ GIẢI QUYẾT THỦ TỤC",
            "(Kèm theo Quyết định số: /QĐ-UBND ngày /02/2025 của UBND tỉnh Cà Mau)",
        )
    )
    assert (found.is_attached, found.number) == (True, None)


def test_an_enclosed_report_does_not_make_an_official_letter_a_report() -> None:
    found = find_letterhead(
        document(
            "SỞ Y TẾ\nSố: 30/SYT-VP\nV/v gửi báo cáo quý I/2024",
            NATION,
            "Kính gửi: UBND tỉnh",
            "Sở Y tế gửi kèm báo cáo.",
            "BÁO CÁO",
        )
    )
    assert (found.kind_word, found.symbol) == (None, "SYT-VP")


def test_a_workbook_bears_its_bodies_on_top() -> None:
    rows = [
        ["UBND TỈNH KHÁNH HÒA - SỞ CÔNG THƯƠNG"],
        ["Biểu số II.06a/VPCP/KSTT"],
        ["(kèm theo Báo cáo số 512/BC-SCT ngày 18/3/2024 của Sở Công Thương)"],
    ]
    found = find_letterhead(table_document(rows, media_type="xlsx"))
    assert (found.is_attached, found.organs) == (True, ("UBND TỈNH KHÁNH HÒA", "SỞ CÔNG THƯƠNG"))
    assert (found.headings[0].number, found.headings[0].day) == ("512", "18")


def test_a_caption_that_the_reader_took_off_the_sheet_still_speaks() -> None:
    caption = Caption(
        period_text="Quý I/2024 (từ 15/12/2023 đến 14/3/2024)",
        attached_text="(kèm theo Báo cáo số 512/BC-SCT ngày 18/3/2024 của Sở Công Thương)",
    )
    table = Table(1, 1, (Cell(0, 0, "STT"),), caption=caption, sheet="II.06a")
    found = find_letterhead(Document("xlsx", (Block(0, BlockKind.TABLE, "STT", table=table),)))
    assert (found.is_attached, [h.number for h in found.headings]) == (True, ["512"])
    assert found.period_lines[-1].text == "Quý I/2024 (từ 15/12/2023 đến 14/3/2024)"


def stamped(*blocks: tuple[str, Box], stamps: tuple[tuple[str, Box], ...]) -> Document:
    made = tuple(
        Block(i, BlockKind.PARAGRAPH, text, (TextSpan(0, len(text), Place(1, box)),))
        for i, (text, box) in enumerate(blocks)
    )
    return Document("pdf", made, stamps=tuple(Stamp(1, box, text) for text, box in stamps))


LEFT, RIGHT = Box(100, 105, 225, 119), Box(290, 105, 510, 119)
TOP = (("UBND TỈNH SƠN LA", Box(100, 50, 225, 64)), (NATION, Box(260, 50, 540, 64)))


def test_stamps_fill_the_gaps_of_their_row() -> None:
    found = find_letterhead(
        stamped(
            *TOP,
            ("Số: /QĐ-UBND", LEFT),
            ("Sơn La, ngày tháng năm", RIGHT),
            ("QUYẾT ĐỊNH", Box(260, 150, 340, 160)),
            stamps=(
                ("02", Box(430, 104, 442, 116)),
                ("301", Box(132, 103, 155, 117)),
                ("17", Box(375, 104, 388, 116)),
                ("2025", Box(475, 104, 500, 116)),
                ("4471", Box(300, 20, 330, 32)),  # the number of the incoming stamp
            ),
        )
    )
    assert (found.number, found.day, found.month, found.year) == ("301", "17", "02", "2025")


def test_stamps_fill_a_row_that_the_reader_joined() -> None:
    row = Box(100, 105, 510, 119)
    found = find_letterhead(
        stamped(
            *TOP,
            ("Số: /QĐ-UBND Sơn La, ngày tháng 02 năm 2025", row),
            ("QUYẾT ĐỊNH", Box(260, 150, 340, 160)),
            stamps=(("301", Box(132, 103, 155, 117)), ("17", Box(375, 104, 388, 116))),
        )
    )
    assert (found.number, found.day, found.month) == ("301", "17", "02")


def test_more_stamps_than_gaps_fill_nothing() -> None:
    found = find_letterhead(
        stamped(
            *TOP,
            ("Số: /QĐ-UBND", LEFT),
            ("QUYẾT ĐỊNH", Box(260, 150, 340, 160)),
            stamps=(("301", Box(132, 103, 155, 117)), ("88", Box(190, 103, 200, 117))),
        )
    )
    assert found.number is None


def test_the_day_at_a_sentences_end_is_no_own_date() -> None:
    alone = document("Theo Kế hoạch số 12/KH-STC.", "Đoàn kiểm tra làm việc tại Sở ngày 1/12/2022")
    signed = document("Hà Nội, ngày 1 tháng 12 năm 2022", "Kính gửi: Sở Tài chính")
    assert find_letterhead(alone).year is None
    assert find_letterhead(signed).year == "2022"
