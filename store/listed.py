"""The imported registers as an index: what they cover, hold, and hold nearby."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from normalize.citing import distance, write_date
from store.database import Store
from store.owners import HERE
from store.titles import likeness

_NEAREST = 3
_CLOSE_TITLE = 0.75
_SLIP = 3  # ranks up to here: another symbol, number or year of one slip
_SHOWN = 80  # characters of a title


def place_of_line(source_file: str, row: int) -> str:
    """Return where a line of a list stands, for a person: "so-van-ban.xlsx, dòng 17"."""
    return f"{source_file.replace(chr(92), '/').rpartition('/')[2]}, dòng {row}"


@dataclass(frozen=True, slots=True)
class Listed:
    """One document of a register."""

    number: str
    symbol: str
    year: int
    issued_on: date | None
    title: str | None
    source_file: str
    row: int

    @property
    def place(self) -> str:
        """Return where it stands, for a person: "so-van-ban.xlsx, dòng 17"."""
        return place_of_line(self.source_file, self.row)

    def written(self) -> str:
        """Return the document as a person cites it."""
        day = f" ngày {write_date(self.issued_on)}" if self.issued_on else f" năm {self.year}"
        title = self.title or ""
        cut = title if len(title) <= _SHOWN else title[:_SHOWN].rsplit(" ", 1)[0] + "…"
        return f"{self.number.zfill(2)}/{self.symbol}{day}" + (f" ({cut})" if cut else "")


@dataclass(slots=True)
class Series:
    """The documents of one owner under one symbol, or its công văn, by year."""

    years: dict[int, dict[str, list[Listed]]] = field(default_factory=dict)

    def add(self, listed: Listed) -> None:
        """Take in a document."""
        self.years.setdefault(listed.year, {}).setdefault(listed.number, []).append(listed)

    def documents(self, year: int) -> Iterator[Listed]:
        """Yield the documents of a year in the list's order."""
        for same_number in self.years.get(year, {}).values():
            yield from same_number

    def covers(self, number: str, year: int, on: date | None) -> bool:
        """Tell whether the list would hold the document if it existed.

        It must have documents of that year, and the document must not lie before its first or
        behind its last: a list exported in September knows nothing of December.
        """
        if year not in self.years:
            return False
        if on is None or not number.isdigit():
            return True
        dated = [
            (d.issued_on, int(d.number))
            for d in self.documents(year)
            if d.issued_on and d.number.isdigit()
        ]
        days, numbers = {d for d, _ in dated}, {n for _, n in dated}
        if not dated:
            return True
        behind = on > max(days) and int(number) > max(numbers) and year == max(self.years)
        before = on < min(days) and int(number) < min(numbers) and year == min(self.years)
        return not (behind or before)


@dataclass(frozen=True, slots=True)
class Registers:
    """All imported lists, by owner and series; documents by owner and number for neighbors."""

    series: dict[tuple[str, str], Series]
    by_number: dict[tuple[str, str], list[Listed]]

    def nearest(
        self,
        place: tuple[str, str],
        number: str,
        year: int,
        on: date | None,
        subject: str | None,
    ) -> list[Listed]:
        """Return the documents that were probably meant, the likeliest first.

        Args:
            place: owner and series of the citation.
            number: its number.
            year: its year.
            on: its day, if told.
            subject: its subject, if told.
        """
        ranked = []
        candidates = {
            (d.source_file, d.row, d.number): d
            for d in (*self.series[place].documents(year), *self._same_number(place[0], number))
        }
        for listed in candidates.values():
            rank = _rank(listed, number, year, on, subject)
            if rank is not None:
                ranked.append((rank, listed.source_file, listed.row, listed))
        ranked.sort(key=lambda entry: entry[:-1])
        # Where a slip explains it, a title like many others says nothing more.
        sure = bool(ranked) and ranked[0][0][0] <= _SLIP
        likely = [entry for entry in ranked if not sure or entry[0][0] <= _SLIP]
        return [entry[-1] for entry in likely[:_NEAREST]]

    def _same_number(self, owner: str, number: str) -> Iterable[Listed]:
        return self.by_number.get((owner, number), ())


def _rank(
    listed: Listed, number: str, year: int, on: date | None, subject: str | None
) -> tuple[int, int] | None:
    """Return how unlikely it is that this document was meant, None when nothing speaks for it."""
    days = abs((listed.issued_on - on).days) if listed.issued_on and on else 366
    same_day = days == 0
    slip = _slipped(listed.number, number)
    share = likeness(subject, listed.title)
    title = share is not None and share >= _CLOSE_TITLE
    if listed.number == number and (same_day or title):
        return 0, days  # another symbol
    if slip and same_day:
        return 1, days
    if title and (same_day or slip):
        return 2, days
    if listed.number == number and _same_day_of_year(listed.issued_on, on):
        return 3, abs(listed.year - year)
    if title:
        return 4, days
    if same_day:
        return 5, _far(listed.number, number)
    if slip and days <= 31:
        return 6, days
    return None


def _same_day_of_year(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one.timetuple()[1:3] == other.timetuple()[1:3]


def _slipped(one: str, other: str) -> bool:
    """Tell whether one slip of the finger makes one number of the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    return distance(one, other) == 1 or (
        len(one) == len(other) and sorted(one) == sorted(other) and distance(one, other) == 2
    )


def _far(one: str, other: str) -> int:
    return abs(int(one) - int(other)) if one.isdigit() and other.isdigit() else 10**6


def load_registers(store: Store, home: str | None) -> Registers:
    """Return the imported lists; `home` is the office's province, None when nobody can tell.

    A list that names no province is the office's own; without `home` it covers nothing.
    """
    found = Registers({}, {})
    for owner, series, *facts in store.rows(
        "SELECT owner, series, number, symbol, year, issued_on, title, source_file, row "
        'FROM register WHERE owner IS NOT NULL ORDER BY source_file, sheet, "row"'
    ):
        if owner.startswith(HERE):
            if home is None:
                continue
            owner = home + owner.removeprefix(HERE)
        listed = Listed(*facts)
        found.series.setdefault((owner, series), Series()).add(listed)
        found.by_number.setdefault((owner, listed.number), []).append(listed)
    return found
