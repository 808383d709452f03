"""Corrected values: used where people sum, undone in order, found again after a new reading."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from extract.errors import UsageError
from store.aggregate import aggregate
from store.aggregate_xlsx import write_xlsx
from store.corrections import correct, figure_value, mention_slots
from store.database import Store
from store.reviews import audit_log, undo
from tests.store.factories import doc_id, mention, report
from tests.store.filling import filled, keep

ROWS = {"Giá": [10, 7, 3], "Công sản": [5, 0, 5], "Tổng cộng": [15, 7, 8]}
DOC = doc_id("a.docx")
FIRST = f"{DOC[:16]}-f00000"


@pytest.fixture
def store() -> Store:
    return filled(report("a.docx", rows=ROWS))


def fix(store: Store, text: str = "12", note: str = "bản gốc ghi 12") -> str:
    return correct(store, "figure", FIRST, "value", text, "Lan", note)


def received(store: Store) -> list[tuple[object, ...]]:
    return store.rows("SELECT received_total, corrected FROM form_ii_06a WHERE row_label = 'Giá'")


def test_a_corrected_number_is_the_one_that_counts(store: Store) -> None:
    assert received(store) == [(10, False)]
    fix(store, "1.012")
    assert received(store) == [(1012, True)]
    assert store.rows("SELECT value, printed_value, raw_text FROM counts WHERE corrected") == [
        (1012, 10, "10")
    ]
    assert store.row("SELECT value FROM figures WHERE figure_id = ?", [FIRST]) == (10,)


def test_the_workbook_adds_the_corrected_number_and_names_the_correction(store: Store) -> None:
    fix(store)
    book = load_workbook(BytesIO(write_xlsx(aggregate(store, "II.06a", "2023"))))
    rows = [[str(c) for c in row] for row in book["Nguồn số liệu"].iter_rows(values_only=True)]
    (named,) = [row for row in rows if any("bản gốc ghi 12" in cell for cell in row)]
    assert named[4] == "12" and named[5] == "10" and "Lan" in named[-1]


def test_a_correction_survives_a_reading_that_finds_other_rows(store: Store) -> None:
    fix(store)
    keep(store, report("a.docx", rows={"Lĩnh vực": [0, 0, 0], **ROWS}))
    assert received(store) == [(12, True)]


def test_undoing_gives_back_what_held_before(store: Store) -> None:
    fix(store, "12")
    fix(store, "13", "nhầm lần trước")
    seen = []
    while undo(store, DOC, "Lan"):
        seen.append(figure_value(store, FIRST).corrected)
    assert seen == ["12", None]
    assert received(store) == [(10, False)]
    assert [(a.corrected, a.undone) for a in audit_log(store, DOC) if a.undoes is None] == [
        ("13", True),
        ("12", True),
    ]


def test_nobody_undoes_another_persons_act(store: Store) -> None:
    fix(store)
    assert undo(store, DOC, "Hoa") is None
    assert received(store) == [(12, True)]


def test_a_corrected_citation_becomes_another_decision() -> None:
    doc = doc_id("a.docx")
    made = report("a.docx").model_copy(
        update={"mentions": (mention(doc, 0, "94/QĐ-UBND/2023", issued_on=date(2023, 1, 11)),)}
    )
    store = filled(made)
    identifier = f"{doc[:16]}-m00000"
    correct(store, "mention", identifier, "number", "0194", "Lan", "thiếu chữ số")
    correct(store, "mention", identifier, "issued_on", "12/01/2022", "Lan", "sai ngày")
    assert store.rows("SELECT citation_key, number, issued_on FROM decisions") == [
        ("194/QĐ-UBND/2022", "194", date(2022, 1, 12))
    ]
    assert [s.corrected for s in mention_slots(store, identifier)] == ["194", None, "2022-01-12"]
    assert store.rows("SELECT citation_key FROM report_citations") == [("194/QĐ-UBND/2022",)]
    undo(store, doc, "Lan")
    assert store.rows("SELECT citation_key FROM decisions") == [("194/QĐ-UBND/2023",)]


@pytest.mark.parametrize(
    ("slot", "text", "note"),
    [
        pytest.param("value", "mười", "lý do", id="no number"),
        pytest.param("value", "12", " ", id="no reason"),
        pytest.param("symbol", "QĐ-UBND", "lý do", id="a slot it does not have"),
    ],
)
def test_what_cannot_be_meant_is_refused(store: Store, slot: str, text: str, note: str) -> None:
    with pytest.raises(UsageError):
        correct(store, "figure", FIRST, slot, text, "Lan", note)
    assert received(store) == [(10, False)]


def test_a_dash_takes_a_number_away(store: Store) -> None:
    fix(store, "-")
    assert store.rows("SELECT value, nil FROM counts WHERE corrected") == [(None, "dash")]
    assert (
        Decimal(5)
        == store.rows("SELECT sum(received_total) FROM form_ii_06a WHERE NOT is_total")[0][0]
    )
