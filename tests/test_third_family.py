"""The third family of made-up reports: clean ones raise nothing, planted faults are found."""

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks" / "reports"))

from third import bodies, write_third
from third_plants import ThirdPlant, third_plants
from unseen_quality import read, score, stands

SEED = 7
BODIES = list(bodies(SEED))
NOT_TOLD = ("two figures for one thing",)
PLANTS = [plant for plant in third_plants() if plant.name not in NOT_TOLD]


@pytest.mark.parametrize("place", range(len(BODIES)))
@pytest.mark.parametrize("route", ["text", "docx"])
def test_a_clean_report_is_read_rightly_and_raises_nothing(place: int, route: str) -> None:
    body = BODIES[place]
    found = read(write_third(body, SEED), route)
    counts, wrong = score(Counter(act.key() for act in body.cited), found)
    assert wrong == []
    assert counts["tp"] == len(body.cited) > 30
    assert [f.message for f in found.findings if f.level != "note"] == []


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant.rule}: {plant.name}")
def test_a_planted_fault_is_found_where_it_stands(plant: ThirdPlant) -> None:
    body = BODIES[PLANTS.index(plant) % len(BODIES)]
    done = plant.put(write_third(body, SEED), body)
    assert done is not None
    assert stands(read(done[0], "text"), plant.rule, done[1])


def test_a_table_without_formulas_of_its_own_is_not_added_up() -> None:
    report = write_third(BODIES[0], SEED)
    table, *others = report.forms
    wrong = (*table.rows[:-1], ("", "Tổng cộng", "9", "9", "9"))
    index = tuple(f"({n})" for n in range(1, 6))
    report = replace(report, forms=(replace(table, rows=wrong, index=index), *others))
    assert not {f.rule for f in read(report, "text").findings} & {"FRM301", "FRM302", "FRM306"}
