"""A reviewer's decisions: the latest holds, each can be undone, all are told in the log."""

from store.database import Store
from store.reviews import audit_log, review, undo
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


def test_the_log_tells_everything_and_forgets_nothing() -> None:
    store = reviewed()
    review(store, FINDING, "dismissed", "Lan", "nhầm")
    undo(store, DOC, "Lan")
    latest, first = audit_log(store)
    assert (first.status, first.note, first.by, first.undone) == ("dismissed", "nhầm", "Lan", True)
    assert (latest.status, latest.undoes, latest.file_name) == ("open", first.action_id, "a.docx")
