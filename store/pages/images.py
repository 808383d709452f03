"""Pictures of pages: whole ones at a few widths, and the spot where something stands."""

from __future__ import annotations

import io
import logging
import math
import multiprocessing
import os
import re
import threading
from collections.abc import Sequence
from concurrent.futures import TimeoutError
from functools import cache
from pathlib import Path

from pebble import ProcessExpired, ProcessPool
from PIL import Image
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from store.archive import Archive, archive_path
from store.pages.painting import paint, prepare
from store.pages.reading import reading

log = logging.getLogger(__name__)

WIDTHS = (900, 1600)  # pixels: to read beside the facts, and enlarged
SECONDS = 30.0  # that painting one page may take
KEPT = 4000  # pictures kept beside the database
PAINTED = ("pdf", "image")  # media types whose pages are pictures; others are shown as text
_VERSION = 1  # of how pages are painted: older pictures are not used again
_ROOM = 14.0  # points around a spot
_SPOT = 1600  # pixels wide is the page that a spot is cut from
_DOC_ID = re.compile(r"[0-9a-f]{64}")
_SWEEPING = threading.Lock()


def page_image(request: Request) -> Response:
    """Send a page of a report as a picture."""
    doc_id, number = request.path_params["doc_id"], request.path_params["number"]
    asked = request.query_params.get("w", str(WIDTHS[0]))
    wide = int(asked) if asked.isdecimal() and int(asked) in WIDTHS else WIDTHS[0]
    return _sent(_painted(request, doc_id, number, wide)[0])


def spot_image(request: Request) -> Response:
    """Send the part of a page around a box, given as `x0,y0,x1,y1` in points."""
    doc_id, number = request.path_params["doc_id"], request.path_params["number"]
    try:
        box = [float(part) for part in request.query_params.get("box", "").split(",")]
        x0, y0, x1, y1 = box
    except ValueError as error:
        raise HTTPException(400) from error
    if not all(map(math.isfinite, box)):
        raise HTTPException(400)
    data, width = _painted(request, doc_id, number, _SPOT)
    with Image.open(io.BytesIO(data)) as whole:
        scale = whole.width / width
        corners = (x0 - 6 * _ROOM, y0 - _ROOM, x1 + 6 * _ROOM, y1 + _ROOM)
        left, top, right, bottom = (round(value * scale) for value in corners)
        area = (max(left, 0), max(top, 0), min(right, whole.width), min(bottom, whole.height))
        if area[0] >= area[2] or area[1] >= area[3]:
            raise HTTPException(400)
        buffer = io.BytesIO()
        whole.crop(area).save(buffer, "PNG")
    return _sent(buffer.getvalue())


def image_url(doc_id: str, number: int, wide: int = WIDTHS[0]) -> str:
    """Return the address of a page's picture."""
    return f"/reports/{doc_id}/pages/{number}.png?w={wide}"


def picture_url(doc_id: str, number: int, box: Sequence[float]) -> str:
    """Return the address of the picture of a spot; the box is in points."""
    corners = ",".join(f"{value:.1f}" for value in box)
    return f"/reports/{doc_id}/pages/{number}/spot.png?box={corners}"


def _sent(data: bytes) -> Response:
    return Response(
        data, media_type="image/png", headers={"Cache-Control": "private, max-age=86400"}
    )


def _painted(request: Request, doc_id: str, number: int, wide: int) -> tuple[bytes, float]:
    """Return a page's picture and its width in points.

    Raises:
        HTTPException: 404 when there is no such page or its file cannot be painted.
    """
    if not _DOC_ID.fullmatch(doc_id):
        raise HTTPException(404)
    with reading(request) as store:
        found = store.row(
            "SELECT d.media_type, p.width FROM documents d JOIN pages p USING (doc_id) "
            "WHERE d.doc_id = ? AND p.number = ?",
            [doc_id, number],
        )
    if found is None or found[0] not in PAINTED or not found[1]:
        raise HTTPException(404)
    database: Path = request.app.state.settings.database
    kept = pictures_path(database) / f"{doc_id}-{number}-{wide}-{_VERSION}.png"
    if kept.exists():
        return kept.read_bytes(), found[1]
    source = Archive(archive_path(database)).path_of(doc_id)
    if not source.is_file():
        raise HTTPException(404)
    data = _paint_apart(source, found[0], number, wide)
    _keep(kept, data)
    return data, found[1]


def pictures_path(database: Path) -> Path:
    """Return where a database's pictures are kept; they can be thrown away at any time."""
    return database.with_name(database.name + ".pictures")


def _paint_apart(source: Path, media_type: str, number: int, wide: int) -> bytes:
    promise = _painters().schedule(paint, args=[source, media_type, number, wide], timeout=SECONDS)
    try:
        data: bytes = promise.result()
    except (TimeoutError, ProcessExpired, RuntimeError, OSError, IndexError, MemoryError) as error:
        # An encrypted file, a damaged page, a parser that died: the facts are shown without it.
        log.warning("%s, page %d: %s", source.name, number, error)
        raise HTTPException(404) from error
    return data


@cache
def _painters() -> ProcessPool:
    """Return the processes that paint; they are made when the first page is asked for."""
    kind = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(kind)
    return ProcessPool(max_workers=2, max_tasks=50, initializer=prepare, context=context)


def _keep(path: Path, data: bytes) -> None:
    """Keep a picture for the next who asks; what cannot be kept is painted again."""
    partial = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        path.parent.mkdir(exist_ok=True)
        partial.write_bytes(data)
        partial.replace(path)
        with _SWEEPING:
            known = sorted(path.parent.glob("*.png"), key=lambda file: file.stat().st_mtime_ns)
            for old in known[: max(0, len(known) - KEPT)]:
                old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("%s: %s", path, error.strerror)
        partial.unlink(missing_ok=True)


ROUTES: tuple[BaseRoute, ...] = (
    Route("/reports/{doc_id}/pages/{number:int}.png", page_image),
    Route("/reports/{doc_id}/pages/{number:int}/spot.png", spot_image),
)
