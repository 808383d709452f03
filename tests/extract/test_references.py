"""What the engine finds in one text: number, symbol, kind word, date, each where it stands."""

import pytest

from extract.references import RawReference, find_in_text
from tests.extract import reference_cases as cases


def line(found: RawReference) -> str:
    parts = (
        found.kind or "",
        found.number.text if found.number else "",
        found.year.text if found.year else "",
        "".join(found.symbol.text.split()),
        found.date.text if found.date else "",
    )
    return "|".join(parts)


def lines(text: str) -> list[str]:
    return [line(found) for found in find_in_text(text)]


def table(*groups: list[tuple[str, str]]) -> list[object]:
    return [pytest.param(text, found, id=text) for group in groups for text, found in group]


@pytest.mark.parametrize(
    ("text", "expected"),
    table(cases.ADMINISTRATIVE, cases.NORMATIVE, cases.ASSEMBLY, cases.PARTY),
)
def test_the_four_grammars(text: str, expected: str) -> None:
    assert lines(text) == expected.split("\n")


@pytest.mark.parametrize(("text", "expected"), table(cases.LISTS, cases.DATE_BEFORE))
def test_citations_that_share_a_part(text: str, expected: str) -> None:
    assert lines(text) == expected.split("\n")


@pytest.mark.parametrize(("text", "expected"), table(cases.BLANK, cases.DAMAGED))
def test_citations_written_badly(text: str, expected: str) -> None:
    assert lines(text) == expected.split("\n")


@pytest.mark.parametrize("text", cases.SILENT, ids=str)
def test_what_looks_like_a_citation_and_is_none(text: str) -> None:
    assert lines(text) == []
