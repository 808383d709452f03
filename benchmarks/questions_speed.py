"""How long every ready question takes on a store of a million citations.

`python benchmarks/questions_speed.py [FOLDER] [COPIES]` reads `samples/` once, copies its rows in
the database with other numbers, departments and years (no file is read again), and prints each
question's time: without filter, and with one for each of its parameters.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from extract.options import ReadOptions
from store.database import Store, open_store
from store.ingest import ingest
from store.queries import ask, questions

ROOT = Path(__file__).parents[1]
COPIES = 4000
ROWS = 10_000  # what a person may ask for at once
THREADS = 2
DEPARTMENTS, YEARS = 200, 10
PARAMETERS = {
    "department": "Sở Tài chính 7",
    "period": "2023",
    "citation": "1911/QĐ-UBND",
    "form": "II.06a",
    "rule": "REF",
    "level": "error",
    "kind": "QĐ",
    "status": "open",
    "symbol": "QĐ-UBND",
}
IDENTIFIERS = (
    *("doc_id", "report_id", "attached_to_doc", "supersedes", "superseded_by", "parent_doc"),
    *("mention_id", "related_mention_id", "block_id", "table_id", "figure_id", "of_figure_id"),
    *("finding_id", "finding_key"),
)
TABLES = (
    *("documents", "blocks", "mentions", "document_decisions", "tables", "figures"),
    "document_findings",
)


def fill(db: Path, copies: int) -> None:
    """Make a store of so many copies of the samples' current documents."""
    ingest([ROOT / "samples"], db, jobs=1, options=ReadOptions(ocr="never"))
    with open_store(db, read_only=False) as store:
        store.run("SET memory_limit = '2GB'")
        for table in TABLES:
            store.run(_copy(store, table), [copies])
        store.run((ROOT / "store/steps/decisions.sql").read_text(encoding="utf-8"))
        store.checkpoint()


def _copy(store: Store, table: str) -> str:
    """Return the statement that copies a table's rows, every copy with its own identifiers."""
    changes = []
    for (name,) in store.rows(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = ?", [table]
    ):
        if name in IDENTIFIERS:
            changes.append(f'"{name}" || \'-\' || copy AS "{name}"')
        elif name in ("period_from", "period_to", "issued_on"):
            changes.append(f'"{name}" + to_years(CAST(copy % {YEARS} AS INTEGER)) AS "{name}"')
        elif name in ("agency_id", "agency_name"):
            changes.append(f'"{name}" || \' \' || copy % {DEPARTMENTS} AS "{name}"')
        elif name == "citation_key":
            changes.append(
                "regexp_replace(citation_key, '^(\\d+)', '\\1' || copy % 500) AS citation_key"
            )
    return (
        f'INSERT INTO "{table}" SELECT * EXCLUDE (copy) REPLACE ({", ".join(changes)}) '
        f'FROM "{table}", '
        "range(1, CAST(? AS BIGINT)) AS copies(copy) "
        "WHERE doc_id IN (SELECT doc_id FROM documents WHERE is_current AND doc_id NOT LIKE '%-%')"
    )


def measure(store: Store) -> list[tuple[str, str, int, float]]:
    """Return (question, parameter, rows, seconds) of every question, best of two runs."""
    found = []
    for question in questions().values():
        for given in ("", *question.parameters):
            words = {given: PARAMETERS[given]} if given else {}
            if question.name == "totals":
                words["form"] = "II.06a"
            best, rows = 1e9, 0
            for _ in range(2):
                started = (time.perf_counter(), time.process_time())
                rows = ask(store, question.name, ROWS, **words).num_rows
                # On a machine that others use, what its two threads worked tells more.
                worked = (time.process_time() - started[1]) / THREADS
                best = min(best, time.perf_counter() - started[0], max(worked, 0.001))
            found.append((question.name, given, rows, best))
    return found


def main() -> int:
    """Fill a store unless the folder has one, measure, print; 1 when a question takes a second."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/tmp/trichluc-questions")
    folder.mkdir(parents=True, exist_ok=True)
    db = folder / "million.duckdb"
    if not db.exists():
        fill(db, int(sys.argv[2]) if len(sys.argv) > 2 else COPIES)
    with open_store(db) as store:
        counts = store.row("SELECT (SELECT count(*) FROM mentions), (SELECT count(*) FROM figures)")
        print(f"{counts and counts[0]:,} mentions, {counts and counts[1]:,} figures")
        found = measure(store)
    for name, given, rows, seconds in found:
        print(f"{name:20} {given:12} {rows:>9,} rows {seconds:7.3f} s{'  !' * (seconds >= 1)}")
    return int(any(seconds >= 1 for *_, seconds in found))


if __name__ == "__main__":
    sys.exit(main())
