"""`verify`: the database against its archive, both ways, and the database against itself."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.errors import StoreError, StoreLockedError
from extract.options import ReadOptions
from store.archive import MANIFEST, Archive, archive_path
from store.batch import KnownFile
from store.database import MEMORY, Store, default_path, migrations, open_store
from store.keeping import EPOCH
from store.keepsakes import folder_of, human_tables, read_kept
from store.manifest import Original, count_torn, replay, unread_id
from store.rereading import is_whole, read_again
from store.soundness import Problem, problem, unsound
from store.tables import PARTS
from store.writing import Origin, save

# What a document's row says that its bytes alone do not tell.
_SETTLED = (
    "file_name, source_path, file_names, report_id, role, is_current, precedence, attached_to_doc, "
    "parent_doc, supersedes, superseded_by, version, rendition, read_options, modified_at, "
    "ingested_at"
)
_SELECTED = {
    "documents": f"SELECT * EXCLUDE ({_SETTLED})",
    "mentions": "SELECT * EXCLUDE (well_formed)",  # other reports have their say in it
    "document_findings": "SELECT *",
}


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found; `originals` counts the documents whose bytes were compared."""

    documents: int
    originals: int
    again: int
    seconds: float
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """Count the problems of level error."""
        return sum(each.level == "error" for each in self.problems)


def verify(
    db: Path | str | None = None, *, deep: int = 0, options: ReadOptions | None = None
) -> Verified:
    """Compare a store with its archive.

    Args:
        db: the database file; the default one when None.
        deep: how many documents, taken by chance, are read again and compared row by row.
        options: passwords for them.

    Raises:
        StoreError: when the store cannot be opened at all.
    """
    began = time.monotonic()
    file = Path(db) if db is not None else default_path()
    archive = Archive(archive_path(file))
    with _opened(file) as store:
        problems = [*_schema(store), *unsound(store), *_archived(store, archive)]
        problems += [*_named(store, archive), *_kept(store, file)]
        originals = sum(1 for _ in archive.documents())
        sample = _sample(store, archive, deep)
        problems += _read_otherwise(store, archive, sample, options or ReadOptions())
        counted = store.row("SELECT count(*) FROM documents")
    return Verified(
        documents=counted[0] if counted else 0,
        originals=originals,
        again=len(sample),
        seconds=time.monotonic() - began,
        problems=tuple(problems),
    )


def _opened(file: Path) -> Store:
    try:
        return open_store(file, as_it_is=True)
    except StoreLockedError:
        raise
    except StoreError as error:
        if error.__cause__ is None:
            raise
        raise StoreError(
            error.message,
            error.message_en,
            remedy="Lập lại cơ sở dữ liệu từ tệp gốc: trichluc rebuild.",
            remedy_en="Make it again from the originals: trichluc rebuild.",
            file=str(file),
        ) from error


def _schema(store: Store) -> Iterator[Problem]:
    found, newest = store.row("SELECT max(version) FROM schema_version"), max(migrations())
    if found is None or found[0] != newest:
        version = found[0] if found else None
        yield problem("schema", "warning", "schema_version", found=version, newest=newest)


def _archived(store: Store, archive: Archive) -> Iterator[Problem]:
    """Yield what is wrong between the documents and the bytes."""
    names = replay(archive.entries())
    held = set(archive.documents())
    stored = {
        row[0]: row[1:]
        for row in store.rows(
            "SELECT doc_id, coalesce(source_path, file_name), status, error_code FROM documents"
        )
    }
    for doc_id, (path, status, code) in sorted(stored.items()):
        if doc_id in held:
            if not is_whole(archive, doc_id):
                yield problem("altered", "error", path)
        elif not _never_had(names.documents.get(doc_id), doc_id, path, status, code):
            yield problem("missing", "error", path)
    for doc_id, original in sorted(names.documents.items()):
        if doc_id in stored:
            continue
        if doc_id in held or original.failure is not None:
            yield problem("unstored", "warning", original.path)
        else:
            yield problem("missing", "error", original.path)
    for doc_id in sorted(held - stored.keys() - names.documents.keys()):
        yield problem("stray", "warning", str(archive.path_of(doc_id)))
    for path in archive.strays():
        yield problem("stray", "warning", str(path))
    torn = count_torn(archive.root / MANIFEST)
    if torn:
        yield problem("torn", "warning", MANIFEST, count=torn)


def _never_had(
    original: Original | None, doc_id: str, path: str, status: str, code: str | None
) -> bool:
    """Tell whether nobody ever had a document's bytes: unreadable, too large, broken inside."""
    if status != "failed":
        return False
    told = original is not None and original.failure is not None
    return told or doc_id == unread_id(path) or code == "limit"


def _named(store: Store, archive: Archive) -> Iterator[Problem]:
    """Yield the paths that the list of names does not tell of as the store does."""
    listed = replay(archive.entries()).files
    for path, *known in store.rows("SELECT path, doc_id, byte_size, mtime_ns, inode FROM files"):
        each = listed.get(path)
        told = each and KnownFile(each.doc_id, each.byte_size, each.mtime_ns, each.inode)
        if told != KnownFile(*known):
            yield problem("unlisted", "warning", path)


def _kept(store: Store, file: Path) -> Iterator[Problem]:
    """Yield the tables of people's decisions that are not kept a second time."""
    for name in human_tables(store):
        kept = read_kept(folder_of(file), name)
        mine = Counter(map(repr, store.arrow(f'SELECT * FROM "{name}"').to_pylist()))
        lost = mine - Counter(map(repr, kept.to_pylist() if kept is not None else ()))
        if lost:
            yield problem("unkept", "warning", name, table=name, count=lost.total())


def _sample(store: Store, archive: Archive, count: int) -> list[Original]:
    """Return so many documents whose bytes are there, by chance."""
    if not count:
        return []
    names = replay(archive.entries())
    stored = {doc_id for (doc_id,) in store.rows("SELECT doc_id FROM documents")}
    whole = sorted(stored & names.documents.keys() & set(archive.documents()))
    chosen = random.Random(os.urandom(8)).sample(whole, min(count, len(whole)))
    return [names.documents[doc_id] for doc_id in sorted(chosen)]


def _read_otherwise(
    store: Store, archive: Archive, sample: Sequence[Original], options: ReadOptions
) -> Iterator[Problem]:
    """Yield what another reading of the documents gives that the store has not."""
    if not sample:
        return
    with open_store(MEMORY) as passing:
        for original, reading in read_again(archive, sample, options, os.cpu_count() or 1):
            save(passing, reading.report, Origin(original.path, EPOCH))
            ours, theirs = (_rows(each, original.doc_id) for each in (store, passing))
            for table in ours:
                gone, come = ours[table] - theirs[table], theirs[table] - ours[table]
                if gone or come:
                    slots = {"table": table, "gone": gone.total(), "come": come.total()}
                    yield problem("differs", "error", original.path, **slots)


def _rows(store: Store, doc_id: str) -> Mapping[str, Counter[str]]:
    rows = {}
    for table in ("documents", *PARTS):
        chosen = _SELECTED.get(table, "SELECT *")
        only = " AND origin = 'document'" if table == "document_findings" else ""
        found = store.rows(f'{chosen} FROM "{table}" WHERE doc_id = ?{only}', [doc_id])
        rows[table] = Counter(map(repr, found))
    return rows
