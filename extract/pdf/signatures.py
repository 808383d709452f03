"""A PDF's digital signatures by their own words: signer, office, time, what they cover.

Nothing is verified: a signature is evidence beside the printed date, not proof.
"""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2.raw as pdfium

from extract.document import Signature
from extract.pdf.der import (
    COMMON_NAME,
    ORGANIZATION,
    SIGNING_TIME,
    UNIT,
    signed_attribute,
    signer_names,
)

MAX_SIGNATURES = 200
_PDF_TIME = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:(Z)|([+-]\d\d)'?(\d\d)?)?")
_UTC_TIME = re.compile(rb"(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z")


def read_signatures(document: Any, size: int) -> tuple[Signature, ...]:
    """Return the signatures of an open pypdfium2 document of `size` bytes, in file order."""
    count = min(max(pdfium.FPDF_GetSignatureCount(document), 0), MAX_SIGNATURES)
    found = []
    for index in range(count):
        item = pdfium.FPDF_GetSignatureObject(document, index)
        if item:
            found.append(_signature(item, size))
    return tuple(found)


def _signature(item: Any, size: int) -> Signature:
    contents = _bytes(pdfium.FPDFSignatureObj_GetContents, item)
    subject = signer_names(contents)
    stated = _bytes(pdfium.FPDFSignatureObj_GetTime, item).rstrip(b"\0").decode("latin-1")
    ranges = (ctypes.c_int * 64)()
    used = pdfium.FPDFSignatureObj_GetByteRange(item, ranges, 64)
    end = ranges[used - 2] + ranges[used - 1] if 2 <= used <= 64 else None
    return Signature(
        signer=subject.get(COMMON_NAME),
        office=subject.get(ORGANIZATION) or subject.get(UNIT),
        signed_at=_iso(stated) or _signing_time(contents),
        # Writers leave a line end or so after the last byte they cover.
        covers_whole_file=None if end is None else size - end <= 2,
    )


def _bytes(call: Any, item: Any) -> bytes:
    size = call(item, None, 0)
    if size <= 0:
        return b""
    buffer = ctypes.create_string_buffer(size)
    call(item, buffer, size)
    return buffer.raw[:size]


def _iso(text: str) -> str | None:
    match = _PDF_TIME.search(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zulu, zone, zone_minutes = match.groups()
    iso = f"{year}-{month}-{day}"
    if hour is None:
        return iso
    iso += f"T{hour}:{minute}:{second or '00'}"
    return iso + ("Z" if zulu else f"{zone}:{zone_minutes or '00'}" if zone else "")


def _signing_time(contents: bytes) -> str | None:
    """Return the signing time among the signed attributes (RFC 5652, 11.3)."""
    match = _UTC_TIME.fullmatch(signed_attribute(contents, SIGNING_TIME) or b"")
    if match is None:
        return None
    year, month, day, hour, minute, second = (part.decode() for part in match.groups())
    return f"20{year}-{month}-{day}T{hour}:{minute}:{second}Z"
