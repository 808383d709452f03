"""What several files say against each other: each rule's examples, dates, order, reviews."""

import json
from itertools import permutations
from pathlib import Path

import pytest

from normalize.catalogue import Rule, rules
from store.database import Store, open_store
from store.ingest import ingest
from store.reviews import review
from tests.store.comparing import OPTIONS, found, made, unpack
from tests.store.filling import dump

COMPARING = [rule for rule in rules().values() if rule.compares]
DEPARTMENTS = {"STC": "TÀI CHÍNH", "SNV": "NỘI VỤ", "SYT": "Y TẾ", "SCT": "CÔNG THƯƠNG"}
REPORT = """==== {name}
UBND TỈNH {province}
SỞ {department}
Số: 51/BC-{symbol}

{place}, ngày 20 tháng 12 năm 2023

BÁO CÁO
Công tác kiểm soát thủ tục hành chính năm 2023

Thực hiện {citation}, Sở báo cáo như sau.
"""


@pytest.mark.parametrize("rule", COMPARING, ids=lambda r: r.code)
def test_the_example_fires(rule: Rule, tmp_path: Path) -> None:
    assert rule.code in {code for code, _ in found(made(rule.example, tmp_path))}


@pytest.mark.parametrize("rule", COMPARING, ids=lambda r: r.code)
def test_the_counter_example_is_silent(rule: Rule, tmp_path: Path) -> None:
    assert found(made(rule.counter_example, tmp_path)) == []


def reports(*cited: tuple[str, str], province: str = "Khánh Hòa") -> str:
    """Return one report a pair of department and citation, named after the department."""
    return "".join(
        REPORT.format(
            name=f"{symbol}-{province}.txt",
            province=province.upper(),
            department=DEPARTMENTS[symbol],
            symbol=symbol,
            place=province,
            citation=citation,
        )
        for symbol, citation in cited
    )


def cite(day: str, rest: str = "của UBND tỉnh", number: str = "2164/QĐ-UBND") -> str:
    return f"Quyết định số {number} ngày {day} {rest}".rstrip()


SUBJECT = "của UBND tỉnh về việc công bố danh mục thủ tục hành chính lĩnh vực đất đai"
DATES: dict[str, tuple[str, list[str]]] = {
    "all-agree": (reports(("STC", cite("14/9/2023")), ("SNV", cite("14/09/2023"))), []),
    "one-against-two": (
        reports(("STC", cite("14/9/2023")), ("SNV", cite("15/9/2023")), ("SYT", cite("15/9/2023"))),
        ["STC"],
    ),
    "one-against-one": (
        reports(("STC", cite("14/9/2023")), ("SNV", cite("15/9/2023"))),
        ["SNV", "STC"],
    ),
    "two-against-two": (
        reports(
            ("STC", cite("14/9/2023")),
            ("SNV", cite("15/9/2023")),
            ("SYT", cite("15/9/2023")),
            ("SCT", cite("14/9/2023")),
        ),
        ["SCT", "SNV", "STC", "SYT"],
    ),
    "issuer-not-said": (
        reports(
            ("STC", cite("14/9/2023", "")), ("SNV", cite("15/9/2023")), ("SYT", cite("15/9/2023"))
        ),
        ["STC"],
    ),
    "of-the-centre": (
        reports(
            ("STC", cite("14/9/2023", "của Thủ tướng Chính phủ", "468/QĐ-TTg")),
            ("SNV", cite("15/9/2023", "của Thủ tướng Chính phủ", "468/QĐ-TTg")),
        ),
        ["SNV", "STC"],
    ),
    "two-districts": (
        reports(
            ("STC", cite("14/9/2023", "của UBND huyện Cam Lâm")),
            ("SNV", cite("15/9/2023", "của UBND huyện Diên Khánh")),
        ),
        [],
    ),
    "one-district": (
        reports(
            ("STC", cite("14/9/2023", "của UBND huyện Cam Lâm")),
            ("SNV", cite("15/9/2023", "của UBND huyện Cam Lâm")),
        ),
        ["SNV", "STC"],
    ),
    "a-district-and-the-province": (
        reports(("STC", cite("14/9/2023", "của UBND huyện Cam Lâm")), ("SNV", cite("15/9/2023"))),
        [],
    ),
    "two-provinces": (
        reports(("STC", cite("14/9/2023")))
        + reports(("SNV", cite("15/9/2023")), province="Phú Yên"),
        [],
    ),
    "two-years-two-documents": (
        reports(("STC", cite("14/9/2022")), ("SNV", cite("20/9/2023"))),
        [],
    ),
    "two-years-one-day-other-subjects": (
        reports(("STC", cite("14/9/2022")), ("SNV", cite("14/9/2023", SUBJECT))),
        [],
    ),
    "a-slip-of-the-year": (
        reports(
            ("STC", cite("14/9/2022", SUBJECT)),
            ("SNV", cite("14/9/2023", SUBJECT)),
            ("SYT", cite("14/9/2023", SUBJECT)),
        ),
        ["STC"],
    ),
    "a-new-series-in-mid-2025": (
        reports(("STC", cite("14/02/2025")), ("SNV", cite("15/8/2025"))),
        [],
    ),
    "who-contradicts-himself-is-no-witness": (
        reports(
            ("STC", cite("14/9/2023") + " và " + cite("15/9/2023")),
            ("SNV", cite("15/9/2023")),
            ("SYT", cite("15/9/2023")),
        ),
        [],
    ),
    "twice-in-one-report": (
        reports(
            ("STC", cite("14/9/2023") + " và " + cite("14/9/2023")),
            ("SNV", cite("15/9/2023")),
            ("SYT", cite("15/9/2023")),
        ),
        ["STC"],
    ),
}


def dissenters(db: Path) -> list[str]:
    with open_store(db) as store:
        rows = store.rows(
            "SELECT d.symbol FROM findings f JOIN documents d USING (doc_id) "
            "WHERE f.rule = 'SEQ201' AND f.origin = 'store' ORDER BY 1"
        )
    return [symbol.removeprefix("BC-") for (symbol,) in rows]


@pytest.mark.parametrize("case", DATES)
def test_departments_that_date_a_decision_otherwise(case: str, tmp_path: Path) -> None:
    text, expected = DATES[case]
    assert dissenters(made(text, tmp_path)) == expected


MAJORITY = DATES["one-against-two"][0]


def test_a_dissenter_is_shown_the_majority(tmp_path: Path) -> None:
    with open_store(made(MAJORITY, tmp_path)) as store:
        ((message, suggestion, evidence, mention, formed),) = store.rows(
            "SELECT f.message, f.suggestion, f.evidence, m.raw_text, m.well_formed "
            "FROM findings f JOIN mentions m USING (mention_id) WHERE f.rule = 'SEQ201'"
        )
    assert "15/9/2023 (×2), 14/9/2023 (×1)" in message
    assert suggestion == "Quyết định số 2164/QĐ-UBND ngày 15/9/2023"
    assert [e["label"] for e in json.loads(evidence)] == [
        "Sở Tài chính, 2023",
        "Sở Nội vụ, 2023",
        "Sở Y tế, 2023",
    ]
    assert (mention, formed) == ("Quyết định số 2164/QĐ-UBND ngày 14/9/2023", False)


def contents(db: Path) -> dict[str, list[str]]:
    with open_store(db) as store:
        return {k: v for k, v in dump(store).items() if k not in ("files", "documents")}


def test_the_order_of_arrival_changes_nothing(tmp_path: Path) -> None:
    outcomes = []
    for number, order in enumerate(permutations(["STC", "SNV", "SYT"])):
        folder = tmp_path / str(number)
        files = unpack(MAJORITY, folder / "in")
        for symbol in order:
            ingest([files[f"{symbol}-Khánh Hòa.txt"]], folder / "a.duckdb", jobs=1, options=OPTIONS)
        outcomes.append(contents(folder / "a.duckdb"))
    assert all(outcome == outcomes[0] for outcome in outcomes[1:])
    assert len(outcomes[0]["document_findings"]) == 1


def told(store: Store) -> list[tuple[str, str]]:
    return store.rows(
        "SELECT d.symbol, f.status FROM findings f JOIN documents d USING (doc_id) "
        "WHERE f.rule = 'SEQ201' ORDER BY ALL"
    )


def test_a_review_holds_when_another_report_joins_in(tmp_path: Path) -> None:
    db = made(DATES["one-against-one"][0], tmp_path)
    with open_store(db, read_only=False) as store:
        found_id = store.row(
            "SELECT finding_id FROM findings JOIN documents USING (doc_id) WHERE symbol = 'BC-STC'"
        )
        assert found_id is not None
        review(store, found_id[0], "dismissed", "an", "bản gốc ghi 14/9")
    made(reports(("SYT", cite("15/9/2023"))), tmp_path)
    with open_store(db) as store:
        assert told(store) == [("BC-STC", "dismissed")]


def test_a_corrected_report_ends_the_dispute(tmp_path: Path) -> None:
    db = made(MAJORITY, tmp_path)
    assert dissenters(db) == ["STC"]
    made(reports(("STC", cite("15/9/2023"))).replace("STC-", "sua-"), tmp_path)
    assert dissenters(db) == []
    with open_store(db) as store:
        assert store.rows("SELECT DISTINCT well_formed FROM mentions") == [(True,)]
