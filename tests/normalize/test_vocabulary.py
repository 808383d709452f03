"""The lexicon of citations: complete, sourced, and of one mind with the patterns of extract."""

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from extract.citations.patterns import words
from normalize.vocabulary import (
    Law,
    aliases,
    issuer_of,
    issuers,
    kind_of,
    kinds,
    laws,
    tokens_by_skeleton,
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
    assert named - set(issuer_of()) == set()


UNITS = {"KTN": "Kinh tế ngành", "NVY": "Nghiệp vụ Y", "GDTrH": "Giáo dục trung học"}
NOBODY = ("XYZT", "ANTT", "PCCC", "VNPT", "GTKT")  # words, firms, forms: in symbols, never issuers


@pytest.mark.parametrize("token", UNITS)
def test_a_drafting_unit_is_no_issuer(token: str) -> None:
    assert (issuer_of()[token].name, issuer_of()[token].role) == (UNITS[token], "unit")
    assert token not in [known for each in tokens_by_skeleton().values() for known in each]


@pytest.mark.parametrize("token", NOBODY)
def test_an_unknown_token_stays_unknown(token: str) -> None:
    assert token not in issuer_of()


def test_a_ministry_ends_when_it_was_merged() -> None:
    assert issuer_of()["BKHĐT"].holds(None)
    assert str(issuer_of()["BKHĐT"].valid_to) == "2025-02-28"
    assert issuer_of()["BKHĐT"].successor == "BTC"


@pytest.mark.parametrize(
    ("name", "on", "number"),
    [
        ("Luật Đất đai", date(2024, 7, 31), "45/2013/QH13"),
        ("Luật Đất đai", date(2024, 8, 1), "31/2024/QH15"),
        ("Luật Ngân sách nhà nước", date(2025, 12, 31), "83/2015/QH13"),
        ("Luật Ngân sách nhà nước", date(2026, 1, 1), "89/2025/QH15"),
        ("Luật Tổ chức chính quyền địa phương", date(2025, 5, 1), "65/2025/QH15"),
    ],
)
def test_a_law_holds_on_its_days(name: str, on: date, number: str) -> None:
    assert [law.number for law in laws() if law.name == name and law.holds(on)] == [number]


NUMBER = re.compile(r"(?P<number>\d+)/(?P<year>\d{4})/(?:QH|UBTVQH|PL-UBTVQH)(?P<term>\d{2})")
TERMS = {10: 1997, 11: 2002, 12: 2007, 13: 2011, 14: 2016, 15: 2021, 16: 2026}  # first years


def test_the_term_in_a_number_is_that_of_its_year() -> None:
    wrong = []
    for law in laws():
        found = NUMBER.fullmatch(law.number)
        assert found is not None, law.number
        year, term = int(found["year"]), int(found["term"])
        if not TERMS[term] <= year <= TERMS.get(term + 1, 2031):
            wrong.append(law.number)
    assert wrong == []


def test_days_of_a_law_follow_each_other() -> None:
    for law in laws():
        days = [d for d in (law.passed, law.valid_from, law.valid_to) if d is not None]
        assert days == sorted(days), law.number
        assert law.passed is None or str(law.passed.year) == law.number.split("/")[1], law.number


def test_laws_of_one_name_do_not_hold_at_once() -> None:
    named: dict[str, list[Law]] = {}
    for law in laws():
        if law.valid_from is not None:
            named.setdefault(law.name, []).append(law)
    for spans in named.values():
        ordered = sorted(spans, key=lambda law: law.valid_from or date.min)
        for before, after in pairwise(ordered):
            assert before.valid_to is not None, before.number
            assert after.valid_from is not None
            assert before.valid_to < after.valid_from, before.number


def test_numbers_of_laws_stand_once_and_say_how_sure_they_are() -> None:
    numbers = [law.number for law in laws()]
    assert len(numbers) == len(set(numbers))
    assert all(
        not law.source.startswith("recalled") for law in laws() if law.certainty == "verified"
    )
    assert all(law.source.startswith("recalled") for law in laws() if law.certainty == "recalled")
