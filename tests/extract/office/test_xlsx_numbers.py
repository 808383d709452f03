"""Number formats: what a Vietnamese reader sees in a cell for the number behind it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.office.number_formats import BUILT_IN, is_date, show_number, show_text
from normalize.numbers import parse_number

ACCOUNTING = '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)'
NUMBERS = [
    ("general-whole", "1451", "General", "1451"),
    ("general-decimal", "0.5", "General", "0,5"),
    ("general-long", "0.333333333333333", "General", "0,333333333"),
    ("general-tiny-keeps-its-digits", "0.00000000000125", "General", "0,00000000000125"),
    ("general-negative", "-7", "General", "-7"),
    ("general-with-a-unit", "25", 'General" hồ sơ"', "25 hồ sơ"),
    ("code-of-twelve-digits-stays-whole", "123456789012", "General", "123456789012"),
    ("padded", "1", "00", "01"),
    ("padded-two-digits", "10", "00", "10"),
    ("padded-zero", "0", "00", "00"),
    ("thousands", "1251", "#,##0", "1.251"),
    ("thousands-small", "251", "#,##0", "251"),
    ("millions", "1234567", "#,##0", "1.234.567"),
    ("thousands-and-decimals", "1234.5", "#,##0.00", "1.234,50"),
    ("half-goes-up", "0.5", "0", "1"),
    ("half-goes-away-from-zero", "-2.5", "0", "-3"),
    ("no-minus-before-nothing", "-0.2", "0", "0"),
    ("percent", "0.3333", "0.00%", "33,33%"),
    ("percent-whole", "1", "0%", "100%"),
    ("percent-optional-decimals", "0.5", "0.##%", "50%"),
    ("scaled-to-thousands", "1234567", "#,##0,", "1.235"),
    ("scaled-to-millions", "1234567", '0.0,,"tr"', "1,2tr"),
    ("negative-in-brackets", "-5", "#,##0_);(#,##0)", "(5)"),
    ("accounting", "1251", ACCOUNTING, "1.251"),
    ("accounting-zero-is-a-dash", "0", ACCOUNTING, "-"),
    ("accounting-negative", "-1251", ACCOUNTING, "(1.251)"),
    ("zero-hidden", "0", "#,##0;-#,##0;", ""),
    ("negative-section", "-3", "0;-0", "-3"),
    ("color-says-nothing", "4", "[Red]0", "4"),
    ("currency", "5000", "#,##0 [$₫-42A]", "5.000 ₫"),
    ("condition-met", "3", "[<10]00;0", "03"),
    ("condition-not-met", "30", "[<10]00;0", "30"),
    ("phone-number", "912345678", "0000 000 000", "0912 345 678"),
    ("literal-between-digits", "12023", '00"/"0000', "01/2023"),
    ("scientific", "123456", "0.00E+00", "1,23E+05"),
    ("fraction-as-decimals", "0.25", "# ?/?", "0,25"),
    ("text-format", "7", "@", "7"),
    ("date", "45275", "dd/mm/yyyy", "15/12/2023"),
    ("date-of-the-system", "45275", BUILT_IN[14], "15/12/2023"),
    ("date-with-locale", "45275", "[$-42A]dd/mm/yyyy;@", "15/12/2023"),
    ("date-in-words", "45275", '"ngày "d" tháng "m" năm "yyyy', "ngày 15 tháng 12 năm 2023"),
    ("date-and-time", "45275.5", "dd/mm/yyyy hh:mm", "15/12/2023 12:00"),
    ("minutes-not-months", "0.0208333333333333", "h:mm", "0:30"),
    ("elapsed-hours", "1.5", "[h]:mm", "36:00"),
    ("half-day-clock", "0.75", "h:mm AM/PM", "6:00 CH"),
    ("first-of-march-1900", "61", "d/m/yyyy", "1/3/1900"),
    ("first-of-january-1900", "1", "d/m/yyyy", "1/1/1900"),
    ("short-year-and-month", "45275", "mmm-yy", "Thg 12-23"),
    ("weekday", "45275", "dddd, dd/mm", "Thứ Sáu, 15/12"),
    ("no-date-before-1900", "-4", "dd/mm/yyyy", "-4"),
]


@pytest.mark.parametrize(
    ("value", "code", "shown"), [c[1:] for c in NUMBERS], ids=[c[0] for c in NUMBERS]
)
def test_a_number_shows_as_in_excel(value: str, code: str, shown: str) -> None:
    assert show_number(Decimal(value), code) == shown


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    assert show_number(Decimal(43813), "dd/mm/yyyy", from_1904=True) == "15/12/2023"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("General", False),
        ("#,##0", False),
        ("[Red]0", False),
        ('0" ngày"', False),
        ("0\\d", False),
        ("dd/mm/yyyy", True),
        ("[h]:mm", True),
        ("[$-42A]d mmm", True),
    ],
)
def test_a_format_is_a_date(code: str, expected: bool) -> None:
    assert is_date(code) is expected


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("01", "General", "01"),
        ("01", "@", "01"),
        ("Sở Y tế", "#,##0", "Sở Y tế"),
        ("5", '@" đồng"', "5 đồng"),
        ("A", ACCOUNTING, "A"),
        ("hidden", ";;;", ""),
    ],
)
def test_a_text_shows_as_it_is_typed(text: str, code: str, shown: str) -> None:
    assert show_text(text, code) == shown


@given(
    st.integers(-(10**12), 10**12),
    st.sampled_from(["General", "0", "#,##0", "00", "@", "#,##0;-#,##0"]),
)
def test_a_whole_number_is_read_back_from_what_it_shows(number: int, code: str) -> None:
    parsed = parse_number(show_number(Decimal(number), code), whole=True)
    assert parsed is not None and parsed.value == number


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9),
    st.text(max_size=30),
)
def test_no_format_code_stops_the_reading(value: Decimal, code: str) -> None:
    assert isinstance(show_number(value, code), str)
