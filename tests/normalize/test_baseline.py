"""The baseline hides what is known, as often as it is known, and nothing else."""

from pathlib import Path

import pytest

from extract.errors import UsageError
from normalize.baseline import Baseline, fingerprint
from normalize.checks.references import check
from normalize.schema import Finding, Report
from tests.factories import cite, report

KNOWN = "Công văn số 3975/BC-STC ngày 07/9/2023"
NEW = "Công văn số 12/KH-STC ngày 08/9/2023"


def checked(*texts: str, file_name: str = "a.docx", page: int | None = None) -> Report:
    made = report(*(cite(text, page=page) for text in texts), file_name=file_name)
    return made.model_copy(update={"findings": tuple(check(made))})


def new(baseline: Baseline, made: Report) -> list[Finding]:
    return list(baseline.filter(made.findings, made.document.file_name))


def test_known_findings_are_hidden_and_new_ones_stay() -> None:
    baseline = Baseline.of([checked(KNOWN)])
    later = checked(NEW, KNOWN, page=9)
    assert new(baseline, later) == [later.findings[0]]


def test_a_second_time_is_new() -> None:
    baseline = Baseline.of([checked(KNOWN)])
    assert len(new(baseline, checked(KNOWN, KNOWN))) == 1


def test_another_file_is_another_finding() -> None:
    baseline = Baseline.of([checked(KNOWN)])
    assert len(new(baseline, checked(KNOWN, file_name="b.docx"))) == 1


def test_the_place_is_no_part_of_the_fingerprint() -> None:
    one, other = checked(KNOWN, page=1).findings[0], checked(NEW, KNOWN, page=5).findings[1]
    assert fingerprint(one, "a.docx") == fingerprint(other, "a.docx")


def test_a_saved_baseline_loads_back(tmp_path: Path) -> None:
    baseline = Baseline.of([checked(KNOWN, KNOWN, NEW), checked(NEW, file_name="b.docx")])
    baseline.save(tmp_path / "baseline.json")
    assert Baseline.load(tmp_path / "baseline.json") == baseline
    assert [k.count for k in baseline.findings] == [1, 2, 1] or [
        k.count for k in baseline.findings
    ] == [2, 1, 1]


@pytest.mark.parametrize("content", [None, "", "[]", '{"version": 2}'])
def test_what_is_no_baseline_is_refused(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "baseline.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        Baseline.load(path)
    assert refused.value.file == str(path)
