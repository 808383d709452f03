"""Citations in documents: over the breaks that tear them, in cells, named short."""

import pytest

from extract.document import Block, BlockKind, Cell, Document, Table
from extract.references import RawReference, Slot, find_references


def paragraphs(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Document:
    return Document("text", tuple(Block(i, kind, text) for i, text in enumerate(texts)))


def table(*rows: str, header_rows: int = 1) -> Document:
    cells = [
        Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row.split("|"))
    ]
    grid = Table(len(rows), len(rows[0].split("|")), tuple(cells), header_rows=header_rows)
    block = Block(0, BlockKind.TABLE, grid.layout()[0], table=grid)
    return Document("text", (block,))


def line(found: RawReference) -> str:
    number = found.number.text if found.number else ""
    date = found.date.text if found.date else ""
    return f"{found.kind or ''}|{number}|{''.join(found.symbol.text.split())}|{date}"


def found_in(document: Document) -> tuple[RawReference, ...]:
    found = find_references(document)
    for reference in found:
        text = document.blocks[reference.block].text
        assert text[reference.start : reference.end] == reference.text
    return found


def test_a_citation_knows_its_block() -> None:
    found = found_in(paragraphs("Không có gì.", "Công văn số 12/STC-VP ngày 05/3/2024."))
    assert [(r.block, r.start, r.end) for r in found] == [(1, 0, 36)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            ("ban hành tại Quyết định số", "2164/QĐ-UBND ngày 14/9/2023 về công bố"),
            [(1, "QĐ|2164|QĐ-UBND|14/9/2023", "2164/QĐ-UBND ngày 14/9/2023")],
            id="kind-word-in-the-block-before",
        ),
        pytest.param(
            ("theo Chỉ thị số 06/CT-", "UBND ngày 21/4/2020 của UBND tỉnh"),
            [(0, "CT|06|CT-UBND|21/4/2020", "Chỉ thị số 06/CT-")],
            id="symbol-cut-at-the-hyphen",
        ),
        pytest.param(
            ("theo Quyết định số 1393/QĐ-UBND ngày", "19/6/2018 của UBND tỉnh"),
            [(0, "QĐ|1393|QĐ-UBND|19/6/2018", "Quyết định số 1393/QĐ-UBND ngày")],
            id="date-in-the-block-after",
        ),
        pytest.param(
            ("Kết quả thực hiện.", "12/STC-VP ngày 05/3/2024"),
            [(1, "|12|STC-VP|05/3/2024", "12/STC-VP ngày 05/3/2024")],
            id="a-finished-sentence-lends-nothing",
        ),
    ],
)
def test_torn_over_two_blocks(texts: tuple[str, ...], expected: list[object]) -> None:
    found = found_in(paragraphs(*texts))
    assert [(r.block, line(r), r.text) for r in found] == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("QUYẾT ĐỊNH", "CỦA CHỦ TỊCH NƯỚC SỐ 361-CT NGÀY 18-11-1985"), "QĐ|361|CT|18-11-1985"),
        (("THÔNG TƯ", "CỦA BỘ LAO ĐỘNG SỐ 15-LĐ/TT NGÀY 10-8-1961"), "TT|15|LĐ/TT|10-8-1961"),
        (("QUYẾT ĐỊNH", "CỦACHỦ TỊCH NƯỚC SỐ 354-CT NGÀY 6-11-1985"), "QĐ|354|CT|6-11-1985"),
        (("NGHỊ ĐỊNH SỐ 33-HĐBT", "NGÀY 27-2-1984 CỦA HỘI ĐỒNG"), "NĐ|33|HĐBT|27-2-1984"),
        (("PHỤ LỤC", "CỦA BỘ LAO ĐỘNG SỐ 15-LĐ/TT NGÀY 10-8-1961"), None),
        (("KẾ HOẠCH", "CỦA UBND: gói thầu số 12-A ngày 10-8-2021"), None),
    ],
)
def test_an_act_is_named_a_line_above_its_issuer(
    texts: tuple[str, ...], expected: str | None
) -> None:
    assert [line(r) for r in found_in(paragraphs(*texts))] == ([expected] if expected else [])


def test_torn_ones_say_so() -> None:
    (found,) = found_in(paragraphs("theo Chỉ thị số 06/CT-", "UBND ngày 21/4/2020"))
    assert "torn" in found.traits
    assert found.date is not None and found.date.start == -1


def test_cells_are_read_one_by_one() -> None:
    made = table("Quyết định|Tờ trình", "1756/QĐ-UBND ngày 19/6/2018|1784/TTr-STC\n20/5/2022")
    found = found_in(made)
    assert [(r.cell, line(r)) for r in found] == [
        ((1, 0), "|1756|QĐ-UBND|19/6/2018"),
        ((1, 1), "|1784|TTr-STC|20/5/2022"),
    ]


SAME = (
    "Triển khai khoản 2 Điều 5 Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ về giao "
    "dịch điện tử, được sửa đổi, bổ sung bởi Nghị định số 107/2021/NĐ-CP ngày 06/12/2021 của Chính "
    "phủ."
)


def test_a_text_that_stands_there_again_is_cited_again_each_part_in_its_place() -> None:
    cells = table("Căn cứ|Căn cứ", f"{SAME}|x", f"y|{SAME}", f"{SAME}|{SAME}")
    lines = paragraphs(SAME, "Không có.", SAME)
    for made, times in ((cells, 4), (lines, 2)):
        found = found_in(made)
        assert len(found) == 2 * times
        assert len({(r.block, r.cell, r.start) for r in found}) == len(found)
        for at, reference in enumerate(found):
            text = made.blocks[reference.block].text
            parts = [part for part in reference if isinstance(part, Slot)]
            assert len(parts) >= 5
            assert all(text[part.start : part.end] == part.text for part in parts)
            assert reference.related == at + 1 - 2 * (at % 2)


def test_a_row_that_continues_the_one_above_completes_it() -> None:
    made = table("TT|Quyết định", "1|1393/QĐ-UBND ngày", "|19/6/2018")
    assert [line(r) for r in found_in(made)] == ["|1393|QĐ-UBND|19/6/2018"]


def test_a_date_column_dates_the_numbers_of_its_row() -> None:
    made = table("TT|Số, ký hiệu|Ngày ban hành|Trích yếu", "1|12/QĐ-UBND|05/3/2024|về việc")
    (found,) = found_in(made)
    assert line(found) == "|12|QĐ-UBND|05/3/2024"
    assert found.traits == ("date-beside",)


def test_a_column_of_other_days_dates_nothing() -> None:
    made = table("Số, ký hiệu|Thời hạn hoàn thành", "12/QĐ-UBND|05/3/2024")
    assert [line(r) for r in found_in(made)] == ["|12|QĐ-UBND|"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            ("TT|Loại văn bản|Số, ký hiệu|Ngày", "1|Công văn|1203/SYT|03/4/2024"),
            ["CV|1203|SYT|03/4/2024"],
            id="kind-in-another-column",
        ),
        pytest.param(
            ("STT|Số, ký hiệu|Ngày ban hành|Trích yếu", "1|606/THPTLHP-CM|05/3/2024|x"),
            ["|606|THPTLHP-CM|05/3/2024"],
            id="an-office-nobody-knows-in-a-list-with-days",
        ),
        pytest.param(
            ("TT|Loại|Số, ngày tháng|Nội dung", "1|Công văn|1203/SYT ngày 03/4/2024|x"),
            ["CV|1203|SYT|03/4/2024"],
            id="kind-in-another-column-date-in-the-cell",
        ),
        pytest.param(
            ("TT|Số công văn|Ngày tháng", "1|1203/SYT|03/4/2024"),
            ["CV|1203|SYT|03/4/2024"],
            id="kind-in-the-head",
        ),
        pytest.param(
            ("TT|Số|Ngày", "1|1203/SYT|03/4/2024"), ["|1203|SYT|03/4/2024"], id="no-kind-at-all"
        ),
        pytest.param(
            ("TT|Số|Ngày", "I. TỜ TRÌNH||", "1|88/SYT|03/4/2024", "II. Các công văn||", "1|9/SYT|"),
            ["TTr|88|SYT|03/4/2024", "CV|9|SYT|"],
            id="kind-in-a-row-above",
        ),
        pytest.param(
            ("TT|Loại|Số|Ký hiệu|Ngày", "1|Công văn|12|SYT|03/4/2024", "2||13|QĐ-UBND|04/4/2024"),
            ["CV|12|SYT|03/4/2024", "|13|QĐ-UBND|04/4/2024"],
            id="number-and-symbol-apart",
        ),
        pytest.param(
            ("Ngày ban hành|Số, ký hiệu", "05/3/2024|12/QĐ-UBND"),
            ["|12|QĐ-UBND|05/3/2024"],
            id="date-on-the-left",
        ),
        pytest.param(("TT|Số|Nội dung", "1|12/15|x", "2|45|y"), [], id="counts-are-none"),
        pytest.param(("TT|Số|Ký hiệu", "1|12|ONT", "2|45|CLN"), [], id="codes-of-land-are-none"),
    ],
)
def test_a_list_of_documents_vouches_for_its_numbers(
    rows: tuple[str, ...], expected: list[str]
) -> None:
    assert [line(r) for r in found_in(table(*rows))] == expected


def test_the_title_of_a_list_tells_the_kind() -> None:
    listed = table("TT|Số, ký hiệu|Ngày", "1|1203/SYT|03/4/2024").blocks[0]
    title = Block(0, BlockKind.HEADING, "DANH MỤC CÁC CÔNG VĂN ĐÃ BAN HÀNH")
    document = Document("text", (title, Block(1, BlockKind.TABLE, listed.text, table=listed.table)))
    assert [line(r) for r in found_in(document)] == ["CV|1203|SYT|03/4/2024"]


def test_running_heads_are_read_once() -> None:
    head = Block(0, BlockKind.HEADER, "Quyết định số 12/QĐ-UBND")
    body = Block(1, BlockKind.PARAGRAPH, "Nội dung")
    again = Block(2, BlockKind.HEADER, "Quyết định số 12/QĐ-UBND")
    found = found_in(Document("pdf", (head, body, again)))
    assert [r.block for r in found] == [0]


CITED = "Quyết định số 468/QĐ-TTg ngày 27/3/2021 và Nghị định số 61/2018/NĐ-CP."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thực hiện QĐ 468, Sở đã triển khai.", ["QĐ|468|QĐ-TTg|"]),
        ("Thực hiện Quyết định số 468 của Thủ tướng", ["QĐ|468|QĐ-TTg|"]),
        ("theo Nghị định 61/2018 và Nghị định 61.", ["NĐ|61|NĐ-CP|", "NĐ|61|NĐ-CP|"]),
        ("Có 468 hồ sơ, 61 thủ tục; Quyết định 469.", []),
        ("Nghị định này, Quyết định nêu trên", []),
        ("Nghị định 61/2019 và Thông tư 61.", []),
    ],
)
def test_short_forms_need_one_full_citation(text: str, expected: list[str]) -> None:
    found = found_in(paragraphs(CITED, text))
    assert [line(r) for r in found if r.block == 1] == expected


def test_a_short_form_of_two_documents_is_none() -> None:
    document = paragraphs("Quyết định số 12/QĐ-UBND; Quyết định số 12/QĐ-STC.", "Theo QĐ 12,")
    assert [r.block for r in found_in(document)] == [0, 0]


def test_relations_point_to_the_right_citation_of_the_document() -> None:
    found = found_in(
        paragraphs(
            "Công văn số 1/STC-VP.",
            "Nghị định số 107/2021/NĐ-CP sửa đổi một số điều của Nghị định số 61/2018/NĐ-CP",
        )
    )
    assert [(r.relation, r.related) for r in found] == [
        (None, None),
        ("amends", 2),
        ("amended_by", 1),
    ]


def test_kem_theo_marks_what_may_be_the_report_itself() -> None:
    found = found_in(paragraphs("(Kèm theo Báo cáo số /BC-STC ngày /2/2023 của Sở Tài chính)"))
    assert [r.attached for r in found] == [True]
