import io
import struct
import zipfile

import pytest

from extract.compound import stream_names
from extract.errors import DamagedFileError, EmptyFileError, UnsupportedFileError
from extract.sniff import sniff

CONTENT_TYPES = "application/vnd.openxmlformats-officedocument."


def archive(members: dict[str, str], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name, text in members.items():
            file.writestr(name, text)
    return buffer.getvalue()


def office(part: str, content: str, *, with_part: bool = True) -> bytes:
    types = f'<Types><Override PartName="/{part}" ContentType="{content}+xml"/></Types>'
    members = {"[Content_Types].xml": types, "_rels/.rels": "<Relationships/>"}
    return archive(members | ({part: "<x/>"} if with_part else {}))


def compound(*names: str) -> bytes:
    """An OLE file of one FAT sector and one directory, its streams hanging in a chain."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entries = [("Root Entry", 0xFFFFFFFF, 1)]
    for number, name in enumerate(names, start=1):
        entries.append((name, number + 1 if number < len(names) else 0xFFFFFFFF, 0xFFFFFFFF))
    directory = bytearray(512)
    for number, (name, right, child) in enumerate(entries):
        raw = name.encode("utf-16-le")
        at = number * 128
        directory[at : at + len(raw)] = raw
        struct.pack_into("<H", directory, at + 64, len(raw) + 2)
        struct.pack_into("<3I", directory, at + 68, 0xFFFFFFFF, right, child)
    return bytes(header) + fat + bytes(directory)


def spoiled(package: bytes) -> bytes:
    """Return an archive of which no member unpacks."""
    with zipfile.ZipFile(io.BytesIO(package)) as read:
        members = {name: read.read(name).decode() for name in read.namelist()}
    data = bytearray(archive(members, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(io.BytesIO(data)) as read:
        for entry in read.infolist():
            start = entry.header_offset + 30 + len(entry.filename)
            data[start : start + 2] = b"\xff\xff"
    return bytes(data)


DOCX = office("word/document.xml", CONTENT_TYPES + "wordprocessingml.document.main")
XLSX = office("xl/workbook.xml", CONTENT_TYPES + "spreadsheetml.sheet.main")
EMAIL = b"From: a@b.vn\r\nTo: c@d.vn\r\nSubject: x\r\n\r\nB\xc3\xa1o c\xc3\xa1o"

KINDS = {
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\n", "pdf"),
    "pdf after junk": (b"\r\n\r\njunk%PDF-1.4\n", "pdf"),
    "docx": (DOCX, "docx"),
    "docx with its body elsewhere": (
        office("word/document2.xml", CONTENT_TYPES + "wordprocessingml.document.main"),
        "docx",
    ),
    "xlsx": (XLSX, "xlsx"),
    "macro workbook": (
        office("xl/workbook.xml", "application/vnd.ms-excel.sheet.macroEnabled.main"),
        "xlsx",
    ),
    "odt": (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "odt"),
    "zip of reports": (archive({"bao-cao.txt": "x"}), "zip"),
    "zip that holds a PDF as it is": (archive({"bao-cao.pdf": "%PDF-1.4"}), "zip"),
    "doc": (compound("1Table", "WordDocument"), "doc"),
    "xls": (compound("Workbook"), "xls"),
    "docx with a password": (compound("EncryptionInfo", "EncryptedPackage"), "encrypted-office"),
    "rtf": (b"{\\rtf1\\ansi B\\'e1o}", "rtf"),
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00", "png"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "jpeg"),
    "tiff": (b"II*\x00\x08\x00\x00\x00", "tiff"),
    "html": (b"<!DOCTYPE html><html><body>x", "html"),
    "html after a BOM and blanks": (b"\xef\xbb\xbf \n<HTML xmlns:o='x'>", "html"),
    "table saved as .xls": (b"<table><tr><td>1</td></tr></table>", "html"),
    "mail": (EMAIL, "eml"),
    "text": ("BÁO CÁO\n".encode(), "text"),
    "markdown that begins with a crumb": ("<p>BÁO CÁO</p>".encode(), "text"),
    "letter with a colon": ("Kính gửi: Sở\nNgày: 5\n\nx".encode(), "text"),
    "utf-16 text": ("Báo cáo số 5".encode("utf-16"), "text"),
    "tcvn3 text": ("QuyÕt ®Þnh sè 94".encode("latin-1"), "text"),
}


@pytest.mark.parametrize(("data", "media"), KINDS.values(), ids=KINDS.keys())
def test_kind_is_told_by_content(data: bytes, media: str) -> None:
    assert sniff(data, "report.pdf") == media


EMPTY = {
    "no bytes": b"",
    "blanks": b" \r\n\t ",
    "zeros": bytes(64),
    "utf-16 blanks": b"\xff\xfe \x00",
}


@pytest.mark.parametrize("data", EMPTY.values(), ids=EMPTY.keys())
def test_empty_file_is_said(data: bytes) -> None:
    with pytest.raises(EmptyFileError) as caught:
        sniff(data, "a.docx")
    assert caught.value.file == "a.docx"


DAMAGED = {
    "docx without document.xml": office(
        "word/document.xml", CONTENT_TYPES + "wordprocessingml.document.main", with_part=False
    ),
    "docx without types": archive({"word/styles.xml": "<x/>"}),
    "torn docx": DOCX[: len(DOCX) // 2],
    "torn ole": compound("WordDocument")[:600],
    "docx whose types do not unpack": spoiled(DOCX),
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED.keys())
def test_broken_office_file_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedFileError):
        sniff(data, "a.docx")


NONSENSE = {
    "control characters": bytes(range(1, 32)) * 20,
    "pseudo-random": bytes((i * i * 31 + i * 7) % 251 for i in range(4000)),
    "few bytes": b"\x00\x01\x02\x03\x04\x05\x06",
}


@pytest.mark.parametrize("data", NONSENSE.values(), ids=NONSENSE.keys())
def test_binary_nonsense_is_unsupported(data: bytes) -> None:
    with pytest.raises(UnsupportedFileError) as caught:
        sniff(data, "a.bin")
    assert caught.value.remedy


def test_circular_ole_directory_ends() -> None:
    data = bytearray(compound("A", "B"))
    struct.pack_into("<I", data, 1024 + 2 * 128 + 72, 1)
    assert stream_names(bytes(data)) == {"A", "B"}
