"""Whole tables again: what page breaks tear is demanded back, and nothing else is joined."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Block, BlockKind, Document, Table
from extract.tables import stitch
from tests.grids import document, table, tables_of, texts

WORDS = st.sampled_from(
    ["thủ", "tục", "hành", "chính", "được", "công", "bố,", "rà", "soát;", "tại", "Sở", "2023"]
)
HEADS = (
    "TT|Nhiệm vụ|Số lượng|Kết quả",
    "TT|Nhiệm vụ|Số hồ sơ|\n||Trực tiếp|Trực tuyến",
    "TT|Nhiệm vụ|Tổng số|Kết quả\n(1)|(2)|(3)|(4)",
)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    return "Việc " + " ".join(draw(st.lists(WORDS, min_size=2, max_size=6)))


@st.composite
def torn(draw: st.DrawFn) -> tuple[Table, list[Table]]:
    """Draw a table and its parts as pages print it: header repeated or not, a row torn or not."""
    head = draw(st.sampled_from(HEADS))
    rows = [
        [f"{n}.", draw(sentences()), str(draw(st.integers(0, 2000))), draw(sentences())]
        for n in range(1, draw(st.integers(2, 8)) + 1)
    ]
    whole = table(head + "\n" + "\n".join("|".join(row) for row in rows))
    repeats = draw(st.booleans())
    pages: list[list[list[str]]] = [[]]
    for row in rows:
        breaks = draw(st.sampled_from(["none", "none", "before", "inside"]))
        if breaks == "before" and pages[-1]:
            pages.append([])
        if breaks == "inside":
            at = draw(st.integers(1, len(row[1].split()) - 1))
            words = row[1].split()
            if words[at][0].islower():
                pages[-1].append([row[0], " ".join(words[:at]), row[2], row[3]])
                pages.append([["", " ".join(words[at:]), "", ""]])
                continue
        pages[-1].append(row)
    parts = []
    for number, page in enumerate(pages):
        lines = ["|".join(row) for row in page]
        top = [head] if number == 0 or repeats else []
        parts.append(table("\n".join(top + lines), page=number + 1))
    return whole, parts


def on_pages(parts: list[Table]) -> Document:
    """Return the parts with a page number printed between them."""
    blocks: list[Table | Block] = []
    for number, part in enumerate(parts):
        blocks += [part, Block(0, BlockKind.FOOTER, str(number + 1))]
    return document("BẢNG TỔNG HỢP", *blocks)


@given(torn())
def test_a_torn_table_comes_back_whole(case: tuple[Table, list[Table]]) -> None:
    whole, parts = case
    stitched = tables_of(stitch(on_pages(parts)))
    assert [texts(t) for t in stitched] == [texts(whole)]


@given(torn())
def test_rows_out_are_rows_in_without_the_declared_ones(case: tuple[Table, list[Table]]) -> None:
    [stitched] = tables_of(stitch(on_pages(case[1])))
    dropped = sum(f.repeated_header_rows + f.merged_rows for f in stitched.fragments)
    assert stitched.n_rows == sum(f.rows_in for f in stitched.fragments) - dropped
    assert [f.rows_in for f in stitched.fragments] == [t.n_rows for t in case[1]]


@given(torn())
def test_every_printed_text_keeps_its_page(case: tuple[Table, list[Table]]) -> None:
    [stitched] = tables_of(stitch(on_pages(case[1])))
    for cell in stitched.cells:
        pieces = [cell.text[s.start : s.end] for s in cell.spans if s.end > s.start]
        assert "".join(cell.text.split()) == "".join("".join(pieces).split())
        assert [s.place.page for s in cell.spans] == sorted(s.place.page or 0 for s in cell.spans)


@given(torn())
def test_stitching_again_changes_nothing(case: tuple[Table, list[Table]]) -> None:
    once = stitch(on_pages(case[1]))
    assert stitch(once) == once


def test_blocks_are_numbered_anew_and_table_text_is_its_cells() -> None:
    parts = [table("TT|Tên\n1|Rà", page=1), table("TT|Tên\n|soát thủ tục\n2|Xét", page=2)]
    doc = stitch(on_pages(parts))
    assert [b.ordinal for b in doc.blocks] == list(range(len(doc.blocks)))
    [block] = [b for b in doc.blocks if b.table]
    assert block.text == "TT\tTên\n1\tRà soát thủ tục\n2\tXét"
    assert [block.text[s.start : s.end] for s in block.spans] == [
        *("TT", "Tên", "1", "Rà", "soát thủ tục", "2", "Xét")
    ]


@pytest.mark.parametrize(
    "between",
    [
        "II. KẾT QUẢ THỰC HIỆN TẠI BỘ PHẬN MỘT CỬA",
        "Ngoài ra, Sở còn thực hiện các nhiệm vụ sau:",
        Block(0, BlockKind.CAPTION, "Biểu số II.08/VPCP/KSTT"),
    ],
)
def test_tables_with_words_between_stay_apart(between: str | Block) -> None:
    doc = stitch(document(table("TT|Tên|Số\n1|a|2"), between, table("TT|Tên|Số\n2|b|3")))
    assert len(tables_of(doc)) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("TT|Tên|Số\n1|a|2", "TT|Đơn vị|Tỷ lệ\n1|b|3", id="another header"),
        pytest.param("TT|Tên|Số\n1|a|2", "2|b|3|4", id="another number of columns"),
        pytest.param("Nơi nhận|GIÁM ĐỐC", "UBND TỈNH|CỘNG HÒA", id="closing and letterhead"),
    ],
)
def test_other_tables_stay_apart(first: str, second: str) -> None:
    assert len(tables_of(stitch(document(table(first), table(second))))) == 2


def test_a_footnote_may_stand_between_when_row_numbers_go_on() -> None:
    head, rest = table("TT|Tên|Số\n1|a|2", page=1), table("2|b|3", page=2)
    joined = stitch(document(head, "i Phần in nghiêng là nội dung sửa đổi.", rest))
    assert len(tables_of(joined)) == 1
    restart = stitch(document(head, "i Phần in nghiêng là nội dung.", table("1|b|3", page=2)))
    assert len(tables_of(restart)) == 2


def test_the_total_row_after_a_break_is_a_row() -> None:
    first = table("TT|Lĩnh vực|Số\n1|Đất đai|5\n2|Hộ tịch|6", page=1)
    [whole] = tables_of(stitch(on_pages([first, table("|Tổng cộng|11", page=2)])))
    assert texts(whole)[-2:] == [["2", "Hộ tịch", "6"], ["", "Tổng cộng", "11"]]


def test_a_row_torn_over_three_pages() -> None:
    head = "TT|Việc|Kết quả\n"
    parts = [
        table(head + "1|Đánh giá|Đã gửi 10 phiếu,", page=1),
        table(head + "||thu về 04 phiếu,", page=2),
        table(head + "||đạt yêu cầu.", page=3),
    ]
    [whole] = tables_of(stitch(on_pages(parts)))
    assert texts(whole)[1:] == [["1", "Đánh giá", "Đã gửi 10 phiếu, thu về 04 phiếu, đạt yêu cầu."]]
    cell = next(c for c in whole.cells if (c.row, c.col) == (1, 2))
    assert [s.place.page for s in cell.spans] == [1, 2, 3]


def test_ragged_group_rows_stay_rows() -> None:
    given = table("TT|Việc|Kết quả\nI. Kiểm tra\n1|Rà soát|Xong\nII|Đánh giá\n2|Xét|Xong")
    [kept] = tables_of(stitch(document(given)))
    assert texts(kept) == texts(given)


def test_a_reader_caption_is_kept() -> None:
    given = table("TT|Tên|Số\n1|a|2")
    told = replace(given, caption=replace(given.caption, form_text="Biểu số II.08/VPCP/KSTT"))
    [kept] = tables_of(stitch(document("BIỂU KHÁC", told)))
    assert kept.caption == told.caption


def test_a_form_that_begins_anew_under_its_own_code_is_another_table() -> None:
    head = "STT|Lĩnh vực|Số\n"
    code = Block(0, BlockKind.HEADER, "Biểu số II.06a/VPCP/KSTT")
    first, second = head + "1|Đất đai|5\n2|Hộ tịch|7", head + "1|Lâm nghiệp|3\n2|Thi đua|4"
    parts = tables_of(stitch(document(code, table(first), code, table(second))))
    assert [part.n_rows for part in parts] == [3, 3]
    more = tables_of(stitch(document(code, table(first), code, table(head + "3|Thi đua|4"))))
    assert [part.n_rows for part in more] == [4]
