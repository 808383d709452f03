"""What differs between two versions of a report: files on disk, documents of a store."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import cli
from extract.errors import UsageError
from store.differences import Difference, compare_documents, compare_reports
from store.ingest import ingest
from store.versions import load_version
from tests.store.comparing import OPTIONS
from tests.store.factories import report

TEXT = """UBND TỈNH KHÁNH HÒA
SỞ TÀI CHÍNH
Số: 100/BC-STC

Khánh Hòa, ngày 20 tháng 3 năm 2023

BÁO CÁO
Công tác kiểm soát thủ tục hành chính Quý I năm 2023

Thực hiện Quyết định số 1911/QĐ-UBND ngày 14/01/2023 của UBND tỉnh, Sở đã tiếp nhận 140 hồ sơ.

Biểu số II.06a/VPCP/KSTT

STT\tLĩnh vực\tTổng số\tTrực tuyến\tTrực tiếp\tTừ kỳ trước
(1)\t(2)\t(3)=(4)+(5)+(6)\t(4)\t(5)\t(6)
1\tGiá\t120\t70\t45\t5
2\tNgân sách\t20\t10\t10\t-
\tTổng cộng\t140\t80\t55\t5

Danh sách đơn vị

Đơn vị\tSố cán bộ
Phòng Giá\t12
Phòng Ngân sách\t15
"""
CHANGES = {
    "nothing": ([], [], [], []),
    "a-cell": ([("\t20\t10\t10\t-", "\t21\t11\t10\t-")], ["~ 20 21", "~ 10 11"], [], []),
    "a-dash-for-a-zero": ([("\t10\t-", "\t10\t0")], [], [], []),
    "a-dash-for-a-number": (
        [("\t20\t10\t10\t-", "\t21\t10\t10\t1")],
        ["~ 20 21", "~ - 1"],
        [],
        [],
    ),
    "a-row-goes": (
        [("2\tNgân sách\t20\t10\t10\t-\n", "")],
        ["- 20 None", "- 10 None", "- 10 None", "- - None"],
        [],
        ["FRM302"],
    ),
    "a-number-in-prose": ([("tiếp nhận 140", "tiếp nhận 141")], ["~ 140 141"], [], []),
    "a-sentence-before-it": ([("Thực hiện", "Sở có 7 phòng. Thực hiện")], ["+ None 7"], [], []),
    "a-table-of-no-form": ([("Phòng Giá\t12", "Phòng Giá\t13")], ["~ 12 13"], [], []),
    "a-date": (
        [("14/01/2023", "15/01/2023")],
        [],
        ["~ 1911/QĐ-UBND 14/01/2023 15/01/2023"],
        [],
    ),
    "a-number": (
        [("1911/", "1912/")],
        [],
        ["- 1911/QĐ-UBND 14/01/2023 None", "+ 1912/QĐ-UBND None 14/01/2023"],
        [],
    ),
    "a-citation-twice": (
        [("của UBND tỉnh, ", "của UBND tỉnh, Quyết định số 1911/QĐ-UBND ngày 14/01/2023, ")],
        [],
        ["+ 1911/QĐ-UBND None 14/01/2023"],
        [],
    ),
    "a-fault-put-right": ([("Số: 100/BC-STC", "Số:     /BC-STC")], [], [], ["DOC501"]),
}
SIGN = {"added": "+", "removed": "-", "changed": "~"}


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def figures(found: Difference) -> list[str]:
    """Return the changes without the units that prose prints: "~ 140 141"."""
    return [
        " ".join([SIGN[f.change], *(str(text).split()[0] for text in (f.before, f.after))])
        for f in found.figures
    ]


def references(found: Difference) -> list[str]:
    return [f"{SIGN[r.change]} {r.citation} {r.before} {r.after}" for r in found.references]


@pytest.mark.parametrize("case", CHANGES)
def test_a_change_is_told_and_nothing_else(case: str, tmp_path: Path) -> None:
    edits, numbers, citations, rules = CHANGES[case]
    text = TEXT
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    a, b = written(tmp_path, "a.txt", TEXT), written(tmp_path, "b.txt", text)
    found = compare_documents(a, b)
    assert figures(found) == numbers
    assert references(found) == citations
    new = {f.rule for f in found.findings if f.change == "added"}
    assert set(rules) <= new
    back = compare_documents(b, a)
    assert sorted(f"{f.after} {f.before}" for f in back.figures) == sorted(
        f"{f.before} {f.after}" for f in found.figures
    )
    assert len(back.findings) == len(found.findings)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    written(folder, "ban-1.txt", TEXT)
    written(folder, "ban-2.txt", TEXT.replace("\t120\t70", "\t121\t71"))
    path = tmp_path / "a.duckdb"
    ingest([folder], path, jobs=1, options=OPTIONS)
    return path


HEADINGS = {
    "nothing": ([], []),
    "a-number-padded": ([("Số: 100/", "Số: 0100/")], []),
    "another-number": ([("Số: 100/", "Số: 101/")], ["~ number 100/BC-STC 101/BC-STC"]),
    "a-number-put-in": ([("Số: 100/", "Số:     /")], ["~ number 100/BC-STC …/BC-STC"]),
    "another-day": (
        [("ngày 20 tháng 3", "ngày 21 tháng 3")],
        ["~ issued_on 20/3/2023 21/3/2023"],
    ),
    "another-office": ([("TÀI CHÍNH", "Y TẾ")], ["~ department Sở Tài chính Sở Y tế"]),
    "another-period": (
        [("Quý I năm", "Quý II năm")],
        [
            "~ title Công tác kiểm soát thủ tục hành chính Quý I năm 2023 "
            "Công tác kiểm soát thủ tục hành chính Quý II năm 2023",
            "~ period 15/12/2022–14/3/2023 15/3/2023–14/6/2023",
        ],
    ),
}


@pytest.mark.parametrize("case", HEADINGS)
def test_a_change_of_the_letterhead_is_told(case: str, tmp_path: Path) -> None:
    edits, expected = HEADINGS[case]
    text = TEXT
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    found = compare_documents(written(tmp_path, "a.txt", TEXT), written(tmp_path, "b.txt", text))
    told = [f"{SIGN[h.change]} {h.field} {h.before} {h.after}" for h in found.heading]
    assert told == expected


def test_one_document_is_compared_with_the_version_it_supersedes(tmp_path: Path) -> None:
    folder, db = tmp_path / "in", tmp_path / "a.duckdb"
    folder.mkdir()
    written(folder, "cu.txt", TEXT)
    later = TEXT.replace("Số: 100/", "Số: 131/").replace("ngày 20 tháng 3", "ngày 28 tháng 3")
    new = written(folder, "moi.txt", later.replace("\t120\t70", "\t121\t71"))
    ingest([folder], db, jobs=1, options=OPTIONS)
    found = compare_documents("moi.txt", db=db)
    assert (found.a.file_name, found.b.file_name) == ("cu.txt", "moi.txt")
    assert figures(found) == ["~ 120 121", "~ 70 71"]
    assert [h.field for h in found.heading] == ["number", "issued_on"]
    assert compare_documents(new, db=db) == found
    with pytest.raises(UsageError, match="no earlier version"):
        compare_documents("cu.txt", db=db)
    with pytest.raises(UsageError, match=r"document “.*la\.txt”"):
        compare_documents(written(tmp_path, "la.txt", "Báo cáo"), db=db)
    text = CliRunner().invoke(cli.cli, ["diff", "moi.txt", "--db", str(db), "--lang", "vi"])
    assert "~ số, ký hiệu: 100/BC-STC → 131/BC-STC" in text.output


def test_documents_of_the_store_are_named_by_file_or_identifier(db: Path, tmp_path: Path) -> None:
    by_name = compare_documents("ban-1.txt", "ban-2.txt", db)
    assert figures(by_name) == ["~ 120 121", "~ 70 71"]
    assert compare_documents(by_name.a.doc_id[:8], by_name.b.doc_id, db) == by_name
    file = written(tmp_path, "ban-3.txt", TEXT)
    assert figures(compare_documents("ban-2.txt", file, db)) == ["~ 121 120", "~ 71 70"]


def test_a_stored_document_equals_its_file(db: Path, tmp_path: Path) -> None:
    stored = load_version("ban-1.txt", db)
    found = compare_reports(stored, load_version(str(tmp_path / "in" / "ban-1.txt"), db))
    assert (found.heading, found.figures, found.references, found.findings) == ((), (), (), ())


@pytest.mark.parametrize("name", ["ban-9.txt", "zz", "abc"])
def test_an_unknown_name_is_refused(db: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no file or document"):
        compare_documents(name, "ban-1.txt", db)


def test_an_ambiguous_name_lists_what_it_may_mean(db: Path, tmp_path: Path) -> None:
    other = tmp_path / "khac"
    other.mkdir()
    written(other, "ban-1.txt", TEXT.replace("1911", "1913"))
    ingest([other], db, jobs=1, options=OPTIONS)
    with pytest.raises(UsageError, match="names 2 documents") as raised:
        compare_documents("ban-1.txt", "ban-2.txt", db)
    assert raised.value.message.count("ban-1.txt") == 3


def test_the_command_prints_text_and_json(db: Path) -> None:
    runner = CliRunner()
    args = ["diff", "ban-1.txt", "ban-2.txt", "--db", str(db)]
    text = runner.invoke(cli.cli, [*args, "--lang", "vi"])
    assert text.exit_code == 0
    assert "~ Biểu II.06a, dòng “Giá”, cột (3): 120 → 121" in text.output
    record = json.loads(runner.invoke(cli.cli, [*args, "--format", "json"]).output)
    assert record["figures"][0]["change"] == "changed"
    assert record["b"]["file_name"] == "ban-2.txt"


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.lists(st.integers(0, 9), min_size=1, max_size=3))
)
def test_a_report_does_not_differ_from_itself(rows: dict[str, list[int]]) -> None:
    one = report(rows=rows)
    found = compare_reports(one, one)
    assert (found.heading, found.figures, found.references, found.findings) == ((), (), (), ())
