"""Tables made, broken over pages in every way, and demanded back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Block, BlockKind, Box, Cell, Document, Place, Table, TextSpan
from extract.tables import stitch
from tests.grids import tables_of

WORDS = st.sampled_from(
    ["cấp", "lại", "giấy", "phép", "hoạt", "động", "của", "cơ", "sở", "thuộc", "tỉnh", "theo"]
)
COUNTS = st.sampled_from(["", "0", "-", "3", "17", "1.204", "không"])
HEADS = ("STT", "Tên thủ tục", "Tiếp nhận", "Giải quyết", "Tồn", "Quá hạn", "Ghi chú")


@dataclass(frozen=True)
class Broken:
    """A table and how it is broken: before which rows, which of those rows is torn in two."""

    width: int
    header: list[list[str]]
    rows: list[list[str]]
    cuts: list[int]
    torn: list[bool]
    repeats: list[bool]


@st.composite
def broken(draw: st.DrawFn) -> Broken:
    width = draw(st.integers(4, 7))
    header = [list(HEADS[:width])]
    if draw(st.booleans()):
        header.append([f"({n + 1})" for n in range(width)])
    count = draw(st.integers(3, 9))
    rows = []
    for number in range(1, count + 1):
        name = " ".join(draw(st.lists(WORDS, min_size=2, max_size=6)))
        counts = draw(st.lists(COUNTS, min_size=width - 2, max_size=width - 2))
        rows.append([str(number), name[0].upper() + name[1:], *counts])
    if draw(st.booleans()):
        rows.append(["", "Tổng cộng", *(["5"] * (width - 2))])
    cuts = sorted(draw(st.sets(st.integers(1, count - 1), max_size=3)))
    torn = [draw(st.booleans()) for _ in cuts]
    repeats = [draw(st.booleans()) for _ in cuts]
    return Broken(width, header, rows, cuts, torn, repeats)


def cell(row: int, col: int, text: str, page: int) -> Cell:
    box = Box(50 + 60 * col, 20 * row, 100 + 60 * col, 20 * row + 10)
    return Cell(row, col, text, spans=(TextSpan(0, len(text), Place(page, box)),))


def part(lines: list[list[str]], page: int) -> Block:
    cells = tuple(cell(r, c, t, page) for r, line in enumerate(lines) for c, t in enumerate(line))
    table = Table(len(lines), len(lines[0]), cells)
    return Block(0, BlockKind.TABLE, table.layout()[0], cells[0].spans, table)


def pages_of(made: Broken) -> Document:
    """Return the document in which the table stands on as many pages as it has parts."""
    parts: list[list[list[str]]] = [[*made.header]]
    for number, row in enumerate(made.rows):
        if number in made.cuts:
            which = made.cuts.index(number)
            head = made.header if made.repeats[which] else []
            parts.append([*head])
            if made.torn[which]:  # the row above goes on: its name's last word stands here
                above = parts[-2][-1]
                name, _, rest = above[1].rpartition(" ")
                above[1] = name
                parts[-1].append(["", rest, *[""] * (made.width - 2)])
        parts[-1].append([*row])
    blocks: list[Block] = []
    for page, lines in enumerate(parts, 1):
        blocks.append(part(lines, page))
        blocks.append(Block(0, BlockKind.FOOTER, str(page)))
    return Document("pdf", tuple(replace(b, ordinal=n) for n, b in enumerate(blocks)))


@settings(deadline=None, max_examples=120)
@given(broken())
def test_a_broken_table_comes_back_whole(made: Broken) -> None:
    (table,) = tables_of(stitch(pages_of(made)))
    texts = [[""] * table.n_cols for _ in range(table.n_rows)]
    for each in table.cells:
        texts[each.row][each.col] = each.text
    assert texts == [*made.header, *made.rows]


@settings(deadline=None, max_examples=80)
@given(broken())
def test_rows_out_are_rows_in_without_repeated_heads_and_continuations(made: Broken) -> None:
    (table,) = tables_of(stitch(pages_of(made)))
    rows = sum(f.rows_in - f.repeated_header_rows - f.merged_rows for f in table.fragments)
    assert rows == table.n_rows
    assert sum(f.merged_rows for f in table.fragments) == sum(made.torn)
    assert [f.page for f in table.fragments] == list(range(1, len(made.cuts) + 2))


@settings(deadline=None, max_examples=80)
@given(broken())
def test_each_cell_keeps_its_pages_and_boxes(made: Broken) -> None:
    document = pages_of(made)
    given_places = {
        (c.text[s.start : s.end], s.place)
        for block in document.blocks
        if block.table
        for c in block.table.cells
        for s in c.spans
        if c.text
    }
    (table,) = tables_of(stitch(document))
    kept = {
        (c.text[s.start : s.end], s.place) for c in table.cells for s in c.spans if s.start < s.end
    }
    dropped = {text for text, _ in given_places - kept}
    assert kept <= given_places
    assert dropped <= {text for line in made.header for text in line}
    torn = [c for c in table.cells if len({s.place.page for s in c.spans if s.start < s.end}) > 1]
    assert len(torn) == sum(made.torn)


@settings(deadline=None, max_examples=60)
@given(broken(), st.sampled_from(["Phụ lục 2", "II. KẾT QUẢ KHÁC"]))
def test_a_table_under_its_own_title_is_another_one(made: Broken, title: str) -> None:
    first = part([*made.header, *made.rows], 1)
    second = part([*made.header, *made.rows], 2)
    blocks = (first, Block(0, BlockKind.HEADING, title), second)
    document = Document("pdf", tuple(replace(b, ordinal=n) for n, b in enumerate(blocks)))
    assert [t.n_rows for t in tables_of(stitch(document))] == [first.table.n_rows] * 2
