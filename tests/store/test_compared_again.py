"""What is kept of comparing reports is what comparing all of them again would find."""

import random
from datetime import date

import pytest

from normalize.schema import Report
from store.database import MEMORY, open_store
from store.settling import settle
from tests.store.factories import report
from tests.store.filling import dump, keep

KEYS = tuple(f"{number}/QĐ-UBND/2023" for number in range(1, 6))


def made(dice: random.Random, number: int) -> Report:
    """Return a report that cites some decisions on days by chance; departments may come again."""
    office = dice.randint(1, 5)
    made = report(
        f"{number}.docx",
        keys=tuple(dice.sample(KEYS, 3)),
        agency_id=f"s{office}-kh",
        agency_name=f"Sở {office}",
        issued_on=date(2023, 12, dice.randint(1, 28)),
    )
    mentions = tuple(
        m.model_copy(update={"issued_on": date(2023, 3, dice.choice([1, 1, 1, 2, 20]))})
        for m in made.mentions
    )
    return made.model_copy(update={"mentions": mentions})


@pytest.mark.parametrize("seed", range(6))
def test_kept_comparisons_are_those_of_a_new_store(seed: int) -> None:
    dice = random.Random(seed)
    store, known = open_store(MEMORY), {}
    for _ in range(5):
        for _ in range(dice.randint(1, 3)):
            number = dice.randint(1, 9)
            known[number] = made(dice, number)
            keep(store, known[number], number)
        settle(store)
        fresh = open_store(MEMORY)
        for number, each in known.items():
            keep(fresh, each, number)
        settle(fresh)
        assert dump(store) == dump(fresh)
    assert store.row("SELECT count(*) > 0 FROM document_findings WHERE rule = 'SEQ201'") == (True,)


def test_only_what_changed_is_judged_again() -> None:
    dice = random.Random(1)
    store = open_store(MEMORY)
    for number in range(1, 9):
        keep(store, made(dice, number), number)
    settle(store)
    # A mark that another judgment would replace.
    store.run("UPDATE document_findings SET message = 'kept' WHERE rule = 'SEQ201'")
    keep(store, report("other.docx", keys=("99/QĐ-UBND/2023",)), 20)
    settle(store)
    kept = "SELECT DISTINCT message FROM document_findings WHERE rule = 'SEQ201'"
    assert store.rows(kept) == [("kept",)]
    for number in range(1, 9):
        keep(store, made(dice, number), number)
    settle(store)
    assert ("kept",) not in store.rows(kept)
