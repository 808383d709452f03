"""The originals, kept by content beside the database (`<db>.files/`), with a list of names."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from extract.errors import StoreError
from store.manifest import Entry, Original, append, entries

CHUNK = 1024 * 1024
MANIFEST = "manifest.jsonl"
_NAME = re.compile(r"[0-9a-f]{64}")


def archive_path(db: Path) -> Path:
    """Return where the originals of a database are kept."""
    return db.with_name(db.name + ".files")


class Archive:
    """Files named by the sha-256 of their bytes; nothing in it ever changes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path_of(self, doc_id: str) -> Path:
        """Return where the bytes of a document stand."""
        return self.root / doc_id[:2] / doc_id

    def take(self, source: Path, max_bytes: int) -> tuple[str, int]:
        """Copy a file in and return its identifier and size; nothing is copied above `max_bytes`.

        The copy is what is read afterwards, so that identifier and content agree even when somebody
        is still writing the source.

        Raises:
            StoreError: when the archive cannot be written.
            OSError: when the source cannot be read.
        """
        with source.open("rb") as bytes_in:
            if os.fstat(bytes_in.fileno()).st_size > max_bytes:
                return _digest(bytes_in)
            return self._copy(bytes_in)

    def add(self, data: bytes) -> tuple[str, int]:
        """Keep bytes that came inside another file; return their identifier and size."""
        return self._copy(io.BytesIO(data))

    def spool_of(self, doc_id: str) -> Path:
        """Return the folder that a container's members stand in while they are read."""
        return self.root / f"incoming-{doc_id}"

    def sweep(self) -> None:
        """Remove what a killed batch left half copied or unpacked; only the store's writer may."""
        for partial in self.root.glob("incoming-*"):
            if partial.is_dir():
                shutil.rmtree(partial)
            else:
                partial.unlink()

    def record(self, entry: Entry) -> None:
        """Append a line to the list of names; it lets a store be rebuilt from the archive alone.

        Raises:
            StoreError: when the archive cannot be written.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            append(self.root / MANIFEST, entry)
        except OSError as error:
            raise _unwritable(self.root, error) from error

    def entries(self) -> Iterator[Entry]:
        """Yield all lines of the list of names in order; torn ones are passed over."""
        return entries(self.root / MANIFEST)

    def originals(self) -> Iterator[Original]:
        """Yield each path and bytes that the list of names tells of, each line once."""
        seen: set[Original] = set()
        for entry in self.entries():
            if isinstance(entry, Original) and entry not in seen:
                seen.add(entry)
                yield entry

    def documents(self) -> Iterator[str]:
        """Yield the identifiers whose bytes stand here, sorted."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                if _NAME.fullmatch(path.name) and path.name.startswith(folder.name):
                    yield path.name

    def strays(self) -> Iterator[Path]:
        """Yield the files that are neither bytes nor lists: no finished writer leaves any."""
        if not self.root.is_dir():
            return
        known = {self.path_of(doc_id) for doc_id in self.documents()}
        for path in sorted(self.root.rglob("*")):
            if path.is_file() and path not in known and path.suffix not in (".jsonl", ".parquet"):
                yield path

    def _copy(self, bytes_in: BinaryIO) -> tuple[str, int]:
        partial = self.root / f"incoming-{os.getpid()}"
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            bytes_out = partial.open("wb")
        except OSError as error:
            raise _unwritable(self.root, error) from error
        digest, size = hashlib.sha256(), 0
        try:
            with bytes_out:
                while chunk := bytes_in.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    _write(bytes_out, chunk, self.root)
                _write(bytes_out, b"", self.root, sync=True)
            self._place(partial, self.path_of(digest.hexdigest()), size)
        finally:
            partial.unlink(missing_ok=True)
        return digest.hexdigest(), size

    def _place(self, partial: Path, final: Path, size: int) -> None:
        """Give whole bytes their name at once; a file that was cut short since is put right."""
        try:
            if not final.exists() or final.stat().st_size != size:
                final.parent.mkdir(exist_ok=True)
                partial.replace(final)
                _sync_folder(final.parent)
        except OSError as error:
            raise _unwritable(self.root, error) from error


def _sync_folder(folder: Path) -> None:
    """Let a new name in a folder outlast a power cut; Windows keeps names without being asked."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(file: BinaryIO, chunk: bytes, root: Path, *, sync: bool = False) -> None:
    try:
        file.write(chunk)
        if sync:
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _unwritable(root, error) from error


def _digest(bytes_in: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := bytes_in.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _unwritable(root: Path, error: OSError) -> StoreError:
    return StoreError(
        f"Không ghi được kho tệp gốc ({error.strerror}).",
        f"The archive of originals cannot be written ({error.strerror}).",
        remedy="Hãy kiểm tra dung lượng đĩa trống và quyền ghi; dữ liệu đã lưu vẫn nguyên vẹn.",
        remedy_en="Check free disk space and permissions; what was stored is intact.",
        file=str(root),
    )
