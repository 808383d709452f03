"""The province's form as a workbook: official layout, live formulas, the source of every number."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any

from normalize.forms import Column, Part
from store import form_layout as layout
from store.aggregate import LEVELS, Aggregate, Line, blanks, rates
from store.aggregate_rows import row_formulas

FONT = "Times New Roman"
WHOLE, BROKEN, RATE = "#,##0", "#,##0.##", "0.00"
LABEL_WIDTH, NUMBER_WIDTH = 34.0, 9.5  # characters
HEADER_ROW, LINE = 30.0, 14.0  # points
PAPER_A4 = 9  # Source: ECMA-376, pageSetup/@paperSize
REPORTED = "FFF2CC"  # fill of a total that is not the sum of its own row
REPORTED_RULE = (
    "- Ô tô vàng: số báo cáo ghi không bằng tổng các cột của chính dòng ấy; giữ nguyên số đã ghi."
)
_DETAIL = (
    "Trang tính",
    "Ô",
    "Đơn vị",
    "Cột của biểu",
    "Số",
    "In trong báo cáo",
    "Tệp",
    "Vị trí",
    "Dòng",
    "Kỳ",
    "Đính chính",
)

Plan = list[tuple[str, str, Line | None, tuple[int, ...]]]


def write_xlsx(result: Aggregate) -> bytes:
    """Return the workbook: a sheet a part, then notes, then the hidden sheet "Nguồn số liệu"."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    book.calculation.fullCalcOnLoad = True
    parts = [part for part in result.form.parts if part.columns]
    names = {part.name: _sheet_name(result, part) for part in parts}
    plan = row_plan(result)
    sources: list[Sequence[object]] = []
    for part in parts:
        _form_sheet(book.create_sheet(names[part.name]), result, part, parts, names, plan, sources)
    _notes(book.create_sheet("Ghi chú"), result)
    _sources(book.create_sheet("Nguồn số liệu"), sources)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def row_plan(result: Aggregate) -> Plan:
    """Return the body rows: kind, label, line, and the positions of the rows a sum adds up."""
    plan: Plan = []
    levels = result.levels()
    if len(levels) < 2:
        plan += [("line", line.label, line, ()) for line in result.lines]
        plan.append(("total", "Tổng cộng", None, tuple(range(len(plan)))))
        return plan
    subtotals = []
    for level in levels:
        first = len(plan)
        plan += [("line", line.label, line, ()) for line in result.of_level(level)]
        subtotals.append(len(plan))
        label = f"Cộng {LEVELS[level].lower()}"
        plan.append(("subtotal", label, None, tuple(range(first, len(plan)))))
    plan.append(("total", "Tổng cộng", None, tuple(subtotals)))
    return plan


def table_top(part: Part) -> int:
    """Return the first body row of a part's sheet, from 1."""
    return 8 + layout.header_depth(part) + 1


def _sheet_name(result: Aggregate, part: Part) -> str:
    return f"{result.form.code} {part.name}" if part.name else result.form.code


def _form_sheet(
    sheet: Any,
    result: Aggregate,
    part: Part,
    parts: Sequence[Part],
    names: dict[str | None, str],
    plan: Plan,
    sources: list[Sequence[object]],
) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter as letter

    _head(sheet, result, part)
    first, last_col = table_top(part), len(part.columns)
    at = {column.number: position for position, column in enumerate(part.columns, 1)}
    number = 0
    for offset, (kind, label, line, added) in enumerate(plan):
        row = first + offset
        bold = kind != "line"
        if line is not None:
            number += 1
            label = f"{label} *" if line.marked else label
        for position, column in enumerate(part.columns, 1):
            value: object = None
            if column.kind == "row_number":
                value = number if line is not None else None
            elif column.kind == "label":
                value = label
            elif column.kind == "percent":
                value = _rate(result, part, parts, names, column, offset)
            elif column.kind == "count" and line is not None:
                value = _count(part, column, line, at, row)
                _trace(sources, sheet.title, f"{letter(position)}{row}", part, column, line)
            elif column.kind == "count":
                value = _sum(letter(position), [first + i for i in added])
            cell = _put(sheet, row, position, value, bold=bold, numeric=column.kind != "label")
            _format(cell, column, line, part)
            if isinstance(value, int | float) and _is_sum(part, column):
                cell.fill = PatternFill("solid", fgColor=REPORTED)
    row = first + len(plan)
    _put(sheet, row, 2, "Số ô để trống hoặc ghi gạch trong các báo cáo", border=False, italic=True)
    for position, column in enumerate(part.columns, 1):
        if column.kind == "count":
            empty = _put(
                sheet, row, position, blanks(result, part, column), border=False, numeric=True
            )
            empty.font = Font(name=FONT, size=9, italic=True, color="666666")
    end = _foot(sheet, result, row + 1, last_col)
    sheet.print_area = f"A1:{letter(last_col)}{end}"
    sheet.print_title_rows = f"8:{first - 1}"
    sheet.freeze_panes = sheet.cell(first, 3)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", PAPER_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "Trang &P/&N"


def _is_sum(part: Part, column: Column) -> bool:
    return column.kind == "count" and column.number in row_formulas(part)


def _number(value: Decimal | None) -> int | float | None:
    """Return the number as a sheet holds it: 15 digits, which no count of an office exceeds."""
    if value is None:
        return None
    return float(value) if value % 1 else int(value)


def _count(part: Part, column: Column, line: Line, at: dict[int, int], row: int) -> object:
    """Return a live sum where the row's own columns give the reported number, else the number."""
    from openpyxl.utils import get_column_letter as letter

    value = line.amounts[part.name, column.number].value
    formula = row_formulas(part).get(column.number)
    if value is None or formula is None:
        return _number(value)
    counted = {
        c.number: line.amounts[part.name, c.number].value for c in part.columns if c.kind == "count"
    }
    if formula.value(counted) != value:
        return _number(value)
    signed = [(sign, f"{letter(at[n])}{row}") for sign, n in formula.terms]
    plus = ",".join(ref for sign, ref in signed if sign > 0)
    minus = ",".join(ref for sign, ref in signed if sign < 0)
    return f"=SUM({plus})" + (f"-SUM({minus})" if minus else "")


def _sum(column: str, rows: Sequence[int]) -> str | None:
    """Return a sum that stays blank when nothing is there; a run of rows as one range."""
    if not rows:
        return None
    run = list(rows) == list(range(rows[0], rows[-1] + 1))
    span = (
        f"{column}{rows[0]}:{column}{rows[-1]}" if run else ",".join(f"{column}{r}" for r in rows)
    )
    return f'=IF(COUNT({span})=0,"",SUM({span}))'


def _rate(
    result: Aggregate,
    part: Part,
    parts: Sequence[Part],
    names: dict[str | None, str],
    column: Column,
    offset: int,
) -> str | None:
    from openpyxl.utils import get_column_letter as letter

    rate = next((r for r in rates(part) if r.column == column.number), None)
    if rate is None:
        return None
    base_part = next((p for p in parts if p.name == (rate.base_part or part.name)), None)
    places = []
    for of, wanted in ((part, rate.numerator), (base_part, rate.base)):
        position = next(
            (i for i, c in enumerate(of.columns if of else (), 1) if c.number == wanted), None
        )
        if of is None or position is None:
            return None
        place = f"{letter(position)}{table_top(of) + offset}"
        places.append(place if of is part else f"'{names[of.name]}'!{place}")
    top, base = places
    return f'=IF(OR(COUNT({top},{base})<2,N({base})=0),"",ROUND(100*{top}/{base},2))'


def _trace(
    sources: list[Sequence[object]], sheet: str, cell: str, part: Part, column: Column, line: Line
) -> None:
    for source in line.amounts[part.name, column.number].cells:
        sources.append(
            (
                sheet,
                cell,
                source.department,
                f"({column.number})",
                _number(source.value),
                source.raw_text,
                source.file_name,
                source.place,
                source.label,
                source.period,
                source.correction,
            )
        )


def _put(
    sheet: Any,
    row: int,
    col: int,
    value: object,
    *,
    bold: bool = False,
    italic: bool = False,
    border: bool = True,
    numeric: bool = False,
    size: int = 10,
) -> Any:
    from openpyxl.styles import Alignment, Border, Font, Side

    cell = sheet.cell(row, col)
    cell.value = value
    if isinstance(value, str) and not (numeric and value.startswith("=")):
        cell.data_type = "s"  # a name that begins with "=" is no formula
    cell.font = Font(name=FONT, size=size, bold=bold, italic=italic)
    cell.alignment = Alignment(
        horizontal="right" if numeric else None,
        vertical="center",
        wrap_text=border and not numeric,
        indent=int(border),
    )
    if border:
        thin = Side(style="thin")
        cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    return cell


def _format(cell: Any, column: Column, line: Line | None, part: Part) -> None:
    from openpyxl.styles import Alignment

    if column.kind == "row_number":
        cell.alignment = Alignment(horizontal="center", vertical="center")
    elif column.kind == "percent":
        cell.number_format = RATE
    elif column.kind == "count":
        value = line.amounts[part.name, column.number].value if line else None
        cell.number_format = BROKEN if value is not None and value % 1 else WHOLE


def _head(sheet: Any, result: Aggregate, part: Part) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter as letter

    form, width = result.form, len(part.columns)
    lines = (
        (3, form.title, True, 13, "center"),
        (4, f"{part.name}. {part.title}" if part.name and part.title else "", True, 11, "center"),
        (5, f"Kỳ báo cáo: {layout.period_text(result.period)}", False, 11, "center"),
        (7, layout.unit_line(form) or "", False, 10, "right"),
    )
    for row, text, bold, size, side in lines:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        cell = sheet.cell(row, 1, text or None)
        cell.font = Font(name=FONT, size=size, bold=bold, italic=row == 7)
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    half = max(width // 2, 2)
    for lines_of, first, last in zip(
        layout.side_lines(form, result.reporter), (1, half + 1), (half, width), strict=True
    ):
        for row, text in enumerate(lines_of, 1):
            sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
            cell = _put(sheet, row, first, text, bold=row == first == 1, border=False, size=11)
            cell.alignment = Alignment(horizontal="left" if first == 1 else "right")
    sheet.row_dimensions[3].height = 36
    thin = Side(style="thin")
    depth = layout.header_depth(part)
    for row in range(8, 8 + depth):
        sheet.row_dimensions[row].height = _lowest(part) if row == 7 + depth else HEADER_ROW
        for col in range(1, width + 1):
            sheet.cell(row, col).border = Border(left=thin, right=thin, top=thin, bottom=thin)
    for head in layout.header_cells(part, result.by):
        cell = sheet.cell(8 + head.row, head.col + 1, head.text)
        cell.font = Font(name=FONT, size=10, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.merge_cells(
            start_row=8 + head.row,
            end_row=7 + head.row + head.height,
            start_column=head.col + 1,
            end_column=head.col + head.width,
        )
    for col, text in enumerate(layout.index_texts(part), 1):
        cell = _put(sheet, 8 + depth, col, text, italic=True, size=8)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[8 + depth].height = 26
    for col, column in enumerate(part.columns, 1):
        known = {"row_number": 5.0, "label": LABEL_WIDTH}
        sheet.column_dimensions[letter(col)].width = known.get(column.kind, NUMBER_WIDTH + 1.5)


def _lowest(part: Part) -> float:
    """Return the height in points of the lowest header row, so that no text is cut."""
    needs = [
        ceil(len(head.text) / (NUMBER_WIDTH * head.width)) * LINE - (head.height - 1) * HEADER_ROW
        for head in layout.header_cells(part)
        if head.row + head.height == layout.header_depth(part) and head.col > 1
    ]
    return max(48.0, *needs)


def _foot(sheet: Any, result: Aggregate, row: int, width: int) -> int:
    """Write the signature block; return its last row."""
    from openpyxl.styles import Alignment, Font

    half = max(width // 2, 2)
    blocks = (
        (row + 1, half + 1, width, "……, ngày …… tháng …… năm ……", False, True),
        (row + 2, 1, half, "NGƯỜI LẬP BIỂU", True, False),
        (row + 2, half + 1, width, "THỦ TRƯỞNG CƠ QUAN", True, False),
        (row + 3, 1, half, "(Ký, ghi rõ họ tên)", False, True),
        (row + 3, half + 1, width, "(Ký, ghi rõ họ tên, đóng dấu)", False, True),
    )
    for line, start, end, text, bold, italic in blocks:
        sheet.merge_cells(start_row=line, end_row=line, start_column=start, end_column=end)
        cell = sheet.cell(line, start, text)
        cell.font = Font(name=FONT, size=11, bold=bold, italic=italic)
        cell.alignment = Alignment(horizontal="center")
    return row + 7


def _notes(sheet: Any, result: Aggregate) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = 110
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", PAPER_A4
    for row, (text, bold) in enumerate([*note_lines(result), (REPORTED_RULE, False)], 1):
        cell = sheet.cell(row, 1)
        cell.value, cell.data_type = text, "s"
        cell.font = Font(name=FONT, size=11, bold=bold)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def note_lines(result: Aggregate) -> list[tuple[str, bool]]:
    """Return the notes under the form; True for a heading."""
    lines = [("Cách tính", True), *((f"- {text}", False) for text in layout.rules(result.by))]
    if result.faulty:
        done = "đã loại ra" if result.only_clean else "vẫn tính, đánh dấu *"
        lines.append((f"Báo cáo còn lỗi chưa xử lý ở biểu này ({done})", True))
        lines += [
            (f"- {f.department}: {f.errors} lỗi, tệp {f.file_name}", False) for f in result.faulty
        ]
    if result.remarks:
        lines.append(("Lưu ý", True))
        lines += [(f"- {text}", False) for text in result.remarks]
    return lines


def _sources(sheet: Any, sources: list[Sequence[object]]) -> None:
    from openpyxl.styles import Font

    sheet.sheet_state = "hidden"
    for col, text in enumerate(_DETAIL, 1):
        sheet.cell(1, col, text).font = Font(name=FONT, bold=True)
    for row, values in enumerate(sources, 2):
        for col, value in enumerate(values, 1):
            cell = sheet.cell(row, col)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
