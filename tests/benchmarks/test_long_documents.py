"""No check takes the square of a long document: calls are counted, no clock is asked."""

import importlib.util
import sys
from pathlib import Path
from types import FrameType

import pytest

ROOT = Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location(
    "long_documents", ROOT / "benchmarks" / "long_documents.py"
)
assert _spec is not None and _spec.loader is not None
long_documents = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(long_documents)

SHORT, TIMES = 120, 4
LIMIT = 5.5  # calls that four times the citations take; the square takes 16


def calls(document: bytes) -> int:
    """Return how many functions, generators and built-ins the whole task calls."""
    counted = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        long_documents.work(document)
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("shape", long_documents.SHAPES)
def test_work_grows_with_the_length(shape: str) -> None:
    document = long_documents.made(shape, TIMES * SHORT)
    long_documents.work(document)  # what is read or made once is there
    assert calls(document) < LIMIT * calls(long_documents.made(shape, SHORT))
