"""A spoiled file is read in part or refused: no spoiling makes the program itself fail."""

import random
from pathlib import Path

import pytest

from benchmarks.spoiled_files import OPTIONS, SAMPLES, spoiled
from store.task import process

FILES = sorted(path for path in SAMPLES.iterdir() if path.is_file())


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_a_report_comes_out_of_a_spoiled_file(file: Path) -> None:
    data = file.read_bytes()
    for seed in range(5):
        report = process(spoiled(data, random.Random(seed)), file.name, OPTIONS)
        assert report.document.status in {"ok", "partial", "failed"}
        if report.document.status == "failed":
            assert report.document.error_code != "program-fault"
            assert report.document.error
