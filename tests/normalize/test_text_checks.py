"""What the checks on the text itself find, and what they leave alone."""

import pytest

from normalize.checks.texts import check
from normalize.schema import Note
from tests.factories import codes, report, with_blocks


@pytest.mark.parametrize(
    "text",
    [
        "Trong năm 202 (theo kết quả đánh giá chất lượng)",
        "Kế hoạch rà soát năm 202, Sở đã triển khai.",
        "Nhiệm vụ trọng tâm năm 202",
        "Chương trình giai đoạn 2021-202 của tỉnh",
        "Sở bố trí 01 công chức làm việc tại Bộ phận một cửa. Từ ng",
        "Đã rà soát toàn bộ thủ tục hành chính theo kế hoạch th",
        "Sở Tài chính đã phối hợp với các cơ quan, đơn vị liên quan triển khai thực hiện và",
    ],
)
def test_what_breaks_off_is_found(text: str) -> None:
    (found,) = check(with_blocks(report(), text, "II. NHIỆM VỤ NĂM SAU"))
    assert (found.rule, found.block_id) == ("TXT702", "b00000")
    assert found.evidence[0].value in text


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch năm 2023 (theo kết quả đánh giá)",
        "Bình quân mỗi năm 200, cao hơn năm trước",
        "Trong 5 năm 200 (hai trăm) hồ sơ",
        "Trong năm 200 hồ sơ được giải quyết",
        "Giai đoạn 2021-2025 và 2020-2030",
        "Số điện thoại 1900-1234",
        "Nơi nhận: như trên; Lưu: VT, KH",
        "Nơi nhận: như trên; Lưu: VT, TH",
        "Chiều cao tối đa cho phép là 12 ph",
        "Sở đã hoàn thành kế hoạch rà soát năm 2023",
        "Từ ng",
        "Kế hoạch theo",
        "Các trường hợp quy định tại khoản 2 Điều 5 Nghị định này, trừ trường hợp nêu tại điểm đ",
        "Mức chi cho mỗi hồ sơ thủ tục hành chính được số hóa và lưu vào kho dữ liệu là 15.000 đ",
        "Tiếp tục phối hợp với các cơ quan của tỉnh để giải quyết dứt điểm các sự việc",
    ],
)
def test_whole_text_is_left_alone(text: str) -> None:
    assert codes(check(with_blocks(report(), text, "II. NHIỆM VỤ NĂM SAU"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tiếp tục phối hợp với các cơ quan liên quan để rà soát, đề xuất sửa đổi các quy đ",
        "Tập trung triển khai các giải pháp nâng cao chất lượng phục vụ, trong đó chú trọng việc",
        "Đơn vị đã bố trí đủ trang thiết bị để phục vụ người dân, doanh nghiệp nhằm",
    ],
)
def test_a_sentence_that_loses_its_end(text: str) -> None:
    assert codes(check(with_blocks(report(), text, "II. NHIỆM VỤ NĂM SAU"))) == ["TXT702"]


def test_a_sentence_that_the_next_block_continues_is_torn_not_truncated() -> None:
    torn = ("Sở bố trí công chức làm việc tại Bộ phận một cửa từ ng", "ày 01/10/2023.")
    assert codes(check(with_blocks(report(), *torn))) == []


def test_the_value_shown_stays_in_its_cell() -> None:
    table = with_blocks(report(), "1.2\tTrong năm 202 (theo kế hoạch)\tVăn phòng", kind="table")
    (found,) = check(table)
    assert found.evidence[0].value == "Trong năm 202 (theo kế hoạch)"


def test_a_converted_encoding_is_noted() -> None:
    note = Note(code="legacy-encoding", message="TCVN3.", message_en="TCVN3.")
    made = report().model_copy(update={"notes": (note,)})
    assert [(f.rule, f.level) for f in check(made)] == [("TXT701", "note")]


_OPEN = "Tập trung triển khai các giải pháp nâng cao chất lượng phục vụ, trong đó chú trọng việc"


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        (["[1] Nghị định số 63/2010/NĐ-CP ngày 08/6/2010"], ["TXT702"]),
        (["3", "Nơi nhận:"], ["TXT702"]),
        (["- 3 -", "2. Giải pháp"], ["TXT702"]),
        (["3", "nâng cao chất lượng phục vụ."], []),
        (["nâng cao chất lượng phục vụ [1]."], []),
        (["[công khai] kết quả giải quyết hồ sơ."], []),
    ],
)
def test_notes_and_page_numbers_are_no_rest_of_a_sentence(
    following: list[str], expected: list[str]
) -> None:
    assert codes(check(with_blocks(report(), _OPEN, *following))) == expected
