"""A province's quarter under fire: `python benchmarks/soak.py [--reports 2000] [--kills 12]`.

Makes the reports, reads them twice: once undisturbed, measuring, and once while workers and the
batch itself are killed (SIGKILL) at random moments and the command is given again. Then counts:
every report stored once or named as broken, every number as the generator wrote it, and the
disturbed store equal to the undisturbed one, row by row. Ends with 1 when anything is off.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks" / "reports"))

from quarter import Quarter, Truth, write_quarter  # noqa: E402 - made importable above

from store.database import Store, open_store  # noqa: E402 - the same

LIMIT_BYTES = 1 << 30
TICKS = os.sysconf("SC_CLK_TCK")
PASSED_OVER = ("runs", "timings", "schema_version", "store_state")  # clocks and attempts


@dataclass
class Tree:
    """What a batch and all its children took."""

    seconds: float = 0.0
    cpu: float = 0.0
    peak: int = 0


def command(folder: Path, db: Path, jobs: int) -> list[str]:
    words = ["ingest", str(folder), "--db", str(db), "--jobs", str(jobs), "--ocr", "never", "-q"]
    return [sys.executable, "-m", "cli", *words]


def tree_of(pid: int) -> list[int]:
    """Return a process and all below it; children that have died meanwhile are left out."""
    found = [pid]
    for known in found:
        try:
            for task in Path(f"/proc/{known}/task").glob("*/children"):
                found += map(int, task.read_text().split())
        except OSError:
            continue
    return found


def cpu_of(pid: int) -> float:
    """Return a process's seconds of processor time, its ended children's included."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, words[11:15])) / TICKS


def memory_of(pid: int) -> int:
    """Return a process's share of memory in bytes; what several share is divided among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def measured(words: list[str]) -> Tree:
    """Run a command to its end and return what it took."""
    tree, began = Tree(), time.monotonic()
    with subprocess.Popen(words, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            pids = tree_of(process.pid)
            tree.cpu = max(tree.cpu, sum(map(cpu_of, pids)))
            tree.peak = max(tree.peak, sum(map(memory_of, pids)))
            time.sleep(0.1)
    tree.seconds = time.monotonic() - began
    return tree


def disturbed(
    words: list[str], kills: int, chance: random.Random, documents: int, log: Path
) -> tuple[int, int]:
    """Run a command again and again, killing it and its workers; return how many of each.

    The batch is killed each time it has taken in so and so many documents, at random.
    """
    batches = workers = 0
    originals = Path(f"{words[words.index('--db') + 1]}.files")
    marks = sorted(chance.sample(range(1, documents), kills))
    while True:
        mark = marks[batches] if batches < kills else documents * 2
        with log.open("a") as told, subprocess.Popen(words, cwd=ROOT, stderr=told) as process:
            while process.poll() is None and sum(1 for _ in originals.glob("??/*")) < mark:
                time.sleep(chance.uniform(0.2, 1.0))
                workers += _hit(process.pid, chance)
            if process.poll() is not None:
                if process.returncode in (0, 3):
                    return batches, workers
                raise SystemExit(f"the batch ended with {process.returncode}: {log}")
            time.sleep(chance.random())
            batches += _kill(process.pid)


def _hit(batch: int, chance: random.Random) -> int:
    """Kill a reader below a batch, now and then what it starts readers by; return how many."""
    below = tree_of(batch)[1:]
    readers = [pid for pid in below if _parent_of(pid) not in (batch, 0)]
    services = [pid for pid in below if pid not in readers]
    chosen = services if chance.random() < 0.03 else readers
    return _kill(chance.choice(chosen)) if chosen else 0


def _parent_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _kill(pid: int) -> int:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return 0
    return 1


def differences(calm: Path, hit: Path) -> Iterator[str]:
    """Yield the tables of two stores that hold other rows."""
    with open_store(calm) as store:
        store.run(f"ATTACH '{hit}' AS hit (READ_ONLY)")
        tables = store.rows(
            "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' "
            "AND table_catalog = current_database() ORDER BY 1"
        )
        for (table,) in tables:
            if table in PASSED_OVER:
                continue
            but = " EXCLUDE (ingested_at)" if table == "documents" else ""
            ours, theirs = f'SELECT *{but} FROM "{table}"', f'SELECT *{but} FROM hit."{table}"'
            for name, query in (
                ("missing", f"{ours} EXCEPT ALL {theirs}"),
                ("more", f"{theirs} EXCEPT ALL {ours}"),
            ):
                count = store.rows(f"SELECT count(*) FROM ({query})")[0][0]
                if count:
                    yield f"{table}: {count} rows {name}"


def faults(db: Path, folder: Path, quarter: Quarter) -> Iterator[str]:
    """Yield what in a store is not as the generator wrote it."""
    with open_store(db) as store:
        documents = store.rows("SELECT count(*), count(DISTINCT doc_id) FROM documents")[0]
        if documents != (quarter.documents, quarter.documents):
            yield f"{documents} documents instead of {quarter.documents}"
        names = store.rows("SELECT count(*) FROM files")[0][0]
        if names != quarter.documents + len(quarter.copies):
            yield f"{names} names"
        known = {
            path: (doc_id, status, error, agency)
            for path, doc_id, status, error, agency in store.rows(
                "SELECT path, doc_id, status, error, agency_name FROM files JOIN documents "
                "USING (doc_id)"
            )
        }
        for path in (*quarter.copies, *quarter.containers, *(t.path for t in quarter.reports)):
            if _place(folder, path) not in known:
                yield f"{path} is not accounted for"
        for truth in quarter.reports:
            document = known.get(_place(folder, truth.path))
            if document is not None:
                yield from _off(store, truth, *document)


def _place(folder: Path, path: str) -> str:
    return str(folder / path)


def _off(
    store: Store, truth: Truth, doc_id: str, status: str, error: str | None, agency: str | None
) -> Iterator[str]:
    if truth.broken:
        if status == "ok" or (status == "failed" and not error):
            yield f"{truth.path}: broken, but {status} ({error})"
        return
    if status != "ok":
        yield f"{truth.path}: {status} ({error})"
        return
    if agency is None or agency.casefold() != truth.agency.casefold():
        yield f"{truth.path}: {agency} instead of {truth.agency}"
    rows = store.rows(
        "SELECT row_label, column_no, value FROM figures WHERE doc_id = ? AND source = 'form'",
        [doc_id],
    )
    found = {(label, column): value for label, column, value in rows}
    if found != truth.values or len(rows) != len(found):
        wrong = {
            key for key in found.keys() | truth.values if found.get(key) != truth.values.get(key)
        }
        yield f"{truth.path}: {len(wrong)} numbers of its form differ, {sorted(wrong)[:3]}"
    keys = {
        key
        for (key,) in store.rows(
            "SELECT DISTINCT citation_key FROM mentions WHERE doc_id = ? AND NOT is_own", [doc_id]
        )
    }
    if truth.has_prose and not truth.citations <= keys:
        yield f"{truth.path}: citations lost: {sorted(truth.citations - keys)[:3]}"
    if extra := {key for key in keys - truth.citations if "/BC-" not in key}:
        yield f"{truth.path}: citations invented: {sorted(extra)[:3]}"


def main() -> int:
    """Run the soak; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--pages", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", type=Path, help="kept afterwards; a passing one without")
    words = parser.parse_args()
    home = words.folder or Path(tempfile.mkdtemp(prefix="trichluc-soak-"))
    try:
        return soak(home.resolve(), words)
    finally:
        if words.folder is None:
            shutil.rmtree(home)


def soak(home: Path, words: argparse.Namespace) -> int:
    """Make, read twice, compare; print what was measured and return the exit code."""
    began = time.monotonic()
    quarter = write_quarter(home / "in", words.reports, words.seed, words.pages)
    broken = sum(truth.broken for truth in quarter.reports)
    print(
        f"{len(quarter.reports)} reports ({broken} broken), {len(quarter.containers)} archives and "
        f"mails, {len(quarter.copies)} copies, made in {time.monotonic() - began:.1f} s",
        flush=True,
    )
    calm, hit = home / "calm.duckdb", home / "hit.duckdb"
    tree = measured(command(home / "in", calm, words.jobs))
    cores = os.cpu_count() or 1
    print(
        f"undisturbed: {tree.seconds:.1f} s, {quarter.documents / tree.seconds:.1f} documents/s, "
        f"{tree.cpu / quarter.documents:.3f} CPU s/document, peak {tree.peak / 2**20:.0f} MiB, "
        f"{tree.cpu / tree.seconds / cores:.0%} of {cores} cores",
        flush=True,
    )
    chance = random.Random(words.seed)
    again = command(home / "in", hit, words.jobs)
    batches, workers = disturbed(again, words.kills, chance, quarter.documents, home / "hit.log")
    # Whose readers were killed each time is read now.
    subprocess.run(again, cwd=ROOT, stderr=subprocess.DEVNULL, check=False)
    print(f"disturbed: the batch killed {batches} times, workers {workers} times", flush=True)
    wrong = [*faults(calm, home / "in", quarter), *differences(calm, hit)]
    if tree.peak > LIMIT_BYTES:
        wrong.append(f"peak memory {tree.peak / 2**20:.0f} MiB")
    for line in wrong[:40]:
        print(f"WRONG: {line}")
    accounted = len(quarter.reports) - sum("accounted" in line for line in wrong)
    print(f"{accounted} of {len(quarter.reports)} accounted for, {len(wrong)} things wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
