"""The store itself: open, create, migrate, lock."""

from __future__ import annotations

import hashlib
import logging
import os
import time
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import duckdb

from extract.errors import StoreError, StoreLockedError
from store.connection import Store as Store
from store.connection import broken
from store.lock import MOMENT, POLL_SECONDS, locked, write_lock
from store.snapshots import MARK, current, newest, taken_at

log = logging.getLogger(__name__)

HERE = Path(__file__).parent
MIGRATIONS = HERE / "migrations"
VIEWS = HERE / "views"
MEMORY = ":memory:"

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    # No extension is ever fetched: the offices' machines have no network.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "512MB",
    "preserve_insertion_order": "false",
}


def default_path() -> Path:
    """Return `$TRICHLUC_DB`, or `trichluc.duckdb` in the working directory."""
    return Path(os.environ.get("TRICHLUC_DB") or "trichluc.duckdb")


def open_store(
    path: Path | str | None = None,
    *,
    read_only: bool = True,
    wait: float = 0.0,
    as_it_is: bool = False,
) -> Store:
    """Open the store; a writer creates or migrates it first, a reader gets its snapshot meanwhile.

    A reader has a store of an older version migrated, too: its views would not be there else.

    Args:
        path: the database file; the default one when None; `:memory:` for a passing one.
        read_only: when False, the store is locked for this process until it is closed.
        wait: seconds a writer waits for another one.
        as_it_is: a reader takes a store of an older version unchanged.

    Raises:
        StoreLockedError: when another process writes it, and a reader has no snapshot.
        StoreError: when it does not exist (to a reader), is no store, or is of a newer version.
    """
    if path == MEMORY:
        store = Store(duckdb.connect(MEMORY, config=CONFIG), None, ExitStack())
        _prepare(store)
        return store
    file = Path(path) if path is not None else default_path()
    with ExitStack() as held:
        if not read_only:
            held.enter_context(write_lock(file, wait))
        elif not file.exists():
            raise StoreError(
                "Chưa có cơ sở dữ liệu.",
                "There is no store yet.",
                remedy="Hãy chạy `trichluc ingest` trước, hoặc chỉ ra tệp bằng --db.",
                remedy_en="Run `trichluc ingest` first, or name the file with --db.",
                file=str(file),
            )
        if not read_only and not file.exists():
            _create(file)
        connection = _read(file) if read_only else _connect(file, read_only, max(wait, MOMENT))
        store = Store(connection, file, held.pop_all())
    try:
        if not read_only:
            _prepare(store)
        elif _is_out_of_date(store) and not as_it_is and MARK not in file.name:
            store.close()
            return _renewed(file)
    except BaseException:
        store.close()
        raise
    return store


def _renewed(file: Path) -> Store:
    """Bring a store of an older version to this one, then open it for reading.

    Raises:
        StoreLockedError: when another process writes it.
        StoreError: when it cannot be written.
    """
    try:
        open_store(file, read_only=False).close()
    except StoreLockedError:
        raise
    except StoreError as error:
        raise StoreError(
            "Cơ sở dữ liệu do phiên bản trước của trichluc lập, không nâng cấp được.",
            f"The store is of an older trichluc and cannot be upgraded: {error.message_en}",
            remedy="Hãy xin quyền ghi tệp rồi chạy lại, hoặc chép tệp sang nơi khác.",
            remedy_en="Ask for the right to write the file and retry, or copy it elsewhere.",
            file=str(file),
        ) from error
    log.info("%s: đã nâng cấp lên phiên bản này / brought to this version", file)
    return open_store(file)


def _create(file: Path) -> None:
    """Make a database whole before it gets its name: no kill and no full disk leaves half of one.

    Raises:
        StoreError: when it cannot be written.
    """
    new = file.with_name(f"{file.name}.new")
    new_log = new.with_name(f"{new.name}.wal")
    try:
        for left in (new, new_log):
            left.unlink(missing_ok=True)
        _connect(new, read_only=False).close()
        new.replace(file)
    except OSError as error:
        raise broken(error, file) from error
    finally:
        for left in (new, new_log):
            left.unlink(missing_ok=True)


def _read(file: Path) -> duckdb.DuckDBPyConnection:
    """Open a database for reading: a snapshot of it, so that no writer waits, else itself.

    While somebody writes it, the newest snapshot there is.
    """
    try:
        return _connect(current(file) or file, read_only=True)
    except StoreLockedError:
        snapshot = newest(file)
        if snapshot is None:
            raise
    time_of = taken_at(snapshot)
    log.warning(
        "đang đọc bản chụp lúc %s / reading a snapshot of %s", *[f"{time_of:%H:%M:%S %d/%m/%Y}"] * 2
    )
    return _connect(snapshot, read_only=True)


def _connect(file: Path, read_only: bool, patience: float = 0.0) -> duckdb.DuckDBPyConnection:
    """Connect; a writer that holds our lock waits some seconds for readers to end."""
    began = time.monotonic()
    while True:
        try:
            return duckdb.connect(str(file), read_only=read_only, config=CONFIG)
        except duckdb.Error as error:
            # "Could not set lock on file"; a damaged file's "checksum of block" is another matter.
            if " lock " not in str(error).lower():
                raise broken(error, file) from error
            if time.monotonic() >= began + patience:
                raise locked(file, str(error).splitlines()[0]) from error
        time.sleep(POLL_SECONDS)


def _version(store: Store) -> int:
    known = store.rows("SELECT table_name FROM information_schema.tables")
    if not known:
        return 0
    if ("schema_version",) not in known:
        raise StoreError(
            "Tệp này không phải cơ sở dữ liệu của trichluc.",
            "This file is no trichluc store.",
            remedy="Hãy chọn tệp khác bằng --db.",
            remedy_en="Choose another file with --db.",
            file=str(store.path),
        )
    found = store.row("SELECT coalesce(max(version), 0) FROM schema_version")
    return int(found[0]) if found else 0


def migrations() -> dict[int, Path]:
    """Return the migrations by number, in order."""
    return {int(path.name.split("_")[0]): path for path in sorted(MIGRATIONS.glob("*.sql"))}


def _refuse_foreign(store: Store) -> int:
    version, newest = _version(store), max(migrations())
    if version > newest:
        raise StoreError(
            f"Cơ sở dữ liệu thuộc phiên bản {version}, chương trình chỉ biết đến {newest}.",
            f"The store is of version {version}, newer than this program's {newest}.",
            remedy="Hãy cập nhật trichluc.",
            remedy_en="Update trichluc.",
            file=str(store.path),
        )
    return version


def _prepare(store: Store) -> None:
    """Bring tables and views to this program's version, all in one transaction."""
    version = _refuse_foreign(store)
    missing = [(number, path) for number, path in migrations().items() if number > version]
    if not missing and state(store, "views") == _digest():
        return
    with store.transaction():
        if not version:
            store.run(
                "CREATE TABLE schema_version (version INTEGER NOT NULL, name VARCHAR NOT NULL, "
                "applied_at TIMESTAMP NOT NULL)"
            )
        for number, path in missing:
            store.run(path.read_text(encoding="utf-8"))
            store.run(
                "INSERT INTO schema_version VALUES (?, ?, now() AT TIME ZONE 'UTC')",
                [number, path.stem],
            )
        for sql in _views():
            store.run(sql)
        set_state(store, "views", _digest())


@cache
def _views() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in sorted(VIEWS.glob("*.sql")))


@cache
def _digest() -> str:
    """Return what tells this version's views from another's."""
    return hashlib.sha256("\0".join(_views()).encode()).hexdigest()


def _is_out_of_date(store: Store) -> bool:
    """Tell whether an older version of the program wrote the store's tables or views last."""
    if _refuse_foreign(store) < max(migrations()):
        return True
    return state(store, "views") != _digest()


def state(store: Store, key: str) -> str | None:
    """Return what the store remembers under a key, None when nothing."""
    found = store.row("SELECT value FROM store_state WHERE key = ?", [key])
    return None if found is None else found[0]


def set_state(store: Store, key: str, value: str | None) -> None:
    """Remember a value under a key; part of the caller's transaction."""
    store.run("DELETE FROM store_state WHERE key = ?", [key])
    store.run("INSERT INTO store_state VALUES (?, ?)", [key, value])
