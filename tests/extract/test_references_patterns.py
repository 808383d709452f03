"""The catalogue of ways to print a citation examines itself."""

import pytest

from extract.citations.patterns import patterns, trait_names, words
from extract.references import find_in_text


def cores(text: str) -> list[str]:
    return [
        "|".join(
            (
                found.number.text if found.number else "",
                found.year.text if found.year else "",
                "".join(found.symbol.text.split()),
            )
        )
        for found in find_in_text(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(text, found, id=f"{pattern.name}:{text}")
        for pattern in patterns()
        for text, found in pattern.examples
    ],
)
def test_examples_are_found(text: str, expected: str) -> None:
    assert cores(text) == expected.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=f"{pattern.name}:{text}")
        for pattern in patterns()
        for text in pattern.counter_examples
    ],
)
def test_counter_examples_are_not(text: str) -> None:
    assert cores(text) == []


def test_every_pattern_has_source_examples_and_counter_examples() -> None:
    poor = [p.name for p in patterns() if not (p.source and p.examples and p.counter_examples)]
    assert poor == []


def test_kind_words_are_in_lower_case_and_single_spaced() -> None:
    odd = [w for w in words().kind_of_word if w != " ".join(w.lower().split())]
    assert odd == []


def test_traits_are_told() -> None:
    assert all(name == name.lower().replace(" ", "-") for name in trait_names())


@pytest.mark.parametrize(
    "title",
    [
        "về sắp xếp bộ máy",
        "củng cố quốc phòng",
        "ban hành danh mục",
        "số hóa hồ sơ",
        "thí điểm",
        "về chuyển đổi số",
        "phát triển kinh tế số",
        "sửa chữa nhà",
    ],
)
def test_a_title_may_end_like_a_label(title: str) -> None:
    (found,) = find_in_text(f"Kế hoạch {title} số 12/KH-UBND ngày 05/3/2024")
    assert (found.kind, found.number and found.number.text) == ("KH", "12")
    assert "repeated-so" not in found.traits


@pytest.mark.parametrize("text", ["Mẫu số 01/BC-STC", "Biểu số 02/BC-UBND", "hồ sơ số 12/HS-TTHC"])
def test_a_label_still_labels(text: str) -> None:
    assert find_in_text(text) == ()


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("Quyết định Quyết định số 12/QĐ-UBND", True),
        ("Kế hoạch số Kế hoạch số 12/KH-UBND", True),
        ("(Quyết định số (Quyết định số 12/QĐ-UBND", True),
        ("Phòng Kế hoạch Kế hoạch số 12/KH-UBND", False),
        ("Dự thảo Quyết định và Quyết định số 12/QĐ-UBND", False),
    ],
)
def test_a_kind_that_stands_twice(text: str, repeated: bool) -> None:
    (found,) = find_in_text(text)
    assert ("repeated-kind" in found.traits) == repeated
