"""Who has reported: received, late, missing, failed, superseded, with errors; the exit code."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import cli
from extract.errors import UsageError
from store.database import Store, open_store
from store.ingest import ingest
from store.reporting import Expected, is_well, read_agencies, standings, to_arrow
from tests.store.factories import doc_id, finding, report
from tests.store.filling import filled
from tests.store.province import FAULTY, Province, write_province

FINANCE = Expected("khanh-hoa/so-tai-chinh", "Sở Tài chính")
HEALTH = Expected(None, "SỞ Y TẾ")
Q3 = {"period_kind": "quarter", "period_from": date(2023, 6, 15), "period_to": date(2023, 9, 14)}


@pytest.fixture(scope="module")
def store() -> Store:
    return filled(
        report(
            "a.docx",
            agency_id=FINANCE.agency_id,
            agency_name="Sở Tài chính",
            issued_on=date(2023, 12, 15),
            findings=(finding(doc_id("a.docx")),),
        ),
        report("x.pdf", status="failed", error="Hỏng.", error_en="Broken.", title=None),
    )


def test_states(store: Store) -> None:
    found = standings(store, "2023", [FINANCE, HEALTH])
    assert [(s.department, s.state, s.errors) for s in found] == [
        ("Sở Tài chính", "received", 1),
        ("SỞ Y TẾ", "missing", 0),
        ("Sở Tài chính", "failed", 0),
    ]
    assert found[-1].reason == "Hỏng."


@pytest.mark.parametrize(
    ("due", "state"),
    [
        (None, "received"),
        (date(2023, 12, 15), "received"),
        (date(2023, 12, 14), "late"),
    ],
    ids=["no-due-date", "on-the-day", "a-day-late"],
)
def test_late(store: Store, due: date | None, state: str) -> None:
    assert standings(store, "2023", [FINANCE], due)[0].state == state


def test_other_periods_do_not_count(store: Store) -> None:
    assert standings(store, "2023Q3", [FINANCE])[0].state == "missing"


def test_who_is_not_on_the_list_is_told(store: Store) -> None:
    states = [s.state for s in standings(store, "2023", [HEALTH])]
    assert states == ["missing", "unexpected", "failed"]


def test_without_a_list_everybody_known_is_expected() -> None:
    one = {"agency_id": "x/so-y-te", "agency_name": "Sở Y tế", "symbol": "BC-SYT"}
    store = filled(report("a.docx"), report("b.docx", **one, **Q3))
    assert {s.department: s.state for s in standings(store, "2023")}["Sở Y tế"] == "missing"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_table(store: Store, lang: str) -> None:
    table = to_arrow(standings(store, "2023", [FINANCE, HEALTH]), lang)
    assert table["state"].to_pylist()[1] == {"vi": "CHƯA GỬI", "en": "MISSING"}[lang]
    assert table["reason"].to_pylist()[2] == {"vi": "Hỏng.", "en": "Broken."}[lang]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("agency_id,name\nx/y,Sở Y tế\n", [Expected("x/y", "Sở Y tế")]),
        ("\ufeffTT;Đơn vị\n1;Sở Y tế\n2;\n", [Expected(None, "Sở Y tế")]),
        ("Tên đơn vị\r\nSở Y tế\r\n", [Expected(None, "Sở Y tế")]),
    ],
    ids=["both", "semicolons-and-bom", "one-column"],
)
def test_list_of_departments(tmp_path: Path, text: str, expected: list[Expected]) -> None:
    path = tmp_path / "agencies.csv"
    path.write_text(text, encoding="utf-8", newline="")
    assert read_agencies(path) == expected


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n"], ids=["empty", "other-columns"])
def test_a_list_without_departments_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "agencies.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        read_agencies(path)


def test_a_missing_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_agencies(tmp_path / "none.csv")


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    folder = tmp_path_factory.mktemp("status")
    made = write_province(folder)
    ingest([folder], folder / "tinh.duckdb", jobs=1)
    return made


def test_every_department_of_the_province_is_received(province: Province) -> None:
    wanted = [Expected(None, name) for name in province.departments]
    with open_store(province.folder / "tinh.duckdb") as opened:
        found = standings(opened, "2023Q3", wanted)
    with_errors = {s.department for s in found if s.errors}
    assert [(s.department, s.state) for s in found] == [(d, "received") for d in province.truth]
    assert FAULTY in with_errors and not is_well(found)


@pytest.mark.parametrize(
    ("names", "due", "code"),
    [
        (["Sở Tài chính"], "30/9/2023", 0),
        (["Sở Tài chính"], "2023-09-09", 1),
        (["Sở Tài chính", "Sở Xây dựng"], "30/9/2023", 1),
        (["Sở Tài chính", FAULTY], "30/9/2023", 1),
    ],
    ids=["all-well", "late", "missing", "errors"],
)
def test_exit_code(
    province: Province, tmp_path: Path, names: list[str], due: str, code: int
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    wanted = {name for name in names if name in province.truth}
    for number, name in enumerate(province.truth):
        if name in wanted:
            file = f"bao-cao-{number:02d}.txt"
            (folder / file).write_bytes((province.folder / file).read_bytes())
    ingest([folder], tmp_path / "t.duckdb", jobs=1)
    listed = tmp_path / "agencies.csv"
    listed.write_text("\n".join(["name", *names]), encoding="utf-8")
    words = ["status", "--period", "2023Q3", "--agencies", str(listed), "--due", due]
    done = CliRunner().invoke(
        cli, [*words, "--db", str(tmp_path / "t.duckdb")], standalone_mode=False
    )
    assert done.return_value == code, done.output
