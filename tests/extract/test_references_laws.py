"""Laws of the engine: offsets, composition, printing and reading back, no input that is slow."""

import time
import unicodedata
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.references import RawReference, find_in_text
from tests.extract import reference_cases as cases

PRINTED = ["Quyết định ", "số ", "số: ", "Công văn ", "của ", "Chính phủ", "Điều 5 ", "khoản 2 "]
SYMBOLS = ["12", "2023", "QĐ", "UBND", "STC", "NĐ", "CP", "VP", "QH15", "TU", "HD", "Ð", "l", "O"]
DATES = ["ngày ", "05/3/2024", "tháng 3 năm 2024", "kèm theo ", "Luật ", "các ", "và "]
MARKS = [
    "/",
    "-",
    " - ",
    " ",
    "\n",
    "\t",
    ",",
    ";",
    "(",
    ")",
    ".",
    "…",
    "\u00a0",
    "\u200b",
    "\u2013",
]
APART = ["A\u0302", "o\u0302\u0301"]
PIECES = st.sampled_from(PRINTED + SYMBOLS + DATES + MARKS + APART)
KINDS = {"Quyết định": "QĐ", "Kế hoạch": "KH", "Báo cáo": "BC", "Tờ trình": "TTr", "Chỉ thị": "CT"}
ORGANS = ("UBND", "STC", "SGDĐT", "TTPVHCC", "BNNMT", "VPCP", "HĐND")
ALL_CASES = [
    text
    for group in (
        cases.ADMINISTRATIVE,
        cases.NORMATIVE,
        cases.ASSEMBLY,
        cases.PARTY,
        cases.LISTS,
        cases.DATE_BEFORE,
        cases.BLANK,
        cases.DAMAGED,
    )
    for text, _ in group
]


def slots(found: RawReference) -> list[tuple[str, int, int]]:
    parts = (
        found.number,
        found.year,
        found.symbol,
        found.kind_word,
        found.date,
        found.issuer,
        found.subject,
        found.scope,
    )
    return [tuple(part) for part in parts if part is not None]


def assert_offsets(text: str) -> None:
    for found in find_in_text(text):
        assert text[found.start : found.end] == found.text
        assert all(text[start:end] == printed for printed, start, end in slots(found))


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_every_slot_is_a_slice_of_the_text(text: str) -> None:
    assert_offsets(text)


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=150, deadline=None)
def test_citations_are_in_order_and_apart(text: str) -> None:
    found = find_in_text(text)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("text", ALL_CASES, ids=str)
def test_decomposed_text_says_the_same_in_its_own_offsets(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert_offsets(apart)
    composed = [unicodedata.normalize("NFC", found.text) for found in find_in_text(apart)]
    assert composed == [found.text for found in find_in_text(text)]


@given(
    st.sampled_from(sorted(KINDS)),
    st.integers(1, 99999),
    st.sampled_from(ORGANS),
    st.dates(min_value=date(1996, 1, 1), max_value=date(2098, 12, 31)),
)
@settings(max_examples=200, deadline=None)
def test_what_is_printed_is_read_back(word: str, number: int, organ: str, day: date) -> None:
    printed = f"{day:%d/%m/%Y}"
    text = f"Căn cứ {word} số {number:02d}/{KINDS[word]}-{organ} ngày {printed}, Sở đã triển khai."
    (found,) = find_in_text(text)
    assert found.kind == KINDS[word]
    assert found.number is not None and int(found.number.text) == number
    assert found.symbol.text == f"{KINDS[word]}-{organ}"
    assert found.date is not None and found.date.text == printed


@pytest.mark.parametrize(
    "unit",
    ["1", "1/", "/A", "-A", "12/QĐ-", "số ", "số 1, ", "/QĐ" * 3 + " ", "A-", "ngày 1/", "(1/QĐ ",
     "Quyết định ", "của a ", "12/A-B.C/", " ", "1 /  ", "điều 1, ", "năm 2023 ", "O", "1.1."],
    ids=repr,
)  # fmt: skip
def test_no_repetition_is_slow(unit: str) -> None:
    def spent(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        find_in_text(text)
        return time.process_time() - start

    spent(1000)
    assert spent(200_000) < 4.0
