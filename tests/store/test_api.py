"""The page of the Python API is run, top to bottom; what it says is printed is printed."""

import io
import re
import shutil
from contextlib import redirect_stdout
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def test_every_block_prints_what_stands_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "reports")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    printed = ""
    blocks = re.findall(r"```(python|text)\n(.*?)```", PAGE, flags=re.DOTALL)
    assert len([kind for kind, _ in blocks if kind == "text"]) > 5
    for kind, body in blocks:
        if kind == "text":
            assert printed == body
            continue
        out = io.StringIO()
        with redirect_stdout(out):
            exec(compile(body, "docs/api.md", "exec"), names)
        printed = out.getvalue()
