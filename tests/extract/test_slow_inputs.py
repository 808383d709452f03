"""A quick search for inputs that take more than their share of time; a long one is a benchmark."""

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from slow_inputs import HEADS, LIMIT, LINES, SHAPES, growth, repeated, scrap, surely, whole

from extract.period_lines import find_period_lines, is_opening
from extract.references import find_in_text


@pytest.mark.parametrize("seed", range(25))
def test_no_scrap_of_a_citation_is_slow(seed: int) -> None:
    made = scrap(random.Random(seed))
    grown = min(growth(find_in_text, made, 10_000) for _ in range(3))
    assert grown <= LIMIT


@pytest.mark.parametrize("shape", SHAPES)
def test_no_task_on_many_of_a_kind_is_slow(shape: str) -> None:
    assert surely(whole, SHAPES[shape], 5_000) <= LIMIT


@pytest.mark.parametrize("line", LINES)
def test_no_task_on_one_long_line_is_slow(line: str) -> None:
    assert surely(whole, LINES[line], 3_000) <= LIMIT


# Found by the search: each took its square once.
@pytest.mark.parametrize("unit", ["382/394 hồ sơ ", " ngày 05/3/2024)", "\t", "\n\n"], ids=repr)
def test_what_was_slow_is_no_longer(unit: str) -> None:
    grown = min(growth(whole, (unit, "", ""), 2_000) for _ in range(2))
    assert grown <= LIMIT


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("unit", [" ", "\t"], ids=repr)
def test_blanks_behind_a_head_are_walked_once(head: str, unit: str) -> None:
    assert min(growth(whole, (unit, head, "kèm theo các"), 600) for _ in range(2)) <= LIMIT


def test_no_list_of_numbers_is_too_deep() -> None:
    find_in_text(repeated(SHAPES["numbers of one list"], 400_000))


@pytest.mark.parametrize("unit", ["\t", " ", "báo cáo ", "Kỳ báo cáo ", "từ 15/6/2023 "], ids=repr)
def test_period_lines_are_found_in_linear_time(unit: str) -> None:
    def work(text: str) -> object:
        return list(find_period_lines(text, 0)), is_opening(text)

    assert min(growth(work, (unit, "", ""), 20_000) for _ in range(3)) <= LIMIT
