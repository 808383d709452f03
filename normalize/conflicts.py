"""Citations of one report that contradict each other: one number with two dates, one act twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from string import digits

from extract.folding import skeleton
from normalize.citing import distance, issuer_token, knowledge
from normalize.places import Places
from normalize.registers import learn_restarts, scope
from normalize.restarts import Restart
from normalize.schema import Mention, Report

_RESTART = date(2025, 7, 1)  # merged provinces count anew: one number twice in 2025 is no fault
_RESTART_GAP = timedelta(days=14)
_SMALL = 30  # a small number on the same January day of two years is everyday life
_SIBLINGS = 10  # papers of one day stand that near each other without being one
_LIKE = 0.6  # share of the shorter subject's words
_SAME = 0.95
_LONG = 7  # words that make a subject telling
_SUBJECT_STOP = re.compile(r"[.;)\t\n]")
_SUBJECT_START = re.compile(r"(?:về|phê duyệt|ban hành|công bố|quy định|hướng dẫn|sửa đổi)\b")
_LIST = 200  # characters between the numbers of one list, their dates included
_MANY = 64  # documents of one series up to which each is compared with each
_TELLING = 5  # words beside those that most decisions on procedures share
_SHARED = frozenset({"shared-kind", "shared-symbol"})
# Words of every subject, folded: về việc, của các, thuộc, đối với, ban hành…
_EMPTY = frozenset(
    ["ve", "viec", "va", "cua", "cac", "cho", "tai", "theo", "trong", "thuoc", "doi", "voi"]
)


def date_conflicts(report: Report) -> tuple[tuple[Mention, ...], ...]:
    """Return the mentions of each document that bears two dates, in the order of the first.

    A number restarts each year, so two years mean two documents, unless day and month agree: then
    the year is a slip. Dates whose year the number itself refuses belong to REF111.
    """
    groups: dict[tuple[str, str, str | None], list[Mention]] = {}
    for mention in report.mentions:
        if mention.number is None or mention.symbol is None or mention.issued_on is None:
            continue
        if mention.is_own or (mention.year_part or "") not in ("", str(mention.issued_on.year)):
            continue
        groups.setdefault((mention.number, mention.symbol, mention.year_part), []).append(mention)
    found = []
    for mentions in groups.values():
        found += list(_conflicting(mentions, report))
    if found:
        restarts = learn_restarts(report)
        found = [mentions for mentions in found if not _two_series(mentions, restarts)]
    return tuple(sorted(found, key=lambda group: group[0].ordinal))


def _two_series(
    mentions: Sequence[Mention], restarts: Mapping[tuple[str, int], Sequence[Restart]]
) -> bool:
    """Tell whether each of two days is of another series: the issuer counted anew between them."""
    days = sorted({_issued(mention) for mention in mentions})
    token = issuer_token(mentions[0])
    if len(days) != 2 or token is None or days[0].year != days[1].year:
        return False
    return any(restart.parts(*days) for restart in restarts.get((token, days[0].year), ()))


def _conflicting(mentions: list[Mention], report: Report) -> Iterator[tuple[Mention, ...]]:
    """Yield the mentions with conflicting dates, one group a document."""
    if _several_issuers(mentions, report):
        return
    by_year: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_year.setdefault(_issued(mention).year, []).append(mention)
    slips: set[int] = set()
    for one, other in combinations(sorted(by_year), 2):
        if _slipped_year(by_year[one], by_year[other]):
            slips |= {one, other}
    if slips:
        yield tuple(m for m in mentions if _issued(m).year in slips)
    for year in sorted(by_year.keys() - slips):
        dates = sorted({_issued(m) for m in by_year[year]})
        if len(dates) > 1 and not restarted(dates):
            yield tuple(by_year[year])


def _issued(mention: Mention) -> date:
    assert mention.issued_on is not None  # only dated mentions are grouped
    return mention.issued_on


def _several_issuers(mentions: list[Mention], report: Report) -> bool:
    """Tell whether the mentions name different issuers, each with a date of its own."""
    named: dict[str, set[date]] = {}
    for mention in mentions:
        name = scope(mention, report)
        if name is not None and not name.startswith("?"):
            named.setdefault(name, set()).add(_issued(mention))
    return len(named) > 1 and all(len(dates) == 1 for dates in named.values())


def _slipped_year(some: list[Mention], others: list[Mention]) -> bool:
    days = {(_issued(m).day, _issued(m).month) for m in some}
    both = days & {(_issued(m).day, _issued(m).month) for m in others}
    number = some[0].number or ""
    small = number.isdigit() and int(number) < _SMALL
    return any(not (small and month == 1) for _, month in both)


def restarted(dates: list[date]) -> bool:
    """Tell whether sorted dates of one number lie before and after the restart of mid-2025."""
    return dates[0] < _RESTART <= dates[-1] and dates[-1] - dates[0] > _RESTART_GAP


def number_conflicts(report: Report) -> tuple[tuple[Mention, ...], ...]:
    """Return the mentions of acts that are cited under two numbers, the rarer number first.

    Same symbol, same day or the next, numbers one slip of the finger apart, and one subject.
    """
    places = Places(report)
    documents: dict[str, list[Mention]] = {}
    for mention in report.mentions:
        if (mention.number or "").isdigit() and mention.symbol and mention.issued_on:
            documents.setdefault(mention.citation_key, []).append(mention)
    found = []
    for one, other in _neighbors(list(documents.values())):
        if _one_act(one, other, places):
            rarer, other_one = sorted(
                (one, other), key=lambda group: (len(group), -group[0].ordinal)
            )
            found.append((*rarer, *other_one))
    return tuple(found)


def _neighbors(documents: list[list[Mention]]) -> Iterator[tuple[list[Mention], list[Mention]]]:
    """Yield the pairs that a slip may part: one symbol, near days, numbers a digit apart.

    Where many share a symbol, each number is looked for under what a slip makes of it: not every
    document beside every other.
    """
    numbers = [mentions[0].number or "" for mentions in documents]
    days = [{_issued(mention).toordinal() for mention in mentions} for mentions in documents]
    series: dict[tuple[object, ...], list[int]] = {}
    for place, mentions in enumerate(documents):
        series.setdefault((mentions[0].symbol, mentions[0].year_part), []).append(place)
    by_number: dict[tuple[object, ...], dict[str, list[int]]] = {}
    for key, places in series.items():
        if len(places) > _MANY:
            told = by_number[key] = {}
            for place in places:
                told.setdefault(numbers[place], []).append(place)
    for place, mentions in enumerate(documents):
        key = mentions[0].symbol, mentions[0].year_part
        others: Iterable[int] = series[key]
        if key in by_number:
            told = by_number[key]
            slips = _slips(numbers[place])
            others = sorted({other for number in slips for other in told.get(number, ())})
        for other in others:
            if other <= place or not _may_slip(numbers[place], numbers[other]):
                continue
            if any(day + off in days[other] for day in days[place] for off in (-1, 0, 1)):
                yield mentions, documents[other]


def _may_slip(one: str, other: str) -> bool:
    """Tell at a glance whether a slip may part two numbers."""
    if len(one) != len(other):
        return abs(len(one) - len(other)) == 1
    return sum(x != y for x, y in zip(one, other, strict=True)) <= 2


def _slips(number: str) -> Iterator[str]:
    """Yield what a number becomes when a digit is changed, left out, added, or two are swapped."""
    for at, digit in enumerate(number):
        yield number[:at] + number[at + 1 :]
        yield number[:at] + number[at + 1 : at + 2] + digit + number[at + 2 :]
        yield from (number[:at] + other + number[at + 1 :] for other in digits)
    for at in range(len(number) + 1):
        yield from (number[:at] + other + number[at:] for other in digits)


def _one_act(some: list[Mention], others: list[Mention], places: Places) -> bool:
    """Tell whether two documents of one symbol, dated the same day or the next, are one."""
    a, b = some[0].number or "", others[0].number or ""
    if not (distance(a, b) == 1 or _swapped(a, b)) or _in_one_list(some, others):
        return False
    needed = _SAME if abs(int(a) - int(b)) < _SIBLINGS else _LIKE
    return any(
        _alike(one, other, needed)
        for one in _subjects(some, places)
        for other in _subjects(others, places)
    )


def _in_one_list(some: list[Mention], others: list[Mention]) -> bool:
    """Tell whether one list names both: "số 12, 13 và 14/QĐ-UBND" are three acts."""
    both = [(m, False) for m in some] + [(m, True) for m in others]
    last: dict[tuple[str | None, bool], int] = {}  # where either document was cited last
    for mention, side in sorted(both, key=lambda each: each[0].char_start):
        before = last.get((mention.block_id, not side), -_LIST)
        if mention.char_start - before < _LIST and _SHARED & set(mention.traits):
            return True
        end = last.get((mention.block_id, side), 0)
        last[mention.block_id, side] = max(end, mention.char_end)
    return False


def _subjects(mentions: list[Mention], places: Places) -> list[frozenset[str]]:
    """Return the words of a document's telling subjects, each once; of very many the first."""
    found: dict[frozenset[str], None] = {}
    for mention in mentions:
        words = subject_words(mention, places)
        if len(words) >= _LONG:
            found[words] = None
        if len(found) == _MANY:
            break
    return list(found)


def _swapped(a: str, b: str) -> bool:
    """Tell whether two neighboring digits changed places: 2658 and 2685."""
    differing = [i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    return (
        len(a) == len(b)
        and len(differing) == 2
        and differing[1] == differing[0] + 1
        and a[differing[0]] == b[differing[1]]
        and a[differing[1]] == b[differing[0]]
    )


def subject_words(mention: Mention, places: Places) -> frozenset[str]:
    """Return the telling words of the cited document's subject, from its own words or after it."""
    text = mention.subject
    if not text:
        text = places.text_of(mention.block_id)[mention.char_end : mention.char_end + 200]
        start = _SUBJECT_START.search(text[:60])
        if start is None:
            return frozenset()
        text = _SUBJECT_STOP.split(text[start.start() :])[0]
    return frozenset(skeleton(text).split()) - _EMPTY


def _alike(one: frozenset[str], other: frozenset[str], needed: float) -> bool:
    """Tell whether two subjects are one: word for word, or in enough of the words that tell."""
    if one == other:
        return True
    some, others = one - knowledge().common_words, other - knowledge().common_words
    shorter = min(len(some), len(others))
    return shorter >= _TELLING and len(some & others) / shorter >= needed
