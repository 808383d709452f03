from pathlib import Path

import pdfplumber
import pytest

from extract.document import BlockKind, Cell
from extract.options import ReadOptions
from extract.readers.pdf import read

SAMPLE = Path(__file__).resolve().parents[3] / "samples" / "report.pdf"


def texts(cells: tuple[Cell, ...]) -> dict[tuple[int, int], str]:
    return {(c.row, c.col): c.text for c in cells}


def tables(document):
    return [block.table for block in document.blocks if block.table]


def test_a_ruled_table_gives_its_cells(sheet, read_sheets) -> None:
    page = sheet().grid([50, 150, 250], [100, 130, 160])
    page.text(60, 120, "Field").text(160, 120, "Total").text(60, 150, "Prices").text(160, 150, "07")
    (table,) = tables(read_sheets(page))
    assert texts(table.cells) == {(0, 0): "Field", (0, 1): "Total", (1, 0): "Prices", (1, 1): "07"}


def test_merged_cells_have_spans(sheet, read_sheets) -> None:
    page = sheet()
    for y in (100, 160, 190):
        page.line(50, y, 350, y)
    page.line(150, 130, 350, 130)
    for x in (50, 150, 350):
        page.line(x, 100, x, 190)
    page.line(250, 130, 250, 190)
    for x, y, word in ((60, 130, "No"), (160, 120, "Received"), (160, 150, "a"), (260, 150, "b")):
        page.text(x, y, word)
    (table,) = tables(read_sheets(page))
    spans = {c.text: (c.row, c.col, c.row_span, c.col_span) for c in table.cells if c.text}
    assert spans == {
        "No": (0, 0, 2, 1),
        "Received": (0, 1, 1, 2),
        "a": (1, 1, 1, 1),
        "b": (1, 2, 1, 1),
    }


def test_each_word_of_a_cell_has_its_box(sheet, read_sheets) -> None:
    page = sheet().grid([50, 200, 300], [100, 130, 160]).text(60, 120, "Public assets")
    document = read_sheets(page)
    (block,) = [b for b in document.blocks if b.kind is BlockKind.TABLE]
    assert [block.text[s.start : s.end] for s in block.spans] == ["Public", "assets"]
    box = block.spans[1].place.box
    assert 95 < box.x0 < 110 and 105 < box.y0 < 120 < box.y1 < 125


@pytest.mark.parametrize(
    ("first", "second", "width", "expected"),
    [
        ("06/CT-", "UBND", 44, "06/CT-UBND"),
        ("2.00221", ".000.00", 46, "2.00221.000.00"),
        ("30/07/20", "23", 45, "30/07/2023"),
        ("(3)=(4)+(", "5)+(6)", 46, "(3)=(4)+(5)+(6)"),
        ("1.451", "58", 34, "1.451 58"),
        ("nam 2023.", "1510 ho", 60, "nam 2023. 1510 ho"),
    ],
    ids=["after-hyphen", "code", "date", "formula", "two-numbers", "sentence-end"],
)
def test_a_token_torn_by_a_narrow_column_is_whole(
    sheet, read_sheets, first, second, width, expected
) -> None:
    page = sheet().grid([60, 60 + width, 160 + width], [100, 140, 170])
    page.text(63, 115, first, 10).text(63, 128, second, 10)
    (table,) = tables(read_sheets(page))
    assert " ".join(table.cells[0].text.split()) == expected


def test_a_list_item_in_a_cell_begins_a_line(sheet, read_sheets) -> None:
    page = sheet().grid([50, 300, 400], [100, 160, 190])
    page.text(55, 115, "- First item;").text(55, 130, "- Second item.").text(55, 145, "End")
    (table,) = tables(read_sheets(page))
    assert table.cells[0].text == "- First item;\n- Second item.\nEnd"


def test_a_word_that_a_ruling_cuts_is_cut(sheet, read_sheets) -> None:
    page = sheet().grid([50, 100, 150], [100, 130, 160]).text(86, 120, "1234567")
    (table,) = tables(read_sheets(page))
    assert [c.text for c in table.cells if c.row == 0] == ["12", "34567"]


def test_shaded_lines_do_not_cut_a_cell(sheet, read_sheets) -> None:
    page = sheet().grid([50, 200, 300], [100, 160, 190])
    page.area(55, 104, 195, 118).area(55, 118, 195, 132)
    page.text(55, 115, "first line of the cell").text(55, 129, "second line")
    (table,) = tables(read_sheets(page))
    assert (table.n_rows, table.n_cols) == (2, 2)


def test_a_frame_drawn_as_thin_filled_boxes_is_ruled(sheet, read_sheets) -> None:
    page = sheet()
    for y in (100, 130, 160):
        page.area(50, y, 250, y + 0.5, paint="0 g")
    for x in (50, 150, 249.5):
        page.area(x, 100, x + 0.5, 160, paint="0 g")
    page.text(60, 120, "a").text(160, 120, "b")
    (table,) = tables(read_sheets(page))
    assert (table.n_rows, table.n_cols) == (2, 2)


def test_a_lone_box_is_no_table(sheet, read_sheets) -> None:
    page = sheet().grid([50, 250], [100, 130]).text(60, 120, "framed words")
    (block,) = read_sheets(page).blocks
    assert (block.kind, block.text) == (BlockKind.PARAGRAPH, "framed words")


def test_a_caption_between_two_tables_stays_between_them(sheet, read_sheets) -> None:
    page = sheet().grid([50, 150, 250], [100, 130, 160]).grid([50, 150, 250], [220, 250, 280])
    page.text(60, 120, "one").text(60, 190, "II. SECOND PART").text(60, 240, "two")
    kinds = [(b.kind, b.text.strip()) for b in read_sheets(page).blocks]
    assert [k for k, _ in kinds] == [BlockKind.TABLE, BlockKind.PARAGRAPH, BlockKind.TABLE]
    assert kinds[1][1] == "II. SECOND PART"


def test_a_head_that_runs_up_the_page_is_read_in_order(sheet, read_sheets) -> None:
    page = sheet().grid([50, 80, 180], [100, 200, 230])
    page.turned_text(68, 195, "Total number").text(90, 150, "x")
    (table,) = tables(read_sheets(page))
    assert table.cells[0].text == "Total number"


def folded(text: str | None) -> str:
    return "".join((text or "").split())


def test_tables_of_the_sample_are_those_of_pdfplumber() -> None:
    ours: dict[int, list[dict[tuple[int, int], str]]] = {}
    for block in read(SAMPLE.read_bytes(), SAMPLE.name, ReadOptions()).blocks:
        if block.table:
            cells = {(c.row, c.col): folded(c.text) for c in block.table.cells}
            ours.setdefault(block.page, []).append(cells)
    numbers = [13, 14, 24]
    with pdfplumber.open(SAMPLE, pages=numbers) as document:
        for page in document.pages:
            theirs = [
                {
                    (r, c): folded(text)
                    for r, row in enumerate(table)
                    for c, text in enumerate(row)
                    if text is not None
                }
                for table in page.extract_tables()
            ]
            assert ours[page.page_number] == theirs


def rows_of(table) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row].append(cell.text)
    return rows


DATA = [("Field", "Received", "Solved"), ("Prices", "12", "10"), ("Assets", "7", "7")]


def fill_rows(page, top: float, step: float):
    for number, row in enumerate(DATA):
        for x, word in zip((60, 200, 300), row, strict=True):
            page.text(x, top + step * number, word)
    return page


def test_a_table_without_vertical_rules_gets_its_columns_from_the_room(sheet, read_sheets) -> None:
    page = fill_rows(sheet(), 120, 30)
    for y in (100, 130, 160, 190):
        page.line(50, y, 400, y)
    (table,) = tables(read_sheets(page))
    assert rows_of(table) == [list(row) for row in DATA]


def test_rows_between_few_rules_come_from_the_lines(sheet, read_sheets) -> None:
    page = fill_rows(sheet(), 115, 20)
    for y in (100, 121, 165):
        page.line(50, y, 400, y)
    (table,) = tables(read_sheets(page))
    assert rows_of(table) == [list(row) for row in DATA]


def test_a_table_with_open_sides_keeps_its_outer_columns(sheet, read_sheets) -> None:
    page = fill_rows(sheet(), 120, 30)
    for y in (100, 130, 160, 190):
        page.line(50, y, 400, y)
    page.line(190, 100, 190, 190).line(290, 100, 290, 190)
    (table,) = tables(read_sheets(page))
    assert rows_of(table) == [list(row) for row in DATA]


def test_prose_between_rules_is_no_table(sheet, read_sheets) -> None:
    page = sheet()
    for y in (100, 150, 200):
        page.line(50, y, 500, y)
    page.text(60, 120, "The office reports on its work in the year and on the plan of the next")
    page.text(60, 170, "The second paragraph says that nothing else happened in this period")
    assert tables(read_sheets(page)) == []


def test_figures_in_columns_without_any_rule_are_a_table(sheet, read_sheets) -> None:
    page = fill_rows(sheet().text(70, 60, "Form II.06a"), 120, 18)
    page.text(60, 174, "Total").text(200, 174, "19").text(300, 174, "17")
    page.text(60, 230, "The list ends here.")
    document = read_sheets(page)
    (table,) = tables(document)
    assert rows_of(table) == [*map(list, DATA), ["Total", "19", "17"]]
    others = [b.text for b in document.blocks if not b.table]
    assert others == ["Form II.06a", "The list ends here."]


def test_a_table_inside_a_cell_belongs_to_it(sheet, read_sheets) -> None:
    page = sheet().grid([50, 150, 450], [100, 220, 250]).grid([200, 300, 400], [140, 170, 200])
    page.text(60, 120, "outer").text(210, 160, "a").text(310, 160, "1").text(210, 190, "b")
    (table,) = tables(read_sheets(page))
    (inner,) = table.cells[1].tables
    assert rows_of(inner) == [["a", "1"], ["b", ""]]
    assert table.cells[1].text == "a 1 b"
