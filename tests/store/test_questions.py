"""The page of questions tells the truth: every view has three examples, every answer is current."""

import importlib.util
import tomllib
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
from click.testing import CliRunner

from cli import cli
from store.database import MEMORY, open_store
from store.queries import ask, questions
from store.settling import settle
from tests.store.comparing import made
from tests.store.factories import mention, report
from tests.store.filling import filled, keep
from tests.store.test_aggregate_parts import QUARTERS
from tests.store.test_graph import STORY

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLES = tomllib.loads((DOCS / "questions.toml").read_text(encoding="utf-8"))


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("questions", DOCS / "questions.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_current() -> None:
    assert (DOCS / "questions.md").read_text(encoding="utf-8") == generator().questions_page()


def test_every_view_has_three_examples() -> None:
    with open_store(MEMORY) as store:
        views = store.rows("SELECT view_name FROM duckdb_views() WHERE NOT internal")
    assert {name for (name,) in views} == set(EXAMPLES)
    for view, entry in EXAMPLES.items():
        assert len(entry["examples"]) == 3
        assert all(view in sql for _, sql in entry["examples"])


@pytest.mark.parametrize("name", questions())
def test_every_question_runs_with_each_of_its_parameters(name: str) -> None:
    store = filled(report("a.docx", rows={"Giá": [3, 4]}))
    question = questions()[name]
    values = {"period": "2023", "level": "error", "status": "open", "form": "II.06a"}
    ask(store, name)
    ask(store, name, 1)
    for parameter in question.parameters:
        ask(store, name, **{parameter: values.get(parameter, "x")})


def test_a_limit_cuts_the_rows() -> None:
    keys = ("1/QĐ-UBND/2023", "2/QĐ-UBND/2023", "3/QĐ-UBND/2023")
    store = filled(report("a.docx", keys=keys))
    for name in ("who-cites", "decisions", "most-cited"):
        assert (ask(store, name).num_rows, ask(store, name, 2).num_rows) == (3, 2)


def test_subjects_that_clearly_differ_are_told() -> None:
    store = filled()
    for name, subject in (
        ("a.docx", "về công bố danh mục thủ tục hành chính lĩnh vực đất đai"),
        ("b.docx", "về giao chỉ tiêu biên chế công chức các cơ quan"),
        ("c.docx", "về việc công bố danh mục thủ tục hành chính lĩnh vực đất đai tại xã"),
    ):
        written = report(name, number=name, agency_id=f"x/{name}", agency_name=f"Sở {name}")
        cited = mention(written.document.doc_id, 0, subject=subject)
        keep(store, written.model_copy(update={"mentions": (cited,)}))
    settle(store)
    rows = ask(store, "title-conflicts").to_pylist()
    pairs = {frozenset((row["file_name"], row["other_file"])) for row in rows}
    assert pairs == {frozenset(("a.docx", "b.docx")), frozenset(("b.docx", "c.docx"))}


def test_rates_by_department_and_period(tmp_path: Path) -> None:
    with open_store(made(QUARTERS, tmp_path)) as store:
        rows = ask(store, "on-time", department="Sở Tài chính").to_pylist()
    # The rows are added up; the total counts where there are no rows.
    assert [(row["period"], row["online"], row["resolved"]) for row in rows] == [
        ("2023Q1", 70, 60),
        ("2023Q2", 95, 101),
        ("2023Q3", 64, 74),
        ("2023Q4", 44, 45),
    ]


def test_a_bare_word_is_the_first_parameter(tmp_path: Path) -> None:
    db = made(STORY, tmp_path)
    target = tmp_path / "a.xlsx"
    words = ["sql", "--db", str(db), "--named", "who-cites", "100/QĐ-UBND"]
    done = CliRunner().invoke(cli, [*words, "--format", "xlsx", "-o", str(target)])
    assert done.exit_code == 0, done.output
    rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))
    assert {row[0] for row in rows[1:]} == {"100/QĐ-UBND/2021"} and len(rows) == 4


def test_a_question_without_parameters_takes_no_word(tmp_path: Path) -> None:
    db = made(QUARTERS, tmp_path)
    words = ["sql", "--db", str(db), "--named", "failures", "x"]
    assert CliRunner().invoke(cli, words).exit_code != 0
