"""A document with more than a reader may hold is refused while it is read, with the reason."""

import pytest

from extract.errors import LimitError
from extract.options import ReadOptions
from extract.pipeline import extract

LINES = "\n\n".join(f"Thực hiện Quyết định số {n}/QĐ-UBND ngày 05/01/2023." for n in range(1, 31))


def test_as_many_references_as_the_limit_are_read() -> None:
    options = ReadOptions(ocr="never", max_references=30)
    assert len(extract(LINES.encode(), "a.txt", options).references) == 30


def test_more_references_than_the_limit_are_refused() -> None:
    options = ReadOptions(ocr="never", max_references=29)
    with pytest.raises(LimitError, match="more than 29 references") as raised:
        extract(LINES.encode(), "a.txt", options)
    assert "Hãy" in raised.value.remedy
