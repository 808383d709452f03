"""DOC501–DOC504: what fires, and what must not."""

import pytest

from extract.document import Block, BlockKind, Document
from extract.letterhead import find_letterhead
from normalize.checks import documents, periods
from normalize.letterhead import normalize_letterhead
from normalize.schema import BlockRecord, Finding, Report, SignatureRecord

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
TITLE = "Công tác kiểm soát thủ tục hành chính quý III năm 2024"
OPENING = "Sở Y tế báo cáo kết quả quý III năm 2024 như sau:"


def report(*texts: str, signed: bool = False) -> Report:
    blocks = tuple(Block(i, BlockKind.PARAGRAPH, text) for i, text in enumerate(texts))
    document = Document("text", blocks)
    record = normalize_letterhead(find_letterhead(document), document)
    return Report(
        document=record,
        blocks=tuple(
            BlockRecord(
                block_id=f"b{b.ordinal:05d}", ordinal=b.ordinal, type="paragraph", text=b.text
            )
            for b in blocks
        ),
        signatures=(SignatureRecord(signer="Sở Y tế"),) if signed else (),
    )


def findings(made: Report) -> list[Finding]:
    return [*documents.check(made), *periods.check(made)]


def rules(made: Report) -> list[str]:
    return [f.rule for f in findings(made)]


def full(
    *body: str,
    number: str = "812",
    day: str = "ngày 18 tháng 9 năm 2024",
    title: str = TITLE,
    opening: str = OPENING,
    organs: str = "UBND TỈNH LONG AN\nSỞ Y TẾ",
) -> tuple[str, ...]:
    return (
        f"{organs}\nSố: {number}/BC-SYT",
        f"{NATION}\nLong An, {day}",
        "BÁO CÁO",
        title,
        "Kính gửi: Văn phòng UBND tỉnh Long An",
        opening,
        *body,
    )


CLEAN = {
    "plain": full(),
    "headings-agree": full("(kèm theo Báo cáo số 812/BC-SYT ngày 18/9/2024 của Sở Y tế)"),
    "zeros": full("(kèm theo Báo cáo số 0812/BC-SYT ngày 18/09/2024 của Sở Y tế)"),
    "headings-left-blank": full("(kèm theo Báo cáo số     /BC-SYT ngày    /9/2024 của Sở Y tế)"),
    "another-report-in-a-sentence": full(
        "Kết quả đã gửi Văn phòng (kèm theo Báo cáo số 377/BC-SYT ngày 02/2/2024)."
    ),
    "a-form's-own-act": full("(Ban hành kèm theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020)"),
    "captions-agree": full("Kỳ báo cáo: Quý III/2024", "(từ 15/6/2024 đến 14/9/2024)"),
    "nine-months-close-with-the-quarter": full(
        "Kỳ báo cáo: 9 tháng đầu năm 2024", "(từ 15/12/2023 đến 14/9/2024)"
    ),
    "sum-since-new-year": full("Lũy kế từ đầu năm (từ 15/12/2023 đến 14/9/2024) là 1.102 hồ sơ."),
    "an-event": full("Đợt kiểm tra từ ngày 05/7/2024 đến ngày 09/7/2024 tại 03 đơn vị."),
    "compared": full("so với cùng kỳ báo cáo (từ 15/6/2023 đến 14/9/2023) tăng 2%."),
    "plan-of-the-year-in-the-opening": full(
        opening="Thực hiện Kế hoạch năm 2024, Sở Y tế báo cáo kết quả như sau:"
    ),
    "outlook": full("III. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ IV NĂM 2024"),
    "a-fund-of-the-year": full("IV. THU, CHI QUỸ NĂM 2024"),
    "by-quarter": full("Số liệu tổng hợp theo quý năm 2024."),
}


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_report_is_left_alone(name: str) -> None:
    assert rules(report(*CLEAN[name])) == []


FAULTS = {
    "number-blank": (full(number="     "), ["DOC501"]),
    "number-differs-below-a-glued-title": (
        full("Phụ lục 2**TIẾN ĐỘ***(Đính kèm Báo cáo số 813/BC-SYT ngày 18/9/2024)*"),
        ["DOC501"],
    ),
    "numbers-differ": (
        full("(kèm theo Báo cáo số 813/BC-SYT ngày 18/9/2024 của Sở Y tế)"),
        ["DOC501"],
    ),
    "day-blank": (full(day="ngày      tháng 9 năm 2024"), ["DOC502"]),
    "impossible-day": (full(day="ngày 31 tháng 9 năm 2024"), ["DOC502"]),
    "dates-differ": (
        full("(kèm theo Báo cáo số 812/BC-SYT ngày 18/3/2024 của Sở Y tế)"),
        ["DOC502"],
    ),
    "blank-headings-differ": (
        full(
            "(kèm theo Báo cáo số /BC-SYT ngày /2/2024 của Sở Y tế)",
            "(kèm theo Báo cáo số /BC-SYT ngày /9/2024 của Sở Y tế)",
        ),
        ["DOC502"],
    ),
    "dated-before-its-period": (full(day="ngày 18 tháng 3 năm 2024"), ["DOC502"]),
    "caption-of-last-quarter": (full("Kỳ báo cáo: Quý II/2024"), ["DOC504"]),
    "bounds-not-the-caption's": (
        full("Kỳ báo cáo: Quý III/2024", "(từ 15/3/2024 đến 14/6/2024)"),
        ["DOC504"],
    ),
    "stale-prose": (
        full("Trong kỳ báo cáo (từ ngày 15/3/2024 đến ngày 14/6/2024) đã ban hành 02 văn bản."),
        ["DOC504"],
    ),
    "stale-opening": (full(opening="Sở Y tế báo cáo kết quả quý II năm 2024 như sau:"), ["DOC504"]),
    "blank-quarter": (full("III. NHIỆM VỤ QUÝ NĂM 2025"), ["DOC504"]),
    "outlook-on-the-past": (full("III. PHƯƠNG HƯỚNG QUÝ II NĂM 2024"), ["DOC504"]),
    "no-period": (
        full(title="Công tác kiểm soát thủ tục hành chính", opening="Sở Y tế báo cáo như sau:"),
        ["DOC504"],
    ),
    "no-issuer": (
        full(organs="", opening="Kết quả quý III năm 2024 như sau:"),
        ["DOC503"],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults(name: str) -> None:
    texts, expected = FAULTS[name]
    assert rules(report(*texts)) == expected


def test_a_finding_shows_every_value_that_it_compares() -> None:
    made = report(
        *full(
            "(kèm theo Báo cáo số /BC-SYT ngày /2/2024 của Sở Y tế)",
            "(kèm theo Báo cáo số /BC-SYT ngày /9/2024 của Sở Y tế)",
        )
    )
    (found,) = findings(made)
    shown = " ".join(e.value for e in found.evidence)
    assert "ngày 18 tháng 9 năm 2024" in shown
    assert "/2/2024" in shown and "/9/2024" in shown
    assert found.block_id == "b00006"


def test_the_stamp_of_a_signed_file_may_be_unread_but_is_there() -> None:
    texts = full(number="     ", day="ngày      tháng 9 năm 2024")
    assert rules(report(*texts, signed=True)) == []


NOT_REPORTS = {
    "draft-decision": (
        f"UBND TỈNH LONG AN\nSố:     /QĐ-UBND\n{NATION}\nLong An, ngày    tháng    năm 2024",
        "QUYẾT ĐỊNH",
        "Về việc công bố danh mục thủ tục hành chính",
    ),
    "annex": (
        "Phụ lục I",
        "(Kèm theo Quyết định số     /QĐ-UBND ngày    /02/2025 của Chủ tịch UBND tỉnh)",
    ),
    "list": ("DANH SÁCH THỦ TỤC HÀNH CHÍNH", "1. Cấp giấy phép"),
}


@pytest.mark.parametrize("name", NOT_REPORTS)
def test_what_is_no_report_is_left_alone(name: str) -> None:
    assert rules(report(*NOT_REPORTS[name])) == []
