"""Importing an office's own list of issued documents, to verify citations against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pyarrow as pa

from extract.errors import UsageError
from extract.options import ReadOptions
from store.database import Store, open_store
from store.register_columns import find_head, missing_columns
from store.register_entries import Defaults, Entry, Misread, read_entries
from store.register_files import read_sheets
from store.settling import mark_unsettled, settle

_LISTED = """
SELECT source_file, symbol, year, min(issuer) AS issuer, count(*) AS documents,
       min(issued_on) AS first, max(issued_on) AS last
FROM register GROUP BY source_file, symbol, year ORDER BY source_file, year, symbol
"""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import took in.

    `repeated` counts lines that say again what another line said, `replaced` the lines that stood
    in the store before.
    """

    file: str
    entries: tuple[Entry, ...]
    misread: tuple[Misread, ...]
    replaced: int
    repeated: int = 0

    def series(self) -> list[tuple[str, int, int]]:
        """Return symbol, year and number of documents, sorted."""
        counts = Counter((entry.symbol, entry.year) for entry in self.entries)
        return [(symbol, year, count) for (symbol, year), count in sorted(counts.items())]


def read_register(
    file: Path, mapping: Mapping[str, str], defaults: Defaults | None = None
) -> tuple[tuple[Entry, ...], tuple[Misread, ...]]:
    """Return the documents of a list, and the lines nobody understands.

    Raises:
        UsageError: when there is no such file, or no sheet of it has a head that tells the number.
        ReadError: when it cannot be read.
    """
    entries: list[Entry] = []
    misread: list[Misread] = []
    headed = False
    sheets = read_sheets(file, ReadOptions())
    if missing := missing_columns(sheets, mapping):
        named = ", ".join(f"{field}=“{name}”" for field, name in missing.items())
        raise UsageError(
            f"Danh sách không có cột đã chỉ: {named}.",
            f"The list has no such column: {named}.",
            remedy="Ghi tên cột đúng như trong danh sách, chữ cái hoặc số thứ tự của cột.",
            remedy_en="Write the column's name as the list prints it, its letter or its number.",
            file=str(file),
        )
    for sheet in sheets:
        head = find_head(sheet, mapping)
        if head is None:
            continue
        headed = True
        for found in read_entries(sheet, head, defaults or Defaults()):
            if isinstance(found, Entry):
                entries.append(found)
            else:
                misread.append(found)
    if not headed:
        raise UsageError(
            "Không tìm thấy dòng tiêu đề có cột số, ký hiệu văn bản.",
            "No line names a column of numbers and symbols.",
            remedy='Hãy chỉ ra cột, ví dụ: --map number="Số VB" --map issued_on=3.',
            remedy_en='Name the columns, for example: --map number="Số VB" --map issued_on=3.',
            file=str(file),
        )
    return tuple(entries), tuple(misread)


def import_register(
    file: Path,
    db: Path | str | None = None,
    mapping: Mapping[str, str] | None = None,
    defaults: Defaults | None = None,
    *,
    lock_wait: float = 0.0,
) -> Imported:
    """Load a list into the store and verify every citation against it.

    A list imported again replaces what it said before; what another list said of the same
    documents gives way to the newer one. All or nothing.

    Args:
        file: an XLSX, XLS, ODS, CSV or Parquet file.
        db: the database file; the default one when None.
        mapping: columns that the user names: field → head's name, or number from 1.
        defaults: symbol and issuer of lines that do not say them.
        lock_wait: seconds to wait for another writer.

    Raises:
        UsageError: when the file is missing or no column tells the number.
        ReadError: when the file cannot be read.
        StoreError: when the store cannot be written.
    """
    entries, misread = read_register(file, mapping or {}, defaults)
    name = str(file.resolve())
    documents = _once(entries)
    with open_store(db, read_only=False, wait=lock_wait) as store:
        with store.transaction():
            replaced = save_register(store, name, documents)
            mark_unsettled(store)
        settle(store)
    return Imported(name, documents, misread, replaced, len(entries) - len(documents))


def _once(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the documents without lines that say the same again, wherever they stand."""
    first: dict[Entry, Entry] = {}
    for entry in entries:
        first.setdefault(replace(entry, sheet=None, row=0), entry)
    return tuple(first.values())


def save_register(store: Store, name: str, entries: Sequence[Entry]) -> int:
    """Write a list's documents in place of what stood for it; return how many lines that were."""
    before = store.row("SELECT count(*) FROM register WHERE source_file = ?", [name])
    store.run("DELETE FROM register WHERE source_file = ?", [name])
    keys = sorted({(entry.citation_key, entry.owner or "") for entry in entries})
    for start in range(0, len(keys), 1000):
        store.run(
            "DELETE FROM register "
            "WHERE list_contains(?, citation_key || '|' || coalesce(owner, ''))",
            [["|".join(key) for key in keys[start : start + 1000]]],
        )
    store.append("register", [{**asdict(entry), "source_file": name} for entry in entries])
    return int(before[0]) if before else 0


def register_table(db: Path | None) -> pa.Table:
    """Return what the imported lists cover: one row a list, symbol and year."""
    with open_store(db) as store:
        return store.arrow(_LISTED)
