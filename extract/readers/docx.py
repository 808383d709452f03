"""Word files: body order, lists, tables, notes, text boxes, heads and feet, tracked changes."""

from __future__ import annotations

from collections.abc import Iterator

from extract.document import Document, ReadNote
from extract.errors import EmptyFileError
from extract.office.body import Walker
from extract.office.formats import W
from extract.office.inline import Revisions
from extract.office.package import Package, damaged
from extract.office.unread import unread_notes
from extract.options import ReadOptions

NAME = "docx"
MEDIA_TYPES = ("docx",)


def read(data: bytes, name: str, options: ReadOptions) -> Document:
    """Return the document of a Word file.

    Raises:
        DamagedFileError: when the package or its main part cannot be read.
        LimitError: when it is larger or deeper than the limits.
        EmptyFileError: when nothing is printed in it.
    """
    package = Package(data, name, options)
    part = package.main_part("word/document.xml")
    body = package.tree(part).find(W + "body")
    if body is None:
        raise damaged(name, part)
    walker = Walker(package, part)
    walker.body(body)
    if not walker.blocks:
        raise EmptyFileError(
            "Tệp Word không có nội dung nào.",
            "The Word file prints nothing.",
            remedy="Hãy kiểm tra lại tệp gốc.",
            remedy_en="Check the original file.",
            file=name,
        )
    return Document(
        media_type="docx",
        blocks=tuple(walker.blocks),
        notes=(*_notes(package, walker.revisions), *unread_notes(body)),
        properties=package.properties(),
    )


def _notes(package: Package, revisions: Revisions) -> Iterator[ReadNote]:
    if revisions.deleted:
        yield ReadNote(
            "deleted-text",
            f"Tệp còn {revisions.deleted} ký tự đánh dấu xóa; phần này không được tính.",
            f"{revisions.deleted} characters are marked as deleted; they were left out.",
        )
    if revisions.hidden:
        yield ReadNote(
            "deleted-text",
            f"Tệp có {revisions.hidden} ký tự ẩn, không in ra; phần này không được tính.",
            f"{revisions.hidden} characters are hidden and do not print; they were left out.",
        )
    if revisions.inserted:
        yield ReadNote(
            "inserted-text",
            f"Tệp còn {revisions.inserted} ký tự chèn thêm chưa được duyệt; phần này được tính.",
            f"{revisions.inserted} inserted characters are not accepted yet; they were read.",
        )
    if revisions.converted:
        yield ReadNote(
            "legacy-encoding",
            f"Đã chuyển {revisions.converted} ký tự từ bảng mã TCVN3/VNI sang Unicode.",
            f"{revisions.converted} characters in TCVN3 or VNI fonts were turned into Unicode.",
        )
    if package.repaired:
        parts = ", ".join(package.repaired)
        yield ReadNote(
            "repaired", f"Đã đọc phần bị hỏng: {parts}.", f"Damaged parts were mended: {parts}."
        )
    if "word/vbaProject.bin" in package:
        yield ReadNote(
            "macro", "Tệp có macro; macro không được chạy.", "The file has macros; none was run."
        )
