"""Findings in the formats that code hosts and editors read."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from normalize.checks import reference_dates, references
from normalize.schema import Report
from store.annotations import to_annotations
from store.sarif import to_sarif
from tests.factories import cite, report

SCHEMA = Path(__file__).parents[1] / "data" / "sarif-2.1.0-rtm.5.json"


def checked(**document: Any) -> Report:
    made = report(
        cite("Công văn số 3975/BC-STC ngày 07/9/2023", page=3, bbox=(70.0, 100.0, 300.0, 112.0)),
        cite("Chỉ thị số 20/CT-UBND"),
        cite("tờ trình số 3196/STC ngày 24/7/2023"),
        **document,
    )
    findings = (*references.check(made), *reference_dates.check(made))
    return made.model_copy(update={"findings": findings})


def test_the_log_is_valid_sarif() -> None:
    log = json.loads(to_sarif([checked(), checked(), report(file_name="b.pdf")]))
    jsonschema.validate(log, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert len(log["runs"][0]["results"]) == 6
    assert len(log["runs"][0]["artifacts"]) == 2


def test_an_empty_run_is_valid_sarif() -> None:
    log = json.loads(to_sarif([]))
    jsonschema.validate(log, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert log["runs"][0]["results"] == []


def test_a_result_names_rule_level_file_place_and_suggestion() -> None:
    result = json.loads(to_sarif([checked(file_name="Báo cáo 2023.docx")]))["runs"][0]["results"][0]
    assert (result["ruleId"], result["level"]) == ("REF104", "error")
    assert "Báo cáo số 3975/BC-STC" in result["message"]["text"]
    location = result["locations"][0]
    uri = location["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "B%C3%A1o%20c%C3%A1o%202023.docx"
    assert location["logicalLocations"] == [{"fullyQualifiedName": "trang 3"}]
    assert location["properties"] == {"page": 3, "bbox": [70.0, 100.0, 300.0, 112.0]}


def test_each_result_points_at_its_rule() -> None:
    run = json.loads(to_sarif([checked()], lang="en"))["runs"][0]
    named = [run["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] for r in run["results"]]
    assert named == [r["ruleId"] for r in run["results"]]


@pytest.mark.parametrize(
    ("lang", "start"),
    [
        ("vi", "::error file=a%2Cb.docx,title=REF104 kind-symbol-mismatch::“Công văn số 3975"),
        ("en", "::error file=a%2Cb.docx,title=REF104 kind-symbol-mismatch::“Công văn số 3975"),
    ],
)
def test_an_annotation_names_file_and_rule(lang: str, start: str) -> None:
    lines = to_annotations([checked(file_name="a,b.docx")], lang).splitlines()
    assert lines[0].startswith(start)
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice"]


def test_a_line_break_cannot_end_an_annotation() -> None:
    made = checked(file_name="a\n::error::b")
    assert len(to_annotations([made]).splitlines()) == 3


def test_no_findings_give_no_annotations() -> None:
    assert to_annotations([report()]) == ""
