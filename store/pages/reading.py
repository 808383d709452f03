"""The store as the pages read it: one connection, kept open on the newest snapshot."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.requests import Request

from extract.errors import StoreError, TrichlucError
from store.database import Store, open_store
from store.snapshots import MARK, current, readable, taken_at

SPILL = "1GB"  # of disk that questions too large for memory may take
REST = 1.5  # seconds without a change after which a snapshot is made


@dataclass(slots=True)
class _Opened:
    """A file that is open, and how many requests read it just now."""

    file: Path
    store: Store
    readers: int = 0
    retired: bool = False  # a newer one has taken its place; the last reader closes it


class Reader:
    """Keeps a snapshot open between requests and turns to a newer one as soon as there is one.

    It never keeps the database itself open, which would keep writers out.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._copying = threading.Lock()
        self._opened: _Opened | None = None
        self._renewal: threading.Timer | None = None
        self._written = 0  # how often we have written, and how much of it a snapshot holds
        self._copied = 0

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Yield the newest snapshot as a store of this request's own (a cursor).

        Raises:
            StoreLockedError: when a first batch is writing and nothing is published yet.
            StoreError: when there is no store.
        """
        opened = self._take()
        try:
            with opened.store.connection.cursor() as cursor:
                yield Store(cursor, self._database, ExitStack())
        finally:
            self._give_back(opened)

    def version(self) -> str:
        """Return a mark that changes whenever what is read does."""
        opened = self._take()
        self._give_back(opened)
        return opened.file.name

    def renew_soon(self) -> None:
        """Turn to what was just written once nobody has written for a moment.

        A snapshot of a large store takes seconds, a reviewer's click must not. Whoever reads before
        makes the snapshot then: nobody reads what is out of date.
        """
        with self._guard:
            self._written += 1
            if self._renewal is not None:
                self._renewal.cancel()
            self._renewal = threading.Timer(REST, self._renew)
            self._renewal.daemon = True
            self._renewal.start()

    def close(self) -> None:
        """Close the snapshot."""
        with self._guard:
            if self._renewal is not None:
                self._renewal.cancel()
            self._retire()

    def _renew(self) -> None:
        with suppress(TrichlucError):  # the next reader is told
            self.version()

    def _take(self) -> _Opened:
        if not self._database.exists():
            raise _missing(self._database)
        file = self._newest()
        with self._guard:
            if self._opened is None or _is_newer(file, self._opened.file):
                self._retire()
                self._opened = _open(file)
            opened = self._opened
            opened.readers += 1
            if opened.file == self._database:
                self._retire()
            return opened

    def _newest(self) -> Path:
        """Return the file to read; what is open, while another request copies a newer one.

        Who reads after a reviewer's click waits for the copy instead.
        """
        file, opened = current(self._database), self._opened
        if file is not None:
            return file
        if self._copying.acquire(blocking=opened is None or self._written != self._copied):
            try:
                written = self._written
                file = current(self._database) or readable(self._database)
                self._copied = written
                return file
            finally:
                self._copying.release()
        return opened.file if opened is not None else self._database

    def _give_back(self, opened: _Opened) -> None:
        with self._guard:
            opened.readers -= 1
            if opened.retired and not opened.readers:
                opened.store.close()

    def _retire(self) -> None:
        if self._opened is not None:
            self._opened.retired = True
            if not self._opened.readers:
                self._opened.store.close()
        self._opened = None


@contextmanager
def reading(request: Request) -> Iterator[Store]:
    """Yield the store for reading; to be used in a thread (a page that is no coroutine is in one).

    Raises:
        StoreLockedError: when a first batch is writing and nothing is published yet.
        StoreError: when there is no store.
    """
    reader: Reader = request.app.state.reader
    with reader.store() as store:
        yield store


def records(store: Store, sql: str, parameters: object = ()) -> list[dict[str, Any]]:
    """Return the rows of a query by the names of their columns, as templates take them."""
    found: list[dict[str, Any]] = store.arrow(sql, parameters).to_pylist()
    return found


def _open(file: Path) -> _Opened:
    store = open_store(file)
    store.run(f"SET max_temp_directory_size = '{SPILL}'")
    # Readers reach nothing but this store, whatever they ask.
    store.run("SET enable_external_access = false")
    store.run("SET lock_configuration = true")
    return _Opened(file, store)


def _is_newer(file: Path, opened: Path) -> bool:
    """Tell whether a snapshot was made after the one that is open."""
    if file == opened or MARK not in file.name or MARK not in opened.name:
        return file != opened
    return taken_at(file) > taken_at(opened)


def _missing(database: Path) -> StoreError:
    return StoreError(
        "Không thấy cơ sở dữ liệu.",
        "The store is gone.",
        remedy="Hãy khởi động lại `trichluc serve` với đúng tệp.",
        remedy_en="Start `trichluc serve` again with the right file.",
        file=str(database),
    )
