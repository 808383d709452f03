"""Scans end to end: small pieces of a sample's pages, drawn as pictures."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from extract.document import BlockKind, Document
from extract.errors import MissingToolError
from extract.ocr.route import recognize_pages
from extract.options import ReadOptions
from extract.pdf.gate import Lack
from extract.pdf.pages import read_page
from extract.readers.pdf import read

FORM = (30, 150, 842, 330)  # the form on page 12 of the sample, points
PROSE = (60, 240, 560, 350)
KEPT = Path(__file__).resolve().parents[3] / "samples" / "report.pdf"


def cells(document: Document) -> dict[tuple[int, int], str]:
    (table,) = [block.table for block in document.blocks if block.table is not None]
    return {(c.row, c.col): " ".join(c.text.split()) for c in table.cells}


@pytest.fixture(scope="module")
def form(scan, as_pdf) -> Document:
    return read(as_pdf(scan(12, FORM, turn=0.6, noise=6)), "scan.pdf", ReadOptions())


@pytest.fixture(scope="module")
def printed() -> Document:
    return read(KEPT.read_bytes(), "report.pdf", ReadOptions())


def test_a_crooked_form_has_the_cells_of_the_printed_one(form: Document, printed) -> None:
    table = next(b.table for b in printed.blocks if b.table is not None)
    expected = {(c.row, c.col): " ".join(c.text.split()) for c in table.cells}
    seen = cells(form)
    figures = {at: text for at, text in expected.items() if at[0] == 3}
    assert {at: seen.get(at) for at in figures} == figures
    assert seen.keys() == expected.keys()


def test_its_page_tells_how_it_was_read(form: Document) -> None:
    (page,) = form.pages
    assert (page.route, form.text_source) == ("ocr", "ocr")
    assert page.confidence is not None and page.confidence > 80
    assert form.notes == ()


def test_each_word_has_its_place_and_confidence(form: Document) -> None:
    places = [span.place for block in form.blocks for span in block.spans]
    assert places
    for place in places:
        assert place.box is not None and place.confidence is not None
        assert -2 <= place.box.x0 < place.box.x1 <= form.pages[0].width + 2
        assert 0 <= place.confidence <= 100


@pytest.mark.parametrize("turn", [180, 270])
def test_a_turned_page_is_read(scan, as_pdf, turn: int) -> None:
    document = read(as_pdf(scan(1, PROSE, turn=turn)), "scan.pdf", ReadOptions())
    text = " ".join(block.text for block in document.blocks)
    assert "Quyết định số 94/QĐ-UBND ngày 11/01/2023" in text
    assert document.pages[0].rotation == turn


def test_the_box_of_a_turned_word_lies_where_it_is_seen(scan, as_pdf) -> None:
    upright = read(as_pdf(scan(1, PROSE)), "a.pdf", ReadOptions())
    turned = read(as_pdf(scan(1, PROSE, turn=180)), "b.pdf", ReadOptions())
    first, other = (d.blocks[0].spans[0].place.box for d in (upright, turned))
    page = upright.pages[0]
    assert first is not None and other is not None
    assert other.x1 == pytest.approx(page.width - first.x0, abs=3)
    assert other.y1 == pytest.approx(page.height - first.y0, abs=3)


def test_lines_of_a_scan_make_paragraphs(scan, as_pdf) -> None:
    document = read(as_pdf(scan(1, PROSE, noise=5)), "scan.pdf", ReadOptions())
    first = next(b for b in document.blocks if b.text.startswith("Thực hiện theo"))
    assert first.kind is BlockKind.PARAGRAPH
    assert first.text.endswith("Kiểm soát thủ tục hành chính năm 2023;")


def test_a_scan_may_be_left_unread(scan, as_pdf) -> None:
    data = as_pdf(scan(1, PROSE))
    document = read(data, "scan.pdf", ReadOptions(ocr="never"))
    assert document.blocks == ()
    assert [note.code for note in document.notes] == ["needs-ocr"]


def mixed(scanned: bytes) -> bytes:
    """Return the sample's first page and a scan behind it, as one PDF."""
    out = pypdfium2.PdfDocument.new()
    with pypdfium2.PdfDocument(KEPT) as first, pypdfium2.PdfDocument(scanned) as second:
        out.import_pages(first, [0])
        out.import_pages(second)
    buffer = io.BytesIO()
    out.save(buffer)
    out.close()
    return buffer.getvalue()


def test_a_digital_report_with_a_scanned_annex_is_mixed(scan, as_pdf) -> None:
    document = read(mixed(as_pdf(scan(1, PROSE))), "a.pdf", ReadOptions())
    assert [page.route for page in document.pages] == ["pdfium", "ocr"]
    assert document.text_source == "mixed"


def test_always_reads_good_pages_from_their_picture(scan, as_pdf) -> None:
    data = mixed(as_pdf(scan(1, PROSE)))
    document = read(data, "a.pdf", ReadOptions(ocr="always"))
    assert [page.route for page in document.pages] == ["ocr", "ocr"]


def test_without_tesseract_a_scan_says_how_to_get_it(scan, as_pdf, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingToolError) as caught:
        read(as_pdf(scan(1, PROSE)), "scan.pdf", ReadOptions())
    assert "tesseract-ocr-vie" in caught.value.remedy
    assert caught.value.file == "scan.pdf"


def test_without_tesseract_the_digital_pages_are_read(scan, as_pdf, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")
    document = read(mixed(as_pdf(scan(1, PROSE))), "a.pdf", ReadOptions())
    assert [page.route for page in document.pages] == ["pdfium", "none"]
    assert [(n.code, n.place.page) for n in document.notes] == [("needs-ocr", 2)]


def test_a_second_run_takes_what_the_first_kept(scan, as_pdf, tmp_path) -> None:
    data = as_pdf(scan(1, PROSE))
    options = ReadOptions(cache_dir=str(tmp_path / "kept"))
    first = read(data, "a.pdf", options)
    (kept,) = (tmp_path / "kept").iterdir()
    assert read(data, "a.pdf", options) == first
    kept.write_text(kept.read_text(encoding="utf-8").replace('"94/QĐ-UBND"', '"95/QĐ-UBND"'))
    assert any("95/QĐ-UBND" in block.text for block in read(data, "a.pdf", options).blocks)
    kept.write_text("{torn", encoding="utf-8")
    assert read(data, "a.pdf", options) == first


def test_no_time_leaves_the_page_as_it_is(scan, as_pdf) -> None:
    with pypdfium2.PdfDocument(as_pdf(scan(1, PROSE))) as document:
        page = read_page(document, 1)
        assert recognize_pages(document, [page], ReadOptions(timeout=0.0), "a.pdf") == [page]
    assert page.lack is Lack.NEEDS_OCR
