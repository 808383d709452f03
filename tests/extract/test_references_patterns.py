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
