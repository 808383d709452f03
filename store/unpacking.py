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
from extract.office.containers import CONTAINERS, Member, members
from extract.office.edxml import read_message
from extract.options import ReadOptions
from extract.reading import read_document
from extract.sniff import sniff
from normalize.identity import Identity
from normalize.pipeline import program_version
from normalize.schema import BlockRecord, DocumentRecord, Report
from store.discovery import looks_like_a_report
from store.task import failed_report

SHORT_MAIL = 1  # lines of a mail that says no more than that something is attached
INSIDE = "!/"  # between the path of a container and that of its member


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A member of a container: its place in the spool, or why it has none.

    One that has neither is of no kind we read and passed over.
    """

    name: str  # the way to it inside the container
    byte_size: int = 0
    file: str | None = None  # its name in the spool
    failure: str | None = None  # the report of one that cannot be had, as JSON


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

    The report is of status `failed` when nothing in it can be taken. Files in the spool are
    numbered: no member's name ever names a file. A mail's text is a member when nothing is attached
    and it has more than a line; beside attachments it stays with the mail, as its blocks.
    """
    doc_id = hashlib.sha256(data).hexdigest()
    try:
        found = members(data, name, options)
        files, bodies = _parted(found)
        spool.mkdir(parents=True, exist_ok=True)
        names = _told_apart([member.name.removeprefix(f"{name}/") for member in files])
        listed = tuple(
            _lay_out(inside, member, spool / f"{place:05d}")
            for place, (inside, member) in enumerate(zip(names, files, strict=True))
        )
        if not any(member.file for member in listed):
            raise _nothing_inside(media, name)
    except ReadError as error:
        return failed_report(doc_id, len(data), name, error), ()
    lines = [line.strip() for body in bodies for line in _text(body, options)]
    identity = Identity(doc_id)
    record = DocumentRecord(
        doc_id=doc_id,
        file_name=name,
        media_type=media,
        byte_size=len(data),
        extractor_version=program_version(),
    )
    if media == "edxml":
        record = record.model_copy(update=_told(data))
    blocks = tuple(
        BlockRecord(block_id=identity.block(place), ordinal=place, type="paragraph", text=line)
        for place, line in enumerate(lines)
    )
    return Report(document=record, blocks=blocks), listed


def _told(data: bytes) -> dict[str, object]:
    """Return what the header of an edXML message says of its document, for the message's record."""
    message = read_message(data)
    if message is None:
        return {}
    header = message.header
    return {
        "number": header.number,
        "symbol": header.symbol,
        "issued_on": header.issued_on,
        "issued_place": header.place,
        "agency_name": header.agency,
        "title": header.subject,
    }


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


def _parted(found: Sequence[Member]) -> tuple[list[Member], list[Member]]:
    """Return the members that are files, and the texts of mails that only accompany them."""
    bodies = [member for member in found if member.is_body]
    files = [member for member in found if not member.is_body]
    if any(member.error or _is_taken(member) for member in files):
        return files, bodies
    long = [body for body in bodies if _lines(body) > SHORT_MAIL]
    return [*long, *files], [body for body in bodies if body not in long]


def _lines(body: Member) -> int:
    return sum(bool(line.strip()) for line in body.data.splitlines())


def _text(body: Member, options: ReadOptions) -> list[str]:
    try:
        return [block.text for block in read_document(body.data, body.name, options).blocks]
    except ReadError:
        return []  # blank


def _is_taken(member: Member) -> bool:
    return looks_like_a_report(member.name.rpartition("/")[2], member.data[:8])


def _lay_out(name: str, member: Member, place: Path) -> Unpacked:
    if member.error is not None:
        report = failed_report("", 0, name.rpartition("/")[2], member.error)
        return Unpacked(name, failure=report.model_dump_json())
    if not _is_taken(member):
        return Unpacked(name, len(member.data))
    place.write_bytes(member.data)
    return Unpacked(name, len(member.data), place.name)


def _nothing_inside(media: str, name: str) -> UnsupportedFileError:
    what, what_en = ("Thư", "mail") if media == "eml" else ("Tệp nén", "archive")
    return UnsupportedFileError(
        f"{what} không chứa tệp báo cáo nào.",
        f"The {what_en} holds no file that could be a report.",
        remedy="Các loại đọc được: PDF, DOC, DOCX, XLS, XLSX, ODT, ODS, RTF, TXT và HTML.",
        remedy_en="Readable kinds: PDF, DOC, DOCX, XLS, XLSX, ODT, ODS, RTF, TXT and HTML.",
        file=name,
    )
