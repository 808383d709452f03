"""The province's form as a Word file: landscape, official layout, notes under the table."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

from normalize.forms import Column, Part
from store import form_layout as layout
from store.aggregate import Aggregate, blanks, totals
from store.aggregate_rows import Key
from store.aggregate_xlsx import note_lines, row_plan
from store.word_layout import centered, new_document, shade, signature, write_cell

PAGE_WIDTH = 25.7  # centimeters between the margins of A4 on its side


def write_docx(result: Aggregate) -> bytes:
    """Return the form as a Word file, a page a part, the notes last."""
    from docx.shared import Pt

    document = new_document(landscape=True)
    parts = [part for part in result.form.parts if part.columns]
    for position, part in enumerate(parts):
        if position:
            document.add_page_break()
        _part(document, result, part)
    for text, bold in note_lines(result):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold = bold
        run.font.size = Pt(10)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def number_text(value: Decimal | None, column: Column) -> str:
    """Return a number as an office prints it: 1.251; 55,56; blank for none."""
    if value is None:
        return ""
    if column.kind == "percent":
        text = f"{value:,.2f}"
    else:
        text = f"{value:,f}" if value % 1 else f"{value:,.0f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def _part(document: Any, result: Aggregate, part: Part) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    form = result.form
    left, right = layout.side_lines(form, result.reporter)
    head = document.add_table(rows=1, cols=2)
    write_cell(head.cell(0, 0), "\n".join(left), size=11)
    head.cell(0, 0).paragraphs[0].runs[0].bold = True
    write_cell(head.cell(0, 1), "\n".join(right), size=11, side="right")
    centered(document, form.title, bold=True, size=13)
    if part.name and part.title:
        centered(document, f"{part.name}. {part.title}", bold=True)
    centered(document, f"Kỳ báo cáo: {layout.period_text(result.period)}")
    unit = layout.unit_line(form)
    if unit:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(unit)
        run.italic, run.font.size = True, Pt(10)
    _grid(document, result, part)
    signature(document, "NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG CƠ QUAN")


def _grid(document: Any, result: Aggregate, part: Part) -> None:
    plan, depth = row_plan(result), layout.header_depth(part)
    table = document.add_table(rows=depth + 1 + len(plan) + 1, cols=len(part.columns))
    table.style, table.autofit = "Table Grid", False
    cells = [list(row.cells) for row in table.rows]
    for head in layout.header_cells(part, result.by):
        cell = cells[head.row][head.col]
        if (head.height, head.width) != (1, 1):
            corner = cells[head.row + head.height - 1][head.col + head.width - 1]
            cell = cell.merge(corner)
        write_cell(cell, head.text, bold=True, size=9, side="center")
        shade(cell)
    for col, text in enumerate(layout.index_texts(part)):
        write_cell(cells[depth][col], text.replace("=", "= "), italic=True, size=7, side="center")
    for row in table.rows[: depth + 1]:
        _repeat(row)
    for offset, values in enumerate(_body(result, part), depth + 1):
        for col, (text, side, bold) in enumerate(values):
            write_cell(cells[offset][col], text, bold=bold, size=9, side=side)
    for col, column in enumerate(part.columns):
        text = "Số ô trống hoặc ghi gạch" if column.kind == "label" else ""
        if column.kind == "count":
            text = str(blanks(result, part, column))
        side = "left" if column.kind == "label" else "right"
        write_cell(cells[-1][col], text, italic=True, size=8, side=side)
    _widths(table, part)


def _body(result: Aggregate, part: Part) -> list[list[tuple[str, str, bool]]]:
    """Return the body's cells as (text, side, bold)."""
    rows = []
    sums: list[dict[Key, Decimal | None]] = []
    members: list[tuple[int, ...]] = []
    plan, number = row_plan(result), 0
    for offset, (kind, label, line, added) in enumerate(plan):
        own = (offset,) if line is not None else tuple(i for a in added for i in members[a])
        members.append(own)
        sums.append(totals(result.form, [found for i in own if (found := plan[i][2]) is not None]))
        number += line is not None
        if line is not None and line.marked:
            label += " *"
        row = []
        for column in part.columns:
            text, side = number_text(sums[-1].get((part.name, column.number)), column), "right"
            if column.kind == "row_number":
                text, side = str(number) if line is not None else "", "center"
            elif column.kind == "label":
                text, side = label, "left"
            row.append((text, side, kind != "line"))
        rows.append(row)
    return rows


def _widths(table: Any, part: Part) -> None:
    from docx.shared import Cm

    numbers = sum(column.kind not in ("row_number", "label") for column in part.columns)
    each = min((PAGE_WIDTH - 1.1 - 5.2) / max(numbers, 1), 3.0)
    known = {"row_number": 1.1, "label": 5.2}
    for col, column in enumerate(part.columns):
        width = Cm(known.get(column.kind, each))
        table.columns[col].width = width
        for cell in table.columns[col].cells:
            cell.width = width


def _repeat(row: Any) -> None:
    """Repeat the row at the top of every page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
