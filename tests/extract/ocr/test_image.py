import io

import numpy as np
import pytest
from PIL import ExifTags, Image

from extract.errors import DamagedFileError, LimitError, MissingToolError
from extract.options import ReadOptions
from extract.reading import read_document

PROSE = (60, 240, 560, 350)
CITED = "Quyết định số 94/QĐ-UBND ngày 11/01/2023"


def saved(form: str, *images: Image.Image, **how: object) -> bytes:
    out = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:]} if images[1:] else {}
    images[0].save(out, form, **more, **how)
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "how"),
    [
        ("PNG", {"dpi": (200, 200)}),
        ("JPEG", {"dpi": (200, 200), "quality": 70}),
        ("TIFF", {"dpi": (200, 200), "compression": "tiff_lzw"}),
    ],
    ids=["png", "jpeg", "tiff"],
)
def test_a_picture_of_a_page_is_read(scan, form: str, how: dict) -> None:
    document = read_document(saved(form, scan(1, PROSE), **how), "a", ReadOptions())
    assert CITED in " ".join(block.text for block in document.blocks)
    (page,) = document.pages
    assert (document.text_source, page.route) == ("ocr", "ocr")
    assert (page.width, page.height) == pytest.approx((500, 110), abs=1)


def test_a_picture_of_any_depth_and_transparency_is_read(scan) -> None:
    piece = scan(1, PROSE)
    clear = Image.new("RGBA", piece.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=piece.point(lambda grey: 255 - grey))
    deep = Image.fromarray(np.asarray(piece).astype(np.uint16) * 257)
    turned = Image.Exif()
    turned[ExifTags.Base.Orientation] = 6
    lying = saved("JPEG", piece.rotate(90, expand=True), exif=turned, dpi=(200, 200), quality=80)
    for data in (saved("PNG", clear, dpi=(200, 200)), saved("PNG", deep, dpi=(200, 200)), lying):
        document = read_document(data, "a", ReadOptions())
        assert CITED in " ".join(block.text for block in document.blocks)


def test_each_frame_is_a_page(scan) -> None:
    piece = scan(1, PROSE)
    document = read_document(saved("TIFF", piece, piece, dpi=(200, 200)), "a", ReadOptions())
    assert [page.number for page in document.pages] == [1, 2]
    assert {block.page for block in document.blocks} == {1, 2}


def test_without_a_stated_size_the_page_is_taken_for_a4() -> None:
    blank = Image.new("L", (1654, 2339), 255)
    document = read_document(saved("PNG", blank), "a", ReadOptions(ocr="never"))
    (page,) = document.pages
    assert (page.width, page.height) == pytest.approx((595, 842), abs=1)
    assert [note.code for note in document.notes] == ["needs-ocr"]


def test_a_torn_picture_is_damaged(scan) -> None:
    data = saved("PNG", scan(1, PROSE))
    with pytest.raises(DamagedFileError) as caught:
        read_document(data[: len(data) // 2], "a.png", ReadOptions())
    assert caught.value.remedy


def test_too_many_frames_are_refused() -> None:
    blank = Image.new("L", (50, 50), 255)
    data = saved("TIFF", blank, blank, blank)
    with pytest.raises(LimitError):
        read_document(data, "a.tif", ReadOptions(ocr="never", max_pages=2))


def test_without_tesseract_the_remedy_is_told(scan, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingToolError) as caught:
        read_document(saved("PNG", scan(1, PROSE)), "a.png", ReadOptions())
    assert caught.value.file == "a.png"
