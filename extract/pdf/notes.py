"""What a person should know about how a PDF was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.document import Place, ReadNote, Signature
from extract.pdf.gate import Lack
from extract.pdf.pages import PrintedPage

_MESSAGES = {
    Lack.NEEDS_OCR: (
        "Trang {0} không có lớp chữ (ảnh quét hoặc chữ vẽ bằng nét): cần nhận dạng chữ (OCR).",
        "Page {0} has no text layer (a scan, or letters drawn as outlines): it needs OCR.",
    ),
    Lack.GARBAGE: (
        "Lớp chữ của trang {0} hỏng (mất dấu hoặc mã lạ) nên không dùng: cần nhận dạng chữ (OCR).",
        "The text layer of page {0} is garbage (marks lost or codes without meaning) and was not "
        "used: it needs OCR.",
    ),
    Lack.DAMAGED: (
        "Trang {0} bị hỏng, không đọc được; các trang khác vẫn được đọc.",
        "Page {0} is damaged and cannot be read; the other pages are.",
    ),
    Lack.EMPTY: ("Trang {0} trống.", "Page {0} is empty."),
}


def write_notes(
    pages: Sequence[PrintedPage], signatures: Sequence[Signature], *, locked: bool, whole: bool
) -> tuple[ReadNote, ...]:
    """Return the notes on a PDF: its lock, its state, its signatures, then what its pages lack.

    Args:
        pages: its pages as read.
        signatures: its digital signatures.
        locked: whether a password had to open it.
        whole: whether the end of the file is there.
    """
    return tuple(_notes(pages, signatures, locked, whole))


def _notes(
    pages: Sequence[PrintedPage], signatures: Sequence[Signature], locked: bool, whole: bool
) -> Iterator[ReadNote]:
    if locked:
        yield ReadNote(
            "encrypted",
            "Tệp có mật khẩu, đã mở bằng mật khẩu được cho.",
            "The file is protected; it was opened with the password given.",
        )
    if not whole:
        yield ReadNote(
            "repaired",
            "Tệp bị cắt cụt hoặc hỏng ở cuối; đã đọc những trang còn mở được.",
            "The file's end is cut off or damaged; the pages that still open were read.",
        )
    if signatures:
        yield ReadNote(
            "signed",
            f"Tệp có {len(signatures)} chữ ký số (không kiểm tra hiệu lực).",
            f"The file holds {len(signatures)} digital signatures (not verified).",
        )
        covered = [signature.covers_whole_file for signature in signatures]
        if None not in covered and not any(covered):
            yield ReadNote(
                "changed-after-signing",
                "Tệp được ghi thêm sau chữ ký số cuối cùng.",
                "The file was added to after its last digital signature.",
            )
    for page in pages:
        if page.lack is not None:
            message, message_en = _MESSAGES[page.lack]
            place = Place(page.number)
            number = page.number
            yield ReadNote(
                page.lack.value, message.format(number), message_en.format(number), place
            )
