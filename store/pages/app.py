"""The application: every page module of the folder, behind the guard."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from extract.errors import StoreLockedError, TrichlucError, UsageError
from extract.registry import load_modules
from store.pages.answering import Answers
from store.pages.arrivals import Arrivals
from store.pages.guarding import HEADERS, Guard
from store.pages.navigation import NavEntry
from store.pages.passwords import Tries
from store.pages.reading import Reader
from store.pages.rendering import STATIC, language, refusal
from store.pages.sessions import Sessions
from store.pages.settings import PageSettings
from store.pages.warming import Warming, warm

log = logging.getLogger(__name__)

KNOWN = {403: "refused.forbidden", 404: "refused.not_found", 405: "refused.method"}
TOO_LARGE = 413


def build_app(settings: PageSettings) -> Starlette:
    """Return the pages over one database, ready to be served."""
    modules = load_modules("store.pages")
    routes: list[BaseRoute] = [route for m in modules for route in getattr(m, "ROUTES", ())]
    entries: list[NavEntry] = [m.NAV for m in modules if hasattr(m, "NAV")]
    sessions = Sessions()
    app = Starlette(
        routes=[Mount("/static", StaticFiles(directory=STATIC)), *routes],
        middleware=[Middleware(Guard, settings=settings, sessions=sessions)],
        exception_handlers={
            HTTPException: _refused,
            TrichlucError: _told,
            Exception: _broken,
        },
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.sessions = sessions
    app.state.tries = Tries()
    app.state.answers = Answers()
    app.state.arrivals = Arrivals(settings)
    app.state.reader = Reader(settings.database)
    app.state.navigation = tuple(sorted(entries))
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    await run_in_threadpool(warm, app)
    settings: PageSettings = app.state.settings
    warming = Warming(app)
    if settings.warm:
        app.state.arrivals.after = warming.begin
        warming.begin()
    app.state.arrivals.resume()
    yield
    await warming.end()
    await app.state.arrivals.stop()
    app.state.reader.close()


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == TOO_LARGE:
        return refusal(request, TOO_LARGE, "refused.too_large")
    return refusal(request, error.status_code, KNOWN.get(error.status_code, "refused.other"))


def _told(request: Request, error: Exception) -> Response:
    """Say what is wrong and what to do, as the command line would."""
    assert isinstance(error, TrichlucError)
    english = language(request) == "en"
    detail = error.message_en if english else error.message
    remedy = error.remedy_en if english else error.remedy
    if isinstance(error, StoreLockedError):
        answer = refusal(request, 503, "refused.locked", detail)
        answer.headers["Retry-After"] = "10"
        return answer
    status = 400 if isinstance(error, UsageError) else 503
    return refusal(request, status, "refused.told", detail, remedy)


def _broken(request: Request, error: Exception) -> Response:
    """Say that the fault is ours; its traceback goes to the log and to nobody else."""
    log.error("%s %s", request.method, request.url.path, exc_info=error)
    answer = refusal(request, 500, "refused.broken")
    answer.headers.update(HEADERS)
    return answer
