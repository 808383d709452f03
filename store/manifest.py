"""The archive's list of names: what was read, under which names, in the order it happened.

One JSON object a line, only ever appended. With the bytes beside it, it is all that a store can be
made again from: a line says which bytes a path held, or why they could not be had.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file has no bytes in the archive: unreadable, too large, broken inside a container."""

    message: str
    message_en: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """One path and the bytes it held; sizes in bytes, `mtime_ns` since 1970.

    Attributes:
        read_options: how it was read; None for a mere name of bytes that were read already.
        at: when the line was written, UTC, ISO 8601.
        failure: set when the archive does not hold the bytes.
    """

    doc_id: str
    path: str
    byte_size: int
    mtime_ns: int
    inode: int
    parent_doc: str | None = None
    read_options: str | None = None
    at: str | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A path inside a container that the container of that path does not hold any more."""

    forgotten: str
    at: str | None = None


Entry = Original | Forgotten


@dataclass(slots=True)
class Names:
    """What a list of names comes to: the tables of names, and how each document was last read.

    Attributes:
        files: what each path holds.
        former: what paths held once, by path and document.
        documents: by document the line of its last reading.
        first_at: when each document was first met, ISO 8601.
        oldest: the oldest time that each document's files were ever seen with, `mtime_ns`.
    """

    files: dict[str, Original] = field(default_factory=dict)
    former: dict[tuple[str, str], Original] = field(default_factory=dict)
    documents: dict[str, Original] = field(default_factory=dict)
    first_at: dict[str, str] = field(default_factory=dict)
    oldest: dict[str, int] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Take in the next line of the list, as the batch that wrote it changed its store."""
        if isinstance(entry, Forgotten):
            before = self.files.pop(entry.forgotten, None)
            if before is not None:
                self.former[before.path, before.doc_id] = before
            return
        before = self.files.get(entry.path)
        if before is not None and before.doc_id == unread_id(entry.path) != entry.doc_id:
            self.documents.pop(before.doc_id, None)
        elif before is not None and before.doc_id != entry.doc_id:
            self.former[before.path, before.doc_id] = before
        self.former.pop((entry.path, entry.doc_id), None)
        self.files[entry.path] = entry
        if entry.read_options is not None or entry.doc_id not in self.documents:
            self.documents[entry.doc_id] = entry
        oldest = self.oldest.get(entry.doc_id, entry.mtime_ns)
        self.oldest[entry.doc_id] = min(oldest, entry.mtime_ns)
        if entry.at is not None:
            self.first_at.setdefault(entry.doc_id, entry.at)


def replay(listed: Iterable[Entry]) -> Names:
    """Return what the lines of a list of names come to."""
    names = Names()
    for entry in listed:
        names.add(entry)
    return names


def unread_id(path: str) -> str:
    """Return the identifier of a file whose bytes nobody could read: it is made of its path."""
    return hashlib.sha256(f"path:{path}".encode()).hexdigest()


def append(manifest: Path, entry: Entry) -> None:
    """Append an entry, on the disk when this returns.

    A line that a killed process left torn is ended first, so that only itself is lost.

    Raises:
        OSError: when the disk refuses it; the list is as before, or ends with a torn line.
    """
    line = json.dumps(_without_none(asdict(entry)), ensure_ascii=False) + "\n"
    with manifest.open("ab+") as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
            if file.read(1) != b"\n":
                line = "\n" + line
        file.write(line.encode())
        file.flush()
        os.fsync(file.fileno())


def entries(manifest: Path) -> Iterator[Entry]:
    """Yield the entries in order; a torn line is passed over with a warning."""
    for number, entry in _lines(manifest):
        if entry is None:
            log.warning("%s: line %d is torn and passed over", manifest, number)
        else:
            yield entry


def count_torn(manifest: Path) -> int:
    """Return how many lines a killed process left torn."""
    return sum(entry is None for _, entry in _lines(manifest))


def _lines(manifest: Path) -> Iterator[tuple[int, Entry | None]]:
    try:
        content = manifest.read_bytes()
    except FileNotFoundError:
        return
    # Names may hold U+2028 and U+0085, which `splitlines` of text takes for line ends.
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            yield number, _entry(json.loads(line))
        except (ValueError, TypeError, KeyError):
            yield number, None


def _entry(record: dict[str, object]) -> Entry:
    if "forgotten" in record:
        return Forgotten(**record)  # type: ignore[arg-type]
    failure = record.pop("failure", None)
    told = Failure(**failure) if isinstance(failure, dict) else None
    return Original(**record, failure=told)  # type: ignore[arg-type]


def _without_none(record: dict[str, object]) -> dict[str, object]:
    return {
        key: _without_none(value) if isinstance(value, dict) else value
        for key, value in record.items()
        if value is not None
    }
