"""The engine as native code: CI runs it, it is never older than its source, it reads the same."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import extract.citations.scan
from extract.native import outdated, refuse_outdated

ROOT = Path(__file__).parents[1]
READ = """
import sys
from pathlib import Path
from extract.document import Block, BlockKind, Document
from extract.references import find_references
from normalize.identity import Identity
from normalize.references import normalize_references
from normalize.schema import DocumentRecord
import extract.citations.scan as engine

print(engine.__file__.endswith(".py"))
record = DocumentRecord(doc_id="0" * 64, file_name="", media_type="text", byte_size=0)
for path in sorted(Path(sys.argv[1]).glob("**/*")):
    if path.suffix not in (".cases", ".txt"):
        continue
    lines = path.read_text(encoding="utf-8").split("\\n")
    blocks = tuple(Block(i, BlockKind.PARAGRAPH, line) for i, line in enumerate(lines))
    document = Document("text", blocks)
    found = find_references(document)
    mentions, decisions = normalize_references(found, document, Identity("0" * 64), record)
    print(path.name, found, mentions, decisions)
"""


def _named() -> list[str]:
    return re.findall(r'^    "(.*\.py)",$', (ROOT / "setup.py").read_text("utf-8"), re.MULTILINE)


def _read(tree: Path) -> tuple[str, str, int]:
    """Return whether the engine ran as Python, a hash of all it read, and how much that was."""
    said = subprocess.run(
        [sys.executable, "-c", READ, str(ROOT / "samples")],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONHASHSEED": "0"},
        capture_output=True,
        check=True,
    ).stdout
    first, _, rest = said.partition(b"\n")
    return first.decode(), hashlib.sha256(rest).hexdigest(), len(rest)


def test_the_compiled_modules_are_those_that_exist() -> None:
    named = _named()
    assert len(named) > 20
    assert all((ROOT / name).is_file() for name in named)


def test_ci_runs_what_was_compiled() -> None:
    if os.environ.get("CI"):  # a developer may run the suite on the sources alone
        assert not extract.citations.scan.__file__.endswith(".py")


def test_native_code_reads_what_the_sources_read(tmp_path: Path) -> None:
    for package in ("extract", "normalize"):
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("*.so", "__pycache__")
        )
    plain, of_sources, size = _read(tmp_path)
    assert plain == "True"
    assert size > 1_000_000
    _, here, _ = _read(ROOT)
    assert here == of_sources


@pytest.mark.parametrize(("seconds", "refused"), [(-5, True), (5, False)])
def test_native_code_older_than_its_source_is_refused(
    tmp_path: Path, seconds: int, refused: bool
) -> None:
    source = tmp_path / "extract" / "citations" / "scan.py"
    compiled = source.with_name("scan.cpython-311-x86_64-linux-gnu.so")
    source.parent.mkdir(parents=True)
    source.touch()
    compiled.touch()
    os.utime(compiled, (source.stat().st_mtime + seconds,) * 2)
    assert list(outdated(tmp_path)) == ([compiled] if refused else [])
    (tmp_path / "trichluc__mypyc.cpython-311-x86_64-linux-gnu.so").touch()
    refuse_outdated(tmp_path)  # an installed package is as it was built
    (tmp_path / ".git").mkdir()
    if refused:
        with pytest.raises(ImportError, match=r"make native.*older than its source"):
            refuse_outdated(tmp_path)
    else:
        refuse_outdated(tmp_path)


def test_native_code_without_a_source_is_refused(tmp_path: Path) -> None:
    compiled = tmp_path / "normalize" / "dates.so"
    compiled.parent.mkdir()
    compiled.touch()
    assert list(outdated(tmp_path)) == [compiled]
