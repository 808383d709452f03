"""A whole made-up province in DOCX, XLSX and PDF: every number of every aggregate is the truth.

The full one, twenty departments and five periods, runs by `python benchmarks/reports/province.py`.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from store.database import Store, open_store
from store.ingest import ingest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "reports"))

from province import FAULTY, Province, invent, write_province
from province_check import compare


@dataclass(frozen=True)
class Filled:
    made: Province
    store: Store


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    folder = tmp_path_factory.mktemp("tinh")
    made = invent(5, 2)
    write_province(made, folder)
    for path in (folder / "word").iterdir():
        path.unlink()
    db = folder / "tinh.duckdb"
    ingest([folder], db, jobs=1)
    return Filled(made, open_store(db))


def test_every_number_of_every_aggregate_is_the_truth(filled: Filled) -> None:
    outcome = compare(filled.store, filled.made)
    assert outcome.wrong == []
    assert outcome.compared > 2500


def test_all_shapes_are_read_and_each_report_counts_once(filled: Filled) -> None:
    roles = filled.store.rows("SELECT role, media_type, count(*) FROM documents GROUP BY ALL")
    assert sorted(roles) == [
        ("attachment", "xlsx", 3),
        ("rendition", "pdf", 3),
        ("report", "docx", 12),
        ("report", "pdf", 3),
    ]


def test_clean_reports_have_no_error(filled: Filled) -> None:
    assert FAULTY[0] not in {who.name for who in filled.made.departments}
    found = filled.store.rows(
        "SELECT rule, file_name, message FROM findings JOIN current_documents USING (doc_id) "
        "WHERE level IN ('error', 'warning')"
    )
    assert found == []
