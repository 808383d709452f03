"""The inbox: who has reported for which period, what came last, what failed, and the way in."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from store.pages.navigation import NavEntry
from store.pages.reading import reading
from store.pages.rendering import page

LATEST = 30  # documents listed


def inbox(request: Request) -> Response:
    """Show the inbox."""
    with reading(request) as store:
        documents = store.row("SELECT count(*) FROM documents")
    return page(request, "inbox.html", documents=documents[0] if documents else 0)


NAV = NavEntry(1, "/", "inbox.title", "i")
ROUTES: tuple[BaseRoute, ...] = (Route("/", inbox),)
