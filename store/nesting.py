"""Archives and mails in a batch: each member a document of its own, the container after the last.

A container counts as done only when all its members are stored, so that a batch killed in between
opens it again; members stored by then are known by their bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from normalize.schema import Report
from store.batch import Batch
from store.discovery import FoundFile, shown
from store.events import Skipped
from store.isolation import Job, Reading
from store.keeping import forget_names, keep_stand_in
from store.unpacking import INSIDE, Unpacked


@dataclass(slots=True)
class _Open:
    """A container that was unpacked; `close` stores it, `left` members are not stored yet."""

    spool: Path
    close: Callable[[], None]
    left: set[str] = field(default_factory=set)


class Containers:
    """The containers whose members are being read, by identifier."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.open: dict[str, _Open] = {}

    def enter(
        self, job: Job, file: FoundFile, reading: Reading, close: Callable[[], None]
    ) -> list[FoundFile]:
        """Return a container's members as files to read; `close` is called after the last one.

        A file that is no container, or holds nothing to read, is closed at once.
        """
        found = [(_member(job, file, unpacked), unpacked) for unpacked in reading.members]
        members = [member for member, unpacked in found if unpacked.file]
        paths = {shown(member.path) for member in members}
        for member, unpacked in found:
            if unpacked.failure:
                self.batch.add("files")
                keep_stand_in(self.batch, member, Report.model_validate_json(unpacked.failure))
                paths.add(shown(member.path))
            elif not unpacked.file:
                self.batch.tell(_skipped(shown(member.path)))
        if found:
            forget_names(self.batch, shown(file.path) + INSIDE, paths)
        if not members or job.spool is None:
            if job.spool is not None:
                shutil.rmtree(job.spool, ignore_errors=True)
            close()
            return []
        self.batch.add("files", len(members))
        left = {shown(member.path) for member in members}
        self.open[job.doc_id] = _Open(job.spool, close, left)
        return members

    def leave(self, file: FoundFile) -> None:
        """Note that a file is stored; when it was the last member, its container is, too."""
        container = self.open.get(file.parent_doc or "")
        if container is None:
            return
        container.left.discard(shown(file.path))
        if file.bytes_at is not None:
            file.bytes_at.unlink(missing_ok=True)
        if not container.left:
            del self.open[file.parent_doc or ""]
            container.close()
            shutil.rmtree(container.spool, ignore_errors=True)


def _skipped(path: str) -> Skipped:
    return Skipped(path, "Không phải loại tệp báo cáo, bỏ qua.", "Of no kind we read: passed over.")


def _member(job: Job, file: FoundFile, unpacked: Unpacked) -> FoundFile:
    return FoundFile(
        path=Path(f"{file.path}{INSIDE}{unpacked.name}"),
        byte_size=unpacked.byte_size,
        mtime_ns=file.mtime_ns,
        inode=file.inode,
        parent_doc=job.doc_id,
        bytes_at=job.spool / unpacked.file if job.spool and unpacked.file else None,
    )
