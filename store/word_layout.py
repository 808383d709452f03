"""Word files in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I: paper, font, pieces of a page."""

from __future__ import annotations

from typing import Any

FONT = "Times New Roman"


def new_document(*, landscape: bool = False, size: int = 11) -> Any:
    """Return an empty document: A4, Times New Roman, paragraphs close together."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(size)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(2)
    section = document.sections[0]
    width, height = Cm(21), Cm(29.7)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        width, height = height, width
    section.page_width, section.page_height = width, height
    section.top_margin = section.bottom_margin = Cm(2)
    # Source: NĐ 30/2020, Phụ lục I, mục I.1: left 30–35 mm, right 15–20 mm upright.
    section.left_margin, section.right_margin = (Cm(2), Cm(2)) if landscape else (Cm(3), Cm(1.5))
    return document


def centered(parent: Any, text: str, *, bold: bool = False, size: int = 11) -> None:
    """Add a centered paragraph."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = parent.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)


def write_cell(
    cell: Any,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float = 11,
    side: str = "left",
) -> None:
    """Write a cell's text, a paragraph a line, in the middle of its height."""
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    sides = {
        "left": WD_ALIGN_PARAGRAPH.LEFT,
        "center": WD_ALIGN_PARAGRAPH.CENTER,
        "right": WD_ALIGN_PARAGRAPH.RIGHT,
    }
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for position, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if not position else cell.add_paragraph()
        paragraph.alignment = sides[side]
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(plain(line))
        run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def plain(text: str) -> str:
    """Return the text without the control characters that XML refuses."""
    return "".join(" " if ord(char) < 32 else char for char in text)


def shade(cell: Any, color: str = "F2F2F2") -> None:
    """Fill a cell with a color, RRGGBB."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    fill = OxmlElement("w:shd")
    fill.set(qn("w:val"), "clear")
    fill.set(qn("w:fill"), color)
    cell._tc.get_or_add_tcPr().append(fill)


def signature(document: Any, left: str, right: str) -> None:
    """Add the block of two signatures under a form."""
    document.add_paragraph()
    table = document.add_table(rows=1, cols=2)
    write_cell(table.cell(0, 0), f"\n{left}", bold=True, side="center")
    write_cell(table.cell(0, 1), "……, ngày …… tháng …… năm ……", italic=True, side="center")
    for cell, text, note in (
        (table.cell(0, 0), "", "(Ký, ghi rõ họ tên)"),
        (table.cell(0, 1), right, "(Ký, ghi rõ họ tên, đóng dấu)"),
    ):
        if text:
            centered(cell, text, bold=True)
        centered(cell, note)
    for _ in range(3):
        document.add_paragraph()
