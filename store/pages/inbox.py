"""The inbox: who has reported for which period, what came last, what failed, and the way in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from extract.errors import StoreError
from extract.folding import skeleton
from store.database import Store
from store.lock import holder, unwritten
from store.pages.arrivals import Arrivals
from store.pages.navigation import NavEntry
from store.pages.reading import Reader, reading
from store.pages.rendering import page
from store.pages.settings import PageSettings
from store.pages.spooling import spool
from store.pages.standing import PERIODS, ROWS, Grid, grid
from store.pages.writing import may_write
from store.reporting import Expected, read_agencies

LATEST = 25  # documents listed
FAILURES = 50  # failed files listed
UNPLACED = 12  # reports listed that do not tell their department or period


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the inbox the person asked for."""

    words: str = ""
    kind: str | None = None
    older: int = 0  # periods passed over
    skipped: int = 0  # departments passed over


def inbox(request: Request) -> Response:
    """Show the inbox."""
    settings: PageSettings = request.app.state.settings
    wanted = _wanted(request)
    with reading(request) as store:
        standing = _grid(request, store)
        latest = _latest(store, wanted.words)
        failed = store.rows(_FAILED, [FAILURES + 1])
        totals = store.rows(_TOTALS)[0]
    periods = standing.of_kind(wanted.kind)
    lines = standing.named(wanted.words)
    return page(
        request,
        "inbox.html",
        grid=standing,
        wanted=wanted,
        periods=periods[wanted.older : wanted.older + PERIODS],
        all_periods=len(periods),
        lines=lines[wanted.skipped : wanted.skipped + ROWS],
        all_lines=len(lines),
        steps=(PERIODS, ROWS),
        most_unplaced=UNPLACED,
        latest=latest,
        failed=failed[:FAILURES],
        more_failed=len(failed) > FAILURES,
        totals=totals,
        writer=_writer(settings),
        limit=settings.upload_limit,
        most=settings.upload_files,
        fragment=False,
        **_progress(request),
    )


async def receive(request: Request) -> Response:
    """Take dropped files in and begin to read them."""
    settings: PageSettings = request.app.state.settings
    arrivals: Arrivals = request.app.state.arrivals
    if not may_write(request):
        raise HTTPException(403)
    async with request.form(max_files=settings.upload_files, max_fields=20) as form:
        files = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
        if not files:
            raise HTTPException(400)
        named = [(str(file.filename), file.file) for file in files]
        try:
            folder, count = await run_in_threadpool(spool, settings.spool, named)
        except OSError as error:
            raise _full(error) from error
    arrivals.add(folder, count)
    return page(request, "inbox_progress.html", fragment=True, **_progress(request))


async def again(request: Request) -> Response:
    """Read once more what went wrong as a whole."""
    if not may_write(request):
        raise HTTPException(403)
    request.app.state.arrivals.again()
    return page(request, "inbox_progress.html", fragment=True, **_progress(request))


def progress(request: Request) -> Response:
    """Show how far the reading of dropped files has come; at its end the page reads itself anew."""
    answer = page(request, "inbox_progress.html", fragment=True, **_progress(request))
    if not request.app.state.arrivals.active:
        answer.headers["HX-Trigger"] = "arrived"
    return answer


def _progress(request: Request) -> dict[str, Any]:
    arrivals: Arrivals = request.app.state.arrivals
    return {"arrivals": list(arrivals.latest), "active": arrivals.active}


def _grid(request: Request, store: Store) -> Grid:
    """Return the grid of this snapshot; it is the same until the next."""
    settings: PageSettings = request.app.state.settings
    reader: Reader = request.app.state.reader
    agencies = settings.agencies
    version = (reader.version(), agencies.stat().st_mtime_ns if agencies else 0)
    known: tuple[object, Grid] | None = getattr(request.app.state, "grid", None)
    if known is not None and known[0] == version:
        return known[1]
    expected: Sequence[Expected] | None = read_agencies(agencies) if agencies else None
    made = grid(store, expected)
    request.app.state.grid = (version, made)
    return made


def _latest(store: Store, words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = store.arrow(
        _LATEST, {"words": skeleton(words).split() or [""], "most": LATEST}
    ).to_pylist()
    return found


def _writer(settings: PageSettings) -> str | None:
    """Return who writes the store just now, None when nobody."""
    with unwritten(settings.database) as free:
        if free:
            return None
    known = holder(settings.database)
    return f"{known.command} (PID {known.pid}, {known.host})" if known else "?"


def _wanted(request: Request) -> Wanted:
    query = request.query_params
    return Wanted(
        words=query.get("q", "").strip()[:200],
        kind=query.get("kind") or None,
        older=_count(query.get("older", "")),
        skipped=_count(query.get("skip", "")),
    )


def _count(text: str) -> int:
    return min(int(text), 1_000_000) if text.isascii() and text.isdecimal() else 0


def _full(error: OSError) -> StoreError:
    return StoreError(
        f"Không lưu được tệp gửi lên ({error.strerror}).",
        f"The files cannot be kept ({error.strerror}).",
        remedy="Hãy kiểm tra dung lượng đĩa trống và quyền ghi cạnh cơ sở dữ liệu.",
        remedy_en="Check free disk space and permissions beside the store.",
    )


_TOTALS = """
SELECT count(*) AS files,
       count(*) FILTER (is_current AND precedence = 0 AND status <> 'failed') AS reports,
       count(*) FILTER (role = 'superseded') AS superseded,
       count(*) FILTER (status = 'failed') AS failed
FROM documents
"""

_LATEST = """
WITH newest AS (
    SELECT * FROM documents
    WHERE list_bool_and(list_transform($words, lambda word: contains(lower(strip_accents(
        translate(concat_ws(' ', file_name, agency_name, number, symbol), 'đĐðÐƉ', 'ddddd')
    )), word)))
    ORDER BY ingested_at DESC, file_name LIMIT $most
), counted AS (
    SELECT doc_id, count(*) FILTER (level = 'error') AS errors,
           count(*) FILTER (level = 'warning') AS warnings,
           count(*) FILTER (level = 'note') AS notes
    FROM findings WHERE status = 'open' AND doc_id IN (SELECT doc_id FROM newest) GROUP BY doc_id
)
SELECT n.doc_id, n.file_name, n.agency_name AS department, n.title, n.period_kind, n.period_from,
       n.period_to, n.status, n.role, n.error, n.error_en, n.ingested_at,
       coalesce(errors, 0) AS errors, coalesce(warnings, 0) AS warnings, coalesce(notes, 0) AS notes
FROM newest n LEFT JOIN counted USING (doc_id)
ORDER BY n.ingested_at DESC, n.file_name
"""

_FAILED = """
SELECT doc_id, file_name, error_code, error, error_en, ingested_at
FROM documents WHERE status = 'failed' ORDER BY ingested_at DESC, file_name LIMIT ?
"""

NAV = NavEntry(1, "/", "inbox.title", "i")
ROUTES: tuple[BaseRoute, ...] = (
    Route("/", inbox),
    Route("/inbox/files", receive, methods=["POST"]),
    Route("/inbox/again", again, methods=["POST"]),
    Route("/inbox/progress", progress),
)
