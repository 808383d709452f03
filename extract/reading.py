"""Bytes to `Document`: the reader whose `MEDIA_TYPES` hold what the content is.

A reader is a module of `extract/readers/` (or an entry point `trichluc.readers`) with
`MEDIA_TYPES: frozenset[str]` and `read(data: bytes, name: str, options: ReadOptions) -> Document`.
"""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType

from extract.document import Document
from extract.errors import LimitError, UnsupportedFileError
from extract.office.passwords import decrypted
from extract.options import ReadOptions
from extract.registry import load_modules
from extract.sniff import ENCRYPTED, sniff

# What a person can do with a kind that no reader takes: (Vietnamese, English).
_REMEDIES = {
    "image": (
        "Hãy chuyển ảnh thành PDF rồi chạy lại với --ocr auto.",
        "Turn the picture into a PDF and run again with --ocr auto.",
    ),
    "archive": (
        "Hãy giải nén rồi nạp các tệp bên trong.",
        "Unpack it and ingest the files inside.",
    ),
    "mail": (
        "Hãy lưu riêng các tệp đính kèm rồi nạp các tệp ấy, hoặc lưu thư dạng .eml rồi nạp.",
        "Save the attachments and ingest them, or save the mail as .eml and ingest that.",
    ),
    "office": (
        "Hãy lưu lại thành DOCX, XLSX hoặc PDF.",
        "Save it as DOCX, XLSX or PDF.",
    ),
}
_FAMILIES = {
    "image": {"png", "jpeg", "tiff", "gif", "bmp", "webp", "jpeg2000"},
    "archive": {"zip", "7z", "rar", "gzip"},
    "mail": {"eml", "msg"},
}


def read_document(data: bytes, name: str, options: ReadOptions) -> Document:
    """Return what the file prints, by the reader for its content.

    Raises:
        ReadError: when it is empty, damaged, too large, encrypted or of no kind we read.
    """
    if len(data) > options.max_bytes:
        raise LimitError(
            f"Tệp lớn hơn giới hạn {options.max_bytes // 1024**2} MB.",
            f"The file is larger than the limit of {options.max_bytes // 1024**2} MB.",
            remedy="Hãy chia nhỏ tệp hoặc nâng giới hạn.",
            remedy_en="Split the file or raise the limit.",
            file=name,
        )
    media = sniff(data, name)
    if media == ENCRYPTED:
        data = decrypted(data, name, options.passwords)
        media = sniff(data, name)
    reader = _readers().get(media)
    if reader is None:
        raise _unread(media, name)
    document: Document = reader.read(data, name, options)
    return document


@lru_cache(maxsize=1)
def _readers() -> dict[str, ModuleType]:
    readers: dict[str, ModuleType] = {}
    for module in load_modules("extract.readers"):
        for media in getattr(module, "MEDIA_TYPES", ()):
            if media in readers:
                raise ValueError(f"two readers claim {media!r}: {readers[media]}, {module}")
            readers[media] = module
    return readers


def _unread(media: str, name: str) -> UnsupportedFileError:
    family = next((f for f, members in _FAMILIES.items() if media in members), "office")
    remedy, remedy_en = _REMEDIES[family]
    return UnsupportedFileError(
        f"Chưa đọc được loại tệp này ({media}).",
        f"Files of this kind ({media}) cannot be read yet.",
        remedy=remedy,
        remedy_en=remedy_en,
        file=name,
    )
