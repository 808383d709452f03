"""`rebuild`: the same store again from the archive, in a new file that takes the old one's place.

What reports say is read again from their bytes. What people said (reviews, registers) and the
history of runs come from the old database or, where that is lost, from what is kept beside the
originals. Until the last step, which is one renaming, the old database is as it was.
"""

from __future__ import annotations

import logging
import os
import time
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from extract.errors import StoreError, StoreLockedError, UsageError
from extract.options import ReadOptions
from store.archive import Archive, archive_path
from store.database import Store, default_path, open_store
from store.events import Failed, Found, Progress, Stored
from store.isolation import Reading
from store.keeping import EPOCH
from store.keepsakes import human_tables, keep_tables, kept_tables
from store.lock import lock_path, write_lock
from store.manifest import Failure, Names, Original
from store.naming import complete_list, name_row, names_of, rows_of
from store.rereading import is_whole, key_of, read_again
from store.settling import mark_unsettled, settle
from store.snapshots import publish
from store.tables import PARTS
from store.writing import Origin, save

log = logging.getLogger(__name__)

_HISTORY = ("runs", "timings")
_COPIED = ("documents", *PARTS)
_LOST = Failure(
    "Không còn nội dung gốc của tệp trong kho lưu trữ.",
    "The archive does not hold the file's bytes any more.",
    "lost",
)


@dataclass(slots=True)
class Rebuilt:
    """What a rebuilding did.

    Attributes:
        documents: how many were stored, those that failed before included.
        failed: names of those that cannot be read, as it was before.
        worse: names of those that could be read before and cannot now.
        lost: names of those whose bytes are gone; their rows are those of the old database.
        source: where people's decisions come from: "database", "archive" or "nowhere".
        set_aside: where the damaged old database stands now.
        replaced: whether the new store has taken the old one's place.
    """

    documents: int = 0
    failed: list[str] = field(default_factory=list)
    worse: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    source: str = "nowhere"
    set_aside: Path | None = None
    replaced: bool = False
    seconds: float = 0.0


def rebuild(
    db: Path | str | None = None,
    *,
    jobs: int | None = None,
    options: ReadOptions | None = None,
    progress: Progress | None = None,
    force: bool = False,
    lock_wait: float = 0.0,
) -> Rebuilt:
    """Make the store again from its archive.

    Args:
        db: the database file, which may be damaged or missing; the default one when None.
        jobs: documents read at the same time; as many as processors when None.
        options: passwords, and how documents are read whose list does not tell it.
        progress: called with each event.
        force: replace the old store even when documents can be read worse than before.
        lock_wait: seconds to wait for another writer.

    Raises:
        UsageError: when there is no archive.
        StoreError: when the new store cannot be written; the old one is as it was.
    """
    file = Path(db) if db is not None else default_path()
    archive = Archive(archive_path(file))
    if not archive.root.is_dir():
        raise UsageError(
            f"Không có kho tệp gốc {archive.root}.",
            f"There is no archive {archive.root}.",
            remedy="Kho này được lập khi chạy `trichluc ingest`, cạnh cơ sở dữ liệu.",
            remedy_en="`trichluc ingest` makes it, beside the database.",
        )
    began, result = time.monotonic(), Rebuilt()
    with ExitStack() as held:
        old = _open_old(file, lock_wait, held)
        archive.sweep()
        names = names_of(archive, old)
        new_file = file.with_name(file.name + ".rebuilding")
        _remove(new_file)
        try:
            with open_store(new_file, read_only=False) as new:
                work = _Work(archive, old, new, names, options or ReadOptions(), result)
                work.read(max(1, jobs or os.cpu_count() or 1), progress or (lambda _: None))
                work.finish(file)
            if result.worse and not force:
                return result
            _take_place(new_file, file, old, result)
            result.replaced = True
        finally:
            _remove(new_file)
    with open_store(file, read_only=False) as store:
        keep_tables(store)
        complete_list(archive, names)
    publish(file)
    result.seconds = time.monotonic() - began
    return result


@dataclass(slots=True)
class _Work:
    """A rebuilding under way."""

    archive: Archive
    old: Store | None
    new: Store
    names: Names
    options: ReadOptions
    result: Rebuilt
    status: dict[str, str] = field(default_factory=dict)  # of the old store's documents
    since: dict[str, datetime] = field(default_factory=dict)

    def read(self, workers: int, progress: Progress) -> None:
        """Read every document again and store it."""
        for doc_id, status, since in rows_of(
            self.old, "SELECT doc_id, status, ingested_at FROM documents"
        ):
            self.status[doc_id], self.since[doc_id] = status, since
        documents = self.names.documents
        progress(Found(len(documents), len(documents)))
        whole = []
        for original in documents.values():
            if original.failure is None and not is_whole(self.archive, original.doc_id):
                self._without_bytes(original)
            else:
                whole.append(original)
        for original, reading in read_again(self.archive, whole, self.options, workers):
            self._keep(original, reading)
            _tell(progress, original, reading)

    def _keep(self, original: Original, reading: Reading) -> None:
        doc_id, document = original.doc_id, reading.report.document
        if document.status == "failed":
            known = self.status.get(doc_id, "failed")
            (self.result.failed if known == "failed" else self.result.worse).append(original.path)
        origin = Origin(
            path=original.path,
            modified_at=EPOCH + timedelta(microseconds=self.names.oldest[doc_id] // 1000),
            parent_doc=original.parent_doc,
            read_options=key_of(original, self.options),
            ingested_at=self.since.get(doc_id) or self._met(doc_id),
        )
        with self.new.transaction():
            save(self.new, reading.report, origin)
        self.result.documents += 1

    def _met(self, doc_id: str) -> datetime | None:
        at = self.names.first_at.get(doc_id)
        if at is not None:
            return datetime.fromisoformat(at).astimezone(UTC).replace(tzinfo=None)
        try:
            seconds = self.archive.path_of(doc_id).stat().st_mtime
        except OSError:
            return None
        return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)

    def _without_bytes(self, original: Original) -> None:
        """Keep a document whose bytes are gone: its rows of the old store, else that it was."""
        doc_id = original.doc_id
        failed = self.status.get(doc_id) == "failed"
        (self.result.failed if failed else self.result.lost).append(original.path)
        if doc_id not in self.status:
            for _, reading in read_again(self.archive, [_as_lost(original)], self.options, 1):
                self._keep(original, reading)
            return
        assert self.old is not None
        with self.new.transaction():
            for table in _COPIED:
                rows = self.old.arrow(f'SELECT * FROM "{table}" WHERE doc_id = ?', [doc_id])
                self.new.append(table, rows.to_pylist())
        self.result.documents += 1

    def finish(self, file: Path) -> None:
        """Write names, history and what people said, and what depends on several documents."""
        new, names = self.new, self.names
        with new.transaction():
            new.append("files", [name_row(each) for each in names.files.values()])
            new.append("former_files", [name_row(each) for each in names.former.values()])
            for table in _HISTORY:
                self._copy(table)
            for key, value in rows_of(self.old, "SELECT key, value FROM store_state"):
                if key not in ("views", "unsettled", "agencies"):
                    new.run("INSERT INTO store_state VALUES (?, ?)", [key, value])
            self._copy_decisions(file)
            mark_unsettled(new)
        settle(new)
        new.checkpoint()

    def _copy_decisions(self, file: Path) -> None:
        known = set(human_tables(self.new))
        trusted = bool(self.status) or not self.names.documents
        copied = {name for name in known if trusted and self._copy(name)}
        if copied:
            self.result.source = "database"
        for name, table in kept_tables(file):
            if name in known - copied:
                self.new.append(name, table.to_pylist())
                self.result.source = "archive"

    def _copy(self, table: str) -> bool:
        """Copy a table of the old store; return whether it could be read."""
        rows = _arrow(self.old, f'SELECT * FROM "{table}"')
        if rows is None:
            return False
        self.new.append(table, rows.to_pylist())
        return True


def _open_old(file: Path, wait: float, held: ExitStack) -> Store | None:
    """Open the old store and hold it; None, with the lock held, when it is missing or damaged."""
    if file.exists():
        try:
            return held.enter_context(open_store(file, read_only=False, wait=wait))
        except StoreError as error:
            # Only the engine's own complaint means damage: a lock or a foreign file is neither.
            if isinstance(error, StoreLockedError) or not isinstance(error.__cause__, duckdb.Error):
                raise
            log.warning("%s", error.text())
    held.enter_context(write_lock(file, wait))
    return None


def _arrow(store: Store | None, sql: str) -> pa.Table | None:
    try:
        return store.arrow(sql) if store is not None else None
    except (StoreError, duckdb.Error) as error:
        log.warning("%s", error)
        return None


def _as_lost(original: Original) -> Original:
    return replace(original, failure=_LOST)


def _tell(progress: Progress, original: Original, reading: Reading) -> None:
    report, document = reading.report, reading.report.document
    if document.status == "failed":
        told = (document.error or "", document.error_en or "", document.error_code)
        progress(Failed(original.path, original.doc_id, *told))
        return
    levels = [finding.level for finding in report.findings]
    progress(
        Stored(
            path=original.path,
            doc_id=original.doc_id,
            status=document.status,
            seconds=reading.seconds,
            mentions=len(report.mentions),
            figures=len(report.figures),
            errors=levels.count("error"),
            warnings=levels.count("warning"),
        )
    )


def _take_place(new: Path, file: Path, old: Store | None, result: Rebuilt) -> None:
    """Give the new file the old one's name; what cannot be read any more is kept beside it."""
    with new.open("rb") as written:
        os.fsync(written.fileno())
    log_file = file.with_name(file.name + ".wal")
    if old is not None:
        old.checkpoint()  # no write-ahead log of the old file may meet the new one
        old.connection.close()
    elif file.exists() or log_file.exists():
        aside = file.with_name(f"{file.name}.damaged-{datetime.now(UTC):%Y%m%d%H%M%S}")
        if log_file.exists():
            log_file.replace(aside.with_name(aside.name + ".wal"))
        if file.exists():
            file.replace(aside)
            result.set_aside = aside
    new.replace(file)


def _remove(new: Path) -> None:
    for path in (new, new.with_name(new.name + ".wal"), lock_path(new)):
        path.unlink(missing_ok=True)
