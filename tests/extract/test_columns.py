"""Columns of a table's parts: which stand under which."""

from dataclasses import replace

import pytest

from extract.columns import columns_meet, fitted
from extract.document import Box, Table
from tests.grids import table, texts

FIRST = "STT|Lĩnh vực|Mới|Cũ|Tồn\n1|Đất đai|5||7\n2|Hộ tịch|6||8"


def moved(given: Table, where: list[int]) -> Table:
    """Return the table with its columns where those of another one stand."""
    cells = []
    for cell in given.cells:
        spans = tuple(
            s._replace(place=s.place._replace(box=Box(50 + 40 * where[cell.col], 0, 0, 10)))
            for s in cell.spans
        )
        spans = tuple(
            s._replace(place=s.place._replace(box=s.place.box._replace(x1=s.place.box.x0 + 30)))
            for s in spans
        )
        cells.append(replace(cell, spans=spans))
    return replace(given, cells=tuple(cells))


def test_a_blank_column_that_a_part_lacks_is_given_back() -> None:
    part = moved(table("3|Thi đua|1|2", page=2), [0, 1, 2, 4])
    assert texts(fitted(table(FIRST, page=1), part)) == [["3", "Thi đua", "1", "", "2"]]


@pytest.mark.parametrize(
    "where", [[0, 1, 2, 9], [0, 2, 1, 4], [7, 8, 9, 10]], ids=["beyond", "crossed", "elsewhere"]
)
def test_columns_that_stand_under_none_stay_as_they_are(where: list[int]) -> None:
    part = moved(table("3|Thi đua|1|2", page=2), where)
    assert fitted(table(FIRST, page=1), part) is part


def test_on_a_page_laid_on_its_side_columns_stand_over_each_other() -> None:
    def turned(given: Table) -> Table:
        cells = []
        for cell in given.cells:
            spans = tuple(
                s._replace(place=s.place._replace(box=Box(b.y0, b.x0, b.y1, b.x1)))
                for s in cell.spans
                if (b := s.place.box)
            )
            cells.append(replace(cell, spans=spans))
        return replace(given, cells=tuple(cells))

    first, second = table(FIRST, page=1), table("3|Thi đua|1||2", page=2)
    below = table("\n" * 20 + "3|Thi đua|1||2", page=2)
    assert columns_meet(turned(first), turned(second))
    assert columns_meet(turned(first), turned(below))
    assert not columns_meet(turned(first), turned(table("3|Thi đua|1||2", page=2, x=400)))
