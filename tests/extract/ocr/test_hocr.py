import pytest

from extract.ocr.hocr import parse_hocr

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>"""
LINE = (
    "<div class='ocr_page' title='image \"stdin\"; bbox 0 0 400 100; ppageno {page}'>"
    "<span class='{kind}' title='bbox 10 20 210 50; baseline -0.01 -8; x_size 32'>"
    "<span class='ocrx_word' title='bbox 10 20 110 50; x_wconf 91'>{text}</span>"
    "</span></div>"
)


def words(*lines: str) -> list[str]:
    pages = parse_hocr(PAGE.format("".join(lines)).encode())
    return [w.text for page in sorted(pages) for line in pages[page] for w in line.words]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("94/QĐÐ-UBND", "94/QĐ-UBND"),
        ("94/QÐ-UBND", "94/QĐ-UBND"),
        ("1735⁄QĐ-UBND", "1735/QĐ-UBND"),
        ("<strong>Số</strong>", "Số"),
        ("A &amp; B", "A&B"),
        ("Độc", "Độc"),
    ],
    ids=["doubled-eth", "eth", "fraction-slash", "bold", "entity", "decomposed"],
)
def test_a_word_is_taken_as_it_is_meant(printed: str, expected: str) -> None:
    assert words(LINE.format(page=0, kind="ocr_line", text=printed)) == [expected]


@pytest.mark.parametrize("kind", ["ocr_line", "ocr_header", "ocr_textfloat", "ocr_caption"])
def test_every_kind_of_line_counts(kind: str) -> None:
    assert words(LINE.format(page=0, kind=kind, text="Số")) == ["Số"]


def test_pages_are_told_apart() -> None:
    lines = [LINE.format(page=n, kind="ocr_line", text=f"t{n}") for n in (0, 2)]
    pages = parse_hocr(PAGE.format("".join(lines)).encode())
    assert {n: found[0].words[0].text for n, found in pages.items()} == {0: "t0", 2: "t2"}


def test_the_base_line_rises_with_the_line() -> None:
    (line,) = parse_hocr(PAGE.format(LINE.format(page=0, kind="ocr_line", text="Số")).encode())[0]
    assert (line.size, line.words[0].confidence) == (32, 91)
    assert line.base_at(10) == pytest.approx(42)
    assert line.base_at(110) == pytest.approx(41)


@pytest.mark.parametrize("data", [b"", b"<html>", b"not a page"], ids=["empty", "torn", "text"])
def test_what_is_no_hocr_holds_nothing(data: bytes) -> None:
    assert parse_hocr(data) == {}
