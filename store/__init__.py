"""Where reports are kept and shown: the DuckDB store, the batch that fills it, questions, exports.

`from store import open_store` is the way in for Python users.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.database import Store, open_store

__all__ = ["Store", "open_store"]


def __getattr__(name: str) -> object:
    # Children that only read documents import this package too and need no database engine.
    if name in __all__:
        from store import database

        return getattr(database, name)
    raise AttributeError(f"module 'store' has no attribute {name!r}")
