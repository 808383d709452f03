"""What every path holds and held: the archive's list of names, and what only the store tells."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import duckdb

from extract.errors import StoreError
from store.archive import Archive
from store.connection import Row, Store
from store.manifest import Forgotten, Names, Original, replay

log = logging.getLogger(__name__)

_STAMPS = "doc_id, path, byte_size, mtime_ns, inode"
_KNOWN = """
SELECT doc_id, doc_id, coalesce(source_path, file_name), byte_size,
       epoch_us(coalesce(modified_at, ingested_at)) * 1000, 0, parent_doc,
       coalesce(read_options, '')
FROM documents
"""


def names_of(archive: Archive, store: Store | None) -> Names:
    """Return what the archive's list of names comes to, put right by the store where it is read.

    What the store knows of a path holds: a line of the list may have been torn, or tell of bytes
    that a killed batch had not stored yet. A document that only the list knows is taken in, unless
    all its paths hold something else in the store. Without any list the bytes stand for themselves.
    """
    names = replay(archive.entries())
    known = {row[0]: Original(*row[1:]) for row in rows_of(store, _KNOWN)}
    if known:
        _put_right(names, store, known)
    if not names.documents:
        for doc_id in archive.documents():
            status = archive.path_of(doc_id).stat()
            names.add(Original(doc_id, doc_id, status.st_size, status.st_mtime_ns, status.st_ino))
    return names


def _put_right(names: Names, store: Store | None, known: Mapping[str, Original]) -> None:
    files, former = (
        [Original(*row) for row in rows_of(store, f"SELECT {_STAMPS} FROM {table}")]
        for table in ("files", "former_files")
    )
    for each in (*files, *former):
        if each.path in names.files:
            del names.files[each.path]
    names.files.update({each.path: each for each in files})
    names.former.update({(each.path, each.doc_id): each for each in former})
    held = {(each.path, each.doc_id) for each in names.files.values()}
    paths = {each.path for each in (*files, *former)}
    for path, doc_id in list(names.former):
        if (path, doc_id) in held or (path in paths and doc_id not in known):
            del names.former[path, doc_id]
    wanted = {*known, *(doc_id for _, doc_id in held), *(doc_id for _, doc_id in names.former)}
    for doc_id in names.documents.keys() - wanted:
        del names.documents[doc_id]
    for doc_id, original in known.items():
        names.documents.setdefault(doc_id, original)
        names.oldest[doc_id] = min(names.oldest.get(doc_id, original.mtime_ns), original.mtime_ns)


def complete_list(archive: Archive, names: Names) -> None:
    """Append to the archive's list what it does not tell of the names."""
    listed = replay(archive.entries())
    for pair, each in names.former.items():
        if pair not in listed.former:
            archive.record(each)
    listed = replay(archive.entries())
    for path, each in names.files.items():
        if path not in listed.files or name_row(listed.files[path]) != name_row(each):
            archive.record(each)
    for path in replay(archive.entries()).files.keys() - names.files.keys():
        archive.record(Forgotten(path))


def name_row(each: Original) -> dict[str, object]:
    """Return a name as a row of `files` or `former_files`."""
    return {
        "path": each.path,
        "doc_id": each.doc_id,
        "byte_size": each.byte_size,
        "mtime_ns": each.mtime_ns,
        "inode": each.inode,
    }


def rows_of(store: Store | None, sql: str) -> list[Row]:
    """Return rows of a store that may be missing, damaged or older than a table: then none."""
    try:
        return store.rows(sql) if store is not None else []
    except (StoreError, duckdb.Error) as error:
        log.warning("%s", error)
        return []
