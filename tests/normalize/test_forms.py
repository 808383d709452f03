"""The catalogue of forms examines itself, and forms are told by code or header."""

import tomllib
from datetime import date

import pytest

from normalize.forms import (
    FORMS,
    Form,
    Part,
    candidates,
    canonical_code,
    catalogue,
    draft_form,
    find_form,
    recognize,
)
from normalize.formulas import parse_formula
from tests.grids import FORM_06A, records, table

FULL = [(form, part) for form in catalogue() for part in form.parts if part.columns]
NAMES = [f"{form.code} {part.name or ''}".strip() for form, part in FULL]


def test_files_are_named_after_their_code() -> None:
    stems = {path.stem for path in FORMS.glob("*.toml")}
    assert stems == {form.code.lower().replace(".", "_") for form in catalogue()}


def test_the_codes_of_the_circular_are_there() -> None:
    expected = (
        "II.01 II.02a II.02b II.03a II.03b II.04a II.04b II.05a II.05b II.06a II.06b II.06c II.06d"
        " II.06e II.06f II.06g II.07a II.07b II.08"
    )
    assert [form.code for form in catalogue()] == expected.split()


@pytest.mark.parametrize(("form", "part"), FULL, ids=NAMES)
def test_columns_are_numbered_and_named_apart(form: Form, part: Part) -> None:
    assert [c.number for c in part.columns] == list(range(1, len(part.columns) + 1))
    assert len({c.indicator for c in part.columns}) == len(part.columns)
    assert [c.kind for c in part.columns[:2]] == ["row_number", "label"]


@pytest.mark.parametrize(("form", "part"), FULL, ids=NAMES)
def test_formulas_name_counting_columns(form: Form, part: Part) -> None:
    counting = {c.number for c in part.columns if c.kind == "count"}
    for text in (*part.formulas, *part.balances, *part.limits):
        formula = parse_formula(text)
        assert formula is not None, text
        assert {formula.target, *formula.columns} <= counting, text
    for ratio in part.ratios:
        base = form.part(ratio.base_part) if ratio.base_part else part
        column = part.column(ratio.column)
        assert base is not None and column is not None and column.kind == "percent"
        bases = base.column(ratio.base)
        assert bases is not None and bases.level == column.level


@pytest.mark.parametrize(
    ("form", "part"),
    [pair for pair in FULL if pair[0].by_header],
    ids=[name for name, pair in zip(NAMES, FULL, strict=True) if pair[0].by_header],
)
def test_a_form_is_told_by_its_own_header(form: Form, part: Part) -> None:
    found = recognize([c.path for c in part.columns])
    assert found is not None
    assert (found.form.code, found.part.name) == (form.code, part.name)
    assert found.numbers == tuple(c.number for c in part.columns)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Biểu số II.06a/VPCP/KSTT", "II.06a"),
        ("Biểu mẫu số II.07b", "II.07b"),
        ("Biểu số II.6A", "II.06a"),
        ("Biểu số ii.08/vpcp/kstt", "II.08"),
        ("Biểu số II. 03b /VPCP/KSTT", "II.03b"),
        ("Biểu số I.01/ABC", "I.01"),
        ("Phụ lục II", None),
        (None, None),
    ],
)
def test_canonical_codes(text: str | None, code: str | None) -> None:
    assert canonical_code(text) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Biểu số II.06a/VPCP/KSTT", ["II.06a"]),
        ("Biểu số II.07", ["II.07a", "II.07b"]),
        ("Biểu số 06/VPCP/KSTT", ["II.06a"]),
        ("Biểu số 06b/VPCP/KSTT", ["II.06b"]),
        ("Biểu số II.19", []),
        ("Phụ lục", []),
    ],
)
def test_what_a_short_code_may_mean(text: str, codes: list[str]) -> None:
    assert [form.code for form in candidates(text)] == codes


@pytest.mark.parametrize(
    "paths",
    [
        pytest.param([["TT"], ["Nhiệm vụ"], ["Thời hạn"], ["Kết quả"]], id="task list"),
        pytest.param([["TT"], ["Tên"], ["Tổng số"], ["Tổng số"], ["Tổng số"]], id="bare totals"),
        pytest.param(
            [["TT"], ["Thủ tục hành chính"], ["Mã số TTHC"], ["Lĩnh vực"], ["Ghi chú"]], id="annex"
        ),
    ],
)
def test_other_tables_are_no_form(paths: list[list[str]]) -> None:
    assert recognize(paths) is None


def test_a_header_without_its_groups_is_still_the_form() -> None:
    leaves = "|".join(
        [
            *("STT", "Lĩnh vực", "Tổng số", "Trực tuyến", "Trực tiếp, dịch vụ bưu chính"),
            *("Từ kỳ trước", "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn", "Tổng số"),
            *("Trong hạn", "Quá hạn"),
        ]
    )
    [record] = records(
        table(leaves + "\n1|Đất đai|5|5|0|0|5|5|0|0|0|0|0\n2|Nhà|0|0|0|0|0|0|0|0|0|0|0")
    )
    assert record.form_code == "II.06a"


def test_renamed_columns_are_still_the_form() -> None:
    text = FORM_06A.replace("Trong hạn", "Đúng hạn").replace("công việc giải quyết theo cấp", "cấp")
    [record] = records(table(text + "1|Đất đai|5|5|0|0|5|5|0|0|0|0|0"))
    assert record.form_code == "II.06a"


def test_the_version_valid_on_a_day() -> None:
    form = find_form("II.06a", date(2023, 12, 14))
    assert form is not None and form.version == "TT01-2020"
    assert find_form("II.99") is None


def test_columns_of_the_districts_end_with_them() -> None:
    columns = [c for form, part in FULL for c in part.columns if c.level == "district"]
    assert len(columns) == 5
    assert all(c.counts_on(date(2025, 6, 14)) and c.counts_on(None) for c in columns)
    assert not any(c.counts_on(date(2025, 12, 14)) for c in columns)


def test_a_draft_is_a_catalogue_entry() -> None:
    [record] = records(
        "Biểu số II.19/VPCP/KSTT",
        'KẾT QUẢ "MỚI"',
        table("TT|Lĩnh vực|Tổng số|Đạt|Tỷ lệ\n(1)|(2)|(3)=(4)|(4)|(5)\n1|Đất đai|5|5|100%"),
    )
    form = Form.model_validate(tomllib.loads(draft_form(record)))
    assert (form.code, form.title) == ("II.19", 'KẾT QUẢ "MỚI"')
    assert [(c.number, c.kind) for c in form.parts[0].columns] == [
        (1, "row_number"),
        (2, "label"),
        (3, "count"),
        (4, "count"),
        (5, "percent"),
    ]
    assert form.parts[0].formulas == ("(3)=(4)",)
