"""63 provinces to 30 June 2025, 34 since; cities; identity codes."""

from datetime import date
from itertools import pairwise

import pytest

from normalize.provinces import (
    find_place,
    hcodes,
    hcodes_of,
    predecessors_of,
    province,
    provinces,
    successor_of,
)

BEFORE, AFTER = date(2024, 6, 1), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("on", "count", "cities"),
    [
        (date(2024, 12, 31), 63, 5),
        (BEFORE, 63, 5),
        (date(2025, 6, 30), 63, 6),
        (AFTER, 34, 6),
        (date(2026, 10, 1), 34, 9),
    ],
    ids=str,
)
def test_how_many_there_are(on: date, count: int, cities: int) -> None:
    held = [p for p in provinces() if p.holds(on)]
    assert len(held) == len({p.place_id for p in held}) == count
    assert sum(p.kind == "thành phố" for p in held) == cities


def test_a_merged_province_lives_on_in_its_successor() -> None:
    assert successor_of("ninh-thuan", BEFORE) == "ninh-thuan"
    assert successor_of("ninh-thuan", AFTER) == "khanh-hoa"
    assert successor_of("thua-thien-hue", AFTER) == "hue"
    assert successor_of("dong-nai", date(2026, 10, 1)) == "dong-nai"
    assert predecessors_of("phu-tho", AFTER) == ("hoa-binh", "vinh-phuc")


def test_its_codes_are_its_own_and_its_predecessors() -> None:
    assert hcodes_of("khanh-hoa", BEFORE) == ("H32",)
    assert hcodes_of("khanh-hoa", AFTER) == ("H32", "H43")


def test_every_code_has_a_place_and_says_how_sure_it_is() -> None:
    ids = {p.place_id for p in provinces()}
    assert len(hcodes()) == 63
    assert {place for place, _ in hcodes().values()} <= ids
    assert {certainty for _, certainty in hcodes().values()} == {"confirmed", "likely"}


def test_most_codes_that_are_not_confirmed_stand_between_two_that_are() -> None:
    order = [certainty for _, (_, certainty) in sorted(hcodes().items())]
    confirmed = [at for at, certainty in enumerate(order) if certainty == "confirmed"]
    assert len(confirmed) >= 28
    assert max(b - a for a, b in pairwise(confirmed)) <= 9  # none far from a code that is sure


def test_every_successor_is_a_place() -> None:
    ids = {p.place_id for p in provinces()}
    assert {p.successor for p in provinces() if p.successor} <= ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Văn phòng UBND tỉnh Khánh Hòa", ("khanh-hoa", "tinh")),
        ("UBND TP. HCM", ("ho-chi-minh", "thanh pho")),
        ("Hoà Bình", ("hoa-binh", None)),
        ("từ Hà Nam đến tỉnh Nam Định", ("nam-dinh", "tinh")),
        ("huyện Diên Khánh", None),
    ],
    ids=["province", "city", "tone-marks", "the-last", "none"],
)
def test_places_in_text(text: str, expected: tuple[str, str | None] | None) -> None:
    assert find_place(text) == expected


def test_a_province_is_what_it_was_on_the_day() -> None:
    spans = [province("quang-ninh", on) for on in (BEFORE, date(2026, 10, 1))]
    assert [p.full_name for p in spans if p] == ["tỉnh Quảng Ninh", "thành phố Quảng Ninh"]
    assert province("nowhere") is None
