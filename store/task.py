"""The document task: bytes in, a whole canonical report out; the same in every process."""

from __future__ import annotations

import hashlib
import re

from extract.errors import LimitError, ReadError
from extract.options import ReadOptions
from extract.pipeline import extract
from normalize.pipeline import normalize, program_version
from normalize.schema import DocumentRecord, Report

_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")


def process(data: bytes, name: str, options: ReadOptions) -> Report:
    """Return the checked report of one file; one with status `failed` when it cannot be read.

    Pure: the same bytes, options and program version give the same report. Our own bugs are not
    caught here.
    """
    try:
        return normalize(extract(data, name, options), data, name)
    except ReadError as error:
        return failed_report(hashlib.sha256(data).hexdigest(), len(data), name, error)
    except (MemoryError, RecursionError) as error:
        return failed_report(
            hashlib.sha256(data).hexdigest(), len(data), name, too_much(type(error).__name__)
        )


def failed_report(doc_id: str, byte_size: int, name: str, error: ReadError) -> Report:
    """Return the report of a file that cannot be read, with the reason in both languages."""
    return Report(
        document=DocumentRecord(
            doc_id=doc_id,
            file_name=name,
            media_type="unknown",
            byte_size=byte_size,
            status="failed",
            error=_sentence(error.message, error.remedy),
            error_en=_sentence(error.message_en, error.remedy_en),
            error_code=error_code(error),
            extractor_version=program_version(),
        )
    )


def error_code(error: ReadError) -> str:
    """Return the kind of a failure: `MissingToolError` → "missing-tool"."""
    name = type(error).__name__.removesuffix("Error").removesuffix("File")
    return _WORD.sub("-", name).lower()


def too_much(what: str) -> LimitError:
    """Return the error for a file that needs more than a child may take."""
    return LimitError(
        "Tệp cần nhiều bộ nhớ hoặc lồng nhau sâu hơn giới hạn cho phép.",
        f"The file needs more memory or is nested deeper than the limits allow ({what}).",
        remedy="Hãy chia nhỏ tệp hoặc lưu lại bằng phần mềm đã tạo ra tệp.",
        remedy_en="Split it, or save it again in the program that made it.",
    )


def _sentence(message: str, remedy: str) -> str:
    return f"{message} {remedy}".strip()
