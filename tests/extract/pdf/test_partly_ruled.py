import pytest

COLUMNS = [50, 170, 250, 330, 410]
ROWS = [("Giao thong", "12", "7", "19"), ("Dat dai", "4", "0", "4"), ("Tong so", "16", "7", "23")]
HEAD = ("Field", "Old", "New", "All")


def tables(document):
    return [block.table for block in document.blocks if block.table]


def grid(table) -> list[list[str]]:
    rows = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


def words(page, rows, top: float, step: float):
    for number, row in enumerate(rows):
        for x, text in zip(COLUMNS, row, strict=False):
            page.text(x + 8, top + number * step, text, 10)
    return page


def expected() -> list[list[str]]:
    return [list(HEAD), *map(list, ROWS)]


def test_rows_without_walls_take_those_of_the_head(sheet, read_sheets) -> None:
    page = words(sheet(), [HEAD, *ROWS], 115, 20)
    for y in range(100, 200, 20):
        page.line(50, y, 410, y)
    for x in COLUMNS:
        page.line(x, 100, x, 120)
    page.line(50, 100, 50, 180).line(410, 100, 410, 180)
    (table,) = tables(read_sheets(page))
    assert grid(table) == expected()


def test_a_frame_around_several_rows_is_as_many_rows_as_lines(sheet, read_sheets) -> None:
    page = words(sheet(), [HEAD, *ROWS], 115, 20)
    for y in (100, 120, 180):
        page.line(50, y, 410, y)
    for x in COLUMNS:
        page.line(x, 100, x, 180)
    (table,) = tables(read_sheets(page))
    assert grid(table) == expected()


@pytest.mark.parametrize("drawn", [(50, 170, 250, 330), (170, 250, 330, 410), (170, 250, 330)])
def test_open_sides_are_closed(sheet, read_sheets, drawn) -> None:
    page = words(sheet(), [HEAD, *ROWS], 115, 20)
    for y in range(100, 200, 20):
        page.line(50, y, 410, y)
    for x in drawn:
        page.line(x, 100, x, 180)
    (table,) = tables(read_sheets(page))
    assert grid(table) == expected()


def test_a_corner_without_rules_leaves_the_rest_closed(sheet, read_sheets) -> None:
    page = words(sheet(), [("", *HEAD[1:]), *ROWS], 115, 20).line(170, 100, 410, 100)
    for y in range(120, 200, 20):
        page.line(50, y, 410, y)
    for x in COLUMNS[1:-1]:
        page.line(x, 100, x, 180)
    (table,) = tables(read_sheets(page))
    assert grid(table) == [["", *HEAD[1:]], *map(list, ROWS)]


def test_one_wall_does_not_hide_the_other_columns(sheet, read_sheets) -> None:
    page = words(sheet(), [HEAD, *ROWS], 115, 20)
    for y in (100, 120, 180):
        page.line(50, y, 410, y)
    page.line(165, 100, 165, 180)
    (table,) = tables(read_sheets(page))
    assert grid(table) == expected()


def test_wrapped_lines_of_a_cell_stay_one_row(sheet, read_sheets) -> None:
    page = sheet().grid([50, 170, 250, 330], [100, 120, 180])
    for x, text in ((58, "Field"), (178, "Days"), (258, "Fee")):
        page.text(x, 115, text, 10)
    for y, name, days, fee in ((135, "Issue of", "20", "No"), (150, "licences,", "working", "fee")):
        page.text(58, y, name, 10).text(178, y, days, 10).text(258, y, fee, 10)
    page.text(58, 165, "renewal", 10).text(178, 165, "days", 10)
    (table,) = tables(read_sheets(page))
    assert grid(table)[1] == ["Issue of licences, renewal", "20 working days", "No fee"]
    assert table.n_rows == 2


def test_a_group_row_over_all_columns_stays_whole(sheet, read_sheets) -> None:
    page = words(sheet(), [HEAD, *ROWS], 115, 20)
    page.text(58, 195, "II. Matters of the districts and of the communes", 10)
    page.grid(COLUMNS, [100, 120, 140, 160, 180])
    page.line(50, 200, 410, 200).line(50, 180, 50, 200).line(410, 180, 410, 200)
    (table,) = tables(read_sheets(page))
    last = [c for c in table.cells if c.row == 4]
    assert [(c.text, c.col_span) for c in last] == [
        ("II. Matters of the districts and of the communes", 4)
    ]


def test_underlined_headings_around_a_ruled_table_are_none(sheet, read_sheets) -> None:
    page = sheet()
    for top in (100, 220, 340):
        page.text(200, top - 5, "Some gases", 10).line(40, top, 430, top)
        page.grid(COLUMNS, [top + 10, top + 30, top + 50, top + 70, top + 90])
        words(page, [HEAD, *ROWS], top + 25, 20)
    found = tables(read_sheets(page))
    assert [grid(table) for table in found] == [expected()] * 3


def test_a_drawing_with_level_lines_is_no_table(sheet, read_sheets) -> None:
    page = sheet().text(120, 133, "Rate of growth", 10)
    for y in range(100, 240, 20):
        page.line(100, y, 400, y)
    page.line(100, 100, 100, 220).line(400, 100, 400, 220)
    document = read_sheets(page)
    assert tables(document) == []
    assert [block.text for block in document.blocks] == ["Rate of growth"]


def test_a_table_that_fills_its_cell_stands_inside_it(sheet, read_sheets) -> None:
    page = sheet().grid([50, 150, 350], [100, 120, 140, 180, 200])
    page.grid([156, 250, 344], [141.5, 160, 178.5])
    for y, name in ((115, "Field"), (135, "Land"), (165, "Water"), (195, "Air")):
        page.text(58, y, name, 10)
    page.text(158, 115, "Note", 10).text(158, 135, "none", 10).text(158, 195, "none", 10)
    for x, y, words_ in (
        (160, 155, "Fee"),
        (254, 155, "Rate"),
        (160, 174, "Copy"),
        (254, 174, "3"),
    ):
        page.text(x, y, words_, 10)
    (table,) = tables(read_sheets(page))
    assert (table.n_rows, table.n_cols) == (4, 2)
    assert [row[0] for row in grid(table)] == ["Field", "Land", "Water", "Air"]
    (inner,) = [t for c in table.cells for t in c.tables]
    assert grid(inner) == [["Fee", "Rate"], ["Copy", "3"]]


def test_a_table_torn_at_the_pages_end_keeps_its_last_row(sheet, read_sheets) -> None:
    page = words(sheet(), [HEAD, *ROWS], 115, 20)
    for y in (100, 120, 140, 160):
        page.line(50, y, 410, y)
    for x in COLUMNS:
        page.line(x, 100, x, 182)
    (table,) = tables(read_sheets(page))
    assert grid(table) == expected()


def test_rules_without_any_wall_part_rows_and_room_parts_columns(sheet, read_sheets) -> None:
    page = words(sheet(), [HEAD, *ROWS], 115, 20)
    for y in range(100, 200, 20):
        page.line(50, y, 410, y)
    page.line(50, 100, 50, 180).line(410, 100, 410, 180)
    (table,) = tables(read_sheets(page))
    assert grid(table) == expected()


def test_prose_in_a_frame_with_rules_is_no_table_of_columns(sheet, read_sheets) -> None:
    page = sheet()
    for y in (100, 160, 220, 280):
        page.line(50, y, 410, y)
    page.line(50, 100, 50, 280).line(410, 100, 410, 280)
    for n, y in enumerate(range(115, 280, 15)):
        page.text(58, y, f"line {n} of a text that runs on and on over the frame", 10)
    for table in tables(read_sheets(page)):
        assert table.n_cols == 1


def test_a_table_of_contents_is_no_table(sheet, read_sheets) -> None:
    page = sheet()
    for n, name in enumerate(("General matters", "Results", "Plans", "Requests"), 1):
        page.text(60, 100 + 16 * n, str(n)).text(90, 100 + 16 * n, name)
        page.text(480, 100 + 16 * n, str(3 * n))
    assert tables(read_sheets(page)) == []


def test_unruled_rows_are_told_by_their_numbers(sheet, read_sheets) -> None:
    page = (
        sheet().text(60, 85, "No").text(90, 85, "Field").text(300, 85, "Old").text(380, 85, "New")
    )
    page.text(60, 100, "I").text(90, 100, "Province")
    rows = (("1", "Land", "12", ""), ("2", "Water and", "4", "7"), ("3", "Air", "", "9"))
    for y, row in zip((116, 132, 164), rows, strict=True):
        for x, text in zip((60, 90, 300, 380), row, strict=True):
            page.text(x, y, text)
    page.text(90, 146, "its banks").text(60, 180, "4").text(90, 180, "Fire")
    page.text(300, 180, "1").text(380, 180, "2")
    (table,) = tables(read_sheets(page))
    assert grid(table) == [
        ["No", "Field", "Old", "New"],
        ["I", "Province", "", ""],
        ["1", "Land", "12", ""],
        ["2", "Water and its banks", "4", "7"],
        ["3", "Air", "", "9"],
        ["4", "Fire", "1", "2"],
    ]


def test_a_pages_first_row_needs_no_rule_above(sheet, read_sheets) -> None:
    page = words(sheet(), [*ROWS, ("Con lai", "1", "2", "3")], 75, 20)
    for y in (80, 100, 120, 140):
        page.line(50, y, 410, y)
    (table,) = tables(read_sheets(page))
    assert grid(table) == [*map(list, ROWS), ["Con lai", "1", "2", "3"]]


def test_wrapped_formulas_of_the_columns_stay_one_row(sheet, read_sheets) -> None:
    head = ("(1)", "(2)=(3)", "(3)=(1", "(4)=(1")
    page = words(sheet(), [HEAD], 115, 20)
    words(page, [head, ("", "+(4)+(", ")+(12)", "2)+(3)"), ("", "5)", "", "")], 135, 11)
    words(page, ROWS, 180, 20)
    for y in (100, 120, 165, 185, 205, 225):
        page.line(50, y, 410, y)
    for x in COLUMNS:
        page.line(x, 100, x, 225)
    (table,) = tables(read_sheets(page))
    index = ["(1)", "(2)=(3) +(4)+( 5)", "(3)=(1 )+(12)", "(4)=(1 2)+(3)"]
    assert grid(table) == [list(HEAD), index, *map(list, ROWS)]


def test_wrapped_formulas_above_a_frame_around_the_rows_stay_one_row(sheet, read_sheets) -> None:
    page = words(sheet(), [HEAD], 115, 20)
    words(page, [("(1)", "(2)=(3)", "(3)", "(4)"), ("", "+(4)", "", "")], 135, 11)
    words(page, ROWS, 175, 20)
    for y in (100, 120, 230):
        page.line(50, y, 410, y)
    for x in COLUMNS:
        page.line(x, 100, x, 230)
    (table,) = tables(read_sheets(page))
    index = ["(1)", "(2)=(3) +(4)", "(3)", "(4)"]
    assert grid(table) == [list(HEAD), index, *map(list, ROWS)]
