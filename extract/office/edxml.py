"""edXML, what e-office systems send each other: a header about a document, and its files.

The header is the sending system's word, not what is printed: it is evidence and overwrites nothing.
Element names are taken whatever their namespace, and by either of the names that systems write.

Source: QCVN 102:2016/BTTTT, cấu trúc mã định danh và định dạng dữ liệu gói tin phục vụ kết nối các
hệ thống quản lý văn bản và điều hành (MessageHeader, AttachmentEncoded).
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree

_DAY = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>\d{4})"
)
_FILE_NAMES = ("AttachmentName", "FileName", "Name")
_CONTENTS = ("ContentTransferEncoded", "AttachmentContent", "Content", "Data")


@dataclass(frozen=True, slots=True)
class MessageHeader:
    """What the sending system says of the document; None where it says nothing."""

    number: str | None = None
    symbol: str | None = None
    issued_on: date | None = None
    place: str | None = None
    agency: str | None = None
    subject: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file of the message; `data` is None where its bytes are not in it or are spoiled."""

    name: str
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Message:
    """A whole message."""

    header: MessageHeader
    files: tuple[Enclosed, ...]


def read_message(data: bytes) -> Message | None:
    """Return the message; None when it is no XML or has no header."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    header = next(_named(root, "MessageHeader"), None)
    if header is None:
        return None
    return Message(_header(header), tuple(_files(root)))


def _header(header: Any) -> MessageHeader:
    def text(*way: str) -> str | None:
        found = header
        for name in way:
            found = next((child for child in found if _local(child) == name), None)
            if found is None:
                return None
        return " ".join("".join(found.itertext()).split()) or None

    return MessageHeader(
        number=text("Code", "CodeNumber"),
        symbol=text("Code", "CodeNotation"),
        issued_on=_day(
            text("PromulgationInfo", "PromulgationDate") or text("PromulgationInfo", "Date")
        ),
        place=text("PromulgationInfo", "Place"),
        agency=text("From", "OrganName"),
        subject=text("Subject"),
        kind=text("DocumentType", "TypeName") or text("DocumentType"),
    )


def _files(root: Any) -> Iterator[Enclosed]:
    for number, attachment in enumerate(_named(root, "Attachment"), 1):
        parts = {_local(child): child.text or "" for child in attachment.iter()}
        name = next((parts[n].strip() for n in _FILE_NAMES if parts.get(n, "").strip()), "")
        content = next((parts[n] for n in _CONTENTS if parts.get(n, "").strip()), None)
        yield Enclosed(name or f"tep-{number}", None if content is None else _decoded(content))


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def _day(text: str | None) -> date | None:
    match = _DAY.search(text or "")
    if match is None:
        return None
    year, month, day = (match[n] or match[f"{n}2"] for n in ("y", "m", "d"))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _named(root: Any, name: str) -> Iterator[Any]:
    return (element for element in root.iter() if _local(element) == name)


def _local(element: Any) -> str:
    """Return an element's name without its namespace; of a comment, nothing."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
