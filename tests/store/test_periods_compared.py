"""Forms of one unit across periods: what is carried over, years and their quarters, mergers."""

from datetime import date
from pathlib import Path

import pytest

from store.database import open_store
from store.lineage import Ancestry, ancestry
from tests.store.comparing import found, made

REPORT = """==== {name}.txt
UBND TỈNH KHÁNH HÒA
{department}
Số: {number}/BC-{symbol}

Khánh Hòa, ngày {issued}

BÁO CÁO
Công tác kiểm soát thủ tục hành chính {period}

Biểu số II.06a/VPCP/KSTT

STT\tLĩnh vực\tTrực tuyến\tTừ kỳ trước\tĐã giải quyết\tĐang giải quyết
(1)\t(2)\t(4)\t(6)\t(7)\t(11)
{rows}"""
PERIODS = {
    "2022": ("năm 2022", "20 tháng 12 năm 2022"),
    "2023Q1": ("Quý I năm 2023", "20 tháng 3 năm 2023"),
    "2023Q2": ("Quý II năm 2023", "20 tháng 6 năm 2023"),
    "2023Q3": ("Quý III năm 2023", "20 tháng 9 năm 2023"),
    "2023Q4": ("Quý IV năm 2023", "20 tháng 12 năm 2023"),
    "2023": ("năm 2023", "22 tháng 12 năm 2023"),
    "2023H1": ("6 tháng đầu năm 2023", "21 tháng 6 năm 2023"),
    "2023H2": ("6 tháng cuối năm 2023", "21 tháng 12 năm 2023"),
    "2023N9": ("9 tháng đầu năm 2023", "21 tháng 9 năm 2023"),
    "2023-calendar": ("năm 2023 (từ 01/01/2023 đến 31/12/2023)", "22 tháng 12 năm 2023"),
    "2024Q4": ("Quý IV năm 2024", "20 tháng 12 năm 2024"),
    "2025Q3": ("Quý III năm 2025", "20 tháng 9 năm 2025"),
    "2025Q4": ("Quý IV năm 2025", "20 tháng 12 năm 2025"),
    "2025": ("năm 2025", "22 tháng 12 năm 2025"),
    "2025Q1": ("Quý I năm 2025", "20 tháng 3 năm 2025"),
    "2025Q2": ("Quý II năm 2025", "20 tháng 6 năm 2025"),
}
UNITS = {
    "STC": "SỞ TÀI CHÍNH",
    "SKHĐT": "SỞ KẾ HOẠCH VÀ ĐẦU TƯ",
    "SNV": "SỞ NỘI VỤ",
    "SNNPTNT": "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN",
    "STNMT": "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG",
    "SNNMT": "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
    "SLĐTBXH": "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
}
Rows = dict[str, tuple[object, object, object, object]]  # online, carried over, resolved, pending


def report(period: str, rows: Rows, unit: str = "STC", number: int = 7, suffix: str = "") -> str:
    text, issued = PERIODS[period]
    lines = [
        "\t".join(["" if label == "Tổng cộng" else str(place), label, *map(str, values)]) + "\n"
        for place, (label, values) in enumerate(rows.items(), 1)
    ]
    return REPORT.format(
        name=f"{unit}-{period}{suffix}",
        department=UNITS[unit],
        symbol=unit,
        number=number,
        issued=issued,
        period=text,
        rows="".join(lines),
    )


def total(*values: object) -> Rows:
    online, carried, resolved, pending = values
    return {"Tổng cộng": (online, carried, resolved, pending)}


Q1 = report("2023Q1", {"Giá": (70, 5, 60, 15), "Tổng cộng": (70, 5, 60, 15)})
OPENINGS = {
    "equal": (Q1 + report("2023Q2", total(10, 15, 20, 5)), []),
    "other-total": (Q1 + report("2023Q2", total(10, 14, 20, 4)), ["Tổng cộng"]),
    "other-row": (
        Q1 + report("2023Q2", {"Giá": (10, 14, 20, 4), "Tổng cộng": (10, 15, 20, 4)}),
        ["Giá"],
    ),
    "row-unknown-before": (Q1 + report("2023Q2", {"Công sản": (10, 3, 20, 4)}), []),
    "row-that-stands-twice": (
        Q1 + report("2023Q2", {"Giá": (10, 14, 20, 4), " Giá": (10, 1, 2, 3)}),
        [],
    ),
    "a-dash-is-nothing": (Q1 + report("2023Q2", total(10, "-", 20, 4)), ["Tổng cộng"]),
    "a-blank-tells-nothing": (Q1 + report("2023Q2", total(10, "", 20, 4)), []),
    "dash-after-dash": (
        report("2023Q1", total(3, "-", 3, "-")) + report("2023Q2", total(10, 0, 20, 4)),
        [],
    ),
    "no-report-before": (Q1 + report("2023Q3", total(10, 14, 20, 4)), []),
    "another-unit-before": (
        Q1.replace("SỞ TÀI CHÍNH", "SỞ Y TẾ").replace("STC", "SYT")
        + report("2023Q2", total(10, 14, 20, 4)),
        [],
    ),
    "amended-before": (
        Q1
        + report("2023Q1", total(70, 5, 61, 14), suffix="-sua", number=8)
        + report("2023Q2", total(10, 15, 20, 4)),
        [],
    ),
    "year-after-year": (
        report("2022", total(70, 5, 60, 15)) + report("2023", total(10, 14, 20, 4)),
        ["Tổng cộng"],
    ),
    "first-quarter-after-the-year": (
        report("2022", total(70, 5, 60, 15)) + report("2023Q1", total(10, 15, 20, 5)),
        [],
    ),
    "calendar-year-after-closing-day-year": (
        report("2022", total(70, 5, 60, 15)) + report("2023-calendar", total(10, 14, 20, 4)),
        [],
    ),
}


def rows_of(db: Path, rule: str) -> list[str]:
    return [message.partition("“")[2].partition("”")[0] for _, message in found(db, rule)]


@pytest.mark.parametrize("case", OPENINGS)
def test_what_is_carried_over_is_what_was_left(case: str, tmp_path: Path) -> None:
    text, rows = OPENINGS[case]
    assert rows_of(made(text, tmp_path), "XRF405") == rows


def test_a_contradiction_stands_on_its_cell_with_both_periods(tmp_path: Path) -> None:
    with open_store(made(OPENINGS["other-total"][0], tmp_path)) as store:
        ((file, message, labels, on_table),) = store.rows(
            "SELECT d.file_name, f.message, f.evidence ->> '$[*].label', f.table_id IS NOT NULL "
            "FROM findings f JOIN documents d USING (doc_id) WHERE rule = 'XRF405'"
        )
    assert file == "STC-2023Q2.txt"
    assert "cột (6) chuyển từ kỳ trước 14" in message
    assert "cột (11) là 15" in message
    assert labels == [
        "Sở Tài chính, 15/03/2023–14/06/2023",
        "Sở Tài chính, 15/12/2022–14/03/2023",
    ]
    assert on_table


def quarters(**changed: Rows | None) -> str:
    rows: dict[str, Rows | None] = {
        "2023Q1": total(80, 5, 70, 15),
        "2023Q2": total(90, 15, 95, 10),
        "2023Q3": total(60, 10, 70, 0),
        "2023Q4": total(40, 0, 40, 0),
    }
    rows |= {f"2023{quarter}": value for quarter, value in changed.items()}
    return "".join(report(period, row) for period, row in rows.items() if row is not None)


YEAR = report("2023", total(270, 5, 275, 0))
SUMS = {
    "equal": (quarters() + YEAR, []),
    "other": (quarters() + report("2023", total(271, 5, 275, 0)), [("(4)", "271", "270")]),
    "two-columns": (
        quarters() + report("2023", total(271, 5, 270, 0)),
        [("(4)", "271", "270"), ("(7)", "270", "275")],
    ),
    "opening-and-closing-are-not-added": (quarters() + report("2023", total(270, 5, 275, 9)), []),
    "a-quarter-is-missing": (quarters(Q4=None) + report("2023", total(271, 5, 275, 0)), []),
    "a-quarter-is-blank": (
        quarters(Q2=total("", 15, 95, 10)) + report("2023", total(271, 5, 275, 0)),
        [],
    ),
    "a-quarter-was-amended": (
        quarters()
        + report("2023Q2", total(91, 15, 95, 10), suffix="-sua", number=8)
        + report("2023", total(270, 5, 275, 0)),
        [],
    ),
    "half-year": (quarters() + report("2023H1", total(170, 5, 165, 10)), []),
    "half-year-other": (
        quarters() + report("2023H1", total(171, 5, 165, 10)),
        [("(4)", "171", "170")],
    ),
    "nine-months-other": (
        quarters() + report("2023N9", total(230, 5, 234, 10)),
        [("(7)", "234", "235")],
    ),
    "two-halves": (
        report("2023H1", total(170, 5, 165, 10))
        + report("2023H2", total(100, 10, 110, 0))
        + report("2023", total(271, 5, 275, 0)),
        [("(4)", "271", "270")],
    ),
    "half-and-quarters": (
        quarters(Q1=None, Q2=None)
        + report("2023H1", total(170, 5, 165, 10))
        + report("2023", total(271, 5, 275, 0)),
        [("(4)", "271", "270")],
    ),
    "nine-months-and-a-quarter": (
        report("2023N9", total(230, 5, 235, 0))
        + report("2023Q4", total(40, 0, 40, 0))
        + report("2023", total(270, 5, 275, 0)),
        [],
    ),
    "half-a-year-is-no-year": (
        report("2023H1", total(170, 5, 165, 10)) + report("2023", total(271, 5, 275, 0)),
        [],
    ),
    "another-calendar": (quarters() + report("2023-calendar", total(271, 5, 275, 0)), []),
    "another-unit-s-quarters": (quarters() + report("2023", total(1, 5, 2, 0), unit="SNV"), []),
}


@pytest.mark.parametrize("case", SUMS)
def test_a_year_is_the_sum_of_its_quarters(case: str, tmp_path: Path) -> None:
    text, expected = SUMS[case]
    messages = [message for _, message in found(made(text, tmp_path), "XRF406")]
    assert len(messages) == len(expected)
    for message, (column, printed, computed) in zip(messages, expected, strict=True):
        assert f"cột {column}: " in message and f" ghi {printed}, " in message
        assert f"cộng lại được {computed} (" in message


BEFORE = report("2025Q1", total(70, 5, 60, 15)) + report(
    "2025Q1", total(30, 1, 20, 11), unit="SKHĐT"
)
NEW = report("2025Q1", total(70, 5, 60, 15), unit="SNNPTNT") + report(
    "2025Q1", total(30, 1, 20, 11), unit="STNMT"
)
MERGED = {
    "a-new-unit": (NEW + report("2025Q2", total(1, 26, 20, 4), unit="SNNMT"), 0),
    "a-new-unit-with-another-sum": (
        NEW + report("2025Q2", total(1, 25, 20, 4), unit="SNNMT"),
        1,
    ),
    "with-theirs": (BEFORE + report("2025Q2", total(1, 26, 20, 4)), 0),
    "its-own-alone": (BEFORE + report("2025Q2", total(1, 15, 20, 4)), 0),
    "neither": (BEFORE + report("2025Q2", total(1, 20, 20, 4)), 1),
    "theirs-is-missing": (
        report("2025Q1", total(70, 5, 60, 15))
        + report("2024Q4", total(30, 1, 20, 11), unit="SKHĐT")
        + report("2025Q2", total(1, 20, 20, 4)),
        0,
    ),
    "a-part-of-another-unit": (
        report("2025Q1", total(70, 5, 60, 15), unit="SNV")
        + report("2025Q1", total(30, 1, 20, 11), unit="SLĐTBXH")
        + report("2025Q2", total(1, 20, 20, 4), unit="SNV"),
        0,
    ),
}


@pytest.mark.parametrize("case", MERGED)
def test_a_successor_goes_on_from_all_who_were_merged_into_it(case: str, tmp_path: Path) -> None:
    text, count = MERGED[case]
    assert len(found(made(text, tmp_path), "XRF405")) == count


def year_2025(online: int, *missing: str) -> str:
    """Return the quarters of 2025 of a unit and of one merged into it in March, and its year."""
    parts = {
        "STC-Q1": report("2025Q1", total(10, "", "", "")),
        "SKHĐT-Q1": report("2025Q1", total(5, "", "", ""), unit="SKHĐT"),
        "STC-Q2": report("2025Q2", total(20, "", "", "")),
        "STC-Q3": report("2025Q3", total(30, "", "", "")),
        "STC-Q4": report("2025Q4", total(40, "", "", "")),
    }
    kept = [text for name, text in parts.items() if name not in missing]
    year = report("2025", total(online, "", "", ""))
    # The other province's departments, merged in July, would have to be there too.
    return "".join([*kept, year]).replace("KHÁNH HÒA", "NGHỆ AN").replace("Khánh Hòa", "Nghệ An")


MERGED_YEARS = {
    "its-own-alone": (year_2025(100), 0),
    "with-theirs": (year_2025(105), 0),
    "neither": (year_2025(104), 1),
    "theirs-is-missing": (year_2025(104, "SKHĐT-Q1"), 1),
    "its-own-is-missing": (year_2025(104, "STC-Q1"), 0),
}


@pytest.mark.parametrize("case", MERGED_YEARS)
def test_a_successor_s_year_may_hold_what_was_merged_into_it(case: str, tmp_path: Path) -> None:
    text, count = MERGED_YEARS[case]
    assert len(found(made(text, tmp_path), "XRF406")) == count


LINES = {
    "whole": (
        "lam-dong/so-tai-chinh",
        (date(2024, 12, 15), date(2025, 6, 14)),
        Ancestry({"lam-dong/so-ke-hoach-va-dau-tu": date(2025, 3, 1)}),
    ),
    "part": (
        "lam-dong/so-noi-vu",
        (date(2024, 12, 15), date(2025, 6, 14)),
        Ancestry({"lam-dong/so-lao-dong-thuong-binh-va-xa-hoi": date(2025, 3, 1)}, whole=False),
    ),
    "before-it-happened": (
        "lam-dong/so-tai-chinh",
        (date(2024, 6, 15), date(2024, 12, 14)),
        Ancestry(),
    ),
    "provinces-too": (
        "khanh-hoa/so-tu-phap",
        (date(2025, 3, 15), date(2025, 9, 14)),
        Ancestry({"ninh-thuan/so-tu-phap": date(2025, 7, 1)}),
    ),
    "a-new-unit": (
        "lam-dong/so-nong-nghiep-va-moi-truong",
        (date(2024, 12, 15), date(2025, 6, 14)),
        Ancestry(
            {
                "lam-dong/so-nong-nghiep-va-phat-trien-nong-thon": date(2025, 3, 1),
                "lam-dong/so-tai-nguyen-va-moi-truong": date(2025, 3, 1),
            },
            is_new=True,
        ),
    ),
    "no-agency": ("phongnoivu|ubndhuyen", (date(2024, 12, 15), date(2025, 9, 14)), Ancestry()),
}


@pytest.mark.parametrize("case", LINES)
def test_who_was_merged_into_a_unit(case: str) -> None:
    unit, (since, until), expected = LINES[case]
    assert ancestry(unit, since, until) == expected
