"""Searches for inputs that take more than their share of time: repeated scraps of citations.

    python benchmarks/slow_inputs.py [--seconds 60] [--seed 1] [--whole] [--lines]

First come the shapes that a document may well have thousands of (`SHAPES`), then random scraps.
Each is repeated to one length and to four times that length, and both are timed (CPU time); what
grew most is kept. Linear work gives a growth of 4; what seems to grow faster is measured again
before it is believed. `--whole` times the whole document task, from bytes over mentions, decisions
and checks to the report, not the engine alone. `--lines` times single lines of a quarter and of a
whole megabyte of one scrap (`LINES`) instead. Exit code 1 when an input grows faster than `LIMIT`,
or when a letter of such a line costs more than `DEAREST` times what a letter of an ordinary list of
citations costs.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable

from extract.options import ReadOptions
from extract.references import find_in_text
from store.task import process

LIMIT = 9.0  # growth for four times the length; 16 is quadratic
DEAREST = 20.0
LEAST = 0.004  # seconds below which a growth says nothing
SCRAPS = (
    *(
        "Quyết định số ",
        "12",
        "/QĐ-",
        "UBND",
        " ngày 05/3/2024",
        ", ",
        "và ",
        "; ",
        "số ",
        "(",
        ")",
    ),
    *("-", "/", " ", "\n", "Luật ", "điểm a ", "khoản 2 ", "Điều 5 ", "của UBND tỉnh ", "12/"),
    *("2024/", "KH", "Đ", "-KH/", "TU", " của ", "về ", "ngày ", "tháng ", "năm ", ".", "…", "\t"),
    *("được sửa đổi, bổ sung bởi ", "thay thế ", "kèm theo ", "Báo cáo tháng 2 ", "QH15", "TTLT-"),
    *("&", "Công văn ", "O", "l", "1", "các ", "cùng ngày ", ":", "từ ", "đến ", "NĐ-CP", "a", "A"),
    *("     ", "12, ", "12 và ", "\n\n", "Biểu số II.06a ", "đạt 97% ", "382/394 hồ sơ ", "|"),
    *("1.005429.000.00.00.H32 ", "Phụ lục 1\n", "Nơi nhận: ", "KT. GIÁM ĐỐC ", "từ 15/6/2023 "),
)

Made = tuple[str, str, str]  # what is repeated, and what stands before and after; # is its number
_DATED = " ngày 05/3/2024"
SHAPES: dict[str, Made] = {
    "one document over and over": (f"Quyết định số 12/QĐ-UBND{_DATED}; ", "", ""),
    "the same, a line each": (f"Quyết định số 12/QĐ-UBND{_DATED}\n", "", ""),
    "another document each": (f"Quyết định số #/QĐ-UBND{_DATED}; ", "", ""),
    "another each, a line each": (f"Quyết định số #/QĐ-UBND{_DATED}\n", "", ""),
    "another day each": ("Quyết định số 12/QĐ-UBND ngày 05/3/#; ", "", ""),
    "numbers of one list": ("#, ", "các Quyết định số ", f"7/QĐ-UBND{_DATED}"),
    "short forms of one": ("QĐ 12, ", f"Quyết định số 12/QĐ-UBND{_DATED}, ", ""),
    "short forms of another each": ("Quyết định số #/QĐ-UBND; Quyết định # thì ", "", ""),
    "documents pointed at": ("Quyết định nêu trên; Nghị định này; ", "", ""),
    "laws by name": ("Luật Đất đai năm 2013, Luật Đầu tư năm #; ", "", ""),
    "relations": ("Nghị định số #/2020/NĐ-CP được sửa đổi bởi ", "", "Nghị định số 5/2021/NĐ-CP"),
    "replaced in a list": ("Quyết định số #/QĐ-UBND, ", "thay thế ", ""),
    "scopes": ("điểm a khoản 2 Điều # ", "", "Nghị định số 5/2021/NĐ-CP"),
    "separators": ("/A-B/", "", ""),
    "years": ("12/2024/", "", "QĐ-UBND"),
    "no numbers": ("Báo cáo số /BC-STC ngày /3/2024; ", "", ""),
    "brackets": ("(#/STC-VP ngày 05/3/2024; ", "", ""),
    "a register": ("#\tQuyết định\t#/QĐ-UBND\t05/3/2024\n", "STT\tLoại\tSố\tNgày\n", ""),
    "numbers out of order": ("Báo cáo số #/BC-STC ngày 05/3/2024; số 7/BC-STC; ", "", ""),
    "offices": ("KT. GIÁM ĐỐC của ", "- ", ""),
}
_DOCUMENT = f"Quyết định số 12/QĐ-UBND{_DATED}"
# What one line may hold a megabyte of, a citation at both ends: what runs over it runs far.
LINES: dict[str, Made] = {
    f"one line of {unit!r}": (unit, f"{_DOCUMENT} ", f" {_DOCUMENT}")
    for unit in (
        *(
            "1",
            " ",
            "\u00a0",
            "\t",
            "\u200b",
            "\u00ad",
            "\u0301",
            ".",
            "…",
            ",",
            "(",
            ")",
            "-",
            "–",
            "/",
        ),
        *(
            "12/QĐ-",
            "UBND-",
            "Đ&",
            "ngày ",
            "số ",
            "Quyết định số ",
            "12, ",
            "12 và ",
            "1.",
            "12-KH/",
        ),
        *("khoản 1 Điều 2 ", "Luật Đất đai ", "báo cáo tình hình ", "KT. ", "CỘNG HÒA ", "<a "),
        "Quyết định số 12/QĐ- ngày , (khoản 1 Điều 2 . UBND-/ ",
    )
}

# What a short line may begin with before blanks without end.
HEADS = (
    *("Số: 1", "Số:", "ngày 1 tháng 2 năm", "Quảng Nam", "…"),
    *("Biểu số II.06a/VPCP/KSTT", "Biểu mẫu số", "(Biểu mẫu", "Mẫu số: 06a", "Phụ lục số 4"),
    *("Kỳ báo cáo", "BÁO CÁO", "5% trên tổng số 12 đơn, đã giải quyết"),
)


def scrap(chance: random.Random) -> Made:
    """Return what is repeated, and what stands before and after."""
    sizes = (chance.randint(1, 6), chance.randint(0, 3), chance.randint(0, 3))
    unit, before, after = ("".join(chance.choices(SCRAPS, k=size)) for size in sizes)
    return unit, before, after


def repeated(made: Made, length: int) -> str:
    """Return the text of about this length."""
    unit, before, after = made
    times = max(1, length // len(unit))
    if "#" not in unit:
        return before + unit * times + after
    return before + "".join(unit.replace("#", str(at)) for at in range(1, times + 1)) + after


def growth(work: Callable[[str], object], made: Made, length: int) -> float:
    """Return how much longer four times the text takes; 0 when both are too short to tell."""
    short = _seconds(work, repeated(made, length))
    if short < LEAST:
        return 0.0
    return _seconds(work, repeated(made, 4 * length)) / short


def _seconds(work: Callable[[str], object], text: str) -> float:
    taken = []
    for _ in range(2):
        begun = time.process_time()
        work(text)
        taken.append(time.process_time() - begun)
    return min(taken)


def whole(text: str) -> object:
    """Run the whole document task on a text."""
    return process(text.encode(), "text.txt", ReadOptions(ocr="never"))


def surely(work: Callable[[str], object], made: Made, length: int) -> float:
    """Return the growth, measured again at twice the length when it seems too much."""
    grown = growth(work, made, length)
    return min(grown, growth(work, made, 2 * length)) if grown > LIMIT else grown


def search(
    work: Callable[[str], object], seconds: float, seed: int, length: int
) -> list[tuple[float, Made]]:
    """Return the scraps that grew most, the worst first."""
    chance, end = random.Random(seed), time.monotonic() + seconds
    found = []
    while time.monotonic() < end:
        made = scrap(chance)
        found.append((surely(work, made, length), made))
    return sorted(found, reverse=True)


def _lines(work: Callable[[str], object], length: int) -> int:
    usual = repeated(SHAPES["one document over and over"], length)
    cost = _seconds(work, usual) / length
    worst = False
    for name, made in LINES.items():
        short, long = (_seconds(work, repeated(made, size)) for size in (length, 4 * length))
        grown, dear = long / short, long / (4 * length) / cost
        worst = worst or (grown > LIMIT and long > LEAST) or dear > DEAREST
        print(f"  {grown:5.1f} {dear:6.2f} times the usual  {name}", flush=True)
    return int(worst)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--lines", action="store_true")
    words = parser.parse_args()
    work, length = (whole, 3_000) if words.whole else (find_in_text, 20_000)
    work("Quyết định số 12/QĐ-UBND ngày 05/3/2024")  # reads the lexicon
    if words.lines:
        return _lines(work, 250_000)
    shapes = {name: surely(work, made, 5 * length) for name, made in SHAPES.items()}
    for name, grown in shapes.items():
        print(f"  {grown:5.1f}  {name}")
    found = search(work, words.seconds, words.seed, length)
    print(f"{len(found)} inputs; growth for four times the length (4 is linear), the worst:")
    for grown, made in found[:5]:
        print(f"  {grown:5.1f}  {made}")
    worst = max([*shapes.values(), *(grown for grown, _ in found)])
    return 1 if worst > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
