import pytest

from extract.outline import Level, Outline, read_annex, read_form, read_marker

MARKERS = {
    "roman": ("I. TÌNH HÌNH", ("I.", Level.ROMAN, "I")),
    "roman without dot": ("II KẾT QUẢ", ("II", Level.ROMAN, "II")),
    "number": ("12. Nội dung khác", ("12.", Level.NUMBER, "12")),
    "number glued": ("3.Công bố", ("3.", Level.NUMBER, "3")),
    "decimal": ("12.1 Tiến độ", ("12.1", Level.DECIMAL, "12.1")),
    "decimal with dot": ("1.2.3. Tiến độ", ("1.2.3.", Level.DECIMAL, "1.2.3")),
    "decimal of a roman": ("I.1. Tiến độ", ("I.1.", Level.DECIMAL, "I.1")),
    "letter": ("a) Tình hình", ("a)", Level.LETTER, "a")),
    "letter đ": ("đ) Tình hình", ("đ)", Level.LETTER, "đ")),
    "bracket": ("(1) Một", ("(1)", Level.BRACKET, "1")),
    "upper": ("B. KẾT QUẢ", ("B.", Level.UPPER, "B")),
    "dash": ("- Một", ("-", Level.BULLET, "")),
    "dash glued": ("-Một", ("-", Level.BULLET, "")),
    "plus": ("+ Một", ("+", Level.BULLET, "")),
    "article": ("Điều 12. Hiệu lực", ("Điều 12.", Level.ARTICLE, "Điều 12")),
    "article with a title": ("Điều 3 Phạm vi", ("Điều 3", Level.ARTICLE, "Điều 3")),
    "chapter": ("Chương II", ("Chương II", Level.CHAPTER, "Chương II")),
}


@pytest.mark.parametrize(("text", "marker"), MARKERS.values(), ids=MARKERS.keys())
def test_markers(text: str, marker: tuple[str, Level, str]) -> None:
    found = read_marker(text)
    assert found is not None
    assert (found.text, found.level, found.label) == marker
    assert text.startswith(found.text)


NO_MARKERS = {
    "thousands": "1.510 hồ sơ",
    "date": "14/8/2023 là hạn",
    "dotted date": "14.8.2023 là hạn",
    "decimal number": "2,5 triệu",
    "ratio": "09/09 thủ tục",
    "procedure code": "1.005429.000.00.00.H32",
    "word": "Vì vậy, Sở",
    "abbreviation": "CL. đạt",
    "year": "2023. Trong năm",
    "article in a sentence": "Điều này",
    "article of a law": "Điều 2 của Luật Đầu tư",
    "article of a decree": "Điều 25 Nghị định số 45/2020/NĐ-CP",
    "citation": "12/QĐ-UBND",
}


@pytest.mark.parametrize("text", NO_MARKERS.values(), ids=NO_MARKERS.keys())
def test_no_marker(text: str) -> None:
    assert read_marker(text) is None


PATHS = {
    "report": (
        ["I. A", "1. B", "a) C", "b) D", "2. E", "12. F", "12.1 G", "12.2 H", "II. K", "1. L"],
        ["I", "I.1", "I.1.a", "I.1.b", "I.2", "I.12", "I.12.1", "I.12.2", "II", "II.1"],
    ),
    "numbers only": (
        ["1. A", "1.1. B", "1.1.1. C", "1.2. D", "2. E"],
        ["1", "1.1", "1.1.1", "1.2", "2"],
    ),
    "letters above": (["A. X", "I. Y", "II. Z", "B. W", "I. V"], ["A", "A.I", "A.II", "B", "B.I"]),
    "third letter": (["A. X", "B. Y", "C. Z", "D. W"], ["A", "B", "C", "D"]),
    "law": (
        ["Chương I", "Điều 1. A", "1. B", "a) C", "Điều 2. D", "Chương II", "Điều 3. E"],
        [
            "Chương I",
            "Chương I.Điều 1",
            "Chương I.Điều 1.1",
            "Chương I.Điều 1.1.a",
            "Chương I.Điều 2",
            "Chương II",
            "Chương II.Điều 3",
        ],
    ),
    "brackets below letters": (
        ["1. A", "a) B", "1) C", "2) D", "b) E"],
        ["1", "1.a", "1.a.1", "1.a.2", "1.b"],
    ),
    "letters below brackets": (["1. A", "1) B", "a) C", "2) D"], ["1", "1.1", "1.1.a", "1.2"]),
    "bullets": (["I. A", "- B"], ["I", "I"]),
}


@pytest.mark.parametrize(("headings", "paths"), PATHS.values(), ids=PATHS.keys())
def test_paths(headings: list[str], paths: list[str]) -> None:
    outline = Outline()
    found = []
    for heading in headings:
        marker = read_marker(heading)
        assert marker is not None
        outline.enter(marker)
        found.append(outline.path)
    assert found == paths


def test_attachments_begin_anew_and_are_counted() -> None:
    outline = Outline()
    marker = read_marker("I. A")
    assert marker is not None
    outline.enter(marker)
    found = []
    for label in ("PL1", "PL4", "PL4", None):
        outline.begin(label)
        found.append(outline.path)
    outline.enter(marker)
    assert [*found, outline.path] == ["PL1", "PL4", "PL4(2)", None, "I"]


ANNEXES = {
    "numbered": ("Phụ lục 1", "PL1"),
    "capitals and Roman": ("PHỤ LỤC II", "PLII"),
    "with a title": ("Phụ lục 3: Danh mục thủ tục", "PL3"),
    "alone": ("PHỤ LỤC", "PL"),
    "with a bracket": ("Phụ lục I (Kèm theo Quyết định số 5/QĐ-UBND)", "PLI"),
    "sentence": ("Phụ lục 1 kèm theo Báo cáo này.", None),
    "sentence with a capital": ("Phụ lục 1 Nghị định số 5/2020/NĐ-CP quy định như sau.", None),
    "mention": ("theo phụ lục 4 đính kèm", None),
}


@pytest.mark.parametrize(("text", "label"), ANNEXES.values(), ids=ANNEXES.keys())
def test_annexes(text: str, label: str | None) -> None:
    assert read_annex(text) == label


FORMS = {
    "full": ("Biểu số II.06a/VPCP/KSTT", "II.06a"),
    "short": ("Biểu mẫu số II.07b", "II.07b"),
    "capitals": ("BIỂU SỐ II.08/VPCP/KSTT", "II.08"),
    "bracketed": ("(Biểu số 06 /VPCP/KSTT)", "06"),
    "sample": ("Mẫu số 02", "02"),
    "sample of a part": ("Mẫu D.1", "D.1"),
    "mention": ("Chi tiết theo biểu số II.06a/VPCP/KSTT", None),
    "sentence": ("Biểu số II.06a phản ánh kết quả", None),
}


@pytest.mark.parametrize(("text", "code"), FORMS.values(), ids=FORMS.keys())
def test_forms(text: str, code: str | None) -> None:
    assert read_form(text) == code
