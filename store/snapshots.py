"""Snapshots: a copy of the store beside it, for those who read while somebody writes.

Each is a file of its own, `<db>.snapshot-<stamp>`, the stamp being when the data were written. It
never changes: a connection that has it open goes on with it, a new one gets the newest. (Replacing
one file under one name would not do: the engine hands a process that has a path open the same
database again, however often the file has been replaced.)
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from extract.errors import StoreError
from store.lock import unwritten

log = logging.getLogger(__name__)

MARK = ".snapshot-"
KEPT = 2  # the newest, and the one before it for whoever was just told its name
EVERY_SECONDS = 10.0  # between two during a run, at least
SHARE = 0.02  # of a run's time that they may take
_COPYING = Path(__file__).with_name("copying.py")


def readable(database: Path) -> Path:
    """Return the file that a reader should open instead of the database; it never changes.

    A snapshot of the database as it is when nobody writes it, made on the spot if need be; else the
    newest there is. The database itself when there is none and none can be made.
    """
    if not database.exists():
        return database
    with unwritten(database) as free:
        if free:
            try:
                return publish(database)
            except StoreError as error:
                log.debug("%s", error)
                return database
    return newest(database) or database


def newest(database: Path) -> Path | None:
    """Return the newest snapshot of a database, None when there is none."""
    return next(iter(_snapshots(database)), None)


def current(database: Path) -> Path | None:
    """Return the snapshot that holds all that the database holds, None when there is none."""
    try:
        target, logged = _target(database)
    except OSError:
        return None
    return target if not logged and target.exists() else None


def taken_at(snapshot: Path) -> datetime:
    """Return when the data of a snapshot were written, in this place's time."""
    seconds = int(snapshot.name.rpartition(MARK)[2]) / 1e9
    return datetime.fromtimestamp(seconds, UTC).astimezone()


def publish(database: Path) -> Path:
    """Return a snapshot of the database as it is on disk now, made unless it exists.

    Only while nobody else writes: call it holding the store, after a checkpoint, or through
    `readable`. What a killed writer left in the write-ahead log is in the snapshot as well.

    Raises:
        StoreError: when it cannot be written.
    """
    try:
        target, logged = _target(database)
        if target.exists():
            return target
        partial = target.with_name(f"{target.name}.{os.getpid()}-{threading.get_ident()}.part")
        try:
            _copy(database, partial)
            if logged:
                _copy(_log_of(database), _log_of(partial))
                duckdb.connect(str(partial)).close()  # takes the log into the file
            partial.replace(target)
        finally:
            for left in (partial, _log_of(partial)):
                left.unlink(missing_ok=True)
        for old in _snapshots(database)[KEPT:]:
            old.unlink(missing_ok=True)
    except (OSError, duckdb.Error, subprocess.SubprocessError) as error:
        raise _unwritable(database, error) from error
    return target


def sweep(database: Path) -> None:
    """Remove what killed processes left half copied; only the store's writer may."""
    for partial in database.parent.glob(f"{_escaped(database.name)}{MARK}*.part*"):
        partial.unlink(missing_ok=True)


class Publisher:
    """Publishes a store while it is written: not too often, and never at the cost of the writing.

    Args:
        database: the file that this process holds for writing; None publishes nothing.
        every: seconds between two snapshots, at least.
    """

    def __init__(self, database: Path | None, every: float = EVERY_SECONDS) -> None:
        self.database = database
        self.every = every
        self.due = 0.0

    def is_due(self) -> bool:
        """Tell whether the next snapshot may be made."""
        return self.database is not None and time.monotonic() >= self.due

    def publish(self, cost: float = 0.0) -> None:
        """Make a snapshot of what has been checkpointed; `cost`: seconds the checkpoint took.

        A snapshot that cannot be made costs its readers the news, not the run.
        """
        if self.database is None:
            return
        began = time.monotonic()
        try:
            publish(self.database)
        except StoreError as error:
            log.warning("%s", error.text())
        now = time.monotonic()
        self.due = now + max(self.every, (now - began + cost) / SHARE)


def _target(database: Path) -> tuple[Path, bool]:
    """Return the name of the snapshot of a database as it is, and whether its log holds anything.

    Raises:
        OSError: when there is no such database.
    """
    stamp, log_file = database.stat().st_mtime_ns, _log_of(database)
    logged = log_file.exists() and log_file.stat().st_size > 0
    if logged:
        stamp = max(stamp, log_file.stat().st_mtime_ns)
    return database.with_name(f"{database.name}{MARK}{stamp}"), logged


def _log_of(database: Path) -> Path:
    """Return where the engine keeps what it has not yet moved into a database file."""
    return database.with_name(database.name + ".wal")


def _snapshots(database: Path) -> list[Path]:
    """Return the snapshots of a database, the newest first."""
    found = [
        (int(stamp), path)
        for path in database.parent.glob(f"{_escaped(database.name)}{MARK}*")
        if (stamp := path.name.rpartition(MARK)[2]).isdecimal()
    ]
    return [path for _, path in sorted(found, reverse=True)]


def _escaped(name: str) -> str:
    """Return a name as a pattern of files that means only itself."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _copy(source: Path, target: Path) -> None:
    subprocess.run(
        [sys.executable, "-I", "-S", str(_COPYING), str(source), str(target)],
        check=True,
        capture_output=True,
        text=True,
    )


def _unwritable(database: Path, error: Exception) -> StoreError:
    detail = error.stderr.strip() if isinstance(error, subprocess.CalledProcessError) else error
    return StoreError(
        f"Không ghi được bản chụp của cơ sở dữ liệu ({detail}).",
        f"No snapshot of the database can be written ({detail}).",
        remedy="Hãy kiểm tra dung lượng đĩa trống và quyền ghi; dữ liệu đã lưu vẫn nguyên vẹn.",
        remedy_en="Check free disk space and permissions; what was stored is intact.",
        file=str(database),
    )
