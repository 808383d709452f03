"""Citations verified against an imported register: judged only where it covers them."""

import json
from pathlib import Path

import pytest

from store.database import open_store
from store.titles import own_subject, unlike
from tests.store.comparing import found, made

REPORT = """==== bao-cao.txt
UBND TỈNH KHÁNH HÒA
SỞ TÀI CHÍNH
Số: 5199/BC-STC

Khánh Hòa, ngày 20 tháng 12 năm 2023

BÁO CÁO
Công tác kiểm soát thủ tục hành chính năm 2023

Thực hiện {citation}, Sở báo cáo như sau.
"""
REGISTER = """==== so.csv
Số ký hiệu,Ngày ban hành,Trích yếu,Cơ quan ban hành
12/QĐ-UBND,09/01/2023,Ban hành Kế hoạch cải cách hành chính,UBND tỉnh Khánh Hòa
1911/QĐ-UBND,14/8/2023,Công bố danh mục thủ tục hành chính lĩnh vực đất đai,UBND tỉnh Khánh Hòa
1950/KH-UBND,18/8/2023,Kế hoạch chuyển đổi số,UBND tỉnh Khánh Hòa
2500/QĐ-UBND,20/10/2023,Phê duyệt quy trình nội bộ,UBND tỉnh Khánh Hòa
1795/STC-VP,20/4/2023,Báo cáo tình hình giải quyết hồ sơ,Sở Tài chính
2900/STC-TCHCSN,20/9/2023,Hướng dẫn quyết toán,Sở Tài chính
30-NQ/TU,01/02/2023,Nghị quyết về cải cách hành chính,Tỉnh ủy Khánh Hòa
7/QĐ-UBND,08/4/2023,Kiện toàn tổ công tác,UBND huyện Diên Khánh
"""
QĐ = "Quyết định số"
VERDICTS = {
    "right": (f"{QĐ} 1911/QĐ-UBND ngày 14/8/2023 của UBND tỉnh", []),
    "leading-zeros": (f"{QĐ} 01911/QĐ-UBND ngày 14/08/2023 của UBND tỉnh", []),
    "without-date": (f"{QĐ} 1911/QĐ-UBND của UBND tỉnh", []),
    "another-date": (f"{QĐ} 1911/QĐ-UBND ngày 15/8/2023 của UBND tỉnh", ["REG802"]),
    "another-number": (f"{QĐ} 1917/QĐ-UBND ngày 14/8/2023 của UBND tỉnh", ["REG801"]),
    "another-symbol": ("Kế hoạch số 1911/KH-UBND ngày 18/8/2023 của UBND tỉnh", ["REG801"]),
    "no-level-said": (f"{QĐ} 1917/QĐ-UBND ngày 14/8/2023", ["REG801"]),
    "of-another-year": (f"{QĐ} 1917/QĐ-UBND ngày 14/8/2022 của UBND tỉnh", []),
    "of-another-province": (f"{QĐ} 1917/QĐ-UBND ngày 14/8/2023 của UBND tỉnh Phú Yên", []),
    "of-a-district": (f"{QĐ} 1911/QĐ-UBND ngày 15/8/2023 của UBND huyện Cam Lâm", []),
    "of-a-listed-district": (
        f"{QĐ} 7/QĐ-UBND ngày 09/4/2023 của UBND huyện Diên Khánh",
        ["REG802"],
    ),
    "of-the-centre": (f"{QĐ} 468/QĐ-TTg ngày 27/3/2021 của Thủ tướng Chính phủ", []),
    "of-another-department": ("Công văn số 1796/SNV-VP ngày 20/4/2023 của Sở Nội vụ", []),
    "behind-the-list's-end": (f"{QĐ} 2600/QĐ-UBND ngày 01/11/2023 của UBND tỉnh", []),
    "before-the-list's-start": (f"{QĐ} 05/QĐ-UBND ngày 05/01/2023 của UBND tỉnh", []),
    "late-number-early-date": (f"{QĐ} 2600/QĐ-UBND ngày 01/9/2023 của UBND tỉnh", ["REG801"]),
    "letter-right": ("Công văn số 1795/STC-VP ngày 20/4/2023 của Sở Tài chính", []),
    "letter-without-unit": ("Công văn số 1795/STC ngày 20/4/2023 của Sở Tài chính", []),
    "letter-of-another-day": ("Công văn số 1795/STC ngày 21/4/2023 của Sở Tài chính", ["REG802"]),
    "letter-not-there": ("Công văn số 1975/STC-VP ngày 20/4/2023 của Sở Tài chính", ["REG801"]),
    "party": ("Nghị quyết số 30-NQ/TU ngày 02/02/2023 của Tỉnh ủy", ["REG802"]),
    "blank-number": (f"{QĐ} …/QĐ-UBND ngày 14/8/2023 của UBND tỉnh", []),
    "another-title": (
        f"{QĐ} 1911/QĐ-UBND ngày 14/8/2023 của UBND tỉnh về việc giao chỉ tiêu đào tạo nghề",
        ["REG803"],
    ),
    "title-in-other-words": (
        f"{QĐ} 1911/QĐ-UBND ngày 14/8/2023 của UBND tỉnh về việc công bố Danh mục TTHC đất đai",
        [],
    ),
    "title-too-short-to-tell": (
        f"{QĐ} 1911/QĐ-UBND ngày 14/8/2023 của UBND tỉnh về kế hoạch năm",
        [],
    ),
}


@pytest.mark.parametrize("case", VERDICTS)
def test_a_citation_is_judged_only_where_the_register_covers_it(case: str, tmp_path: Path) -> None:
    citation, rules = VERDICTS[case]
    db = made(REGISTER + REPORT.format(citation=citation), tmp_path)
    assert [code for code, _ in found(db)] == rules


NEAREST = {
    "a-slip-of-the-same-day": ("1917/QĐ-UBND ngày 14/8/2023", "1911/QĐ-UBND ngày 14/8/2023"),
    "digits-swapped": ("5200/QĐ-UBND ngày 20/10/2023", "2500/QĐ-UBND ngày 20/10/2023"),
    "the-same-number-and-day-under-another-symbol": (
        "1950/QĐ-UBND ngày 18/8/2023",
        "1950/KH-UBND ngày 18/8/2023",
    ),
    "nothing-near": ("999/QĐ-UBND ngày 02/5/2023", None),
}


@pytest.mark.parametrize("case", NEAREST)
def test_the_likeliest_entry_is_suggested_first(case: str, tmp_path: Path) -> None:
    citation, first = NEAREST[case]
    text = REGISTER + REPORT.format(citation=f"{QĐ} {citation} của UBND tỉnh")
    with open_store(made(text, tmp_path)) as store:
        rows = store.rows("SELECT suggestion, evidence FROM findings WHERE rule = 'REG801'")
    ((suggestion, evidence),) = rows
    if first is None:
        assert suggestion is None
    else:
        assert suggestion.startswith(first)
        assert [e["where"].split(",")[0] for e in json.loads(evidence)][:2] == [
            "bao-cao.txt",
            "so.csv",
        ]


def test_a_register_without_issuer_is_the_reporting_province_s(tmp_path: Path) -> None:
    register = "==== so.csv\nSố ký hiệu,Ngày ban hành\n1911/QĐ-UBND,14/8/2023\n"
    citations = (
        f"{QĐ} 1911/QĐ-UBND ngày 15/8/2023 của UBND tỉnh và "
        f"{QĐ} 1911/QĐ-UBND ngày 16/8/2023 của UBND tỉnh Phú Yên"
    )
    db = made(register + REPORT.format(citation=citations), tmp_path)
    assert [code for code, message in found(db) if "15/8/2023" in message] == ["REG802"]
    assert not any("16/8/2023" in message for _, message in found(db, "REG"))


def test_reports_that_come_after_the_register_are_verified(tmp_path: Path) -> None:
    late = REPORT.format(citation=f"{QĐ} 1917/QĐ-UBND ngày 14/8/2023 của UBND tỉnh")
    db = made(REGISTER + REPORT.format(citation="kế hoạch năm"), tmp_path)
    assert found(db) == []
    made(
        late.replace("bao-cao.txt", "khac.txt").replace("năm 2023\n\nThực", "Quý I/2023\n\nThực"),
        tmp_path,
    )
    assert [code for code, _ in found(db)] == ["REG801"]


SUBJECTS = {
    "về việc công bố danh mục, Sở đã niêm yết": "về việc công bố danh mục",
    "về việc sửa đổi, bổ sung\n một số điều": "về việc sửa đổi, bổ sung một số điều",
    "về việc X; UBND tỉnh giao": "về việc X",
}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_ends_where_the_next_clause_begins(subject: str) -> None:
    assert own_subject(subject) == SUBJECTS[subject]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "công bố danh mục TTHC lĩnh vực đất đai",
            "Công bố danh mục thủ tục hành chính đất đai",
            False,
        ),
        (
            "giao chỉ tiêu đào tạo nghề lao động",
            "Công bố danh mục thủ tục hành chính đất đai",
            True,
        ),
        ("về kế hoạch", "Công bố danh mục thủ tục hành chính đất đai", False),
        (None, "Công bố danh mục thủ tục hành chính đất đai", False),
    ],
    ids=["abbreviated", "another", "too-short", "none"],
)
def test_only_clearly_different_titles_are_unlike(
    one: str | None, other: str, expected: bool
) -> None:
    assert unlike(one, other) is expected
