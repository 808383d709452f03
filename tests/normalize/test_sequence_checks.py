"""What the checks on numbers and dates together say of hand-made mentions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.checks.sequences import check
from normalize.registers import learn_registers
from normalize.runs import chain
from normalize.schema import Finding, Report
from tests.factories import cite, cites, codes, report

PLAN = "về phê duyệt phương án đơn giản hóa thủ tục xét duyệt quyết toán ngân sách"
JOBS = "về giao chỉ tiêu đào tạo nghề cho lao động nông thôn năm hai nghìn"
# One office, one series for its reports, plans, proposals and letters, another for its decisions.
SERIES = (
    "Công văn số 30/STC-VP ngày 05/01/2023",
    "Công văn số 220/STC-VP ngày 13/01/2023",
    "Kế hoạch số 230/KH-STC ngày 16/01/2023",
    "Báo cáo số 377/BC-STC ngày 02/02/2023",
    "Công văn số 522/STC-VP ngày 13/02/2023",
    "Kế hoạch số 535/KH-STC ngày 14/02/2023",
    "Công văn số 576/STC-TCĐT ngày 17/02/2023",
    "Báo cáo số 790/BC-STC ngày 02/3/2023",
    "Kế hoạch số 903/KH-STC ngày 09/3/2023",
    "Tờ trình số 905/TTr-STC ngày 10/3/2023",
    "Công văn số 965/STC-VP ngày 14/3/2023",
    "Báo cáo số 1326/BC-STC ngày 03/4/2023",
    "Kế hoạch số 1479/KH-STC ngày 13/4/2023",
    "Công văn số 1490/STC-VP ngày 14/4/2023",
    "Quyết định số 12/QĐ-STC ngày 20/01/2023",
    "Quyết định số 61/QĐ-STC ngày 13/4/2023",
)


NUMBERED = ((1, "VP"), (2, "NS"), (3, "TCĐT"), (4, "GCS"))


def by_rule(made: Report, rule: str) -> list[Finding]:
    return [f for f in check(made) if f.rule == rule]


def test_a_clean_register_raises_nothing() -> None:
    assert codes(check(cites(*SERIES))) == []


def test_one_number_with_two_dates_is_a_conflict() -> None:
    (found,) = check(
        cites(
            "Quyết định số 2164/QĐ-UBND ngày 15/9/2023",
            "Quyết định số 2164/QĐ-UBND ngày 14/9/2023",
            "Quyết định số 2164/QĐ-UBND ngày 14/9/2023",
        )
    )
    assert (found.rule, found.mention_id) == ("SEQ201", "m00000")
    assert found.suggestion == "Quyết định số 2164/QĐ-UBND ngày 14/9/2023"
    assert [e.value for e in found.evidence] == [
        "Quyết định số 2164/QĐ-UBND ngày 15/9/2023",
        "Quyết định số 2164/QĐ-UBND ngày 14/9/2023",
        "Quyết định số 2164/QĐ-UBND ngày 14/9/2023",
    ]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            ["920/KH-STC ngày 13/3/2022", "920/KH-STC ngày 13/3/2023"], ["SEQ201"], id="year-slip"
        ),
        pytest.param(
            ["920/KH-STC ngày 20/5/2022", "920/KH-STC ngày 13/3/2023"], [], id="two-years"
        ),
        pytest.param(
            ["5/QĐ-STC ngày 04/01/2022", "5/QĐ-STC ngày 04/01/2023"], [], id="first-of-the-year"
        ),
        pytest.param(
            ["45/2020/NĐ-CP ngày 08/4/2020", "45/2020/NĐ-CP ngày 08/4/2021"],
            [],
            id="the-number-refuses-the-year",
        ),
        pytest.param(
            ["45/2020/NĐ-CP ngày 08/4/2020", "45/2020/NĐ-CP ngày 09/4/2020"],
            ["SEQ201"],
            id="normative",
        ),
        pytest.param(
            [
                "710/QĐ-UBND ngày 28/3/2023 của UBND tỉnh",
                "710/QĐ-UBND ngày 15/6/2023 của UBND huyện Diên Khánh",
            ],
            [],
            id="two-levels",
        ),
        pytest.param(
            [
                "9/QĐ-UBND ngày 28/3/2023 của UBND tỉnh Khánh Hòa",
                "9/QĐ-UBND ngày 15/6/2023 của UBND tỉnh Ninh Thuận",
            ],
            [],
            id="two-provinces",
        ),
        pytest.param(
            ["12/QĐ-UBND ngày 10/01/2025", "12/QĐ-UBND ngày 25/7/2025"], [], id="restart-of-2025"
        ),
        pytest.param(["30-NQ/TU ngày 23/5/2023", "30-NQ/TU ngày 23/5/2023"], [], id="same-twice"),
    ],
)
def test_dates_conflict_or_not(texts: list[str], expected: list[str]) -> None:
    assert codes(check(cites(*texts, parent_name="UBND tỉnh Khánh Hòa"))) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(f"2658/QĐ-UBND ngày 08/11/2023 {PLAN}", "2648", ["SEQ202"], id="one-digit"),
        pytest.param(f"2658/QĐ-UBND ngày 07/11/2023 {PLAN}", "2648", ["SEQ202"], id="day-before"),
        pytest.param(f"2685/QĐ-UBND ngày 08/11/2023 {PLAN}", "2658", ["SEQ202"], id="swapped"),
        pytest.param(f"2658/QĐ-UBND ngày 08/11/2023 {JOBS}", "2648", [], id="other-subject"),
        pytest.param(f"2658/QĐ-UBND ngày 20/11/2023 {PLAN}", "2648", [], id="other-day"),
        pytest.param(f"2658/KH-UBND ngày 08/11/2023 {PLAN}", "2648", [], id="other-symbol"),
        pytest.param(f"3158/QĐ-UBND ngày 08/11/2023 {PLAN}", "2648", [], id="three-digits"),
    ],
)
def test_one_act_under_two_numbers(one: str, other: str, expected: list[str]) -> None:
    made = cites(one, f"{other}/QĐ-UBND ngày 08/11/2023 {PLAN} sở tài chính")
    assert codes(check(made)) == expected


def test_the_rarer_number_is_suspected() -> None:
    (found,) = check(
        cites(
            f"2658/QĐ-UBND ngày 08/11/2023 {PLAN}",
            f"2648/QĐ-UBND ngày 08/11/2023 {PLAN}",
            f"2658/QĐ-UBND ngày 08/11/2023 {PLAN}",
        )
    )
    assert found.mention_id == "m00001"
    assert found.suggestion == "2658/QĐ-UBND ngày 08/11/2023"


def test_consecutive_papers_of_a_day_are_siblings() -> None:
    made = cites(
        "467/TTr-STC ngày 09/02/2023 về công bố danh mục thủ tục lĩnh vực bảo hiểm nông nghiệp",
        "468/TTr-STC ngày 09/02/2023 về công bố danh mục thủ tục lĩnh vực quản lý giá dịch vụ",
    )
    assert codes(check(made)) == []


@pytest.mark.parametrize(
    ("odd", "expected"),
    [
        pytest.param("Kế hoạch số 919/KH-STC ngày 13/4/2023", ["919/KH-STC/2023"], id="late"),
        pytest.param("Báo cáo số 1200/BC-STC ngày 16/02/2023", ["1200/BC-STC/2023"], id="early"),
        pytest.param("Công văn số 964/STC-VP ngày 15/3/2023", [], id="a-day-late"),
        pytest.param("Công văn số 1100/STC-VP ngày 20/3/2023", [], id="fits"),
        pytest.param("Quyết định số 999/QĐ-UBND ngày 05/01/2023", [], id="other-issuer"),
        pytest.param("Kết luận số 3/KL-STC ngày 13/4/2023", [], id="kind-of-its-own"),
    ],
)
def test_a_number_out_of_sequence(odd: str, expected: list[str]) -> None:
    made = cites(*SERIES, odd)
    keys = {m.mention_id: m.citation_key for m in made.mentions}
    assert [keys[f.mention_id or ""] for f in by_rule(made, "SEQ203")] == expected


def test_the_suggestion_tells_when_the_number_was_given_out() -> None:
    (found,) = check(cites(*SERIES, "Kế hoạch số 919/KH-STC ngày 13/4/2023"))
    assert found.suggestion == (
        "Số 919 ứng với ngày từ 10/3/2023 đến 14/3/2023; đối chiếu số và ngày với bản gốc"
    )


def test_rivals_for_one_place_are_named_together() -> None:
    made = cites(*(s for s in SERIES if "3/2023" not in s), "Báo cáo số 900/BC-STC ngày 28/3/2023",
                 "Báo cáo số 1290/BC-STC ngày 08/3/2023")  # fmt: skip
    (found,) = by_rule(made, "SEQ203")
    assert [e.value for e in found.evidence] == [
        "1290/BC-STC (08/3/2023)",
        "900/BC-STC (28/3/2023)",
    ]


def test_few_numbers_prove_nothing() -> None:
    made = cites(
        "Kế hoạch số 230/KH-STC ngày 16/01/2023",
        "Kế hoạch số 1479/KH-STC ngày 13/02/2023",
        "Kế hoạch số 919/KH-STC ngày 13/4/2023",
    )
    assert codes(check(made)) == []


def test_two_mixed_registers_are_no_one_series() -> None:
    province = [f"{n}/QĐ-UBND ngày 0{i}/5/2023" for i, n in enumerate(range(1000, 1009), 1)]
    district = [f"{n}/QĐ-UBND ngày 0{i}/5/2023" for i, n in enumerate(range(200, 206), 1)]
    assert codes(check(cites(*province, *district))) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("3196/STC-VP ngày 20/7/2023", "3196/STC ngày 24/7/2023", ["SEQ204"]),
        ("3196/STC-VP ngày 20/7/2023", "3196/STC-NS ngày 24/7/2023", ["SEQ204"]),
        ("3196/STC-VP ngày 20/7/2023", "3196/STC ngày 20/7/2023", []),
        ("3196/STC-VP ngày 20/7/2023", "3196/STC ngày 24/7/2022", []),
        ("3196/STC-VP ngày 20/7/2023", "3196/QĐ-STC ngày 24/7/2023", []),
        ("3196/STC-VP ngày 20/7/2023", "3196/SNV-VP ngày 24/7/2023", []),
    ],
    ids=["bare", "units", "same-day", "other-year", "kind-of-its-own", "other-issuer"],
)
def test_one_number_for_two_documents(one: str, other: str, expected: list[str]) -> None:
    assert codes(check(cites(one, other))) == expected


def test_kinds_that_share_a_series_are_learned() -> None:
    registers = learn_registers(cites(*SERIES))
    kinds = sorted(tuple(sorted({e.kind for e in r.entries})) for r in registers)
    assert kinds == [("BC", "CV", "KH", "TTr"), ("QĐ",)]


def test_an_undated_or_numberless_citation_is_in_no_register() -> None:
    made = report(cite("12/BC-STC"), cite("12/BC-STC ngày 05/01/2023", number=None))
    assert learn_registers(made) == ()


rising = st.lists(
    st.tuples(st.integers(1, 40), st.integers(1, 40)), min_size=4, max_size=25, unique=True
)


@given(rising)
def test_a_series_that_rises_raises_nothing(steps: list[tuple[int, int]]) -> None:
    day, number, texts = date(2022, 1, 1), 0, []
    for days, numbers in steps:
        day, number = day + timedelta(days=days % 14), number + numbers
        texts.append(f"{number}/BC-STC ngày {day.day}/{day.month}/{day.year}")
    assert codes(check(cites(*texts))) == []


@given(rising)
def test_the_chain_keeps_every_entry_once(steps: list[tuple[int, int]]) -> None:
    texts = [f"{n}/BC-STC ngày {1 + d % 28}/5/2023" for d, n in steps]
    for register in learn_registers(cites(*texts)):
        fit, misfit, rivals = chain(register.entries)
        kept = [*fit, *misfit, *(e for group in rivals for e in group)]
        assert sorted(e.key for e in kept) == sorted(e.key for e in register.entries)
        assert [e.number for e in fit] == sorted(e.number for e in fit)


def test_a_district_report_mixes_its_own_series_with_the_province_s() -> None:
    texts = [
        f"Quyết định số {number}/QĐ-UBND ngày {day}/5/2023"
        for number, day in ((731, 3), (765, 8), (120, 11), (812, 15), (851, 20), (889, 26))
    ]
    made = cites(*texts)
    district = made.document.model_copy(update={"agency_name": "UBND huyện Yên Thành"})
    assert by_rule(made, "SEQ203") != []
    assert by_rule(made.model_copy(update={"document": district}), "SEQ203") == []
    named = cites(*(f"{text} của UBND huyện" for text in texts))
    assert by_rule(named.model_copy(update={"document": district}), "SEQ203") != []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("mới ban hành lĩnh vực đất đai", "mới ban hành lĩnh vực môi trường", []),
        ("mới ban hành lĩnh vực hộ tịch", "được sửa đổi, bổ sung lĩnh vực hộ tịch", []),
        ("mới ban hành lĩnh vực hộ tịch", "mới ban hành lĩnh vực hộ tịch", ["SEQ202"]),
    ],
)
def test_announcements_alike_but_for_their_field_are_two(
    one: str, other: str, expected: list[str]
) -> None:
    about = "về việc công bố Danh mục thủ tục hành chính {} thuộc thẩm quyền giải quyết của Sở"
    made = cites(
        f"Quyết định số 2110/QĐ-UBND ngày 12/6/2024 {about.format(one)}",
        f"Quyết định số 2140/QĐ-UBND ngày 13/6/2024 {about.format(other)}",
    )
    assert [f.rule for f in by_rule(made, "SEQ202")] == expected


def test_each_document_of_a_number_used_again_is_told_once() -> None:
    made = cites(*(f"Công văn số 5/STC-{unit} ngày 0{day}/5/2023" for day, unit in NUMBERED))
    found = by_rule(made, "SEQ204")
    assert [f.mention_id for f in found] == ["m00001", "m00002", "m00003"]
    assert all("5/STC-VP" in f.message for f in found)


LETTERS = [date(2024, 1, 2) + timedelta(9 * n) for n in range(40)]


def letters(days: list[date], restart: date | None = None, rate: int = 3) -> list[str]:
    """Return letters of one office, `rate` numbers a day, counted anew from a restart."""
    first = [restart if restart and day >= restart else date(day.year, 1, 1) for day in days]
    return [
        f"Công văn số {rate * (day - start).days + 1}/STC-VP ngày {day:%d/%m/%Y}"
        for day, start in zip(days, first, strict=True)
    ]


@given(
    restart=st.integers(40, 320).map(lambda n: date(2024, 1, 1) + timedelta(n)),
    rate=st.integers(1, 30),
)
def test_numbers_that_begin_anew_within_a_year_raise_nothing(restart: date, rate: int) -> None:
    made = cites(*letters([day for day in LETTERS if day.year == 2024], restart, rate))
    assert codes(check(made)) == []


@pytest.mark.parametrize("restart", [date(2025, 3, 1), date(2025, 7, 1)])
def test_a_number_given_again_after_the_restart_is_no_reuse(restart: date) -> None:
    days = [day.replace(year=2025) for day in LETTERS if day.year == 2024]
    again = restart + timedelta(20)
    more = [
        f"Công văn số 61/STC-NS ngày {again:%d/%m/%Y}",
        "Công văn số 61/STC-VP ngày 21/01/2025",
    ]
    assert codes(check(cites(*letters(days, restart), *more))) == []


def test_one_slip_is_no_restart() -> None:
    days = [day for day in LETTERS if day.year == 2024]
    slip = "Công văn số 12/STC-VP ngày 14/10/2024"
    assert codes(check(cites(*letters(days), slip))) == ["SEQ203"]


def test_parts_of_2025_are_one_register_where_the_numbers_go_on() -> None:
    days = [day.replace(year=2025) for day in LETTERS if day.year == 2024]
    (one,) = learn_registers(cites(*letters(days)))
    assert len(one.entries) == len(days)
    anew = learn_registers(cites(*letters(days, date(2025, 7, 1))))
    assert len(anew) == 2


def test_kinds_that_meet_in_several_numbers_have_a_series_each() -> None:
    days = [day for day in LETTERS if day.year == 2024]
    texts = [f"Thông báo số {3 * n + 1}/TB-STC ngày {d:%d/%m/%Y}" for n, d in enumerate(days)]
    texts += [
        f"Tờ trình số {3 * n + 1}/TTr-STC ngày {d + timedelta(1):%d/%m/%Y}"
        for n, d in enumerate(days)
        if n % 9 == 4
    ]
    assert codes(check(cites(*texts))) == []
