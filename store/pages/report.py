"""One report: its pages or its text on one side, on the other what was read of it."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from normalize.catalogue import rules
from store.archive import Archive, archive_path
from store.database import Store
from store.pages.decisions import decision_url
from store.pages.images import PAINTED, WIDTHS, image_url
from store.pages.reading import reading
from store.pages.rendering import page, render
from store.pages.report_facts import Facts, blocks, cell_name, facts, marks, outlines, table
from store.pages.report_text import segments
from store.pages.reviewing import undoable
from store.pages.settings import PageSettings

OPEN_FORMS = 12  # forms shown at once; the others when they are opened


def report(request: Request) -> Response:
    """Show one document."""
    doc_id = request.path_params["doc_id"]
    with reading(request) as store:
        known = facts(store, doc_id)
        if known is None:
            raise HTTPException(404)
        pictures = _has_pictures(request, known)
        last = undoable(store, request, doc_id)
        body = () if pictures else _body(store, doc_id)
    forms = [t for t in known.tables if t["form_code"]]
    return page(
        request,
        "report.html",
        facts=known,
        document=known.document,
        pictures=pictures,
        body=body,
        at_once={t["table_id"] for t in forms[:OPEN_FORMS]},
        rules=rules(),
        last=last,
        image_url=image_url,
        widths=WIDTHS,
        decision_url=decision_url,
        cell_name=cell_name,
    )


def report_table(request: Request) -> Response:
    """Show one table of a document: `side=at` in its text, `side=of` among the facts."""
    doc_id, table_id = request.path_params["doc_id"], request.path_params["table_id"]
    with reading(request) as store:
        found = table(store, doc_id, table_id)
    if found is None:
        raise HTTPException(404)
    side = "at" if request.query_params.get("side") == "at" else "of"
    return page(
        request, "report_table.html", table=found[0], rows=found[1], side=side, cell_name=cell_name
    )


def report_marks(request: Request) -> Response:
    """Show the outlines of what stands on a page, as a picture to lay over it."""
    doc_id, number = request.path_params["doc_id"], request.path_params["number"]
    with reading(request) as store:
        size = store.row(
            "SELECT width, height FROM pages WHERE doc_id = ? AND number = ?", [doc_id, number]
        )
        if size is None or not size[0]:
            raise HTTPException(404)
        found = outlines(store, doc_id, number)
    drawn = render(
        request, "report_marks.html", width=size[0], height=size[1], cell_name=cell_name, **found
    )
    return Response(drawn, media_type="text/html")


def _body(store: Store, doc_id: str) -> tuple[dict[str, object], ...]:
    """Return the blocks of a document without pages, their citations marked."""
    where = marks(store, doc_id)
    return tuple(
        block | {"segments": tuple(segments(block["text"], where.get(block["block_id"], ())))}
        for block in blocks(store, doc_id)
    )


def _has_pictures(request: Request, known: Facts) -> bool:
    """Tell whether the pages can be shown as pictures: printed, and kept."""
    settings: PageSettings = request.app.state.settings
    document = known.document
    if document["media_type"] not in PAINTED or not known.pages:
        return False
    return Archive(archive_path(settings.database)).path_of(document["doc_id"]).is_file()


ROUTES: tuple[BaseRoute, ...] = (
    Route("/reports/{doc_id}", report),
    Route("/reports/{doc_id}/tables/{table_id}", report_table),
    Route("/reports/{doc_id}/pages/{number:int}/marks", report_marks),
)
