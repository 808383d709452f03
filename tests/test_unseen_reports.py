"""Made-up reports of other offices: clean ones raise nothing, each planted fault is found."""

import sys
from pathlib import Path

import pytest

from extract.options import ReadOptions
from normalize.schema import Report
from store.task import process

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks" / "reports"))

from departments import Office, offices, write_report
from districts import elsewhere, write_elsewhere
from model import SampleReport
from plants import Plant, plants
from plants_more import listed_procedures
from writers import write_text

OFFICES = [office.name for office in offices()]
ELSEWHERE = list(range(len(list(elsewhere()))))
PLANTS = list(plants())


def office(name: str) -> Office:
    return next(each for each in offices() if each.name == name)


def read(report: SampleReport, folder: Path) -> Report:
    path = folder / "report.txt"
    write_text(report, path)
    return process(path.read_bytes(), path.name, ReadOptions(ocr="never"))


@pytest.mark.parametrize("name", OFFICES)
def test_a_clean_report_is_read_rightly_and_raises_nothing(name: str, tmp_path: Path) -> None:
    made = office(name)
    found = read(write_report(made), tmp_path)
    assert [f.message for f in found.findings if f.level != "note"] == []
    assert [
        (m.kind, m.number, m.year_part, m.symbol, m.issued_on and m.issued_on.isoformat())
        for m in found.mentions
        if not m.is_own
    ] == [cited.key() for cited in made.cited]


@pytest.mark.parametrize("place", ELSEWHERE)
def test_a_clean_report_of_the_second_family_raises_nothing(place: int, tmp_path: Path) -> None:
    made = list(elsewhere())[place]
    found = read(write_elsewhere(made), tmp_path)
    assert [f.message for f in found.findings if f.level != "note"] == []
    assert sorted(
        str((m.kind, m.number, m.year_part, m.symbol, m.issued_on and m.issued_on.isoformat()))
        for m in found.mentions
        if not m.is_own
    ) == sorted(str(cited.key()) for cited in made.cited)


def test_a_list_that_agrees_with_its_form_is_silent(tmp_path: Path) -> None:
    made = office(OFFICES[0])
    report = listed_procedures(write_report(made), made, wrong=0)
    assert report is not None
    assert [f.rule for f in read(report, tmp_path).findings if f.level != "note"] == []


@pytest.mark.parametrize("plant", PLANTS, ids=lambda p: f"{p.rule}: {p.name}")
def test_a_planted_fault_is_found_by_its_rule(plant: Plant, tmp_path: Path) -> None:
    at = PLANTS.index(plant)
    for name in OFFICES[at % 5 :] + OFFICES[: at % 5]:
        made = office(name)
        report = plant.put(write_report(made), made)
        if report is not None:
            assert plant.rule in {finding.rule for finding in read(report, tmp_path).findings}
            return
    pytest.fail("the fault stands nowhere")
