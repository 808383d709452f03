"""What a reviewer does to a report: accept, dismiss, reopen, correct, undo; and the log of it."""

from __future__ import annotations

import json
import re
from typing import Any, cast

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from extract.errors import UsageError
from normalize.catalogue import rules
from store.corrections import Correctable, Target, correct, figure_value, mention_slots
from store.database import Store
from store.pages.navigation import NavEntry
from store.pages.reading import reading
from store.pages.rendering import page
from store.pages.report_facts import cell_name, reviewed_findings
from store.pages.writing import writing
from store.reviews import Act, ReviewStatus, audit_log, last_act, review, undo

ROWS = 50  # acts on a page of the log
VALUES = 12  # values of one finding that are offered for correction
LONGEST = 500  # letters of a reason
STATUSES = ("open", "accepted", "dismissed")
_DOC_ID = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[0-9a-f]{16}-(?P<kind>[nmft])\d{5,}(?:-(?P<row>\d+)-(?P<col>\d+))?")


async def review_finding(request: Request) -> Response:
    """Record a decision on a finding and show the finding as it stands then."""
    doc_id, finding_id = request.path_params["doc_id"], request.path_params["finding_id"]
    async with request.form(max_fields=5) as form:
        status = str(form.get("status", ""))
        note = str(form.get("note", "")).strip()[:LONGEST]
    if status not in STATUSES:
        raise HTTPException(400)
    if status == "dismissed" and not note:
        raise UsageError(
            "Cần ghi lý do bỏ qua.",
            "Dismissing needs a reason.",
            remedy="Hãy ghi vì sao phát hiện này không đúng.",
            remedy_en="Say why the finding does not hold.",
        )
    return await run_in_threadpool(_review, request, doc_id, finding_id, status, note)


def _review(request: Request, doc_id: str, finding_id: str, status: str, note: str) -> Response:
    with writing(request) as store:
        if not store.row(
            "SELECT 1 FROM document_findings WHERE doc_id = ? AND finding_id = ?",
            [doc_id, finding_id],
        ):
            raise HTTPException(404)
        review(store, finding_id, cast(ReviewStatus, status), _who(request), note or None)
        return _changed(request, store, doc_id, (finding_id,))


async def undo_last(request: Request) -> Response:
    """Take this person's latest act on the report back and show what it changed."""
    return await run_in_threadpool(_undo, request, request.path_params["doc_id"])


def _undo(request: Request, doc_id: str) -> Response:
    with writing(request) as store:
        act = undo(store, doc_id, _who(request))
        if act is None:
            return _changed(request, store, doc_id, ())
        if act.what == "correction":
            answer = _changed(request, store, doc_id, ())
            answer.headers["HX-Trigger"] = _trigger("corrected", "")
            return answer
        found = store.rows(
            "SELECT finding_id FROM document_findings WHERE doc_id = ? AND finding_key = "
            "(SELECT any_value(finding_key) FROM reviews WHERE action_id = ?)",
            [doc_id, act.action_id],
        )
        return _changed(request, store, doc_id, tuple(name for (name,) in found))


def values(request: Request) -> Response:
    """Show the values that a finding, citation, number or cell holds, and how to correct them."""
    doc_id, name = request.path_params["doc_id"], request.query_params.get("of", "")
    with reading(request) as store:
        return _values(request, doc_id, name, _correctable(store, doc_id, name))


async def correct_value(request: Request) -> Response:
    """Keep a corrected value and show it."""
    doc_id = request.path_params["doc_id"]
    async with request.form(max_fields=8) as form:
        told = {name: str(form.get(name, "")) for name in ("of", "target", "id", "slot", "value")}
        note = str(form.get("note", "")).strip()[:LONGEST]
    if told["target"] not in ("figure", "mention") or not told["id"].startswith(doc_id[:16]):
        raise HTTPException(400)
    return await run_in_threadpool(_correct, request, doc_id, told, note)


def _correct(request: Request, doc_id: str, told: dict[str, str], note: str) -> Response:
    with writing(request) as store:
        target = cast(Target, told["target"])
        if not store.row(
            f"SELECT 1 FROM {target}s WHERE doc_id = ? AND {target}_id = ?", [doc_id, told["id"]]
        ):
            raise HTTPException(404)
        correct(store, target, told["id"], told["slot"], told["value"], _who(request), note)
        answer = _values(
            request,
            doc_id,
            told["of"],
            _correctable(store, doc_id, told["of"]),
            saved=told["id"] + told["slot"],
            last=undoable(store, request, doc_id),
        )
    answer.headers["HX-Trigger"] = _trigger("corrected", told["id"])
    return answer


def log_page(request: Request) -> Response:
    """Show what reviewers did, the latest first; `doc`: on one report only."""
    query = request.query_params
    doc_id = query.get("doc") or None
    if doc_id is not None and not _DOC_ID.fullmatch(doc_id):
        raise HTTPException(404)
    skip = query.get("skip", "")
    skipped = min(int(skip), 1_000_000) if skip.isascii() and skip.isdecimal() else 0
    with reading(request) as store:
        acts = audit_log(store, doc_id, ROWS + 1, skipped)
    return page(
        request,
        "review_log.html",
        acts=acts[:ROWS],
        more=len(acts) > ROWS,
        skipped=skipped,
        rows=ROWS,
        doc_id=doc_id,
    )


def undoable(store: Store, request: Request, doc_id: str) -> Act | None:
    """Return what `undo` would take back for this person."""
    return last_act(store, doc_id, _who(request))


def _who(request: Request) -> str:
    return str(request.state.session.user or request.app.state.settings.user)


def _changed(request: Request, store: Store, doc_id: str, names: tuple[str, ...]) -> Response:
    """Return the findings as they stand now, to take the places of those on the page."""
    findings = reviewed_findings(store, doc_id)
    return page(
        request,
        "review_changed.html",
        findings=[f for f in findings if f["finding_id"] in names],
        open_count=sum(f["status"] == "open" for f in findings),
        last=undoable(store, request, doc_id),
        document={"doc_id": doc_id},
        rules=rules(),
        cell_name=cell_name,
    )


def _values(
    request: Request,
    doc_id: str,
    name: str,
    found: list[Correctable],
    saved: str = "",
    **more: Any,
) -> Response:
    return page(
        request,
        "report_values.html",
        document={"doc_id": doc_id},
        of=name,
        values=found,
        saved=saved,
        **more,
    )


def _correctable(store: Store, doc_id: str, name: str) -> list[Correctable]:
    """Return what can be corrected of the thing that is called so.

    Raises:
        HTTPException: 404 when the document has nothing called so.
    """
    told = _NAME.fullmatch(name)
    if told is None or not name.startswith(doc_id[:16]):
        raise HTTPException(404)
    if told["kind"] == "n":
        return _of_finding(store, doc_id, name)
    if told["kind"] == "t" and told["row"]:
        table_id = name.rsplit("-", 2)[0]
        return _of_cell(store, doc_id, table_id, int(told["row"]), int(told["col"]))
    if told["kind"] in "mf":
        try:
            if told["kind"] == "m":
                return list(mention_slots(store, name))
            return [figure_value(store, name)]
        except UsageError as error:
            raise HTTPException(404) from error
    return []


def _of_finding(store: Store, doc_id: str, finding_id: str) -> list[Correctable]:
    found = store.row(
        "SELECT evidence::VARCHAR, mention_id FROM document_findings "
        "WHERE doc_id = ? AND finding_id = ?",
        [doc_id, finding_id],
    )
    if found is None:
        raise HTTPException(404)
    places: list[dict[str, Any]] = json.loads(found[0] or "[]")
    if found[1]:
        places.insert(0, {"mention_id": found[1]})
    values: dict[tuple[str, str], Correctable] = {}
    for place in places:
        some: list[Correctable] = []
        if place.get("mention_id"):
            some = list(mention_slots(store, place["mention_id"]))
        elif place.get("table_id") and place.get("row") is not None:
            some = _of_cell(store, doc_id, place["table_id"], place["row"], place.get("col") or 0)
        elif place.get("block_id"):
            some = _of_block(store, doc_id, place["block_id"], str(place.get("value", "")))
        values |= {(v.identifier, v.slot): v for v in some}
        if len(values) >= VALUES:
            break
    return list(values.values())[:VALUES]


def _of_cell(store: Store, doc_id: str, table_id: str, row: int, col: int) -> list[Correctable]:
    found = store.rows(
        'SELECT figure_id FROM figures WHERE doc_id = ? AND table_id = ? AND "row" = ? '
        "AND col = ? ORDER BY ordinal LIMIT 4",
        [doc_id, table_id, row, col],
    )
    cited = store.rows(
        'SELECT mention_id FROM mentions WHERE doc_id = ? AND table_id = ? AND "row" = ? '
        "AND col = ? ORDER BY ordinal LIMIT 3",
        [doc_id, table_id, row, col],
    )
    slots = [slot for (name,) in cited for slot in mention_slots(store, name)]
    return [figure_value(store, name) for (name,) in found] + slots


def _of_block(store: Store, doc_id: str, block_id: str, value: str) -> list[Correctable]:
    """Return the numbers of a paragraph that are the value compared."""
    found = store.rows(
        "SELECT figure_id FROM figures WHERE doc_id = ? AND block_id = ? AND source = 'prose' "
        "AND (raw_text = ? OR value::DOUBLE = try_cast(? AS DOUBLE) OR contains(?, raw_text)) "
        "ORDER BY ordinal LIMIT 3",
        [doc_id, block_id, value, value.replace(".", "").replace(",", "."), value],
    )
    return [figure_value(store, name) for (name,) in found]


def _trigger(event: str, name: str) -> str:
    return json.dumps({event: {"id": name}})


NAV = NavEntry(8, "/log", "review.log", "l")
ROUTES: tuple[BaseRoute, ...] = (
    Route("/log", log_page),
    Route("/reports/{doc_id}/findings/{finding_id}/review", review_finding, methods=["POST"]),
    Route("/reports/{doc_id}/undo", undo_last, methods=["POST"]),
    Route("/reports/{doc_id}/values", values),
    Route("/reports/{doc_id}/corrections", correct_value, methods=["POST"]),
)
