"""Figures in prose: what is one, what only looks like one, and where it stands."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Block, BlockKind, Cell, Document, Table
from extract.figures import RawFigure, figures_in, find_figures
from extract.prose.words import FILE, vocabulary

DATA = tomllib.loads(FILE.read_text(encoding="utf-8"))


def told(text: str) -> list[str]:
    found = figures_in(text)
    return [_told(found, raw) for raw in found]


def _told(found: tuple[RawFigure, ...], raw: RawFigure) -> str:
    base = "" if raw.base is None else f" of {found[raw.base].number} {found[raw.base].unit}"
    return f"{raw.number} {raw.unit}{base}"


@pytest.mark.parametrize("case", DATA["example"], ids=lambda c: c["text"][:40])
def test_an_example_holds_its_figures(case: dict[str, object]) -> None:
    assert told(str(case["text"])) == case["figures"]


@pytest.mark.parametrize("case", DATA["counter_example"], ids=lambda c: c["text"][:40])
def test_a_counter_example_holds_none(case: dict[str, str]) -> None:
    assert told(case["text"]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trong quý 120 hồ sơ đã trả", ["120 hồ sơ"]),
        ("Trong quý 3 hồ sơ tăng", []),
        ("Năm 2024 thủ tục hành chính được rà soát", []),
        ("Danh mục 03 thủ tục hành chính nội bộ", ["03 TTHC"]),
        ("Quyết định số 15 thủ tục", []),
        ("14/9 hồ sơ", ["14 hồ sơ of 9 hồ sơ", "9 hồ sơ"]),
        ("ngày 14/9 hồ sơ được trả", []),
        ("đến 14/9, đã trả", []),
        ("thu phiếu 382/394, đạt 97%", ["382 None of 394 None", "394 None", "97 %"]),
        ("tiếp nhận 1.251 hồ sơ", ["1.251 hồ sơ"]),
        ("tiếp nhận 12.5 hồ sơ", []),
        ("đạt 40-50% kế hoạch", []),
        ("Tồn tại, hạn chế: không", []),
        ("Số hồ sơ quá hạn: không có.", ["không có hồ sơ"]),
        ("Số hồ sơ quá hạn là không;", ["không hồ sơ"]),
        ("đạt 10đ, xếp loại tốt", ["10 điểm"]),
        ("1.180 hồ sơ đúng hạn/1.251 hồ sơ", ["1.180 hồ sơ of 1.251 hồ sơ", "1.251 hồ sơ"]),
    ],
)
def test_numbers_are_told_from_names_and_dates(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_about_is_no_exact_number() -> None:
    assert [raw.about for raw in figures_in("hơn 50 người, 38 buổi")] == [True, False]


def test_a_citation_is_no_figure() -> None:
    text = "theo 15 văn bản"
    assert figures_in(text, [(5, 7)]) == ()
    assert [raw.number for raw in figures_in(text, [(0, 4)])] == ["15"]


def test_cells_have_offsets_in_the_block_and_headers_are_left_out() -> None:
    table = Table(
        2,
        2,
        (
            Cell(0, 0, "12 hồ sơ", is_header=True),
            Cell(1, 0, "1"),
            Cell(1, 1, "đã trả 09/09 hồ sơ"),
        ),
        header_rows=1,
    )
    block = Block(1, BlockKind.TABLE, table.layout()[0], table=table)
    first = Block(0, BlockKind.PARAGRAPH, "nhận 9 hồ sơ")
    found = find_figures(Document("text", (first, block)))
    assert [(raw.block, raw.cell, raw.base) for raw in found] == [
        (0, None, None),
        (1, (1, 1), 2),
        (1, (1, 1), None),
    ]
    assert [block.text[raw.start : raw.end] for raw in found[1:]] == ["09", "09 hồ sơ"]


def test_page_furniture_holds_none() -> None:
    block = Block(0, BlockKind.FOOTER, "12 hồ sơ")
    assert find_figures(Document("text", (block,))) == ()


def test_every_word_is_one_units_word() -> None:
    words = [word.lower() for words in vocabulary()["units"].values() for word in words]
    assert sorted(words) == sorted(set(words))


@given(st.integers(0, 99_999_999), st.sampled_from(["hồ sơ", "thủ tục hành chính", "%"]))
def test_every_count_is_read_whole(number: int, unit: str) -> None:
    printed = f"{number:,}".replace(",", ".")
    for text in [str(number), printed] if unit != "%" else [str(number)]:
        sentence = f"đã giải quyết {text} {unit}; còn lại"
        assert [raw.number for raw in figures_in(sentence)] == [text]


@given(st.text(alphabet="0123456789./,-% hồsơ:;()\n", max_size=40))
def test_figures_are_what_stands_at_their_offsets(text: str) -> None:
    found = figures_in(text)
    assert all(text[raw.start :].startswith(raw.number) for raw in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_the_vocabulary_stands_beside_the_module() -> None:
    assert Path(FILE).name == "figures.toml"
