import pytest

from extract.errors import EncryptedFileError, LimitError, UnsupportedFileError
from extract.options import ReadOptions
from extract.reading import read_document
from tests.extract.test_sniff import archive, compound

OPTIONS = ReadOptions()


def test_text_named_pdf_is_read_as_text() -> None:
    document = read_document("Quyết định số 5/QĐ-UBND".encode(), "a.pdf", OPTIONS)
    assert (document.media_type, document.blocks[0].text) == ("text", "Quyết định số 5/QĐ-UBND")


UNREAD = {
    "picture": (b"GIF89a\x01\x00\x01\x00", UnsupportedFileError),
    "presentation": (compound("PowerPoint Document"), UnsupportedFileError),
    "book": (
        archive({"mimetype": "application/epub+zip"}),
        UnsupportedFileError,
    ),
    "password": (compound("EncryptedPackage"), EncryptedFileError),
}


@pytest.mark.parametrize(("data", "error"), UNREAD.values(), ids=UNREAD.keys())
def test_unread_kind_names_the_remedy(data: bytes, error: type[UnsupportedFileError]) -> None:
    with pytest.raises(error) as caught:
        read_document(data, "tep.bin", OPTIONS)
    assert caught.value.remedy
    assert caught.value.remedy_en
    assert caught.value.text("vi").startswith("tep.bin: ")


def test_file_over_the_limit_is_refused() -> None:
    with pytest.raises(LimitError):
        read_document(b"x" * 11, "a.txt", ReadOptions(max_bytes=10))
