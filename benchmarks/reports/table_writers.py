"""Writes made-up tables as DOCX, XLSX and HTML; LibreOffice or Chromium prints them to PDF."""

from __future__ import annotations

import html
import subprocess
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pikepdf
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from tables import Grid, MadeDocument, MadeTable
from writers import placed, put_head

SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
DRAWN = {
    "all": SIDES,
    "rows": ("top", "left", "bottom", "right", "insideH"),
    "open": ("top", "bottom", "insideH"),
    "frame": ("top", "left", "bottom", "right", "insideV"),
    "none": (),
}


def write_docx(made: MadeDocument, path: Path) -> None:
    """Write the document as a Word file."""
    doc = docx.Document()
    doc.styles["Normal"].font.name = "Liberation Serif"
    doc.styles["Normal"].font.size = Pt(12)
    if made.landscape:
        section = doc.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(doc.sections[0], side, Cm(2))
    for part in made.parts:
        if isinstance(part, str):
            doc.add_paragraph(part)
            continue
        for line in part.caption:
            paragraph = doc.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(line).bold = True
        _docx_table(doc, part)
    doc.save(str(path))


def _docx_table(doc: docx.document.Document, table: MadeTable) -> None:
    heads = len(table.header) + bool(table.index)
    grid = doc.add_table(rows=heads + len(table.rows), cols=table.columns)
    grid.autofit = False
    borders = OxmlElement("w:tblBorders")
    for side in DRAWN[table.rules]:
        stroke = OxmlElement(f"w:{side}")
        stroke.set(qn("w:val"), "single")
        stroke.set(qn("w:sz"), "4")
        borders.append(stroke)
    grid._tbl.tblPr.append(borders)
    cells = [list(row.cells) for row in grid.rows]
    for row, col, height, width, text in placed(table.header):
        cell = cells[row][col]
        if (height, width) != (1, 1):
            cell = cell.merge(cells[row + height - 1][col + width - 1])
        cell.text = text
    if table.index:
        for cell, text in zip(cells[heads - 1], table.index, strict=True):
            cell.text = text
    for number, row in enumerate(table.rows):
        line = cells[heads + number]
        if number in table.groups:
            line[0].merge(line[-1]).text = row[0]
            continue
        for cell, text in zip(line, row, strict=True):
            cell.text = text
    if table.nested:
        row, col, inner = table.nested
        cell = cells[heads + row][col]
        small = cell.add_table(rows=len(inner), cols=len(inner[0]))
        small.style = "Table Grid"
        for line, texts in zip(small.rows, inner, strict=True):
            for place, text in zip(line.cells, texts, strict=True):
                place.text = text
        cell.add_paragraph("")
    for number, row in enumerate(grid.rows):
        if table.repeats and number < heads:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, width in zip(row.cells, table.widths, strict=True):
            cell.width = Cm(width)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
                for run in paragraph.runs:
                    run.font.size = Pt(10)
                    run.font.bold = number < heads
    for row in grid.rows[:heads]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def write_xlsx(made: MadeDocument, path: Path) -> None:
    """Write the document's tables on one sheet each, with their captions above."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, table in enumerate(made.tables, 1):
        sheet = book.create_sheet(f"Bang {number}")
        sheet.page_setup.orientation = "landscape" if made.landscape else "portrait"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(
            fitToPage=True
        )
        top = 1
        for line in table.caption:
            sheet.cell(top, 1, line).font = Font(bold=True)
            sheet.merge_cells(start_row=top, end_row=top, start_column=1, end_column=table.columns)
            top += 1
        _xlsx_table(sheet, table, top)
        if table.footnote:
            sheet.cell(sheet.max_row + 2, 1, table.footnote)
    book.save(path)


def _xlsx_table(sheet: openpyxl.worksheet.worksheet.Worksheet, table: MadeTable, top: int) -> None:
    put_head(sheet, placed(table.header), top)
    first = top + len(table.header)
    for row, line in enumerate([table.index, *table.rows] if table.index else table.rows, first):
        place = row - first - bool(table.index)
        for col, text in enumerate(line, 1):
            cell = sheet.cell(row, col, _stored(text) if place >= 0 and col > 1 else text or None)
            if isinstance(cell.value, int):
                grouped = "." in text
                cell.number_format = "#,##0" if grouped else "0" * len(text)
        if place in table.groups:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=table.columns)
    last = first + len(table.rows) - 1 + bool(table.index)
    if table.repeats:
        sheet.print_title_rows = f"{top}:{first - 1 + bool(table.index)}"
    drawn, thin = DRAWN[table.rules], Side(style="thin")
    for number, row in enumerate(sheet.iter_rows(min_row=top, max_row=last, max_col=table.columns)):
        for col, cell in enumerate(row):
            inner = number + top < last and "insideH" in drawn
            right = "insideV" in drawn if col + 1 < table.columns else "right" in drawn
            cell.border = Border(
                left=thin if col == 0 and "left" in drawn else None,
                right=thin if right else None,
                top=thin if number == 0 and "top" in drawn else None,
                bottom=thin if inner or (number + top == last and "bottom" in drawn) else None,
            )
            figures = "center" if len(table.rows) % 2 else "right"
            side = figures if col > 1 and number > len(table.header) - 1 else None
            cell.alignment = Alignment(side, "center", wrap_text=True)
            cell.font = Font(size=10)
    for col, width in enumerate(table.widths, 1):
        sheet.column_dimensions[get_column_letter(col)].width = 5 * width
    for number, line in enumerate(table.rows, first + bool(table.index)):
        if number - first - bool(table.index) not in table.groups:
            lines = max(
                1 + int(len(text) / (4.2 * width))
                for text, width in zip(line, table.widths, strict=True)
            )
            sheet.row_dimensions[number].height = 14 * lines


def _stored(text: str) -> int | str | None:
    """Return what a workbook stores for a printed figure."""
    plain = text.replace(".", "")
    return int(plain) if plain.isdigit() and len(plain) < 9 else text or None


def write_html(made: MadeDocument, path: Path) -> None:
    """Write the document as a page that Chromium prints on A4."""
    size = "A4 landscape" if made.landscape else "A4"
    out = [
        '<html><head><meta charset="utf-8"><style>',
        f"@page {{size: {size}; margin: 2cm}}",
        "body {font: 12pt 'Liberation Serif'} table {border-collapse: collapse; font-size: 10pt}",
        "th, td {padding: 2px 6px; vertical-align: top}",
        ".all td, .all th, .all {border: 1px solid}",
        ".rows td, .rows th {border-top: 1px solid; border-bottom: 1px solid}",
        ".rows {border: 1px solid} .open td, .open th {border-top: 1px solid;",
        "border-bottom: 1px solid} .frame td, .frame th {border-left: 1px solid;",
        "border-right: 1px solid} .frame {border: 1px solid}",
        "</style></head><body>",
    ]
    for part in made.parts:
        if isinstance(part, str):
            out.append(f"<p>{html.escape(part)}</p>")
            continue
        out += [f'<p align="center"><b>{html.escape(line)}</b></p>' for line in part.caption]
        out += _html_table(part)
    path.write_text("\n".join([*out, "</body></html>"]), encoding="utf-8")


def _html_table(table: MadeTable) -> list[str]:
    head, tag = ("thead", "th") if table.repeats else ("tbody", "td")
    out = [f'<table class="{table.rules}"><colgroup>']
    out += [f'<col style="width: {width}cm">' for width in table.widths]
    out.append(f"</colgroup><{head}>")
    for number in range(len(table.header)):
        cells = [cell for cell in placed(table.header) if cell[0] == number]
        out.append(
            "<tr>"
            + "".join(
                f'<{tag} rowspan="{height}" colspan="{width}">{html.escape(text)}</{tag}>'
                for _, _, height, width, text in cells
            )
            + "</tr>"
        )
    if table.index:
        out.append("<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in table.index) + "</tr>")
    out.append(f"</{head}><tbody>")
    for number, row in enumerate(table.rows):
        if number in table.groups:
            out.append(f'<tr><td colspan="{table.columns}">{html.escape(row[0])}</td></tr>')
            continue
        cells = [html.escape(text) for text in row]
        if table.nested and table.nested[0] == number:
            cells[table.nested[1]] += _html_inner(table.nested[2])
        out.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    return [*out, "</tbody></table>"]


def _html_inner(rows: Grid) -> str:
    lines = ("".join(f"<td>{html.escape(text)}</td>" for text in row) for row in rows)
    return '<table class="all">' + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def print_by_office(paths: Sequence[Path], folder: Path) -> None:
    """Print Word files or workbooks to PDF, `folder/NAME.pdf`."""
    profile = (folder / "profile").resolve().as_uri()
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless"),
            *("--convert-to", "pdf", "--outdir", str(folder), *map(str, paths)),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )


def print_by_browser(path: Path, target: Path) -> None:
    """Print an HTML page to PDF."""
    subprocess.run(
        [
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"),
            *("--no-first-run", "--disable-background-networking", "--disable-sync"),
            *("--no-pdf-header-footer", f"--print-to-pdf={target}", path.resolve().as_uri()),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )


def turn(path: Path) -> None:
    """Lay every page of a PDF on its side, as a scanner's software or a form's author does."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.rotate(90, relative=True)
        pdf.save(path)
