"""What a batch writes of one document: its rows, its file's name, its time, in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from extract.errors import LimitError, ReadError
from normalize.catalogue import selected
from normalize.schema import Report
from store.batch import Batch, KnownDocument, KnownFile, options_key
from store.database import Store
from store.discovery import FoundFile, shown
from store.events import Failed, Stored
from store.isolation import Job, Reading
from store.manifest import Failure, Forgotten, Original, unread_id
from store.settling import mark_unsettled
from store.task import failed_report
from store.writing import Origin, delete, save

log = logging.getLogger(__name__)
_NAMED = "INSERT INTO files VALUES (?, ?, ?, ?, ?)"
EPOCH = datetime(1970, 1, 1)


def keep(batch: Batch, job: Job, file: FoundFile, reading: Reading) -> None:
    """Store a reading with the name of its file, all or nothing, and tell."""
    path, document = shown(file.path), reading.report.document
    key = options_key(batch.options)
    modified = EPOCH + timedelta(microseconds=file.mtime_ns // 1000)
    is_new = job.doc_id not in batch.documents
    _list(batch, job.doc_id, file, key, _without_bytes(batch, reading.report))
    with batch.store.transaction():
        origin = Origin(path, modified, file.parent_doc, key)
        save(batch.store, wanted(reading.report), origin, is_new=is_new)
        _write_file(batch, job.doc_id, file, is_new=is_new)
        batch.store.append("timings", [_timing(batch, reading)])
        mark_unsettled(batch.store)
    batch.documents[job.doc_id] = KnownDocument(
        document.status,
        document.extractor_version,
        key,
        document.error_code,
        document.error,
        document.error_en,
    )
    batch.add("bugs", reading.bug is not None)
    log.info("%s: %s (%.2f s)", path, document.status, reading.seconds)
    _tell(batch, path, reading)


def wanted(report: Report) -> Report:
    """Return the report without the findings of rules that are off by default."""
    return report.model_copy(update={"findings": tuple(selected(report.findings))})


def keep_name(batch: Batch, doc_id: str, file: FoundFile) -> None:
    """Keep another name, or newer stamps, of bytes that are stored."""
    path = shown(file.path)
    before = batch.files.get(path)
    moved = before is None or before.doc_id != doc_id
    if before != _known(doc_id, file):
        _list(batch, doc_id, file)
    with batch.store.transaction():
        _write_file(batch, doc_id, file)
        mark_unsettled(batch.store)
    batch.tell_known(path, doc_id, moved=moved)


def keep_unreadable(batch: Batch, file: FoundFile, error: OSError) -> None:
    """Store a file whose bytes nobody may read, under an identifier made of its path."""
    reason = ReadError(
        f"Không đọc được tệp: {error.strerror}.",
        f"The file cannot be read: {error.strerror}.",
        remedy="Hãy kiểm tra quyền truy cập.",
        remedy_en="Check its permissions.",
    )
    name = shown(file.path.name)
    keep_stand_in(batch, file, failed_report("", file.byte_size, name, reason))


def keep_stand_in(batch: Batch, file: FoundFile, report: Report) -> None:
    """Store the failed report of a file without its bytes, under an identifier of its path."""
    doc_id = unread_id(shown(file.path))
    job = Job(file.path, shown(file.path.name), doc_id, file.byte_size)
    document = report.document.model_copy(update={"doc_id": doc_id})
    keep(batch, job, file, Reading(report.model_copy(update={"document": document})))


def keep_too_large(batch: Batch, job: Job, file: FoundFile) -> None:
    """Store a file above the limit of size, unread."""
    limit = batch.options.max_bytes // 1024**2
    reason = LimitError(
        f"Tệp lớn hơn giới hạn {limit} MB.",
        f"The file is larger than the limit of {limit} MB.",
        remedy="Hãy chia nhỏ tệp.",
        remedy_en="Split the file.",
    )
    keep(batch, job, file, Reading(failed_report(job.doc_id, job.byte_size, job.name, reason)))


def forget_names(batch: Batch, prefix: str, kept: Collection[str]) -> None:
    """Delete the names of members that a container of the same path does not hold any more."""
    gone = [path for path in batch.files if path.startswith(prefix) and path not in kept]
    if not gone:
        return
    for path in gone:
        batch.archive.record(Forgotten(path, _now()))
    with batch.store.transaction():
        for path in gone:
            _leave_path(batch.store, path, batch.files.pop(path))
        mark_unsettled(batch.store)


def _tell(batch: Batch, path: str, reading: Reading) -> None:
    report, document = reading.report, reading.report.document
    if document.status == "failed":
        error, error_en = document.error or "", document.error_en or ""
        batch.tell(Failed(path, document.doc_id, error, error_en, document.error_code))
        return
    levels = [finding.level for finding in report.findings]
    errors, warnings = levels.count("error"), levels.count("warning")
    batch.add("errors", errors)
    batch.add("warnings", warnings)
    batch.add("partial", document.status == "partial")
    batch.tell(
        Stored(
            path=path,
            doc_id=document.doc_id,
            status=document.status,
            seconds=reading.seconds,
            mentions=len(report.mentions),
            figures=len(report.figures),
            errors=errors,
            warnings=warnings,
        )
    )


def _timing(batch: Batch, reading: Reading) -> dict[str, object]:
    return {
        "run_id": batch.run_id,
        "doc_id": reading.report.document.doc_id,
        "status": reading.report.document.status,
        "seconds": reading.seconds,
        "cpu_seconds": reading.cpu_seconds,
        "peak_bytes": reading.peak_bytes,
    }


def _write_file(batch: Batch, doc_id: str, file: FoundFile, *, is_new: bool = False) -> None:
    path = shown(file.path)
    before, known = batch.files.get(path), _known(doc_id, file)
    if before is not None and before.doc_id == unread_id(path) != doc_id:
        # It may be read now: the row that stood for its missing bytes has had its time.
        delete(batch.store, before.doc_id)
    elif before is not None and before.doc_id != doc_id:
        _leave_path(batch.store, path, before)
    if before is None and is_new:  # nothing is known of either: the case of most files
        batch.store.run(_NAMED, [path, *_values(known)])
    else:
        write_name(batch.store, path, known)
    batch.files[path] = known


def write_name(store: Store, path: str, known: KnownFile) -> None:
    """Write which bytes a path holds; part of the caller's transaction."""
    store.run("DELETE FROM files WHERE path = ?", [path])
    store.run("DELETE FROM former_files WHERE path = ? AND doc_id = ?", [path, known.doc_id])
    store.run(_NAMED, [path, *_values(known)])


def _leave_path(store: Store, path: str, before: KnownFile) -> None:
    """Write that a path does not hold these bytes any more."""
    store.run("DELETE FROM files WHERE path = ?", [path])
    store.run("DELETE FROM former_files WHERE path = ? AND doc_id = ?", [path, before.doc_id])
    store.run("INSERT INTO former_files VALUES (?, ?, ?, ?, ?)", [path, *_values(before)])


def _known(doc_id: str, file: FoundFile) -> KnownFile:
    return KnownFile(doc_id, file.byte_size, file.mtime_ns, file.inode)


def _values(known: KnownFile) -> tuple[str, int, int, int]:
    return known.doc_id, known.byte_size, known.mtime_ns, known.inode


def _list(
    batch: Batch,
    doc_id: str,
    file: FoundFile,
    key: str | None = None,
    failure: Failure | None = None,
) -> None:
    batch.archive.record(
        Original(
            doc_id=doc_id,
            path=shown(file.path),
            byte_size=file.byte_size,
            mtime_ns=file.mtime_ns,
            inode=file.inode,
            parent_doc=file.parent_doc,
            read_options=key,
            at=_now(),
            failure=failure,
        )
    )


def _without_bytes(batch: Batch, report: Report) -> Failure | None:
    """Return why the archive does not hold a document's bytes; None when it does."""
    document = report.document
    if document.status != "failed" or batch.archive.path_of(document.doc_id).exists():
        return None
    return Failure(document.error or "", document.error_en or "", document.error_code)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
