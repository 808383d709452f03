"""A PDF opened: damaged, encrypted and oversized files told apart, with what to do about each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extract.errors import DamagedFileError, EncryptedFileError, LimitError
from extract.options import ReadOptions


@contextmanager
def opened(data: bytes, name: str, options: ReadOptions) -> Iterator[tuple[Any, str | None]]:
    """Give the open pypdfium2 document and the password that opened it.

    Its forms are initialised, so that stamps can be seen.

    Raises:
        DamagedFileError: when no page can be found in it.
        EncryptedFileError: when none of the passwords opens it.
        LimitError: when it has more pages than the options allow.
    """
    document, password = _open(data, name, options.passwords)
    try:
        count = len(document)
        if count == 0:
            raise damaged(name)
        if count > options.max_pages:
            raise LimitError(
                f"Tệp PDF có {count} trang, vượt giới hạn {options.max_pages} trang.",
                f"The PDF has {count} pages; the limit is {options.max_pages}.",
                remedy="Hãy tách tệp thành nhiều phần.",
                remedy_en="Split the file into parts.",
                file=name,
            )
        document.init_forms()
        yield document, password
    finally:
        document.close()


def _open(data: bytes, name: str, passwords: tuple[str, ...]) -> tuple[Any, str | None]:
    for password in (None, *passwords):
        try:
            return pypdfium2.PdfDocument(data, password=password), password
        except pypdfium2.PdfiumError as error:
            code = getattr(error, "err_code", None)
            if code == pdfium.FPDF_ERR_PASSWORD:
                continue
            if code == pdfium.FPDF_ERR_SECURITY:
                break
            raise damaged(name) from error
    raise EncryptedFileError(
        "Tệp PDF được đặt mật khẩu." if not passwords else "Không mật khẩu nào mở được tệp PDF.",
        "The PDF needs a password." if not passwords else "None of the passwords opens the PDF.",
        remedy="Hãy cho mật khẩu bằng --password-file, hoặc xin bản không đặt mật khẩu.",
        remedy_en="Give the password with --password-file, or ask for a copy without one.",
        file=name,
    )


def damaged(name: str) -> DamagedFileError:
    """Return the error for a PDF of which no page can be read."""
    return DamagedFileError(
        "Tệp có dạng PDF nhưng bị hỏng hoặc bị cắt cụt, không mở được.",
        "The file looks like a PDF but is damaged or cut off and cannot be opened.",
        remedy="Hãy tải hoặc sao chép lại tệp, hoặc xin lại bản gốc.",
        remedy_en="Download or copy the file again, or ask for the original.",
        file=name,
    )
