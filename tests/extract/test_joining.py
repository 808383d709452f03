import tomllib
from pathlib import Path

import pytest

import extract.joining
from extract.joining import Wrapping, continues, joint, measure_wrapping, wraps

LONG = "Sở đã phối hợp với các cơ quan, đơn vị có liên quan rà soát và tham mưu ban hành"

TORN = {
    "small letter": (
        "…thực hiện hồ sơ trực tuyến/1477 hồ sơ DVCTT toàn",
        "trình/một phần đạt 98%.",
    ),
    "citation": ("tại Quyết định số", "2164/QĐ-UBND ngày 14/9/2023"),
    "kind": ("ngày 05/9/2023; Báo", "cáo tháng 10 số 4398/BC-STC"),
    "date": ("số 12/QĐ-UBND ngày", "05/3/2024 của UBND tỉnh"),
    "blank day": ("kèm theo Báo cáo số 12/BC-STC ngày", "/12/2023 của Sở"),
    "quarter": ("Báo cáo quý", "III năm 2023"),
    "symbol after its hyphen": ("Tờ trình số 5024/TTr-", "STC ngày 30/11/2022"),
    "symbol after its slash": ("Công văn số 30/", "STC-VP ngày 05/01/2023"),
    "symbol before its slash": ("Công văn số 30", "/STC-VP ngày 05/01/2023"),
    "symbol before its hyphen": ("Báo cáo số 30/BC", "-STC ngày 05/01/2023"),
    "its date": ("kèm theo Quyết định số: 59/QĐ-UBND", "Ngày 22 tháng"),
    "its whole date": ("kèm theo Quyết định số 59/QĐ-UBND", "Ngày 22/7/2021 của UBND xã)"),
    "preposition": ("theo chỉ đạo của", "Chủ tịch UBND tỉnh"),
    "comma": (LONG + ",", "Thanh tra tỉnh và các đơn vị"),
    "number after a long line": (LONG, "15 văn bản hướng dẫn"),
    "inside a bracket": (LONG + " (Quyết định số 12/QĐ-UBND;", "công văn số 5/STC-VP)"),
    "article of a law": ("được bổ sung tại khoản 8", "Điều 2 của Luật Đầu tư"),
    "name": ("Chủ tịch Hội", "đồng kiểm tra đã thông qua"),
}


@pytest.mark.parametrize(("left", "right"), TORN.values(), ids=TORN.keys())
def test_torn_text_goes_on(left: str, right: str) -> None:
    assert continues(left, right)


WHOLE = {
    "full stop": ("đã ban hành kế hoạch.", "trong đó có 5 hồ sơ"),
    "colon": ("cụ thể như sau:", "công văn số 5"),
    "item": ("đã ban hành", "- công văn số 5"),
    "numbered item": ("đã ban hành ngày", "2. Công khai thủ tục"),
    "item of a letter and a dot": ("Quy trình", "a. Chủ tịch"),
    "lettered item": ("quy định tại", "a) Điểm thứ nhất"),
    "article": ("theo", "Điều 2. Hiệu lực"),
    "new sentence": ("thuộc lĩnh vực Quản lý Ngân sách", "Tổng số hồ sơ là 5"),
    "year at an end": ("Kết quả thực hiện trong năm", "Sở đã tiếp nhận 5 hồ sơ"),
    "title in capitals": ("KẾT QUẢ CÔNG BỐ", "của địa phương"),
    "before a title in capitals": ("Vĩnh Thông và", "KẾT QUẢ CÔNG BỐ"),
    "short line before a number": ("Tổng số", "12 hồ sơ"),
    "number alone": (LONG, "1510"),
    "bullet without a blank": (LONG + " số 12", "-Sở Tài chính"),
    "addressee": ("của", "Kính gửi: Sở Tài chính"),
    "unit": ("theo", "Đơn vị tính: hồ sơ"),
    "date of a letterhead": ("Số: 59/QĐ-UBND", "Ngày 22 tháng 7 năm 2021"),
    "sentence that begins with its day": ("số 59/QĐ-UBND", "Ngày 22/7/2021, UBND xã ban hành"),
    "nothing": ("", "của"),
}


@pytest.mark.parametrize(("left", "right"), WHOLE.values(), ids=WHOLE.keys())
def test_whole_text_stays_apart(left: str, right: str) -> None:
    assert not continues(left, right)


JOINTS = {
    "words": ("Hội", "đồng", " "),
    "after a hyphen": ("5024/TTr-", "STC", ""),
    "before a slash": ("số 30", "/STC-VP", ""),
    "years": ("giai đoạn 2021-", "2025", ""),
    "dash between words": ("Hà Nội -", "Huế", " "),
}


@pytest.mark.parametrize(("left", "right", "between"), JOINTS.values(), ids=JOINTS.keys())
def test_only_a_torn_symbol_is_joined_without_a_space(left: str, right: str, between: str) -> None:
    assert joint(left, right) == between


def test_wrapping_is_measured() -> None:
    assert measure_wrapping([[78, 80, 77, 79, 80, 76, 79, 78, 80, 12]]) == Wrapping(80)
    assert measure_wrapping([[400, 20]] * 20) == Wrapping()
    assert measure_wrapping([[10, 80, 12]] * 10) == Wrapping()


def test_full_line_of_a_wrapped_text_goes_on_after_a_full_stop() -> None:
    assert wraps("x" * 70 + " hết.", "Câu sau", Wrapping(76))
    assert not wraps("x" * 70 + " hết.", "2. Mục sau", Wrapping(76))
    assert not wraps("ngắn.", "Câu sau", Wrapping(76))
    assert wraps("x" * 70 + " trước hạn", "1.769 hồ sơ, đúng hạn 5 hồ sơ", Wrapping(76))
    assert not wraps("x" * 70 + " trước hạn", "1.12 Hồ sơ đúng hạn", Wrapping(76))


def test_leading_words_are_sorted_and_small() -> None:
    path = Path(extract.joining.__file__).with_name("joining.toml")
    words = tomllib.loads(path.read_text(encoding="utf-8"))["leading_words"]
    assert words == sorted(set(words))
    assert all(word == word.lower() for word in words)
