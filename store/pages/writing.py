"""The store as the pages write it: locked, changed in one transaction, soon seen by readers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.exceptions import HTTPException
from starlette.requests import Request

from store.database import Store, open_store
from store.pages.settings import PageSettings

# Seconds for another reviewer's change, or a snapshot; a batch takes longer and is told.
WAIT = 8.0


@contextmanager
def writing(request: Request) -> Iterator[Store]:
    """Yield the store for writing; whoever reads afterwards reads what was changed.

    What belongs together stands in a `store.transaction()` inside. To be used in a thread, and only
    by a POST: those alone were checked to come from our own pages.

    Raises:
        HTTPException: 403 when this person may only read, 405 when the request is no POST.
        StoreLockedError: when a batch is writing; the page says who.
    """
    settings: PageSettings = request.app.state.settings
    if request.method != "POST":
        raise HTTPException(405)
    if not may_write(request):
        raise HTTPException(403)
    with open_store(settings.database, read_only=False, wait=WAIT) as store:
        yield store
        store.checkpoint()
    request.app.state.reader.renew_soon()


def may_write(request: Request) -> bool:
    """Tell whether the person of this request may change anything."""
    settings: PageSettings = request.app.state.settings
    return not settings.read_only and bool(request.state.session.role == "reviewer")
