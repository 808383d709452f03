"""The lexicon of citations: complete, sourced, and of one mind with the patterns of extract."""

from collections.abc import Callable
from typing import Any

import pytest

from extract.citations.patterns import words
from normalize.vocabulary import (
    aliases,
    find_law,
    issuer_of,
    issuers,
    kind_of,
    kinds,
    laws,
)

ND30 = (
    "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr "
    "HĐ CV CĐ BGN BTT GUQ GM GGT GNP PG PC PB TCg"
)


def test_the_29_kinds_of_the_decree_are_there() -> None:
    assert [k for k in ND30.split() if k not in kind_of()] == []
    assert len(ND30.split()) == 29


def test_extract_and_normalize_know_the_same_kinds() -> None:
    assert words().kinds == set(kind_of())


def test_extract_and_normalize_know_the_same_kind_words() -> None:
    ours = {word: kind.abbreviation for kind in kinds() for word in kind.words}
    assert {w: k for w, k in words().kind_of_word.items() if k} == ours


def test_every_token_that_extract_knows_has_a_meaning() -> None:
    known = words()
    assert sorted((known.organs | known.units) - set(issuer_of())) == []


@pytest.mark.parametrize("rows", [kinds, issuers, aliases, laws], ids=lambda f: f.__name__)
def test_every_row_names_its_source(rows: Callable[[], tuple[Any, ...]]) -> None:
    assert [row for row in rows() if not row.source] == []


def test_tokens_and_abbreviations_stand_once() -> None:
    assert len(kind_of()) == len(kinds())
    assert len(issuer_of()) == len(issuers())


def test_successors_are_tokens_themselves() -> None:
    named = {i.successor for i in issuers() if i.successor}
    assert named - set(issuer_of()) == {"CHQ"}  # the customs department is not cited yet


def test_a_ministry_ends_when_it_was_merged() -> None:
    assert issuer_of()["BKHĐT"].holds(None)
    assert str(issuer_of()["BKHĐT"].valid_to) == "2025-02-28"
    assert issuer_of()["BKHĐT"].successor == "BTC"


@pytest.mark.parametrize(
    ("name", "year", "number"),
    [
        ("Luật Đất đai", 2024, "31/2024/QH15"),
        ("luật đất đai", 2013, "45/2013/QH13"),
        ("Luật Thanh tra", 2022, "11/2022/QH15"),
    ],
)
def test_a_law_is_known_by_name_and_year(name: str, year: int, number: str) -> None:
    assert [law.number for law in find_law(name, year=year)] == [number]
