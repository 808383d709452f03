"""Archives and mails: what the child makes of one, and the files it lays out for the batch."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from extract.errors import ReadError, UnsupportedFileError
from extract.office.containers import CONTAINERS, members
from extract.options import ReadOptions
from extract.sniff import sniff
from normalize.schema import DocumentRecord, Report
from store.discovery import looks_like_a_report
from store.task import extractor_version, failed_report

INSIDE = "!/"  # between the path of a container and that of its member


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A member of a container; `file` is its name in the spool, None when it is passed over."""

    name: str  # the way to it inside the container
    byte_size: int
    file: str | None


def group_members(paths: Collection[str]) -> dict[str, list[str]]:
    """Return the paths of members by the path of their container, which is among the paths."""
    known = set(paths)
    inside: dict[str, list[str]] = {}
    for path in paths:
        for mark in re.finditer(re.escape(INSIDE), path):
            if path[: mark.start()] in known:
                inside.setdefault(path[: mark.start()], []).append(path)
    return inside


def container_kind(data: bytes, name: str) -> str | None:
    """Return "zip" or "eml" when the file is a container, else None."""
    try:
        media = sniff(data, name)
    except ReadError:
        return None  # told when it is read
    return media if media in CONTAINERS else None


def unpack(
    data: bytes, name: str, media: str, options: ReadOptions, spool: Path
) -> tuple[Report, tuple[Unpacked, ...]]:
    """Lay out a container's members in a folder of their own; return its own report and their list.

    The report is one without content, of status `failed` when nothing in it can be taken. Files in
    the spool are numbered: no member's name ever names a file.
    """
    doc_id = hashlib.sha256(data).hexdigest()
    try:
        found = members(data, name, options)
        spool.mkdir(parents=True, exist_ok=True)
        names = _told_apart([member.name.removeprefix(f"{name}/") for member in found])
        listed = tuple(
            _lay_out(inside, member.data, spool / f"{place:05d}")
            for place, (inside, member) in enumerate(zip(names, found, strict=True))
        )
        if not any(member.file for member in listed):
            raise _nothing_inside(media, name)
    except ReadError as error:
        return failed_report(doc_id, len(data), name, error), ()
    record = DocumentRecord(
        doc_id=doc_id,
        file_name=name,
        media_type=media,
        byte_size=len(data),
        extractor_version=extractor_version(),
    )
    return Report(document=record), listed


def to_line(listed: Sequence[Unpacked]) -> bytes:
    """Return the list of members as one line."""
    return json.dumps([asdict(member) for member in listed]).encode()


def from_line(line: bytes) -> tuple[Unpacked, ...]:
    """Return the list of members that `to_line` wrote."""
    return tuple(Unpacked(**member) for member in json.loads(line))


def _told_apart(names: Sequence[str]) -> list[str]:
    """Number names that come again: an archive, or a mail, may hold two files of one name."""
    seen: Counter[str] = Counter()
    apart = []
    for name in names:
        seen[name] += 1
        folder, slash, file = name.rpartition("/")
        again = f"({seen[name]}) " if seen[name] > 1 else ""
        apart.append(f"{folder}{slash}{again}{file}")
    return apart


def _lay_out(name: str, data: bytes, place: Path) -> Unpacked:
    if not looks_like_a_report(name.rpartition("/")[2], data[:8]):
        return Unpacked(name, len(data), None)
    place.write_bytes(data)
    return Unpacked(name, len(data), place.name)


def _nothing_inside(media: str, name: str) -> UnsupportedFileError:
    what, what_en = ("Thư", "mail") if media == "eml" else ("Tệp nén", "archive")
    return UnsupportedFileError(
        f"{what} không chứa tệp báo cáo nào.",
        f"The {what_en} holds no file that could be a report.",
        remedy="Các loại đọc được: PDF, DOC, DOCX, XLS, XLSX, ODT, ODS, RTF, TXT và HTML.",
        remedy_en="Readable kinds: PDF, DOC, DOCX, XLS, XLSX, ODT, ODS, RTF, TXT and HTML.",
        file=name,
    )
