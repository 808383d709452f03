"""Watching folders: what arrives is taken once it has stopped growing, by the same batch.

Polled, not notified: on network folders the system tells nobody what other machines write. Nothing
is moved or renamed; what was read is known by the store.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from extract.errors import StoreError, StoreLockedError
from extract.options import ReadOptions
from store.database import default_path, open_store
from store.discovery import FoundFile, discover, shown
from store.events import Event, Failed, Progress, Stored, Summary, Unchanged
from store.ingest import ingest
from store.interruption import Interruption

log = logging.getLogger(__name__)

STEP_SECONDS = 0.2  # how soon an interruption is noticed between two polls
STATUS_SECONDS = 1.0  # between two writings of the status during a run, at least

State = Literal["idle", "reading", "waiting", "stopped"]
Stamp = tuple[int, int]  # byte size, modified (nanoseconds)


@dataclass(slots=True)
class Status:
    """What the status file says; times are of this place, ISO 8601.

    `waiting`: files that still grow or are not read yet. `done` and `failed` (path → reason) are
    files since the start. `unreachable`: folders and files that could not be looked into at the
    last poll (path → reason). `error`: why the store could not be written at the last attempt.
    """

    pid: int
    host: str
    folders: list[str]
    database: str
    interval: float
    started_at: str
    state: State = "idle"
    last_poll: str | None = None
    polls: int = 0
    waiting: list[str] = field(default_factory=list)
    done: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    unreachable: dict[str, str] = field(default_factory=dict)
    error: str | None = None


@dataclass(slots=True)
class Watch:
    """One watch over folders; `poll` looks once, `read` takes what is ready."""

    folders: Sequence[Path]
    status: Status
    status_file: Path
    seen: dict[str, Stamp] = field(default_factory=dict)  # at the poll before
    taken: dict[str, Stamp] = field(default_factory=dict)  # as it was when it was read
    written: float = 0.0

    def poll(self) -> list[Path]:
        """Return the files that have not changed since the poll before and are not read yet."""
        now: dict[str, Stamp] = {}
        ready, waiting, unreachable = [], [], {}
        for item in discover(self.folders):
            path = shown(item.path)
            if not isinstance(item, FoundFile):
                if item.fault:
                    unreachable[path] = item.reason
                continue
            now[path] = stamp = (item.byte_size, item.mtime_ns)
            if self.taken.get(path) == stamp:
                continue
            waiting.append(path)
            if self.seen.get(path) == stamp:
                ready.append(item.path)
        self.seen = now
        self.status.last_poll = _now()
        self.status.polls += 1
        self.status.waiting = waiting
        self.status.unreachable = unreachable
        self.write_status("idle")
        return ready

    def read(self, ready: Sequence[Path], run: Callable[[Progress], Summary]) -> Summary:
        """Let a batch read what is ready, and note what became of it."""
        stamps = {path: self.seen[path] for path in map(shown, ready)}
        self.write_status("reading")
        summary = run(self.note)
        # What vanished meanwhile, or was left by an interruption, was not read.
        missed = {f.path for f in summary.failures if f.doc_id is None} | set(summary.left)
        self.taken |= {path: stamp for path, stamp in stamps.items() if path not in missed}
        self.status.waiting = [path for path in self.status.waiting if path not in self.taken]
        return summary

    def note(self, event: Event) -> None:
        """Keep the status up to date with one of the batch's events."""
        self.status.error = None
        if isinstance(event, Failed):
            self.status.failed[event.path] = event.reason
        elif isinstance(event, Stored | Unchanged):
            self.status.done += 1
            self.status.failed.pop(event.path, None)
        if time.monotonic() - self.written > STATUS_SECONDS:
            self.write_status("reading")

    def write_status(self, state: State) -> None:
        """Write the status file, whole or not at all; a full disk costs the status only."""
        self.status.state = state
        self.written = time.monotonic()
        partial = self.status_file.with_name(f"{self.status_file.name}.{os.getpid()}.part")
        text = json.dumps(asdict(self.status), ensure_ascii=False, indent=1)
        try:
            partial.write_text(text + "\n", encoding="utf-8")
            partial.replace(self.status_file)
        except OSError as error:
            log.warning("%s: %s", self.status_file, error.strerror)


def status_path(database: Path) -> Path:
    """Return where a watch tells its status unless told otherwise."""
    return database.with_name(database.name + ".watch.json")


def watch(
    folders: Sequence[Path],
    db: Path | None = None,
    *,
    interval: float = 10.0,
    once: bool = False,
    status_file: Path | None = None,
    jobs: int | None = None,
    options: ReadOptions | None = None,
    progress: Progress | None = None,
    concluded: Callable[[Summary], None] | None = None,
) -> Status:
    """Ingest what arrives in the folders until SIGTERM or Ctrl-C; return the last status.

    Args:
        folders: folders, also such as cannot be reached now.
        db: the database file; the default one when None. It is held only while something is read.
        interval: seconds between two polls.
        once: poll twice, read what has not changed between, and end.
        status_file: where the status is written; beside the database when None.
        jobs: documents read at the same time.
        options: how files are read.
        progress: called with each event.
        concluded: called with the summary of each run.

    Raises:
        StoreError: when the store cannot be written at the start; later that is only told, and
            tried again.
    """
    file = db if db is not None else default_path()
    watching = Watch(
        [Path(folder).absolute() for folder in folders],
        Status(
            pid=os.getpid(),
            host=socket.gethostname(),
            folders=[shown(folder) for folder in folders],
            database=str(file),
            interval=interval,
            started_at=_now(),
        ),
        status_file or status_path(file),
    )
    _try_store(file)

    def run(ready: Sequence[Path], note: Progress) -> Summary:
        def both(event: Event) -> None:
            note(event)
            if progress is not None:
                progress(event)

        return ingest(ready, file, jobs=jobs, options=options, progress=both, lock_wait=interval)

    with Interruption() as stop:
        while not stop.asked:
            ready = watching.poll()
            if ready:
                summary = _attempt(watching, ready, run)
                if summary is not None and concluded is not None:
                    concluded(summary)
                if summary is not None and summary.interrupted:
                    break
            if once and watching.status.polls > 1:
                break
            watching.write_status("waiting" if watching.status.waiting else "idle")
            _rest(interval, stop)
    watching.write_status("stopped")
    return watching.status


def _attempt(
    watching: Watch,
    ready: Sequence[Path],
    run: Callable[[Sequence[Path], Progress], Summary],
) -> Summary | None:
    """Read what is ready; None when the store cannot be written now, which the status tells."""
    try:
        return watching.read(ready, lambda note: run(ready, note))
    except StoreError as error:
        watching.status.error = error.text()
        log.warning("%s", error.text())
        return None


def _try_store(file: Path) -> None:
    """Open the store once, so that a wrong one is told at the start and not to a status file."""
    try:
        open_store(file, read_only=False).close()
    except StoreLockedError as error:
        log.warning("%s", error.text())


def _rest(seconds: float, stop: Interruption) -> None:
    until = time.monotonic() + seconds
    while not stop.asked and (left := until - time.monotonic()) > 0:
        time.sleep(min(STEP_SECONDS, left))


def _now() -> str:
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")
