"""The state of one run: what the store held at its start, what is new, what was told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from extract.options import ReadOptions
from normalize.pipeline import program_version
from store.archive import Archive
from store.database import Store
from store.discovery import FoundFile
from store.events import Event, Failed, Progress, Summary, Unchanged
from store.unpacking import group_members

TRY_AGAIN = frozenset({"missing-tool", "killed"})  # failures that say nothing of the document


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What the store remembers of a document, as far as a batch must decide about it."""

    status: str
    extractor_version: str
    read_options: str
    error_code: str | None = None
    error: str | None = None
    error_en: str | None = None


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A path that was read before and how the file stood on disk then."""

    doc_id: str
    byte_size: int
    mtime_ns: int
    inode: int

    def is_still(self, file: FoundFile) -> bool:
        """Tell whether the file has not been touched since."""
        return (self.byte_size, self.mtime_ns, self.inode) == (
            file.byte_size,
            file.mtime_ns,
            file.inode,
        )


@dataclass(slots=True)
class Batch:
    """One run over one store."""

    store: Store
    archive: Archive
    options: ReadOptions
    progress: Progress
    retry: bool
    run_id: int
    files: dict[str, KnownFile]
    documents: dict[str, KnownDocument]
    members: dict[str, list[str]]  # paths by that of the archive or mail they came in
    held: dict[str, list[str]]  # the same by identifiers
    counts: dict[str, int] = field(default_factory=dict)
    failures: list[Failed] = field(default_factory=list)
    untold: list[Event] | None = None  # what waits for its transaction's end

    @contextmanager
    def together(self) -> Iterator[None]:
        """Store what stands inside in one transaction; what is told of it is told after that."""
        waiting: list[Event] = []
        self.untold = waiting
        try:
            with self.store.together():
                yield
        finally:
            self.untold = None
        for event in waiting:
            self.progress(event)

    def tell(self, event: Event) -> None:
        """Count an event and pass it on."""
        self.add(type(event).__name__.lower())
        if isinstance(event, Failed):
            self.failures.append(event)
        if self.untold is None:
            self.progress(event)
        else:
            self.untold.append(event)

    def add(self, name: str, count: int = 1) -> None:
        """Add to one of the run's counts."""
        self.counts[name] = self.counts.get(name, 0) + count

    def tell_known(self, path: str, doc_id: str, *, moved: bool = False) -> None:
        """Tell that a file's bytes are in the store already."""
        document = self.documents[doc_id]
        if document.status == "failed":
            error, error_en = document.error or "", document.error_en or ""
            self.tell(Failed(path, doc_id, error, error_en, document.error_code, known=True))
        else:
            self.tell(Unchanged(path, doc_id, moved))
        self.add("moved", moved)

    def is_done(self, doc_id: str) -> bool:
        """Tell whether a document, with all that came in it, needs no reading.

        A failed one is read again when something gives it a better chance: another version of the
        program, other options, a tool that may have been installed since, the user's word; or when
        its reader was killed from outside.
        """
        return all(map(self._is_read, (doc_id, *self.held.get(doc_id, ()))))

    def _is_read(self, doc_id: str) -> bool:
        document = self.documents.get(doc_id)
        if document is None:
            return False
        return document.status != "failed" or not (
            self.retry
            or document.extractor_version != program_version()
            or document.read_options != options_key(self.options)
            or document.error_code in TRY_AGAIN
        )


def open_batch(
    store: Store, archive: Archive, options: ReadOptions, progress: Progress, retry: bool
) -> Batch:
    """Return a batch that knows what the store holds; nothing is written yet."""
    last = store.row("SELECT coalesce(max(run_id), 0) FROM runs")
    files = {
        row[0]: KnownFile(*row[1:])
        for row in store.rows("SELECT path, doc_id, byte_size, mtime_ns, inode FROM files")
    }
    members = group_members(files)
    return Batch(
        store=store,
        archive=archive,
        options=options,
        progress=progress,
        retry=retry,
        run_id=int(last[0]) + 1 if last else 1,
        files=files,
        members=members,
        held={
            files[path].doc_id: [files[inside].doc_id for inside in paths]
            for path, paths in members.items()
        },
        documents={
            row[0]: KnownDocument(*row[1:])
            for row in store.rows(
                "SELECT doc_id, status, extractor_version, coalesce(read_options, ''), error_code, "
                "error, error_en FROM documents"
            )
        },
    )


def options_key(options: ReadOptions) -> str:
    """Return what of the options can change the outcome; passwords only by their hash."""
    words = hashlib.sha256("\n".join(options.passwords).encode()).hexdigest()[:8]
    secret = words if options.passwords else "-"
    return f"ocr={options.ocr} timeout={options.timeout:g} passwords={secret}"


def begin_run(batch: Batch, paths: list[Path], jobs: int) -> None:
    """Write the run's row; runs that never ended were interrupted."""
    with batch.store.transaction():
        batch.store.run("UPDATE runs SET status = 'interrupted' WHERE status = 'running'")
        batch.store.append(
            "runs",
            [
                {
                    "run_id": batch.run_id,
                    "started_at": _now(),
                    "status": "running",
                    "paths": [str(path).encode("utf-8", "replace").decode() for path in paths],
                    "jobs": jobs,
                    "extractor_version": program_version(),
                    "found": batch.counts.get("files", 0),
                }
            ],
        )


def end_run(batch: Batch, summary: Summary) -> None:
    """Complete the run's row."""
    with batch.store.transaction():
        batch.store.run(
            "UPDATE runs SET finished_at = ?, status = ?, stored = ?, unchanged = ?, failed = ?, "
            "remaining = ? WHERE run_id = ?",
            [
                _now(),
                "interrupted" if summary.interrupted else "done",
                summary.stored,
                summary.unchanged,
                summary.failed,
                len(summary.left),
                batch.run_id,
            ],
        )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
