"""Numbers as Vietnamese reports print them; nothing written in four ways, kept apart."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.numbers import fits, parse_number, show, truncated


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1510", "1510"),
        ("1.510", "1510"),
        ("1 510", "1510"),
        ("1\u00a0510", "1510"),
        ("1.234.567", "1234567"),
        ("1.234,56", "1234.56"),
        ("1,234,567", "1234567"),
        ("01", "1"),
        ("0", "0"),
        ("33,33%", "33.33"),
        ("33.333%", "33.333"),
        ("98 %", "98"),
        ("1.250%", "1.250"),
        ("98.31%", "98.31"),
        ("-5", "-5"),
        ("12 TTHC", "12"),
        ("<i>12</i>", "12"),
        ("$12$", "12"),
        ("7.", "7"),
        ("không", "0"),
        ("Không phát sinh", "0"),
    ],
)
def test_numbers(text: str, value: str) -> None:
    number = parse_number(text)
    assert number is not None
    assert number.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "nil"),
    [
        ("", "blank"),
        ("  ", "blank"),
        ("-", "dash"),
        ("–", "dash"),
        ("...", "dash"),
        ("0", "zero"),
        ("00", "zero"),
        ("0%", "zero"),
        ("Không", "word"),
        ("Chưa phát sinh", "word"),
        ("5", None),
    ],
)
def test_nothing_is_told_apart(text: str, nil: str | None) -> None:
    number = parse_number(text)
    assert number is not None
    assert number.nil == nil
    assert (number.value is None) == (nil in ("blank", "dash"))


@pytest.mark.parametrize(
    "text",
    [
        "07/9",
        "15/12/2022",
        "l5",
        "1O",
        "5 (trong đó 3 mới)",
        "II.06a",
        "1.005429",
        "(1)",
        "x",
        "3, 4",
    ],
)
def test_other_texts_are_no_numbers(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "whole", "value"), [("1,451", True, "1451"), ("1,451", False, "1.451")]
)
def test_a_comma_before_three_digits_depends_on_the_column(
    text: str, whole: bool, value: str
) -> None:
    number = parse_number(text, whole=whole)
    assert number is not None
    assert number.value == Decimal(value)


@given(st.integers(0, 10**9))
def test_thousands_read_as_printed(value: int) -> None:
    number = parse_number(f"{value:,}".replace(",", "."))
    assert number is not None
    assert number.value == value


@given(st.decimals(0, 10**6, places=2))
def test_what_is_shown_reads_back(value: Decimal) -> None:
    number = parse_number(show(value, percent=True))
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize(
    ("printed", "exact", "decimals", "rounds", "cut"),
    [
        ("97", "96.95", 0, True, False),
        ("33.33", "33.3333", 2, True, True),
        ("96", "96.95", 0, False, True),
        ("33.33", "50", 2, False, False),
        ("98.3", "98.31", 1, True, True),
    ],
)
def test_rounding(printed: str, exact: str, decimals: int, rounds: bool, cut: bool) -> None:
    assert fits(Decimal(printed), Decimal(exact), decimals) == rounds
    assert truncated(Decimal(printed), Decimal(exact), decimals) == cut
