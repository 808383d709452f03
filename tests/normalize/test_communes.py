"""Districts to 30 June 2025 and communes: whole lists, names with their ambiguities."""

import csv
from collections import Counter
from datetime import date

import pytest

from extract.folding import skeleton
from normalize.agencies import find_agencies, is_below_province
from normalize.communes import find_units
from normalize.provinces import LEXICON, provinces, read_rows

Y2024, Y2026 = date(2024, 6, 1), date(2026, 6, 1)
UNITS = {
    "district": ("huyện Diên Khánh", None, Y2024, ["khanh-hoa/huyen-dien-khanh"]),
    "no-districts-any-more": ("huyện Diên Khánh", None, Y2026, []),
    "town": ("TP. Nha Trang", None, Y2024, ["khanh-hoa/thanh-pho-nha-trang"]),
    "in-many-provinces": ("huyện Châu Thành", None, Y2024, []),
    "its-province-known": ("huyện Châu Thành", "tay-ninh", Y2024, ["tay-ninh/huyen-chau-thanh"]),
    "its-province-named": (
        "huyện Châu Thành, tỉnh Hậu Giang",
        "tay-ninh",
        Y2024,
        ["hau-giang/huyen-chau-thanh"],
    ),
    "town-and-district": ("huyện Cao Lãnh", "dong-thap", Y2024, ["dong-thap/huyen-cao-lanh"]),
    "kind-before": (
        "huyện Thủy Nguyên",
        "hai-phong",
        Y2024,
        ["hai-phong/thanh-pho-thuy-nguyen"],
    ),
    "city-of-a-province-to-2024": (
        "thành phố Huế",
        "thua-thien-hue",
        Y2024,
        ["thua-thien-hue/thanh-pho-hue"],
    ),
    "commune": ("xã Diên Điền", "khanh-hoa", Y2026, ["khanh-hoa/xa-dien-dien"]),
    "commune-before": (
        "xã Diên Điền",
        "khanh-hoa",
        Y2024,
        ["khanh-hoa/huyen-dien-khanh/xa-dien-dien"],
    ),
    "commune-at-any-time": (
        "xã Diên Điền",
        "khanh-hoa",
        None,
        ["khanh-hoa/xa-dien-dien", "khanh-hoa/huyen-dien-khanh/xa-dien-dien"],
    ),
    "commune-alone-in-the-country": (
        "đặc khu Phú Quốc",
        None,
        Y2026,
        ["an-giang/dac-khu-phu-quoc"],
    ),
    "commune-of-many-provinces": ("xã Tân Thành", None, Y2026, []),
    "merged-province": ("xã Phước Dinh", "ninh-thuan", Y2026, ["khanh-hoa/xa-phuoc-dinh"]),
    "under-a-city": (
        "phường Hải Châu, thành phố Đà Nẵng",
        None,
        Y2026,
        ["da-nang/phuong-hai-chau"],
    ),
    "a-name-with-a-word-of-kind": ("xã Quan Sơn", "thanh-hoa", Y2026, ["thanh-hoa/xa-quan-son"]),
    "accents-decide": ("xã Lộc Thạnh", "dong-nai", Y2026, ["dong-nai/xa-loc-thanh-25280"]),
    "without-accents-both": (
        "xã Loc Thanh",
        "dong-nai",
        Y2026,
        ["dong-nai/xa-loc-thanh-25294", "dong-nai/xa-loc-thanh-25280"],
    ),
    "ward-since-2026": ("phường Trảng Bom", "dong-nai", Y2026, ["dong-nai/phuong-trang-bom"]),
    "a-commune-before": ("xã Trảng Bom", "dong-nai", Y2026, ["dong-nai/phuong-trang-bom"]),
    "number": ("phường 01, quận 3", "ho-chi-minh", Y2024, ["ho-chi-minh/quan-3/phuong-1"]),
    "nobody": ("xã Không Có", "khanh-hoa", Y2026, []),
}
BODIES = {
    "committee": ("UBND huyện Diên Khánh", ["khanh-hoa/huyen-dien-khanh/ubnd"]),
    "head": ("Chủ tịch UBND thành phố Nha Trang", ["khanh-hoa/thanh-pho-nha-trang/ubnd"]),
    "office": (
        "Phòng Lao động - Thương binh và Xã hội huyện Diên Khánh",
        ["khanh-hoa/huyen-dien-khanh/phong-lao-dong-thuong-binh-va-xa-hoi"],
    ),
    "not-yet": ("Trung tâm Phục vụ hành chính công huyện Diên Khánh", []),
    "tax-office": ("Chi cục Thuế huyện Diên Khánh", []),
    "school": ("Trường Tiểu học xã Diên Điền", []),
}


@pytest.mark.parametrize("name", UNITS)
def test_names_of_units(name: str) -> None:
    text, place_id, on, expected = UNITS[name]
    assert [u.unit_id for u in find_units(text, place_id=place_id, on=on)] == expected


@pytest.mark.parametrize("name", BODIES)
def test_their_bodies(name: str) -> None:
    text, expected = BODIES[name]
    found = find_agencies(text, place_id="khanh-hoa", on=Y2024)
    assert [a.agency_id for a in found] == expected
    assert all(is_below_province(a.agency_id) for a in found)


def test_a_body_says_where_it_stands() -> None:
    (body,) = find_agencies("UBND XÃ DIÊN ĐIỀN", place_id="khanh-hoa", on=Y2026)
    assert (body.name, body.level, body.parent_id) == (
        "UBND xã Diên Điền",
        "commune",
        "khanh-hoa/ubnd",
    )
    (former,) = find_agencies("UBND xã Diên Điền", place_id="khanh-hoa", on=Y2024)
    assert former.parent_id == "khanh-hoa/huyen-dien-khanh/ubnd"
    assert former.name == "UBND xã Diên Điền"


def test_a_town_of_a_province_is_not_the_city_it_became() -> None:
    (before,) = find_agencies("UBND thành phố Huế", place_id="thua-thien-hue", on=Y2024)
    (after,) = find_agencies("UBND thành phố Huế", place_id="hue", on=Y2026)
    assert (before.agency_id, after.agency_id) == ("thua-thien-hue/thanh-pho-hue/ubnd", "hue/ubnd")


def test_the_lists_are_whole() -> None:
    rows = list(read_rows("districts.csv"))
    held = {r["code"] for r in rows if r["certainty"] == "listed" and r["valid_to"] == "2025-06-30"}
    assert len(held) == 696  # at 30 June 2025
    assert {r["place_id"] for r in rows} == {
        p.place_id for p in provinces() if p.valid_from is None or p.place_id == "hue"
    }
    communes = list(read_rows("communes.csv"))
    kinds = Counter((r["was"] or r["slug"]).split("-")[0] for r in communes)
    assert kinds == {"xa": 2621, "phuong": 687, "dac": 13}  # 3,321 since 1 July 2025
    assert {r["place_id"] for r in communes} == {p.place_id for p in provinces() if p.holds(Y2026)}
    assert len({r["code"] for r in communes}) == len(communes)


def test_folded_names_are_those_of_the_names() -> None:
    wrong = [
        row["name"]
        for row in read_rows("communes.csv")
        if row["slug"] != skeleton(row["name"].replace("'", "")).replace(" ", "-")
    ]
    assert wrong == []


def test_every_line_of_former_communes_is_of_a_district() -> None:
    codes = {r["code"] for r in read_rows("districts.csv")}
    with (LEXICON / "communes_former.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {r["district"] for r in rows} <= codes
    assert sum(len(r["slugs"].split()) for r in rows) > 10_000
    assert {r["kind"] for r in rows} == {"xa", "phuong", "thi-tran"}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("xã Diên Điền", True),
        ("XÃ DIÊN ĐIỀN", True),
        ("XA DIEN DIEN", True),
        ("XÃ DIÊN DIÊN", False),
    ],
)
def test_other_accents_are_another_name(name: str, found: bool) -> None:
    on = date(2025, 9, 15)
    assert bool(find_units(name, place_id="khanh-hoa", on=on, printed=name)) is found


def test_a_tone_may_stand_on_either_vowel() -> None:
    on = date(2025, 9, 15)
    names = ("xã Hòa Xuân", "xã Hoà Xuân")
    first, second = (find_units(name, place_id="dak-lak", on=on, printed=name) for name in names)
    assert first == second != ()
