"""Faults put into clean reports of the third family, one at a time, and the rule that must tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from model import SampleReport
from third_acts import Body

Put = tuple[SampleReport, str]  # the report with its fault, and words the finding must stand at


@dataclass(frozen=True)
class ThirdPlant:
    """One fault: its rule, and what puts it into a report (none where it cannot stand)."""

    rule: str
    name: str
    put: Callable[[SampleReport, Body], Put | None]


def _day(day: date) -> str:
    return f"{day:%d}/{day.month if day.month > 2 else f'{day:%m}'}/{day.year}"


def _said(rule: str, name: str, text: str, at: str) -> ThirdPlant:
    """Return a fault that one paragraph holds; `{d}` and its like are days before the report."""

    def put(report: SampleReport, body: Body) -> Put | None:
        named = {
            letter: _day(body.issued - timedelta(days=back))
            for letter, back in {"d": 40, "e": 47, "f": 54, "g": 61, "h": 68, "late": -30}.items()
        }
        day = body.issued - timedelta(days=40)
        named |= {"y": str(day.year), "last": str(day.year - 1), "m": str(day.month)}
        whole, where = text.format(**named), at.format(**named)
        return replace(report, body=(*report.body[:2], whole, *report.body[2:])), where

    return ThirdPlant(rule, name, put)


def _swapped(
    rule: str, name: str, change: Callable[[SampleReport], SampleReport], at: str = ""
) -> ThirdPlant:
    def put(report: SampleReport, _: Body) -> Put | None:
        changed = change(report)
        return (changed, at) if changed != report else None

    return ThirdPlant(rule, name, put)


def _cell(report: SampleReport, row: int, col: int, text: str) -> SampleReport:
    first, *others = report.forms
    rows = [list(line) for line in first.rows]
    rows[row][col] = text
    return replace(report, forms=(replace(first, rows=tuple(map(tuple, rows))), *others))


def _more(report: SampleReport, row: int, col: int) -> SampleReport:
    value = int(report.forms[0].rows[row][col].replace(".", "")) + 10
    return _cell(report, row, col, f"{value:,}".replace(",", "."))


def _wrong_share(report: SampleReport) -> SampleReport:
    body = tuple(
        text[: text.index("đạt tỷ lệ ")] + "đạt tỷ lệ 71,25%; còn lại đang thực hiện."
        if "đạt tỷ lệ " in text
        else text
        for text in report.body
    )
    return replace(report, body=body)


_STATE = "của Bộ trưởng Bộ Tư pháp"
_ACTS = (
    ("REF101", "a number left blank", "- Triển khai Kế hoạch số      /KH-BTP ngày {d}.", "/KH-BTP"),
    ("REF101",
     "a decision without its number", f"- Theo Quyết định số …/QĐ-BTP ngày {{d}} {_STATE}.",
     "/QĐ-BTP"),
    ("REF102", "a day left blank", "- Thực hiện Kế hoạch số 812/KH-BTP ngày    /{m}/{y}.",
     "812/KH-BTP"),
    ("REF102", "a long date without day",
     "- Theo Công văn số 812/BTP-PLHC ngày … tháng {m} năm {y}.",
     "812/BTP-PLHC"),
    ("REF103", "a day the month has not", "- Thực hiện Quyết định số 812/QĐ-BTP ngày 31/4/{y}.",
     "812/QĐ-BTP"),
    ("REF103", "a thirteenth month", "- Theo Thông báo số 812/TB-BTP ngày 05/13/{last}.",
     "812/TB-BTP"),
    ("REF104", "a letter with a submission's symbol", "- Theo Công văn số 812/TTr-BTP ngày {d}.",
     "812/TTr-BTP"),
    ("REF104", "a plan with a report's symbol", "- Hoàn thành Kế hoạch số 812/BC-BTP ngày {d}.",
     "812/BC-BTP"),
    ("REF104", "a Party directive called a conclusion",
     "- Quán triệt Kết luận số 12-CT/BTCTW, ngày {d}.",
     "12-CT/BTCTW"),
    ("REF105", "a report without kind", "- Đã gửi Báo cáo định kỳ (812/BTP ngày {d}).", "812/BTP"),
    ("REF106", "an unknown kind", "- Thực hiện Quyết định số 812/QX-BTP ngày {d}.", "812/QX-BTP"),
    ("REF106", "a folded letter", "- Thực hiện Công điện số 12/CD-BTP ngày {d}.", "12/CD-BTP"),
    ("REF107", "a doubled word", "- Thực hiện Quyết định số số 812/QĐ-BTP ngày {d}.", "812/QĐ-BTP"),
    ("REF107", "a doubled kind", "- Theo Quyết định số Quyết định số 812/QĐ-BTP ngày {d}.",
     "812/QĐ-BTP"),
    ("REF108", "no ngày", "- Thực hiện Kế hoạch số 812/KH-BTP {d}.", "812/KH-BTP"),
    ("REF109", "no số", "- Thực hiện Kế hoạch 812/KH-BTP ngày {d}.", "812/KH-BTP"),
    ("REF110", "no date anywhere", "- Thực hiện Kế hoạch số 812/KH-BTP.", "812/KH-BTP"),
    ("REF111", "another year in the number", "- Theo Thông tư số 12/{last}/TT-BTP ngày {d}.",
     "12/{last}/TT-BTP"),
    ("REF112", "a plan with a year part", "- Triển khai Kế hoạch số 812/{y}/KH-BTP ngày {d}.",
     "812/{y}/KH-BTP"),
    ("REF112", "a report with a year part", "- Theo Báo cáo số 812/{y}/BC-BTP ngày {d}.",
     "812/{y}/BC-BTP"),
    ("REF113", "a circular without year", "- Theo Thông tư số 12/TT-BTP ngày {d}.", "12/TT-BTP"),
    ("REF113", "a decree without year", "- Theo Nghị định số 412/NĐ-CP ngày {d}.", "412/NĐ-CP"),
    ("REF114", "a lost hyphen", "- Thực hiện Quyết định số 812/QĐBTP ngày {d}.", "812/QĐBTP"),
    ("REF115", "a plain D", "- Thực hiện Quyết định số 812/QD-BTP ngày {d}.", "812/QD-BTP"),
    ("REF115", "an Icelandic letter", "- Thực hiện Quyết định số 812/QÐ-BTP ngày {d}.", "812/Q"),
    ("REF116", "a ministry's circular as the Government's",
     "- Theo Thông tư số 12/{y}/TT-BTP ngày {d} của Chính phủ.", "12/{y}/TT-BTP"),
    ("REF116", "a decree as a ministry's",
     "- Theo Nghị định số 412/{y}/NĐ-CP ngày {d} của Bộ Tư pháp.", "412/{y}/NĐ-CP"),
    ("REF117", "dated after the report", "- Theo Quyết định số 812/QĐ-BTP ngày {late}.",
     "812/QĐ-BTP"),
    ("REF119", "a letter without unit", "- Theo Công văn số 812/BTP ngày {d}.", "812/BTP"),
    ("SEQ201", "one act, two dates", "- Triển khai Kế hoạch số 812/KH-BTP ngày {d}; tiếp tục thực "
     "hiện Kế hoạch số 812/KH-BTP ngày {e}.", "812/KH-BTP"),
    ("SEQ202", "one act, two numbers", "- Triển khai Quyết định số 812/QĐ-BTP ngày {d} về việc phê "
     "duyệt Chương trình phổ biến pháp luật cho ngư dân; theo đó Quyết định số 821/QĐ-BTP ngày {d} "
     "về việc phê duyệt Chương trình phổ biến pháp luật cho ngư dân đã có hiệu lực.", "/QĐ-BTP"),
    ("SEQ203", "a number out of order",
     "- Theo các Kế hoạch số 610/KH-BTP ngày {h}, số 1650/KH-BTP "
     "ngày {g}, số 650/KH-BTP ngày {f}, số 670/KH-BTP ngày {e} và số 690/KH-BTP ngày {d}.",
     "1650/KH-BTP"),
    ("SEQ204", "one number, two letters", "- Công văn số 812/BTP-PLHC ngày {d} về việc tập huấn hộ "
     "tịch; Công văn số 812/BTP-VP ngày {e} về việc kiểm kê tài sản.", "812/BTP-"),
    ("XRF403", "two figures for one thing", "- Tổng số đơn khiếu nại đã tiếp nhận là 125 đơn. Như "
     "vậy, tổng số đơn khiếu nại đã tiếp nhận là 152 đơn.", "152"),
    ("FRM303", "a wrong ratio", "- Đã giải quyết 12/15 vụ việc, đạt tỷ lệ 92,5%.", "92,5"),
    ("FRM305", "an annex that is not there",
     "- Số liệu chi tiết tại Phụ lục IV kèm theo Báo cáo này.",
     "Phụ lục IV"),
    ("COD601", "a short procedure code",
     "- Công khai thủ tục mã 3.00214.000.00.00.H32.", "3.00214"),
    ("TXT702", "a year that breaks off",
     "- Trong năm 202 (tính từ đầu kỳ) đã giải quyết 15 vụ việc.",
     "202"),
)  # fmt: skip


def third_plants() -> Iterator[ThirdPlant]:
    """Yield every fault, by rule."""
    for rule, name, text, at in _ACTS:
        yield _said(rule, name, text, at)
    yield _swapped(
        "FRM301",
        "a row that breaks its printed formula",
        lambda r: _more(r, 1, 4),
        "Khối chuyên môn",
    )
    yield _swapped("FRM302", "a total that is not the sum", lambda r: _more(r, -1, 3), "Tổng cộng")
    yield _swapped("FRM303", "a share its own numbers do not give", _wrong_share, "71,25")
    yield _swapped("FRM306", "a letter in a count", lambda r: _cell(r, 2, 3, "1O5"), "1O5")
    yield _swapped("DOC501", "no own number", lambda r: replace(r, number=_unnumbered(r.number)))
    yield _swapped(
        "DOC502",
        "no own day",
        lambda r: replace(
            r, place_date=r.place_date.split(", ngày")[0] + ", ngày     tháng     năm"
        ),
    )
    yield _swapped(
        "DOC504",
        "a period of long ago in the title",
        lambda r: replace(r, title=r.title[: r.title.rindex(" ")] + " 2009"),
    )


def _unnumbered(number: str) -> str:
    head, _, code = number.rpartition(" ")
    mark = min(code.index(sign) for sign in "-/" if sign in code)
    return f"{head}      {code[mark:]}"
