"""Whole Word files: order, notes, boxes, section heads, struck ends, tables that only set text."""

import zipfile
from io import BytesIO

import pytest

from extract.document import Block, BlockKind, Document
from extract.options import ReadOptions
from extract.readers.docx import read

SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def p(text: str, more: str = "", run: str = "") -> str:
    return (
        f"<w:p><w:pPr>{more}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f"<w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"
    )


def tc(*paragraphs: str, settings: str = "") -> str:
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def tbl(*rows: tuple[str, ...], lines: bool = True) -> str:
    edge = '<w:tblBorders><w:insideV w:val="single"/></w:tblBorders>' if lines else ""
    body = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{edge}</w:tblPr>{body}</w:tbl>"


def word(body: str, **parts: str) -> bytes:
    """Return a package of the body and of parts such as `footnotes` or `header1`."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
        )
        links = ""
        for name, xml in parts.items():
            kind = name.rstrip("0123456789")
            links += f'<Relationship Id="{name}" Type="{KIND}{kind}" Target="{name}.xml"/>'
            archive.writestr(f"word/{name}.xml", f"<w:{kind} {SPACES}>{xml}</w:{kind}>")
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{links}</Relationships>")
    return buffer.getvalue()


def document(body: str, **parts: str) -> Document:
    return read(word(body, **parts), "bc.docx", ReadOptions())


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in document(body, **parts).blocks]


def table(block: Block) -> list[str]:
    assert block.table is not None
    return [cell.text for cell in block.table.cells]


def test_footnotes_follow_their_paragraph_in_the_order_of_their_calls() -> None:
    call = "<w:p><w:r><w:t>{}</w:t><w:footnoteReference w:id='{}'/></w:r></w:p>"
    notes = "".join(
        f"<w:footnote w:id='{key}'>{p(text)}</w:footnote>"
        for key, text in (("2", "Quyết định số 8/QĐ-BTC"), ("3", "Công văn số 9/STC"))
    )
    body = call.format("một", "3") + call.format("hai", "2")
    assert texts(body, footnotes=notes) == [
        "một", "[1] Công văn số 9/STC", "hai", "[2] Quyết định số 8/QĐ-BTC",
    ]  # fmt: skip


def test_a_note_called_in_a_table_follows_the_table() -> None:
    called = "<w:p><w:r><w:t>5</w:t><w:footnoteReference w:id='2'/></w:r></w:p>"
    body = tbl((tc(p("a")), tc(called))) + p("sau")
    notes = f"<w:footnote w:id='2'>{p('chú thích')}</w:footnote>"
    assert texts(body, footnotes=notes) == ["a\t5", "[1] chú thích", "sau"]


def test_a_text_box_is_read_once_from_its_two_drawings() -> None:
    box = f"<w:txbxContent>{p('Dự thảo')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>BÁO CÁO</w:t></w:r></w:p>"
    )
    assert texts(body) == ["BÁO CÁO", "Dự thảo"]


def test_a_struck_paragraph_end_joins_the_next_paragraph() -> None:
    struck = "<w:rPr><w:del w:id='1' w:author='a'/></w:rPr>"
    assert texts(p("số 12/", struck) + p("QĐ-UBND")) == ["số 12/QĐ-UBND"]


def test_heads_stand_before_their_section_and_only_where_they_print() -> None:
    def section(*heads: str, more: str = "") -> str:
        return f"<w:sectPr>{''.join(heads)}{more}</w:sectPr>"

    first = "<w:headerReference w:type='first' r:id='header1'/>"
    usual = "<w:headerReference w:type='default' r:id='header2'/>"
    annex = "<w:headerReference w:type='default' r:id='header3'/>"
    body = p("thân", section(first, usual)) + p("phụ lục") + section(annex, more="<w:titlePg/>")
    found = document(body, header1=p("không in"), header2=p("Mật"), header3=p("Phụ lục 1"))
    assert [(b.kind, b.text) for b in found.blocks] == [
        (BlockKind.HEADER, "Mật"),
        (BlockKind.PARAGRAPH, "thân"),
        (BlockKind.HEADER, "Phụ lục 1"),
        (BlockKind.PARAGRAPH, "phụ lục"),
    ]


@pytest.mark.parametrize("number", ["3", "- 3 -", "Trang 3", "3/12", ""])
def test_page_numbers_are_no_text(number: str) -> None:
    body = p("thân") + "<w:sectPr><w:footerReference r:id='footer1'/></w:sectPr>"
    assert texts(body, footer1=p(number)) == ["thân"]


def test_cells_of_a_closing_are_paragraphs_left_column_first() -> None:
    closing = tbl(
        (tc(p("Nơi nhận:"), p("- Như trên;")), tc(p("KT. GIÁM ĐỐC"), p("Nguyễn Văn A"))),
        lines=False,
    )
    assert texts(closing) == ["Nơi nhận:", "- Như trên;", "KT. GIÁM ĐỐC", "Nguyễn Văn A"]


def test_a_letterhead_drawn_with_lines_is_a_letterhead() -> None:
    head = tbl((tc(p("SỞ Y TẾ")), tc(p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))))
    assert len(texts(head)) == 2


def test_data_without_lines_stays_a_table() -> None:
    rows = (tc(p("Đất đai")), tc(p("15"))), (tc(p("Hộ tịch")), tc(p("7")))
    (block,) = document(tbl(*rows, lines=False)).blocks
    assert table(block) == ["Đất đai", "15", "Hộ tịch", "7"]


def test_a_table_of_parties_is_no_letterhead() -> None:
    rows = (tc(p("Cơ quan")), tc(p("Số"))), (tc(p("ĐẢNG CỘNG SẢN VIỆT NAM")), tc(p("7")))
    (block,) = document(tbl(*rows)).blocks
    assert block.kind is BlockKind.TABLE


def test_a_frame_around_everything_is_no_table() -> None:
    inner = tbl((tc(p("a")), tc(p("1"))))
    blocks = document(tbl((tc(p("Biểu số 1"), inner, p("hết")),))).blocks
    assert [(b.kind, b.text) for b in blocks] == [
        (BlockKind.PARAGRAPH, "Biểu số 1"),
        (BlockKind.TABLE, "a\t1"),
        (BlockKind.PARAGRAPH, "hết"),
    ]


def test_row_numbers_of_an_automatic_list_are_printed_in_empty_cells() -> None:
    numbers = (
        "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/>"
        "<w:lvlText w:val='%1'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    )
    item = "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>"
    (block,) = document(
        tbl((tc(item), tc(p("Đất đai"))), (tc(item), tc(p("Hộ tịch")))), numbering=numbers
    ).blocks
    assert table(block) == ["1", "Đất đai", "2", "Hộ tịch"]


def test_lists_of_a_letterhead_are_counted_once() -> None:
    numbers = (
        "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/>"
        "<w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    )
    listed = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
    closing = tbl((tc(p("Nơi nhận:"), p("Như trên", listed)), tc(p("GIÁM ĐỐC"))), lines=False)
    body = p("một", listed) + closing + p("ba", listed)
    assert texts(body, numbering=numbers) == [
        "1. một", "Nơi nhận:", "2. Như trên", "GIÁM ĐỐC", "3. ba",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("xml", "shown"),
    [
        ("<w:r><w:t>đối tư</w:t><w:softHyphen/><w:t>ợng</w:t></w:r>", "đối tượng"),
        ("<w:r><w:rPr><w:caps/></w:rPr><w:t>Báo cáo</w:t></w:r>", "BÁO CÁO"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t> có</w:t></w:r>", "☑ có"),
        ("<w:r><w:sym w:font='Symbol' w:char='x'/><w:t>có</w:t></w:r>", "có"),
        ("<m:oMath><m:r><m:t>8/23</m:t></m:r></m:oMath>", "8/23"),
        ("<w:moveTo w:id='1'><w:r><w:t>tới</w:t></w:r></w:moveTo>", "tới"),
        ("<w:moveFrom w:id='1'><w:r><w:t>từ</w:t></w:r></w:moveFrom><w:r><w:t>x</w:t></w:r>", "x"),
        ("<w:r><w:t>Sở</w:t><w:br w:type='page'/></w:r>", "Sở"),
        ("<w:r><w:tab/><w:t>thụt đầu dòng</w:t></w:r>", "thụt đầu dòng"),
        (
            "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='1'/>"
            "<w:listEntry w:val='Có'/><w:listEntry w:val='Không'/></w:ddList></w:ffData>"
            "</w:fldChar></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>",
            "Không",
        ),
        (
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>IF </w:instrText></w:r>"
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:t>mã</w:t></w:r>"
            "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>điều kiện</w:t></w:r>"
            "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
            "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>5 hồ sơ</w:t></w:r>"
            "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
            "5 hồ sơ",
        ),
    ],
    ids=[
        "soft hyphen", "capitals", "symbol", "broken symbol", "formula", "moved to", "moved from",
        "page break", "indent by tab", "drop-down", "field in a field's code",
    ],
)  # fmt: skip
def test_a_run_prints(xml: str, shown: str) -> None:
    assert texts(f"<w:p>{xml}</w:p>") == [shown]


def test_a_field_left_open_does_not_swallow_the_rest() -> None:
    open_field = "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>"
    assert texts(open_field + p("còn lại")) == ["còn lại"]


def test_hidden_and_struck_text_is_counted() -> None:
    rows = (tc(p("a")),), (tc(p("bb")),)
    struck = tbl(*rows).replace("<w:tr>", "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>", 1)
    found = document(p("ẩn", run="<w:vanish/>") + p("hiện") + struck)
    assert [b.text for b in found.blocks] == ["hiện", "bb"]
    assert [note.message_en[:12] for note in found.notes] == ["1 characters", "2 characters"]


def test_the_level_of_a_heading_style_is_told_and_body_text_has_none() -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='H'><w:name w:val='heading 2'/>"
        "<w:rPr><w:b/><w:sz w:val='28'/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='C'><w:name w:val='con'/><w:basedOn w:val='H'/>"
        "<w:pPr><w:outlineLvl w:val='9'/><w:jc w:val='center'/></w:pPr></w:style>"
    )
    body = p("mục", "<w:pStyle w:val='H'/>") + p("thường", "<w:pStyle w:val='C'/>")
    first, second = (b.style for b in document(body, styles=styles).blocks)
    assert (first.level, first.bold, first.size, first.centered) == (2, True, 14.0, False)
    assert (second.level, second.bold, second.centered) == (None, True, True)
