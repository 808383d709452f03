"""Which files are one report, whatever the order they come in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.renditions import assign_roles
from store.roles import Content, DocumentFacts, Role

ATTACHED = "(kèm theo Báo cáo số /BC-STC ngày /2/2023 của Sở Tài chính)"
FORMS = frozenset({("II.06a", None)})


def facts(name: str, day: int = 1, **changes: object) -> DocumentFacts:
    suffix = name.rpartition(".")[2]
    made = DocumentFacts(
        doc_id=name,
        file_name=name,
        media_type={"txt": "text"}.get(suffix, suffix),
        agency_id="stc-kh",
        agency_name="Sở Tài chính",
        parent_name="UBND tỉnh Khánh Hòa",
        kind="BC",
        symbol="BC-STC",
        title="Công tác kiểm soát thủ tục hành chính năm 2023",
        period_kind="year",
        period_from=date(2022, 12, 15),
        period_to=date(2023, 12, 14),
        content_key="same",
        modified_at=datetime(2024, 1, day),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def workbook(name: str = "b.xlsx", day: int = 1, **changes: object) -> DocumentFacts:
    bare = {"kind": None, "symbol": None, "title": None, "attached_to": ATTACHED, "forms": FORMS}
    return facts(name, day, **{**bare, **changes})


def nothing(doc_ids: Sequence[str]) -> Mapping[str, Content]:
    return {doc_id: Content() for doc_id in doc_ids}


def told(*documents: DocumentFacts, **figures: dict[str, int]) -> dict[str, str]:
    """Return each document's role; `!` marks the current ones; figures are by document and row."""

    def load(doc_ids: Sequence[str]) -> Mapping[str, Content]:
        return {
            doc_id: Content(
                Counter(),
                {
                    ("II.06a", None, 3, row): value
                    for row, value in figures.get(doc_id.partition(".")[0], {}).items()
                },
            )
            for doc_id in doc_ids
        }

    roles = assign_roles(documents, load)
    return {name: role.role + "!" * role.is_current for name, role in roles.items()}


CASES = {
    "word-and-pdf": (
        [facts("a.docx"), facts("a.pdf")],
        {"a.docx": "report!", "a.pdf": "rendition"},
    ),
    "word-pdf-and-text": (
        [facts("a.docx"), facts("a.pdf"), facts("a.txt")],
        {"a.docx": "report!", "a.pdf": "rendition", "a.txt": "rendition"},
    ),
    "scan-beside-digital-pdf": (
        [facts("a.pdf", text_source="ocr"), facts("b.pdf", content_key="other")],
        {"a.pdf": "rendition", "b.pdf": "report!"},
    ),
    "title-broken-and-accented-otherwise": (
        [facts("a.docx"), facts("a.pdf", title="CÔNG TÁC KIỂM SOÁT  THỦ TỤC\nHÀNH CHÍNH năm 2023")],
        {"a.docx": "report!", "a.pdf": "rendition"},
    ),
    "saved-again-with-the-same-content": (
        [facts("a.docx", 1), facts("b.docx", 2)],
        {"a.docx": "rendition", "b.docx": "report!"},
    ),
    "another-department": (
        [facts("a.docx"), facts("b.docx", agency_id="snv-kh", agency_name="Sở Nội vụ")],
        {"a.docx": "report!", "b.docx": "report!"},
    ),
    "another-province-same-name": (
        [
            facts("a.docx", agency_id=None),
            facts("b.pdf", agency_id=None, parent_name="UBND tỉnh Lâm Đồng"),
        ],
        {"a.docx": "report!", "b.pdf": "report!"},
    ),
    "another-period": (
        [facts("a.docx"), facts("b.pdf", period_to=date(2024, 12, 14))],
        {"a.docx": "report!", "b.pdf": "report!"},
    ),
    "another-title": (
        [facts("a.docx"), facts("b.pdf", title="Cải cách hành chính năm 2023")],
        {"a.docx": "report!", "b.pdf": "report!"},
    ),
    "no-period-and-two-numbers": (
        [
            facts("a.pdf", period_kind=None, period_from=None, period_to=None, number="7"),
            facts("b.docx", period_kind=None, period_from=None, period_to=None, number="8"),
        ],
        {"a.pdf": "report!", "b.docx": "report!"},
    ),
    "same-number-and-date-without-title": (
        [
            facts("a.docx", number="7", issued_on=date(2023, 12, 20), title=None),
            facts("a.pdf", number="7", issued_on=date(2023, 12, 20)),
        ],
        {"a.docx": "report!", "a.pdf": "rendition"},
    ),
    "corrected-word-file": (
        [facts("a.docx", 1), facts("b.docx", 2, content_key="corrected")],
        {"a.docx": "superseded", "b.docx": "report!"},
    ),
    "corrected-by-its-printed-date-though-the-file-is-older": (
        [
            facts("a.docx", 9, issued_on=date(2023, 12, 20)),
            facts("b.docx", 1, issued_on=date(2023, 12, 28), content_key="corrected"),
        ],
        {"a.docx": "superseded", "b.docx": "report!"},
    ),
    "corrected-on-the-same-day-under-a-higher-number": (
        [
            facts("a.docx", 9, issued_on=date(2023, 12, 20), number="98"),
            facts("b.docx", 1, issued_on=date(2023, 12, 20), number="102", content_key="new"),
        ],
        {"a.docx": "superseded", "b.docx": "report!"},
    ),
    "draft-without-a-date-saved-last": (
        [
            facts("a.docx", 9, content_key="draft"),
            facts("b.docx", 1, issued_on=date(2023, 12, 20)),
        ],
        {"a.docx": "superseded", "b.docx": "report!"},
    ),
    "three-states-by-their-dates": (
        [
            facts("a.docx", 3, issued_on=date(2023, 12, 20)),
            facts("b.docx", 2, issued_on=date(2023, 12, 22), content_key="second"),
            facts("c.docx", 1, issued_on=date(2023, 12, 28), content_key="third"),
        ],
        {"a.docx": "superseded", "b.docx": "superseded", "c.docx": "report!"},
    ),
    "old-state-saved-again": (
        [
            facts("a.docx", 1),
            facts("b.docx", 2, content_key="corrected"),
            facts("c.docx", 3),
        ],
        {"a.docx": "superseded", "b.docx": "report!", "c.docx": "superseded"},
    ),
    "workbook-of-a-report": (
        [facts("a.docx"), workbook()],
        {"a.docx": "report!", "b.xlsx": "attachment!"},
    ),
    "workbook-whose-report-is-not-here": ([workbook()], {"b.xlsx": "attachment!"}),
    "workbook-of-another-period": (
        [facts("a.docx"), workbook(period_to=date(2024, 12, 14))],
        {"a.docx": "report!", "b.xlsx": "attachment!"},
    ),
    "two-states-of-a-workbook": (
        [facts("a.docx"), workbook("b.xlsx", 1), workbook("c.xlsx", 2, content_key="corrected")],
        {"a.docx": "report!", "b.xlsx": "superseded", "c.xlsx": "attachment!"},
    ),
    "unreadable": (
        [facts("a.docx"), facts("a.pdf", status="failed")],
        {"a.docx": "report!", "a.pdf": "report!"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_roles(case: str) -> None:
    documents, expected = CASES[case]
    for order in permutations(documents):
        assert told(*order) == expected


def test_a_whole_number_that_differs_makes_another_format_a_correction() -> None:
    documents = [facts("a.docx", 1), facts("b.pdf", 2)]
    assert told(*documents, a={"Giá": 17}, b={"Giá": 25}) == {
        "a.docx": "superseded",
        "b.pdf": "report!",
    }


def test_a_pdf_goes_with_the_version_it_agrees_with() -> None:
    documents = [facts("a.docx", 1), facts("b.docx", 2, content_key="new"), facts("c.pdf", 3)]
    found = told(*documents, a={"Giá": 17}, b={"Giá": 25}, c={"Giá": 17})
    assert found == {"a.docx": "superseded", "b.docx": "report!", "c.pdf": "superseded"}


def test_a_version_names_its_neighbours() -> None:
    first, second, third = (facts(f"{n}.docx", n, content_key=str(n)) for n in (1, 2, 3))
    roles = assign_roles([third, first, second], nothing)
    assert [(r.supersedes, r.superseded_by) for _, r in sorted(roles.items())] == [
        (None, "2.docx"),
        ("1.docx", "3.docx"),
        ("2.docx", None),
    ]
    assert {role.report_id for role in roles.values()} == {"1.docx"}


def test_a_workbook_knows_its_report() -> None:
    roles = assign_roles([workbook(), facts("a.pdf"), facts("a.docx")], nothing)
    assert roles["b.xlsx"] == Role("b.xlsx", "a.docx", "attachment", True, 1, "a.docx")


def test_a_workbook_that_two_reports_could_own_is_left_alone() -> None:
    other = facts("c.docx", title="Cải cách hành chính năm 2023")
    assert assign_roles([workbook(), facts("a.docx"), other], nothing)["b.xlsx"] == Role(
        "b.xlsx", "b.xlsx", "attachment"
    )


def test_a_workbook_goes_with_the_report_that_holds_its_forms() -> None:
    other = facts("c.docx", title="Cải cách hành chính năm 2023")
    roles = assign_roles([workbook(), facts("a.docx", forms=FORMS), other], nothing)
    assert roles["b.xlsx"].attached_to_doc == "a.docx"


def test_a_number_in_the_workbook_decides() -> None:
    numbered = workbook(attached_to="(Kèm theo Báo cáo số 12/BC-STC của Sở Tài chính)")
    reports = [
        facts("a.docx", number="11", title="Một"),
        facts("b.docx", number="12", title="Hai"),
    ]
    assert assign_roles([numbered, *reports], nothing)["b.xlsx"].attached_to_doc == "b.docx"


POOL = [
    facts("a.docx", 1),
    facts("a.pdf", 2),
    facts("b.docx", 3, content_key="new"),
    facts("b.pdf", 3, content_key="newer", number="9"),
    facts("c.txt", 4, parent_name=None),
    facts("d.docx", 4, parent_name="UBND tỉnh Lâm Đồng"),
    workbook("e.xlsx"),
    workbook("f.xlsx", 2, content_key="new"),
]


@given(st.permutations(POOL), st.integers(1, len(POOL)))
def test_roles_do_not_depend_on_the_order(order: list[DocumentFacts], count: int) -> None:
    some = order[:count]
    assert assign_roles(some, nothing) == assign_roles(sorted(some, key=str), nothing)


@given(st.sets(st.sampled_from(POOL), min_size=1))
def test_each_report_has_one_current_document(documents: set[DocumentFacts]) -> None:
    roles = assign_roles(documents, nothing).values()
    current = Counter(r.report_id for r in roles if r.is_current and r.precedence == 0)
    assert set(current.values()) == {1}
    assert {r.report_id for r in roles} == set(current)


@given(st.sets(st.sampled_from(POOL), min_size=1))
def test_versions_are_a_line_from_the_first_to_the_current(documents: set[DocumentFacts]) -> None:
    roles = assign_roles(documents, nothing)
    for role in roles.values():
        if role.superseded_by is not None:
            later = roles[role.superseded_by]
            assert (later.version, later.rendition) == (role.version + 1, 0)
            assert roles[str(later.supersedes)].version == role.version
    lines: dict[tuple[str, int], set[int]] = {}
    for role in roles.values():
        lines.setdefault((role.report_id, role.precedence), set()).add(role.version)
    assert all(found == set(range(1, len(found) + 1)) for found in lines.values())
