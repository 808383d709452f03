"""What the checks on citations say of hand-made mentions."""

from typing import Any

import pytest

from normalize.checks.references import check
from normalize.schema import Finding, Mention
from tests.factories import cite, codes, report, with_blocks


def judged(text: str, **changes: Any) -> list[Finding]:
    return list(check(report(cite(text, **changes))))


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [
        pytest.param("Quyết định số 1911/QĐ-UBND ngày 14/8/2023", {}, [], id="clean"),
        pytest.param("Công văn số 3975/BC-STC", {}, ["REF104"], id="cong-van-with-kind"),
        pytest.param("Phương án số 3108/STC-VP", {}, ["REF104"], id="plan-with-unit-symbol"),
        pytest.param("Công văn số 2929/KL-STC", {}, ["REF104"], id="conclusion"),
        pytest.param("Văn bản số 3717/UBND-KSTT", {}, [], id="generic-word-is-no-kind"),
        pytest.param("Văn bản số 12/BC-STC", {}, [], id="generic-word-with-kind"),
        pytest.param("Quy định số 99-QĐ/TW", {}, [], id="party-regulation-is-QĐ"),
        pytest.param("Báo cáo số 12/STC-VP", {"traits": ("detached-kind",)}, [], id="far-word"),
        pytest.param("Báo cáo số 18/BCTĐ-STP", {"symbol_kind": "BCTĐ"}, [], id="longer-kind"),
        pytest.param("Thông tư số 18/TTr-STC", {}, ["REF104"], id="TTr-is-not-TT"),
        pytest.param("tờ trình số 3196/STC", {}, ["REF105"], id="bare-with-word"),
        pytest.param("Báo cáo 5199/STC", {"traits": ("bracketed",)}, ["REF105"], id="bare-bracket"),
        pytest.param("công văn số 1795/STC", {}, ["REF119"], id="bare-cong-van"),
        pytest.param("văn bản số 1795/STC", {}, ["REF119"], id="bare-generic"),
        pytest.param("3552/STC", {"table_id": "t"}, [], id="bare-without-word-in-cell"),
        pytest.param("Công văn số 179/UBTVQH10 ngày 17/3/1999", {}, [], id="letter-of-assembly"),
        pytest.param("Nghị định số 63/CP ngày 24/10/1995", {}, [], id="old-decree"),
        pytest.param("Tờ trình số 2653/KHĐT-CNDV ngày 07/7/2003", {}, [], id="old-office-letter"),
        pytest.param("Tờ trình số 2653/SKH-CNDV ngày 07/7/2013", {}, ["REF104"], id="new-letter"),
        pytest.param("Tờ trình số 300/TT-UB ngày 18/11/1985", {}, [], id="old-abbreviation"),
        pytest.param("Quyết định số 12/QX-UBND", {"symbol_kind": None}, ["REF106"], id="QX"),
        pytest.param("Kế hoạch số 12/KHH-UBND", {"symbol_kind": None}, ["REF106"], id="KHH"),
        pytest.param(
            "Thông báo số 12/TBB\u2011UBND",
            {"symbol_kind": None, "symbol": "TBB-UBND"},
            ["REF106"],
            id="a hyphen that breaks no line",
        ),
        pytest.param("Biên bản số 12/BBTT-UBND", {"symbol_kind": None}, [], id="a sort of BB"),
        pytest.param("Công văn số 1899/STTTT-TTBCXB", {}, [], id="unknown-unit-is-no-kind"),
        pytest.param("Kế hoạch số 12/KH-UBND", {"traits": ("no-so",)}, ["REF109"], id="no-so"),
        pytest.param(
            "Kế hoạch 12/KH-UBND", {"traits": ("no-so",), "table_id": "t"}, [], id="no-so-in-cell"
        ),
        pytest.param(
            "Công văn số 220/STC-VP", {"traits": ("repeated-so",)}, ["REF107"], id="so-so"
        ),
        pytest.param("Báo cáo số 12/2023/BC-STC", {}, ["REF112"], id="year-in-report"),
        pytest.param("Thông báo số 12/2023/TB-LPQT", {}, [], id="treaty-notice"),
        pytest.param("Quyết định số 09/2021/QĐ-UBND", {}, [], id="normative-decision"),
        pytest.param("Nghị định số 45/NĐ-CP", {}, ["REF113"], id="decree-without-year"),
        pytest.param("Nghị quyết số 71/NQ-CP", {}, [], id="resolution-without-year"),
        pytest.param("12/TT-STC", {}, [], id="careless-to-trinh"),
        pytest.param("Luật số 64/QH15", {}, ["REF113"], id="law-without-year"),
        pytest.param(
            "Nghị định số 61/2018/NĐ-CP", {"traits": ("lost-separator",)}, ["REF114"], id="NĐCP"
        ),
        pytest.param(
            "Quyết định số 5/QĐ-UBND", {"traits": ("slash-symbol",)}, ["REF114"], id="QĐ/UBND"
        ),
        pytest.param(
            "Quyết định số 5/QĐ-UBND", {"traits": ("look-alike",)}, ["REF115"], id="look-alike"
        ),
        pytest.param(
            "Quyết định số 5/QĐ-UBND", {"symbol_text": "QD-UBND"}, ["REF115"], id="QD-UBND"
        ),
        pytest.param("Quyết định số 5/QĐ-UBND", {"symbol_text": "QĐUBND"}, ["REF114"], id="QĐUBND"),
        pytest.param(
            "Quyết định số 5/QĐ-UBND", {"symbol_text": "qđ - ubnd"}, [], id="case-and-blanks"
        ),
    ],
)
def test_a_citation_is_judged(text: str, changes: dict[str, Any], expected: list[str]) -> None:
    assert codes(judged(text, **changes)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kiến nghị số 12/KN-VKS ngày 12/5/2023", []),
        ("Công văn số 12/VPCP-NN ngày 12/5/2023 của Thủ tướng", []),
        ("Thông tư số 02/2017/TT-VPCP ngày 31/10/2017 của Chính phủ", ["REF116"]),
        ("Thông tư số 02/2017/TT-VPCP ngày 31/10/2017 của Văn phòng Chính phủ", []),
        ("Quyết định số 468/QĐ-TTg ngày 27/3/2021 của Thủ tướng Chính phủ", []),
        ("Quyết định số 468/QĐ-TTg ngày 27/3/2021 của thủ tướng chính phủ phê duyệt", []),
        ("Quy định số 131-QĐ/TW ngày 27/10/2023 của Ban Chấp hành Trung ương", []),
        ("Nghị quyết số 30-NQ/TU ngày 23/5/2023 của Bộ Chính trị", ["REF116"]),
        ("Quyết định số 12/QĐ-UBND ngày 03/5/2023 của Chủ tịch UBND tỉnh", []),
        ("Công văn số 12/UBND-NC ngày 03/5/2023 của Văn phòng UBND tỉnh", []),
        ("Quyết định số 12/QĐ-UBND ngày 03/5/2023 của Sở Tài chính", ["REF116"]),
        ("Kế hoạch số 12/KH-STC ngày 03/5/2023 của Sở", []),
        ("Công văn số 12/PKX-TH ngày 03/5/2023 của Phòng Kinh tế", []),
    ],
)
def test_the_issuer_named_must_be_that_of_the_symbol(text: str, expected: list[str]) -> None:
    assert codes(judged(text)) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("theo đúng quy định của Chính phủ tại ", ["REF116"]),
        ("chức năng, nhiệm vụ của Sở Tài chính tại ", []),
        ("theo quy định tại ", []),
    ],
)
def test_an_issuer_may_stand_before_its_document(before: str, expected: list[str]) -> None:
    cited = cite("Thông tư số 02/2017/TT-VPCP", char_start=len(before))
    made = with_blocks(report(cited), before + cited.raw_text)
    assert codes(check(made)) == expected


def test_a_lost_stroke_that_means_something_else_is_an_unknown_abbreviation() -> None:
    found = judged(
        "Công điện số 968/CĐ-TTg ngày 16/10/2023", symbol_text="CD-TTg", traits=("look-alike",)
    )
    assert [(f.rule, f.suggestion) for f in found] == [
        ("REF106", "Công điện số 968/CĐ-TTg ngày 16/10/2023")
    ]


@pytest.mark.parametrize(
    ("text", "changes", "suggestion"),
    [
        ("Công văn số 3975/BC-STC", {}, "Báo cáo số 3975/BC-STC"),
        (
            "Thông báo số 4450/STC-VP ngày 06/10/2023",
            {},
            "Thông báo số 4450/TB-STC ngày 06/10/2023, "
            "hoặc Công văn số 4450/STC-VP ngày 06/10/2023",
        ),
        ("Tờ trình số 12/TT-STC", {}, "Tờ trình số 12/TTr-STC"),
        ("tờ trình số 3196/STC", {}, "tờ trình số 3196/TTr-STC"),
        ("Báo cáo số 05/2023/BC-STC", {}, "Báo cáo số 05/BC-STC"),
        (
            "Nghị định số 45/NĐ-CP ngày 08/4/2020",
            {},
            "Nghị định số 45/2020/NĐ-CP ngày 08/4/2020",
        ),
        ("Công văn số 220/STC-VP", {"traits": ("repeated-so",)}, "Công văn số 220/STC-VP"),
    ],
)
def test_the_suggestion_is_the_repaired_citation(
    text: str, changes: dict[str, Any], suggestion: str
) -> None:
    (found,) = judged(text, **changes)
    assert found.suggestion == suggestion


def blank(**changes: Any) -> Mention:
    fields = {"number": None, "traits": ("blank-number",), "citation_key": "?/BC-STC/2023"}
    return cite("Báo cáo số 1/BC-STC", **(fields | changes))


def test_a_blank_number_is_found_with_its_place() -> None:
    (found,) = check(report(blank()))
    assert (found.rule, found.level, found.mention_id) == ("REF101", "error", "m00000")
    assert found.evidence[0].mention_id == "m00000"


@pytest.mark.parametrize(
    ("own", "number", "expected"),
    [(True, "5772", []), (True, None, ["REF101"]), (False, "5772", ["REF101"])],
    ids=["annex-of-a-stamped-report", "blank-draft", "someone-else's"],
)
def test_the_own_blank_is_no_fault_of_a_numbered_report(
    own: bool, number: str | None, expected: list[str]
) -> None:
    assert codes(check(report(blank(is_own=own), number=number))) == expected
