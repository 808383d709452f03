"""What mails and archives hold: each member a file of its own, named by the way to it.

The batch reads members like files of a folder; no reader opens a container.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default

from extract.errors import EncryptedFileError, ReadError, UnsupportedFileError
from extract.office.edxml import read_message
from extract.office.package import damaged, open_archive, too_large
from extract.options import ReadOptions
from extract.sniff import sniff

CONTAINERS = frozenset({"zip", "eml", "edxml"})
MAX_DEPTH = 4  # a mail that forwards a mail that encloses an archive is three
MAX_MEMBERS = 10_000
FORWARDED = "message/rfc822"
_FILES = frozenset({"application", "text"})  # kinds of parts that are files even when "inline"
# What the systems that pack put beside the files.
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$|\._)")
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a mail or archive; `name` is the way to it: `quy1.zip/So Y te/bc.docx`.

    `error` tells why its bytes cannot be had. `is_body`: it is a mail's own text, no attachment.
    """

    name: str
    data: bytes
    error: ReadError | None = None
    is_body: bool = False


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked from one file on disk, its nested containers included."""

    options: ReadOptions
    bytes: int
    members: int = MAX_MEMBERS

    def spend(self, size: int, name: str) -> None:
        if size > self.bytes or not self.members:
            raise too_large(
                name,
                "Tệp nén chứa quá nhiều tệp hoặc bung ra quá lớn.",
                "The archive holds too many files or unpacks to too much.",
            )
        self.bytes -= size
        self.members -= 1


def members(data: bytes, name: str, options: ReadOptions) -> tuple[Member, ...]:
    """Return the files in a mail or archive, those of mails and archives inside it too.

    A member that cannot be had costs itself: it stands with its error, and so does a container
    inside that cannot be opened. The text of a mail is a member `….txt` or `….html`.

    Raises:
        ReadError: when the container cannot be opened, or when no member can be had: then what is
            wrong with the first (EncryptedFileError, DamagedFileError, LimitError…).
    """
    budget = _Budget(options, options.max_archive_bytes)
    return tuple(_open(data, name, sniff(data, name), budget, 1))


def _open(data: bytes, name: str, media: str, budget: _Budget, depth: int) -> list[Member]:
    if depth > MAX_DEPTH:
        raise too_large(
            name,
            f"Tệp nén lồng nhau quá {MAX_DEPTH} lớp.",
            f"Archives nest deeper than {MAX_DEPTH} levels.",
        )
    opened = {"zip": _zip_members, "edxml": _message_members}.get(media, _mail_members)
    inner = opened(data, name, budget)
    found = [member for held in inner for member in _unfold(held, budget, depth)]
    if found and all(member.error or member.is_body for member in found):
        for member in found:
            if member.error:
                raise member.error
    return found


def _unfold(member: Member, budget: _Budget, depth: int) -> list[Member]:
    """Return the members of a container inside; of any other file, itself."""
    media = None if member.error else _media(member)
    if media not in CONTAINERS:
        return [member]
    try:
        return _open(member.data, member.name, media, budget, depth + 1)
    except ReadError as error:
        return [Member(member.name, b"", error)]


def _media(member: Member) -> str | None:
    try:
        return sniff(member.data, member.name)
    except ReadError:
        return None  # it is told when the member is read


def _zip_members(data: bytes, name: str, budget: _Budget) -> Iterator[Member]:
    archive = open_archive(data, name, budget.options)
    for entry in archive.infolist():
        path = _entry_name(entry)
        if entry.is_dir() or _LITTER.search(path):
            continue
        way = f"{name}/{path}"
        try:
            budget.spend(entry.file_size, name)
            yield Member(way, _content(archive, entry, way, budget.options.passwords))
        except ReadError as error:
            yield Member(way, b"", error)


def _content(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, passwords: tuple[str, ...]
) -> bytes:
    keys = [word.encode("utf-8") for word in passwords] if entry.flag_bits & _ENCRYPTED else [None]
    for key in keys:
        try:
            return archive.read(entry, pwd=key)
        except NotImplementedError as error:  # a RuntimeError, too
            if key is None:
                raise _unknown_method(name) from error
        except RuntimeError:
            continue  # a wrong password
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            if key is None:
                raise damaged(name, "ZIP") from error
    raise EncryptedFileError(
        "Tệp trong tệp nén được đặt mật khẩu.",
        "The file in the archive is protected by a password.",
        remedy="Hãy giải nén rồi nạp các tệp bên trong, hoặc dùng --password-file.",
        remedy_en="Unpack it and ingest the files inside, or use --password-file.",
        file=name,
    )


def _unknown_method(name: str) -> UnsupportedFileError:
    return UnsupportedFileError(
        "Tệp được nén bằng cách chưa mở được.",
        "The file is packed by a method that cannot be opened.",
        remedy="Hãy giải nén rồi nạp các tệp bên trong.",
        remedy_en="Unpack the archive and ingest the files inside.",
        file=name,
    )


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's path; names without the UTF-8 mark are tried as UTF-8 all the same."""
    path = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        try:
            path = path.encode("cp437").decode("utf-8")
        except UnicodeError:
            path = entry.filename
    return _safe(path)


def _safe(path: str) -> str:
    """Return a path without what could lead out of its container, or no store could hold."""
    whole = path.encode("utf-8", errors="replace").decode("utf-8")
    whole = re.sub(r"[\x00-\x1f\x7f]+", " ", unicodedata.normalize("NFC", whole))
    parts = [part.strip() for part in re.split(r"[/\\]+", whole)]
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "khong-ten"


def _message_members(data: bytes, name: str, budget: _Budget) -> Iterator[Member]:
    message = read_message(data)
    if message is None:
        raise damaged(name, "edXML")
    for enclosed in message.files:
        way = f"{name}/{_safe(enclosed.name)}"
        if enclosed.data is None:
            yield Member(way, b"", damaged(way, "base64"))
            continue
        try:
            budget.spend(len(enclosed.data), name)
            yield Member(way, enclosed.data)
        except ReadError as error:
            yield Member(way, b"", error)


def _mail_members(data: bytes, name: str, budget: _Budget) -> Iterator[Member]:
    for member in _mail_parts(data, name):
        try:
            budget.spend(len(member.data), name)
            yield member
        except ReadError as error:
            yield Member(member.name, b"", error)


def _mail_parts(data: bytes, name: str) -> Iterator[Member]:
    mail = message_from_bytes(data, policy=default)
    if not isinstance(mail, EmailMessage):
        raise damaged(name, "EML")
    body = mail.get_body(preferencelist=("plain", "html"))
    if body is not None:
        text = _mail_text(body)
        suffix = "html" if body.get_content_subtype() == "html" else "txt"
        if text.strip():
            yield Member(f"{name}/thu.{suffix}", text.encode("utf-8"), is_body=True)
    for number, part in enumerate(_attachments(mail), start=1):
        content = _attached(part)
        if content:
            file = part.get_filename() or f"dinh-kem-{number}{_suffix(part)}"
            yield Member(f"{name}/{_safe(file)}", content)


def _mail_text(body: Message) -> str:
    raw = body.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    charset = body.get_content_charset() or "utf-8"
    try:
        return raw.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return raw.decode("utf-8", errors="replace")


def _attachments(part: Message) -> Iterator[Message]:
    """Yield what is attached; pictures within the text are left out, forwarded mails kept whole."""
    if part.get_content_type() == FORWARDED:
        yield part
    elif part.is_multipart():
        for inner in part.get_payload():
            if isinstance(inner, Message):
                yield from _attachments(inner)
    elif part.get_filename() and (
        part.get_content_disposition() != "inline" or part.get_content_maintype() in _FILES
    ):
        yield part


def _attached(part: Message) -> bytes:
    if part.get_content_type() == FORWARDED:
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes() if isinstance(first, Message) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _suffix(part: Message) -> str:
    return ".eml" if part.get_content_type() == FORWARDED else ""
