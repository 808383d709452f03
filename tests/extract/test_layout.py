import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.document import Block, BlockKind, Cell, Document, Place, Style, Table, TextSpan
from extract.layout import arrange

TABLE = Table(1, 2, (Cell(0, 0, "TT"), Cell(0, 1, "Số")))


def block(text: str, page: int = 1, kind: BlockKind = BlockKind.PARAGRAPH, **more: object) -> Block:
    spans = (TextSpan(0, len(text), Place(page)),)
    return Block(0, kind, text, spans, **more)  # type: ignore[arg-type]


def table() -> Block:
    return Block(0, BlockKind.TABLE, "TT\tSố", (), TABLE)


def arranged(*blocks: Block | str, media: str = "pdf") -> tuple[Block, ...]:
    made = tuple(block(b) if isinstance(b, str) else b for b in blocks)
    return arrange(Document(media, made)).blocks


def texts(*blocks: Block | str) -> list[str]:
    return [b.text for b in arranged(*blocks)]


def test_torn_paragraph_is_joined_and_keeps_both_places() -> None:
    joined, *rest = arranged(block("Quyết định số", 1), block("12/QĐ-UBND ngày 5.", 2))
    assert rest == []
    assert joined.text == "Quyết định số 12/QĐ-UBND ngày 5."
    runs = [(joined.text[s.start : s.end], s.place.page) for s in joined.spans]
    assert runs == [("Quyết định số", 1), ("12/QĐ-UBND ngày 5.", 2)]


def test_furniture_between_the_parts_follows_the_joined_block() -> None:
    footer = block("3", kind=BlockKind.FOOTER)
    header = block("Trang 4", kind=BlockKind.HEADER)
    assert texts("Chủ tịch Hội", footer, header, "đồng kiểm tra.") == [
        "Chủ tịch Hội đồng kiểm tra.",
        "3",
        "Trang 4",
    ]


def test_three_parts_become_one() -> None:
    assert texts("theo Quyết định số", "12/QĐ-", "UBND của tỉnh.") == [
        "theo Quyết định số 12/QĐ-UBND của tỉnh."
    ]


APART = {
    "table between": ("Chủ tịch Hội", table(), "đồng kiểm tra."),
    "letterhead": ("Số: 12/BC-STC", "ngày 5 tháng 3 năm 2023"),
    "place and date": ("Hà Nội, ngày 5 tháng 3 năm 2023", "về việc công bố"),
    "heading of the producer": (block("Kết quả của", style=Style(level=1)), "các sở"),
    "centered line": ("kèm theo Báo cáo của", block("sở Tài chính", style=Style(centered=True))),
    "form": ("kèm theo các", "Biểu số II.06a/VPCP/KSTT"),
    "annex": ("kèm theo các", "Phụ lục 1"),
    "recipients": ("Nơi nhận:", "như trên;", "lưu VT"),
    "unit": ("Tổng hợp của", "Đơn vị tính: hồ sơ"),
}


@pytest.mark.parametrize("blocks", APART.values(), ids=APART.keys())
def test_never_joined(blocks: tuple[Block | str, ...]) -> None:
    assert len(texts(*blocks)) == len(blocks)


KINDS = {
    "roman": ("I. TÌNH HÌNH", BlockKind.HEADING, "I."),
    "number": ("1. Công bố thủ tục", BlockKind.HEADING, "1."),
    "numbered sentence": ("1. Giao Sở Tài chính chủ trì thực hiện.", BlockKind.LIST_ITEM, "1."),
    "shouted with content": ("IV. KIẾN NGHỊ: Không.", BlockKind.HEADING, "IV."),
    "letter": ("a) Về công bố", BlockKind.HEADING, "a)"),
    "dash": ("- Sở đã ban hành", BlockKind.LIST_ITEM, "-"),
    "capitals": ("KẾT QUẢ CÔNG BỐ", BlockKind.HEADING, None),
    "office": ("PHÓ GIÁM ĐỐC", BlockKind.PARAGRAPH, None),
    "nation": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BlockKind.PARAGRAPH, None),
    "annex without a table": ("Phụ lục 1", BlockKind.HEADING, None),
    "sentence": ("Sở đã ban hành.", BlockKind.PARAGRAPH, None),
}


@pytest.mark.parametrize(("text", "kind", "marker"), KINDS.values(), ids=KINDS.keys())
def test_kinds(text: str, kind: BlockKind, marker: str | None) -> None:
    (found,) = arranged(text)
    assert (found.kind, found.marker) == (kind, marker)


CAPTIONS = ("Biểu số II.06a/VPCP/KSTT", "Phụ lục 1", "Đơn vị tính: hồ sơ", "Kỳ báo cáo: Năm 2023")
CAPTIONS += ("(từ 15/12/2022 đến 14/12/2023)", "(kèm theo Báo cáo số 5/BC-STC)")


@pytest.mark.parametrize("text", CAPTIONS)
def test_captions_stand_near_a_table(text: str) -> None:
    caption, _ = arranged(text, table())
    assert caption.kind is BlockKind.CAPTION


def test_letterhead_above_the_kind_is_no_heading() -> None:
    kinds = [b.kind.value for b in arranged("UBND TỈNH A", "SỞ TÀI CHÍNH", "BÁO CÁO", "I. KẾT QUẢ")]
    assert kinds == ["paragraph", "paragraph", "heading", "heading"]


REPORT = (
    "BÁO CÁO",
    "Kính gửi: UBND tỉnh",
    "I. KẾT QUẢ",
    "1. Công bố",
    "a) Về công bố",
    "- Sở đã ban hành 5 quyết định.",
    "12. Nội dung khác",
    "12.1 Số hóa",
    "II. KIẾN NGHỊ",
    "Sở kính gửi UBND tỉnh./.",
    "Nơi nhận:",
    "- Như trên;",
    "GIÁM ĐỐC",
    "Nguyễn Văn A",
    "KẾT QUẢ CÔNG BỐ TTHC",
    "Đơn vị tính: TTHC",
    table(),
    "Biểu số II.07b/VPCP/KSTT",
    "I. SỐ LƯỢNG",
    table(),
    "Phụ lục 1",
    table(),
    "Phụ lục 1",
    table(),
)


def test_sections_follow_the_outline_and_begin_anew_in_attachments() -> None:
    assert [b.section for b in arranged(*REPORT)] == [
        *[None] * 2,
        "I",
        "I.1",
        "I.1.a",
        "I.1.a",
        "I.12",
        "I.12.1",
        "II",
        "II",
        *[None] * 4,
        *["Kèm theo 1"] * 3,
        "II.07b",
        *["II.07b.I"] * 2,
        *["PL1"] * 2,
        *["PL1(2)"] * 2,
    ]


def test_ordinals_count_blocks() -> None:
    assert [b.ordinal for b in arranged(*REPORT)] == list(range(len(REPORT)))


def test_page_numbers_of_plain_text_are_furniture() -> None:
    blocks = arranged("Đầu", "2", "Hai của", "3", "ba.", "4", "Trang 5/6", media="text")
    assert [(b.text, b.kind.value) for b in blocks] == [
        ("Đầu", "paragraph"),
        ("2", "footer"),
        ("Hai của ba.", "paragraph"),
        ("3", "footer"),
        ("4", "footer"),
        ("Trang 5/6", "footer"),
    ]


def test_lone_numbers_that_do_not_count_up_are_text() -> None:
    blocks = arranged("Tổng", "1510", "Sớm", "12", media="text")
    assert {b.kind for b in blocks} == {BlockKind.PARAGRAPH}


WORDS = ["Sở", "của", "số", "12/QĐ-", "UBND", "hồ sơ.", "và", "- Một", "1. Hai", "KẾT QUẢ", "ngày"]
WORDS += ["Nơi nhận:", "Phụ lục 1", "5", "/BC-STC", "đồng", "(", "a)"]


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join), max_size=12)
)
def test_no_letter_is_lost_and_runs_keep_their_text(parts: list[str]) -> None:
    blocks = arranged(*(block(text, page) for page, text in enumerate(parts)))
    assert "".join(b.text for b in blocks).replace(" ", "") == "".join(parts).replace(" ", "")
    runs = [b.text[s.start : s.end] for b in blocks for s in b.spans]
    assert runs == parts


@given(st.lists(st.sampled_from(WORDS), max_size=10))
@example(["Sở", "12/QĐ-", "Sở"])
@example(["khoản 2", "Điều 5", "12/QĐ- hồ sơ.", "Nơi nhận:"])
@example(["5/", "Điều 5", "12/QĐ-", "đồng"])
def test_arranging_twice_changes_nothing(parts: list[str]) -> None:
    once = arrange(Document("pdf", tuple(block(text) for text in parts)))
    assert arrange(once).blocks == once.blocks
