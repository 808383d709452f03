import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Document
from extract.errors import EmptyFileError
from extract.options import ReadOptions
from extract.readers.plain import read
from extract.text import clean

OPTIONS = ReadOptions()


def read_text(text: str) -> Document:
    return read(text.encode(), "a.txt", OPTIONS)


def texts(text: str) -> list[str]:
    return [block.text for block in read_text(text).blocks]


CRUMBS = {
    "bold": ("**BÁO CÁO**", ["BÁO CÁO"]),
    "bold inside italic": ("*12.2 Theo **phụ lục 2***", ["12.2 Theo phụ lục 2"]),
    "title over two lines": ("**TÌNH HÌNH\nGIẢI QUYẾT**", ["TÌNH HÌNH GIẢI QUYẾT"]),
    "annex glued to its title": (
        "Phụ lục 2**DANH MỤC HỒ SƠ***(Kèm theo Báo cáo)*",
        ["Phụ lục 2", "DANH MỤC HỒ SƠ", "(Kèm theo Báo cáo)"],
    ),
    "bold word inside a symbol": ("số 12/QĐ-**UBND** tỉnh", ["số 12/QĐ-UBND tỉnh"]),
    "footnote mark": ("Tổng (*) là 5 (*)", ["Tổng (*) là 5 (*)"]),
    "product": ("3*4*5 hồ sơ", ["3*4*5 hồ sơ"]),
    "masked digits": ("Số CCCD 09****123", ["Số CCCD 09****123"]),
    "lone asterisk": ("Tổng cộng**", ["Tổng cộng**"]),
    "asterisk under a Party name": ("*", ["*"]),
    "heading": ("## I. KẾT QUẢ", ["I. KẾT QUẢ"]),
    "quotation": ("> Trích dẫn", ["Trích dẫn"]),
    "more than": ("> 50% hồ sơ", ["> 50% hồ sơ"]),
    "autolink": ("xem <https://a.vn/?x=1&y=2>;", ["xem https://a.vn/?x=1&y=2;"]),
    "tags": ("số <i>lần</i> 1<br/>và <b>2</b>", ["số lần 1 và 2"]),
    "less than": ("tỷ lệ <5% và > 3", ["tỷ lệ <5% và > 3"]),
    "unknown tag": ("nhập <mã số> vào", ["nhập <mã số> vào"]),
    "entities": ("A &amp; B &lt;5&gt; &#272;", ["A & B <5> Đ"]),
    "ampersand of a symbol": ("8/TTLT-BNN&PTNT", ["8/TTLT-BNN&PTNT"]),
    "formula": ("$(3) = (4) + (5)$", ["(3) = (4) + (5)"]),
    "money": ("từ $500 - $600", ["từ $500 - $600"]),
    "multiplication sign": ("$3 \\times 4$", ["3 × 4"]),
    "escape": ("1\\. Nội dung", ["1. Nội dung"]),
    "rule": ("Trên\n\n-----\n\nDưới", ["Trên", "Dưới"]),
    "superscript": ("500 m<sup>2</sup>", ["500 m2"]),
    "picture": ("![](media/1.png)\n\nChữ", ["Chữ"]),
    "windows line ends": ("Một.\r\n\r\nHai.", ["Một.", "Hai."]),
    "byte order mark": ("\ufeffBáo cáo", ["Báo cáo"]),
}


@pytest.mark.parametrize(("text", "printed"), CRUMBS.values(), ids=CRUMBS.keys())
def test_crumbs_are_told_from_words(text: str, printed: list[str]) -> None:
    assert texts(text) == printed


LINES = {
    "list": ("Nơi nhận:\n- Như trên;\n- Lưu: VT.", ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]),
    "annex and title": ("Phụ lục 4\nKẾT QUẢ NĂM 2023", ["Phụ lục 4", "KẾT QUẢ NĂM 2023"]),
    "letterhead": ("UBND TỈNH A\nSỞ TÀI CHÍNH", ["UBND TỈNH A", "SỞ TÀI CHÍNH"]),
    "wrapped in small letters": ("Sở đã ban hành\nquyết định.", ["Sở đã ban hành quyết định."]),
    "torn citation": ("theo Quyết định số\n12/QĐ-UBND.", ["theo Quyết định số 12/QĐ-UBND."]),
    "two sentences": ("Một câu.\nHai câu.", ["Một câu.", "Hai câu."]),
    "columns of a letterhead": ("Số: 5/BC\tHà Nội, ngày 5", ["Số: 5/BC\tHà Nội, ngày 5"]),
}


@pytest.mark.parametrize(("text", "printed"), LINES.values(), ids=LINES.keys())
def test_lines_are_joined_only_inside_a_paragraph(text: str, printed: list[str]) -> None:
    assert texts(text) == printed


def test_text_wrapped_by_an_editor_is_one_paragraph() -> None:
    sentence = "Sở Tài chính đã giải quyết hồ sơ đúng hạn theo quy định. Kết quả như sau: tốt. "
    wrapped = "\n".join(sentence.strip() for _ in range(12))
    assert texts(wrapped) == [" ".join([sentence.strip()] * 12)]


def test_style_and_level_are_kept() -> None:
    document = read_text("# BÁO CÁO\n\n**Đậm**\n\n*Nghiêng*\n\nnửa **đậm**")
    styles = [(b.style.level, b.style.bold, b.style.italic) for b in document.blocks]
    assert styles == [
        (1, False, False),
        (None, True, False),
        (None, False, True),
        (None,) + (False,) * 2,
    ]


def test_legacy_text_is_converted_and_noted() -> None:
    document = read("QuyÕt ®Þnh sè 94/Q§-UBND ngµy 1/1".encode("latin-1"), "a.txt", OPTIONS)
    assert document.blocks[0].text == "Quyết định số 94/QĐ-UBND ngày 1/1"
    assert [note.code for note in document.notes] == ["legacy-encoding"]


def test_text_of_markup_alone_is_empty() -> None:
    with pytest.raises(EmptyFileError):
        read_text("<p></p>\n\n---\n")


WORDS = [
    "số 5/QĐ",
    "**",
    "*",
    "<i>",
    "</i>",
    "<p>",
    "&amp;",
    "$(3)=(4)$",
    "\t",
    "\n",
    "\n\n",
    "|",
    " ",
]
WORDS += [
    "Ð",
    "- ",
    "đượ",
    "c\u0323",
    "\u0301",
    "\u200b",
    "\u00a0",
    "\r\n",
    "#",
    "> ",
    "\\*",
    "| --- |",
]
WORDS += ["<table><tr><td>", "</td></tr></table>", "1.", "Điều 1", "(từ", "A", "ễ", "<br>", "\x0c"]
MARKED_UP = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=30)


@given(MARKED_UP.map("".join))
def test_every_run_is_its_source(text: str) -> None:
    data = text.encode("utf-8", errors="replace")
    try:
        document = read(data, "a.txt", OPTIONS)
    except EmptyFileError:
        return
    assert document.source is not None
    if document.notes:  # in a legacy encoding: letters are converted
        return
    for block in document.blocks:
        at = 0
        for span in block.spans:
            assert at <= span.start < span.end <= len(block.text)
            at = span.end
            assert span.source is not None
            end = span.source_end
            if end is None:
                end = span.source + span.end - span.start
            piece = document.source[span.source : end]
            assert clean(piece).text == block.text[span.start : span.end]


@given(st.lists(st.sampled_from(["Sở", "đã", "nhận", "1.234", "hồ sơ;", "**", "<i>"]), min_size=1))
def test_no_word_is_lost_and_none_comes_twice(words: list[str]) -> None:
    try:
        printed = " ".join(texts(" ".join(words))).replace("**", " ").split()
    except EmptyFileError:
        printed = []
    kept = " ".join(w for w in words if w not in ("**", "<i>")).split()
    assert printed == kept


def test_decomposed_source_leads_back_exactly() -> None:
    text = unicodedata.normalize("NFD", "Quyết định số 5")
    block = read_text(text).blocks[0]
    assert block.text == "Quyết định số 5"
    assert (block.spans[0].source, block.spans[0].source_end) == (0, len(text))


def test_dots_for_a_number_go_on_from_the_line_above() -> None:
    text = "Đơn vị đã triển khai Kế hoạch số\n......./KH-UBND ngày 05/6/2020 đến các phòng."
    document = read(text.encode(), "a.txt", ReadOptions())
    assert [block.text for block in document.blocks] == [text.replace("\n", " ")]
