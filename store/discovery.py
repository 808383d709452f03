"""Which files a batch takes: what people drop into folders, loops, pipes and odd names included."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# What readers take, or refuse with a reason a person can act on. Named on the command line, a file
# is always tried: its content decides, not its name.
SUFFIXES = frozenset(
    {".pdf", ".docx", ".docm", ".dotx", ".doc", ".rtf", ".odt"}
    | {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
    | {".tif", ".tiff"}  # what scanners write; pictures of other kinds are mostly no reports
    | {".txt", ".md", ".htm", ".html", ".mht", ".eml", ".edxml", ".msg", ".zip"}
)
# The first bytes of the same kinds, for files whose name tells nothing.
MAGIC = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
# Beside reports in a folder, but no reports: what programs leave, what describes the folder.
LEFTOVERS = (".", "~$", "README", "LICENSE", "CHANGELOG")
# What browsers, copying programs and editors call a file that is not whole yet.
PARTIAL = (".part", ".partial", ".crdownload", ".download", ".opdownload", ".filepart", ".tmp")
# A store's own copies of the originals: the usual name, or a list of them inside.
ARCHIVE_NAME, ARCHIVE_SUFFIX, ARCHIVE_LIST = ".duckdb.files", ".files", "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to take, as it stands on disk; times in nanoseconds since 1970.

    A member of an archive or mail has the stamps of its container, `parent_doc`, and stands at
    `bytes_at` while it is read.
    """

    path: Path
    byte_size: int
    mtime_ns: int
    inode: int
    parent_doc: str | None = None
    bytes_at: Path | None = None


@dataclass(frozen=True, slots=True)
class Unusable:
    """A path that is not taken. `fault`: somebody should know, it was asked for or looks right."""

    path: Path
    reason: str
    reason_en: str
    fault: bool


def discover(paths: Iterable[Path]) -> Iterator[FoundFile | Unusable]:
    """Yield the files below the paths, sorted by name in each folder, each folder once.

    Folders reached twice, by a symbolic link or by two arguments, are walked once; hidden files and
    those of no kind we read are passed over unless named themselves.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        yield from _walk(path.absolute(), seen, asked=True)


def shown(path: Path | str) -> str:
    """Return a path as text that a database and a terminal can hold, whatever bytes name it."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _walk(path: Path, seen: set[tuple[int, int]], *, asked: bool) -> Iterator[FoundFile | Unusable]:
    try:
        status = path.stat()
    except FileNotFoundError:
        yield Unusable(path, "Không tìm thấy tệp hoặc thư mục.", "No such file or folder.", True)
        return
    except OSError as error:
        yield _refused(path, error)
        return
    identity = (status.st_dev, status.st_ino)
    if identity in seen:
        return
    if stat.S_ISDIR(status.st_mode):
        seen.add(identity)
        yield from _folder(path, seen)
    elif not stat.S_ISREG(status.st_mode):
        yield Unusable(
            path,
            "Không phải tệp thường (ống dẫn, thiết bị…), bỏ qua.",
            "Not a regular file (a pipe, a device…): passed over.",
            asked,
        )
    elif asked or _looks_like_a_report(path):
        yield FoundFile(path, status.st_size, status.st_mtime_ns, status.st_ino)
    else:
        yield Unusable(
            path, "Không phải loại tệp báo cáo, bỏ qua.", "Of no kind we read: passed over.", False
        )


def _folder(path: Path, seen: set[tuple[int, int]]) -> Iterator[FoundFile | Unusable]:
    try:
        entries = sorted(path.iterdir())
    except OSError as error:
        yield _refused(path, error)
        return
    for entry in entries:
        if not entry.name.startswith(LEFTOVERS) and not _is_archive(entry):
            yield from _walk(entry, seen, asked=False)


def looks_like_a_report(name: str, head: bytes) -> bool:
    """Tell whether a file nobody named is taken: by its name, else by its first eight bytes."""
    if name.startswith(LEFTOVERS) or name.lower().endswith(PARTIAL):
        return False
    return Path(name).suffix.lower() in SUFFIXES or head.startswith(MAGIC)


def _looks_like_a_report(path: Path) -> bool:
    if looks_like_a_report(path.name, b""):
        return True
    try:
        with path.open("rb") as file:
            return looks_like_a_report(path.name, file.read(8))
    except OSError:
        return False


def _is_archive(folder: Path) -> bool:
    name = folder.name
    return name.endswith(ARCHIVE_NAME) or (
        name.endswith(ARCHIVE_SUFFIX) and (folder / ARCHIVE_LIST).exists()
    )


def _refused(path: Path, error: OSError) -> Unusable:
    # A link that leads to itself is met as ELOOP; a folder without permission as EACCES.
    return Unusable(
        path,
        f"Không mở được: {error.strerror}.",
        f"Cannot be opened: {error.strerror}.",
        True,
    )
