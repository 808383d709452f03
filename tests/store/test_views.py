"""What people ask: every view counts a report once."""

from datetime import date
from decimal import Decimal

import pytest

from extract.folding import skeleton
from normalize.forms import catalogue
from normalize.schema import Report
from store.database import MEMORY, open_store
from store.settling import settle
from tests.store.factories import doc_id, finding, form, mention, report
from tests.store.filling import dump, filled, keep, roles

ROWS = {"Giá": [10, 7, 3], "Công sản": [5, 0, 5], "Tổng cộng": [15, 7, 8]}
ATTACHED = "(kèm theo Báo cáo số /BC-STC của Sở Tài chính)"


def workbook(name: str = "bieu.xlsx", **changes: object) -> Report:
    bare = {"kind": None, "symbol": None, "title": None, "attached_to": ATTACHED, "keys": ()}
    return report(name, **{**bare, "rows": ROWS, **changes})  # type: ignore[arg-type]


def everything() -> list[Report]:
    return [
        report("a.docx", keys=("1/QĐ-UBND/2023", "1/QĐ-UBND/2023", "2/QĐ-UBND/2023"), rows=ROWS),
        report("a.pdf", keys=("1/QĐ-UBND/2023", "1/QĐ-UBND/2023", "2/QĐ-UBND/2023"), rows=ROWS),
        workbook(keys=("1/QĐ-UBND/2023",)),
    ]


def test_three_files_of_one_report_count_once() -> None:
    store = filled(*everything())
    assert roles(store) == {"a.docx": "report!", "a.pdf": "rendition", "bieu.xlsx": "attachment!"}
    assert store.row(
        "SELECT reports, mentions, decisions FROM decision_counts WHERE mentions > 0"
    ) == (
        1,
        3,
        2,
    )
    assert store.rows("SELECT citation_key, mention_count, document_count FROM decisions") == [
        ("1/QĐ-UBND/2023", 2, 1),
        ("2/QĐ-UBND/2023", 1, 1),
    ]
    assert store.row("SELECT sum(value) FROM counts WHERE is_total AND column_no = 3") == (15,)
    assert store.row("SELECT count(*), sum(received_total) FROM form_ii_06a") == (3, 30)


def test_a_form_that_only_the_workbook_holds_counts() -> None:
    store = filled(report("a.docx"), workbook())
    assert store.row("SELECT count(*) FROM form_ii_06a") == (3,)


def test_annexes_with_different_rows_count_together() -> None:
    store = filled(
        report("a.docx"),
        workbook("b.xlsx", rows={"Giá": [1, 1, 0]}),
        workbook("c.docx", rows={"Đất đai": [2, 2, 0]}),
    )
    assert store.row("SELECT sum(received_total) FROM form_ii_06a") == (3,)


def test_a_correction_takes_the_place_of_the_old_figures() -> None:
    store = filled(report("a.docx", rows={"Giá": [17]}), report("b.docx", rows={"Giá": [25]}))
    assert store.rows("SELECT received_total FROM form_ii_06a") == [(25,)]


def test_nothing_printed_is_null_in_a_form() -> None:
    store = filled(report("a.docx", rows={"Giá": [1]}))
    assert store.row("SELECT received_total, received_online FROM form_ii_06a") == (1, None)


def test_the_forms_own_period_wins() -> None:
    made = report("a.docx", rows={"Giá": [1]})
    quarter = {
        "period_kind": "quarter",
        "period_from": date(2023, 6, 15),
        "period_to": date(2023, 9, 14),
    }
    table = made.tables[0].model_copy(update=quarter)
    store = filled(made.model_copy(update={"tables": (table,)}))
    assert store.rows("SELECT DISTINCT period FROM counts") == [("2023Q3",)]


def test_dates_that_differ_leave_the_decision_undated() -> None:
    doc = doc_id("a.docx")
    dates = [date(2023, 8, 14), date(2023, 8, 15), None]
    mentions = tuple(mention(doc, n, issued_on=day) for n, day in enumerate(dates))
    store = filled(report("a.docx").model_copy(update={"mentions": mentions}))
    assert store.rows("SELECT issued_on, dates, mention_count FROM decisions") == [
        (None, dates[:2], 3)
    ]


def test_the_reports_own_number_is_no_citation() -> None:
    own = (mention(doc_id("a.docx"), key="5/BC-STC/2023", is_own=True),)
    store = filled(report("a.docx").model_copy(update={"mentions": own}))
    assert store.rows("SELECT * FROM decisions") == []
    assert store.row("SELECT mentions FROM decision_counts") == (0,)


def test_malformed_references_name_mention_and_place() -> None:
    doc = doc_id("a.docx")
    found = finding(doc, rule="REF104", mention_id=f"{doc[:16]}-m00000", suggestion="Báo cáo")
    note = finding(doc, 1, rule="REF108", level="note")
    store = filled(report("a.docx", findings=(found, note)))
    assert store.rows(
        "SELECT department, period, raw_text, rule, suggestion FROM malformed_references"
    ) == [("Sở Tài chính", "2023", "Quyết định số 1911/QĐ-UBND", "REF104", "Báo cáo")]


def test_an_unread_file_is_in_no_view() -> None:
    store = filled(report("a.docx", status="failed", keys=()))
    assert store.rows("SELECT * FROM decision_counts") == []


FORM_VIEWS = {
    ("II.03b", None): "form_ii_03b",
    ("II.06a", None): "form_ii_06a",
    ("II.07b", "I"): "form_ii_07b_1",
    ("II.07b", "II"): "form_ii_07b_2",
    ("II.08", None): "form_ii_08",
}


@pytest.mark.parametrize(("code", "part"), FORM_VIEWS, ids=str)
def test_each_column_of_a_form_view_is_the_catalogues(code: str, part: str | None) -> None:
    (entry,) = [p for f in catalogue() if f.code == code for p in f.parts if p.name == part]
    columns = [c for c in entry.columns if c.kind not in ("row_number", "label")]
    last = max(c.number for c in columns)
    table, figures = form(doc_id("a.docx"), {"Giá": list(range(3, last + 1))}, code=code, part=part)
    store = filled(report("a.docx").model_copy(update={"tables": (table,), "figures": figures}))
    names = ", ".join(c.indicator for c in columns)
    assert store.row(f"SELECT {names} FROM {FORM_VIEWS[code, part]}") == tuple(
        Decimal(c.number) for c in columns
    )


@pytest.mark.parametrize(
    "text",
    [
        "Đăng ký  Mã số",
        "SỞ TÀI CHÍNH",
        "ðại học – Ðà Nẵng",
        "- Cấp tỉnh (09/09), 98%",
        "ở đâu?",
        "",
    ],
)
def test_sql_folds_as_python_does(text: str) -> None:
    with open_store(MEMORY) as store:
        assert store.row("SELECT fold(?)", [text]) == (skeleton(text),)


@pytest.mark.parametrize(
    ("kind", "day", "name"),
    [
        ("year", "2023-12-14", "2023"),
        ("quarter", "2023-09-14", "2023Q3"),
        ("quarter", "2023-03-31", "2023Q1"),
        ("half_year", "2023-06-14", "2023H1"),
        ("nine_months", "2023-09-14", "2023N9"),
        ("month", "2023-04-14", "2023M04"),
        ("other", "2023-04-14", "2023-04-14"),
        ("year", None, None),
    ],
)
def test_periods_have_names(kind: str, day: str | None, name: str | None) -> None:
    with open_store(MEMORY) as store:
        assert store.row("SELECT period_name(?, ?::DATE)", [kind, day]) == (name,)


def test_settling_does_not_depend_on_the_order() -> None:
    store = open_store(MEMORY)
    for day, made in reversed(list(enumerate(everything()))):
        keep(store, made, day)
        settle(store)
    assert dump(store) == dump(filled(*everything()))


def test_settling_twice_has_nothing_to_do() -> None:
    assert not settle(filled(*everything()))


def test_the_agencies_come_from_the_lexicon() -> None:
    assert filled(report()).row("SELECT count(*) > 50 FROM agencies") == (True,)
