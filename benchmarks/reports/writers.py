"""Writes a made-up report as DOCX, XLSX, plain text, Markdown and HTML."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from model import FormTable, SampleReport
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
HeadRow = tuple[tuple[str, int, int], ...]  # text, columns spanned, rows spanned
Placed = tuple[int, int, int, int, str]


def placed(header: Sequence[HeadRow]) -> list[Placed]:
    """Return a head's cells as (row, column, row span, column span, text)."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for row, line in enumerate(header):
        col = 0
        for text, width, height in line:
            while (row, col) in taken:
                col += 1
            cells.append((row, col, height, width, text))
            taken |= {(row + i, col + j) for i in range(height) for j in range(width)}
            col += width
    return cells


def caption(table: FormTable) -> list[str]:
    """Return the lines printed over a form."""
    lines = [table.code_line, table.title, *table.period, table.attached, table.part]
    return [line for line in lines if line]


def write_docx(report: SampleReport, path: Path) -> None:
    """Write the report as a Word file in the layout of NĐ 30/2020."""
    doc = docx.Document()
    doc.styles["Normal"].font.name = "Liberation Serif"
    doc.styles["Normal"].font.size = Pt(13)
    doc.core_properties.author = "trichluc"
    doc.core_properties.comments = report.mark
    doc.sections[0].footer.paragraphs[0].text = report.mark
    head = doc.add_table(rows=2, cols=2)
    for cell, lines in zip(
        (c for row in head.rows for c in row.cells),
        (
            (report.parent, report.agency),
            (NATION, MOTTO),
            (report.number,),
            (report.place_date,),
        ),
        strict=True,
    ):
        cell.text = "\n".join(line for line in lines if line)
        for paragraph in cell.paragraphs:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, bold in ((report.kind, True), (report.title, True), (report.recipient, False)):
        if text:
            _centered(doc, text, bold=bold)
    for text in report.body:
        paragraph = doc.add_paragraph()
        paragraph.add_run(text).bold = text[:2] in ("I.", "II", "IV") or text[:3] == "III"
    foot = doc.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "\n".join(("Nơi nhận:", *report.receivers))
    foot.cell(0, 1).text = f"{report.signer_title}\n\n\n{report.signer_name}"
    if report.forms:
        section = doc.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    for table in report.forms:
        for line in caption(table):
            _centered(doc, line, bold=line in (table.code_line, table.title))
        if table.unit:
            doc.add_paragraph(f"Đơn vị tính: {table.unit}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _docx_table(doc, table)
    doc.save(str(path))


def _centered(doc: DocxDocument, text: str, *, bold: bool) -> None:
    paragraph = doc.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = bold


def _docx_table(doc: DocxDocument, table: FormTable) -> None:
    depth = len(table.header)
    grid = doc.add_table(rows=depth + 1 + len(table.rows), cols=len(table.index))
    grid.style = "Table Grid"
    for row, col, height, width, text in placed(table.header):
        cell = grid.cell(row, col)
        if (height, width) != (1, 1):
            cell = cell.merge(grid.cell(row + height - 1, col + width - 1))
        cell.text = text
    for row, line in enumerate((table.index, *table.rows), depth):
        for col, text in enumerate(line):
            grid.cell(row, col).text = text
    for row in grid.rows:
        for cell in row.cells:
            cell.width = Cm(1.8)
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(9)


def put_head(sheet: Worksheet, head: Sequence[Placed], top: int) -> None:
    """Write a head's cells on a sheet from a row on, merged as they span."""
    for row, col, height, width, text in head:
        sheet.cell(top + row, col + 1, text)
        if (height, width) != (1, 1):
            sheet.merge_cells(
                start_row=top + row,
                end_row=top + row + height - 1,
                start_column=col + 1,
                end_column=col + width,
            )


def write_xlsx(report: SampleReport, path: Path) -> None:
    """Write the report's forms as a workbook, one sheet a form, laid out as printed."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator = "trichluc"
    book.properties.description = report.mark
    thin = Side(style="thin")
    for table in report.forms:
        sheet = book.create_sheet(table.code_line.split()[-1].split("/")[0])
        top = 1
        lines = [f"{report.parent} - {report.agency}", *caption(table)]
        for line in lines:
            sheet.cell(top, 1, line).font = Font(bold=line in (table.code_line, table.title))
            sheet.merge_cells(
                start_row=top, end_row=top, start_column=1, end_column=len(table.index)
            )
            top += 1
        sheet.cell(top, 1, f"Đơn vị tính: {table.unit}")
        top += 1
        put_head(sheet, placed(table.header), top)
        first = top + len(table.header)
        for row, line in enumerate((table.index, *table.rows), first):
            for col, text in enumerate(line, 1):
                number = row > first and col > 2 and text.isdigit()
                cell = sheet.cell(row, col, int(text) if number else text or None)
                if number and text.startswith("0") and len(text) > 1:
                    cell.number_format = "0" * len(text)
        last = first + len(table.rows)
        for line in sheet.iter_rows(min_row=top, max_row=last, max_col=len(table.index)):
            for cell in line:
                cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
                cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.cell(last + 2, 1, report.mark).font = Font(italic=True, size=8)
    book.save(path)


def lines_of(report: SampleReport) -> list[str]:
    """Return the report's prose, letterhead first, as paragraphs."""
    return [
        *(line for line in (report.parent, report.agency) if line),
        NATION,
        MOTTO,
        report.number,
        report.place_date,
        report.kind,
        report.title,
        report.recipient,
        *report.body,
    ]


def write_text(report: SampleReport, path: Path) -> None:
    """Write the report as plain text with tab-separated tables."""
    parts = [*lines_of(report), "Nơi nhận:\n" + "\n".join(report.receivers)]
    parts += [report.signer_title, report.signer_name]
    for table in report.forms:
        parts += [*caption(table), f"Đơn vị tính: {table.unit}"]
        grid = [[""] * len(table.index) for _ in table.header]
        for row, col, _, _, text in placed(table.header):
            grid[row][col] = text
        parts.append("\n".join("\t".join(line) for line in (*grid, table.index, *table.rows)))
    parts.append(report.mark)
    path.write_text("\n\n".join(part for part in parts if part) + "\n", encoding="utf-8")


def write_markdown(report: SampleReport, path: Path) -> None:
    """Write the report as Markdown with pipe tables; a pipe table has one header row."""
    head, body = lines_of(report)[:6], report.body
    parts = [*head, f"# {report.kind}", f"**{report.title}**", report.recipient]
    parts += [f"## {p}" if p.split(".")[0] in ("I", "II", "III", "IV") else p for p in body]
    parts += ["Nơi nhận:\n" + "\n".join(report.receivers), report.signer_title, report.signer_name]
    for table in report.forms:
        parts += [*(f"**{line}**" for line in caption(table)), f"Đơn vị tính: {table.unit}"]
        flat = [""] * len(table.index)
        for _, col, _, width, text in placed(table.header):
            if width == 1:
                flat[col] = text
        rows = [flat, ["---"] * len(table.index), list(table.index), *map(list, table.rows)]
        parts.append("\n".join("| " + " | ".join(line) + " |" for line in rows))
    parts.append(f"*{report.mark}*")
    path.write_text("\n\n".join(part for part in parts if part) + "\n", encoding="utf-8")


def write_html(report: SampleReport, path: Path) -> None:
    """Write the report as the kind of HTML a word processor saves."""
    esc = html.escape
    out = [
        '<html><head><meta charset="utf-8"><title>Báo cáo</title></head><body>',
        f"<table><tr><td>{esc(report.parent)}<br>{esc(report.agency)}</td>"
        f"<td>{NATION}<br>{MOTTO}</td></tr>"
        f"<tr><td>{esc(report.number)}</td><td><i>{esc(report.place_date)}</i></td></tr></table>",
        f"<p align=center><b>{esc(report.kind)}</b></p>",
        f"<p align=center><b>{esc(report.title)}</b></p>",
        f"<p align=center>{esc(report.recipient)}</p>",
        *(f"<p>{esc(p)}</p>" for p in report.body),
        "<table><tr><td>Nơi nhận:<br>" + "<br>".join(map(esc, report.receivers)) + "</td>"
        f"<td>{esc(report.signer_title)}<br><br>{esc(report.signer_name)}</td></tr></table>",
    ]
    for table in report.forms:
        out += [f"<p align=center><b>{esc(line)}</b></p>" for line in caption(table)]
        out.append(f"<p align=right>Đơn vị tính: {esc(table.unit)}</p><table border=1>")
        for row in range(len(table.header)):
            out.append("<tr>")
            for r, _, height, width, text in placed(table.header):
                if r == row:
                    out.append(f"<th rowspan={height} colspan={width}>{esc(text)}</th>")
            out.append("</tr>")
        for line in (table.index, *table.rows):
            out.append("<tr>" + "".join(f"<td>{esc(t)}</td>" for t in line) + "</tr>")
        out.append("</table>")
    out += [f"<p><i>{esc(report.mark)}</i></p>", "</body></html>"]
    path.write_text("\n".join(out), encoding="utf-8")
