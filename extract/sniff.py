"""What kind of file some bytes are: told by content, never by the suffix."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from extract.compound import stream_names
from extract.encodings import decode
from extract.errors import DamagedFileError, EmptyFileError, UnsupportedFileError

HEAD = 4096

_MAGIC = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"\x00\x00\x00\x0cjP  ", "jpeg2000"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "gzip"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# The part of an Office file that must be there, by the content type that names it.
_OFFICE = (
    ("wordprocessingml.document.main", "docx"),
    ("wordprocessingml.template.main", "docx"),
    ("ms-word.document.macroEnabled.main", "docx"),
    ("ms-word.template.macroEnabledTemplate.main", "docx"),
    ("spreadsheetml.sheet.main", "xlsx"),
    ("spreadsheetml.template.main", "xlsx"),
    ("ms-excel.sheet.macroEnabled.main", "xlsx"),
    ("ms-excel.template.macroEnabled.main", "xlsx"),
    ("ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
    ("presentationml.presentation.main", "pptx"),
)
_OPEN = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/epub+zip": "epub",
}
ENCRYPTED = "encrypted-office"  # a Word, Excel or PowerPoint file behind a password
_STREAMS = (
    ("EncryptedPackage", ENCRYPTED),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)
_OVERRIDE = re.compile(r"<(?:\w+:)?Override\b[^<>]*>")
_ATTRIBUTE = re.compile(r"(PartName|ContentType)\s*=\s*[\"']([^\"']*)[\"']")
_HTML = re.compile(
    r"(?:<\?xml[^<>]*>\s*|<!--[^<>]*-->\s*)*<(?:!doctype\s+html|html|head|body|table)\b"
)
_XML = re.compile(r"<\?xml[^<>]*>")
_EDXML = re.compile(
    r"(?:<\?xml[^<>]*>\s*)?(?:<!--[^<>]*-->\s*)*<(?:\w+:)?edXML(?:Envelope)?\b", re.I
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\ufffd]")
_FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,40}):", re.MULTILINE)
_MAIL = frozenset(
    {"from", "to", "subject", "received", "return-path", "mime-version", "message-id", "date"}
)


def sniff(data: bytes, name: str) -> str:
    """Return the media type: `pdf`, `docx`, `xlsx`, `doc`, `xls`, `rtf`, `html`, `eml`, `text`….

    Args:
        data: the whole file.
        name: the file's name, for messages and to call a broken archive what it was meant to be.

    Raises:
        EmptyFileError: when nothing is in it.
        DamagedFileError: when it is an Office file without its main part, or a torn archive.
        UnsupportedFileError: when it is of no kind known here.
    """
    if not data.strip(b"\x00 \t\r\n\f"):
        raise _empty(name)
    head = data[:HEAD]
    for magic, media in _MAGIC:
        if head.startswith(magic):
            return media
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        return "bmp"
    if head.startswith(_OLE):
        return _ole(data, name)
    if head.startswith(_ZIP):
        return _zip(data, name)
    # Readers accept a PDF whose header comes late (ISO 32000-1, Annex H, note 13); asked after the
    # archives, which may hold a PDF as it is.
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return _text(data, name)


def _ole(data: bytes, name: str) -> str:
    names = stream_names(data)
    for stream, media in _STREAMS:
        if stream in names:
            return media
    raise _damaged(name, "Word/Excel")


def _zip(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
            types = _member(archive, "[Content_Types].xml")
            mimetype = _member(archive, "mimetype").strip()
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError):
        raise _damaged(name, _claimed(data)) from None
    if mimetype in _OPEN:
        return _OPEN[mimetype]
    for override in _OVERRIDE.findall(types):
        attributes = dict(_ATTRIBUTE.findall(override))
        content = attributes.get("ContentType", "")
        for mark, media in _OFFICE:
            if mark in content and attributes.get("PartName", "").lstrip("/") in members:
                return media
    if types or any(m.startswith(("word/", "xl/")) for m in members):
        raise _damaged(name, _claimed(data))
    return "zip"


def _member(archive: zipfile.ZipFile, name: str) -> str:
    """Return a small member's text; empty when it is absent or larger than such a part ever is."""
    if name not in archive.namelist():
        return ""
    with archive.open(name) as file:
        data = file.read(1_000_001)
    return data.decode("utf-8", errors="replace") if len(data) <= 1_000_000 else ""


def _claimed(data: bytes) -> str:
    """Return what a broken archive was meant to be, by the names of its members."""
    head = data[: 64 * 1024]
    if b"word/" in head:
        return "DOCX"
    if b"xl/" in head:
        return "XLSX"
    return "DOCX/XLSX" if b"[Content_Types].xml" in head else "ZIP"


def _text(data: bytes, name: str) -> str:
    text, _, _ = decode(data[: 16 * HEAD + _cut(data)])
    controls = len(_CONTROL.findall(text))
    if controls > 0.005 * len(text) + 1:
        raise _unsupported(name)
    start = text.lstrip("\ufeff \t\r\n")[:HEAD]
    if not start:
        if not decode(data).text.strip():
            raise _empty(name)
        return "text"
    if _HTML.match(start.lower()):
        return "html"
    if _EDXML.match(start):
        return "edxml"
    if _XML.match(start):
        return _xml(start)
    before_body = start.replace("\r\n", "\n").split("\n\n")[0]
    fields = {field.lower() for field in _FIELD.findall(before_body)}
    if re.match(r"[A-Za-z-]+:", start) and len(fields & _MAIL) >= 2:
        return "eml"
    return "text"


def _cut(data: bytes) -> int:
    """Return how many bytes more a sample needs to end at a whole UTF-8 character."""
    at = 16 * HEAD
    more = 0
    while at + more < len(data) and more < 3 and data[at + more] & 0xC0 == 0x80:
        more += 1
    return more


def _xml(start: str) -> str:
    if "schemas.microsoft.com/office/word/2003" in start or "Word.Document" in start:
        return "word-xml"
    if "schemas-microsoft-com:office:spreadsheet" in start or "Excel.Sheet" in start:
        return "excel-xml"
    return "xml"


def _empty(name: str) -> EmptyFileError:
    return EmptyFileError(
        "Tệp rỗng, không có nội dung nào để đọc.",
        "The file is empty: there is nothing in it to read.",
        remedy="Hãy kiểm tra lại việc sao chép hoặc gửi tệp.",
        remedy_en="Check how the file was copied or sent.",
        file=name,
    )


def _damaged(name: str, kind: str) -> DamagedFileError:
    return DamagedFileError(
        f"Tệp có dạng {kind} nhưng bị hỏng hoặc thiếu phần chính, không mở được.",
        f"The file looks like {kind} but is damaged or lacks its main part.",
        remedy="Hãy mở và lưu lại bằng phần mềm đã tạo ra tệp, hoặc xin lại bản gốc.",
        remedy_en="Open and save it again in the program that made it, or ask for the original.",
        file=name,
    )


def _unsupported(name: str) -> UnsupportedFileError:
    return UnsupportedFileError(
        "Nội dung tệp không thuộc loại nào đọc được.",
        "The file's content is of no kind that can be read.",
        remedy="Các loại đọc được: PDF, DOCX, XLSX, văn bản thuần (TXT, MD) và HTML.",
        remedy_en="Readable kinds: PDF, DOCX, XLSX, plain text (TXT, MD) and HTML.",
        file=name,
    )
