"""What stands around a number: traits, scope, issuer, subject, relations."""

import pytest

from extract.citations.patterns import trait_names
from extract.references import RawReference, find_in_text


def only(text: str) -> RawReference:
    (found,) = find_in_text(text)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quyết định số 12/QĐ-UBND ngày 05/3/2024", ()),
        ("Kế hoạch 12/KH-UBND", ("no-so",)),
        ("Công văn số số 220/STC-VP", ("repeated-so",)),
        ("(Quyết định số (Quyết định số 1911/QĐ-UBND", ("repeated-kind",)),
        ("905/TTr-STC 10/03/2023", ("no-ngay",)),
        ("Quyết định số 12/QĐ-UBND (14/8/2023)", ()),
        ("Báo cáo số /BC-STC ngày /2/2023", ("blank-number", "blank-day")),
        ("Báo cáo số 5/BC-STC ngày    tháng    năm 2023", ("blank-day", "blank-month")),
        ("Báo cáo số 5/BC-STC ngày .../.../20...", ("blank-day", "blank-month", "blank-year")),
        ("Báo cáo tình hình (2549/BC-STC ngày 14/6/2023)", ("bracketed", "detached-kind")),
        ("Báo cáo tháng (463/THPTLHP ngày 09/4/2021)", ("bracketed", "detached-kind")),
        ("Báo cáo tháng (số 463/THPTLHP ngày 09/4/2021)", ("bracketed", "detached-kind")),
        ("Kế hoạch kiểm tra của Sở số 920/KH-STC", ("detached-kind",)),
        ("Báo cáo điều chỉnh dự án số 87/BC-STC", ("detached-kind",)),
        ("báo cáo của Sở về Đề án số 87/ĐA-UBND", ()),
        ("Dự án số 87/BC-STC", ()),
        ("chỉ thị của Thủ tướng Chính phủ số 31/TTg ngày 25/01/1980", ("detached-kind",)),
        ("văn bản của Sở Tài chính số 31/STC ngày 25/01/2020", ()),
        ("Nghị quyết số 12-NQ/ĐU, ngày 05/9/2026", ("comma-date",)),
        ("Số 59    /QĐ-SCT ngày 05/3/2024", ("spaced",)),
        ("Chỉ thị số 06/CT-\nUBND", ("torn",)),
        ("Quyết định số 63/QĐ-UBND của UBND tỉnh ngày 14/8/2023", ("date-after-issuer",)),
        ("Ngày 03/7/2025, HĐND tỉnh ban hành Nghị quyết số 03/NQ-HĐND", ("date-before",)),
        ("Quyết định số 5/QĐ-UBND ngày ngày 05/3/2024", ("repeated-ngay",)),
    ],
)
def test_traits(text: str, expected: tuple[str, ...]) -> None:
    found = only(text).traits
    assert found == expected
    assert set(found) <= trait_names()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("khoản 2 Điều 5 Nghị định số 61/2018/NĐ-CP", "khoản 2 Điều 5"),
        ("điểm a, b khoản 1 Điều 29 của Nghị định số 96/2023/NĐ-CP", "điểm a, b khoản 1 Điều 29"),
        ("Điều 25, 26 và 27 của Nghị định số 61/2018/NĐ-CP", "Điều 25, 26 và 27"),
        ("Phụ lục II kèm theo Nghị định số 30/2020/NĐ-CP", "Phụ lục II"),
        ("một số điều của Nghị định số 61/2018/NĐ-CP", None),
        ("điều kiện theo Nghị định số 61/2018/NĐ-CP", None),
        ("theo quy định tại khoản 24 Điều 1 Luật số 62/2020/QH14", "khoản 24 Điều 1"),
    ],
)
def test_scope(text: str, expected: str | None) -> None:
    scope = only(text).scope
    assert (scope.text if scope else None) == expected


@pytest.mark.parametrize(
    ("after", "issuer", "subject"),
    [
        (" của Chính phủ", "Chính phủ", None),
        (" của Chính phủ về cơ chế một cửa.", "Chính phủ", "về cơ chế một cửa"),
        (" của Chính phủ sửa đổi, bổ sung", "Chính phủ", "sửa đổi, bổ sung"),
        (
            " của Bộ trưởng Bộ Khoa học và Công nghệ quy định quản lý;",
            "Bộ trưởng Bộ Khoa học và Công nghệ",
            "quy định quản lý",
        ),
        (
            " của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ hướng dẫn nghiệp vụ",
            "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
            "hướng dẫn nghiệp vụ",
        ),
        (" của Chính phủ và Quyết định khác", "Chính phủ", None),
        (" về việc công bố thủ tục (có phụ lục)", None, "về việc công bố thủ tục"),
        (" được ban hành", None, None),
    ],
)
def test_issuer_and_subject(after: str, issuer: str | None, subject: str | None) -> None:
    found = only("Quyết định số 12/QĐ-UBND ngày 05/3/2024" + after)
    assert (found.issuer.text if found.issuer else None) == issuer
    assert (found.subject.text if found.subject else None) == subject


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        (" sửa đổi, bổ sung một số điều của ", ("amends", "amended_by")),
        (", được sửa đổi, bổ sung bởi ", ("amended_by", "amends")),
        (" (sửa đổi, bổ sung một số điều bởi ", ("amended_by", "amends")),
        (" (thay thế bởi ", ("replaced_by", "replaces")),
        (", bãi bỏ bởi ", ("repealed_by", "repeals")),
        (" thay thế ", ("replaces", "replaced_by")),
        (" được thay thế bằng ", ("replaced_by", "replaces")),
        (" bãi bỏ ", ("repeals", "repealed_by")),
        (" hướng dẫn thi hành một số điều của ", ("guides", "guided_by")),
        (" và ", (None, None)),
        (". Thay thế ông A. Căn cứ ", (None, None)),
    ],
)
def test_relations(between: str, expected: tuple[str | None, str | None]) -> None:
    text = f"Nghị định số 107/2021/NĐ-CP{between}Nghị định số 61/2018/NĐ-CP"
    one, other = find_in_text(text)
    assert (one.relation, other.relation) == expected
    assert (one.related, other.related) == ((1, 0) if expected[0] else (None, None))


def test_each_slot_stands_where_it_says() -> None:
    text = "khoản 2 Điều 5 Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ về thủ tục"
    found = only(text)
    slots = (found.number, found.year, found.symbol, found.kind_word, found.date)
    slots += (found.issuer, found.subject, found.scope)
    assert all(slot is not None for slot in slots)
    assert [s.text for s in slots if s] == [text[s.start : s.end] for s in slots if s]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param("số 12 và 15/QĐ-UBND lần lượt ngày 5/3, 7/3/2024", ["5/3/2024", "7/3/2024"]),
        pytest.param("số 12 và 15/QĐ-UBND lần lượt ngày 5/3, 7/3, 9/3/2024", [None, None]),
    ],
    ids=["a-day-for-each", "another-count-of-days-dates-none"],
)
def test_days_in_turn(text: str, days: list[str | None]) -> None:
    found = find_in_text(f"các Quyết định {text} của UBND tỉnh")
    assert [r.date and r.date.text for r in found] == days


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Chỉ thị số 10/CT-UBND. Nêu tại Thông báo số 4/TB-A và Thông báo số 5/TB-A", "-dd"),
        ("Theo Kế hoạch số 12/KH-A, Sở có Báo cáo số 5/BC-B và Công văn số 6/STC-VP", "-dd"),
        ("Quyết định số 12/QĐ-UBND, số 13/QĐ-UBND và số 14/QĐ-UBND", "ddd"),
        ("Quyết định số 12/QĐ-UBND về việc A và Quyết định số 13/QĐ-UBND", "dd"),
    ],
)
def test_one_day_is_shared_by_what_is_listed_alone(text: str, dates: str) -> None:
    found = find_in_text(f"{text} cùng ngày 17/5/2024")
    assert "".join("d" if r.date else "-" for r in found) == dates


@pytest.mark.parametrize(
    "text",
    [
        "Đã giải quyết theo Kế hoạch (30/TTHC ngày 15/3/2024)",
        "Đã tổ chức họp (12/BPC ngày 15/3/2024)",
        "Báo cáo kết quả; có mặt (12/BPC ngày 15/3/2024)",
        "Báo cáo về học sinh (120/HSSV 15/3/2024)",
        "Báo cáo tháng (45/BPC)",
        "Báo cáo giá (1.500/SPM ngày 05/7/2024)",
    ],
    ids=["counted things", "no kind", "another clause", "no day word", "no date", "a price"],
)
def test_brackets_that_cite_nothing(text: str) -> None:
    assert find_in_text(text) == ()
