"""Word files made in code: what prints, in which order, and what does not print."""

from io import BytesIO

import docx
import pytest
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extract.document import BlockKind, Document
from extract.errors import DamagedFileError, EmptyFileError
from extract.options import ReadOptions
from extract.readers.docx import read


def read_word(word: Word) -> Document:
    buffer = BytesIO()
    word.save(buffer)
    return read(buffer.getvalue(), "made.docx", ReadOptions())


def paragraph(xml: str) -> Word:
    word = docx.Document()
    element = parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>")
    word.element.body.insert(0, element)
    return word


RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
CASES = [
    (
        "tracked insertion is taken, deletion is not",
        RUN.format("Quyết định số ")
        + f"<w:ins w:id='1' w:author='a'>{RUN.format('15')}</w:ins>"
        + "<w:del w:id='2' w:author='a'><w:r><w:delText>14</w:delText></w:r></w:del>"
        + RUN.format("/QĐ-UBND"),
        "Quyết định số 15/QĐ-UBND",
    ),
    (
        "field result stands once, its code never",
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        + RUN.format("Bảng 1")
        + "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
        "Bảng 1",
    ),
    (
        "no-break hyphen is a hyphen",
        "<w:r><w:t>30</w:t><w:noBreakHyphen/><w:t>NQ/TU</w:t></w:r>",
        "30-NQ/TU",
    ),
    (
        "hidden text does not print",
        RUN.format("a") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r>" + RUN.format("c"),
        "ac",
    ),
    (
        "line break and tab are kept",
        "<w:r><w:t>Số: 5/BC</w:t><w:tab/><w:t>Huế</w:t><w:br/><w:t>ngày</w:t></w:r>",
        "Số: 5/BC\tHuế\nngày",
    ),
    (
        "hyperlink and content control print their runs",
        f"<w:hyperlink>{RUN.format('một ')}</w:hyperlink>"
        f"<w:sdt><w:sdtContent>{RUN.format('hai')}</w:sdtContent></w:sdt>",
        "một hai",
    ),
    (
        "a TCVN3 font tells its encoding",
        "<w:r><w:rPr><w:rFonts w:ascii='.VnTime'/></w:rPr><w:t>hép møt tÕt</w:t></w:r>",
        "hộp mứt tết",
    ),
]


@pytest.mark.parametrize(("xml", "text"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_paragraph_prints(xml: str, text: str) -> None:
    assert read_word(paragraph(xml)).blocks[0].text == text


def test_deleted_text_is_said() -> None:
    notes = read_word(paragraph(CASES[0][1])).notes
    assert {note.code for note in notes} == {"deleted-text", "inserted-text"}


def test_list_numbers_are_part_of_the_text() -> None:
    word = docx.Document()
    for text in ("một", "hai"):
        word.add_paragraph(text, style="List Number")
    blocks = read_word(word).blocks
    assert [(b.marker, b.text) for b in blocks] == [("1.", "1. một"), ("2.", "2. hai")]


def test_merged_cells_stand_once_with_their_spans() -> None:
    word = docx.Document()
    table = word.add_table(rows=3, cols=3)
    table.style = "Table Grid"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "STT"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Số hồ sơ"
    table.cell(2, 2).text = "07"
    (block,) = read_word(word).blocks
    assert block.table is not None
    cells = {(c.row, c.col): (c.text, c.row_span, c.col_span) for c in block.table.cells}
    assert cells[0, 0] == ("STT", 2, 1)
    assert cells[0, 1] == ("Số hồ sơ", 1, 2)
    assert cells[2, 2] == ("07", 1, 1)
    assert (1, 0) not in cells


def test_a_table_inside_a_cell_is_kept() -> None:
    word = docx.Document()
    outer = word.add_table(rows=1, cols=2)
    outer.style = "Table Grid"
    outer.cell(0, 0).text = "ngoài"
    inner = outer.cell(0, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text = "trong"
    inner.cell(0, 1).text = "5"
    (block,) = read_word(word).blocks
    assert block.table is not None
    (nested,) = block.table.cells[1].tables
    assert [c.text for c in nested.cells] == ["trong", "5"]
    assert "trong\t5" in block.text


def test_a_letterhead_without_lines_is_read_column_by_column() -> None:
    word = docx.Document()
    head = word.add_table(rows=2, cols=2)
    head.cell(0, 0).text = "UBND TỈNH ĐẮK LẮK\nSỞ Y TẾ"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    head.cell(1, 0).text = "Số: 12/BC-SYT"
    head.cell(1, 1).text = "Đắk Lắk, ngày 05 tháng 3 năm 2024"
    texts = [b.text for b in read_word(word).blocks]
    assert texts == [
        "UBND TỈNH ĐẮK LẮK\nSỞ Y TẾ",
        "Số: 12/BC-SYT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Đắk Lắk, ngày 05 tháng 3 năm 2024",
    ]


def test_heads_and_feet_are_furniture() -> None:
    word = docx.Document()
    word.add_paragraph("nội dung")
    word.sections[0].header.paragraphs[0].text = "Dự thảo lần 2"
    word.sections[0].footer.paragraphs[0].text = "3"
    kinds = [(b.kind, b.text) for b in read_word(word).blocks]
    assert kinds == [(BlockKind.HEADER, "Dự thảo lần 2"), (BlockKind.PARAGRAPH, "nội dung")]


def test_a_package_without_its_document_is_damaged() -> None:
    import zipfile

    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(DamagedFileError):
        read(buffer.getvalue(), "x.docx", ReadOptions())


def test_a_document_that_prints_nothing_says_so() -> None:
    with pytest.raises(EmptyFileError):
        read_word(docx.Document())


def drawing(kind: str, side: int = 0) -> str:
    """Return a run with a chart, diagram or picture of `side` EMU."""
    return (
        f"<w:r {nsdecls('w', 'wp', 'a')}><w:drawing><wp:inline><wp:extent cx='{side}' cy='{side}'/>"
        "<a:graphic><a:graphicData uri='http://schemas.openxmlformats.org/drawingml/2006/"
        f"{kind}'/></a:graphic></wp:inline></w:drawing></w:r>"
    )


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        pytest.param(drawing("chart") + drawing("chart"), "2 biểu đồ", id="charts"),
        pytest.param(drawing("diagram"), "1 sơ đồ SmartArt", id="smartart"),
        pytest.param(drawing("picture", 5_000_000), "1 hình ảnh lớn", id="scan"),
        pytest.param(drawing("picture", 500_000), None, id="logo"),
        pytest.param(RUN.format("chữ"), None, id="words"),
    ],
)
def test_what_is_not_read_is_told(inside: str, told: str | None) -> None:
    notes = read_word(paragraph(RUN.format("Kết quả") + inside)).notes
    assert [n.code for n in notes] == (["not-read"] if told else [])
    assert told is None or told in notes[0].message


def test_a_joined_document_is_told() -> None:
    word = docx.Document()
    word.add_paragraph("Phụ lục kèm theo:")
    chunk = parse_xml(f"<w:altChunk {nsdecls('w')}/>")
    word.element.body.insert(1, chunk)
    assert ["tài liệu ghép" in n.message for n in read_word(word).notes] == [True]
