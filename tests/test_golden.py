"""Whole documents: what every sample gives, as last read and agreed to by a person.

`pytest --regenerate` rewrites the files; the difference is read before it is committed.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from extract.options import ReadOptions
from normalize.catalogue import selected
from normalize.schema import Report
from store.task import process

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(p for p in SAMPLES.iterdir() if p.is_file() and p.name != "README.md")
VOLATILE = {"doc_id", "byte_size", "extractor_version"}


def outline(report: Report) -> dict[str, Any]:
    """Return what a reader of the difference cares about, identifiers left out."""
    document = report.document.model_dump(mode="json", exclude_defaults=True, exclude=VOLATILE)
    return {
        "document": document,
        "blocks": [f"{b.type} {b.section or '–'}: {b.text[:60]!r}" for b in report.blocks],
        "mentions": [
            f"{m.raw_text!r} → {m.citation_key} {m.issued_on or '–'} {' '.join(m.traits)}".rstrip()
            for m in report.mentions
        ],
        "tables": [
            f"{t.form_code or '–'} {t.part or ''} {t.row_count}×{t.col_count}, "
            f"{t.header_rows} header rows: {t.title!r}"
            for t in report.tables
        ],
        "figures": [
            f"{f.source} {f.form_code or ''} {f.part or ''} ({f.column_no}) {f.row_label!r} "
            f"{f.indicator}: {f.raw_text!r} = {f.value} {f.unit or ''}"
            for f in report.figures
        ],
        "findings": [f"{f.level} {f.rule}: {f.message}" for f in selected(report.findings)],
        "notes": [f"{n.code}: {n.message}" for n in report.notes],
    }


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_a_sample_reads_as_agreed(path: Path, request: pytest.FixtureRequest) -> None:
    actual = outline(process(path.read_bytes(), path.name, ReadOptions(ocr="never")))
    golden = GOLDEN / f"{path.name}.json"
    if request.config.getoption("--regenerate"):
        golden.write_text(json.dumps(actual, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert actual == json.loads(golden.read_text("utf-8"))
