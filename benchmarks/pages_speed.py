"""The review pages over many documents: milliseconds on the server, a line a page.

    python benchmarks/pages_speed.py [--documents 10000] [--db FILE] [--port N]

The samples are read once and their rows multiplied: other departments, periods, citations and
identifiers, the same proportions. Those of the navigation are made ready as the server does after
its start; then every page that is reached by GET is asked for, once and some times more. Goal:
under 300 ms each. With `--db` the made store is kept there, and used again when it exists; with
`--port` it is then served, to be looked at.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.routing import Route

from store.archive import Archive
from store.database import Store, open_store
from store.ingest import archive_path, ingest
from store.pages.app import build_app
from store.pages.settings import PageSettings
from store.pages.warming import visit, warm
from store.settling import STEPS

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
GOAL = 300.0  # milliseconds
TIMES = 5
DOCUMENTS = ("doc_id", "report_id", "attached_to_doc", "parent_doc", "supersedes", "superseded_by")
# What is asked of pages that are nothing without it.
QUERIES = {
    "/reports/{doc_id}/pages/{number:int}/spot.png": ["?box=50,50,300,120"],
    "/": ["", "?q=so+y+te", "?older=6&skip=40"],
    "/sql": ["", "?q=SELECT+*+FROM+documents", "?named=documents&run=1"],
    "/sql/file": ["?form=csv&q=SELECT+*+FROM+documents"],
}


def multiply(store: Store, copies: int) -> None:
    """Add so many copies of every document, each with its own identifiers."""
    tables = store.rows(
        "SELECT table_name, list(column_name ORDER BY ordinal_position) "
        "FROM information_schema.columns JOIN information_schema.tables USING (table_name) "
        "WHERE table_type = 'BASE TABLE' GROUP BY ALL HAVING list_contains(list(column_name), "
        "'doc_id')"
    )
    for table, columns in tables:
        values = ", ".join(f'{_copied(table, name)} AS "{name}"' for name in columns)
        store.run(
            f'INSERT INTO "{table}" BY NAME SELECT {values} FROM "{table}" t, '
            f"range(1, {copies + 1}) r(n) ORDER BY n"
        )
    store.run((STEPS / "decisions.sql").read_text(encoding="utf-8"))


def _copied(table: str, name: str) -> str:
    """Return the SQL of a copy's value of a column."""
    column = f't."{name}"'
    if name in DOCUMENTS:
        return f"sha256({column} || '#' || n)"
    if table == "documents" and name in ("agency_id", "agency_name"):
        return f"{column} || ' ' || (n // 20 % 45)"
    if table == "documents" and name in ("period_from", "period_to"):
        return f"CAST({column} + to_years(CAST(n % 10 AS INTEGER)) AS DATE)"
    if name == "ingested_at":
        return f"{column} + to_seconds(n)"
    if name == "citation_key":
        other = f"regexp_replace({column}, '^\\d+', CAST(n % 400 + 1 AS VARCHAR))"
        return f"CASE WHEN n % 5 = 0 THEN {column} ELSE {other} END"
    if name == "finding_key":
        return f"{column} || '#' || n"
    if name.endswith("_id") and name not in ("issuer_id", "run_id", "agency_id"):
        mine = f"left(sha256(t.doc_id || '#' || n), 16) || substr({column}, 17)"
        return f"CASE WHEN starts_with({column}, left(t.doc_id, 16)) THEN {mine} ELSE {column} END"
    return column


def make(path: Path, documents: int) -> None:
    ingest([SAMPLES], path)
    with open_store(path, read_only=False) as store:
        found = store.row("SELECT count(*) FROM documents")
        assert found
        multiply(store, documents // found[0] - 1)
        store.checkpoint()


def addresses(app: Starlette, store: Store) -> list[str]:
    """Return an address for every page; those of unknown parameters are told apart by `{`."""
    known = _examples(app, store)
    found = []
    for route in app.routes:
        if not isinstance(route, Route) or "GET" not in (route.methods or ()):
            continue
        path, queries = route.path, QUERIES.get(route.path, [""])
        for name, value in known.items():
            for word in (f"{{{name}}}", f"{{{name}:path}}", f"{{{name}:int}}"):
                path = path.replace(word, str(value))
        found += [path + query for query in queries]
    return found


def _examples(app: Starlette, store: Store) -> dict[str, Any]:
    """Return values for the parameters of pages: of the original with most findings."""
    archive = Archive(archive_path(app.state.settings.database))
    rows = store.rows(
        "SELECT doc_id FROM findings JOIN documents USING (doc_id) "
        "WHERE media_type = 'pdf' GROUP BY ALL ORDER BY count(*) DESC, doc_id"
    )
    doc_id = next(doc_id for (doc_id,) in rows if archive.path_of(doc_id).exists())

    def one(sql: str) -> Any:
        return store.rows(sql.replace("$doc_id", f"'{doc_id}'"))[0][0]

    key = one("SELECT citation_key FROM decisions ORDER BY mention_count DESC LIMIT 1")
    form = "II.06a"
    return {
        "doc_id": doc_id,
        "finding_id": one("SELECT finding_id FROM findings WHERE doc_id = $doc_id LIMIT 1"),
        "mention_id": one("SELECT mention_id FROM mentions WHERE doc_id = $doc_id LIMIT 1"),
        "table_id": one("SELECT table_id FROM tables WHERE doc_id = $doc_id LIMIT 1"),
        "figure_id": one("SELECT figure_id FROM figures WHERE doc_id = $doc_id LIMIT 1"),
        **dict.fromkeys(("key", "citation_key"), key),
        **dict.fromkeys(("page", "number"), 1),
        **dict.fromkeys(("form", "form_code", "code"), form),
    }


async def measure(app: Starlette, paths: list[str]) -> int:
    """Print each page's time; return how many miss the goal."""
    slow = 0
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    print(f"{'first':>8} {'its CPU':>8} {'median':>8} {'kB':>7}  page")
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        for path in paths:
            if "{" in path:
                print(f"{'':>34}  {path}: not measured, an example is missing")
                continue
            taken, used = [], time.process_time()
            for repeated in range(TIMES + 1):
                began = time.perf_counter()
                answer = await client.get(path)
                taken.append(1000 * (time.perf_counter() - began))
                if not repeated:
                    used = 1000 * (time.process_time() - used)
            median = statistics.median(taken[1:])
            kept = "attachment" in answer.headers.get("content-disposition", "")
            slow += max(taken[0], median) > GOAL and not kept
            told = "  (a file)" if kept else ""
            told += "" if answer.status_code < 400 else f"  [{answer.status_code}]"
            size = len(answer.content) / 1000
            times = f"{taken[0]:>5.0f} ms {used:>5.0f} ms {median:>5.0f} ms"
            print(f"{times} {size:>7.0f}  {path[:86]}{told}")
    return slow


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--documents", type=int, default=10_000)
    words.add_argument("--db", type=Path)
    words.add_argument("--port", type=int)
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.db or Path(folder) / "many.duckdb"
        if not path.exists():
            began = time.perf_counter()
            make(path, asked.documents)
            print(f"made in {time.perf_counter() - began:.0f} s")
        with open_store(path, read_only=False) as store:  # one of an older version is brought up
            store.checkpoint()
        settings = PageSettings(path.resolve())
        app = build_app(settings)
        with open_store(path) as store:
            paths = addresses(app, store)
            for name in ("documents", "mentions", "decisions", "figures", "findings"):
                print(f"{store.rows(f'SELECT count(*) FROM {name}')[0][0]:>10,} {name}")
        warm(app)
        for entry in app.state.navigation:  # as the server does in the background after its start
            began = time.perf_counter()
            visit(app, entry.path)
            print(f"{1000 * (time.perf_counter() - began):>5.0f} ms to make {entry.path} ready")
        slow = asyncio.run(measure(app, paths))
        app.state.reader.close()
        print(f"{slow} of them over {GOAL:.0f} ms" if slow else f"all under {GOAL:.0f} ms")
        if asked.port:
            import uvicorn

            uvicorn.run(build_app(settings), port=asked.port, log_level="warning")


if __name__ == "__main__":
    main()
