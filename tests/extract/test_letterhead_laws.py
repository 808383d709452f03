"""Laws of pieces and letterheads that hold for any text."""

from hypothesis import given
from hypothesis import strategies as st

from extract.document import Block, BlockKind, Cell, Document, Table
from extract.letterhead import find_letterhead
from extract.pieces import plain, split_block

# One printed thing a line, so that the list reads as a letterhead.
WORDS = st.sampled_from(
    """Số:|Số|12|/|BC-STC|QĐ-UBND|UBND TỈNH KHÁNH HÒA|SỞ TÀI CHÍNH|BÁO CÁO|V|ß|;|.|**|)|- |V/v
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc|Khánh Hòa, ngày|tháng|năm 2023
Kính gửi:|(kèm theo Báo cáo số|Nơi nhận:|GIÁM ĐỐC|Vĩnh Thông|Kỳ báo cáo:|từ 15/12/2022 đến
14/12/2023|Hồ sơ kèm theo:|Biểu số II.06a/VPCP/KSTT|Phụ lục 1""".replace("\n", "|").split("|")
)
GAPS = st.sampled_from(["\t", "\n", "      "])
TEXTS = st.lists(WORDS | GAPS | st.text(max_size=12), max_size=14).map(" ".join)


def blocks(texts: list[str]) -> tuple[Block, ...]:
    return tuple(Block(i, BlockKind.PARAGRAPH, text) for i, text in enumerate(texts))


@given(TEXTS)
def test_a_piece_is_what_stands_at_its_place(text: str) -> None:
    (block,) = blocks([text])
    for piece in split_block(block):
        assert text[piece.start : piece.end] == piece.text


@given(TEXTS, TEXTS)
def test_a_piece_of_a_cell_is_what_stands_in_the_table(left: str, right: str) -> None:
    left, right = left.replace("\n", " "), right.replace("\n", " ")
    table = Table(1, 2, (Cell(0, 0, left), Cell(0, 1, right)))
    block = Block(0, BlockKind.TABLE, table.layout()[0], table=table)
    for piece in split_block(block):
        assert block.text[piece.start : piece.end] == piece.text


@given(TEXTS)
def test_pieces_lose_no_letter(text: str) -> None:
    (block,) = blocks([text])
    kept = "".join("".join(piece.text.split()) for piece in split_block(block))
    assert kept == "".join(text.split())


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.lists(TEXTS, max_size=12), st.sampled_from(["text", "docx", "xlsx", "pdf"]))
def test_any_text_has_a_letterhead_or_none(texts: list[str], media_type: str) -> None:
    found = find_letterhead(Document(media_type, blocks(texts)))
    printed = " ".join("\n".join(texts).split())
    for heading in found.headings:
        assert heading.number is None or heading.number in printed.replace(" ", "")
    for name in found.recipients:
        assert name
