import io

import pikepdf
import pytest

from extract.options import ReadOptions
from extract.pdf.frame import Frame
from extract.pdf.gate import broken_share, is_broken
from extract.pdf.pages import arrange_page, read_again
from extract.pdf.prose import Placer
from extract.pdf.rulings import Edges
from extract.pdf.words import Word
from extract.readers.pdf import read

LOST = "UY BAN MAN DAN TINH CONG HOA XA HOI CHU NGHIA VII T NAM DOC LAP TU DO HANH PHUC"


def scan_with_layer(words: str) -> bytes:
    """Return a one-page scan with an invisible text layer."""
    pdf = pikepdf.new()
    picture = pdf.make_stream(
        bytes(64),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=8,
        Height=8,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    lines = [words] * 4
    layer = " ".join(
        f"BT 3 Tr /F1 9 Tf 40 {700 - 20 * n} Td ({t}) Tj ET" for n, t in enumerate(lines)
    )
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, 595, 842],
        Resources=pikepdf.Dictionary(
            Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary(Im=picture)
        ),
        Contents=pdf.make_stream(f"q 595 0 0 842 0 0 cm /Im Do Q {layer}".encode()),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("khám bệnh, chữa bệnh tại các cơ sở y tế, 5.000 đ một hồ sơ " * 3, False),
        ("khám b ệnh, ch ữa b ệnh t ại các c ơ s ở y t ế", True),
        ("(cid:9) (cid:12) (cid:44) của", True),
        ("Giá x x x Công sản x x x Đăng ký x x x", False),
        ("a) b) c) d) đ) e) các mục", False),
        ("", False),
    ],
    ids=["whole", "pieces", "cid", "ticks", "list-letters", "empty"],
)
def test_words_in_pieces_are_told(text: str, broken: bool) -> None:
    assert is_broken(broken_share([text])) is broken


def test_a_garbage_layer_over_a_scan_is_not_used() -> None:
    document = read(scan_with_layer(LOST), "scan.pdf", ReadOptions(ocr="never"))
    assert document.blocks == ()
    assert [note.code for note in document.notes] == ["garbage-text"]
    assert document.pages[0].route == "none"


def test_a_scan_that_shows_only_a_page_number_needs_ocr() -> None:
    document = read(scan_with_layer("7"), "scan.pdf", ReadOptions(ocr="never"))
    assert [note.code for note in document.notes] == ["needs-ocr"]


def test_a_foreign_page_without_a_picture_is_kept(sheet, read_sheets) -> None:
    page = sheet()
    for number in range(8):
        page.text(60, 80 + 20 * number, "The committee of the province reports on public services")
    document = read_sheets(page)
    assert document.notes == () and document.blocks


def test_a_page_in_pieces_is_read_by_pdfplumber(sheet, pdf) -> None:
    data = pdf(sheet().text(70, 100, "khach hang benh vien cua tinh trong nam nay"))
    frame = Frame(595, 842, 0, (1, 0, 0, -1, 0, 842))
    pieces = [
        Word(text, 70 + 30 * n, 90, 80 + 30 * n, 104, 0, 12.0)
        for n, text in enumerate(("kh", "ách", "h", "àng", "b", "ệnh"))
    ]
    torn = arrange_page(Placer(1, frame), frame, pieces, Edges([], []), "pdfium")
    (page,) = read_again(data, [torn], None)
    assert page.route == "pdfplumber"
    assert page.lines[0].text == "khach hang benh vien cua tinh trong nam nay"


def test_pdfplumber_failing_keeps_the_page(sheet) -> None:
    frame = Frame(595, 842, 0, (1, 0, 0, -1, 0, 842))
    pieces = [
        Word(t, 70 + 30 * n, 90, 80 + 30 * n, 104)
        for n, t in enumerate(("b", "ệnh", "h", "àng", "s", "ở"))
    ]
    torn = arrange_page(Placer(1, frame), frame, pieces, Edges([], []), "pdfium")
    assert list(read_again(b"%PDF-1.7 broken", [torn], None)) == [torn]
