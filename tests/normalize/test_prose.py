"""What figures in prose speak of: bound where the words leave no doubt, and only there."""

import hashlib
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

import normalize.phrases as phrases
from extract.document import Block, BlockKind, Document
from extract.figures import find_figures
from normalize.figures import normalize_figures
from normalize.forms import catalogue
from normalize.identity import Identity
from normalize.periods import parse_period
from normalize.phrases import lexicon
from normalize.schema import DocumentRecord, Figure
from normalize.statements import statements

PERIOD = parse_period("quý III năm 2024")
assert PERIOD
RECORD = DocumentRecord(
    doc_id="0",
    file_name="a.txt",
    media_type="text",
    byte_size=0,
    agency_name="Sở Xây dựng",
    period_kind="quarter",
    period_from=PERIOD.start,
    period_to=PERIOD.end,
)
IDS = Identity(hashlib.sha256(b"").hexdigest())


def figures(*texts: str, heading: str = "1. Giải quyết thủ tục hành chính") -> list[Figure]:
    blocks = [Block(0, BlockKind.HEADING, heading, section="I.1")]
    blocks += [
        Block(number, BlockKind.LIST_ITEM, text, section="I.1")
        for number, text in enumerate(texts, 1)
    ]
    document = Document("text", tuple(blocks))
    return list(normalize_figures(find_figures(document), document, (), IDS, RECORD))


def told(*texts: str, heading: str = "1. Giải quyết thủ tục hành chính") -> list[str]:
    return [f"{f.value} {f.indicator}" for f in figures(*texts, heading=heading) if f.indicator]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Trong quý III, Sở tiếp nhận 1.236 hồ sơ, có 15 hồ sơ quá hạn",
            ["1236 received_total", "15 overdue"],
        ),
        (
            "Đã giải quyết đúng hạn và trước hạn 1.175/1.180 hồ sơ, đạt 99,57%",
            ["1175 resolved_in_time", "1180 handled"],
        ),
        ("Hồ sơ trước hạn, đúng hạn: 1.175 hồ sơ", ["1175 resolved_on_time"]),
        ("Số hồ sơ tiếp nhận trực tuyến 1.102/1.236 hồ sơ (đạt 89,16%)", ["1102 received_online"]),
        (
            "Tiếp nhận trực tiếp, qua dịch vụ bưu chính: 134 hồ sơ",
            ["134 received_direct"],
        ),
        ("Tiếp nhận trực tiếp 122 hồ sơ", ["122 received_in_person"]),
        ("Tiếp nhận qua bưu chính công ích 12 hồ sơ", []),
        ("còn 71 hồ sơ đang giải quyết", ["71 pending_total"]),
        (
            "đang giải quyết 71 hồ sơ, không có hồ sơ quá hạn",
            ["71 pending_total", "0 pending_overdue"],
        ),
        ("hồ sơ đang giải quyết chưa đến hạn: 66 hồ sơ", ["66 pending_in_time"]),
        ("Số hồ sơ chuyển sang kỳ sau: 71 hồ sơ", []),
        ("Hồ sơ tồn kỳ trước: 15 hồ sơ", ["15 carried_over"]),
        ("Có 05 hồ sơ trễ hạn đã được xin lỗi", []),
        ("Tiếp nhận tại Trung tâm Phục vụ hành chính công: 800 hồ sơ", []),
        ("Toàn tỉnh đã giải quyết 50.000 hồ sơ", []),
        ("Bình quân mỗi tháng đã giải quyết 400 hồ sơ", []),
        ("Trong tháng 8, Sở đã giải quyết 400 hồ sơ", []),
        ("Trong quý II, Sở đã giải quyết 400 hồ sơ", []),
        ("Quý III/2024, Sở đã giải quyết 400 hồ sơ", ["400 resolved_total"]),
        ("Lũy kế đến nay đã giải quyết 4.000 hồ sơ, quá hạn 3 hồ sơ", []),
        ("Từ ngày 01/7/2024, Sở đã giải quyết 400 hồ sơ", []),
        ("Tính đến ngày 14/9/2024, Sở đã giải quyết 400 hồ sơ", ["400 resolved_total"]),
        ("Chi cục Giám định đã giải quyết 40 hồ sơ", []),
        ("Sở Xây dựng đã giải quyết 400 hồ sơ", ["400 resolved_total"]),
        ("Hơn 1.200 hồ sơ đã được giải quyết", []),
        ("Chỉ tiêu giao: giải quyết 1.200 hồ sơ", []),
        ("Số hồ sơ đã giải quyết tăng 120 hồ sơ so với quý trước", []),
        ("Tất cả hồ sơ trực tuyến đều đúng hạn, không có hồ sơ trễ hạn", []),
        ("Không phát sinh hồ sơ từ chối giải quyết", []),
        ("Đã số hóa 910/1.180 hồ sơ", ["910 digitized_dossiers"]),
        ("Thanh toán trực tuyến 830 hồ sơ", []),
        ("Tiếp nhận 03 phản ánh, kiến nghị; đã xử lý 03 phản ánh", []),
        (
            "Hồ sơ trực tuyến toàn trình 750 hồ sơ, một phần 352 hồ sơ",
            ["750 full_dossiers", "352 partial_dossiers"],
        ),
        ("Tỷ lệ hồ sơ trực tuyến (UBND tỉnh giao 50%)", ["50 online_target"]),
    ],
)
def test_dossiers_are_bound_to_what_is_said_of_them(text: str, expected: list[str]) -> None:
    assert told(f"- {text}.") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tham mưu UBND tỉnh công bố 22 thủ tục hành chính, trong đó: mới 05 TTHC, sửa đổi, "
            "bổ sung 10 TTHC, bãi bỏ 07 TTHC",
            [
                "22 procedures_announced",
                "5 procedures_new",
                "10 procedures_amended",
                "7 procedures_repealed",
            ],
        ),
        ("Ban hành Quyết định công bố 05 thủ tục hành chính mới", ["5 procedures_new"]),
        ("Đã rà soát 12 thủ tục hành chính, bãi bỏ 02 thủ tục hành chính", []),
        ("Dự thảo Quyết định công bố 05 thủ tục hành chính mới", []),
        ("Công bố 06 thủ tục hành chính nội bộ", []),
        ("Quyết định công bố 01 thủ tục hành chính mới của Sở Y tế", []),
        ("09/09 thủ tục hành chính thuộc thẩm quyền được công bố, công khai", []),
        (
            "Tổng số TTHC thuộc thẩm quyền giải quyết của Sở là 98 TTHC",
            ["98 procedures_in_authority"],
        ),
        ("Tham mưu ban hành 03 Quyết định công bố danh mục", ["3 announcing_decisions"]),
        ("Có 25 thủ tục hành chính thực hiện 04 tại chỗ", ["25 four_in_place_province"]),
        ("Tổng số quy trình nội bộ đã phê duyệt: 125 quy trình", ["125 workflows_total"]),
        ("56 thủ tục hành chính được tích hợp trên Cổng DVC quốc gia", ["56 portal_integrated"]),
        ("Thực hiện 12 cuộc kiểm tra, 38 buổi tuyên truyền, 93 tin bài", []),
    ],
)
def test_procedures_are_bound_to_what_is_said_of_them(text: str, expected: list[str]) -> None:
    assert told(f"- {text}.") == expected


def test_parts_in_a_list_below_take_their_heads_topic() -> None:
    parts = ["+ Trong hạn: 66 hồ sơ.", "+ Quá hạn: 5 hồ sơ."]
    head = "- Số hồ sơ đang giải quyết: 71 hồ sơ, trong đó:"
    assert told(head, *parts)[1:] == ["66 pending_in_time", "5 pending_overdue"]


def test_a_field_is_the_figures_row() -> None:
    found = figures("- Lĩnh vực Nhà ở: tiếp nhận 70 hồ sơ, đã giải quyết 60 hồ sơ.")
    assert [f.row_label for f in found] == ["Nhà ở", "Nhà ở"]


def test_another_period_is_the_figures_own() -> None:
    (found,) = figures("- Quý II/2024 đã giải quyết 400 hồ sơ.")
    assert (str(found.period_from), str(found.period_to)) == ("2024-03-15", "2024-06-14")


_ACT = "Thực hiện Kế hoạch số 2415/KH-UBND ngày 01/8/2024 của UBND tỉnh"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{_ACT} về kiểm soát thủ tục hành chính năm 2024, đã giải quyết 400 hồ sơ.",
            "2024-09-14",
        ),
        (f"{_ACT} triển khai Đề án 06 năm 2024; đã giải quyết 400 hồ sơ.", "2024-09-14"),
        (f"{_ACT} về chuyển đổi số, năm 2024 đã giải quyết 400 hồ sơ.", "2024-12-14"),
        (f"{_ACT} về chuyển đổi số trong năm 2024, đã giải quyết 400 hồ sơ.", "2024-12-14"),
        (f"{_ACT}, quý II/2024 đã giải quyết 400 hồ sơ.", "2024-06-14"),
        ("Về kiểm soát thủ tục hành chính năm 2024, đã giải quyết 400 hồ sơ.", "2024-12-14"),
    ],
    ids=["subject", "carried out", "behind its comma", "in the year", "no subject", "no act"],
)
def test_the_year_of_an_act_is_not_the_figures(text: str, expected: str) -> None:
    (found,) = (f for f in figures(text) if f.indicator == "resolved_total")
    assert str(found.period_to) == expected


@pytest.mark.parametrize(
    "heading",
    ["II. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ IV", "3. Thủ tục hành chính trên môi trường điện tử"],
)
def test_a_heading_that_looks_ahead_or_aside_leaves_totals_open(heading: str) -> None:
    assert told("- Đã giải quyết 400 hồ sơ.", heading=heading) == []


def test_a_ratio_names_its_base() -> None:
    found = figures("- Phát sinh 1.102 hồ sơ trực tuyến/1.236 hồ sơ DVCTT, đạt tỷ lệ 89%.")
    top, base, share = found
    assert top.of_figure_id == base.figure_id
    assert (base.value, base.indicator) == (Decimal(1236), "online_service_dossiers")
    assert (share.value, share.unit, share.of_figure_id) == (Decimal(89), "%", None)


def test_nothing_written_as_a_word_is_zero() -> None:
    (found,) = figures("- Tổng số hồ sơ đã giải quyết quá hạn: không.")
    assert (found.value, found.nil, found.raw_text) == (Decimal(0), "word", "không")
    assert found.indicator == "resolved_overdue"


def test_offsets_are_of_the_block() -> None:
    text = "- Đã giải quyết 1.180 hồ sơ, quá hạn 05 (năm) hồ sơ."
    found = figures(text)
    assert [text[f.char_start : f.char_end] for f in found] == ["1.180 hồ sơ", "05 (năm) hồ sơ"]
    assert [f.raw_text for f in found] == ["1.180 hồ sơ", "05 (năm) hồ sơ"]


def test_a_statement_is_cut_at_breaks() -> None:
    text = "Đã giải quyết 1.180 hồ sơ, trong đó: đúng hạn 635 hồ sơ; quá hạn 5 hồ sơ."
    block = Block(0, BlockKind.PARAGRAPH, text)
    cut = statements(text, find_figures(Document("text", (block,))))
    assert [s.words for s in cut] == [
        "da giai quyet # ho so",
        "trong do dung han # ho so",
        "qua han # ho so",
    ]


def test_every_indicator_has_its_names_and_every_name_a_phrase() -> None:
    known = lexicon()
    assert {phrase.indicator for phrase in known.phrases} <= set(known.names)
    assert {phrase.indicator for phrase in known.phrases} == set(known.names)


def test_a_forms_own_indicators_keep_their_slugs() -> None:
    columns = {c.indicator for form in catalogue() for part in form.parts for c in part.columns}
    own = set(lexicon().names) - columns
    assert own == {
        "digitized_dossiers",
        "handled",
        "online_service_dossiers",
        "online_services",
        "online_target",
        "overdue",
        "received_in_period",
        "received_in_person",
        "resolved_in_time",
    }


def test_guards_that_a_phrase_lifts_exist() -> None:
    path = Path(phrases.__file__).parent / "indicators.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert {guard for phrase in data["phrase"] for guard in phrase.get("guarded", ())} <= set(
        data["guards"]
    )
