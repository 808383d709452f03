import pytest

from extract.document import BlockKind


def paragraphs(document) -> list[str]:
    return [b.text for b in document.blocks if b.kind is BlockKind.PARAGRAPH]


LONG = "this line runs on until it reaches the right margin of the whole page of the report"


def test_lines_of_a_paragraph_are_joined(sheet, read_sheets) -> None:
    page = sheet().text(100, 100, LONG).text(70, 116, LONG + " and")
    page.text(70, 132, "continues to end here.")
    page.text(100, 148, "The next one begins with an indent.")
    assert paragraphs(read_sheets(page)) == [
        f"{LONG} {LONG} and continues to end here.",
        "The next one begins with an indent.",
    ]


def test_each_word_has_its_own_span(sheet, read_sheets) -> None:
    (block,) = read_sheets(sheet().text(100, 100, "See decision 94/QD-UBND here")).blocks
    found = {block.text[s.start : s.end]: s.place.box for s in block.spans}
    assert list(found) == ["See", "decision", "94/QD-UBND", "here"]
    assert found["See"].x1 < found["decision"].x0
    assert {s.place.page for s in block.spans} == {1}


def test_a_list_is_one_paragraph_an_item(sheet, read_sheets) -> None:
    page = sheet().text(70, 90, LONG)
    for number, y in enumerate((110, 126, 142)):
        page.text(90, y, f"- item {number};")
    assert paragraphs(read_sheets(page))[1:] == ["- item 0;", "- item 1;", "- item 2;"]


def test_letterhead_columns_are_read_left_before_right(sheet, read_sheets) -> None:
    page = sheet()
    rows = (("UBND TINH X", "CONG HOA XA HOI CHU NGHIA"), ("SO TAI CHINH", "Doc lap - Tu do"))
    for y, (left, right) in zip((60, 76), rows, strict=True):
        page.text(90, y, left).text(320, y, right)
    page.text(95, 100, "So: 12/BC-STC").text(330, 100, "X, ngay 05 thang 12 nam 2023")
    page.text(270, 140, "BAO CAO", bold=True)
    assert paragraphs(read_sheets(page)) == [
        "UBND TINH X",
        "SO TAI CHINH",
        "So: 12/BC-STC",
        "CONG HOA XA HOI CHU NGHIA",
        "Doc lap - Tu do",
        "X, ngay 05 thang 12 nam 2023",
        "BAO CAO",
    ]


def test_the_closing_is_read_left_before_right(sheet, read_sheets) -> None:
    page = sheet().text(100, 100, "The office reports to the committee./.")
    page.text(70, 140, "Noi nhan:").text(380, 140, "GIAM DOC", bold=True)
    page.text(70, 156, "- Nhu tren;").text(70, 172, "- Luu: VT.")
    page.text(375, 220, "Nguyen Van A", bold=True)
    assert paragraphs(read_sheets(page)) == [
        "The office reports to the committee./.",
        "Noi nhan:",
        "- Nhu tren;",
        "- Luu: VT.",
        "GIAM DOC",
        "Nguyen Van A",
    ]


def test_style_tells_bold_and_centered(sheet, read_sheets) -> None:
    page = sheet().text(70, 60, LONG).text(70, 76, LONG).text(70, 92, LONG)
    page.text(270, 120, "BAO CAO", bold=True)
    title = read_sheets(page).blocks[-1]
    assert (title.text, title.style.bold, title.style.centered) == ("BAO CAO", True, True)


@pytest.mark.parametrize(
    ("y", "kind"), [(40, BlockKind.HEADER), (820, BlockKind.FOOTER), (400, BlockKind.PARAGRAPH)]
)
def test_a_lone_number_at_the_edge_is_a_page_number(sheet, read_sheets, y, kind) -> None:
    page = sheet().text(70, 200, LONG).text(290, y, "7")
    assert [b.kind for b in read_sheets(page).blocks if b.text == "7"] == [kind]


def test_a_running_foot_is_furniture_on_pages_of_both_shapes(sheet, read_sheets) -> None:
    foot = "This is a made-up document for tests"
    pages = [sheet().text(70, 400, f"Page {word}").text(150, 820, foot) for word in "ab"]
    pages.append(sheet(width=842, height=595).text(70, 300, "Page c").text(300, 573, foot))
    kinds = [b.kind for b in read_sheets(*pages).blocks if b.text == foot]
    assert kinds == [BlockKind.FOOTER] * 3


def test_a_raised_figure_does_not_lengthen_a_number(sheet, read_sheets) -> None:
    page = sheet().text(70, 100, "in all 1510", 12)
    page.text(70 + 57, 95, "2", 7).text(140, 100, "files", 12)
    (text,) = paragraphs(read_sheets(page))
    assert "15102" not in text and "1510" in text


def test_pieces_of_one_word_are_joined(sheet, read_sheets) -> None:
    page = sheet().text(70, 100, "b", 12).text(76.7, 100, "enh vien", 12)
    assert paragraphs(read_sheets(page)) == ["benh vien"]


def test_a_page_number_printed_over_the_head_does_not_cut_it(sheet, read_sheets) -> None:
    page = sheet().text(300, 40, "CONG HOA XA HOI").text(322, 40, "1", 9)
    texts = [(b.kind, b.text) for b in read_sheets(page).blocks]
    assert texts == [(BlockKind.HEADER, "1"), (BlockKind.PARAGRAPH, "CONG HOA XA HOI")]
