"""Captions: what stands above a table and tells what it is."""

import pytest

from extract.document import Block, BlockKind, Caption, Place, Style, TextSpan
from extract.tables import stitch
from tests.grids import document, table, tables_of

TABLE = table("TT|Tên|Số\n1|a|2")


def caption(*before: str | Block) -> Caption:
    return tables_of(stitch(document(*before, TABLE)))[-1].caption


def test_a_whole_caption() -> None:
    found = caption(
        "Vĩnh Thông",
        "Biểu số II.06a/VPCP/KSTT",
        "**TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC\nTRỰC TIẾP GIẢI QUYẾT TTHC**",
        "Kỳ báo cáo: Quý III/2023",
        "(từ 15/6/2023 đến 14/9/2023)",
        "(kèm theo Báo cáo số 12/BC-SNV ngày 14/9/2023 của Sở Nội vụ)",
        "Đơn vị tính: Số hồ sơ TTHC",
    )
    assert found == Caption(
        form_text="Biểu số II.06a/VPCP/KSTT",
        title="TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TRỰC TIẾP GIẢI QUYẾT TTHC",
        period_text="Kỳ báo cáo: Quý III/2023 (từ 15/6/2023 đến 14/9/2023)",
        unit_text="Số hồ sơ TTHC",
        attached_text="(kèm theo Báo cáo số 12/BC-SNV ngày 14/9/2023 của Sở Nội vụ)",
        blocks=(1, 2, 3, 4, 5, 6),
    )


@pytest.mark.parametrize(
    "line",
    [
        "Biểu số II.06a/VPCP/KSTT",
        "Biểu mẫu số II.07b",
        "Biểu số 06/VPCP/KSTT",
        "Biểu số 06 /VPCP/KSTT",
        "Mẫu số 02a",
        "Biểu II.08/VPCP/KSTT",
        "II.08/VPCP/KSTT",
    ],
)
def test_form_code_lines(line: str) -> None:
    assert caption(line, "TÌNH HÌNH TRIỂN KHAI").form_text == line


@pytest.mark.parametrize(
    "line",
    [
        "(Chi tiết theo biểu số II.03b/VPCP/KSTT)",
        "Số liệu theo Biểu mẫu số II.07b như sau:",
        "Mẫu số liệu của Sở",
    ],
)
def test_prose_is_no_form_code_line(line: str) -> None:
    assert caption(line) == Caption()


@pytest.mark.parametrize(
    ("text", "annex", "title"),
    [
        ("Phụ lục 2\nDANH MỤC THỦ TỤC", "Phụ lục 2", "DANH MỤC THỦ TỤC"),
        ("Phụ lục II", "Phụ lục II", None),
        ("PHỤ LỤC SỐ 03", "Phụ lục 03", None),
        (
            "Phụ lục 1**DANH MỤC THỦ TỤC***(Ban hành kèm theo Báo cáo năm 2023)*",
            "Phụ lục 1",
            "DANH MỤC THỦ TỤC",
        ),
    ],
)
def test_annexes(text: str, annex: str, title: str | None) -> None:
    found = caption("Nơi nhận: như trên", text)
    assert (found.annex, found.title) == (annex, title)


def test_a_sentence_about_an_annex_is_no_caption() -> None:
    assert caption("Phụ lục 2 nêu các nhiệm vụ đã hoàn thành trong năm.") == Caption()


def test_the_second_part_inherits_the_form() -> None:
    doc = stitch(
        document(
            "Biểu số II.07b/VPCP/KSTT",
            "TỔNG HỢP SỐ LƯỢNG THỦ TỤC HÀNH CHÍNH",
            "Kỳ báo cáo: Năm 2023",
            "I. SỐ LƯỢNG TTHC TRIỂN KHAI",
            table("TT|Tên|Số\n1|a|2"),
            "II. KẾT QUẢ THỰC HIỆN",
            table("TT|Tên|Tỷ lệ\n1|a|50%"),
        )
    )
    first, second = (t.caption for t in tables_of(doc))
    assert (first.part, second.part) == ("I", "II")
    assert second.form_text == "Biểu số II.07b/VPCP/KSTT"
    assert second.title == first.title
    assert second.period_text == "Kỳ báo cáo: Năm 2023"


def test_a_part_with_its_own_form_inherits_nothing() -> None:
    doc = stitch(
        document(
            "Biểu số II.07b/VPCP/KSTT",
            "I. SỐ LƯỢNG TTHC",
            table("TT|Tên|Số\n1|a|2"),
            "Biểu số II.08/VPCP/KSTT",
            "TÌNH HÌNH TRIỂN KHAI",
            table("TT|Tên|Tỷ lệ\n1|a|50%"),
        )
    )
    assert tables_of(doc)[1].caption.form_text == "Biểu số II.08/VPCP/KSTT"
    assert tables_of(doc)[1].caption.part is None


@pytest.mark.parametrize("line", ["GIÁM ĐỐC", "KT. GIÁM ĐỐC", "TM. ỦY BAN NHÂN DÂN", "Vĩnh Thông"])
def test_a_signature_is_no_title(line: str) -> None:
    assert caption(line).title is None


def test_a_centered_bold_line_is_a_title() -> None:
    style = Style(bold=True, centered=True)
    found = caption(Block(0, BlockKind.PARAGRAPH, "Kết quả công bố thủ tục", style=style))
    assert found.title == "Kết quả công bố thủ tục"


def test_title_rows_of_a_sheet_are_its_caption() -> None:
    text = (
        "||Biểu số II.08/VPCP/KSTT\nTÌNH HÌNH TRIỂN KHAI||\nKỳ báo cáo: Năm 2023||\n"
        "||Đơn vị tính: TTHC\nTT|Tên|Số\n1|a|2"
    )
    [given] = tables_of(stitch(document(table(text))))
    assert given.header_rows == 5
    assert given.caption == Caption(
        form_text="Biểu số II.08/VPCP/KSTT",
        title="TÌNH HÌNH TRIỂN KHAI",
        period_text="Kỳ báo cáo: Năm 2023",
        unit_text="TTHC",
        blocks=(0,),
    )


def test_furniture_between_is_passed_over() -> None:
    found = caption("Biểu số II.08/VPCP/KSTT", Block(0, BlockKind.HEADER, "7"), "TÌNH HÌNH CHUNG")
    assert (found.form_text, found.title) == ("Biểu số II.08/VPCP/KSTT", "TÌNH HÌNH CHUNG")


def test_a_footnote_at_the_end_of_a_page_is_no_caption() -> None:
    def line(text: str, page: int, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
        return Block(0, kind, text, spans=(TextSpan(0, len(text), Place(page)),))

    found = caption(
        line("Biểu số II.06a/VPCP/KSTT", 1),
        line("TÌNH HÌNH GIẢI QUYẾT TTHC", 1),
        line("2 Báo cáo số 143/BC-SXD ngày 19/02/2018 của Sở Xây dựng.", 1),
        line("3", 2, BlockKind.HEADER),
        line("Đơn vị tính: Số hồ sơ TTHC", 2),
    )
    assert (found.form_text, found.unit_text) == ("Biểu số II.06a/VPCP/KSTT", "Số hồ sơ TTHC")
