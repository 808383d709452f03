"""The cycle collector at rest while many small results are made that hold no cycle."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (50_000, 20, 20)


@contextmanager
def collection_rare() -> Iterator[None]:
    """Let the cycle collector look seldom, and not at what stands now.

    A batch makes and drops tens of thousands of records a report, nearly all without cycles.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def collection_paused() -> Iterator[None]:
    """Keep Python's cycle collector from walking over a growing result again and again.

    A long report's citations are tens of thousands of tuples, none of which can be garbage while
    they are made; the walks cost an eighth of the time. The result is then put with the old
    objects, so that the collector, once on again, does not begin with it. Nested use is fine.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # Who lets it look so seldom (a batch, its fork server) has frozen what must stay so.
            if gc.get_threshold()[0] < _SELDOM[0]:
                gc.freeze()
                gc.unfreeze()
            gc.enable()
