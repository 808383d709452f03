"""A reviewer's decisions: the latest holds, each can be undone, all are told in the log."""

from normalize.schema import Evidence, Finding
from store.database import Store
from store.reviews import audit_log, review, undo
from store.settling import settle
from tests.store.factories import doc_id, finding, report
from tests.store.filling import filled

DOC = doc_id("a.docx")
FINDING = f"{DOC[:16]}-n00000"


def reviewed() -> Store:
    return filled(report("a.docx", findings=(finding(DOC),)))


def standing(store: Store) -> tuple[object, ...] | None:
    return store.row("SELECT status, note FROM findings WHERE finding_id = ?", [FINDING])


def test_undoing_steps_back_through_what_was_decided() -> None:
    store = reviewed()
    review(store, FINDING, "accepted", "Lan")
    review(store, FINDING, "dismissed", "Lan", "số để trống có chủ ý")
    assert standing(store) == ("dismissed", "số để trống có chủ ý")
    assert undo(store, DOC, "Lan") is not None
    assert standing(store) == ("accepted", None)
    assert undo(store, DOC, "Lan") is not None
    assert standing(store) == ("open", None)
    assert undo(store, DOC, "Lan") is None


def versions(second: Finding, **facts: object) -> Store:
    """Return a store of two versions of one report; the first version's finding is dismissed."""
    last = doc_id("b.docx")
    store = filled(
        report("a.docx", number="10", findings=(finding(DOC),)),
        report("b.docx", number="20", findings=(second.model_copy(update=ident(last)),), **facts),
    )
    settle(store)
    review(store, FINDING, "dismissed", "Lan", "số để trống có chủ ý")
    return store


def ident(doc: str) -> dict[str, str]:
    return {"finding_id": f"{doc[:16]}-n00000"}


def standing_in_the_last(store: Store) -> tuple[object, ...] | None:
    return store.row(
        "SELECT status, reviewed_by, note, carried_from FROM findings WHERE doc_id <> ?", [DOC]
    )


def test_a_decision_holds_for_the_next_version_of_the_report() -> None:
    store = versions(finding(DOC))
    assert store.row("SELECT count(*) FROM documents WHERE superseded_by IS NOT NULL") == (1,)
    assert standing_in_the_last(store) == ("dismissed", "Lan", "số để trống có chủ ý", DOC)
    past = "SELECT status, carried_from FROM findings_as_of(now()::TIMESTAMP + INTERVAL 2 DAY)"
    assert store.rows(past) == [("dismissed", None), ("dismissed", DOC)]


def test_what_is_decided_on_the_version_itself_comes_first() -> None:
    store = versions(finding(DOC))
    review(store, ident(doc_id("b.docx"))["finding_id"], "accepted", "Hoa")
    assert standing_in_the_last(store) == ("accepted", "Hoa", None, None)
    assert standing(store) == ("dismissed", "số để trống có chủ ý")


def test_a_finding_of_something_else_stays_open() -> None:
    other = finding(DOC, evidence=(Evidence(label="số", value="7", where="mục II"),))
    assert standing_in_the_last(versions(other)) == ("open", None, None, None)


def test_another_report_is_not_touched() -> None:
    store = versions(finding(DOC), title="Công tác văn thư năm 2023")
    assert standing_in_the_last(store) == ("open", None, None, None)


def test_the_log_tells_everything_and_forgets_nothing() -> None:
    store = reviewed()
    review(store, FINDING, "dismissed", "Lan", "nhầm")
    undo(store, DOC, "Lan")
    latest, first = audit_log(store)
    assert (first.status, first.note, first.by, first.undone) == ("dismissed", "nhầm", "Lan", True)
    assert (latest.status, latest.undoes, latest.file_name) == ("open", first.action_id, "a.docx")
