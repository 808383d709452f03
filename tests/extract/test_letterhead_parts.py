"""Titles, recipients, announced attachments, headings of annexes and printed periods."""

import pytest

from extract.attachments import find_all_headings, find_announced, find_headings
from extract.document import Block, BlockKind, Cell, Document, Table
from extract.layout import arrange
from extract.letterhead import find_letterhead
from extract.options import ReadOptions
from extract.period_lines import find_period_lines, is_opening
from extract.pieces import split_block
from extract.reading import read_document

TITLES = {
    "one-block": (["Công tác năm 2023"], "Công tác năm 2023"),
    "wrapped-in-one-block": (
        ["Công tác kiểm soát thủ tục\nhành chính năm 2023"],
        "Công tác kiểm soát thủ tục hành chính năm 2023",
    ),
    "wrapped-over-blocks": (
        ["Về việc công bố Danh mục thuộc thẩm quyền của", "Sở Y tế trên địa bàn tỉnh"],
        "Về việc công bố Danh mục thuộc thẩm quyền của Sở Y tế trên địa bàn tỉnh",
    ),
    "capitals": (["KẾT QUẢ CÔNG TÁC", "QUÝ III NĂM 2024"], "KẾT QUẢ CÔNG TÁC QUÝ III NĂM 2024"),
    "rule-below": (["Công tác năm 2023", "_______"], "Công tác năm 2023"),
    "bracket": (["Danh mục mới", "(Lĩnh vực: cư trú)"], "Danh mục mới (Lĩnh vực: cư trú)"),
    "chief-below": (["Về việc công bố", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"], "Về việc công bố"),
    "legal-basis-below": (["Về việc công bố", "Căn cứ Luật số 1"], "Về việc công bố"),
    "body-below": (["Công tác năm 2023", "Sở Y tế báo cáo kết quả:"], "Công tác năm 2023"),
    "section-below": (["Công tác năm 2023", "I. KẾT QUẢ"], "Công tác năm 2023"),
}


@pytest.mark.parametrize("name", TITLES)
def test_titles_end_where_the_body_begins(name: str) -> None:
    texts, expected = TITLES[name]
    blocks = ["SỞ Y TẾ", "Số: 1/BC-SYT", "BÁO CÁO", *texts, "Kính gửi: UBND tỉnh"]
    made = tuple(Block(i, BlockKind.PARAGRAPH, text) for i, text in enumerate(blocks))
    assert find_letterhead(Document("text", made)).title == expected


def test_an_official_letter_has_a_subject() -> None:
    texts = (
        "UBND TỈNH LONG AN\nSỞ Y TẾ\nSố: 30/SYT-VP\nV/v báo cáo kết quả",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nLong An, ngày 5 tháng 3 năm 2024",
        "kiểm soát quý I/2024",
        "Kính gửi:\n- Văn phòng UBND tỉnh;\n- Sở Nội vụ.",
    )
    made = tuple(Block(i, BlockKind.PARAGRAPH, text) for i, text in enumerate(texts))
    found = find_letterhead(Document("text", made))
    assert found.subject == "V/v báo cáo kết quả kiểm soát quý I/2024"
    assert found.recipients == ("Văn phòng UBND tỉnh", "Sở Nội vụ")
    assert found.kind_word is None


RECIPIENTS = {
    "one": (["Kính gửi: Văn phòng UBND tỉnh."], ("Văn phòng UBND tỉnh",)),
    "list-in-blocks": (
        ["Kính gửi:", "- Bộ Tư pháp;", "- Bộ Y tế.", "- Thực hiện kế hoạch"],
        ("Bộ Tư pháp", "Bộ Y tế"),
    ),
    "list-on-one-line": (["Kính gửi: - Bộ Tư pháp; - Bộ Y tế."], ("Bộ Tư pháp", "Bộ Y tế")),
    "wrapped": (["Kính gửi: Văn phòng Ủy ban\nnhân dân tỉnh"], ("Văn phòng Ủy ban nhân dân tỉnh",)),
    "none": (["Sở Y tế báo cáo:"], ()),
}


@pytest.mark.parametrize("name", RECIPIENTS)
def test_recipients(name: str) -> None:
    texts, expected = RECIPIENTS[name]
    blocks = ["BÁO CÁO", "Công tác năm 2023", *texts]
    made = tuple(Block(i, BlockKind.PARAGRAPH, text) for i, text in enumerate(blocks))
    assert find_letterhead(Document("text", made)).recipients == expected


HEADINGS = {
    "blank": (
        "(kèm theo Báo cáo số /BC-STC ngày /2/2023 của Sở Tài chính)",
        ("Báo cáo", None, "BC-STC", (None, "2", "2023"), "Sở Tài chính"),
    ),
    "full": (
        "(Ban hành kèm theo Quyết định số: 272/QĐ-UBND ngày 20 tháng 02 năm 2025 của UBND tỉnh X)",
        ("Quyết định", "272", "QĐ-UBND", ("20", "02", "2025"), "UBND tỉnh X"),
    ),
    "glued": (
        "Phụ lục 2**TIẾN ĐỘ***(Đính kèm Báo cáo số/BC-STC ngày /12/2023 của Sở Tài chính)*",
        ("Báo cáo", None, "BC-STC", (None, "12", "2023"), "Sở Tài chính"),
    ),
    "gap-in-the-day": (
        "(Kèm theo Quyết định số 371/QĐ-UBND ngày 18 /02/2025 của Chủ tịch UBND tỉnh)",
        ("Quyết định", "371", "QĐ-UBND", ("18", "02", "2025"), "Chủ tịch UBND tỉnh"),
    ),
    "without-number": (
        "(Ban hành kèm theo Báo cáo kiểm soát TTHC năm 2023 của Sở Tài chính)",
        ("Báo cáo", None, None, (None, None, None), "Sở Tài chính"),
    ),
}


@pytest.mark.parametrize("name", HEADINGS)
def test_headings_of_annexes(name: str) -> None:
    text, expected = HEADINGS[name]
    (found,) = find_headings(text)
    parts = (found.day, found.month, found.year)
    assert (found.kind_word, found.number, found.symbol, parts, found.organ) == expected


def test_a_heading_runs_on_into_the_next_text_but_not_into_a_section() -> None:
    texts = ["(Kèm theo Quyết định số 7/QĐ-UBND", "ngày 02/3/2025)", "(Kèm theo", "PHẦN I"]
    found = list(find_all_headings(texts))
    assert [(i, h.number, h.day) for i, h in found] == [(0, "7", "02")]


def test_announced_forms_and_annexes_stand_once_in_order() -> None:
    lines = [
        "(Chi tiết theo biểu số II.06a/VPCP/KSTT)",
        "Hồ sơ kèm theo:",
        "- Các biểu: Biểu số II.03b/VPCP/KSTT; Biểu số II.06a/VPCP/KSTT;",
        "- Phụ lục 1 - Danh mục thủ tục",
        "Nơi nhận:",
        "- Như trên",
    ]
    assert find_announced(lines) == (
        "Biểu số II.03b/VPCP/KSTT",
        "Biểu số II.06a/VPCP/KSTT",
        "Phụ lục 1 - Danh mục thủ tục",
    )


def test_a_form_of_another_act_is_not_announced() -> None:
    assert find_announced(["(kèm theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020)"]) == ()


PERIODS = {
    "caption": ("Kỳ báo cáo: Quý III/2023", [("caption", "Quý III/2023")]),
    "range": ("(từ 15/12/2022 đến 14/12/2023)", [("range", "(từ 15/12/2022 đến 14/12/2023)")]),
    "caption-with-range": (
        "Kỳ báo cáo: Năm 2023 (từ 15/12/2022 đến 14/12/2023)",
        [("caption", "Năm 2023 (từ 15/12/2022 đến 14/12/2023)")],
    ),
    "in-a-sentence": (
        "trong kỳ báo cáo đã ban hành 06 văn bản",
        [],
    ),
    "words": (
        "từ ngày 15 tháng 6 đến ngày 14 tháng 9 năm 2023",
        [("range", "từ ngày 15 tháng 6 đến ngày 14 tháng 9 năm 2023")],
    ),
}


@pytest.mark.parametrize("name", PERIODS)
def test_period_lines(name: str) -> None:
    text, expected = PERIODS[name]
    found = list(find_period_lines(text, 4))
    assert [(line.role, line.text) for line in found] == expected
    assert all(text[line.start :].lstrip().startswith(line.text) for line in found)


def test_an_opening_sentence_says_that_it_reports() -> None:
    assert is_opening("Sở Nội vụ báo cáo kết quả quý III năm 2023 như sau:")
    assert not is_opening("Sở Nội vụ đã báo cáo UBND tỉnh.")


def test_a_province_whose_name_ends_like_an_open_word_is_whole() -> None:
    text = "UBND TỈNH HÀ TĨNH\nSỞ TÀI CHÍNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 5/BC-STC"
    document = arrange(read_document(text.encode(), "a.txt", ReadOptions()))
    assert find_letterhead(document).organs == ("UBND TỈNH HÀ TĨNH", "SỞ TÀI CHÍNH")


def test_a_year_that_a_narrow_column_broke_off_belongs_to_the_date() -> None:
    texts = ("SỞ Y TẾ", "Số: 1/BC-SYT", "Long An, ngày 15 tháng 12 năm", "2023", "BÁO CÁO")
    made = tuple(Block(i, BlockKind.PARAGRAPH, text) for i, text in enumerate(texts))
    found = find_letterhead(Document("text", made))
    assert (found.day, found.month, found.year) == ("15", "12", "2023")


def test_a_list_s_cells_are_no_letterhead() -> None:
    rows = (("TT", "Văn bản"), ("1", "Quyết định số 215/QĐ-SYT\nngày 12/3/2024"))
    cells = tuple(Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    table = Table(2, 2, cells)
    block = Block(1, BlockKind.TABLE, table.layout()[0], table=table)
    head = Block(0, BlockKind.PARAGRAPH, "Danh mục văn bản của Sở Y tế")
    found = find_letterhead(Document("docx", (head, block)))
    assert (found.number, found.day, found.month) == (None, None, None)


def test_a_place_ends_at_the_gap_between_two_columns() -> None:
    line = "HUYỆN ỦY BẮC SƠN          Lạng Sơn, ngày 20 tháng 9 năm 2021"
    pieces = split_block(Block(0, BlockKind.PARAGRAPH, line))
    assert [piece.text for piece in pieces] == [
        "HUYỆN ỦY BẮC SƠN",
        "Lạng Sơn, ngày 20 tháng 9 năm 2021",
    ]
