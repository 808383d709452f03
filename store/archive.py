"""The originals, kept by content beside the database (`<db>.files/`), with a list of names."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from extract.errors import StoreError

CHUNK = 1024 * 1024
MANIFEST = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Original:
    """One file's bytes in the archive and one place they came from."""

    doc_id: str
    path: str
    byte_size: int
    mtime_ns: int
    inode: int
    parent_doc: str | None = None


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

    def record(self, original: Original) -> None:
        """Append a line to the list of names; it lets a store be rebuilt from the archive alone."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / MANIFEST).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(original), ensure_ascii=False) + "\n")

    def originals(self) -> Iterator[Original]:
        """Yield what the list of names holds, each line once; a torn last line is passed over."""
        manifest = self.root / MANIFEST
        if not manifest.exists():
            return
        seen: set[Original] = set()
        for line in manifest.read_text(encoding="utf-8").splitlines():
            try:
                original = Original(**json.loads(line))
            except (ValueError, TypeError):
                continue
            if original not in seen:
                seen.add(original)
                yield original

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
            final = self.path_of(digest.hexdigest())
            if not final.exists():
                final.parent.mkdir(exist_ok=True)
                partial.replace(final)
        finally:
            partial.unlink(missing_ok=True)
        return digest.hexdigest(), size


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
