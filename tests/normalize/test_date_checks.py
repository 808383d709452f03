"""What the checks on the dates of citations say of hand-made mentions."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.checks.reference_dates import check, read_parts
from normalize.citing import write_date
from normalize.schema import Finding, Report
from tests.factories import cite, cites, codes, report

PERIOD = {"period_from": date(2022, 12, 15), "period_to": date(2023, 12, 14)}


def found(made: Report) -> list[Finding]:
    return [f for f in check(made) if f.rule != "REF118"]


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [
        pytest.param("Báo cáo số 12/BC-STC ngày 05/01/2023", {}, [], id="clean"),
        pytest.param("Báo cáo số 12/BC-STC ngày /12/2023", {}, ["REF102"], id="blank-day"),
        pytest.param("Báo cáo số 12/BC-STC ngày 12//2023", {}, ["REF102"], id="blank-month"),
        pytest.param("Báo cáo số 12/BC-STC ngày …/…/2023", {}, ["REF102"], id="dots"),
        pytest.param(
            "Báo cáo số 12/BC-STC",
            {"date_text": "  tháng  năm 2023"},
            ["REF102"],
            id="blank-in-words",
        ),
        pytest.param(
            "Báo cáo số 12/BC-STC",
            {"date_text": "05 tháng 13 năm 2023"},
            ["REF103"],
            id="month-13-in-words",
        ),
        pytest.param("Báo cáo số 12/BC-STC ngày 31/4/2023", {}, ["REF103"], id="31-april"),
        pytest.param("Báo cáo số 12/BC-STC ngày 29/02/2023", {}, ["REF103"], id="no-leap-year"),
        pytest.param(
            "Báo cáo số 12/BC-STC ngày 05/011/2020", {"issued_on": None}, ["REF103"], id="month-011"
        ),
        pytest.param(
            "Báo cáo số 12/BC-STC ngày 08/6/20210", {"issued_on": None}, ["REF103"], id="year-20210"
        ),
        pytest.param(
            "Tờ trình số 905/TTr-STC ngày 10/3/2023",
            {"traits": ("no-ngay",)},
            ["REF108"],
            id="no-ngay",
        ),
        pytest.param("Nghị định số 45/2020/NĐ-CP ngày 08/4/2021", {}, ["REF111"], id="other-year"),
        pytest.param("Nghị định số 45/2020/NĐ-CP ngày 08/4/2020", {}, [], id="same-year"),
        pytest.param("Chỉ thị số 20/CT-UBND", {}, ["REF110"], id="undated"),
        pytest.param("Hướng dẫn số 01-HD/TU", {}, ["REF110"], id="undated-party"),
        pytest.param("Nghị định số 73/2023/NĐ-CP", {}, [], id="normative-needs-no-date"),
        pytest.param("Luật số 64/2025/QH15", {"grammar": "assembly"}, [], id="law-needs-no-date"),
    ],
)
def test_a_date_is_judged(text: str, changes: dict[str, Any], expected: list[str]) -> None:
    assert codes(found(report(cite(text, **changes)))) == expected


def test_an_impossible_date_is_mended_from_the_other_mention() -> None:
    made = report(
        cite("3007/QĐ-UBND ngày 05/11/2020"),
        cite("3007/QĐ-UBND ngày 05/21/2020", citation_key="3007/QĐ-UBND/2020"),
    )
    assert [f.suggestion for f in found(made)] == ["3007/QĐ-UBND ngày 05/11/2020"]


def test_an_impossible_date_alone_is_mended_when_one_digit_is_too_many() -> None:
    made = report(cite("3007/QĐ-UBND ngày 05/011/2020", issued_on=None))
    # Without one digit the month is 11 or 01: two candidates are none.
    assert [f.suggestion for f in found(made)] == [None]
    made = report(cite("3007/QĐ-UBND ngày 05/6/20210", issued_on=None))
    assert [f.rule for f in found(made)] == ["REF103"]


def test_an_undated_citation_is_noted_once_a_document() -> None:
    made = cites("Kế hoạch số 10562/KH-UBND", "Kế hoạch số 10562/KH-UBND", "Chỉ thị số 20/CT-UBND")
    assert [f.mention_id for f in found(made)] == ["m00000", "m00002"]


def test_a_citation_dated_elsewhere_is_not_undated() -> None:
    made = report(
        cite("Kế hoạch số 10583/KH-UBND", citation_key="10583/KH-UBND/2022"),
        cite("Kế hoạch số 10583/KH-UBND ngày 31/10/2022"),
    )
    assert found(made) == []


@pytest.mark.parametrize(
    ("cited", "document", "expected"),
    [
        pytest.param("20/12/2023", {"issued_on": date(2023, 12, 18)}, ["REF117"], id="own-date"),
        pytest.param("18/12/2023", {"issued_on": date(2023, 12, 18)}, [], id="same-day"),
        pytest.param(
            "18/12/2023", {**PERIOD, "issued_on": date(2023, 12, 20)}, [], id="after-period-only"
        ),
        pytest.param("14/12/2023", PERIOD, [], id="period-end"),
        pytest.param("20/12/2023", PERIOD, [], id="while-it-was-written"),
        pytest.param("14/8/2024", PERIOD, ["REF117"], id="next-year"),
        pytest.param("03/01/2024", {**PERIOD, "date_text": "/12/2023"}, ["REF117"], id="own-month"),
        pytest.param("31/12/2023", {**PERIOD, "date_text": "/12/2023"}, [], id="in-own-month"),
        pytest.param("14/8/2024", {}, [], id="nothing-known"),
    ],
)
def test_a_citation_is_not_later_than_the_report(
    cited: str, document: dict[str, Any], expected: list[str]
) -> None:
    texts = [f"Kế hoạch số {n}/KH-STC ngày 0{n}/5/2023" for n in range(1, 5)]
    made = cites(*texts, f"Quyết định số 9/QĐ-STC ngày {cited}", **document)
    assert codes(found(made)) == expected


def test_when_much_is_later_than_the_report_its_own_date_is_wrong() -> None:
    made = cites(
        "Kế hoạch số 1/KH-STC ngày 05/5/2023",
        "Kế hoạch số 2/KH-STC ngày 05/6/2023",
        "Kế hoạch số 3/KH-STC ngày 05/7/2023",
        issued_on=date(2022, 12, 18),
    )
    assert found(made) == []


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("02/2/2023", ["REF118"]), ("28/03/2023", ["REF118"]), ("28/3/2023", []), ("02/02/2023", [])],
)
def test_the_style_of_a_date_is_noted(printed: str, expected: list[str]) -> None:
    assert codes(check(cites(f"Báo cáo số 377/BC-STC ngày {printed}"))) == expected


@given(st.dates(min_value=date(1945, 9, 2), max_value=date(2099, 12, 31)))
def test_a_written_date_reads_back(day: date) -> None:
    parts = read_parts(write_date(day))
    assert parts is not None
    assert parts.value() == day
