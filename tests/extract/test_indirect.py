"""Documents cited without their number, as printed: laws by name, pointing words."""

import tomllib
import unicodedata
from pathlib import Path

import pytest

import extract.indirect
from extract.citations.crossing import Walk
from extract.document import Block, BlockKind, Cell, Document, Table
from extract.indirect import RawIndirect, find_indirect

WORDS = tomllib.loads(
    Path(extract.indirect.__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
EXAMPLES = [tuple(pair) for part in ("laws", "pointers") for pair in WORDS[part]["examples"]]
COUNTER_EXAMPLES = [
    text for part in ("laws", "pointers") for text in WORDS[part]["counter_examples"]
]


def found_in(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH) -> tuple[RawIndirect, ...]:
    document = Document("text", tuple(Block(i, kind, text) for i, text in enumerate(texts)))
    found = find_indirect(Walk(document))
    for one in found:
        assert document.blocks[one.block].text[one.start : one.end] == one.text
    return found


def line(one: RawIndirect) -> str:
    if one.way == "law":
        return f"{one.kind}|{one.text}"
    return f"{one.kind}|{one.text}|{'several' if one.several else 'one'}"


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_the_examples_are_found(text: str, expected: str) -> None:
    assert [line(one) for one in found_in(text)] == [expected]


@pytest.mark.parametrize("text", COUNTER_EXAMPLES)
def test_the_counter_examples_find_nothing(text: str) -> None:
    assert found_in(text) == ()


def test_a_decomposed_text_keeps_its_own_offsets() -> None:
    text = unicodedata.normalize("NFD", "Căn cứ Luật Đất đai năm 2024; Nghị định này.")
    law, pointer = found_in(text)
    assert unicodedata.normalize("NFC", law.text) == "Luật Đất đai năm 2024"
    assert unicodedata.normalize("NFC", pointer.text) == "Nghị định này"


def test_the_longer_head_is_taken() -> None:
    assert [one.kind for one in found_in("BỘ LUẬT DÂN SỰ", "Bộ luật Dân sự")] == ["BL", "BL"]


def test_a_clause_ends_with_its_block() -> None:
    first, second = found_in("theo Luật Đất đai", "Luật Nhà ở năm 2023")
    assert (first.text, second.text) == ("Luật Đất đai", "Luật Nhà ở năm 2023")


def test_page_furniture_is_left_out() -> None:
    assert found_in("Luật Đất đai năm 2024", kind=BlockKind.HEADER) == ()


def test_a_cell_has_its_place_in_the_tables_text() -> None:
    rows = ("STT", "Căn cứ"), ("1", "Luật Đất đai năm 2024")
    cells = tuple(Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    table = Table(2, 2, cells, header_rows=1)
    text, offsets = table.layout()
    (law,) = find_indirect(Walk(Document("text", (Block(0, BlockKind.TABLE, text, table=table),))))
    assert law.cell == (1, 1)
    assert law.start == offsets[1, 1]
    assert text[law.start : law.end] == law.text == "Luật Đất đai năm 2024"
