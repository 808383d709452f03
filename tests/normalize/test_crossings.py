"""Prose, forms and lists of made-up reports: what contradicts itself is found, the rest is not.

Every report is one nobody tuned the phrases to: other offices, periods and ways of writing.
"""

from dataclasses import dataclass

import pytest

from normalize.checks.crossings import crossings
from normalize.forms import catalogue
from tests.normalize.crossing_reports import DOSSIERS, ONE_STOP, ONLINE, PROCEDURES, findings


@dataclass(frozen=True)
class Case:
    """A report's prose that is right, and what is planted in it: old text, new, rule, value."""

    name: str
    prose: str
    forms: tuple[str, ...]
    planted: tuple[tuple[str, str, str, str], ...] = ()


CASES = [
    Case(
        "all-parts-in-one-sentence",
        "1. Giải quyết thủ tục hành chính\n\n- Tổng số hồ sơ tiếp nhận: 1.251 hồ sơ (tiếp nhận mới "
        "trong kỳ 1.236 hồ sơ, gồm 1.102 hồ sơ trực tuyến, 134 hồ sơ trực tiếp và qua bưu chính; "
        "kỳ "
        "trước chuyển sang 15 hồ sơ). Đã giải quyết 1.180 hồ sơ, trong đó: trước hạn 540 hồ sơ, "
        "đúng "
        "hạn 635 hồ sơ, quá hạn 05 hồ sơ. Đang giải quyết 71 hồ sơ (trong hạn 66 hồ sơ, quá hạn 05 "
        "hồ sơ).",
        (DOSSIERS,),
        (
            ("tiếp nhận: 1.251", "tiếp nhận: 1.215", "XRF401", "1.215"),
            ("1.236 hồ sơ", "1.263 hồ sơ", "XRF401", "1.263"),
            ("1.102 hồ sơ", "1.120 hồ sơ", "XRF401", "1.120"),
            ("134 hồ sơ", "143 hồ sơ", "XRF401", "143"),
            ("sang 15 hồ sơ", "sang 51 hồ sơ", "XRF401", "51"),
            ("giải quyết 1.180", "giải quyết 1.108", "XRF401", "1.108"),
            ("trước hạn 540", "trước hạn 504", "XRF401", "504"),
            ("hạn 635 hồ sơ", "hạn 653 hồ sơ", "XRF401", "653"),
            ("hạn 05 hồ sơ. Đang", "hạn 0 hồ sơ. Đang", "XRF401", "0 hồ sơ"),
            ("giải quyết 71", "giải quyết 17", "XRF401", "17"),
        ),
    ),
    Case(
        "numbers-without-unit-behind-a-total",
        "1. Giải quyết thủ tục hành chính\n\n- Số hồ sơ đã giải quyết: 1.180 hồ sơ (trước hạn: "
        "540; "
        "đúng hạn: 635; quá hạn: 5).",
        (DOSSIERS,),
        (("quá hạn: 5", "quá hạn: 8", "XRF401", "8"), ("hạn: 635", "hạn: 653", "XRF401", "653")),
    ),
    Case(
        "a-list-below-its-head",
        "1. Kết quả tiếp nhận, giải quyết hồ sơ\n\n- Tổng số hồ sơ đã giải quyết là 1.180 hồ sơ, "
        "trong đó:\n\n+ Trước hạn: 540 hồ sơ.\n\n+ Đúng hạn: 635 hồ sơ.\n\n+ Quá hạn: 05 hồ sơ.",
        (DOSSIERS,),
        (("Quá hạn: 05", "Quá hạn: 15", "XRF401", "15"),),
    ),
    Case(
        "each-field-by-itself",
        "1. Giải quyết thủ tục hành chính\n\n- Lĩnh vực Đất đai: tiếp nhận 705 hồ sơ, đã giải "
        "quyết "
        "680 hồ sơ.\n\n- Lĩnh vực Hộ tịch: tiếp nhận 546 hồ sơ, đã giải quyết 500 hồ sơ.\n\n- "
        "Lĩnh vực "
        "Giám định tư pháp: tiếp nhận 12 hồ sơ.",
        (DOSSIERS,),
        (("giải quyết 680", "giải quyết 608", "XRF401", "608"),),
    ),
    Case(
        "other-periods-targets-and-plans",
        "1. Giải quyết thủ tục hành chính\n\n- Quý II/2024 đã tiếp nhận 1.300 hồ sơ; lũy kế từ "
        "đầu năm "
        "đã giải quyết 3.377 hồ sơ. So với cùng kỳ năm trước, số hồ sơ đã giải quyết tăng 120 hồ "
        "sơ. Năm 2023, Sở đã giải quyết 4.105 hồ sơ.\n\nII. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ IV\n\n- "
        "Phấn đấu "
        "giải quyết 1.500 hồ sơ, không có hồ sơ quá hạn; tiếp nhận 900 hồ sơ trực tuyến.",
        (DOSSIERS,),
    ),
    Case(
        "one-channel-has-results-of-its-own",
        "1. Hồ sơ trực tuyến\n\n- Hồ sơ trực tuyến: tiếp nhận 1.102 hồ sơ, đã giải quyết 1.050 "
        "hồ sơ, "
        "đang giải quyết 52 hồ sơ.\n\n- Trả kết quả qua dịch vụ bưu chính công ích 210 hồ sơ; "
        "thanh "
        "toán trực tuyến 830 hồ sơ; số hóa 1.010 hồ sơ.",
        (DOSSIERS,),
        (("nhận 1.102", "nhận 1.012", "XRF401", "1.012"),),
    ),
    Case(
        "a-ratio-of-resolved-dossiers",
        "1. Giải quyết thủ tục hành chính\n\n- Trong kỳ, Sở đã giải quyết 1.180/1.251 hồ sơ, đạt "
        "tỷ lệ "
        "94,32%; không để xảy ra khiếu nại.\n\n- 100% hồ sơ được tiếp nhận đúng quy định.",
        (DOSSIERS,),
    ),
    Case(
        "decisions-told-one-by-one",
        "1. Công bố thủ tục hành chính\n\n- Tham mưu UBND tỉnh ban hành Quyết định số "
        "1021/QĐ-UBND ngày "
        "02/7/2024 công bố 05 thủ tục hành chính mới lĩnh vực nhà ở.\n\n- Tham mưu UBND tỉnh "
        "công bố "
        "bãi bỏ 04 thủ tục hành chính tại Quyết định số 1100/QĐ-UBND ngày 20/7/2024; công bố bãi "
        "bỏ "
        "03 thủ tục hành chính tại Quyết định số 1188/QĐ-UBND ngày 01/8/2024.\n\n- Đề nghị bãi "
        "bỏ 02 "
        "thủ tục hành chính; công bố 06 thủ tục hành chính nội bộ.",
        (PROCEDURES,),
        (
            ("bãi bỏ 03", "bãi bỏ 13", "XRF401", "13"),
            ("bãi bỏ 04", "bãi bỏ 14", "XRF401", "14"),
        ),
    ),
    Case(
        "procedures-by-level",
        "1. Công khai thủ tục hành chính\n\n- Tổng số thủ tục hành chính thuộc thẩm quyền giải "
        "quyết: "
        "125 thủ tục hành chính; trong đó, có 98 thủ tục hành chính cấp tỉnh, 20 thủ tục hành "
        "chính "
        "cấp huyện và 07 thủ tục hành chính cấp xã.",
        (PROCEDURES, ONE_STOP),
        (
            ("125 thủ tục", "152 thủ tục", "XRF401", "152"),
            ("có 98", "có 89", "XRF401", "89"),
            ("và 07", "và 17", "XRF401", "17"),
        ),
    ),
    Case(
        "online-services",
        "1. Dịch vụ công\n\n- Đã cung cấp 42 dịch vụ công trực tuyến toàn trình và 28 dịch vụ "
        "công trực "
        "tuyến một phần; 56 thủ tục hành chính đã được tích hợp trên Cổng Dịch vụ công quốc gia.",
        (ONLINE, DOSSIERS),
        (
            ("cấp 42", "cấp 24", "XRF401", "24"),
            ("và 28", "và 82", "XRF401", "82"),
            ("56 thủ tục", "65 thủ tục", "XRF401", "65"),
        ),
    ),
    Case(
        "forms-that-agree",
        "1. Chung\n\n- Báo cáo chi tiết tại các biểu.",
        (PROCEDURES, ONE_STOP, ONLINE, DOSSIERS),
        (
            ("|7|15|7|125".replace("|", "\t"), "|7|15|7|130".replace("|", "\t"), "XRF402", "130"),
            ("300\t12\t12\t350", "300\t12\t12\t340", "XRF402", "640"),
            ("300\t12\t12\t350", "300\t12\t12\t399", "XRF402", "699"),
        ),
    ),
    Case(
        "one-number-in-two-places",
        "1. Số hóa\n\n- Đã thực hiện số hóa 910/1.180 hồ sơ thủ tục hành chính.\n\n2. Chuyển đổi "
        "số\n\n- "
        "Trong kỳ, 910 hồ sơ được số hóa; số hóa 640 kết quả giải quyết còn hiệu lực; số hóa thành "
        "phần của 1.001 hồ sơ.",
        (DOSSIERS,),
        (("kỳ, 910", "kỳ, 901", "XRF403", "901"),),
    ),
    Case(
        "another-offices-dossiers",
        "1. Phối hợp\n\n- UBND huyện Đức Trọng tiếp nhận 320 hồ sơ, đã giải quyết 300 hồ sơ; Sở "
        "Tài "
        "chính đã giải quyết 77 hồ sơ.\n\n- Tại Bộ phận Một cửa huyện tiếp nhận 55 hồ sơ.\n\n- "
        "Hơn 1.200 "
        "hồ sơ đã được giải quyết.",
        (DOSSIERS,),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_a_report_that_agrees_with_itself_is_clean(case: Case) -> None:
    assert [found.message for found in findings(case.prose, *case.forms)] == []


@pytest.mark.parametrize(
    ("case", "planted"),
    [pytest.param(c, p, id=f"{c.name}-{p[1][:14]}") for c in CASES for p in c.planted],
)
def test_what_is_planted_is_found(case: Case, planted: tuple[str, str, str, str]) -> None:
    old, new, rule, value = planted
    texts = (case.prose, *case.forms)
    assert sum(text.count(old) for text in texts) == 1
    found = findings(*(text.replace(old, new) for text in texts))
    assert {f.rule for f in found} == {rule}
    assert any(value in entry.value for f in found for entry in f.evidence) or any(
        value in f.message for f in found
    )


def test_a_finding_names_both_places() -> None:
    prose = "1. Giải quyết\n\n- Trong kỳ đã giải quyết 1.108 hồ sơ."
    (found,) = findings(prose, DOSSIERS)
    told, printed = found.evidence[0], found.evidence[1]
    assert (told.value, told.where) == ("1.108 hồ sơ", "Mục I.1")
    assert found.block_id == told.block_id
    assert (printed.value, printed.row, printed.col) == ("1.180", 4, 6)
    assert "II.06a" in found.message and "1180" in found.message


def test_one_wrong_number_told_twice_is_one_finding() -> None:
    told = "- Đã giải quyết 1.108 hồ sơ."
    prose = f"1. Giải quyết\n\n{told}\n\n2. Đánh giá\n\n{told}"
    (found,) = findings(prose, DOSSIERS)
    assert [entry.where for entry in found.evidence][:2] == ["Mục I.1", "Mục I.2"]


def test_a_form_of_another_period_decides_nothing() -> None:
    other = DOSSIERS.replace("(từ 15/6/2024 đến 14/9/2024)", "(từ 15/3/2024 đến 14/6/2024)")
    assert findings("1. Giải quyết\n\n- Trong kỳ đã giải quyết 1.108 hồ sơ.", other) == []


def test_without_forms_nothing_is_contradicted() -> None:
    assert findings("1. Giải quyết\n\n- Trong kỳ đã giải quyết 1.108 hồ sơ.") == []


def test_a_wrong_total_row_is_left_to_its_own_rule() -> None:
    wrong = DOSSIERS.replace("|", "\t").replace("1.180\t540", "1.181\t540")
    assert findings("1. Giải quyết\n\n- Trong kỳ đã giải quyết 1.180 hồ sơ.", wrong) == []


def test_every_operand_names_columns_of_a_form() -> None:
    known = {
        (form.code, part.name, column.indicator)
        for form in catalogue()
        for part in form.parts
        for column in part.columns
    }
    operands = [o for entry in crossings().prose.values() for o in entry.any]
    for entry in crossings().forms:
        operands += [o for o in (entry.left, entry.right, entry.doubt) if o is not None]
    for operand in operands:
        for indicator in operand.indicators:
            assert any(
                code.startswith(operand.form) and part == operand.part and name == indicator
                for code, part, name in known
            ), (operand, indicator)
