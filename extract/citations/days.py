"""Days of a list, one for each number: "số 12 và 20/QĐ-UBND lần lượt ngày 5/3 và 9/3/2024"."""

from __future__ import annotations

import re

from extract.citations.model import RawReference, Slot

_YEAR = re.compile(r"(?:19|20)[0-9]{2}$")
_NEAR = 40  # characters between two numbers of one list


def deal_days(
    before: list[RawReference], made: list[RawReference], days: list[Slot]
) -> list[RawReference]:
    """Return the citations of a list with their days; those in `before` are dated in place.

    There must be as many days as undated citations in a row; else no day belongs to any.
    """
    chain = [*before, *made]
    count = len(made)
    while count < len(days) and count < len(chain) and _joined(chain[-count - 1], chain[-count]):
        count += 1
    if count != len(days):
        return [reference._replace(date=None) for reference in made]
    dealt = [
        reference._replace(date=day, traits=_with_trait(reference))
        for reference, day in zip(chain[-count:], _whole(days), strict=True)
    ]
    earlier = count - len(made)
    if earlier:
        before[-earlier:] = dealt[:earlier]
    return dealt[earlier:]


def _joined(earlier: RawReference, later: RawReference) -> bool:
    return earlier.date is None and later.start - earlier.end < _NEAR


def _with_trait(reference: RawReference) -> tuple[str, ...]:
    kept = (trait for trait in reference.traits if trait not in ("shared-date", "date-in-turn"))
    return (*kept, "date-in-turn")


def _whole(days: list[Slot]) -> list[Slot]:
    """Return the days, those without a year with that of the next one that has it."""
    whole: list[Slot] = []
    year = ""
    for day in reversed(days):
        found = _YEAR.search(day.text)
        if found:
            year = found[0]
            whole.append(day)
        else:
            join = " năm " if "tháng" in day.text else "/"
            whole.append(Slot(f"{day.text}{join}{year}", -1, -1))
    return whole[::-1]
