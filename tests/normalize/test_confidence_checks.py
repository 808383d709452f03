"""TXT703: numbers that a scan leaves in doubt."""

from __future__ import annotations

import pytest

from normalize.catalogue import rules
from normalize.checks.confidence import LEAST, check
from normalize.schema import CellRecord, Figure, Report, TableRecord
from tests.factories import cite, codes, report

LOW, HIGH = LEAST - 1, LEAST


def table(*cells: CellRecord) -> TableRecord:
    return TableRecord(
        table_id="t", block_id="b", ordinal=0, row_count=2, col_count=2, header_rows=1, cells=cells
    )


def with_tables(base: Report, *tables: TableRecord) -> Report:
    return base.model_copy(update={"tables": tables})


@pytest.mark.parametrize(
    ("text", "confidence", "header", "expected"),
    [
        ("58", LOW, False, ["TXT703"]),
        ("33,33%", LOW, False, ["TXT703"]),
        ("58", HIGH, False, []),
        ("58", None, False, []),
        ("Đăng ký", LOW, False, []),
        ("(3)", LOW, True, []),
        ("(3)=(4)+@)+(6)", LOW, False, ["TXT703"]),
    ],
    ids=["count", "percent", "sure", "printed", "words", "header", "formula"],
)
def test_an_unsure_number_in_a_cell(
    text: str, confidence: float | None, header: bool, expected: list[str]
) -> None:
    cell = CellRecord(row=1, col=1, text=text, is_header=header, confidence=confidence, page=3)
    found = list(check(with_tables(report(), table(cell))))
    assert codes(found) == expected
    if found:
        assert (found[0].page, found[0].table_id) == (3, "t")
        assert text in found[0].message and text in found[0].message_en
        assert (found[0].evidence[0].row, found[0].evidence[0].col) == (1, 1)


@pytest.mark.parametrize(
    ("text", "confidence", "expected"),
    [("q)", LOW, ["TXT703"]), ("(3)=(4)+6)", LOW, ["TXT703"]), ("(3)", HIGH, [])],
    ids=["number", "formula", "sure"],
)
def test_a_column_number_is_told(text: str, confidence: float, expected: list[str]) -> None:
    cell = CellRecord(row=1, col=1, text=text, is_header=True, confidence=confidence)
    numbered = table(cell).model_copy(update={"index_row": 1, "header_rows": 2})
    assert codes(list(check(with_tables(report(), numbered)))) == expected


COUNTED = {
    "numbers": (("1", "2", "3"), []),
    "points": (("1.", "2."), []),
    "parts": (("I", "1", "1.1", "1.2", "2", "II", "1"), []),
    "a digit misread": (("1", "2", "8", "4"), [3]),
    "points lost": (("1", "2", "21", "22", "23", "3"), [3, 4, 5]),
    "a comma behind": (("1", "2,", "3"), [2]),
    "a part misread": (("1", "1.1", "1.7"), [3]),
}


@pytest.mark.parametrize(("texts", "told"), COUNTED.values(), ids=COUNTED)
def test_a_row_number_is_told_unless_it_counts_on(texts: tuple[str, ...], told: list[int]) -> None:
    cells = [
        CellRecord(row=row, col=0, text=text, confidence=LOW) for row, text in enumerate(texts, 1)
    ]
    found = check(with_tables(report(), table(*cells)))
    assert [f.evidence[0].row for f in found] == told


MISCOUNTED = {
    "digit": (("1", "2", "8", "4", "5"), [3]),
    "point lost": (("1", "1.1", "1.2", "2", "21", "2.2", "3"), [5]),
    "first of its part": (("I", "1", "2", "II", "7", "2", "3"), [5]),
    "a mark that none has": (("1", "2", "2.1", "2:2", "3"), [4]),
    "marks in all": (("1:2", "2:1", "3:4", "4:1"), []),
    "years": (("2021", "2022", "2023", "2024", "2025"), []),
    "goes on": (("38", "39", "40", "41"), []),
    "few": (("1", "7", "2"), []),
    "skips": (("1", "3", "5", "7", "9"), []),
}


@pytest.mark.parametrize(("texts", "told"), MISCOUNTED.values(), ids=MISCOUNTED)
@pytest.mark.parametrize("sure", [96.0, None], ids=["scan", "printed"])
def test_a_sure_row_number_that_others_deny_is_told(
    texts: tuple[str, ...], told: list[int], sure: float | None
) -> None:
    cells = [
        CellRecord(row=row, col=0, text=text, confidence=sure) for row, text in enumerate(texts, 1)
    ]
    found = check(with_tables(report(), table(*cells)))
    assert [f.evidence[0].row for f in found] == (told if sure else [])


LOST = {
    "figures without a count": (("9",) * 60, list(range(1, 61))),
    "after many the count begins anew": (
        (*map(str, range(1, 31)), *("90",) * 7, *map(str, range(91, 99))),
        list(range(31, 38)),
    ),
}


@pytest.mark.parametrize(("texts", "told"), LOST.values(), ids=LOST)
def test_a_count_that_is_lost_for_long(texts: tuple[str, ...], told: list[int]) -> None:
    cells = [
        CellRecord(row=row, col=0, text=text, confidence=LOW) for row, text in enumerate(texts, 1)
    ]
    found = check(with_tables(report(), table(*cells)))
    assert [f.evidence[0].row for f in found] == told


def test_an_unsure_citation_is_told_once() -> None:
    mention = cite("5/QĐ-UBND ngày 04/01/2023", confidence=LOW, table_id="t", row=1, col=1)
    cell = CellRecord(row=1, col=1, text=mention.raw_text, confidence=LOW)
    (found,) = check(with_tables(report(mention), table(cell)))
    assert (found.rule, found.mention_id) == ("TXT703", mention.mention_id)


def test_a_sure_citation_is_not() -> None:
    assert list(check(report(cite("5/QĐ-UBND ngày 04/01/2023", confidence=HIGH)))) == []


@pytest.mark.parametrize(("source", "expected"), [("prose", ["TXT703"]), ("form", [])])
def test_an_unsure_figure_of_prose(source: str, expected: list[str]) -> None:
    figure = Figure(figure_id="f", ordinal=0, source=source, raw_text="1510 hồ sơ", confidence=LOW)
    assert codes(check(report().model_copy(update={"figures": (figure,)}))) == expected


def test_the_rule_is_a_warning() -> None:
    assert rules()["TXT703"].level == "warning"


@pytest.mark.parametrize(("confidence", "told"), [(96.0, [2]), (None, [])], ids=["scan", "printed"])
def test_a_column_number_that_does_not_count_is_told(
    confidence: float | None, told: list[int]
) -> None:
    row = [
        CellRecord(row=0, col=n, text=text, is_header=True, confidence=confidence)
        for n, text in enumerate(("(11)", "(12)", "(3)", "(14)"))
    ]
    numbered = table(*row).model_copy(update={"index_row": 0, "col_count": 4})
    found = check(with_tables(report(), numbered))
    assert [f.evidence[0].col for f in found] == told


STRANGERS = {
    "letter": ("t", 96.0, [4]),
    "slash": ("4/6", 96.0, [4]),
    "two-in-one": ("133 55", 96.0, [4]),
    "thousands": ("1 862", 96.0, []),
    "figure": ("7", 96.0, []),
    "dash": ("-", 96.0, []),
    "blank": ("", 96.0, []),
    "words": ("Không phát sinh", 96.0, []),
    "printed": ("t", None, []),
}


@pytest.mark.parametrize(("text", "sure", "told"), STRANGERS.values(), ids=STRANGERS)
def test_a_letter_among_figures_is_told(text: str, sure: float | None, told: list[int]) -> None:
    cells = [
        CellRecord(row=row, col=1, text=each, confidence=sure)
        for row, each in enumerate(("58", "1.204", "3", text), 1)
    ]
    found = check(with_tables(report(), table(*cells)))
    assert [f.evidence[0].row for f in found] == told


FULL = (("1", "58", "0", "-"), ("2", "7", "12", "3"), ("3", "6", "5", "4"), ("4", "9", "8", "7"))
EMPTIED = {
    "one of a filled row": ((*FULL[:3], ("4", "9", "", "7")), "II.06a", 96.0, [(4, 2)]),
    "of no form": ((*FULL[:3], ("4", "9", "", "7")), None, 96.0, []),
    "printed": ((*FULL[:3], ("4", "9", "", "7")), "II.06a", None, []),
    "a row that is not filled": ((*FULL[:3], ("4", "", "", "")), "II.06a", 96.0, []),
    "a column that is not filled": (
        tuple((a, b, c, d if row == 0 else "") for row, (a, b, c, d) in enumerate(FULL)),
        "II.06a",
        96.0,
        [],
    ),
    "a blank row number": ((*FULL[:3], ("", "9", "8", "7")), "II.06a", 96.0, []),
}


@pytest.mark.parametrize(("rows", "form", "sure", "told"), EMPTIED.values(), ids=EMPTIED)
def test_a_blank_among_filled_cells_of_a_form_is_told(
    rows: tuple[tuple[str, ...], ...],
    form: str | None,
    sure: float | None,
    told: list[tuple[int, int]],
) -> None:
    cells = [
        CellRecord(row=row, col=col, text=text, confidence=sure if text else None)
        for row, texts in enumerate(rows, 1)
        for col, text in enumerate(texts)
    ]
    found = list(check(with_tables(report(), table(*cells).model_copy(update={"form_code": form}))))
    assert [(f.evidence[0].row, f.evidence[0].col) for f in found] == told
    assert all("ô trống" in f.message for f in found)
