"""An Office Open XML package: its parts and relationships, measured before anything is unpacked.

Source: ECMA-376 part 2 (Open Packaging Conventions).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree

from extract.errors import DamagedFileError, EncryptedFileError, LimitError
from extract.options import ReadOptions

Element = Any  # lxml has no types; the values are typed from our side on

RATIO_FLOOR = 4 * 1024 * 1024  # below this, a high ratio is a small file of blank cells, no bomb
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STRICT_ROOT = b"http://purl.oclc.org/ooxml/"
# ISO "strict" files differ from the usual "transitional" ones in these names only.
STRICT_NAMES = (
    (b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (
        b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
CORE_PROPERTIES = ("title", "subject", "creator", "lastModifiedBy", "created", "modified")


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link of one part to another; `kind` is the last word of its type, `target` a part name."""

    identifier: str
    kind: str
    target: str


def too_large(name: str, message: str, message_en: str) -> LimitError:
    """Return the error for an archive beyond the limits."""
    return LimitError(
        message,
        message_en,
        remedy="Hãy kiểm tra nguồn gốc tệp, hoặc nâng giới hạn khi chắc chắn tệp an toàn.",
        remedy_en="Check where the file comes from, or raise the limit when it is safe.",
        file=name,
    )


def damaged(name: str, detail: str) -> DamagedFileError:
    """Return the error for a package that cannot be opened."""
    return DamagedFileError(
        f"Tệp hỏng, không mở được ({detail}).",
        f"The file is damaged and cannot be opened ({detail}).",
        remedy="Hãy mở bằng Word hoặc Excel, lưu lại rồi thử lại.",
        remedy_en="Open it in Word or Excel, save it again and retry.",
        file=name,
    )


def open_archive(data: bytes, name: str, options: ReadOptions) -> zipfile.ZipFile:
    """Return the ZIP archive after its declared sizes are found within the limits.

    Raises:
        EncryptedFileError: when it is an Office file behind a password.
        DamagedFileError: when it is no archive.
        LimitError: when it unpacks to more than the limits allow.
    """
    if data.startswith(COMPOUND_FILE) and "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedFileError(
            "Tệp được bảo vệ bằng mật khẩu.",
            "The file is protected by a password.",
            remedy="Hãy bỏ mật khẩu trong Word hoặc Excel (Tệp > Thông tin > Bảo vệ) rồi nộp lại.",
            remedy_en="Remove the password in Word or Excel (File > Info > Protect) and retry.",
            file=name,
        )
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise damaged(name, "ZIP") from error
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    if total > options.max_archive_bytes or len(entries) > options.max_cells:
        raise too_large(
            name,
            f"Tệp nén bung ra {total} byte, quá giới hạn {options.max_archive_bytes}.",
            f"The archive unpacks to {total} bytes; the limit is {options.max_archive_bytes}.",
        )
    if total > RATIO_FLOOR and total > options.max_archive_ratio * max(len(data), 1):
        raise too_large(
            name,
            f"Tệp nén bung ra gấp {total // max(len(data), 1)} lần, có thể là bom nén.",
            f"The archive grows {total // max(len(data), 1)} times, as a decompression bomb does.",
        )
    return archive


class Package:
    """The parts of an opened DOCX or XLSX, by part name without the leading slash."""

    def __init__(self, data: bytes, name: str, options: ReadOptions) -> None:
        self.name = name
        self.repaired: list[str] = []  # parts whose XML was broken and mended by the parser
        self._options = options
        self._archive = open_archive(data, name, options)
        self._names = {entry.lower(): entry for entry in self._archive.namelist()}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def part(self, part: str) -> bytes:
        """Return a part's bytes.

        Raises:
            DamagedFileError: when the part is missing, encrypted or its checksum is wrong.
        """
        try:
            return self._archive.read(self._names[part.lower()])
        except (KeyError, zipfile.BadZipFile, RuntimeError, EOFError, OSError) as error:
            raise damaged(self.name, part) from error
        except (NotImplementedError, ValueError, zlib.error) as error:
            raise damaged(self.name, part) from error

    def tree(self, part: str) -> Element:
        """Return a part's root element, its namespaces those of transitional files.

        Raises:
            DamagedFileError: when the part cannot be read or holds a document type declaration.
            LimitError: when its elements nest deeper than the limit.
        """
        data = self.part(part)
        if STRICT_ROOT in data:
            for strict, usual in STRICT_NAMES:
                data = data.replace(STRICT_ROOT + strict, usual)
        root = self._parse(data, part)
        if root.getroottree().docinfo.internalDTD is not None:
            raise damaged(self.name, f"DTD: {part}")
        if _is_deeper(root, self._options.max_xml_depth):
            raise self._too_deep(part)
        return root

    def _parse(self, data: bytes, part: str) -> Element:
        try:
            return etree.fromstring(data, _parser(recover=False))
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower():
                raise self._too_deep(part) from error
            root = _mended(data)
            if root is None:
                raise damaged(self.name, part) from error
            self.repaired.append(part)
            return root

    def _too_deep(self, part: str) -> LimitError:
        limit = self._options.max_xml_depth
        return too_large(
            self.name,
            f"Phần {part} lồng nhau quá {limit} tầng.",
            f"The part {part} nests deeper than {limit} levels.",
        )

    def relationships(self, part: str = "") -> tuple[Relationship, ...]:
        """Return the internal relationships of a part, or of the package when none is named."""
        folder, _, base = part.rpartition("/")
        links = posixpath.join(folder, "_rels", f"{base}.rels")
        return tuple(self._links(links, folder)) if links in self else ()

    def _links(self, links: str, folder: str) -> Iterator[Relationship]:
        for link in self.tree(links):
            if not isinstance(link.tag, str) or link.get("TargetMode") == "External":
                continue
            target = link.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = link.get("Type", "").rpartition("/")[2]
            yield Relationship(link.get("Id", ""), kind, posixpath.normpath(path))

    def main_part(self, usual: str) -> str:
        """Return the name of the main document part, `usual` when the package does not say."""
        for link in self.relationships():
            if link.kind == "officeDocument" and link.target in self:
                return link.target
        return usual

    def properties(self) -> tuple[tuple[str, str], ...]:
        """Return the producer's own properties that are filled in, as (name, text)."""
        part = "docProps/core.xml"
        if part not in self:
            return ()
        found = {
            # A prefix that nothing declares stays in the name of a mended part.
            re.split(r"[}:]", child.tag)[-1]: (child.text or "").strip()
            for child in self.tree(part)
            if isinstance(child.tag, str)
        }
        return tuple((key, found[key]) for key in CORE_PROPERTIES if found.get(key))


def _parser(*, recover: bool) -> Element:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _mended(data: bytes) -> Element | None:
    """Return what the parser can save of broken XML; None when that is nothing."""
    try:
        return etree.fromstring(data, _parser(recover=True))
    except etree.XMLSyntaxError:
        return None


def _is_deeper(root: Element, limit: int) -> bool:
    level = [root]
    for _ in range(limit):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True
