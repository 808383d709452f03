"""What is done before anybody asks: the store opened, templates compiled, pages made once.

Some pages keep what they have added up until the store changes. After the start and after a batch
they are made once in the background, so that no person waits for the first time.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.routing import Route

from extract.errors import TrichlucError
from store.pages.rendering import environment
from store.pages.sessions import Session

log = logging.getLogger(__name__)


def warm(app: Starlette) -> None:
    """Open the store and compile the templates, so that the first page need not."""
    with suppress(TrichlucError):  # the page will say so
        app.state.reader.version()
    for name in environment().list_templates():
        environment().get_template(name)


class Warming:
    """Makes the pages of the navigation in the background, one after the other."""

    def __init__(self, app: Starlette) -> None:
        self._app = app
        self._task: asyncio.Task[None] | None = None
        self._ended = False

    def begin(self) -> None:
        """Make them, unless it is being done; to be called in the event loop."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._visit_all())

    async def end(self) -> None:
        """Stop after the page that is being made."""
        self._ended = True
        if self._task is not None:
            # A fault of ours in a page must not keep us from ending.
            await asyncio.wait([self._task])

    async def _visit_all(self) -> None:
        for entry in self._app.state.navigation:
            if self._ended:
                return
            began = time.monotonic()
            try:
                await run_in_threadpool(visit, self._app, entry.path)
            except TrichlucError as error:
                log.info("%s: %s", entry.path, error.text())
            log.debug("%s: %.2f s", entry.path, time.monotonic() - began)


def visit(app: Starlette, path: str) -> None:
    """Make a page for nobody; in this thread."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [],
        "app": app,
        "state": {"session": Session("")},
        "path_params": {},
    }
    for route in app.routes:
        if isinstance(route, Route) and route.path == path:
            route.endpoint(Request(scope))
            return
