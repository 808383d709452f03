"""Scores the extractor on the gold labels, and names the mentions gained and lost since a commit.

    python benchmarks/gold.py [--routes text,docx,…] [--since REVISION] [--show]

Routes: text, decomposed (letters and marks apart), tcvn3, vni, docx, pdf, scan; all by default.

Prints precision, recall and F1 by route, by group of passages, by grammar and by field. A mention
counts when kind, number, year part, symbol, date and (in passages) the span are all right. The
scan is printed, pictured and recognized anew each time; it is not compared with the past.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from gold_files import Labelled, gold_files
from passages import FIELDS, STRICT, Label

ROOT = Path(__file__).resolve().parents[1]
ROUTES = "text,decomposed,tcvn3,vni,docx,pdf,scan"
LISTING = """
import json, sys
from pathlib import Path
from extract.options import ReadOptions
from store.task import process
for path in map(Path, json.load(sys.stdin)):
    report = process(path.read_bytes(), path.name, ReadOptions(ocr="auto"))
    print(json.dumps([m.model_dump(mode="json") for m in report.mentions]))
"""
Found = list[dict[str, Any]]


def mentions(tree: Path, files: Sequence[Path]) -> list[Found]:
    """Return the mentions that the program in `tree` finds in each of the files."""
    done = subprocess.run(
        [sys.executable, "-c", LISTING],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        input=json.dumps([str(path) for path in files]),
        capture_output=True,
        text=True,
        check=True,
    )
    return [[_plain(m) for m in json.loads(line)] for line in done.stdout.splitlines()]


def _plain(mention: dict[str, Any]) -> dict[str, Any]:
    raw = unicodedata.normalize("NFC", mention["raw_text"])
    return {**mention, "raw_text": " ".join(raw.split())}


def align(
    labels: Sequence[Label], found: Found
) -> tuple[list[tuple[Label, dict[str, Any] | None]], Found]:
    """Return each label with its mention, and the mentions that no label wants.

    The mention with the most fields right is taken, of equal ones the first.
    """
    left = list(found)
    pairs: list[tuple[Label, dict[str, Any] | None]] = []
    for label in labels:
        near = [m for m in left if label.agrees("number", m["number"])]
        best = max(near, key=lambda m: sum(label.agrees(n, m[n]) for n in FIELDS), default=None)
        if best is not None:
            left.remove(best)
        pairs.append((label, best))
    return pairs, left


class Table:
    """Counts by row; prints precision, recall and F1."""

    def __init__(self) -> None:
        self.rows: dict[str, Counter[str]] = {}

    def add(self, rows: Sequence[str], what: str) -> None:
        """Count one outcome (tp, fp, fn) in each of the rows."""
        for row in rows:
            self.rows.setdefault(row, Counter())[what] += 1

    def show(self) -> None:
        """Print the rows, routes first."""
        for name, counts in self.rows.items():
            tp, fp, fn = counts["tp"], counts["fp"], counts["fn"]
            precision = tp / (tp + fp) if tp + fp else 1.0
            recall = tp / (tp + fn) if tp + fn else 1.0
            f1 = 2 * precision * recall / (precision + recall) if tp else 0.0
            print(
                f"{name:<28} P {precision:7.2%}  R {recall:7.2%}  F1 {f1:7.2%}  ({tp} of {tp + fn})"
            )


def count(file: Labelled, found: Found, table: Table, *, show: bool) -> None:
    """Add one file's outcome to the table."""
    group = file.source.partition(":")[0]
    rows = [f"route {file.route}", f"  {file.route} {group}"]
    names = [
        n for n in STRICT if file.route != "scan" or n != "raw_text"
    ]  # OCR has its own letters
    pairs, left = align(file.labels, found)
    for label, mention in pairs:
        if label.doubtful:
            continue
        mine = [*rows, f"grammar {label.grammar}"]
        right = mention is not None and all(label.agrees(n, mention[n]) for n in names)
        table.add(mine, "tp" if right else "fn")
        if mention is not None and not right:
            table.add(mine, "fp")
        for name in FIELDS:
            if name not in label.fields or (name == "citation_key" and not file.whole):
                continue
            if name == "raw_text" and file.route == "scan":
                continue
            good = mention is not None and label.agrees(name, mention[name])
            table.add([f"field {name}"], "tp" if good else "fn")
            if mention is not None and not good:
                table.add([f"field {name}"], "fp")
        if show and not right:
            read_as = mention and " ".join(str(mention[n]) for n in (*names, "citation_key"))
            print(f"{file.route} {file.source}: {label.written()} read as {read_as}")
    for mention in left:
        if mention["is_own"]:
            continue  # the report's own number, labelled or not, is neither right nor wrong
        table.add([*rows, f"grammar {mention['grammar']}"], "fp")
        if show:
            print(f"{file.route} {file.source}: false {mention['raw_text']}")


def compare(files: Sequence[Labelled], now: Sequence[Found], revision: str) -> None:
    """Print what the files lost and gained against a revision."""
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        add = ["git", "worktree", "add", "-q", "--detach", str(tree), revision]
        subprocess.run(add, cwd=ROOT, check=True)
        try:
            before = mentions(tree, [file.path for file in files])
        finally:
            remove = ["git", "worktree", "remove", "--force", str(tree)]
            subprocess.run(remove, cwd=ROOT, check=True)
    for file, old, new in zip(files, before, now, strict=True):
        counted = [Counter(tuple(m[n] for n in FIELDS) for m in side) for side in (old, new)]
        for sign, change in (
            ("gained", counted[1] - counted[0]),
            ("lost", counted[0] - counted[1]),
        ):
            for key, times in change.items():
                said = " ".join(str(value) for value in key if value)
                print(f"{sign} {times}× in {file.route} {file.source}: {said}")
    print(f"compared with {revision}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--routes", default=ROUTES)
    parser.add_argument("--since", default="HEAD", help="the revision to compare with; '' for none")
    parser.add_argument("--show", action="store_true", help="tell what went wrong")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        files = list(gold_files(Path(scratch), words.routes.split(",")))
        now = mentions(ROOT, [file.path for file in files])
        table = Table()
        for file, found in zip(files, now, strict=True):
            count(file, found, table, show=words.show)
        table.rows = dict(sorted(table.rows.items(), key=lambda row: (row[0].strip()[:5], row[0])))
        table.show()
        if words.since:
            old = [(f, n) for f, n in zip(files, now, strict=True) if f.route != "scan"]
            compare([f for f, _ in old], [n for _, n in old], words.since)


if __name__ == "__main__":
    main()
