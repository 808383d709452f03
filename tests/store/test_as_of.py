"""The store as it stood: what was current then, by SQL and by a settled copy of that time."""

import random
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from normalize.schema import Report
from store.database import Store, open_store
from store.past import past
from store.settling import mark_unsettled, settle
from store.writing import Origin, save
from tests.store.factories import report
from tests.store.filling import dump

DAY = datetime(2024, 3, 1)
ROWS = {"Giá": [1], "Tổng cộng": [1]}


def stored(db: Path, *reports: Report) -> Path:
    """Return a store that got one report a day, from the first of March 2024 on."""
    with open_store(db, read_only=False) as store:
        for day, each in enumerate(reports):
            keep(store, each, day)
        settle(store)
    return db


def keep(store: Store, each: Report, day: int) -> None:
    path, at = f"/in/{each.document.file_name}", DAY + timedelta(days=day)
    stamp = int((at - datetime(1970, 1, 1)).total_seconds() * 1e9)
    with store.transaction():
        save(store, each, Origin(path, at, ingested_at=at))
        store.run(
            "INSERT INTO files VALUES (?, ?, 100, ?, ?)", [path, each.document.doc_id, stamp, day]
        )
        mark_unsettled(store)


def dated(name: str, day: int, value: int, **document: object) -> Report:
    return report(
        name, rows={"Giá": [value], "Tổng cộng": [value]}, issued_on=date(2023, 12, day), **document
    )


def seen(store: Store, moment: str) -> list[tuple[str, str, bool]]:
    return store.rows(
        "SELECT file_name, role, is_current FROM documents_as_of(?::TIMESTAMP) ORDER BY 1",
        [moment],
    )


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a store: the second version on the second day, its PDF on the third."""
    return stored(
        tmp_path / "a.duckdb",
        dated("a.docx", 20, 17),
        dated("b.docx", 28, 25),
        dated("b.pdf", 28, 25),
        dated("c.docx", 20, 7, agency_id="snv-kh", agency_name="Sở Nội vụ", symbol="BC-SNV"),
    )


MOMENTS = {
    "before-all": ("2024-02-29", []),
    "the-first": ("2024-03-01 12:00", [("a.docx", "report", True)]),
    "corrected": (
        "2024-03-02 12:00",
        [("a.docx", "superseded", False), ("b.docx", "report", True)],
    ),
    "and-its-pdf": (
        "2024-03-03 12:00",
        [
            ("a.docx", "superseded", False),
            ("b.docx", "report", True),
            ("b.pdf", "rendition", False),
        ],
    ),
}


@pytest.mark.parametrize("case", MOMENTS)
def test_roles_as_they_were(db: Path, case: str) -> None:
    moment, expected = MOMENTS[case]
    with open_store(db) as store:
        assert seen(store, moment) == expected


def test_figures_and_mentions_as_they_were(db: Path) -> None:
    with open_store(db) as store:
        for moment, value in (("2024-03-01", 17), ("2024-03-02", 25), ("2024-03-09", 25)):
            figures = "figures_as_of(?::TIMESTAMP) WHERE agency_id = 'stc-kh' AND is_total"
            assert store.rows(f"SELECT value FROM {figures}", [moment]) == [(value,)]
        mentions = "SELECT count(*), count(DISTINCT report_id) FROM mentions_as_of(?::TIMESTAMP)"
        assert store.rows(mentions, ["2024-03-03"]) == [(1, 1)]
        assert store.rows(mentions, ["2024-03-04"]) == [(2, 2)]


def column_names(store: Store, view: str) -> list[str]:
    return store.arrow(f"SELECT * FROM {view} LIMIT 0").column_names


@pytest.mark.parametrize(
    ("macro", "view"),
    [
        ("current_documents_as_of", "current_documents"),
        ("figures_as_of", "current_figures"),
        ("mentions_as_of", "current_mentions"),
    ],
)
def test_now_is_the_present(db: Path, macro: str, view: str) -> None:
    with open_store(db) as store:
        now = store.arrow(f"SELECT * FROM {macro}(TIMESTAMP '2030-01-01') ORDER BY ALL")
        assert set(now.column_names) == set(column_names(store, view))
        columns = ", ".join(f'"{name}"' for name in now.column_names)
        today = store.arrow(f"SELECT {columns} FROM {view} ORDER BY ALL")
        assert now.to_pylist() == today.to_pylist()
        assert now.num_rows


def test_the_past_is_the_store_of_that_day(db: Path, tmp_path: Path) -> None:
    then = stored(tmp_path / "then.duckdb", dated("a.docx", 20, 17), dated("b.docx", 28, 25))
    with past(db, DAY + timedelta(days=1)) as copy, open_store(copy) as store:
        found = dump(store)
        with open_store(then) as other:
            assert found == dump(other)


@pytest.mark.parametrize("seed", range(4))
def test_both_ways_to_the_past_agree(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    reports = [
        dated(
            f"{number}.{dice.choice(['docx', 'pdf', 'txt'])}",
            dice.randint(1, 28),
            dice.randint(1, 3),
        )
        for number in range(6)
    ]
    db = stored(tmp_path / "a.duckdb", *reports)
    for day in range(6):
        moment = DAY + timedelta(days=day)
        with past(db, moment) as copy, open_store(copy) as then:
            expected = then.rows("SELECT file_name, role, is_current FROM documents ORDER BY 1")
        with open_store(db) as store:
            assert seen(store, str(moment)) == expected


def test_a_correction_holds_from_its_hour_on(db: Path) -> None:
    with open_store(db, read_only=False) as store:
        store.run(
            "INSERT INTO corrections BY NAME SELECT '1' AS action_id, k.correction_key, f.doc_id, "
            "'figure' AS target, 'value' AS slot, '' AS place, '25' AS printed, "
            "'26' AS corrected, 26 AS value, 'lan' AS corrected_by, "
            "TIMESTAMP '2024-03-05' AS corrected_at, 'nhầm' AS note FROM figures f "
            "JOIN figure_keys((SELECT list(DISTINCT doc_id) FROM figures)) k USING (figure_id) "
            "JOIN documents d USING (doc_id) WHERE d.file_name = 'b.docx' AND f.is_total"
        )
        sql = (
            "SELECT value, corrected FROM figures_as_of(?::TIMESTAMP) WHERE is_total AND value > 7"
        )
        assert store.rows(sql, ["2024-03-04"]) == [(25, False)]
        assert store.rows(sql, ["2024-03-06"]) == [(26, True)]
        assert store.rows("SELECT value FROM current_figures WHERE is_total AND value > 7") == [
            (26,)
        ]


def test_a_review_of_later_is_not_known(db: Path) -> None:
    with open_store(db, read_only=False) as store:
        store.run(
            "INSERT INTO document_findings BY NAME SELECT 'f' AS finding_id, 'k' AS finding_key, "
            "doc_id, 'REF101' AS rule, 'error' AS level, '' AS message, '' AS message_en, "
            "'document' AS origin FROM documents WHERE file_name = 'a.docx'"
        )
        store.run(
            "INSERT INTO reviews BY NAME SELECT 'k' AS finding_key, 'd' AS doc_id, 'R' AS rule, "
            "'dismissed' AS status, 'lan' AS reviewed_by, TIMESTAMP '2024-03-05' AS reviewed_at"
        )
    with open_store(db) as store:
        status = "SELECT status FROM findings_as_of(?::TIMESTAMP)"
        assert store.rows(status, ["2024-03-04"]) == [("open",)]
        assert store.rows(status, ["2024-03-06"]) == [("dismissed",)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["documents", "--as-of", "2024-03-01", "--format", "csv"], ["a.docx"]),
        (["documents", "--as-of", "2/3/2024", "--format", "csv"], ["a.docx", "b.docx"]),
        (["documents", "--format", "csv"], ["a.docx", "b.docx", "b.pdf", "c.docx"]),
        (
            ["sql", "SELECT file_name FROM current_documents", "--as-of", "2024-03-02T20:00"],
            ["b.docx"],
        ),
    ],
    ids=["first-day", "second-day", "today", "sql"],
)
def test_on_the_command_line(db: Path, words: list[str], expected: list[str]) -> None:
    ran = CliRunner().invoke(cli.cli, [*words, "--db", str(db)], standalone_mode=False)
    assert ran.exception is None
    assert [n for n in ("a.docx", "b.docx", "b.pdf", "c.docx") if n in ran.output] == expected


@pytest.mark.parametrize(
    ("day", "total"), [("2024-03-01", "17"), ("2024-03-02", "25")], ids=["before", "after"]
)
def test_a_form_of_the_province_as_of_a_day(db: Path, tmp_path: Path, day: str, total: str) -> None:
    out = tmp_path / "o.csv"
    words = ["aggregate", "II.06a", "--period", "2023", "--as-of", day, "-o", str(out)]
    ran = CliRunner().invoke(cli.cli, [*words, "--db", str(db)], standalone_mode=False)
    assert ran.exception is None
    assert total in out.read_text(encoding="utf-8")


def test_a_day_that_is_none_is_wrong_usage(db: Path) -> None:
    ran = CliRunner().invoke(cli.cli, ["documents", "--as-of", "hôm qua", "--db", str(db)])
    assert ran.exit_code == 2
