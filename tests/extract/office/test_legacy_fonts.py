"""Runs in old fonts: converted where their letters are old, left alone where they were retyped."""

import pytest

from extract.office.legacy_fonts import decode


@pytest.mark.parametrize(
    ("text", "font", "modern", "shown"),
    [
        ("hép møt tÕt", ".VnTime", False, ("hộp mứt tết", True)),
        ("ñy ban nh©n d©n", ".VnTimeH", False, ("ỦY BAN NHÂN DÂN", True)),
        ("Sè 12/BC", ".VnTimeH", False, ("SỐ 12/BC", True)),
        ("Xin chaøo caùc baïn", "VNI-Times", False, ("Xin chào các bạn", True)),
        ("hép", "Times New Roman", False, ("hép", False)),
        ("hộp mứt", ".VnTime", True, ("hộp mứt", False)),
        ("là", ".VnTime", True, ("là", False)),
        ("®Õn", ".VnTime", True, ("đến", True)),
        ("12/QD-UBND", ".VnTime", False, ("12/QD-UBND", False)),
        ("bao cao", ".VnArialH", False, ("BAO CAO", False)),
        ("hép", None, False, ("hép", False)),
    ],
)
def test_a_run_is_decoded(
    text: str, font: str | None, modern: bool, shown: tuple[str, bool]
) -> None:
    assert decode(text, font, modern) == shown
