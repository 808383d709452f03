"""The letterhead's own number and date on a scan: how sure they are, and who is told."""

import pytest

from extract.document import Block, BlockKind, Box, Document, Place, TextSpan
from extract.letterhead import find_letterhead
from normalize.catalogue import run_checks
from normalize.checks.confidence import LEAST, check
from normalize.identity import Identity
from normalize.schema import Slot
from normalize.slots import normalize_slots
from tests.factories import codes, report

HEAD = ("UBND TỈNH NGHỆ AN", "SỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")


def block(ordinal: int, text: str, sure: float | None, unsure: str = "") -> Block:
    spans, start = [], 0
    for word in text.split(" "):
        low = bool(unsure) and word == unsure
        box = Box(60 + 6 * start, 20 * ordinal, 60 + 6 * (start + len(word)), 20 * ordinal + 12)
        place = Place(1, box, confidence=30.0 if low else sure)
        spans.append(TextSpan(start, start + len(word), place))
        start += len(word) + 1
    return Block(ordinal, BlockKind.PARAGRAPH, text, tuple(spans))


def slots(number: str, day: str, sure: float | None = 95.0, unsure: str = "") -> list[Slot]:
    lines = (*HEAD, number, day, "BÁO CÁO")
    blocks = tuple(block(n, text, sure, unsure) for n, text in enumerate(lines))
    document = Document("pdf", blocks, text_source="ocr")
    return list(normalize_slots(find_letterhead(document), document, Identity("a" * 64)))


NUMBER, DAY = "Số: 972/BC-SYT", "Nghệ An, ngày 18 tháng 06 năm 2024"


@pytest.mark.parametrize(
    ("number", "day", "unsure", "expected"),
    [
        (NUMBER, DAY, "", []),
        (NUMBER, DAY, "972/BC-SYT", ["number"]),
        (NUMBER, DAY, "18", ["issued_on"]),
        (NUMBER, DAY, "Nghệ", []),
        ("Số: 72 /BC-SYT", DAY, "", ["number"]),
        ("Số: 4678IBC-SYT", DAY, "", ["number"]),
        (NUMBER, DAY.replace("18", "J8"), "", ["issued_on"]),
        ("Số: 4/10/QĐ-UBND", DAY, "", ["number"]),
        ("Số: ý10/BC-SYT", DAY, "", ["number"]),
    ],
    ids=[
        "sure",
        "number",
        "day",
        "place",
        "room-before-slash",
        "slash-misread",
        "letter-in-day",
        "by-hand",
        "by-hand-as-letter",
    ],
)
def test_an_unsure_slot_is_told(number: str, day: str, unsure: str, expected: list[str]) -> None:
    found = slots(number, day, unsure=unsure)
    assert [s.name for s in found if s.confidence < LEAST] == expected
    told = list(check(report().model_copy(update={"slots": tuple(found)})))
    assert codes(told) == ["TXT703"] * len(expected)
    for finding in told:
        assert (finding.page, finding.bbox is None) == (1, False)


def test_a_printed_letterhead_has_none() -> None:
    assert slots(NUMBER, DAY, sure=None) == []


def test_a_day_with_a_letter_for_a_figure_is_read() -> None:
    lines = (*HEAD, NUMBER, DAY.replace("18", "J8"), "BÁO CÁO")
    document = Document("pdf", tuple(block(n, t, 90.0) for n, t in enumerate(lines)))
    raw = find_letterhead(document)
    assert (raw.day, raw.month, raw.year) == ("18", "06", "2024")


@pytest.mark.parametrize("number", ["Số: 4/10/BC-SYT", "Số: ý10/BC-SYT", "Số: 3/I0BC-SYT"])
def test_a_number_put_in_by_hand_is_neither_guessed_nor_called_missing(number: str) -> None:
    lines = (*HEAD, number, DAY.replace("18", "48"), "BÁO CÁO", "Công tác năm 2024")
    blocks = tuple(block(n, t, 90.0, unsure="48") for n, t in enumerate(lines))
    document = Document("pdf", blocks, text_source="ocr")
    raw = find_letterhead(document)
    assert (raw.number, raw.symbol) == (None, "BC-SYT")
    found = tuple(normalize_slots(raw, document, Identity("a" * 64)))
    scanned = report(kind="BC", symbol="BC-SYT", kind_word="BÁO CÁO")
    told = [f.rule for f in run_checks(scanned.model_copy(update={"slots": found}))]
    assert [code for code in told if code in ("DOC501", "DOC502", "TXT703")] == ["TXT703"] * 2
    printed = Document("pdf", tuple(block(n, t, None) for n, t in enumerate(lines)))
    assert find_letterhead(printed).symbol != "BC-SYT"
    assert {"DOC501", "DOC502"} <= set(codes(run_checks(scanned)))
