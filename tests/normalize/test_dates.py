"""Dates of citations: read when they are one day, never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.dates import read_date, write_date


@pytest.mark.parametrize(
    ("text", "value", "year"),
    [
        ("14/8/2023", date(2023, 8, 14), 2023),
        ("14/08/2023", date(2023, 8, 14), 2023),
        ("14-8-2023", date(2023, 8, 14), 2023),
        ("14\u20118\u20112023", date(2023, 8, 14), 2023),
        ("14 – 8 – 2023", date(2023, 8, 14), 2023),
        ("31\u20114\u20112023", None, 2023),
        ("14.8.2023", date(2023, 8, 14), 2023),
        ("07/ 01/2021", date(2021, 1, 7), 2021),
        ("14 tháng 8 năm 2023", date(2023, 8, 14), 2023),
        ("14\ntháng 8\nnăm 2023", date(2023, 8, 14), 2023),
        ("10/11//2025", date(2025, 11, 10), 2025),
        ("05/3/24", date(2024, 3, 5), 2024),
        ("24/10/95", date(1995, 10, 24), 1995),
        ("18-12-46", date(1946, 12, 18), 1946),
        ("05/3/44", date(2044, 3, 5), 2044),
        ("10 tháng 11 năm năm 1992", date(1992, 11, 10), 1992),
        ("05/011/2020", None, 2020),
        ("31/4/2023", None, 2023),
        ("30/02/2024", None, 2024),
        ("1/13/2024", None, 2024),
        ("08/6/20210", None, None),
        ("/12/2023", None, 2023),
        ("/ /2025", None, 2025),
        (".../.../2024", None, 2024),
        ("tháng 12 năm 2024", None, 2024),
        ("tháng 8/2023", None, 2023),
        ("năm 2023", None, 2023),
        ("5/3", None, None),
        ("05/3/202…", None, None),
        ("05/3/1024", None, None),
        ("0S/6/2017", None, 2017),
    ],
)
def test_reading(text: str, value: date | None, year: int | None) -> None:
    found = read_date(text)
    assert (found.value, found.year, found.repairs) == (value, year, ())


def test_letters_misread_by_ocr_are_read_as_digits_and_told() -> None:
    found = read_date("O5/l/2019")
    assert found.value == date(2019, 1, 5)
    assert [(r.start, r.end, r.written, r.read) for r in found.repairs] == [
        (0, 2, "O5", "05"),
        (3, 4, "l", "1"),
    ]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2020, 3, 5), "05/3/2020"),
        (date(2022, 2, 10), "10/02/2022"),
        (date(2023, 12, 1), "01/12/2023"),
    ],
)
def test_writing_as_the_decree_wants(day: date, text: str) -> None:
    assert write_date(day) == text


@given(st.dates(min_value=date(1945, 1, 1), max_value=date(2099, 12, 31)))
def test_what_is_written_is_read_back(day: date) -> None:
    assert read_date(write_date(day)).value == day
