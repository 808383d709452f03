"""Workbooks made in code and the samples: cells as shown, values, notes, limits."""

import datetime
from collections import Counter
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from extract.document import BlockKind, Cell, Document, Table
from extract.errors import DamagedFileError, EmptyFileError, EncryptedFileError, LimitError
from extract.options import ReadOptions
from extract.readers.xlsx import read

SAMPLES = sorted((Path(__file__).parents[3] / "samples").glob("*.xlsx"))
NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ROWS = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'


def saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read_book(book: Workbook, options: ReadOptions | None = None) -> Document:
    return read(saved(book), "made.xlsx", options or ReadOptions())


def book_of(*rows: list[object]) -> Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def rewritten(data: bytes, part: str, text: str | None) -> bytes:
    """Return the archive with a part replaced, or left out."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        if text is not None:
            new.writestr(part, text)
    return buffer.getvalue()


def sheet_xml(rows: str, more: str = "") -> Document:
    """Return the document of a workbook whose sheet is written by hand."""
    text = f"<worksheet {NAMES}><sheetData>{rows}</sheetData>{more}</worksheet>"
    data = rewritten(saved(openpyxl.Workbook()), "xl/worksheets/sheet1.xml", text)
    return read(data, "hand.xlsx", ReadOptions())


def table(document: Document) -> Table:
    return next(block.table for block in document.blocks if block.table)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


CELLS = [
    ("whole-number", 1451.0, None, "1451", Decimal(1451)),
    ("float-noise", 0.1 + 0.2, None, "0,3", Decimal("0.3")),
    ("padded-count", 1, "00", "01", Decimal(1)),
    ("percentage", 0.3333, "0.00%", "33,33%", Decimal("0.3333")),
    ("thousands", 1251, "#,##0", "1.251", Decimal(1251)),
    ("dash-for-zero", 0, '#,##0;-#,##0;"-"', "-", Decimal(0)),
    ("date", datetime.date(2023, 12, 15), "dd/mm/yyyy", "15/12/2023", None),
    ("system-date", datetime.date(2023, 12, 15), "mm-dd-yy", "15/12/2023", None),
    ("code-typed-as-text", "01", None, "01", None),
    ("code-of-a-procedure", "1.000125", None, "1.000125", None),
    ("truth-value", True, None, "TRUE", None),
    ("lines-without-blank-ones", "một\n\n hai \n", None, "một\nhai", None),
    ("decomposed-letters", "Quyê\u0301t", None, "Quy\u1ebft", None),
]


@pytest.mark.parametrize(
    ("stored", "code", "text", "value"), [c[1:] for c in CELLS], ids=[c[0] for c in CELLS]
)
def test_a_cell_prints_what_the_sheet_shows(
    stored: object, code: str | None, text: str, value: Decimal | None
) -> None:
    book = book_of(["a", "b", "c"], [stored, 1, 2])
    if code:
        book.active["A2"].number_format = code
    cell = next(c for c in table(read_book(book)).cells if (c.row, c.col) == (1, 0))
    assert (cell.text, cell.value) == (text, value)


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_whole_number_comes_through_exactly(number: int) -> None:
    cells = table(sheet_xml(ROWS.replace("<v>1</v>", f"<v>{number}.0</v>") + row_two())).cells
    assert (cells[0].value, cells[0].text) == (Decimal(number), str(number))


def row_two() -> str:
    return ROWS.replace('r="1"', 'r="2"').replace('1">', '2">')


def test_a_formula_shows_its_stored_result() -> None:
    rows = ROWS.replace("<v>3</v>", "<f>A1+B1</f><v>3</v>") + row_two()
    document = sheet_xml(rows)
    assert (texts(document), document.notes) == (["1\t2\t3\n1\t2\t3"], ())


def test_a_formula_without_a_result_is_told_and_stays_blank() -> None:
    document = read_book(book_of(["a", "b", "c"], [1, 2, "=A2+B2"], [1, 2, 3]))
    assert [(note.code, note.place.sheet) for note in document.notes] == [("truncated", "Sheet")]
    assert "C2" in document.notes[0].message
    assert texts(document) == ["a\tb\tc\n1\t2\n1\t2\t3"]


def test_an_error_value_is_text() -> None:
    rows = ROWS.replace('<c r="C1"><v>3</v>', '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v>')
    cell = table(sheet_xml(rows + row_two())).cells[2]
    assert (cell.text, cell.value) == ("#DIV/0!", None)


def test_cells_without_references_follow_each_other() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>"
    assert texts(sheet_xml(rows * 2)) == ["1\t2\t3\n1\t2\t3"]


def test_escaped_characters_and_phonetic_guides() -> None:
    item = "<is><r><t>một_x000D_</t></r><r><t>\nhai</t></r><rPh sb='0' eb='1'><t>x</t></rPh></is>"
    rows = f'<row r="1"><c r="A1" t="inlineStr">{item}</c></row>'
    assert texts(sheet_xml(rows)) == ["một\nhai"]


def test_a_repaired_sheet_is_told() -> None:
    text = f"<worksheet {NAMES}><sheetData>{ROWS}{row_two()}<row"
    data = rewritten(saved(openpyxl.Workbook()), "xl/worksheets/sheet1.xml", text)
    document = read(data, "torn.xlsx", ReadOptions())
    assert [note.code for note in document.notes] == ["repaired"]
    assert texts(document) == ["1\t2\t3\n1\t2\t3"]


def test_hidden_empty_and_chart_sheets_are_told() -> None:
    book = book_of(["Biểu 1"])
    book.active.row_dimensions[1].hidden = True
    book.create_sheet("Ẩn").append(["nháp"])
    book["Ẩn"].sheet_state = "veryHidden"
    book.create_sheet("Trống")
    book.create_chartsheet("Biểu đồ")
    document = read_book(book)
    assert texts(document) == ["Biểu 1", "nháp"]
    assert [(note.code, note.place.sheet) for note in document.notes] == [
        ("hidden-sheet", "Sheet"),
        ("hidden-sheet", "Ẩn"),
        ("empty-page", "Trống"),
        ("empty-page", "Biểu đồ"),
    ]


def test_a_sheet_whose_part_is_lost_is_told() -> None:
    book = book_of(["a"])
    book.create_sheet("Hai").append(["b"])
    document = read(rewritten(saved(book), "xl/worksheets/sheet2.xml", None), "x", ReadOptions())
    assert (texts(document), [n.code for n in document.notes]) == (["a"], ["truncated"])


def test_the_print_head_is_furniture() -> None:
    book = book_of(["a"])
    book.active.oddHeader.center.text = "Biểu số 5 &P/&N"
    block = read_book(book).blocks[0]
    assert (block.kind, block.text) == (BlockKind.HEADER, "Biểu số 5 /")


def test_every_block_and_cell_names_its_sheet() -> None:
    document = read_book(book_of(["a", "b", "c"], [1, 2, 3]))
    found = table(document)
    spans = [s for block in document.blocks for s in block.spans]
    spans += [s for cell in found.cells for s in cell.spans]
    assert found.sheet == "Sheet" and {span.place.sheet for span in spans} == {"Sheet"}


def test_legacy_fonts_come_out_in_unicode() -> None:
    line = "Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc"
    document = read_book(book_of([line]))
    assert texts(document) == ["Cộng hoà xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc"]
    assert [note.code for note in document.notes] == ["legacy-encoding"]


def test_an_empty_workbook_is_an_error() -> None:
    with pytest.raises(EmptyFileError):
        read_book(openpyxl.Workbook())


@pytest.mark.parametrize(
    "options",
    [ReadOptions(max_cells=39), ReadOptions(max_archive_bytes=100), ReadOptions(max_xml_depth=2)],
    ids=["cells", "bytes", "depth"],
)
def test_a_workbook_beyond_the_limits_is_refused(options: ReadOptions) -> None:
    with pytest.raises(LimitError):
        read_book(book_of(["a"] * 20, list(range(20))), options)


def test_cells_are_counted_over_all_sheets() -> None:
    book = book_of(list(range(30)))
    book.create_sheet("Hai").append(list(range(30)))
    assert read_book(book, ReadOptions(max_cells=60)).blocks
    with pytest.raises(LimitError, match="more than 59 cells"):
        read_book(book, ReadOptions(max_cells=59))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_without_its_parts_is_damaged(part: str) -> None:
    with pytest.raises(DamagedFileError):
        read(rewritten(saved(book_of(["a"])), part, None), "torn.xlsx", ReadOptions())


def test_a_workbook_whose_bytes_are_spoiled_is_damaged() -> None:
    data = bytearray(saved(book_of(["a"])))
    start = data.index(b"PK\x03\x04", data.index(b"xl/styles.xml") - 30)
    name = int.from_bytes(data[start + 26 : start + 28], "little")
    data[start + 30 + name : start + 50 + name] = b"\xff" * 20
    with pytest.raises(DamagedFileError):
        read(bytes(data), "spoiled.xlsx", ReadOptions())


def test_spoiled_properties_do_not_stop_the_reading() -> None:
    broken = "<x:core xmlns:x='u'><y:title>a</y:title></x:core>"
    data = rewritten(saved(book_of(["a"])), "docProps/core.xml", broken)
    document = read(data, "x.xlsx", ReadOptions())
    assert (texts(document), document.properties) == (["a"], (("title", "a"),))


def test_a_workbook_behind_a_password_is_told() -> None:
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(EncryptedFileError):
        read(data, "locked.xlsx", ReadOptions())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_numbers_and_texts_are_those_another_library_reads(path: Path) -> None:
    """Calamine knows no formats, but the stored numbers and texts must be the same."""
    expected: Counter[str] = Counter()
    for sheet in CalamineWorkbook.from_path(str(path)).sheet_names:
        for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python():
            expected.update(plain(value) for value in row if value != "")
    document = read(path.read_bytes(), path.name, ReadOptions())
    found = Counter(
        "\n".join(block.text.split()) for block in document.blocks if block.table is None
    )
    for block in document.blocks:
        found.update(stored(cell) for cell in (block.table.cells if block.table else ()))
    assert +Counter({k: v for k, v in found.items() if k}) == expected


def plain(value: object) -> str:
    if isinstance(value, float):
        return str(Decimal(str(value)).normalize() + 0)
    return "\n".join(str(value).split())


def stored(cell: Cell) -> str:
    return plain(float(cell.value)) if cell.value is not None else plain(cell.text)
