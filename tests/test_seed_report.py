"""The real report, end to end, in its four formats, against the published gold labels."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pytest

from store.ingest import ingest

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
TRUTH = SAMPLES / "gold" / "truth"
FILES = ("report.txt", "report.docx", "report.pdf", "forms.xlsx")
FORMATS = ("txt", "docx", "pdf")
# Rules of several reports, of a register or of scans: no finding of theirs can be in this store.
LATER = ("XRF405", "XRF406", "TXT703", "REG")


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", ROOT / "benchmarks" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def truths() -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted(TRUTH.glob("*/truth.json"))]


def truth(name: str) -> dict[str, Any]:
    return next(t for t in truths() if t["id"] == name)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("seed") / "seed.duckdb"
    summary = ingest([SAMPLES / name for name in FILES], db)
    assert (summary.stored, summary.failed) == (4, 0)
    return db


@pytest.fixture(scope="session")
def scores(store: Path) -> dict[str, Any]:
    score = scorer()
    wanted = [t for t in truths() if t["file"] in FILES]
    rows = score.score(score.DB(str(store)), wanted)["documents"]
    return {row["id"].removeprefix("seed-"): row for row in rows}


@pytest.mark.parametrize(("form", "least"), [("txt", 0.995), ("docx", 0.995), ("pdf", 0.99)])
def test_mentions_are_all_right(scores: dict[str, Any], form: str, least: float) -> None:
    assert scores[form]["strict"]["f1"] >= least


@pytest.mark.parametrize("form", FORMATS)
def test_no_decoy_is_taken_for_a_mention(scores: dict[str, Any], form: str) -> None:
    assert scores[form]["decoys_hit"] == []


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_cell_is_right(scores: dict[str, Any], form: str) -> None:
    assert scores[form]["cells"] == 1.0


@pytest.mark.parametrize("form", FORMATS)
def test_every_figure_is_right(scores: dict[str, Any], form: str) -> None:
    assert (scores[form]["figures"]["precision"], scores[form]["figures"]["recall"]) == (1.0, 1.0)


@pytest.mark.parametrize("form", FORMATS)
def test_every_error_is_found(scores: dict[str, Any], form: str) -> None:
    missed = [m["rule"] for m in scores[form]["missed"] if not m["rule"].startswith(LATER)]
    levels = {t["rule"]: t["level"] for t in gold_findings()}
    assert [rule for rule in missed if levels[rule] == "error"] == []


@pytest.mark.parametrize("form", FORMATS)
def test_no_false_error_is_raised(scores: dict[str, Any], form: str) -> None:
    assert [x for x in scores[form]["fp"] if x["level"] == "error"] == []
    assert scores[form]["viol"] == []


def gold_findings() -> list[dict[str, Any]]:
    return list(truth("seed-txt")["findings"])


@pytest.mark.parametrize("form", FORMATS)
def test_distinct_decisions_are_within_one_of_the_gold(store: Path, form: str) -> None:
    gold = {m["citation_key"] for m in truth(f"seed-{form}")["mentions"]}
    with duckdb.connect(str(store), read_only=True) as db:
        (found,) = db.execute(
            "SELECT count(DISTINCT citation_key) FROM mentions JOIN documents USING (doc_id) "
            "WHERE file_name = ?",
            [f"report.{form}"],
        ).fetchone() or (0,)
    assert abs(found - len(gold)) <= 1


@pytest.mark.parametrize("form", FORMATS)
def test_tables_are_stitched_with_their_gold_rows(store: Path, form: str) -> None:
    with duckdb.connect(str(store), read_only=True) as db:
        rows = db.execute(
            "SELECT col_count, row_count - header_rows FROM tables JOIN documents USING (doc_id) "
            "WHERE file_name = ? ORDER BY ordinal",
            [f"report.{form}"],
        ).fetchall()
    gold = [(11, 1), (13, 5), (14, 4), (6, 3), (9, 7), (9, 17), (7, 18), (6, 8), (6, 36), (5, 38)]
    assert rows == gold


def test_the_four_files_are_one_report(store: Path) -> None:
    with duckdb.connect(str(store), read_only=True) as db:
        roles = db.execute("SELECT report_id, role FROM documents").fetchall()
    assert len({report for report, _ in roles}) == 1
    assert sorted(role for _, role in roles) == ["attachment", "rendition", "rendition", "report"]


def test_the_workbook_is_not_counted_twice(store: Path) -> None:
    with duckdb.connect(str(store), read_only=True) as db:
        total = db.execute(
            "SELECT sum(value) FROM counts "
            "WHERE form_code = 'II.06a' AND column_no = 3 AND is_total"
        ).fetchone()
    assert total == (1510,)


def test_a_second_ingest_changes_nothing_and_is_quick(store: Path) -> None:
    summary = ingest([SAMPLES / name for name in FILES], store)
    assert (summary.stored, summary.unchanged, summary.changed) == (0, 4, False)
    assert summary.seconds < 1


def test_check_agrees_with_the_store(store: Path) -> None:
    words = [sys.executable, "-m", "cli", "check", "--format", "json"]
    words += [str(SAMPLES / name) for name in FILES]
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 1, done.stderr
    told = sorted((Path(f["file"]).name, f["rule"], f["message"]) for f in json.loads(done.stdout))
    with duckdb.connect(str(store), read_only=True) as db:
        stored = db.execute(
            "SELECT file_name, rule, message FROM document_findings JOIN documents USING (doc_id) "
            "WHERE origin = 'document' AND rule NOT IN ('REF118')"
        ).fetchall()
    assert told == sorted(stored)
