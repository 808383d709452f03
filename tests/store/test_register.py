"""Importing lists of issued documents, in whatever shape offices keep them."""

import json
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import cli
from extract.errors import ReadError, UsageError
from store.database import open_store
from store.register import import_register, read_register
from store.register_columns import parse_mapping
from store.register_entries import Defaults

ROWS: list[list[object]] = [
    ["1911/QĐ-UBND", date(2023, 8, 14), "Công bố danh mục thủ tục hành chính"],
    ["2164/QĐ-UBND", "15/9/2023", "Phê duyệt quy trình nội bộ"],
]
WHOLE = [
    ("1911/QĐ-UBND/2023", date(2023, 8, 14), "Công bố danh mục thủ tục hành chính"),
    ("2164/QĐ-UBND/2023", date(2023, 9, 15), "Phê duyệt quy trình nội bộ"),
]
HEADS = {
    "plain": ["Số ký hiệu", "Ngày ban hành", "Trích yếu"],
    "of-decree-30": [
        "Số, ký hiệu văn bản",
        "Ngày, tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
    ],
    "capitals": ["SỐ HIỆU", "NGÀY KÝ", "TRÍCH YẾU NỘI DUNG"],
    "short": ["Số", "Ngày", "Nội dung"],
    "long": ["Số/Ký hiệu VB (2)", "Ngày tháng năm ban hành (3)", "Về việc"],
    "without-accents": ["So ky hieu", "Ngay ban hanh", "Trich yeu"],
    "english": ["number", "date", "title"],
}


def told(entries: object) -> list[tuple[str, date | None, str | None]]:
    return [(e.citation_key, e.issued_on, e.title) for e in entries]  # type: ignore[attr-defined]


def workbook(path: Path, rows: list[list[object]], title: str = "Sheet1") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def text(path: Path, body: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(body.encode(encoding))
    return path


@pytest.mark.parametrize("heads", HEADS)
def test_columns_are_told_by_their_heads(heads: str, tmp_path: Path) -> None:
    file = workbook(tmp_path / "so.xlsx", [HEADS[heads], *ROWS])
    entries, misread = read_register(file, {})
    assert told(entries) == WHOLE
    assert [e.row for e in entries] == [2, 3]
    assert misread == ()


def test_titles_ordinals_index_rows_and_headings_are_no_documents(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["SỔ ĐĂNG KÝ VĂN BẢN ĐI NĂM 2023"],
        [],
        ["STT", *HEADS["of-decree-30"], "Nơi nhận", "Ghi chú"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["Tháng 8"],
        [1, "1911/QĐ-UBND", "14/8", "Công bố danh mục thủ tục hành chính", "Các sở", None],
        [],
        [2, "2164/QĐ-UBND", datetime(2023, 9, 15, 8, 30), "Phê duyệt quy trình nội bộ", None, "-"],
    ]
    entries, misread = read_register(workbook(tmp_path / "so.xlsx", rows), {})
    assert told(entries) == WHOLE
    assert [e.row for e in entries] == [6, 8]
    assert misread == ()


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        ("Số ký hiệu,Ngày ban hành,Trích yếu\n{0}", "utf-8"),
        ("Số ký hiệu;Ngày ban hành;Trích yếu\n{0}", "utf-8-sig"),
        ("Số ký hiệu\tNgày ban hành\tTrích yếu\r\n{0}", "utf-16"),
    ],
    ids=["comma", "semicolon-bom", "tab-utf-16"],
)
def test_csv_in_the_ways_spreadsheets_write_it(body: str, encoding: str, tmp_path: Path) -> None:
    mark = next(m for m in ",;\t" if m in body)
    rows = [
        ["1911/QĐ-UBND", "2023-08-14", "Công bố danh mục thủ tục hành chính"],
        ["2164/QĐ-UBND", "15/9/2023 00:00:00", "Phê duyệt quy trình nội bộ"],
    ]
    lines = "\n".join(mark.join(row) for row in rows)
    entries, _ = read_register(text(tmp_path / "so.csv", body.format(lines), encoding), {})
    assert told(entries) == WHOLE


def test_parquet_rows_count_from_one(tmp_path: Path) -> None:
    table = pa.table(
        {
            "number": ["1911/QĐ-UBND", "2164/QĐ-UBND"],
            "issued_on": [date(2023, 8, 14), date(2023, 9, 15)],
            "title": [WHOLE[0][2], WHOLE[1][2]],
        }
    )
    pq.write_table(table, tmp_path / "so.parquet")
    entries, _ = read_register(tmp_path / "so.parquet", {})
    assert told(entries) == WHOLE
    assert [e.row for e in entries] == [1, 2]


PARTS = {
    "symbol-apart": (["Số", "Ký hiệu"], ["05", "QĐ-UBND"], "5/QĐ-UBND/2023", "QĐ-UBND"),
    "symbol-with-its-slash": (["Số", "Ký hiệu"], [5, "/QĐ-UBND"], "5/QĐ-UBND/2023", "QĐ-UBND"),
    "symbol-whole": (["Số", "Ký hiệu"], [5, "05/QĐ-UBND"], "5/QĐ-UBND/2023", "QĐ-UBND"),
    "party": (["Số", "Ký hiệu"], [30, "NQ/TU"], "30-NQ/TU/2023", "NQ/TU"),
    "party-whole": (["Số", "Loại"], ["30-NQ/TU", ""], "30-NQ/TU/2023", "NQ/TU"),
    "normative": (["Số hiệu", "Loại"], ["12/2023/QĐ-UBND", ""], "12/2023/QĐ-UBND", "QĐ-UBND"),
    "assembly": (["Số hiệu", "Loại"], ["64/2023/QH15", ""], "64/2023/QH15", "QH15"),
    "official-letter": (["Số", "Loại"], ["1795/STC-VP", ""], "1795/STC-VP/2023", "CV:STC"),
    "bare-issuer": (["Số", "Loại"], ["1795/STC", ""], "1795/STC/2023", "CV:STC"),
    "look-alike": (["Số hiệu", "Loại"], ["1911/QÐ-UBND", ""], "1911/QĐ-UBND/2023", "QĐ-UBND"),
}


@pytest.mark.parametrize("case", PARTS)
def test_numbers_are_read_as_in_reports(case: str, tmp_path: Path) -> None:
    heads, cells, key, series = PARTS[case]
    rows: list[list[object]] = [[*heads, "Ngày ban hành"], [*cells, date(2023, 5, 8)]]
    entries, misread = read_register(workbook(tmp_path / "so.xlsx", rows), {})
    assert [(e.citation_key, e.series) for e in entries] == [(key, series)]
    assert misread == ()


OWNERS = {
    "of-a-province": ("1/QĐ-UBND", "UBND tỉnh Khánh Hòa", "khanh-hoa"),
    "of-the-own-province": ("1/QĐ-UBND", "UBND tỉnh", "?"),
    "not-said": ("1/QĐ-UBND", "", "?"),
    "of-a-district": ("1/QĐ-UBND", "UBND huyện Diên Khánh", "?/ubnd huyen dien khanh"),
    "of-a-city": ("1/QĐ-UBND", "UBND thành phố Nha Trang", "?/ubnd thanh pho nha trang"),
    "of-a-central-city": ("1/QĐ-UBND", "UBND thành phố Đà Nẵng", "da-nang"),
    "of-some-district": ("1/QĐ-UBND", "UBND huyện", None),
    "of-the-centre": ("1/QĐ-TTg", "", "tw"),
    "of-a-department": ("1/BC-STC", "", "?"),
}


@pytest.mark.parametrize("case", OWNERS)
def test_the_list_tells_whose_documents_it_holds(case: str, tmp_path: Path) -> None:
    number, issuer, owner = OWNERS[case]
    rows: list[list[object]] = [
        ["Số hiệu", "Ngày ban hành", "Cơ quan ban hành"],
        [number, date(2023, 5, 8), issuer],
    ]
    entries, _ = read_register(workbook(tmp_path / "so.xlsx", rows), {})
    assert [e.owner for e in entries] == [owner]


def test_lines_nobody_understands_are_named(tmp_path: Path) -> None:
    body = (
        "Số ký hiệu,Ngày ban hành,Trích yếu\n"
        "hủy,14/8/2023,Văn bản bị hủy\n"
        '1911/QĐ-UBND,14/8/2023,"Công bố danh mục\nthủ tục hành chính"\n'
        "1912/QĐ-UBND,31/4/2023,Ngày không có\n"
        "1913/QĐ-UBND và 1914/QĐ-UBND,14/8/2023,Hai số\n"
        "1915/QĐ-UBND,,Không ngày\n"
        "1916,14/8/2023,Không ký hiệu\n"
    )
    entries, misread = read_register(text(tmp_path / "so.csv", body), {})
    assert [e.number for e in entries] == ["1911"]
    assert [(m.row, m.reason_en) for m in misread] == [
        (2, "it has no number"),
        (5, "“31/4/2023” is no date"),
        (6, "it has several numbers"),
        (7, "it has no date"),
        (8, "number and symbol “1916” are not understood"),
    ]


def test_a_number_whose_date_is_no_date_is_kept_where_the_year_is_known(tmp_path: Path) -> None:
    body = "SỔ VĂN BẢN NĂM 2023\nSố ký hiệu,Ngày ban hành\n1912/QĐ-UBND,31/4/2023\n"
    entries, misread = read_register(text(tmp_path / "so.csv", body), {})
    assert [(e.citation_key, e.issued_on) for e in entries] == [("1912/QĐ-UBND/2023", None)]
    assert [m.row for m in misread] == [3]


MAPPINGS = {
    "by-name": (["number=Cột lạ", "issued_on=Khi nào"], None),
    "by-place": (["number=1", "issued_on=2", "title=3"], None),
    "one-by-name-one-by-place": (["number=cột lạ", "issued_on=2"], None),
}


@pytest.mark.parametrize("case", MAPPINGS)
def test_the_user_names_the_columns(case: str, tmp_path: Path) -> None:
    pairs, _ = MAPPINGS[case]
    file = workbook(tmp_path / "so.xlsx", [["Cột lạ", "Khi nào", "Gì"], *ROWS])
    entries, _ = read_register(file, parse_mapping(pairs))
    assert [e.citation_key for e in entries] == [key for key, _, _ in WHOLE]


@pytest.mark.parametrize("pair", ["so=1", "number", "number="])
def test_a_mapping_of_nothing_is_refused(pair: str) -> None:
    with pytest.raises(UsageError):
        parse_mapping([pair])


def test_symbol_and_issuer_may_be_given_for_all(tmp_path: Path) -> None:
    file = workbook(tmp_path / "so.xlsx", [["Số", "Ngày"], [12, date(2023, 1, 9)]])
    entries, _ = read_register(file, {}, Defaults("QĐ-UBND", "UBND tỉnh Phú Yên"))
    assert [(e.citation_key, e.owner) for e in entries] == [("12/QĐ-UBND/2023", "phu-yen")]


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("so.csv", b"a,b\n1,2\n", UsageError),
        ("so.xlsx", b"PK\x03\x04 damaged", ReadError),
        ("so.parquet", b"PAR1 damaged", ReadError),
        ("so.doc", b"\x00\x01\x02 binary", ReadError),
        ("so.xls", b"\xd0\xcf\x11\xe0 damaged", ReadError),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_what_is_no_list_is_refused(
    name: str, data: bytes, error: type[Exception], tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(error):
        read_register(tmp_path / name, {})


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_register(tmp_path / "none.csv", {})


def stored(db: Path) -> list[tuple[str, date, str, int]]:
    with open_store(db) as store:
        return store.rows(
            "SELECT citation_key, issued_on, regexp_extract(source_file, '[^/]*$'), row "
            "FROM register ORDER BY ALL"
        )


def test_importing_again_replaces_and_newer_lists_win(tmp_path: Path) -> None:
    db, file = tmp_path / "a.duckdb", tmp_path / "so.xlsx"
    assert import_register(workbook(file, [HEADS["plain"], *ROWS]), db).replaced == 0
    first = stored(db)
    assert import_register(file, db).replaced == 2
    assert stored(db) == first
    import_register(workbook(file, [HEADS["plain"], ROWS[0]]), db)
    assert stored(db) == first[:1]
    moved = [ROWS[0][0], date(2023, 8, 15), "x"]
    import_register(workbook(tmp_path / "moi.xlsx", [HEADS["plain"], moved, ROWS[1]]), db)
    assert stored(db) == [
        ("1911/QĐ-UBND/2023", date(2023, 8, 15), "moi.xlsx", 2),
        ("2164/QĐ-UBND/2023", date(2023, 9, 15), "moi.xlsx", 3),
    ]


def test_the_command_tells_what_it_took_in(tmp_path: Path) -> None:
    db = tmp_path / "a.duckdb"
    rows = [HEADS["plain"], *ROWS, ["hủy", date(2023, 9, 16), "z"]]
    file = workbook(tmp_path / "so.xlsx", rows, "Sổ đi")
    args = ["register", "import", str(file), "--db", str(db)]
    shown = CliRunner().invoke(cli.cli, [*args, "--lang", "vi"])
    assert shown.exit_code == 0
    assert "Đã nạp 2 văn bản" in shown.output
    assert "Sổ đi, dòng 4: không có số văn bản" in shown.output
    record = json.loads(CliRunner().invoke(cli.cli, [*args, "--format", "json"]).output)
    assert record["series"] == [{"symbol": "QĐ-UBND", "year": 2023, "documents": 2}]
    assert (record["replaced"], record["misread"][0]["row"]) == (2, 4)
    listed = CliRunner().invoke(cli.cli, ["register", "list", "--db", str(db), "--format", "json"])
    assert json.loads(listed.output)[0]["documents"] == 2
