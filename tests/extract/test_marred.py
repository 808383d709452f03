"""Citations that OCR marred: found where their make leaves one reading, and no text is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.citations.marred import unmarred
from extract.document import Block, BlockKind, Box, Document, Place, TextSpan
from extract.references import find_references
from normalize.checks.confidence import check as check_confidence
from normalize.identity import Identity
from normalize.references import normalize_references
from normalize.schema import DocumentRecord, Mention
from tests.factories import report


def mentions(text: str, sure: float | None = 92.0) -> tuple[Mention, ...]:
    spans = (TextSpan(0, len(text), Place(1, Box(10, 10, 400, 22), None, sure)),)
    block = Block(0, BlockKind.PARAGRAPH, text, spans=spans)
    source = "ocr" if sure is not None else "native"
    document = Document("pdf", (block,), text_source=source)
    record = DocumentRecord(doc_id="a" * 64, file_name="a.pdf", media_type="pdf", byte_size=1)
    return normalize_references(find_references(document), document, Identity("a" * 64), record)[0]


# What Tesseract made of citations, on scans of 150 to 300 dpi: number, year part, symbol, day.
MARRED = {
    "kind-as-zero": ("Quyết định số 1911/0Đ-UBND ngày 14/8/2023", "1911||QĐ-UBND|2023-08-14"),
    "office-as-five": ("Công văn số 3149/5XD-QLCL ngày 29/4/2021", "3149||SXD-QLCL|2021-04-29"),
    "office-torn": ("Công văn số 12/SY T-VP ngày 05/3/2024", "12||SYT-VP|2024-03-05"),
    "hook": ("Công văn số 220/SGDĐT'VP ngày 05/3/2024", "220||SGDĐT-VP|2024-03-05"),
    "low-line": ("Quyết định số 4415/QĐ_UBND ngày 10/11/2021", "4415||QĐ-UBND|2021-11-10"),
    "wave": ("Kế hoạch số 415/KH~UBND ngày 10/11/2021", "415||KH-UBND|2021-11-10"),
    "bars-about-the-year": (
        "Nghị quyết số 74I2024INQ-HĐND ngày 14/3/2024",
        "74|2024|NQ-HĐND|2024-03-14",
    ),
    "seven-behind-the-year": (
        "Nghị quyết số 18/20217NQ-HĐND ngày 12/11/2021",
        "18|2021|NQ-HĐND|2021-11-12",
    ),
    "bar": ("Quyết định số 4415|QĐ-UBND ngày 10/11/2021", "4415||QĐ-UBND|2021-11-10"),
    "slash-gone-in-brackets": (
        "gửi cơ quan cấp trên (255BC-STTTT ngày 06/02/2025).",
        "255||BC-STTTT|2025-02-06",
    ),
    "assembly-as-zero": ("Luật số 77/2015/OH13", "77|2015|QH13|None"),
    "assembly-with-a-bar": ("Luật số 77/2015/QH]3 của Quốc hội", "77|2015|QH13|None"),
    "party-kind": ("Nghị quyết số 30-NO/TU ngày 23/4/2018", "30||NQ/TU|2018-04-23"),
    "party-hyphen-gone": ("Nghị quyết số 30NQ/TU ngày 23/4/2018", "30||NQ/TU|2018-04-23"),
    "month-torn": ("Kế hoạch số 44/KH-UBND ngày 10/1 1/2021", "44||KH-UBND|2021-11-10"),
    "month-with-another-mark": (
        "Quyết định số 1294/QĐ-UBND ngày 28 thắng 4 nãm 2025 của Chủ tịch",
        "1294||QĐ-UBND|2025-04-28",
    ),
    "stop-in-the-date": ("Hướng dẫn số 80/HD-SYT ngày. 08/11/2024", "80||HD-SYT|2024-11-08"),
    "year-torn-at-the-end": (
        "Nghị định 61/2018/NĐ-CP ngày 23/4/201 8 của Chính phủ",
        "61|2018|NĐ-CP|2018-04-23",
    ),
    "year-torn": (
        "Nghị định số 92/201 7/NĐ-CP ngày 07 tháng 8 năm 201 7 của Chính phủ",
        "92|2017|NĐ-CP|2017-08-07",
    ),
    "colon-inside": ("Thông tư số 02/2017/TT:-VPCP ngày 31/10/2017", "2|2017|TT-VPCP|2017-10-31"),
    "day-as-a-bar": (
        "Thông tư số 02/2017/TT-VPCP Igày 31] tháng 10 năm 2017",
        "2|2017|TT-VPCP|2017-10-31",
    ),
    "dirt-before-the-date": (
        "theo Báo cáo số 1079/BC-SYT TT ngày 21/11/2021.",
        "1079||BC-SYT|2021-11-21",
    ),
    "colon-before-the-date": ("Quyết định số 86/QĐ-TTg: ngày 07/3/2019", "86||QĐ-TTg|2019-03-07"),
}
FIGURES = {
    "slash-of-a-date": ("Quyết định số 98/QĐ-UBND ngày 12/7I2021", "98||QĐ-UBND|2021-07-12"),
    "both-slashes-as-one": ("Quyết định số 98/QĐ-UBND ngày 171412024", "98||QĐ-UBND|2024-04-17"),
    "slash-as-one": ("Chỉ thị số 35/CT-UBND ngày 2713/2024", "35||CT-UBND|2024-03-27"),
    "month-of-another-alphabet": (
        "Nghị định số 92/2017/NĐ-CP ngày 07 tháng ð năm 2017",
        "92|2017|NĐ-CP|2017-08-07",
    ),
    "year-of-another-alphabet": (
        "Nghị định 61/2018/NĐ-CP ngày 23/4/201 ð của Chính phủ",
        "61|2018|NĐ-CP|2018-04-23",
    ),
    "slash-lost": ("Thông tư số 02/2017/TT-VPCP ngày 31/102017", "2|2017|TT-VPCP|2017-10-31"),
    "number-begins-as-letter": ("Báo cáo số S12/BC-SNV ngày 05/3/2024", "512||BC-SNV|2024-03-05"),
    "number-ends-as-letter": ("Kế hoạch số 4T/KH-UBND ngày 10/11/2021", "47||KH-UBND|2021-11-10"),
    "letter-inside": ("Kế hoạch số 4l5/KH-UBND ngày 10/11/2021", "415||KH-UBND|2021-11-10"),
    "letter-in-a-date": ("Kế hoạch số 45/KH-UBND ngày l0/11/2021", "45||KH-UBND|2021-11-10"),
}
RIGHT = (
    "Quyết định số 1911/QĐ-UBND ngày 14/8/2023; Công văn số 31/SXD-QLCL ngày 11/11/2021",
    "Luật số 77/2015/QH13; Nghị quyết số 30-NQ/TU, ngày 23/4/2018; Quyết định số 30b/QĐ-TTg",
    "giải quyết 171412024 lượt; tỷ lệ 12/7; ngày 10/1 1 lớp; 1911 UBND xã; nhóm I/2024 (CT-UBND)",
    "(12/QĐ-UBND của UBND ngày 05/3/2024); QĐ-UBND TP ngày 05/3/2024; 5/3 HĐ ngày 12",
    "Công văn số 12/BYT-K2ĐT ngày 05/3/2024; mã H32.16; biểu II.06a/VPCP/KSTT; 09/09 TTHC",
)


def written(mention: Mention) -> str:
    parts = (mention.number, mention.year_part or "", mention.symbol, mention.issued_on)
    return "|".join(map(str, parts))


@pytest.mark.parametrize("name", [*MARRED, *FIGURES])
def test_a_marred_citation_is_read_as_what_it_can_only_be(name: str) -> None:
    text, expected = (MARRED | FIGURES)[name]
    (mention,) = mentions(text)
    assert written(mention) == expected
    assert mention.raw_text in text


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_read_otherwise_than_seen_is_never_sure(name: str) -> None:
    found = mentions(FIGURES[name][0])
    assert [f.rule for f in check_confidence(report(*found))] == ["TXT703"]
    assert any(r.why == "ocr-digit" for m in found for r in m.repairs)


def test_a_symbol_cut_short_is_never_sure() -> None:
    found = mentions("Quyết định số 2837/QĐ-UBND-N ngày 15/7/2021")
    assert [f.rule for f in check_confidence(report(*found))] == ["TXT703"]
    assert list(check_confidence(report(*mentions("Quyết định số 28/QĐ-UBND-NC")))) == []


def test_a_day_that_could_not_be_read_is_told() -> None:
    for day in ("1?/1 1/20", "31 tháng Š năm 2023"):
        found = mentions(f"Quyết định số 28/QĐ-UBND ngày {day} của UBND tỉnh")
        assert [m.issued_on for m in found] == [None]
        assert [f.rule for f in check_confidence(report(*found))] == ["TXT703"]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_stays(text: str) -> None:
    assert unmarred(text) == text


@pytest.mark.parametrize("name", ["kind-as-zero", "office-as-five", "bar"])
def test_a_printed_text_is_not_repaired(name: str) -> None:
    assert mentions(MARRED[name][0], sure=None) == ()


@given(st.text("0123456789IlO|SQĐNCTUBH/-' sốngày", max_size=60))
def test_no_character_changes_its_place(text: str) -> None:
    assert len(unmarred(text)) == len(text)


def test_a_date_torn_by_the_page_s_end_is_read_on() -> None:
    texts = ("Công văn số 416/VPCP-KSTT ngày 08 tháng 10 năm", "2025; Kế hoạch số 12/KH-UBND.")
    blocks = tuple(Block(n, BlockKind.PARAGRAPH, text) for n, text in enumerate(texts))
    first, _ = find_references(Document("text", blocks))
    assert first.date is not None
    assert " ".join(first.date.text.split()) == "08 tháng 10 năm 2025"
