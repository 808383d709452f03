"""Documents cited without their number: which one is meant, and when nothing is said."""

import pytest

from extract.options import ReadOptions
from extract.pipeline import extract
from normalize.pipeline import normalize
from normalize.schema import IndirectMention, Report

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH A\nSố: {number}\nA, ngày 08 tháng 4 năm 2024\n{kind}\n{title}\n"


def read(text: str) -> Report:
    data = text.encode()
    report = normalize(extract(data, "a.txt", ReadOptions()), data, "a.txt")
    texts = {block.block_id: block.text for block in report.blocks}
    for one in report.indirect:
        assert one.block_id is not None
        assert texts[one.block_id][one.char_start : one.char_end] == one.raw_text
    return report


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(one.raw_text, one.citation_key, one.resolved_by) for one in read(text).indirect]


def the_one(text: str) -> IndirectMention:
    (found,) = read(text).indirect
    return found


@pytest.mark.parametrize(
    ("text", "raw", "key", "way"),
    [
        ("theo Luật Đất đai năm 2024 và", "Luật Đất đai năm 2024", "31/2024/QH15", "year"),
        ("theo Luật đất đai 2013, Sở", "Luật đất đai 2013", "45/2013/QH13", "year"),
        ("Luật Đất đai (năm 2024) quy định", "Luật Đất đai (năm 2024)", "31/2024/QH15", "year"),
        ("LUẬT ĐẤT ĐAI NĂM 2024", "LUẬT ĐẤT ĐAI", None, None),
        (
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
            "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
            "77/2015/QH13",
            "date",
        ),
        (
            "Luật Phòng, chống tham nhũng năm 2018 và",
            "Luật Phòng, chống tham nhũng năm 2018",
            "36/2018/QH14",
            "year",
        ),
        ("Bộ luật Lao động 2019;", "Bộ luật Lao động 2019", "45/2019/QH14", "year"),
        (
            "Pháp lệnh Ưu đãi người có công với cách mạng năm 2020",
            "Pháp lệnh Ưu đãi người có công với cách mạng năm 2020",
            "2/2020/UBTVQH14",
            "year",
        ),
        # No law of the name was passed then; without year or day nothing tells which is meant.
        ("theo Luật Đất đai năm 2020 và", "Luật Đất đai năm 2020", None, None),
        ("theo Luật Đất đai, Sở đã", "Luật Đất đai", None, None),
        ("theo Hiến pháp năm 2013;", "Hiến pháp năm 2013", None, None),
        ("Luật Sao Hỏa năm 2024 và", "Luật Sao Hỏa năm 2024", None, None),
        # The year is the amending law's own.
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Đất đai năm 2018;",
            "Luật sửa đổi, bổ sung một số điều của Luật Đất đai năm 2018",
            None,
            None,
        ),
        (
            "Luật Đất đai được sửa đổi, bổ sung năm 2018",
            "Luật Đất đai",
            None,
            None,
        ),
    ],
)
def test_a_law_by_name(text: str, raw: str, key: str | None, way: str | None) -> None:
    assert told(text) == [(raw, key, way)]


def test_a_law_without_year_keeps_its_candidates() -> None:
    found = the_one("theo Luật Đất đai, Sở đã")
    assert found.name == "Luật Đất đai"
    assert {"45/2013/QH13", "31/2024/QH15"} <= set(found.candidates)


@pytest.mark.parametrize(
    "text",
    [
        "Luật Đất đai số 31/2024/QH15 ngày 18/01/2024",
        "Luật Đất đai ngày 18/01/2024 số 31/2024/QH15",
        "Luật Đất đai (Luật số 31/2024/QH15)",
        "Luật Sao Hỏa số 99/2024/QH15 năm 2024",
        "Luật này",
    ],
)
def test_a_law_with_its_number_is_a_mention(text: str) -> None:
    assert [one.raw_text for one in read(text).indirect if one.way == "law"] == []


DECISION = "Quyết định số 12/QĐ-UBND ngày 05/3/2024"
OTHER = "Quyết định số 15/QĐ-UBND ngày 06/3/2024"


@pytest.mark.parametrize(
    ("text", "key", "way"),
    [
        (f"{DECISION}. Thực hiện Quyết định nêu trên, Sở", "12/QĐ-UBND/2024", "same-block"),
        (f"{DECISION}.\nThực hiện Quyết định nêu trên, Sở", "12/QĐ-UBND/2024", "document"),
        (f"{OTHER}.\n{DECISION}. Theo Quyết định nêu trên", "12/QĐ-UBND/2024", "same-block"),
        (f"{DECISION}. {DECISION}. Theo Quyết định nêu trên", "12/QĐ-UBND/2024", "same-block"),
        (f"{DECISION} và {OTHER}. Theo Quyết định nêu trên", None, None),
        (f"{DECISION}.\n{OTHER}.\nTheo Quyết định nêu trên", None, None),
        (f"{DECISION}. Các Quyết định nêu trên", None, None),
        (f"Theo Quyết định nêu trên. {DECISION}", None, None),
        (f"{DECISION}. Theo Nghị định nêu trên", None, None),
        (f"{DECISION}. Quyết định này có hiệu lực", "12/QĐ-UBND/2024", "same-block"),
        (f"{DECISION}.\nQuyết định này có hiệu lực", None, None),
    ],
)
def test_a_pointing_word(text: str, key: str | None, way: str | None) -> None:
    (found,) = read(text).indirect
    assert (found.citation_key, found.resolved_by) == (key, way)


@pytest.mark.parametrize(
    ("number", "kind", "title", "expected"),
    [
        ("77/QĐ-UBND", "QUYẾT ĐỊNH", "Về việc công bố danh mục", ("77/QĐ-UBND/2024", "self")),
        ("7/2024/QĐ-UBND", "QUYẾT ĐỊNH", "Ban hành quy chế", ("7/2024/QĐ-UBND", "self")),
        ("    /QĐ-UBND", "QUYẾT ĐỊNH", "Về việc công bố danh mục", (None, None)),
        # Its articles quote another decision, where "Quyết định này" is that one.
        ("77/QĐ-UBND", "QUYẾT ĐỊNH", "Sửa đổi, bổ sung một số điều của quy chế", (None, None)),
        ("77/BC-UBND", "BÁO CÁO", "Kết quả công tác", (None, None)),
    ],
)
def test_this_decision_is_the_report_itself(
    number: str, kind: str, title: str, expected: tuple[str | None, str | None]
) -> None:
    text = HEAD.format(number=number, kind=kind, title=title) + "Quyết định này có hiệu lực."
    (found,) = read(text).indirect
    assert (found.citation_key, found.resolved_by) == expected


def test_many_pointing_words_cost_what_they_are() -> None:
    text = f"{DECISION}. " + "Quyết định nêu trên, " * 5_000
    found = read(text).indirect
    assert len(found) == 5_000
    assert {one.citation_key for one in found} == {"12/QĐ-UBND/2024"}
