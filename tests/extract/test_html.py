import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Block, BlockKind, Document
from extract.errors import EmptyFileError, LimitError
from extract.options import ReadOptions
from extract.readers.html import read

OPTIONS = ReadOptions()


def read_html(body: str, head: str = "") -> Document:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return read(page.encode(), "a.html", OPTIONS)


def texts(body: str) -> list[str]:
    return [block.text for block in read_html(body).blocks]


BODIES = {
    "paragraphs": ("<p>Một.</p><p>Hai</p>", ["Một.", "Hai"]),
    "blanks": ("<p>  Một\n\t hai&nbsp;ba  </p>", ["Một hai ba"]),
    "runs": ("<p>số <b>12</b>/QĐ<i>-UBND</i></p>", ["số 12/QĐ-UBND"]),
    "line breaks": ("<p>BÁO CÁO<br>Năm 2023</p>", ["BÁO CÁO", "Năm 2023"]),
    "text without paragraphs": ("Một<div>Hai</div>Ba", ["Một", "Hai", "Ba"]),
    "unclosed": ("<p>Một<p>Hai<b>đậm", ["Một", "Haiđậm"]),
    "script and style": ("<style>p{}</style><script>x</script><p>Một</p>", ["Một"]),
    "comment": ("<p>Một<!-- ẩn --> hai</p>", ["Một hai"]),
    "hidden": ("<p>Một</p><p style='display: none'>Ẩn</p>", ["Một"]),
    "entities": ("<p>A &amp; B &lt;5 &#272;</p>", ["A & B <5 Đ"]),
    "bullets": ("<ul><li>Một</li><li>- Hai</li></ul>", ["- Một", "- Hai"]),
    "numbers": ("<ol start=3><li>Một</li><li>Hai</li></ol>", ["3. Một", "4. Hai"]),
    "letters": ("<ol type=a><li>Một</li><li>Hai</li></ol>", ["a. Một", "b. Hai"]),
    "roman": ("<ol type=I start=4><li>Một</li></ol>", ["IV. Một"]),
    "frame table": ("<table><tr><td><p>Một</p><p>Hai</p></td></tr></table>", ["Một", "Hai"]),
    "preformatted": ("<pre>Một\nHai</pre>", ["Một", "Hai"]),
}


@pytest.mark.parametrize(("body", "printed"), BODIES.values(), ids=BODIES.keys())
def test_printed_lines(body: str, printed: list[str]) -> None:
    assert texts(body) == printed


def test_headings_and_styles_are_kept() -> None:
    blocks = read_html(
        "<h2>I. A</h2><p align=center><b>B</b></p><p style='text-align:center'><i>C</i></p>"
        "<p><span style='font-weight:bold'>D</span> e</p>"
    ).blocks
    styles = [(b.style.level, b.style.bold, b.style.italic, b.style.centered) for b in blocks]
    assert styles == [
        (2, True, False, False),
        (None, True, False, True),
        (None, False, True, True),
        (None, False, False, False),
    ]
    assert blocks[0].kind is BlockKind.HEADING


TABLE = (
    "<p>Trước</p><table border=1><tr><td rowspan=2>TT</td><td colspan=2>Số</td></tr>"
    "<tr><td>A</td><td>B</td></tr><tr><td>(1)</td><td>(2)</td><td>(3)=(2)</td></tr>"
    "<tr><td>1</td><td>Dòng<br>hai<table><tr><td>n</td><td>m</td></tr></table></td><td>1.234</td>"
    "</tr></table>Sau"
)


def table_of(body: str) -> Block:
    return next(block for block in read_html(body).blocks if block.table is not None)


def test_merged_cells_stand_at_their_top_left() -> None:
    table = table_of(TABLE).table
    assert table is not None
    assert (table.n_rows, table.n_cols, table.header_rows, table.index_row) == (4, 3, 3, 2)
    placed = [(c.row, c.col, c.row_span, c.col_span, c.text) for c in table.cells]
    assert placed[:4] == [
        (0, 0, 2, 1, "TT"),
        (0, 1, 1, 2, "Số"),
        (1, 1, 1, 1, "A"),
        (1, 2, 1, 1, "B"),
    ]
    assert placed[-2:] == [(3, 1, 1, 1, "Dòng\nhai"), (3, 2, 1, 1, "1.234")]
    assert [c.text for c in table.cells[-2].tables[0].cells] == ["n", "m"]


def test_a_table_stands_between_the_lines_around_it() -> None:
    assert [b.kind.value for b in read_html(TABLE).blocks] == ["paragraph", "table", "paragraph"]


def test_table_text_is_its_layout() -> None:
    block = table_of(TABLE)
    assert block.table is not None
    assert block.text == block.table.layout()[0]
    assert [block.text[s.start : s.end] for s in block.spans] == [c.text for c in block.table.cells]


def test_header_cells_make_header_rows() -> None:
    body = "<table><tr><th>TT<th>A</tr><tr><td>1<td>2</tr></table>"
    table = table_of(body).table
    assert table is not None
    assert [c.is_header for c in table.cells] == [True, True, False, False]


def test_row_span_ends_with_the_table() -> None:
    table = table_of("<table><tr><td rowspan=99>A<td>B</tr><tr><td>C</tr></table>").table
    assert table is not None
    assert [(c.text, c.row, c.col, c.row_span) for c in table.cells] == [
        ("A", 0, 0, 2),
        ("B", 0, 1, 1),
        ("C", 1, 1, 1),
    ]


def test_spans_do_not_stretch_a_table_without_end() -> None:
    table = table_of("<table><tr>" + "<td colspan=1000>x" * 50 + "</table>").table
    assert table is not None
    assert table.n_cols < 5000
    assert [c.text for c in table.cells] == ["x"] * 50


def test_tracked_changes_are_said() -> None:
    document = read_html("<p>số <del>12</del><ins>13</ins>/QĐ</p>")
    assert document.blocks[0].text == "số 13/QĐ"
    assert [n.code for n in document.notes] == ["deleted-text", "inserted-text"]


ENCODED = {
    "claimed wrongly": ("<meta charset=windows-1252><p>Quyết định</p>".encode(), "Quyết định"),
    "windows-1252 with entities": (
        b"<meta charset=windows-1252><p>Quy&#7871;t \xe0</p>",
        "Quyết à",
    ),
    "utf-16": ("<html><p>Quyết định</p></html>".encode("utf-16"), "Quyết định"),
    "tcvn3": (
        "<html><p>Quyết</p><p>QuyÕt ®Þnh sè 94/Q§-UBND ngµy 1</p></html>".encode(),
        "Quyết",
    ),
}


@pytest.mark.parametrize(("data", "first"), ENCODED.values(), ids=ENCODED.keys())
def test_encodings(data: bytes, first: str) -> None:
    assert read(data, "a.html", OPTIONS).blocks[0].text == first


def test_legacy_lines_are_converted() -> None:
    document = read(ENCODED["tcvn3"][0], "a.html", OPTIONS)
    assert document.blocks[1].text == "Quyết định số 94/QĐ-UBND ngày 1"
    assert [n.code for n in document.notes] == ["legacy-encoding"]


def test_page_without_words_is_empty() -> None:
    with pytest.raises(EmptyFileError):
        read_html("<p> </p><img src=http://a.vn/x.png>")


def test_too_many_cells_are_refused() -> None:
    cells = "<td>1" * 30
    page = f"<table><tr>{cells}</table>".encode()
    with pytest.raises(LimitError) as caught:
        read(page, "a.html", ReadOptions(max_cells=20))
    assert caught.value.file == "a.html"


def test_deep_nesting_ends() -> None:
    assert texts("<div>" * 1500 + "Một") == ["Một"]
    with pytest.raises(LimitError):
        texts("Một" + "<div>" * 5000 + "Hai")


def test_own_entities_are_not_expanded() -> None:
    page = b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><html><p>x &b; y</p></html>'
    assert (
        "aaaa" not in " ".join(b.text for b in read(page, "a.html", OPTIONS).blocks).split("x")[1]
    )


PIECES = ["<p>", "</p>", "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<td rowspan=2>"]
PIECES += ["<ul>", "<li>", "</ul>", "<b>", "</b>", "<br>", "một", "1.234", " ", "<th colspan=3>"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_tag_soup_keeps_its_numbers(body: str) -> None:
    try:
        blocks = read_html("x" + body).blocks
    except EmptyFileError:
        blocks = ()
    printed = " ".join(block.text + _nested(block) for block in blocks)
    assert printed.count("1.234") == body.count("1.234")


def _nested(block: Block) -> str:
    cells = list(block.table.cells) if block.table else []
    out = ""
    while cells:
        cell = cells.pop()
        for table in cell.tables:
            out += " " + table.layout()[0]
            cells += table.cells
    return out
