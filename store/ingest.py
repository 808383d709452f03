"""The batch: files in, rows out, each exactly once; a broken file costs nobody but itself."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from extract.collecting import collection_paused, collection_rare
from extract.options import ReadOptions
from store.archive import Archive
from store.archive import archive_path as archive_path
from store.batch import Batch, begin_run, end_run, open_batch
from store.cluster import Start, connected
from store.database import Store, default_path, open_store
from store.discovery import FoundFile, Unusable, discover, shown
from store.events import Failed, Found, Progress, Skipped, Summary
from store.interruption import Interruption
from store.isolation import ATTEMPTS, Job, Reading, finish, start, was_killed
from store.keeping import keep, keep_name, keep_too_large, keep_unreadable
from store.memory import Governor
from store.nesting import Containers
from store.settling import settle
from store.snapshots import Publisher, sweep

POLL_SECONDS = 0.2  # how soon an interruption is noticed
# Documents of one transaction, and the longest that one waits for others: its cost is the same for
# one as for several, and a kill costs no more than their reading.
TOGETHER, TOGETHER_SECONDS = 32, 2.0


@dataclass(frozen=True, slots=True)
class _Child:
    """A document being read; `twins` are files found meanwhile that hold the same bytes."""

    job: Job
    file: FoundFile
    promise: Future[bytes]
    since: float
    attempt: int = 1
    twins: list[FoundFile] = field(default_factory=list)


@dataclass(slots=True)
class _Work:
    """What a batch has in hand: documents being read, read, and containers whose members are."""

    batch: Batch
    containers: Containers
    start: Start = start
    in_hand: dict[str, _Child] = field(default_factory=dict)
    read: list[tuple[_Child, Reading]] = field(default_factory=list)
    stored: float = field(default_factory=time.monotonic)

    def is_due(self) -> bool:
        """Tell whether what was read should be stored now."""
        return len(self.read) >= TOGETHER or time.monotonic() > self.stored + TOGETHER_SECONDS


def ingest(
    paths: Iterable[Path | str],
    db: Path | str | None = None,
    *,
    jobs: int | None = None,
    options: ReadOptions | None = None,
    progress: Progress | None = None,
    retry: bool = False,
    lock_wait: float = 0.0,
    scheduler: str | None = None,
) -> Summary:
    """Read every supported file below the paths and store it; what is stored already is left.

    Args:
        paths: files and folders.
        db: the database file; the default one when None.
        jobs: documents read at the same time; as many as processors when None.
        options: how files are read, and within which limits.
        progress: called in this thread with each event.
        retry: read failed documents again though nothing has changed.
        lock_wait: seconds to wait for another writer.
        scheduler: address of a Dask scheduler whose workers read; this machine when None.

    Raises:
        UsageError: when the cluster cannot be used.
        StoreLockedError: when another process writes the store.
        StoreError: when it cannot be opened or written; what was finished is stored.
    """
    file = Path(db) if db is not None else default_path()
    began = time.monotonic()
    chosen = options or ReadOptions()
    workers = max(1, jobs or os.cpu_count() or 1)
    asked = [Path(path) for path in paths]
    with (
        open_store(file, read_only=False, wait=lock_wait) as store,
        Interruption() as stop,
        collection_rare(),
    ):
        archive = Archive(archive_path(file))
        archive.sweep()
        sweep(file)
        publisher = Publisher(file)
        _publish(store, publisher)
        batch = open_batch(store, archive, chosen, progress or (lambda _: None), retry)
        unread = list(_sift(batch, asked))
        batch.progress(Found(batch.counts.get("files", 0), len(unread)))
        if unread:
            begin_run(batch, asked, workers)
        with _readers(scheduler, workers, archive.root) as (send, at_a_time):
            work = _Work(batch, Containers(batch), send)
            left = _read_all(work, publisher, unread, at_a_time, stop)
        settle(store)
        summary = _summary(batch, left, time.monotonic() - began, stop.asked)
        if unread:
            end_run(batch, summary)
        _publish(store, publisher)
        return summary


def _publish(store: Store, publisher: Publisher) -> None:
    """Let readers have what is stored by now."""
    began = time.monotonic()
    store.checkpoint()
    publisher.publish(time.monotonic() - began)


def _summary(batch: Batch, left: tuple[str, ...], seconds: float, interrupted: bool) -> Summary:
    counts = batch.counts
    return Summary(
        run_id=batch.run_id,
        files=counts.get("files", 0),
        stored=counts.get("stored", 0),
        partial=counts.get("partial", 0),
        unchanged=counts.get("unchanged", 0),
        moved=counts.get("moved", 0),
        failed=counts.get("failed", 0),
        skipped=counts.get("skipped", 0),
        errors=counts.get("errors", 0),
        warnings=counts.get("warnings", 0),
        bugs=counts.get("bugs", 0),
        seconds=seconds,
        failures=tuple(batch.failures),
        left=left,
        interrupted=interrupted,
    )


def _sift(batch: Batch, paths: Sequence[Path]) -> Iterator[FoundFile]:
    """Yield the files that must be looked into; tell at once about all others."""
    for item in discover(paths):
        path = shown(item.path)
        if isinstance(item, Unusable):
            if item.fault:
                batch.add("files")
                batch.tell(Failed(path, None, item.reason, item.reason_en, "path"))
            else:
                batch.tell(Skipped(path, item.reason, item.reason_en))
            continue
        batch.add("files")
        known = batch.files.get(path)
        if known is not None and known.is_still(item) and batch.is_done(known.doc_id):
            inside = batch.members.get(path, [])
            batch.add("files", len(inside))
            for name in (path, *inside):
                batch.tell_known(name, batch.files[name].doc_id)
        else:
            yield item


@contextmanager
def _readers(scheduler: str | None, workers: int, archive: Path) -> Iterator[tuple[Start, int]]:
    """Yield what starts the reading of a document, and how many are read at a time."""
    if scheduler is None:
        with Governor(workers):
            yield start, workers
        return
    with connected(scheduler, archive) as (send, at_a_time):
        yield send, at_a_time


def _read_all(
    work: _Work,
    publisher: Publisher,
    unread: Sequence[FoundFile],
    workers: int,
    stop: Interruption,
) -> tuple[str, ...]:
    """Read and store the files, `workers` at a time; return the paths an interruption left."""
    batch, waiting = work.batch, deque(unread)
    running: dict[Future[bytes], _Child] = {}
    alone: deque[_Child] = deque()  # their readers were killed: maybe they need all the memory
    expected = len(unread)
    while (waiting or running or alone) and not stop.asked:
        done, _ = wait(running, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
        ready = [(running.pop(promise), promise) for promise in done]
        # The next children start before the parent writes, so that no processor waits for it.
        if alone and not running:
            again = _again(work, alone.popleft())
            running[again.promise] = again
        while waiting and not alone and not _is_alone(running) and len(running) < workers:
            child = _start(work, waiting.popleft())
            if child is not None:
                running[child.promise] = child
        for child, promise in ready:
            if was_killed(promise) and (stop.asked or child.attempt < ATTEMPTS):
                alone.append(child)
            else:
                work.read.append((child, _finish(child, promise)))
        if work.is_due() or not (running or waiting or alone) or stop.asked:
            members = _store(work)
            if members:
                waiting.extendleft(reversed(members))
                expected += len(members)
                batch.progress(Found(batch.counts.get("files", 0), expected))
        if publisher.is_due():
            _publish(batch.store, publisher)
    # Children under way are let go: they end with their limits, or with this process; their
    # documents are read again next time.
    under_way = [file for child in work.in_hand.values() for file in (child.file, *child.twins)]
    return tuple(shown(f.path) for f in (*under_way, *waiting) if f.parent_doc is None)


def _is_alone(running: Mapping[Future[bytes], _Child]) -> bool:
    return any(child.attempt > 1 for child in running.values())


def _start(work: _Work, file: FoundFile) -> _Child | None:
    """Start a child for the file; None when its bytes are stored or being read already."""
    job = _admit(work.batch, file)
    if job is None:
        work.containers.leave(file)
        return None
    if job.doc_id in work.in_hand:
        work.in_hand[job.doc_id].twins.append(file)
        return None
    child = _Child(job, file, work.start(job, work.batch.options), time.monotonic())
    work.in_hand[job.doc_id] = child
    return child


def _again(work: _Work, child: _Child) -> _Child:
    """Start another child for a document whose first one was killed from outside."""
    promise = work.start(child.job, work.batch.options)
    again = replace(child, promise=promise, since=time.monotonic(), attempt=child.attempt + 1)
    work.in_hand[child.job.doc_id] = again
    return again


@collection_paused()
def _finish(child: _Child, promise: Future[bytes]) -> Reading:
    return finish(child.job, promise, time.monotonic() - child.since)


@collection_paused()
def _store(work: _Work) -> list[FoundFile]:
    """Store what was read, in one transaction; return the members of containers among it.

    A container with members is stored after the last of them.
    """
    members: list[FoundFile] = []
    if work.read:
        with work.batch.together():
            for child, reading in work.read:
                close = partial(_keep, work, child, reading)
                members += work.containers.enter(child.job, child.file, reading, close)
    work.read.clear()
    work.stored = time.monotonic()
    return members


def _keep(work: _Work, child: _Child, reading: Reading) -> None:
    """Store a document under all names its bytes came under."""
    doc_id = child.job.doc_id
    keep(work.batch, child.job, child.file, reading)
    work.containers.leave(child.file)
    for twin in work.in_hand.pop(doc_id).twins:
        keep_name(work.batch, doc_id, twin)
        work.containers.leave(twin)


def _admit(batch: Batch, file: FoundFile) -> Job | None:
    """Take a file into the archive; return the job when its bytes must be read."""
    try:
        doc_id, size = batch.archive.take(file.bytes_at or file.path, batch.options.max_bytes)
    except OSError as error:
        keep_unreadable(batch, file, error)
        return None
    place = batch.archive.path_of(doc_id)
    # What is inside a container has been taken apart with it, to the last one.
    spool = None if file.parent_doc else batch.archive.spool_of(doc_id)
    job = Job(place, shown(file.path.name), doc_id, size, spool)
    if batch.is_done(doc_id):
        keep_name(batch, doc_id, file)
        return None
    if size > batch.options.max_bytes:
        keep_too_large(batch, job, file)
        return None
    return job
