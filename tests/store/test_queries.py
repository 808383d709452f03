"""Ready questions, and anybody's SQL with its limits."""

from pathlib import Path

import pytest

from extract.errors import UsageError
from store.database import MEMORY, Store, open_store
from store.queries import ask, period_prefix, questions, run_sql
from tests.store.factories import doc_id, finding, report
from tests.store.filling import filled


@pytest.fixture(scope="module")
def store() -> Store:
    other = {"agency_id": "snv-kh", "agency_name": "Sở Nội vụ", "symbol": "BC-SNV"}
    wrong = finding(doc_id("a.docx"), rule="REF104")
    light = finding(doc_id("a.docx"), 1, rule="FRM304", level="warning")
    return filled(
        report("a.docx", rows={"Tổng cộng": [7, 7]}, findings=(wrong, light)),
        report("a.pdf", rows={"Tổng cộng": [7, 7]}, findings=(finding(doc_id("a.pdf")),)),
        report("b.docx", keys=("1911/QĐ-UBND/2023", "5/QĐ-UBND/2023"), **other),
        report("c.pdf", status="failed", error="Hỏng.", error_en="Broken.", title=None),
    )


@pytest.mark.parametrize("name", questions())
def test_each_question_has_titles_and_an_answer(store: Store, name: str) -> None:
    question = questions()[name]
    assert question.title and question.title_en and question.title != question.title_en
    assert ask(store, name).num_columns > 1


CASES = [
    ("documents", {}, ["a.docx", "a.pdf", "b.docx", "c.pdf"]),
    ("documents", {"department": "sở tài chính"}, ["a.docx", "a.pdf", "c.pdf"]),
    ("documents", {"department": "STC"}, ["a.docx", "a.pdf", "c.pdf"]),
    ("documents", {"department": "snv-kh"}, ["b.docx"]),
    ("documents", {"department": "noi vu"}, ["b.docx"]),
    ("documents", {"department": "oi v"}, []),
    ("documents", {"status": "failed"}, ["c.pdf"]),
    ("documents", {"period": "2023"}, ["a.docx", "a.pdf", "b.docx", "c.pdf"]),
    ("documents", {"period": "Quý III/2023"}, []),
    ("findings", {}, ["a.docx", "a.docx"]),
    ("findings", {"rule": "ref"}, ["a.docx"]),
    ("findings", {"level": "warning"}, ["a.docx"]),
    ("findings", {"department": "Nội vụ"}, []),
    ("renditions", {"department": "stc"}, ["a.docx", "a.pdf"]),
    ("totals", {"form": "II.06a", "period": "2023"}, ["a.docx", "a.docx"]),
    ("who-cites", {"citation": "1911/qđ-ubnd"}, ["a.docx", "b.docx"]),
    ("failures", {}, ["c.pdf"]),
]


@pytest.mark.parametrize(
    ("name", "wanted", "files"), CASES, ids=[f"{n}-{'-'.join(w.values())}" for n, w, _ in CASES]
)
def test_answers(store: Store, name: str, wanted: dict[str, str], files: list[str]) -> None:
    assert sorted(ask(store, name, **wanted)["file_name"].to_pylist()) == files


def test_decisions_are_counted_among_the_reports_that_are_asked_for(store: Store) -> None:
    keys = ["citation_key", "mention_count", "document_count"]
    assert ask(store, "decisions").select(keys).to_pylist()[0] == dict(
        zip(keys, ("1911/QĐ-UBND/2023", 2, 2), strict=True)
    )
    only = ask(store, "decisions", department="STC").select(keys).to_pylist()
    assert only == [dict(zip(keys, ("1911/QĐ-UBND/2023", 1, 1), strict=True))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2023", "2023"),
        ("2023Q3", "2023Q3"),
        ("2023-q3", "2023Q3"),
        ("Quý III/2023", "2023Q3"),
        ("quý 3 năm 2023", "2023Q3"),
        ("năm 2023", "2023"),
        ("6 tháng đầu năm 2023", "2023H1"),
        ("9 tháng năm 2023", "2023N9"),
        ("tháng 4/2023", "2023M04"),
    ],
)
def test_periods_as_people_write_them(text: str, name: str) -> None:
    assert period_prefix(text) == name


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("none", {}), ("failures", {"department": "STC"}), ("documents", {"period": "hôm qua"})],
    ids=["no-such-question", "no-such-parameter", "no-such-period"],
)
def test_wrong_words_are_refused(store: Store, name: str, wanted: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        ask(store, name, **wanted)


@pytest.fixture
def reader(tmp_path: Path) -> Store:
    db = tmp_path / "a.duckdb"
    open_store(db, read_only=False).close()
    return open_store(db)


def test_sql_reads(reader: Store) -> None:
    table = run_sql(reader, "SELECT count(*) AS n FROM documents;")
    assert table.to_pylist() == [{"n": 0}]
    assert run_sql(reader, "SELECT * FROM range(100)", limit=7).num_rows == 7


@pytest.mark.parametrize(
    "sql",
    [
        "SELEKT 1",
        "",
        "SELECT 1; SELECT 2",
        "SELECT nothing FROM documents",
        "DELETE FROM documents",
        "CREATE TABLE t (a INTEGER)",
        "COPY documents TO '{folder}/out.csv'",
        "COPY (SELECT 1) TO '{folder}/out.parquet'",
        "EXPORT DATABASE '{folder}/out'",
        "ATTACH '{folder}/out.duckdb'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd.csv'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '1TB'",
    ],
)
def test_sql_may_not(reader: Store, tmp_path: Path, sql: str) -> None:
    before = sorted(p.name for p in tmp_path.iterdir())
    with pytest.raises(UsageError):
        run_sql(reader, sql.format(folder=tmp_path))
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_a_long_query_is_stopped(reader: Store) -> None:
    with pytest.raises(UsageError, match="more than"):
        run_sql(reader, "SELECT count(*) FROM range(10000000000) a, range(1000) b", seconds=0.2)
    assert run_sql(reader, "SELECT 1").num_rows == 1


def test_the_store_opens_for_python_users(tmp_path: Path) -> None:
    from store import open_store as opened

    with opened(MEMORY) as found:
        assert found.rows("SELECT 1") == [(1,)]
