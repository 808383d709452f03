"""Who signs and who receives, however the two columns of the closing are read."""

import pytest

from extract.closing import Closing, find_closing, is_name
from extract.document import Block, BlockKind, Cell, Document, Table


def closing(*texts: str) -> Closing:
    blocks = tuple(Block(i, BlockKind.PARAGRAPH, text) for i, text in enumerate(texts))
    return find_closing(Document("text", blocks))


def closing_table(*row: str) -> Closing:
    cells = tuple(Cell(0, c, text) for c, text in enumerate(row))
    table = Table(1, len(row), cells)
    return find_closing(
        Document("docx", (Block(0, BlockKind.TABLE, table.layout()[0], table=table),))
    )


END = "Sở Y tế kính báo cáo./."
RECEIVERS = ("Như trên", "Lưu: VT, VP")
CASES = {
    "blocks": (
        (END, "Nơi nhận:", "- Như trên;\n- Lưu: VT, VP.", "GIÁM ĐỐC", "Trần Thị Bình"),
        Closing("GIÁM ĐỐC", "Trần Thị Bình", RECEIVERS),
    ),
    "office-first": (
        (END, "GIÁM ĐỐC", "Nơi nhận:", "- Như trên;", "- Lưu: VT, VP.", "Trần Thị Bình"),
        Closing("GIÁM ĐỐC", "Trần Thị Bình", RECEIVERS),
    ),
    "lines-hold-both-columns": (
        (END, "Nơi nhận: GIÁM ĐỐC\n- Như trên;\n- Lưu: VT, VP.\nTrần Thị Bình"),
        Closing("GIÁM ĐỐC", "Trần Thị Bình", RECEIVERS),
    ),
    "last-item-and-name-on-one-line": (
        (END, "Nơi nhận: GIÁM ĐỐC\n- Như trên;\n- Lưu: VT, VP. Trần Thị Bình"),
        Closing("GIÁM ĐỐC", "Trần Thị Bình", RECEIVERS),
    ),
    "family-name-like-a-heading": (
        (END, "Nơi nhận:\n- Như trên;\n- Lưu: VT, VP.", "GIÁM ĐỐC", "Phan Thế Bảo"),
        Closing("GIÁM ĐỐC", "Phan Thế Bảo", RECEIVERS),
    ),
    "part-of-an-annex-names-nobody": (
        (END, "Nơi nhận:\n- Như trên;\n- Lưu: VT, VP.", "GIÁM ĐỐC", "Phần Mở Đầu", "Lê Hà"),
        Closing("GIÁM ĐỐC", None, RECEIVERS),
    ),
    "deputy": (
        (END, "Nơi nhận:\n- Như trên;\n- Lưu: VT, VP.", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "Y Bình"),
        Closing("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC", "Y Bình", RECEIVERS),
    ),
    "three-levels": (
        (
            END,
            "Nơi nhận:\n- Như trên;\n- Lưu: VT, VP.",
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
            "Lê Hoàng Cường",
        ),
        Closing("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH", "Lê Hoàng Cường", RECEIVERS),
    ),
    "remark-behind-the-label": (
        (END, "Nơi nhận: (VBĐT)", "- Như trên;\n- Lưu: VT, VP.", "GIÁM ĐỐC", "Vĩnh Thông"),
        Closing("GIÁM ĐỐC", "Vĩnh Thông", RECEIVERS),
    ),
    "wrapped-item": (
        (END, "Nơi nhận:\n- Sở Nội vụ, Sở Tư pháp và\ncác huyện;\n- Lưu: VT.", "GIÁM ĐỐC"),
        Closing("GIÁM ĐỐC", None, ("Sở Nội vụ, Sở Tư pháp và các huyện", "Lưu: VT")),
    ),
    "no-list-of-receivers": (
        (END, "CHÁNH THANH TRA", "Đỗ Quang Hải"),
        Closing("CHÁNH THANH TRA", "Đỗ Quang Hải"),
    ),
    "annex-behind-the-closing": (
        (END, "Nơi nhận:\n- Lưu: VT.", "GIÁM ĐỐC", "Phụ lục 1", "Nguyễn Văn An"),
        Closing("GIÁM ĐỐC", None, ("Lưu: VT",)),
    ),
    "nothing": ((END, "Phụ lục 1"), Closing()),
}


@pytest.mark.parametrize("name", CASES)
def test_closings(name: str) -> None:
    texts, expected = CASES[name]
    assert closing(*texts) == expected


def test_a_closing_set_as_a_table() -> None:
    left, right = "Nơi nhận:\n- Như trên;\n- Lưu: VT, VP.", "GIÁM ĐỐC\n\n\nTrần Thị Bình"
    assert closing_table(left, right) == Closing("GIÁM ĐỐC", "Trần Thị Bình", RECEIVERS)


@pytest.mark.parametrize(
    "text",
    ["Trần Thị Bình", "TS. Nguyễn Văn An", "Đại tá Lê Minh", "Y Bình", "Nguyễn Thị Ánh Tuyết"],
)
def test_names(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text", ["GIÁM ĐỐC", "Như trên", "Sở Tài chính", "Lưu: VT", "Nguyễn", "Ngày 18 tháng 9", ""]
)
def test_what_is_no_name(text: str) -> None:
    assert not is_name(text)
