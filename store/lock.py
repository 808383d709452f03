"""One writer at a time: a lock file beside the database that says who holds it."""

from __future__ import annotations

import json
import os
import shlex
import socket
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from extract.errors import StoreError, StoreLockedError

POLL_SECONDS = 0.1
MOMENT = 5.0  # seconds that a writer waits for readers in any case


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes a database: its process, machine, beginning (ISO 8601) and command line."""

    pid: int
    host: str
    since: str
    command: str = "?"


def lock_path(database: Path) -> Path:
    """Return where the lock of a database stands."""
    return database.with_name(database.name + ".lock")


@contextmanager
def write_lock(database: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the database for writing; the system frees it when the process dies.

    The lock is the file's advisory lock, not its existence, so a killed batch leaves nothing behind
    that a person must clean up.

    Args:
        database: path of the database file.
        wait: seconds to wait for another writer.

    Raises:
        StoreLockedError: when another process holds it after the wait.
        StoreError: when the lock file cannot be written.
    """
    path = lock_path(database)
    try:
        # Unbuffered: what a full disk refused is not written again when the file is closed.
        handle = path.open("r+b" if path.exists() else "w+b", buffering=0)
    except OSError as error:
        raise _unwritable(path, error) from error
    with handle:
        _acquire(handle, database, wait)
        try:
            handle.truncate(0)
            handle.seek(0)
            handle.write(json.dumps(asdict(_self())).encode())
        except OSError as error:
            raise _unwritable(path, error) from error
        try:
            yield
        finally:
            handle.truncate(0)


def _unwritable(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"Không ghi được vào thư mục của cơ sở dữ liệu ({error.strerror}).",
        f"Cannot write beside the database ({error.strerror}).",
        remedy="Hãy kiểm tra quyền ghi và chỗ trống, hoặc chọn tệp khác bằng --db.",
        remedy_en="Check the permissions and the room left, or choose another file with --db.",
        file=str(path),
    )


@contextmanager
def unwritten(database: Path) -> Iterator[bool]:
    """Yield whether nobody writes the database; while this is open, writers wait."""
    path = lock_path(database)
    try:
        handle = path.open("r+b" if path.exists() else "w+b")
    except OSError:
        # No place to write in, so nobody writes there; or a file of somebody else's.
        yield holder(database) is None
        return
    with handle:
        free = _try_lock(handle, shared=True)
        if free:
            # A killed writer's name: nobody has the lock.
            handle.truncate(0)
        yield free


def holder(database: Path) -> Holder | None:
    """Return who has written the lock, None when nobody or when it cannot be read."""
    try:
        return Holder(**json.loads(lock_path(database).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def locked(database: Path, detail: str = "") -> StoreLockedError:
    """Return the error that names who writes the database."""
    known = holder(database)
    who = detail or "?"
    if known is not None:
        who = f"PID {known.pid}, {known.host}"
    since = f"{who}, từ {known.since}, lệnh: {known.command}" if known else who
    since_en = f"{who}, since {known.since}, command: {known.command}" if known else who
    return StoreLockedError(
        f"Cơ sở dữ liệu đang được tiến trình khác ghi ({since}).",
        f"Another process is writing the database ({since_en}).",
        remedy="Hãy chờ tiến trình đó xong (hoặc dùng --wait) rồi chạy lại.",
        remedy_en="Wait for it to finish (or use --wait) and run again.",
        file=str(database),
    )


def _self() -> Holder:
    program, *words = sys.argv or [""]
    return Holder(
        pid=os.getpid(),
        host=socket.gethostname(),
        since=datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
        command=textwrap.shorten(shlex.join([Path(program).name, *words]), 120, placeholder="…"),
    )


def _acquire(handle: BinaryIO, database: Path, wait: float) -> None:
    began = time.monotonic()
    while not _try_lock(handle):
        # Nobody's name: a reader that makes a snapshot, gone in a moment.
        patience = wait if holder(database) else max(wait, MOMENT)
        if time.monotonic() >= began + patience:
            raise locked(database)
        time.sleep(POLL_SECONDS)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: BinaryIO, *, shared: bool = False) -> bool:
        # A byte far behind the text, so that others can still read who holds the lock.
        handle.seek(1 << 20)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(handle: BinaryIO, *, shared: bool = False) -> bool:
        try:
            kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
            fcntl.flock(handle.fileno(), kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
