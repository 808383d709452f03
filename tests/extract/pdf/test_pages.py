import io

import pikepdf
import pytest

from extract.document import BlockKind
from extract.errors import DamagedFileError, EncryptedFileError, LimitError
from extract.options import ReadOptions
from extract.readers.pdf import MEDIA_TYPES, read

WORDS = "a page with some words on it"


def test_the_reader_takes_pdf() -> None:
    assert list(MEDIA_TYPES) == ["pdf"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_is_read_upright(sheet, read_sheets, rotate) -> None:
    page = sheet(rotate=rotate).text(70, 100, WORDS).text(70, 130, "second")
    page.grid([70, 170, 270], [200, 230, 260]).text(80, 220, "left").text(180, 220, "right")
    document = read_sheets(page)
    first, second, table = document.blocks
    assert (first.text, second.text) == (WORDS, "second")
    assert [c.text for c in table.table.cells][:2] == ["left", "right"]
    assert document.pages[0].rotation == rotate


def test_boxes_are_those_of_the_page_as_seen(sheet, read_sheets) -> None:
    turned = read_sheets(sheet(rotate=90).text(70, 100, WORDS))
    box, page = turned.blocks[0].spans[0].place.box, turned.pages[0]
    assert (page.width, page.height) == (842, 595)
    # 100 points below the unturned page's top is 742 from its bottom, seen from the left
    assert 735 < box.x0 < box.x1 < 760
    assert 60 < box.y0 < box.y1 < 90


def test_a_landscape_page_is_a_page_like_any_other(sheet, read_sheets) -> None:
    document = read_sheets(
        sheet().text(70, 90, WORDS), sheet(width=842, height=595).text(70, 90, WORDS)
    )
    assert [(p.width, p.height, p.route) for p in document.pages] == [
        (595, 842, "pdfium"),
        (842, 595, "pdfium"),
    ]


def test_an_encrypted_file_asks_for_its_password(sheet, pdf) -> None:
    data = pdf(sheet().text(70, 90, WORDS), encryption=pikepdf.Encryption(user="kin", owner="x"))
    with pytest.raises(EncryptedFileError) as caught:
        read(data, "a.pdf", ReadOptions())
    assert caught.value.remedy
    document = read(data, "a.pdf", ReadOptions(passwords=("no", "kin")))
    assert document.blocks[0].text == WORDS
    assert [note.code for note in document.notes] == ["encrypted"]


def test_a_wrong_password_does_not_open_it(sheet, pdf) -> None:
    data = pdf(sheet().text(70, 90, WORDS), encryption=pikepdf.Encryption(user="kin", owner="x"))
    with pytest.raises(EncryptedFileError):
        read(data, "a.pdf", ReadOptions(passwords=("no",)))


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnot a pdf", b"%PDF-1.4\n1 0 obj\n<</Type /Catalog"])
def test_a_damaged_file_says_so(data) -> None:
    with pytest.raises(DamagedFileError) as caught:
        read(data, "a.pdf", ReadOptions())
    assert caught.value.remedy and caught.value.file == "a.pdf"


def test_more_pages_than_the_limit_are_refused(sheet, pdf) -> None:
    with pytest.raises(LimitError):
        read(pdf(*[sheet()] * 4), "a.pdf", ReadOptions(max_pages=3))


def test_more_cells_than_the_limit_are_refused(sheet, pdf) -> None:
    page = sheet().grid([70, 170, 270], [200, 230, 260]).text(80, 220, "7").text(180, 220, "8")
    data = pdf(page, page)
    assert read(data, "a.pdf", ReadOptions(max_cells=8)).blocks
    with pytest.raises(LimitError, match="more than 7 table cells"):
        read(data, "a.pdf", ReadOptions(max_cells=7))


def test_pages_that_take_longer_than_the_limit_are_refused(sheet, pdf) -> None:
    data = pdf(*[sheet().text(70, 90, WORDS)] * 2)
    with pytest.raises(LimitError, match="page 1 of 2"):
        read(data, "a.pdf", ReadOptions(timeout=0))


def test_a_page_without_text_needs_ocr(sheet, read_sheets) -> None:
    document = read_sheets(
        sheet().text(70, 90, WORDS), sheet().area(0, 0, 595, 842, "0.5 g"), sheet()
    )
    assert [p.route for p in document.pages] == ["pdfium", "none", "none"]
    assert [(n.code, n.place.page) for n in document.notes] == [("needs-ocr", 2), ("empty-page", 3)]
    assert document.text_source == "native"


def test_stamped_numbers_fill_the_gaps_of_the_letterhead(sheet, read_sheets) -> None:
    page = sheet().text(70, 100, "So:").text(130, 100, "/QD-UBND")
    page.text(320, 100, "Hue, ngay").text(410, 100, "thang 02 nam 2025")
    page.stamp(100, 101, "221").stamp(382, 98, "20")
    document = read_sheets(page)
    assert [b.text for b in document.blocks] == [
        "So: 221/QD-UBND",
        "Hue, ngay 20 thang 02 nam 2025",
    ]
    assert [(s.text, s.annotation) for s in document.stamps] == [
        ("20", "Signature2"),
        ("221", "Signature1"),
    ]


def test_a_stamp_of_several_lines_stays_apart(sheet, read_sheets) -> None:
    page = sheet().text(70, 100, "So:").text(130, 100, "/QD-UBND")
    page.stamp(300, 96, "CONG VAN DEN\nSo: 431\nNgay 05/3/2025")
    document = read_sheets(page)
    assert [b.text for b in document.blocks] == ["So: /QD-UBND"]
    assert document.stamps[0].text == "CONG VAN DEN\nSo: 431\nNgay 05/3/2025"


def test_a_stamp_over_print_does_not_enter_the_line(sheet, read_sheets) -> None:
    page = sheet().text(70, 100, "2. Total number of files is 1510").stamp(72, 100, "99")
    document = read_sheets(page)
    assert document.blocks[0].text == "2. Total number of files is 1510"
    assert document.stamps[0].text == "99"


def test_the_producers_own_words_are_properties(sheet, pdf) -> None:
    with pikepdf.open(io.BytesIO(pdf(sheet().text(70, 60, "x")))) as made:
        made.docinfo["/Title"] = "Báo cáo quý III"
        out = io.BytesIO()
        made.save(out)
    document = read(out.getvalue(), "a.pdf", ReadOptions())
    assert dict(document.properties)["title"] == "Báo cáo quý III"


def test_a_spoiled_property_costs_itself(sheet, pdf) -> None:
    with pikepdf.open(io.BytesIO(pdf(sheet().text(70, 60, "x")))) as made:
        made.docinfo["/Author"] = pikepdf.String("Văn thư")
        made.docinfo["/Title"] = pikepdf.Object.parse(b"<FEFFD800>")
        out = io.BytesIO()
        made.save(out)
    document = read(out.getvalue(), "a.pdf", ReadOptions())
    assert dict(document.properties)["author"] == "Văn thư"
    assert "title" not in dict(document.properties)


def test_block_ordinals_count_up(sheet, read_sheets) -> None:
    page = sheet().text(70, 60, "one").text(70, 200, "two").grid([50, 150, 250], [300, 330, 360])
    document = read_sheets(page.text(60, 320, "x"), sheet().text(70, 60, "three"))
    assert [b.ordinal for b in document.blocks] == list(range(len(document.blocks)))
    assert [b.kind for b in document.blocks].count(BlockKind.TABLE) == 1
