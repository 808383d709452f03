"""One writer at a time: a lock file beside the database that says who holds it."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from extract.errors import StoreError, StoreLockedError

POLL_SECONDS = 0.1


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
        handle = path.open("r+b" if path.exists() else "w+b")
    except OSError as error:
        raise StoreError(
            f"Không ghi được vào thư mục của cơ sở dữ liệu ({error.strerror}).",
            f"Cannot write beside the database ({error.strerror}).",
            remedy="Hãy kiểm tra quyền ghi hoặc chọn tệp khác bằng --db.",
            remedy_en="Check the permissions or choose another file with --db.",
            file=str(path),
        ) from error
    with handle:
        _acquire(handle, database, time.monotonic() + wait)
        handle.truncate(0)
        handle.seek(0)
        handle.write(json.dumps(_self()).encode())
        handle.flush()
        try:
            yield
        finally:
            handle.truncate(0)
            handle.flush()


def locked(database: Path, detail: str = "") -> StoreLockedError:
    """Return the error that names who writes the database."""
    try:
        holder = json.loads(lock_path(database).read_text(encoding="utf-8"))
        who = f"PID {holder['pid']}, {holder['host']}"
        since = f"{who}, từ {holder['since']}"
        since_en = f"{who}, since {holder['since']}"
    except (OSError, ValueError, KeyError):
        since = since_en = detail or "?"
    return StoreLockedError(
        f"Cơ sở dữ liệu đang được tiến trình khác ghi ({since}).",
        f"Another process is writing the database ({since_en}).",
        remedy="Hãy chờ tiến trình đó xong (hoặc dùng --wait) rồi chạy lại.",
        remedy_en="Wait for it to finish (or use --wait) and run again.",
        file=str(database),
    )


def _self() -> dict[str, object]:
    return {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
    }


def _acquire(handle: BinaryIO, database: Path, deadline: float) -> None:
    while not _try_lock(handle):
        if time.monotonic() >= deadline:
            raise locked(database)
        time.sleep(POLL_SECONDS)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: BinaryIO) -> bool:
        # A byte far behind the text, so that others can still read who holds the lock.
        handle.seek(1 << 20)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(handle: BinaryIO) -> bool:
        try:
            fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
