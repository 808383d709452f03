"""What is read sooner because it is plain says what the whole grammar says."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.citations.heads import read_any_head, read_plain_head
from extract.citations.matching import anchors, anchors_as_printed, matching_text
from extract.citations.plain import read_plain
from extract.citations.scan import read_numbered
from extract.citations.tails import read_tail
from extract.references import find_in_text
from tests.extract.reference_cases import ADMINISTRATIVE, ASSEMBLY, DAMAGED, LISTS, NORMATIVE

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LINES = [
    *(text for group in (ADMINISTRATIVE, ASSEMBLY, DAMAGED, LISTS, NORMATIVE) for text, _ in group),
    *(SAMPLES / "report.txt").read_text("utf-8").splitlines(),
    *(
        line
        for path in sorted((SAMPLES / "gold" / "passages").glob("*.cases"))
        for line in path.read_text("utf-8").splitlines()
    ),
]
KINDS = ["Quyết định", "công văn", "Kế hoạch", "phòng Kế hoạch", "Luật", "(Tờ trình", "Mẫu", "1"]
SO = [" số ", " ", " số (", " Số ", "  số ", " số số ", "\nsố ", " số: "]
NUMBERS = ["12", "1234/2024", "12/1899", "0012", "123456", "1.234", "12a", "1O", "12/2024/34", "l2"]
SIGNS = ["/", "-", "/ ", " /", "/\n", "//"]
FIRST = ["QĐ", "NQ", "TTr", "STC", "QH15", "QH", "UBTVQH", "Q", "QĐUBND", "BTTTT&", "QĐx", "qđ"]
REST = ["-UBND", "-TTg", "", "-BNN-CN", " - UBND", " UBND", "/TU", ".HC", "-Ủy", "-\nUBND", " 15"]
TAILS = [
    " ngày 05/3/2024",
    " ngày 5 tháng 3 năm 2024",
    ", ngày 05/3/2024",
    " ngày 05/3/20245",
    " ngày 05/3/2024/5",
    " (05/3/2024)",
    "",
    "\u0301",
    " -",
    ".",
    "\nngày 05/3/2024",
]
SPELT = st.tuples(*map(st.sampled_from, (KINDS, SO, NUMBERS, SIGNS, FIRST, REST, TAILS))).map(
    "".join
)
TEXTS = st.lists(SPELT, min_size=1, max_size=4).map(" và ".join)


def assert_plain_is_general(text: str) -> int:
    """Compare both ways at every separator; return how often the plain one spoke."""
    matched = matching_text(text).text
    spoken = 0
    for at in anchors(matched):
        low = max(0, at - 40)
        plain = read_plain(matched, low, at)
        if plain is None:
            continue
        spoken += 1
        assert plain[:4] == (read_numbered(matched, low, at) or ())[:4]
        if plain.date is not None:
            tail = read_tail(matched, plain.symbol[1])
            assert (tail.date, tail.end, tail.traits) == (plain.date, plain.date[1], ())
        head = read_plain_head(matched, plain.number[0], 0)
        assert head in (None, read_any_head(matched, plain.number[0], 0))
    return spoken


def test_plain_is_general_on_labelled_texts() -> None:
    assert sum(map(assert_plain_is_general, LINES)) > 400


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_plain_is_general_on_any_spelling(text: str) -> None:
    assert_plain_is_general(text)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_a_separator_is_found_ready_as_printed(text: str) -> None:
    matched = matching_text(text).text
    assert list(anchors(matched)) == list(anchors_as_printed(matched))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Quyết định số 12/QĐ-UBND ngày 05/3/2024", True),
        ("Luật số 64/2025/QH15", True),
        ("(3196/STC ngày 24/7/2023)", True),
        ("Công văn số 2231/SNV-CCHC&PC", False),
        ("Quyết định số 12/QĐ - UBND", False),
        ("Quyết định số 1.234/QĐ-UBND", False),
        ("Nghị quyết số 30-NQ/TU", False),
        ("Quyết định số 12/QĐ UBND", False),
    ],
)
def test_what_is_plain(text: str, plain: bool) -> None:
    assert bool(assert_plain_is_general(text)) is plain
    assert len(find_in_text(text)) == 1


@pytest.mark.parametrize("gap", [1, 13, 14, 40, 300])
def test_a_wide_blank_before_a_number_is_read(gap: int) -> None:
    """A table printed as text sets its columns apart with blanks."""
    found = find_in_text(f"Nội dung{' ' * gap}12/KH-SXD ngày 05/3/2024")
    assert [(r.number and r.number.text, r.symbol.text) for r in found] == [("12", "KH-SXD")]
