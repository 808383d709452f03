"""The register of bodies: names in any case, symbols, days and places."""

from datetime import date

import pytest

from normalize.agencies import agencies, find_agencies, find_by_symbol, successions
from normalize.casing import name_case
from normalize.provinces import provinces

Y2024, Y2026 = date(2024, 6, 1), date(2026, 6, 1)
NAMES = {
    "shouted": ("SỞ TÀI CHÍNH", Y2024, ["khanh-hoa/so-tai-chinh"]),
    "place-in-the-name": ("Sở Tài chính Long An", Y2024, ["long-an/so-tai-chinh"]),
    "new-tone-marks": ("ỦY BAN NHÂN DÂN TỈNH THANH HOÁ", Y2024, ["thanh-hoa/ubnd"]),
    "head-of-a-committee": ("Chủ tịch UBND tỉnh Hà Nam", Y2024, ["ha-nam/ubnd"]),
    "city": ("UBND TP. Hồ Chí Minh", Y2024, ["ho-chi-minh/ubnd"]),
    "office": ("Văn phòng UBND tỉnh", Y2024, ["khanh-hoa/van-phong-ubnd"]),
    "ampersand": ("Sở Giáo dục & Đào tạo", Y2024, ["khanh-hoa/so-giao-duc-va-dao-tao"]),
    "misspelling": (
        "Sở Thông tin Truyền thông",
        Y2024,
        ["khanh-hoa/so-thong-tin-va-truyen-thong"],
    ),
    "ministry": ("BỘ TƯ PHÁP", Y2024, ["cp/bo-tu-phap"]),
    "government": ("CHÍNH PHỦ", Y2024, ["cp/chinh-phu"]),
    "special-zone-board": (
        "BAN QUẢN LÝ KHU KINH TẾ VÂN PHONG",
        Y2024,
        ["khanh-hoa/ban-quan-ly-khu-kinh-te-van-phong"],
    ),
    "not-yet": ("Sở Nông nghiệp và Môi trường", Y2024, []),
    "no-more": ("Sở Thông tin và Truyền thông", Y2026, []),
    "founded-2025": (
        "Sở Nông nghiệp và Môi trường",
        Y2026,
        ["khanh-hoa/so-nong-nghiep-va-moi-truong"],
    ),
    "tax-department-before": ("Cục Thuế tỉnh Khánh Hòa", Y2024, ["khanh-hoa/cuc-thue"]),
    "tax-department-regional-since": ("Cục Thuế tỉnh Khánh Hòa", Y2026, []),
    "province-dissolved": ("UBND tỉnh Ninh Thuận", Y2026, []),
    "province-before": ("UBND tỉnh Ninh Thuận", Y2024, ["ninh-thuan/ubnd"]),
    "province-became-a-city": ("UBND tỉnh Đồng Nai", Y2026, ["dong-nai/ubnd"]),
    "district": ("UBND huyện Diên Khánh", Y2024, ["khanh-hoa/huyen-dien-khanh/ubnd"]),
    "commune": ("UBND XÃ DIÊN ĐIỀN", Y2026, ["khanh-hoa/xa-dien-dien/ubnd"]),
    "town-with-a-province's-name": ("UBND thành phố Bắc Ninh", Y2024, []),
    "nobody": ("Công ty Cổ phần Nước sạch", Y2024, []),
}


@pytest.mark.parametrize("name", NAMES)
def test_names(name: str) -> None:
    text, on, expected = NAMES[name]
    found = find_agencies(text, place_id="khanh-hoa", on=on)
    assert [a.agency_id for a in found] == expected


def test_a_name_without_a_place_is_not_guessed() -> None:
    assert find_agencies("Sở Tài chính") == ()


def test_papers_of_a_dissolved_body_still_arrive_for_a_while() -> None:
    named = "Sở Thông tin và Truyền thông"
    assert find_agencies(named, place_id="hue", on=date(2025, 3, 20))
    assert not find_agencies(named, place_id="hue", on=date(2025, 9, 20))


def test_a_symbol_stands_for_several_bodies_until_the_place_is_known() -> None:
    assert len(find_by_symbol("STC", on=Y2024)) > 60
    (one,) = find_by_symbol("stc", place_id="khanh-hoa", on=Y2024)
    assert one.agency_id == "khanh-hoa/so-tai-chinh"


def test_successors_are_not_one_to_one() -> None:
    gone = "khanh-hoa/so-lao-dong-thuong-binh-va-xa-hoi"
    found = [s for s in successions() if s.predecessor == gone]
    assert {s.successor.removeprefix("khanh-hoa/") for s in found} == {
        "so-noi-vu",
        "so-giao-duc-va-dao-tao",
        "so-y-te",
    }
    assert {s.share for s in found} == {"part"}


def test_the_register_is_sound() -> None:
    everyone = agencies()
    ids = [a.agency_id for a in everyone]
    assert len(ids) == len(set(ids))
    known = set(ids)
    assert {a.parent_id for a in everyone if a.parent_id} <= known
    assert {s.predecessor for s in successions()} | {s.successor for s in successions()} <= known
    assert {a.place_id for a in everyone if a.place_id} == {p.place_id for p in provinces()}


CASED = {
    "SỞ TÀI CHÍNH": "Sở Tài chính",
    "SỞ CÔNG THƯƠNG": "Sở Công Thương",
    "UBND TỈNH KHÁNH HÒA": "UBND tỉnh Khánh Hòa",
    "UỶ BAN NHÂN DÂN TỈNH LÀO CAI": "Uỷ ban nhân dân tỉnh Lào Cai",
    "UBND HUYỆN DIÊN KHÁNH": "UBND huyện Diên Khánh",
    "ỦY BAN NHÂN DÂN THÀNH PHỐ CAM RANH": "Ủy ban nhân dân thành phố Cam Ranh",
    "PHÒNG TÀI CHÍNH - KẾ HOẠCH": "Phòng Tài chính - Kế hoạch",
    "CHI CỤC THUẾ KHU VỰC XIV": "Chi cục Thuế khu vực XIV",
    "HỘI ĐỒNG NHÂN DÂN TỈNH BÀ RỊA - VŨNG TÀU": "Hội đồng nhân dân tỉnh Bà Rịa - Vũng Tàu",
    "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH": "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Tài chính": "Sở Tài chính",
    "UBND": "UBND",
}


@pytest.mark.parametrize("printed", CASED)
def test_names_in_capitals_come_in_normal_case(printed: str) -> None:
    assert name_case(printed) == CASED[printed]


@pytest.mark.parametrize("printed", CASED)
def test_normal_case_stays(printed: str) -> None:
    assert name_case(name_case(printed)) == name_case(printed)
