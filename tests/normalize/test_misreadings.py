"""Symbols that OCR misread: repaired where the lexicon leaves one reading, else left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.citations.misreadings import repair_scanned, tokens_of
from normalize.citations.symbols import read_symbol
from normalize.vocabulary import issuers


def repaired(text: str, word: str | None, *elsewhere: str) -> str:
    reading = read_symbol(text, word, "administrative")
    return repair_scanned(reading, word, "administrative", tokens_of(elsewhere)).canonical


# As Tesseract read them on scans of 100 to 300 dpi.
MISREAD = {
    "t-as-i": ("TIr-SYT", "TTr", "TTr-SYT"),
    "t-as-i-other-office": ("TIr-STTTT", "TTr", "TTr-STTTT"),
    "d-as-o": ("QĐ-UBNO", "QĐ", "QĐ-UBND"),
    "digit-too-many": ("BC-S5TC", "BC", "BC-STC"),
    "letter-too-many": ("BGC-STC", "BC", "BC-STC"),
    "digit-in-an-office": ("QĐ-S1P", "QĐ", "QĐ-STP"),
    "unit-glued": ("SYTVP", "CV", "SYT-VP"),
    "longer-unit-glued": ("SGDĐTVP", "CV", "SGDĐT-VP"),
}
RIGHT = {
    "plain": ("QĐ-UBND", "QĐ"),
    "office-and-unit": ("SYT-VP", "CV"),
    "office-nobody-knows": ("BIC-QLRR", "CV"),
    "three-letters-may-be-an-office": ("SIC-VP", "CV"),
    "kind-nobody-knows": ("QX-UBND", None),
    "unit-with-a-digit": ("BYT-K2ĐT", "CV"),
    "police-unit": ("BCA-C06", "CV"),
    "linked": ("TTLT-BTC-BNV", "TTLT"),
    "old-office": ("QĐ-BCVT", "QĐ"),
    "unknown-alone": ("XYZVP", "CV"),
}


@pytest.mark.parametrize("name", MISREAD)
def test_a_misread_symbol_is_what_it_can_only_be(name: str) -> None:
    text, word, right = MISREAD[name]
    assert repaired(text, word) == right


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_or_doubtful_symbol_stays(name: str) -> None:
    text, word = RIGHT[name]
    assert repaired(text, word) == read_symbol(text, word, "administrative").canonical


def test_the_same_office_elsewhere_decides_on_three_letters() -> None:
    assert repaired("QĐ-SIP", "QĐ") == "QĐ-SIP"
    assert repaired("QĐ-SIP", "QĐ", "BC-STP", "QĐ-UBND") == "QĐ-STP"


def test_a_repair_keeps_what_was_printed_and_says_why() -> None:
    reading = read_symbol("TIr-SYT", "TTr", "administrative")
    after = repair_scanned(reading, "TTr", "administrative")
    assert (after.kind, after.issuer, after.traits) == ("TTr", "SYT", ("look-alike",))
    assert after.read == (("TIr-SYT", "TTr-SYT", "look-alike"),)


@given(st.sampled_from(issuers()), st.sampled_from(["QĐ", "BC", "KH", "TTr", "CT", "NQ"]))
def test_no_known_symbol_is_repaired(issuer, kind: str) -> None:
    text = f"{kind}-{issuer.token}"
    assert repaired(text, kind) == read_symbol(text, kind, "administrative").canonical
