"""Reporting periods: the bounds of Nghị định 09/2019, and what wins when a report says two."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.periods import Period, choose_period, closing_on, parse_period, parse_range

CASES = {
    "year": ("Năm 2023", ("year", "2022-12-15", "2023-12-14")),
    "first-quarter": ("Quý I/2024", ("quarter", "2023-12-15", "2024-03-14")),
    "quarter-in-words": ("quý III năm 2023", ("quarter", "2023-06-15", "2023-09-14")),
    "quarter-in-figures": ("Quý 4 năm 2024", ("quarter", "2024-09-15", "2024-12-14")),
    "quarter-with-dash": ("QUÝ II - 2024", ("quarter", "2024-03-15", "2024-06-14")),
    "half-year": ("6 tháng đầu năm 2023", ("half_year", "2022-12-15", "2023-06-14")),
    "second-half": ("6 tháng cuối năm 2023", ("half_year", "2023-06-15", "2023-12-14")),
    "nine-months": ("9 tháng đầu năm 2024", ("nine_months", "2023-12-15", "2024-09-14")),
    "nine-months-in-words": ("chín tháng năm 2024", ("nine_months", "2023-12-15", "2024-09-14")),
    "month": ("tháng 7/2023", ("month", "2023-06-15", "2023-07-14")),
    "january": ("tháng 01 năm 2024", ("month", "2023-12-15", "2024-01-14")),
    "year-printed-later": (
        "quý III, phương hướng quý IV năm 2023",
        ("quarter", "2023-06-15", "2023-09-14"),
    ),
    "fourth-quarter-and-year": (
        "quý IV và cả năm 2023",
        ("year", "2022-12-15", "2023-12-14"),
    ),
    "after-june": ("sau tháng 6/2023", ("month", "2023-05-15", "2023-06-14")),
    "third-quarter-and-nine-months": (
        "quý III và 9 tháng đầu năm 2023",
        ("quarter", "2023-06-15", "2023-09-14"),
    ),
    "printed-bounds-win": (
        "Năm 2023 (từ 01/01/2023 đến 31/12/2023)",
        ("year", "2023-01-01", "2023-12-31"),
    ),
    "act-cited-by-its-year": (
        "theo Kế hoạch số 12/KH-UBND năm 2022, trong quý I/2024",
        ("quarter", "2023-12-15", "2024-03-14"),
    ),
    "bounds-alone": ("(từ 15/6/2023 đến 14/9/2023)", ("quarter", "2023-06-15", "2023-09-14")),
    "one-year-for-both": (
        "từ ngày 15 tháng 6 đến ngày 14 tháng 9 năm 2023",
        ("quarter", "2023-06-15", "2023-09-14"),
    ),
    "a-few-days": ("từ 22/11/2023 đến 24/11/2023", ("other", "2023-11-22", "2023-11-24")),
    "decomposed-letters-folded": ("QUÝ III/2023", ("quarter", "2023-06-15", "2023-09-14")),
}


@pytest.mark.parametrize("name", CASES)
def test_periods(name: str) -> None:
    text, expected = CASES[name]
    found = parse_period(text)
    assert found is not None
    assert (found.kind, str(found.start), str(found.end)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ngày 14 tháng 12 năm 2023",
        "ngày 14/12/2023",
        "giai đoạn 2022-2025",
        "giai đoạn 2021 – 2025",
        "năm 2022-2025",
        "NHIỆM VỤ QUÝ NĂM 2024",
        "ngày     tháng     năm 2025",
        "từ 31/4/2023 đến 14/9/2023",
        "từ 14/9/2023 đến 15/6/2023",
        "Kỳ báo cáo",
        "Hội nghị Việt Nam 2025",
        "thu, chi Quỹ 1 và quỹ 2",
    ],
)
def test_what_names_no_period(text: str) -> None:
    assert parse_period(text) is None


@given(st.integers(2010, 2060), st.integers(1, 4))
def test_quarters_fill_the_year_without_gap(year: int, quarter: int) -> None:
    this = closing_on("quarter", date(year, 3 * quarter, 14))
    later = closing_on("month", date(year, 3 * quarter, 14))
    whole = closing_on("year", date(year, 12, 14))
    assert whole.start <= this.start and this.end <= whole.end
    assert later.end == this.end
    before = closing_on("year", date(year - 1, 12, 14))
    assert before.end + timedelta(days=1) == whole.start


@given(st.dates(date(2015, 1, 1), date(2050, 1, 1)), st.integers(0, 400))
def test_a_printed_range_is_read_back(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    text = f"(từ ngày {start:%d/%m/%Y} đến ngày {end:%d/%m/%Y})"
    assert parse_range(text) == (start, end)


YEAR = closing_on("year", date(2023, 12, 14))
QUARTER = closing_on("quarter", date(2023, 9, 14))


def test_the_title_outweighs_two_stale_captions() -> None:
    assert choose_period([(QUARTER, 3), (YEAR, 1), (YEAR, 1)]) == QUARTER


def test_the_first_wins_on_a_tie() -> None:
    assert choose_period([(QUARTER, 1), (YEAR, 1)]) == QUARTER


def test_printed_bounds_of_the_chosen_period_win() -> None:
    printed = Period("year", date(2023, 1, 1), date(2023, 12, 31), explicit=True)
    assert choose_period([(YEAR, 3), (printed, 1)]) == printed


def test_no_votes_give_no_period() -> None:
    assert choose_period([]) is None
