"""A report into rows: nothing lost, nothing doubled, reviews kept."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import UsageError
from normalize.schema import CellRecord, Evidence, Report
from store.reviews import finding_keys, review
from store.tables import PARTS
from store.writing import content_key, delete, stored
from tests.store.factories import doc_id, finding, report
from tests.store.filling import dump, filled, keep


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("1451", "1451"),
        ("0.3333333333333333", "0.3333333333"),
        ("12345678901234567890.5", "12345678901234567890.5"),
        ("1E+40", None),
        ("NaN", None),
    ],
    ids=["count", "long-fraction", "large", "beyond-all-sums", "no-number"],
)
def test_numbers_as_the_store_keeps_them(printed: str, kept: str | None) -> None:
    assert stored(Decimal(printed)) == (None if kept is None else Decimal(kept))


@given(st.integers(1 - 10**28, 10**28 - 1), st.integers(0, 10))
def test_a_number_of_ten_decimals_or_fewer_is_kept_exactly(digits: int, decimals: int) -> None:
    value = Decimal(digits).scaleb(-decimals)
    assert stored(value) == value


def test_writing_twice_is_writing_once() -> None:
    once, twice = filled(report(rows={"Giá": [1, 2]})), filled(report(rows={"Giá": [1, 2]}))
    keep(twice, report(rows={"Giá": [1, 2]}))
    assert dump(twice) == dump(once)


def test_deleting_leaves_no_row_of_the_document() -> None:
    store = filled(report(rows={"Giá": [1]}, findings=(finding(doc_id("bao-cao.docx")),)))
    delete(store, doc_id("bao-cao.docx"))
    counts = {name: store.row(f'SELECT count(*) FROM "{name}"') for name in ("documents", *PARTS)}
    assert set(counts.values()) == {(0,)}


def test_a_torn_cell_keeps_all_its_places() -> None:
    made = report(rows={"Giá": [1]})
    places = ((3, (1.0, 2.0, 3.0, 4.0)), (4, (1.0, 2.0, 3.0, 4.5)))
    torn = CellRecord(row=0, col=0, text="1", places=places)
    table = made.tables[0].model_copy(update={"cells": (torn,)})
    store = filled(made.model_copy(update={"tables": (table,)}))
    assert store.rows("SELECT places->>'$[1][0]' FROM cells") == [("4",)]


def test_evidence_can_be_asked_by_sql() -> None:
    store = filled(report(findings=(finding(doc_id("bao-cao.docx")),)))
    assert store.rows("SELECT evidence->>'$[0].where' FROM findings") == [("mục I.3",)]


def test_content_is_the_same_whatever_the_bytes() -> None:
    assert content_key(report("a.docx", rows={"Giá": [1]})) == content_key(
        report("b.docx", rows={"GIÁ": [1]})
    )


def test_a_review_finds_its_finding_after_a_new_reading() -> None:
    doc = doc_id("bao-cao.docx")
    store = filled(report(findings=(finding(doc, 0),)))
    review(store, f"{doc[:16]}-n00000", "dismissed", "lan", "số để trống có chủ ý")
    keep(store, report(findings=(finding(doc, 0, rule="DOC501"), finding(doc, 1))))
    assert store.rows("SELECT rule, status, reviewed_by FROM findings ORDER BY rule") == [
        ("DOC501", "open", None),
        ("REF101", "dismissed", "lan"),
    ]


def test_the_latest_review_holds_and_its_note_may_go() -> None:
    doc = doc_id("bao-cao.docx")
    store = filled(report(findings=(finding(doc),)))
    review(store, f"{doc[:16]}-n00000", "dismissed", "lan", "nhầm")
    review(store, f"{doc[:16]}-n00000", "open", "hoa")
    assert store.rows("SELECT status, reviewed_by, note FROM findings") == [("open", "hoa", None)]
    assert store.row("SELECT count(*) FROM reviews") == (2,)


def test_a_review_of_no_finding_is_refused() -> None:
    with pytest.raises(UsageError):
        review(filled(report()), "none", "accepted", "lan")


def test_two_like_findings_have_two_keys() -> None:
    doc = doc_id("bao-cao.docx")
    made: Report = report(
        findings=(
            finding(doc, 0),
            finding(doc, 1),
            finding(doc, 2, evidence=(Evidence(label="số", value="7", where="mục II"),)),
        )
    )
    assert len({name.key for name in finding_keys(made)}) == 3


def test_saving_keeps_the_first_hour_of_ingestion() -> None:
    store = filled(report())
    first = store.row("SELECT ingested_at FROM documents")
    keep(store, report())
    assert store.row("SELECT ingested_at FROM documents") == first
