"""`--as-of`: any question to the store as it stood at the end of a day, or at a moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import wraps
from pathlib import Path
from typing import Any

import click

_DAYS = ("%Y-%m-%d", "%d/%m/%Y")
_MOMENTS = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")


class _Moment(click.ParamType[datetime]):
    """A day, meant to its end, or a moment; this place's time."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the moment in UTC, without zone, as the store writes it."""
        for form in (*_DAYS, *_MOMENTS):
            try:
                moment = datetime.strptime(value, form)
            except ValueError:
                continue
            local = datetime.combine(moment, time.max) if form in _DAYS else moment
            return local.astimezone(UTC).replace(tzinfo=None)
        self.fail(f"“{value}”: 2024-03-31, 31/3/2024, 2024-03-31T17:00", param, ctx)


def as_of(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command that takes `db` the option --as-of, and the store of that moment as `db`."""

    @wraps(function)
    def run(*, as_of: datetime | None, db: Path | None, **rest: object) -> object:
        if as_of is None:
            return function(db=db, **rest)
        from store.past import past

        with past(db, as_of) as then:
            return function(db=then, **rest)

    return click.option(
        "--as-of",
        type=_Moment(),
        metavar="DATE",
        help="Như kho dữ liệu đến hết ngày đó / the store at the end of that day.",
    )(run)
