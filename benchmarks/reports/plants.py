"""Faults to put into a clean report, one a rule: what is written, and the rule that must say it.

TXT703, a number that OCR is unsure of, stands on scans alone: `scans_quality.py` counts it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from departments import SLOTS, Office
from model import FormTable, SampleReport
from plants_more import has_06a, listed_procedures, old_letters


@dataclass(frozen=True)
class Plant:
    """One fault; `put` returns the report with it, None where it cannot stand."""

    rule: str
    name: str
    put: Callable[[SampleReport, Office], SampleReport | None]
    routes: tuple[str, ...] = ("text", "docx", "pdf")


# A sentence more. {n} {d} number and day of the office's own register, {u} {v} of decisions of the
# office above, {t} the office's token, {w} a date of the year after.
_SENTENCES = (
    ("REF101", "- Sở đã có Công văn số /{t}-VP {d} đề nghị bổ sung kinh phí."),
    ("REF101", "- Đã trình tại Tờ trình số ....../TTr-{t} {d} về quy trình nội bộ."),
    ("REF102", "- Thực hiện Quyết định số {u}/QĐ-UBND ngày /{m}/{y} của {above} về công khai."),
    ("REF102", "- Thực hiện Quyết định số {u}/QĐ-UBND ngày     tháng {m} năm {y} về công khai."),
    ("REF103", "- Thực hiện Quyết định số {u}/QĐ-UBND ngày 31/4/{y} của {above}."),
    ("REF103", "- Thực hiện Quyết định số {u}/QĐ-UBND ngày 15/013/{y} của {above}."),
    ("REF103", "- Thực hiện Quyết định số {u}/QĐ-UBND ngày 30 tháng 02 năm {y} của {above}."),
    ("REF104", "- Gửi Công văn số {n}/BC-{t} {d} đến các phòng chuyên môn."),
    ("REF104", "- Ban hành Kế hoạch số {n}/QĐ-{t} {d} về kiểm tra công vụ."),
    ("REF104", "- Có Thông báo số {n}/TTr-{t} {d} về lịch tiếp công dân."),
    ("REF105", "- Đã gửi Báo cáo số {n}/{t} {d} về Đề án 06."),
    ("REF105", "- Đã ban hành Kế hoạch số {n}/{t} {d} về chuyển đổi số."),
    ("REF106", "- Thực hiện Công điện số 45/CD-TTg {d} của Thủ tướng Chính phủ."),
    ("REF106", "- Thực hiện Quyết định số {u}/QX-UBND {v} của {above}."),
    ("REF107", "- Đã gửi Công văn số số {n}/{t}-VP {d} đến các đơn vị."),
    ("REF107", "- Thực hiện Quyết định số (Quyết định số {u}/QĐ-UBND {v}) của {above}."),
    ("REF108", "- Đã trình tại Tờ trình số {n}/TTr-{t} {s} về quy trình nội bộ."),
    ("REF109", "- Triển khai Kế hoạch {n}/KH-{t} {d} về truyền thông."),
    ("REF110", "- Triển khai Chỉ thị số 98/CT-UBND của {above} về kỷ luật, kỷ cương."),
    ("REF111", "- Thực hiện Nghị định số 107/2021/NĐ-CP ngày 06/12/2022 của Chính phủ."),
    ("REF111", "- Thực hiện Thông tư số 01/2018/TT-VPCP ngày 23/11/2019 về một cửa."),
    ("REF112", "- Đã gửi Báo cáo số {n}/{y}/BC-{t} {d} về kết quả rà soát."),
    ("REF112", "- Ban hành Kế hoạch số {n}/{y}/KH-{t} {d} về kiểm tra."),
    ("REF113", "- Thực hiện Nghị định số 107/NĐ-CP ngày 06/12/2021 của Chính phủ."),
    ("REF113", "- Thực hiện Thông tư số 01/TT-VPCP ngày 23/11/2018 về một cửa."),
    ("REF114", "- Thực hiện Nghị định số 107/2021/NĐCP ngày 06/12/2021 của Chính phủ."),
    ("REF114", "- Thực hiện Quyết định số {u}/QĐUBND {v} của {above}."),
    ("REF115", "- Thực hiện Quyết định số {u}/QD-UBND {v} của {above}."),
    ("REF115", "- Thực hiện Quyết định số {u}/QÐ-UBND {v} của {above}."),
    ("REF115", "- Thực hiện Quyết định số {u}/OĐ-UBND {v} của {above}."),
    ("REF116", "- Thực hiện Thông tư số 01/2018/TT-VPCP ngày 23/11/2018 của Chính phủ."),
    ("REF116", "- Thực hiện Quyết định số 1085/QĐ-TTg ngày 15/9/2022 của Bộ Tư pháp."),
    ("REF117", "- Thực hiện Quyết định số 12/QĐ-UBND ngày 15/02/{w} của {above}."),
    ("REF118", "- Thực hiện Quyết định số {u}/QĐ-UBND ngày 07/08/{y} của {above}."),
    ("REF119", "- Gửi Công văn số {n}/{t} {d} đến các phòng chuyên môn."),
    (
        "SEQ201",
        "- Niêm yết theo Quyết định số {u}/QĐ-UBND {v} của {above}; công khai theo Quyết định số "
        "{u}/QĐ-UBND {x} của {above}.",
    ),
    (
        "SEQ202",
        "- {above} ban hành Quyết định số {u}/QĐ-UBND {v} về phê duyệt phương án đơn giản hóa thủ "
        "tục xét duyệt quyết toán ngân sách năm. Đơn vị triển khai Quyết định số {u9}/QĐ-UBND {v} "
        "về phê duyệt phương án đơn giản hóa thủ tục xét duyệt quyết toán ngân sách năm.",
    ),
    (
        "SEQ204",
        "- Gửi Công văn số {n}/{t}-VP {d} về thống kê thủ tục nội bộ và Công văn số {n}/{t}-TH {e} "
        "về tập huấn nghiệp vụ kiểm soát thủ tục hành chính.",
    ),
    ("FRM303", "- Tiếp nhận 382 hồ sơ trực tuyến/394 hồ sơ phát sinh, đạt tỷ lệ 79%."),
    ("FRM303", "- Đã cấp 45 tài khoản trên tổng số 60 công chức (đạt 85%)."),
    ("FRM303", "- Tỷ lệ hồ sơ trực tuyến đạt 79% (382/394 hồ sơ)."),
    ("FRM305", "- Kết quả xử lý phản ánh, kiến nghị (Chi tiết theo biểu số II.05a/VPCP/KSTT)."),
    ("COD601", "- Công khai thủ tục có mã 3.00214.000.00.00.{h} trên Cổng Dịch vụ công."),
    ("COD602", "- Công khai thủ tục có mã 1.005429.000.00.00.{g} trên Cổng Dịch vụ công."),
    ("TXT702", "- Hoàn thành rà soát thủ tục hành chính trong năm 202 (theo kế hoạch)."),
    (
        "XRF403",
        "- Đã số hóa 1210/1210 hồ sơ thủ tục hành chính.\n- Đến thời điểm báo cáo, 859/859 hồ sơ "
        "thủ tục hành chính được số hóa đúng quy định.",
    ),
)
_CODES = {
    "Nghệ An": "H41",
    "Thanh Hóa": "H56",
    "Lâm Đồng": "H36",
    "Sơn La": "H52",
    "Hà Giang": "H22",
    "Kiên Giang": "H33",
}


def plants() -> Iterator[Plant]:
    """Yield the faults, by rule."""
    for rule, sentence in _SENTENCES:
        yield Plant(rule, sentence[2:50], _sentence(sentence))
    yield Plant("SEQ203", "a number far too low", _out_of_order)
    yield Plant("FRM301", "a cell that breaks the row", _cells((0, 4, 3), (-1, 4, 3), (-1, 2, 0)))
    yield Plant("FRM302", "a total that is not the sum", _cells((-1, 3, 10), (-1, 2, 10)))
    yield Plant("FRM304", "a code cut short", _code("Biểu mẫu số II.06a"))
    yield Plant("FRM306", "a letter in a count", _letter)
    yield Plant("XRF401", "another total in the prose", _prose_total)
    yield Plant("XRF404", "a list that II.07b counts otherwise", listed_procedures)
    yield Plant("TXT701", "paragraphs typed in TCVN3", old_letters, ("text",))  # else fonts tell
    yield Plant("XRF402", "other online dossiers in II.08", _other_form)
    yield Plant(
        "DOC501", "no own number", lambda r, o: replace(r, number=f"Số:      /BC-{o.token}")
    )
    yield Plant("DOC502", "no own day", _no_day)
    yield Plant("DOC503", "no office", _no_office)
    yield Plant("DOC504", "a form's caption of another period", _stale_caption)
    yield Plant("DOC504", "a quarter left blank", _blank_quarter)


def _sentence(
    sentence: str,
) -> Callable[[SampleReport, Office], SampleReport | None]:
    def put(report: SampleReport, office: Office) -> SampleReport | None:
        if "{h}" in sentence and office.place not in _CODES:
            return None
        if "{g}" in sentence and office.place not in _CODES:
            return None
        if "UBND" in office.token and "/{t} " in sentence:
            return None  # "Kế hoạch số 12/UBND": what office?
        lines = sentence.format_map(_values(office)).split("\n")
        body = (*report.body[:5], *lines, *report.body[5:])
        return replace(report, body=body)

    return put


def _values(office: Office) -> dict[str, str]:
    n, d = office.draw(*_register("BCO"))
    _, e = office.draw(*_register("CVO"))
    u, v = office.draw(*_register("QDU"))
    x = v.replace(day=v.day - 1 if v.day > 1 else 2)
    code = _CODES.get(office.place, "H32")
    return {
        "n": str(n),
        "d": office.write(d),
        "s": f"{d:%d/%m/%Y}",
        "e": office.write(e),
        "u": str(u),
        "u9": str(u + 10 if u % 100 < 90 else u - 10),
        "v": office.write(v),
        "x": office.write(x),
        "m": str(d.month),
        "y": str(d.year),
        "w": str(office.year + 1),
        "t": office.token,
        "above": office.above,
        "h": code,
        "g": "H08" if code != "H08" else "H41",
    }


def _register(slot: str) -> tuple[float, str]:
    _, _, _, rate, register = SLOTS[slot]
    return rate, register


def _out_of_order(report: SampleReport, office: Office) -> SampleReport | None:
    if office.token == "UBND":
        return None
    drawn = sorted(office.draw(*_register("KHO")) for _ in range(7))
    numbers = [n for n, _ in drawn]
    numbers[3] = max(numbers[0] // 2, 1)
    listed = "; ".join(
        f"Kế hoạch số {n}/KH-{office.token} {office.write(day)}"
        for n, (_, day) in zip(numbers, drawn, strict=True)
    )
    return replace(report, body=(*report.body[:5], f"- Đã ban hành {listed}.", *report.body[5:]))


def _changed(table: FormTable, row: int, col: int, text: str) -> FormTable:
    rows = [list(line) for line in table.rows]
    rows[row][col] = text
    return replace(table, rows=tuple(map(tuple, rows)))


def _cells(
    *changes: tuple[int, int, int],
) -> Callable[[SampleReport, Office], SampleReport | None]:
    def put(report: SampleReport, office: Office) -> SampleReport | None:
        if not has_06a(report):
            return None
        table = report.forms[0]
        for row, col, more in changes:
            table = _changed(table, row, col, str(int(table.rows[row][col]) + more))
        return replace(report, forms=(table, *report.forms[1:]))

    return put


def _code(text: str) -> Callable[[SampleReport, Office], SampleReport | None]:
    def put(report: SampleReport, office: Office) -> SampleReport | None:
        if not has_06a(report):
            return None
        return replace(report, forms=(replace(report.forms[0], code_line=text), *report.forms[1:]))

    return put


def _letter(report: SampleReport, office: Office) -> SampleReport | None:
    if not has_06a(report):
        return None
    cell = report.forms[0].rows[1][3]
    table = _changed(report.forms[0], 1, 3, cell[:-1] + "O")
    return replace(report, forms=(table, *report.forms[1:]))


def _prose_total(report: SampleReport, office: Office) -> SampleReport | None:
    if not has_06a(report):
        return None
    total = report.forms[0].rows[-1][6]
    shown = {total, f"{int(total):,}".replace(",", ".")}
    body = list(report.body)
    for at, line in enumerate(body):
        for text in shown:
            if "iải quyết" in line and f"{text} hồ sơ" in line:
                body[at] = line.replace(f"{text} hồ sơ", f"{int(total) + 33} hồ sơ", 1)
                return replace(report, body=tuple(body))
    return None


def _other_form(report: SampleReport, office: Office) -> SampleReport | None:
    if len(report.forms) < 2 or "II.08" not in report.forms[1].code_line:
        return None
    table = report.forms[1]
    for row in (0, -1):
        table = _changed(table, row, 7, str(int(table.rows[row][7]) + 50))
    return replace(report, forms=(report.forms[0], table))


def _no_day(report: SampleReport, office: Office) -> SampleReport:
    day = f"{office.place}, ngày      tháng      năm {office.year}"
    return replace(report, place_date=day)


def _no_office(report: SampleReport, office: Office) -> SampleReport:
    """Take the office's name and token away everywhere."""

    def blank(text: str) -> str:
        return text.replace(office.name, "Đơn vị").replace(f"BC-{office.token}", "BC")

    forms = tuple(replace(t, attached="") for t in report.forms)
    body = tuple(blank(line) for line in report.body if f"-{office.token}" not in line)
    body = tuple(line for line in body if f"/{office.token}" not in line)
    number = report.number.split("/")[0]
    return replace(report, parent="", agency="", number=number, body=body, forms=forms)


def _stale_caption(report: SampleReport, office: Office) -> SampleReport | None:
    if not has_06a(report):
        return None
    other = "Quý II" if office.period != "q2" else "Quý III"
    label = (f"Kỳ báo cáo: {other} năm {office.year - 1}", "")
    return replace(report, forms=(replace(report.forms[0], period=label), *report.forms[1:]))


def _blank_quarter(report: SampleReport, office: Office) -> SampleReport:
    lines = (
        f"II. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ NĂM {office.year + 1}" if line.startswith("II.") else line
        for line in report.body
    )
    return replace(report, body=tuple(lines))
