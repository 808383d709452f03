"""From a printed letterhead to the document's record."""

from datetime import date
from typing import Any

import pytest

from extract.document import Block, BlockKind, Document
from extract.letterhead import find_letterhead
from normalize.letterhead import normalize_letterhead
from normalize.schema import DocumentRecord

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def record(*texts: str, media_type: str = "text") -> DocumentRecord:
    blocks = tuple(Block(i, BlockKind.PARAGRAPH, text) for i, text in enumerate(texts))
    document = Document(media_type, blocks)
    return normalize_letterhead(find_letterhead(document), document)


def fields(found: DocumentRecord, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(found, name) for name in names)


def head(organs: str, number: str, day: str = "Long An, ngày 18 tháng 9 năm 2024") -> list[str]:
    return [f"{organs}\n{number}", f"{NATION}\n{day}"]


def test_a_whole_letterhead() -> None:
    found = record(
        *head("UBND TỈNH LONG AN\nSỞ Y TẾ", "Số: 0812/BC-SYT"),
        "BÁO CÁO",
        "Công tác quý III năm 2024",
        "Kính gửi: Văn phòng UBND tỉnh.",
    )
    assert fields(found, "agency_id", "agency_name", "parent_name") == (
        "long-an/so-y-te",
        "Sở Y tế",
        "UBND tỉnh Long An",
    )
    assert fields(found, "kind", "kind_word", "number", "symbol") == (
        "BC",
        "BÁO CÁO",
        "812",
        "BC-SYT",
    )
    assert fields(found, "issued_on", "issued_place") == (date(2024, 9, 18), "Long An")
    assert fields(found, "period_kind", "period_from", "period_to") == (
        "quarter",
        date(2024, 6, 15),
        date(2024, 9, 14),
    )
    assert fields(found, "title", "recipient") == (
        "Công tác quý III năm 2024",
        "Văn phòng UBND tỉnh",
    )


KINDS = {
    "decision": ("Số: 7/QĐ-UBND", "QUYẾT ĐỊNH", "QĐ"),
    "submission": ("Số: 7/TTr-SYT", "TỜ TRÌNH", "TTr"),
    "heading-beats-symbol": ("Số: 7/TTr-SYT", "BÁO CÁO", "BC"),
    "official-letter": ("Số: 7/SYT-VP", "Kính gửi: UBND tỉnh", "CV"),
    "by-symbol-alone": ("Số: 7/BC-SYT", "Kính gửi: UBND tỉnh", "BC"),
    "decree": ("Số: 182/2026/NĐ-CP", "NGHỊ ĐỊNH", "NĐ"),
}


@pytest.mark.parametrize("name", KINDS)
def test_kinds(name: str) -> None:
    number, heading, kind = KINDS[name]
    assert record(*head("SỞ Y TẾ", number), heading, "Công tác năm 2024").kind == kind


def test_blanks_stay_none() -> None:
    found = record(
        *head(
            "UBND TỈNH LONG AN\nSỞ Y TẾ", "Số:     /BC-SYT", "Long An, ngày     tháng 9 năm 2024"
        ),
        "BÁO CÁO",
        "Công tác quý III năm 2024",
        "(kèm theo Báo cáo số 812/BC-SYT ngày 18/9/2024 của Sở Y tế)",
    )
    assert fields(found, "number", "symbol", "issued_on") == (None, "BC-SYT", None)
    assert found.date_text == "Long An, ngày tháng 9 năm 2024"


def test_an_impossible_date_is_none_and_kept_as_printed() -> None:
    found = record(*head("SỞ Y TẾ", "Số: 1/BC-SYT", "Huế, ngày 31 tháng 4 năm 2024"), "BÁO CÁO")
    assert fields(found, "issued_on", "date_text") == (None, "Huế, ngày 31 tháng 4 năm 2024")


BARE = ("BÁO CÁO", "Công tác năm 2023", "Kính gửi: Văn phòng UBND tỉnh Hà Nam")


def test_without_letterhead_the_one_who_speaks_is_the_issuer() -> None:
    found = record(
        *BARE,
        "Thực hiện Quyết định số 94/QĐ-UBND ngày 11/01/2023 của UBND tỉnh Hà Nam;",
        "Sở Nội vụ báo cáo kết quả như sau:",
        "(kèm theo Báo cáo số /BC-SNV ngày /12/2023 của Sở Nội vụ)",
    )
    assert fields(found, "agency_id", "agency_name", "parent_name") == (
        "ha-nam/so-noi-vu",
        "Sở Nội vụ",
        None,
    )
    assert fields(found, "number", "symbol", "issued_on") == (None, "BC-SNV", None)


def test_two_who_speak_leave_the_issuer_open() -> None:
    found = record(*BARE, "Sở Nội vụ báo cáo như sau:", "Sở Y tế báo cáo như sau:")
    assert found.agency_name is None


def test_without_letterhead_headings_that_agree_give_number_and_date() -> None:
    heading = "(kèm theo Báo cáo số 512/BC-SNV ngày 18/12/2023 của Sở Nội vụ)"
    found = record(*BARE, "Sở Nội vụ báo cáo như sau:", heading, heading)
    assert fields(found, "number", "issued_on") == ("512", date(2023, 12, 18))


def test_an_annex_is_its_parents() -> None:
    found = record(
        "Phụ lục I",
        "(Kèm theo Quyết định số 272/QĐ-UBND ngày 20 tháng 02 năm 2025 của UBND tỉnh Lai Châu)",
    )
    assert fields(found, "kind", "number", "issued_on", "agency_id") == (
        None,
        None,
        None,
        "lai-chau/ubnd",
    )
    assert found.attached_to is not None
    assert found.attached_to.startswith("Kèm theo Quyết định số 272/QĐ-UBND")


@pytest.mark.parametrize(
    ("organs", "agency_id", "name"),
    [
        (
            "UBND TỈNH LONG AN\nVĂN PHÒNG",
            "long-an/van-phong-ubnd",
            "Văn phòng UBND tỉnh Long An",
        ),
        (
            "TỈNH ỦY LONG AN\nVĂN PHÒNG",
            "long-an/van-phong-tinh-uy",
            "Văn phòng Tỉnh ủy Long An",
        ),
        ("UBND HUYỆN BẾN LỨC\nVĂN PHÒNG", None, "Văn phòng UBND huyện Bến Lức"),
    ],
    ids=["province", "party", "district"],
)
def test_an_office_is_that_of_the_body_above_it(
    organs: str, agency_id: str | None, name: str
) -> None:
    found = record(*head(organs, "Số: 7/BC-VP"), "BÁO CÁO", "Công tác năm 2023")
    assert fields(found, "agency_id", "agency_name") == (agency_id, name)


@pytest.mark.parametrize(
    ("organs", "agency_id", "name"),
    [
        (
            "UBND TỈNH LONG AN\nUBND HUYỆN BẾN LỨC",
            "long-an/huyen-ben-luc/ubnd",
            "UBND huyện Bến Lức",
        ),
        (
            "UBND HUYỆN BẾN LỨC\nPHÒNG NỘI VỤ",
            "long-an/huyen-ben-luc/phong-noi-vu",
            "Phòng Nội vụ",
        ),
        (
            "UBND HUYỆN BẾN LỨC\nTRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
            None,
            "Trung tâm Phục vụ hành chính công",
        ),
    ],
    ids=["committee", "office", "not-the-province's"],
)
def test_a_district_body_has_its_own_identifier(
    organs: str, agency_id: str | None, name: str
) -> None:
    found = record(*head(organs, "Số: 7/BC-UBND"), "BÁO CÁO", "Công tác")
    assert fields(found, "agency_id", "agency_name") == (agency_id, name)


def with_captions(title: str, opening: str, *captions: str) -> DocumentRecord:
    return record(
        *head("SỞ Y TẾ", "Số: 7/BC-SYT"),
        "BÁO CÁO",
        title,
        "Kính gửi: UBND tỉnh",
        opening,
        *(f"Kỳ báo cáo: {caption}" for caption in captions),
    )


def test_stale_captions_do_not_outweigh_the_title() -> None:
    found = with_captions("Công tác quý III/2024", "Sở Y tế báo cáo như sau:", *["Quý II/2024"] * 5)
    assert found.period_to == date(2024, 9, 14)


def test_opening_and_captions_outweigh_a_stale_title() -> None:
    opening = "Sở Y tế báo cáo kết quả quý III/2024 như sau:"
    found = with_captions("Công tác quý II/2024", opening, *["Quý III/2024"] * 2)
    assert found.period_to == date(2024, 9, 14)


def test_captions_decide_where_the_title_names_no_period() -> None:
    found = record(
        *head("SỞ Y TẾ", "Số: 7/BC-SYT"),
        "BÁO CÁO",
        "Tình hình giải quyết thủ tục hành chính",
        "Kính gửi: UBND tỉnh",
        "Kỳ báo cáo: Năm 2023",
        "(từ 01/01/2023 đến 31/12/2023)",
    )
    assert fields(found, "period_kind", "period_from", "period_to") == (
        "year",
        date(2023, 1, 1),
        date(2023, 12, 31),
    )
