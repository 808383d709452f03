"""Formats of before DOCX and XLSX, and of other offices: LibreOffice converts, our readers read."""

from __future__ import annotations

from dataclasses import replace

from extract.document import Document
from extract.errors import DamagedFileError
from extract.office.libreoffice import convert
from extract.office.passwords import decrypted
from extract.options import ReadOptions
from extract.readers import docx, xlsx
from extract.sniff import sniff

NAME = "legacy"
TEXTS = {"doc": "doc", "rtf": "rtf", "odt": "odt", "word-xml": "xml"}
SHEETS = {"xls": "xls", "xlsb": "xlsb", "ods": "ods", "excel-xml": "xml"}
MEDIA_TYPES = (*TEXTS, *SHEETS)

# The file information block of a Word document and the flag in it that says "encrypted".
# Source: [MS-DOC] 2.5.2 (FibBase, fEncrypted).
_WORD = b"\xec\xa5\xc1\x00"
_WORD_FLAGS, _WORD_ENCRYPTED = 11, 0x01
# The workbook stream begins with BOF; FILEPASS among its first records says "encrypted".
# Source: [MS-XLS] 2.4.21 (BOF), 2.4.117 (FilePass).
_EXCEL = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_FILEPASS = 0x2F
_FIRST_RECORDS = 4
_SECTOR = 512


def read(data: bytes, name: str, options: ReadOptions) -> Document:
    """Return the document of a file that LibreOffice can open.

    Raises:
        MissingToolError: when LibreOffice is not installed.
        EncryptedFileError: when it is protected by a password.
        DamagedFileError: when it cannot be opened.
        LimitError: when it takes too long, or is larger or deeper than the limits.
    """
    media = sniff(data, name)
    text = media in TEXTS
    suffix, target = (TEXTS[media], "docx") if text else (SHEETS[media], "xlsx")
    try:
        converted = convert(data, name, suffix, target, options.timeout)
    except DamagedFileError:
        if not is_encrypted(data):
            raise
        plain = decrypted(data, name, options.passwords)
        converted = convert(plain, name, suffix, target, options.timeout)
    reader = docx.read if text else xlsx.read
    document: Document = reader(converted, name, options)
    return replace(document, media_type=media)


def is_encrypted(data: bytes) -> bool:
    """Tell whether an old Word or Excel file says of itself that it is encrypted."""
    for at in range(_SECTOR, len(data), _SECTOR):
        if data.startswith(_WORD, at):
            return bool(data[at + _WORD_FLAGS] & _WORD_ENCRYPTED)
        if data.startswith(_EXCEL, at):
            return _FILEPASS in _records(data, at)
    return False


def _records(data: bytes, at: int) -> list[int]:
    """Return the kinds of the first records of a workbook stream."""
    kinds: list[int] = []
    while len(kinds) < _FIRST_RECORDS and at + 4 <= len(data):
        kinds.append(int.from_bytes(data[at : at + 2], "little"))
        at += 4 + int.from_bytes(data[at + 2 : at + 4], "little")
    return kinds
