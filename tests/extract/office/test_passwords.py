"""Files behind a password: opened by the right word, named by any other, never a crash."""

import struct
from io import BytesIO

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from extract.errors import EncryptedFileError
from extract.office.passwords import decrypted
from extract.options import ReadOptions
from extract.reading import read_document
from tests.extract.test_sniff import compound

WORD = "mật khẩu 2024"
TEXT = "Báo cáo theo Quyết định số 15/QĐ-UBND ngày 05/3/2024"


def locked(data: bytes, password: str) -> bytes:
    out = BytesIO()
    OOXMLFile(BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def docx_bytes() -> bytes:
    document, out = docx.Document(), BytesIO()
    document.add_paragraph(TEXT)
    document.save(out)
    return out.getvalue()


def xlsx_bytes() -> bytes:
    book, out = openpyxl.Workbook(), BytesIO()
    book.active.append([TEXT, 1451])
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "media"), [(docx_bytes(), "docx"), (xlsx_bytes(), "xlsx")], ids=["Word", "Excel"]
)
def test_one_of_the_passwords_opens_the_file(data: bytes, media: str) -> None:
    document = read_document(
        locked(data, WORD), f"bc.{media}", ReadOptions(passwords=("khác", WORD))
    )
    assert document.media_type == media
    assert TEXT in document.blocks[0].text


def test_a_sheet_that_is_only_protected_opens_without_a_word() -> None:
    document = read_document(locked(xlsx_bytes(), "VelvetSweatshop"), "bieu.xlsx", ReadOptions())
    assert any("1451" in block.text for block in document.blocks)


@pytest.mark.parametrize(
    ("passwords", "said"),
    [((), "được đặt mật khẩu"), (("sai", "cũng sai"), "Không mật khẩu nào")],
    ids=["none given", "wrong ones"],
)
def test_the_remedy_is_told(passwords: tuple[str, ...], said: str) -> None:
    with pytest.raises(EncryptedFileError) as caught:
        read_document(locked(docx_bytes(), WORD), "bc.docx", ReadOptions(passwords=passwords))
    assert said in caught.value.message
    assert "--password-file" in caught.value.remedy
    assert caught.value.file == "bc.docx"


LOCKED = locked(docx_bytes(), WORD)


@given(
    at=st.integers(0, len(LOCKED) - 4),
    value=st.integers(0, 2**32 - 1),
    kept=st.integers(600, len(LOCKED)),
)
def test_a_torn_or_forged_file_is_an_error_of_ours(at: int, value: int, kept: int) -> None:
    forged = bytearray(LOCKED)
    forged[at : at + 4] = struct.pack("<I", value)
    try:
        decrypted(bytes(forged[:kept]), "bc.docx", (WORD,))
    except EncryptedFileError:
        return


def test_a_file_with_a_locked_name_only_is_refused() -> None:
    with pytest.raises(EncryptedFileError):
        decrypted(compound("EncryptedPackage", "EncryptionInfo"), "bc.docx", (WORD,))
