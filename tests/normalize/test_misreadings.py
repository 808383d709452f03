"""Symbols that OCR misread: repaired where the lexicon leaves one reading, else left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Block, BlockKind, Box, Document, Place, TextSpan
from extract.references import find_references
from normalize.checks.references import check
from normalize.citations.misreadings import repair_scanned, tokens_of
from normalize.citations.symbols import read_symbol
from normalize.identity import Identity
from normalize.references import normalize_references
from normalize.schema import DocumentRecord, Mention
from normalize.vocabulary import issuers
from tests.factories import report


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
    "letter-doubled": ("VPCP-KSTTT", "CV", "VPCP-KSTT"),
    "office-with-a-letter-doubled": ("BC-SYTT", "BC", "BC-SYT"),
    "kind-of-two-letters": ("GT-UBND", "CT", "CT-UBND"),
    "kind-after-its-word": ("TE-UBND", "TB", "TB-UBND"),
    "kind-with-nothing-left": ("Gf-UBND", "CT", "CT-UBND"),
    "kind-of-three-letters": ("TTI-STTTT", "TTr", "TTr-STTTT"),
    "unit-glued": ("SYTVP", "CV", "SYT-VP"),
    "longer-unit-glued": ("SGDĐTVP", "CV", "SGDĐT-VP"),
}
RIGHT = {
    "plain": ("QĐ-UBND", "QĐ"),
    "office-and-unit": ("SYT-VP", "CV"),
    "office-nobody-knows": ("BIC-QLRR", "CV"),
    "three-letters-may-be-an-office": ("SIC-VP", "CV"),
    "kind-nobody-knows": ("QX-UBND", None),
    "another-kind-than-the-word": ("GM-UBND", "CV"),
    "kind-without-its-word": ("GT-UBND", None),
    "kind-nobody-knows-of-an-office-nobody-knows": ("QX-BTQR", "QĐ"),
    "longer-than-the-word-s-kind": ("QXĐ-UBND", "CT"),
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


def scanned(text: str, confidence: float | None) -> Mention:
    """Return the citation of a scanned page, or of a text layer when OCR was not sure of it."""
    place = Place(1, Box(10, 10, 300, 22), None, confidence)
    block = Block(0, BlockKind.PARAGRAPH, text, (TextSpan(0, len(text), place),))
    source = "native" if confidence is None else "ocr"
    document = Document("pdf", (block,), text_source=source)
    ids = Identity("ab" * 32)
    record = DocumentRecord(doc_id=ids.doc_id, file_name="a.pdf", media_type="pdf", byte_size=1)
    return normalize_references(find_references(document), document, ids, record)[0][0]


TORN = "Tờ trình số 5917/TIr-SYT ngày 01/12/2022"


def test_on_a_scan_the_repair_is_told_with_its_suggestion() -> None:
    mention = scanned(TORN, 85.0)
    assert (mention.kind, mention.symbol, mention.symbol_text) == ("TTr", "TTr-SYT", "TIr-SYT")
    assert mention.raw_text == TORN
    (finding,) = [f for f in check(report(mention)) if f.rule == "REF115"]
    assert finding.suggestion == "Tờ trình số 5917/TTr-SYT ngày 01/12/2022"


def test_what_a_text_layer_prints_is_not_repaired() -> None:
    assert scanned(TORN, None).symbol == "TIr-SYT"


@pytest.mark.parametrize(
    ("text", "number", "year"),
    [
        ("Báo cáo số 77IBC-SYT ngày 14/11/2024", "77", None),
        ("Báo cáo số 77lBC-SYT ngày 14/11/2024", "77", None),
        ("Quyết định số 176QĐ-STP ngày 27/04/2020", "176", None),
        ("Nghị quyết số 150/2016NQ-HĐND ngày 01/01/2016", "150", "2016"),
        ("Công văn số 6119VPCP-KSTT ngày 26/03/2020", "6119", None),
    ],
)
def test_a_lost_slash_adds_no_digit_and_is_told(text: str, number: str, year: str | None) -> None:
    mention = scanned(text, 92.0)
    assert (mention.number, mention.year_part) == (number, year)
    assert "REF114" in [f.rule for f in check(report(mention))]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Báo cáo số 77I/BC-SYT ngày 14/11/2024", "771"),
        ("Báo cáo số 77/BC-SYT ngày 14/11/2024", "77"),
    ],
)
def test_a_slash_that_is_there_leaves_the_number(text: str, number: str) -> None:
    mention = scanned(text, 92.0)
    assert mention.number == number
    assert "lost-separator" not in mention.traits
