"""Shapes of lists beside the plain one: heads of two lines, counted days, totals, repeats."""

from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import UsageError
from store.database import open_store
from store.register import import_register, read_register
from store.register_days import read_day
from store.register_entries import Entry, Misread

DOCUMENTS = [
    ("1911/QĐ-UBND", date(2023, 8, 14), "Công bố danh mục thủ tục hành chính"),
    ("2164/QĐ-UBND", date(2023, 9, 15), "Phê duyệt quy trình nội bộ"),
]
WHOLE = [(f"{symbol}/2023", day, title) for symbol, day, title in DOCUMENTS]
Row = list[object]


def told(entries: tuple[Entry, ...]) -> list[tuple[str, date | None, str | None]]:
    return [(e.citation_key, e.issued_on, e.title) for e in entries]


def read(
    path: Path, rows: list[Row], mapping: dict[str, str] | None = None, *, merged: str = ""
) -> tuple[tuple[Entry, ...], tuple[Misread, ...]]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cells in merged.split():
        sheet.merge_cells(cells)
    book.save(path)
    return read_register(path, mapping or {})


def parts(number_first: bool = True) -> list[Row]:
    """Return the documents with number and symbol in two columns."""
    rows: list[Row] = []
    for n, (symbol, day, title) in enumerate(DOCUMENTS, 1):
        number, _, rest = symbol.partition("/")
        rows.append([n, int(number), rest, day, title] if number_first else [n, title, number, day])
    return rows


def test_a_head_of_two_lines_under_a_group(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["SỔ VĂN BẢN ĐI NĂM 2023"],
        ["TT", "Văn bản", None, None, "Trích yếu", "Ghi chú"],
        [None, "Số", "Ký hiệu", "Ngày, tháng", None, None],
        *parts(),
    ]
    merged = "B2:D2 A2:A3 E2:E3 F2:F3"
    entries, misread = read(tmp_path / "so.xlsx", rows, merged=merged)
    assert (told(entries), misread) == (WHOLE, ())


def test_a_head_whose_number_and_symbol_stand_below_their_name(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["TT", "Số, ký hiệu văn bản", None, "Ngày ban hành", "Trích yếu"],
        [None, "Số", "Ký hiệu", None, None],
        *parts(),
    ]
    entries, misread = read(tmp_path / "so.xlsx", rows, merged="B1:C1")
    assert (told(entries), misread) == (WHOLE, ())


def test_a_title_above_the_head_names_no_column(tmp_path: Path) -> None:
    rows: list[Row] = [
        [None, None, "Trích yếu các văn bản ban hành"],
        ["Số ký hiệu", "Ngày ban hành", "Nội dung"],
        *([symbol, day, title] for symbol, day, title in DOCUMENTS),
    ]
    assert told(read(tmp_path / "so.xlsx", rows)[0]) == WHOLE


def test_columns_named_by_the_user_in_either_line(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Mã", "Vấn đề", "Ban hành", None],
        [None, None, "Văn bản", "Lúc"],
        *([n, title, f"{symbol}", day] for n, (symbol, day, title) in enumerate(DOCUMENTS)),
    ]
    mapping = {"number": "Văn bản", "issued_on": "Lúc", "title": "Vấn đề"}
    assert told(read(tmp_path / "so.xlsx", rows, mapping)[0]) == WHOLE


@pytest.mark.parametrize("more", [0, 0.354], ids=["day", "day-and-hour"])
def test_days_that_a_spreadsheet_counted(more: float, tmp_path: Path) -> None:
    rows: list[Row] = [["Số ký hiệu", "Ngày ban hành", "Trích yếu"]]
    rows += [[s, (day - date(1899, 12, 30)).days + more, t] for s, day, t in DOCUMENTS]
    entries, misread = read(tmp_path / "so.xlsx", rows)
    assert (told(entries), misread) == (WHOLE, ())


@pytest.mark.parametrize(
    "written", [45152 - 365, 31123, 99999], ids=["other-year", "of-1985", "of-2173"]
)
def test_a_count_that_is_no_day_of_the_list_is_told(written: int, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["SỔ VĂN BẢN ĐI NĂM 2023"],
        ["Số ký hiệu", "Ngày ban hành", "Trích yếu"],
        [DOCUMENTS[0][0], written, DOCUMENTS[0][2]],
    ]
    entries, misread = read(tmp_path / "so.xlsx", rows)
    assert [(e.issued_on, e.year) for e in entries] == [(None, 2023)]
    assert [line.reason for line in misread] == [f"không hiểu ngày “{written}”"]


def test_number_and_day_in_one_column(tmp_path: Path) -> None:
    rows: list[Row] = [["STT", "Số hiệu văn bản, ngày ban hành", "Trích yếu"]]
    rows += [
        [n, f"Quyết định số {symbol} ngày {day:%d/%m/%Y}", title]
        for n, (symbol, day, title) in enumerate(DOCUMENTS, 1)
    ]
    entries, misread = read(tmp_path / "so.xlsx", rows)
    assert (told(entries), misread) == (WHOLE, ())


@pytest.mark.parametrize(
    "total",
    [
        ["Tổng cộng", None, "2 văn bản"],
        ["Tổng số", None, 2],
        ["Cộng:", 2, None],
        ["TỔNG CỘNG 2 VĂN BẢN", "x", None],
    ],
    ids=["total", "sum", "short", "in-words"],
)
def test_a_total_is_no_document(total: Row, tmp_path: Path) -> None:
    rows: list[Row] = [["Số ký hiệu", "Ngày ban hành", "Trích yếu"]]
    rows += [*([s, day, t] for s, day, t in DOCUMENTS), [], total]
    entries, misread = read(tmp_path / "so.xlsx", rows)
    assert (told(entries), misread) == (WHOLE, ())


def test_what_only_begins_like_a_total_is_told(tmp_path: Path) -> None:
    rows: list[Row] = [["Số ký hiệu", "Ngày ban hành", "Trích yếu"]]
    rows += [[None, date(2023, 8, 14) + timedelta(1), "Tổng hợp ý kiến"]]
    assert [line.reason for line in read(tmp_path / "so.xlsx", rows)[1]] == ["không có số văn bản"]


def test_a_line_repeated_word_for_word_is_taken_once(tmp_path: Path) -> None:
    heads: Row = ["Số ký hiệu", "Ngày ban hành", "Trích yếu"]
    rows: list[Row] = [heads, *([s, day, t] for s, day, t in (*DOCUMENTS, DOCUMENTS[0]))]
    rows.append([DOCUMENTS[1][0], date(2023, 9, 16), DOCUMENTS[1][2]])  # says another day
    read(tmp_path / "so.xlsx", rows)
    done = import_register(tmp_path / "so.xlsx", tmp_path / "a.duckdb")
    assert (len(done.entries), done.repeated) == (3, 1)
    with open_store(tmp_path / "a.duckdb") as store:
        assert store.rows('SELECT "row" FROM register ORDER BY ALL') == [(2,), (3,), (5,)]


@pytest.mark.parametrize(
    "written",
    ["ngày 14 tháng 08 năm 2023", "Nha Trang, ngày 14/8/2023", "14.08.23", "20230814"],
    ids=["words", "with-place", "short", "digits"],
)
def test_days_as_people_write_them(written: str, tmp_path: Path) -> None:
    symbol, _, title = DOCUMENTS[0]
    rows: list[Row] = [["Số/KH", "Ngày BH", "Trích yếu"], [symbol, written, title]]
    assert told(read(tmp_path / "so.xlsx", rows)[0]) == WHOLE[:1]


@pytest.mark.parametrize(
    "shape",
    [
        "{d:%Y/%m/%d}",
        "08:15 {d:%d/%m/%Y}",
        "{d:%d/%m/%Y} 8:15:00 AM",
        "{d:%d/%m/%Y} 08:15 SA",
        "{d:%d%m%Y}",
        "{d:%d,%m,%Y}",
        "{d:%d}\\{d:%m}\\{d:%Y}",
        "'{d:%d/%m/%Y}",
        "{d:%d-%b-%Y}",
        "{d.day} Th{d.month} {d.year}",
        "{d:%d} tháng {d.month} năm {d.year}",
    ],
)
@given(day=st.dates(date(1990, 1, 1), date(2050, 12, 31)))
def test_a_day_is_read_back_however_it_is_written(shape: str, day: date) -> None:
    assert read_day(shape.format(d=day), None) == day


@pytest.mark.parametrize(
    "written", ["1122023", "31022023", "2023/13/01", "14-Foo-2023", "14 Th13 2023", "08:15", "abc"]
)
def test_no_day_is_guessed(written: str) -> None:
    assert read_day(written, None) is None


@pytest.mark.parametrize(
    "heads",
    [
        "Văn bản số|Ngày ra VB|V/v",
        "Quyết định số|Ban hành ngày|Tóm tắt",
        "Ký hiệu|Ngày ban hành|Trích yếu",
        "Văn bản|Ngày|Nội dung",
        "Số và ký hiệu VB đi|Thời gian|Nội dung",
        "soKyHieu|ngayBanHanh|trichYeu",
        "Số văn bản (số và ký hiệu)|Ngày ký (ngày, tháng, năm)|Trích yếu (tóm tắt)",
        "Document No|Issued date|Subject",
        "Số, ký hiệu, ngày, tháng, năm văn bản||Trích yếu",
    ],
)
def test_heads_in_other_words(heads: str, tmp_path: Path) -> None:
    rows: list[Row] = [["STT", *heads.split("|")]]
    rows += [[n, *document] for n, document in enumerate(DOCUMENTS, 1)]
    entries, misread = read(tmp_path / "so.xlsx", rows)
    assert (told(entries), misread) == (WHOLE, ())


def test_a_head_of_three_lines(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["STT", "Văn bản", None, None, "Trích yếu"],
        [None, "Số, ký hiệu", None, "Ngày", None],
        [None, "Số", "Ký hiệu", None, None],
        *parts(),
    ]
    entries, misread = read(tmp_path / "so.xlsx", rows, merged="B1:D1 B2:C2 A1:A3 E1:E3 D2:D3")
    assert (told(entries), misread) == (WHOLE, ())


@pytest.mark.parametrize(
    "heading", [["II", "CHỈ THỊ"], ["A", None, None, "Quyết định"], ["Người lập", None, "Văn thư"]]
)
def test_headings_with_an_ordinal_and_signers_are_no_documents(
    heading: Row, tmp_path: Path
) -> None:
    rows: list[Row] = [["STT", "Số ký hiệu", "Ngày", "Trích yếu"], heading]
    rows += [[n, *document] for n, document in enumerate(DOCUMENTS, 1)]
    entries, misread = read(tmp_path / "so.xlsx", rows)
    assert (told(entries), misread) == (WHOLE, ())


def test_a_document_whose_number_was_forgotten_is_told(tmp_path: Path) -> None:
    rows: list[Row] = [["STT", "Số ký hiệu", "Ngày", "Trích yếu"], [1, None, None, "Phê duyệt"]]
    entries, (missing,) = read(tmp_path / "so.xlsx", rows)
    assert (entries, missing.row, missing.reason_en) == ((), 2, "it has no number")


@pytest.mark.parametrize("mapping", [{"number": "Số công văn đến"}, {"number": "9"}])
def test_a_column_that_is_not_there_is_named(mapping: dict[str, str], tmp_path: Path) -> None:
    rows: list[Row] = [["STT", "Số ký hiệu", "Ngày", "Trích yếu"], [1, *DOCUMENTS[0]]]
    with pytest.raises(UsageError) as told_so:
        read(tmp_path / "so.xlsx", rows, mapping)
    assert mapping["number"] in told_so.value.message
    assert mapping["number"] in told_so.value.message_en


def test_columns_by_their_letters(tmp_path: Path) -> None:
    rows: list[Row] = [[n, *document] for n, document in enumerate(DOCUMENTS, 1)]
    mapping = {"number": "B", "issued_on": "C", "title": "D"}
    entries, misread = read(tmp_path / "so.xlsx", rows, mapping)
    assert (told(entries), misread) == (WHOLE, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_text_in_utf_16_without_its_mark(encoding: str, tmp_path: Path) -> None:
    lines = ["Số ký hiệu;Ngày ban hành;Trích yếu"]
    lines += [f"{symbol};{day:%d/%m/%Y};{title}" for symbol, day, title in DOCUMENTS]
    file = tmp_path / "so.csv"
    file.write_bytes("\r\n".join(lines).encode(encoding))
    entries, misread = read_register(file, {})
    assert (told(entries), misread) == (WHOLE, ())
