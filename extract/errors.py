"""Errors of our own, each with its exit code and remedy.

TrichlucError (1)
├── UsageError (2)                 the command's words are off
├── ReadError (3)                  a file cannot be read; its neighbours are stored
│   ├── EmptyFileError
│   ├── UnsupportedFileError       not a kind of file we read
│   ├── DamagedFileError           says it is a PDF/DOCX/XLSX, but cannot be opened
│   ├── EncryptedFileError         needs a password
│   ├── LimitError                 larger, deeper or slower than the limits allow
│   └── MissingToolError           needs a program that is not installed
└── StoreError (5)                 the store cannot be opened, or another process writes it
    └── StoreLockedError
"""

from __future__ import annotations


class TrichlucError(Exception):
    """An error that a person can act on: what is wrong and what to do, in both languages."""

    exit_code = 1

    def __init__(
        self,
        message: str,
        message_en: str,
        *,
        remedy: str = "",
        remedy_en: str = "",
        file: str | None = None,
    ) -> None:
        super().__init__(message_en)
        self.message = message
        self.message_en = message_en
        self.remedy = remedy
        self.remedy_en = remedy_en
        self.file = file

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way from a child process to its parent."""
        return (
            _rebuild,
            (type(self), self.message, self.message_en, self.remedy, self.remedy_en, self.file),
        )

    def text(self, lang: str = "vi") -> str:
        """Return file, problem and remedy as one line in the given language."""
        message, remedy = (
            (self.message_en, self.remedy_en) if lang == "en" else (self.message, self.remedy)
        )
        where = f"{self.file}: " if self.file else ""
        return f"{where}{message}" + (f" {remedy}" if remedy else "")


def _rebuild(
    cls: type[TrichlucError],
    message: str,
    message_en: str,
    remedy: str,
    remedy_en: str,
    file: str | None,
) -> TrichlucError:
    return cls(message, message_en, remedy=remedy, remedy_en=remedy_en, file=file)


class UsageError(TrichlucError):
    """The command's words are off."""

    exit_code = 2


class ReadError(TrichlucError):
    """A file cannot be read; its neighbours are stored."""

    exit_code = 3


class EmptyFileError(ReadError):
    """The file has no bytes, or nothing printed in it."""


class UnsupportedFileError(ReadError):
    """The file's content is of no kind we read."""


class DamagedFileError(ReadError):
    """The file says what it is, but cannot be opened as that."""


class EncryptedFileError(ReadError):
    """The file needs a password."""


class LimitError(ReadError):
    """The file is larger, deeper or slower than the limits allow."""


class MissingToolError(ReadError):
    """Reading the file needs a program that is not installed."""


class StoreError(TrichlucError):
    """The store cannot be opened or written."""

    exit_code = 5


class StoreLockedError(StoreError):
    """Another process is writing the store."""
