"""Scores the extractor on the gold labels, and names the mentions gained and lost since a commit.

    python benchmarks/gold.py [--since REVISION]

Prints precision, recall and F1 by route (text, DOCX, PDF) and by grammar, counted as the
published scorer counts them: strict = kind, number, year part, symbol and date all right.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TRUTH = ROOT / "samples" / "gold" / "truth"
FIELDS = ("kind", "number", "year_part", "symbol", "issued_on")
LISTING = """
import json, sys
from pathlib import Path
from extract.options import ReadOptions
from store.task import process
found = {}
for path in map(Path, sys.argv[1:]):
    report = process(path.read_bytes(), path.name, ReadOptions(ocr="never"))
    found[path.name] = [m.model_dump(mode="json") for m in report.mentions]
print(json.dumps(found))
"""


def mentions(tree: Path, files: list[Path]) -> dict[str, list[dict[str, Any]]]:
    """Return the mentions that the program in `tree` finds in the files, by file name."""
    done = subprocess.run(
        [sys.executable, "-c", LISTING, *map(str, files)],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def key(mention: dict[str, Any]) -> tuple[str | None, ...]:
    """Return what must be right for a mention to count."""
    number = mention["number"]
    return (number.lstrip("0") if number else None, *(mention[f] for f in FIELDS if f != "number"))


def accepted(truth: dict[str, Any], found: dict[str, Any]) -> bool:
    """Return whether a found mention is the true one, or one of its accepted readings."""
    for name in FIELDS:
        choices = [truth[name], *truth.get("accept", {}).get(name, [])]
        if found[name] not in choices:
            return False
    return True


def score(truths: list[dict[str, Any]], found: list[dict[str, Any]]) -> Counter[str]:
    """Return tp, fp, fn over one document, each mention used once."""
    left = list(found)
    counts: Counter[str] = Counter()
    for truth in truths:
        hit = next((m for m in left if accepted(truth, m)), None)
        counts["fn" if hit is None else "tp"] += 1
        if hit is not None:
            left.remove(hit)
    counts["fp"] = len(left)
    return counts


def line(name: str, counts: Counter[str]) -> str:
    """Return one printed line: precision, recall and F1 in percent."""
    tp, fp, fn = counts["tp"], counts["fp"], counts["fn"]
    precision = tp / (tp + fp) if tp + fp else 1.0
    recall = tp / (tp + fn) if tp + fn else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"{name:<28} P {precision:7.2%}  R {recall:7.2%}  F1 {f1:7.2%}  ({tp} of {tp + fn})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--since", default="HEAD", help="the revision to compare with")
    words = parser.parse_args()
    truths = [json.loads(p.read_text("utf-8")) for p in sorted(TRUTH.glob("*/truth.json"))]
    truths = [t for t in truths if (ROOT / "samples" / t["file"]).is_file()]
    files = [ROOT / "samples" / t["file"] for t in truths]
    now = mentions(ROOT, files)
    for truth in truths:
        print(line(truth["file"], score(truth["mentions"], now[truth["file"]])))
    for grammar in ("administrative", "normative", "party", "assembly"):
        counts: Counter[str] = Counter()
        for truth in truths:
            wanted = [m for m in truth["mentions"] if m["grammar"] == grammar]
            counts += score(wanted, [m for m in now[truth["file"]] if m["grammar"] == grammar])
        if counts:
            print(line(f"grammar {grammar}", counts))
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        subprocess.run(
            ["git", "worktree", "add", "-q", "--detach", str(tree), words.since],
            cwd=ROOT,
            check=True,
        )
        try:
            before = mentions(tree, files)
        finally:
            subprocess.run(
                ["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True
            )
    for file in files:
        old, new = (Counter(map(key, side[file.name])) for side in (before, now))
        for sign, change in (("gained", new - old), ("lost", old - new)):
            for mention, count in change.items():
                print(f"{sign} {count}× in {file.name}: {' '.join(str(v) for v in mention if v)}")
    print(f"compared with {words.since}")


if __name__ == "__main__":
    main()
