"""The fork server: what it loads, no child loads again."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
# Runs in a process of its own, for what is loaded here has been loaded by other tests.
READ = """
import json, sys
import store.warmth
from extract.options import ReadOptions
from pathlib import Path
path = Path(sys.argv[1])
data, opened = path.read_bytes(), []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
store.warmth.process(data, path.name, ReadOptions(ocr="never"))
print(json.dumps(opened))
"""


@pytest.mark.parametrize("name", ["report.txt", "report.docx", "report.pdf", "forms.xlsx"])
def test_a_report_is_read_without_opening_another_file(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ, str(SAMPLES / name)],
        cwd=SAMPLES.parent,
        capture_output=True,
        check=True,
        text=True,
    )
    assert json.loads(done.stdout) == []
