"""Searchable copies: what was recognized can be found where it is seen; the picture stays."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import ExifTags, Image

import cli
from extract.errors import LimitError, MissingToolError, UnsupportedFileError
from extract.options import ReadOptions
from store.searchable import make_searchable

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "report.pdf"
CITED = "94/QĐ-UBND"
LEFT, TOP, WIDTH, HEIGHT = 60, 240, 500, 50  # the piece of the sample's first page, points


def picture(turn: int = 0) -> Image.Image:
    """Return three lines of the sample's first page as a picture, turned clockwise."""
    with pypdfium2.PdfDocument(SAMPLE) as document:
        image = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    piece = image.crop(tuple(round(v * 200 / 72) for v in (LEFT, TOP, LEFT + WIDTH, TOP + HEIGHT)))
    return piece.rotate(-turn, expand=True)


def scan(turn: int = 0, rotate: int = 0) -> bytes:
    out = io.BytesIO()
    picture(turn).save(out, "PDF", resolution=200)
    with pikepdf.open(out) as pdf:
        pdf.pages[0].Rotate = rotate
        turned = io.BytesIO()
        pdf.save(turned)
    return turned.getvalue()


def found(data: bytes, text: str) -> tuple[float, ...]:
    """Return the box of the first letter of a text in a PDF, in user space."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[0].get_textpage()
        return page.get_charbox(page.get_text_range().index(text))


def place_in_sample() -> tuple[float, float]:
    """Return where the citation's first letter stands on the piece, from its left and top."""
    x0, y0, _, y1 = found(SAMPLE.read_bytes(), CITED)
    with pypdfium2.PdfDocument(SAMPLE) as document:
        height = document[0].get_height()
    return x0 - LEFT, height - (y0 + y1) / 2 - TOP


@pytest.mark.parametrize(("turn", "rotate"), [(0, 0), (90, 0), (90, 270), (0, 90)])
def test_a_word_is_found_where_it_is_seen(turn: int, rotate: int) -> None:
    made = make_searchable(scan(turn, rotate), "scan.pdf", ReadOptions())
    assert made.pages == (1,)
    x0, y0, x1, y1 = found(made.data, CITED)
    across, down = place_in_sample()
    x, y = (across, HEIGHT - down) if turn == 0 else (HEIGHT - down, WIDTH - across)
    assert x0 - 4 <= x <= x1 + 4
    assert y0 - 4 <= y <= y1 + 4


def test_the_picture_is_the_same() -> None:
    data = scan()
    made = make_searchable(data, "scan.pdf", ReadOptions())
    with pikepdf.open(io.BytesIO(data)) as before, pikepdf.open(io.BytesIO(made.data)) as after:
        images = [
            next(iter(pdf.pages[0].Resources.XObject.values())).read_raw_bytes()
            for pdf in (before, after)
        ]
    assert images[0] == images[1]


def test_the_text_is_not_painted() -> None:
    data = scan()
    made = make_searchable(data, "scan.pdf", ReadOptions())
    shown = []
    for copy in (data, made.data):
        with pypdfium2.PdfDocument(copy) as document:
            shown.append(document[0].render(scale=1).to_pil().tobytes())
    assert shown[0] == shown[1]


def test_a_file_with_text_is_copied() -> None:
    data = SAMPLE.read_bytes()
    made = make_searchable(data, "report.pdf", ReadOptions())
    assert (made.data, made.pages) == (data, ())


def test_a_picture_becomes_a_pdf() -> None:
    out = io.BytesIO()
    picture().save(out, "PNG", dpi=(200, 200))
    made = make_searchable(out.getvalue(), "scan.png", ReadOptions())
    assert found(made.data, CITED)[0] == pytest.approx(place_in_sample()[0], abs=5)


def test_without_tesseract_nothing_is_written(tmp_path, monkeypatch) -> None:
    source, target = tmp_path / "scan.pdf", tmp_path / "out.pdf"
    source.write_bytes(scan())
    monkeypatch.setenv("PATH", "")
    result = CliRunner().invoke(cli.cli, ["ocr", str(source), "-o", str(target)])
    assert isinstance(result.exception, MissingToolError)
    assert not target.exists()


def test_the_command_tells_how_many_pages(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TRICHLUC_CACHE", "")
    source, target = tmp_path / "scan.pdf", tmp_path / "out.pdf"
    source.write_bytes(scan())
    result = CliRunner().invoke(cli.cli, ["ocr", str(source), "-o", str(target), "--lang", "en"])
    assert (result.exit_code, "1 pages recognized" in result.output) == (0, True)
    assert found(target.read_bytes(), CITED)


def test_the_original_is_not_overwritten(tmp_path) -> None:
    source = tmp_path / "scan.pdf"
    source.write_bytes(scan())
    before = source.read_bytes()
    result = CliRunner().invoke(cli.cli, ["ocr", str(source), "-o", str(source)])
    assert result.exception is not None
    assert source.read_bytes() == before


def test_a_limit_ends_the_reading_not_the_command(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))  # what is read is read anew
    source, target = tmp_path / "scan.pdf", tmp_path / "out.pdf"
    source.write_bytes(scan())
    words = ["ocr", str(source), "-o", str(target), "--timeout", "0.05"]
    result = CliRunner().invoke(cli.cli, words)
    assert isinstance(result.exception, LimitError)
    assert (result.exception.file, target.exists()) == ("scan.pdf", False)


def test_letters_come_out_whole() -> None:
    made = make_searchable(scan(), "scan.pdf", ReadOptions())
    with pypdfium2.PdfDocument(made.data) as document:
        text = document[0].get_textpage().get_text_range()
    assert text == unicodedata.normalize("NFC", text)
    assert "Quyết định số 94/QĐ-UBND" in " ".join(text.split())


def test_a_page_with_text_stays_as_it_is() -> None:
    buffer = io.BytesIO()
    with pikepdf.open(SAMPLE) as whole, pikepdf.open(io.BytesIO(scan())) as scanned:
        mixed = pikepdf.new()
        mixed.pages.append(whole.pages[0])
        mixed.pages.append(scanned.pages[0])
        mixed.save(buffer)
    made = make_searchable(buffer.getvalue(), "mixed.pdf", ReadOptions())
    assert made.pages == (2,)
    with pypdfium2.PdfDocument(buffer.getvalue()) as a, pypdfium2.PdfDocument(made.data) as b:
        before, after = (d[0].get_textpage().get_text_range() for d in (a, b))
    assert before == after


@pytest.mark.parametrize("kind", ["fax", "turned-by-the-camera"])
def test_a_picture_file_of_any_make_gets_its_text_where_it_is_seen(kind: str) -> None:
    out, whole = io.BytesIO(), picture()
    if kind == "fax":
        whole.convert("1").save(out, "TIFF", compression="group4", dpi=(200, 200))
    else:
        turned = Image.Exif()
        turned[ExifTags.Base.Orientation] = 6  # to be turned clockwise by 90 degrees
        lying = whole.convert("RGB").rotate(90, expand=True)
        lying.save(out, "JPEG", exif=turned, dpi=(200, 200))
    made = make_searchable(out.getvalue(), "scan", ReadOptions())
    with pypdfium2.PdfDocument(made.data) as document:
        assert document[0].get_size() == pytest.approx((WIDTH, HEIGHT), abs=1)
    x, y = place_in_sample()
    x0, _, _, y1 = found(made.data, CITED)
    assert (x0, HEIGHT - y1) == pytest.approx((x, y), abs=4)


def test_a_file_of_another_kind_is_not_passed_off_as_a_pdf() -> None:
    with pytest.raises(UnsupportedFileError) as caught:
        make_searchable("Báo cáo năm 2023".encode(), "a.txt", ReadOptions())
    assert caught.value.remedy
