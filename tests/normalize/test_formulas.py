"""Formulas of an index row: what they state and what a row gives."""

from decimal import Decimal

import pytest

from normalize.formulas import Formula, parse_formula, parse_formulas


@pytest.mark.parametrize(
    ("text", "target", "relation", "terms", "ratio"),
    [
        ("(3)=(4)+(5)+(6)", 3, "=", ((1, 4), (1, 5), (1, 6)), False),
        ("$(3) = (4) + (5)$", 3, "=", ((1, 4), (1, 5)), False),
        ("<i>(3)=(4)+(5)</i>", 3, "=", ((1, 4), (1, 5)), False),
        ("3=4+5", 3, "=", ((1, 4), (1, 5)), False),
        ("(9)=(5)-(8)", 9, "=", ((1, 5), (-1, 8)), False),
        ("(7)≤(3)", 7, "<=", ((1, 3),), False),
        ("(6)=(5)/(3)", 6, "=", ((1, 5), (1, 3)), True),
        ("(6)=(5):(3)x100%", 6, "=", ((1, 5), (1, 3)), True),
    ],
)
def test_formulas(
    text: str, target: int, relation: str, terms: tuple[tuple[int, int], ...], ratio: bool
) -> None:
    found = parse_formula(text)
    assert found is not None
    assert (found.target, found.relation, found.terms, found.ratio) == (
        target,
        relation,
        terms,
        ratio,
    )


@pytest.mark.parametrize("text", ["(3)", "Ghi chú", "(3)=(4)*(5)", "(3)=", "=(4)+(5)", "(3)=A+B"])
def test_what_cannot_be_computed_is_no_formula(text: str) -> None:
    assert parse_formula(text) is None


def formula(text: str) -> Formula:
    found = parse_formula(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "row", "value"),
    [
        ("(3)=(4)+(5)", {4: 2, 5: 3}, "5"),
        ("(3)=(4)+(5)", {4: 2, 5: None}, "2"),
        ("(3)=(4)+(5)", {4: 2}, "2"),
        ("(3)=(4)+(5)", {}, None),
        ("(9)=(5)-(8)", {5: 7, 8: 2}, "5"),
        ("(6)=(5)/(3)", {5: 3, 3: 6}, "50"),
        ("(6)=(5)/(3)", {5: 3, 3: 0}, None),
    ],
)
def test_a_row_gives(text: str, row: dict[int, int | None], value: str | None) -> None:
    values = {n: None if v is None else Decimal(v) for n, v in row.items()}
    assert formula(text).value(values) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "target", "value", "holds"),
    [
        ("(3)=(4)", 5, 5, True),
        ("(3)=(4)", 5, 6, False),
        ("(7)<=(3)", 5, 6, True),
        ("(7)<=(3)", 7, 6, False),
        ("(7)>=(3)", 7, 6, True),
    ],
)
def test_a_relation_holds(text: str, target: int, value: int, holds: bool) -> None:
    assert formula(text).holds(Decimal(target), Decimal(value)) == holds


def test_formulas_stand_once() -> None:
    found = parse_formulas(["(3)=(4)+(5)", "$(3)=(4)+(5)$", "(3)", "(3)=(7)+(11)"])
    assert [f.text for f in found] == ["(3)=(4)+(5)", "(3)=(7)+(11)"]
