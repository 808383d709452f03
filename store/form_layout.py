"""A form's table as it is printed: merged header cells from the column paths, index row, widths."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from normalize.forms import Column, Form, Part
from normalize.formulas import parse_formulas
from store.overview import period_label

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
ENDS = {"Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12, "H1": 6, "H2": 12, "N9": 9}
KINDS = {"Q": "quarter", "H": "half_year", "N": "nine_months", "M": "month"}
LABEL_HEADS = {"department": "Đơn vị", "field": "Lĩnh vực"}


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A header cell; rows and columns count from 0."""

    row: int
    col: int
    height: int
    width: int
    text: str


def header_cells(part: Part, by: str = "department") -> tuple[HeaderCell, ...]:
    """Return the header, cells with the same text under the same cells merged.

    The label column names what a line stands for here, a department or a field.
    """
    paths = [_path(column, by) for column in part.columns]
    depth = max(len(path) for path in paths)
    cells = []
    for row in range(depth):
        col = 0
        while col < len(paths):
            path = paths[col]
            if len(path) <= row:
                col += 1
                continue
            end = col + 1
            while (
                len(path) > row + 1
                and end < len(paths)
                and len(paths[end]) > row + 1
                and paths[end][: row + 1] == path[: row + 1]
            ):
                end += 1
            height = depth - row if len(path) == row + 1 else 1
            cells.append(HeaderCell(row, col, height, end - col, path[row]))
            col = end
    return tuple(cells)


def header_depth(part: Part) -> int:
    """Return the number of header rows."""
    return max(len(column.path) for column in part.columns)


def index_texts(part: Part) -> tuple[str, ...]:
    """Return the index row: "(3)=(4)+(5)+(6)" where a sum is printed, else "(4)"."""
    printed: dict[int, str] = {}
    for formula in parse_formulas(part.formulas):
        if formula.relation == "=":
            printed.setdefault(formula.target, formula.text)
    return tuple(printed.get(c.number, f"({c.number})") for c in part.columns)


def period_text(period: str) -> str:
    """Return a period's name for the heading: "2023Q3" → "Quý III/2023"."""
    rest = period[4:]
    if not rest:
        return f"Năm {period}"
    if rest[0] not in KINDS:
        return f"đến ngày {date.fromisoformat(period):%d/%m/%Y}"
    month = int(rest[1:]) if rest[0] == "M" else ENDS[rest]
    return period_label(KINDS[rest[0]], None, date(int(period[:4]), month, 1), "vi")


def code_line(form: Form) -> str:
    """Return the code as printed: "Biểu số II.06a/VPCP/KSTT"."""
    return f"Biểu số {form.code}{form.suffix}"


def side_lines(form: Form, reporter: str | None) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the lines at the top left and at the top right, as the circular prints them."""
    basis = f"Ban hành kèm theo {form.circular}" if form.circular else ""
    return (code_line(form), basis), (
        f"Đơn vị báo cáo: {reporter or '……'}",
        "Đơn vị nhận báo cáo: Văn phòng Chính phủ",
    )


def unit_line(form: Form) -> str | None:
    """Return the unit as printed over the table, None when the form names none."""
    return f"Đơn vị tính: {form.unit}" if form.unit else None


def rules(by: str) -> tuple[str, ...]:
    """Return what the reader must know: counting, blanks, rates, rounding."""
    return (
        "Mỗi báo cáo chỉ tính một lần: bản in khác, bản sao, bản đã bị thay thế và biểu lặp lại "
        "trong phụ lục không cộng thêm.",
        "Đơn vị có biểu của đúng kỳ này thì dùng biểu ấy; chỉ có biểu của đủ các kỳ thành phần "
        "(như bốn quý của năm) thì cộng các kỳ ấy: số phát sinh cộng lại, số kỳ trước chuyển "
        "qua lấy kỳ đầu, số cuối kỳ lấy kỳ cuối. Không bao giờ cộng cả năm lẫn quý.",
        f"Mỗi dòng là một {LABEL_HEADS[by].lower()}; số liệu cộng từ các dòng chi tiết của báo "
        "cáo, không cộng dòng tổng, dòng nhóm và dòng “trong đó”.",
        "Ô trống và dấu gạch không phải là số 0: cột không có số nào thì để trống; số ô trống ghi "
        "ở dòng dưới bảng.",
        "Tỷ lệ không cộng: tính lại từ số đã cộng, làm tròn hai chữ số thập phân; không đủ số để "
        "tính thì để trống. Các số khác không làm tròn, giữ đơn vị của biểu.",
        "Dấu * sau tên: báo cáo còn lỗi chưa xử lý ở biểu này.",
    )


def _path(column: Column, by: str) -> tuple[str, ...]:
    return (LABEL_HEADS[by],) if column.kind == "label" else column.path
