"""A citation of a body outside its time: told when the token stands for one body, silent else."""

from datetime import timedelta

import pytest

from extract.options import ReadOptions
from normalize.citing import knowledge
from normalize.vocabulary import issuer_of
from store.task import process

RIGHT = (
    "Công văn số 12/SKHĐT-VP ngày 05/9/2024",
    "Công văn số 12/SKHĐT-VP ngày 28/02/2025",
    "Công văn số 12/SKHĐT-VP ngày 28/4/2025",  # paper on its way
    "Công văn số 12/SNNMT-VP ngày 20/02/2025",  # a province that was early
    "Công văn số 12/SKHĐT-VP",
    "Công văn số 12/SKHĐT-VP ngày 31/9/2025",  # no day at all
    "Quyết định số 12/QĐ-TCT ngày 05/9/2025",  # a corporation's as well
    "Quyết định số 12/QĐ-BDT ngày 05/9/2025",
    "Thông tư số 12/2024/TT-BTNMT ngày 26/7/2024",
    "Công văn số 12/BNNMT-VP ngày 05/9/2025",
    "Công văn số 12/STC-VP ngày 05/9/2025",
    "Nghị quyết số 12-NQ/HU ngày 05/6/2025",
)
WRONG = {
    "Công văn số 12/SKHĐT-VP ngày 05/9/2025": "Từ ngày 01/3/2025 là Sở Tài chính (STC)",
    "Quyết định số 12/QĐ-BTNMT ngày 05/9/2025": (
        "Từ ngày 01/3/2025 là Bộ Nông nghiệp và Môi trường (BNNMT)"
    ),
    "Công văn số 12/BNNMT-VP ngày 05/9/2023": None,
    "Tờ trình số 12/TTr-SNNMT ngày 05/9/2023": None,
    "Nghị quyết số 12-NQ/HU ngày 05/9/2025": None,
}


def found(text: str) -> list[str | None]:
    report = process(f"Thực hiện {text}.".encode(), "a.txt", ReadOptions())
    return [f.suggestion for f in report.findings if f.rule == "REF121"]


@pytest.mark.parametrize("text", RIGHT)
def test_a_citation_of_a_body_in_its_time_is_right(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(("text", "heir"), WRONG.items(), ids=WRONG)
def test_a_citation_outside_the_time_of_its_body_names_the_heir(
    text: str, heir: str | None
) -> None:
    assert found(text) == [heir]


def test_what_is_dated_after_the_report_is_told_once() -> None:
    text = (
        "UBND TỈNH KHÁNH HÒA\nSỞ TÀI CHÍNH\nSố: 5780/BC-STC\n\n"
        "Khánh Hòa, ngày 18 tháng 12 năm 2024\n\nBÁO CÁO\nKết quả năm 2024\n\n"
        "Theo Công văn số 12/SKHĐT-VP ngày 05/9/2025 của Sở Kế hoạch và Đầu tư."
    )
    report = process(text.encode(), "a.txt", ReadOptions())
    assert [f.rule for f in report.findings if f.rule in ("REF117", "REF121")] == ["REF117"]


@pytest.mark.parametrize("token", sorted(knowledge().dated_issuers))
def test_a_dated_issuer_is_an_issuer_with_one_end_or_beginning(token: str) -> None:
    issuer = issuer_of()[token]
    assert issuer.role == "issuer"
    assert (issuer.valid_from is None) != (issuer.valid_to is None)
    heir = issuer_of().get(issuer.successor or "")
    if heir is not None and issuer.valid_to is not None:
        assert heir.holds(issuer.valid_to + timedelta(1))
