"""The longest rising run against every run there is, and what is looked up in it."""

from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from normalize.runs import Entry, Run, chain, misfits, ordered
from tests.factories import cite

FIRST = date(2023, 1, 1)
MENTION = cite("1/QĐ-UBND ngày 01/01/2023")
SPOTS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 12)), max_size=9)
DAYS = st.integers(-2, 12)


def entries(spots: list[tuple[int, int]]) -> list[Entry]:
    return [
        Entry(f"k{place}", "QĐ", "QĐ-UBND", number, FIRST + timedelta(days=day), MENTION)
        for place, (day, number) in enumerate(spots)
    ]


def longest_runs(made: list[Entry]) -> list[frozenset[str]]:
    by_day = ordered(made)
    for length in range(len(by_day), 0, -1):
        runs = [
            frozenset(e.key for e in some)
            for some in combinations(by_day, length)
            if all(a.number <= b.number for a, b in pairwise(some))
        ]
        if runs:
            return runs
    return [frozenset()]


@given(SPOTS)
def test_the_chain_is_what_all_longest_runs_agree_on(spots: list[tuple[int, int]]) -> None:
    made = entries(spots)
    runs = longest_runs(made)
    fit, misfit, rivals = chain(made)
    assert {e.key for e in fit} == frozenset.intersection(*runs)
    assert {e.key for e in misfit} == {e.key for e in made} - frozenset.union(*runs)
    assert {e.key for group in rivals for e in group} == frozenset.union(*runs) - {
        e.key for e in fit
    }
    assert misfits(ordered(made)) == len(made) - len(runs[0])


@given(SPOTS)
def test_rivals_fall_as_their_days_rise(spots: list[tuple[int, int]]) -> None:
    for group in chain(entries(spots))[2]:
        assert all(a.on < b.on and a.number > b.number for a, b in pairwise(group))


@given(SPOTS, DAYS)
def test_what_stands_beside_a_day_is_found(spots: list[tuple[int, int]], day: int) -> None:
    fit = chain(entries(spots))[0]
    run, on = Run(fit), FIRST + timedelta(days=day)
    before, after = [e for e in fit if e.on < on], [e for e in fit if e.on > on]
    assert run.before(on) == max(before, key=lambda e: (e.on, e.number), default=None)
    assert run.after(on) == min(after, key=lambda e: (e.on, e.number), default=None)


@given(SPOTS, DAYS)
def test_what_stands_beside_a_number_is_found(spots: list[tuple[int, int]], number: int) -> None:
    fit = chain(entries(spots))[0]
    run = Run(fit)
    lower, higher = [e for e in fit if e.number < number], [e for e in fit if e.number > number]
    assert run.below(number) == (lower[-1] if lower else None)
    assert run.above(number) == (higher[0] if higher else None)
    assert not lower or max(e.on for e in lower) == lower[-1].on
    assert not higher or min(e.on for e in higher) == higher[0].on
